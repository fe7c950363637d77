//! Citations in the text, lists of sources, and the ways between them.

use crate::site::{EVIDENCE, article_text, attributes, site};

fn cited(body: &str) -> crate::site::Built {
    site(&format!("{}{EVIDENCE}", article_text(body)))
}

#[test]
fn a_claim_is_a_quiet_mark_with_its_strength_and_sources_as_its_name() {
    let page = cited("It helps [@bas-01].\n").page("/articles/x/");
    assert!(
        page.contains(
            "It helps<span class=\"mark\" id=\"_c1\"><a class=\"sure\" href=\"/evidence/#bas-01\" \
         aria-label=\"Several studies: Bowlby, 1969; Hazan &amp; Shaver, 1987\">\
         <svg class=\"bars\" aria-hidden=\"true\"><use href=\"#_several-studies\"/></svg></a>\
         <span class=\"names\"> (<a class=\"cite\" href=\"#_ref-bowlby1969\">Bowlby, 1969</a>; \
         <a class=\"cite\" href=\"#_ref-hazan1987\">Hazan &amp; Shaver, 1987</a>)</span></span>."
        ),
        "{page}"
    );
}

#[test]
fn several_claims_make_one_mark_that_shows_the_weakest() {
    let page = cited("It helps [@bas-01; @BAS-02].\n").page("/articles/x/");
    assert!(page.contains("<use href=\"#_idea\"/></svg></a>"));
    assert!(page.contains("data-claim=\"bas-01 bas-02\""));
    assert_eq!(page.matches("<span class=\"mark\"").count(), 1);
}

#[test]
fn a_source_is_named_in_brackets_in_the_sentence_with_a_page_and_without_its_author() {
    let text = cited(
        "@hazan1987 [p. 3] said so [see @bowlby1969, pp. 3-5; @stern1985]. Bowlby [-@bowlby1969] too.\n",
    )
    .text("/articles/x/");
    let text = text.split("</p>").next().unwrap();
    let mut shown = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => shown.push(c),
            _ => {}
        }
    }
    assert_eq!(
        shown,
        "Hazan and Shaver (1987, p. 3) said so (see Bowlby, 1969, pp. 3–5; Stern, 1985). Bowlby (1969) too."
    );
}

#[test]
fn an_entry_leads_back_to_each_place_that_cites_it() {
    let page = cited("## One\n\n@bowlby1969 a.\n\n## Two\n\nb [@bas-01].\n\n## Three\n\nc [@bowlby1969].\n")
        .page("/articles/x/");
    let entry = page.split("<li id=\"_ref-bowlby1969\"").nth(1).unwrap().split("</li>").next().unwrap();
    let backs: Vec<_> =
        attributes(entry, "href").into_iter().filter(|link| link.starts_with("#_c")).collect();
    assert_eq!(backs, ["#_c1", "#_c2", "#_c3"]);
    for link in backs {
        assert_eq!(attributes(&page, "id").iter().filter(|id| **id == &link[1..]).count(), 1);
    }
    for (label, section) in [("a", "One"), ("b", "Two"), ("c", "Three")] {
        assert!(entry.contains(&format!("aria-label=\"Back to: {section} ({label})\"")), "{entry}");
    }
}

#[test]
fn the_bibliography_names_the_articles_and_sections_that_cite_a_source() {
    let two = format!(
        "{}{}{EVIDENCE}",
        article_text("## One\n\na [@stern1985].\n"),
        crate::site::named_article("y", "## Five\n\nb [@bas-02].\n")
    );
    let entry = |text: &str| {
        let page = site(text).page("/bibliography/");
        page.split("<li id=\"stern1985\"").nth(1).unwrap().split("</li>\n<li id=").next().unwrap().to_owned()
    };
    let both = entry(&two);
    assert!(
        both.contains("href=\"/articles/x/#one\"") && both.contains("href=\"/articles/y/#five\""),
        "{both}"
    );
    let only_y = entry(&two.replace("a [@stern1985]", "a"));
    assert!(!only_y.contains("/articles/x/") && only_y.contains("href=\"/articles/y/#five\""));
}

#[test]
fn the_evidence_page_shows_strength_findings_limits_sources_and_use() {
    let page = cited("## One\n\na [@bas-01].\n").page("/evidence/");
    let claim = page.split("id=\"bas-01\"").nth(1).unwrap().split("</article>").next().unwrap();
    for words in [
        "A base is someone to come back to.",
        "Several studies",
        "Two studies of 60 families.",
        "Both in one town.",
        "/bibliography/#bowlby1969",
        "Hazan &amp; Shaver, 1987",
        "/articles/x/#one",
    ] {
        assert!(claim.contains(words), "{words} in {claim}");
    }
}

