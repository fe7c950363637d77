//! Sections: their ids and their outline. Takes the headings of a page in order; gives every heading an id that no other
//! has. Knows nothing of Markdown and nothing of other pages.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::{is_unseen, slugify};
use crate::source::Span;

/// The id of a section, unique on its page. Never starts with `_`: those belong to the page itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(Arc<str>);

impl Anchor {
    /// As it stands after `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A heading before it has its id.
#[derive(Clone, Debug)]
pub struct Head {
    /// The heading's place.
    pub span: Span,
    /// The id its author gave it, `{#id}`.
    pub id: Option<String>,
    /// Its words, without citations, note marks and addresses in `<…>`; an address only if there is nothing else.
    pub words: String,
}

/// The id a heading has.
#[derive(Clone, Debug)]
pub struct Given {
    /// The id.
    pub anchor: Anchor,
    /// True when its author wrote it.
    pub named: bool,
}

/// A section of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub anchor: Anchor,
    /// Its heading in plain words.
    pub title: String,
    /// The sections inside it.
    pub inner: Vec<Section>,
}

impl Section {
    /// True when the section itself or one inside it has this id.
    pub fn holds(&self, anchor: &str) -> bool {
        self.anchor.as_str() == anchor || self.inner.iter().any(|section| section.holds(anchor))
    }
}

/// The id of a heading whose author gave it none. The rule, as README has it: the words in small letters with `-` between
/// them; letters and digits of every script are kept with their marks, in one form (NFC); apostrophes are dropped, so
/// that straight and curly ones are alike; markup, citations, note marks and addresses (`https://…`, `me@x.example`) give
/// nothing, unless there is nothing else. A heading without a letter is called after its signs, `section-2764`: their
/// code points, eight at most. An empty one is called `section`. What other headings there are plays no part.
pub fn automatic_id(words: &str) -> String {
    let words = &words.nfc().collect::<String>();
    let kept = words.split_whitespace().map(without_addresses).collect::<Vec<_>>().join(" ");
    let letters = [slugify(&kept), slugify(words)].into_iter().find(|slug| !slug.is_empty());
    letters.unwrap_or_else(|| {
        let seen = words.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c));
        let signs = seen.take(8).map(|sign| format!("-{:x}", u32::from(sign)));
        std::iter::once("section".to_owned()).chain(signs).collect()
    })
}

/// A word between two blanks without what follows `https:` and without addresses of people.
fn without_addresses(word: &str) -> String {
    let scheme = |at: usize| {
        let before = word[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c));
        (before.len() < at).then_some(before)
    };
    let mut rest = word.find("://").and_then(scheme).unwrap_or(word);
    let mut kept = String::new();
    while let Some((name, host)) = rest.split_once('@') {
        let before = name.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c));
        let after = host.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || ".-".contains(c));
        let host = host[..host.len() - after.len()].trim_matches('.');
        let mail = before.len() < name.len() && host.contains('.');
        kept.push_str(if mail { before } else { &rest[..rest.len() - after.len()] });
        kept.push(' ');
        rest = after;
    }
    kept + rest
}

/// One id for each heading, in their order. An author's id counts as written. Otherwise it is the [`automatic_id`]. Of
/// equal ones the second gets `-2`, and so on; no number ever takes an id that another heading has by its own right, so
/// that a new heading changes no other's id.
pub fn anchors(heads: &[Head], found: &mut Diagnostics) -> Vec<Given> {
    let natural = |head: &Head| automatic_id(&head.words);
    let mut explicit: Vec<(&str, Span)> = Vec::new();
    for head in heads {
        let Some(id) = head.id.as_deref().filter(|id| check_id(id, head.span, found)) else { continue };
        match explicit.iter().find(|(other, _)| *other == id) {
            Some((_, first)) => found.add(
                Diagnostic::error("duplicate-id", head.span, format!("the id `{id}` is given twice"))
                    .related(*first, "first given here")
                    .help("give this section an id of its own: a link can lead to one place only"),
            ),
            None => explicit.push((id, head.span)),
        }
    }
    let by_right: BTreeSet<String> =
        explicit.iter().map(|(id, _)| (*id).to_owned()).chain(heads.iter().map(natural)).collect();
    let mut taken: BTreeSet<String> = explicit.iter().map(|(id, _)| (*id).to_owned()).collect();
    let mut given: BTreeSet<&str> = BTreeSet::new();
    let mut anchors = Vec::new();
    for head in heads {
        let own = head.id.as_deref().filter(|id| fault(id).is_none() && given.insert(id));
        let id = own.map(str::to_owned).unwrap_or_else(|| {
            let natural = natural(head);
            let numbered = (2..).map(|n| format!("{natural}-{n}")).filter(|id| !by_right.contains(id));
            let mut free = std::iter::once(natural.clone()).chain(numbered).filter(|id| !taken.contains(id));
            free.next().expect("numbers do not run out")
        });
        taken.insert(id.clone());
        anchors.push(Given { anchor: Anchor(id.into()), named: own.is_some() });
    }
    anchors
}

