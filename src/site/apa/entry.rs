//! One entry of the reference list: author, date, title, source (APA 9.4). Takes a work and the letter of its year;
//! gives its runs. Knows nothing of other works.

use crate::library::bibliography::source::{Date, Kind, Name, Source, Text};
use crate::site::address::{doi_link, outside_link};
use crate::site::apa::date;
use crate::site::apa::line::Line;
use crate::site::apa::name;
use crate::site::apa::order::{is_whole, openers};
use crate::site::apa::title_case::title_case;
use crate::site::run::Run;

/// The whole entry.
pub fn entry(source: &Source, letter: Option<&str>) -> Vec<Run> {
    let mut line = Line::new();
    let mut date = Line::new();
    date.text(&format!("({})", date::full(&source.date, source.kind, letter)));
    let author = author(source);
    if author.is_empty() {
        // Without an author the title moves to the front (APA 9.12).
        line.element(title(source)).element(date);
    } else {
        line.element(author).element(date).element(title(source));
    }
    for element in container(source) {
        line.element(element);
    }
    let address = address(source);
    if address.is_empty() {
        line.stop();
    } else {
        line.element(address);
    }
    if let Some(original) = &source.original {
        line.text(&format!(" (Original work published {})", date::years(original)));
    }
    line.runs()
}

/// Who made it, with what they did where that is not writing (APA 9.10).
fn author(source: &Source) -> Line {
    let names = openers(source);
    let mut text = name::opening(names);
    let is_editors = source.authors.is_empty();
    let role = if is_editors {
        Some(("Ed.", "Eds."))
    } else {
        (source.kind == Kind::Film).then_some(("Director", "Directors"))
    };
    if let (Some((one, several)), false) = (role, names.is_empty()) {
        text.push_str(&format!(" ({})", if names.len() == 1 { one } else { several }));
    }
    let mut line = Line::new();
    line.text(&text);
    line
}

/// The title with what stands in round and square brackets after it (APA 9.18 to 9.21).
fn title(source: &Source) -> Line {
    let whole = is_whole(source.kind);
    let mut line = Line::new();
    match &source.main_title {
        Some(main) if whole => {
            volume_title(&mut line, main, source.volume.as_deref(), &source.title);
        }
        Some(_) | None => {
            line.title(&source.title, whole);
        }
    }
    let mut inside = Vec::new();
    if whole {
        inside.extend(contributors(source));
        inside.extend(number(source));
        inside.extend(edition_and_volume(source, false));
    } else {
        inside.extend(by(&source.translators, "Trans.", "Trans."));
    }
    bracketed(&mut line, "(", &inside.join("; "), ")");
    bracketed(&mut line, "[", &description(source), "]");
    line
}

fn bracketed(line: &mut Line, open: &str, text: &str, close: &str) {
    if !text.is_empty() {
        line.text(&format!(" {open}{text}{close}"));
    }
}

/// `Attachment and loss: Vol. 1. Attachment` (APA 9.20, example 30).
fn volume_title(line: &mut Line, main: &Text, volume: Option<&str>, title: &Text) {
    line.title(main, true).italic(": ");
    if let Some(volume) = volume {
        line.italic(&format!("Vol. {volume}. "));
    }
    line.title(title, true);
}

/// `H. Weaver, Trans.` and, of a book that has authors too, `J. Strachey, Ed. & Trans.`
fn contributors(source: &Source) -> Vec<String> {
    let editors = if source.authors.is_empty() { &[] } else { source.editors.as_slice() };
    if !editors.is_empty() && editors == source.translators.as_slice() {
        return by(editors, "Ed. & Trans.", "Eds. & Trans.").into_iter().collect();
    }
    [by(editors, "Ed.", "Eds."), by(&source.translators, "Trans.", "Trans.")].into_iter().flatten().collect()
}

fn by(names: &[Name], one: &str, several: &str) -> Option<String> {
    let role = if names.len() == 1 { one } else { several };
    (!names.is_empty()).then(|| format!("{}, {role}", name::within(names)))
}

