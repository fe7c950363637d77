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
