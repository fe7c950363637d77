//! The numbers and addresses that name a work: DOI, web address, ISBN, ISSN. Takes what an author wrote; says what cannot
//! be one. Knows nothing of the work.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// `10.1037/0022-3514.52.3.511` out of any form in which it is written.
pub fn doi(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let lower = text.to_lowercase();
    let prefixes = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
        "doi.org/",
    ];
    let prefix = prefixes.into_iter().find(|prefix| lower.starts_with(prefix));
    let bare = prefix.map_or(text, |prefix| &text[prefix.len()..]).trim();
    let bare = match prefix {
        Some(prefix) if prefix.contains('/') => {
            percent_encoding::percent_decode_str(bare).decode_utf8_lossy().into_owned()
        }
        _ => bare.to_owned(),
    };
    let (registrant, rest) = bare.split_once('/').unwrap_or((&bare, ""));
    let digits = registrant.strip_prefix("10.").unwrap_or_default();
    let good_registrant = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let good_rest = !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    if good_registrant && good_rest && !rest.ends_with(['.', ',']) {
        return Some(bare);
    }
    let help =
        "a DOI begins with `10.`, has no blanks and no full stop at its end: `10.1037/0022-3514.52.3.511`";
    diagnostics.add(Diagnostic::error("malformed-doi", span, format!("`{text}` is not a DOI")).help(help));
    None
}

/// An address of the web as it was written.
pub fn url(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
    {
        return Some(text.to_owned());
    }
    let message = format!("`{text}` is not a web address");
    let help = "an address begins with `https://` and has no blanks";
    diagnostics.add(Diagnostic::error("malformed-url", span, message).help(help));
    None
}

/// The last digit of an ISBN follows from the others. A field may hold several, as Zotero writes them.
pub fn check_isbn(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let text = without_asides(text);
    if is_isbn(&text) {
        return;
    }
    for part in parts(&text, is_isbn) {
        let message = format!("`{part}` is not an ISBN: a digit is wrong or missing");
        let help = "it is on the back of the title page; the last digit follows from the others";
        diagnostics.add(Diagnostic::warning("malformed-isbn", span, message).help(help));
    }
}

/// The last digit of an ISSN follows from the others. A field may hold that of the printed journal and that of the web.
pub fn check_issn(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    for part in parts(&without_asides(text), is_issn) {
        let message = format!("`{part}` is not an ISSN: a digit is wrong or missing");
        let help = "an ISSN has eight digits, the last of which follows from the others: `0009-3920`";
        diagnostics.add(Diagnostic::warning("malformed-issn", span, message).help(help));
    }
}

/// Without what stands in brackets: `(Print)`.
fn without_asides(text: &str) -> String {
    let mut depth = 0usize;
    let is_outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *c != ')'
    };
    text.chars().filter(is_outside).collect::<String>().trim().to_owned()
}

/// The numbers of a field that are wrong. When none is right, the blanks may stand inside of one.
fn parts(text: &str, is_right: fn(&str) -> bool) -> Vec<&str> {
    let numbers: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",;/".contains(c))
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .collect();
    match numbers.iter().any(|part| is_right(part)) {
        true => numbers.into_iter().filter(|part| !is_right(part)).collect(),
        false => vec![text],
    }
}

fn is_isbn(text: &str) -> bool {
    let Some(digits) = digits(text, "ISBN") else { return false };
    match digits.len() {
        10 => weighed(&digits, 11, |at| 10 - at),
        13 => {
            !digits.contains(&10)
                && matches!(digits[..3], [9, 7, 8 | 9])
                && weighed(&digits, 10, |at| 1 + at % 2 * 2)
        }
        _ => false,
    }
}

fn is_issn(text: &str) -> bool {
    digits(text, "ISSN").is_some_and(|digits| digits.len() == 8 && weighed(&digits, 11, |at| 8 - at))
}

/// True when the digits, each times its weight, are a multiple of `of`.
fn weighed(digits: &[u32], of: u32, weight: fn(u32) -> u32) -> bool {
    digits.iter().zip(0..).map(|(digit, at)| digit * weight(at)).sum::<u32>() % of == 0
}

/// The digits, without blanks and hyphens; an `X` at the end is ten.
fn digits(text: &str, name: &str) -> Option<Vec<u32>> {
    let text = text.trim();
    let text = text.strip_prefix(name).map_or(text, |rest| rest.trim_start_matches([':', ' ']));
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && !"-‐‑–".contains(*c)).collect();
    let last = letters.len().checked_sub(1)?;
    let digit = |(at, c): (usize, &char)| match c {
        'x' | 'X' if at == last => Some(10),
        c => c.to_digit(10),
    };
    letters.iter().enumerate().map(digit).collect()
}
