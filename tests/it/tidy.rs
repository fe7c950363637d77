//! The rules of the house that a machine can hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    assert!(!found.is_empty());
    found
}

/// `library::markdown::build` for `src/library/markdown/build.rs`.
fn room(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let path = path.strip_prefix(root).unwrap().with_extension("");
    path.to_string_lossy().replace('/', "::")
}

/// Without the tests beside the code.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

/// Every room with its number in the order of the `mod` lines: a child comes after its parent's lines before it, and
/// before the parent itself, since a parent may use its children.
fn order() -> BTreeMap<String, usize> {
    fn number(room: &str, files: &BTreeMap<String, String>, order: &mut BTreeMap<String, usize>) {
        if let Some(text) = files.get(room) {
            for line in code(text).lines() {
                let line =
                    line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) ")).unwrap_or(line);
                if let Some(child) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                    let child = if room == "lib" || room == "main" {
                        child.to_owned()
                    } else {
                        format!("{room}::{child}")
                    };
                    number(&child, files, order);
                }
            }
        }
        let next = order.len();
        order.insert(room.to_owned(), next);
    }
    let files = files("src", ".rs").into_iter().map(|(path, text)| (room(&path), text)).collect();
    let mut order = BTreeMap::new();
    number("lib", &files, &mut order);
    number("main", &files, &mut order);
    order
}

#[test]
fn a_room_uses_only_rooms_declared_before_it() {
    let order = order();
    for (path, text) in files("src", ".rs") {
        let here = room(&path);
        if here == "main" || here == "lib" {
            continue;
        }
        let mine = *order.get(&here).unwrap_or_else(|| panic!("{here} is declared nowhere"));
        for (number, line) in code(&text).lines().enumerate() {
            let Some(used) = line.trim().strip_prefix("use crate::") else { continue };
            let mut target = used.trim_end_matches(';').split("::{").next().unwrap().to_owned();
            while !order.contains_key(&target) {
                target = target.rsplit_once("::").map(|(before, _)| before.to_owned()).unwrap_or_default();
                assert!(!target.is_empty(), "{here}:{}: {line}", number + 1);
            }
            let own_child_or_parent = here.starts_with(&format!("{target}::"));
            assert!(
                order[&target] < mine || own_child_or_parent,
                "src/{}:{}: `{here}` uses `{target}`, which is declared after it",
                here.replace("::", "/"),
                number + 1
            );
        }
    }
}

#[test]
fn an_outside_crate_has_one_door() {
    let doors: &[(&str, &[&str])] = &[
        ("pulldown_cmark", &["library::markdown"]),
        ("biblatex", &["library::bibliography"]),
        ("roxmltree", &["library::figure", "site::csl"]),
        ("hayagriva", &["site::csl"]),
        ("toml", &["library"]),
        ("toml_edit", &["library::moves"]),
        ("unicode_segmentation", &["library::reading"]),
        ("jiff", &["command"]),
        ("askama", &["site"]),
        ("fluent_bundle", &["site::words"]),
        ("axum", &["server"]),
        ("hyper", &["server"]),
        ("hyper_util", &["server"]),
        ("tower_http", &["server"]),
        ("ureq", &["outside::ask"]),
        ("rustls", &["outside::ask"]),
        ("httpdate", &["outside::ask"]),
        ("url", &["outside"]),
        ("tokio", &["server", "main", "command"]),
        ("clap", &["main", "command"]),
        ("anyhow", &["main", "command"]),
        ("include_dir", &["source"]),
    ];
    for (path, text) in files("src", ".rs") {
        let here = room(&path);
        for (krate, rooms) in doors {
            let used = code(&text).lines().any(|line| {
                line.trim_start().strip_prefix("use ").is_some_and(|rest| {
                    rest.strip_prefix(krate).is_some_and(|rest| rest.starts_with([':', ';', ' ']))
                }) || line.contains(&format!(" {krate}::")) && !line.trim_start().starts_with("//")
            });
            let allowed = rooms.iter().any(|door| here == *door || here.starts_with(&format!("{door}::")));
            assert!(!used || allowed, "{here} uses {krate}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_keeps_the_rules_of_the_house() {
    for (path, text) in files("src", ".rs") {
        let here = room(&path);
        let code = code(&text);
        assert!(text.starts_with("//!"), "{here} does not open with `//!`");
        assert!(
            code.lines().count() <= 400,
            "{here} is longer than 400 lines: is there a second noun in it?"
        );
        for (number, line) in code.lines().enumerate() {
            let line = line.trim();
            let place = format!("{here}:{}", number + 1);
            assert!(!line.contains("super::"), "{place}: {line}");
            assert!(!(line.starts_with("use ") && line.ends_with("::*;")), "{place}: {line}");
            assert!(!line.starts_with("pub use "), "{place}: {line}");
            for word in ["TODO", "FIXME", "XXX", ".unwrap()", "#[ignore", "unimplemented!", "panic!("] {
                assert!(!line.contains(word), "{place}: {line}");
            }
        }
    }
}

#[test]
fn no_template_prints_anything_that_was_not_made_safe() {
    for (path, text) in files("templates", ".html").into_iter().chain(files("templates", ".xml")) {
        assert!(!text.contains("|safe") && !text.contains("| safe"), "{}", path.display());
        assert!(!text.contains(" style=\"") && !text.contains("<script>"), "{}", path.display());
    }
}

#[test]
fn every_diagnostic_has_a_test_with_its_whole_text() {
    let mut tests: String = files("tests/it", ".rs").into_iter().map(|(_, text)| text).collect();
    tests.extend(files("tests/cases", ".txt").into_iter().map(|(_, text)| text));
    let beside: String =
        files("src", ".rs").iter().filter_map(|(_, text)| text.split("mod tests").nth(1)).collect();
    for (path, text) in files("src", ".rs") {
        for part in code(&text).split("Diagnostic::").skip(1) {
            let Some(rest) =
                ["error(", "warning(", "hint("].iter().find_map(|start| part.strip_prefix(start))
            else {
                continue;
            };
            let Some(name) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            let shown = format!("[{name}]");
            assert!(
                tests.contains(&shown) || beside.contains(&shown),
                "{}: no test shows {shown}",
                path.display()
            );
        }
    }
}
