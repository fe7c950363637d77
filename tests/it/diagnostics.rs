//! Everything an author can get wrong, and what is said: the place, the line, one sentence, the way out.

use crate::site::{EVIDENCE, TODAY, article, article_text, named_article, site};

/// What is found in an article of this body.
fn found(body: &str) -> String {
    article(body).diagnostics()
}

/// What is found in a site.
fn found_in(text: &str) -> String {
    site(text).diagnostics()
}

/// An article whose header is `header`.
fn header(header: &str) -> String {
    found_in(&format!("//- articles/x.md\n+++\n{header}+++\nWords.\n"))
}

const GOOD_HEADER: &str = "title = \"T\"\nlead = \"L\"\nkey_points = [\"a\", \"b\", \"c\"]\nreviewed = 2026-11-25\n\
                           reviewer = \"R\"\npublished = 2026-11-25\n";

#[test]
fn an_unknown_key_is_reported_at_its_place_with_the_nearest_one() {
    expect(
        "an_unknown_key_is_reported_at_its_place_with_the_nearest_one",
        &found_in(&format!("{}{EVIDENCE}", article_text("So it is [see @bowlby1996, p. 3].\n"))),
    );
}

#[test]
fn an_unknown_key_in_a_sentence_is_reported_too() {
    expect("an_unknown_key_in_a_sentence_is_reported_too", &found("As @nobody2001 said.\n"));
}

#[test]
fn a_mark_without_a_key_or_with_an_empty_part_is_reported() {
    expect(
        "a_mark_without_a_key_or_with_an_empty_part_is_reported",
        &found_in(&format!(
            "{}{EVIDENCE}",
            article_text(
                "a [@bowlby1969; ] b [@bowlby1969; see there] c [@bowlby1969, p.] d [@bowlby1969 @stern1985] e [@{bowlby1969]\n"
            )
        )),
    );
}

#[test]
fn a_claim_cannot_be_part_of_the_sentence_and_has_no_pages() {
    expect(
        "a_claim_cannot_be_part_of_the_sentence_and_has_no_pages",
        &found_in(&format!("{}{EVIDENCE}", article_text("@bas-01 says [@bas-02, p. 3].\n"))),
    );
}

#[test]
fn a_link_definition_that_takes_a_citations_place_is_reported() {
    expect(
        "a_link_definition_that_takes_a_citations_place_is_reported",
        &found_in(&format!(
            "{}{EVIDENCE}",
            article_text("So [@bowlby1969].\n\n[@bowlby1969]: https://example.org\n")
        )),
    );
}

#[test]
fn an_id_given_twice_names_both_places() {
    expect("an_id_given_twice_names_both_places", &found("## One {#same}\n\n## Two {#same}\n"));
}

#[test]
fn an_id_that_belongs_to_the_page_is_refused_with_the_reason() {
    expect(
        "an_id_that_belongs_to_the_page_is_refused_with_the_reason",
        &found("## One {#_main}\n\n## Two {#a%b}\n"),
    );
}

#[test]
fn an_id_is_taken_whole_or_refused_with_the_reason() {
    expect(
        "an_id_is_taken_whole_or_refused_with_the_reason",
        &found(
            "## One {#a #b}\n\n## Two {#}\n\n## Three {# safe}\n\n## Four {#safe base .fold}\n\n## Five {#o\u{308}ffnen}\n\n\
             ## Six {#a\u{200b}b}\n\n## Seven {#seven:~:text=x}\n\n## Eight {#eight.fold}\n\n## Nine {}\n\n## Ten {x}\n\n\
             ## Eleven {#???}\n\nTwelve {#twelve}\nand more {#a #b}\n-----\n",
        ),
    );
}

#[test]
fn braces_that_are_no_mark_of_a_heading_are_not_shown_to_readers() {
    expect(
        "braces_that_are_no_mark_of_a_heading_are_not_shown_to_readers",
        &found(
            "## One {#one} more words\n\n## Two {#two\n\n## Three {#three} {.fold}\n\n## Four {#four} ##\n\n\
             ## *Five {#five}*\n\n## Six \\{#six}\n\n## Seven {#sev\\en}\n\n## Eight `{#x}` and \\{eight\\}\n\n\
             A paragraph. {#para}\n\n- an item {.fold}\n- \\{#shown\\}, `{#shown}` and {shown}\n",
        ),
    );
}