#[test]
fn a_term_links_to_the_glossary_which_says_where_it_is_used() {
    let built = cited("## One\n\nA [secure base][], or [somewhere to go][safe haven].\n");
    let page = built.page("/articles/x/");
    assert!(page.contains("<a class=\"term\" href=\"/glossary/#secure-base\">secure base</a>"));
    assert!(page.contains("<a class=\"term\" href=\"/glossary/#safe-haven\">somewhere to go</a>"));
    let glossary = built.page("/glossary/");
    let term = glossary.split("id=\"secure-base\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert!(term.contains("Someone to come back to"));
    assert!(glossary.contains("href=\"/articles/x/#one\""));
}

#[test]
fn a_citation_stands_in_tables_captions_key_points_and_notes() {
    let text = format!(
        "{}//- figures/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n{EVIDENCE}",
        article_text(
            "| a |\n| --- |\n| b [@bas-01] |\n\n![x](../figures/x.svg \"C [@bas-02].\")\n\nd[^n]\n\n[^n]: e @stern1985.\n"
        )
        .replace("\"One.\"", "\"One [@bowlby1969].\"")
    );
    let page = site(&text).page("/articles/x/");
    let entry = |key: &str| {
        page.split(&format!("<li id=\"_ref-{key}\""))
            .nth(1)
            .unwrap()
            .split("</li>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(entry("bowlby1969").matches("href=\"#_c").count(), 2);
    assert!(entry("bowlby1969").contains("Back to: In short"));
    assert_eq!(entry("stern1985").matches("href=\"#_c").count(), 2);
}

#[test]
fn an_address_of_mail_is_no_citation_and_an_escaped_sign_is_a_sign() {
    let built = cited("Write to me@example.org or \\@bowlby1969 or `@x`.\n");
    assert!(built.text("/articles/x/").contains("me@example.org or @bowlby1969 or <code>@x</code>"));
}

/// Every form of a citation reads the same wherever text can stand.
#[test]
fn every_form_of_a_citation_can_stand_in_every_place() {
    let forms = [
        ("[@bowlby1969; @stern1985]", "(Bowlby, 1969; Stern, 1985)"),
        ("@hazan1987", "Hazan and Shaver (1987)"),
        ("@hazan1987 [p. 3]", "Hazan and Shaver (1987, p. 3)"),
        ("[-@bowlby1969]", "(1969)"),
        ("[see @bowlby1969, pp. 3-5, and elsewhere]", "(see Bowlby, 1969, pp. 3–5, and elsewhere)"),
        ("[@bowlby1969, chap. 2]", "(Bowlby, 1969, Chapter 2)"),
        ("[@bowlby1969, sec. 2]", "(Bowlby, 1969, Section 2)"),
        ("[@bowlby1969, fig. 2]", "(Bowlby, 1969, Figure 2)"),
        ("[@bowlby1969, table 2]", "(Bowlby, 1969, Table 2)"),
    ];
    let drawing = "//- figures/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n";
    for (form, shown) in forms {
        let places = [
            ("text", format!("Here {form} too.\n")),
            ("emphasis", format!("*Here {form} too.*\n")),
            ("list", format!("- Here {form} too.\n")),
            ("table", format!("| a |\n| --- |\n| Here {form} too. |\n")),
            ("caption", format!("![x](../figures/x.svg \"Here {form} too.\")\n")),
            ("note", format!("x[^n]\n\n[^n]: Here {form} too.\n")),
            ("quotation", format!("> Here {form} too.\n")),
            ("box", format!("> [!TIP]\n> Here {form} too.\n")),
            ("definition", format!("term\n\n: Here {form} too.\n")),
            ("heading", format!("## Here {form} too.\n\nx\n")),
            ("inner heading", format!("## A\n\n### Here {form} too.\n\nx\n")),
        ];
        for (place, body) in places {
            let built = site(&format!("{}{drawing}{EVIDENCE}", article_text(&body)));
            assert_eq!(built.diagnostics(), "", "{form} in a {place}");
            let page = built.page("/articles/x/");
            let words: String =
                page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            let words = words.replace("&amp;", "&");
            assert!(words.contains(&format!("Here {shown} too.")), "{form} in a {place}: {page}");
            assert!(page.contains("role=\"doc-biblioref\""), "{form} in a {place}");
            // What names a section has no citation in it: its id, the contents, the way back.
            if place.ends_with("heading") {
                assert!(page.contains("id=\"here-too\""), "{form}: {page}");
                assert!(page.contains("<a href=\"#here-too\">Here too.</a>"), "{form}: {page}");
                assert!(page.contains("aria-label=\"Back to: Here too. (a)\""), "{form}: {page}");
                assert!(page.contains("aria-label=\"Link to: Here too.\""), "{form}: {page}");
            }
        }
        let text = article_text("x\n").replace("\"One.\"", &format!("\"Here {form} too.\""));
        let page = site(&format!("{text}{EVIDENCE}")).page("/articles/x/");
        let point = page
            .split("<li>Here ")
            .nth(1)
            .unwrap_or_else(|| panic!("{form}: {page}"))
            .split("</li>")
            .next()
            .unwrap();
        assert!(point.contains("doc-biblioref"), "{form}: {point}");
    }
}

#[test]
fn a_citation_in_a_link_or_in_the_words_of_a_picture_is_told_of() {
    let built = cited("[a link [@bowlby1969]](https://x.example)\n");
    assert!(
        built.diagnostics().contains("a link holds no other link and no citation"),
        "{}",
        built.diagnostics()
    );
}
