//! The site as files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use attune::export::{ExportError, write};
use attune::site::Site;
use attune::site::address::{Address, Base};
use attune::site::missing::Missing;
use attune::site::onward::Former;
use attune::site::page::Page;
use tempfile::TempDir;

use crate::handmade::small_site;

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// A folder for the test, with the target inside it, which is not there yet.
fn target() -> (TempDir, PathBuf) {
    let above = tempfile::tempdir().unwrap();
    let out = above.path().join("public");
    (above, out)
}

fn one_page(text: &str) -> Site {
    let pages = BTreeMap::from([(Address::home(), Page::html(text.to_owned()))]);
    Site::new(Base::default(), pages, Former::default(), Missing::default())
}

/// What lies in the folder above: nothing of an export's own may be left there.
fn beside(above: &TempDir) -> Vec<String> {
    let names = fs::read_dir(above.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_address_is_a_file_with_the_bytes_of_its_page() {
    let (above, out) = target();
    let site = small_site(None);
    let report = write(&site, &out).unwrap();
    let written = files(&out);
    assert_eq!(
        written.keys().map(String::as_str).collect::<Vec<_>>(),
        [
            ".attune-export",
            "404.html",
            "articles/müde-eltern/index.html",
            "articles/synchrony/index.html",
            "articles/withdrawn/index.html",
            "assets/Pünkt.0123456789ab.png",
            "assets/site.0123456789ab.css",
            "favicon.svg",
            "in-step/index.html",
            "index.html",
            "lost/index.html",
            "old/tired.html",
            "s/bcdfh/index.html",
        ]
    );
    assert_eq!(
        written["articles/synchrony/index.html"],
        site.find("/articles/synchrony/").unwrap().body()[..]
    );
    assert_eq!(written["404.html"], b"<p>Not here. Start at home.</p>");
    let bytes: usize =
        written.iter().filter(|(name, _)| *name != ".attune-export").map(|(_, b)| b.len()).sum();
    assert_eq!((report.files, report.redirects, report.bytes), (7, 5, bytes as u64));
    assert_eq!(beside(&above), ["public"]);
}

#[test]
fn an_old_address_is_a_page_that_leads_on_without_script() {
    let (_above, out) = target();
    write(&small_site(Some("https://clinic.example/parents/")), &out).unwrap();
    assert_eq!(
        fs::read_to_string(out.join("old/tired.html")).unwrap(),
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">\
         <title>There</title>\
         <link rel=\"canonical\" href=\"https://clinic.example/parents/articles/m%C3%BCde-eltern/\">\
         <meta http-equiv=\"refresh\" content=\"0; url=/parents/articles/m%C3%BCde-eltern/\">\
         <p>Now here: <a href=\"/parents/articles/m%C3%BCde-eltern/\">There</a></p>\n"
    );
    assert!(out.join("index.html").is_file(), "the files of a site with a prefix lie at the root");
}

#[test]
fn a_second_export_takes_the_place_of_the_first_and_leaves_nothing_of_it() {
    let (above, out) = target();
    write(&small_site(None), &out).unwrap();
    fs::write(out.join(".DS_Store"), "a file manager was here").unwrap();
    write(&one_page("new"), &out).unwrap();
    assert_eq!(files(&out).keys().collect::<Vec<_>>(), [".attune-export", "404.html", "index.html"]);
    assert_eq!(beside(&above), ["public"]);
}

#[test]
fn an_empty_folder_is_taken_and_folders_above_are_made() {
    let (above, out) = target();
    fs::create_dir(&out).unwrap();
    write(&one_page("x"), &out).unwrap();
    assert!(out.join("index.html").is_file());
    let deep = above.path().join("a/b/c");
    write(&one_page("x"), &deep).unwrap();
    assert!(deep.join("index.html").is_file());
}

#[test]
fn what_no_export_wrote_is_never_removed() {
    let (above, out) = target();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "three years").unwrap();
    let error = write(&one_page("x"), &out).unwrap_err();
    let out = out.canonicalize().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "{} holds `thesis.txt`, which `attune export` did not write; choose a folder that is new or empty",
            out.display()
        )
    );
    assert_eq!(files(&out).keys().collect::<Vec<_>>(), ["thesis.txt"]);
    assert_eq!(beside(&above), ["public"]);

    fs::remove_file(out.join("thesis.txt")).unwrap();
    write(&one_page("x"), &out).unwrap();
    fs::create_dir(out.join(".git")).unwrap();
    assert!(
        matches!(write(&one_page("y"), &out), Err(ExportError::NotOurs { holds, .. }) if holds == ".git")
    );
    assert_eq!(fs::read(out.join("index.html")).unwrap(), b"x");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_left_alone() {
    let (above, out) = target();
    fs::write(&out, "a file").unwrap();
    assert!(matches!(write(&one_page("x"), &out), Err(ExportError::NotAFolder(_))));
    assert_eq!((fs::read(&out).unwrap(), beside(&above)), (b"a file".to_vec(), vec!["public".to_owned()]));
}

