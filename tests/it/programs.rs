//! What programs read and no reader sees: data of an article, cards of a page, feed, list of pages, manifest. Each is read
//! here by a parser of its kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use attune::server::respond::Shelf;
use attune::server::router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::site::{Built, EVIDENCE, is_article, named_article, site};

const URL: &str = "//- site.toml\ntitle = \"Ours\"\nlanguage = \"en-GB\"\nbuilt_in = false\nurl = \"https://clinic.example/parents/\"\n";

/// What an author might write that means something to one of the languages a page is written in.
const HOSTILE: &str = "A \"gap\" & a 'turn' </script><script>alert(1)</script> <!-- ]]> &amp; \u{2028} é";

/// The built-in site where it says where it stands.
fn placed() -> Built {
    site("//- site.toml\ntitle = \"Ours\"\nurl = \"https://clinic.example/parents/\"\n")
}

fn select(page: &str, selector: &str) -> Vec<Vec<(String, String)>> {
    let attributes = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Html::parse_document(page)
        .select(&Selector::parse(selector).unwrap())
        .map(|element| element.value().attrs().map(attributes).collect())
        .collect()
}

/// The value of an attribute of the one element that there is.
fn only(page: &str, selector: &str, name: &str) -> String {
    let found = select(page, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found[0].iter().find(|(attribute, _)| attribute == name).unwrap().1.clone()
}

/// The block of data at the end of a page.
fn data(page: &str) -> Value {
    let page = Html::parse_document(page);
    let selector = Selector::parse("body > script[type='application/ld+json']:last-child").unwrap();
    let block: String = page.select(&selector).next().expect("the page has data").text().collect();
    serde_json::from_str(&block).unwrap()
}

fn text(page: &str, selector: &str) -> String {
    let page = Html::parse_document(page);
    page.select(&Selector::parse(selector).unwrap()).next().unwrap().text().collect()
}

fn header(title: &str, extra: &str, body: &str) -> String {
    format!(
        "+++\ntitle = '''{title}'''\nlead = '''{title}'''\nkey_points = [\"a\", \"b\", \"c\"]\n{extra}+++\n{body}\n"
    )
}

#[test]
fn the_data_of_an_article_say_what_it_is_who_checked_it_and_what_it_rests_on() {
    let extra = "reviewed = 2026-11-25\npublished = 2025-01-02\nreviewer = \"A health visitor\"\nauthors = [\"Jo\", \"Us\"]\n";
    let article = header("Turns", extra, "One [@hazan1987]. Two [@bas-01]. Three [@stern1985].");
    let built = site(&format!("{URL}//- articles/x.md\n{article}{EVIDENCE}"));
    assert_eq!(
        data(&built.page("/articles/x/")),
        json!({
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "name": "Turns",
            "description": "Turns",
            "url": "https://clinic.example/parents/articles/x/",
            "inLanguage": "en-GB",
            "isPartOf": { "@type": "WebSite", "name": "Ours", "url": "https://clinic.example/parents/" },
            "datePublished": "2025-01-02",
            "lastReviewed": "2026-11-25",
            "author": [{ "name": "Jo" }, { "name": "Us" }],
            "reviewedBy": { "name": "A health visitor" },
            "citation": ["https://doi.org/10.1037/0022-3514.52.3.511"],
        })
    );
}

#[test]
fn the_data_say_nothing_that_is_not_known() {
    let article = header("Turns", "reviewed = 2026-11-25\n", "Words.");
    let page = site(&format!("//- articles/x.md\n{article}")).page("/articles/x/");
    assert_eq!(
        data(&page),
        json!({
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "name": "Turns",
            "description": "Turns",
            "inLanguage": "en",
            "isPartOf": { "@type": "WebSite", "name": "Test" },
            "lastReviewed": "2026-11-25",
        })
    );
    assert!(select(&page, "link[rel=canonical], meta[property='og:url'], link[rel=alternate]").is_empty());
}

#[test]
fn the_data_of_every_built_in_article_lead_to_its_sources() {
    let built = placed();
    let articles = built.site().pages().filter(|(address, _)| is_article(address.as_str()));
    let mut count = 0;
    for (address, page) in articles {
        let page = std::str::from_utf8(page.body()).unwrap();
        let data = data(page);
        let cited = data["citation"].as_array().unwrap().iter().map(|link| link.as_str().unwrap());
        let entries = Html::parse_document(page);
        let links = Selector::parse(".refs > li a[href^=http]").unwrap();
        let links = entries.select(&links).map(|link| link.attr("href").unwrap());
        assert_eq!(cited.collect::<Vec<_>>(), links.collect::<Vec<_>>(), "{address}");
        count += 1;
    }
    assert!(count >= 4);
}

#[test]
fn no_title_breaks_out_of_what_it_is_written_into() {
    let name = HOSTILE.replace('\'', "’");
    let settings = URL.replace("\"Ours\"", &format!("'''{name}'''")) + "[prose]\nbanned = false\n";
    let article = header(&name, "reviewed = 2026-11-25\nauthors = ['''<b>&\"''']\n", "Words.");
    let built = site(&format!("{settings}//- articles/x.md\n{article}{EVIDENCE}"));
    // An author's quotes are curled; a name's stay as they are.
    let name = name.replace("\"gap\"", "“gap”");
    let page = built.page("/articles/x/");
    assert_eq!(select(&page, "script").len(), select(&page, "script[src]").len() + 1, "no script but ours");
    let data = data(&page);
    assert_eq!((&data["name"], &data["isPartOf"]["name"]), (&json!(name), &json!(name)));
    assert!(
        page.contains(r#"\u003cb>&\""#) || page.contains(r#"<b>&\""#),
        "a name is data, whatever is in it"
    );
    for card in ["og:title", "og:description", "og:site_name"] {
        assert_eq!(only(&page, &format!("meta[property='{card}']"), "content"), name, "{card}");
    }
    assert_eq!(only(&page, "meta[name=description]", "content"), name);
    assert_eq!(text(&page, "title"), format!("{name} · {name}"));
    let feed = feed(&built);
    assert_eq!((&feed.title.unwrap().content, feed.authors[0].name.as_ref()), (&name, Some(&name)));
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().unwrap().content, name);
    assert_eq!(entry.summary.as_ref().unwrap().content, name);
    assert_eq!(entry.authors[0].name.as_deref(), Some("<b>&\""));
    let manifest: Value = serde_json::from_str(&built.page("/manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["name"], &manifest["short_name"]), (&json!(name), &json!(name)));
}

#[test]
fn every_page_has_one_card_that_says_what_it_is_and_where() {
    let built = placed();
    let mut titles = BTreeSet::new();
    for (address, page) in built.site().pages().filter(|(address, _)| address.as_str().ends_with('/')) {
        let page = std::str::from_utf8(page.body()).unwrap();
        let card = |name: &str| only(page, &format!("meta[property='og:{name}']"), "content");
        let link = format!("https://clinic.example/parents{address}");
        assert_eq!((card("url"), only(page, "link[rel=canonical]", "href")), (link.clone(), link));
        assert_eq!(card("description"), only(page, "meta[name=description]", "content"));
        assert!(card("description").len() > 20, "{address}");
        assert_eq!(card("site_name").as_str(), "Ours");
        let is_article = is_article(address.as_str());
        assert_eq!(card("type"), if is_article { "article" } else { "website" }, "{address}");
        let title = card("title");
        let whole = if title == "Ours" { title.clone() } else { format!("{title} · Ours") };
        assert_eq!(text(page, "title"), whole, "{address}");
        assert!(titles.insert(title), "two pages have one title: {address}");
    }
    let missing = String::from_utf8(built.site().missing().body("/nowhere/")).unwrap();
    assert!(select(&missing, "link[rel=canonical], meta[property='og:url']").is_empty());
}

#[test]
fn a_card_names_the_country_of_its_language_when_the_settings_do() {
    for (language, locale) in [("en-GB", "en_GB"), ("zh-Hant-TW", "zh_TW"), ("pt-br", "pt_BR")] {
        let built = site(&format!("//- site.toml\ntitle = \"T\"\nlanguage = \"{language}\"\n"));
        assert_eq!(only(&built.page("/"), "meta[property='og:locale']", "content"), locale);
    }
}

fn feed(built: &Built) -> feed_rs::model::Feed {
    feed_rs::parser::parse(built.page("/feed.xml").as_bytes()).unwrap()
}

#[test]
fn the_feed_has_the_articles_with_the_last_reviewed_first() {
    let dated = |name: &str, day: &str| named_article(name, "Words.\n").replace("reviewed = 2026-11-25", day);
    let built = site(&format!(
        "{URL}[contact]\nname = \"Riverside\"\n{}{}{EVIDENCE}",
        dated("old", "reviewed = 2026-11-26"),
        dated("new", "reviewed = 2026-12-01\nauthors = [\"Jo\"]"),
    ));
    let feed = feed(&built);
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(feed.id, "https://clinic.example/parents/");
    assert_eq!(feed.title.unwrap().content, "Ours");
    assert_eq!(feed.authors[0].name.as_deref(), Some("Riverside"));
    assert_eq!(feed.updated.unwrap().to_rfc3339(), "2026-12-01T00:00:00+00:00");
    let links = |links: &[feed_rs::model::Link]| -> Vec<(String, String)> {
        links.iter().map(|link| (link.rel.clone().unwrap(), link.href.clone())).collect()
    };
    let link = |rel: &str, path: &str| (rel.to_owned(), format!("https://clinic.example/parents/{path}"));
    assert_eq!(links(&feed.links), [link("self", "feed.xml"), link("alternate", "")]);
    let [first, second] = &feed.entries[..] else { panic!("two articles") };
    assert_eq!(first.title.as_ref().unwrap().content, "Title of new");
    assert_eq!(second.title.as_ref().unwrap().content, "Title of old");
    assert_eq!(first.id, "https://clinic.example/parents/articles/new/");
    assert_eq!(links(&first.links), [link("alternate", "articles/new/")]);
    assert_eq!(first.updated.unwrap().to_rfc3339(), "2026-12-01T00:00:00+00:00");
    assert_eq!(first.published.unwrap().to_rfc3339(), "2026-11-25T00:00:00+00:00");
    assert_eq!((first.authors[0].name.as_deref(), second.authors.len()), (Some("Jo"), 0));
    assert_eq!(first.summary.as_ref().unwrap().content, "Lead.");
}

#[test]
fn the_feed_keeps_the_rules_of_atom() {
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    let xml = placed().page("/feed.xml");
    let document = roxmltree::Document::parse(&xml).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    let child = |node: roxmltree::Node<'_, '_>, name: &str| -> String {
        let found: Vec<_> = node.children().filter(|child| child.has_tag_name((ATOM, name))).collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0].text().unwrap().to_owned()
    };
    let mut ids = BTreeSet::from([child(root, "id")]);
    let newest = child(root, "updated");
    for entry in root.children().filter(|child| child.has_tag_name((ATOM, "entry"))) {
        let id = child(entry, "id");
        assert!(url::Url::parse(&id).is_ok(), "{id}");
        assert!(ids.insert(id), "an id is there once");
        assert!(!child(entry, "title").is_empty() && !child(entry, "summary").is_empty());
        assert!(child(entry, "updated") <= newest);
    }
    assert!(ids.len() > 4);
}

#[test]
fn an_article_that_got_another_name_is_no_news() {
    let renamed =
        named_article("new", "Words.\n").replace("+++\nWords", "aliases = [\"old\", \"older\"]\n+++\nWords");
    let feed = feed(&site(&format!("{URL}{renamed}{EVIDENCE}")));
    assert_eq!(feed.entries[0].id, "https://clinic.example/parents/articles/old/");
    assert_eq!(feed.entries[0].links[0].href, "https://clinic.example/parents/articles/new/");
}

#[test]
fn a_site_that_does_not_say_where_it_stands_has_no_feed_and_no_list_and_offers_none() {
    let built = site("//- site.toml\ntitle = \"Ours\"\n");
    assert_eq!(built.diagnostics(), "");
    for address in ["/feed.xml", "/sitemap.xml"] {
        assert!(built.site().find(address).is_none(), "{address}");
    }
    assert_eq!(built.page("/robots.txt"), "User-agent: *\nDisallow:\n");
    for (address, page) in built.site().pages() {
        let page = String::from_utf8_lossy(page.body());
        assert!(!page.contains("feed.xml") && !page.contains("sitemap.xml"), "{address}");
    }
    let empty = site(&format!("{URL}{EVIDENCE}"));
    assert!(empty.site().find("/feed.xml").is_none(), "a feed without an article has no date");
    assert!(select(&empty.page("/"), "link[rel=alternate]").is_empty());
}

#[test]
fn the_list_of_pages_has_every_page_once_and_the_day_of_each_review() {
    const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let built = placed();
    let xml = built.page("/sitemap.xml");
    let document = roxmltree::Document::parse(&xml).unwrap();
    assert!(document.root_element().has_tag_name((SITEMAPS, "urlset")));
    let mut listed = Vec::new();
    for place in document.root_element().children().filter(roxmltree::Node::is_element) {
        assert!(place.has_tag_name((SITEMAPS, "url")));
        let parts: Vec<_> = place.children().filter(roxmltree::Node::is_element).collect();
        let names: Vec<_> = parts.iter().map(|part| part.tag_name().name()).collect();
        let link = url::Url::parse(parts[0].text().unwrap()).unwrap();
        let is_article = link.path().starts_with("/parents/articles/") && link.path() != "/parents/articles/";
        assert_eq!(names, if is_article { vec!["loc", "lastmod"] } else { vec!["loc"] }, "{link}");
        if is_article {
            assert_eq!(parts[1].text().unwrap(), "2026-11-25");
        }
        listed.push(link.as_str().strip_prefix("https://clinic.example/parents").unwrap().to_owned());
    }
    let pages = built.site().pages().map(|(address, _)| address.to_string());
    let pages = pages.filter(|address| address.ends_with('/') && !address.ends_with("/cite/"));
    assert_eq!(listed, pages.collect::<Vec<_>>());
}

#[test]
fn an_address_with_letters_of_any_script_is_listed_as_addresses_are_written() {
    let built = site(&format!("{URL}{}{EVIDENCE}", named_article("müde & satt", "Words.\n")));
    assert!(
        built
            .page("/sitemap.xml")
            .contains("<loc>https://clinic.example/parents/articles/m%C3%BCde-satt/</loc>")
    );
    assert_eq!(feed(&built).entries[0].id, "https://clinic.example/parents/articles/m%C3%BCde-satt/");
}

#[test]
fn crawlers_may_read_everything_and_learn_where_the_list_is() {
    let robots = placed().page("/robots.txt");
    for agent in ["Googlebot", "bingbot", "a-crawler-of-nobody"] {
        let robot = texting_robots::Robot::new(agent, robots.as_bytes()).unwrap();
        assert_eq!(robot.sitemaps, ["https://clinic.example/parents/sitemap.xml"]);
        for path in ["", "articles/synchrony/", "assets/x.css", "feed.xml"] {
            assert!(robot.allowed(&format!("https://clinic.example/parents/{path}")), "{agent} {path}");
        }
    }
}

#[test]
fn the_manifest_names_the_site_and_leads_to_what_is_there() {
    for (url, prefix) in [("", ""), ("url = \"https://clinic.example/parents/\"\n", "/parents")] {
        let built = site(&format!("//- site.toml\ntitle = \"Ours\"\n{url}"));
        let manifest: Value = serde_json::from_str(&built.page("/manifest.webmanifest")).unwrap();
        let home = format!("{prefix}/");
        assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!(home), &json!(home)));
        assert_eq!((&manifest["name"], &manifest["lang"]), (&json!("Ours"), &json!("en")));
        let icon = &manifest["icons"][0];
        assert_eq!((&icon["sizes"], &icon["type"]), (&json!("any"), &json!("image/svg+xml")));
        let address = icon["src"].as_str().unwrap().strip_prefix(prefix).unwrap();
        assert!(built.site().find(address).is_some());
        let style = include_str!("../../static/site.css");
        for colour in ["background_color", "theme_color"] {
            assert!(
                style.contains(&format!("  --paper:{};", manifest[colour].as_str().unwrap())),
                "{colour}"
            );
        }
    }
}

