//! The ids of headings: one rule, and one id for the page, its contents, the section's own link and the check. The numbers
//! are those of small inputs that broke other programs.

use std::collections::BTreeSet;

use attune::site::Site;
use scraper::{ElementRef, Html, Selector};

use crate::site::{EVIDENCE, article, article_text, attributes, built_in, named_article, site};

const X: &str = "/articles/x/";

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ids of an article's sections, in order; the test stops when the contents, the links beside the headings or the
/// check have others, when an id is there twice or when a brace is to be seen.
fn ids(body: &str) -> Vec<String> {
    let page = Html::parse_document(&site(&format!("{}{EVIDENCE}", article_text(body))).page(X));
    let heads = all(&page, "article.text .head > [id], article.text .folded[id]");
    let ids: Vec<String> = heads.iter().map(|head| head.attr("id").unwrap().to_owned()).collect();
    let fragments = |selector: &str| -> Vec<String> {
        let links = all(&page, selector).into_iter().map(|link| link.attr("href").unwrap()[1..].to_owned());
        links.filter(|id| !id.starts_with('_')).collect()
    };
    assert_eq!(fragments(".toc a"), ids, "the contents");
    assert_eq!(fragments("a.here"), ids, "the links beside the headings");
    let links: String = ids.iter().map(|id| format!("[here](#{id}) [there](y.md#{id})\n")).collect();
    let text = format!("{}{}{EVIDENCE}", article_text(&format!("{links}\n{body}")), named_article("y", body));
    assert_eq!(site(&text).diagnostics(), "", "the check");
    let every: Vec<_> = all(&page, "[id]").into_iter().map(|element| element.attr("id").unwrap()).collect();
    assert_eq!(every.iter().collect::<BTreeSet<_>>().len(), every.len(), "{every:?}");
    let seen: String = all(&page, "title, main").iter().map(words).collect();
    assert!(!seen.contains('{') && !seen.contains('}'), "{seen}");
    ids
}

#[test]
fn case_8_two_equal_headings_have_two_ids_and_each_is_reached() {
    assert_eq!(ids("## Repair\n\nOne.\n\n## Repair\n\nTwo.\n"), ["repair", "repair-2"]);
}

#[test]
fn case_11_headings_in_other_scripts_keep_their_id_when_others_are_put_before_them() {
    let headings = "## 安全基地\n\n## القاعدة الآمنة\n\n## सुरक्षित आधार\n";
    let known = ["安全基地", "القاعدة-الآمنة", "सुरक्षित-आधार"];
    assert_eq!(ids(headings), known);
    let after = ids(&headings.replace("## ", "## 新\n\n## "));
    assert_eq!(after, ["新", known[0], "新-2", known[1], "新-3", known[2]]);
}

#[test]
fn case_12_headings_that_share_a_latin_word_differ_by_the_others() {
    assert_eq!(ids("## Мама и Bowlby\n\n## Папа и Bowlby\n"), ["мама-и-bowlby", "папа-и-bowlby"]);
}

#[test]
fn case_14_headings_of_signs_have_ids_of_their_own_that_others_do_not_change() {
    let signs = "## ???\n\n## ❤️\n\n## ???\n\n## ❤️\n";
    let known = ["section-3f-3f-3f", "section-2764", "section-3f-3f-3f-2", "section-2764-2"];
    assert_eq!(ids(signs), known);
    assert_eq!(ids(&format!("## !\n\n## 👩‍👧\n\n{signs}"))[2..], known);
    assert_eq!(ids("## ????????????\n"), ["section-3f-3f-3f-3f-3f-3f-3f-3f"]);
}

#[test]
fn case_16_signs_between_words_become_one_hyphen_everywhere() {
    assert_eq!(
        ids("## Sleep & trust\n\n## Day / night\n\n## Calm -- then talk\n\n## Don't \"shout\" … **ever**\n"),
        ["sleep-trust", "day-night", "calm-then-talk", "dont-shout-ever"]
    );
}

#[test]
fn case_17_an_explicit_id_is_the_id_and_its_braces_are_nowhere_on_the_site() {
    let body = "## What is a safe base? {#safe-base}\n\n## Closed {#box .fold}\n\nUnder\nlined {#two}\n---\n";
    assert_eq!(ids(body), ["safe-base", "box", "two"]);
    let settings =
        "//- site.toml\ntitle = \"T\"\nurl = \"https://x.example/\"\nbuilt_in = false\nprose = false\n";
    let built = site(&format!("{}{settings}", article_text(body)));
    assert!(built.site().find("/feed.xml").is_some());
    for (address, page) in built.site().pages() {
        let text = String::from_utf8_lossy(page.body());
        assert!(!text.contains("{#") && !text.contains(".fold}"), "{address}");
    }
}

#[test]
fn case_19_an_explicit_id_keeps_its_name_and_an_automatic_one_moves() {
    assert_eq!(ids("## Repair\n\n## Mending {#repair}\n"), ["repair-2", "repair"]);
    assert_eq!(ids("## Repair\n\n## Repair\n\n## Other {#repair-2}\n"), ["repair", "repair-3", "repair-2"]);
    let twice = article("## One {#same}\n\n## Two {#same}\n").diagnostics();
    assert!(
        twice.contains("articles/x.md:11:1: error[duplicate-id]") && twice.contains("x.md:9:1: first given")
    );
}

