//! What a reader sees who asks for a page that is not there. Takes finished markup, rendered before; gives the bytes of the
//! answer, with the page that was most likely meant. Knows nothing of how the markup is made.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::site::address::Address;

/// How much of a path is looked at: longer than any address, short enough that nonsense costs nothing.
const LONGEST: usize = 200;
/// How many parts of a path are compared, from the last.
const PARTS: usize = 4;

/// The page for an address that does not exist: markup around a slot, and for every page the words that offer it.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    before: Vec<u8>,
    after: Vec<u8>,
    without: Vec<u8>,
    offers: Vec<Offer>,
}

#[derive(Clone, Debug)]
struct Offer {
    /// The last part of the page's address, in small letters.
    name: String,
    length: usize,
    letters: Letters,
    markup: Vec<u8>,
}

impl Missing {
    /// `before` and `after` stand around the slot. In it stand the words of the offer whose address is near to what was
    /// asked for, or `without` when none is. The offers have an order: of two that are equally near, the first is taken.
    pub fn new(
        before: impl Into<Vec<u8>>,
        after: impl Into<Vec<u8>>,
        without: impl Into<Vec<u8>>,
        offers: impl IntoIterator<Item = (Address, Vec<u8>)>,
    ) -> Missing {
        let offers = offers.into_iter().filter_map(|(address, markup)| {
            let name = parts(address.as_str()).next()?.to_lowercase();
            Some(Offer { length: name.chars().count(), letters: letters(&name), name, markup })
        });
        Missing {
            before: before.into(),
            after: after.into(),
            without: without.into(),
            offers: offers.collect(),
        }
    }

    /// The page for a path as it was asked for, percent-encoded or not; the empty path offers nothing.
    pub fn body(&self, path: &str) -> Vec<u8> {
        let slot = self.nearest(path).unwrap_or(&self.without);
        [&self.before[..], slot, &self.after[..]].concat()
    }

    fn nearest(&self, path: &str) -> Option<&[u8]> {
        let path: Vec<u8> = percent_decode_str(path).take(LONGEST).collect();
        let path = String::from_utf8_lossy(&path).nfc().collect::<String>().to_lowercase();
        parts(&path).take(PARTS).find_map(|part| self.near(part.strip_suffix(".html").unwrap_or(part)))
    }

    /// The offer whose name is nearest to `part`; at most a quarter of the letters may be wrong.
    fn near(&self, part: &str) -> Option<&[u8]> {
        let (length, wanted) = (part.chars().count(), letters(part));
        let mut best: Option<(usize, &Offer)> = None;
        for offer in &self.offers {
            let allowed = length.max(offer.length) / 4;
            let limit = best.map_or(allowed, |(distance, _)| allowed.min(distance - 1));
            if length.abs_diff(offer.length) > limit || least_distance(&wanted, &offer.letters) > limit {
                continue;
            }
            let distance = strsim::osa_distance(part, &offer.name);
            if distance == 0 {
                return Some(&offer.markup);
            }
            if distance <= limit {
                best = Some((distance, offer));
            }
        }
        best.map(|(_, offer)| &offer.markup[..])
    }
}

/// The parts of a path from the last to the first, without what only says "the page of this folder".
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit('/').filter(|part| !matches!(*part, "" | "index.html"))
}

/// How often each letter stands in a name; some letters are counted together.
type Letters = [u8; 32];

fn letters(name: &str) -> Letters {
    let mut letters = [0; 32];
    for letter in name.chars() {
        let count: &mut u8 = &mut letters[letter as usize % 32];
        *count = count.saturating_add(1);
    }
    letters
}

/// No fewer letters are wrong than this: an edit brings in one letter at most and takes out one. Far cheaper than the
/// distance itself, it leaves few names to be compared, so that a wrong address costs little on a site of any size.
fn least_distance(a: &Letters, b: &Letters) -> usize {
    let missing = |from: &Letters, to: &Letters| -> usize {
        from.iter().zip(to).map(|(from, to)| usize::from(from.saturating_sub(*to))).sum()
    };
    missing(a, b).max(missing(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing() -> Missing {
        let offers = ["secure-base", "synchrony", "müde-eltern"]
            .map(|slug| (Address::article(slug), format!("<a>{slug}</a>").into_bytes()));
        Missing::new("<p>", "</p>", "nothing near", offers)
    }

    fn body(path: &str) -> String {
        String::from_utf8(missing().body(path)).unwrap()
    }

    #[test]
    fn the_page_that_was_meant_is_offered() {
        for path in
            ["/articles/synchronie/", "/Synchrony.html", "/articles/synchrony/index.html", "/synchrony/x/"]
        {
            assert_eq!(body(path), "<p><a>synchrony</a></p>", "{path}");
        }
        assert_eq!(body("/articles/secure_base"), "<p><a>secure-base</a></p>");
        assert_eq!(body("/m%C3%BCde-elten"), "<p><a>müde-eltern</a></p>");
    }

    #[test]
    fn where_nothing_is_near_nothing_is_offered() {
        for path in ["", "/", "*", "/wp-login.php", "/base", "/%ff%fe/%", "/é/x"] {
            assert_eq!(body(path), "<p>nothing near</p>", "{path}");
        }
    }

    #[test]
    fn no_path_is_too_long_or_too_strange() {
        assert_eq!(body(&"/a".repeat(100_000)), "<p>nothing near</p>");
        assert_eq!(body(&"%C3".repeat(10_000)), "<p>nothing near</p>");
        assert_eq!(body(&format!("/{}", "é".repeat(1_000))), "<p>nothing near</p>");
    }
}
