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
    ];
    expect_case("standing", "a_citation_of_a_retracted_source", &found.join("\n"));
    let said = cited("It was said [@bad]{.retracted}; @bad{.retracted} and @bad [p. 3]{.retracted} did.\n");
    assert_eq!(said.diagnostics(), "");
    let page = said.page("/articles/x/");
    assert!(page.contains(">Bad, 2010</a>) [retracted];"), "{page}");
    assert!(page.contains(">Bad (2010)</a> [retracted] and"), "{page}");
    assert!(page.contains(">Bad (2010, p. 3)</a> [retracted] did."), "{page}");
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
        @book{d, author = {D, D.}, date = {1990}, title = {Dd}, publisher = {P}, superseded-by = {aa}}\n";
    expect_case("standing", "a_successor", &site(bib).diagnostics());
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
