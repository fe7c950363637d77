//! The citations files of a site: which are read, and which of their works nobody cites.

use attune::edition::Edition;
use attune::source::Sources;

use crate::commands::run;
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
    let settings = "//- site.toml\ntitle = \"Ours\"\nuncited = true\nreferences = [\"references.bib\", \"zotero/our.json\"]\n";
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

/// Case 45: reported to whoever checks the site, and shown only if the site says so, then without a word.
#[test]
fn a_source_that_nobody_cites_is_a_hint_and_stands_in_the_bibliography_if_the_site_says_so() {
    let more = OURS.replace("own2020", "own2021");
    let cites = "Text [@own2020], and [@bas-01].\n";
    let built = naming(
        r#"["references.bib", "more.bib", "zotero/our.json"]"#,
        &format!(
            "{EVIDENCE}//- more.bib\n@misc{{own2020, title = {{Mine}}, author = {{Own, O.}}, date = {{2019}}}}\n\
             @misc{{leaflet, title = {{A leaflet}}, author = {{Own, O.}}, date = {{2018}}}}\n{more}{}",
            article_text(cites)
        ),
    );
    assert_eq!(built.diagnostics(), "");
    expect("a_source_that_nobody_cites_is_a_hint_and_stands_in_the_bibliography", &built.uncited());
    let shown = |built: &crate::site::Built| {
        let bibliography = built.page("/bibliography/");
        ["leaflet", "own2021", "own2020"].map(|key| bibliography.contains(&format!("id=\"{key}\"")))
    };
    assert_eq!(shown(&built), [false, false, true]);
    assert_eq!(built.page("/bibliography.bib").matches("\n@").count() + 1, 4);
    let all = format!(
        "{EVIDENCE}//- more.bib\n@misc{{own2020, title = {{Mine}}, author = {{Own, O.}}, date = {{2019}}}}\n\
         @misc{{leaflet, title = {{A leaflet}}, author = {{Own, O.}}, date = {{2018}}}}\n{more}{}//- site.toml\n\
         title = \"T\"\nbuilt_in = false\nprose = false\nuncited = true\n\
         references = [\"references.bib\", \"more.bib\", \"zotero/our.json\"]\n",
        article_text(cites)
    );
    let built = site(&all);
    assert_eq!((built.diagnostics().as_str(), built.uncited().as_str()), ("", ""));
    assert_eq!(shown(&built), [true, true, true]);
    // A link that was published lasts, whatever cites it.
    let register = "//- links.lock\nbibliography#leaflet k7mvd 2026-11-25\n";
    let built = site(&format!("{}{register}", all.replace("uncited = true\n", "")));
    assert_eq!(shown(&built), [true, false, true]);
}

/// A letter tells two works apart that readers see; what only a draft cites, they do not see.
#[test]
fn a_source_that_is_not_shown_changes_nothing_about_those_that_are() {
    let bib = "//- references.bib\n@misc{a, title = {Alpha}, author = {Own, O.}, date = {2018}}\n\
               @misc{b, title = {Beta}, author = {Own, O.}, date = {2018}}\n\
               @misc{c, title = {Gamma}, author = {Own, O.}, date = {2018}}\n";
    let draft =
        article_text("Text [@c].\n").replace("lead =", "draft = true\nlead =").replace("x.md", "y.md");
    let built = site(&format!("{bib}{}{draft}", article_text("Text [@b].\n")));
    assert!(built.uncited().contains("cited nowhere: `a`\n"), "{}", built.uncited());
    assert!(built.page("/articles/x/").contains(">Own, 2018</a>"), "{}", built.page("/articles/x/"));
    let bibliography = built.page("/bibliography/");
    let shown = ["a", "b", "c"].map(|key| bibliography.contains(&format!("<li id=\"{key}\"")));
    assert_eq!(shown, [false, true, false]);
    let all = site(&format!(
        "{bib}{}//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nuncited = true\n",
        article_text("Text [@b].\n")
    ));
    assert!(all.page("/articles/x/").contains(">Own, 2018b</a>"));
}

