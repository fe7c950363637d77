//! Works that stand twice in the citations files. Takes all works; gives the first of each key, and says which keys, DOIs
//! and titles two of them share.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::bibliography::source::{Date, Kind, Source};

/// The first of each key. Keys that differ only in their capitals would make one address.
pub fn first_of_each(works: Vec<Source>, diagnostics: &mut Diagnostics) -> Vec<Source> {
    let mut kept: Vec<Source> = Vec::with_capacity(works.len());
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let mut dois: BTreeMap<String, usize> = BTreeMap::new();
    let mut titles: BTreeMap<(String, Option<i32>), usize> = BTreeMap::new();
    for work in works {
        if let Some(first) = keys.get(&work.key.to_lowercase()).map(|at| &kept[*at]) {
            diagnostics.add(same_key(first, &work));
            continue;
        }
        let mut is_said = false;
        if let Some(doi) = work.doi.as_ref().map(|doi| doi.to_lowercase()) {
            if let Some(first) = dois.get(&doi).map(|at| &kept[*at]) {
                diagnostics.add(same_doi(first, &work));
                is_said = true;
            }
            dois.entry(doi).or_insert(kept.len());
        }
        if let Some(title) = title(&work) {
            if let Some(first) = titles.get(&title).map(|at| &kept[*at]).filter(|_| !is_said) {
                diagnostics.add(same_title(first, &work));
            }
            titles.entry(title).or_insert(kept.len());
        }
        keys.insert(work.key.to_lowercase(), kept.len());
        kept.push(work);
    }
    kept
}

fn same_key(first: &Source, work: &Source) -> Diagnostic {
    let message = match first.key == work.key {
        true => format!("the key `{}` is taken", work.key),
        false => format!("the key `{}` is taken: it differs from `{}` by capitals only", work.key, first.key),
    };
    Diagnostic::error("duplicate-key", work.key_span, message)
        .help("give one of the two another key, or take it away")
        .related(first.key_span, "first given here")
}

/// An error, since one of the two references is wrong. Only parts of a book may rightly share the DOI of the whole.
fn same_doi(first: &Source, work: &Source) -> Diagnostic {
    let message = format!("the entries `{}` and `{}` have the same DOI", first.key, work.key);
    let is_part = |work: &Source| matches!(work.kind, Kind::Chapter | Kind::Entry | Kind::ConferencePaper);
    let (found, help) = match is_part(first) || is_part(work) {
        true => (
            Diagnostic::warning("duplicate-doi", work.key_span, message),
            "a chapter mostly has a DOI of its own; that of the book serves where it has none",
        ),
        false => (
            Diagnostic::error("duplicate-doi", work.key_span, message),
            "a DOI names one work: one of them is wrong, or the work stands here twice",
        ),
    };
    found.help(help).related(first.key_span, "the other one")
}

/// Two works may rightly have one title in one year; other authors or another DOI make it likely.
fn same_title(first: &Source, work: &Source) -> Diagnostic {
    let message = format!("the entries `{}` and `{}` have the same title and year", first.key, work.key);
    let has_other_doi = first.doi.is_some() && work.doi.is_some();
    let found = match has_other_doi || first.authors != work.authors {
        true => Diagnostic::hint("duplicate-title", work.key_span, message).help("take one away if they are one work"),
        false => Diagnostic::warning("duplicate-title", work.key_span, message)
            .help("if they are one work, take one away and cite the other: readers would see it twice, with an `a` and a `b`"),
    };
    found.related(first.key_span, "the other one")
}

/// Title and year in small letters, without markup and punctuation; nothing for a work without a title.
fn title(work: &Source) -> Option<(String, Option<i32>)> {
    let year = match &work.date {
        Date::Published(period) => Some(period.from.year),
        Date::Undated | Date::InPress => None,
    };
    let whole =
        work.main_title.iter().chain([&work.title]).map(|text| text.words()).collect::<Vec<_>>().join(" ");
    let words: Vec<String> = whole
        .split(|c: char| !c.is_alphanumeric() && !"'’".contains(c))
        .map(|word| word.to_lowercase().replace(['\'', '’'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    // What has no title is shown by its key.
    (!words.is_empty() && whole != work.key).then(|| (words.join(" "), year))
}
