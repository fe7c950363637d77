//! CSL-JSON. Takes a .json file; gives a [`Draft`] of each item and says which members, types and dates cannot be
//! understood. The only room that knows how to read what CSL calls a thing.

use std::ops::Range;

use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::bibliography::csl_names::{KINDS, OTHERS, PASSED_OVER, TEXTS};
use crate::library::bibliography::date;
use crate::library::bibliography::draft::{Draft, Slot, Value};
use crate::library::bibliography::json_file;
use crate::library::bibliography::quotes::curly;
use crate::library::bibliography::source::{Date, Kind, Moment, Name, Period, Standing, Text, Until};
use crate::library::quotes::curly_words;
use crate::source::{FileId, Span};

/// Reads a whole file.
pub fn parse(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Draft> {
    let items = match json_file::items(text) {
        Ok(items) => items,
        Err(at) => {
            if let Some(open) = json_file::unclosed(text) {
                let message = "the bracket that opens here is never closed";
                let help = "every `{` needs its `}`, every `[` its `]`";
                let found = Diagnostic::error("unclosed-brace", Span::new(file, open..open + 1), message);
                diagnostics.add(found.help(help));
                return Vec::new();
            }
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let found = Diagnostic::error(
                "malformed-json",
                Span::new(file, at..end),
                "this is not a list of items in JSON",
            )
            .help("a CSL-JSON file is `[{\"id\": …, \"type\": …}, …]`");
            diagnostics.add(found);
            return Vec::new();
        }
    };
    items.into_iter().filter_map(|range| draft(text, range, file, diagnostics)).collect()
}

/// What a CSL-JSON file calls a slot.
fn word(slot: Slot, _: Kind) -> &'static str {
    // Not told apart from others in CSL-JSON.
    let slot = match slot {
        Slot::MainTitle => Slot::Title,
        Slot::ArticleNumber => Slot::Number,
        Slot::Institution => Slot::Publisher,
        slot => slot,
    };
    TEXTS.iter().find(|(_, of)| *of == slot).map_or("title", |(name, _)| name)
}

fn draft(text: &str, range: Range<usize>, file: FileId, diagnostics: &mut Diagnostics) -> Option<Draft> {
    let span = Span::new(file, range.clone());
    let item: Json = match serde_json::from_str(&text[range.clone()]) {
        Ok(item) => item,
        Err(error) => {
            let message = format!("this item cannot be read: {error}");
            diagnostics.add(Diagnostic::error("malformed-json", span, message));
            return None;
        }
    };
    let Ok(places) = json_file::members(&text[range.clone()]) else {
        let found = Diagnostic::error("malformed-json", span, "an item is an object")
            .help("write `{\"id\": …, \"type\": …}`");
        diagnostics.add(found);
        return None;
    };
    let moved = |part: &Range<usize>| Span::new(file, range.start + part.start..range.start + part.end);
    let place = |name: &str| {
        places.iter().find(|member| member.name == name).map_or(span, |member| moved(&member.value_range))
    };
    let key = match item.get("id") {
        Some(Json::String(key)) if !key.trim().is_empty() => key.trim().to_owned(),
        Some(Json::Number(key)) => key.to_string(),
        _ => {
            let found = Diagnostic::error("missing-key", span, "the item has no `id`")
                .help("the `id` is what the text cites it by");
            diagnostics.add(found);
            return None;
        }
    };
    for (number, member) in places.iter().enumerate() {
        let name = member.name;
        if let Some(first) = places[..number].iter().find(|other| other.name == name) {
            let message = format!("the member `{name}` stands twice in the item `{key}`");
            let found = Diagnostic::error("duplicate-field", moved(&member.name_range), message)
                .help("keep one of them")
                .related(moved(&first.name_range), "first given here");
            diagnostics.add(found);
        }
        let known = TEXTS.iter().map(|(name, _)| *name).chain(OTHERS.iter().copied());
        if known.clone().any(|known| known == name) || PASSED_OVER.contains(&name) || name.starts_with('_') {
            continue;
        }
        let span = moved(&member.name_range);
        let message = format!("the member `{name}` is not known");
        diagnostics.add(match nearest(name, known) {
            Some(near) => Diagnostic::error("unknown-field", span, message).help(format!("perhaps `{near}`")),
            None => Diagnostic::warning("unknown-field", span, message).help("it is passed over"),
        });
    }
    let kind = kind(&item, place("type"), diagnostics);
    let mut draft = Draft::new(key, span, place("id"), kind, word);
    fill(&mut draft, &item, place, diagnostics);
    Some(draft)
}