/// The outline of headings with their levels: a deeper one lies in the one before.
pub fn outline(headings: impl IntoIterator<Item = (u8, Anchor, String)>) -> Vec<Section> {
    let mut open: Vec<(u8, Section)> = Vec::new();
    let mut top = Vec::new();
    let close = |open: &mut Vec<(u8, Section)>, top: &mut Vec<Section>| {
        if let Some((_, section)) = open.pop() {
            open.last_mut().map_or(top, |(_, outer)| &mut outer.inner).push(section);
        }
    };
    for (level, anchor, title) in headings {
        while open.last().is_some_and(|(outer, _)| *outer >= level) {
            close(&mut open, &mut top);
        }
        open.push((level, Section { anchor, title, inner: Vec::new() }));
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

/// Why this cannot be an id that an author gives, if it cannot. To be shown after a colon.
pub fn fault(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        Some("an id has a letter at least")
    } else if id.starts_with('_') {
        Some("ids that start with `_` belong to the page itself")
    } else if id.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>&#%?".contains(c)) {
        Some("an id holds no blanks, quotes, `<`, `>`, `&`, `#`, `%` or `?`")
    } else if id.contains(":~:") {
        Some("browsers cut an address at `:~:`")
    } else if id.contains(is_unseen) {
        Some("there is a sign in it that nobody sees")
    } else if !is_nfc(id) {
        Some("a letter in it is put together from parts, and others will type it as one letter (NFC)")
    } else {
        None
    }
}

/// An id that can be written instead of one that cannot be.
pub fn instead(id: &str) -> String {
    let whole: String = id.nfc().collect();
    let slug = if fault(&whole).is_none() { whole } else { slugify(id) };
    if slug.is_empty() { "going-out".to_owned() } else { slug }
}

fn check_id(id: &str, span: Span, found: &mut Diagnostics) -> bool {
    let Some(reason) = fault(id) else { return true };
    let message = format!("`{id}` cannot be a section's id: {reason}");
    let help = match instead(id) {
        slug if slugify(id).is_empty() => format!("write an id of small letters and hyphens: `{{#{slug}}}`"),
        slug => format!("write `{{#{slug}}}`"),
    };
    found.add(Diagnostic::error("bad-id", span, message).help(help));
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn ids(heads: &[(&str, Option<&str>)]) -> Vec<String> {
        let sources = Sources::layered([("articles/x.md", "x")]);
        let span = Span::start_of(sources.find("articles/x.md").unwrap());
        let heads: Vec<Head> = heads
            .iter()
            .map(|(words, id)| Head { span, id: id.map(str::to_owned), words: (*words).to_owned() })
            .collect();
        let mut found = Diagnostics::default();
        anchors(&heads, &mut found).iter().map(|given| given.anchor.to_string()).collect()
    }

    #[test]
    fn equal_headings_are_numbered_and_take_nobodys_id() {
        assert_eq!(ids(&[("A", None), ("A", None), ("A 2", None), ("A", None)]), ["a", "a-3", "a-2", "a-4"]);
    }

    #[test]
    fn an_explicit_id_keeps_its_name_wherever_it_stands() {
        assert_eq!(ids(&[("Repair", None), ("Mending", Some("repair"))]), ["repair-2", "repair"]);
    }

    #[test]
    fn headings_without_letters_have_ids_too() {
        assert_eq!(
            ids(&[("???", None), ("❤️", None), ("???", None), ("", None)]),
            ["section-3f-3f-3f", "section-2764", "section-3f-3f-3f-2", "section"]
        );
    }

    #[test]
    fn whatever_a_heading_says_its_id_can_stand_in_an_address_and_be_written_out() {
        let pieces = [
            "a",
            "Ä",
            "ß",
            "İ",
            "Σ",
            "ﬁ",
            "愛",
            "ا",
            "हि",
            "9",
            "²",
            " ",
            "\u{a0}",
            "\t",
            "\n",
            "-",
            "_",
            "__",
            "'",
            "’",
            "\"",
            "“",
            "#",
            "%41",
            "{#x}",
            "<b>",
            "&",
            "https://x.org/a",
            "me@x.example",
            "@",
            "://",
            "\u{301}",
            "\u{308}",
            "\u{327}",
            "\u{200b}",
            "\u{200d}",
            "\u{202e}",
            "\u{fe0f}",
            "\u{feff}",
            "\u{ad}",
            "\u{0}",
            "\u{fffd}",
            "❤",
            "👩‍👧",
            "🇩🇪",
            "\u{e000}",
            "\u{10ffff}",
            "\u{1100}",
            "\u{1161}",
            "각",
            "\u{3099}",
            "か",
        ];
        let mut number: u64 = 20_261_125;
        let mut next = |limit: usize| {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            usize::try_from(number % 1_000_003).unwrap() % limit
        };
        for _ in 0..20_000 {
            let words: String = (0..next(9)).map(|_| pieces[next(pieces.len())]).collect();
            let id = automatic_id(&words);
            assert_eq!(fault(&id), None, "{words:?} gives {id:?}");
            assert_eq!(automatic_id(&id), id, "{words:?}");
            assert_eq!(automatic_id(&words.nfd().collect::<String>()), id, "{words:?}");
            assert!(
                !id.starts_with('-') && !id.ends_with('-') && !id.contains("--"),
                "{words:?} gives {id:?}"
            );
        }
        assert!(automatic_id(&"愛@b.c,a@b.c,".repeat(50_000)).starts_with('愛'));
    }

    #[test]
    fn a_deeper_heading_lies_in_the_one_before() {
        let anchor = |id: &str| Anchor(id.into());
        let list = [(2, "a"), (3, "b"), (3, "c"), (2, "d")];
        let sections = outline(list.map(|(level, id)| (level, anchor(id), id.to_owned())));
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[0].inner.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    }
}
