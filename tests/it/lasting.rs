//! Links that were published, and what becomes of them when headings, sections and articles change.

use std::sync::Arc;

use attune::server::respond::Shelf;
use axum::http::{HeaderMap, Method, StatusCode};

use crate::diagnostics::expect;
use crate::site::{Built, EVIDENCE, attributes, named_article, site};

/// A site of articles `(name, body)`, and more files.
fn built(articles: &[(&str, &str)], more: &str) -> Built {
    let articles: String = articles.iter().map(|(name, body)| named_article(name, body)).collect();
    site(&format!("{articles}{more}"))
}

/// What is said of them.
fn found(articles: &[(&str, &str)], more: &str) -> String {
    built(articles, more).diagnostics()
}

/// The answer to a request: its status, and where it leads or what it holds.
fn ask(built: &Built, path: &str) -> (StatusCode, String) {
    let shelf = Shelf::new(Arc::new(built.site().clone()));
    let answer = shelf.answer(&Method::GET, &path.parse().unwrap(), &HeaderMap::new());
    let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    (answer.status(), location.unwrap_or_default())
}

fn leads(built: &Built, path: &str) -> String {
    let (status, location) = ask(built, path);
    format!("{} {location}", status.as_u16()).trim_end().to_owned()
}

/// The sentences that stand before the page's title, for whoever comes with an old id.
fn lines(built: &Built, address: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(&built.page(address));
    let lines = scraper::Selector::parse("main > p.moved").unwrap();
    let words = |line: scraper::ElementRef<'_>| line.text().collect::<String>();
    let id = |line: &scraper::ElementRef<'_>| line.attr("id").unwrap().to_owned();
    page.select(&lines).map(|line| (id(&line), words(line))).collect()
}

#[test]
fn a_heading_that_is_reworded_keeps_its_links_when_its_id_is_written() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#early-signs bcdfj 2026-11-25\n";
    let built = built(&[("x", "## What you may see first {#early-signs}\n\nWords.\n")], register);
    assert_eq!(built.diagnostics(), "");
    assert!(built.text("/articles/x/").contains("<h2 id=\"early-signs\">What you may see first</h2>"));
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/x/#early-signs");
}

#[test]
fn a_published_id_that_is_not_there_names_the_heading_most_like_it_and_two_ways_out() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#early-signs bcdfj 2026-11-25\n\
                    articles/x#bedtime bcdfk 2026-11-25\n";
    let body = "## The first early signs\n\nWords.\n\n## Bedtime {#bedtime}\n\nWords.\n";
    expect(
        "a_published_id_that_is_not_there_names_the_heading_most_like_it",
        &found(&[("x", body)], register),
    );
}

#[test]
fn a_section_that_moved_to_another_page_is_found_there() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#bedtime bcdfk 2026-11-25\n\
                    articles/y bcdfn 2026-11-25\n";
    let articles = [("x", "## Day {#day}\n\nWords.\n"), ("y", "## Bedtime {#bedtime}\n\nWords.\n")];
    expect("a_section_that_moved_to_another_page_is_found_there", &found(&articles, register));
}

#[test]
fn what_is_lost_and_like_nothing_says_how_to_retire_it() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#bedtime bcdfk 2026-11-25\n\
                    bibliography#gone1999 bcdfm 2026-11-25\nglossary#haven bcdfn 2026-11-25\n\
                    articles/x#_fig-two-needs bcdfp 2026-11-25\n";
    let text = format!("{register}{EVIDENCE}");
    expect("what_is_lost_and_like_nothing_says_how_to_retire_it", &found(&[("x", "Words.\n")], &text));
}

