//! The pages about the site itself: where they stand, who runs the site, what is said of privacy.

use std::collections::BTreeSet;

use attune::source::Sources;
use scraper::{ElementRef, Html, Selector};

use crate::site::{EVIDENCE, article_text, attributes, site};

/// A page of `pages/`, as part of a site's text.
fn page(name: &str, body: &str) -> String {
    format!("//- pages/{name}.md\n+++\ntitle = \"Title of {name}\"\nlead = \"Lead.\"\n+++\n{body}\n")
}

#[test]
fn a_page_in_a_folder_stands_at_an_address_beneath() {
    let built = site(&format!(
        "{}{EVIDENCE}{}{}",
        article_text("See [how](../pages/about/Our%20ways.md#facts).\n"),
        page("about", "See [how](about/Our%20ways.md)."),
        page(
            "about/Our ways",
            "## Facts {#facts}\n\n[up](../about.md) [article](../../articles/x.md) [terms](../../glossary.md) [@bas-01]"
        ),
    ));
    assert_eq!(built.diagnostics(), "");
    assert!(built.text("/articles/x/").contains("<a href=\"/about/our-ways/#facts\">how</a>"));
    assert!(built.page("/about/").contains("<a href=\"/about/our-ways/\">how</a>"));
    let page = built.page("/about/our-ways/");
    for link in ["/about/", "/articles/x/", "/glossary/", "/evidence/#bas-01"] {
        assert!(attributes(&page, "href").contains(&link), "{link}");
    }
    assert!(
        page.contains("<a href=\"/about/\" aria-current=\"true\">"),
        "the way up is marked in the navigation"
    );
    assert!(
        built.page("/evidence/").contains("href=\"/about/our-ways/#facts\""),
        "the page is named as a user"
    );
}

const CONTACT: &str = "//- site.toml\ntitle = \"Ours\"\n[contact]\nname = \"Riverside & Co\"\nabout = \"We are a <small> clinic.\"\n\
                       email = \"jo@clinic.example\"\nphone = \"+44 (0)20 7946 0000\"\nurl = \"https://clinic.example/us\"\n\
                       post = [\"12 Mill Lane\", \"Riverside RS1 2AB\"]\n";

#[test]
fn the_page_about_the_site_says_who_runs_it() {
    let built = site(CONTACT);
    assert_eq!(built.diagnostics(), "");
    let about = built.page("/about/");
    let start = about.find("<section aria-labelledby=\"_contact\">").unwrap();
    let block = &about[start..start + about[start..].find("</section>").unwrap()];
    assert_eq!(
        block.replace('\n', ""),
        "<section aria-labelledby=\"_contact\"><h2 id=\"_contact\">Who runs this site</h2><p><strong>Riverside &#38; \
         Co</strong></p><p>We are a &#60;small&#62; clinic.</p><dl><dt>E-mail</dt><dd>\
         <a href=\"mailto:jo@clinic.example\">jo@clinic.example</a></dd><dt>On the web</dt><dd>\
         <a href=\"https://clinic.example/us\">https://clinic.example/us</a></dd><dt>Telephone</dt><dd>\
         <a href=\"tel:+442079460000\">+44 (0)20 7946 0000</a></dd><dt>By post</dt><dd>12 Mill Lane<br>Riverside RS1 2AB</dd></dl>"
    );
    assert!(!built.page("/privacy/").contains("_contact"));
    assert!(
        built
            .page("/privacy/")
            .contains("Contact: <a href=\"mailto:jo@clinic.example\">Riverside &#38; Co</a>")
    );
}

