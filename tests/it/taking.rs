//! Sources to take away: what is written is read again as the same, by our own readers, and stands at the addresses that
//! the pages name.

use attune::diagnostic::Diagnostics;
use attune::library::bibliography::parse;
use attune::library::bibliography::source::{Kind, Source};
use attune::site::take::{Format, text};
use attune::source::Sources;

use crate::diagnostics::expect_case;

/// The works of a citations file, and what its author is told of errors and warnings.
fn read(path: &str, text: &str) -> (Vec<Source>, String) {
    let sources = Sources::layered([(path, text)]);
    let mut diagnostics = Diagnostics::default();
    let works = parse(&sources, sources.find(path).unwrap(), &mut diagnostics);
    let told = diagnostics.show(&sources);
    (works, told.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect())
}

fn works_of(file: &str) -> Vec<Source> {
    let text = std::fs::read_to_string(file).unwrap();
    read(file, &text).0
}

fn written(works: &[Source], format: Format) -> String {
    text(&works.iter().collect::<Vec<_>>(), format)
}

/// Works that are hard to write: kept as CSL-JSON or .bib in the folder of cases.
const FILES: [&str; 4] = [
    "content/references.bib",
    "tests/golden/edge.bib",
    "tests/cases/taking/odd.bib",
    "tests/cases/taking/odd.json",
];

#[track_caller]
fn comes_back_equal(file: &str, format: Format) {
    let works = works_of(file);
    assert!(!works.is_empty());
    let path = format!("references.{}", format.ending());
    let (again, told) = read(&path, &written(&works, format));
    assert_eq!(told, "", "{file} as {path}");
    assert_eq!(works.len(), again.len());
    for (work, again) in works.iter().zip(&again) {
        let mut work = work.clone();
        (work.span, work.key_span) = (again.span, again.key_span);
        // CSL has one type for all books.
        if format == Format::Json && work.kind == Kind::EditedBook && !work.authors.is_empty() {
            work.kind = Kind::Book;
        }
        assert_eq!(&work, again, "{file} as {path}");
    }
}

#[test]
fn what_is_taken_away_as_biblatex_comes_back_equal() {
    for file in FILES {
        comes_back_equal(file, Format::Bib);
    }
}

#[test]
fn what_is_taken_away_as_csl_json_comes_back_equal() {
    for file in FILES {
        comes_back_equal(file, Format::Json);
    }
}

#[test]
fn ris_has_a_line_for_everything_as_the_format_wants_it() {
    let mut works = works_of("tests/cases/taking/odd.bib");
    works.extend(works_of("tests/cases/taking/odd.json"));
    let ris = written(&works, Format::Ris);
    let lines: Vec<&str> = ris.split("\r\n").collect();
    let is_line = |line: &str| {
        let (tag, value) = line.split_at_checked(6).unwrap_or_default();
        let is_tag = tag.bytes().take(2).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_tag && tag.ends_with("  - ") && !value.contains(['\r', '\n']) && value == value.trim()
    };
    for line in &lines {
        assert!(line.is_empty() || is_line(line), "{line:?}");
    }
    let count = |line: &str| lines.iter().filter(|found| found.starts_with(line)).count();
    assert_eq!((count("TY  - "), count("ER  - ")), (works.len(), works.len()));
    expect_case("taking", "ris", &ris.replace("\r\n", "\n"));
}