#[test]
fn a_page_that_is_not_there_names_the_one_that_took_over_and_says_nothing_more() {
    let register = "//- links.lock\narticles/feeding bcdfh 2026-11-25\narticles/feeding#night bcdfj 2026-11-25\n\
                    articles/feeding#day bcdfk 2026-11-25\narticles/lost bcdfm 2026-11-25\n\
                    articles/x bcdfn 2026-11-25\npages/home bcdfp 2026-11-25\n";
    let articles = [("meals", "## Day {#day}\n\nWords.\n\n## Night {#night}\n\nWords.\n"), ("x", "Words.\n")];
    let more = format!("{register}//- pages/home.md\n+++\ntitle = \"Home\"\nlead = \"Lead.\"\n+++\nHi.\n");
    expect("a_page_that_is_not_there_names_the_one_that_took_over", &found(&articles, &more));
}

#[test]
fn a_published_article_that_is_a_draft_again_is_said_to_be_one() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\n";
    let draft = named_article("x", "Words.\n").replace("title =", "draft = true\ntitle =");
    expect(
        "a_published_article_that_is_a_draft_again_is_said_to_be_one",
        &found(&[("y", "Words.\n")], &format!("{draft}{register}")),
    );
}

#[test]
fn a_published_id_that_is_made_from_words_is_pointed_at() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#early-signs bcdfj 2026-11-25\n\
                    articles/x#named bcdfk 2026-11-25\n";
    let body = "## Early signs\n\nWords.\n\n## Named {#named}\n\nWords.\n\n## New one\n\nWords.\n";
    expect("a_published_id_that_is_made_from_words_is_pointed_at", &found(&[("x", body)], register));
}

#[test]
fn a_renamed_article_needs_one_line_and_the_new_one_answers_to_the_old_ids() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#feeding bcdfj 2026-11-25\n";
    let renamed = named_article("y", "## Feeding {#feeding}\n\nWords.\n")
        .replace("title =", "aliases = [\"x\"]\ntitle =");
    let built = site(&format!("{renamed}{register}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/articles/x/"), "308 /articles/y/", "a browser keeps `#feeding`");
    assert_eq!(leads(&built, "/articles/x?print=1"), "308 /articles/y/?print=1");
    assert_eq!(leads(&built, "/articles/x/cite/"), "308 /articles/y/cite/");
    assert_eq!(leads(&built, "/bibliography/nobody.bib"), "404");
    assert_eq!(leads(&built, "/s/bcdfh"), "308 /articles/y/");
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/y/#feeding");
    assert!(!built.page("/articles/y/").contains("class=\"text moved\""), "the id is there itself");
}

#[test]
fn a_section_that_moved_says_on_its_old_page_where_it_is() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#nights bcdfj 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x#nights\" = \"articles/y#sleep\"\n";
    let articles = [("x", "## Day {#day}\n\nWords.\n"), ("y", "## Sleep & calm {#sleep}\n\nWords.\n")];
    let built = built(&articles, &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    let line = "The part you are looking for has moved. It is here now: Sleep & calm (Title of y)";
    assert_eq!(lines(&built, "/articles/x/"), [("nights".to_owned(), line.to_owned())]);
    let page = built.page("/articles/x/");
    assert!(
        page.contains("<a rel=\"bookmark\" href=\"/articles/y/#sleep\">"),
        "one click away, and marked for the script"
    );
    let foot = page.split("<h2 id=\"_moved\">Moved from here</h2>").nth(1).unwrap();
    assert!(
        foot.starts_with(
            "<ul><li><a href=\"/articles/y/#sleep\">Sleep &#38; calm (Title of y)</a></li></ul>"
        )
    );
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/y/#sleep");
    assert!(lines(&built, "/articles/y/").is_empty());
}

