//! BibLaTeX. Takes sources; gives a .bib file, in UTF-8, that says everything of them. What it calls things is what our own
//! reader calls them, so that what is taken away can be brought back.

use std::collections::BTreeSet;

use crate::library::bibliography::source::{Date, Kind, Moment, Period, Source, Standing, Until};
use crate::site::take::latex::{list, names, one_of_a_list, plain, rich, title as titled};

/// The media that BibLaTeX has a word for.
const STATES: [(&str, &str); 2] =
    [("Manuscript submitted for publication", "submitted"), ("Manuscript in preparation", "inpreparation")];

/// The genres that BibLaTeX has a word for, which it puts into the reader's language.
const GENRES: [(Kind, &str, &str); 6] = [
    (Kind::Thesis, "Doctoral dissertation", "phdthesis"),
    (Kind::Thesis, "Master’s thesis", "mathesis"),
    (Kind::Thesis, "Bachelor’s thesis", "bathesis"),
    (Kind::Thesis, "Candidate thesis", "candthesis"),
    (Kind::Report, "Technical report", "techreport"),
    (Kind::Report, "Research report", "resreport"),
];

/// A file with these sources, in this order.
pub fn file(sources: &[&Source]) -> String {
    let mut taken = BTreeSet::new();
    let entries: Vec<String> = sources.iter().map(|source| entry(source, &mut taken)).collect();
    entries.join("\n")
}

fn entry(source: &Source, taken: &mut BTreeSet<String>) -> String {
    let Source {
        key,
        span: _,
        key_span: _,
        kind,
        authors,
        editors,
        translators,
        date,
        original,
        ahead_of_print,
        title,
        short_title,
        main_title,
        container,
        volume,
        issue,
        pages,
        article_number,
        number,
        edition,
        version,
        series,
        publisher,
        institution,
        location,
        event,
        genre,
        medium,
        doi,
        url,
        accessed,
        isbn,
        issn,
        language,
        note,
        annotation,
        standing,
        superseded_by,
    } = source;
    let kind = *kind;
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut put = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    let text = |text: &Option<String>| text.as_deref().map(plain);
    let several = |people: &[_]| (!people.is_empty()).then(|| names(people));
    put("entrysubtype", subtype(kind).map(str::to_owned));
    put("author", several(authors));
    put("editor", several(editors));
    put("translator", several(translators));
    let state = match (date, ahead_of_print) {
        (Date::Undated, _) => {
            put("year", Some("n.d.".to_owned()));
            None
        }
        (Date::InPress, false) if *standing == Standing::Sound => Some("inpress"),
        (Date::InPress, _) => {
            put("year", Some("in press".to_owned()));
            None
        }
        (Date::Published(when), _) => {
            put("date", Some(period(*when)));
            None
        }
    };
    // One field says both; what became of a work matters more than where it stood first.
    let state = match standing {
        Standing::Retracted => Some("retracted"),
        Standing::Corrected => Some("corrected"),
        Standing::Sound if *ahead_of_print => Some("prepublished"),
        Standing::Sound => state,
    };
    let medium_state = STATES
        .into_iter()
        .find(|(words, _)| kind == Kind::Manuscript && medium.as_deref() == Some(words))
        .map(|(_, state)| state)
        .filter(|_| state.is_none());
    put("pubstate", state.or(medium_state).map(str::to_owned));
    put("origdate", original.map(period));
    put("title", Some(titled(title)));
    put("shorttitle", text(short_title));
    put("maintitle", main_title.as_ref().map(titled));
    let is_site = matches!(kind, Kind::WebPage | Kind::Video);
    match container {
        Some(container) if kind.is_periodical() => put("journaltitle", Some(rich(container))),
        // Whoever puts a page on the web.
        Some(container) if is_site => put("organization", Some(in_list(rich(container), &container.words()))),
        Some(container) => put("booktitle", Some(titled(container))),
        None => {}
    }
    put("volume", text(volume));
    // What a journal counts is called its number.
    put(if kind.is_periodical() { "number" } else { "issue" }, text(issue));
    put("pages", pages.as_deref().map(|pages| plain(pages).replace('–', "--")));
    let own_number = text(number);
    let (article_number, number) = match kind.is_periodical() {
        true => (text(article_number).or(own_number), None),
        false => (text(article_number), own_number),
    };
    put("eid", article_number);
    put("number", number);
    put("edition", text(edition));
    put("version", text(version));
    put("series", series.as_ref().map(rich));
    let publisher = publisher.as_deref().map(list);
    let place = location.as_deref().map(list);
    match (kind, institution) {
        (Kind::Report, None) => put("institution", publisher),
        (_, institution) => {
            put("institution", institution.as_deref().map(one_of_a_list));
            put("publisher", publisher);
        }
    }
    put(if kind == Kind::Presentation { "venue" } else { "location" }, place);
    put("eventtitle", text(event));
    let known = GENRES.into_iter().find(|(of, words, _)| *of == kind && genre.as_deref() == Some(*words));
    put("type", known.map(|(_, _, word)| word.to_owned()).or_else(|| text(genre)));
    match medium_state {
        Some(_) => {}
        // Without it, whatever has an address is a page on the web.
        None if kind == Kind::Other && medium.is_none() && url.is_some() => {
            put("titleaddon", Some(String::new()));
        }
        None => put("titleaddon", text(medium)),
    }
    put("doi", doi.clone());
    put("url", url.clone());
    put("urldate", accessed.map(moment));
    put("isbn", text(isbn));
    put("issn", text(issn));
    put("language", text(language));
    put("note", text(note));
    put("annotation", annotation.as_ref().map(rich));
    put("superseded-by", superseded_by.clone());
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{}{{{},\n{fields}}}\n", entry_type(source), unique(key, taken))
}