/// `NICE Guideline NG26`, `Report No. 12`, `NIH Publication No. 18-2059` (APA 10.4).
fn number(source: &Source) -> Option<String> {
    let number = source.number.as_deref()?;
    match source.kind {
        Kind::Report | Kind::Other | Kind::Dataset | Kind::Software => {}
        // Of a book it is a number in a series, which APA leaves out.
        Kind::Article
        | Kind::Magazine
        | Kind::Newspaper
        | Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Entry
        | Kind::Thesis
        | Kind::WebPage
        | Kind::Film
        | Kind::Video
        | Kind::ConferencePaper
        | Kind::Presentation
        | Kind::Manuscript => return None,
    }
    let genre = source.genre.clone().unwrap_or_else(|| "Report".to_owned());
    let genre = title_case(&Text::plain(genre)).words();
    let says_number = genre.ends_with("No.") || !number.starts_with(|c: char| c.is_ascii_digit());
    Some(if says_number { format!("{genre} {number}") } else { format!("{genre} No. {number}") })
}

/// `2nd ed., Vol. 3, pp. 1–10`
fn edition_and_volume(source: &Source, with_pages: bool) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(
        source
            .version
            .as_deref()
            .map(|version| format!("Version {}", version.trim_start_matches(['v', 'V']))),
    );
    parts.extend(source.edition.as_deref().map(edition));
    if source.kind == Kind::Report {
        parts.extend(source.series.as_ref().map(Text::words));
    }
    if let (Some(volume), None) = (&source.volume, &source.main_title) {
        let title = if with_pages { source.container.as_ref() } else { Some(&source.title) };
        // Some write the volume into the title as well.
        let said = title.is_some_and(|title| title.words().contains(&format!("Vol. {volume}")));
        let several = if volume.contains(['–', ',']) { "Vols." } else { "Vol." };
        parts.extend((!said).then(|| format!("{several} {volume}")));
    }
    if with_pages {
        parts.extend(source.pages.as_deref().map(pages));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `p. 7`, `pp. 3–5`
fn pages(pages: &str) -> String {
    let several = pages.contains(['–', ',', '-']);
    format!("{} {pages}", if several { "pp." } else { "p." })
}

/// `2nd ed.`, `Rev. ed.` (APA 9.19).
fn edition(text: &str) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(" edition").trim_end_matches(" ed.").trim();
    let number = (1u32..).zip(WORDS).find(|(_, word)| *word == bare).map(|(number, _)| number);
    match number.or_else(|| bare.parse().ok()) {
        Some(number) => format!("{} ed.", ordinal(number)),
        None if matches!(bare, "revised" | "rev." | "rev") => "Rev. ed.".to_owned(),
        None if lower.contains("ed.") || lower.contains("edition") => text.replace(" edition", " ed."),
        None => format!("{text} ed."),
    }
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// What stands in square brackets (APA 9.21).
fn description(source: &Source) -> String {
    if source.kind == Kind::Thesis {
        let genre = source.genre.as_deref().unwrap_or("Thesis");
        let university = source.institution.as_deref().unwrap_or_default();
        return if is_published(source) {
            format!("{genre}, {university}")
        } else if genre.to_lowercase().starts_with("unpublished") {
            genre.to_owned()
        } else {
            // APA 10.6, example 64.
            format!("Unpublished {}", decapitalised(genre))
        };
    }
    if let Some(medium) = &source.medium {
        return medium.clone();
    }
    let genre = if source.number.is_none() { source.genre.clone() } else { None };
    match source.kind {
        Kind::Film => genre.unwrap_or_else(|| "Film".to_owned()),
        Kind::Video => genre.unwrap_or_else(|| "Video".to_owned()),
        Kind::Dataset => genre.unwrap_or_else(|| "Data set".to_owned()),
        Kind::Software => genre.unwrap_or_else(|| "Computer software".to_owned()),
        Kind::Presentation => genre.unwrap_or_else(|| "Paper presentation".to_owned()),
        Kind::Manuscript => genre.unwrap_or_else(|| "Unpublished manuscript".to_owned()),
        Kind::Article
        | Kind::Magazine
        | Kind::Newspaper
        | Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Entry
        | Kind::Report
        | Kind::Thesis
        | Kind::WebPage
        | Kind::ConferencePaper
        | Kind::Other => genre.unwrap_or_default(),
    }
}

fn decapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A thesis that others can get at.
fn is_published(source: &Source) -> bool {
    source.doi.is_some() || source.url.is_some() || source.publisher.is_some()
}

/// Where the work can be found, apart from its address (APA 9.23 to 9.33).
fn container(source: &Source) -> Vec<Line> {
    match source.kind {
        Kind::Article | Kind::Magazine | Kind::Newspaper => periodical(source),
        Kind::Chapter | Kind::Entry | Kind::ConferencePaper => {
            vec![book(source), plain(publisher(source))]
        }
        Kind::Thesis if is_published(source) => vec![plain(source.publisher.as_deref())],
        Kind::Thesis => vec![plain(source.institution.as_deref())],
        Kind::Presentation => {
            let place = [source.event.as_deref(), source.location.as_deref()];
            vec![plain(Some(&place.into_iter().flatten().collect::<Vec<_>>().join(", ")))]
        }
        Kind::WebPage | Kind::Video => {
            let site = source.container.as_ref().map(Text::words);
            vec![plain(site.as_deref().filter(|site| !is_author(source, site)))]
        }
        Kind::Manuscript => {
            vec![plain(source.institution.as_deref()), plain(publisher(source))]
        }
        Kind::Book
        | Kind::EditedBook
        | Kind::Report
        | Kind::Film
        | Kind::Dataset
        | Kind::Software
        | Kind::Other => vec![plain(publisher(source))],
    }
}

fn plain(text: Option<&str>) -> Line {
    let mut line = Line::new();
    line.text(text.unwrap_or_default());
    line
}

/// Left out where the publisher is the author (APA 9.29).
fn publisher(source: &Source) -> Option<&str> {
    source.publisher.as_deref().filter(|publisher| !is_author(source, publisher))
}

fn is_author(source: &Source, name: &str) -> bool {
    openers(source).iter().any(|author| author.surname().to_lowercase() == name.to_lowercase())
}

/// `*Child Development*, *65*(4), 971–991`; then `Advance online publication` (APA 9.25 to 9.27).
fn periodical(source: &Source) -> Vec<Line> {
    let mut line = Line::new();
    if let Some(container) = &source.container {
        line.title(container, true);
    }
    // What is in press has no place yet, whatever the file says.
    if source.date == Date::InPress {
        return vec![line];
    }
    if let Some(volume) = &source.volume {
        line.text(", ").italic(volume);
    }
    if let Some(issue) = &source.issue {
        line.text(if source.volume.is_some() { "(" } else { ", (" }).text(issue).text(")");
    }
    if let Some(pages) = &source.pages {
        line.text(", ").text(pages);
    }
    if let Some(number) = &source.article_number {
        line.text(", Article ").text(number);
    }
    let mut lines = vec![line];
    if source.ahead_of_print {
        lines.push(plain(Some("Advance online publication")));
    }
    lines
}

/// `In J. A. Simpson & W. S. Rholes (Eds.), *Attachment theory* (2nd ed., pp. 46–76)` (APA 9.28).
fn book(source: &Source) -> Line {
    let mut line = Line::new();
    let Some(container) = &source.container else { return line };
    line.text("In ");
    if !source.editors.is_empty() {
        let role = if source.editors.len() == 1 { "Ed." } else { "Eds." };
        line.text(&format!("{} ({role}), ", name::within(&source.editors)));
    }
    match &source.main_title {
        Some(main) => volume_title(&mut line, main, source.volume.as_deref(), container),
        None => {
            line.title(container, true);
        }
    }
    bracketed(&mut line, "(", &edition_and_volume(source, true).unwrap_or_default(), ")");
    line
}

/// The DOI, or else the address (APA 9.34). Before the address of what has no date, since it will change, the day on
/// which it was opened (APA 9.16).
fn address(source: &Source) -> Line {
    let mut line = Line::new();
    if let Some(doi) = &source.doi {
        line.link(doi_link(doi), &format!("https://doi.org/{doi}"));
    } else if let Some(url) = &source.url {
        if let Some(opened) = source.accessed.filter(|_| source.date == Date::Undated) {
            line.text(&format!("Retrieved {}, from ", date::day(opened)));
        }
        line.link(outside_link(url), url);
    }
    line
}
