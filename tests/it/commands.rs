//! The program itself, as it is called from a terminal in an empty folder.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn attune(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    command.current_dir(folder).args(arguments).env_remove("ATTUNE_LISTEN").stdin(Stdio::null());
    command
}

pub(crate) fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = attune(folder.path(), arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A running server, ended when the test is over, however it ends.
pub(crate) struct Serving(pub(crate) Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and waits for the line that says where it is; gives that line.
fn start(command: &mut Command) -> (Serving, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Serving(child), line.trim_end().to_owned())
}

/// The host with its port, and the path, of the address in a line.
fn place(line: &str) -> (String, String) {
    let (host, path) = line.split_once("http://").unwrap().1.split_once('/').unwrap();
    (host.to_owned(), format!("/{path}"))
}

fn get(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_built_in_site_is_served_from_an_empty_folder_until_it_is_asked_to_stop() {
    let folder = folder();
    let (mut serving, line) = start(&mut attune(folder.path(), &["--listen", "127.0.0.1:0"]));
    assert!(line.starts_with("Attune is serving \"Attune\" on http://127.0.0.1:"), "{line}");
    let (host, path) = place(&line);
    assert!(get(&host, &path).starts_with("HTTP/1.1 200 OK\r\n"));
    let id = serving.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(serving.0.wait().unwrap().code(), Some(0));
    let mut complaints = String::new();
    serving.0.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!(complaints, "");
}

#[test]
fn a_site_of_ones_own_is_served_under_its_name_and_its_prefix() {
    let folder = folder();
    let site = folder.path().join("ours");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join("site.toml"), "title = 'Ours'\nurl = 'https://clinic.example/parents/'\n")
        .unwrap();
    for arguments in [&["ours"][..], &["serve", "ours"]] {
        let (_serving, line) = start(attune(folder.path(), arguments).env("ATTUNE_LISTEN", "127.0.0.1:0"));
        assert!(line.starts_with("Attune is serving \"Ours\" on http://127.0.0.1:"), "{line}");
        let (host, path) = place(&line);
        assert_eq!(path, "/parents/");
        assert!(get(&host, &path).starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(get(&host, "/").contains("\r\nlocation: /parents/\r\n"));
    }
}

#[test]
fn what_cannot_be_served_is_said_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let folder = folder();
    std::fs::write(folder.path().join("a.md"), "").unwrap();
    for (arguments, message) in [
        (&["nowhere"][..], "there is no folder nowhere".to_owned()),
        (&["check", "nowhere"], "there is no folder nowhere".to_owned()),
        (&["serve", "a.md"], "a.md is a file; name the folder of the site".to_owned()),
        (
            &["--listen", &taken],
            format!("{taken} is in use by another program; choose another with --listen, or port 0"),
        ),
        (
            &["--listen", "nonsense"],
            "`nonsense` is no address; write HOST:PORT, such as 127.0.0.1:3000".to_owned(),
        ),
    ] {
        let (code, out, complaints) = run(&folder, arguments);
        assert_eq!(
            (code, out, complaints),
            (1, String::new(), format!("attune: {message}\n")),
            "{arguments:?}"
        );
    }
    assert_eq!(run(&folder, &["--no-such-option"]).0, 2);
}

/// A folder with a site that has one error.
fn faulty() -> TempDir {
    let folder = folder();
    std::fs::create_dir(folder.path().join("site")).unwrap();
    std::fs::write(folder.path().join("site/site.toml"), "title = 'Ours'\ntitel = 'Ours'\n").unwrap();
    folder
}

#[test]
fn a_site_with_errors_is_checked_line_by_line() {
    let folder = faulty();
    let (code, out, complaints) = run(&folder, &["check", "site"]);
    assert_eq!((code, &complaints[..]), (1, ""));
    assert!(out.starts_with("site/site.toml:2:1: error[unknown-field]: "), "{out}");
    assert!(out.ends_with("\n1 error\n"), "{out}");

    let (code, out, complaints) = run(&folder, &["check", "site", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, list.as_array().unwrap().len(), &complaints[..]), (1, 1, "1 error\n"));

    let (code, out, _) = run(&folder, &["check", "site", "--format", "github"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("::error file=site/site.toml,line=2,"), "{out}");
}

#[test]
fn a_site_with_errors_is_neither_served_nor_written() {
    let folder = faulty();
    for arguments in [&["site", "--listen", "127.0.0.1:0"][..], &["export", "site", "--out", "public"]] {
        let (code, out, complaints) = run(&folder, arguments);
        assert_eq!((code, &out[..]), (1, ""));
        assert!(complaints.contains("error[") && complaints.ends_with("\n1 error\n"), "{complaints}");
    }
    assert!(!folder.path().join("public").exists());
}

#[test]
fn the_built_in_site_has_nothing_wrong_and_can_be_written() {
    let folder = folder();
    assert_eq!(run(&folder, &["check"]), (0, "nothing is wrong\n".to_owned(), String::new()));
    let (code, out, complaints) = run(&folder, &["export", "--out", "public"]);
    assert_eq!((code, &complaints[..]), (0, ""));
    assert!(out.starts_with("Attune wrote \"Attune\" to public: "), "{out}");
    assert!(folder.path().join("public/index.html").is_file());
}

#[test]
fn every_command_explains_itself() {
    let folder = folder();
    for (arguments, words) in [
        (&["--help"][..], &["serve", "check", "export", "ATTUNE_LISTEN", "Examples:", "Exit code"][..]),
        (&["serve", "--help"], &["--listen", "ATTUNE_LISTEN", "/healthz", "Examples:"]),
        (&["check", "--help"], &["human", "json", "github", "Examples:"]),
        (&["export", "--help"], &["--out", "Examples:"]),
    ] {
        let (code, out, _) = run(&folder, arguments);
        assert_eq!(code, 0);
        for word in words {
            assert!(out.contains(word), "{arguments:?} does not speak of {word}");
        }
    }
}
