//! Where a reader finds help: the lines of the settings, in the sections that say when to ask and at the end of a page.

use attune::edition::Edition;
use attune::library::day::Day;
use attune::source::Sources;
use scraper::Html;

use crate::site::{TODAY, article_text, site};

const LINES: &str = "//- site.toml
title = \"Riverside\"
built_in = false
prose = false
[[help]]
country = \"Examplia\"
what_for = \"Thoughts of ending your life\"
name = \"The <Night> Line\"
number = \"+44 (0)20 7946 0000\"
hours = \"day and night\"
checked = 2026-11-01
[[help]]
country = \"Examplia\"
what_for = \"Someone frightens you\"
name = \"Safe Home\"
address = \"https://safe.example/help\"
checked = 2026-10-15
[[help]]
country = \"Examplia\"
what_for = \"Feeding and crying\"
name = \"Drop-in\"
address = \"Old Mill, River Road\"
hours = \"Mondays from 9\"
checked = 2026-10-15
";

const SHOWN: &str = "In an emergency, call your local emergency number or go to the nearest hospital. Thoughts of ending your \
                     life (Examplia) The <Night> Line, +44 (0)20 7946 0000, day and night (last tried on 1 November 2026) \
                     Someone frightens you (Examplia) Safe Home, safe.example/help (last tried on 15 October 2026) Feeding \
                     and crying (Examplia) Drop-in, Old Mill, River Road, Mondays from 9 (last tried on 15 October 2026)";

/// What a reader reads, with one blank between words.
fn said(page: &str) -> String {
    let page = Html::parse_document(page);
    let words: Vec<&str> = page.root_element().text().flat_map(str::split_whitespace).collect();
    words.join(" ").replace(" ,", ",")
}

#[test]
fn whom_to_call_stands_first_where_an_article_says_when_to_ask_and_at_the_end_of_every_page() {
    let built = site(&format!(
        "{LINES}{}",
        article_text("## When to ask {#get-help}\n\nAsk today.\n\n## More\n\nWords.\n")
    ));
    assert_eq!(built.diagnostics(), "");
    let text = said(&built.page("/articles/x/"));
    assert_eq!(text.matches(SHOWN).count(), 2, "{text}");
    let places = [SHOWN, "Ask today.", "Words."].map(|words| text.find(words).unwrap());
    assert!(places.is_sorted(), "{text}");
    let page = built.page("/articles/x/");
    assert_eq!(page.matches("href=\"tel:+442079460000\"").count(), 2);
    assert_eq!(page.matches("href=\"https://safe.example/help\"").count(), 2);
    assert_eq!(said(&built.page("/articles/")).matches(SHOWN).count(), 1, "every page ends with it");
}

#[test]
fn the_built_in_site_names_no_countrys_numbers_and_says_what_to_do_anywhere() {
    let sources = Sources::built_in();
    let site = Edition::build(&sources, TODAY).site.unwrap();
    let mut articles = 0;
    for (address, page) in site.pages().filter(|(address, _)| address.to_string().ends_with('/')) {
        let page = String::from_utf8_lossy(page.body());
        assert!(!page.contains("tel:"), "{address}");
        let said = page.matches("call your local emergency number").count();
        assert_eq!(said, if page.contains("id=\"get-help\"") { 2 } else { 1 }, "{address}");
        articles += said - 1;
    }
    assert_eq!(articles, 13);
}

#[test]
fn a_review_that_is_overdue_is_a_quiet_word_on_the_page() {
    let sources = Sources::built_in();
    let page = |year| {
        let site = Edition::build(&sources, Day { year, ..TODAY }).site.unwrap();
        String::from_utf8_lossy(site.find("/articles/repair/").unwrap().body()).into_owned()
    };
    let note = "This review is due again";
    assert!(!page(2027).contains(note), "a year later it still stands");
    assert!(page(2028).contains(note));
}
