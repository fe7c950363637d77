//! What a request asks for beside the address. Takes its headers; gives the coding to answer in, and whether an entity tag
//! is among those it names. Knows nothing of pages.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// How a body is packed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// Gzip: understood by everything.
    Gzip,
    /// Brotli: the smallest, understood by every browser.
    Brotli,
}

impl Coding {
    /// The value of `Content-Encoding`, where there is one.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Coding::Identity => None,
            Coding::Gzip => Some("gzip"),
            Coding::Brotli => Some("br"),
        }
    }
}

/// The coding a client likes best among those `there`; of two it likes as well, the smaller body. Identity is always
/// there: a client that refuses everything gets a page all the same, for a page is of more use than a refusal.
pub fn coding(headers: &HeaderMap, there: impl Fn(Coding) -> bool) -> Coding {
    let (mut brotli, mut gzip, mut identity, mut rest) = (None, None, None, None);
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        for part in value.as_bytes().split(|byte| *byte == b',') {
            let mut part = part.split(|byte| *byte == b';');
            let name = part.next().unwrap_or_default().trim_ascii();
            let weight = part.find_map(weight).unwrap_or(1000);
            let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
            if is("br") {
                brotli = Some(weight);
            } else if is("gzip") || is("x-gzip") {
                gzip = Some(weight);
            } else if is("identity") {
                identity = Some(weight);
            } else if is("*") {
                rest = Some(weight);
            }
        }
    }
    let wish = |place: Option<u16>| place.or(rest).unwrap_or(0);
    let least = wish(identity);
    let better =
        |coding, weight| (weight > 0 && weight >= least && there(coding)).then_some((weight, coding));
    let found = [better(Coding::Gzip, wish(gzip)), better(Coding::Brotli, wish(brotli))];
    found.into_iter().flatten().max().map_or(Coding::Identity, |(_, coding)| coding)
}

/// `q=0.5` as thousandths; nothing for another parameter; 0 for a weight that is none (RFC 9110, 12.4.2).
fn weight(parameter: &[u8]) -> Option<u16> {
    let parameter = parameter.trim_ascii();
    let value = parameter.strip_prefix(b"q=").or_else(|| parameter.strip_prefix(b"Q="))?;
    let (whole, digits) = match value {
        [b'0'] => (0, &b""[..]),
        [b'1'] => (1, &b""[..]),
        [b'0', b'.', digits @ ..] => (0, digits),
        [b'1', b'.', digits @ ..] => (1, digits),
        _ => return Some(0),
    };
    if digits.len() > 3 || !digits.iter().all(u8::is_ascii_digit) {
        return Some(0);
    }
    let part =
        [100, 10, 1].iter().zip(digits).map(|(place, digit)| place * u16::from(digit - b'0')).sum::<u16>();
    Some((whole * 1000 + part).min(1000))
}

/// Whether `tag` is among the entity tags of a header. A weak tag, `W/"x"`, counts as `"x"` when `weak`, and else as
/// none. Gives nothing when the request has no such header. What follows a fault in a list is passed over.
pub fn names(headers: &HeaderMap, header: &HeaderName, tag: &HeaderValue, weak: bool) -> Option<bool> {
    let mut values = headers.get_all(header).iter().peekable();
    values.peek()?;
    Some(values.any(|value| among(value.as_bytes(), tag.as_bytes(), weak)))
}

fn among(mut list: &[u8], tag: &[u8], weak: bool) -> bool {
    loop {
        list = list.trim_ascii_start();
        if let Some(rest) = list.strip_prefix(b",") {
            list = rest;
            continue;
        }
        if list.trim_ascii_end() == b"*" {
            return true;
        }
        let strong = list.strip_prefix(b"W/");
        let counts = weak || strong.is_none();
        let quoted = strong.unwrap_or(list);
        let Some(end) =
            quoted.strip_prefix(b"\"").and_then(|rest| rest.iter().position(|byte| *byte == b'"'))
        else {
            return false;
        };
        if counts && &quoted[..end + 2] == tag {
            return true;
        }
        list = &quoted[end + 2..];
    }
}
