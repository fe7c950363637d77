//! A .bib file as entries. Takes the text; gives each entry with its fields as they stand in the file, and the faults
//! of the notation. The file is cut at its entries first and each is read alone, so that one fault hides no other.
//! Knows nothing of what an entry must have.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Token};

use crate::library::bibliography::cut::{block, kind_of, next_entry};

/// An entry as it was written. All ranges are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawSource {
    /// `article`
    pub kind: String,
    /// Where the kind stands.
    pub kind_range: Range<usize>,
    /// What the text cites it by.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// From `@` to the last brace.
    pub range: Range<usize>,
    /// In the order of the file; empty when the entry cannot be read.
    pub fields: Vec<RawField>,
    /// False when its notation has a fault, and with it the fields are lost.
    pub is_readable: bool,
}

/// A field as it was written, with abbreviations put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawField {
    /// In small letters.
    pub name: String,
    /// Where the name stands.
    pub name_range: Range<usize>,
    /// LaTeX.
    pub value: String,
    /// Where the value stands, without its braces.
    pub value_range: Range<usize>,
}

/// A fault of the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryFault {
    /// The diagnostic's code.
    pub code: &'static str,
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub message: String,
    /// What to write instead.
    pub help: &'static str,
    /// Another place that belongs to it.
    pub related: Option<(Range<usize>, &'static str)>,
}

/// Reads a whole file.
pub fn parse(text: &str) -> (Vec<RawSource>, Vec<EntryFault>) {
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    let mut abbreviations = BTreeMap::new();
    let mut at = 0;
    let mut last: Option<Range<usize>> = None;
    while let Some(start) = next_entry(text, at) {
        stray(text, at..start, last.clone(), &mut faults);
        let block = block(text, start);
        at = block.end;
        last = Some(start..block.end);
        let kind = kind_of(&text[start..]).to_lowercase();
        if kind == "comment" || kind == "preamble" {
            continue;
        }
        let range = start..block.end;
        match block.unclosed {
            Some(brace) => {
                faults.push(unclosed(text, brace, block.end));
                entries.extend(unreadable(text, range));
            }
            None => match RawBibliography::parse(&text[range.clone()]) {
                Ok(read) => {
                    for pair in &read.abbreviations {
                        let value = resolve(pair, start, &abbreviations, &mut faults);
                        abbreviations.insert(pair.key.v.to_lowercase(), value);
                    }
                    for entry in &read.entries {
                        entries.push(raw_source(&entry.v, range.clone(), &abbreviations, &mut faults));
                    }
                }
                Err(error) => {
                    faults.push(notation(text, &error, start));
                    if kind != "string" {
                        entries.extend(unreadable(text, range));
                    }
                }
            },
        }
    }
    stray(text, at..text.len(), last, &mut faults);
    (entries, faults)
}

fn unclosed(text: &str, brace: usize, end: usize) -> EntryFault {
    let next = end.min(text.len());
    let related = next_entry(text, next).filter(|at| *at - next < 200);
    EntryFault {
        code: "unclosed-brace",
        range: brace..(brace + 1).min(text.len()),
        message: "the brace that opens here is never closed".to_owned(),
        help: "every `{` needs its `}`; fields end with `},`, an entry with `}`",
        related: related.map(|at| (at..at + 1 + kind_of(&text[at..]).len(), "the next entry begins here")),
    }
}

/// Text between entries is a comment, unless it looks as if it were meant for one.
fn stray(text: &str, range: Range<usize>, last: Option<Range<usize>>, faults: &mut Vec<EntryFault>) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let words = line.trim();
        if !words.starts_with('%') && words.contains(['{', '}', '=']) {
            let start = at + line.len() - line.trim_start().len();
            let end = last.map(|last| (last.end - 1..last.end, "the last entry was closed here"));
            faults.push(EntryFault {
                code: "text-outside-entry",
                range: start..start + words.len(),
                message: "this stands outside of every entry".to_owned(),
                help: "an entry ends with its last `}`: look for a `}` too many, or begin the line with `%`",
                related: end,
            });
            return;
        }
        at += line.len();
    }
}

