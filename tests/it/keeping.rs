//! `attune links …`, as it is called from a terminal: what an author does so that links last.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::commands::run;
use crate::site::named_article;

/// A folder with a site `my site`, of these articles.
fn folder(articles: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("my site");
    fs::create_dir_all(site.join("articles")).unwrap();
    fs::write(site.join("site.toml"), "title = \"T\"\nbuilt_in = false\nprose = false\n").unwrap();
    for (name, body) in articles {
        write(&folder, name, body);
    }
    folder
}

fn write(folder: &TempDir, name: &str, body: &str) {
    let text = named_article(name, body);
    let text = text.split_once('\n').unwrap().1;
    fs::write(folder.path().join(format!("my site/articles/{name}.md")), text).unwrap();
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join("my site").join(name)).unwrap()
}

/// The lines of the register for articles, without the built-in pages.
fn register(folder: &TempDir) -> Vec<String> {
    let all = text(folder, "links.lock");
    all.lines().filter(|line| line.starts_with("articles/")).map(str::to_owned).collect()
}

fn accept(folder: &TempDir, day: &str) -> (i32, String, String) {
    run(folder, &["links", "accept", "--published", day, "my site"])
}

#[test]
fn what_is_published_is_accepted_once_and_what_stands_in_the_register_stays() {
    let folder = folder(&[("x", "## A {#a}\n\nWords.\n")]);
    let (code, said, _) = accept(&folder, "2026-11-25");
    assert_eq!(code, 0);
    assert!(
        said.starts_with("Attune accepted ") && said.ends_with(" new links into my site/links.lock\n"),
        "{said}"
    );
    let first = register(&folder);
    assert_eq!(first.len(), 2);
    assert!(first[0].starts_with("articles/x ") && first[0].ends_with(" 2026-11-25"), "{first:?}");
    assert!(first[1].starts_with("articles/x#a ") && first[1].ends_with(" 2026-11-25"), "{first:?}");
    let (_, said, _) = accept(&folder, "2026-12-01");
    assert_eq!(said, "Nothing is new: every link is in my site/links.lock\n");

    write(&folder, "x", "## A {#a}\n\nWords.\n\n## B {#b}\n\nWords.\n");
    let (code, said, _) = run(&folder, &["check", "my site"]);
    assert_eq!(code, 0, "what is new is a hint");
    assert!(
        said.contains("hint[new-links]: new links of `articles/x`, not in the register yet: `#b`"),
        "{said}"
    );
    assert!(
        said.contains("`attune links accept --published YYYY-MM-DD 'my site'`"),
        "as a shell takes it: {said}"
    );
    accept(&folder, "2026-12-01");
    let second = register(&folder);
    assert_eq!(second[..2], first, "a code is made once");
    assert!(second[2].starts_with("articles/x#b ") && second[2].ends_with(" 2026-12-01"), "{second:?}");
    let path = folder.path().join("my site/links.lock");
    fs::write(&path, format!("# Ann keeps this.\n{}", text(&folder, "links.lock"))).unwrap();
    write(&folder, "z", "Words.\n");
    accept(&folder, "2026-12-02");
    let whole = text(&folder, "links.lock");
    assert_eq!(whole.matches("# Ann keeps this.\n").count(), 1, "what an author wrote stays");
    let lines: Vec<&str> = whole.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.is_sorted(), "{whole}");
}

#[test]
fn a_register_that_is_not_utf_8_is_an_error_and_is_not_written_over() {
    let folder = folder(&[("x", "Words.\n")]);
    let path = folder.path().join("my site/links.lock");
    let raw = b"articles/x bcdfh 2026-11-25\n# M\xfcller\n";
    fs::write(&path, raw).unwrap();
    let (code, said, error) = accept(&folder, "2026-11-26");
    assert_eq!((code, error.as_str()), (1, "attune: nothing was accepted: mend first what is wrong\n"));
    assert!(
        said.contains("my site/links.lock:1:1: error[not-utf-8]: this file is not text in UTF-8"),
        "{said}"
    );
    assert_eq!(fs::read(&path).unwrap(), raw);
}