#[test]
fn a_fault_on_the_way_leaves_the_old_site_as_it_was() {
    let (above, out) = target();
    write(&one_page("old"), &out).unwrap();
    let long = Address::article(&"x".repeat(300));
    let pages = BTreeMap::from([(Address::home(), Page::html("new")), (long, Page::html("too long a name"))]);
    let site = Site::new(Base::default(), pages, Former::default(), Missing::default());
    let error = write(&site, &out).unwrap_err();
    assert!(matches!(error, ExportError::Disk { .. }), "{error}");
    assert_eq!(fs::read(out.join("index.html")).unwrap(), b"old");
    assert_eq!(beside(&above), ["public"]);
}

#[test]
fn no_address_is_a_file_outside_the_folder() {
    for slug in ["..", ".", "", "a/../../b", "..\\b", "a\0b"] {
        let (above, out) = target();
        let pages = BTreeMap::from([(Address::article(slug), Page::html("x"))]);
        let site = Site::new(Base::default(), pages, Former::default(), Missing::default());
        assert!(matches!(write(&site, &out), Err(ExportError::NotAFileName(_))), "{slug}");
        assert!(beside(&above).is_empty());
    }
}

#[test]
fn an_export_that_was_stopped_is_put_right_by_the_next() {
    let (above, out) = target();
    let (new, old) = (above.path().join(".public.attune-new"), above.path().join(".public.attune-old"));

    // Stopped while writing: half a new site beside the old one.
    write(&one_page("first"), &out).unwrap();
    write(&one_page("half"), &new).unwrap();
    fs::remove_file(new.join("404.html")).unwrap();
    write(&one_page("second"), &out).unwrap();
    assert_eq!(
        (fs::read(out.join("index.html")).unwrap(), beside(&above)),
        (b"second".to_vec(), vec!["public".into()])
    );

    // Stopped between the renames: the target is not there. The old site is not lost, even when the next export fails.
    fs::rename(&out, &old).unwrap();
    let fails = BTreeMap::from([(Address::article(&"x".repeat(300)), Page::html("x"))]);
    assert!(write(&Site::new(Base::default(), fails, Former::default(), Missing::default()), &out).is_err());
    assert_eq!(
        (fs::read(out.join("index.html")).unwrap(), beside(&above)),
        (b"second".to_vec(), vec!["public".into()])
    );

    // Stopped while removing the old site: what is left of it still has its marker.
    write(&one_page("old"), &old).unwrap();
    fs::remove_file(old.join("index.html")).unwrap();
    write(&one_page("third"), &out).unwrap();
    assert_eq!(
        (fs::read(out.join("index.html")).unwrap(), beside(&above)),
        (b"third".to_vec(), vec!["public".into()])
    );
}

#[test]
fn a_folder_that_only_has_the_name_of_a_leftover_is_left_alone() {
    let (above, out) = target();
    let old = above.path().join(".public.attune-old");
    write(&one_page("x"), &out).unwrap();
    fs::create_dir(&old).unwrap();
    fs::write(old.join("thesis.txt"), "three years").unwrap();
    assert!(matches!(write(&one_page("y"), &out), Err(ExportError::NotOurs { .. })));
    assert_eq!(fs::read(old.join("thesis.txt")).unwrap(), b"three years");
}

#[test]
fn two_exports_at_once_do_not_mix() {
    let (above, out) = target();
    let new = above.path().join(".public.attune-new");
    fs::create_dir(&new).unwrap();
    let other = fs::File::create(new.join(".attune-export")).unwrap();
    other.lock().unwrap();
    assert!(matches!(write(&one_page("x"), &out), Err(ExportError::Busy(_))));
    drop(other);
    write(&one_page("x"), &out).unwrap();
    assert!(out.join("index.html").is_file());
}
