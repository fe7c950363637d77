//! The letters of the notation: where a bracket's parts, keys and numbers begin and end. Takes text; gives byte ranges.
//! Knows nothing of what a citation is made of.

use std::ops::Range;

/// The text between `[` and `]`, and where it starts.
pub fn inside(source: &str, at: usize) -> (&str, usize) {
    match source.strip_prefix('[') {
        Some(rest) => (rest.strip_suffix(']').unwrap_or(rest), at + 1),
        None => (source, at),
    }
}

/// The ranges between semicolons. One that is escaped, or inside braces, parts nothing.
pub fn parts(inner: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut escaped) = (0, 0usize, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..inner.len());
    parts
}

/// A key's brace that is not closed.
#[derive(Clone, Copy, Debug)]
pub struct OpenBrace;

/// A key in a text.
#[derive(Clone, Debug)]
pub struct KeyAt {
    /// The key without braces.
    pub range: Range<usize>,
    /// Where the text goes on.
    pub end: usize,
}

/// The next `@` that could begin a key: not within a word or an address, not escaped.
pub fn next_at(text: &str, from: usize) -> Option<usize> {
    text[from..].match_indices('@').map(|(at, _)| from + at).find(|&at| {
        let before = &text[..at];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        !before.ends_with(is_word) && !before.ends_with(['/', '@']) && backslashes.is_multiple_of(2)
    })
}

/// The key after the `@` at `at`, if there is one.
///
/// # Errors
/// When its brace is not closed.
pub fn key_at(text: &str, at: usize) -> Result<Option<KeyAt>, OpenBrace> {
    let start = at + 1;
    let rest = &text[start..];
    if let Some(braced) = rest.strip_prefix('{') {
        let length = braced.find('}').ok_or(OpenBrace)?;
        let range = start + 1..start + 1 + length;
        let is_blank = text[range.clone()].trim().is_empty();
        return Ok((!is_blank).then(|| KeyAt { end: range.end + 1, range }));
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inner_mark = index > 0
            && ":.#$%&-+?<>~/".contains(c)
            && next.is_some_and(|next| is_word(next) || (next == '/' && ":/".contains(c)));
        if !is_word(c) && !inner_mark {
            break;
        }
        end = index + c.len_utf8();
    }
    Ok((end > 0).then(|| KeyAt { range: start..start + end, end: start + end }))
}

/// True for what makes a word or a key.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True for the letters of roman numerals.
pub fn is_roman(c: char) -> bool {
    "ivxlcdmIVXLCDM".contains(c)
}

/// How many bytes of `text` are a locator's value: numbers, roman numerals and single capitals, joined by hyphens,
/// dashes, commas and `&`. Without a label only plain numbers are one.
pub fn value_length(text: &str, labelled: bool) -> usize {
    let mut end = 0;
    let mut at = 0;
    loop {
        let word =
            text[at..].find(|c: char| c.is_whitespace() || ",;".contains(c)).unwrap_or(text.len() - at);
        let word = text[at..at + word].trim_end_matches(['.', '?', '!']);
        let is_number = if labelled {
            word.chars().any(|c| c.is_ascii_digit())
                || (!word.is_empty() && word.chars().all(|c| is_roman(c) || "-–()".contains(c)))
                || (word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()))
        } else {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_digit() || "-–".contains(c))
        };
        if !is_number {
            return end;
        }
        end = at + word.len();
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '&', '\n', '–', '-']).len();
        if gap == 0 {
            return end;
        }
        at = end + gap;
    }
}

/// Markdown's backslash before a mark taken away, and line ends turned into blanks.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// `3-5` and `iv-vi` are ranges; `A-1` and `2-b` are names.
pub fn is_hyphen_range(value: &str) -> bool {
    let all = |text: &str, test: fn(char) -> bool| !text.is_empty() && text.chars().all(test);
    value.split([',', ' ']).any(|part| {
        part.split_once('-').is_some_and(|(from, to)| {
            (all(from, |c| c.is_ascii_digit()) && all(to, |c| c.is_ascii_digit()))
                || (all(from, is_roman) && all(to, is_roman))
        })
    })
}
