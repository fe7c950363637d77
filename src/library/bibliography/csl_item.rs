//! A work as CSL-JSON, the form that citation managers and CSL engines exchange. Takes a [`Source`]; gives a JSON value.

use serde_json::{Map, Value, json};

use crate::library::bibliography::source::{
    Date, Kind, Moment, Name, Part, Period, Source, Standing, Text, Until,
};

/// The work as a CSL-JSON item.
pub fn csl_json(source: &Source) -> Value {
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
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let plain = |text: &Option<String>| text.as_ref().map(|text| Value::from(escaped(text)));
    // A CSL title may hold `<i>`; a letter that looks like it is written as an entity by nobody, so that it stays.
    let rich = |text: &Text| Value::from(markup(text));
    put("id", Some(key.as_str().into()));
    put("type", Some(csl_type(*kind).into()));
    put(if *kind == Kind::Film { "director" } else { "author" }, names(authors));
    put("editor", names(editors));
    put("translator", names(translators));
    match (main_title, kind) {
        // The title of the whole work stands where the reader looks first, the volume's own beside it.
        (Some(main), Kind::Book | Kind::EditedBook) => {
            put("title", Some(rich(main)));
            put("volume-title", Some(rich(title)));
        }
        (Some(main), _) => {
            put("title", Some(rich(title)));
            put("container-title", Some(rich(main)));
            put("volume-title", container.as_ref().map(rich));
        }
        (None, _) => put("title", Some(rich(title))),
    }
    // CSL engines set the site of a video as if it were a book.
    let is_site = *kind == Kind::Video;
    if main_title.is_none() {
        put(if is_site { "publisher" } else { "container-title" }, container.as_ref().map(rich));
    }
    put("title-short", plain(short_title));
    put("volume", plain(volume));
    put("issue", plain(issue));
    put("page", pages.as_ref().map(|pages| pages.replace('–', "-").into()));
    // Of an article, CSL's `number` is the article number.
    put("number", plain(article_number).or(plain(number)));
    put("edition", plain(edition));
    put("version", plain(version));
    put("collection-title", series.as_ref().map(rich));
    if !is_site {
        put(
            "publisher",
            plain(if *kind == Kind::Thesis { institution } else { publisher }).or(plain(institution)),
        );
    }
    put("archive", if *kind == Kind::Thesis { plain(publisher) } else { None });
    put(if event.is_some() { "event-place" } else { "publisher-place" }, plain(location));
    put("event-title", plain(event));
    put("genre", plain(genre));
    put("medium", plain(medium));
    put("DOI", doi.as_ref().map(|doi| doi.as_str().into()));
    put("URL", url.as_ref().map(|url| url.as_str().into()));
    put("ISBN", plain(isbn));
    put("ISSN", plain(issn));
    put("language", plain(language));
    put("note", plain(note));
    put("annote", annotation.as_ref().map(rich));
    put("custom", superseded_by.as_ref().map(|key| json!({ "superseded-by": key })));
    put("accessed", accessed.map(|moment| json!({ "date-parts": [parts(moment)] })));
    put("original-date", original.as_ref().map(period));
    match date {
        Date::Undated => {}
        Date::InPress if *standing == Standing::Sound => put("status", Some("in press".into())),
        Date::InPress => put("issued", Some(json!({ "literal": "in press" }))),
        Date::Published(when) => put("issued", Some(period(when))),
    }
    if *ahead_of_print {
        put("status", Some("advance online publication".into()));
    }
    match standing {
        Standing::Sound => {}
        Standing::Corrected => put("status", Some("corrected".into())),
        Standing::Retracted => put("status", Some("retracted".into())),
    }
    Value::Object(item)
}

/// CSL's name of a kind.
fn csl_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article-journal",
        Kind::Magazine => "article-magazine",
        Kind::Newspaper => "article-newspaper",
        Kind::Book | Kind::EditedBook => "book",
        Kind::Chapter => "chapter",
        Kind::Entry => "entry-encyclopedia",
        Kind::Report => "report",
        Kind::Thesis => "thesis",
        Kind::WebPage => "webpage",
        Kind::Film | Kind::Video => "motion_picture",
        Kind::ConferencePaper => "paper-conference",
        Kind::Presentation => "speech",
        Kind::Dataset => "dataset",
        Kind::Software => "software",
        Kind::Manuscript => "manuscript",
        Kind::Other => "document",
    }
}

fn names(names: &[Name]) -> Option<Value> {
    let one = |name: &Name| match name {
        Name::Organisation(name) => json!({ "literal": name }),
        Name::Person { particle, family, given, suffix } => {
            let mut person = Map::new();
            for (name, text) in [
                ("non-dropping-particle", particle),
                ("family", family),
                ("given", given),
                ("suffix", suffix),
            ] {
                if !text.is_empty() {
                    person.insert(name.to_owned(), text.as_str().into());
                }
            }
            Value::Object(person)
        }
    };
    (!names.is_empty()).then(|| names.iter().map(one).collect())
}

fn period(period: &Period) -> Value {
    let mut date = Map::new();
    let both = match period.until {
        Until::Same => json!([parts(period.from)]),
        Until::Moment(until) => json!([parts(period.from), parts(until)]),
        // CSL writes an end that has not come as a date of zero.
        Until::Open => json!([parts(period.from), [0]]),
    };
    date.insert("date-parts".to_owned(), both);
    if let Some(season @ 21..=24) = period.from.month {
        date.insert("season".to_owned(), (season - 20).into());
    }
    if period.approximate {
        date.insert("circa".to_owned(), true.into());
    }
    Value::Object(date)
}

/// CSL has no year 0: 1 B.C.E. is -1.
fn parts(moment: Moment) -> Vec<i32> {
    let mut parts = vec![if moment.year > 0 { moment.year } else { moment.year - 1 }];
    if let Some(month @ 1..=12) = moment.month {
        parts.push(i32::from(month));
        parts.extend(moment.day.map(i32::from));
    }
    parts
}

/// Text in which CSL engines would see markup, kept from it.
fn escaped(text: &str) -> String {
    text.replace('<', "&lt;")
}

fn markup(text: &Text) -> String {
    let part = |part: &Part| {
        let words = escaped(&part.text);
        if part.emphasis { format!("<i>{words}</i>") } else { words }
    };
    text.parts.iter().map(part).collect()
}
