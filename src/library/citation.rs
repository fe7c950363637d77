//! A mark in the text: the notation inside `[see @key, pp. 3–5; @other]`, which is Pandoc's. Takes the source of one
//! bracket and where it starts in its file; gives its items with byte ranges, and what is wrong with it. Knows nothing
//! of Markdown around the bracket, and nothing of which keys exist.

pub mod fault;

pub mod notation;

use std::ops::Range;

use crate::library::citation::fault::{Fault, FaultKind};
use crate::library::citation::notation::{
    OpenBrace, inside, is_hyphen_range, is_roman, is_word, key_at, next_at, parts, unescaped, value_length,
};

/// How a citation stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// `[@key]`: everything in brackets.
    Bracketed,
    /// `@key`: the names are part of the sentence, the year follows in brackets.
    Narrative,
}

/// What a locator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// `p.`, `pp.`, `page`; also a bare number.
    Page,
    /// `chap.`
    Chapter,
    /// `sec.`, `§`
    Section,
    /// `para.`, `¶`
    Paragraph,
    /// `fig.`
    Figure,
    /// `table`
    Table,
    /// `vol.`
    Volume,
    /// `v.`
    Verse,
    /// `l.`, `line`
    Line,
    /// `n.`, `note`
    Note,
    /// `pt.`, `part`
    Part,
    /// `col.`
    Column,
    /// `bk.`, `book`
    Book,
    /// `no.`
    Number,
    /// `slide`
    Slide,
}

/// The place in a work that a citation points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// What is counted.
    pub label: Label,
    /// As it was written, without the label: `3–5`.
    pub value: String,
}

impl Locator {
    /// True when it names more than one: `3–5`, `3, 7`, `3 & 7`.
    pub fn is_plural(&self) -> bool {
        self.value.contains(['–', '—', ',', '&']) || is_hyphen_range(&self.value)
    }
}

/// One cited work in a mark. All ranges are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// The key, without `@` and braces.
    pub key: &'a str,
    /// The key alone.
    pub key_range: Range<usize>,
    /// The whole item, between two semicolons.
    pub range: Range<usize>,
    /// The words before the key: `see`.
    pub prefix: String,
    /// `pp. 3–5`
    pub locator: Option<Locator>,
    /// The words after the locator. Begins with its own comma where it has one: `, and elsewhere`.
    pub suffix: String,
    /// `-@key`: the sentence has named the author already.
    pub suppress_author: bool,
}

/// What one bracket says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The cited works, in the order of the text.
    pub items: Vec<Item<'a>>,
    /// What is wrong with the notation.
    pub faults: Vec<Fault>,
}

/// What a bracket says that follows a narrative key: `@key [p. 12]` or `@key [p. 12; see also @other]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail<'a> {
    /// The place in the work that was named in the sentence.
    pub locator: Option<Locator>,
    /// The words after that place.
    pub suffix: String,
    /// Further works.
    pub items: Vec<Item<'a>>,
    /// What is wrong with the notation.
    pub faults: Vec<Fault>,
}

/// True when a bracket, given with its `[` and `]`, cites something: it holds a key that is not part of a word or an
/// e-mail address and is not escaped.
pub fn is_citation(bracket: &str) -> bool {
    let (inner, _) = inside(bracket, 0);
    next_at(inner, 0).is_some_and(|at| key_at(inner, at).is_ok_and(|found| found.is_some()))
}

/// True when a bracket, given with its `[` and `]`, is a place in a source and nothing else: `[p. 12]`.
pub fn is_locator(bracket: &str) -> bool {
    let (inner, _) = inside(bracket, 0);
    let after = after_key(inner);
    after.locator.is_some() && after.suffix.is_empty() && !after.is_empty_locator
}

/// Reads a bracket, given with its `[` and `]`; `at` is the byte of the file where its `[` stands.
pub fn bracket(source: &str, at: usize) -> Mark<'_> {
    let (inner, start) = inside(source, at);
    let mut mark = Mark::default();
    for part in parts(inner) {
        item(inner, part, start, &mut mark.items, &mut mark.faults);
    }
    mark
}

