//! A site's folder over the built-in site.

use crate::site::site;

#[test]
fn a_folder_with_a_title_alone_gives_the_built_in_articles_under_that_name() {
    let built = site("//- site.toml\ntitle = \"Riverside Clinic\"\n");
    assert_eq!(built.diagnostics(), "");
    let page = built.page("/articles/secure-base/");
    assert!(page.contains("· Riverside Clinic</title>"));
    assert!(built.page("/articles/").contains("/articles/safe-haven/"));
}

#[test]
fn a_file_of_ones_own_replaces_the_built_in_one() {
    let own = "//- site.toml\ntitle = \"Ours\"\n//- pages/privacy.md\n+++\ntitle = \"Our privacy\"\nlead = \"Ours.\"\n+++\nOur words.\n";
    let built = site(own);
    assert!(built.page("/privacy/").contains("Our words."));
    assert!(built.page("/about/").contains("<h1>"));
}

#[test]
fn the_built_in_articles_can_be_taken_away() {
    let built = site(
        "//- site.toml\ntitle = \"Ours\"\nbuilt_in = false\n//- articles/ours.md\n+++\ntitle = \"Ours\"\nlead = \"L.\"\nkey_points = [\"a\", \"b\", \"c\"]\nreviewed = 2026-11-25\nreviewer = \"R\"\npublished = 2026-11-25\n+++\nText.\n//- pages/home.md\n+++\ntitle = \"H\"\nlead = \"L\"\n+++\n",
    );
    assert_eq!(built.diagnostics(), "");
    assert!(built.site().find("/articles/secure-base/").is_none());
    assert!(built.site().find("/articles/ours/").is_some());
    assert!(
        built.site().find("/about/how-we-write/").is_none(),
        "it tells how the built-in articles are made"
    );
    assert!(!built.page("/about/").contains("/about/how-we-write/"));
}

#[test]
fn an_article_that_the_settings_do_not_name_stands_after_the_others() {
    let built = site(
        "//- site.toml\ntitle = \"Ours\"\n//- articles/a-word-first.md\n+++\ntitle = \"Ours first\"\nlead = \"L.\"\nkey_points = [\"a\", \"b\", \"c\"]\nreviewed = 2026-11-25\nreviewer = \"R\"\npublished = 2026-11-25\n+++\nText.\n",
    );
    let list = built.page("/articles/");
    assert!(list.contains("More articles"));
    assert!(list.find("Ours first").unwrap() > list.find("/articles/proximate-separation/").unwrap());
}

#[test]
fn a_site_under_a_path_puts_it_before_every_link() {
    let built = site("//- site.toml\ntitle = \"Ours\"\nurl = \"https://clinic.example/parents/\"\n");
    for (address, page) in built.site().pages() {
        let text = String::from_utf8_lossy(page.body());
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.starts_with('/') {
                assert!(link.starts_with("/parents/"), "{link} on {address}");
            }
        }
    }
    let page = built.page("/articles/synchrony/");
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://clinic.example/parents/articles/synchrony/\">")
    );
}

#[test]
fn a_contact_of_the_site_stands_at_the_foot_of_every_page() {
    let built = site(
        "//- site.toml\ntitle = \"Ours\"\n[contact]\nname = \"Ask Jo\"\nemail = \"jo@clinic.example\"\n",
    );
    assert!(built.page("/").contains("<a href=\"mailto:jo@clinic.example\">Ask Jo</a>"));
}

#[test]
fn without_the_built_in_articles_nothing_is_left_of_what_they_rest_on() {
    let own = "//- site.toml\ntitle = \"Ours\"\nbuilt_in = false\n//- references.bib\n@book{own2020, author = {Own, O.}, \
               title = {Ours}, date = {2020}, publisher = {Us}}\n//- articles/ours.md\n+++\ntitle = \"Ours\"\nlead = \"L.\"\n\
               key_points = [\"a\", \"b\", \"c\"]\nreviewed = 2026-11-25\n+++\nText [@own2020].\n";
    let built = site(own);
    assert_eq!(built.diagnostics(), "");
    let bibliography = built.page("/bibliography/");
    assert!(bibliography.contains("id=\"own2020\"") && !bibliography.contains("id=\"bowlby1969\""));
    let head = built.page("/");
    assert!(head.contains("href=\"/bibliography/\"") && !head.contains("href=\"/evidence/\""));
}

#[test]
fn a_citations_file_of_ones_own_under_the_built_in_articles_says_what_to_do() {
    let own = "//- site.toml\ntitle = \"Ours\"\n//- references.bib\n@book{own2020, author = {Own, O.}, title = {Ours}, \
               date = {2020}, publisher = {Us}}\n";
    let found = site(own).diagnostics();
    assert!(found.contains("built-in:articles/proximate-separation.md"));
    assert!(found.contains("or write `built_in = false` in `site.toml`"), "{found}");
}
