//! A work as it was written, in whichever format, on its way to a [`Source`]. Takes values with their places; checks
//! what a work of its kind must have and what each value must be, and says what is wrong where it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::bibliography::identifier::{check_isbn, check_issn, doi, url};
use crate::library::bibliography::source::{Date, Kind, Moment, Name, Period, Source, Standing, Text};
use crate::source::Span;

/// What a value is for. The same in both formats, whatever they call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the field of `Source` that has its name")]
pub enum Slot {
    Title,
    ShortTitle,
    MainTitle,
    Container,
    Volume,
    Issue,
    Pages,
    ArticleNumber,
    Number,
    Edition,
    Version,
    Series,
    Publisher,
    Institution,
    Location,
    Event,
    Genre,
    Medium,
    Doi,
    Url,
    Isbn,
    Issn,
    Language,
    Note,
    Annotation,
    Successor,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The words.
    pub text: Text,
    /// Where they stand.
    pub span: Span,
}

/// A work as it was written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What the text cites it by.
    pub key: String,
    /// The whole entry.
    pub span: Span,
    /// The key.
    pub key_span: Span,
    /// What kind of work.
    pub kind: Kind,
    /// The values.
    pub values: BTreeMap<Slot, Value>,
    /// Authors.
    pub authors: Vec<Name>,
    /// Editors.
    pub editors: Vec<Name>,
    /// Translators.
    pub translators: Vec<Name>,
    /// `None` when nothing is said.
    pub date: Option<Date>,
    /// Of a reprint.
    pub original: Option<Period>,
    /// The day the address was opened.
    pub accessed: Option<Moment>,
    /// On the web before it is in an issue.
    pub ahead_of_print: bool,
    /// Whether it still stands.
    pub standing: Standing,
    /// What the format calls a slot.
    pub word: fn(Slot, Kind) -> &'static str,
    /// False when its notation has a fault: nothing more is said about what is missing.
    pub is_readable: bool,
}

impl Draft {
    /// Nothing but a key.
    pub fn new(
        key: String,
        span: Span,
        key_span: Span,
        kind: Kind,
        word: fn(Slot, Kind) -> &'static str,
    ) -> Draft {
        Draft {
            key,
            span,
            key_span,
            kind,
            values: BTreeMap::new(),
            authors: Vec::new(),
            editors: Vec::new(),
            translators: Vec::new(),
            date: None,
            original: None,
            accessed: None,
            ahead_of_print: false,
            standing: Standing::Sound,
            word,
            is_readable: true,
        }
    }

    /// Checks everything, and gives the finished work. After an error it is as good as it can be. `faults` are the
    /// places of the errors that were found on the way to the drafts.
    pub fn check(mut self, faults: &BTreeSet<Span>, diagnostics: &mut Diagnostics) -> Source {
        if self.is_readable {
            self.check_present(faults, diagnostics);
        }
        let doi = self.words(Slot::Doi).and_then(|(text, span)| doi(&text, span, diagnostics));
        let url = self.words(Slot::Url).and_then(|(text, span)| url(&text, span, diagnostics));
        let isbn = self.words(Slot::Isbn).map(|(text, span)| {
            check_isbn(&text, span, diagnostics);
            text
        });
        let issn = self.words(Slot::Issn).map(|(text, span)| {
            check_issn(&text, span, diagnostics);
            text
        });
        let pages = self.words(Slot::Pages).map(|(text, span)| pages(&text, span, diagnostics));
        let mut plain = |slot| self.values.remove(&slot).map(|value| value.text.words());
        let short_title = plain(Slot::ShortTitle);
        let volume = plain(Slot::Volume).map(|text| dashed(&text));
        let issue = plain(Slot::Issue).map(|text| dashed(&text));
        let (article_number, number) = (plain(Slot::ArticleNumber), plain(Slot::Number));
        let (edition, version) = (plain(Slot::Edition), plain(Slot::Version));
        let (publisher, institution) = (plain(Slot::Publisher), plain(Slot::Institution));
        let (location, event) = (plain(Slot::Location), plain(Slot::Event));
        let (genre, medium) = (plain(Slot::Genre), plain(Slot::Medium));
        let (language, note) = (plain(Slot::Language), plain(Slot::Note));
        let superseded_by = plain(Slot::Successor);
        let mut text = |slot| self.values.remove(&slot).map(|value| value.text);
        Source {
            title: text(Slot::Title).unwrap_or_else(|| Text::plain(self.key.clone())),
            main_title: text(Slot::MainTitle),
            container: text(Slot::Container),
            series: text(Slot::Series),
            annotation: text(Slot::Annotation),
            key: self.key,
            span: self.span,
            key_span: self.key_span,
            kind: self.kind,
            authors: self.authors,
            editors: self.editors,
            translators: self.translators,
            date: self.date.unwrap_or(Date::Undated),
            original: self.original,
            ahead_of_print: self.ahead_of_print,
            accessed: self.accessed,
            short_title,
            volume,
            issue,
            pages,
            article_number,
            number,
            edition,
            version,
            publisher,
            institution,
            location,
            event,
            genre,
            medium,
            doi,
            url,
            isbn,
            issn,
            language,
            note,
            standing: self.standing,
            superseded_by,
        }
    }

    fn words(&self, slot: Slot) -> Option<(String, Span)> {
        self.values.get(&slot).map(|value| (value.text.words(), value.span))
    }

