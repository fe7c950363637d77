//! What programs read and no reader sees: the feed, the list of pages, what crawlers may read, the manifest.

use std::collections::BTreeMap;

use crate::site::address::Address;
use crate::site::page::{Media, Page};
use crate::site::render::Press;
use crate::site::{feed, manifest, sitemap};

impl Press<'_> {
    /// The files for programs, with their addresses. `pages` is everything that readers see.
    pub(crate) fn for_programs(&self, pages: &[(Address, Page)]) -> Vec<(Address, Page)> {
        let (library, base) = (self.library, self.base);
        let read = pages.iter().filter(|(_, page)| page.media() == Media::Html);
        let mut listed: BTreeMap<&Address, Option<String>> =
            read.map(|(address, _)| (address, None)).collect();
        for article in &library.articles {
            if let Some(day) = listed.get_mut(&Address::article(article.slug.as_str())) {
                *day = Some(article.front.reviewed.value.to_string());
            }
        }
        let mut files = vec![
            (Address::manifest(), manifest::manifest(&library.settings, base)),
            (Address::robots(), sitemap::robots(base)),
        ];
        files.extend(sitemap::sitemap(listed, base).map(|page| (Address::sitemap(), page)));
        files.extend(feed::feed(library, base).map(|page| (Address::feed(), page)));
        files
    }
}