/// A text that is ready but would be parted at its `and`.
fn in_list(ready: String, words: &str) -> String {
    if one_of_a_list(words).starts_with('{') { format!("{{{ready}}}") } else { ready }
}

fn entry_type(source: &Source) -> &'static str {
    match source.kind {
        Kind::Article | Kind::Magazine | Kind::Newspaper => "article",
        Kind::Book => "book",
        Kind::EditedBook if source.authors.is_empty() && !source.editors.is_empty() => "book",
        Kind::EditedBook => "collection",
        Kind::Chapter => "incollection",
        Kind::Entry => "inreference",
        Kind::Report => "report",
        Kind::Thesis => "thesis",
        Kind::WebPage => "online",
        Kind::Film => "movie",
        Kind::Video => "video",
        Kind::ConferencePaper => "inproceedings",
        Kind::Presentation | Kind::Manuscript => "unpublished",
        Kind::Dataset => "dataset",
        Kind::Software => "software",
        Kind::Other => "misc",
    }
}

fn subtype(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Magazine => Some("magazine"),
        Kind::Newspaper => Some("newspaper"),
        Kind::Article
        | Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Entry
        | Kind::Report
        | Kind::Thesis
        | Kind::WebPage
        | Kind::Film
        | Kind::Video
        | Kind::ConferencePaper
        | Kind::Presentation
        | Kind::Dataset
        | Kind::Software
        | Kind::Manuscript
        | Kind::Other => None,
    }
}

/// A key without the signs that a .bib file cannot have in one, and without those that LaTeX stumbles on.
fn unique(key: &str, taken: &mut BTreeSet<String>) -> String {
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || ",{}\"#%~\\".contains(c);
    let plain: String = key.chars().map(|c| if is_bad(c) { '-' } else { c }).collect();
    let others = (2..).map(|number| format!("{plain}-{number}"));
    let mut free =
        std::iter::once(plain.clone()).chain(others).filter(|key| !taken.contains(&key.to_lowercase()));
    let key = free.next().expect("there are more numbers than sources");
    taken.insert(key.to_lowercase());
    key
}

/// `1959/1963`, `2010/`, `1940~`
fn period(period: Period) -> String {
    let about = if period.approximate { "~" } else { "" };
    let from = moment(period.from);
    match period.until {
        Until::Same => format!("{from}{about}"),
        Until::Moment(until) => format!("{from}{about}/{}{about}", moment(until)),
        Until::Open => format!("{from}{about}/"),
    }
}

fn moment(moment: Moment) -> String {
    let Moment { year, month, day } = moment;
    let sign = if year < 0 { "-" } else { "" };
    let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("-{part:02}"));
    format!("{sign}{:04}{}{}", year.abs(), part(month), part(day))
}
