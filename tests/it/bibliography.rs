//! The citations file: what is wrong with it, as an author is told; and what its two formats say alike.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use attune::diagnostic::Diagnostics;
use attune::library::bibliography::csl_item::csl_json;
use attune::library::bibliography::parse;
use attune::library::bibliography::source::{Date, Kind, Name, Source};
use attune::source::Sources;

use crate::diagnostics::expect;

/// The works of a citations file, and what its author is told.
fn read(path: &str, text: &str) -> (Vec<Source>, String) {
    let sources = Sources::layered([(path, text)]);
    let mut diagnostics = Diagnostics::default();
    let works = parse(&sources, &[sources.find(path).unwrap()], &mut diagnostics);
    diagnostics.sort(&sources);
    (works, diagnostics.show(&sources))
}

#[track_caller]
fn told(bib: &str, expected: &str) {
    assert_eq!(read("references.bib", bib).1, expected);
}

#[test]
fn an_unclosed_brace_is_named_where_it_opened() {
    told(
        r#"@book{a,
  title = {A,
  author = {B, C.},
  year = {1969}
}

@book{b, title = {B}, author = {B, C.}, year = 1970, publisher = {P}}
"#,
        r#"references.bib:2:11: error[unclosed-brace]: the brace that opens here is never closed
  2 |   title = {A,
    |           ^
  references.bib:7:1: the next entry begins here
  7 | @book{b, title = {B}, author = {B, C.}, year = 1970, publisher = {P}}
    | ^^^^^
  help: every `{` needs its `}`; fields end with `},`, an entry with `}`
"#,
    );
}

#[test]
fn a_missing_comma_is_said_at_the_next_field() {
    told(
        r#"@book{a,
  title = {A},
  author = {B, C.}
  year = {1969},
  publisher = {P}
}
"#,
        r#"references.bib:4:3: error[malformed-entry]: a comma is missing before this
  4 |   year = {1969},
    |   ^^^^
  help: every field ends with a comma: `year = {1969},`
"#,
    );
}

#[test]
fn an_entry_without_a_key_is_said() {
    told(
        r#"@book{title = {A}, author = {B, C.}, year = {1969}, publisher = {P}}
"#,
        r#"references.bib:1:13: error[missing-key]: the entry has no key
  1 | @book{title = {A}, author = {B, C.}, year = {1969}, publisher = {P}}
    |             ^
  help: write the key first: `@article{bowlby1969, title = {…}}`
"#,
    );
}

#[test]
fn what_a_brace_too_many_leaves_outside_is_said() {
    told(
        r#"@book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
"#,
        r#"references.bib:1:7: hint[missing-author]: the entry `a` has no `author`: its title will stand first
  1 | @book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
    |       ^
references.bib:1:7: hint[missing-date]: the entry `a` has no date: it will be shown as n.d.
  1 | @book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
    |       ^
  help: write `n.d.` as its date when there is none
references.bib:1:7: warning[missing-field]: the entry `a` has no `publisher`
  1 | @book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
    |       ^
  help: APA ends the reference of a book with its publisher
references.bib:1:22: error[text-outside-entry]: this stands outside of every entry
  1 | @book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
    |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  references.bib:1:21: the last entry was closed here
  1 | @book{a, title = {A}}, author = {B, C.}, year = {1969}, publisher = {P}}
    |                     ^
  help: an entry ends with its last `}`: look for a `}` too many, or begin the line with `%`
"#,
    );
}

#[test]
fn an_abbreviation_that_nothing_defines_is_said() {
    told(
        r#"@book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = guilford}
"#,
        r#"references.bib:1:68: error[unknown-abbreviation]: no `@string` before this defines `guilford`
  1 | @book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = guilford}
    |                                                                    ^^^^^^^^
  help: put the value in braces: `{…}`
"#,
    );
}

#[test]
fn a_field_given_twice_is_said() {
    told(
        r#"@book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = {P}, title = {B}}
"#,
        r#"references.bib:1:73: error[duplicate-field]: the field `title` stands twice in the entry `a`
  1 | @book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = {P}, title = {B}}
    |                                                                         ^^^^^
  references.bib:1:10: first given here
  1 | @book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = {P}, title = {B}}
    |          ^^^^^
  help: keep one of them
