//! Sites that cite in another style than APA: by author and year, by numbers, in notes.

use crate::diagnostics::expect_case;
use crate::site::{Built, EVIDENCE, article_text, attributes, site};

fn styled(style: &str, body: &str) -> Built {
    site(&format!(
        "{}{EVIDENCE}//- site.toml\ntitle = \"Test\"\nbuilt_in = false\nprose = false\nstyle = \"{style}\"\n",
        article_text(body)
    ))
}

/// The text of the page's main part as a reader sees it, without markup.
fn seen(html: &str) -> String {
    let mut shown = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => shown.push(c),
            _ => {}
        }
    }
    shown
}

/// What the first paragraph says.
fn paragraph(style: &str, body: &str) -> String {
    let built = styled(style, body);
    assert_eq!(built.diagnostics(), "", "{style}");
    let page = built.page("/articles/x/");
    let start =
        page.find("<article").and_then(|at| page[at..].find("</section>").map(|end| at + end)).unwrap();
    let text = page[start..].split("<p>").nth(1).unwrap();
    seen(text.split("</p>").next().unwrap())
}

/// The entries of the page's list, each with its number and without its ways back.
fn list(page: &str) -> Vec<String> {
    let entries = page.split("<li id=\"_ref-").skip(1).map(|entry| entry.split_once('>').unwrap().1);
    entries.map(|entry| seen(entry.split(" <span class=\"back\"").next().unwrap())).collect()
}

const BODY: &str = "@hazan1987 [p. 3] said so [see @bowlby1969, pp. 3-5; @stern1985]. Again \
                    [@bowlby1969; @hazan1987; @stern1985].\n\n## More\n\nAnd [@bowlby1969].\n";

#[test]
fn a_site_cites_by_author_and_year_in_the_style_it_names() {
    assert_eq!(
        paragraph("harvard-cite-them-right", BODY),
        "Hazan and Shaver (1987, p. 3) said so (see Bowlby, 1969, pp. 3–5; Stern, 1985). Again (Bowlby, 1969; Stern, \
         1985; Hazan and Shaver, 1987)."
    );
    let page = styled("harvard-cite-them-right", BODY).page("/articles/x/");
    assert_eq!(
        list(&page),
        [
            "Bowlby, J. (1969) Attachment. Hogarth Press.",
            "Hazan, C. and Shaver, P. (1987) “Romantic love,” Journal of Love, 52(3), pp. 511–524. Available at: \
             https://doi.org/10.1037/0022-3514.52.3.511.",
            "Stern, D.N. (1985) The interpersonal world. Basic Books.",
        ]
    );
}

/// Case 47.
#[test]
fn in_a_style_of_numbers_mark_entry_and_way_back_work_as_with_names() {
    assert_eq!(
        paragraph("vancouver", BODY),
        "Hazan and Shaver (1, p. 3) said so (see 2, pp. 3–5; 3). Again (1–3)."
    );
    assert_eq!(
        paragraph("ieee", BODY),
        "Hazan and Shaver [1, p. 3] said so see [2, pp. 3–5], [3]. Again [1], [2], [3]."
    );
    let page = styled("vancouver", BODY).page("/articles/x/");
    assert_eq!(
        list(&page),
        [
            "1. Hazan C, Shaver P. Romantic love. Journal of Love. 1987;52(3):511–24. doi:10.1037/0022-3514.52.3.511",
            "2. Bowlby J. Attachment. Hogarth Press; 1969.",
            "3. Stern DN. The interpersonal world. Basic Books; 1985.",
        ]
    );
    let mark = "<a class=\"cite\" href=\"#_ref-hazan1987\" id=\"_c1\" role=\"doc-biblioref\">1</a>";
    assert!(page.contains(mark), "{page}");
    // The range 1–3 cites the second work, too: its way back leads to the range.
    let entry = page.split("<li id=\"_ref-bowlby1969\"").nth(1).unwrap().split("</li>").next().unwrap();
    let backs: Vec<_> =
        attributes(entry, "href").into_iter().filter(|link| link.starts_with("#_c")).collect();
    assert_eq!(backs, ["#_c2", "#_c4", "#_c6"]);
    for back in backs {
        assert_eq!(attributes(&page, "id").iter().filter(|id| **id == &back[1..]).count(), 1);
    }
}

