//! The short names of permanent links, five signs each. Takes a link and what is taken; gives a code that nobody misreads
//! and nobody blushes at. Knows nothing of where a code leads.

use std::fmt;

use crate::library::permalink::Permalink;

/// What stands after `/s/`: five signs of [`ALPHABET`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortCode(String);

/// Without vowels and the digits that are read as vowels (0, 1, 3, 4), so that few codes look like words; without signs
/// that are taken for others in print or in handwriting (2 and z, 5 and s, 6 and b, 8 and b, 9 and g and q, l and 1).
/// 20 signs, which makes 3,200,000 codes.
const ALPHABET: &[u8; 20] = b"79bcdfhjkmnprstvwxyz";

const LENGTH: usize = 5;

/// What a code must not hold, read with 7 as t, 9 as g, v as u and z as s as well. Without vowels these still read as
/// words that a parent should not be sent, or stand for something one would not print.
const RUDE: &[&str] = &[
    "fck", "fcc", "fk", "fvck", "cnt", "cvnt", "sht", "shts", "dck", "cck", "prck", "btch", "bch", "bstrd",
    "wnk", "twt", "tvt", "slt", "svt", "whr", "hr", "ngr", "ngg", "nzs", "nz", "kkk", "ss", "hh", "fgt",
    "fgg", "dyk", "trd", "prn", "pms", "pns", "pss", "crp", "rp", "prv", "pd", "sx", "xxx", "vgn", "bns",
    "cm", "jzz", "jss", "ky", "kms", "kll", "drk", "dth", "ddy", "std", "sds", "hv", "bmb", "wtf", "stf",
    "gtf", "mf", "bj", "hj", "tts", "nkd", "mrd", "krv", "pzd", "hny", "scks", "svck", "svk",
];

impl ShortCode {
    /// Reads a code; nothing for what cannot be one.
    pub fn parse(text: &str) -> Option<ShortCode> {
        let is_code = text.len() == LENGTH && text.bytes().all(|sign| ALPHABET.contains(&sign));
        is_code.then(|| ShortCode(text.to_owned()))
    }

    /// The code for a link: made from the link itself, so that two authors who publish the same section on two branches
    /// give it the same one. `is_taken` says which codes stand for other links, or once did.
    pub fn make(link: &Permalink, is_taken: impl Fn(&ShortCode) -> bool) -> ShortCode {
        let codes = (0_u32..).map(|attempt| ShortCode::of(link, attempt));
        let mut free = codes.filter(|code| !code.is_rude() && !is_taken(code));
        free.next().expect("a site has fewer links than there are codes")
    }

    /// As it stands after `/s/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(link: &Permalink, attempt: u32) -> ShortCode {
        let hash = blake3::hash(format!("{link}\n{attempt}").as_bytes());
        let signs = hash.as_bytes().iter().take(LENGTH * 2).collect::<Vec<_>>();
        let sign = |pair: &[&u8]| {
            let number = pair.iter().fold(0, |sum, byte| sum * 256 + usize::from(**byte));
            char::from(ALPHABET[number % ALPHABET.len()])
        };
        ShortCode(signs.chunks(2).map(sign).collect())
    }

    fn is_rude(&self) -> bool {
        let read = |from: &[char], to: &str| -> String {
            let sign = |c: char| from.iter().position(|other| *other == c).and_then(|at| to.chars().nth(at));
            self.0.chars().map(|c| sign(c).unwrap_or(c)).collect()
        };
        let readings = [self.0.clone(), read(&['7', '9'], "tg"), read(&['7', '9', 'v', 'z'], "tgus")];
        readings.iter().any(|reading| RUDE.iter().any(|rude| reading.contains(rude)))
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::permalink::Page;

    fn link(number: usize) -> Permalink {
        Permalink::to_place(Page::Article("x".to_owned()), number.to_string())
    }

    #[test]
    fn the_same_link_has_the_same_code_wherever_it_is_made() {
        let code = ShortCode::make(&link(1), |_| false);
        assert_eq!(code, ShortCode::make(&link(1), |_| false));
        assert_ne!(code, ShortCode::make(&link(2), |_| false));
        assert_ne!(
            code,
            ShortCode::make(&link(1), |taken| *taken == code),
            "one that is taken is passed over"
        );
    }

    #[test]
    fn no_code_holds_a_sign_that_is_misread_or_a_word_that_is_rude() {
        for number in 0..20_000 {
            let code = ShortCode::make(&link(number), |_| false);
            assert_eq!(ShortCode::parse(code.as_str()).as_ref(), Some(&code));
            assert!(!code.is_rude(), "{code}");
            assert!(!code.as_str().contains(|c: char| "0123456aegiloqu8".contains(c)), "{code}");
        }
        for rude in ["fckbb", "bs7dn", "pssbb", "bfvck", "hhbcd", "xxxbb"] {
            assert!(ShortCode(rude.to_owned()).is_rude(), "{rude}");
        }
    }

    #[test]
    fn what_is_no_code_is_not_taken_for_one() {
        for text in ["", "bcdf", "bcdfhj", "bcdfA", "bcdf0", "bcd-f", "bcdfé"] {
            assert_eq!(ShortCode::parse(text), None, "{text}");
        }
    }
}
