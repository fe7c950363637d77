//! The addresses outside the site that its pages show. Takes the sources and the library; gives each address once, with
//! every place where it is written. Knows nothing of whether anything is there.

use std::collections::BTreeMap;

use url::Url;

use crate::library::Library;
use crate::library::bibliography::source::Source;
use crate::library::help_line::Reach;
use crate::library::line::{each_inline, each_inline_of};
use crate::library::prose::{Block, Inline, Link, TargetPage};
use crate::site::address::{doi_link, outside_link};
use crate::source::{Sources, Span};

const DOI: &str = "https://doi.org/10.";

/// An address outside, without the place in its page that may stand after `#`.
#[derive(Clone, Debug)]
pub struct OutsideAddress {
    /// In the form in which a browser asks for it; as it was written when it is no address.
    pub text: String,
    /// The same, taken apart; `None` when it is no address of the web.
    pub url: Option<Url>,
    /// What stood after the first `#`, if anything.
    pub fragment: Option<String>,
    /// Where it is written, in reading order; at least one place.
    pub places: Vec<Span>,
}

impl OutsideAddress {
    /// The DOI, when that is what the address is: `10.1037/0022-3514.52.3.511`.
    pub fn doi(&self) -> Option<&str> {
        self.text.starts_with(DOI).then(|| &self.text["https://doi.org/".len()..])
    }
}

/// Every address that a reader of the site can follow, in the order of the letters: links of articles, pages and
/// glossary, the DOIs of the bibliography or else its addresses, the contact and the help lines.
pub fn collect(sources: &Sources, library: &Library) -> Vec<OutsideAddress> {
    let mut found = Found { sources, by_text: BTreeMap::new() };
    for article in &library.articles {
        article
            .key_points
            .iter()
            .for_each(|point| each_inline_of(point, None, &mut |_, inline| found.inline(inline)));
        article.body.prose.each_inline(&mut |_, inline| found.inline(inline));
    }
    for page in &library.pages {
        page.body.prose.each_inline(&mut |_, inline| found.inline(inline));
    }
    found.blocks(&library.glossary.intro);
    library.glossary.terms.iter().for_each(|term| found.blocks(&term.meaning));
    library.bibliography.iter().for_each(|source| found.source(source));
    if let Some(url) = library.settings.contact.as_ref().and_then(|contact| contact.url.as_ref()) {
        found.add(&url.value, url.span, &url.value, url.span);
    }
    for line in &library.settings.help {
        match &line.reach {
            Reach::Web(address) => found.add(&address.value, address.span, &address.value, address.span),
            Reach::Number(_) | Reach::Place(_) => {}
        }
    }
    found.by_text.into_values().collect()
}

struct Found<'a> {
    sources: &'a Sources,
    by_text: BTreeMap<String, OutsideAddress>,
}

impl Found<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        each_inline(blocks, &mut None, &mut |_, inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        let Inline::Link(Link { span, target, words: _ }) = inline else { return };
        match &target.page {
            TargetPage::Outside(address) => self.add(address, *span, address, *span),
            TargetPage::Here
            | TargetPage::Article(_)
            | TargetPage::Page(_)
            | TargetPage::Glossary
            | TargetPage::Bibliography
            | TargetPage::Evidence => {}
        }
    }

    fn source(&mut self, source: &Source) {
        if let Some(doi) = &source.doi {
            self.add(&doi_link(doi), source.span, doi, source.key_span);
        } else if let Some(url) = &source.url {
            self.add(&outside_link(url), source.span, url, source.key_span);
        }
    }

    /// Adds an address of the web. Its place is where `written` stands within `around`, or else `otherwise`.
    fn add(&mut self, address: &str, around: Span, written: &str, otherwise: Span) {
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if !matches!(scheme.as_deref(), Some("http" | "https")) {
            return;
        }
        let place = match self.sources.slice(around).find(written) {
            Some(at) => Span::new(around.file, around.start + at..around.start + at + written.len()),
            None => otherwise,
        };
        let mut url = Url::parse(address).ok();
        let fragment = url.as_ref().and_then(|url| url.fragment().map(str::to_owned));
        if let Some(url) = &mut url {
            url.set_fragment(None);
        }
        let text = url.as_ref().map_or_else(|| address.to_owned(), Url::to_string);
        self.by_text
            .entry(text.clone())
            .or_insert_with(|| OutsideAddress { text, url, fragment, places: Vec::new() })
            .places
            .push(place);
    }
}
