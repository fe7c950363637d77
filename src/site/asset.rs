//! The files under `static/`, under names that carry their hash. Takes the sources; gives [`Assets`]: pages that a browser
//! may keep for ever, and the link to each by its plain name. A stylesheet goes
//! out without its comments. Knows nothing else of what is in them.

mod lean;

use std::collections::BTreeMap;

use crate::site::{
    address::{Address, Base},
    page::{Cache, Media, Page},
};
use crate::source::Sources;

/// Letters of the hash that stand in a name: 32 bits. Only the versions of one file must not share a name; of a thousand
/// of them two would once in ten thousand times. Each letter more is paid for by every first view.
const HASH_LETTERS: usize = 8;

/// The files that pages need beside their own bytes, by the name under `static/`: `site.css`, `fonts/text.woff2`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    by_name: BTreeMap<String, (Address, Page)>,
}

impl Assets {
    /// Every file under `static/`: the site's own, and the built-in ones beneath.
    pub fn read(sources: &Sources) -> Assets {
        let by_name = sources
            .folder("static/")
            .map(|id| {
                let file = sources.file(id);
                let name = file.path.strip_prefix("static/").expect("the folder's files start with its name");
                let media = Media::of(name);
                let bytes = match std::str::from_utf8(file.bytes()) {
                    Ok(css) if media == Media::Css => lean::lean(css).into_bytes(),
                    Ok(_) | Err(_) => file.bytes().to_vec(),
                };
                let address = Address::asset(&hashed(name, &bytes));
                (name.to_owned(), (address, Page::new(media, Cache::Asset, bytes)))
            })
            .collect();
        Assets { by_name }
    }

    /// The link to a file: `/assets/site.0123456789ab.css`.
    pub fn link(&self, base: &Base, name: &str) -> Option<String> {
        self.by_name.get(name).map(|(address, _)| base.link(address))
    }

    /// All of them with their addresses, and the icon once more where browsers look for it unasked.
    pub fn pages(&self) -> impl Iterator<Item = (Address, Page)> {
        let icon = self.by_name.get("favicon.svg").map(|(_, page)| {
            (Address::favicon(), Page::new(page.media(), Cache::Short, page.body().clone()))
        });
        self.by_name.values().cloned().chain(icon)
    }
}

/// `site.css` becomes `site.0123456789ab.css`; a name without an ending gets the hash at its end.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = &hash[..HASH_LETTERS];
    let start = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[start..].rfind('.') {
        Some(dot) => format!("{}.{hash}{}", &name[..start + dot], &name[start + dot..]),
        None => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_gives_another_name_and_the_same_content_the_same() {
        let link = |text| {
            let sources = Sources::layered([("static/fonts/a.b.css", text), ("static/v1.2/plain", "x")]);
            let assets = Assets::read(&sources);
            assert!(assets.link(&Base::default(), "v1.2/plain").unwrap().starts_with("/assets/v1.2/plain."));
            assets.link(&Base::default(), "fonts/a.b.css").unwrap()
        };
        let first = link("a{}");
        assert!(first.starts_with("/assets/fonts/a.b.") && first.ends_with(".css"), "{first}");
        assert_eq!(first.len(), "/assets/fonts/a.b..css".len() + HASH_LETTERS);
        assert_eq!(first, link("a{}"));
        assert_ne!(first, link("b{}"));
    }

    #[test]
    fn the_icon_stands_at_its_well_known_address_too() {
        let assets = Assets::read(&Sources::layered([("static/favicon.svg", "<svg/>")]));
        let (_, page) = assets.pages().find(|(address, _)| *address == Address::favicon()).unwrap();
        assert_eq!((page.media(), page.cache()), (Media::Svg, Cache::Short));
        assert_eq!(assets.link(&Base::default(), "nothing.css"), None);
    }
}