/// An entry of which nothing but kind and key can be read, so that at least the key is known.
fn unreadable(text: &str, range: Range<usize>) -> Option<RawSource> {
    let entry = &text[range.clone()];
    let kind = kind_of(entry);
    let kind_start = range.start + entry.find(kind)?;
    let open = entry.find('{')? + 1;
    let length = entry[open..].find([',', '}', '\n', '=', '{'])?;
    let key = entry[open..open + length].trim();
    let key_start = range.start + open + entry[open..].find(key)?;
    (!key.is_empty() && !key.contains(char::is_whitespace)).then(|| RawSource {
        kind: kind.to_lowercase(),
        kind_range: kind_start..kind_start + kind.len(),
        key: key.to_owned(),
        key_range: key_start..key_start + key.len(),
        range,
        fields: Vec::new(),
        is_readable: false,
    })
}

fn raw_source(
    entry: &RawEntry<'_>,
    range: Range<usize>,
    abbreviations: &BTreeMap<String, String>,
    faults: &mut Vec<EntryFault>,
) -> RawSource {
    let moved = |part: &Range<usize>| range.start + part.start..range.start + part.end;
    let mut fields: Vec<RawField> = Vec::new();
    for pair in &entry.fields {
        let name = pair.key.v.to_lowercase();
        let name_range = moved(&pair.key.span);
        if let Some(first) = fields.iter().find(|field| field.name == name) {
            faults.push(EntryFault {
                code: "duplicate-field",
                range: name_range,
                message: format!("the field `{name}` stands twice in the entry `{}`", entry.key.v),
                help: "keep one of them",
                related: Some((first.name_range.clone(), "first given here")),
            });
            continue;
        }
        let value = resolve(pair, range.start, abbreviations, faults);
        let value_range = match pair.value.v.as_slice() {
            [one] => moved(&one.span),
            _ => moved(&pair.value.span),
        };
        fields.push(RawField { name, name_range, value, value_range });
    }
    RawSource {
        kind: entry.kind.v.to_lowercase(),
        kind_range: moved(&entry.kind.span),
        key: entry.key.v.to_owned(),
        key_range: moved(&entry.key.span),
        fields,
        range,
        is_readable: true,
    }
}

/// A value with its abbreviations put in. Only those defined before count, so that none can mean itself.
fn resolve(
    pair: &Pair<'_>,
    start: usize,
    abbreviations: &BTreeMap<String, String>,
    faults: &mut Vec<EntryFault>,
) -> String {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut value = String::new();
    for chunk in &pair.value.v {
        match chunk.v {
            RawChunk::Normal(text) => value.push_str(text),
            RawChunk::Abbreviation(name) => match abbreviations.get(&name.to_lowercase()) {
                Some(text) => value.push_str(text),
                None if MONTHS.contains(&name.to_lowercase().as_str()) => value.push_str(name),
                None => faults.push(EntryFault {
                    code: "unknown-abbreviation",
                    range: start + chunk.span.start..start + chunk.span.end,
                    message: format!("no `@string` before this defines `{name}`"),
                    help: "put the value in braces: `{…}`",
                    related: None,
                }),
            },
        }
    }
    value
}

