//! APA style against Pandoc and against the manual. Pandoc's answers are kept in `tests/golden/*.pandoc.txt` (written
//! by `tests/golden/update`); every difference between them and ours is listed in `tests/golden/differences.toml` with
//! the rule that decides it. One that is not listed fails, and so does one that is gone.
//!
//! `ATTUNE_BLESS=1 cargo test apa` rewrites what Pandoc is given, `tests/golden/*.csl.json`, and lists new differences.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use attune::diagnostic::Diagnostics;
use attune::library::bibliography::csl_item::csl_json;
use attune::library::bibliography::source::Source;
use attune::library::citation::{self, Mode};
use attune::site::apa::Apa;
use attune::site::cite::{Cite, Piece};
use attune::site::run::Run;
use attune::source::Sources;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn is_blessing() -> bool {
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

fn references() -> Vec<Source> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/references.bib");
    works(&std::fs::read_to_string(path).unwrap())
}

fn edge() -> Vec<Source> {
    works(&read("edge.bib"))
}

/// Runs as one line: `*italic*`, `<address>`.
fn line(runs: &[Run]) -> String {
    let one = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Italic(text) => format!("*{text}*"),
        Run::Link { text, .. } => format!("<{text}>"),
        Run::Set { text, .. } => text.clone(),
    };
    runs.iter().map(one).collect()
}

/// A line of `cites.md` as we set it.
fn cited(apa: &Apa, works: &[Source], mark: &str) -> String {
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
    let (mode, cites) = if mark.starts_with('[') {
        let read = citation::bracket(mark, 0);
        assert_eq!(read.faults, [], "{mark}");
        (Mode::Bracketed, read.items.into_iter().map(cite).collect::<Vec<_>>())
    } else {
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
    };
    let pieces = apa.cite(mode, &cites);
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Cite { runs, .. } => line(runs),
    };
    pieces.iter().map(one).collect()
}

fn compare_json(name: &str, works: &[Source]) {
    let items: Vec<_> = works.iter().map(csl_json).collect();
    let ours = serde_json::to_string_pretty(&items).unwrap() + "\n";
    if is_blessing() {
        std::fs::write(golden(name), &ours).unwrap();
    }
    assert!(
        ours == read(name),
        "{name} is not what we write now: ATTUNE_BLESS=1 cargo test apa, then tests/golden/update"
    );
}

#[test]
fn what_pandoc_is_given_is_what_we_write() {
    compare_json("references.csl.json", &references());
    compare_json("edge.csl.json", &edge());
}

#[test]
fn every_difference_from_pandoc_is_decided_by_a_rule() {
    let mut ours: BTreeMap<(String, String), String> = BTreeMap::new();
    for (file, works) in [("references", references()), ("edge", edge())] {
        let apa = Apa::new(&works);
        for (index, work) in works.iter().enumerate() {
            ours.insert((file.into(), work.key.clone()), line(apa.entry(index)));
        }
        let order: Vec<_> = apa.order().iter().map(|index| works[*index].key.as_str()).collect();
        ours.insert((file.into(), "order".into()), order.join(" "));
    }
    let (works, marks) = (edge(), read("cites.md"));
    let apa = Apa::new(&works);
    for mark in marks.lines().filter(|mark| !mark.is_empty()) {
        ours.insert(("cites".into(), mark.into()), cited(&apa, &works, mark));
    }
    let mut pandoc: BTreeMap<(String, String), String> = BTreeMap::new();
    for file in ["references", "edge", "cites"] {
        let answers = read(&format!("{file}.pandoc.txt"));
        let mut order = Vec::new();
        for answer in answers.lines() {
            let (name, text) = answer.split_once(": ").unwrap();
            order.push(name);
            pandoc.insert((file.into(), name.into()), text.into());
        }
        if file != "cites" {
            pandoc.insert((file.into(), "order".into()), order.join(" "));
        }
    }
    let listed: toml::Table = read("differences.toml").parse().unwrap();
    let mut faults = Vec::new();
    let mut identical = 0;
    for (name, ours) in &ours {
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
    println!("{identical} of {} are as Pandoc has them", ours.len());
    assert!(faults.is_empty(), "{} not listed:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn each_cited_work_is_a_piece_of_its_own() {
    let works = edge();
    let apa = Apa::new(&works);
    let cite = |key: &str, prefix: &str| Cite {
        source: works.iter().position(|work| work.key == key).unwrap(),
        prefix: prefix.into(),
        locator: None,
        suffix: String::new(),
        suppress_author: false,
    };
    let piece = |item, text: &str| Piece::Cite { item, runs: vec![Run::Text(text.into())] };
    let text = |text: &str| Piece::Text(text.into());
    assert_eq!(
        apa.cite(
            Mode::Bracketed,
            &[cite("letters-zebra", ""), cite("letters-badger", ""), cite("accents", "see also")]
        ),
        [
            text("("),
            piece(1, "Koriat, 2008b"),
            text(", "),
            piece(0, "2008c"),
            text("; see also "),
            piece(2, "Śliwerski & Ødegaard, 2006"),
            text(")"),
        ]
    );
    assert_eq!(
        apa.cite(Mode::Narrative, &[cite("accents", "")]),
        [piece(0, "Śliwerski and Ødegaard (2006)")]
    );
    assert_eq!(apa.cite(Mode::Bracketed, &[]), []);
}

#[test]
fn an_address_that_holds_markup_is_encoded_in_the_link_and_shown_as_it_is() {
    let works = edge();
    let apa = Apa::new(&works);
    let index = works.iter().position(|work| work.key == "article-doi-odd").unwrap();
    let link = apa.entry(index).last().unwrap();
    assert_eq!(
        *link,
        Run::Link {
            url: "https://doi.org/10.1002/1097-0355(200101/04)22:1%3C95::AID-IMHJ4%3E3.0.CO;2-6".into(),
            text: "https://doi.org/10.1002/1097-0355(200101/04)22:1<95::AID-IMHJ4>3.0.CO;2-6".into(),
        }
    );
}

/// The letters, initials and names that tell works apart do not hang on the order of the file.
#[test]
fn the_order_of_the_file_changes_nothing() {
    let works = edge();
    let backwards: Vec<Source> = works.iter().rev().cloned().collect();
    let (apa, apa_backwards) = (Apa::new(&works), Apa::new(&backwards));
    for (index, work) in works.iter().enumerate() {
        assert_eq!(apa.entry(index), apa_backwards.entry(works.len() - 1 - index), "{}", work.key);
    }
    for mark in read("cites.md").lines().filter(|mark| !mark.is_empty()) {
        assert_eq!(cited(&apa, &works, mark), cited(&apa_backwards, &backwards, mark));
    }
}
