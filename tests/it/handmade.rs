//! A small finished site, made by hand, for what stands after it: the server and the export.

use std::collections::BTreeMap;
use std::sync::Arc;

use attune::server::respond::Shelf;
use attune::server::router;
use attune::site::Site;
use attune::site::address::{Address, Base};
use attune::site::missing::Missing;
use attune::site::onward::{Former, Goal, Onward, Signs};
use attune::site::page::{Cache, Media, Page};
use axum::Router;

/// Long enough that it gains by being compressed.
pub(crate) fn long_text() -> String {
    "Turn towards each other. ".repeat(100)
}

/// Two articles, one with a name that is not ASCII; a stylesheet, a drawing and a picture; old addresses of each kind.
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
    let base = Base::parse(url).unwrap();
    let signs = Signs { base: &base, language: "en", words: "Now here:", script: "/assets/onward.js" };
    let onward = |path: &str, goal: Goal| (path.to_owned(), Onward::new(signs, goal, "There", &[]));
    let turns = Goal { fragment: Some("türen auf".to_owned()), ..Address::article("müde-eltern").into() };
    let former = Former {
        moved: BTreeMap::from([
            onward("/in-step/", Address::article("synchrony").into()),
            onward("/old/tired.html", Address::article("müde-eltern").into()),
            onward("/articles/synchrony/", Address::home().into()),
            onward("/lost/", Address::article("never-written").into()),
            onward("/s/bcdfh", turns),
        ]),
        gone: BTreeMap::from([("/articles/withdrawn/".to_owned(), Page::html("<title>Gone</title>"))]),
    };
    let offers = ["synchrony", "müde-eltern"].map(|slug| (Address::article(slug), slug.as_bytes().to_vec()));
    let missing = Missing::new("<p>Not here. ", "</p>", "Start at home.", offers);
    Site::new(base.clone(), pages, former, missing)
}

/// What answers for the small site.
pub(crate) fn small_router(url: Option<&str>) -> Router {
    router(Arc::new(Shelf::new(Arc::new(small_site(url)))))
}
