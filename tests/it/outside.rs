//! Links that lead out of the site, tried out against machines that this one plays.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use attune::library::day::Day;
use attune::outside::manner::Manner;
use attune::outside::memory::Memory;

use crate::diagnostics::expect_case;
use crate::elsewhere::{Crowd, Host, Reply, leads, says, without_ports};
use crate::site::{Built, TODAY, article, article_text, site};

/// As towards others, but without waiting: these machines do not mind.
fn hasty() -> Manner {
    Manner {
        pause: Duration::ZERO,
        wait: Duration::ZERO,
        patience: Duration::from_secs(30),
        doi: "http://127.0.0.1:9/".to_owned(),
        proxy: false,
        ..Manner::default()
    }
}

/// An article with a link a paragraph.
fn linking(addresses: &[String]) -> Built {
    article(&addresses.iter().map(|address| format!("[here]({address})\n\n")).collect::<String>())
}

/// What is said when nothing is remembered.
fn said(site: &Built, manner: &Manner) -> String {
    without_ports(&site.outside(TODAY, &mut Memory::default(), manner))
}

fn expect(name: &str, found: &str) {
    expect_case("outside", name, found);
}

#[test]
fn an_address_that_answers_is_not_spoken_of() {
    let host =
        Host::of(1, [("/", says(200)), ("/a", leads(302, "/b")), ("/b", says(200)), ("/c", says(204))]);
    assert_eq!(said(&linking(&["/", "/a", "/c"].map(|path| host.at(path))), &hasty()), "");
    assert_eq!(host.asked(), ["HEAD /", "HEAD /a", "HEAD /c", "HEAD /b"]);
}

#[test]
fn what_is_missing_gone_faulty_or_moved_is_said_with_the_way_out() {
    let host = Host::of(
        1,
        [
            ("/gone", says(410)),
            ("/broken", says(500)),
            ("/teapot", says(418)),
            ("/moved", leads(301, "/to/here")),
            ("/moved-twice", leads(308, "/moved")),
            ("/moved-then-elsewhere", leads(301, "/for-now")),
            ("/for-now", leads(302, "/to/here")),
            ("/for-now-then-moved", leads(307, "/moved")),
            ("/moved-to-nothing", leads(301, "/nothing")),
            ("/nowhere", says(302)),
            ("/to/here", says(200)),
        ],
    );
    let paths = [
        "/missing",
        "/gone",
        "/broken",
        "/teapot",
        "/moved#part",
        "/moved-twice",
        "/moved-then-elsewhere",
        "/for-now-then-moved",
        "/moved-to-nothing",
        "/nowhere",
    ];
    expect(
        "what_is_missing_gone_faulty_or_moved_is_said_with_the_way_out",
        &said(&linking(&paths.map(|path| host.at(path))), &hasty()),
    );
}

#[test]
fn a_circle_and_a_way_without_end_are_told_apart_from_a_cookie_that_is_wanted() {
    let host = Host::new(1, |_, path, _| match path {
        "/circle" => leads(302, "/circle/again"),
        "/circle/again" => leads(301, "/circle"),
        "/itself" => leads(301, "/itself"),
        "/cookie" => Reply::Says(302, vec!["Location: /cookie".to_owned(), "Set-Cookie: a=b".to_owned()]),
        on => leads(302, format!("{on}n")),
    });
    expect(
        "a_circle_and_a_way_without_end_are_told_apart_from_a_cookie_that_is_wanted",
        &said(&linking(&["/circle", "/itself", "/cookie", "/o"].map(|path| host.at(path))), &hasty()),
    );
    assert_eq!(host.asked().iter().filter(|line| line.starts_with("HEAD /on")).count(), 10);
}

#[test]
fn a_host_that_does_not_know_the_short_question_is_asked_the_long_one() {
    let host = Host::new(1, |method, path, _| match (method, path) {
        ("GET", _) => says(200),
        (_, "/405") => says(405),
        (_, "/501") => says(501),
        (_, "/403") => says(403),
        (_, "/404") => says(404),
        _ => Reply::HangUp,
    });
    let paths = ["/403", "/404", "/405", "/501", "/hang-up"];
    assert_eq!(said(&linking(&paths.map(|path| host.at(path))), &hasty()), "");
    assert!(host.asked().contains(&"GET /405".to_owned()));
}

#[test]
fn what_lets_no_program_in_is_not_called_broken() {
    let host = Host::of(1, [("/401", says(401)), ("/403", says(403))]);
    expect(
        "what_lets_no_program_in_is_not_called_broken",
        &said(&linking(&["/401", "/403"].map(|path| host.at(path))), &hasty()),
    );
}

