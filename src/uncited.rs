//! The sources that nobody cites. Takes the finished library; gives their keys, and a hint for each citations file, for
//! whoever checks a site. They stand in the bibliography if the site says so, or if their links were published once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::Library;
use crate::library::bibliography::source::Source;
use crate::source::{FileId, Sources};

/// How many are named in one hint.
const NAMED: usize = 8;

/// The sources that no page, draft, term or claim cites, in the order of the files. Those of a built-in file are not for
/// whoever runs the program to look after.
pub fn list<'l>(sources: &Sources, library: &'l Library) -> Vec<&'l Source> {
    let by_claims = library.evidence.claims.iter().flat_map(|claim| &claim.sources);
    let by_articles = library.readings.iter().flat_map(|reading| &reading.rests_on);
    let cited: BTreeSet<&str> =
        by_claims.map(|key| key.as_str()).chain(by_articles.map(|cited| cited.source.as_str())).collect();
    let is_mentioned = |source: &Source| {
        let key = library.catalog.source(&source.key);
        key.is_some_and(|key| !library.mentions.of_source(key).is_empty())
    };
    if library.settings.uncited {
        return Vec::new();
    }
    // The entry of an older work leads to the newer one.
    let newer: BTreeSet<&str> =
        library.bibliography.iter().filter_map(|source| source.superseded_by.as_deref()).collect();
    let counts = |source: &&Source| !sources.file(source.span.file).built_in;
    let is_cited = |source: &&Source| {
        let key = source.key.as_str();
        cited.contains(key) || newer.contains(key) || is_mentioned(source)
    };
    let all = library.bibliography.iter().chain(&library.unlisted).filter(counts);
    let mut uncited: Vec<&Source> = all.filter(|source| !is_cited(source)).collect();
    uncited.sort_by_key(|source| source.key_span);
    uncited
}

/// A hint for each file.
pub fn hints(uncited: &[&Source]) -> Diagnostics {
    let mut files: BTreeMap<FileId, Vec<&Source>> = BTreeMap::new();
    for source in uncited {
        files.entry(source.span.file).or_default().push(source);
    }
    let mut found = Diagnostics::default();
    for list in files.values() {
        let names = list.iter().take(NAMED).map(|source| format!("`{}`", source.key)).collect::<Vec<_>>();
        let names = names.join(", ");
        let message = match list.len() {
            1 => format!("1 source is cited nowhere: {names}"),
            all @ 2..=NAMED => format!("{all} sources are cited nowhere: {names}"),
            all => format!("{all} sources are cited nowhere: {names} and {} more", all - NAMED),
        };
        let help = match list.len() {
            1 => "cite it, take it out, or show it all the same: `uncited = true` in `site.toml`",
            0..=NAMED => {
                "cite them, take them out, or show them all the same: `uncited = true` in `site.toml`"
            }
            _ => {
                "`attune check --report` names each; `uncited = true` in `site.toml` shows them all the same"
            }
        };
        if let Some(first) = list.first() {
            found.add(Diagnostic::hint("uncited-sources", first.key_span, message).help(help));
        }
    }
    found
}
