//! The page on privacy, sentence by sentence: each is held by tests, or speaks of what others do.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use attune::server::respond::Shelf;
use attune::server::router;
use axum::body::Body;
use axum::http::Request;
use scraper::{ElementRef, Html, Selector};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tower::ServiceExt;

use crate::commands::Serving;
use crate::site::{Built, site};

/// A sentence of what a reader can do, or of what other people and other programs may do.
const OTHERS: &[&str] = &[];

const COOKIES: &[&str] =
    &["no_answer_sets_a_cookie", "a reader leaves nothing behind but a choice, and takes that back as well"];
const CHOICES: &[&str] = &[
    "the_scripts_know_one_place_to_keep_a_thing",
    "a reader leaves nothing behind but a choice, and takes that back as well",
];
const HOSTS: &[&str] = &[
    "every_file_that_a_page_fetches_is_the_sites_own",
    "a reader goes through the whole site and meets no other host",
];
const REFERRER: &[&str] =
    &["no_page_tells_another_site_where_a_reader_was", "a link to a source does not say where a reader was"];
const LOG: &[&str] = &["the_server_writes_down_nothing_of_its_readers"];
const QUESTIONS: &[&str] = &["no_page_asks_a_reader_anything_but_how_it_should_look"];

/// Every sentence of the page with the tests that hold it.
const SENTENCES: &[(&str, &[&str])] = &[
    ("The site sets no cookies.", COOKIES),
    ("It keeps your own choices about how a page looks, and nothing else.", CHOICES),
    ("One is how you like to see the sources in the text.", CHOICES),
    ("A choice is kept once you have made it.", CHOICES),
    ("Your choices stay in your own browser, and are not sent to anyone.", CHOICES),
    ("You can take one back on any article, or clear this site’s data in your browser.", CHOICES),
    ("Nothing.", HOSTS),
    ("Your browser fetches each page, and all that belongs to it, from this site alone.", HOSTS),
    (
        "There are no adverts, no counters, no fonts or films from elsewhere, and no buttons that report back to a \
         social network.",
        HOSTS,
    ),
    ("Links to sources lead to other sites.", HOSTS),
    ("Nothing is fetched from them until you follow a link.", HOSTS),
    ("The link does not tell them which page you came from.", REFERRER),
    ("From then on, their own rules apply.", OTHERS),
    ("The program does not write down the network addresses of its readers, in a log or anywhere else.", LOG),
    ("You do not need an account, and the site does not ask for your name.", QUESTIONS),
    ("The program is run by a clinic, a group or a person: your host.", OTHERS),
    ("There may be other machines in front of it, such as those of a hosting company.", OTHERS),
    (
        "These may keep logs of their own, with addresses in them, and the program cannot see or change that.",
        OTHERS,
    ),
    ("If you want to know, ask whoever hosts this site.", OTHERS),
    ("They can tell you what is kept, for how long, and who can see it.", OTHERS),
    (
        "If they have said how to reach them, it stands at the foot of this page.",
        &["a_contact_of_the_site_stands_at_the_foot_of_every_page"],
    ),
    ("Your browser may keep a list of the pages you visit, and copies of them.", OTHERS),
    ("That is so on this site as on any other.", OTHERS),
    ("If it is not safe for someone to see that, you can use a private window.", OTHERS),
    ("You can also delete the pages from your history.", OTHERS),
];

/// The built-in site where it says where it stands.
fn placed() -> Built {
    site("//- site.toml\ntitle = \"Ours\"\nurl = \"https://clinic.example/\"\n")
}

/// Every page to read, with its address; also the one that is shown where there is none.
fn pages(built: &Built) -> Vec<(String, Html)> {
    let site = built.site();
    let pages = site.pages().filter(|(address, _)| address.as_str().ends_with('/'));
    let missing = ("nowhere".to_owned(), site.missing().body("/nowhere/"));
    let pages = pages.map(|(address, page)| (address.to_string(), page.body().to_vec())).chain([missing]);
    let all: Vec<_> = pages
        .map(|(address, body)| (address, Html::parse_document(&String::from_utf8(body).unwrap())))
        .collect();
    assert!(all.len() > 10);
    all
}

fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn files(folder: &str, ending: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.to_string_lossy().ends_with(ending));
    texts.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_sentence_about_privacy_is_held_by_a_test_or_speaks_of_others() {
    let page = Html::parse_document(&placed().page("/privacy/"));
    let mut said = Vec::new();
    for paragraph in select(&page, ".text p") {
        let text = paragraph.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        said.extend(text.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()));
    }
    let held: Vec<_> = SENTENCES.iter().map(|(sentence, _)| *sentence).collect();
    assert_eq!(said, held, "say for every sentence of the page which test holds it");
    let rust = files("tests/it", ".rs");
    let browser = files("tests/browser", ".test.mjs");
    for test in SENTENCES.iter().flat_map(|(_, tests)| *tests) {
        let is_there = rust.contains(&format!("fn {test}(")) || browser.contains(&format!("test('{test}'"));
        assert!(is_there, "no test is called `{test}`");
    }
}