#[test]
fn a_host_that_asks_for_patience_is_given_it_and_then_left_for_another_day() {
    let busy = |seconds: &str| Reply::Says(429, vec![format!("Retry-After: {seconds}")]);
    let soon = busy("0");
    let once = Host::new(1, move |_, path, before| match (path, before) {
        ("/then-good", 0) => soon.clone(),
        ("/down-for-now", 0) => Reply::Says(503, vec!["Retry-After: 0".to_owned()]),
        _ => says(200),
    });
    let always = Host::new(2, |_, _, _| says(429));
    let long = busy("3600");
    let too_long = Host::new(3, move |_, _, _| long.clone());
    let addresses = [
        once.at("/then-good"),
        once.at("/down-for-now"),
        always.at("/a"),
        always.at("/b"),
        always.at("/c"),
        too_long.at("/"),
    ];
    expect(
        "a_host_that_asks_for_patience_is_given_it_and_then_left_for_another_day",
        &said(&linking(&addresses), &hasty()),
    );
    assert_eq!(
        once.asked(),
        ["HEAD /down-for-now", "HEAD /down-for-now", "HEAD /then-good", "HEAD /then-good"]
    );
    assert_eq!(always.asked(), ["HEAD /a", "HEAD /a", "HEAD /a"]);
    assert_eq!(too_long.asked(), ["HEAD /"]);
}

#[test]
fn patience_is_as_long_as_was_asked_for() {
    let host = Host::new(1, |_, _, before| match before {
        0 => Reply::Says(429, vec!["Retry-After: 1".to_owned()]),
        _ => says(200),
    });
    let start = std::time::Instant::now();
    assert_eq!(said(&linking(&[host.at("/")]), &hasty()), "");
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_host_that_is_silent_hangs_up_or_is_not_there_is_named_with_the_reason() {
    let good = Host::of(1, [("/", says(200)), ("/leads", leads(302, "http://no..where/page"))]);
    let silent = Host::new(2, |_, _, _| Reply::Silence);
    let closing = Host::new(3, |_, _, _| Reply::HangUp);
    let refusing = TcpListener::bind("127.0.0.4:0").unwrap().local_addr().unwrap();
    let addresses = [
        good.at("/"),
        good.at("/leads"),
        silent.at("/a"),
        closing.at("/"),
        format!("http://{refusing}/"),
        format!("http://{refusing}/b"),
        format!("http://{refusing}/c"),
        "http://no..one/".to_owned(),
        "http://[1/".to_owned(),
    ];
    let manner = Manner { patience: Duration::from_millis(500), ..hasty() };
    expect(
        "a_host_that_is_silent_hangs_up_or_is_not_there_is_named_with_the_reason",
        &said(&linking(&addresses), &manner),
    );
}

#[test]
fn a_silent_host_is_not_waited_for_again_and_again() {
    let silent = Host::new(1, |_, _, _| Reply::Silence);
    let good = Host::of(2, [("/", says(200))]);
    let mut addresses = ["/a", "/b", "/c", "/d"].map(|path| silent.at(path)).to_vec();
    addresses.push(good.at("/"));
    let manner = Manner { patience: Duration::from_millis(200), ..hasty() };
    let found = said(&linking(&addresses), &manner);
    assert_eq!(silent.asked(), ["HEAD /a", "HEAD /b"]);
    assert!(
        found.contains("hint[outside-untested]: 2 more addresses at `127.0.0.1` were not tested"),
        "{found}"
    );
}

#[test]
fn a_certificate_that_nobody_vouches_for_and_a_host_without_one_are_reported() {
    let plain = Host::of(1, [("/", says(200))]);
    let unknown = secure_host("127.0.0.2");
    let addresses = [plain.at("/").replace("http:", "https:"), format!("https://{unknown}/")];
    expect(
        "a_certificate_that_nobody_vouches_for_and_a_host_without_one_are_reported",
        &said(&linking(&addresses), &hasty()),
    );
}

/// A host that speaks https with a certificate of its own making.
fn secure_host(address: &str) -> std::net::SocketAddr {
    let made = rcgen::generate_simple_self_signed([address.to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((address, 0)).unwrap();
    let place = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut connection = rustls::ServerConnection::new(config.clone()).unwrap();
            while connection.is_handshaking() && connection.complete_io(&mut stream).is_ok() {}
        }
    });
    place
}

