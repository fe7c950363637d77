//! Sources to take away: what is written is read again as the same, by our own readers, and stands at the addresses that
//! the pages name.

use attune::diagnostic::Diagnostics;
use attune::library::bibliography::parse;
use attune::library::bibliography::source::{Kind, Source};
use attune::site::take::{Format, text};
use attune::source::Sources;

use crate::diagnostics::expect_case;
use crate::site::{EVIDENCE, article_text, site};

/// The works of a citations file, and what its author is told of errors and warnings.
fn read(path: &str, text: &str) -> (Vec<Source>, String) {
    let sources = Sources::layered([(path, text)]);
    let mut diagnostics = Diagnostics::default();
    let works = parse(&sources, &[sources.find(path).unwrap()], &mut diagnostics);
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

/// A site of sources with odd keys, one of which an article cites.
const ODD: &str = r#"//- links.lock
articles/x bcdfh 2026-11-25
articles/x#early-signs bcdfj 2026-11-25
//- references.json
[
  {"id": "http://x.example/a b,{c}#50%", "type": "book", "title": "Odd", "publisher": "P", "author": [{"family": "Odd"}], "issued": {"date-parts": [[2001]]}},
  {"id": "http://x.example/a b,-c}#50%", "type": "book", "title": "Even", "publisher": "P", "author": [{"family": "Even"}], "issued": {"date-parts": [[2001]]}},
  {"id": "../é\\", "type": "book", "title": "Up", "publisher": "P", "author": [{"family": "Up"}], "issued": {"date-parts": [[2001]]}},
  {"id": "plain", "type": "book", "title": "Plain", "publisher": "P", "author": [{"family": "Plain"}], "issued": {"date-parts": [[2001]]}}
]
"#;

/// Settings that show what nobody cites.
const SHOWN: &str = "//- site.toml\ntitle = \"Test\"\nbuilt_in = false\nprose = false\nuncited = true\n";

fn odd() -> String {
    format!(
        "{ODD}{}",
        article_text("## Early signs {#early-signs}\n\n### Inside {#inside}\n\nSo it is [@plain].\n")
    )
}

#[test]
fn every_source_is_a_file_at_an_address_of_its_own_whatever_its_key() {
    let built = site(&format!("{SHOWN}{}", odd()));
    let links = built.page("/bibliography/");
    for (link, address, key) in [
        ("/bibliography/plain.ris", "/bibliography/plain.ris", "plain"),
        ("/bibliography/..%252F%C3%A9%255C.ris", "/bibliography/..%2Fé%5C.ris", "../é\\"),
        (
            "/bibliography/http:%252F%252Fx.example%252Fa%20b,%7Bc%7D%2350%2525.ris",
            "/bibliography/http:%2F%2Fx.example%2Fa b,{c}#50%25.ris",
            "http://x.example/a b,{c}#50%",
        ),
    ] {
        assert!(links.contains(&format!("<a href=\"{link}\" download>Export</a>")), "{link} in {links}");
        assert!(built.page(address).contains(&format!("ID  - {key}\r\n")), "{address}");
        let json = built.page(&address.replace(".ris", ".json"));
        assert_eq!(read("references.json", &json).0[0].key, key);
        assert_eq!(read("references.bib", &built.page(&address.replace(".ris", ".bib"))).0.len(), 1);
    }
}

#[test]
fn a_key_that_a_bib_file_cannot_have_is_written_with_hyphens_and_stays_the_only_one() {
    let (works, told) = read("references.bib", &site(&format!("{SHOWN}{}", odd())).page("/bibliography.bib"));
    assert_eq!(told, "");
    let keys: Vec<_> = works.iter().map(|work| work.key.as_str()).collect();
    assert_eq!(keys, ["http://x.example/a-b--c--50-", "http://x.example/a-b--c--50--2", "plain", "../é-"]);
}

#[test]
fn the_bibliography_can_be_taken_away_in_the_order_of_its_page() {
    let built = site(&format!("{EVIDENCE}{}", article_text("One [@stern1985] and [@bas-01].\n")));
    let page = built.page("/bibliography/");
    let mut order = ["bowlby1969", "hazan1987", "stern1985"];
    order.sort_by_key(|key| page.find(&format!("<li id=\"{key}\"")));
    for (ending, name) in [("bib", "BibLaTeX (.bib)"), ("ris", "RIS (.ris)"), ("json", "CSL-JSON (.json)")] {
        let link = format!("<a href=\"/bibliography.{ending}\" download>{name}</a>");
        assert!(page.contains(&link), "{link}");
        let file = built.page(&format!("/bibliography.{ending}"));
        let places: Vec<_> = order.iter().map(|key| file.find(key).unwrap()).collect();
        assert!(places.is_sorted(), "{file}");
        let own = built.page(&format!("/articles/x/sources.{ending}"));
        assert!(order.iter().all(|key| own.contains(key)));
    }
}

#[test]
fn an_article_without_sources_has_no_file_of_them() {
    let built = site(&format!("{EVIDENCE}{}", article_text("Nothing cited.\n")));
    assert!(built.site().find("/articles/x/sources.bib").is_none());
    assert!(!built.page("/articles/x/cite/").contains("sources."));
}

#[test]
fn an_article_leads_to_a_page_that_says_how_to_cite_it_and_its_sections() {
    let url = "//- site.toml\ntitle = \"Ours & theirs\"\nbuilt_in = false\nprose = false\nurl = \"https://clinic.example/parents/\"\n";
    let built = site(&format!("{url}{}", odd()));
    assert!(built.page("/articles/x/").contains("<a href=\"/parents/articles/x/cite/\">Cite this page</a>"));
    let page = built.page("/articles/x/cite/");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!built.page("/articles/x/").contains("noindex"));
    assert!(!built.page("/sitemap.xml").contains("/cite/"));
    let start = page.find("<div class=\"text\">").unwrap();
    expect_case("taking", "cite", &page[start..start + page[start..].find("</main>").unwrap()]);
}

#[test]
fn who_wrote_an_article_is_named_before_the_site() {
    let text = article_text("Nothing.\n")
        .replace("reviewer = ", "authors = [\"Jo Smith\", \"The Clinic\"]\nreviewer = ");
    let page = site(&text).page("/articles/x/cite/");
    let reference = "<p>Jo Smith, &amp; The Clinic. (2026, November 25). <i>Title of x</i>. Test.";
    assert!(page.contains(reference), "{page}");
    assert!(page.contains("author = {{Jo Smith} and {The Clinic}},"), "{page}");
}
