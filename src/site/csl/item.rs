//! A work as hayagriva takes it. Takes a [`Source`]; gives an item of CSL-JSON that hayagriva sets rightly, and what it
//! cannot hold: a date in words stands as a year that no work has, and its words beside it.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, NameItem, NameValue, Value, VecDate, VecDateRange};

use crate::library::bibliography::csl_item::csl_json;
use crate::library::bibliography::source::{Date, Moment, Name, Period, Source, Text, Until};
use crate::site::apa::quotation::by_itself;

/// What begins and ends words that stand out from those around them. hayagriva knows no markup in a title; these letters
/// are for private use and mean nothing else.
pub const EMPHASIS: (char, char) = ('\u{E001}', '\u{E002}');

/// Quotation marks of a title. Where a title that ends with one is quoted itself, hayagriva drops the second.
pub const QUOTES: (char, char) = ('\u{E009}', '\u{E00A}');

/// Keeps what stands before it from being read as a number or a range; shown to nobody.
pub const LITERAL: char = '\u{E005}';

/// A blank within a name that is one.
pub const BLANK: char = '\u{E00B}';

/// A hyphen that is none of a range.
pub const HYPHEN: char = '\u{E006}';

/// The first of the years that stand for words: no work is from the year 30,000.
const FIRST_YEAR: i16 = 30_000;
/// How many there are.
const YEARS: usize = 2_000;

/// A work ready for hayagriva.
#[derive(Clone, Debug)]
pub struct Work {
    /// Its fields.
    pub item: Item,
    /// The year that stands for words, and the words: `1969–1973`, `in press`.
    pub dated: Option<(i16, String)>,
    /// True when its titles are in English, which alone has title case.
    pub english: bool,
    /// The first of its pages, when it has several.
    pub first_page: Option<String>,
}

/// Years that stand for words. Works with the same words have the same year, so that they share letters.
#[derive(Clone, Debug, Default)]
pub struct Years(BTreeMap<String, usize>);

impl Years {
    /// The year of some words.
    pub fn of(&mut self, words: &str) -> i16 {
        let next = self.0.len();
        let number = *self.0.entry(words.to_owned()).or_insert(next);
        FIRST_YEAR + i16::try_from(number % YEARS).expect("a rest of 2,000 is small")
    }
}

/// The same work with words for its date, and nothing else that says them.
pub fn dated(work: &Work, words: &str, years: &mut Years) -> Work {
    let year = years.of(words);
    let mut work = work.clone();
    work.item.0.remove("status");
    work.item.0.insert("issued".to_owned(), date(&[year], None, false));
    work.dated = Some((year, words.to_owned()));
    work
}

/// The work, as it is written without a date where it has none that hayagriva can hold.
pub fn work(source: &Source, years: &mut Years) -> Work {
    let json =
        serde_json::to_string(&csl_json(&with_quotes(source))).expect("an item of CSL-JSON can be written");
    let mut item: Item =
        serde_json::from_str(&without_dates(&json)).expect("an item of CSL-JSON can be read");
    for value in item.0.values_mut() {
        match value {
            Value::String(text) => *text = closed(marked(text)),
            Value::Names(names) => names.iter_mut().for_each(whole),
            Value::Number(_) | Value::Date(_) => {}
        }
    }
    for (key, literal) in [("number", true), ("page", source.pages.as_deref().is_some_and(has_letters))] {
        if let Some(Value::String(text)) = item.0.get_mut(key).filter(|_| literal) {
            *text = kept(text, key == "page");
        }
    }
    let mut words = None;
    if let Date::Published(period) = &source.date {
        let (value, range) = issued(period);
        words = range;
        item.0.insert("issued".to_owned(), value);
    }
    if let Some(original) = &source.original {
        item.0.insert(
            "original-date".to_owned(),
            date(&[short_year(original.from.year)], None, original.approximate),
        );
    }
    if let Some(accessed) = source.accessed {
        item.0.insert("accessed".to_owned(), moment(accessed, false));
    }
    let english = source.language.as_deref().is_none_or(|tag| tag.to_lowercase().starts_with("en"));
    let first = source.pages.as_deref().and_then(|pages| pages.split_once(['–', ',', '-', '&']));
    let first_page = first.map(|(first, _)| first.trim().to_owned());
    let work = Work { item, dated: None, english, first_page };
    match words {
        Some(words) => dated(&work, &words, years),
        None => work,
    }
}

/// The same work with other words for the first of its names: what tells it from a namesake.
pub fn renamed(work: &Work, names: &[(usize, String)]) -> Work {
    let mut work = work.clone();
    let key = ["author", "director", "editor"].into_iter().find(|key| work.item.0.contains_key(*key));
    if let Some(Value::Names(list)) = key.and_then(|key| work.item.0.get_mut(key)) {
        for (index, words) in names {
            if let Some(NameValue::Item(name)) = list.get_mut(*index) {
                *name =
                    NameItem { family: words.replace(' ', &BLANK.to_string()), given: None, ..name.clone() };
                name.non_dropping_particle = None;
                name.dropping_particle = None;
            }
        }
    }
    work
}

