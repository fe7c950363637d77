//! The citations files of a site: which are read, and which of their works nobody cites.

use attune::edition::Edition;
use attune::source::Sources;

use crate::diagnostics::expect;
use crate::site::{Built, EVIDENCE, TODAY, article_text, site};

const OURS: &str = r#"//- zotero/our.json
[{"id": "own2020", "type": "book", "title": "Ours", "publisher": "Us", "author": [{"family": "Own", "given": "O."}],
  "issued": {"date-parts": [[2020]]}}]
"#;

/// A site whose settings name these citations files.
fn naming(list: &str, rest: &str) -> Built {
    let settings = "//- site.toml\ntitle = \"Test\"\nbuilt_in = false\nprose = false\n";
    site(&format!("{settings}references = {list}\n{rest}"))
}

#[test]
fn several_citations_files_are_read_as_one() {
    let list = r#"["references.bib", "zotero/our.json"]"#;
    let built = naming(list, &format!("{EVIDENCE}{OURS}{}", article_text("Text [@own2020; @bowlby1969].\n")));
    assert_eq!(built.diagnostics(), "");
    let bibliography = built.page("/bibliography/");
    assert!(bibliography.contains("id=\"own2020\"") && bibliography.contains("id=\"bowlby1969\""));
    let without =
        naming("[\"references.bib\"]", &format!("{EVIDENCE}{OURS}{}", article_text("Text [@own2020].\n")));
    assert!(without.diagnostics().contains("no source and no claim has the key `own2020`"));
}

#[test]
fn a_key_in_two_files_names_both_places() {
    let more = "//- more.bib\n@book{own2020, title = {More}, author = {Own, O.}, date = {2021}, publisher = {Us}}\n\
                @book{Own2020, title = {Most}, author = {Own, O.}, date = {2022}, publisher = {Us}}\n";
    let built = naming(r#"["zotero/our.json", "more.bib"]"#, &format!("{OURS}{more}"));
    expect("a_key_in_two_files_names_both_places", &built.diagnostics());
}

#[test]
fn a_citations_file_that_is_not_there_names_the_nearest() {
    let list =
        r#"["reference.bib", "our.json", "library.ris", "zotero/our.json", "./zotero/our.json", "x.bib"]"#;
    let built = naming(list, &format!("//- references.bib\n{OURS}"));
    expect("a_citations_file_that_is_not_there_names_the_nearest", &built.diagnostics());
}

#[test]
fn own_citations_can_stand_beside_the_built_in_ones() {
    let settings =
        "//- site.toml\ntitle = \"Ours\"\nreferences = [\"references.bib\", \"zotero/our.json\"]\n";
    let built = site(&format!("{settings}{OURS}"));
    assert_eq!(built.diagnostics(), "");
    let bibliography = built.page("/bibliography/");
    assert!(bibliography.contains("id=\"own2020\"") && bibliography.contains("id=\"bowlby1969\""));
    let missing = naming("[\"references.bib\"]", "").diagnostics();
    assert!(missing.contains("there is no citations file `references.bib`"), "{missing}");
}

#[test]
fn only_a_citations_file_that_counts_has_to_be_readable() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| std::fs::write(folder.path().join(path), bytes).unwrap();
    ["zotero", "other"].iter().for_each(|name| std::fs::create_dir(folder.path().join(name)).unwrap());
    write("site.toml", b"title = 'Ours'\nbuilt_in = false\nreferences = ['zotero/our.json']\n");
    write("zotero/our.json", OURS.split_once('\n').unwrap().1.as_bytes());
    write("package.json", b"\xe9");
    write("other/x.bib", b"@book{x");
    let built = || Edition::build(&Sources::read(folder.path()).unwrap(), TODAY);
    assert!(built().diagnostics.is_empty());
    write("zotero/our.json", b"\xe9");
    assert!(built().diagnostics.iter().any(|found| found.code == "not-utf-8"));
}
