//! How sure we are: the list of claims behind an article, the marks in its text, the evidence by strength.

use attune::library::strength::Strength;

use crate::site::{EVIDENCE, article_text, attributes, site};

const X: &str = "/articles/x/";

/// One more claim: the surest of all, on five sources.
const MANY: &str = r#"[[claims]]
id = "bas-03"
topic = "base"
statement = "Bases & havens go together."
strength = "many-studies"
sources = ["bowlby1969", "hazan1987", "stern1985", "ansari2001", "young2002"]
found = "Forty studies of 5 < 6,000 families."
limits = "Nearly all in rich countries."
//- glossary.md
"#;
const TWO_MORE: &str = "//- references.bib\n@book{ansari2001, author = {Ansari, A.}, date = {2001}, title = {One}, publisher = {P}}\n\
                        @book{young2002, author = {Young, Y.}, date = {2002}, title = {Two}, publisher = {P}}\n";

fn cited(body: &str) -> crate::site::Built {
    let evidence = EVIDENCE.replace("//- glossary.md\n", MANY).replace("//- references.bib\n", TWO_MORE);
    site(&format!("{}{evidence}", article_text(body)))
}

/// The list of claims of a page.
fn list(page: &str) -> &str {
    let start = page.find("<div class=\"claims\">").expect("the page has a list of claims");
    &page[start..start + page[start..].find("</div>").unwrap() + "</div>".len()]
}

#[test]
fn the_section_on_how_sure_we_are_ends_with_every_claim_of_the_page_under_its_strength() {
    let page = cited(
        "## One\n\na [@bas-02]. b [@bas-01; @bas-02].\n\n## How sure are we? {#how-sure}\n\nIn Perth.\n\n## Last\n\nc [@bas-03].\n",
    )
    .page(X);
    let bars =
        |name: &str| format!("<svg class=\"bars\" aria-hidden=\"true\"><use href=\"#_{name}\"/></svg>");
    let claim = |id: &str, statement: &str, strength: &str, found: &str, limits: &str| {
        format!(
            "<li><details><summary>{statement} {}</summary><dl id=\"_claim-{id}\"><dt>What was found<dd>{found}\
             <dt>What it does not show<dd>{limits}</dl>\
             <a href=\"/evidence/#{id}\">More about this claim</a></details></li>\n",
            bars(strength)
        )
    };
    assert_eq!(
        list(&page),
        format!(
            "<div class=\"claims\"><p>The 3 claims behind this page, the surest first, each with what was found and what \
             that does not show. <a href=\"/evidence/#_strengths\">What the bars mean</a></p>\n\
             <h3>{} Many studies together</h3><ul>\n{}</ul>\n<h3>{} Several studies</h3><ul>\n{}</ul>\n<h3>{} An idea</h3><ul>\n{}</ul>\n</div>",
            bars("many-studies"),
            claim(
                "bas-03",
                "Bases &amp; havens go together.",
                "many-studies",
                "Forty studies of 5 &lt; 6,000 families.",
                "Nearly all in rich countries."
            ),
            bars("several-studies"),
            claim(
                "bas-01",
                "A base is someone to come back to.",
                "several-studies",
                "Two studies of 60 families.",
                "Both in one town."
            ),
            bars("idea"),
            claim("bas-02", "A haven is someone to go to.", "idea", "A book of theory.", "Not tested."),
        )
    );
    let before = &page[..page.find("<div class=\"claims\">").unwrap()];
    assert!(before.ends_with("<p>In Perth.</p>\n"), "it stands after the author's words");
    let after = &page[before.len() + list(&page).len()..];
    assert!(
        after.trim_start().starts_with("<div class=\"head\"><h2 id=\"last\""),
        "and before the next section"
    );
}

#[test]
fn claims_of_one_strength_stand_in_the_order_in_which_a_reader_meets_them() {
    let two_ideas = EVIDENCE.replace("strength = \"several-studies\"", "strength = \"idea\"");
    let body = "## How sure {#how-sure}\n\na [@bas-02].\n\n## Last\n\nb [@bas-01].\n";
    let page = |body: &str| site(&format!("{}{two_ideas}", article_text(body))).page(X);
    assert_eq!(attributes(list(&page(body)), "id"), ["_claim-bas-02", "_claim-bas-01"]);
    let turned = body.replace("a [@bas-02]", "a [@bas-01; @bas-02]");
    assert_eq!(attributes(list(&page(&turned)), "id"), ["_claim-bas-01", "_claim-bas-02"]);
    assert_eq!(list(&page(body)).matches("<h3>").count(), 1, "one strength, one heading");
}

