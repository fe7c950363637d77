//! A small finished site, made by hand, for what stands after it: the server and the export.

use std::collections::BTreeMap;
use std::sync::Arc;

use attune::server::respond::Shelf;
use attune::server::router;
use attune::site::Site;
use attune::site::address::{Address, Base};
use attune::site::missing::Missing;
use attune::site::page::{Cache, Media, Page};
use axum::Router;

/// Long enough that it gains by being compressed.
pub(crate) fn long_text() -> String {
    "Turn towards each other. ".repeat(100)
}

/// Two articles, one with a name that is not ASCII; a stylesheet, a drawing and a picture; two old addresses.
pub(crate) fn small_site(url: Option<&str>) -> Site {
    let asset = |name: &str, body: &str| {
        (Address::asset(name), Page::new(Media::of(name), Cache::Asset, body.to_owned()))
    };
    let article = |slug: &str| {
        (Address::article(slug), Page::html(format!("<!doctype html><title>{slug}</title>{}", long_text())))
    };
    let pages = BTreeMap::from([
        (Address::home(), Page::html("<!doctype html><title>Home</title>")),
        article("synchrony"),
        article("müde-eltern"),
        asset("site.0123456789ab.css", &"a { color: red }\n".repeat(40)),
        asset("Pünkt.0123456789ab.png", &"dot".repeat(400)),
        (Address::favicon(), Page::new(Media::Svg, Cache::Short, "<svg/>")),
    ]);
    let moved = BTreeMap::from([
        ("/in-step/".to_owned(), Address::article("synchrony")),
        ("/old/tired.html".to_owned(), Address::article("müde-eltern")),
        ("/articles/synchrony/".to_owned(), Address::home()),
        ("/lost/".to_owned(), Address::article("never-written")),
    ]);
    let offers = ["synchrony", "müde-eltern"].map(|slug| (Address::article(slug), slug.as_bytes().to_vec()));
    let missing = Missing::new("<p>Not here. ", "</p>", "Start at home.", offers);
    Site::new(Base::parse(url).unwrap(), pages, moved, missing)
}

/// What answers for the small site.
pub(crate) fn small_router(url: Option<&str>) -> Router {
    router(Arc::new(Shelf::new(Arc::new(small_site(url)))))
}
