//! Where a request leads. Takes a path as it was asked for; gives the page that stands there, or the one address under
//! which it stands. Never gives an address that has no page, so that no redirect leaves the site or runs in a circle.
//! Knows nothing of HTTP.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::site::{
    Site,
    address::Address,
    onward::{Goal, Onward},
    page::Page,
};

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// To this page.
    Here(&'a Address),
    /// To this page, by another name than its own.
    There(&'a Address),
    /// To what stands elsewhere now.
    Onward(&'a Goal),
    /// To a page that is gone, with what is shown in its place.
    Gone(&'a Page),
    /// To no page.
    Nowhere,
}

/// Looks up a path, percent-encoded, with the prefix of the site.
pub fn look_up<'a>(site: &'a Site, path: &str) -> Found<'a> {
    let Some(decoded) = decode(path) else { return Found::Nowhere };
    let prefix = decode(site.base().prefix()).unwrap_or_default();
    if let Some(address) = decoded.strip_prefix(&prefix).and_then(|inside| site.address(inside)) {
        return if is_needless(path) { Found::There(address) } else { Found::Here(address) };
    }
    let tidy = without_doubled_slashes(&decoded.nfc().collect::<String>());
    if tidy == "/" && !prefix.is_empty() {
        return site.address("/").map_or(Found::Nowhere, Found::There);
    }
    let Some(inside) = inside(&tidy, &prefix) else { return Found::Nowhere };
    let small: String = inside.to_lowercase().nfc().collect();
    let names: Vec<String> = [inside, &small].into_iter().flat_map(names).collect();
    let page = names.iter().find_map(|name| site.address(name));
    let former = || {
        let old: Vec<&str> =
            names.iter().flat_map(|name| [Some(&name[..]), name.strip_suffix('/')]).flatten().collect();
        let moved = old.iter().find_map(|name| site.moved(name)).map(Onward::goal);
        let moved = moved.filter(|goal| site.address(goal.address.as_str()).is_some()).map(Found::Onward);
        moved.or_else(|| old.iter().find_map(|name| site.gone(name)).map(Found::Gone))
    };
    page.map(Found::There).or_else(former).unwrap_or(Found::Nowhere)
}

/// The readable path. Nothing for one that does not start with a slash, is not UTF-8, has a `%` that encodes nothing, or
/// hides a slash.
fn decode(path: &str) -> Option<String> {
    let encoded = |at: usize| path.as_bytes().get(at + 1..at + 3).unwrap_or_default();
    let whole = |(at, _)| encoded(at).len() == 2 && encoded(at).iter().all(u8::is_ascii_hexdigit);
    if !path.match_indices('%').all(whole) || path.contains("%2F") || path.contains("%2f") {
        return None;
    }
    let starts = path.is_empty() || path.starts_with('/');
    starts.then(|| percent_decode_str(path).decode_utf8().ok().map(|path| path.into_owned()))?
}

/// True when a letter is encoded that nobody needs to encode (RFC 3986, 6.2.2.2). Other encodings of one path are left as
/// they are: a proxy may have made them, and would make them again.
fn is_needless(path: &str) -> bool {
    path.match_indices('%').any(|(at, _)| {
        let byte = path.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    })
}

fn without_doubled_slashes(path: &str) -> String {
    let mut tidy = String::with_capacity(path.len());
    for letter in path.chars() {
        if letter != '/' || !tidy.ends_with('/') {
            tidy.push(letter);
        }
    }
    tidy
}

/// What stands behind the prefix; nothing when the path leads elsewhere.
fn inside<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = path.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The names that a page known by `path` may have, the likeliest first. A file with a slash behind it is none.
fn names(path: &str) -> Vec<String> {
    let mut names = vec![path.to_owned()];
    if let Some(folder) = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
        names.push(folder.to_owned());
    }
    if let Some(stem) = path.strip_suffix(".html") {
        names.push(format!("{stem}/"));
    }
    if !path.ends_with('/') {
        names.push(format!("{path}/"));
    }
    names
}