#[test]
fn an_id_of_a_claim_a_topic_a_source_or_a_term_takes_nothing_of_its_page() {
    let evidence = EVIDENCE
        .replace("id = \"bas-02\"", "id = \"_main\"")
        .replace(
            "[[claims]]\nid = \"bas-01\"",
            "[[topics]]\nid = \"Bas-01\"\ntitle = \"B\"\n[[claims]]\nid = \"bas-01\"",
        )
        .replace("stern1985", "_said")
        .replace("//- glossary.md\n", "//- glossary.md\n## Safe haven\n\n## Other {#other}\n\n");
    expect("an_id_of_a_claim_a_topic_a_source_or_a_term_takes_nothing_of_its_page", &found_in(&evidence));
}

#[test]
fn a_link_to_a_file_that_is_not_there_names_the_nearest() {
    expect(
        "a_link_to_a_file_that_is_not_there_names_the_nearest",
        &found_in(&format!(
            "{}{}",
            article_text(
                "[a](synchronie.md) [b](../pages/abut.md) [c](../glosary.md) [d](/articles/y/) [e](../../out.md) [f](zzzzzz.md) [g](../pages/how-to.md)\n"
            ),
            named_article(
                "synchrony",
                "Words.\n//- pages/about/how-to.md\n+++\ntitle = \"H\"\nlead = \"L\"\n+++\n"
            )
        )),
    );
}

#[test]
fn a_link_to_a_section_that_is_not_there_names_the_nearest() {
    expect(
        "a_link_to_a_section_that_is_not_there_names_the_nearest",
        &found_in(&format!(
            "{}{}",
            article_text(
                "## Early signs\n\n[a](#early-sign) [b](y.md#feding) [c](y.md#feeding?x) [d](../references.bib#bowlby1996)\n"
            ),
            named_article("y", "## Feeding\n")
        )),
    );
}

#[test]
fn a_link_that_could_run_something_is_refused() {
    expect("a_link_that_could_run_something_is_refused", &found("[a](javascript:alert(1)) [b]()\n"));
}

#[test]
fn a_link_to_a_draft_is_reported() {
    expect(
        "a_link_to_a_draft_is_reported",
        &found_in(&format!(
            "{}{}",
            article_text("[a](y.md)\n"),
            named_article("y", "Words.\n").replace("title =", "draft = true\ntitle =")
        )),
    );
}

#[test]
fn a_drawing_that_is_not_there_names_the_nearest() {
    expect(
        "a_drawing_that_is_not_there_names_the_nearest",
        &found_in(&format!(
            "{}//- figures/path.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n",
            article_text("![A path](../figures/pth.svg)\n\n![A photo](photo.png)\n")
        )),
    );
}

#[test]
fn a_drawing_without_words_for_who_does_not_see_it_is_an_error() {
    expect(
        "a_drawing_without_words_for_who_does_not_see_it_is_an_error",
        &found_in(&format!(
            "{}//- figures/path.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n",
            article_text("![](../figures/path.svg)\n")
        )),
    );
}

#[test]
fn a_picture_inside_a_line_and_the_same_drawing_twice_are_reported() {
    expect(
        "a_picture_inside_a_line_and_the_same_drawing_twice_are_reported",
        &found_in(&format!(
            "{}//- figures/path.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n",
            article_text(
                "See ![A path](../figures/path.svg) here.\n\n![A path](../figures/path.svg)\n\n![A path](../figures/path.svg)\n"
            )
        )),
    );
}

#[test]
fn a_drawing_that_does_more_than_draw_is_refused() {
    expect(
        "a_drawing_that_does_more_than_draw_is_refused",
        &found_in(
            "//- figures/path.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" onload=\"x()\"><script>x()</script><style>a{}</style><rekt/>\n<path style=\"fill:red\" fill=\"url(https://e.org/#a)\" href=\"https://e.org\"/></svg>\n",
        ),
    );
}

#[test]
fn a_file_that_is_no_drawing_is_reported_where_it_breaks() {
    expect(
        "a_file_that_is_no_drawing_is_reported_where_it_breaks",
        &found_in(
            "//- figures/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g></svg>\n//- figures/b.svg\n<html/>\n//- figures/c.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
        ),
    );
}

#[test]
fn html_is_an_error_that_says_what_to_write_instead() {
    expect(
        "html_is_an_error_that_says_what_to_write_instead",
        &found("One<br>two <b>three</b>\n\n<details>\nx\n</details>\n\n<!-- note -->\n\n<video src=\"x\">\n"),
    );
}

