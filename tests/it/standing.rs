//! What became of a source: retracted, corrected, superseded; and what whoever keeps the file says of it.

use crate::diagnostics::expect_case;
use crate::site::{Built, article_text, site};

const BIB: &str = "//- references.bib\n\
    @book{old, author = {Old, O.}, date = {1990}, title = {Old}, publisher = {P}, superseded-by = {new}}\n\
    @book{new, author = {New, N.}, date = {2000}, title = {New}, publisher = {P}, pubstate = {corrected}}\n\
    @book{bad, author = {Bad, B.}, date = {2010}, title = {Bad}, publisher = {P}, pubstate = {retracted},\n  \
    annotation = {Withdrawn \\emph{in full} & <b>for good</b>.}}\n";

fn cited(body: &str) -> Built {
    site(&format!("{}{BIB}", article_text(body)))
}

#[test]
fn a_citation_of_a_retracted_source_is_an_error_unless_the_sentence_says_so() {
    let found = [
        cited("It is so [see @new; @bad, p. 3].\n").diagnostics(),
        cited("As @bad said.\n\n## In a heading [@bad]\n\n| a |\n| --- |\n| in a table [@bad] |\n")
            .diagnostics(),
        cited("It is so [@new]{.retracted}, and [@bad]{.withdrawn}.\n").diagnostics(),
        site(&format!(
            "{}{BIB}@book{{badly, author = {{Bad, B.}}, date = {{1999}}, title = {{Badly}}, publisher = {{P}}}}\n",
            article_text("Keys that begin alike [@badly; @bad], in braces @{bad}, and apart [@bad] {.retracted}.\n")
        ))
        .diagnostics(),
        cited("In a note[^n].\n\n- In a list @bad\n\n> [!TIP]\n> In a box [-@bad].\n\n[^n]: As @bad said.\n")
            .diagnostics(),
        site(&format!(
            "{}{BIB}//- figures/f.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><title>T</title><desc>D</desc></svg>\n",
            article_text("![Alt](../figures/f.svg \"A caption [@bad].\")\n\nterm\n\n: *A meaning [@bad]*.\n")
                .replace("\"One.\"", "\"One [@bad].\"")
        ))
        .diagnostics(),
    ];
    expect_case("standing", "a_citation_of_a_retracted_source", &found.join("\n"));
    let said = cited("It was said [@bad]{.retracted}; @bad{.retracted} and @bad [p. 3]{.retracted} did.\n");
    assert_eq!(said.diagnostics(), "");
    let page = said.page("/articles/x/");
    assert!(page.contains(">Bad, 2010</a>) [retracted];"), "{page}");
    assert!(page.contains(">Bad (2010)</a> [retracted] and"), "{page}");
    assert!(page.contains(">Bad (2010, p. 3)</a> [retracted] did."), "{page}");
}

/// The parser takes braces at the end of a heading for the heading's own.
#[test]
fn a_citation_that_ends_a_heading_can_say_so_too() {
    let said = cited("## What became of [@bad]{.retracted}\n\nWords.\n\n## As @bad{.retracted}\n\nWords.\n");
    assert_eq!(said.diagnostics(), "");
    let page = said.page("/articles/x/");
    assert!(page.contains(">Bad, 2010</a>) [retracted]"), "{page}");
    assert!(page.contains(">Bad (2010)</a> [retracted]"), "{page}");
    assert!(page.contains("<h2 id=\"what-became-of\""), "{page}");
    let apart = cited("## What became of [@bad] {.retracted}\n\nWords.\n").diagnostics();
    assert!(apart.contains("error[unknown-mark]") && apart.contains("error[retracted-source]"), "{apart}");
}

#[cfg(feature = "csl")]
#[test]
fn the_word_stands_by_the_mark_in_every_style() {
    for (style, shown) in [
        ("apa", "It was said (Bad, 2010) [retracted], as Bad (2010) [retracted] knew."),
        ("harvard-cite-them-right", "It was said (Bad, 2010) [retracted], as Bad (2010) [retracted] knew."),
        ("vancouver", "It was said (1) [retracted], as Bad (1) [retracted] knew."),
        ("ieee", "It was said [1] [retracted], as Bad [1] [retracted] knew."),
        ("nature", "It was said,1 [retracted] as Bad1 [retracted] knew."),
        ("chicago-notes", "It was said,1 [retracted] as Bad2 [retracted] knew."),
    ] {
        let settings =
            format!("//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nstyle = \"{style}\"\n");
        let text = article_text("It was said [@bad]{.retracted}, as @bad{.retracted} knew.\n");
        let built = site(&format!("{settings}{text}{BIB}"));
        assert_eq!(built.diagnostics(), "", "{style}");
        let page = built.page("/articles/x/");
        let words: String =
            page.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
        assert!(words.contains(shown), "{style}: {words}");
        assert!(page.contains("<strong>Retracted.</strong>"), "{style}: {page}");
    }
}