#[test]
fn a_site_that_does_not_say_who_runs_it_shows_no_empty_place_for_it() {
    let silent = site("//- site.toml\ntitle = \"Ours\"\n").page("/about/");
    assert!(!silent.contains("_contact") && !silent.contains("Contact:"));
    let named = site("//- site.toml\ntitle = \"Ours\"\n[contact]\nname = \"Jo\"\n");
    assert!(named.page("/about/").contains("<p><strong>Jo</strong></p>"));
    assert!(!named.page("/about/").contains("<dl>"));
    assert!(
        named.page("/").contains("Contact: <a href=\"/about/\">Jo</a>"),
        "the foot leads to the page about the site"
    );
    let called = site("//- site.toml\ntitle = \"Ours\"\n[contact]\nname = \"Jo\"\nphone = \"0123 456\"\n");
    assert!(called.page("/").contains("<a href=\"tel:0123456\">Jo</a>"));
}

const HOW: &str = "/about/how-we-write/";

fn built_in_page(address: &str) -> Html {
    Html::parse_document(&site("//- site.toml\ntitle = \"Ours\"\n").page(address))
}

fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

#[test]
fn how_we_write_says_of_every_strength_what_it_means_and_how_its_sentences_begin() {
    let settings = Sources::built_in();
    let settings = settings.file(settings.find("site.toml").unwrap()).text().parse::<toml::Table>().unwrap();
    let openings = settings["prose"]["openings"].as_table().unwrap();
    let names = include_str!("../../content/words/en.ftl");
    let page = built_in_page(HOW);
    let mut shown = BTreeSet::new();
    for row in select(&page, "table tbody tr") {
        let cells: Vec<String> = row.child_elements().map(words).collect();
        let [name, meaning, begins] = &cells[..] else { panic!("three cells") };
        let line =
            names.lines().find(|line| line.starts_with("strength-") && line.ends_with(&format!("= {name}")));
        let strength = line.unwrap_or_else(|| panic!("no strength is called {name}"));
        let strength = strength["strength-".len()..].split(' ').next().unwrap();
        let allowed: Vec<&str> =
            openings[strength].as_array().unwrap().iter().map(|o| o.as_str().unwrap()).collect();
        for opening in begins.split('“').skip(1) {
            let opening = opening.split('”').next().unwrap().to_lowercase();
            assert!(
                allowed.iter().any(|allowed| allowed.starts_with(&opening)),
                "{name}: {opening} of {allowed:?}"
            );
        }
        assert!(!meaning.is_empty());
        shown.insert(strength.to_owned());
    }
    assert_eq!(shown, openings.keys().cloned().collect(), "every strength stands in the table");
    let months = settings["prose"]["review_months"].as_integer();
    assert!(months == Some(12) && words(select(&page, ".text")[0]).contains("within twelve months"));
}

#[test]
fn what_was_changed_leads_to_the_articles_that_say_it_instead() {
    let built = site("//- site.toml\ntitle = \"Ours\"\n");
    let page = built.page(HOW);
    let parts: Vec<&str> = page.split("id=\"changed-").skip(1).collect();
    assert_eq!(parts.len(), 11);
    for part in parts {
        assert!(part.contains("<a href=\"/articles/"), "{}", &part[..30]);
    }
}

#[test]
fn the_pages_about_the_site_are_reached_from_every_page_and_give_way_to_a_sites_own() {
    for address in ["/", "/articles/synchrony/", "/glossary/", HOW] {
        let page = built_in_page(address);
        for (link, title) in
            [("/about/", "About Attune"), (HOW, "How we write"), ("/privacy/", "Your privacy")]
        {
            let found = select(&page, &format!(".foot a[href='{link}']"));
            assert_eq!(found.into_iter().map(words).collect::<Vec<_>>(), [title], "{address}");
        }
    }
    for name in ["about", "about/how-we-write", "privacy"] {
        let own = site(&format!("//- site.toml\ntitle = \"Ours\"\n{}", page(name, "Our own words.")));
        assert_eq!(own.diagnostics(), "");
        let text = own.page(&format!("/{name}/"));
        assert!(text.contains("<p>Our own words.</p>") && !text.contains("<h2"), "{name}");
    }
}