/// Reads the bracket after a narrative key, given with its `[` and `]`; `at` is the byte of the file where its `[` stands.
pub fn tail(source: &str, at: usize) -> Tail<'_> {
    let (inner, start) = inside(source, at);
    let mut tail = Tail::default();
    for (number, part) in parts(inner).into_iter().enumerate() {
        let text = &inner[part.clone()];
        if number == 0 && next_at(text, 0).is_none() {
            let after = after_key(text);
            if after.is_empty_locator || text.trim().is_empty() {
                let kind =
                    if text.trim().is_empty() { FaultKind::EmptyItem } else { FaultKind::EmptyLocator };
                tail.faults.push(Fault { kind, range: start + part.start..start + part.end });
            }
            (tail.locator, tail.suffix) = (after.locator, after.suffix);
        } else {
            item(inner, part, start, &mut tail.items, &mut tail.faults);
        }
    }
    tail
}

/// The keys in a run of plain text, `@key` or `@{a key}`: the range from `@` to the key's end, and the key. Not within a
/// word (`me@example.org`) or an address (`/@me`). An escaping backslash is the caller's to see, in the source before
/// the range.
pub fn narrative(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = next_at(text, from) {
            from = at + 1;
            if let Ok(Some(key)) = key_at(text, at) {
                from = key.end;
                return Some((at..key.end, &text[key.range]));
            }
        }
        None
    })
}

/// Reads what stands between two semicolons.
fn item<'a>(
    inner: &'a str,
    part: Range<usize>,
    start: usize,
    items: &mut Vec<Item<'a>>,
    faults: &mut Vec<Fault>,
) {
    let text = &inner[part.clone()];
    let blank = text.len() - text.trim_start().len();
    let trimmed = part.start + blank..part.start + blank + text.trim().len();
    let mut fault = |kind, range: Range<usize>| {
        faults.push(Fault { kind, range: start + range.start..start + range.end });
    };
    if trimmed.is_empty() {
        // Points at the semicolon itself where there is one, else at the empty bracket.
        let semicolon = if part.start > 0 { part.start - 1..part.start } else { part.end..part.end + 1 };
        return fault(FaultKind::EmptyItem, semicolon);
    }
    let Some(sign) = next_at(text, 0) else { return fault(FaultKind::NoKey, trimmed) };
    let key = match key_at(text, sign) {
        Ok(Some(key)) => key,
        Ok(None) => {
            return fault(FaultKind::BadKey, part.start + sign..part.start + sign + 1);
        }
        Err(OpenBrace) => return fault(FaultKind::OpenBrace, part.start + sign..trimmed.end),
    };
    let suppress_author = text[..sign].ends_with('-') && !text[..sign - 1].ends_with(is_word);
    let prefix = &text[..if suppress_author { sign - 1 } else { sign }];
    let rest = &text[key.end..];
    if let Some(second) = next_at(rest, 0)
        && let Ok(Some(other)) = key_at(rest, second)
    {
        let from = part.start + key.end;
        fault(FaultKind::TwoKeys, from + second..from + other.end);
    }
    let after = after_key(rest);
    if after.is_empty_locator {
        fault(FaultKind::EmptyLocator, part.start + key.end..trimmed.end);
    }
    items.push(Item {
        key: &text[key.range.clone()],
        key_range: start + part.start + key.range.start..start + part.start + key.range.end,
        range: start + trimmed.start..start + trimmed.end,
        prefix: unescaped(prefix.trim()),
        locator: after.locator,
        suffix: after.suffix,
        suppress_author,
    });
}

struct AfterKey {
    locator: Option<Locator>,
    suffix: String,
    is_empty_locator: bool,
}

/// Parts what follows a key into locator and suffix.
fn after_key(rest: &str) -> AfterKey {
    let plain = rest.trim_start();
    let after_comma = plain.strip_prefix(',').unwrap_or(plain).trim_start();
    // Pandoc's explicit form: everything between the braces is the locator.
    if let Some((braced, suffix)) = after_comma.strip_prefix('{').and_then(|text| text.split_once('}')) {
        let (label, value) = label(braced.trim()).unwrap_or((Label::Page, braced.trim()));
        let locator = (!value.is_empty()).then(|| Locator { label, value: unescaped(value) });
        let is_empty_locator = locator.is_none() && !braced.trim().is_empty();
        return AfterKey { locator, suffix: unescaped(suffix.trim()), is_empty_locator };
    }
    let (label, words) = match label(after_comma) {
        Some((label, words)) => (Some(label), words),
        None => (None, after_comma),
    };
    let length = value_length(words, label.is_some());
    if length == 0 {
        // `[@key, p.]` has lost its number; `[@key, section by section]` is a suffix like any other.
        let is_empty_locator = label.is_some() && words.is_empty();
        return AfterKey { locator: None, suffix: unescaped(rest.trim()), is_empty_locator };
    }
    let locator = Locator { label: label.unwrap_or(Label::Page), value: unescaped(&words[..length]) };
    AfterKey { locator: Some(locator), suffix: unescaped(words[length..].trim()), is_empty_locator: false }
}

