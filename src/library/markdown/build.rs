//! Events to the tree: the blocks. Takes events and the anchors of the headings among them; gives [`Prose`]. What stands
//! inside a line is built by [`inline`].

mod inline;

mod figure;

mod table;

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::FigureName;
use crate::library::markdown::Context;
use crate::library::markdown::braces;
use crate::library::markdown::events::{Placement, level};
use crate::library::prose::{Alert, Block, Heading, Note, Prose};
use crate::library::section::{Anchor, Given};
use crate::source::Span;

pub(crate) struct Builder<'c, 't, 'f> {
    context: Context<'c>,
    events: Vec<Placement<'t>>,
    at: usize,
    anchors: VecDeque<Given>,
    found: &'f mut Diagnostics,
    /// The footnotes by name: in the order of their first marks, with how many marks each has.
    marked: Vec<(String, usize)>,
    notes: BTreeMap<String, (Range<usize>, Vec<Block>)>,
    drawn: BTreeMap<FigureName, Span>,
    /// The section that is being read, and how many tables each has.
    section: Option<Anchor>,
    tables: BTreeMap<String, usize>,
}

/// The tree of all events.
pub(crate) fn prose<'t>(
    context: Context<'_>,
    events: Vec<Placement<'t>>,
    anchors: Vec<Given>,
    found: &mut Diagnostics,
) -> Prose {
    let mut builder = Builder {
        context,
        events,
        at: 0,
        anchors: anchors.into(),
        found,
        marked: Vec::new(),
        notes: BTreeMap::new(),
        drawn: BTreeMap::new(),
        section: None,
        tables: BTreeMap::new(),
    };
    let blocks = builder.blocks(None);
    let notes = builder.notes();
    Prose { blocks, notes }
}

