//! The finished site: every address with its page. Takes a library; gives [`Site`], which never changes again.

pub mod address;

pub mod html;

pub mod words;

pub mod page;

pub mod asset;

pub mod onward;

pub mod missing;

pub mod sieve;

pub mod run;

pub mod cite;

pub mod apa;

#[cfg(feature = "csl")]
pub mod csl;

pub mod style;

pub mod strength;

pub mod typeset;

pub mod references;

pub mod marks;

pub mod take;

pub mod help;

pub mod body;

pub mod schema;

pub mod feed;

pub mod sitemap;

pub mod manifest;

pub mod layout;

pub mod home_page;

pub mod article_page;

pub mod cite_page;

pub mod articles_page;

pub mod bibliography_page;

pub mod evidence_page;

pub mod glossary_page;

pub mod text_page;

pub mod missing_page;

pub mod gone_page;

pub mod render;

use std::collections::BTreeMap;

use crate::library::Library;
use crate::site::address::{Address, Base};
use crate::site::asset::Assets;
use crate::site::missing::Missing;
use crate::site::onward::{Former, Onward};
use crate::site::page::Page;
use crate::site::references::References;
use crate::site::render::Press;
use crate::site::sieve::{Query, Sieve};
use crate::site::style::Style;
use crate::site::words::Words;

/// A whole site, finished.
#[derive(Clone, Debug, Default)]
pub struct Site {
    base: Base,
    pages: BTreeMap<Address, Page>,
    former: Former,
    missing: Missing,
    sieve: Sieve,
}

impl Site {
    /// A site of finished parts: where it stands, its pages, what stands at addresses of the past, and what is shown where
    /// nothing stands.
    pub fn new(base: Base, pages: BTreeMap<Address, Page>, former: Former, missing: Missing) -> Site {
        Site { base, pages, former, missing, sieve: Sieve::default() }
    }

    /// The same with a bibliography that can be searched.
    pub fn searched(self, sieve: Sieve) -> Site {
        Site { sieve, ..self }
    }

    /// The page at an address for a query, if the page there answers to one and something is asked for.
    pub fn ask(&self, address: &str, query: &str) -> Option<Page> {
        if address != Address::bibliography().as_str() || !self.pages.contains_key(address) {
            return None;
        }
        let query = Query::read(query);
        (!query.is_empty()).then(|| Page::html(self.sieve.page(&query)))
    }

    /// Where the whole site stands on the web.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The page at a readable path, letter by letter.
    pub fn find(&self, address: &str) -> Option<&Page> {
        self.pages.get(address)
    }

    /// The address in readable form as the site itself holds it, if a page stands there.
    pub fn address(&self, address: &str) -> Option<&Address> {
        self.pages.get_key_value(address).map(|(address, _)| address)
    }

    /// Every address with its page, in order.
    pub fn pages(&self) -> impl Iterator<Item = (&Address, &Page)> {
        self.pages.iter()
    }

    /// The way on from a path of the past.
    pub fn moved(&self, path: &str) -> Option<&Onward> {
        self.former.moved.get(path)
    }

    /// What is shown at a path whose page is gone.
    pub fn gone(&self, path: &str) -> Option<&Page> {
        self.former.gone.get(path)
    }

    /// What stands at addresses of the past.
    pub fn former(&self) -> &Former {
        &self.former
    }

    /// What is shown where no page stands.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }
}

/// Every page of a library without errors.
pub fn render(library: &Library, base: &Base, words: &Words, assets: &Assets, style: &Style) -> Site {
    let references = References::new(library, base, words, style);
    let press = Press::new(library, base, words, assets, &references);
    let sieve = press.sieve();
    let mut pages = BTreeMap::new();
    for (address, page) in press.pages(&sieve).into_iter().chain(assets.pages()) {
        let before = pages.insert(address, page);
        assert!(before.is_none(), "two pages cannot stand at one address: the library refuses equal names");
    }
    Site::new(base.clone(), pages, press.former(), press.missing()).searched(sieve)
}