#[test]
fn numbers_above_the_line_stand_after_the_stop_and_without_a_blank() {
    let page =
        styled("nature", "It is so [@stern1985], as they say [@bowlby1969; @stern1985]. @hazan1987 agree.\n")
            .page("/articles/x/");
    let shown = "It is so,<sup><a class=\"cite\" href=\"#_ref-stern1985\" id=\"_c1\" role=\"doc-biblioref\">1</a></sup> as \
                 they say.<sup>";
    assert!(page.contains(shown), "{page}");
    assert!(page.contains("Hazan and Shaver<sup>"), "{page}");
}

#[test]
fn a_sorted_list_has_its_numbers_in_its_own_order() {
    let built = styled("association-for-computing-machinery", BODY);
    assert_eq!(
        paragraph("association-for-computing-machinery", BODY),
        "Hazan and Shaver [2:3] said so [see 1:3–5, 3]. Again [1–3]."
    );
    let firsts: Vec<String> = list(&built.page("/articles/x/"))
        .iter()
        .map(|entry| entry.split('.').next().unwrap().to_owned())
        .collect();
    assert_eq!(firsts, ["[1] J", "[2] C", "[3] D"]);
}

#[test]
fn a_style_of_notes_puts_citations_and_the_authors_notes_into_one_row() {
    let body = "@hazan1987 [p. 3] said so [see @bowlby1969, pp. 3-5].[^a] Again [@bowlby1969].\n\n[^a]: My note; \
                @stern1985 agrees [@bowlby1969, p. 9].\n";
    assert_eq!(paragraph("chicago-notes", body), "Hazan and Shaver1 said so.2\u{2009}3 Again.4");
    let page = styled("chicago-notes", body).page("/articles/x/");
    let notes = page.split("<li id=\"_note-").skip(1).map(|note| note.split_once('>').unwrap().1);
    let notes: Vec<String> = notes
        .map(|note| seen(note.split("<span class=\"back\"").next().unwrap()).trim().to_owned())
        .collect();
    assert_eq!(
        notes,
        [
            "C. Hazan and P. Shaver, “Romantic Love,” Journal of Love 52, no. 3 (1987): 3, \
             https://doi.org/10.1037/0022-3514.52.3.511.",
            "See J. Bowlby, Attachment (Hogarth Press, 1969), 3–5.",
            "My note; Stern (The Interpersonal World (Basic Books, 1985)) agrees (Bowlby, Attachment, 9).",
            "Bowlby, Attachment.",
        ]
    );
    // An entry leads back to the mark in the text, a note to its own mark.
    let entry = page.split("<li id=\"_ref-hazan1987\"").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(entry.contains("href=\"#_c1\" aria-label=\"Back to: Title of x (a)\""), "{entry}");
    let mark =
        "<a class=\"cite\" id=\"_c1\" href=\"#_note-1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a>";
    assert!(page.contains(mark), "{page}");
    assert!(
        page.contains("<a role=\"doc-backlink\" href=\"#_c1\" aria-label=\"Back to the text from note 1\">"),
        "{page}"
    );
    let ids = attributes(&page, "id");
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn a_page_without_a_list_cites_by_author_and_year_in_every_style() {
    for style in ["vancouver", "chicago-notes"] {
        let built = styled(style, BODY);
        let glossary = built.page("/glossary/");
        assert!(
            glossary.contains("aria-label=\"Several studies: Bowlby, 1969; Hazan &amp; Shaver, 1987\""),
            "{glossary}"
        );
        let evidence = built.page("/evidence/");
        assert!(evidence.contains(">Bowlby, 1969</a>"), "{evidence}");
        let bibliography = seen(&built.page("/bibliography/"));
        assert!(!bibliography.contains("1. "), "{bibliography}");
    }
}

/// Case 41, in a style by CSL: letters follow the list, whatever is cited first and however.
#[test]
fn letters_agree_in_text_list_and_bibliography() {
    let bib = "//- references.bib\n\
        @book{zebra, author = {Koriat, A.}, date = {2008}, title = {Zebra crossing}, publisher = {P}}\n\
        @book{ant, author = {Koriat, A.}, date = {2008}, title = {Ants}, publisher = {P}}\n\
        @book{sa, author = {Smith, Anna}, date = {2001}, title = {Apples}, publisher = {P}}\n\
        @book{sb, author = {Smith, Ben}, date = {2001}, title = {Pears}, publisher = {P}}\n";
    let settings = "//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nstyle = \"harvard-cite-them-right\"\n";
    let body = "@zebra and [@ant] and [@zebra; @ant] and [@sa; @sb].\n";
    let built = site(&format!("{}{bib}{settings}", article_text(body)));
    assert_eq!(built.diagnostics(), "");
    let page = built.page("/articles/x/");
    let text = page.split("</section>").nth(1).unwrap().split("</p>").next().unwrap();
    assert_eq!(
        seen(text).trim(),
        "Koriat (2008b) and (Koriat, 2008a) and (Koriat, 2008b, 2008a) and (A. Smith, 2001; B. Smith, 2001)."
    );
    let expected = [
        "Koriat, A. (2008a) Ants. P.",
        "Koriat, A. (2008b) Zebra crossing. P.",
        "Smith, A. (2001) Apples. P.",
        "Smith, B. (2001) Pears. P.",
    ];
    assert_eq!(list(&page), expected);
    let bibliography = seen(&built.page("/bibliography/"));
    for entry in expected {
        assert!(bibliography.contains(entry), "{entry}: {bibliography}");
    }
}

/// What hayagriva would write as markup, and where it would stop.
#[test]
fn nothing_of_a_source_becomes_markup_and_a_range_of_years_is_whole() {
    let bib = "//- references.bib\n\
        @book{x, author = {Fish & Sons, <b>}, date = {1969/1973}, title = {A <script>alert(1)</script> & \\emph{more}}, \
        publisher = {P}, url = {https://x.example/?a=1&b=2}}\n";
    for style in ["harvard-cite-them-right", "ieee", "chicago-notes"] {
        let settings =
            format!("//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nstyle = \"{style}\"\n");
        let built = site(&format!("{}{bib}{settings}", article_text("So [@x].\n")));
        let page = built.page("/articles/x/");
        let entry =
            page.split("<li id=\"_ref-x\"").nth(1).unwrap_or_else(|| panic!("{}", built.diagnostics()));
        let entry = entry.split("</li>").next().unwrap().to_lowercase();
        assert!(entry.contains("&lt;script&gt;") && !entry.contains("<script"), "{entry}");
        assert!(entry.contains("1969–1973"), "{entry}");
        assert!(entry.contains("<i>") && !entry.contains("<b>"), "{entry}");
    }
}

fn faults(style: &str, file: &str) -> String {
    let settings =
        format!("//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nstyle = \"{style}\"\n");
    let bib = "//- references.bib\n\
        @book{one, author = {Koriat, A.}, date = {2008}, title = {One}, publisher = {P}}\n\
        @book{two, author = {Koriat, A.}, date = {2008}, title = {Two}, publisher = {P}}\n";
    site(&format!("{}{bib}{settings}{file}", article_text("So [@one; @two].\n"))).diagnostics()
}

/// A style in CSL with this citation and list.
fn csl(attributes: &str, citation: &str, list: &str) -> String {
    format!(
        "//- our.csl\n<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Ours</title>\
         <id>ours</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation {attributes}><layout>{citation}</layout>\
         </citation>{list}</style>\n"
    )
}

const LIST: &str = "<bibliography><layout><text variable=\"title\"/></layout></bibliography>";

#[test]
fn a_style_of_ones_own_is_a_file_in_the_sites_folder() {
    let list = "<bibliography><layout suffix=\".\"><names variable=\"author\"/><text variable=\"title\" prefix=\": \"/></layout>\
                </bibliography>";
    let file = csl("", "<text variable=\"title\" font-weight=\"bold\"/>", list);
    let built = site(&format!(
        "{}{EVIDENCE}//- site.toml\ntitle = \"Test\"\nbuilt_in = false\nprose = false\nstyle = \"our.csl\"\n{file}",
        article_text("So [@stern1985].\n")
    ));
    assert_eq!(built.diagnostics(), "");
    let page = built.page("/articles/x/");
    assert!(page.contains("role=\"doc-biblioref\"><b>The interpersonal world</b></a>."), "{page}");
    assert_eq!(list_of_one(&page), "D. N. Stern: The interpersonal world.");
}

fn list_of_one(page: &str) -> String {
    list(page).pop().unwrap()
}

#[test]
fn a_style_that_is_not_there_names_the_nearest() {
    assert_eq!(
        faults("vancuver", ""),
        "site.toml:4:9: error[unknown-style]: no citation style `vancuver`\n  4 | style = \"vancuver\"\n    |         \
         ^^^^^^^^^^\n  help: did you mean `vancouver`?\n"
    );
    assert_eq!(
        faults("of our own", ""),
        "site.toml:4:9: error[unknown-style]: no citation style `of our own`\n  4 | style = \"of our own\"\n    |         \
         ^^^^^^^^^^^^\n  help: write the name of a style of the CSL archive, such as `apa`, `harvard-cite-them-right` or \
         `vancouver`, or of a `.csl` file in the site's folder\n"
    );
    assert_eq!(
        faults("out.csl", &csl("", "<text variable=\"title\"/>", LIST)),
        "site.toml:4:9: error[unknown-style]: there is no file `out.csl` in the site's folder\n  4 | style = \"out.csl\"\n    \
         |         ^^^^^^^^^\n  help: did you mean `our.csl`?\n"
    );
}

#[test]
fn a_file_that_is_no_style_is_told_of_and_so_is_one_that_only_names_another() {
    let dependent = "//- our.csl\n<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\"><info><title>Ours</title>\
        <id>ours</id><link href=\"http://www.zotero.org/styles/nobody-knows\" rel=\"independent-parent\"/>\
        <updated>2026-01-01T00:00:00+00:00</updated></info></style>\n";
    assert_eq!(faults("our.csl", &dependent.replace("nobody-knows", "ieee")), "");
    let title = "<text variable=\"title\"/>";
    let found = [
        faults("our.csl", "//- our.csl\n<style>\n  <info>\n  </inf>\n</style>\n"),
        faults("our.csl", "//- our.csl\n<style>\n</style>\n"),
        faults("our.csl", &csl("", title, "")),
        faults("our.csl", dependent),
    ];
    expect_case("styles", "a_file_that_is_no_style", &found.join("\n"));
}

#[test]
fn works_that_a_style_cannot_tell_apart_or_cannot_set_are_refused() {
    let authors = "<names variable=\"author\"/>";
    let alike = faults("our.csl", &csl("disambiguate-add-year-suffix=\"true\"", authors, LIST));
    // hayagriva stops where two works of the same twenty authors and more are to be told apart.
    let twenty: Vec<String> = (1..=20).map(|number| format!("Author{number}, A.")).collect();
    let twenty = twenty.join(" and ");
    let bib = format!(
        "//- references.bib\n\
        @book{{one, author = {{{twenty}}}, date = {{2008}}, title = {{One}}, publisher = {{P}}}}\n\
        @book{{two, author = {{{twenty} and Last, L.}}, date = {{2008}}, title = {{Two}}, publisher = {{P}}}}\n"
    );
    let settings = "//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\nstyle = \"mla\"\n";
    let fails = site(&format!("{}{bib}{settings}", article_text("So [@one; @two].\n"))).diagnostics();
    expect_case("styles", "works_that_a_style_cannot_set", &format!("{alike}\n{fails}"));
}