fn kind(item: &Json, span: Span, diagnostics: &mut Diagnostics) -> Kind {
    let name = item.get("type").and_then(Json::as_str).unwrap_or_default();
    let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else {
        let message = match name {
            "" => "the item has no `type`".to_owned(),
            name => format!("the type `{name}` is not known"),
        };
        let near = nearest(name, KINDS.iter().map(|(name, _)| *name)).unwrap_or("article-journal");
        diagnostics
            .add(Diagnostic::error("unknown-entry-type", span, message).help(format!("perhaps `{near}`")));
        return Kind::Other;
    };
    let has = |name| item.get(name).is_some();
    match *kind {
        Kind::Book if !has("author") && has("editor") => Kind::EditedBook,
        Kind::ConferencePaper if !has("container-title") => Kind::Presentation,
        Kind::Film if has("author") && !has("director") => Kind::Video,
        kind => kind,
    }
}

fn fill(draft: &mut Draft, item: &Json, place: impl Fn(&str) -> Span, diagnostics: &mut Diagnostics) {
    for (name, slot) in TEXTS {
        let Some(json) = item.get(*name) else { continue };
        let span = place(name);
        let words = match json {
            Json::String(words) => words.clone(),
            Json::Number(number) => number.to_string(),
            Json::Null => continue,
            Json::Bool(_) | Json::Array(_) | Json::Object(_) => {
                let message = format!("`{name}` is not a text");
                diagnostics.add(Diagnostic::error("malformed-json", span, message));
                continue;
            }
        };
        let is_address = matches!(slot, Slot::Doi | Slot::Url);
        let text = if is_address { Text::plain(words.trim()) } else { rich(words.trim()) };
        if !text.is_empty() {
            draft.values.entry(*slot).or_insert(Value { text, span });
        }
    }
    let mut move_slot = |from, to| {
        if let Some(value) = draft.values.remove(&from) {
            draft.values.insert(to, value);
        }
    };
    if draft.kind == Kind::Article {
        move_slot(Slot::Number, Slot::ArticleNumber);
    }
    if matches!(draft.kind, Kind::Thesis | Kind::Manuscript) {
        move_slot(Slot::Publisher, Slot::Institution);
    }
    if draft.kind == Kind::Video {
        move_slot(Slot::Publisher, Slot::Container);
    }
    if let Some(title) = item.get("volume-title").and_then(Json::as_str) {
        let whole = if draft.kind == Kind::Chapter { Slot::Container } else { Slot::Title };
        move_slot(whole, Slot::MainTitle);
        let span = place("volume-title");
        draft.values.insert(whole, Value { text: rich(title), span });
    }
    if let (Kind::Thesis, Some(database)) = (draft.kind, item.get("archive").and_then(Json::as_str)) {
        draft.values.insert(Slot::Publisher, Value { text: rich(database), span: place("archive") });
    }
    let mut names_of = |name: &str| names(item.get(name), name, place(name), diagnostics);
    draft.authors = names_of("author");
    draft.authors.extend(names_of("director"));
    draft.editors = names_of("editor");
    draft.translators = names_of("translator");
    let mut date_of = |name: &str| {
        let json = item.get(name)?;
        let date = date(json);
        if date.is_none() {
            let message = format!("`{name}` cannot be read as a date");
            let help = "write `{\"date-parts\": [[1969, 3, 5]]}`";
            diagnostics.add(Diagnostic::error("unreadable-date", place(name), message).help(help));
        }
        date
    };
    draft.date = date_of("issued");
    let period = |date| match date {
        Some(Date::Published(period)) => Some(period),
        Some(Date::Undated | Date::InPress) | None => None,
    };
    draft.original = period(date_of("original-date"));
    draft.accessed = period(date_of("accessed")).map(|period| period.from);
    if let Some(status) = item.get("status").filter(|status| !status.is_null()) {
        state(draft, status, place("status"), diagnostics);
    }
    // `custom` is where CSL leaves room for what it does not know.
    match item.get("custom").and_then(|custom| custom.get("superseded-by")) {
        None | Some(Json::Null) => {}
        Some(Json::String(key)) => {
            let text = Text::plain(key.trim());
            draft.values.insert(Slot::Successor, Value { text, span: place("custom") });
        }
        Some(Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_)) => {
            let message = "`superseded-by` is not the key of a source";
            let help = "name the newest: `\"custom\": {\"superseded-by\": \"key\"}`";
            diagnostics.add(Diagnostic::error("malformed-json", place("custom"), message).help(help));
        }
    }
}

/// What `status` may say and means something here.
const STATES: [&str; 5] = ["in press", "forthcoming", "advance online publication", "retracted", "corrected"];

/// Where the work stands in its life. CSL leaves the words free: one that is near to none of ours says nothing of it.
fn state(draft: &mut Draft, status: &Json, span: Span, diagnostics: &mut Diagnostics) {
    let Some(words) = status.as_str() else {
        diagnostics.add(Diagnostic::error("malformed-json", span, "`status` is not a text"));
        return;
    };
    match words.trim().to_lowercase().as_str() {
        "in press" | "forthcoming" => draft.date = Some(Date::InPress),
        "advance online publication" => draft.ahead_of_print = true,
        "retracted" => draft.standing = Standing::Retracted,
        "corrected" => draft.standing = Standing::Corrected,
        other => {
            if let Some(near) = nearest(other, STATES) {
                let message = format!("the state of publication `{words}` is not known");
                let help = format!("perhaps `{near}`");
                diagnostics.add(Diagnostic::error("unknown-pubstate", span, message).help(help));
            }
        }
    }
}