#[test]
fn many_sources_that_nobody_cites_are_one_hint() {
    let bib: String = (1..=12)
        .map(|n| {
            format!("@misc{{leaflet{n}, title = {{Leaflet {n}}}, author = {{Own, O.}}, date = {{2018}}}}\n")
        })
        .collect();
    let built = site(&format!("//- references.bib\n{bib}"));
    expect("many_sources_that_nobody_cites_are_one_hint", &built.uncited());
}

/// Pages, drafts, terms and claims cite as articles do; what is built in is not for others to look after.
#[test]
fn whatever_cites_a_source_counts_and_a_built_in_one_is_left_alone() {
    let bib = "//- references.bib\n@misc{a, title = {A}, author = {Own, O.}, date = {2018}}\n\
               @misc{b, title = {B}, author = {Own, O.}, date = {2018}}\n@misc{c, title = {C}, author = {Own, O.}, date = {2018}}\n\
               //- glossary.md\nterm\n\n: Something [@a].\n//- pages/home.md\n+++\ntitle = \"Home\"\nlead = \"L.\"\n+++\n\
               Words [@b].\n";
    let draft = article_text("Text [@c].\n").replace("lead =", "draft = true\nlead =");
    assert_eq!(site(&format!("{bib}{draft}")).uncited(), "");
    let beneath = "//- built-in:references.bib\n@misc{a, title = {A}, author = {Own, O.}, date = {2018}}\n";
    let ours = site(&format!("//- site.toml\ntitle = \"Ours\"\n{beneath}"));
    assert_eq!(ours.uncited(), "");
}

/// Case 44: a sensible label in the text and in the list, and a word to whoever checks.
#[test]
fn a_work_without_author_or_year_is_cited_by_its_title_and_without_a_date() {
    let bib = "//- references.bib\n@book{leaflet, title = {Sleep well}, date = {2018}, publisher = {A Clinic}}\n\
               @book{undated, title = {Old games}, author = {Own, O.}, publisher = {Us}}\n";
    let built = site(&format!("{bib}{}", article_text("Text [@leaflet; @undated]. As @undated said.\n")));
    let name = "a_work_without_author_or_year_is_cited_by_its_title_and_without_a_date";
    expect(name, &built.diagnostics());
    let words = |html: &str| {
        let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
        parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let text = words(&built.text("/articles/x/"));
    assert!(text.contains("(Own, n.d.; Sleep Well, 2018). As Own (n.d.) said."), "{text}");
    let bibliography = words(&built.page("/bibliography/"));
    assert!(bibliography.contains("Own, O. (n.d.). Old games. Us."), "{bibliography}");
    assert!(bibliography.contains("Sleep well. (2018). A Clinic."), "{bibliography}");
}

/// Only whoever checks is told; who exports the site is not.
#[test]
fn the_hint_and_the_list_of_sources_are_for_check_alone() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    ["ours", "ours/articles"].iter().for_each(|name| std::fs::create_dir(folder.path().join(name)).unwrap());
    write("ours/site.toml", "title = 'Ours'\nbuilt_in = false\nprose = false\n");
    write("ours/references.json", OURS.split_once('\n').unwrap().1);
    write("ours/articles/x.md", article_text("Words.\n").split_once('\n').unwrap().1);
    let (code, out, _) = run(&folder, &["check", "ours", "--report", "--today", "2026-11-25"]);
    assert_eq!(code, 0);
    assert!(out.contains("hint[uncited-sources]: 1 source is cited nowhere: `own2020`"), "{out}");
    assert!(out.ends_with("\nx              -\ncited nowhere  own2020\n"), "{out}");
    let (code, out, told) =
        run(&folder, &["check", "ours", "--report", "--format", "json", "--today", "2026-11-25"]);
    assert!(code == 0 && out.ends_with("]\n") && told.ends_with("\ncited nowhere  own2020\n"), "{out}{told}");
    let (code, _, told) = run(&folder, &["export", "ours", "--out", "public", "--today", "2026-11-25"]);
    assert_eq!((code, told.as_str()), (0, ""));
}