/// What `biblatex` found, in words.
fn notation(text: &str, error: &ParseError, start: usize) -> EntryFault {
    let at = (start + error.span.start).min(text.len());
    let rest = text.get(at..).unwrap_or_default();
    let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let length = word.max(rest.chars().next().map_or(0, char::len_utf8));
    let (code, message, help) = match &error.kind {
        ParseErrorKind::Expected(Token::Comma) if rest.starts_with('=') => (
            "missing-key",
            "the entry has no key",
            "write the key first: `@article{bowlby1969, title = {…}}`",
        ),
        ParseErrorKind::Expected(Token::Comma) => (
            "malformed-entry",
            "a comma is missing before this",
            "every field ends with a comma: `year = {1969},`",
        ),
        ParseErrorKind::Expected(Token::Equals) => {
            ("malformed-entry", "an equals sign is missing here", "a field is `name = {value},`")
        }
        ParseErrorKind::Expected(Token::OpeningBrace) => (
            "malformed-entry",
            "an opening brace is missing here",
            "an entry is `@article{key, name = {value}}`",
        ),
        ParseErrorKind::Expected(Token::Identifier) => {
            ("malformed-entry", "the name of a field is missing here", "a field is `name = {value},`")
        }
        ParseErrorKind::Expected(Token::ClosingBrace | Token::QuotationMark | Token::DecimalPoint)
        | ParseErrorKind::Unexpected(_)
        | ParseErrorKind::UnexpectedEof => (
            "malformed-entry",
            "the value of a field is missing or not closed here",
            "put the value in braces: `{…}`",
        ),
        _ => (
            "malformed-entry",
            "this entry cannot be read from here on",
            "an entry is `@article{key, name = {value}}`",
        ),
    };
    EntryFault { code, range: at..at + length, message: message.to_owned(), help, related: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys with their number of fields, and faults with what they point at.
    type Read<'a> = (Vec<(String, usize)>, Vec<(&'static str, &'a str)>);

    fn read(text: &str) -> Read<'_> {
        let (entries, faults) = parse(text);
        (
            entries.into_iter().map(|entry| (entry.key, entry.fields.len())).collect(),
            faults.into_iter().map(|fault| (fault.code, &text[fault.range])).collect(),
        )
    }

    #[test]
    fn one_fault_hides_no_other_entry() {
        let text = "@book{a, title = {A}}\n@book{b, title = {B}\n@book{c, title {C}}\n@book{d,\n  title = {D,\n  year = \
                    {1}\n}\n@book{e, title = {E}}\n";
        let (entries, faults) = read(text);
        let keys: Vec<_> = entries.iter().map(|(key, fields)| (key.as_str(), *fields)).collect();
        assert_eq!(keys, [("a", 1), ("b", 0), ("c", 0), ("d", 0), ("e", 1)]);
        assert_eq!(faults, [("unclosed-brace", "{"), ("malformed-entry", "{"), ("unclosed-brace", "{")]);
        let (_, faults) = parse(text);
        assert!(text[faults[2].range.start..].starts_with("{D,"));
    }

    #[test]
    fn the_brace_that_is_missing_is_named_where_it_opened() {
        let text = "@book{a,\n  title = {A},\n  publisher = {P\n}\n\n@book{b, title = {B}}\n";
        let (_, faults) = parse(text);
        assert!(text[faults[0].range.start..].starts_with("{P"), "{faults:?}");
        let text = "@book{a,\n  title = {A},\n  publisher = {P},\n\n@book{b, title = {B}}\n";
        let (_, faults) = parse(text);
        assert!(text[faults[0].range.start..].starts_with("{a,"), "{faults:?}");
    }

    #[test]
    fn a_brace_too_many_is_found_in_what_it_leaves_outside() {
        let text = "@book{a, title = {A}},\n  year = {1969}\n}\n";
        assert_eq!(read(text).1, [("text-outside-entry", "year = {1969}")]);
        assert_eq!(read("Some words, me@x.org\n% year = {1}\n@book{a, title = {A}}").1, []);
    }

    #[test]
    fn abbreviations_are_put_in_and_none_can_mean_itself() {
        let text = "@string{cd = \"Child \" # {Development}}\n@string{x = x}\n@article{a, journal = cd, month = mar, y = no}";
        let (entries, faults) = parse(text);
        let values: Vec<_> = entries[0].fields.iter().map(|field| field.value.as_str()).collect();
        assert_eq!(values, ["Child Development", "mar", ""]);
        let names: Vec<_> = faults.iter().map(|fault| &text[fault.range.clone()]).collect();
        assert_eq!(names, ["x", "no"]);
    }

    #[test]
    fn comments_and_preambles_are_passed_over() {
        let text = "@comment{jabref-meta: {x};}\n@preamble{ {x} }\n@Article {a,\n title = \"A {B}\" , year = 1969 % x\n}";
        assert_eq!(read(text), (vec![("a".into(), 2)], vec![]));
    }

    #[test]
    fn a_forgotten_key_or_comma_is_said() {
        assert_eq!(read("@book{title = {A}}").1, [("missing-key", "=")]);
        assert_eq!(read("@book{a, title = {A} year = {1}}").1, [("malformed-entry", "year")]);
        assert_eq!(read("@book{a, title = {A}, year = }").1, [("malformed-entry", "}")]);
    }

    #[test]
    fn nothing_an_author_can_write_stops_the_reader() {
        let whole =
            "@article{key, title = {A {B} \\{c\\}}, year = 1969 # \"x\", é = {愛},}\n@string{a = {b}}\n% x\n";
        for cut in 0..whole.len() {
            if whole.is_char_boundary(cut) {
                let _ = parse(&whole[cut..]);
                let _ = parse(&whole[..cut]);
                let _ = parse(&format!("{}{{{}", &whole[..cut], &whole[cut..]));
            }
        }
    }
}
