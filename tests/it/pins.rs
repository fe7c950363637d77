//! The ids of headings, written out into the file, with every other byte as it was.

use attune::library::pin::PinError;

use crate::site::{article_text, attributes, pinned, site};

/// The article with this body, as a file.
fn file(body: &str) -> String {
    article_text(body).split_once('\n').unwrap().1.to_owned()
}

/// The body after its ids were written out.
fn pin(body: &str) -> String {
    let raw = file(body);
    let text = pinned(&raw).unwrap_or_else(|error| panic!("{body}: {error}")).text;
    let header = raw.len() - body.len();
    assert_eq!(text[..header], raw[..header]);
    let ids = |raw: &str| {
        let built = site(&format!("//- articles/x.md\n{raw}"));
        let page = built.page("/articles/x/");
        attributes(&page, "id").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(&raw), ids(&text), "the page has the same ids");
    assert_eq!(pinned(&text).unwrap().text, text, "and nothing is left to be written");
    text[header..].to_owned()
}

#[test]
fn every_kind_of_heading_gets_its_id_and_keeps_its_bytes() {
    for (body, with) in [
        ("## Words\n", "## Words {#words}\n"),
        ("## Words", "## Words {#words}"),
        ("##   Words  \t \n\nText.  \n", "##   Words {#words}  \t \n\nText.  \n"),
        ("## Words ##\n", "## Words ## {#words}\n"),
        ("## Words #####   \n", "## Words ##### {#words}   \n"),
        ("## Words#\n", "## Words# {#words}\n"),
        ("   ## Words\n", "   ## Words {#words}\n"),
        ("## Words {.fold}\n", "## Words {#words .fold}\n"),
        ("## Words ## { .quoted .fold } \n", "## Words ## {#words .quoted .fold } \n"),
        ("## Words{.fold}\n", "## Words{#words .fold}\n"),
        ("Words\n---\n", "Words {#words}\n---\n"),
        ("Two\nlines  \n  ----  \n", "Two\nlines {#two-lines}  \n  ----  \n"),
        ("Words {.fold}\n---", "Words {#words .fold}\n---"),
        (
            "- one\n\n  ## In a list\n\n1. Under\n   ---\n",
            "- one\n\n  ## In a list {#in-a-list}\n\n1. Under {#under}\n   ---\n",
        ),
        (
            "> ## Said\n>\n> Underlined\n> words\n> ---\n",
            "> ## Said {#said}\n>\n> Underlined\n> words {#underlined-words}\n> ---\n",
        ),
        ("> [!TIP]\n> ## Box\n> Words.\n", "> [!TIP]\n> ## Box {#box}\n> Words.\n"),
        (
            "A[^n]\n\n[^n]: Note.\n\n    ## In a note\n\n## A\n",
            "A[^n]\n\n[^n]: Note.\n\n    ## In a note {#in-a-note}\n\n## A {#a}\n",
        ),
        ("Term\n\n: ## Meaning\n", "Term\n\n: ## Meaning {#meaning}\n"),
        ("## A\n\n## A\n\n## B {#a-2}\n\n## A\n", "## A {#a}\n\n## A {#a-3}\n\n## B {#a-2}\n\n## A {#a-4}\n"),
        ("## ❤️\n\n## ???\n\n##\n", "## ❤️ {#section-2764}\n\n## ??? {#section-3f-3f-3f}\n\n## {#section}\n"),
        (
            "## `{x}`\n\n## a \\{b\\}\n\n## end\\\n",
            "## `{x}` {#x}\n\n## a \\{b\\} {#a-b}\n\n## end\\ {#end}\n",
        ),
        (
            "## <https://x.example>\n\n## \u{a0}a\u{a0}\n",
            "## <https://x.example> {#https-x-example}\n\n## \u{a0}a\u{a0} {#a}\n",
        ),
        ("## O\u{308}ffnen\n\n## 安全基地\n", "## O\u{308}ffnen {#öffnen}\n\n## 安全基地 {#安全基地}\n"),
        ("```\n## code\n```\n\n    ## code\n", "```\n## code\n```\n\n    ## code\n"),
        ("## Not #\n\n## Known {#known .fold}\n", "## Not # {#not}\n\n## Known {#known .fold}\n"),
    ] {
        assert_eq!(pin(body), with);
    }
}