#[test]
fn when_no_host_at_all_is_reached_it_is_said_once() {
    let gone = |host: &str| TcpListener::bind(format!("{host}:0")).unwrap().local_addr().unwrap();
    let addresses = [
        format!("http://{}/", gone("127.0.0.1")),
        format!("http://{}/", gone("127.0.0.2")),
        format!("http://{}/b", gone("127.0.0.2")),
        "http://no..one/".to_owned(),
    ];
    let mut memory = Memory::default();
    let found = linking(&addresses).outside(TODAY, &mut memory, &hasty());
    expect("when_no_host_at_all_is_reached_it_is_said_once", &without_ports(&found));
    assert_eq!(memory, Memory::default());
}

#[test]
fn a_doi_that_leads_on_is_good_and_one_that_nobody_knows_is_reported() {
    let registry = Host::of(1, [("/10.1000/known", leads(302, "https://publisher.invalid/closed"))]);
    let text = format!(
        "{}//- references.bib\n@book{{a, author = {{A, B.}}, date = {{1990}}, title = {{T}}, publisher = {{P}}, doi = {{10.1000/known}}}}\n\
         @book{{b, author = {{B, B.}}, date = {{1990}}, title = {{T}}, publisher = {{P}}, doi = {{10.1000/unknown}},\n  \
         url = {{http://127.0.0.1:9/not-shown}}}}\n",
        article_text("So [@a; @b], and [by its address](https://doi.org/10.1000/unknown).\n")
    );
    let manner = Manner { doi: registry.at("/"), ..hasty() };
    expect("a_doi_that_leads_on_is_good_and_one_that_nobody_knows_is_reported", &said(&site(&text), &manner));
    assert_eq!(registry.asked(), ["HEAD /10.1000/known", "HEAD /10.1000/unknown", "GET /10.1000/unknown"]);
}

#[test]
fn every_place_from_which_a_reader_can_leave_is_looked_at_and_each_address_asked_once() {
    let host = Host::new(1, |_, _, _| says(410));
    let at = |path: &str| host.at(path);
    let text = format!(
        "//- articles/x.md\n+++\ntitle = \"T\"\nlead = \"L\"\nkey_points = [\"[a]({})\", \"b\", \"c\"]\n\
         reviewed = 2026-11-25\nreviewer = \"R\"\npublished = 2026-11-25\n+++\n\
         Again [a]({}#part) and <{}> and [a][]. Note.[^1] [Write](mailto:a@b.example) [@s].\n\n[a]: {}\n\n[^1]: [n]({})\n\
         //- pages/home.md\n+++\ntitle = \"H\"\nlead = \"L\"\n+++\n[h]({})\n\
         //- glossary.md\n[i]({})\n\nbase\n\n: Someone. [g]({})\n\
         //- references.bib\n@online{{s, author = {{A, B.}}, date = {{1990}}, title = {{T}}, url = {{{}}}}}\n\
         //- site.toml\ntitle = \"Test\"\nbuilt_in = false\nprose = false\n[contact]\nname = \"C\"\nurl = \"{}\"\n\
         [[help]]\ncountry = \"UK\"\nwhat_for = \"W\"\nname = \"N\"\naddress = \"{}\"\nchecked = 2026-11-01\n",
        at("/a"),
        at("/a"),
        at("/a"),
        at("/a"),
        at("/note"),
        at("/home"),
        at("/intro"),
        at("/term"),
        at("/source"),
        at("/contact"),
        at("/help"),
    );
    expect(
        "every_place_from_which_a_reader_can_leave_is_looked_at_and_each_address_asked_once",
        &said(&site(&text), &hasty()),
    );
    let all = ["/a", "/contact", "/help", "/home", "/intro", "/note", "/source", "/term"];
    assert_eq!(host.asked(), all.map(|path| format!("HEAD {path}")));
}

#[test]
fn a_few_hosts_are_asked_at_once_and_never_one_of_them_twice() {
    let all = Arc::new(Crowd::default());
    let hosts: Vec<Host> =
        (1..=6).map(|number| Host::among(number, all.clone(), |_, _, _| Reply::SaysSlowly(200))).collect();
    let addresses: Vec<String> =
        hosts.iter().flat_map(|host| ["/a", "/b", "/c"].map(|path| host.at(path))).collect();
    assert_eq!(said(&linking(&addresses), &Manner { at_once: 3, ..hasty() }), "");
    assert!((2..=3).contains(&all.most()), "{} at once", all.most());
    for host in &hosts {
        assert_eq!((host.asked().len(), host.crowd.most()), (3, 1));
    }
}

