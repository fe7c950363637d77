//! Every address the site has. Takes what a page shows; gives where it stands. No other file spells a path of the site.
//! Knows nothing of what the pages hold.

use std::borrow::Borrow;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What no address may hold as it is: everything outside of RFC 3986.
pub const OUTSIDE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a path that is not encoded yet may not hold either: the signs that would end it or start an encoded one.
pub const PATH: &AsciiSet = &OUTSIDE.add(b'#').add(b'%').add(b'?');

/// What a name of a file may not hold that is made from any text.
const NAME: &AsciiSet = &CONTROLS.add(b'/').add(b'\\').add(b'%');

/// Where a page stands inside the site, without the prefix that the site as a whole may have: `/articles/synchrony/`.
/// Held in readable form; [`Base`] percent-encodes it for a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// `/`
    pub fn home() -> Address {
        Address("/".to_owned())
    }

    /// `/articles/`
    pub fn articles() -> Address {
        Address("/articles/".to_owned())
    }

    /// `/articles/SLUG/`
    pub fn article(slug: &str) -> Address {
        Address(format!("/articles/{slug}/"))
    }

    /// `/SLUG/`: a page of `pages/`, whose slug may have several parts: `/about/how-we-write/`.
    pub fn page(slug: &str) -> Address {
        Address(format!("/{slug}/"))
    }

    /// `/bibliography/`
    pub fn bibliography() -> Address {
        Address("/bibliography/".to_owned())
    }

    /// `/bibliography.bib`: every source to take away, in the form with this ending.
    pub fn sources(ending: &str) -> Address {
        Address(format!("/bibliography.{ending}"))
    }

    /// `/bibliography/_cited.json`: how many sections cite each source, for previews. No key starts with `_`.
    pub fn cited() -> Address {
        Address("/bibliography/_cited.json".to_owned())
    }

    /// `/bibliography/KEY.bib`: one source. A key may hold anything; what would be a folder of its own, or what no file
    /// can be called, is percent-encoded in the name itself.
    pub fn source(key: &str, ending: &str) -> Address {
        Address(format!("/bibliography/{}.{ending}", encoded(key, NAME)))
    }

    /// `/articles/SLUG/sources.bib`: those of an article.
    pub fn sources_of(slug: &str, ending: &str) -> Address {
        Address(format!("/articles/{slug}/sources.{ending}"))
    }

    /// `/articles/SLUG/cite/`: how to cite an article.
    pub fn cite(slug: &str) -> Address {
        Address(format!("/articles/{slug}/cite/"))
    }

    /// `/evidence/`
    pub fn evidence() -> Address {
        Address("/evidence/".to_owned())
    }

    /// `/glossary/`
    pub fn glossary() -> Address {
        Address("/glossary/".to_owned())
    }

    /// `/s/CODE`: the short form of a permanent link.
    pub fn short(code: &str) -> Address {
        Address(format!("/s/{code}"))
    }

    /// `/assets/NAME.HASH.EXT`
    pub fn asset(hashed_name: &str) -> Address {
        Address(format!("/assets/{hashed_name}"))
    }

    /// `/favicon.svg`, for browsers that ask without being told.
    pub fn favicon() -> Address {
        Address("/favicon.svg".to_owned())
    }

    /// `/feed.xml`
    pub fn feed() -> Address {
        Address("/feed.xml".to_owned())
    }

    /// `/sitemap.xml`
    pub fn sitemap() -> Address {
        Address("/sitemap.xml".to_owned())
    }

    /// `/robots.txt`
    pub fn robots() -> Address {
        Address("/robots.txt".to_owned())
    }

    /// `/manifest.webmanifest`: what a telephone needs to put the site on its first screen.
    pub fn manifest() -> Address {
        Address("/manifest.webmanifest".to_owned())
    }

    /// `/404.html`: what a static host shows for an address it does not have.
    pub fn missing() -> Address {
        Address("/404.html".to_owned())
    }

    /// The readable path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So that a page can be looked up by the text of a request.
impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the whole site stands on the web.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    origin: String,
    prefix: String,
}

impl Base {
    /// From the `url` of the settings, `https://clinic.example/parents/`; `None` for a site that does not say.
    /// Gives nothing when the address is not `http` or `https`, names no host, or has a query or a fragment.
    pub fn parse(url: Option<&str>) -> Option<Base> {
        let Some(url) = url else { return Some(Base::default()) };
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/%".contains(&b));
        if !matches!(scheme, "http" | "https")
            || host.is_empty()
            || !plain(host)
            || !plain(path)
            || path.starts_with('/')
            || path.contains("//")
        {
            return None;
        }
        let path = path.trim_matches('/');
        let prefix = if path.is_empty() { String::new() } else { format!("/{path}") };
        Some(Base { origin: format!("{scheme}://{host}"), prefix })
    }

    /// What stands before every path: empty, or `/parents`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The link to a page, percent-encoded: `/parents/articles/synchrony/`.
    pub fn link(&self, address: &Address) -> String {
        format!("{}{}", self.prefix, utf8_percent_encode(address.as_str(), PATH))
    }

    /// The link to a place in a page.
    pub fn link_to(&self, address: &Address, anchor: &str) -> String {
        format!("{}#{}", self.link(address), fragment(anchor))
    }

    /// A link of the site with scheme and host, if the settings give them.
    pub fn whole(&self, link: &str) -> String {
        format!("{}{link}", self.origin)
    }

    /// The full address with scheme and host, if the settings give one.
    pub fn absolute(&self, address: &Address) -> Option<String> {
        (!self.origin.is_empty()).then(|| format!("{}{}", self.origin, self.link(address)))
    }
}

/// Where a work stands that has this DOI.
pub fn doi_link(doi: &str) -> String {
    format!("https://doi.org/{}", utf8_percent_encode(doi, PATH))
}

/// An address outside the site, with what no address may hold encoded.
pub fn outside_link(url: &str) -> String {
    utf8_percent_encode(url, OUTSIDE).to_string()
}

/// The link that writes to an e-mail address.
pub fn mail(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address, PATH))
}

/// The link that calls a number, written as people write it: `+44 (0)20 7946 0000`. The nought in brackets is dialled
/// only inside the country.
pub fn telephone(number: &str) -> String {
    let number = if number.starts_with('+') { number.replace("(0)", "") } else { number.to_owned() };
    let digits = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}

/// A link as it may stand in a header, where there is room for ASCII only.
pub fn in_ascii(link: &str) -> String {
    utf8_percent_encode(link, CONTROLS).to_string()
}

/// An id as it stands after `#`: letters of any script as they are, only what the syntax forbids encoded.
pub fn fragment(anchor: &str) -> String {
    encoded(anchor, PATH)
}

/// Text with these signs encoded, and letters of any script as they are.
fn encoded(text: &str, signs: &'static AsciiSet) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), signs));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_with_a_path_puts_it_before_every_link() {
        let base = Base::parse(Some("https://clinic.example/parents/")).unwrap();
        assert_eq!(base.link(&Address::article("erste jahre")), "/parents/articles/erste%20jahre/");
        assert_eq!(base.absolute(&Address::home()).unwrap(), "https://clinic.example/parents/");
    }

    #[test]
    fn a_number_is_dialled_without_what_is_there_to_be_read() {
        assert_eq!(telephone("+44 (0)20 7946-0000"), "tel:+442079460000");
        assert_eq!(telephone("(020) 7946 0000"), "tel:02079460000");
        assert_eq!(mail("a b%c@x.example"), "mailto:a%20b%25c@x.example");
    }

    #[test]
    fn what_is_no_address_gives_no_base() {
        for wrong in
            ["clinic.example", "ftp://x/", "https:///a", "https://x/?q", "https://x/a b", "https://x//y"]
        {
            assert_eq!(Base::parse(Some(wrong)), None, "{wrong}");
        }
    }
}