#[tokio::test]
async fn no_answer_sets_a_cookie() {
    let built = placed();
    let router = router(Arc::new(Shelf::new(Arc::new(built.site().clone()))));
    let pages = built.site().pages().map(|(address, _)| built.site().base().link(address));
    for path in pages.chain(["/nowhere/", "/ABOUT", "/healthz"].map(str::to_owned)) {
        let request = Request::get(&path).header("cookie", "a=b").body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert!(!answer.headers().contains_key("set-cookie"), "{path}");
    }
}

#[test]
fn the_scripts_know_one_place_to_keep_a_thing() {
    let scripts = files("static", ".js");
    let places = [
        "cookie",
        "sessionStorage",
        "indexedDB",
        "caches",
        "serviceWorker",
        "storage.",
        "sendBeacon",
        "WebSocket",
    ];
    for place in places {
        assert!(!scripts.contains(place), "{place}");
    }
    assert!(scripts.contains("localStorage"));
}

#[test]
fn every_file_that_a_page_fetches_is_the_sites_own() {
    let built = placed();
    let mut fetched = BTreeSet::new();
    for (address, page) in pages(&built) {
        for element in
            select(&page, "[src], [srcset], [poster], [data], [background], link, use, image, object, embed")
        {
            let names = ["src", "srcset", "poster", "data", "background", "href", "xlink:href"];
            let is_named = matches!(element.attr("rel"), Some("canonical"));
            for link in names.iter().filter_map(|name| element.attr(name)).filter(|_| !is_named) {
                assert!(link.starts_with(['/', '#']) && !link.starts_with("//"), "{link} on {address}");
                fetched.insert(link.to_owned());
            }
        }
        let prepared = select(
            &page,
            "link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prerender], [ping], base, iframe",
        );
        assert!(prepared.is_empty(), "{address}");
    }
    assert!(fetched.len() > 5, "{fetched:?}");
    let styles = files("static", ".css") + &files("static", ".svg");
    assert!(!styles.contains("@import") && !styles.contains("url("), "a style fetches something");
    for script in files("static", ".js").split("https:").skip(1) {
        assert!(!script.starts_with("//"), "a script knows an address: {}", &script[..40]);
    }
}

#[test]
fn no_page_tells_another_site_where_a_reader_was() {
    for (address, page) in pages(&placed()) {
        let said: Vec<_> = select(&page, "meta[name=referrer]");
        assert_eq!(said.len(), 1, "{address}");
        assert_eq!(said[0].attr("content"), Some("no-referrer"), "{address}");
        assert!(select(&page, "[referrerpolicy]").is_empty(), "{address}");
    }
}

/// The form of the bibliography is sent to the site itself and nowhere else; it asks what to show.
#[test]
fn no_page_asks_a_reader_anything_but_how_it_should_look() {
    for (address, page) in pages(&placed()) {
        let asked = select(
            &page,
            "form:not(.seek), textarea, [contenteditable], select:not([id^='_']), input:not(:is([name=q], [name=from], [name=to], [name=strength])):not(:is([type=checkbox], [type=radio]):is([id^='_'], [name^='_']))",
        );
        assert!(asked.is_empty(), "{address}: {}", asked[0].html());
    }
}

/// Somebody reads, errs and attacks; the program then has written nothing, to the terminal or to a file.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_server_writes_down_nothing_of_its_readers() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    command.current_dir(folder.path()).args(["--listen", "127.0.0.1:0"]).env_remove("ATTUNE_LISTEN");
    command.env("RUST_LOG", "trace").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut serving = Serving(command.spawn().unwrap());
    let mut out = BufReader::new(serving.0.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let host = line.split_once("http://").unwrap().1.trim().trim_end_matches('/').to_owned();
    for ask in
        ["GET /articles/synchrony/?from=a-letter", "GET /nowhere/", "GET /%ff", "FOO /", "\u{0}", "GET"]
    {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
        let mut stream = socket.connect(host.parse().unwrap()).await.unwrap();
        let request = format!(
            "{ask} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: 203.0.113.7\r\nForwarded: for=203.0.113.7\r\n\
             User-Agent: somebody\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 "), "{ask:?}");
    }
    let id = serving.0.id().to_string();
    for open in std::fs::read_dir(format!("/proc/{id}/fd")).unwrap() {
        let Ok(open) = std::fs::read_link(open.unwrap().path()) else { continue };
        let open = open.to_string_lossy().into_owned();
        let is_no_file =
            ["socket:", "pipe:", "anon_inode:", "/dev/null"].iter().any(|kind| open.starts_with(kind));
        assert!(is_no_file, "the program has {open} open");
    }
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    serving.0.wait().unwrap();
    let (mut written, mut said) = (String::new(), String::new());
    out.read_to_string(&mut written).unwrap();
    assert_eq!(written, "");
    // What is wrong in the site is said there before anyone reads it.
    serving.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    for trace in ["127.0.0.2", "203.0.113.7", "somebody", "a-letter", "nowhere", "GET", "FOO"] {
        assert!(!said.contains(trace), "{trace} in {said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no file was made");
}
