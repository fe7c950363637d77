//! The way through a text: its lines and what stands in them, in reading order. Takes [`Prose`]; gives each part its turn,
//! with the section it stands in. Knows nothing of what is done with them.

use crate::library::prose::{Alert, Block, Definition, Heading, Inline, Link, Prose, Table, plain};

/// A line of text: everything that a reader reads in one go.
#[derive(Clone, Copy, Debug)]
pub struct Line<'p> {
    /// The section it stands in.
    pub section: Option<&'p Heading>,
    /// The box it stands in, if any.
    pub alert: Option<Alert>,
    /// What it is.
    pub kind: LineKind,
    /// What it says.
    pub words: &'p [Inline],
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The head of a section.
    Heading,
    /// Sentences.
    Paragraph,
    /// An item of a tight list.
    Item,
    /// A cell of a table.
    Cell,
    /// What is explained in a definition list.
    Term,
    /// What stands beneath a drawing.
    Caption,
}

/// Calls `visit` for every line of these blocks and of what they hold, in reading order. `section` is the one in which
/// the blocks begin.
pub fn each_line<'p>(
    blocks: &'p [Block],
    section: &mut Option<&'p Heading>,
    alert: Option<Alert>,
    visit: &mut dyn FnMut(Line<'p>),
) {
    for block in blocks {
        let mut line = |section: Option<&'p Heading>, kind: LineKind, words: &'p [Inline]| {
            visit(Line { section, alert, kind, words });
        };
        match block {
            Block::Heading(heading) => {
                *section = Some(heading);
                line(*section, LineKind::Heading, &heading.words);
            }
            Block::Paragraph(_, words) => line(*section, LineKind::Paragraph, words),
            Block::Plain(_, words) => line(*section, LineKind::Item, words),
            Block::List { start: _, items } => {
                items.iter().for_each(|item| each_line(item, section, alert, visit));
            }
            Block::Quote(blocks) => each_line(blocks, section, alert, visit),
            Block::Alert(alert, blocks) => each_line(blocks, section, Some(*alert), visit),
            Block::Code(_) | Block::Rule => {}
            Block::Table(Table { span: _, id: _, columns: _, head, rows }) => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    line(*section, LineKind::Cell, cell);
                }
            }
            Block::Definitions(list) => {
                for Definition { span: _, terms, meanings } in list {
                    for term in terms {
                        visit(Line { section: *section, alert, kind: LineKind::Term, words: term });
                    }
                    meanings.iter().for_each(|meaning| each_line(meaning, section, alert, visit));
                }
            }
            Block::Figure(figure) => line(*section, LineKind::Caption, &figure.caption),
        }
    }
}

/// Calls `visit` for every inline of these blocks and of what they hold, with the section it stands in, in reading
/// order. `section` is the one in which the blocks begin.
pub fn each_inline<'p>(
    blocks: &'p [Block],
    section: &mut Option<&'p Heading>,
    visit: &mut dyn FnMut(Option<&'p Heading>, &'p Inline),
) {
    each_line(blocks, section, None, &mut |line| each_inline_of(line.words, line.section, visit));
}

/// Every part of one line, those inside others too.
pub fn each_inline_of<'p>(
    list: &'p [Inline],
    section: Option<&'p Heading>,
    visit: &mut dyn FnMut(Option<&'p Heading>, &'p Inline),
) {
    for inline in list {
        visit(section, inline);
        match inline {
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => {
                each_inline_of(words, section, visit);
            }
            Inline::Term(_, words) | Inline::Link(Link { words, .. }) => {
                each_inline_of(words, section, visit)
            }
            Inline::Text(..)
            | Inline::Code(_)
            | Inline::Citation(_)
            | Inline::NoteMark(_)
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}

impl Prose {
    /// Every inline of the body and its footnotes, with its section; a footnote's belong to no section.
    pub fn each_inline<'p>(&'p self, visit: &mut dyn FnMut(Option<&'p Heading>, &'p Inline)) {
        each_inline(&self.blocks, &mut None, visit);
        for note in &self.notes {
            each_inline(&note.blocks, &mut None, visit);
        }
    }

    /// Every line of the body and its footnotes, with its section; a footnote's belong to no section.
    pub fn each_line<'p>(&'p self, visit: &mut dyn FnMut(Line<'p>)) {
        each_line(&self.blocks, &mut None, None, visit);
        for note in &self.notes {
            each_line(&note.blocks, &mut None, None, visit);
        }
    }

    /// How many words a reader reads.
    pub fn words(&self) -> usize {
        let mut count = 0;
        self.each_line(&mut |line| {
            count += plain(line.words).split_whitespace().filter(|word| is_word(word)).count()
        });
        count
    }
}

/// True for what is a word between two blanks, and not a dash or another sign.
pub fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}
