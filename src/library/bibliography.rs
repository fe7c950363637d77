//! The citations file. Takes the sources and the file, BibLaTeX or CSL-JSON; gives every work as a checked [`Source`]
//! and adds what is wrong to the diagnostics. Knows nothing of how a reference looks.

pub mod source;

pub mod date;

pub mod quotes;

pub mod latex;

pub mod name;

pub mod cut;

pub mod entries;

pub mod draft;

pub mod bib_names;

pub mod bib;

pub mod json_file;

pub mod csl_names;

pub mod json;

pub mod csl_item;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::bibliography::source::Source;
use crate::source::{FileId, Sources};

/// Reads the citations file, `references.bib` or `references.json`, in the order of the file.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Source> {
    let read = sources.file(file);
    let drafts = match read.path.ends_with(".json") {
        true => json::parse(read.text(), file, diagnostics),
        false => bib::parse(read.text(), file, diagnostics),
    };
    let works: Vec<Source> = drafts.into_iter().map(|draft| draft.check(diagnostics)).collect();
    without_duplicates(works, diagnostics)
}

/// The first of each key. Keys that differ only in their capitals would make one address.
fn without_duplicates(works: Vec<Source>, diagnostics: &mut Diagnostics) -> Vec<Source> {
    let mut kept: Vec<Source> = Vec::with_capacity(works.len());
    let mut keys = BTreeMap::new();
    let mut dois = BTreeMap::new();
    for work in works {
        if work.key.starts_with('_') {
            let message =
                format!("`{}` cannot be a key: what starts with `_` belongs to the page itself", work.key);
            let help = format!("write `{}`", work.key.trim_start_matches('_'));
            diagnostics.add(Diagnostic::error("bad-key", work.key_span, message).help(help));
        }
        if let Some(first) = keys.get(&work.key.to_lowercase()).map(|at: &usize| &kept[*at]) {
            let message = format!("the key `{}` is taken", work.key);
            let found = Diagnostic::error("duplicate-key", work.key_span, message)
                .help("give one of the two another key, or take it away")
                .related(first.key_span, "first given here");
            diagnostics.add(found);
            continue;
        }
        if let Some(doi) = work.doi.as_ref().map(|doi| doi.to_lowercase()) {
            if let Some(first) = dois.get(&doi).map(|at: &usize| &kept[*at]) {
                let message = format!("the entries `{}` and `{}` have the same DOI", first.key, work.key);
                let found = Diagnostic::warning("duplicate-doi", work.key_span, message)
                    .help("a DOI names one work: one of them is wrong, or the work stands here twice")
                    .related(first.key_span, "the other one");
                diagnostics.add(found);
            }
            dois.entry(doi).or_insert(kept.len());
        }
        keys.insert(work.key.to_lowercase(), kept.len());
        kept.push(work);
    }
    kept
}