"#,
    );
}

#[test]
fn an_unknown_kind_of_entry_is_said_with_the_nearest() {
    told(
        r#"@artcle{a, title = {A}, author = {B, C.}, year = {1969}, journal = {J}}
"#,
        r#"references.bib:1:2: error[unknown-entry-type]: the kind of entry `artcle` is not known
  1 | @artcle{a, title = {A}, author = {B, C.}, year = {1969}, journal = {J}}
    |  ^^^^^^
  help: perhaps `article`
"#,
    );
}

#[test]
fn a_misspelt_field_is_said_with_the_nearest() {
    told(
        r#"@book{a, title = {A}, auhtor = {B, C.}, year = {1969}, publisher = {P}, shelfmark = {x}}
"#,
        r#"references.bib:1:23: error[unknown-field]: the field `auhtor` is not known
  1 | @book{a, title = {A}, auhtor = {B, C.}, year = {1969}, publisher = {P}, shelfmark = {x}}
    |                       ^^^^^^
  help: perhaps `author`
references.bib:1:73: warning[unknown-field]: the field `shelfmark` is not known
  1 | @book{a, title = {A}, auhtor = {B, C.}, year = {1969}, publisher = {P}, shelfmark = {x}}
    |                                                                         ^^^^^^^^^
  help: it is passed over
"#,
    );
}

#[test]
fn a_field_that_is_not_followed_is_said() {
    told(
        r#"@incollection{a, title = {A}, author = {B, C.}, year = {1969}, crossref = {b}, booktitle = {B}, publisher = {P}}
"#,
        r#"references.bib:1:64: error[unsupported-field]: `crossref` in the entry `a` is not followed
  1 | @incollection{a, title = {A}, author = {B, C.}, year = {1969}, crossref = {b}, booktitle = {B}, publisher = {P}}
    |                                                                ^^^^^^^^
  help: write the fields of the other entry into this one
"#,
    );
}

#[test]
fn latex_that_cannot_be_read_is_said() {
    told(
        r#"@book{a, title = {It costs $5}, author = {B, C.}, year = {1969}, publisher = {\foo{P}}}
"#,
        r#"references.bib:1:19: error[malformed-latex]: a `$` without its partner
  1 | @book{a, title = {It costs $5}, author = {B, C.}, year = {1969}, publisher = {\foo{P}}}
    |                   ^^^^^^^^^^^
  help: for a dollar sign write `\$`
references.bib:1:79: error[malformed-latex]: the LaTeX command `\foo` is not known here
  1 | @book{a, title = {It costs $5}, author = {B, C.}, year = {1969}, publisher = {\foo{P}}}
    |                                                                               ^^^^^^^
  help: write the letters themselves; `\emph{…}` and `\enquote{…}` are known
"#,
    );
}

#[test]
fn names_are_checked_one_by_one() {
    told(
        r#"@book{a, title = {A}, year = {1969}, publisher = {P},
  author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
"#,
        r#"references.bib:2:22: error[malformed-name]: a name is missing here
  2 |   author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
    |                      ^
  help: names are parted by ` and `: `Main, M. and Solomon, J.`
references.bib:2:26: error[malformed-name]: a name has at most two commas
  2 |   author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
    |                          ^^^^^^^^^^
  help: a name is `Family, Given` or `Family, Jr., Given`; between two names stands ` and `
references.bib:2:41: warning[malformed-name]: the suffix of a name stands before the given names
  2 |   author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
    |                                         ^^^^^^^^^^^^^^^^^^
  help: write `Pelham, III, W. E.`
references.bib:2:64: warning[unbraced-organisation]: this looks like an organisation, but will be shown as a person
  2 |   author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
    |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^
  help: put it in braces of its own: `author = {{World Health Organization}}`
references.bib:2:94: error[and-others]: `and others` leaves out authors that APA names
  2 |   author = {A, B and and C, D, E, F and Pelham, W. E., III and World Health Organization and others}}
    |                                                                                              ^^^^^^
  help: name all of them: a reference shows up to twenty
"#,
    );
}