#[test]
fn case_20_headings_named_like_parts_of_the_page_take_nothing_from_it() {
    let names = ["search", "main", "contents", "theme", "said", "toc", "key", "references"];
    let body: String = names.iter().map(|name| format!("## {name}\n\n")).collect();
    assert_eq!(ids(&body), names);
}

#[test]
fn case_22_a_note_and_a_citation_in_a_heading_leave_its_words_alone() {
    let body = "## Trust [@bowlby1969][^n]\n\nWords.\n\n[^n]: A note.\n";
    assert_eq!(ids(body), ["trust"]);
    let page = Html::parse_document(&site(&format!("{}{EVIDENCE}", article_text(body))).page(X));
    assert_eq!(words(&all(&page, ".toc a")[0]), "Trust");
    assert_eq!(all(&page, "a.here")[0].attr("aria-label"), Some("Link to: Trust"));
    let notes = all(&page, "#_note-1");
    assert_eq!(notes.len(), 1, "the note is listed once");
    let back = notes[0].select(&Selector::parse("a[role=doc-backlink]").unwrap()).next().unwrap();
    let mark = format!("h2 {}", back.attr("href").unwrap());
    assert_eq!(all(&page, &mark).len(), 1, "the way back leads to the heading");
}

#[test]
fn case_24_an_underlined_heading_counts_and_a_hash_in_code_does_not() {
    assert_eq!(ids("## One\n\nTwo\n---\n\n```sh\n# comment\n```\n\n## Three\n"), ["one", "two", "three"]);
}

#[test]
fn an_automatic_id_leaves_out_markup_citations_notes_and_addresses() {
    for (heading, id) in [
        ("*Calm* `first`, **then** ~~not~~ talk", "calm-first-then-not-talk"),
        ("Don't \"worry\"", "dont-worry"),
        ("Don’t “worry”", "dont-worry"),
        ("What @bowlby1969 [p. 3] said [see @stern1985][^n]", "what-said"),
        ("A [secure base][] and [some words](https://example.org/a)", "a-secure-base-and-some-words"),
        ("See <https://example.org/a> and <me@x.example>", "see-and"),
        ("See https://example.org/a_b?c=d#e, or (me@x.example)", "see-or"),
        ("Only <https://example.org/a>", "only"),
        ("<https://example.org/a>", "https-example-org-a"),
        ("Write \\@home and `@bowlby1969`", "write-home-and-bowlby1969"),
        ("O\u{308}ffnen: a\u{ad}b", "öffnen-ab"),
        ("Q\\&A &amp; more", "q-a-more"),
    ] {
        assert_eq!(
            ids(&format!(
                "## {heading}

Words[^n].

[^n]: Note.
"
            )),
            [id]
        );
    }
}

#[test]
fn a_heading_in_a_list_a_quotation_a_box_or_a_note_can_be_linked_to() {
    let body = "[a](#in-a-list) [b](#said) [c](#boxed) [d](#noted)[^n] [e](y.md#boxed)\n\n- x\n\n  ## In a list\n\n> ## Said\n\n\
                > [!TIP]\n> ## Boxed\n> Words.\n\n[^n]: Note.\n\n    ## Noted\n";
    let built =
        site(&format!("{}{}", article_text(body), named_article("y", "> [!TIP]\n> ## Boxed\n> Words.\n")));
    assert_eq!(built.diagnostics(), "");
    assert!(
        ["in-a-list", "said", "boxed", "noted"]
            .iter()
            .all(|id| attributes(&built.page(X), "id").contains(id))
    );
}

#[test]
fn a_link_to_a_topic_of_the_claims_reaches_it() {
    let built = site(&format!("{}{EVIDENCE}", article_text("[a](../claims.toml#base)\n")));
    assert!(built.page(X).contains("href=\"/evidence/#base\""));
    assert!(built.page("/evidence/").contains("<h2 id=\"base\""));
    let empty = format!(
        "{}{}",
        article_text("[a](../claims.toml#base)\n"),
        EVIDENCE.replace("topic = \"base\"\n", "")
    );
    assert!(site(&empty).diagnostics().contains("error[broken-fragment]"));
}

/// The ids of what authors name: sections, terms, claims and their topics, sources.
const NAMED: &str =
    ".head > [id], .folded[id], .entry-term[id], .claim[id], .topic > h2[id], .entries > li[id]";

/// Fails when an id on a page is neither an author's nor starts with `_`.
fn own_ids_start_with_a_line(site: &Site) {
    let mut kinds = BTreeSet::new();
    for (address, page) in site.pages() {
        let text = String::from_utf8_lossy(page.body());
        if !text.starts_with("<!") {
            continue;
        }
        let html = Html::parse_document(&text);
        let named: BTreeSet<_> = all(&html, NAMED).iter().filter_map(|element| element.attr("id")).collect();
        let mut seen = BTreeSet::new();
        for element in all(&html, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(seen.insert(id), "{address}#{id} is there twice");
            assert!(
                id.starts_with('_') != named.contains(id),
                "{address}#{id} on <{}> belongs to the program and does not start with `_`",
                element.value().name()
            );
            kinds.insert((named.contains(id), element.value().name().to_owned()));
        }
    }
    assert!(kinds.len() > 8, "{kinds:?}");
}

#[test]
fn every_id_that_the_program_makes_starts_with_a_line_so_that_no_section_can_take_it() {
    own_ids_start_with_a_line(built_in().site());
}
