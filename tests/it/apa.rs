//! APA style against Pandoc and against the manual.
//!
//! `ATTUNE_BLESS=1 cargo test apa` rewrites what Pandoc is given, `tests/golden/*.csl.json`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use attune::library::bibliography::csl_item::csl_json;
use attune::library::bibliography::source::Source;
use attune::library::citation::Mode;
use attune::site::apa::Apa;
use attune::site::cite::{Cite, Piece};
use attune::site::run::Run;

use crate::golden::{Answers, edge, golden, is_blessing, judge, line, mark, marks, pieces, read, references};

/// A line of `cites.md` as we set it.
fn cited(apa: &Apa, works: &[Source], text: &str) -> String {
    let (mode, cites) = mark(works, text);
    pieces(&apa.cite(mode, &cites))
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
    let mut ours = Answers::new();
    for (file, works) in [("references", references()), ("edge", edge())] {
        let apa = Apa::new(&works);
        for (index, work) in works.iter().enumerate() {
            ours.insert((file.into(), work.key.clone()), line(apa.entry(index)));
        }
        let order: Vec<_> = apa.order().iter().map(|index| works[*index].key.as_str()).collect();
        ours.insert((file.into(), "order".into()), order.join(" "));
    }
    let works = edge();
    let apa = Apa::new(&works);
    for mark in marks() {
        ours.insert(("cites".into(), mark.clone()), cited(&apa, &works, &mark));
    }
    judge("apa", &ours);
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
    for mark in marks() {
        assert_eq!(cited(&apa, &works, &mark), cited(&apa_backwards, &backwards, &mark));
    }
}