#[test]
fn what_a_page_names_for_programs_is_there() {
    let built = placed();
    for (address, page) in built.site().pages().filter(|(address, _)| address.as_str().ends_with('/')) {
        let page = std::str::from_utf8(page.body()).unwrap();
        for selector in
            ["link[rel=manifest]", "link[type='application/atom+xml'][rel=alternate]", "link[rel=icon]"]
        {
            let link = only(page, selector, "href");
            assert!(
                built.site().find(link.strip_prefix("/parents").unwrap()).is_some(),
                "{link} on {address}"
            );
        }
    }
}

#[tokio::test]
async fn server_and_export_give_the_same_bytes_and_the_server_says_what_they_are() {
    let built = placed();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    attune::export::write(built.site(), &out).unwrap();
    let router = router(Arc::new(Shelf::new(Arc::new(built.site().clone()))));
    let mut kinds = BTreeSet::new();
    for (address, _) in built.site().pages() {
        let request = Request::get(built.site().base().link(address)).body(Body::empty()).unwrap();
        let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        assert_eq!(head.status, StatusCode::OK, "{address}");
        let file = if address.as_str().ends_with('/') {
            format!("{address}index.html")
        } else {
            address.to_string()
        };
        let written = std::fs::read(out.join(&file[1..])).unwrap();
        assert!(to_bytes(body, usize::MAX).await.unwrap() == written, "{address}");
        kinds.insert((address.to_string(), head.headers["content-type"].to_str().unwrap().to_owned()));
    }
    for (address, kind) in [
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/favicon.svg", "image/svg+xml"),
        ("/about/", "text/html; charset=utf-8"),
    ] {
        assert!(kinds.contains(&(address.to_owned(), kind.to_owned())), "{address}");
    }
}