/// `<i>` as emphasis; every other tag that CSL knows is taken away.
fn rich(words: &str) -> Text {
    let mut text = Text::default();
    let mut rest = words;
    let mut emphasis = false;
    while let Some(at) = rest.find('<') {
        let tag = rest[at..].find('>').map(|end| &rest[at..=at + end]);
        let known = ["<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>", "</span>"];
        match tag {
            Some("<i>" | "</i>") => {
                text.push(&unescaped(&rest[..at]), emphasis);
                emphasis = rest[at..].starts_with("<i>");
            }
            Some(tag) if known.contains(&tag) || tag.starts_with("<span ") => {
                text.push(&unescaped(&rest[..at]), emphasis);
            }
            _ => {
                text.push(&unescaped(&rest[..=at]), emphasis);
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + tag.map_or(1, str::len)..];
    }
    text.push(&unescaped(rest), emphasis);
    curly(&text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn names(json: Option<&Json>, name: &str, span: Span, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let mut names = Vec::new();
    let list = match json {
        None | Some(Json::Null) => return names,
        Some(Json::Array(list)) => list.as_slice(),
        Some(_) => &[Json::Null],
    };
    for one in list {
        let text =
            |member: &str| curly_words(one.get(member).and_then(Json::as_str).unwrap_or_default().trim());
        let is_others =
            |word: &str| word.eq_ignore_ascii_case("others") || word.eq_ignore_ascii_case("et al.");
        if (is_others(&text("literal")) || is_others(&text("family"))) && text("given").is_empty() {
            let message = format!("`others` in `{name}` leaves out names that APA gives");
            let help = "name all of them: a reference shows up to twenty";
            diagnostics.add(Diagnostic::error("and-others", span, message).help(help));
        } else if !text("literal").is_empty() {
            names.push(Name::Organisation(text("literal")));
        } else if !text("family").is_empty() {
            let given = [text("given"), text("dropping-particle")].join(" ");
            let (particle, family) = (text("non-dropping-particle"), text("family"));
            names.push(Name::person(&particle, &family, given.trim(), &text("suffix")));
        } else {
            let found = Diagnostic::error("malformed-name", span, format!("a name in `{name}` has no `family`"))
                .help("write `{\"family\": \"Bowlby\", \"given\": \"J.\"}` or `{\"literal\": \"World Health Organization\"}`");
            diagnostics.add(found);
        }
    }
    names
}

fn date(json: &Json) -> Option<Date> {
    if let Some(words) = json.get("raw").or(json.get("literal")).or(Some(json)).and_then(Json::as_str) {
        return date::parse(words);
    }
    let moments = json.get("date-parts")?.as_array()?;
    let season = match json.get("season") {
        Some(Json::String(word)) => {
            word.parse().ok().or_else(|| date::month(word).map(|month| month.saturating_sub(20)))
        }
        Some(other) => other.as_u64().and_then(|number| u8::try_from(number).ok()),
        None => None,
    };
    let mut from = moment(moments.first()?)?;
    if let (None, Some(season @ 1..=4)) = (from.month, season) {
        from.month = Some(20 + season);
    }
    let until = match moments.get(1) {
        None => Until::Same,
        Some(end) if end.get(0).and_then(number) == Some(0) => Until::Open,
        Some(end) => Until::Moment(moment(end).filter(|until| *until >= from)?),
    };
    let until = if until == Until::Moment(from) { Until::Same } else { until };
    let approximate = match json.get("circa") {
        None | Some(Json::Null | Json::Bool(false)) => false,
        Some(Json::Bool(true) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_)) => true,
    };
    Some(Date::Published(Period { from, until, approximate }))
}

fn number(json: &Json) -> Option<i64> {
    json.as_i64().or_else(|| json.as_str().and_then(|text| text.trim().parse().ok()))
}

/// CSL has no year 0: -1 is 1 B.C.E.
fn moment(parts: &Json) -> Option<Moment> {
    let parts: Vec<i64> = parts.as_array()?.iter().map(number).collect::<Option<_>>()?;
    let year = i32::try_from(*parts.first()?).ok().filter(|year| *year != 0 && year.abs() < 10_000)?;
    let year = if year < 0 { year + 1 } else { year };
    let sign = if year < 0 { "-" } else { "" };
    let mut words = format!("{sign}{:04}", year.abs());
    for part in parts.iter().skip(1).take(2) {
        words.push_str(&format!("-{part:02}"));
    }
    date::moment(&words)
}
