//! The body of an article as a tree, every part with its place in the source. Holds what was understood, nothing of how
//! it is shown. To add a notation is to add a variant here; the compiler then names every room that has to know it.

use crate::library::catalog::{ClaimKey, FigureName, Slug, SourceKey, TermKey};
use crate::library::citation::{Locator, Mode};
use crate::library::section::Anchor;
use crate::source::Span;

/// A whole body.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// The footnotes, in the order of their first marks.
    pub notes: Vec<Note>,
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub blocks: Vec<Block>,
    /// How often the text refers to it; at least once.
    pub marks: usize,
}

/// A part that stands on lines of its own.
#[derive(Clone, Debug)]
pub enum Block {
    /// The head of a section.
    Heading(Heading),
    /// Sentences.
    Paragraph(Span, Vec<Inline>),
    /// Words that are not a paragraph: the line of a tight list.
    Plain(Span, Vec<Inline>),
    /// A list; numbered from `start` if there is one.
    List {
        /// The first number.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Somebody's words.
    Quote(Vec<Block>),
    /// A box that stands out.
    Alert(Alert, Vec<Block>),
    /// Lines shown as they are.
    Code(String),
    /// A table.
    Table(Table),
    /// Terms with their meanings.
    Definitions(Vec<Definition>),
    /// A drawing with its caption.
    Figure(Figure),
    /// A break between two trains of thought.
    Rule,
}

/// The head of a section.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The whole line.
    pub span: Span,
    /// 2 to 6.
    pub level: u8,
    /// The section's id.
    pub anchor: Anchor,
    /// True when its author wrote the id.
    pub named: bool,
    /// What it says.
    pub words: Vec<Inline>,
    /// True when the section is closed until the reader opens it.
    pub fold: bool,
    /// True when the section repeats what others say, to put it right.
    pub quoted: bool,
}

/// The kind of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// `[!TIP]`: something to try.
    Try,
    /// `[!IMPORTANT]`: a key point.
    KeyPoint,
    /// `[!CAUTION]`: when to ask for help.
    Ask,
    /// `[!NOTE]`
    Note,
    /// `[!WARNING]`
    Warning,
}

/// A table; every row has as many cells as the head.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where it stands.
    pub span: Span,
    /// Its id on the page, after the section it stands in: `_table-volume`; of a second one there `_table2-volume`.
    pub id: String,
    /// How each column is set.
    pub columns: Vec<Column>,
    /// The cells of the first line.
    pub head: Vec<Vec<Inline>>,
    /// The cells of the others.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// As the language reads.
    Start,
    /// In the middle.
    Middle,
    /// At the far side: numbers.
    End,
}

/// Terms with what they mean.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where it stands.
    pub span: Span,
    /// One or more names for one thing.
    pub terms: Vec<Vec<Inline>>,
    /// One or more meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A drawing in the text.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Where it stands.
    pub span: Span,
    /// Which drawing.
    pub name: FigureName,
    /// What it shows, for who does not see it.
    pub alternative: String,
    /// What stands beneath it; may be empty.
    pub caption: Vec<Inline>,
}

impl Figure {
    /// Its id on the page: `_fig-out-and-back`.
    pub fn id(&self) -> String {
        format!("_fig-{}", self.name)
    }
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Words: either the very bytes of their place, or what stands there for one sign, such as a curly quote.
    Text(Span, String),
    /// Letters shown as they are.
    Code(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Strongly stressed.
    Strong(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// A link.
    Link(Link),
    /// A citation.
    Citation(Citation),
    /// A term of the glossary.
    Term(TermKey, Vec<Inline>),
    /// The mark of a footnote.
    NoteMark(NoteMark),
    /// The end of a line in the source.
    SoftBreak,
    /// The end of a line on the page.
    HardBreak,
}

/// The mark of a footnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// The note's number, from 1.
    pub number: usize,
    /// Which of the marks of this note it is, from 1.
    pub nth: usize,
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub target: Target,
    /// What it says.
    pub words: Vec<Inline>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which page.
    pub page: TargetPage,
    /// What stands after `?`, as written.
    pub query: Option<String>,
    /// Which place in the page.
    pub fragment: Option<Fragment>,
}

/// A page that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPage {
    /// The page on which the link stands.
    Here,
    /// An article.
    Article(Slug),
    /// A page such as the one about the site.
    Page(Slug),
    /// The glossary.
    Glossary,
    /// The bibliography.
    Bibliography,
    /// The evidence.
    Evidence,
    /// A page elsewhere: `http`, `https`, `mailto` or `tel`.
    Outside(String),
}

/// A place in a page, as a link names it; whether it is there is known when every article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The id.
    pub id: String,
    /// Where the link names it.
    pub span: Span,
}

/// One mark in the text: one or more things cited together.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Where it stands.
    pub span: Span,
    /// In brackets, or as part of the sentence.
    pub mode: Mode,
    /// What is cited; at least one.
    pub items: Vec<CitationItem>,
    /// True when the author says that what is cited was retracted: `{.retracted}`.
    pub retracted: bool,
}

/// One thing cited.
#[derive(Clone, Debug)]
pub struct CitationItem {
    /// Which.
    pub cited: Cited,
    /// Where its key stands.
    pub key_span: Span,
    /// Words before: "see".
    pub prefix: String,
    /// The place in the work.
    pub locator: Option<Locator>,
    /// Words after.
    pub suffix: String,
    /// True when the sentence names the author itself.
    pub suppress_author: bool,
}

/// What a citation can name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// A source, by its key.
    Source(SourceKey),
    /// A claim, and with it the claim's sources.
    Claim(ClaimKey),
}

/// The words alone: without citations and note marks, as a table of contents needs them.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(_, text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => push_plain(words, out),
            Inline::Term(_, words) | Inline::Link(Link { words, .. }) => push_plain(words, out),
            Inline::Citation(_) | Inline::NoteMark(_) => {}
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
}
