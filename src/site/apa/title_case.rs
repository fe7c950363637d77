//! English title case (APA 6.17), for the one place where APA asks for it here: a title that stands in the text instead
//! of an author (8.14). Takes a title; gives it with its major words in capitals. Never makes a letter small.

use crate::library::bibliography::source::Text;

const MINOR: &[&str] = &[
    "a", "an", "the", "and", "as", "but", "for", "if", "nor", "or", "so", "yet", "at", "by", "in", "of",
    "off", "on", "per", "to", "up", "via",
];

/// The title in title case.
pub fn title_case(title: &Text) -> Text {
    let mut out = Text::default();
    let parts: Vec<&str> = title.parts.iter().map(|part| part.text.as_str()).collect();
    for (part, words) in title.parts.iter().zip(in_capitals(&parts, MINOR)) {
        out.push(&words, part.emphasis);
    }
    out
}

/// The parts of a title with capitals for all words but the minor ones; a minor word that begins a title or what follows a
/// colon has one too.
pub fn in_capitals(parts: &[&str], minor: &[&str]) -> Vec<String> {
    let mut first = true;
    let mut cased = Vec::with_capacity(parts.len());
    for part in parts {
        let mut words = String::with_capacity(part.len());
        for piece in part.split_inclusive([' ', '\u{a0}', '-', '–', '—', '/']) {
            let core = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if !core.is_empty() && (first || !minor.contains(&core)) {
                words.push_str(&capital(piece));
            } else {
                words.push_str(piece);
            }
            if !core.is_empty() {
                first = piece.trim_end().ends_with([':', '.', '?', '!', '—']);
            }
        }
        cased.push(words);
    }
    cased
}

/// The first letter made a capital, unless the word has one further in: `iPhone`, `mRNA`.
fn capital(word: &str) -> String {
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
        return word.to_owned();
    };
    if word.chars().any(char::is_uppercase) {
        return word.to_owned();
    }
    let mut out = word[..at].to_owned();
    out.extend(first.to_uppercase());
    out.push_str(&word[at + first.len_utf8()..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_words_get_a_capital_and_nothing_loses_one() {
        let cased = |text: &str| title_case(&Text::plain(text)).words();
        assert_eq!(
            cased("a day in the life of an iPhone: the end"),
            "A Day in the Life of an iPhone: The End"
        );
        assert_eq!(cased("self-report measures with 'care'"), "Self-Report Measures With 'Care'");
        assert_eq!(cased("McDonald’s and DSM"), "McDonald’s and DSM");
    }
}
