//! RIS, the oldest form that every reference manager reads. Takes sources; gives lines of a tag and a value. It has no
//! emphasis and no year before our era; for what it has no tag, it has a note.

use crate::library::bibliography::source::{Date, Kind, Moment, Name, Period, Source, Standing, Text, Until};

/// A file with these sources, in this order.
pub fn file(sources: &[&Source]) -> String {
    let mut lines = Lines(String::new());
    for source in sources {
        lines.source(source);
    }
    lines.0
}

/// The lines of a file. Each ends as the format wants it.
struct Lines(String);

impl Lines {
    fn put(&mut self, tag: &str, value: &str) {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.0.push_str(&format!("{tag}  - {}\r\n", value.trim()));
    }

    fn put_some(&mut self, tag: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.put(tag, value);
        }
    }

    fn source(&mut self, source: &Source) {
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
        let mut notes: Vec<String> = Vec::new();
        self.put("TY", of_kind(kind));
        self.put("ID", key);
        self.names("AU", authors);
        self.names("ED", editors);
        self.names("A4", translators);
        let is_inside = container.is_some() || kind == Kind::Presentation;
        // The title of the whole work stands before that of its volume.
        let in_whole = |part: &Text| match main_title {
            Some(whole) => format!("{}: {}", whole.words(), part.words()),
            None => part.words(),
        };
        match container {
            Some(container) => {
                self.put("TI", &title.words());
                self.put("T2", &in_whole(container));
            }
            None => self.put("TI", &in_whole(title)),
        }
        self.put_some("ST", short_title.as_ref());
        match (kind, event) {
            (Kind::Presentation, Some(event)) => self.put("T2", event),
            (_, event) => self.put_some("C3", event.as_ref()),
        }
        if let Some(series) = series {
            self.put(if is_inside { "T3" } else { "T2" }, &series.words());
        }
        self.date(date);
        if let Some(original) = original {
            self.put("OP", &words(*original));
        }
        if *ahead_of_print {
            notes.push("Advance online publication".to_owned());
        }
        self.put_some("VL", volume.as_ref());
        self.put_some("IS", issue.as_ref());
        match pages.as_deref().map(|pages| pages.split_once('–').ok_or(pages)) {
            Some(Ok((from, to))) if !to.contains(['–', ',']) && !from.contains(',') => {
                self.put("SP", from);
                self.put("EP", to);
            }
            Some(Ok(_) | Err(_)) => self.put_some("SP", pages.as_ref()),
            None => {}
        }
        self.put_some("C7", article_number.as_ref());
        let number_tag = if kind == Kind::Report && isbn.is_none() { "SN" } else { "M1" };
        self.put_some(number_tag, number.as_ref());
        self.put_some("ET", edition.as_ref().or(version.as_ref()));
        if let (Some(_), Some(version)) = (edition, version) {
            notes.push(format!("Version {version}"));
        }
        match (institution, publisher) {
            (Some(institution), publisher) => {
                self.put("PB", institution);
                self.put_some("DP", publisher.as_ref());
            }
            (None, publisher) => self.put_some("PB", publisher.as_ref()),
        }
        self.put_some("CY", location.as_ref());
        let what: Vec<&str> = [genre, medium].into_iter().flatten().map(String::as_str).collect();
        if !what.is_empty() {
            self.put("M3", &what.join("; "));
        }
        self.put_some("DO", doi.as_ref());
        self.put_some("UR", url.as_ref());
        if let Some(accessed) = accessed {
            self.put("Y2", &slashed(*accessed, ""));
        }
        self.put_some("SN", isbn.as_ref());
        self.put_some("SN", issn.as_ref());
        self.put_some("LA", language.as_ref());
        notes.extend(note.clone());
        notes.extend(annotation.as_ref().map(Text::words));
        match standing {
            Standing::Sound => {}
            Standing::Corrected => notes.push("corrected".to_owned()),
            Standing::Retracted => notes.push("retracted".to_owned()),
        }
        notes.extend(superseded_by.as_ref().map(|key| format!("superseded by {key}")));
        for note in &notes {
            self.put("N1", note);
        }
        self.put("ER", "");
        self.0.push_str("\r\n");
    }

    fn names(&mut self, tag: &str, names: &[Name]) {
        for name in names {
            let given = match name {
                Name::Organisation(_) => String::new(),
                Name::Person { particle: _, family: _, given, suffix } if suffix.is_empty() => given.clone(),
                Name::Person { particle: _, family: _, given, suffix } => format!("{given}, {suffix}"),
            };
            let surname = name.surname();
            self.put(tag, &if given.is_empty() { surname } else { format!("{surname}, {given}") });
        }
    }

    /// The year for every reader; the rest, and what is no year, in the words that a date may end with.
    fn date(&mut self, date: &Date) {
        match date {
            Date::Undated => self.put("DA", "///n.d."),
            Date::InPress => self.put("DA", "///in press"),
            Date::Published(period) => {
                if period.from.year > 0 {
                    self.put("PY", &format!("{:04}", period.from.year));
                }
                let is_plain = period.until == Until::Same && !period.approximate;
                let more =
                    if is_plain && period.from.year > 0 { season(period.from) } else { &words(*period) };
                let whole = slashed(period.from, more);
                if whole.contains('/') {
                    self.put("DA", &whole);
                }
            }
        }
    }
}

fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "JOUR",
        Kind::Magazine => "MGZN",
        Kind::Newspaper => "NEWS",
        Kind::Book => "BOOK",
        Kind::EditedBook => "EDBOOK",
        Kind::Chapter => "CHAP",
        Kind::Entry => "ENCYC",
        Kind::Report => "RPRT",
        Kind::Thesis => "THES",
        Kind::WebPage => "ELEC",
        Kind::Film => "MPCT",
        Kind::Video => "VIDEO",
        Kind::ConferencePaper => "CONF",
        Kind::Presentation => "CPAPER",
        Kind::Dataset => "DATA",
        Kind::Software => "COMP",
        Kind::Manuscript => "UNPB",
        Kind::Other => "GEN",
    }
}

/// `YYYY/MM/DD/more`, with all slashes where there is more.
fn slashed(moment: Moment, more: &str) -> String {
    let year = if moment.year > 0 { format!("{:04}", moment.year) } else { String::new() };
    let two = |part: Option<u8>| part.map_or_else(String::new, |part| format!("{part:02}"));
    let month = two(moment.month.filter(|month| *month <= 12));
    let day = two(moment.day);
    let all = format!("{year}/{month}/{day}/{more}");
    all.trim_end_matches('/').to_owned()
}

fn season(moment: Moment) -> &'static str {
    match moment.month {
        Some(21) => "Spring",
        Some(22) => "Summer",
        Some(23) => "Autumn",
        Some(24) => "Winter",
        Some(_) | None => "",
    }
}

/// A period in words: `ca. 1940`, `1959–1963`, `2010–`, `350 B.C.E.`
fn words(period: Period) -> String {
    let about = if period.approximate { "ca. " } else { "" };
    let from = day(period.from);
    match period.until {
        Until::Same => format!("{about}{from}"),
        Until::Moment(until) => format!("{about}{from}–{}", day(until)),
        Until::Open => format!("{about}{from}–"),
    }
}

fn day(moment: Moment) -> String {
    let Moment { year, month, day } = moment;
    let year = if year > 0 { year.to_string() } else { format!("{} B.C.E.", 1 - year) };
    let month = match month {
        Some(21..) => format!(" {}", season(moment)),
        Some(month) => format!("-{month:02}"),
        None => String::new(),
    };
    let day = day.map_or_else(String::new, |day| format!("-{day:02}"));
    format!("{year}{month}{day}")
}