#[test]
fn two_branches_that_publish_the_same_section_write_the_same_line() {
    let site = folder(&[("x", "## A {#a}\n\nWords.\n"), ("y", "## B {#b}\n\nWords.\n")]);
    let other = folder(&[("y", "## B {#b}\n\nWords.\n")]);
    for folder in [&site, &other] {
        assert_eq!(accept(folder, "2026-11-25").0, 0);
    }
    let (all, some) = (register(&site), register(&other));
    assert!(some.iter().all(|line| all.contains(line)), "{all:?} {some:?}");
}

#[test]
fn a_published_section_is_moved_by_the_very_command_that_the_error_names() {
    let folder = folder(&[("x", "## Nights {#nights}\n\nWords.\n"), ("y", "Words.\n")]);
    accept(&folder, "2026-11-25");
    write(&folder, "x", "Words.\n");
    write(&folder, "y", "## Nights {#sleep}\n\nWords.\n");
    let (code, said, _) = run(&folder, &["check", "my site"]);
    assert_eq!(code, 1);
    let command = "`attune links moved articles/x#nights articles/y#sleep 'my site'`";
    assert!(said.contains(command), "{said}");
    let (code, done, _) =
        run(&folder, &["links", "moved", "articles/x#nights", "articles/y#sleep", "my site"]);
    assert_eq!((code, done.as_str()), (0, "articles/x#nights leads to articles/y#sleep from now on\n"));
    assert_eq!(
        text(&folder, "links.toml"),
        "# What became of links that were published. `attune links moved` and `attune links gone` write here; so may \
         you.\n\n[moved]\n\"articles/x#nights\" = \"articles/y#sleep\"\n"
    );
    let (code, said, _) = run(&folder, &["check", "my site"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_published_section_is_retired_with_a_reason() {
    let folder = folder(&[("x", "## A {#a}\n\nWords.\n\n## B {#b}\n\nWords.\n")]);
    accept(&folder, "2026-11-25");
    let gone = |because: &str| run(&folder, &["links", "gone", "x#b", "--because", because, "my site"]);
    assert_eq!(
        gone("Out of date."),
        (1, String::new(), "attune: articles/x#b is there; nothing has to be said of it\n".to_owned())
    );
    write(&folder, "x", "## A {#a}\n\nWords.\n");
    assert_eq!(run(&folder, &["check", "my site"]).0, 1);
    assert_eq!(gone("…").0, 1, "the reason has to be one");
    assert_eq!(gone("Out of date."), (0, "articles/x#b is retired from now on\n".to_owned(), String::new()));
    assert!(text(&folder, "links.toml").ends_with("[gone]\n\"articles/x#b\" = \"Out of date.\"\n"));
    assert_eq!(run(&folder, &["check", "my site"]).0, 0);
}

#[test]
fn a_command_that_would_say_something_untrue_says_why_not_and_writes_nothing() {
    let folder = folder(&[("x", "## A {#a}\n\nWords.\n\n## Old {#old}\n\nWords.\n"), ("y", "Words.\n")]);
    accept(&folder, "2026-11-25");
    write(&folder, "x", "## A {#a}\n\nWords.\n");
    for (arguments, wrong) in [
        (["x#old", "x#aa"], "there is no articles/x#aa; did you mean articles/x#a?"),
        (["x#old", "z#a"], "there is no pages/z#a"),
        (
            ["x#odl", "x#a"],
            "articles/x#odl was never published: it is not in links.lock; did you mean articles/x#old?",
        ),
        (["x#a", "y"], "articles/x#a is there; nothing has to be said of it"),
        (["", "y"], "`` names no page: write PAGE#ID, such as safe-haven#sleep"),
    ] {
        let (code, said, error) = run(&folder, &["links", "moved", arguments[0], arguments[1], "my site"]);
        assert_eq!((code, said.as_str(), error), (1, "", format!("attune: {wrong}\n")));
    }
    assert!(!folder.path().join("my site/links.toml").exists());
    let (code, _, error) = accept(&folder, "2026-11-26");
    assert_eq!((code, error.as_str()), (1, "attune: nothing was accepted: mend first what is wrong\n"));
    let (code, _, error) = run(&folder, &["links", "accept", "my site"]);
    assert_eq!(code, 2, "the day is given, not read from a clock");
    assert!(error.contains("--published <YYYY-MM-DD>"), "{error}");
    let (code, _, error) = run(&folder, &["links", "accept", "--published", "2026-11-25"]);
    assert_eq!((code, error.as_str()), (1, "attune: name the site's folder: this one has no site.toml\n"));
}

#[test]
fn an_address_from_a_browser_is_understood_and_the_folder_one_is_in_is_the_site() {
    let folder = folder(&[("x", "## Old {#old}\n\nWords.\n"), ("y", "## New {#new}\n\nWords.\n")]);
    accept(&folder, "2026-11-25");
    write(&folder, "x", "Words.\n");
    let site = folder.path().join("my site");
    let old = "https://clinic.example/parents/articles/x/#old";
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["links", "moved", old, "../articles/y.md#new"])
        .current_dir(&site)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "articles/x#old leads to articles/y#new from now on\n"
    );
}

#[test]
fn an_address_of_a_site_under_a_path_is_understood() {
    let folder = folder(&[("x", "Words.\n")]);
    let site_file =
        "title = \"T\"\nbuilt_in = false\nprose = false\nurl = \"https://clinic.example/parents/\"\n";
    fs::write(folder.path().join("my site/site.toml"), site_file).unwrap();
    fs::create_dir_all(folder.path().join("my site/pages")).unwrap();
    let page = |name: &str, id: &str| {
        let text = format!("+++\ntitle = \"T\"\nlead = \"Lead.\"\n+++\n## A {{#{id}}}\n\nWords.\n");
        fs::write(folder.path().join(format!("my site/pages/{name}.md")), text).unwrap();
    };
    let both = |id: &str| ["home", "rooms"].into_iter().for_each(|name| page(name, id));
    both("old");
    assert_eq!(accept(&folder, "2026-11-25").0, 0);
    both("new");
    for (old, new, name) in [
        ("https://clinic.example/parents/rooms/#old", "rooms#new", "pages/rooms"),
        ("http://localhost:3000/parents/#old", "https://clinic.example/parents/#new", "pages/home"),
    ] {
        let (_, said, error) = run(&folder, &["links", "moved", old, new, "my site"]);
        assert_eq!(said, format!("{name}#old leads to {name}#new from now on\n"), "{error}");
    }
}

#[test]
fn a_site_under_a_name_of_its_own_accepts_the_built_in_articles_with_their_codes() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("clinic")).unwrap();
    fs::write(folder.path().join("clinic/site.toml"), "title = \"Clinic\"\n").unwrap();
    let (code, said, error) = run(&folder, &["links", "accept", "--published", "2027-01-01", "clinic"]);
    assert_eq!(code, 0, "{said}{error}");
    let codes = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.rsplit_once(' ').unwrap().0.to_owned()).collect()
    };
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/links.lock");
    let clinic = fs::read_to_string(folder.path().join("clinic/links.lock")).unwrap();
    assert_eq!(codes(&clinic), codes(&fs::read_to_string(built_in).unwrap()));
    assert!(clinic.lines().skip(2).all(|line| line.ends_with(" 2027-01-01")));
}

