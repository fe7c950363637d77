//! The order of a reference list (APA 9.44 to 9.49): letter by letter, nothing before something. Takes works; gives the
//! key of each. Knows nothing of how a reference looks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::library::bibliography::source::{Date, Kind, Name, Source};
use crate::site::apa::date;
use crate::site::apa::name;

/// Compares as the reference list is ordered: names, then date, then title, then the key, so that no two are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// One author comes before the same author with others, since a shorter list does.
    names: Vec<(String, String, String)>,
    /// Undated, then dated, then in press (APA 9.46).
    when: When,
    title: String,
    key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Undated,
    /// A year alone comes before a day in it.
    On(i32, Option<u8>, Option<u8>),
    InPress,
}

impl Place {
    /// Where a work stands.
    pub fn of(source: &Source) -> Place {
        let title = match &source.main_title {
            Some(main) if is_whole(source.kind) => format!("{} {}", main.words(), source.title.words()),
            Some(_) | None => source.title.words(),
        };
        let title = folded(without_article(&title));
        let names: Vec<_> = openers(source).iter().map(folded_name).collect();
        Place {
            names: if names.is_empty() { vec![(title.clone(), String::new(), String::new())] } else { names },
            when: match &source.date {
                Date::Undated => When::Undated,
                Date::Published(period) if date::shows_day(source.kind) => {
                    When::On(period.from.year, period.from.month, period.from.day)
                }
                Date::Published(period) => When::On(period.from.year, None, None),
                Date::InPress => When::InPress,
            },
            title,
            key: source.key.clone(),
        }
    }
}

/// The names that open a work's reference: its authors, or the editors of a book without authors (APA 9.12).
pub fn openers(source: &Source) -> &[Name] {
    if source.authors.is_empty() && is_whole(source.kind) { &source.editors } else { &source.authors }
}

/// True when the work stands by itself: its title is in italics, its editors take the place of authors.
pub fn is_whole(kind: Kind) -> bool {
    match kind {
        Kind::Article
        | Kind::Magazine
        | Kind::Newspaper
        | Kind::Chapter
        | Kind::Entry
        | Kind::ConferencePaper => false,
        Kind::Book
        | Kind::EditedBook
        | Kind::Report
        | Kind::Thesis
        | Kind::WebPage
        | Kind::Film
        | Kind::Video
        | Kind::Presentation
        | Kind::Dataset
        | Kind::Software
        | Kind::Manuscript
        | Kind::Other => true,
    }
}

fn folded_name(name: &Name) -> (String, String, String) {
    match name {
        Name::Organisation(name) => (folded(without_article(name)), String::new(), String::new()),
        Name::Person { given, suffix, .. } => {
            (folded(&name.surname()), folded(&name::initials(given)), folded(suffix))
        }
    }
}

/// A title or a group is filed under its first word that means something (APA 9.49).
fn without_article(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = text.split(' ').next().unwrap_or_default();
    let is_article = matches!(first.to_lowercase().as_str(), "a" | "an" | "the");
    if is_article { text[first.len()..].trim_start() } else { text }
}

/// Letters and digits alone, small, without marks: blanks, hyphens and capitals do not count (APA 9.44).
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_alone_are_compared() {
        assert_eq!(folded("Śliwerski-Øst, O’Connor van Eß"), "sliwerskiostoconnorvaness");
        assert_eq!(without_article("The “A” team"), "“A” team");
        assert_eq!(without_article("Theory"), "Theory");
    }
}
