//! What a client gets for what it asks: through the router without a socket, and over one where the connection matters.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tower::ServiceExt;

use crate::handmade::{long_text, small_router};

const ARTICLE: &str = "/articles/synchrony/";

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

async fn ask_router(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: head.status, headers: head.headers, body }
}

async fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask_router(&small_router(None), method, path, headers).await
}

async fn get(path: &str) -> Answer {
    ask("GET", path, &[]).await
}

/// Where a path leads: `200`, `404`, or `308 /somewhere/`.
async fn leads(router: &Router, path: &str) -> String {
    let answer = ask_router(router, "GET", path, &[]).await;
    format!("{} {}", answer.status.as_u16(), answer.header("location")).trim_end().to_owned()
}

async fn assert_leads(url: Option<&str>, expected: &[(&str, &str)]) {
    let router = small_router(url);
    for (path, place) in expected {
        assert_eq!(&leads(&router, path).await, place, "{path}");
    }
}

#[tokio::test]
async fn a_page_comes_with_what_a_browser_must_know_of_it() {
    let answer = get(ARTICLE).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().ends_with(&long_text()));
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-cache"),
        ("vary", "accept-encoding"),
        ("accept-ranges", "none"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
             connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    assert!(answer.headers.contains_key("permissions-policy"));
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_file_under_its_hash_is_kept_for_ever_and_the_icon_for_a_day() {
    let style = get("/assets/site.0123456789ab.css").await;
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(style.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    let icon = get("/favicon.svg").await;
    assert_eq!(icon.header("cache-control"), "max-age=86400");
    assert!(
        icon.header("content-security-policy").starts_with("default-src 'none'; style-src 'unsafe-inline';")
    );
}

#[tokio::test]
async fn a_head_request_gets_the_headers_of_the_page_alone() {
    for path in [ARTICLE, "/nowhere/", "/ARTICLES/synchrony"] {
        for coding in ["", "gzip", "br"] {
            let headers = [("accept-encoding", coding)];
            let (get, head) = (ask("GET", path, &headers).await, ask("HEAD", path, &headers).await);
            assert_eq!(
                (head.status, &head.headers, head.body.len()),
                (get.status, &get.headers, 0),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO", "get"] {
        let answer = ask(method, ARTICLE, &[]).await;
        assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
    }
    let answer = ask("OPTIONS", ARTICLE, &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::NO_CONTENT, "GET, HEAD"));
}

#[tokio::test]
async fn the_coding_a_client_likes_best_is_sent() {
    for (wish, coding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.1, gzip;q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, *", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("*;q=0, gzip;q=0.001", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0", ""),
        ("gzip;q=0.000", ""),
        ("gzip ; q=0", ""),
        ("br;q=nan, gzip;q=-1", ""),
        ("br;q=1.0001", ""),
        ("gzipx, xbr", ""),
        ("zstd, deflate", ""),
        ("", ""),
        (",;,;q=1,", ""),
    ] {
        let answer = ask("GET", ARTICLE, &[("accept-encoding", wish)]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, coding), "{wish:?}");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    let answer = ask("GET", ARTICLE, &[("accept-encoding", "br;q=0"), ("accept-encoding", "gzip")]).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn every_coding_gives_back_the_same_page() {
    use std::io::Read;
    let plain = get(ARTICLE).await;
    let mut unpacked = String::new();
    let gzip = ask("GET", ARTICLE, &[("accept-encoding", "gzip")]).await;
    flate2::read::GzDecoder::new(&gzip.body[..]).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.text());
    let mut unpacked = String::new();
    let brotli = ask("GET", ARTICLE, &[("accept-encoding", "br")]).await;
    brotli::Decompressor::new(&brotli.body[..], 4096).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.text());
    let tags: Vec<&str> = [&plain, &gzip, &brotli].map(|answer| answer.header("etag")).to_vec();
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
}

#[tokio::test]
async fn what_gains_nothing_by_compression_comes_as_it_is() {
    for path in ["/favicon.svg", "/assets/P%C3%BCnkt.0123456789ab.png"] {
        let answer = ask("GET", path, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), ("", ""), "{path}");
    }
}

#[tokio::test]
async fn a_page_that_the_browser_has_is_not_sent_again() {
    for coding in ["", "gzip", "br"] {
        let first = ask("GET", ARTICLE, &[("accept-encoding", coding)]).await;
        let tag = first.header("etag");
        for asked in [tag.to_owned(), format!("W/{tag}"), format!("\"x\", {tag} , \"y,z\""), "*".to_owned()] {
            let headers = [("accept-encoding", coding), ("if-none-match", &asked)];
            let again = ask("GET", ARTICLE, &headers).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{asked}");
            for name in ["etag", "cache-control", "vary"] {
                assert_eq!(again.header(name), first.header(name), "{name}");
            }
            assert!(
                !again.headers.contains_key("content-type")
                    && !again.headers.contains_key("content-encoding")
            );
        }
    }
}

