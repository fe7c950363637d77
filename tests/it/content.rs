//! The built-in site itself, as a test.

use std::collections::BTreeSet;

use attune::edition::Edition;
use attune::source::Sources;

use crate::site::{TODAY, attributes, is_article};

/// The articles in their order, each with the ids of its sections, which are permanent.
const ARTICLES: [(&str, &[&str]); 13] = [
    (
        "secure-attachment",
        &[
            "what-it-is",
            "what-you-may-see",
            "what-it-is-not",
            "who-it-is-with",
            "how-it-is-studied",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "everyday-signs",
        &[
            "what-you-may-notice",
            "crying",
            "being-held",
            "going-along",
            "before-words",
            "all-feelings",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "raising-a-secure-child",
        &[
            "three-needs",
            "what-helps",
            "small-and-steady",
            "other-carers",
            "own-needs",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
            "read-on",
        ],
    ),
    (
        "secure-base",
        &[
            "what-it-is",
            "going-and-coming",
            "looking-back",
            "when-you-leave",
            "near-not-over",
            "limits",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "seen-and-understood",
        &[
            "what-it-is",
            "reading-signals",
            "guess-and-check",
            "hard-to-read",
            "talking-about-it",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "synchrony",
        &[
            "what-it-is",
            "taking-turns",
            "pauses",
            "middle-is-best",
            "without-looking",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "attunement",
        &[
            "what-it-is",
            "small-cues",
            "matching",
            "cannot-fix-it",
            "when-missing",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "repair",
        &[
            "what-it-is",
            "out-of-step",
            "a-wrong-guess",
            "coming-back",
            "still-cross",
            "after-shouting",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "proximate-separation",
        &[
            "what-it-is",
            "the-name",
            "what-babies-notice",
            "phones",
            "low-mood",
            "small-returns",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "safe-haven",
        &[
            "what-it-is",
            "comfort-that-fits",
            "carrying",
            "without-words",
            "learning-to-calm",
            "too-wound-up",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "other-patterns",
        &[
            "what-the-words-mean",
            "turning-it-down",
            "turning-it-up",
            "mixed-moments",
            "not-a-label",
            "what-plays-in",
            "patterns-change",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "across-a-life",
        &[
            "does-it-last",
            "what-it-goes-with",
            "friends",
            "adult-attachment",
            "later-love",
            "own-childhood",
            "limits-of-studies",
            "by-age",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
    (
        "myths",
        &[
            "thirty-percent",
            "cortisol",
            "crying",
            "spoiling",
            "stopping-a-child",
            "attachment-parenting",
            "daycare",
            "sleep",
            "still-face",
            "more-sync",
            "only-mothers",
            "fixed-by-three",
            "all-your-doing",
            "style-quizzes",
            "insecure-is-harm",
            "first-hours",
            "feelings-talk",
            "proximate-separation",
            "judge-a-claim",
            "try-this",
            "when-it-is-hard",
            "how-sure",
            "get-help",
        ],
    ),
];

fn built_in() -> Edition {
    let sources = Sources::built_in();
    let edition = Edition::build(&sources, TODAY);
    assert_eq!(edition.diagnostics.show(&sources), "");
    edition
}

#[test]
fn the_built_in_site_has_no_fault_and_all_its_pages() {
    let edition = built_in();
    let site = edition.site.unwrap();
    for address in [
        "/",
        "/articles/",
        "/bibliography/",
        "/evidence/",
        "/glossary/",
        "/about/",
        "/about/how-we-write/",
        "/privacy/",
        "/robots.txt",
        "/manifest.webmanifest",
    ] {
        assert!(site.find(address).is_some(), "{address}");
    }
}

#[test]
fn every_place_that_can_be_linked_to_is_in_the_register_with_a_code_of_its_own() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let sources = Sources::read(&folder).unwrap();
    let edition = Edition::build(&sources, TODAY);
    assert_eq!(edition.uncited, [""; 0]);
    let hints: Vec<_> = edition.hints.iter().collect();
    assert!(hints.is_empty(), "{hints:?}: run `attune links accept --published YYYY-MM-DD content`");
    assert_eq!(edition.diagnostics.show(&sources), "");
    let register = std::fs::read_to_string(folder.join("links.lock")).unwrap();
    let lines: Vec<Vec<&str>> = register
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect())
        .collect();
    let codes: BTreeSet<&str> = lines.iter().map(|line| line[1]).collect();
    assert_eq!(codes.len(), lines.len(), "no code is there twice");
    let registered: BTreeSet<&str> = lines.iter().map(|line| line[0]).collect();
    let site = edition.site.unwrap();
    let mut shown = BTreeSet::new();
    for (address, page) in site.pages() {
        let name = match address.as_str() {
            "/" => "pages/home".to_owned(),
            list @ ("/bibliography/" | "/evidence/" | "/glossary/") => list.trim_matches('/').to_owned(),
            "/articles/" => continue,
            article if is_article(article) => article.trim_matches('/').to_owned(),
            // How an article is cited, and its sources as files.
            beneath if beneath.starts_with("/articles/") => continue,
            other if other.ends_with('/') => format!("pages{}", other.trim_end_matches('/')),
            _ => continue,
        };
        if name.contains('/') {
            shown.insert(name.clone());
        }
        let markup = String::from_utf8(page.body().to_vec()).unwrap();
        for id in attributes(&markup, "id") {
            if !id.starts_with('_') || id.starts_with("_fig-") || id.starts_with("_table") {
                shown.insert(format!("{name}#{id}"));
            }
        }
    }
    let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    assert_eq!(registered.symmetric_difference(&shown).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn every_link_inside_the_site_leads_somewhere_and_no_id_is_there_twice() {
    let site = built_in().site.unwrap();
    let pages: Vec<(String, String)> = site
        .pages()
        .map(|(address, page)| (address.to_string(), String::from_utf8_lossy(page.body()).into_owned()))
        .collect();
    let mut checked = 0;
    for (address, page) in pages.iter().filter(|(address, _)| address.ends_with('/')) {
        let ids = attributes(page, "id");
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), distinct.len(), "an id is there twice on {address}");
        for link in attributes(page, "href").into_iter().filter(|link| link.starts_with(['/', '#'])) {
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() {
                Some(page)
            } else {
                pages.iter().find(|(a, _)| a == path).map(|(_, p)| p)
            };
            let target = target.unwrap_or_else(|| panic!("{link} on {address} leads to no page"));
            if !fragment.is_empty() {
                assert!(
                    attributes(target, "id").contains(&fragment),
                    "{link} on {address} leads to no place"
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 500, "only {checked} links were found");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let (one, two) = (built_in().site.unwrap(), built_in().site.unwrap());
    let bytes = |site: &attune::site::Site| -> Vec<(String, Vec<u8>)> {
        site.pages().map(|(address, page)| (address.to_string(), page.body().to_vec())).collect()
    };
    assert_eq!(bytes(&one), bytes(&two));
}

/// The sources listed by the text that this site grew from, each with the articles that cite it.
const FOUNDING: [(&str, &[&str]); 36] = [
    ("ainsworth1978", &["secure-attachment", "secure-base", "everyday-signs", "other-patterns"]),
    ("baldwin1995", &["across-a-life", "myths"]),
    ("bartholomew1991", &["across-a-life"]),
    ("bowlby1969", &["secure-attachment", "secure-base", "safe-haven"]),
    ("brazelton1975", &["synchrony"]),
    ("brennan1998", &["across-a-life"]),
    ("brennan1995", &["across-a-life"]),
    ("bylsma1997", &["across-a-life"]),
    ("caron2012", &["across-a-life"]),
    ("cassidy1994", &["other-patterns", "everyday-signs", "attunement"]),
    ("collins1994", &["across-a-life"]),
    ("conrad2021", &["across-a-life"]),
    ("favez2019", &["across-a-life"]),
    ("field1985", &["attunement"]),
    ("finzi2000", &["other-patterns"]),
    ("fraley2019", &["across-a-life", "myths", "proximate-separation"]),
    ("gause2022", &["across-a-life"]),
    ("haft1989", &["attunement"]),
    ("hartup1993", &["across-a-life"]),
    ("hashworth2021", &["across-a-life"]),
    ("hazan1987", &["across-a-life", "myths"]),
    ("hoghughi1998", &["repair", "raising-a-secure-child"]),
    ("main1985", &["across-a-life", "other-patterns"]),
    ("main1986", &["other-patterns"]),
    ("meins2013", &["seen-and-understood"]),
    ("moghadam2016", &["across-a-life"]),
    ("murray1985", &["synchrony", "proximate-separation"]),
    ("powell2014", &["raising-a-secure-child", "secure-base", "myths"]),
    ("rodrigues2025", &["attunement", "seen-and-understood", "raising-a-secure-child", "myths"]),
    ("schore2001", &["safe-haven", "proximate-separation"]),
    ("schore2008", &["safe-haven"]),
    ("sechi2020", &["across-a-life"]),
    ("simpson1990", &["across-a-life"]),
    ("stern1985", &["attunement"]),
    ("waters2000", &["across-a-life", "myths"]),
    ("weinberg2008", &["repair", "proximate-separation"]),
];

#[test]
fn every_founding_source_is_cited_where_it_belongs_and_stands_in_the_bibliography() {
    let site = built_in().site.unwrap();
    let page = |address: &str| String::from_utf8_lossy(site.find(address).unwrap().body()).into_owned();
    let bibliography = page("/bibliography/");
    let listed = attributes(&bibliography, "id");
    for (key, articles) in FOUNDING {
        assert!(listed.contains(&key), "{key}");
        for slug in articles {
            let article = page(&format!("/articles/{slug}/"));
            let reference = format!("_ref-{key}");
            assert!(attributes(&article, "id").contains(&reference.as_str()), "{slug} does not cite {key}");
        }
    }
}

/// Remembered, but not certain enough to be printed.
const DOUBTFUL_DOIS: [&str; 16] = [
    "10.1002/9780470720158.ch9",
    "10.1037/a0028013",
    "10.1080/0092623X.2019.1566946",
    "10.1002/1097-0355(198923)10:3<157::AID-IMHJ2280100304>3.0.CO;2-3",
    "10.4103/2249-4863.197314",
    "10.1111/cdev.12236",
    "10.1080/15295192.2012.683342",
    "10.1002/(SICI)1098-2302(199604)29:3<191::AID-DEV1>3.0.CO;2-M",
    "10.1016/0163-6383(91)90024-M",
    "10.4324/9780429482137",
    "10.1007/s10802-013-9790-x",
    "10.1111/1540-5834.00136",
    "10.1159/000439225",
    "10.1111/j.1467-8624.1997.tb01967.x",
    "10.1037/bul0000061",
    "10.4324/9780203758045",
];

#[test]
fn no_doi_stands_in_the_citations_file_that_was_not_confirmed() {
    let sources = Sources::built_in();
    let text = sources.file(sources.find("references.bib").unwrap()).text().to_lowercase();
    for doi in DOUBTFUL_DOIS {
        assert!(!text.contains(&doi.to_lowercase()), "{doi}");
    }
}

#[test]
fn every_article_has_its_sections_in_their_order_under_ids_that_stay() {
    let site = built_in().site.unwrap();
    let list = String::from_utf8_lossy(site.find("/articles/").unwrap().body()).into_owned();
    let mut from = 0;
    for (slug, sections) in ARTICLES {
        let address = format!("/articles/{slug}/");
        let page = String::from_utf8_lossy(site.find(&address).unwrap().body()).into_owned();
        let ids = attributes(&page, "id");
        let own: Vec<&str> = ids.into_iter().filter(|id| sections.contains(id)).collect();
        assert_eq!(own, sections, "{slug}");
        from += list[from..]
            .find(&format!("href=\"{address}\""))
            .unwrap_or_else(|| panic!("{slug} is out of order"));
    }
}