/// The names that open a work in a CSL style: authors, else editors, else translators.
pub fn openers(source: &Source) -> &[Name] {
    [&source.authors, &source.editors, &source.translators]
        .into_iter()
        .find(|names| !names.is_empty())
        .map_or(&[], Vec::as_slice)
}

/// The same work with double quotes in its titles; those within quotes become single ones where the quotes stand.
fn with_quotes(source: &Source) -> Source {
    let optional = |text: &Option<Text>| text.as_ref().map(by_itself);
    Source {
        title: by_itself(&source.title),
        main_title: optional(&source.main_title),
        container: optional(&source.container),
        ..source.clone()
    }
}

/// hayagriva reads no date that is a range, and stops at one; and no style has words for what became of a work.
fn without_dates(json: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(json).expect("it was just written");
    if let Some(map) = value.as_object_mut() {
        for date in ["issued", "original-date", "accessed", "custom", "annote"] {
            map.remove(date);
        }
        if map.get("status").is_some_and(|status| status == "retracted" || status == "corrected") {
            map.remove("status");
        }
    }
    value.to_string()
}

fn marked(text: &str) -> String {
    let text = text.replace("<i>", &EMPHASIS.0.to_string()).replace("</i>", &EMPHASIS.1.to_string());
    let text = text.replace("&lt;", "<");
    text.chars()
        .map(|c| match c {
            '“' => QUOTES.0,
            '”' => QUOTES.1,
            c => c,
        })
        .collect()
}

/// hayagriva drops a bracket of the style after one of the text.
fn closed(mut text: String) -> String {
    if text.ends_with([')', ']']) {
        text.push(LITERAL);
    }
    text
}

/// Text that hayagriva takes for no number: `18-2059` is no range, and of `e9–e19` nothing may go.
fn kept(text: &str, range: bool) -> String {
    let hyphen = if range { "–".to_owned() } else { HYPHEN.to_string() };
    format!("{}{LITERAL}", text.trim_end_matches(LITERAL).replace('-', &hyphen))
}

/// True for pages that are not counted in digits or small Roman numbers alone.
fn has_letters(pages: &str) -> bool {
    pages.chars().any(|c| c.is_alphabetic() && !"ivxlcdm".contains(c))
}

/// hayagriva looks for a particle among the words of a family name that has none by itself: "De Wolff" would be written
/// "Wolff, M. S. De". As one word it stays whole.
fn whole(name: &mut NameValue) {
    let NameValue::Item(item) = name else { return };
    let blank = BLANK.to_string();
    match &item.non_dropping_particle {
        // A particle with a capital has become part of the name: "De Wolff" is filed under D.
        Some(particle) if particle.starts_with(char::is_uppercase) => {
            item.family = format!("{particle} {}", item.family).replace(' ', &blank);
            item.non_dropping_particle = None;
        }
        Some(_) => {}
        None => item.family = item.family.replace(' ', &blank),
    }
}

/// A range has words, since hayagriva would stop at it or lose its end. In one year it is that year.
fn issued(period: &Period) -> (Value, Option<String>) {
    let from = period.from.year;
    let words = match period.until {
        Until::Same => return (moment(period.from, period.approximate), None),
        Until::Moment(until) if until.year == from => {
            return (date(&[short_year(from)], None, period.approximate), None);
        }
        Until::Moment(until) => format!("{}–{}", shown(from), shown(until.year)),
        Until::Open => format!("{}–", shown(from)),
    };
    (date(&[short_year(from)], None, period.approximate), Some(words))
}

fn shown(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// hayagriva counts years as astronomers do: 0 is 1 B.C.E.
fn short_year(year: i32) -> i16 {
    i16::try_from(year).unwrap_or(if year < 0 { i16::MIN } else { FIRST_YEAR - 1 })
}

fn moment(moment: Moment, circa: bool) -> Value {
    let Moment { year, month, day } = moment;
    let year = short_year(year);
    match (month, day) {
        (Some(month @ 1..=12), Some(day)) => date(&[year, i16::from(month), i16::from(day)], None, circa),
        (Some(month @ 1..=12), None) => date(&[year, i16::from(month)], None, circa),
        (Some(season @ 21..=24), _) => date(&[year], Some(season - 20), circa),
        (Some(_) | None, _) => date(&[year], None, circa),
    }
}

fn date(parts: &[i16], season: Option<u8>, circa: bool) -> Value {
    Value::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts.to_vec())]),
        literal: None,
        season: season.map(|season| season.to_string()),
        circa,
    })
}

/// A work that nobody has written.
pub fn nobody() -> Work {
    let item = [("id", "\u{E000}"), ("type", "book"), ("title", "\u{E000}")];
    let item = item.map(|(key, value)| (key.to_owned(), Value::String(value.to_owned())));
    Work { item: Item(item.into()), dated: None, english: false, first_page: None }
}