#[test]
fn a_section_with_another_id_on_the_same_page_answers_to_both() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#old bcdfj 2026-11-25\n\
                    articles/x#older bcdfk 2026-11-25\narticles/x#_fig-two-needs bcdfm 2026-11-25\n\
                    articles/x#_table-new bcdfn 2026-11-25\narticles/x#fold bcdfp 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x#old\" = \"articles/x#new\"\n\"articles/x#older\" = \"articles/x#old\"\n\
                 \"articles/x#_table-new\" = \"articles/x#_table-closed\"\n\"articles/x#fold\" = \"articles/x#closed\"\n\
                 \"articles/x#_fig-two-needs\" = \"articles/x#_fig-one\"\n\
                 //- figures/one.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>\n";
    let body = "## New {#new}\n\n![One.](../figures/one.svg)\n\n## Closed {#closed .fold}\n\n| A | B |\n|---|---|\n| a | b |\n";
    let built = built(&[("x", body)], &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    let text = built.text("/articles/x/");
    let was = |id: &str| format!("<span class=\"was\" id=\"{id}\"></span>");
    assert!(text.contains(&format!("<h2 id=\"new\">{}{}New</h2>", was("old"), was("older"))), "{text}");
    assert!(text.contains(&format!("<figure id=\"_fig-one\">{}", was("_fig-two-needs"))), "{text}");
    assert!(
        text.contains(&format!("<div class=\"table\" id=\"_table-closed\">{}", was("_table-new"))),
        "{text}"
    );
    assert!(text.contains(&format!("<div class=\"folded\" id=\"closed\">{}", was("fold"))), "{text}");
    assert!(lines(&built, "/articles/x/").is_empty());
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /articles/x/#new", "a chain is followed to its end");
}

#[test]
fn terms_claims_and_sources_answer_to_old_names_too() {
    let register = "//- links.lock\nglossary#base bcdfh 2026-11-25\nevidence#old-01 bcdfj 2026-11-25\n\
                    bibliography#bowlby1968 bcdfk 2026-11-25\nglossary#cue bcdfm 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"glossary#base\" = \"glossary#secure-base\"\n\"evidence#old-01\" = \"evidence#bas-01\"\n\
                 \"bibliography#bowlby1968\" = \"bibliography#bowlby1969\"\n[gone]\n\"glossary#cue\" = \"We say sign.\"\n";
    let built = built(&[("x", "Words [@bas-01].\n")], &format!("{register}{moves}{EVIDENCE}"));
    assert_eq!(built.diagnostics(), "");
    for (address, id) in [("/glossary/", "base"), ("/evidence/", "old-01"), ("/bibliography/", "bowlby1968")]
    {
        assert!(
            built.page(address).contains(&format!("<span class=\"was\" id=\"{id}\"></span>")),
            "{address}"
        );
    }
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /bibliography/#bowlby1969");
    let line = "The part you are looking for is gone. We say sign. What comes nearest to it: Glossary";
    assert_eq!(lines(&built, "/glossary/"), [("cue".to_owned(), line.to_owned())]);
}

#[test]
fn a_section_of_a_page_that_was_taken_apart_is_found_from_the_page_that_took_over() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#nights bcdfj 2026-11-25\n\
                    articles/x#days bcdfk 2026-11-25\narticles/x#meals bcdfm 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x\" = \"articles/y\"\n\"articles/x#nights\" = \"articles/z#sleep\"\n\
                 \"articles/x#days\" = \"articles/y#day\"\n\"articles/x#meals\" = \"articles/y\"\n";
    let articles = [("y", "## Day {#day}\n\nWords.\n"), ("z", "## Sleep {#sleep}\n\nWords.\n")];
    let built = built(&articles, &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/articles/x/"), "308 /articles/y/");
    assert_eq!(
        lines(&built, "/articles/y/").iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
        ["nights"]
    );
    assert!(
        built.text("/articles/y/").contains("<h2 id=\"day\"><span class=\"was\" id=\"days\"></span>Day</h2>")
    );
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/z/#sleep");
    assert_eq!(leads(&built, "/s/bcdfm"), "308 /articles/y/");
}

