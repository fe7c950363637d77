//! Markdown to [`Prose`]. Takes an article's text and the [`Catalog`]; gives a tree in which every link, citation, term and
//! figure names a thing that exists, and a diagnostic for each that does not. The one door of pulldown-cmark. Knows
//! nothing of other articles' sections and nothing of HTML.

pub mod link;

pub mod braces;

mod events;

mod build;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::Catalog;
use crate::library::prose::{Block, Heading, Inline, Prose};
use crate::library::record::Placed;
use crate::library::section::{Head, anchors};
use crate::source::{FileId, Sources, Span};

/// What is known while a file is read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// What exists.
    pub catalog: &'a Catalog,
    /// The file that is read.
    pub file: FileId,
    /// True for a built-in file while the built-in articles are taken away: its links to them become plain words.
    pub left_alone: bool,
}

impl Context<'_> {
    /// The place of a range of the file's bytes.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }
}

/// Reads the file's text from the byte `start` on.
pub fn parse(context: Context<'_>, start: usize, found: &mut Diagnostics) -> Prose {
    let text = &context.sources.file(context.file).text()[start..];
    let events = events::read(context, text, start);
    let heads: Vec<Head> = events::heads(context, &events);
    let anchors = anchors(&heads, found);
    let prose = build::prose(context, events, anchors, found);
    check_levels(&prose.blocks, found);
    braces::check_words(context, &prose, found);
    prose
}

/// Reads one line of a header, such as a key point or a caption, as Markdown without blocks.
pub fn parse_line(context: Context<'_>, text: &Placed<String>, found: &mut Diagnostics) -> Vec<Inline> {
    // The words stand after the opening quote; with an escape among them only the whole can be pointed at.
    let source = context.sources.slice(text.span);
    let start = source.find(text.value.as_str()).map(|at| text.span.start + at);
    let mut own = Diagnostics::default();
    let events = events::read(context, &text.value, start.unwrap_or(0));
    let anchors = anchors(&events::heads(context, &events), &mut own);
    let prose = build::prose(context, events, anchors, &mut own);
    braces::check_words(context, &prose, &mut own);
    for diagnostic in own.iter() {
        let span = if start.is_some() { diagnostic.span } else { text.span };
        found.add(Diagnostic { span, ..diagnostic.clone() });
    }
    match <[Block; 1]>::try_from(prose.blocks) {
        Ok([Block::Paragraph(_, words)]) => words,
        Ok(_) | Err(_) => {
            found.add(
                Diagnostic::error("not-a-line", text.span, "this has to be one plain sentence or two")
                    .help("write words, without lists, headings, tables or pictures"),
            );
            Vec::new()
        }
    }
}

/// The names in a definition list, each with its place: what the glossary explains, before anything else is known.
pub fn definition_titles(sources: &Sources, file: FileId) -> Vec<Placed<String>> {
    events::definition_titles(sources.file(file).text(), file)
}

/// An article begins at the second level, since its title is the first, and goes down one step at a time.
fn check_levels(blocks: &[Block], found: &mut Diagnostics) {
    let mut above = 1;
    for block in blocks {
        let Block::Heading(Heading { span, level, .. }) = block else { continue };
        let marks = |level: u8| "#".repeat(level.into());
        if *level == 1 {
            let message = "the title is the page's first heading already";
            found.add(Diagnostic::error("first-level-heading", *span, message).help("start at `##`"));
        } else if *level > above + 1 {
            let message = format!("this heading jumps from level {above} to level {level}");
            let help = format!("write `{}`", marks(above + 1));
            found.add(Diagnostic::warning("heading-jump", *span, message).help(help));
        }
        above = (*level).max(1);
    }
}