#[test]
fn a_title_that_says_retracted_is_held_against_its_entry() {
    let bib = "//- references.bib\n\
        @book{a, author = {A, A.}, date = {1990}, title = {RETRACTED: Aa}, publisher = {P}}\n\
        @book{b, author = {B, B.}, date = {1991}, title = {Bb (Retracted article. See vol. 3)}, publisher = {P}}\n\
        @book{c, author = {C, C.}, date = {1992}, title = {Retracted Article: Cc}, publisher = {P}, pubstate = {retracted}}\n\
        @book{d, author = {D, D.}, date = {1993}, title = {Retracted papers: How many?}, publisher = {P}}\n";
    expect_case("standing", "a_title_that_says_retracted", &site(bib).diagnostics());
}

#[test]
fn a_state_that_is_not_known_is_reported_in_both_formats() {
    let bib = "//- references.bib\n\
        @book{a, author = {A, A.}, date = {1990}, title = {Aa}, publisher = {P}, pubstate = {retractd}}\n\
        @book{b, author = {B, B.}, date = {1990}, title = {Bb}, publisher = {P}, status = {retracted}}\n";
    let item = |key: &str, more: &str| {
        format!(
            "{{\"id\": \"{key}\", \"type\": \"book\", \"title\": \"{key}\", \"publisher\": \"P\",\n \"author\": \
             [{{\"family\": \"A\"}}], \"issued\": {{\"date-parts\": [[2001]]}},\n {more}}}"
        )
    };
    let items = [
        item("c", r#""status": "Retractd""#),
        item("d", r#""status": "published""#),
        item("e", r#""status": 3, "custom": {"superseded-by": ["c", "d"]}"#),
        item("f", r#""status": "Retracted", "custom": {"superseded-by": "cc"}"#),
    ];
    let json = format!("//- references.json\n[{}]\n", items.join(",\n"));
    let found = [site(bib).diagnostics(), site(&json).diagnostics()];
    expect_case("standing", "a_state_that_is_not_known", &found.join("\n"));
}

#[test]
fn a_claim_cannot_rest_on_a_retracted_source() {
    let claims = "//- claims.toml\n[[topics]]\nid = \"t\"\ntitle = \"T\"\n[[claims]]\nid = \"one-01\"\ntopic = \"t\"\n\
                  statement = \"S.\"\nstrength = \"one-study\"\nsources = [\"bad\"]\nfound = \"F.\"\nlimits = \"L.\"\n";
    let built = site(&format!("{}{BIB}{claims}", article_text("It is so [@one-01].\n")));
    expect_case("standing", "a_claim_on_a_retracted_source", &built.diagnostics());
}

#[test]
fn a_superseded_source_is_cited_with_the_newer_one_or_warned_of() {
    expect_case("standing", "a_superseded_source", &cited("It is so [@old].\n").diagnostics());
    assert_eq!(cited("It is so [@old; @new].\n").diagnostics(), "");
}

#[test]
fn a_successor_is_another_entry_and_the_way_to_it_ends() {
    let bib = "//- references.bib\n\
        @book{a, author = {A, A.}, date = {1990}, title = {Aa}, publisher = {P}, superseded-by = {b}}\n\
        @book{b, author = {B, B.}, date = {1990}, title = {Bb}, publisher = {P}, superseded-by = {a}}\n\
        @book{c, author = {C, C.}, date = {1990}, title = {Cc}, publisher = {P}, superseded-by = {c}}\n\
        @book{d, author = {D, D.}, date = {1990}, title = {Dd}, publisher = {P}, superseded-by = {aa}}\n\
        @book{e, author = {E, E.}, date = {1990}, title = {Ee}, publisher = {P}, superseded-by = {a, b}}\n";
    expect_case("standing", "a_successor", &site(bib).diagnostics());
}

/// The entry of the older one leads there.
#[test]
fn what_took_the_place_of_a_cited_source_stands_in_the_bibliography() {
    let built = cited("It is so [@old].\n");
    let bibliography = built.page("/bibliography/");
    assert!(bibliography.contains("<a href=\"/bibliography/#new\">New, 2000</a>"), "{bibliography}");
    assert!(bibliography.contains("<li id=\"new\""), "{bibliography}");
    assert!(!bibliography.contains("<li id=\"bad\""), "{bibliography}");
    let uncited = built.uncited();
    assert!(uncited.contains("1 source is cited nowhere: `bad`\n"), "{uncited}");
}

#[test]
fn a_reader_sees_what_became_of_a_source_and_what_is_said_of_it() {
    let built = cited("It is so [@old; @new], and not [@bad]{.retracted}.\n");
    let bibliography = built.page("/bibliography/");
    let entry = |key: &str| {
        let entry = bibliography.split(&format!("<li id=\"{key}\"")).nth(1).unwrap();
        entry.split("</li>").next().unwrap().to_owned()
    };
    assert!(entry("bad").contains("P. <strong>Retracted.</strong></p>"), "{}", entry("bad"));
    let note = "<p class=\"annotation\">Withdrawn <em>in full</em> &amp; &lt;b&gt;for good&lt;/b&gt;.</p>";
    assert!(entry("bad").contains(note), "{}", entry("bad"));
    assert!(entry("new").contains("<strong>Corrected since.</strong>"), "{}", entry("new"));
    let link = "<strong>Superseded by</strong> <a href=\"/bibliography/#new\">New, 2000</a>";
    assert!(entry("old").contains(link), "{}", entry("old"));
    // The article's own list says it, too.
    assert!(built.page("/articles/x/").contains("<strong>Retracted.</strong>"));
}