#[test]
fn a_retired_article_says_why_and_what_is_nearest() {
    let register = "//- links.lock\narticles/sleep-training bcdfh 2026-11-25\narticles/sleep-training#how bcdfj 2026-11-25\n\
                    articles/sleep-training#nights bcdfk 2026-11-25\n";
    let moves = "//- links.toml\n[gone]\n\"articles/sleep-training\" = \"The advice was too strict.\"\n\
                 [moved]\n\"articles/sleep-training#nights\" = \"articles/sleeping#nights\"\n";
    let articles = [("sleeping", "## Nights {#nights}\n\nWords.\n"), ("x", "Words.\n")];
    let built = built(&articles, &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/articles/sleep-training/"), "410");
    assert_eq!(leads(&built, "/articles/Sleep-Training"), "410");
    assert_eq!(leads(&built, "/s/bcdfh"), "410");
    assert_eq!(leads(&built, "/s/bcdfj"), "410");
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /articles/sleeping/#nights");
    let page = built.site().gone("/articles/sleep-training/").unwrap();
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    for words in [
        "<h1>This page is gone</h1>",
        "<p class=\"lead\">The advice was too strict.</p>",
        "<p>What comes nearest to it: <a href=\"/articles/sleeping/\">Title of sleeping</a></p>",
        "<p class=\"text moved\" id=\"nights\">",
        "<meta name=\"robots\" content=\"noindex\">",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("id=\"how\""), "the page says why by itself");
}

#[test]
fn a_retired_section_says_why_and_what_is_nearest() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#left-handed-babies bcdfj 2026-11-25\n\
                    articles/x#zzz bcdfk 2026-11-25\n";
    let moves = "//- links.toml\n[gone]\n\"articles/x#left-handed-babies\" = \"The study was withdrawn.\"\n\
                 \"articles/x#zzz\" = \"It was a test.\"\n";
    let body = "## Right-handed babies {#right-handed-babies}\n\nWords.\n";
    let built = built(&[("x", body)], &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(
        lines(&built, "/articles/x/"),
        [
            ("left-handed-babies", "The part you are looking for is gone. The study was withdrawn. What comes nearest to it: Right-handed babies (Title of x)"),
            ("zzz", "The part you are looking for is gone. It was a test. What comes nearest to it: Title of x"),
        ]
        .map(|(id, line)| (id.to_owned(), line.to_owned()))
    );
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/x/#left-handed-babies", "to the note that says why");
    assert!(
        !built.page("/articles/x/").contains("_moved"),
        "the list at the foot is for what lives elsewhere"
    );
}

#[test]
fn moves_that_lead_nowhere_or_in_a_circle_are_reported() {
    let moves = "//- links.toml\n[moved]\n\"articles/x#a\" = \"articles/x#b\"\n\"articles/x#b\" = \"articles/x#a\"\n\
                 \"articles/x#c\" = \"articles/x#slep\"\n\"articles/x#sleep\" = \"articles/x\"\n\
                 \"articles/old\" = \"articles/x#sleep\"\n\"x.md#d\" = \"articles/x\"\n\"#e\" = \"articles/x\"\n\
                 \"articles/x#f\" = \"articles/x\"\n[gone]\n\"articles/x#f\" = \"Both.\"\n\"articles/x#g\" = \" \"\n\
                 \"articles/x\" = \"It is not.\"\n[went]\n";
    expect(
        "moves_that_lead_nowhere_or_in_a_circle_are_reported",
        &found(&[("x", "## Sleep {#sleep}\n\nWords.\n")], moves),
    );
}

#[test]
fn an_old_link_that_would_lead_to_something_else_is_reported() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#nights bcdfj 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x\" = \"articles/y\"\n\"articles/x#nights\" = \"articles/y#sleep\"\n";
    let articles = [("y", "## Nights away {#nights}\n\nWords.\n\n## Sleep {#sleep}\n\nWords.\n")];
    expect(
        "an_old_link_that_would_lead_to_something_else_is_reported",
        &found(&articles, &format!("{register}{moves}")),
    );
}

#[test]
fn a_fault_of_the_register_is_reported_at_its_line() {
    let register = "//- links.lock\n# A word at the head.\n<<<<<<< HEAD\narticles/x bcdfh 2026-11-25\n=======\n\
                    articles/x#a  bcdfj 2026-11-25\narticles/x#a 0oilu 2026-11-25\narticles/x#a bcdfj 2026-02-30\n\
                    /articles/x/#a bcdfj 2026-11-25\narticles/x#a bcdfj\narticles/x#b bcdfh 2026-11-26\n";
    expect(
        "a_fault_of_the_register_is_reported_at_its_line",
        &found(&[("x", "## A {#a}\n\nWords.\n")], register),
    );
}