#[test]
fn the_ids_of_an_article_are_written_into_its_headings_and_nothing_else_changes() {
    let body = "## Early signs\r\n\r\nWords.\r\n\r\n## Named {#named}\r\n\r\n### Early signs {.fold}\r\n\r\nWords.\r\n";
    let folder = folder(&[("x", body), ("named", "## Named {#named}\n\nWords.\n")]);
    let before = text(&folder, "articles/x.md");
    let pin = |name: &str| run(&folder, &["links", "pin", name, "my site"]);
    let (code, said, error) = pin("articles/x.md");
    assert_eq!((code, error.as_str()), (0, ""));
    assert_eq!(said, "Attune wrote 2 ids into my site/articles/x.md: #early-signs, #early-signs-2\n");
    let expected = before
        .replace("## Early signs\r", "## Early signs {#early-signs}\r")
        .replace("### Early signs {#early-signs} {.fold}", "### Early signs {.fold}")
        .replace("### Early signs {.fold}", "### Early signs {#early-signs-2 .fold}");
    assert_eq!(text(&folder, "articles/x.md"), expected);
    assert_eq!(pin("x").1, "Every heading of my site/articles/x.md has its id\n");
    assert_eq!(pin("named").1, "Every heading of my site/articles/named.md has its id\n");
    for (name, wrong) in
        [("y", "there is no pages/y.md in my site"), ("glossary", "there is no glossary.md in my site")]
    {
        assert_eq!(pin(name), (1, String::new(), format!("attune: {wrong}\n")));
    }
}
