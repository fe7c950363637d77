//! Sections: their ids and their outline. Takes the headings of a page in order; gives every heading an id that no other
//! has. Knows nothing of Markdown and nothing of other pages.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::slugify;
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
    /// Its words, without citations and note marks.
    pub words: String,
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

/// One anchor for each heading, in their order. An author's id counts as written. Otherwise the id is made from the
/// words by [`slugify`]; a heading without a letter is called `section`. Of equal ones the second gets `-2`, and so on;
/// no number ever takes an id that another heading has by its own right, so that a new heading changes no other's id.
pub fn anchors(heads: &[Head], found: &mut Diagnostics) -> Vec<Anchor> {
    let natural = |head: &Head| {
        let slug = slugify(&head.words);
        if slug.is_empty() { "section".to_owned() } else { slug }
    };
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
        let own = head.id.as_deref().filter(|id| is_id(id) && given.insert(id));
        let id = own.map(str::to_owned).unwrap_or_else(|| {
            let natural = natural(head);
            let numbered = (2..).map(|n| format!("{natural}-{n}")).filter(|id| !by_right.contains(id));
            let mut free = std::iter::once(natural.clone()).chain(numbered).filter(|id| !taken.contains(id));
            free.next().expect("numbers do not run out")
        });
        taken.insert(id.clone());
        anchors.push(Anchor(id.into()));
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

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('_')
        && !id.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>&#%?".contains(c))
}

fn check_id(id: &str, span: Span, found: &mut Diagnostics) -> bool {
    if is_id(id) {
        return true;
    }
    let reason = if id.starts_with('_') {
        "ids that start with `_` belong to the page itself"
    } else {
        "an id holds no blanks, quotes, `<`, `>`, `&`, `#`, `%` or `?`"
    };
    let help = match slugify(id) {
        slug if slug.is_empty() => "write an id of small letters and hyphens: `{#going-out}`".to_owned(),
        slug => format!("write `{{#{slug}}}`"),
    };
    found.add(
        Diagnostic::error("bad-id", span, format!("`{id}` cannot be a section's id: {reason}")).help(help),
    );
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
        anchors(&heads, &mut found).iter().map(Anchor::to_string).collect()
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
        assert_eq!(ids(&[("???", None), ("❤️", None), ("???", None)]), ["section", "section-2", "section-3"]);
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
