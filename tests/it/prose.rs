//! The rules of plain, honest writing: for each one a sentence that breaks it, what is said, and the sentence mended.

use attune::edition::Edition;
use attune::library::day::Day;
use attune::library::wording::report;
use attune::source::Sources;

use crate::site::{EVIDENCE, article_text, site};

/// Every rule of `[prose]`; a test lets one of them speak.
const RULES: [&str; 12] = [
    "article_grade",
    "section_grade",
    "opening_grade",
    "sentence_words",
    "paragraph_sentences",
    "key_point_words",
    "review_months",
    "help_months",
    "uncited_sections",
    "link_terms",
    "openings",
    "banned",
];

/// A `site.toml` in which `rule` is the only one; `lines` sets it.
fn only(rule: &str, lines: &str) -> String {
    let silent: String = RULES
        .iter()
        .filter(|other| **other != rule && !(rule == "banned" && **other == "banned"))
        .map(|other| format!("{other} = false\n"))
        .collect();
    format!("//- site.toml\ntitle = \"Test\"\nbuilt_in = false\n[prose]\n{silent}{lines}\n")
}

/// What is said of an article of this body under one rule.
fn said(rule: &str, lines: &str, body: &str) -> String {
    site(&format!("{}{}{EVIDENCE}", only(rule, lines), article_text(body))).diagnostics()
}

#[test]
fn a_sentence_that_is_too_long_is_pointed_at_from_its_first_word_to_its_last() {
    let rule = |body: &str| said("sentence_words", "sentence_words = 8", body);
    assert_eq!(
        rule("Sit near. If your child *turns* away, wait until they come back to you.\n"),
        "articles/x.md:9:11: warning[long-sentence]: this sentence has 12 words, more than 8
  9 | Sit near. If your child *turns* away, wait until they come back to you.
    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: make two of it
"
    );
    assert_eq!(rule("Sit near. Your child may turn away. Wait until they come back.\n"), "");
}

#[test]
fn the_place_of_a_sentence_is_right_behind_curly_quotes_and_links() {
    let found = said(
        "sentence_words",
        "sentence_words = 5",
        "\"Too loud?\" you can ask. [Wait](#x) -- don't go on at once.\n\n## X\n",
    );
    assert!(found.contains(":9:27:"), "{found}");
    assert!(found.contains("^".repeat(33).as_str()) && !found.contains("^".repeat(34).as_str()), "{found}");
}

#[test]
fn a_paragraph_of_too_many_sentences_says_where_a_new_one_can_begin() {
    let rule = |body: &str| said("paragraph_sentences", "paragraph_sentences = 3", body);
    assert_eq!(
        rule("Stop. Sit. Breathe. Wait for a while.\n"),
        "articles/x.md:9:21: warning[long-paragraph]: this paragraph has 4 sentences, more than 3
  9 | Stop. Sit. Breathe. Wait for a while.
    |                     ^^^^^^^^^^^^^^^^^
  help: begin a new paragraph here, or earlier
"
    );
    assert_eq!(rule("Stop. Sit. Breathe.\n\nWait for a while.\n"), "");
}