#[test]
fn windows_line_ends_and_a_mark_at_the_start_stay_byte_for_byte() {
    let body = "Wörter\n---\n\n## Zwei ##  \n\n> ## Drei {.fold}\n\n- vier\n";
    let with = "Wörter {#wörter}\n---\n\n## Zwei ## {#zwei}  \n\n> ## Drei {#drei .fold}\n\n- vier\n";
    for (mark, end) in
        [("", "\r\n"), ("\u{feff}", "\r\n"), ("\u{feff}", "\n"), ("", "\r"), ("\u{feff}", "\r")]
    {
        let on_disk = |text: String| format!("{mark}{}", text.replace('\n', end));
        let found = pinned(&on_disk(file(body))).unwrap();
        assert_eq!(found.text, on_disk(file(with)), "{mark:?} {end:?}");
        assert_eq!(found.ids.iter().map(ToString::to_string).collect::<Vec<_>>(), ["wörter", "zwei", "drei"]);
    }
    let mixed = file("## A\n").replace("## A\n", "## A\r\n\n## B\r\r## C\r\n");
    assert!(pinned(&mixed).unwrap().text.ends_with("## A {#a}\r\n\n## B {#b}\r\r## C {#c}\r\n"));
}

#[test]
fn a_heading_that_would_not_be_one_with_an_id_is_named() {
    // With words behind it the star begins a list.
    let lost = Err(PinError::NotKept { line: 11, words: "Words *".to_owned() });
    assert_eq!(pinned(&file("## One\n\nWords\n*\n===\n")), lost);
}

#[test]
fn a_file_in_which_an_id_was_refused_is_left_alone_and_the_heading_named() {
    let refused = |line, words: &str| Err(PinError::Refused { line, words: words.to_owned() });
    assert_eq!(pinned(&file("## One\n\n## Two {#_x}\n")), refused(11, "Two"));
    assert_eq!(pinned(&file("## One {#a}\n\n## Two {#a}\n")), refused(11, "Two"));
    assert_eq!(
        pinned(&file("## Two {#_x}\n")).unwrap_err().to_string(),
        "line 9: the heading “Two” has an id that cannot be taken; mend it first"
    );
}

#[test]
fn a_file_without_a_header_has_nothing_to_be_written_out() {
    let found = pinned("## Words\n").unwrap();
    assert_eq!((found.text.as_str(), found.ids.len()), ("## Words\n", 0));
}

#[test]
fn whatever_headings_are_made_of_the_page_stays_the_same_or_the_heading_is_named() {
    const PIECES: [&str; 40] = [
        "## ",
        "### ",
        "\n",
        "\n\n",
        "\n---\n",
        "\n===\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        " ",
        " ##",
        "#",
        " {.fold}",
        "{.fold}",
        "{",
        "}",
        "\\",
        "`",
        "``` \n",
        "*",
        "**",
        "_",
        "<https://x.example>",
        "[a](b.md)",
        "[^n]",
        "\n\n[^n]: ",
        "&amp;",
        "\"",
        "'",
        "--",
        "Words",
        "a",
        "❤️",
        "愛",
        "\u{a0}",
        "|",
        "\n: ",
        "\r\n",
    ];
    let mut number: u64 = 20_261_125;
    let mut next = |limit: usize| {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        usize::try_from(number % 1_000_003).unwrap() % limit
    };
    let header = file("");
    let (mut kept, mut named) = (0, 0);
    for _ in 0..300 {
        let body: String = (0..4 + next(12)).map(|_| PIECES[next(PIECES.len())]).collect();
        let raw = format!("{header}## One\n\n{body}");
        match pinned(&raw) {
            Ok(found) => {
                let mut bare = found.text.clone();
                for id in &found.ids {
                    let with = [format!(" {{#{id}}}"), format!("#{id} "), format!("#{id}")];
                    let piece = with.iter().find(|piece| bare.contains(piece.as_str())).unwrap();
                    bare = bare.replacen(piece.as_str(), "", 1);
                }
                assert_eq!(bare, raw, "{body:?}");
                assert!(!found.ids.is_empty());
                kept += 1;
            }
            Err(PinError::Refused { .. } | PinError::Changed) => panic!("{body:?}"),
            Err(PinError::NotKept { .. }) => named += 1,
        }
    }
    assert!(kept > 10 * named);
}