#[test]
fn lines_of_two_branches_may_stand_in_any_order_and_twice() {
    let register = "//- links.lock\narticles/x#a bcdfj 2026-11-26\narticles/x bcdfh 2026-11-25\n\
                    articles/x#a bcdfk 2026-11-25\narticles/x bcdfh 2026-11-25\n";
    let built = built(&[("x", "## A {#a}\n\nWords.\n")], register);
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /articles/x/#a");
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /articles/x/#a");
    assert_eq!(attributes(&built.text("/articles/x/"), "data-short"), ["bcdfk"], "the older one is offered");
}

#[test]
fn what_is_new_is_a_hint_for_whoever_checks() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\n";
    let ten: String = (0..10).map(|number| format!("## S{number} {{#s{number}}}\n\nWords.\n\n")).collect();
    let site = built(&[("x", "## A {#a}\n\nWords.\n"), ("y", &ten)], register);
    assert_eq!(site.diagnostics(), "", "who only serves it is not told");
    expect("what_is_new_is_a_hint_for_whoever_checks", &site.unaccepted());
    let none = built(&[("x", "## A {#a}\n\nWords.\n")], "");
    expect("a_site_without_a_register_is_told_once", &none.unaccepted());
}

#[test]
fn a_short_link_leads_on_in_any_case_with_and_without_a_slash_and_under_a_path() {
    let text = "//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nurl = \"https://clinic.example/parents/\"\n\
                //- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#tür bcdfj 2026-11-25\n";
    let built = built(&[("x", "## Tür {#tür}\n\nWords.\n")], text);
    for path in ["/parents/s/bcdfj", "/parents/s/bcdfj/", "/parents/s/BCDFJ", "/parents//s/bcdfj"] {
        assert_eq!(leads(&built, path), "308 /parents/articles/x/#t%C3%BCr", "{path}");
    }
    assert_eq!(leads(&built, "/parents/s/bcdfj?from=print"), "308 /parents/articles/x/?from=print#t%C3%BCr");
    assert_eq!(leads(&built, "/parents/s/zzzzz"), "404");
    assert_eq!(leads(&built, "/parents/s/"), "404");
    assert!(
        built.page("/articles/x/").contains("href=\"#tür\" aria-label=\"Link to: Tür\" data-short=\"bcdfj\"")
    );
}

#[test]
fn a_link_inside_the_site_to_what_moved_names_the_new_place() {
    let register = "//- links.lock\narticles/x#nights bcdfj 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x#nights\" = \"articles/y#sleep\"\n\"articles/old\" = \"articles/y\"\n\
                 \"articles/x#base\" = \"glossary#secure-base\"\n\"articles/old#rest\" = \"articles/x\"\n";
    let y = "## Sleep {#sleep}\n\n[a](x.md#nights) [b](old.md) [c](x.md#base) [d](#rest)\n";
    let articles = [("x", "See [here](#nights).\n"), ("y", y)];
    expect(
        "a_link_inside_the_site_to_what_moved_names_the_new_place",
        &found(&articles, &format!("{register}{moves}{EVIDENCE}")),
    );
}

#[test]
fn an_own_article_in_the_place_of_a_built_in_one_is_asked_for_its_sections() {
    let articles = named_article("repair", "## New {#new}\n\nWords.\n");
    let built = site(&format!("//- site.toml\ntitle = \"Clinic\"\nprose = false\n{articles}"));
    let found = built.diagnostics();
    let expected = "articles/repair.md:1:1: warning[lost-built-in-links]: the built-in `articles/repair` has sections that \
                    yours has not: `#_fig-";
    assert!(found.lines().any(|line| line.starts_with(expected)), "{found}");
    assert!(found.contains("  help: if you ever served that one, give your headings these ids, or record for each where it went: `attune links moved articles/repair#"), "{found}");
}

