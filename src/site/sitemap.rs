//! What crawlers ask for: every page of the site in one list, and what they may read. Takes addresses; gives `sitemap.xml`
//! (sitemaps.org, version 0.9) and `robots.txt`. Knows nothing of what stands on the pages.

use std::collections::BTreeMap;

use askama::Template;

use crate::site::address::{Address, Base};
use crate::site::page::{Cache, Media, Page};

/// A list may not be longer.
const MOST: usize = 50_000;

#[derive(Template)]
#[template(path = "sitemap.xml", whitespace = "minimize")]
struct Sitemap {
    places: Vec<Place>,
}

struct Place {
    link: String,
    reviewed: Option<String>,
}

/// The list of pages, each with the day of its last review, if it has one. There is none without the site's address.
pub fn sitemap(pages: BTreeMap<&Address, Option<String>>, base: &Base) -> Option<Page> {
    let place = |(address, reviewed)| Some(Place { link: base.absolute(address)?, reviewed });
    let sitemap = Sitemap { places: pages.into_iter().take(MOST).map(place).collect::<Option<_>>()? };
    let xml = sitemap.render().expect("a template of finished fields can be written");
    Some(Page::new(Media::Xml, Cache::Page, xml))
}

/// Everything may be read. Crawlers look for this file at the root of a host alone; a site under a path has it for
/// whoever puts it there.
pub fn robots(base: &Base) -> Page {
    let sitemap = base.absolute(&Address::sitemap());
    let sitemap = sitemap.map_or_else(String::new, |link| format!("\nSitemap: {link}\n"));
    Page::new(Media::Text, Cache::Short, format!("User-agent: *\nDisallow:\n{sitemap}"))
}