#[test]
fn between_two_questions_to_a_host_lies_a_pause() {
    let host = Host::new(1, |_, _, _| says(200));
    let manner = Manner { pause: Duration::from_millis(100), ..hasty() };
    let start = std::time::Instant::now();
    assert_eq!(said(&linking(&["/a", "/b", "/c"].map(|path| host.at(path))), &manner), "");
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[test]
fn the_program_says_who_it_is_and_asks_for_nothing_to_be_kept() {
    let host = Host::new(1, |_, _, _| says(200));
    said(&linking(&[host.at("/a?b=c")]), &hasty());
    let head = host.heads().concat().to_ascii_lowercase();
    let name = format!("user-agent: attune/{} (checks the links of a site)\r\n", env!("CARGO_PKG_VERSION"));
    assert!(head.starts_with("head /a?b=c http/1.1\r\n") && head.contains(&name), "{head}");
    assert!(!head.contains("cookie") && !head.contains("referer"), "{head}");
}

fn later(month: u8, day: u8) -> Day {
    Day { month, day, ..TODAY }
}

#[test]
fn a_good_answer_holds_for_thirty_days_and_a_bad_one_for_none() {
    let host = Host::of(1, [("/good", says(200)), ("/gone", says(410))]);
    let site = linking(&["/good", "/gone"].map(|path| host.at(path)));
    let mut memory = Memory::default();
    let first = site.outside(TODAY, &mut memory, &hasty());
    assert_eq!(host.asked(), ["HEAD /gone", "HEAD /good"]);
    assert_eq!(site.outside(later(12, 25), &mut memory, &hasty()), first);
    assert_eq!(host.asked()[2..], ["HEAD /gone"]);
    site.outside(later(12, 26), &mut memory, &hasty());
    assert_eq!(host.asked()[3..], ["HEAD /gone", "HEAD /good"]);
    site.outside(later(12, 25), &mut memory, &hasty());
    assert_eq!(host.asked()[5..], ["HEAD /gone", "HEAD /good"], "a day to come is not trusted");
}

#[test]
fn a_good_answer_outlives_silence_and_a_host_that_is_busy() {
    let first = |then: Reply| {
        move |method: &str, _: &str, before: usize| match (method, before) {
            ("HEAD", 0) => says(200),
            _ => then.clone(),
        }
    };
    let hosts = [
        Host::new(1, first(Reply::Silence)),
        Host::new(2, first(says(429))),
        Host::new(3, first(says(500))),
        Host::new(4, first(says(410))),
    ];
    let site = linking(&hosts.each_ref().map(|host| host.at("/")));
    let mut memory = Memory::default();
    assert_eq!(site.outside(TODAY, &mut memory, &hasty()), "");
    let manner = Manner { patience: Duration::from_millis(500), ..hasty() };
    let found = site.outside(later(12, 30), &mut memory, &manner);
    expect("a_good_answer_outlives_silence_and_a_host_that_is_busy", &without_ports(&found));
    let line = |number, day, outcome| {
        format!(
            "  \"http://127.0.0.{number}:PORT!/\": {{ \"day\": \"2026-{day}\", \"outcome\": \"{outcome}\" }}"
        )
    };
    let lines = [
        line(1, "11-25", "good"),
        line(2, "11-25", "good"),
        line(3, "11-25", "good"),
        line(4, "12-30", "gone"),
    ];
    assert_eq!(without_ports(&memory.text()), format!("{{\n{}\n}}\n", lines.join(",\n")));
    assert_eq!(Memory::parse(&memory.text()), Ok(memory));
}

/// The program as it is called, where no proxy of this machine's counts.
fn attune(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| without_ports(&String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A site `site` in a folder, with links to these addresses, and with nothing else to say about it.
fn written(addresses: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("pages")).unwrap();
    std::fs::write(site.join("site.toml"), "title = 'Ours'\nbuilt_in = false\nprose = false\n").unwrap();
    let links: String = addresses.iter().map(|address| format!("[a]({address})\n\n")).collect();
    let page = format!("+++\ntitle = \"Home\"\nlead = \"Lead.\"\n+++\n{links}");
    std::fs::write(site.join("pages/home.md"), page).unwrap();
    let accepted = attune(folder.path(), &["links", "accept", "--published", "2026-11-25", "site"]);
    assert_eq!(accepted.0, 0, "{}", accepted.2);
    folder
}

const CHECK: &[&str] = &["check", "site", "--links", "--today", "2026-11-25"];

#[test]
fn the_program_warns_remembers_and_never_fails_because_of_another_machine() {
    let (one, two) = (Host::of(1, [("/", says(410))]), Host::of(2, [("/", says(200))]));
    let folder = written(&[one.at("/"), two.at("/")]);
    let (code, out, complaints) = attune(folder.path(), CHECK);
    assert_eq!(code, 0);
    assert_eq!(complaints, "Attune asks for 2 of 2 outside addresses\n");
    assert_eq!(
        out,
        "site/pages/home.md:5:5: warning[outside-gone]: `http://127.0.0.1:PORT!/` was taken away for good (410)\n  \
         5 | [a](http://127.0.0.1:PORT!/)\n    |     ^^^^^^^^^^^^^^^^^^^^^^^\n  \
         help: link to another page, or take the link out\n1 warning\n"
    );
    let file = folder.path().join("site/.attune-links.json");
    let remembered = "{\n  \"http://127.0.0.1:PORT!/\": { \"day\": \"2026-11-25\", \"outcome\": \"gone\" },\n  \
                      \"http://127.0.0.2:PORT!/\": { \"day\": \"2026-11-25\", \"outcome\": \"good\" }\n}\n";
    assert_eq!(without_ports(&std::fs::read_to_string(&file).unwrap()), remembered);

    let json = ["check", "site", "--links", "--today", "2026-11-26", "--format", "json"];
    let (code, out, complaints) = attune(folder.path(), &json);
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, list.as_array().unwrap().len()), (0, 1));
    assert_eq!(complaints, "Attune asks for 1 of 2 outside addresses\n1 warning\n");
    assert_eq!((one.asked().len(), two.asked().len()), (2, 1));
    let names: Vec<_> = std::fs::read_dir(folder.path().join("site")).unwrap().collect();
    assert_eq!(names.len(), 4, "nothing is left beside the file: {names:?}");
}