#[test]
fn a_claim_counts_wherever_it_is_cited() {
    let evidence = EVIDENCE.replace("//- glossary.md\n", MANY).replace("//- references.bib\n", TWO_MORE);
    let text = article_text(
        "## How sure {#how-sure}\n\n| a |\n| --- |\n| b[^n] |\n\n- > c [@bas-03]\n\n[^n]: d [@bas-02].\n",
    )
    .replace("\"One.\"", "\"One *and two [@bas-01]*.\"");
    let page = site(&format!("{text}{evidence}")).page(X);
    assert_eq!(attributes(list(&page), "id"), ["_claim-bas-03", "_claim-bas-01", "_claim-bas-02"]);
}

#[test]
fn a_mark_leads_to_the_list_on_its_page_and_without_one_to_the_evidence() {
    let here = cited("a [@bas-01].\n\n## How sure {#how-sure}\n").page(X);
    assert!(here.contains("<a class=\"sure\" href=\"#_claim-bas-01\""), "{here}");
    let several = cited("a [@bas-03; @bas-02].\n\n## How sure {#how-sure}\n").page(X);
    assert!(
        several.contains("<a class=\"sure\" href=\"#_claim-bas-02\""),
        "the weakest of several: {several}"
    );
    let elsewhere = cited("a [@bas-01].\n\n## How sure {#another-id}\n").page(X);
    assert!(elsewhere.contains("<a class=\"sure\" href=\"/evidence/#bas-01\""));
    assert!(!elsewhere.contains("class=\"claims\""), "no section, no list");
}

#[test]
fn an_article_that_cites_no_claim_has_no_list() {
    for body in
        ["## How sure {#how-sure}\n\nNo claim.\n", "## How sure {#how-sure}\n\n@bowlby1969 said so.\n"]
    {
        assert!(!cited(body).page(X).contains("class=\"claims\""), "{body}");
    }
}

#[test]
fn the_list_stands_behind_the_inner_sections_and_inside_a_closed_one() {
    let page = cited(
        "### How sure {#how-sure}\n\na [@bas-01].\n\n#### Inner\n\nb\n\n## Last\n"
            .replacen("###", "## Top\n\n###", 1)
            .as_str(),
    )
    .page(X);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} in {page}"));
    assert!(at("id=\"inner\"") < at("class=\"claims\"") && at("class=\"claims\"") < at("id=\"last\""));
    assert!(list(&page).contains("<h4>"), "one level below the section's own heading");
    let closed = cited("## How sure {#how-sure .fold}\n\na [@bas-01].\n\n## Last\n").page(X);
    let inside = closed.split("<div class=\"folded\" id=\"how-sure\"").nth(1).unwrap();
    assert!(inside.find("class=\"claims\"").unwrap() < inside.find("id=\"last\"").unwrap());
    assert!(inside.contains("</details></li>\n</ul>\n</div>\n</div></details>"), "{inside}");
}

#[test]
fn a_mark_names_three_sources_and_of_more_the_first_two() {
    let label = |body: &str| {
        let page = cited(body).page(X);
        let mark = page.split("class=\"sure\"").nth(1).unwrap().to_owned();
        attributes(&mark, "aria-label")[0].to_owned()
    };
    assert_eq!(label("a [@bas-03].\n"), "Many studies together: Ansari, 2001; Bowlby, 1969 and 3 more");
    assert_eq!(
        label("a [@bas-01; @bas-02].\n"),
        "An idea: Bowlby, 1969; Hazan &amp; Shaver, 1987; Stern, 1985"
    );
    let page = cited("a [@bas-03].\n").page(X);
    let names = page.split("class=\"names\"").nth(1).unwrap().split("</span>").next().unwrap();
    assert_eq!(names.matches("href=\"#_ref-").count(), 5, "the names in the text are complete");
}

