//! The parser's events, with what the tree needs to know before it is built: which brackets are citations or terms, and
//! the headings. Takes text; gives events with their place in the file.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::library::citation;
use crate::library::markdown::Context;
use crate::library::record::Placed;
use crate::library::section::Head;
use crate::source::{FileId, Span};

/// An event and the bytes of the file it comes from.
pub(crate) type Placement<'t> = (Event<'t>, Range<usize>);

/// Where the destination of a bracket starts that is a citation, the place in a work that follows one, or a term.
/// No author can write them: a link's destination holds no control letters.
pub(crate) const CITATION: &str = "\u{1}citation";
pub(crate) const LOCATOR: &str = "\u{1}locator";
pub(crate) const TERM: &str = "\u{1}term";
pub(crate) const UNKNOWN_TERM: &str = "\u{1}unknown-term";

/// The notation we take; everything else of the parser stays off.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// All events of `text`, which stands `base` bytes into the file.
pub(crate) fn read<'t>(context: Context<'_>, text: &'t str, base: usize) -> Vec<Placement<'t>> {
    let bracket = |link: BrokenLink<'t>| -> Option<(CowStr<'t>, CowStr<'t>)> {
        let kind = match link.link_type {
            LinkType::Shortcut | LinkType::ShortcutUnknown => {
                let inner = text[link.span.clone()].trim_start_matches('[').trim_end_matches(']');
                if citation::is_citation(inner) {
                    CITATION
                } else if citation::is_locator(inner) && after_narrative(text, link.span.start) {
                    LOCATOR
                } else {
                    return None;
                }
            }
            LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Reference
            | LinkType::ReferenceUnknown => {
                if citation::is_citation(&link.reference) {
                    CITATION
                } else if context.catalog.term(&link.reference).is_some() {
                    TERM
                } else {
                    UNKNOWN_TERM
                }
            }
            LinkType::Inline | LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => {
                return None;
            }
        };
        Some((CowStr::Borrowed(kind), link.reference))
    };
    Parser::new_with_broken_link_callback(text, options(), Some(bracket))
        .into_offset_iter()
        .map(|(event, range)| (event, base + range.start..base + range.end))
        .collect()
}

/// True when the text before `at` ends with a key in the sentence: `@key [p. 12]`.
fn after_narrative(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix(' ') else { return false };
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    citation::narrative(word).last().is_some_and(|(range, _)| range.end == word.len())
}

/// The headings, as [`crate::library::section::anchors`] needs them.
pub(crate) fn heads(context: Context<'_>, events: &[Placement<'_>]) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut open: Option<Head> = None;
    let mut addresses = String::new();
    let (mut brackets, mut address) = (0, false);
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                let id = id.as_ref().map(ToString::to_string);
                let end = range.start + context.sources.slice(context.span(range.clone())).trim_end().len();
                open = Some(Head { span: context.span(range.start..end), id, words: String::new() });
                addresses.clear();
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(head) = open.as_mut().filter(|head| head.words.trim().is_empty()) {
                    head.words.push_str(&addresses);
                }
                heads.extend(open.take());
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => address = true,
            Event::Start(Tag::Link { dest_url, .. }) if is_mark(dest_url) => brackets += 1,
            Event::Start(Tag::Link { .. }) if brackets > 0 => brackets += 1,
            Event::End(TagEnd::Link) if address => address = false,
            Event::End(TagEnd::Link) if brackets > 0 => brackets -= 1,
            Event::Text(text) if brackets == 0 && address => addresses.push_str(text),
            Event::Text(text) | Event::Code(text) if brackets == 0 => {
                let Some(head) = &mut open else { continue };
                let mut at = 0;
                if matches!(event, Event::Text(_)) {
                    for (key, _) in narrative(context, text, range) {
                        head.words.push_str(&text[at..key.start]);
                        at = key.end;
                    }
                }
                head.words.push_str(&text[at..]);
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(head) = &mut open {
                    head.words.push(' ');
                }
            }
            _ => {}
        }
    }
    heads
}

/// The keys that are part of the sentence in a run of text, which comes from `range` of the file.
pub(crate) fn narrative<'a>(
    context: Context<'_>,
    text: &'a str,
    range: &Range<usize>,
) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let file = context.sources.file(context.file).text();
    // Text that is not the very bytes of its place stands for one sign, which is no key.
    let keys = (file.get(range.clone()) == Some(text)).then(|| citation::narrative(text));
    let before = file.get(..range.start).and_then(|before| before.chars().next_back());
    let inside = before.is_some_and(|c| c == '\\' || c.is_alphanumeric());
    keys.into_iter().flatten().filter(move |(key, _)| key.start > 0 || !inside)
}

/// True for a destination that makes a bracket a mark and no words of the text.
pub(crate) fn is_mark(destination: &str) -> bool {
    destination == CITATION || destination == LOCATOR
}

/// The titles of the definition lists of `text`.
pub(crate) fn definition_titles(text: &str, file: FileId) -> Vec<Placed<String>> {
    let mut titles = Vec::new();
    let mut open: Option<(String, Range<usize>)> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::DefinitionListTitle) => open = Some((String::new(), range)),
            Event::End(TagEnd::DefinitionListTitle) => {
                if let Some((words, range)) = open.take() {
                    let end = range.start + text[range.clone()].trim_end().len();
                    titles.push(Placed { value: words, span: Span::new(file, range.start..end) });
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((words, _)) = &mut open {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    titles
}

/// The level as a number.
pub(crate) fn level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
