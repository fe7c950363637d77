//! Events to the tree: tables and definition lists.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::library::markdown::build::Builder;
use crate::library::prose::{Block, Column, Definition, Inline, Table};

impl Builder<'_, '_, '_> {
    pub(crate) fn definitions(&mut self) -> Block {
        let mut list: Vec<Definition> = Vec::new();
        while let Some((event, part)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let words =
                        self.inlines(|event| matches!(event, Event::End(TagEnd::DefinitionListTitle)));
                    self.at += 1;
                    match list.last_mut() {
                        Some(definition) if definition.meanings.is_empty() => definition.terms.push(words),
                        Some(_) | None => {
                            let span = self.context.span(part);
                            list.push(Definition { span, terms: vec![words], meanings: Vec::new() });
                        }
                    }
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    self.colons(&part);
                    let blocks = self.blocks(Some(TagEnd::DefinitionListDefinition));
                    if let Some(definition) = list.last_mut() {
                        definition.meanings.push(blocks);
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        Block::Definitions(list)
    }

    /// `::: note` is a box elsewhere; here it would become the meaning of the line above.
    fn colons(&mut self, range: &Range<usize>) {
        let span = self.context.span(range.clone());
        let source = self.context.sources.slice(span);
        if source.starts_with("::") {
            let end = range.start + source.lines().next().unwrap_or_default().len();
            let span = self.context.span(range.start..end);
            let help = "write a box as `> [!NOTE]` and put `>` before each of its lines";
            self.report(
                Diagnostic::error("unknown-box", span, "there is no box that starts with colons").help(help),
            );
        }
    }

    /// By the section it stands in, since a number alone would change with every table before it.
    fn table_id(&mut self) -> String {
        let section = self.section.as_ref().map_or(String::new(), |anchor| format!("-{anchor}"));
        let count = self.tables.entry(section.clone()).or_default();
        *count += 1;
        if *count == 1 { format!("_table{section}") } else { format!("_table{count}{section}") }
    }

    pub(crate) fn table(&mut self, range: Range<usize>, alignments: &[Alignment]) -> Block {
        let columns = alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::None | Alignment::Left => Column::Start,
                Alignment::Center => Column::Middle,
                Alignment::Right => Column::End,
            })
            .collect();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines(|event| matches!(event, Event::End(TagEnd::TableCell)));
                    self.at += 1;
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Block::Table(Table { span: self.context.span(range), id: self.table_id(), columns, head, rows })
    }
}
