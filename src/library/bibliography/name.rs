//! Names in a .bib file: `Bowlby, J. and van IJzendoorn, M. H. and {World Health Organization}`. Takes a field as it
//! stands in the file; gives [`Name`]s and what is wrong with them. Knows nothing of how a name is shown.

use std::ops::Range;

use crate::library::bibliography::latex;
use crate::library::bibliography::source::Name;

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing between two `and`.
    Empty,
    /// More commas than a name has parts.
    Commas,
    /// `Pelham, W. E., III`: the suffix stands last. It was understood; the corrected form.
    SuffixLast(String),
    /// `and others`: APA names up to twenty authors.
    Others,
    /// It looks like a body, but would be taken for a person.
    Body,
    /// LaTeX that cannot be read.
    Latex(latex::LatexFault),
}

/// A mistake and its place, in bytes of the field.
pub type Placed = (Range<usize>, NameFault);

/// Reads a list of names.
pub fn parse(field: &str) -> (Vec<Name>, Vec<Placed>) {
    let mut names = Vec::new();
    let mut faults = Vec::new();
    for range in split(field, and_at) {
        let raw = &field[range.clone()];
        let start = range.start + raw.len() - raw.trim_start().len();
        let range = start..start + raw.trim().len();
        let (name, fault) = one(raw.trim());
        names.extend(name);
        faults.extend(fault.map(|fault| (range, fault)));
    }
    (names, faults)
}

/// The length of an `and` between blanks at the start of `rest`, in any letters, as BibTeX has it. At either end of the
/// list only small letters are a separator that was left over: `Semoso, And` is somebody's name.
fn and_at(rest: &str, before: &str) -> Option<usize> {
    let word = rest.get(..3).filter(|word| word.eq_ignore_ascii_case("and"))?;
    let inside = before.ends_with(char::is_whitespace) && rest[3..].starts_with(char::is_whitespace);
    let at_an_end = word == "and"
        && (before.is_empty() && rest[3..].starts_with(char::is_whitespace)
            || before.ends_with(char::is_whitespace) && rest.len() == 3);
    (inside || at_an_end).then_some(3)
}

/// The ranges between separators, outside of braces. `separator` gives the length of one that starts here.
fn split(text: &str, separator: impl Fn(&str, &str) -> Option<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut depth, mut at) = (0, 0usize, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '\\' => at += 1,
            _ => {}
        }
        if depth == 0
            && c != '\\'
            && let Some(length) = separator(&text[at..], &text[..at])
        {
            ranges.push(start..at);
            at += length;
            start = at;
            continue;
        }
        // After a backslash any letter, however long, is passed over.
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    ranges.push(start..text.len());
    ranges
}

fn one(raw: &str) -> (Option<Name>, Option<NameFault>) {
    if raw.is_empty() {
        return (None, Some(NameFault::Empty));
    }
    if raw.eq_ignore_ascii_case("others") {
        return (None, Some(NameFault::Others));
    }
    let mut latex_fault = None;
    let mut plain = |raw: &str| match latex::decode(raw.trim(), false) {
        Ok(text) => text.words().trim().to_owned(),
        Err(fault) => {
            latex_fault = Some(fault);
            raw.trim().to_owned()
        }
    };
    if is_braced(raw) {
        let name = Name::Organisation(plain(&raw[1..raw.len() - 1]));
        return (Some(name), latex_fault.map(NameFault::Latex));
    }
    let parts = split(raw, |rest, _| rest.starts_with(',').then_some(1));
    let parts: Vec<&str> = parts.into_iter().map(|range| raw[range].trim()).collect();
    if parts.iter().all(|part| part.contains('=')) {
        let value = |name: &str| {
            let of = |part: &&str| part.split_once('=').is_some_and(|(key, _)| key.trim() == name);
            parts
                .iter()
                .find(|part| of(part))
                .and_then(|part| part.split_once('='))
                .map_or("", |(_, value)| value)
        };
        let name = Name::person(
            &plain(value("prefix")),
            &plain(value("family")),
            &plain(value("given")),
            &plain(value("suffix")),
        );
        return (Some(name), latex_fault.map(NameFault::Latex));
    }
    let mut fault = None;
    let name = match parts.as_slice() {
        [whole] => {
            if looks_like_a_body(whole) {
                fault = Some(NameFault::Body);
            }
            let words: Vec<&str> = words(whole);
            let is_low = |word: &&str| word.starts_with(char::is_lowercase);
            let last = words.len().saturating_sub(1);
            let from = words[..last].iter().position(is_low).unwrap_or(last);
            let until = words[..last].iter().rposition(is_low).map_or(from, |at| at + 1);
            let join = |words: &[&str]| words.join(" ");
            Name::person(
                &plain(&join(&words[from..until])),
                &plain(&join(&words[until..])),
                &plain(&join(&words[..from])),
                "",
            )
        }
        [family, given] => {
            let (particle, family) = particle(family);
            Name::person(&plain(particle), &plain(family), &plain(given), "")
        }
        [family, given, suffix] if is_suffix(suffix) && !is_suffix(given) => {
            fault = Some(NameFault::SuffixLast(format!("{family}, {suffix}, {given}")));
            let (particle, family) = particle(family);
            Name::person(&plain(particle), &plain(family), &plain(given), &plain(suffix))
        }
        [family, suffix, given] => {
            let (particle, family) = particle(family);
            Name::person(&plain(particle), &plain(family), &plain(given), &plain(suffix))
        }
        _ => return (None, Some(NameFault::Commas)),
    };
    let is_blank = name.surname().trim().is_empty();
    let fault = latex_fault.map(NameFault::Latex).or(fault).or(is_blank.then_some(NameFault::Empty));
    ((!is_blank).then_some(name), fault)
}

