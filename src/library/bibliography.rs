//! The citations files. Takes the sources and the files, BibLaTeX or CSL-JSON; gives every work as a checked [`Source`]
//! and adds what is wrong to the diagnostics. Knows nothing of how a reference looks.

pub mod source;

pub mod date;

pub mod quotes;

pub mod latex;

pub mod name;

pub mod cut;

pub mod entries;

pub mod identifier;

pub mod draft;

pub mod bib_names;

pub mod bib;

pub mod json_file;

pub mod csl_names;

pub mod json;

pub mod csl_item;

pub mod twice;

pub mod successor;

pub mod withdrawn;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::library::bibliography::source::Source;
use crate::source::{FileId, Sources, Span};

/// Reads the citations files, in their order: `references.bib` as BibLaTeX, `references.json` as CSL-JSON. Of two works
/// with one key the first counts.
pub fn parse(sources: &Sources, files: &[FileId], diagnostics: &mut Diagnostics) -> Vec<Source> {
    let mut drafts = Vec::new();
    for file in files {
        let read = sources.file(*file);
        drafts.extend(match read.path.ends_with(".json") {
            true => json::parse(read.text(), *file, diagnostics),
            false => bib::parse(read.text(), *file, diagnostics),
        });
    }
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let faults: BTreeSet<Span> = errors.map(|found| found.span).collect();
    withdrawn::check(&drafts, diagnostics);
    let successors = successor::named(&drafts);
    let works: Vec<Source> = drafts.into_iter().map(|draft| draft.check(&faults, diagnostics)).collect();
    for work in works.iter().filter(|work| work.key.starts_with('_')) {
        let message =
            format!("`{}` cannot be a key: what starts with `_` belongs to the page itself", work.key);
        let help = format!("write `{}`", work.key.trim_start_matches('_'));
        diagnostics.add(Diagnostic::error("bad-key", work.key_span, message).help(help));
    }
    let works = twice::first_of_each(works, diagnostics);
    successor::check(&works, successors, diagnostics);
    works
}
