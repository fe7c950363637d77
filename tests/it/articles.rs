//! What an author writes, and what stands on the page.

use crate::site::{EVIDENCE, article, article_text, attributes, named_article, site};

const X: &str = "/articles/x/";

#[test]
fn a_heading_has_an_id_and_a_link_that_is_no_part_of_it() {
    let built = article("## Day / night\n\nWords.\n");
    assert_eq!(
        built.text(X),
        "<div class=\"head\"><h2 id=\"day-night\">Day / night</h2>\
         <a class=\"here\" href=\"#day-night\" aria-label=\"Link to: Day / night\">#</a></div>\n<p>Words.</p>"
    );
}

#[test]
fn an_explicit_id_is_never_shown_with_its_braces() {
    let page = article("## What is a safe base? {#safe-base}\n").page(X);
    assert!(page.contains("<h2 id=\"safe-base\">What is a safe base?</h2>"));
    assert!(page.contains("<a href=\"#safe-base\">What is a safe base?</a>"));
    assert!(!page.contains("{#"));
}

#[test]
fn two_equal_headings_have_two_ids_and_the_contents_lead_to_both() {
    let page = article("## Repair\n\n[second](#repair-2)\n\n## Repair\n").page(X);
    assert!(page.contains("<li><a href=\"#repair\">Repair</a>"));
    assert!(page.contains("<li><a href=\"#repair-2\">Repair</a>"));
    assert!(page.contains("<a href=\"#repair-2\">second</a>"));
}

#[test]
fn headings_in_any_script_keep_their_letters_in_the_id_whatever_is_put_before_them() {
    let headings =
        "## 安全基地\n\n## القاعدة الآمنة\n\n## सुरक्षित आधार\n\n## Мама и Bowlby\n\n## Папа и Bowlby\n";
    let ids = ["安全基地", "القاعدة-الآمنة", "सुरक्षित-आधार", "мама-и-bowlby", "папа-и-bowlby"];
    for body in [headings.to_owned(), headings.replace("## ", "## New\n\n## ")] {
        let page = article(&body).page(X);
        for id in ids {
            assert!(page.contains(&format!("<h2 id=\"{id}\"")), "{id}");
            assert!(page.contains(&format!("href=\"#{id}\"")), "{id}");
        }
    }
}

#[test]
fn headings_without_letters_have_ids_that_lead_to_them_whatever_is_put_before_them() {
    let signs = "## ???\n\n## ❤️\n\n## ???\n\n## ❤️\n";
    let ids = ["section-3f-3f-3f", "section-2764", "section-3f-3f-3f-2", "section-2764-2"];
    for before in ["", "## !!!\n\n", "## Section\n\n##\n\n"] {
        let page = article(&format!("{before}{signs}")).page(X);
        for id in ids {
            assert!(page.contains(&format!("<h2 id=\"{id}\">")), "{id}");
            assert!(page.contains(&format!("<li><a href=\"#{id}\">")), "{id}");
        }
    }
    assert!(article("##\n").page(X).contains("<h2 id=\"section\">"));
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
        let body = format!("## {heading}\n\nWords[^n] and [there](#{id}).\n\n[^n]: Note.\n");
        let page = site(&format!("{}{EVIDENCE}", article_text(&body))).page(X);
        assert!(page.contains(&format!("<h2 id=\"{id}\">")), "{id}: {page}");
        assert!(page.contains(&format!("<li><a href=\"#{id}\">")), "{id}");
        assert!(page.contains(&format!("<a href=\"#{id}\">there</a>")), "{id}");
    }
}

#[test]
fn contents_and_ids_follow_one_rule_for_signs_between_words() {
    let page = article("## Sleep & trust\n\n## Day / night\n\n## Calm -- then talk\n").page(X);
    for (id, words) in [
        ("sleep-trust", "Sleep &amp; trust"),
        ("day-night", "Day / night"),
        ("calm-then-talk", "Calm – then talk"),
    ] {
        assert!(page.contains(&format!("<h2 id=\"{id}\">{words}</h2>")), "{id}: {page}");
        let listed = words.replace("&amp;", "&#38;");
        assert!(page.contains(&format!("<li><a href=\"#{id}\">{listed}</a>")), "{id}");
    }
}

#[test]
fn a_heading_named_like_a_part_of_the_page_takes_no_id_of_it() {
    let page = article("## Search\n\n## Main\n\n## Contents\n\n## Sources\n\n## Toc\n").page(X);
    let ids = attributes(&page, "id");
    let mut distinct = ids.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(ids.len(), distinct.len());
    assert!(ids.contains(&"search") && ids.contains(&"main") && ids.contains(&"sources"));
}

