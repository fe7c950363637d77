//! The evidence: what is claimed, how sure, from which sources. Takes `claims.toml`; gives [`Evidence`]. Knows nothing of
//! who uses a claim.

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::catalog::{Catalog, ClaimKey, SourceKey};
use crate::library::record::{Placed, Record};
use crate::library::section::{fault, instead};
use crate::library::strength::{self, Strength};
use crate::source::{FileId, Sources, Span};

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id.
    pub key: ClaimKey,
    /// Where it is written.
    pub span: Span,
    /// The topic it stands under, by the topic's id.
    pub topic: String,
    /// What is claimed, in one plain sentence.
    pub statement: String,
    /// How sure.
    pub strength: Strength,
    /// What it rests on.
    pub sources: Vec<SourceKey>,
    /// Where each of them is named.
    pub source_spans: Vec<Span>,
    /// What the studies saw: how many, what age, where.
    pub found: String,
    /// What it does not show.
    pub limits: String,
    /// True when it repeats what others say, to put it right.
    pub quoted: bool,
}

/// A group of claims on the evidence page.
#[derive(Clone, Debug)]
pub struct ClaimTopic {
    /// Its id on the page.
    pub id: String,
    /// Where it is written.
    pub span: Span,
    /// What stands over it.
    pub title: String,
}

/// All claims, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The groups.
    pub topics: Vec<ClaimTopic>,
    /// The claims.
    pub claims: Vec<Claim>,
}

/// The claims file as written, before it is known which sources exist.
#[derive(Default)]
pub struct Written {
    topics: Vec<(Placed<String>, String)>,
    claims: Vec<WrittenClaim>,
}

struct WrittenClaim {
    span: Span,
    id: Placed<String>,
    topic: Option<Placed<String>>,
    statement: Option<Placed<String>>,
    strength: Option<Placed<String>>,
    sources: Vec<Placed<String>>,
    found: Option<Placed<String>>,
    limits: Option<Placed<String>>,
    quoted: bool,
}

impl Written {
    /// The ids, to make the catalog from.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.claims.iter().map(|claim| claim.id.value.as_str())
    }
}