#[tokio::test]
async fn a_page_that_the_browser_does_not_have_is_sent() {
    let identity = get(ARTICLE).await.header("etag").to_owned();
    let inside = format!("\"a{identity}b\"");
    for asked in ["\"x\"", "garbage", "\"open", "W/", "", &inside] {
        let answer = ask("GET", ARTICLE, &[("if-none-match", asked)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{asked}");
    }
    let other = ask("GET", ARTICLE, &[("accept-encoding", "gzip"), ("if-none-match", &identity)]).await;
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(ask("GET", "/nowhere/", &[("if-none-match", "*")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_wanted_only_as_it_was_is_refused_when_it_is_another() {
    let tag = get(ARTICLE).await.header("etag").to_owned();
    for (asked, status) in [
        (&tag[..], StatusCode::OK),
        ("*", StatusCode::OK),
        ("\"x\"", StatusCode::PRECONDITION_FAILED),
        (&format!("W/{tag}"), StatusCode::PRECONDITION_FAILED),
    ] {
        assert_eq!(ask("GET", ARTICLE, &[("if-match", asked)]).await.status, status, "{asked}");
    }
}

#[tokio::test]
async fn a_part_of_a_page_is_not_sent() {
    let answer = ask("GET", ARTICLE, &[("range", "bytes=0-9")]).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, get(ARTICLE).await.text()));
}

#[tokio::test]
async fn every_page_has_one_address_and_the_others_lead_there() {
    assert_leads(
        None,
        &[
            ("/", "200"),
            ("//", "308 /"),
            ("/index.html", "308 /"),
            ("/articles/synchrony/", "200"),
            ("/articles/synchrony", "308 /articles/synchrony/"),
            ("/articles/synchrony?a=b&c=%zz", "308 /articles/synchrony/?a=b&c=%zz"),
            ("/articles/synchrony/?a", "200"),
            ("/Articles/SYNCHRONY/", "308 /articles/synchrony/"),
            ("//articles///synchrony/", "308 /articles/synchrony/"),
            ("/articles/synchrony/index.html", "308 /articles/synchrony/"),
            ("/articles/synchrony.html", "308 /articles/synchrony/"),
            ("/articles/synchr%6Fny/", "308 /articles/synchrony/"),
            ("/articles/m%C3%BCde-eltern/", "200"),
            ("/articles/m%c3%bcde-eltern/", "200"),
            ("/articles/müde-eltern/", "200"),
            ("/articles/m%C3%9CDE-eltern", "308 /articles/m%C3%BCde-eltern/"),
            ("/articles/mu%CC%88de-eltern/", "308 /articles/m%C3%BCde-eltern/"),
            ("/assets/P%C3%BCnkt.0123456789ab.png", "200"),
            ("/assets/Pu%CC%88nkt.0123456789ab.png", "308 /assets/P%C3%BCnkt.0123456789ab.png"),
            ("/assets/P%C3%BCnkt.0123456789ab.png/", "404"),
            ("/assets/site.0123456789ab.css/", "404"),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one() {
    assert_leads(
        None,
        &[
            ("/in-step/?from=print", "308 /articles/synchrony/?from=print"),
            ("/in-step", "308 /articles/synchrony/"),
            ("/s/bcdfh", "308 /articles/m%C3%BCde-eltern/#t%C3%BCren%20auf"),
            ("/S/BCDFH/?from=print", "308 /articles/m%C3%BCde-eltern/?from=print#t%C3%BCren%20auf"),
            ("/s/bcdfj", "404"),
            ("/In-Step/index.html", "308 /articles/synchrony/"),
            ("/old/tired.html", "308 /articles/m%C3%BCde-eltern/"),
            ("/articles/synchrony/", "200"),
            ("/lost/", "404"),
        ],
    )
    .await;
}

#[tokio::test]
async fn no_path_leads_out_of_the_site() {
    assert_leads(
        None,
        &[
            ("//evil.example", "404"),
            ("//evil.example/articles/synchrony/", "404"),
            ("//evil.example/%2e%2e", "404"),
            ("/\\evil.example", "404"),
            ("/%5Cevil.example", "404"),
            ("/articles/synchrony%0d%0aX-Injected:%201", "404"),
            ("/articles%2Fsynchrony/", "404"),
            ("/../articles/synchrony/", "404"),
            ("/%2e%2e/etc/passwd", "404"),
            ("/%", "404"),
            ("/%zz", "404"),
            ("/%4", "404"),
            ("/a%00b", "404"),
            ("/%ff%fe", "404"),
            ("/%C3", "404"),
            ("/%é", "404"),
            ("/articles/İ/", "404"),
            ("*", "404"),
        ],
    )
    .await;
    assert_leads(None, &[(&format!("/{}", "a/".repeat(10_000)), "404")]).await;
}

#[tokio::test]
async fn a_site_with_a_prefix_stands_under_it_alone() {
    assert_leads(
        Some("https://clinic.example/parents/"),
        &[
            ("/", "308 /parents/"),
            ("/?q", "308 /parents/?q"),
            ("/parents", "308 /parents/"),
            ("/parents/", "200"),
            ("/Parents/Articles/synchrony", "308 /parents/articles/synchrony/"),
            ("/parents/in-step", "308 /parents/articles/synchrony/"),
            ("/parents/articles/synchrony/", "200"),
            ("/parents/assets/site.0123456789ab.css", "200"),
            ("/articles/synchrony/", "404"),
            ("/parentsarticles/synchrony/", "404"),
            ("/parents/parents/", "404"),
            ("/favicon.svg", "404"),
            ("/parents/healthz", "200"),
            ("/healthz", "200"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_redirect_leads_straight_to_a_page() {
    for prefix in ["", "/parents", "/M%C3%BCnchen"] {
        let router = small_router(Some(&format!("https://clinic.example{prefix}")));
        for path in ["//", "/index.html", "/Articles/M%C3%9Cde-Eltern", "/in-step", "//old//TIRED.html"] {
            let first = ask_router(&router, "GET", &format!("{prefix}{path}"), &[]).await;
            assert_eq!(first.status, StatusCode::PERMANENT_REDIRECT, "{prefix}{path}");
            assert_eq!(leads(&router, first.header("location")).await, "200", "{prefix}{path}");
        }
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_is_a_friendly_page() {
    let answer = ask("GET", "/articles/synchronie/", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(
        (answer.status, answer.text()),
        (StatusCode::NOT_FOUND, "<p>Not here. synchrony</p>".to_owned())
    );
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
    assert_eq!(get("/wp-login.php").await.text(), "<p>Not here. Start at home.</p>");
}

#[tokio::test]
async fn whoever_watches_is_told_that_all_is_well() {
    let answer = get("/healthz").await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, "ok".to_owned()));
    assert_eq!(answer.header("cache-control"), "no-store");
}

/// A server on a free port, which stops when the sender is used or dropped.
async fn open() -> (TcpStream, tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<std::io::Result<()>>)
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let shutdown = async {
        let _ = stopped.await;
    };
    let server = tokio::spawn(attune::server::accept::serve(listener, small_router(None), shutdown));
    (TcpStream::connect(address).await.unwrap(), stop, server)
}

/// Sends one request that asks for the connection to be closed; gives the whole answer as it came over the wire.
async fn over_the_wire(request: &str) -> String {
    let (mut stream, _stop, _server) = open().await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_request_names_one_host() {
    for (hosts, status) in [
        ("Host: x\r\n", "200 OK"),
        ("Host: [::1]:3000\r\n", "200 OK"),
        ("", "400 Bad Request"),
        ("Host: a\r\nHost: b\r\n", "400 Bad Request"),
        ("Host: a b/c@\r\n", "400 Bad Request"),
    ] {
        let answer = over_the_wire(&format!("GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{hosts:?}: {answer}");
    }
    assert!(over_the_wire("GET / HTTP/1.0\r\n\r\n").await.starts_with("HTTP/1.0 200 OK\r\n"));
}

#[tokio::test]
async fn requests_in_rare_forms_are_answered() {
    for (line, status) in [
        ("GET http://x/articles/synchrony/ HTTP/1.1", "200"),
        ("GET * HTTP/1.1", "404"),
        ("OPTIONS * HTTP/1.1", "204"),
        ("CONNECT x:80 HTTP/1.1", "405"),
        ("GET /articles/synchrony/#part HTTP/1.1", "200"),
    ] {
        let answer = over_the_wire(&format!("{line}\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
    }
}

#[tokio::test]
async fn an_answer_that_has_no_body_has_no_length() {
    for line in
        ["GET / HTTP/1.1\r\nIf-None-Match: *", "HEAD / HTTP/1.1\r\nIf-None-Match: *", "OPTIONS / HTTP/1.1"]
    {
        let answer = over_the_wire(&format!("{line}\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
        assert!(!answer.to_lowercase().contains("content-length"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let long = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: {}\r\n\r\n",
        "a".repeat(33 * 1024)
    );
    assert!(over_the_wire(&long).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_finish_its_request_is_left_after_a_quarter_of_a_minute() {
    let before = Instant::now();
    assert_eq!(over_the_wire("GET / HTTP/1.1\r\nHost: x\r\n").await, "");
    assert_eq!(before.elapsed().as_secs(), 15);
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_a_next_request_is_closed() {
    let before = Instant::now();
    assert!(over_the_wire("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.starts_with("HTTP/1.1 200 OK"));
    assert_eq!(before.elapsed().as_secs(), 15);
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_takes_leave_of_idle_clients_at_once() {
    let (mut stream, stop, server) = open().await;
    stream.write_all(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = [0; 4096];
    assert!(stream.read(&mut answer).await.unwrap() > 0);
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    assert_eq!(stream.read(&mut answer).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_asked_to_stop_waits_ten_seconds_at_most() {
    let (mut stream, stop, server) = open().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    tokio::task::yield_now().await;
    let before = Instant::now();
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    assert!(before.elapsed().as_secs() <= 10, "{:?}", before.elapsed());
}
