//! The glossary: terms and what they mean. Takes `glossary.md`, a definition list; gives [`Glossary`]. Knows nothing of
//! who uses a term.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::{TermKey, slugify};
use crate::library::line::{LineKind, each_line};
use crate::library::markdown::{Context, definition_titles, parse};
use crate::library::prose::{Block, Prose, plain};
use crate::library::record::Placed;
use crate::source::{FileId, Sources, Span};

/// All terms.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// What stands before the list.
    pub intro: Vec<Block>,
    /// The terms, in the order of the file.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub key: TermKey,
    /// Where it is written.
    pub span: Span,
    /// As written.
    pub words: String,
    /// What it means.
    pub meaning: Vec<Block>,
}

/// The terms as written, before anything else is known; one that is there twice is reported.
pub fn terms(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Vec<String> {
    let titles = definition_titles(sources, file);
    for (number, title) in titles.iter().enumerate() {
        let same = |other: &&Placed<String>| slugify(&other.value) == slugify(&title.value);
        if let Some(first) = titles[..number].iter().find(same) {
            let message = format!("the term `{}` is there twice", title.value);
            let help = "put both meanings under one of them";
            found.add(
                Diagnostic::error("duplicate-term", title.span, message)
                    .related(first.span, "first written here")
                    .help(help),
            );
        }
        if slugify(&title.value).is_empty() {
            let message = format!("`{}` cannot be a term: it has no letter", title.value);
            found.add(
                Diagnostic::error("bad-term", title.span, message).help("write the word that is explained"),
            );
        }
    }
    titles.into_iter().map(|title| title.value).filter(|words| !slugify(words).is_empty()).collect()
}

/// Reads the whole file. Anything but words before the list and the list itself is an error.
pub fn read(context: Context<'_>, found: &mut Diagnostics) -> Glossary {
    let Prose { blocks, notes } = parse(context, 0, found);
    let mut glossary = Glossary::default();
    if !notes.is_empty() {
        let message = "the glossary takes no footnotes";
        let span = Span::start_of(context.file);
        found.add(Diagnostic::error("bad-glossary", span, message).help("write it into the meaning"));
    }
    for block in blocks {
        match block {
            Block::Definitions(list) => {
                for definition in list {
                    for words in definition.terms.iter().map(|words| plain(words)) {
                        let Some(key) = context.catalog.term(&words).cloned() else { continue };
                        let meaning = definition.meanings.iter().flatten().cloned().collect();
                        glossary.terms.push(Term { key, span: definition.span, words, meaning });
                    }
                }
            }
            other if glossary.terms.is_empty() => glossary.intro.push(other),
            other => {
                let span = match &other {
                    Block::Heading(heading) => heading.span,
                    Block::Paragraph(span, _) => *span,
                    _ => Span::start_of(context.file),
                };
                let message = "after the first term the glossary holds terms only";
                let help = "write a term on a line, then an empty line, then `: ` and what it means";
                found.add(Diagnostic::error("bad-glossary", span, message).help(help));
            }
        }
    }
    check_headings(&glossary, found);
    glossary
}

/// Headings before the list or in a meaning stand on the page of the terms.
fn check_headings(glossary: &Glossary, found: &mut Diagnostics) {
    let meanings = glossary.terms.iter().map(|term| term.meaning.as_slice());
    for blocks in std::iter::once(glossary.intro.as_slice()).chain(meanings) {
        each_line(blocks, &mut None, None, &mut |line| {
            let (LineKind::Heading, Some(heading)) = (line.kind, line.section) else { return };
            let anchor = heading.anchor.as_str();
            if let Some(term) = glossary.terms.iter().find(|term| term.key.as_str() == anchor) {
                let message = format!("the id `{anchor}` is a term's");
                found.add(
                    Diagnostic::error("duplicate-id", heading.span, message)
                        .related(term.span, "the term")
                        .help("give this heading an id of its own: `{#…}`"),
                );
            }
        });
    }
}