#[test]
fn a_citation_and_a_note_in_a_heading_stay_out_of_id_and_contents() {
    let body =
        format!("{}{EVIDENCE}", article_text("## Trust [@bowlby1969][^n]\n\nWords.\n\n[^n]: A note.\n"));
    let page = site(&body).page(X);
    assert!(page.contains("<li><a href=\"#trust\">Trust</a>"));
    assert!(page.contains("aria-label=\"Link to: Trust\""));
    assert_eq!(page.matches("<li id=\"_note-1\">").count(), 1);
    assert!(page.contains("<h2 id=\"trust\">Trust "));
    assert!(page.contains("href=\"#_n1-1\""));
}

#[test]
fn an_underlined_heading_counts_and_a_hash_in_code_does_not() {
    let page = article("## One\n\nTwo\n---\n\n```sh\n# no heading\n```\n\n## Three\n").page(X);
    let ids: Vec<_> = attributes(&page, "id").into_iter().filter(|id| !id.starts_with('_')).collect();
    assert_eq!(ids, ["one", "two", "three"]);
    assert!(page.contains("# no heading"));
}

#[test]
fn a_closed_section_goes_to_the_next_heading_of_its_level() {
    let text = article("## Open\n\n## Closed {.fold}\n\nInside.\n\n### Below\n\n## After\n").text(X);
    let details = text.split("<details class=\"fold\">").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(details.starts_with(
        "<summary><h2>Closed</h2></summary><div class=\"folded\" id=\"closed\">\
         <a class=\"here\" href=\"#closed\" aria-label=\"Link to: Closed\">#</a><p>Inside."
    ));
    assert!(
        details.contains("Inside.") && details.contains("id=\"below\"") && !details.contains("id=\"after\"")
    );
}

#[test]
fn boxes_are_written_as_alerts_and_named_by_the_interface() {
    let text = article("> [!TIP]\n> Sit down.\n\n> [!CAUTION]\n> Call.\n").text(X);
    assert!(text.contains(
        "<div role=\"note\" class=\"note try\" aria-labelledby=\"_box-1\"><p class=\"note-title\" id=\"_box-1\">Try this</p><p>Sit down.</p>\n</div>"
    ));
    assert!(text.contains("<div role=\"note\" class=\"note ask\" aria-labelledby=\"_box-2\">"));
    assert!(text.contains("When to ask for help"));
}

#[test]
fn a_box_under_a_heading_of_its_own_name_does_not_say_it_twice() {
    let text = article("## Try this\n\n> [!TIP]\n> Sit down.\n").text(X);
    assert!(text.contains("<div role=\"note\" class=\"note try\" aria-label=\"Try this\"><p>Sit down.</p>"));
}

#[test]
fn a_tables_cells_know_the_head_of_their_column() {
    let text = article("| Age | What |\n| --- | ---: |\n| One | *Looks* |\n").text(X);
    assert!(text.contains("<th scope=\"col\">Age</th><th class=\"end\" scope=\"col\">What</th>"));
    assert!(
        text.contains("<th scope=\"row\">One</th><td class=\"end\" data-label=\"What\"><em>Looks</em></td>")
    );
}

#[test]
fn a_figure_is_drawn_into_the_page_with_its_words() {
    let svg = "//- figures/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 5\"><defs><marker id=\"m\"/></defs>\
               <path d=\"M0 0\" marker-end=\"url(#m)\"/><text x=\"1\">Out &amp; back</text></svg>\n";
    let built = site(&format!("{}{svg}", article_text("![A path](../figures/x.svg \"One *trip*.\")\n")));
    assert_eq!(
        built.text(X),
        "<figure id=\"_fig-x\"><svg role=\"img\" viewBox=\"0 0 10 5\" aria-label=\"A path\"><defs><marker id=\"_x-m\"/></defs>\
         <path d=\"M0 0\" marker-end=\"url(#_x-m)\"/><text x=\"1\">Out &amp; back</text></svg>\
         <figcaption>One <em>trip</em>.</figcaption></figure>"
    );
}

#[test]
fn a_drawing_takes_the_colours_of_the_page_and_keeps_a_stand_in_for_any_other() {
    let colours =
        ["paper", "panel", "line", "edge", "ink", "soft", "base", "base-soft", "haven", "haven-soft"];
    let drawn: String =
        colours.iter().map(|name| format!("<path d=\"M0 0\" fill=\"var(--{name}, #fff)\"/>")).collect();
    let svg = format!(
        "//- figures/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{drawn}<path d=\"M1 1\" fill=\"var(--other, #fff)\"/></svg>\n"
    );
    let built = site(&format!("{}{svg}", article_text("![A path](../figures/x.svg)\n")));
    let page = built.page(X);
    let style = attributes(&page, "href").into_iter().find(|link| link.starts_with("/assets/site.")).unwrap();
    let style = built.page(style);
    for name in colours {
        assert!(page.contains(&format!("fill=\"var(--{name})\"")), "{name}");
        assert!(style.contains(&format!("--{name}:#")), "{name} is a colour of the page");
    }
    assert!(page.contains("fill=\"var(--other, #fff)\""));
}