impl<'t> Builder<'_, 't, '_> {
    fn next(&mut self) -> Option<Placement<'t>> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn peek(&self) -> Option<&Event<'t>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.add(diagnostic);
    }

    /// Everything up to the end of `end`, which is taken too.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            match self.peek() {
                None => return blocks,
                Some(Event::End(tag)) if Some(*tag) == end => {
                    self.at += 1;
                    return blocks;
                }
                Some(event) if starts_block(event) => blocks.extend(self.block()),
                Some(_) => {
                    let start = self.events[self.at].1.start;
                    let words = self.inlines(|event| starts_block(event) || ends_block(event));
                    let stop = self.events[..self.at].last().map_or(start, |(_, range)| range.end);
                    if self
                        .events
                        .get(self.at)
                        .is_some_and(|(event, _)| matches!(event, Event::End(tag) if Some(*tag) != end))
                    {
                        self.at += 1;
                    }
                    blocks.push(Block::Plain(self.context.span(start..stop), words));
                }
            }
        }
    }

    fn block(&mut self) -> Option<Block> {
        let (event, range) = self.next()?;
        match event {
            Event::Rule => Some(Block::Rule),
            Event::Html(_) => {
                self.raw_html(range);
                None
            }
            Event::Start(Tag::Paragraph) => self.paragraph(range),
            Event::Start(Tag::Heading { level: number, classes, .. }) => {
                Some(Block::Heading(self.heading(range, level(number), &classes)))
            }
            Event::Start(Tag::BlockQuote(kind)) => Some(self.quote(range, kind)),
            Event::Start(Tag::CodeBlock(_)) => Some(Block::Code(self.code())),
            Event::Start(Tag::HtmlBlock) => {
                self.raw_html(range);
                while !matches!(self.next(), None | Some((Event::End(TagEnd::HtmlBlock), _))) {}
                None
            }
            Event::Start(Tag::List(start)) => {
                let mut items = Vec::new();
                while let Some((Event::Start(Tag::Item), _)) = self.next() {
                    items.push(self.blocks(Some(TagEnd::Item)));
                }
                Some(Block::List { start, items })
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.note(&name, range);
                None
            }
            Event::Start(Tag::DefinitionList) => Some(self.definitions()),
            Event::Start(Tag::Table(alignments)) => Some(self.table(range, &alignments)),
            // Not switched on.
            _ => None,
        }
    }

    /// Where in the file a link or image at `range` names its destination.
    fn destination(&self, range: &Range<usize>, to: &str) -> Range<usize> {
        let source = self.context.sources.slice(self.context.span(range.clone()));
        let after = source.rfind("](").map_or(0, |at| at + 2);
        match source[after..].find(to) {
            Some(at) if !to.is_empty() => range.start + after + at..range.start + after + at + to.len(),
            Some(_) | None => range.clone(),
        }
    }

    fn heading(&mut self, range: Range<usize>, level: u8, classes: &[CowStr<'_>]) -> Heading {
        let mut words = self.inlines(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        self.at += 1;
        let end = range.start + self.context.sources.slice(self.context.span(range.clone())).trim_end().len();
        let span = self.context.span(range.start..end);
        if !braces::retracts(self.context, span, &mut words) {
            braces::check_marks(self.context, span, self.found);
        }
        let Given { anchor, named } =
            self.anchors.pop_front().expect("every heading was given an anchor before the tree is built");
        self.section = Some(anchor.clone());
        let has = |mark: &str| classes.iter().any(|class| class.as_ref() == mark);
        Heading { span, level, anchor, named, words, fold: has("fold"), quoted: has("quoted") }
    }

    fn quote(&mut self, range: Range<usize>, kind: Option<BlockQuoteKind>) -> Block {
        let alert = kind.map(|kind| match kind {
            BlockQuoteKind::Tip => Alert::Try,
            BlockQuoteKind::Important => Alert::KeyPoint,
            BlockQuoteKind::Caution => Alert::Ask,
            BlockQuoteKind::Note => Alert::Note,
            BlockQuoteKind::Warning => Alert::Warning,
        });
        let source = self.context.sources.slice(self.context.span(range.clone()));
        let first = source.lines().next().unwrap_or_default();
        if alert.is_none() && first.trim_start_matches('>').trim_start().starts_with("[!") {
            let span = self.context.span(range.start..range.start + first.trim_end().len());
            let help = "write `[!TIP]`, `[!IMPORTANT]`, `[!CAUTION]`, `[!NOTE]` or `[!WARNING]` alone on the first line";
            self.report(Diagnostic::error("unknown-box", span, "there is no box of this kind").help(help));
        }
        let blocks = self.blocks(Some(TagEnd::BlockQuote(kind)));
        match alert {
            Some(alert) => Block::Alert(alert, blocks),
            None => Block::Quote(blocks),
        }
    }

    fn code(&mut self) -> String {
        let mut code = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        code
    }

    fn note(&mut self, name: &CowStr<'_>, range: Range<usize>) {
        let blocks = self.blocks(Some(TagEnd::FootnoteDefinition));
        if let Some((first, _)) = self.notes.get(name.as_ref()) {
            let first = self.context.span(first.clone());
            let message = format!("the note `{name}` is written twice");
            let span = self.first_line(&range);
            let span = self.context.span(span);
            let help = "give one of them another name";
            self.report(
                Diagnostic::error("duplicate-note", span, message)
                    .related(first, "first written here")
                    .help(help),
            );
            return;
        }
        let place = self.first_line(&range);
        self.notes.insert(name.to_string(), (place, blocks));
    }

    /// The notes in the order of their first marks; one that has no mark is reported.
    fn notes(&mut self) -> Vec<Note> {
        let mut definitions = std::mem::take(&mut self.notes);
        let mut notes = Vec::new();
        for (name, marks) in &self.marked {
            let blocks = definitions.remove(name).map_or_else(Vec::new, |(_, blocks)| blocks);
            notes.push(Note { blocks, marks: *marks });
        }
        for (name, (range, _)) in definitions {
            let span = self.context.span(range);
            let message = format!("the note `{name}` is never used");
            let help = format!("write `[^{name}]` where it belongs, or take it out");
            self.report(Diagnostic::warning("unused-note", span, message).help(help));
        }
        notes
    }

    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let source = self.context.sources.slice(self.context.span(range.clone()));
        range.start..range.start + source.lines().next().unwrap_or_default().len()
    }

    fn raw_html(&mut self, range: Range<usize>) {
        let line = self.first_line(&range);
        let source = self.context.sources.slice(self.context.span(line.clone()));
        let name: String = source
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '!' || *c == '-')
            .collect();
        if source.starts_with("</") {
            return;
        }
        let help = match name.to_ascii_lowercase().as_str() {
            "br" => "end the line with a backslash",
            "details" | "summary" => "write a heading with `{.fold}`",
            "a" => "write `[words](address)`",
            "img" | "figure" | "svg" => "write `![what it shows](../figures/NAME.svg \"Caption.\")`",
            "b" | "strong" => "write `**words**`",
            "i" | "em" => "write `*words*`",
            "table" => "write a table with `|`",
            "div" | "aside" | "section" => "write a box: `> [!NOTE]`",
            name if name.starts_with("!--") => {
                "take the comment out: readers cannot see it, and the file's history keeps it"
            }
            _ => "write it in Markdown, or put a backslash before `<` to show the sign itself",
        };
        let span = self.context.span(line);
        self.report(Diagnostic::error("raw-html", span, "HTML is not taken").help(help));
    }
}

fn starts_block(event: &Event<'_>) -> bool {
    match event {
        Event::Rule | Event::Html(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::List(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        ),
        _ => false,
    }
}

fn ends_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::End(
            TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition
                | TagEnd::DefinitionListDefinition
                | TagEnd::List(_)
        )
    )
}
