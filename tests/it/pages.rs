//! The pages about the site itself: where they stand, who runs the site, what is said of privacy.

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
