//! What became of the works that are cited: retracted, superseded. Takes everything that has text, the works and the claims;
//! tells where a reader would be led to what no longer stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::article::{Article, TextPage};
use crate::library::bibliography::source::{Source, Standing};
use crate::library::claim::Evidence;
use crate::library::glossary::Glossary;
use crate::library::line::{each_inline, each_inline_of};
use crate::library::prose::{Citation, Cited, Inline};

/// Everything that can cite a work.
#[derive(Clone, Copy)]
pub struct Cites<'a> {
    /// The articles.
    pub articles: &'a [&'a Article],
    /// The other pages.
    pub pages: &'a [TextPage],
    /// The terms.
    pub glossary: &'a Glossary,
    /// The claims.
    pub evidence: &'a Evidence,
}

impl Cites<'_> {
    /// Every citation.
    fn each(self, found: &mut impl FnMut(&Citation)) {
        let mut visit = |inline: &Inline| {
            if let Inline::Citation(citation) = inline {
                found(citation);
            }
        };
        for article in self.articles {
            article
                .key_points
                .iter()
                .for_each(|point| each_inline_of(point, None, &mut |_, inline| visit(inline)));
            article.body.prose.each_inline(&mut |_, inline| visit(inline));
        }
        for page in self.pages {
            page.body.prose.each_inline(&mut |_, inline| visit(inline));
        }
        for term in &self.glossary.terms {
            each_inline(&term.meaning, &mut None, &mut |_, inline| visit(inline));
        }
    }

    /// The keys of all works that are cited, by a text or a claim.
    fn keys(self) -> BTreeSet<String> {
        let by_claims = self.evidence.claims.iter().flat_map(|claim| &claim.sources);
        let mut keys: BTreeSet<String> = by_claims.map(ToString::to_string).collect();
        self.each(&mut |citation| {
            keys.extend(citation.items.iter().filter_map(|item| match &item.cited {
                Cited::Source(key) => Some(key.to_string()),
                Cited::Claim(_) => None,
            }));
        });
        keys
    }
}

/// The keys of the works that the bibliography shows: what is cited where readers see it, what is to be kept, and what took
/// the place of one of those, for the entry of the older one leads there.
pub fn listed(cites: Cites<'_>, works: &[Source], is_kept: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let kept = works.iter().map(|work| work.key.as_str()).filter(|key| is_kept(key)).map(str::to_owned);
    let mut listed: BTreeSet<String> = cites.keys().into_iter().chain(kept).collect();
    let newer: BTreeMap<&str, &String> =
        works.iter().filter_map(|work| Some((work.key.as_str(), work.superseded_by.as_ref()?))).collect();
    let mut open: Vec<String> = listed.iter().cloned().collect();
    while let Some(key) = open.pop() {
        if let Some(newer) = newer.get(key.as_str()).filter(|newer| !listed.contains(**newer)) {
            listed.insert((*newer).clone());
            open.push((*newer).clone());
        }
    }
    listed
}

/// A citation of a retracted work is an error unless it says so; one of a superseded work is a warning, unless it names the
/// newer one as well. No claim can rest on a retracted work.
pub fn check(cites: Cites<'_>, works: &[Source], found: &mut Diagnostics) {
    let works: BTreeMap<&str, &Source> = works
        .iter()
        .filter(|work| work.standing == Standing::Retracted || work.superseded_by.is_some())
        .map(|work| (work.key.as_str(), work))
        .collect();
    cites.each(&mut |citation| one(citation, &works, found));
    for claim in &cites.evidence.claims {
        for (source, span) in claim.sources.iter().zip(&claim.source_spans) {
            match works.get(source.as_str()) {
                Some(work) if work.standing == Standing::Retracted => {
                    let message =
                        format!("the claim `{}` rests on `{source}`, which was retracted", claim.key);
                    let help = "take the source out, and look whether the claim still holds without it";
                    found.add(
                        Diagnostic::error("retracted-source", *span, message)
                            .help(help)
                            .related(work.key_span, "the source"),
                    );
                }
                Some(_) | None => {}
            }
        }
    }
}

fn one(citation: &Citation, works: &BTreeMap<&str, &Source>, found: &mut Diagnostics) {
    let keys = || {
        citation.items.iter().filter_map(|item| match &item.cited {
            Cited::Source(key) => Some((key.as_str(), item.key_span)),
            Cited::Claim(_) => None,
        })
    };
    let mut retracted = false;
    for (work, place) in keys().filter_map(|(key, place)| Some((works.get(key)?, place))) {
        if work.standing == Standing::Retracted {
            retracted = true;
            if !citation.retracted {
                let message = format!("`{}` was retracted", work.key);
                let help = "cite another work; or, where the sentence says so, write `{.retracted}` right behind the mark";
                found.add(
                    Diagnostic::error("retracted-source", place, message)
                        .help(help)
                        .related(work.key_span, "the source"),
                );
            }
        } else if let Some(newer) =
            work.superseded_by.as_ref().filter(|newer| !keys().any(|(key, _)| key == newer.as_str()))
        {
            let message = format!("`{}` was superseded by `{newer}`", work.key);
            let help = format!("cite `@{newer}`, or both in one mark");
            found.add(Diagnostic::warning("superseded-source", place, message).help(help));
        }
    }
    if citation.retracted && !retracted {
        let help = "take `{.retracted}` out, or write `pubstate = {retracted}` into its entry";
        found.add(
            Diagnostic::error("not-retracted", citation.span, "nothing that is cited here was retracted")
                .help(help),
        );
    }
}
