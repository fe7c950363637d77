//! Citations and reference lists. Takes a citation of the text; writes it as markup and remembers it, so that the list at
//! the end of a page can lead back to every place that cites an entry. How a reference is worded is the style's business.

use std::collections::BTreeMap;

use crate::library::Library;
use crate::library::bibliography::source::Source;
use crate::library::catalog::{ClaimKey, SourceKey};
use crate::library::citation::Mode;
use crate::library::claim::Claim;
use crate::library::prose::{Citation, CitationItem, Cited};
use crate::site::address::{Address, Base, fragment};
use crate::site::apa::Apa;
use crate::site::cite::{Cite, Piece, text};
use crate::site::html::Html;
use crate::site::run::{Run, plain};
use crate::site::strength;
use crate::site::typeset::{html, html_without_links};
use crate::site::words::Words;

/// A mark names all of its sources up to this number.
const MOST_NAMES: usize = 3;
/// Of more than that it names so many.
const NAMES_OF_MANY: usize = 2;

/// All sources and claims of a site, ready to be cited.
pub struct References<'l> {
    library: &'l Library,
    apa: Apa,
    numbers: BTreeMap<&'l str, usize>,
    claims: BTreeMap<&'l ClaimKey, &'l Claim>,
    base: &'l Base,
    words: &'l Words,
}

/// Where a mark in the text leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// To a list on the same page.
    Here,
    /// To the page that lists everything: the bibliography, the evidence.
    Elsewhere,
}

/// The citations of one page, in the order in which they are written.
pub struct Marks<'r> {
    references: &'r References<'r>,
    sources: Listed,
    claims: Listed,
    count: usize,
    cited: BTreeMap<usize, Vec<Mark>>,
}

/// One place that cites a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its id on the page.
    pub id: String,
    /// The section it stands in.
    pub section: String,
}

/// An entry of a page's own list.
pub struct Entry<'l> {
    /// The source.
    pub source: &'l Source,
    /// The entry.
    pub entry: Html,
    /// The places that cite it, in order.
    pub marks: Vec<Mark>,
}

impl<'l> References<'l> {
    /// Puts the whole bibliography into order, so that letters after a year agree on every page.
    pub fn new(library: &'l Library, base: &'l Base, words: &'l Words) -> References<'l> {
        let sources = &library.bibliography;
        References {
            library,
            apa: Apa::new(sources),
            numbers: sources
                .iter()
                .enumerate()
                .map(|(number, source)| (source.key.as_str(), number))
                .collect(),
            claims: library.evidence.claims.iter().map(|claim| (&claim.key, claim)).collect(),
            base,
            words,
        }
    }

    /// All sources in the style's order: the key and the entry.
    pub fn all(&self) -> impl Iterator<Item = (&'l str, Html)> {
        let sources = &self.library.bibliography;
        self.apa.order().iter().map(|number| (sources[*number].key.as_str(), self.entry(*number)))
    }

    /// All sources in the style's order.
    pub fn sources(&self) -> impl Iterator<Item = &'l Source> {
        self.apa.order().iter().map(|number| &self.library.bibliography[*number])
    }

    /// A work that is not in the bibliography, as the style writes it.
    pub fn work(source: Source) -> Html {
        html(Apa::new(&[source]).entry(0))
    }

    /// The letter under which a source stands, in capitals: that of its first word.
    pub fn letter(&self, key: &str) -> String {
        let text = self.numbers.get(key).map(|number| plain(self.apa.entry(*number))).unwrap_or_default();
        let first = text.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
        unaccented(first)
    }

    /// Author and year of a source, as a link to the bibliography.
    pub fn short(&self, key: &SourceKey) -> Html {
        let mut html = Html::new();
        if let Some(number) = self.numbers.get(key.as_str()) {
            let pieces = self.apa.cite(Mode::Bracketed, &[cite(*number)]);
            let words = unbracketed(&text(&pieces));
            let link = self.base.link_to(&Address::bibliography(), key.as_str());
            html.push_element("a", &[("href", &link)], &Html::text(&words));
        }
        html
    }

    fn entry(&self, number: usize) -> Html {
        html(self.apa.entry(number))
    }

    fn number(&self, key: &SourceKey) -> usize {
        *self.numbers.get(key.as_str()).expect("a source key is made from the bibliography")
    }

    /// The claim of a key.
    pub fn claim(&self, key: &ClaimKey) -> Option<&'l Claim> {
        self.claims.get(key).copied()
    }
}

