//! Names as APA writes them (8.17, 9.8). Takes names; gives initials, the list that opens a reference, the names of
//! editors within one, and joined surnames for the text. Knows nothing of works.

use crate::library::bibliography::source::Name;

/// The word or sign before the last of several names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum And {
    /// `&`, in brackets and in the list.
    Sign,
    /// `and`, in a sentence.
    Word,
}

impl And {
    fn shown(self) -> &'static str {
        match self {
            And::Sign => "&",
            And::Word => "and",
        }
    }
}

/// `M. D. S.` of `Mary D. S.`, `J.-P.` of `Jean-Paul`. Small words within (`de`) are kept.
pub fn initials(given: &str) -> String {
    let words = given.split_whitespace().map(initial).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn initial(word: &str) -> String {
    let is_capitals = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    if word.starts_with(char::is_lowercase) {
        return word.to_owned();
    }
    if is_capitals {
        return word.chars().map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ");
    }
    // `J.R.R.` without blanks; `Chr.` and `Yu.` are initials already.
    let dotted: Vec<&str> = word.split_inclusive('.').collect();
    if dotted.len() > 1 && dotted.iter().all(|part| !part.starts_with('-')) {
        return dotted.into_iter().map(initial).collect::<Vec<_>>().join(" ");
    }
    if word.ends_with('.') && !word.contains('-') {
        return word.to_owned();
    }
    let mut out = String::new();
    for (number, part) in word.split('-').enumerate() {
        match part.chars().next() {
            // The second half of `Soo-yeon` is no name of its own.
            Some(c) if number > 0 && c.is_lowercase() => {}
            Some(_) if part.ends_with('.') => {
                out.push_str(&format!("{}{part}", if number > 0 { "-" } else { "" }))
            }
            Some(c) if c.is_uppercase() => {
                out.push_str(&format!("{}{c}.", if number > 0 { "-" } else { "" }))
            }
            // A script without capitals has no initials.
            Some(_) => out.push_str(part),
            None => {}
        }
    }
    out
}

/// `Pelham, W. E., III`, or an organisation.
fn inverted(name: &Name) -> String {
    match name {
        Name::Organisation(name) => name.clone(),
        Name::Person { given, suffix, .. } => {
            let parts = [name.surname(), initials(given), suffix.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// `W. E. Pelham III`, or an organisation.
pub fn straight(name: &Name) -> String {
    match name {
        Name::Organisation(name) => name.clone(),
        Name::Person { given, suffix, .. } => {
            let parts = [initials(given), name.surname(), suffix.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The names that open a reference: up to twenty; of more, the first nineteen and the last (APA 9.8).
pub fn opening(names: &[Name]) -> String {
    let shown: Vec<String> = names.iter().map(inverted).collect();
    match shown.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] if names.len() <= 20 => format!("{}, & {last}", all.join(", ")),
        [all @ .., last] => format!("{}, … {last}", all[..19].join(", ")),
    }
}

/// The names of editors and translators within a reference: `J. A. Simpson & W. S. Rholes`.
pub fn within(names: &[Name]) -> String {
    let shown: Vec<String> = names.iter().map(straight).collect();
    match shown.as_slice() {
        [all @ .., last] if names.len() > 20 => format!("{}, … {last}", all[..19].join(", ")),
        _ => joined(&shown, And::Sign),
    }
}

/// `A`, `A & B`, `A, B, & C`.
pub fn joined(names: &[String], and: And) -> String {
    let and = and.shown();
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {and} {two}"),
        [all @ .., last] => format!("{}, {and} {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_become_initials() {
        for (given, expected) in [
            ("Mary D. S.", "M. D. S."),
            ("M. D. S.", "M. D. S."),
            ("Jean-Paul", "J.-P."),
            ("M.-F.", "M.-F."),
            ("G.-J. J. M.", "G.-J. J. M."),
            ("J.R.R.", "J. R. R."),
            ("MDS", "M. D. S."),
            ("Yu. V.", "Yu. V."),
            ("Maria del Carmen", "M. del C."),
            ("M. d. C.", "M. d. C."),
            ("Soo-yeon", "S."),
            ("Émile", "É."),
            ("愛", "愛"),
            ("", ""),
        ] {
            assert_eq!(initials(given), expected, "{given}");
        }
    }

    #[test]
    fn twenty_names_are_shown_and_of_twenty_one_the_last_after_an_ellipsis() {
        let names = |count: usize| -> Vec<Name> {
            (0..count).map(|number| Name::person("", &format!("N{number}"), "A.", "")).collect()
        };
        assert!(opening(&names(20)).ends_with("N18, A., & N19, A."));
        assert!(opening(&names(21)).ends_with("N18, A., … N20, A."));
        assert!(!opening(&names(21)).contains('&'));
    }
}