/// `{…}`, one pair of braces around all of it.
fn is_braced(raw: &str) -> bool {
    let mut depth = 0;
    raw.starts_with('{')
        && raw.ends_with('}')
        && raw.char_indices().all(|(at, c)| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth > 0 || at + 1 == raw.len()
        })
}

fn word_ranges(raw: &str) -> impl Iterator<Item = Range<usize>> {
    let blank = |rest: &str, _: &str| rest.chars().next().filter(|c| c.is_whitespace()).map(char::len_utf8);
    split(raw, blank).into_iter().filter(|range| !range.is_empty())
}

fn words(raw: &str) -> Vec<&str> {
    word_ranges(raw).map(|range| &raw[range]).collect()
}

/// `van der` before `Bruggen`: leading words that begin small. The last word is always the family name.
fn particle(raw: &str) -> (&str, &str) {
    let ranges: Vec<Range<usize>> = word_ranges(raw).collect();
    let is_low = |range: &Range<usize>| raw[range.clone()].starts_with(char::is_lowercase);
    let first = ranges.iter().position(|range| !is_low(range)).unwrap_or(ranges.len().saturating_sub(1));
    let at = ranges.get(first).map_or(0, |range| range.start);
    (raw[..at].trim(), &raw[at..])
}

fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// `National Institute for Health`, without braces, would become "Health, N. I. for".
fn looks_like_a_body(raw: &str) -> bool {
    const WORDS: &[&str] = &[
        "of",
        "for",
        "the",
        "on",
        "institute",
        "association",
        "organization",
        "organisation",
        "university",
        "society",
        "department",
        "ministry",
        "network",
        "committee",
        "council",
        "centre",
        "center",
        "foundation",
        "programme",
        "program",
        "group",
        "federation",
        "agency",
    ];
    words(raw).iter().any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_may_be_called_and() {
        let (names, faults) = parse("Wago, Bebam and Semoso, And");
        assert_eq!((names.len(), faults.len()), (2, 0));
        let (_, faults) = parse("Wago, Bebam and");
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn names_are_read_in_every_form_that_a_bib_file_knows() {
        let (names, faults) = parse(
            "Bowlby, J. and van IJzendoorn, M. H. and {World {Health} Organization} and Pelham, III, W. E.\n and \
             Mary D. S. Ainsworth and Ludwig van der Beek and Plato and family=Eye, given=A., prefix=von and \
             {Scotto di Minico}, G. and M{\\\"u}ller, {\\'E}mile",
        );
        assert_eq!(faults, []);
        assert_eq!(
            names,
            [
                Name::person("", "Bowlby", "J.", ""),
                Name::person("van", "IJzendoorn", "M. H.", ""),
                Name::Organisation("World Health Organization".into()),
                Name::person("", "Pelham", "W. E.", "III"),
                Name::person("", "Ainsworth", "Mary D. S.", ""),
                Name::person("van der", "Beek", "Ludwig", ""),
                Name::person("", "Plato", "", ""),
                Name::person("von", "Eye", "A.", ""),
                Name::person("", "Scotto di Minico", "G.", ""),
                Name::person("", "Müller", "Émile", ""),
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_a_name_is_said_at_the_name() {
        let faults = |text: &'static str| {
            let (_, faults) = parse(text);
            faults.into_iter().map(|(range, fault)| (&text[range], fault)).collect::<Vec<_>>()
        };
        assert_eq!(faults("A, B and and C, D"), [("", NameFault::Empty)]);
        assert_eq!(faults("A, B and others"), [("others", NameFault::Others)]);
        assert_eq!(faults("A, B, C, D, E"), [("A, B, C, D, E", NameFault::Commas)]);
        assert_eq!(
            faults("Pelham, W. E., III"),
            [("Pelham, W. E., III", NameFault::SuffixLast("Pelham, III, W. E.".into()))]
        );
        assert_eq!(faults("World Health Organization"), [("World Health Organization", NameFault::Body)]);
        assert_eq!(faults("{World Health Organization}"), []);
    }

    #[test]
    fn nothing_an_author_can_write_stops_the_reader() {
        for odd in [
            "", ",", ",,", "and", "and and", "{", "}", "\\", "é, \\", "{}", "=", "a=,b=", "van", "van, ",
            "愛",
        ] {
            let _ = parse(odd);
        }
    }
}