impl<'r> Marks<'r> {
    /// No citations yet. `sources` is where a name leads, `claims` where the mark of a claim does.
    pub fn new(references: &'r References<'r>, sources: Listed, claims: Listed) -> Marks<'r> {
        Marks { references, sources, claims, count: 0, cited: BTreeMap::new() }
    }

    /// Writes a citation that stands in `section`.
    pub fn write(&mut self, citation: &Citation, section: &str, out: &mut Html) {
        let mut claims: Vec<&Claim> = Vec::new();
        for item in &citation.items {
            if let Cited::Claim(key) = &item.cited {
                claims.extend(self.references.claim(key));
            }
        }
        let cites = self.cites(citation, &claims);
        if claims.is_empty() {
            self.names(citation.mode, &cites, section, out);
        } else {
            self.claim_mark(&claims, &cites, section, out);
        }
    }

    /// The page's own list, in the style's order.
    pub fn list(mut self) -> Vec<Entry<'r>> {
        let references = self.references;
        let order = references.apa.order().iter();
        order
            .filter_map(|number| {
                let marks = self.cited.remove(number)?;
                let source = &references.library.bibliography[*number];
                Some(Entry { source, entry: references.entry(*number), marks })
            })
            .collect()
    }

    /// What is cited by name, and the sources of the claims, each once.
    fn cites(&self, citation: &Citation, claims: &[&Claim]) -> Vec<Cite> {
        let mut cites: Vec<Cite> = Vec::new();
        for item in &citation.items {
            let CitationItem { cited, prefix, locator, suffix, suppress_author } = item;
            if let Cited::Source(key) = cited {
                cites.push(Cite {
                    source: self.references.number(key),
                    prefix: prefix.clone(),
                    locator: locator.clone(),
                    suffix: suffix.clone(),
                    suppress_author: *suppress_author,
                });
            }
        }
        for key in claims.iter().flat_map(|claim| &claim.sources) {
            let number = self.references.number(key);
            if !cites.iter().any(|other| other.source == number) {
                cites.push(cite(number));
            }
        }
        cites
    }

    fn next_id(&mut self) -> String {
        self.count += 1;
        format!("_c{}", self.count)
    }

    fn remember(&mut self, number: usize, id: &str, section: &str) {
        let mark = Mark { id: id.to_owned(), section: section.to_owned() };
        self.cited.entry(number).or_default().push(mark);
    }

    fn link(&self, number: usize) -> String {
        let key = self.references.library.bibliography[number].key.as_str();
        match self.sources {
            Listed::Here => format!("#{}", entry_id(key)),
            Listed::Elsewhere => self.references.base.link_to(&Address::bibliography(), key),
        }
    }

    /// Names in the text, each a link with an id of its own.
    fn names(&mut self, mode: Mode, cites: &[Cite], section: &str, out: &mut Html) {
        for piece in self.references.apa.cite(mode, cites) {
            match piece {
                Piece::Text(text) => out.push_text(&text),
                Piece::Cite { item, runs } => {
                    let number = cites[item].source;
                    let id = self.next_id();
                    self.remember(number, &id, section);
                    self.name(number, Some(&id), &runs, out);
                }
            }
        }
    }

    /// A name that is part of the text has an id and a role; one behind the mark of a claim has neither, for they are many.
    fn name(&self, number: usize, id: Option<&str>, runs: &[Run], out: &mut Html) {
        let link = self.link(number);
        let mut attributes = vec![("class", "cite"), ("href", link.as_str())];
        if let Some(id) = id {
            attributes.extend([("id", id), ("role", "doc-biblioref")]);
        }
        out.push_element("a", &attributes, &html_without_links(runs));
    }

    /// A quiet mark that shows how sure the weakest of the claims is, with the names behind it for who asks. The blank
    /// before it is the stylesheet's, so that none is left where a reader hides the marks.
    fn claim_mark(&mut self, claims: &[&Claim], cites: &[Cite], section: &str, out: &mut Html) {
        let weakest = claims.iter().min_by_key(|claim| claim.strength).expect("a claim's mark has a claim");
        let id = self.next_id();
        let pieces = self.references.apa.cite(Mode::Bracketed, cites);
        let link = match self.claims {
            Listed::Here => format!("#{}", fragment(&claim_id(weakest.key.as_str()))),
            Listed::Elsewhere => self.references.base.link_to(&Address::evidence(), weakest.key.as_str()),
        };
        out.push_tag("<span class=\"mark\"");
        out.push_attribute("id", &id);
        out.push_tag("><a class=\"sure\"");
        out.push_attribute("href", &link);
        out.push_attribute("aria-label", &self.label(weakest, &pieces));
        if claims.len() > 1 {
            let keys: Vec<&str> = claims.iter().map(|claim| claim.key.as_str()).collect();
            out.push_attribute("data-claim", &keys.join(" "));
        }
        out.push_tag(">");
        out.push(&strength::bars(weakest.strength));
        out.push_tag("</a>");
        if !cites.is_empty() {
            out.push_tag("<span class=\"names\"> ");
            for piece in &pieces {
                match piece {
                    Piece::Text(text) => out.push_text(text),
                    Piece::Cite { item, runs } => self.name(cites[*item].source, None, runs, out),
                }
            }
            out.push_tag("</span>");
        }
        out.push_tag("</span>");
        for number in cites.iter().map(|cite| cite.source) {
            self.remember(number, &id, section);
        }
    }

    /// How sure, and who says so: the first of many, for it is read out at the end of every sentence.
    fn label(&self, claim: &Claim, pieces: &[Piece]) -> String {
        let words = self.references.words;
        let strength = words.say(strength::word(claim.strength));
        let places = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, Piece::Cite { .. }));
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        if places.len() <= MOST_NAMES {
            let names = text(pieces);
            return if names.is_empty() { strength } else { format!("{strength}: {}", unbracketed(&names)) };
        }
        let shown = text(&pieces[..=places[NAMES_OF_MANY - 1]]);
        let names = format!("{strength}: {}", shown.trim_start_matches('('));
        words.with("and-more", &[("names", names.into()), ("count", (places.len() - NAMES_OF_MANY).into())])
    }
}

/// The id of an entry in a page's own list of sources.
pub fn entry_id(key: &str) -> String {
    format!("_ref-{key}")
}

/// The id of an entry in a page's own list of claims.
pub fn claim_id(key: &str) -> String {
    format!("_claim-{key}")
}

fn cite(source: usize) -> Cite {
    Cite { source, prefix: String::new(), locator: None, suffix: String::new(), suppress_author: false }
}

fn unbracketed(text: &str) -> String {
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).to_owned()
}

/// A letter in capitals and without its accent: `Ś` stands under `S`.
fn unaccented(letter: char) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = letter.nfd().next().unwrap_or(letter);
    plain.to_uppercase().collect()
}