#[test]
fn no_blank_is_left_before_a_mark_so_that_hiding_it_leaves_the_sentence_whole() {
    for body in ["Words [@bas-01].\n", "Words\n[@bas-01].\n", "*Words* [@bas-01].\n", "Words[@bas-01].\n"] {
        let page = cited(body).page(X);
        let (before, rest) = page.split_once("<span class=\"mark\"").unwrap();
        assert!(before.ends_with("Words") || before.ends_with("Words</em>"), "{body}: {before}");
        assert!(rest.contains("</span></span>.</p>"));
    }
}

#[test]
fn the_switch_offers_bars_names_and_nothing_on_every_article_with_sources() {
    let page = cited("a [@bas-01].\n").page(X);
    let switch =
        page.split("<fieldset class=\"switch\">").nth(1).unwrap().split("</fieldset>").next().unwrap();
    assert_eq!(
        switch,
        "<legend>Sources in the text:</legend><label><input type=\"radio\" name=\"_marks\" value=\"\" checked>bars</label>\
         <label><input type=\"radio\" name=\"_marks\" value=\"shown\">names</label>\
         <label><input type=\"radio\" name=\"_marks\" value=\"hidden\">none</label>"
    );
    assert!(!cited("a\n").page(X).contains("<fieldset"), "there is nothing to switch");
}

#[test]
fn the_evidence_explains_every_strength_and_how_sentences_open() {
    let page = cited("a [@bas-01].\n").page("/evidence/");
    let meanings =
        page.split("<section class=\"meanings\"").nth(1).unwrap().split("</section>").next().unwrap();
    let shown: Vec<_> = meanings.split("<div><dt>").skip(1).collect();
    let openings = [
        "“Studies put together show …”",
        "“Several studies found …”",
        "“Guidelines advise …”",
        "“One study found …”",
        "“Studies disagree …”",
        "“Attachment theory says …”, “Some clinicians think …”",
        "“No study found that …”",
    ];
    assert_eq!(shown.len(), Strength::ALL.len());
    for ((strength, shown), opening) in Strength::ALL.iter().zip(shown).zip(openings) {
        let bars =
            format!("<svg class=\"bars\" aria-hidden=\"true\"><use href=\"#_{}\"/></svg> ", strength.name());
        assert!(shown.starts_with(&bars), "{shown}");
        assert!(shown.contains(&format!("In the articles: {opening}")), "{opening} in {shown}");
        assert!(page.contains(&format!("<symbol id=\"_{}\"", strength.name())));
    }
}

#[test]
fn the_evidence_leads_to_its_claims_by_topic_and_by_strength_without_script() {
    let page = cited("## One\n\na [@bas-01].\n").page("/evidence/");
    let by_strength = page.split("<section class=\"by-strength\"").nth(1).unwrap();
    assert_eq!(attributes(by_strength, "data-strength"), ["many-studies", "several-studies", "idea"]);
    for (strength, claim) in [("many-studies", "bas-03"), ("several-studies", "bas-01"), ("idea", "bas-02")] {
        assert!(page.contains(&format!("<a href=\"#_by-{strength}\">1 claim</a>")), "{strength}");
        let group = by_strength.split(&format!("<h3 id=\"_by-{strength}\"")).nth(1).unwrap();
        let first = attributes(group.split("</ul>").next().unwrap(), "href");
        assert!(first.contains(&format!("#{claim}").as_str()), "{first:?}");
        assert!(page.contains(&format!(
            "<article class=\"claim\" id=\"{claim}\" tabindex=\"-1\" data-strength=\"{strength}\">"
        )));
    }
    assert!(!page.contains("_by-one-study"), "a strength without claims has no list");
    assert!(page.contains("<li><a href=\"#base\">Base</a></li>"));
    let filter = page.split("<div class=\"filter\"").nth(1).unwrap();
    assert!(filter.split('>').next().unwrap().contains(" hidden"), "buttons that need a script wait for it");
}

#[test]
fn the_bibliography_says_which_claims_rest_on_a_source() {
    let page = cited("a [@bas-01].\n").page("/bibliography/");
    let entry = page.split("<li id=\"stern1985\"").nth(1).unwrap().split("<li id=").next().unwrap();
    assert!(entry.contains(
        "<p>Claims that rest on it</p><ul><li><span title=\"An idea\"><svg class=\"bars\" aria-hidden=\"true\"><use \
         href=\"#_idea\"/></svg></span> <a href=\"/evidence/#bas-02\">A haven is someone to go to.<span class=\"unseen\">, An \
         idea</span></a></li>"
    ), "{entry}");
}