#[test]
fn a_memory_that_cannot_be_read_is_told_and_made_anew() {
    let host = Host::of(1, [("/", says(200))]);
    let folder = written(&[host.at("/")]);
    let file = folder.path().join("kept.json");
    let address = host.at("/");
    for (broken, why) in [
        ("{ \"http".to_owned(), "EOF while parsing a string at line 1 column 7"),
        (format!("{{\"{address}\": {{\"day\": \"soon\", \"outcome\": \"good\"}}}}"), "`soon` is no day"),
    ] {
        std::fs::write(&file, broken).unwrap();
        let (code, out, complaints) =
            attune(folder.path(), &[CHECK, &["--links-cache", "kept.json"]].concat());
        assert_eq!((code, &out[..]), (0, "nothing is wrong\n"));
        assert_eq!(
            complaints,
            format!(
                "attune: kept.json holds nothing that can be used, and is made anew: {why}\n\
                 Attune asks for 1 of 1 outside address\n"
            )
        );
        let kept = std::fs::read_to_string(&file).unwrap();
        assert!(kept.contains("\"outcome\": \"good\""), "{kept}");
    }
    assert!(!folder.path().join("site/.attune-links.json").exists());
}

#[test]
fn a_machine_that_is_not_on_the_net_leaves_no_file_behind() {
    let folder = written(&["http://no..one/".to_owned(), "http://no..where/".to_owned()]);
    let (code, out, _) = attune(folder.path(), CHECK);
    assert_eq!(code, 0);
    assert!(out.contains("warning[outside-offline]") && out.ends_with("\n1 warning\n"), "{out}");
    assert!(!folder.path().join("site/.attune-links.json").exists());
}

#[test]
fn a_memory_that_cannot_be_written_fails_nothing() {
    let host = Host::of(1, [("/", says(200))]);
    let folder = written(&[host.at("/")]);
    let (code, out, complaints) =
        attune(folder.path(), &[CHECK, &["--links-cache", "nowhere/kept.json"]].concat());
    assert_eq!((code, &out[..]), (0, "nothing is wrong\n"));
    assert!(complaints.contains("\nattune: cannot write nowhere/kept.json: "), "{complaints}");
}

#[test]
fn without_being_told_to_the_program_asks_nobody() {
    let host = Host::of(1, [("/", says(410))]);
    let folder = written(&[host.at("/")]);
    assert_eq!(
        attune(folder.path(), &["check", "site"]),
        (0, "nothing is wrong\n".to_owned(), String::new())
    );
    assert_eq!(attune(folder.path(), &["check", "site", "--links-cache", "x"]).0, 2);
    assert_eq!(host.asked(), Vec::<String>::new());
    let (_, help, _) = attune(folder.path(), &["check", "--help"]);
    assert!(help.contains("--links-cache") && help.contains(".attune-links.json"), "{help}");
}
