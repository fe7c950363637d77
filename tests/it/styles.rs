//! Citation styles other than APA, against Pandoc: author and date (Harvard), numbers (Vancouver, IEEE), notes (Chicago).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use attune::library::bibliography::source::Source;
use attune::library::citation::Mode;
use attune::site::apa::Apa;
use attune::site::cite::Form;
use attune::site::csl::chosen::{named, names};
use attune::site::csl::{Cites, Csl};
use attune::site::style::Style;

use crate::golden::{Answers, edge, is_blessing, judge, line, mark, marks, pieces, references};

fn style(name: &str, works: &[Source]) -> Csl {
    let csl = Csl::new(named(name, "en").unwrap(), works, "in press");
    assert_eq!(csl.faults(), [], "{name}");
    csl
}

/// The whole document of Pandoc's answers: every work in a list, every mark one after the other.
fn answers(name: &str) -> Answers {
    let mut ours = Answers::new();
    for (file, works) in [("references", references()), ("edge", edge())] {
        let csl = style(name, &works);
        for (index, work) in works.iter().enumerate() {
            let entry = line(&csl.entry(index));
            // Pandoc was asked for a list of works that nobody cites: it numbers them as the file has them.
            let entry = if csl.form() == Form::Numbers {
                format!("{} {entry}", csl.number(index, index + 1))
            } else {
                entry
            };
            ours.insert((file.into(), work.key.clone()), entry);
        }
        let order: Vec<&str> = if csl.sorted() {
            csl.order().iter().map(|index| works[*index].key.as_str()).collect()
        } else {
            works.iter().map(|work| work.key.as_str()).collect()
        };
        ours.insert((file.into(), "order".into()), order.join(" "));
    }
    let works = edge();
    let (csl, names) = (style(name, &works), Apa::new(&works));
    let (mut numbers, mut so_far): (BTreeMap<usize, usize>, Cites) = (BTreeMap::new(), Cites::default());
    for (note, text) in marks().into_iter().enumerate() {
        let (mode, cites) = mark(&works, &text);
        for cite in &cites {
            let next = numbers.len() + 1;
            numbers.entry(cite.source).or_insert(next);
        }
        let given: Vec<usize> = cites.iter().map(|cite| numbers[&cite.source]).collect();
        let set = match csl.form() {
            Form::Words => csl.cite(mode, &cites),
            Form::Numbers => csl.numbered(&cites, &given),
            Form::Notes => csl.note(&cites, note + 1, &mut so_far),
        };
        let set = pieces(&set);
        let set = match (csl.form(), mode) {
            (Form::Words, _) | (_, Mode::Bracketed) => set,
            (Form::Numbers | Form::Notes, Mode::Narrative) => format!("{} {set}", names.who(cites[0].source)),
        };
        ours.insert(("cites".into(), text), set);
    }
    ours
}

#[test]
fn harvard_is_set_as_pandoc_sets_it_or_better() {
    judge("harvard-cite-them-right", &answers("harvard-cite-them-right"));
}

#[test]
fn vancouver_is_set_as_pandoc_sets_it_or_better() {
    judge("vancouver", &answers("vancouver"));
}

#[test]
fn ieee_is_set_as_pandoc_sets_it_or_better() {
    judge("ieee", &answers("ieee"));
}

#[test]
fn chicago_with_notes_is_set_as_pandoc_sets_it_or_better() {
    judge("chicago-notes", &answers("chicago-notes"));
}

/// The archive as it came: each style sets every kind of work, and tells apart what can be told apart.
#[test]
fn every_style_of_the_archive_sets_works_of_every_kind() {
    let kinds = [
        "article-doi",
        "article-in-press",
        "article-in-press-2",
        "article-no-author",
        "book-edited",
        "book-undated",
        "book-undated-2",
        "book-years",
        "book-ancient",
        "chapter-translated",
        "chapter-same-book",
        "dataset",
        "entry",
        "film",
        "letters-zebra",
        "letters-badger",
        "letters-aardvark",
        "manuscript",
        "magazine",
        "newspaper",
        "proceedings",
        "report-group",
        "software",
        "surname-j",
        "surname-t",
        "talk",
        "thesis-published",
        "video",
        "web-group",
    ];
    let works: Vec<Source> = edge().into_iter().filter(|work| kinds.contains(&work.key.as_str())).collect();
    assert_eq!(works.len(), kinds.len());
    let all = Style::apa(&works);
    let mut without_list = Vec::new();
    for name in names() {
        let Ok(engine) = named(name, "en") else {
            without_list.push(name);
            continue;
        };
        let csl = Csl::new(engine, &works, "in press");
        assert_eq!(csl.faults(), [], "{name}");
        let style = Style::Csl { csl: Box::new(csl), names: Apa::without_letters(&works) };
        for (index, work) in works.iter().enumerate() {
            let entry = line(&style.entry(index));
            // Some styles shorten titles; none leaves a work without a word of its own.
            assert!(
                entry.chars().filter(|c| c.is_alphabetic()).count() > 10,
                "{name}: {}: {entry}",
                work.key
            );
            let odd = entry.chars().find(|c| ('\u{E000}'..='\u{F8FF}').contains(c));
            assert_eq!(odd, None, "{name}: {entry}");
            let year = entry.contains("30000") || entry.contains("30001");
            assert!(!year, "{name}: {entry}");
        }
        assert_eq!(style.order().len(), all.order().len(), "{name}");
    }
    assert_eq!(without_list, ["alphanumeric"]);
}

/// `docs/styles.md` lists every style by its name, with how it cites. `ATTUNE_BLESS=1` writes it.
#[test]
fn the_list_of_styles_is_whole() {
    let pair = ["letters-badger", "book-reprint"];
    let pair: Vec<Source> = edge().into_iter().filter(|work| pair.contains(&work.key.as_str())).collect();
    let mut list = "# Citation styles\n\nThe names that `style` in `site.toml` may have, each with how it cites two works. \
                    All but `apa` are\nstyles of the CSL project (<https://citationstyles.org>), under CC BY-SA 3.0.\n\n\
                    | name | in the text |\n| --- | --- |\n"
        .to_owned();
    for name in names() {
        let Ok(engine) = named(name, "en") else { continue };
        let csl = Csl::new(engine, &pair, "in press");
        let (mode, cites) = mark(&pair, "[@letters-badger; @book-reprint]");
        let set = match csl.form() {
            _ if matches!(name, "apa" | "american-psychological-association") => {
                pieces(&Apa::new(&pair).cite(mode, &cites))
            }
            Form::Words => pieces(&csl.cite(mode, &cites)),
            Form::Numbers if csl.raised() => format!("<sup>{}</sup>", pieces(&csl.numbered(&cites, &[1, 2]))),
            Form::Numbers => pieces(&csl.numbered(&cites, &[1, 2])),
            Form::Notes => "<sup>1</sup>, a note".to_owned(),
        };
        list.push_str(&format!("| `{name}` | {} |\n", set.replace('|', "\\|")));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/styles.md");
    if is_blessing() {
        std::fs::write(&path, &list).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), list);
}