#[test]
fn a_box_of_an_unknown_kind_is_reported() {
    expect(
        "a_box_of_an_unknown_kind_is_reported",
        &found("> [!QUESTION]\n> What?\n\n> [!NOTE] Title\n> Words.\n\nWords\n\n::: note\nInside.\n:::\n"),
    );
}

#[test]
fn a_note_that_is_not_there_is_reported() {
    expect(
        "a_note_that_is_not_there_is_reported",
        &found("A[^x] b[^y].\n\n[^y]: Note.\n\n[^z]: Never used.\n\n[^y]: Again.\n"),
    );
}

#[test]
fn a_heading_of_the_first_level_and_a_jump_are_reported() {
    expect(
        "a_heading_of_the_first_level_and_a_jump_are_reported",
        &found("# Title\n\n## Two\n\n#### Four\n"),
    );
}

#[test]
fn a_mark_of_a_heading_that_means_nothing_is_reported() {
    expect(
        "a_mark_of_a_heading_that_means_nothing_is_reported",
        &found("## One {.closed}\n\n## Two {a=b}\n"),
    );
}

#[test]
fn a_term_that_is_not_in_the_glossary_names_the_nearest() {
    expect(
        "a_term_that_is_not_in_the_glossary_names_the_nearest",
        &found_in(&format!("{}{EVIDENCE}", article_text("A [secure bse][] and [b][zzzzzz].\n"))),
    );
}

#[test]
fn a_link_around_a_citation_does_not_become_one_and_says_so() {
    expect(
        "a_link_around_a_citation_does_not_become_one_and_says_so",
        &found_in(&format!("{}{EVIDENCE}", article_text("[words [@bowlby1969]](https://example.org)\n"))),
    );
}

#[test]
fn a_header_that_is_missing_says_how_to_begin() {
    expect(
        "a_header_that_is_missing_says_how_to_begin",
        &found_in(
            "//- articles/x.md\nWords.\n//- articles/y.md\n---\ntitle: Y\n---\nWords.\n//- articles/z.md\n+++\ntitle = \"Z\"\n",
        ),
    );
}

#[test]
fn a_field_that_is_missing_empty_unknown_or_of_the_wrong_kind_is_reported_all_at_once() {
    expect(
        "a_field_that_is_missing_empty_unknown_or_of_the_wrong_kind_is_reported_all_at_once",
        &header(
            "titel = \"T\"\nlead = \" \"\nkey_points = \"a\"\nreviewed = \"2026-11-25\"\nreviewer = 3\ndraft = \"no\"\nzzz = 1\n",
        ),
    );
}

#[test]
fn a_title_without_quotes_says_how_to_write_it() {
    expect(
        "a_title_without_quotes_says_how_to_write_it",
        &header("title = Safe: and sound\nlead: words\nkey_points = [\"a\", \"b\", \"c\"\n"),
    );
}

#[test]
fn too_few_key_points_and_a_review_before_the_publication_are_reported() {
    expect(
        "too_few_key_points_and_a_review_before_the_publication_are_reported",
        &header(
            &GOOD_HEADER
                .replace("\"a\", \"b\", ", "")
                .replace("published = 2026-11-25", "published = 2026-12-01"),
        ),
    );
}

#[test]
fn a_key_point_is_one_line() {
    expect("a_key_point_is_one_line", &header(&GOOD_HEADER.replace("\"a\"", "\"# a\"")));
}

#[test]
fn an_old_name_that_is_taken_or_no_name_is_reported() {
    expect(
        "an_old_name_that_is_taken_or_no_name_is_reported",
        &found_in(&format!(
            "{}{}{}",
            article_text("a\n").replace("title =", "aliases = [\"y\", \"Old Name\", \"older\"]\ntitle ="),
            named_article("y", "b\n"),
            named_article("z", "c\n").replace("title =", "aliases = [\"older\"]\ntitle =")
        )),
    );
}

#[test]
fn two_files_at_one_address_and_a_name_without_letters_are_reported() {
    expect(
        "two_files_at_one_address_and_a_name_without_letters_are_reported",
        &found_in(&format!(
            "{}{}{}",
            named_article("first year", "a\n"),
            named_article("first-year", "b\n"),
            named_article("???", "c\n")
        )),
    );
}