#[test]
fn a_date_that_cannot_be_read_is_said() {
    told(
        r#"@article{a, title = {A}, author = {B, C.}, date = {May 1969}, journal = {J}}
@article{b, title = {B}, author = {B, C.}, year = 1969, month = {Mai}, journal = {J}}
"#,
        r#"references.bib:1:52: error[unreadable-date]: `May 1969` cannot be read as a date
  1 | @article{a, title = {A}, author = {B, C.}, date = {May 1969}, journal = {J}}
    |                                                    ^^^^^^^^
  help: write `1969`, `1969-03`, `1969-03-05`, `1969-03/1969-04`, `2010/` (still going on), `1985~` (about), `-0349` (350 B.C.E.), `n.d.` or `in press`
references.bib:2:66: error[unreadable-date]: `Mai` cannot be read as a date
  2 | @article{b, title = {B}, author = {B, C.}, year = 1969, month = {Mai}, journal = {J}}
    |                                                                  ^^^
  help: write `1969`, `1969-03`, `1969-03-05`, `1969-03/1969-04`, `2010/` (still going on), `1985~` (about), `-0349` (350 B.C.E.), `n.d.` or `in press`
"#,
    );
}

#[test]
fn a_state_of_publication_is_one_of_seven() {
    told(
        r#"@article{a, title = {A}, author = {B, C.}, pubstate = {soon}, year = 1969, journal = {J}}
"#,
        r#"references.bib:1:56: error[unknown-pubstate]: the state of publication `soon` is not known
  1 | @article{a, title = {A}, author = {B, C.}, pubstate = {soon}, year = 1969, journal = {J}}
    |                                                        ^^^^
  help: it is one of `inpress`, `forthcoming`, `prepublished`, `submitted`, `inpreparation`, `retracted`, `corrected`
"#,
    );
}

#[test]
fn what_a_work_of_its_kind_must_have_is_said() {
    told(
        r#"@article{a, author = {B, C.}, year = 1969}
@phdthesis{b, title = {B}, author = {B, C.}, year = 1969}
@online{c, title = {C}, author = {B, C.}}
@book{d, title = {D}, author = {B, C.}, year = 1969}
"#,
        r#"references.bib:1:10: error[missing-field]: the entry `a` has no `journaltitle`
  1 | @article{a, author = {B, C.}, year = 1969}
    |          ^
  help: an article needs one in its reference
references.bib:1:10: error[missing-field]: the entry `a` has no `title`
  1 | @article{a, author = {B, C.}, year = 1969}
    |          ^
  help: an article needs one in its reference
references.bib:2:12: error[missing-field]: the entry `b` has no `institution`
  2 | @phdthesis{b, title = {B}, author = {B, C.}, year = 1969}
    |            ^
  help: a thesis needs one in its reference
references.bib:3:9: error[missing-field]: the entry `c` has no `url`
  3 | @online{c, title = {C}, author = {B, C.}}
    |         ^
  help: a web page needs one in its reference
references.bib:4:7: warning[missing-field]: the entry `d` has no `publisher`
  4 | @book{d, title = {D}, author = {B, C.}, year = 1969}
    |       ^
  help: APA ends the reference of a book with its publisher
"#,
    );
}

#[test]
fn a_work_without_author_or_date_is_noted() {
    told(
        r#"@book{a, title = {A}, publisher = {P}}
"#,
        r#"references.bib:1:7: hint[missing-author]: the entry `a` has no `author`: its title will stand first
  1 | @book{a, title = {A}, publisher = {P}}
    |       ^
references.bib:1:7: hint[missing-date]: the entry `a` has no date: it will be shown as n.d.
  1 | @book{a, title = {A}, publisher = {P}}
    |       ^
  help: write `n.d.` as its date when there is none
"#,
    );
}