#[test]
fn definition_lists_links_and_struck_words_are_understood() {
    let text = article("Age\n: Words\n\n~~no~~ <https://example.org/?a=1&b=2> <me@example.org>\n").text(X);
    assert!(text.contains("<dl><dt>Age</dt><dd>Words</dd>\n</dl>"));
    assert!(text.contains("<s>no</s> <a href=\"https://example.org/?a=1&amp;b=2\">"));
    assert!(text.contains("<a href=\"mailto:me@example.org\">me@example.org</a>"));
}

#[test]
fn quotes_and_dashes_are_set_as_in_print() {
    assert_eq!(article("\"It's\" -- so...\n").text(X), "<p>“It’s” – so…</p>");
}

#[test]
fn a_file_with_a_mark_at_its_start_and_windows_line_ends_gives_the_same_bytes() {
    let body = "## List\n\n- a\n- b[^n]\n\n```\ncode\n```\n\nText [@bowlby1969, p. 3].\n\n[^n]: Note.\n";
    let unix = format!("{}{EVIDENCE}", article_text(body));
    let header_and_body = unix.replacen("+++", "\u{feff}+++", 1).replace('\n', "\r\n");
    // The lines that name files belong to the test, not to the site.
    let windows = header_and_body.lines().map(|line| {
        if line.starts_with("//- ") { format!("{}\n", line.trim_end()) } else { format!("{line}\r\n") }
    });
    assert_eq!(site(&unix).page(X), site(&windows.collect::<String>()).page(X));
}

#[test]
fn a_blank_in_a_file_name_can_be_written_in_two_ways() {
    let text = format!(
        "{}{}",
        article_text("[a](first%20year.md) and [b](<first year.md>)\n"),
        named_article("first year", "Words.\n")
    );
    let page = site(&text).page(X);
    assert!(
        page.contains("<a href=\"/articles/first-year/\">a</a> and <a href=\"/articles/first-year/\">b</a>")
    );
}

#[test]
fn letters_put_together_in_a_file_name_are_found_by_the_single_letter() {
    let text = format!("{}{}", article_text("[a](öffnen.md)\n"), named_article("o\u{308}ffnen", "Words.\n"));
    let built = site(&text);
    assert!(built.page(X).contains("<a href=\"/articles/%C3%B6ffnen/\">a</a>"));
    assert!(built.site().find("/articles/öffnen/").is_some());
}

#[test]
fn a_link_keeps_its_query_and_its_place() {
    let text =
        format!("{}{}", article_text("[a](y.md?print=1#feeding)\n"), named_article("y", "## Feeding\n"));
    assert!(site(&text).page(X).contains("<a href=\"/articles/y/?print=1#feeding\">a</a>"));
}

#[test]
fn an_old_name_of_an_article_leads_to_it() {
    let text = article_text("Words.\n").replace("title =", "aliases = [\"old-name\"]\ntitle =");
    let built = site(&text);
    assert_eq!(built.site().moved("/articles/old-name/").unwrap().goal().address.as_str(), X);
}

#[test]
fn a_draft_stands_nowhere() {
    let text = article_text("Words.\n").replace("title =", "draft = true\ntitle =");
    let built = site(&format!("{text}{}", named_article("y", "Words.\n")));
    assert!(built.site().find(X).is_none());
    assert!(!built.page("/articles/").contains("/articles/x/"));
}

#[test]
fn one_note_with_three_marks_leads_back_to_each() {
    let text = article("a[^n] b[^n]\n\nc[^n]\n\n[^n]: Note.\n").text(X);
    for n in 1..=3 {
        assert_eq!(text.matches(&format!("id=\"_n1-{n}\"")).count(), 1);
        assert_eq!(text.matches(&format!("href=\"#_n1-{n}\"")).count(), 1);
    }
    assert!(text.contains("aria-label=\"Back to the text from note 1 b\""));
}

#[test]
fn notes_stand_in_the_order_of_their_marks() {
    let text = article("[^b]: Second.\n\n[^a]: First.\n\nOne[^a] and two[^b].\n").text(X);
    let first = text.find("First.").unwrap();
    assert!(first < text.find("Second.").unwrap());
    assert!(text.contains("<li id=\"_note-1\"><p>First.</p>"));
}

#[test]
fn text_in_an_article_cannot_become_markup_or_script() {
    let page = article("a \\<script> & `<b>` [x](https://e.org/\"onclick=alert(1))\n").page(X);
    assert!(page.contains("a &lt;script&gt; &amp; <code>&lt;b&gt;</code>"));
    assert!(!page.contains("\"onclick"));
}