#[test]
fn the_built_in_site_has_a_short_link_for_everything_under_any_name() {
    let clinic = site("//- site.toml\ntitle = \"Clinic\"\n");
    assert_eq!(clinic.unaccepted(), "", "nothing of it is the clinic's to accept");
    let page = clinic.page("/articles/repair/");
    let sections = attributes(&page, "data-short").len();
    assert_eq!(sections, page.matches("class=\"here\"").count());
}

#[test]
fn an_exported_site_leads_on_from_every_old_address_without_a_server() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#nights bcdfj 2026-11-25\n\
                    articles/x#days bcdfk 2026-11-25\narticles/z bcdfm 2026-11-25\narticles/y bcdfn 2026-11-25\n";
    let moves = "//- links.toml\n[moved]\n\"articles/x#nights\" = \"articles/y#sleep\"\n\"articles/x\" = \"articles/y\"\n\
                 [gone]\n\"articles/z\" = \"It was wrong.\"\n\"articles/x#days\" = \"Too short.\"\n";
    let built = built(&[("y", "## Sleep {#sleep}\n\nWords.\n")], &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    attune::export::write(built.site(), &out).unwrap();
    let file = |name: &str| std::fs::read_to_string(out.join(name).join("index.html")).unwrap();
    let short = file("s/bcdfj");
    assert!(short.contains("<meta http-equiv=\"refresh\" content=\"0; url=/articles/y/#sleep\">"), "{short}");
    assert!(short.contains("<title>Sleep (Title of y)</title>"), "{short}");
    let link =
        "<p>This has moved. You find it here now: <a href=\"/articles/y/#sleep\">Sleep (Title of y)</a></p>";
    assert!(short.contains(link), "{short}");
    let old = file("articles/x");
    assert!(!old.contains("refresh"), "it would lose the section that was asked for: {old}");
    assert!(old.contains("<script type=\"module\" src=\"/assets/onward."), "{old}");
    assert!(
        old.contains("<li id=\"nights\"><a href=\"/articles/y/#sleep\">Sleep (Title of y)</a></li>"),
        "{old}"
    );
    assert!(old.contains("<li id=\"days\"><a href=\"/articles/y/#days\">Title of y</a></li>"), "{old}");
    assert!(file("articles/z").contains("<p class=\"lead\">It was wrong.</p>"));
    assert_eq!(file("articles/z"), file("s/bcdfm"));
}

