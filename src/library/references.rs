//! Which files hold the citations. Takes the files of a site and what `references` in `site.toml` names; gives those that
//! are there, in that order. Knows nothing of what stands in them.

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::record::Placed;
use crate::source::{FileId, Sources, is_citations_file};

/// The files that are read when no others are named.
pub const USUAL: [&str; 2] = ["references.bib", "references.json"];

/// The citations files. Without a list, a site's own of either usual name takes the place of the built-in one; a list
/// names each file that counts, and the built-in one counts if it is named and lies beneath none of that name.
pub fn files(
    sources: &Sources,
    named: Option<&[Placed<String>]>,
    built_in: bool,
    found: &mut Diagnostics,
) -> Vec<FileId> {
    let counts = |file: &FileId| built_in || !sources.file(*file).built_in;
    let find = |path: &str| sources.find(path).filter(counts);
    if let Some(named) = named {
        return listed(sources, named, find, found);
    }
    let all: Vec<FileId> = USUAL.into_iter().filter_map(find).collect();
    let own: Vec<FileId> = all.iter().copied().filter(|file| !sources.file(*file).built_in).collect();
    if own.is_empty() { all } else { own }
}

fn listed(
    sources: &Sources,
    named: &[Placed<String>],
    find: impl Fn(&str) -> Option<FileId>,
    found: &mut Diagnostics,
) -> Vec<FileId> {
    let mut files: Vec<FileId> = Vec::new();
    for (number, Placed { value: name, span }) in named.iter().enumerate() {
        let path = name.strip_prefix("./").unwrap_or(name);
        if !is_citations_file(path) {
            let message =
                format!("`{name}` is no citations file: its ending says neither BibLaTeX nor CSL-JSON");
            let help = "the endings are `.bib` for BibLaTeX and `.json` for CSL-JSON";
            found.add(Diagnostic::error("bad-citations-file", *span, message).help(help));
        } else if let Some(file) = find(path) {
            match files.iter().position(|other| *other == file) {
                None => files.push(file),
                Some(_) => {
                    let message = format!("`{name}` is named twice");
                    let first =
                        named[..number].iter().find(|other| other.value.trim_start_matches("./") == path);
                    let error = Diagnostic::error("bad-citations-file", *span, message).help("take it out");
                    found.add(match first {
                        Some(first) => error.related(first.span, "first named here"),
                        None => error,
                    });
                }
            }
        } else {
            let there: Vec<&str> = sources
                .folder("")
                .map(|file| sources.file(file).path.as_str())
                .filter(|path| {
                    is_citations_file(path) && !path.starts_with("static/") && find(path).is_some()
                })
                .collect();
            let file_name = |path: &str| path.rsplit('/').next().map(str::to_owned);
            let elsewhere = there.iter().copied().find(|other| file_name(other) == file_name(path));
            let help = match elsewhere.or_else(|| nearest(path, there)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it lies in the site's folder, or in a folder of that: `zotero/our.json`".to_owned(),
            };
            let message = format!("there is no citations file `{name}`");
            found.add(Diagnostic::error("unknown-citations-file", *span, message).help(help));
        }
    }
    files
}
