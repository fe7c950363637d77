//! One work of the bibliography, checked. Plain data: what kind of work, by whom, when, where. Knows nothing of the file
//! format it came from, and nothing of how a reference looks.

use crate::source::Span;

/// A work that can be cited. An `Option` here means that the work has no such thing, never that it was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the text cites it by.
    pub key: String,
    /// Its whole entry in the citations file.
    pub span: Span,
    /// Its key in the citations file.
    pub key_span: Span,
    /// What kind of work.
    pub kind: Kind,
    /// Who made it; of a film, who directed it.
    pub authors: Vec<Name>,
    /// Of a chapter: who edited the book. Of a book without authors: who edited it.
    pub editors: Vec<Name>,
    /// Who translated it.
    pub translators: Vec<Name>,
    /// When it came out.
    pub date: Date,
    /// When the work first came out, of which this is a reprint or a translation.
    pub original: Option<Period>,
    /// True for an article that is on the web before it is in an issue.
    pub ahead_of_print: bool,
    /// Title and subtitle.
    pub title: Text,
    /// A short form of the title, for the text, when the work has no author.
    pub short_title: Option<String>,
    /// Of one volume of several: the title of the whole work.
    pub main_title: Option<Text>,
    /// The journal, the book around a chapter, the website.
    pub container: Option<Text>,
    /// `12`
    pub volume: Option<String>,
    /// Of a periodical: `3`, `1–2, Serial No. 209`.
    pub issue: Option<String>,
    /// `3–5`, with an en dash.
    pub pages: Option<String>,
    /// What a journal without pages gives: `669512`, `e12610`.
    pub article_number: Option<String>,
    /// Of a report, a standard, a patent: `NG26`.
    pub number: Option<String>,
    /// As it was written: `2`, `2nd`, `Revised`.
    pub edition: Option<String>,
    /// Of software and data.
    pub version: Option<String>,
    /// The series that a book or a report stands in.
    pub series: Option<Text>,
    /// Who published it; several are joined by `; `.
    pub publisher: Option<String>,
    /// Of a thesis: the university. Of an unpublished work: where it was written.
    pub institution: Option<String>,
    /// Where it was published, or where the event was.
    pub location: Option<String>,
    /// The conference of a talk.
    pub event: Option<String>,
    /// What exactly it is: `NICE guideline`, `Doctoral dissertation`.
    pub genre: Option<String>,
    /// What it comes on, or what the reader should expect: `Film`, `Audiobook`.
    pub medium: Option<String>,
    /// Without `https://doi.org/`: `10.1037/0022-3514.52.3.511`.
    pub doi: Option<String>,
    /// An address that begins with `http://` or `https://`.
    pub url: Option<String>,
    /// The day the address was opened.
    pub accessed: Option<Moment>,
    /// As it was written, with its hyphens.
    pub isbn: Option<String>,
    /// Of a periodical or a series, as it was written.
    pub issn: Option<String>,
    /// A language tag, as it was written.
    pub language: Option<String>,
    /// A remark of whoever keeps the file. Not part of any reference.
    pub note: Option<String>,
    /// What whoever keeps the file says of the work to readers. Not part of any reference.
    pub annotation: Option<Text>,
    /// Whether it still stands.
    pub standing: Standing,
    /// The key of the work that took its place.
    pub superseded_by: Option<String>,
}

/// Whether a work still stands as it was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nothing else is known.
    #[default]
    Sound,
    /// A correction was published.
    Corrected,
    /// It was withdrawn by its authors or its publisher.
    Retracted,
}

/// What kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// In a scholarly journal.
    Article,
    /// In a magazine.
    Magazine,
    /// In a newspaper.
    Newspaper,
    /// By its authors.
    Book,
    /// A book of chapters by others.
    EditedBook,
    /// In a book.
    Chapter,
    /// In a dictionary or an encyclopedia.
    Entry,
    /// A report, a guideline, a standard.
    Report,
    /// For a degree.
    Thesis,
    /// On the web and nothing else.
    WebPage,
    /// A film.
    Film,
    /// A video on the web.
    Video,
    /// In the proceedings of a conference.
    ConferencePaper,
    /// Given at a conference, not published.
    Presentation,
    /// Data.
    Dataset,
    /// A program.
    Software,
    /// Written, not published.
    Manuscript,
    /// Anything else.
    Other,
}

/// Who.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// Someone.
    Person {
        /// `van`, `de la`; mostly empty.
        particle: String,
        /// Without the particle: `IJzendoorn`.
        family: String,
        /// As it was written: `M. H.`, `Marie-Claire`; may be empty.
        given: String,
        /// `Jr.`, `III`; mostly empty.
        suffix: String,
    },
    /// A body that acts as author.
    Organisation(String),
}

/// When a work came out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Nobody knows.
    Undated,
    /// Accepted, not out yet.
    InPress,
    /// Then.
    Published(Period),
}

/// A moment, or from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The beginning.
    pub from: Moment,
    /// The end.
    pub until: Until,
    /// True for "about then".
    pub approximate: bool,
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Until {
    /// It was one moment.
    Same,
    /// Then.
    Moment(Moment),
    /// It still goes on.
    Open,
}

/// A year, a month, a season or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// As astronomers count: 0 is 1 B.C.E., -349 is 350 B.C.E.
    pub year: i32,
    /// 1 to 12; 21 to 24 are spring, summer, autumn and winter.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
}

/// Words with emphasis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The runs, none of them empty.
    pub parts: Vec<Part>,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The words.
    pub text: String,
    /// True when they stand out from those around them.
    pub emphasis: bool,
}

impl Kind {
    /// True for what appears in a journal, a magazine or a newspaper.
    pub fn is_periodical(self) -> bool {
        matches!(self, Kind::Article | Kind::Magazine | Kind::Newspaper)
    }
}

impl Text {
    /// Without emphasis.
    pub fn plain(text: impl Into<String>) -> Text {
        let mut made = Text::default();
        made.push(&text.into(), false);
        made
    }

    /// Adds words; those that are set like the last ones join them.
    pub fn push(&mut self, text: &str, emphasis: bool) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.emphasis == emphasis => last.text.push_str(text),
            _ => self.parts.push(Part { text: text.to_owned(), emphasis }),
        }
    }

    /// Adds all of another.
    pub fn append(&mut self, other: &Text) {
        for part in &other.parts {
            self.push(&part.text, part.emphasis);
        }
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.text.trim().is_empty())
    }

    /// The last letter.
    pub fn last(&self) -> Option<char> {
        self.parts.last().and_then(|part| part.text.trim_end().chars().next_back())
    }
}

impl Name {
    /// A person with a family name and given names or initials.
    pub fn person(particle: &str, family: &str, given: &str, suffix: &str) -> Name {
        Name::Person {
            particle: particle.to_owned(),
            family: family.to_owned(),
            given: given.to_owned(),
            suffix: suffix.to_owned(),
        }
    }

    /// The family name with its particle, or the organisation: what stands in the text.
    pub fn surname(&self) -> String {
        match self {
            Name::Person { particle, family, .. } if particle.is_empty() => family.clone(),
            // `d'Ormesson` and `l'Abbé` are written together.
            Name::Person { particle, family, .. } if particle.ends_with(['\'', '’', '-']) => {
                format!("{particle}{family}")
            }
            Name::Person { particle, family, .. } => format!("{particle} {family}"),
            Name::Organisation(name) => name.clone(),
        }
    }
}