#[test]
fn a_page_cannot_take_the_place_of_another() {
    expect(
        "a_page_cannot_take_the_place_of_another",
        &found_in(
            "//- pages/glossary.md\n+++\ntitle = \"G\"\nlead = \"L\"\n+++\nWords.\n\
             //- pages/articles/x.md\n+++\ntitle = \"X\"\nlead = \"L\"\n+++\nWords.\n",
        ),
    );
}

#[test]
fn a_fault_of_the_settings_is_reported_at_its_place() {
    expect(
        "a_fault_of_the_settings_is_reported_at_its_place",
        &found_in(
            "//- site.toml\ntitle = \"T\"\nlangage = \"en\"\nurl = \"clinic.example\"\nstyle = \"vancuver\"\n[contact]\nname = \"Jo\"\nemail = \"jo\"\nurl = \"clinic\"\nphone = \"ask inside\"\npost = \"12 Mill Lane\"\ntelephone = \"1\"\n[[topics]]\ntitle = \"A\"\narticles = [\"secure-bse\", \"synchrony\", \"synchrony\"]\n",
        ),
    );
}

#[test]
fn a_fault_of_the_claims_is_reported_at_its_place() {
    expect("a_fault_of_the_claims_is_reported_at_its_place", &found_in(&format!("{EVIDENCE}//- claims.toml\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n[[claims]]\nid = \"x-01\"\ntopic = \"b\"\nstatement = \"S.\"\nstrength = \"onestudy\"\nsources = [\"bowlby1968\"]\nfound = \"F.\"\nlimit = \"L.\"\n[[claims]]\nid = \"x-02\"\nstatement = \"S.\"\nstrength = \"one-study\"\nfound = \"F.\"\nlimits = \"L.\"\n[[claims]]\nid = \"X-02\"\nstatement = \"S.\"\nstrength = \"idea\"\nfound = \"F.\"\nlimits = \"L.\"\n[[claims]]\nid = \"stern1985\"\nstatement = \"S.\"\nstrength = \"idea\"\nfound = \"F.\"\nlimits = \"L.\"\n").replace("[@bas-01]", "")));
}

#[test]
fn a_fault_of_the_glossary_is_reported_at_its_place() {
    expect(
        "a_fault_of_the_glossary_is_reported_at_its_place",
        &found_in(
            "//- glossary.md\nIntro.[^n]\n\nbase\n\n: One.\n\nBase\n\n: Two.\n\n## More\n\n???\n\n: Three.\n\n[^n]: Note.\n",
        ),
    );
}

#[test]
fn a_file_that_is_not_text_is_reported() {
    expect("a_file_that_is_not_text_is_reported", &not_text());
}

#[test]
fn an_editor_gets_every_fault_with_its_range_as_json() {
    let json = article("[a](#no)\n\n## Now {#now}\n").json();
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        list,
        serde_json::json!([{
            "path": "articles/x.md", "line": 9, "column": 6, "end_line": 9, "end_column": 8,
            "severity": "error", "code": "broken-fragment", "message": "there is no section `#no` on that page",
            "help": "did you mean `#now`?",
        }])
    );
}

#[test]
fn a_code_host_gets_every_fault_as_one_line() {
    assert_eq!(
        article("[a](#no)\n\n## Now {#now}\n").github(),
        "::error file=articles/x.md,line=9,col=6,endLine=9,endColumn=8,title=broken-fragment::there is no section `#no` \
         on that page%0Ahelp: did you mean `#now`?\n"
    );
}

/// A file in another encoding.
fn not_text() -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    std::fs::write(folder.path().join("articles/x.md"), b"+++\ntitle = \"\xe9\"\n").unwrap();
    let sources = attune::source::Sources::read(folder.path()).unwrap();
    let found = attune::edition::Edition::build(&sources, TODAY).diagnostics.show(&sources);
    found.replace(&folder.path().to_string_lossy().into_owned(), "SITE")
}

/// Compares with `tests/cases/diagnostics/NAME.txt`.
pub(crate) fn expect(name: &str, found: &str) {
    expect_case("diagnostics", name, found);
}

/// Compares with `tests/cases/FOLDER/NAME.txt`. With `ATTUNE_REWRITE=1` writes that file instead: read it before it is
/// committed.
pub(crate) fn expect_case(folder: &str, name: &str, found: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder)
        .join(format!("{name}.txt"));
    if std::env::var_os("ATTUNE_REWRITE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "see {}", path.display());
}
