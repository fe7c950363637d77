//! All sources and claims of a site, ready to be cited. Takes a library and its style; gives entries and short names as
//! markup. How a reference is worded is the style's business, and what one page cites is that of its marks.

use std::collections::BTreeMap;

use crate::library::Library;
use crate::library::bibliography::source::{Source, Standing};
use crate::library::catalog::{ClaimKey, SourceKey};
use crate::library::citation::Mode;
use crate::library::claim::Claim;
use crate::site::address::{Address, Base};
use crate::site::apa::Apa;
use crate::site::cite::{Cite, text};
use crate::site::html::Html;
use crate::site::run::plain;
use crate::site::style::Style;
use crate::site::typeset::html;
use crate::site::words::Words;

/// All sources and claims of a site, ready to be cited.
pub struct References<'l> {
    library: &'l Library,
    style: &'l Style,
    numbers: BTreeMap<&'l str, usize>,
    claims: BTreeMap<&'l ClaimKey, &'l Claim>,
    base: &'l Base,
    words: &'l Words,
}

impl<'l> References<'l> {
    /// Puts the whole bibliography into order, so that letters after a year agree on every page.
    pub fn new(library: &'l Library, base: &'l Base, words: &'l Words, style: &'l Style) -> References<'l> {
        let sources = &library.bibliography;
        References {
            library,
            style,
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

    /// A work that is not in the bibliography, as the style writes it.
    pub fn work(source: Source) -> Html {
        html(Apa::new(&[source]).entry(0))
    }

    /// The letter under which a source stands, in capitals: that of its first word.
    pub fn letter(&self, key: &str) -> String {
        let text = self.numbers.get(key).map(|number| plain(&self.style.entry(*number))).unwrap_or_default();
        let first = text.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
        unaccented(first)
    }

    /// Author and year of a source, as a link to the bibliography.
    pub fn short(&self, key: &SourceKey) -> Html {
        let mut html = Html::new();
        if let Some(number) = self.numbers.get(key.as_str()) {
            let pieces = self.style.in_words(Mode::Bracketed, &[cite(*number)]);
            let words = unbracketed(&text(&pieces));
            let link = self.base.link_to(&Address::bibliography(), key.as_str());
            html.push_element("a", &[("href", &link)], &Html::text(&words));
        }
        html
    }

    /// The entry of a work.
    pub fn entry(&self, number: usize) -> Html {
        let source = &self.library.bibliography[number];
        let mut entry = html(&self.style.entry(number));
        let mut say = |words: &str| {
            entry.push_text(" ");
            entry.push_element("strong", &[], &Html::text(&self.words.say(words)));
        };
        match source.standing {
            Standing::Sound => {}
            Standing::Corrected => say("corrected"),
            Standing::Retracted => say("retracted"),
        }
        if let Some(newer) = source.superseded_by.as_ref().and_then(|key| self.library.catalog.source(key)) {
            say("superseded-by");
            entry.push_text(" ");
            entry.push(&self.short(newer));
        }
        entry
    }

    /// Where a work stands in the library.
    pub fn number(&self, key: &SourceKey) -> usize {
        *self.numbers.get(key.as_str()).expect("a source key is made from the bibliography")
    }

    /// The style.
    pub fn style(&self) -> &'l Style {
        self.style
    }

    /// Everything compiled.
    pub fn library(&self) -> &'l Library {
        self.library
    }

    /// Where the site stands.
    pub fn base(&self) -> &'l Base {
        self.base
    }

    /// The words of the interface.
    pub fn words(&self) -> &'l Words {
        self.words
    }

    /// The claim of a key.
    pub fn claim(&self, key: &ClaimKey) -> Option<&'l Claim> {
        self.claims.get(key).copied()
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

/// A citation that says nothing but the work.
pub fn cite(source: usize) -> Cite {
    Cite { source, prefix: String::new(), locator: None, suffix: String::new(), suppress_author: false }
}

/// Words without the brackets around them.
pub fn unbracketed(text: &str) -> String {
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).to_owned()
}

/// A letter in capitals and without its accent: `Ś` stands under `S`.
fn unaccented(letter: char) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = letter.nfd().next().unwrap_or(letter);
    plain.to_uppercase().collect()
}