/// Reads `claims.toml`: syntax and fields.
pub fn read(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Written {
    let mut record = Record::parse(sources.file(file).text(), file, 0, "claims.toml", found);
    let mut topics = Vec::new();
    for mut topic in record.records("topics", "a topic", found) {
        let (id, title) = (topic.required_text("id", found), topic.required_words("title", found));
        topic.finish(found);
        topics.extend(id.zip(title.map(|title| title.value)));
    }
    let mut claims: Vec<WrittenClaim> = Vec::new();
    for claim in record.records("claims", "a claim", found) {
        let Some(claim) = read_claim(claim, found) else { continue };
        let same = |other: &&WrittenClaim| other.id.value.eq_ignore_ascii_case(&claim.id.value);
        if let Some(first) = claims.iter().find(same) {
            let message = format!("the claim `{}` is there twice", claim.id.value);
            let help = "give one of them an id of its own";
            found.add(
                Diagnostic::error("duplicate-claim", claim.id.span, message)
                    .related(first.id.span, "first written here")
                    .help(help),
            );
        } else {
            claims.push(claim);
        }
    }
    record.finish(found);
    Written { topics, claims }
}

fn read_claim(mut record: Record<'_>, found: &mut Diagnostics) -> Option<WrittenClaim> {
    let span = record.span();
    let id = record.required_text("id", found);
    let topic = record.text("topic", found);
    let statement = record.required_words("statement", found);
    let strength = record.required_text("strength", found);
    let sources = record.texts("sources", found);
    let seen = record.required_words("found", found);
    let limits = record.required_words("limits", found);
    let quoted = record.flag("quoted", found).unwrap_or(false);
    record.finish(found);
    Some(WrittenClaim { span, id: id?, topic, statement, strength, sources, found: seen, limits, quoted })
}

/// Holds what was written against what exists.
pub fn check(written: Written, catalog: &Catalog, found: &mut Diagnostics) -> Evidence {
    let Written { topics, claims } = written;
    check_ids(&topics, &claims, found);
    let topic_ids: Vec<&str> = topics.iter().map(|(id, _)| id.value.as_str()).collect();
    let claims =
        claims.into_iter().filter_map(|claim| check_claim(claim, &topic_ids, catalog, found)).collect();
    let topics =
        topics.into_iter().map(|(id, title)| ClaimTopic { id: id.value, span: id.span, title }).collect();
    Evidence { topics, claims }
}

/// Topics and claims stand on one page: each has an id that no other has, and that is none of the page's own.
fn check_ids(topics: &[(Placed<String>, String)], claims: &[WrittenClaim], found: &mut Diagnostics) {
    for id in topics.iter().map(|(id, _)| id).chain(claims.iter().map(|claim| &claim.id)) {
        if let Some(reason) = fault(&id.value) {
            let message = format!("`{}` cannot be an id: {reason}", id.value);
            let help = format!("write `id = \"{}\"`", instead(&id.value));
            found.add(Diagnostic::error("bad-id", id.span, message).help(help));
        }
    }
    for (number, (id, _)) in topics.iter().enumerate() {
        let same = |other: &&Placed<String>| other.value.to_lowercase() == id.value.to_lowercase();
        let before = topics[..number].iter().map(|(id, _)| id);
        if let Some(other) = before.chain(claims.iter().map(|claim| &claim.id)).find(same) {
            found.add(
                Diagnostic::error("duplicate-id", id.span, format!("the id `{}` is given twice", id.value))
                    .related(other.span, "also given here")
                    .help("give one of them an id of its own: a link can lead to one place only"),
            );
        }
    }
}

fn check_claim(
    claim: WrittenClaim,
    topics: &[&str],
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> Option<Claim> {
    let WrittenClaim { span, id, topic, statement, strength, sources, found: seen, limits, quoted } = claim;
    let level = strength.and_then(|strength| strength::read(&strength, found));
    if let Some(topic) = topic.as_ref().filter(|topic| !topics.contains(&topic.value.as_str())) {
        let help = match nearest(&topic.value, topics.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add a `[[topics]]` with this `id`".to_owned(),
        };
        let message = format!("there is no topic `{}`", topic.value);
        found.add(Diagnostic::error("unknown-topic", topic.span, message).help(help));
    }
    if let Some(source) = catalog.source(&id.value) {
        let message = format!("`{source}` is the key of a source too");
        let help = "give the claim another id: a citation has to name one thing";
        found.add(Diagnostic::error("duplicate-key", id.span, message).help(help));
    }
    let (keys, source_spans) = check_sources(&sources, catalog, found);
    if sources.is_empty() && level.is_some_and(|level| !level.needs_no_source()) {
        let message = format!("the claim `{}` rests on no source", id.value);
        let help = "name the studies: `sources = [\"bowlby1969\"]`";
        found.add(Diagnostic::error("claim-without-source", id.span, message).help(help));
    }
    Some(Claim {
        key: catalog.claim(&id.value)?.clone(),
        span,
        topic: topic.map(|topic| topic.value).unwrap_or_default(),
        statement: statement?.value,
        strength: level?,
        sources: keys,
        source_spans,
        found: seen?.value,
        limits: limits?.value,
        quoted,
    })
}

fn check_sources(
    sources: &[Placed<String>],
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> (Vec<SourceKey>, Vec<Span>) {
    let (mut keys, mut spans) = (Vec::new(), Vec::new());
    for source in sources {
        match catalog.source(&source.value) {
            Some(key) => {
                keys.push(key.clone());
                spans.push(source.span);
            }
            None => {
                let help = match catalog.nearest_citation(&source.value) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "add it to `references.bib`".to_owned(),
                };
                let message = format!("no source has the key `{}`", source.value);
                found.add(Diagnostic::error("unknown-citation", source.span, message).help(help));
            }
        }
    }
    (keys, spans)
}