#[test]
fn a_key_point_that_is_too_long_is_pointed_at() {
    let rule = |point: &str| {
        let article = article_text("Words.\n").replace("\"Two.\"", &format!("\"{point}\""));
        site(&format!("{}{article}", only("key_point_words", "key_point_words = 4"))).diagnostics()
    };
    assert_eq!(
        rule("Going out and coming back."),
        "articles/x.md:4:23: warning[long-key-point]: this key point has 5 words, more than 4
  4 | key_points = [\"One.\", \"Going out and coming back.\", \"Three.\"]
    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: keep what a tired reader takes away, and leave the rest to the text
"
    );
    assert_eq!(rule("Go and come back."), "");
}

/// Thirty words, so that the section has a grade of its own.
const HARD: &str = "## Regulation\n\nInteractional synchronisation facilitates emotional regulation in developmental \
                    interactions. Contemporary investigations demonstrate considerable variability across heterogeneous \
                    populations. Longitudinal investigations additionally demonstrate inconsistent intergenerational \
                    transmission, notwithstanding methodological sophistication, comprehensive standardisation and collaborative replication.\n";
const EASY: &str = "## Calming\n\nTaking turns can help a child to calm down. Studies find that it helps some children more \
                    than others. Some saw it pass from parent to child, and some did not see it.\n";

#[test]
fn a_section_that_is_hard_to_read_is_named_with_its_grade() {
    let rule = |body: &str| said("section_grade", "section_grade = 8", body);
    assert_eq!(
        rule(HARD),
        "articles/x.md:9:1: warning[hard-to-read]: this section reads at grade 39.1, above 8
  9 | ## Regulation
    | ^^^^^^^^^^^^^
  help: make shorter sentences, and choose shorter words where there are any
"
    );
    assert_eq!(rule(EASY), "");
}

#[test]
fn an_article_and_its_first_screen_have_a_grade_too() {
    let article = |body: &str| said("article_grade", "article_grade = 7", body);
    assert!(
        article(HARD).contains("x.md:2:9: warning[hard-to-read]: the article reads at grade 3"),
        "{}",
        article(HARD)
    );
    assert_eq!(article(EASY), "");
    let opening = |lead: &str| {
        let text = article_text("Words.\n").replace("\"Lead.\"", &format!("\"{lead}\""));
        site(&format!("{}{text}", only("opening_grade", "opening_grade = 6.5"))).diagnostics()
    };
    let found = opening("Interactional synchronisation facilitates emotional regulation.");
    assert!(
        found.contains("warning[hard-to-read]: the lead and the key points reads")
            || found.contains("the lead and the key points read"),
        "{found}"
    );
    assert_eq!(opening("Taking turns can calm a child."), "");
}

#[test]
fn in_another_language_nothing_is_graded_since_the_syllables_are_english_ones() {
    let text = format!(
        "//- site.toml\ntitle = \"Test\"\nbuilt_in = false\nlanguage = \"de\"\n[prose]\nsection_grade = 1\n{}",
        article_text(HARD)
    );
    assert!(!site(&text).diagnostics().contains("hard-to-read"));
}

const OPENINGS: &str = "[prose.openings]\nmany-studies = [\"research shows\"]\nseveral-studies = [\"several studies\"]\n\
                        one-study = [\"one study\"]\nidea = [\"attachment theory says\", \"some clinicians think\"]\n";

#[test]
fn a_sentence_that_sounds_surer_than_its_claim_is_told_what_it_may_say() {
    let rule = |body: &str| said("openings", OPENINGS, body);
    assert_eq!(
        rule("Research shows that a haven is someone to go to [@bas-02].\n"),
        "articles/x.md:9:1: warning[claims-too-much]: “research shows” claims more than the evidence: `bas-02` is `idea`
  9 | Research shows that a haven is someone to go to [@bas-02].
    | ^^^^^^^^^^^^^^
  articles/x.md:9:49: cited here
  9 | Research shows that a haven is someone to go to [@bas-02].
    |                                                 ^^^^^^^^^
  help: write “attachment theory says” or “some clinicians think”
"
    );
    assert_eq!(rule("Attachment theory says that a haven is someone to go to [@bas-02].\n"), "");
    assert_eq!(
        rule("One study, of several, found a base [@bas-01].\n"),
        "",
        "less than the evidence is no fault"
    );
}

#[test]
fn each_citation_answers_for_the_words_before_it_and_the_weakest_claim_counts() {
    let rule = |body: &str| said("openings", OPENINGS, body).matches("claims-too-much").count();
    assert_eq!(rule("Several studies saw this [@bas-01], and some clinicians think so [@bas-02].\n"), 0);
    assert_eq!(rule("Several studies saw this [@bas-01; @bas-02].\n"), 1);
    assert_eq!(rule("Several studies saw this. [@bas-02]\n"), 1);
    assert_eq!(rule("Several studies saw this. A haven is a person [@bas-02].\n"), 0);
}

const BANNED: &str = "[[prose.banned]]\nphrases = [\"for life\", \"never\"]\nbecause = \"no window closes\"\nsafety = true\n\
                      except = [\"never shake\"]\n";

#[test]
fn a_phrase_that_is_not_printed_is_an_error_with_its_reason() {
    let rule = |body: &str| said("banned", &format!("[[prose.banned]]\n{}", &BANNED[17..]), body);
    assert_eq!(
        rule("It stays **for life**.\n"),
        "articles/x.md:9:12: error[banned-phrase]: “for life” is not printed here: no window closes
  9 | It stays **for life**.
    |            ^^^^^^^^
  help: say it in another way; a section that puts the phrase right is marked `{.quoted}`
"
    );
    assert_eq!(rule("It often stays for years.\n"), "");
}

#[test]
fn a_phrase_may_stand_where_it_is_put_right_and_where_safety_asks_for_it() {
    let rule = |body: &str| said("banned", BANNED, body).matches("banned-phrase").count();
    assert_eq!(
        rule("## “It is for life” {.quoted}\n\nThey say for life.\n\n### Why\n\nFor life, again.\n"),
        0
    );
    assert_eq!(rule("## “It is for life” {.quoted}\n\nNo.\n\n## Next\n\nIt is for life.\n"), 1);
    assert_eq!(rule("> [!WARNING]\n> Never go away.\n"), 0);
    assert_eq!(rule("> [!TIP]\n> Never go away.\n"), 1);
    assert_eq!(rule("Never shake a baby.\n"), 0);
    assert_eq!(rule("![It is for life.](../figures/a.svg)\n"), 0, "there is no such drawing");
}

#[test]
fn a_phrase_is_found_in_every_text_a_reader_meets() {
    let everywhere = format!(
        "{}{}{}//- figures/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n",
        only("banned", BANNED),
        article_text("![It is for life.](../figures/a.svg \"For life.\")\n\n| For life |\n| --- |\n| For life |\n\n[^1]\n\n[^1]: For life.\n")
            .replace("\"Lead.\"", "\"For life.\"")
            .replace("\"Two.\"", "\"For life.\""),
        EVIDENCE
            .replace("Not tested.", "Not for life.")
            .replace("Someone to go to.", "For life.")
            .replace("Welcome.", "For life."),
    );
    let found = site(&everywhere).diagnostics();
    for place in [
        "articles/x.md:3:9:",
        "articles/x.md:4:24:",
        "articles/x.md:9:9:",
        "articles/x.md:9:38:",
        "articles/x.md:11:3:",
        "articles/x.md:13:3:",
        "articles/x.md:17:7:",
        "claims.toml:19:15:",
        "glossary.md:7:3:",
        "pages/home.md:5:1:",
    ] {
        assert!(found.contains(place), "{place}\n{found}");
    }
    assert_eq!(found.matches("banned-phrase").count(), 10, "{found}");
}

#[test]
fn the_place_is_right_in_a_header_whose_quotes_are_curled() {
    let article = article_text("Words.\n").replace("\"Lead.\"", "\"A child's trust isn't for life.\"");
    let built = site(&format!("{}{article}", only("banned", BANNED)));
    assert!(
        built.diagnostics().contains("articles/x.md:3:31: error[banned-phrase]"),
        "{}",
        built.diagnostics()
    );
    assert!(
        built.diagnostics().contains("    |                               ^^^^^^^^\n"),
        "{}",
        built.diagnostics()
    );
}

#[test]
fn a_site_adds_phrases_of_its_own_and_may_let_one_pass() {
    let rules = |lines: &str| {
        site(&format!(
            "//- site.toml\ntitle = \"Test\"\nbuilt_in = false\n[prose]\n{lines}\n{}{EVIDENCE}",
            article_text("Our skin hunger and our colleagues.\n")
        ))
        .diagnostics()
    };
    let own = "[[prose.banned]]\nphrases = [\"colleague*\"]\nbecause = \"we are people\"\n";
    assert_eq!(rules(own).matches("banned-phrase").count(), 2);
    assert_eq!(rules(&format!("allowed = [\"skin hunger\"]\n{own}")).matches("banned-phrase").count(), 1);
    assert_eq!(rules("banned = false").matches("banned-phrase").count(), 0);
}

#[test]
fn a_section_that_cites_nothing_is_pointed_at_unless_the_settings_name_it() {
    let rule = |body: &str| said("uncited_sections", "uncited_sections = [\"try-this\"]", body);
    assert_eq!(
        rule("## Coming back {#back}\n\nChildren come back.\n"),
        "articles/x.md:9:1: warning[section-without-citation]: this section cites nothing
  9 | ## Coming back {#back}
    | ^^^^^^^^^^^^^^^^^^^^^^
  help: cite what it rests on, or name `back` in `uncited_sections` of `[prose]`
"
    );
    assert_eq!(rule("## Coming back {#back}\n\nChildren come back [@bas-01].\n"), "");
    assert_eq!(rule("## Coming back {#back}\n\n### Why\n\n- Children come back [@bas-01].\n"), "");
    assert_eq!(rule("## Try this {#try-this}\n\nCome back.\n"), "");
}

#[test]
fn a_term_that_is_used_and_never_linked_is_a_hint() {
    let rule = |body: &str| said("link_terms", "link_terms = true", body);
    assert_eq!(
        rule("Be a secure base.\n\nTwo secure bases are good.\n"),
        "articles/x.md:9:6: hint[unlinked-term]: the article uses the term `secure base` and never links it
  9 | Be a secure base.
    |      ^^^^^^^^^^^
  help: write `[secure base][]` here
"
    );
    assert_eq!(rule("Be a [secure base][].\n\nTwo secure bases are good.\n"), "");
    assert_eq!(rule("Be [a secure base](#x).\n\n## X\n"), "", "a link holds no other link");
}

#[test]
fn a_review_of_more_than_twelve_months_ago_is_said_and_stands_on_the_page() {
    let text = format!("{}{}", only("review_months", "review_months = 12"), article_text("Words.\n"));
    let files: Vec<(&str, &str)> =
        text.split("//- ").skip(1).map(|file| file.split_once('\n').expect("a file has a name")).collect();
    let sources = Sources::layered(files);
    let on = |year, month, day| Edition::build(&sources, Day { year, month, day });
    assert_eq!(on(2027, 11, 25).diagnostics.show(&sources), "");
    let late = on(2027, 11, 26);
    assert_eq!(
        late.diagnostics.show(&sources),
        "articles/x.md:5:12: warning[overdue-review]: the review of 2026-11-25 is more than 12 months old
  5 | reviewed = 2026-11-25
    |            ^^^^^^^^^^
  help: hold the article against its evidence, then write the new day of `reviewed`
"
    );
    let raised = late.diagnostics.clone().raised("overdue-review");
    assert!(raised.has_errors(), "who checks is stopped");
    assert!(late.site.is_some(), "who reads is not");
}

const HELP: &str = "[[help]]\ncountry = \"Examplia\"\nwhat_for = \"any worry\"\nname = \"The Line\"\nnumber = \"116 123\"\n\
                    checked = 2026-05-24\n";

#[test]
fn a_help_line_that_nobody_tried_for_six_months_is_pointed_at() {
    let rule = |help: &str| site(&format!("{}{help}", only("help_months", "help_months = 6"))).diagnostics();
    assert_eq!(
        rule(HELP),
        "site.toml:21:11: warning[help-line-overdue]: `The Line` was last tried on 2026-05-24, more than 6 months ago
  21 | checked = 2026-05-24
     |           ^^^^^^^^^^
  help: try it, then write the new day of `checked`
"
    );
    assert_eq!(rule(&HELP.replace("05-24", "05-25")), "");
}

#[test]
fn a_help_line_that_nobody_could_reach_is_an_error() {
    let found = site(&format!(
        "//- site.toml\ntitle = \"T\"\nbuilt_in = false\nprose = false\n{}{}",
        HELP.replace("116 123", "call us"),
        HELP.replace("number = \"116 123\"", "hours = \"9 to 5\"")
    ));
    assert_eq!(
        found.diagnostics(),
        "site.toml:8:10: error[bad-help-line]: `call us` is no telephone number
  8 | number = \"call us\"
    |          ^^^^^^^^^
  help: write digits, with blanks between them: `number = \"116 123\"`; words belong to `hours`
site.toml:10:1: error[bad-help-line]: a help line has either a `number` or an `address`
  10 | [[help]]
     | ^^^^^^^^
  help: write `number = \"…\"`, or `address = \"https://…\"` or a place
"
    );
}

#[test]
fn a_rule_that_cannot_be_read_is_reported_at_its_place() {
    let found = site(
        "//- site.toml\ntitle = \"T\"\nbuilt_in = false\n[prose]\nsentence_words = \"many\"\narticle_grade = 0\n\
         sentense_words = 3\nallowed = [\"x\"]\n[prose.openings]\nsure = [\"x\"]\nidea = [\"… x\"]\n\
         [[prose.banned]]\nphrases = [\"\"]\nbecause = \"it is empty\"\n",
    )
    .diagnostics();
    assert_eq!(
        found,
        "site.toml:4:18: error[bad-field]: `sentence_words` has to be a number above zero, or `false`
  4 | sentence_words = \"many\"
    |                  ^^^^^^
  help: write `sentence_words = 7`
site.toml:5:17: error[bad-field]: `article_grade` has to be a number above zero, or `false`
  5 | article_grade = 0
    |                 ^
  help: write `article_grade = 7`
site.toml:6:1: error[unknown-field]: the rules for prose has no field `sentense_words`
  6 | sentense_words = 3
    | ^^^^^^^^^^^^^^
  help: did you mean `sentence_words`?
site.toml:9:1: error[unknown-field]: the openings has no field `sure`
  9 | sure = [\"x\"]
    | ^^^^
  help: the fields are: many-studies, several-studies, guidance, one-study, studies-disagree, idea, not-tested
site.toml:10:9: error[bad-phrase]: `… x` is no phrase to look for
  10 | idea = [\"… x\"]
     |         ^^^^^
  help: write words, `<number>`, or a word's beginning with `*`; `…` stands for words between
site.toml:12:12: error[bad-phrase]: `` is no phrase to look for
  12 | phrases = [\"\"]
     |            ^^
  help: write words, `<number>`, or a word's beginning with `*`; `…` stands for words between
"
    );
}

#[test]
fn the_report_has_a_line_for_each_article() {
    let text = format!(
        "{}{}{EVIDENCE}",
        only("sentence_words", "sentence_words = 25"),
        article_text(EASY).replace("others.", "others [@bas-01; @stern1985].")
    );
    let files: Vec<(&str, &str)> =
        text.split("//- ").skip(1).map(|file| file.split_once('\n').expect("a file has a name")).collect();
    let sources = Sources::layered(files);
    let edition = Edition::build(&sources, Day { year: 2026, month: 11, day: 25 });
    assert_eq!(
        report::table(&edition.readings),
        "article  words  grade  opening  longest sentence  claims  sources  reviewed    hardest section
x           34   -0.1     -3.4                14       1        1  2026-11-25  2.3 Calming
"
    );
    assert_eq!(
        report::sources(&edition.readings, &edition.uncited),
        "article  sources cited, and through which claims
x        bowlby1969 (bas-01), hazan1987 (bas-01), stern1985
"
    );
}

#[test]
fn a_long_list_of_sources_goes_on_in_the_next_line() {
    let reading = report::Reading { article: "x".to_owned(), ..report::Reading::default() };
    let uncited: Vec<String> = (1900..1912).map(|year| format!("bowlby{year}")).collect();
    assert_eq!(
        report::sources(&[reading], &uncited),
        "article        sources cited, and through which claims
x              -
cited nowhere  bowlby1900, bowlby1901, bowlby1902, bowlby1903, bowlby1904, bowlby1905, bowlby1906,
               bowlby1907, bowlby1908, bowlby1909, bowlby1910, bowlby1911
"
    );
}