#[test]
fn a_doi_an_address_and_an_isbn_are_checked() {
    told(
        r#"@book{a, title = {A}, author = {B, C.}, year = 1969, publisher = {P}, isbn = {978-0-465-07597-4},
  doi = {10.1037/0022 3514},
  url = {javascript:alert(1)}}
"#,
        r#"references.bib:1:79: warning[malformed-isbn]: `978-0-465-07597-4` is not an ISBN: a digit is wrong or missing
  1 | @book{a, title = {A}, author = {B, C.}, year = 1969, publisher = {P}, isbn = {978-0-465-07597-4},
    |                                                                               ^^^^^^^^^^^^^^^^^
  help: it is on the back of the title page; the last digit follows from the others
references.bib:2:10: error[malformed-doi]: `10.1037/0022 3514` is not a DOI
  2 |   doi = {10.1037/0022 3514},
    |          ^^^^^^^^^^^^^^^^^
  help: a DOI begins with `10.`, has no blanks and no full stop at its end: `10.1037/0022-3514.52.3.511`
references.bib:3:10: error[malformed-url]: `javascript:alert(1)` is not a web address
  3 |   url = {javascript:alert(1)}}
    |          ^^^^^^^^^^^^^^^^^^^
  help: an address begins with `https://` and has no blanks
"#,
    );
}

#[test]
fn pages_that_run_backwards_are_said() {
    told(
        r#"@article{a, title = {A}, author = {B, C.}, year = 1969, journal = {J}, pages = {454--415}}
"#,
        r#"references.bib:1:81: error[backwards-pages]: the pages run backwards: `454–415`
  1 | @article{a, title = {A}, author = {B, C.}, year = 1969, journal = {J}, pages = {454--415}}
    |                                                                                 ^^^^^^^^
  help: perhaps `415--454`
"#,
    );
}

#[test]
fn a_key_that_is_taken_is_said_with_both_places() {
    told(
        r#"@book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = {P}}
@book{A, title = {B}, author = {B, C.}, year = {1970}, publisher = {P}}
"#,
        r#"references.bib:2:7: error[duplicate-key]: the key `A` is taken: it differs from `a` by capitals only
  2 | @book{A, title = {B}, author = {B, C.}, year = {1970}, publisher = {P}}
    |       ^
  references.bib:1:7: first given here
  1 | @book{a, title = {A}, author = {B, C.}, year = {1969}, publisher = {P}}
    |       ^
  help: give one of the two another key, or take it away
"#,
    );
}

