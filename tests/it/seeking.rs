//! The bibliography for a reader who looks for something, as the server answers its form.

use std::sync::Arc;

use attune::server::respond::Shelf;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use crate::site::{EVIDENCE, article_text, site};

async fn ask(query: &str) -> (StatusCode, String, Option<String>) {
    let bib = EVIDENCE.replace("@book{stern1985", "@book{sliwerski, author = {Śliwerski, A.}, date = {1969/1973}, title = {Café}, \
        publisher = {P}, isbn = {978-0-465-09571-7}, annotation = {Rare}}\n@misc{undated, author = {Who, W.}, title = {When}}\n@book{stern1985");
    let built = site(&format!(
        "{}{bib}//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nuncited = true\n",
        article_text("A [@bas-01].\n")
    ));
    let shelf = Shelf::new(Arc::new(built.site().clone()));
    let router = attune::server::router(Arc::new(shelf));
    let request = Request::builder().uri(format!("/bibliography/{query}")).body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    let robots = answer.headers().get("x-robots-tag").map(|value| value.to_str().unwrap().to_owned());
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap(), robots)
}

async fn found(query: &str) -> Vec<String> {
    let (status, page, robots) = ask(query).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(robots.as_deref(), Some("noindex"), "{query}");
    let keys = ["bowlby1969", "hazan1987", "sliwerski", "stern1985", "undated"];
    keys.iter()
        .filter(|key| page.contains(&format!("<li id=\"{key}\"")))
        .map(|key| (*key).to_owned())
        .collect()
}

#[tokio::test]
async fn a_form_without_script_shows_the_sources_that_fit() {
    for (query, keys) in [
        ("?q=love+shaver", &["hazan1987"][..]),
        ("?q=CAFE", &["sliwerski"]),
        ("?q=10.1037", &["hazan1987"]),
        ("?q=978-0-465", &["sliwerski"]),
        ("?q=rare", &["sliwerski"]),
        ("?q=stern1985", &["stern1985"]),
        ("?from=1970&to=1985", &["sliwerski", "stern1985"]),
        ("?to=1969", &["bowlby1969", "sliwerski"]),
        ("?strength=idea", &["stern1985"]),
        ("?strength=several-studies&q=hogarth", &["bowlby1969"]),
        ("?q=nobody", &[]),
        ("?from=1990&to=1980", &[]),
    ] {
        assert_eq!(found(query).await, keys, "{query}");
    }
}

#[tokio::test]
async fn the_page_says_what_was_asked_and_how_many_fit() {
    let (_, page, _) = ask("?q=%3Cb%3E%22love&from=19x&strength=idea").await;
    assert!(page.contains("name=\"q\" value=\"&lt;b&gt;&quot;love\""), "{page}");
    assert!(page.contains("name=\"from\" value=\"19x\""), "{page}");
    assert!(page.contains("value=\"idea\" checked>"), "{page}");
    assert!(page.contains(">0 of 5 sources</span>"), "{page}");
    assert!(page.contains("<p id=\"_nothing\">No source fits."), "{page}");
    assert!(!page.contains("<section class=\"letter\""), "{page}");
    let (_, page, _) = ask("?q=love").await;
    assert!(page.contains("<p id=\"_nothing\" hidden>"), "{page}");
    assert_eq!(page.matches("<li><a href=\"#_").count(), 1, "letters without entries are not offered");
    assert!(page.contains(">Show all</a>"), "{page}");
}

#[tokio::test]
async fn nothing_asked_is_the_page_itself() {
    let (_, whole, robots) = ask("").await;
    assert_eq!(robots, None);
    for query in ["?", "?q=", "?q=+&from=&strength=none", "?x=1", "?q=%00"] {
        let (status, page, robots) = ask(query).await;
        assert_eq!((status, robots), (StatusCode::OK, None), "{query}");
        assert!(page == whole, "{query}");
    }
    assert!(!whole.contains('\u{fdd0}') && !whole.contains('\u{fdd1}'));
    assert!(!whole.contains(" checked>"));
}

#[tokio::test]
async fn no_question_is_too_long_or_too_strange() {
    for query in [
        format!("?q={}", "a%20".repeat(10_000)),
        "?q=%ff%fe&&=&strength=".to_owned(),
        "?from=99999999999999999999".to_owned(),
    ] {
        let (status, _, _) = ask(&query).await;
        assert_eq!(status, StatusCode::OK);
    }
}
