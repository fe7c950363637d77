//! Who mentions what: for every source, claim and term the places that cite or use it. Takes the compiled parts; gives
//! [`Mentions`]. Knows nothing of addresses.

use std::collections::BTreeMap;

use crate::library::article::{Article, TextPage};
use crate::library::catalog::{ClaimKey, Slug, SourceKey, TermKey};
use crate::library::claim::Evidence;
use crate::library::glossary::Glossary;
use crate::library::line::{each_inline, each_inline_of};
use crate::library::prose::{Cited, Heading, Inline, plain};
use crate::library::section::Anchor;

/// A place that mentions something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: PlacePage,
    /// The page's name.
    pub title: String,
    /// The section, with its name; `None` before the first one.
    pub section: Option<(Anchor, String)>,
}

/// The page of a [`Place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePage {
    /// An article.
    Article(Slug),
    /// Another page.
    Page(Slug),
    /// A term of the glossary.
    Term(TermKey),
}

/// All mentions, each place once, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    sources: BTreeMap<SourceKey, Vec<Place>>,
    claims: BTreeMap<ClaimKey, Vec<Place>>,
    terms: BTreeMap<TermKey, Vec<Place>>,
}

impl Mentions {
    /// Collects them from everything that has text.
    pub fn collect(
        articles: &[Article],
        pages: &[TextPage],
        glossary: &Glossary,
        evidence: &Evidence,
    ) -> Mentions {
        let mut mentions = Mentions::default();
        let rests_on: BTreeMap<&ClaimKey, &[SourceKey]> =
            evidence.claims.iter().map(|claim| (&claim.key, claim.sources.as_slice())).collect();
        for article in articles {
            let page = PlacePage::Article(article.slug.clone());
            let title = &article.front.title.value;
            let mut visit = |heading: Option<&Heading>, inline: &Inline| {
                mentions.visit(&page, title, heading, inline, &rests_on);
            };
            article.key_points.iter().for_each(|point| each_inline_of(point, None, &mut visit));
            article.body.prose.each_inline(&mut visit);
        }
        for text in pages {
            let page = PlacePage::Page(text.slug.clone());
            text.body.prose.each_inline(&mut |heading, inline| {
                mentions.visit(&page, &text.title.value, heading, inline, &rests_on);
            });
        }
        for term in &glossary.terms {
            let page = PlacePage::Term(term.key.clone());
            each_inline(&term.meaning, &mut None, &mut |_, inline| {
                mentions.visit(&page, &term.words, None, inline, &rests_on);
            });
        }
        mentions
    }

    /// The places that cite a source, by its key or through a claim.
    pub fn of_source(&self, key: &SourceKey) -> &[Place] {
        self.sources.get(key).map_or(&[], Vec::as_slice)
    }

    /// The places that cite a claim.
    pub fn of_claim(&self, key: &ClaimKey) -> &[Place] {
        self.claims.get(key).map_or(&[], Vec::as_slice)
    }

    /// The places that link a term.
    pub fn of_term(&self, key: &TermKey) -> &[Place] {
        self.terms.get(key).map_or(&[], Vec::as_slice)
    }

    fn visit(
        &mut self,
        page: &PlacePage,
        title: &str,
        heading: Option<&Heading>,
        inline: &Inline,
        rests_on: &BTreeMap<&ClaimKey, &[SourceKey]>,
    ) {
        let place = || Place {
            page: page.clone(),
            title: title.to_owned(),
            section: heading.map(|heading| (heading.anchor.clone(), plain(&heading.words))),
        };
        match inline {
            Inline::Term(key, _) => add(self.terms.entry(key.clone()).or_default(), place()),
            Inline::Citation(citation) => {
                for item in &citation.items {
                    match &item.cited {
                        Cited::Source(key) => add(self.sources.entry(key.clone()).or_default(), place()),
                        Cited::Claim(key) => {
                            add(self.claims.entry(key.clone()).or_default(), place());
                            for source in rests_on.get(key).copied().unwrap_or_default() {
                                add(self.sources.entry(source.clone()).or_default(), place());
                            }
                        }
                    }
                }
            }
            Inline::Text(..)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Struck(_)
            | Inline::Link(_)
            | Inline::NoteMark(_)
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}

/// Pages are visited one after the other, so an equal place can only be among the last ones.
fn add(places: &mut Vec<Place>, place: Place) {
    let mut of_this_page = places.iter().rev().take_while(|other| other.page == place.page);
    if !of_this_page.any(|other| *other == place) {
        places.push(place);
    }
}