#[test]
fn the_same_doi_twice_is_said() {
    told(
        r#"@article{a, title = {A}, author = {B, C.}, year = 1969, journal = {J}, doi = {10.1000/a}}
@article{b, title = {B}, author = {B, C.}, year = 1970, journal = {J}, doi = {https://doi.org/10.1000/A}}
"#,
        r#"references.bib:2:10: error[duplicate-doi]: the entries `a` and `b` have the same DOI
  2 | @article{b, title = {B}, author = {B, C.}, year = 1970, journal = {J}, doi = {https://doi.org/10.1000/A}}
    |          ^
  references.bib:1:10: the other one
  1 | @article{a, title = {A}, author = {B, C.}, year = 1969, journal = {J}, doi = {10.1000/a}}
    |          ^
  help: a DOI names one work: one of them is wrong, or the work stands here twice
"#,
    );
}

#[test]
fn every_kind_of_work_says_what_it_lacks() {
    let kinds = [
        "article",
        "book",
        "collection",
        "incollection",
        "inreference",
        "inproceedings",
        "report",
        "thesis",
        "online",
        "movie",
        "video",
        "dataset",
        "software",
        "unpublished",
        "misc",
    ];
    let bib: String = kinds.map(|kind| format!("@{kind}{{{kind}, date = {{1969}}}}\n")).concat();
    expect("every_kind_of_work_says_what_it_lacks", &read("references.bib", &bib).1);
}

#[test]
fn the_digits_of_an_isbn_and_an_issn_are_added_up() {
    let good = r#"@article{a, title = {A}, author = {B, C.}, year = 1969, journal = {J}, issn = {0009-3920, 1467-8624}}
@article{b, title = {B}, author = {B, C.}, year = 1969, journal = {J}, issn = {ISSN: 2434561x}}
@book{c, title = {C}, author = {B, C.}, year = 1969, publisher = {P}, isbn = {978-0-465-07597-3 0-8044-2957-X}}
@book{d, title = {D}, author = {B, C.}, year = 1969, publisher = {P}, isbn = {978 0 465 07597 3}}
"#;
    assert_eq!(read("references.bib", good).1, "");
    let wrong = good
        .replace("1467-8624", "1467-8642")
        .replace("2434561x", "2434-561")
        .replace("0-8044-2957-X", "0-8044-2975-X")
        .replace("978 0 465", "977 0 465");
    expect("the_digits_of_an_isbn_and_an_issn_are_added_up", &read("references.bib", &wrong).1);
    let json = r#"[{"id": "a", "type": "article-journal", "title": "A", "container-title": "J", "ISSN": "0009-3921",
  "author": [{"family": "B", "given": "C."}], "issued": {"date-parts": [[1969]]}}]"#;
    assert!(read("references.json", json).1.contains(": warning[malformed-issn]: `0009-3921` is not"));
}

#[test]
fn parts_of_a_book_may_share_its_doi() {
    let bib = r#"@collection{a, title = {A}, editor = {B, C.}, year = 1969, publisher = {P}, doi = {10.1000/a}}
@incollection{b, title = {B}, author = {B, C.}, year = 1969, booktitle = {A}, publisher = {P}, doi = {10.1000/A}}
"#;
    expect("parts_of_a_book_may_share_its_doi", &read("references.bib", bib).1);
}

/// Markup, capitals and punctuation do not make another title; other authors or another DOI may be another work.
#[test]
fn the_same_title_in_the_same_year_is_said() {
    let bib = r#"@article{a, title = {The \emph{Child's} Tie: A view}, author = {B, C.}, year = 1969, journal = {J}}
@article{b, title = {The child’s tie}, subtitle = {a View}, author = {B, C.}, date = {1969-03}, journal = {K}}
@article{c, title = {The child's tie -- a view.}, author = {D, E.}, year = 1969, journal = {K}}
@article{d, title = {The child's tie: A view}, author = {B, C.}, year = 1970, journal = {J}}
@article{e, title = {Untied}, author = {B, C.}, year = 1969, journal = {J}, doi = {10.1000/e}}
@article{f, title = {Untied}, author = {B, C.}, year = 1969, journal = {J}, doi = {10.1000/f}}
@misc{g, title = {Leaflet}, author = {B, C.}, year = {n.d.}}
@misc{h, title = {Leaflet}, author = {B, C.}, year = {n.d.}}
"#;
    expect("the_same_title_in_the_same_year_is_said", &read("references.bib", bib).1);
}

#[test]
fn a_bracket_of_a_json_file_that_is_never_closed_is_named_where_it_opened() {
    let json = r#"[
  {"id": "a", "type": "book", "title": "A ] {",
  {"id": "b", "type": "book", "title": "B"}
]
"#;
    let name = "a_bracket_of_a_json_file_that_is_never_closed_is_named_where_it_opened";
    expect(name, &read("references.json", json).1);
}

#[test]
fn others_among_names_and_a_member_given_twice_are_said() {
    let json = r#"[{"id": "a", "type": "book", "title": "A", "publisher": "P", "issued": {"date-parts": [[1969]]},
  "author": [{"family": "B", "given": "C."}, {"literal": "others"}],
  "title": "B"}]
"#;
    expect("others_among_names_and_a_member_given_twice_are_said", &read("references.json", json).1);
}

#[test]
fn a_json_file_that_is_no_list_is_said() {
    let (_, told) = read(
        "references.json",
        r#"[ "id": "a"]
"#,
    );
    assert_eq!(
        told,
        r#"references.json:1:7: error[malformed-json]: this is not a list of items in JSON
  1 | [ "id": "a"]
    |       ^
  help: a CSL-JSON file is `[{"id": …, "type": …}, …]`
"#
    );
}

#[test]
fn the_faults_of_json_items_stand_at_their_members() {
    let (_, told) = read(
        "references.json",
        r#"[
  {"id": "a", "type": "artcle-journal", "title": "A", "author": [{"given": "B"}], "issued": {"date-parts": [[1969, 13]]}},
  {"type": "book"},
  {"id": "b", "type": "book", "titel": "B", "publisher": "P", "DOI": "x", "issued": {"date-parts": [[2010], [2005]]}},
  {"id": "c", "type": "book", "title": 7, "volume": [1]}, 5
]
"#,
    );
    assert_eq!(
        told,
        r#"references.json:2:23: error[unknown-entry-type]: the type `artcle-journal` is not known
  2 |   {"id": "a", "type": "artcle-journal", "title": "A", "author": [{"given": "B"}], "issued": {"date-parts": [[1969, 13]]}},
    |                       ^^^^^^^^^^^^^^^^
  help: perhaps `article-journal`
references.json:2:65: error[malformed-name]: a name in `author` has no `family`
  2 |   {"id": "a", "type": "artcle-journal", "title": "A", "author": [{"given": "B"}], "issued": {"date-parts": [[1969, 13]]}},
    |                                                                 ^^^^^^^^^^^^^^^^
  help: write `{"family": "Bowlby", "given": "J."}` or `{"literal": "World Health Organization"}`
references.json:2:93: error[unreadable-date]: `issued` cannot be read as a date
  2 |   {"id": "a", "type": "artcle-journal", "title": "A", "author": [{"given": "B"}], "issued": {"date-parts": [[1969, 13]]}},
    |                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: write `{"date-parts": [[1969, 3, 5]]}`
references.json:3:3: error[missing-key]: the item has no `id`
  3 |   {"type": "book"},
    |   ^^^^^^^^^^^^^^^^
  help: the `id` is what the text cites it by
references.json:4:10: error[missing-field]: the entry `b` has no `title`
  4 |   {"id": "b", "type": "book", "titel": "B", "publisher": "P", "DOI": "x", "issued": {"date-parts": [[2010], [2005]]}},
    |          ^^^
  help: a book needs one in its reference
references.json:4:31: error[unknown-field]: the member `titel` is not known
  4 |   {"id": "b", "type": "book", "titel": "B", "publisher": "P", "DOI": "x", "issued": {"date-parts": [[2010], [2005]]}},
    |                               ^^^^^^^
  help: perhaps `title`
references.json:4:70: error[malformed-doi]: `x` is not a DOI
  4 |   {"id": "b", "type": "book", "titel": "B", "publisher": "P", "DOI": "x", "issued": {"date-parts": [[2010], [2005]]}},
    |                                                                      ^^^
  help: a DOI begins with `10.`, has no blanks and no full stop at its end: `10.1037/0022-3514.52.3.511`
references.json:4:85: error[unreadable-date]: `issued` cannot be read as a date
  4 |   {"id": "b", "type": "book", "titel": "B", "publisher": "P", "DOI": "x", "issued": {"date-parts": [[2010], [2005]]}},
    |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: write `{"date-parts": [[1969, 3, 5]]}`
references.json:5:53: error[malformed-json]: `volume` is not a text
  5 |   {"id": "c", "type": "book", "title": 7, "volume": [1]}, 5
    |                                                     ^^^
references.json:5:59: error[malformed-json]: an item is an object
  5 |   {"id": "c", "type": "book", "title": 7, "volume": [1]}, 5
    |                                                           ^
  help: write `{"id": …, "type": …}`
"#
    );
}

#[test]
fn an_entry_that_cannot_be_read_is_still_known_by_its_key() {
    let (works, _) =
        read("references.bib", "@book{bowlby1969,\n  title = {A\n\n@book{b, title = {B}, publisher = {P}}\n");
    let keys: Vec<_> = works.iter().map(|work| work.key.as_str()).collect();
    assert_eq!(keys, ["bowlby1969", "b"]);
}

#[test]
fn old_names_of_fields_are_understood() {
    let bib = "@string{gp = {Guilford Press}}
        @techreport{a, title = {A}, author = {B, C.}, year = 1969, month = mar, school = {S}, address = {London}}
        @article{b, title = {B}, author = {B, C.}, year = {in press}, journal = {J}}
        @book{c, title = {C}, editor = {B, C.}, year = {1969}, publisher = gp}";
    let (works, told) = read("references.bib", bib);
    assert_eq!(told, "");
    assert_eq!(works[0].publisher.as_deref(), Some("S"));
    assert_eq!(works[0].location.as_deref(), Some("London"));
    let Date::Published(period) = &works[0].date else { panic!("a has a date") };
    assert_eq!((period.from.year, period.from.month), (1969, Some(3)));
    assert_eq!(works[1].date, Date::InPress);
    assert_eq!((works[2].kind, works[2].publisher.as_deref()), (Kind::EditedBook, Some("Guilford Press")));
}

#[test]
fn letters_quotes_and_pages_are_those_of_print() {
    let bib =
        "@article{a, title = {The \\emph{infant's} \"view\"}, author = {O'Connor, T. and {Sm\\o rg{\\aa}s}},
        year = 1969, journal = {Sex \\& Marital}, pages = {415-54}, doi = {doi:10.1000/a\\_b}}";
    let (works, told) = read("references.bib", bib);
    assert_eq!(told, "");
    assert_eq!(works[0].title.words(), "The infant’s “view”");
    assert!(works[0].title.parts[1].emphasis);
    let names = [Name::person("", "O’Connor", "T.", ""), Name::Organisation("Smørgås".into())];
    assert_eq!(works[0].authors, names);
    assert_eq!(works[0].pages.as_deref(), Some("415–454"));
    assert_eq!(works[0].doi.as_deref(), Some("10.1000/a_b"));
}

/// Every work of the built-in site and every edge case, written as CSL-JSON and read again, is the same work.
#[test]
fn csl_json_says_what_the_bib_file_says() {
    for bib in ["content/references.bib", "tests/golden/edge.bib"] {
        let text = std::fs::read_to_string(bib).unwrap();
        let (works, _) = read("references.bib", &text);
        let json = serde_json::to_string(&works.iter().map(csl_json).collect::<Vec<_>>()).unwrap();
        let (again, _) = read("references.json", &json);
        assert_eq!(works.len(), again.len());
        for (work, again) in works.iter().zip(&again) {
            // What CSL has no member for is all that may be lost.
            let mut work = work.clone();
            (work.span, work.key_span) = (again.span, again.key_span);
            assert_eq!(&work, again);
        }
    }
}

#[test]
fn nothing_an_author_can_write_stops_the_reader() {
    let bib = std::fs::read_to_string("tests/golden/edge.bib").unwrap();
    let json = std::fs::read_to_string("tests/golden/edge.csl.json").unwrap();
    for (path, whole) in [("references.bib", &bib), ("references.json", &json)] {
        // Cut off, cut open, and with a letter lost, at many places.
        let places = (0..whole.len()).step_by(197).filter(|at| whole.is_char_boundary(*at));
        for at in places {
            let near = (at.saturating_sub(400)..=at).find(|near| whole.is_char_boundary(*near)).unwrap();
            let rest: String = whole[at..].chars().skip(1).take(400).collect();
            let _ = read(path, &whole[near..at]);
            let _ = read(path, &format!("{}{rest}", &whole[near..at]));
        }
    }
}

/// What citation managers write is read without a word: escapes, comments, fields of their own.
#[test]
fn files_of_zotero_jabref_mendeley_and_pandoc_are_read() {
    let read_case = |name: &str| {
        let text = std::fs::read_to_string(format!("tests/cases/citations/{name}")).unwrap();
        let (works, told) =
            read(if name.ends_with(".bib") { "references.bib" } else { "references.json" }, &text);
        assert_eq!(told, "", "{name}");
        works
    };
    let zotero = read_case("zotero.bib");
    assert_eq!(zotero[0].pages.as_deref(), Some("932–937"));
    assert_eq!(zotero[1].title.words(), "A Matrix of Théories: Un été à São Paulo");
    assert_eq!(zotero[1].authors[0], Name::person("van", "IJzendoorn", "Marinus H.", ""));
    assert_eq!(zotero[2].container.as_ref().map(|site| site.words()).as_deref(), Some("nhs.uk"));
    let jabref = read_case("jabref.bib");
    assert_eq!(jabref[0].title.words(), "The nature of the child’s tie to his mother");
    assert_eq!(jabref[1].authors[1], Name::person("", "Solomon", "Judith", ""));
    let mendeley = read_case("mendeley.bib");
    assert_eq!(mendeley[0].authors[1], Name::person("", "Müller", "Jørgen", ""));
    assert_eq!(mendeley[0].authors[2], Name::person("", "García", "José", ""));
    assert_eq!(mendeley[0].issue.as_deref(), Some("3–4"));
    assert_eq!(read_case("zotero.json")[0].key, "http://zotero.org/users/1234/items/ABCD1234");
    assert_eq!(read_case("pandoc.json")[0].title.words(), "A Matrix of theories");
}