const LABELS: &[(Label, &[&str])] = &[
    (Label::Page, &["pages", "page", "pp.", "pp", "p.", "p"]),
    (Label::Chapter, &["chapters", "chapter", "chaps.", "chap.", "chs.", "ch."]),
    (Label::Section, &["sections", "section", "secs.", "sec.", "§§", "§"]),
    (Label::Paragraph, &["paragraphs", "paragraph", "paras.", "para.", "¶¶", "¶"]),
    (Label::Figure, &["figures", "figure", "figs.", "fig."]),
    (Label::Table, &["tables", "table"]),
    (Label::Volume, &["volumes", "volume", "vols.", "vol."]),
    (Label::Verse, &["verses", "verse", "vv.", "v."]),
    (Label::Line, &["lines", "line", "ll.", "l."]),
    (Label::Note, &["notes", "note", "nn.", "n."]),
    (Label::Part, &["parts", "part", "pts.", "pt."]),
    (Label::Column, &["columns", "column", "cols.", "col."]),
    (Label::Book, &["books", "book", "bks.", "bk."]),
    (Label::Number, &["numbers", "number", "nos.", "no."]),
    (Label::Slide, &["slides", "slide"]),
];

/// The label at the start of a text, and what follows it. A label that is a word needs a blank after it; `p.` and `§` do not.
fn label(text: &str) -> Option<(Label, &str)> {
    for (label, words) in LABELS {
        for word in *words {
            let Some(head) = text.get(..word.len()) else { continue };
            let rest = &text[word.len()..];
            let may_touch = word.ends_with(['.', '§', '¶']);
            let ends = rest.is_empty()
                || rest.starts_with(char::is_whitespace)
                || (may_touch && rest.starts_with(|c: char| c.is_ascii_digit() || is_roman(c)));
            if head.to_lowercase() == *word && ends {
                return Some((*label, rest.trim_start()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read<'a> = (&'a str, String, Option<(Label, String)>, String, bool);

    fn read(source: &str) -> Vec<Read<'_>> {
        let mark = bracket(source, 0);
        assert_eq!(mark.faults, [], "{source}");
        let all = mark.items.into_iter().map(|item| {
            assert_eq!(&source[item.key_range.clone()], item.key);
            let locator = item.locator.map(|locator| (locator.label, locator.value));
            (item.key, item.prefix, locator, item.suffix, item.suppress_author)
        });
        all.collect()
    }

    fn page(value: &str) -> Option<(Label, String)> {
        Some((Label::Page, value.into()))
    }

    #[test]
    fn a_mark_gives_keys_prefixes_locators_and_suffixes() {
        assert_eq!(
            read("[see @a, pp. 3–5; also @b]"),
            [
                ("a", "see".into(), page("3–5"), String::new(), false),
                ("b", "also".into(), None, String::new(), false)
            ]
        );
        assert_eq!(
            read("[see @a, chap. 2, and elsewhere]"),
            [("a", "see".into(), Some((Label::Chapter, "2".into())), ", and elsewhere".into(), false)]
        );
        assert_eq!(read("[-@a]"), [("a", String::new(), None, String::new(), true)]);
        assert_eq!(read("[see -@a, 33]"), [("a", "see".into(), page("33"), String::new(), true)]);
        assert_eq!(read("[@a p. 4]"), [("a", String::new(), page("4"), String::new(), false)]);
        assert_eq!(
            read("[@a, pp. iv, vi-xi, 12 & 14 passim]"),
            [("a", String::new(), page("iv, vi-xi, 12 & 14"), "passim".into(), false)]
        );
        assert_eq!(
            read("[@{a key; odd}{ii, A, D-Z}, with a suffix]"),
            [("a key; odd", String::new(), page("ii, A, D-Z"), ", with a suffix".into(), false)]
        );
        assert_eq!(read("[@a, page by page]"), [("a", String::new(), None, ", page by page".into(), false)]);
    }

    #[test]
    fn every_label_has_its_short_and_its_long_word() {
        for (text, label) in [
            ("§4", Label::Section),
            ("¶ 4", Label::Paragraph),
            ("para. 4", Label::Paragraph),
            ("Fig. 4", Label::Figure),
            ("Table 4", Label::Table),
            ("vol. 4", Label::Volume),
            ("verse 4", Label::Verse),
            ("l. 4", Label::Line),
            ("n. 4", Label::Note),
            ("pt. 4", Label::Part),
            ("col. 4", Label::Column),
            ("book 4", Label::Book),
            ("no. 4", Label::Number),
            ("slide 4", Label::Slide),
            ("p.4", Label::Page),
        ] {
            let source = format!("[@a, {text}]");
            let expected = Some(Locator { label, value: "4".into() });
            assert_eq!(bracket(&source, 0).items[0].locator, expected, "{text}");
        }
    }

    #[test]
    fn a_key_may_hold_marks_but_not_end_with_one() {
        let keys = |text: &'static str| narrative(text).map(|(_, key)| key).collect::<Vec<_>>();
        assert_eq!(keys("@doe:2003.a, and @van_ij_1999."), ["doe:2003.a", "van_ij_1999"]);
        assert_eq!(keys("(@müller2020) @{a.} @https://x.y/z?"), ["müller2020", "a.", "https://x.y/z"]);
        assert_eq!(keys("me@example.org or https://x.y/@me or @ or @@ or \\@no or @*"), [""; 0]);
    }

    #[test]
    fn an_address_is_no_citation() {
        assert!(is_citation("[see @a]"));
        assert!(is_citation("[-@a]"));
        for plain in ["[me@example.org]", "[\\@a]", "[p. 12]", "[@]", "[]", "[x]"] {
            assert!(!is_citation(plain), "{plain}");
        }
        assert!(is_locator("[p. 12]"));
        assert!(is_locator("[12-14]"));
        for other in ["[see below]", "[p.]", "[12 monkeys]", "[]"] {
            assert!(!is_locator(other), "{other}");
        }
    }

    #[test]
    fn a_narrative_tail_gives_the_place_and_further_works() {
        let found = tail("[p. 12, my italics; see also @b]", 0);
        assert_eq!(found.locator, Some(Locator { label: Label::Page, value: "12".into() }));
        assert_eq!(found.suffix, ", my italics");
        assert_eq!(found.items[0].prefix, "see also");
        assert_eq!(tail("[@b]", 0).items.len(), 1);
    }

    #[test]
    fn each_fault_stands_at_its_place() {
        for (source, kind, under) in [
            ("[@a; ]", FaultKind::EmptyItem, ";"),
            ("[; @a]", FaultKind::EmptyItem, ";"),
            ("[@a;; @b]", FaultKind::EmptyItem, ";"),
            ("[@a; see there]", FaultKind::NoKey, "see there"),
            ("[@a; @]", FaultKind::BadKey, "@"),
            ("[@a @b]", FaultKind::TwoKeys, "@b"),
            ("[@a, p.]", FaultKind::EmptyLocator, ", p."),
            ("[@a; @{b]", FaultKind::OpenBrace, "@{b"),
        ] {
            let mark = bracket(source, 100);
            assert_eq!(mark.faults.len(), 1, "{source}: {:?}", mark.faults);
            assert_eq!(mark.faults[0].kind, kind, "{source}");
            let range = mark.faults[0].range.clone();
            assert_eq!(&source[range.start - 100..range.end - 100], under, "{source}");
        }
    }

    #[test]
    fn a_hyphen_between_numbers_is_a_range() {
        let plural = |value: &str| Locator { label: Label::Page, value: value.into() }.is_plural();
        assert!(plural("3-5") && plural("3–5") && plural("iv-vi") && plural("3, 7"));
        assert!(!plural("A-1") && !plural("3"));
    }
}
