//! COinS: a source as reference managers find it in a page, an OpenURL in the title of an empty element
//! (<https://www.zotero.org/support/dev/exposing_metadata/coins>, ANSI/NISO Z39.88). Takes a source; gives the query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::library::bibliography::source::{Date, Kind, Name, Source};

/// What a query may hold as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The whole query.
pub fn coins(source: &Source) -> String {
    let mut query = "ctx_ver=Z39.88-2004".to_owned();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            query.push_str(&format!("&{name}={}", utf8_percent_encode(value, PLAIN)));
        }
    };
    let form = form(source.kind);
    put("rft_val_fmt", &format!("info:ofi/fmt:kev:mtx:{}", form.name()));
    let title = match &source.main_title {
        Some(whole) => format!("{}: {}", whole.words(), source.title.words()),
        None => source.title.words(),
    };
    let container = source.container.as_ref().map(|text| text.words()).unwrap_or_default();
    match form {
        Form::Journal => {
            put("rft.genre", "article");
            put("rft.atitle", &title);
            put("rft.jtitle", &container);
        }
        Form::Book if container.is_empty() => {
            put("rft.genre", if source.kind == Kind::Report { "report" } else { "book" });
            put("rft.btitle", &title);
        }
        Form::Book => {
            let paper = source.kind == Kind::ConferencePaper;
            put("rft.genre", if paper { "proceeding" } else { "bookitem" });
            put("rft.atitle", &title);
            put("rft.btitle", &container);
        }
        Form::Dissertation => put("rft.title", &title),
        Form::Other => {
            put("rft.type", other(source.kind));
            put("rft.title", &title);
            put("rft.source", &container);
        }
    }
    let creators = if source.authors.is_empty() { &source.editors } else { &source.authors };
    if let Some(Name::Person { given, .. }) = creators.first().filter(|_| form != Form::Other) {
        put("rft.aulast", &creators[0].surname());
        put("rft.aufirst", given);
    }
    for name in creators {
        // A group has a field of its own; a person's family name comes first, so that it keeps its particle.
        let (field, whole) = match name {
            Name::Organisation(name) if form == Form::Other => ("rft.creator", format!("{name},")),
            Name::Organisation(name) => ("rft.aucorp", name.clone()),
            Name::Person { given, .. } if form == Form::Other => {
                ("rft.creator", format!("{}, {given}", name.surname()))
            }
            Name::Person { given, .. } => ("rft.au", format!("{}, {given}", name.surname())),
        };
        put(field, &whole);
    }
    if let Date::Published(when) = &source.date {
        let from = when.from;
        let mut day = from.year.to_string();
        for part in [from.month.filter(|month| *month <= 12), from.day].into_iter().flatten() {
            day.push_str(&format!("-{part:02}"));
        }
        put("rft.date", &day);
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    if form != Form::Other {
        put("rft.volume", &text(&source.volume));
        put("rft.issue", &text(&source.issue));
        put("rft.pages", &text(&source.pages).replace('–', "-"));
        put("rft.edition", &text(&source.edition));
        put("rft.isbn", &text(&source.isbn));
        put("rft.issn", &text(&source.issn));
        put("rft.place", &text(&source.location));
        put(
            if form == Form::Dissertation { "rft.inst" } else { "rft.pub" },
            &match form {
                Form::Dissertation => text(&source.institution),
                Form::Journal | Form::Book | Form::Other => text(&source.publisher),
            },
        );
    } else {
        put("rft.publisher", &text(&source.publisher));
    }
    put("rft.language", &text(&source.language));
    if let Some(doi) = &source.doi {
        put("rft_id", &format!("info:doi/{doi}"));
    }
    put("rft_id", &text(&source.url));
    query
}

/// The forms that the standard has names for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Journal,
    Book,
    Dissertation,
    Other,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Journal => "journal",
            Form::Book => "book",
            Form::Dissertation => "dissertation",
            Form::Other => "dc",
        }
    }
}

fn form(kind: Kind) -> Form {
    match kind {
        Kind::Article | Kind::Magazine | Kind::Newspaper => Form::Journal,
        Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Entry
        | Kind::Report
        | Kind::ConferencePaper => Form::Book,
        Kind::Thesis => Form::Dissertation,
        Kind::WebPage
        | Kind::Film
        | Kind::Video
        | Kind::Presentation
        | Kind::Dataset
        | Kind::Software
        | Kind::Manuscript
        | Kind::Other => Form::Other,
    }
}

/// Zotero's own word for what the standard has none for.
fn other(kind: Kind) -> &'static str {
    match kind {
        Kind::Film => "film",
        Kind::Video => "videoRecording",
        Kind::Presentation => "presentation",
        Kind::Dataset => "dataset",
        Kind::Software => "computerProgram",
        Kind::Manuscript => "manuscript",
        Kind::WebPage => "webpage",
        Kind::Article
        | Kind::Magazine
        | Kind::Newspaper
        | Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Entry
        | Kind::Report
        | Kind::Thesis
        | Kind::ConferencePaper
        | Kind::Other => "document",
    }
}