    fn check_present(&self, faults: &BTreeSet<Span>, diagnostics: &mut Diagnostics) {
        let has = |slot| self.values.get(&slot).is_some_and(|value| !value.text.is_empty());
        let mut needs = vec![Slot::Title];
        match self.kind {
            Kind::Article
            | Kind::Magazine
            | Kind::Newspaper
            | Kind::Chapter
            | Kind::Entry
            | Kind::ConferencePaper => needs.push(Slot::Container),
            Kind::Thesis => needs.push(Slot::Institution),
            Kind::Presentation => needs.push(Slot::Event),
            Kind::WebPage | Kind::Video if !has(Slot::Doi) => needs.push(Slot::Url),
            Kind::WebPage
            | Kind::Video
            | Kind::Book
            | Kind::EditedBook
            | Kind::Report
            | Kind::Film
            | Kind::Dataset
            | Kind::Software
            | Kind::Manuscript
            | Kind::Other => {}
        }
        needs.retain(|slot| !has(*slot));
        let lacks = !needs.is_empty();
        for slot in needs {
            let word = (self.word)(slot, self.kind);
            let message = format!("the entry `{}` has no `{word}`", self.key);
            let help = format!("{} needs one in its reference", a_kind(self.kind));
            diagnostics.add(Diagnostic::error("missing-field", self.key_span, message).help(help));
        }
        let mut noted = Vec::new();
        let is_book = matches!(self.kind, Kind::Book | Kind::EditedBook | Kind::Chapter);
        if is_book && !has(Slot::Publisher) {
            let message = format!("the entry `{}` has no `publisher`", self.key);
            let help = "APA ends the reference of a book with its publisher";
            noted.push(Diagnostic::warning("missing-field", self.key_span, message).help(help));
        }
        if self.authors.is_empty() && (self.editors.is_empty() || self.kind == Kind::Chapter) {
            let message = format!("the entry `{}` has no `author`: its title will stand first", self.key);
            noted.push(Diagnostic::hint("missing-author", self.key_span, message));
        }
        if self.date.is_none() && !matches!(self.kind, Kind::WebPage | Kind::Entry | Kind::Software) {
            let message = format!("the entry `{}` has no date: it will be shown as n.d.", self.key);
            let help = "write `n.d.` as its date when there is none";
            noted.push(Diagnostic::hint("missing-date", self.key_span, message).help(help));
        }
        // What is missing because something else is wrong is not said twice.
        let beginning = Span { end: self.span.start, ..self.span };
        let end = Span { start: self.span.end, ..self.span };
        let is_faulty = lacks || faults.range(beginning..end).next().is_some();
        if !is_faulty {
            noted.into_iter().for_each(|diagnostic| diagnostics.add(diagnostic));
        }
    }
}

/// A kind of work in a sentence.
fn a_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "an article",
        Kind::Magazine => "a magazine article",
        Kind::Newspaper => "a newspaper article",
        Kind::Book => "a book",
        Kind::EditedBook => "an edited book",
        Kind::Chapter => "a chapter",
        Kind::Entry => "an entry of a reference work",
        Kind::Report => "a report",
        Kind::Thesis => "a thesis",
        Kind::WebPage => "a web page",
        Kind::Film => "a film",
        Kind::Video => "a video",
        Kind::ConferencePaper => "a conference paper",
        Kind::Presentation => "a talk",
        Kind::Dataset => "a data set",
        Kind::Software => "a program",
        Kind::Manuscript => "a manuscript",
        Kind::Other => "a work",
    }
}

/// An en dash in every range; a shortened end written out (`415–54` is 415–454).
fn pages(text: &str, span: Span, diagnostics: &mut Diagnostics) -> String {
    let ranges: Vec<String> = dashed(text)
        .split(',')
        .map(|range| {
            let range = range.trim();
            let Some((from, to)) = range.split_once('–') else { return range.to_owned() };
            let (letters, first) = split_number(from);
            let (letters_too, last) = split_number(to);
            let (Ok(first_number), Ok(last_number)) = (first.parse::<u64>(), last.parse::<u64>()) else {
                return range.to_owned();
            };
            if last_number >= first_number || letters != letters_too {
                return range.to_owned();
            }
            let shortened = first.len().checked_sub(last.len()).filter(|kept| *kept > 0);
            let whole = shortened.map(|kept| format!("{}{last}", &first[..kept]));
            if let Some(whole) = whole.filter(|whole| whole.parse::<u64>().is_ok_and(|to| to > first_number))
            {
                return format!("{from}–{letters}{whole}");
            }
            let message = format!("the pages run backwards: `{range}`");
            let help = format!("perhaps `{to}--{from}`");
            diagnostics.add(Diagnostic::error("backwards-pages", span, message).help(help));
            range.to_owned()
        })
        .collect();
    ranges.join(", ")
}

/// `e249` as `e` and `249`.
fn split_number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()))
}

/// `3-5`, `3 - 5` and `iv-vi` with an en dash; a hyphen within a name of a page (`A-1`) is kept.
pub fn dashed(text: &str) -> String {
    let text = text.replace("—", "–").replace(" – ", "–").replace(" - ", "-");
    let is_end = |part: &str| {
        let word = part.trim();
        let roman = !word.is_empty() && word.chars().all(|c| "ivxlcdm".contains(c));
        roman || (word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(char::is_alphanumeric))
    };
    let one = |range: &str| match range.split_once('-') {
        Some((from, to)) if is_end(from) && is_end(to) => format!("{from}–{to}"),
        _ => range.to_owned(),
    };
    text.split(',').map(one).collect::<Vec<_>>().join(",")
}
