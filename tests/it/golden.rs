//! Our references and citations against Pandoc's, whatever the style. Pandoc's answers are kept in
//! `tests/golden/pandoc/STYLE.*.txt` (written by `tests/golden/update`); every difference between them and ours is listed in
//! `tests/golden/differences/STYLE.toml` with the rule that decides it. One that is not listed fails, and so does one that
//! is gone.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use attune::diagnostic::Diagnostics;
use attune::library::bibliography::source::Source;
use attune::library::citation::{self, Mode};
use attune::site::cite::{Cite, Piece};
use attune::site::run::{Level, Look, Run};
use attune::source::Sources;

/// What we set: by file (`references`, `edge`, `cites`) and by name of the work or mark.
pub(crate) type Answers = BTreeMap<(String, String), String>;

pub(crate) fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn is_blessing() -> bool {
    std::env::var_os("ATTUNE_BLESS").is_some()
}

/// The works of a .bib file that has nothing wrong but what is worth knowing.
fn works(bib: &str) -> Vec<Source> {
    let sources = Sources::layered([("references.bib", bib)]);
    let mut diagnostics = Diagnostics::default();
    let file = sources.find("references.bib").unwrap();
    let works = attune::library::bibliography::parse(&sources, &[file], &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.show(&sources));
    works
}

pub(crate) fn references() -> Vec<Source> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/references.bib");
    works(&std::fs::read_to_string(path).unwrap())
}

pub(crate) fn edge() -> Vec<Source> {
    works(&read("edge.bib"))
}

/// Runs as one line: `*italic*`, `**bold**`, `^raised^`, `<address>`.
pub(crate) fn line(runs: &[Run]) -> String {
    let one = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Italic(text) => format!("*{text}*"),
        Run::Link { text, .. } => format!("<{text}>"),
        Run::Set { look, text } => {
            let Look { italic, bold, small_caps: _, underlined: _, level } = *look;
            let marks = [(italic, "*"), (bold, "**"), (level == Level::Above, "^")];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            format!("{marks}{text}{}", marks.chars().rev().collect::<String>())
        }
    };
    runs.iter().map(one).collect()
}

/// Pieces as one line.
pub(crate) fn pieces(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Cite { runs, .. } => line(runs),
    };
    pieces.iter().map(one).collect()
}

/// What a line of `cites.md` cites.
pub(crate) fn mark(works: &[Source], mark: &str) -> (Mode, Vec<Cite>) {
    let index = |key: &str| {
        works.iter().position(|work| work.key == key).unwrap_or_else(|| panic!("no work {key} in {mark}"))
    };
    let cite = |item: citation::Item<'_>| Cite {
        source: index(item.key),
        prefix: item.prefix,
        locator: item.locator,
        suffix: item.suffix,
        suppress_author: item.suppress_author,
    };
    if mark.starts_with('[') {
        let read = citation::bracket(mark, 0);
        assert_eq!(read.faults, [], "{mark}");
        return (Mode::Bracketed, read.items.into_iter().map(cite).collect());
    }
    let (range, key) = citation::narrative(mark).next().unwrap();
    let bracket = mark[range.end..].trim();
    let tail = if bracket.is_empty() { citation::Tail::default() } else { citation::tail(bracket, 0) };
    assert_eq!(tail.faults, [], "{mark}");
    let first = Cite {
        source: index(key),
        prefix: String::new(),
        locator: tail.locator,
        suffix: tail.suffix,
        suppress_author: false,
    };
    (Mode::Narrative, std::iter::once(first).chain(tail.items.into_iter().map(cite)).collect())
}

/// The marks that Pandoc was asked for.
pub(crate) fn marks() -> Vec<String> {
    read("cites.md").lines().filter(|mark| !mark.is_empty()).map(str::to_owned).collect()
}

/// What Pandoc says in a style. The order of its list is an answer of its own.
fn pandoc(style: &str) -> Answers {
    let mut answers = Answers::new();
    for file in ["references", "edge", "cites"] {
        let mut order = Vec::new();
        for answer in read(&format!("pandoc/{style}.{file}.txt")).lines() {
            let (name, text) = answer.split_once(": ").unwrap();
            order.push(name.to_owned());
            answers.insert((file.into(), name.into()), text.into());
        }
        if file != "cites" {
            answers.insert((file.into(), "order".into()), order.join(" "));
        }
    }
    answers
}

/// Fails on a difference that is not listed with its rule, and on one that is listed and gone.
pub(crate) fn judge(style: &str, ours: &Answers) {
    let pandoc = pandoc(style);
    let listed: toml::Table = read(&format!("differences/{style}.toml")).parse().unwrap();
    let mut faults = Vec::new();
    let mut identical = 0;
    for (name, ours) in ours {
        let of_file = listed.get(&name.0).and_then(|file| file.get(&name.1));
        let of = |field: &str| {
            of_file.and_then(|one| one.get(field)).and_then(toml::Value::as_str).unwrap_or_default()
        };
        let Some(theirs) = pandoc.get(name) else {
            faults.push(format!("{}.{}: Pandoc was not asked: run tests/golden/update", name.0, name.1));
            continue;
        };
        if ours == theirs {
            identical += 1;
            if of_file.is_some() {
                faults.push(format!("{}.{}: no longer differs; take it off the list", name.0, name.1));
            }
        } else if of("ours") != ours || of("pandoc") != theirs || of("rule").is_empty() {
            let quoted = |text: &str| toml::Value::from(text).to_string();
            faults.push(format!(
                "[{}.{}]\nours = {}\npandoc = {}\nrule = \"\"\n",
                name.0,
                quoted(&name.1),
                quoted(ours),
                quoted(theirs)
            ));
        }
    }
    for (file, names) in &listed {
        for name in names.as_table().into_iter().flat_map(toml::Table::keys) {
            if !ours.contains_key(&(file.clone(), name.clone())) {
                faults.push(format!("{file}.{name}: there is no such work or mark any more"));
            }
        }
    }
    println!("{style}: {identical} of {} are as Pandoc has them", ours.len());
    assert!(faults.is_empty(), "{} not listed:\n{}", faults.len(), faults.join("\n"));
}