#[test]
fn a_table_goes_along_with_its_section() {
    let register = "//- links.lock\narticles/x bcdfh 2026-11-25\narticles/x#ages bcdfj 2026-11-25\n\
                    articles/x#_table-ages bcdfk 2026-11-25\narticles/x#_table2-ages bcdfm 2026-11-25\n";
    let table = "| A | B |\n|---|---|\n| a | b |\n\n";
    let body = format!("## By age {{#by-age}}\n\n{table}Words.\n\n{table}");
    let lost = found(&[("x", &body)], register);
    assert_eq!(lost.matches("[lost-link]").count(), 1, "only the section is told of: {lost}");
    let moves = "//- links.toml\n[moved]\n\"articles/x#ages\" = \"articles/x#by-age\"\n";
    let built = built(&[("x", &body)], &format!("{register}{moves}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /articles/x/#_table-by-age");
    assert_eq!(leads(&built, "/s/bcdfm"), "308 /articles/x/#_table2-by-age");
}

/// A site over a later built-in one, which has renamed an article, moved a section and retired another.
fn upgraded(own: &str) -> Built {
    let making_up = named_article("making-up", "## Coming back {#coming-back}\n\nWords.\n")
        .replace("//- ", "//- built-in:")
        .replace("title =", "aliases = [\"taken-up\"]\ntitle =");
    let far = named_article("far", "## Naming {#naming}\n\n[Words](near.md#words).\n")
        .replace("//- ", "//- built-in:");
    let near = named_article("near", "## Words {#words}\n\nWords.\n").replace("//- ", "//- built-in:");
    let past = "//- built-in:links.lock\narticles/near#feelings bcdfh 2026-11-25\narticles/near#hours bcdfj 2026-11-25\n\
                //- built-in:links.toml\n[moved]\n\"articles/near#feelings\" = \"articles/far#naming\"\n\
                [gone]\n\"articles/near#hours\" = \"It was withdrawn.\"\n";
    site(&format!("{making_up}{far}{near}{past}{own}"))
}

/// The errors of a site.
fn errors(built: &Built) -> Vec<String> {
    built.diagnostics().lines().filter(|line| line.contains(": error[")).map(str::to_owned).collect()
}

#[test]
fn what_a_later_program_renames_moves_or_retires_is_no_error_of_a_site_with_pages_of_its_own() {
    let clinic = "//- site.toml\ntitle = \"Clinic\"\nprose = false\n";
    let built = upgraded(clinic);
    assert_eq!(errors(&built), [""; 0]);
    assert_eq!(leads(&built, "/articles/taken-up/"), "308 /articles/making-up/");
    assert_eq!(leads(&built, "/s/bcdfh"), "308 /articles/far/#naming");

    let taken = named_article("taken-up", "## Ours {#ours}\n\nWords.\n");
    let near = "## Feelings {#feelings}\n\nWords.\n\n## Hours {#hours}\n\nWords.\n";
    let own = format!("{clinic}{taken}{}", named_article("near", near));
    let built = upgraded(&own);
    assert_eq!(errors(&built), [""; 0], "what is ours is there, whatever became of what it replaced");
    assert!(built.text("/articles/taken-up/").contains("id=\"ours\""));
    assert_eq!(leads(&built, "/s/bcdfh"), "308 /articles/near/#feelings");

    let far = named_article("far", "## Ours {#ours}\n\nWords.\n");
    let near = named_article("near", "Words.\n");
    let alone = clinic.replace("prose", "built_in = false\nprose");
    assert_eq!(errors(&upgraded(&format!("{alone}{far}{near}"))), [""; 0]);
}

#[test]
fn a_link_to_a_section_that_is_lost_is_not_said_to_have_moved() {
    let register = "//- links.lock\narticles/x#nights bcdfj 2026-11-25\n";
    let articles = [("x", "## Night {#night}\n\nWords.\n"), ("y", "[a](x.md#nights)\n")];
    let found = found(&articles, register);
    assert!(found.contains("help: did you mean `#night`?"), "{found}");
    assert!(!found.contains("it has moved"), "{found}");
}

#[test]
fn a_command_in_a_help_is_for_a_shell_whatever_signs_an_id_has() {
    let register = "//- links.lock\narticles/x#old;`id` bcdfj 2026-11-25\n";
    let found = found(&[("x", "## Old one {#(new)}\n\nWords.\n")], register);
    let command = "attune links moved 'articles/x#old;`id`' 'articles/x#(new)'`";
    assert!(found.contains(command), "{found}");
    assert!(found.contains("attune links gone 'articles/x#old;`id`' --because"), "{found}");
}

#[test]
fn a_page_in_any_folder_is_kept_as_well() {
    let page = "//- pages/guides/articles/one.md\n+++\ntitle = \"One\"\nlead = \"Lead.\"\n+++\n## Now {#now}\n\nWords.\n";
    let register = "//- links.lock\npages/guides/articles/one#now bcdfj 2026-11-25\n";
    let built = built(&[("x", "Words.\n")], &format!("{page}{register}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(leads(&built, "/s/bcdfj"), "308 /guides/articles/one/#now");
}

#[test]
fn an_old_name_of_an_article_that_is_said_to_be_elsewhere_or_gone_is_reported() {
    let z = named_article("z", "Words.\n")
        .replace("title =", "aliases = [\"same\", \"there\", \"gone\"]\ntitle =");
    let moves = "//- links.toml\n[moved]\n\"articles/same\" = \"articles/was-z\"\n\"articles/was-z\" = \"articles/z\"\n\
                 \"articles/there\" = \"articles/y\"\n[gone]\n\"articles/gone\" = \"It was wrong.\"\n";
    expect(
        "an_old_name_of_an_article_that_is_said_to_be_elsewhere_or_gone_is_reported",
        &found(&[("y", "Words.\n")], &format!("{z}{moves}")),
    );
}

#[test]
fn two_old_links_with_one_id_that_arrive_on_one_page_lead_to_one_place() {
    let pages = "//- links.toml\n[moved]\n\"articles/x\" = \"articles/z\"\n\"articles/y\" = \"articles/z\"\n";
    let z = "## One {#one}\n\nWords.\n\n## Two {#two}\n\nWords.\n";
    let articles = [("z", z), ("w", "## Three {#three}\n\nWords.\n")];
    let moves = "\"articles/x#a\" = \"articles/z#one\"\n\"articles/y#a\" = \"articles/z#two\"\n\
                 \"articles/x#b\" = \"articles/z#one\"\n\"articles/y#b\" = \"articles/w#three\"\n\
                 [gone]\n\"articles/x#c\" = \"It was wrong.\"\n\"articles/y#c\" = \"It was old.\"\n";
    expect(
        "two_old_links_with_one_id_that_arrive_on_one_page_lead_to_one_place",
        &found(&articles, &format!("{pages}{moves}")),
    );
    let one = moves.replace("#two\"", "#one\"").replace("w#three", "z#one").replace("old.", "wrong.");
    let built = built(&articles, &format!("{pages}{one}"));
    assert_eq!(built.diagnostics(), "");
    assert_eq!(built.page("/articles/z/").matches("id=\"a\"").count(), 1);
}

#[test]
fn of_very_many_lost_links_each_is_looked_for_on_its_own_page() {
    let code = |number: usize| {
        format!("{number:05}")
            .chars()
            .map(|c| "bcdfhjkmnp".as_bytes()[c as usize - 48] as char)
            .collect::<String>()
    };
    let register = |count: usize| {
        let lost = (0..count).map(|number| format!("articles/x#lost-{number} {} 2026-11-25\n", code(number)));
        format!("//- links.lock\n{}", lost.collect::<String>())
    };
    let articles = [("x", "Words.\n"), ("y", "## Lost 7 {#was-lost-7}\n\nWords.\n")];
    let named = |count: usize| found(&articles, &register(count)).contains("most like it is “Lost 7”");
    assert!(named(1000));
    assert!(!named(1001));
}

#[test]
fn a_list_is_retired_for_whatever_is_not_in_it_any_more() {
    let register = "//- links.lock\nglossary#cue bcdfh 2026-11-25\nglossary#safe-havens bcdfj 2026-11-25\n\
                    glossary#secure-base bcdfk 2026-11-25\n";
    let moves = "//- links.toml\n[gone]\n\"glossary\" = \"We have words of our own.\"\n";
    let built = built(&[("x", "Words [@bas-01].\n")], &format!("{register}{moves}{EVIDENCE}"));
    assert_eq!(built.diagnostics(), "");
    let line = |nearest: &str| {
        format!(
            "The part you are looking for is gone. We have words of our own. What comes nearest to it: {nearest}"
        )
    };
    let expected = [("cue", line("Glossary")), ("safe-havens", line("safe haven (Glossary)"))];
    assert_eq!(lines(&built, "/glossary/"), expected.map(|(id, line)| (id.to_owned(), line)));
    assert_eq!(leads(&built, "/s/bcdfk"), "308 /glossary/#secure-base");
    let moved = "//- links.toml\n[moved]\n\"glossary\" = \"articles/x\"\n";
    let found = found(&[("x", "Words.\n")], moved);
    assert!(
        found.contains("error[moved-and-there]: `glossary` is said to have moved and is there"),
        "{found}"
    );
}
