//! What a work is called in the text: names and year, no two works alike (APA 8.14 to 8.20). Takes all works in the
//! order of the reference list; gives a label for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::bibliography::source::{Name, Source, Text};
use crate::site::apa::date;
use crate::site::apa::name::{self, And};
use crate::site::apa::order::{is_whole, openers};
use crate::site::apa::title_case::title_case;

/// What a work is called in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Who, or the title instead.
    pub who: Who,
    /// `1969`, `2019a`, `1985/2018`, `n.d.-a`.
    pub year: String,
    /// The letter alone, for the date in the reference.
    pub letter: Option<String>,
}

/// The part of a label before the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Surnames, as many as are shown; whether others follow.
    Names {
        /// The first one with initials where another author has the same surname.
        shown: Vec<String>,
        /// True for "et al.".
        et_al: bool,
    },
    /// A title in italics.
    Whole(Text),
    /// A title in quotation marks.
    Part(Text),
}

impl Who {
    /// Names as they stand in brackets or in a sentence; a title's words.
    pub fn words(&self, and: And) -> String {
        match self {
            Who::Names { shown, et_al: false } => name::joined(shown, and),
            Who::Names { shown, et_al: true } => match shown.as_slice() {
                [one] => format!("{one} et al."),
                more => format!("{}, et al.", more.join(", ")),
            },
            Who::Whole(title) | Who::Part(title) => title.words(),
        }
    }
}

/// The labels of all works; `order` is the order of the reference list. Without `lettered`, years have no letters.
pub fn labels(sources: &[Source], order: &[usize], lettered: bool) -> Vec<Label> {
    let shared = shared_surnames(sources);
    let surnames: Vec<Vec<String>> = sources.iter().map(|source| surnames(source, &shared)).collect();
    let years: Vec<String> = sources.iter().map(|source| date::year(&source.date)).collect();
    // Only works of the same year that begin alike can be taken for each other.
    let mut alike: BTreeMap<(&str, &str), Vec<&[String]>> = BTreeMap::new();
    for (names, year) in surnames.iter().zip(&years) {
        if let Some(first) = names.first() {
            alike.entry((first, year)).or_default().push(names);
        }
    }
    let who = |((source, names), year): ((&Source, &Vec<String>), &String)| match names.first() {
        None => title(source),
        Some(first) => {
            shortened(names, alike.get(&(first.as_str(), year.as_str())).map_or(&[], Vec::as_slice))
        }
    };
    let whos: Vec<Who> = sources.iter().zip(&surnames).zip(&years).map(who).collect();
    let letters = if lettered { letters(&whos, &years, order) } else { vec![None; sources.len()] };
    let label = |((source, who), (year, letter)): ((&Source, Who), (String, Option<String>))| {
        let lettered = date::lettered(&year, letter.as_deref());
        let year = match &source.original {
            Some(original) => format!("{}/{lettered}", date::years(original)),
            None => lettered,
        };
        Label { who, year, letter }
    };
    sources.iter().zip(whos).zip(years.into_iter().zip(letters)).map(label).collect()
}

/// Surnames that first authors with different initials have in common (APA 8.20).
fn shared_surnames(sources: &[Source]) -> BTreeSet<String> {
    let mut initials_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for first in sources.iter().filter_map(|source| openers(source).first()) {
        match first {
            Name::Organisation(_) => {}
            Name::Person { given, .. } => {
                initials_of.entry(first.surname()).or_default().insert(name::initials(given));
            }
        }
    }
    initials_of.retain(|_, initials| initials.len() > 1);
    initials_of.into_keys().collect()
}

fn surnames(source: &Source, shared: &BTreeSet<String>) -> Vec<String> {
    let one = |(number, name): (usize, &Name)| match name {
        Name::Person { given, .. } if number == 0 && shared.contains(&name.surname()) => {
            format!("{} {}", name::initials(given), name.surname()).trim().to_owned()
        }
        Name::Person { .. } | Name::Organisation(_) => name.surname(),
    };
    openers(source).iter().enumerate().map(one).collect()
}

/// One or two names are shown; of more, the first and "et al." (APA 8.17), or as many as tell the work from others
/// (8.18). "et al." is a plural: it never stands for one name.
fn shortened(names: &[String], rivals: &[&[String]]) -> Who {
    let all = Who::Names { shown: names.to_vec(), et_al: false };
    if names.len() <= 2 {
        return all;
    }
    let differing = rivals.iter().filter(|rival| rival.len() > 2 && **rival != names);
    let needed =
        differing.map(|rival| names.iter().zip(rival.iter()).take_while(|(a, b)| a == b).count() + 1);
    let shown = needed.max().unwrap_or(1);
    if shown + 1 >= names.len() {
        return all;
    }
    Who::Names { shown: names[..shown].to_vec(), et_al: true }
}

/// A title instead of an author (APA 8.14): short, in title case if it is English.
fn title(source: &Source) -> Who {
    let title = match (&source.short_title, &source.main_title) {
        (Some(short), _) => Text::plain(short.clone()),
        (None, Some(main)) if is_whole(source.kind) => main.clone(),
        (None, _) => without_subtitle(&source.title),
    };
    let is_english = source.language.as_deref().is_none_or(|tag| tag.to_lowercase().starts_with("en"));
    let title = if is_english { title_case(&title) } else { title };
    if is_whole(source.kind) { Who::Whole(title) } else { Who::Part(title) }
}

fn without_subtitle(title: &Text) -> Text {
    let mut out = Text::default();
    for part in &title.parts {
        if let Some((main, _)) = part.text.split_once(": ") {
            out.push(main, part.emphasis);
            return out;
        }
        out.push(&part.text, part.emphasis);
    }
    out
}

/// Works that names and year do not tell apart get letters, in the order of the reference list (APA 8.19, 9.47).
fn letters(whos: &[Who], years: &[String], order: &[usize]) -> Vec<Option<String>> {
    let mut alike: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    for &index in order {
        let who = whos[index].words(And::Sign);
        alike.entry((who, years[index].as_str())).or_default().push(index);
    }
    let mut letters = vec![None; whos.len()];
    for group in alike.into_values().filter(|group| group.len() > 1) {
        for (number, index) in group.into_iter().enumerate() {
            letters[index] = Some(letter(number));
        }
    }
    letters
}

/// `a` to `z`, then `aa`.
fn letter(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).expect("a remainder of 26 is small"));
    if number < 26 { last.to_string() } else { format!("{}{last}", letter(number / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(names: &str, rivals: &[&str]) -> String {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let rivals: Vec<Vec<String>> = rivals.iter().map(|rival| list(rival)).collect();
        let rivals: Vec<&[String]> = rivals.iter().map(Vec::as_slice).collect();
        shortened(&list(names), &rivals).words(And::Sign)
    }

    #[test]
    fn as_many_names_are_shown_as_tell_works_apart() {
        assert_eq!(short("A B", &["A B", "A C"]), "A & B");
        assert_eq!(short("A B C", &["A B C"]), "A et al.");
        assert_eq!(short("A B C D E", &["A B C D E", "A B X D E"]), "A, B, C, et al.");
        assert_eq!(short("A B C", &["A B C", "A B X"]), "A, B, & C");
        assert_eq!(short("A B C D", &["A B C D", "A X"]), "A et al.");
        assert_eq!(short("A B C", &["A B C D"]), "A, B, & C");
        assert_eq!(short("A B C D", &["A B C"]), "A, B, C, & D");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            (letter(0), letter(25), letter(26), letter(27)),
            ("a".into(), "z".into(), "aa".into(), "ab".into())
        );
    }
}
