//! A table of named fields as an author wrote it in TOML. Takes text; gives checked values, each with its place, and a
//! diagnostic for every field that is missing, unknown, of the wrong kind or twice there. Knows nothing of what the
//! fields mean.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::day::Day;
use crate::library::quotes::curly_words;
use crate::source::{FileId, Span};

/// A value with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place, the quotes of a text included.
    pub span: Span,
}

/// What a field sets: a value, or with `false` nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting<T> {
    /// `false`: the rule is silent.
    Off,
    /// The value.
    On(T),
}

/// A table whose fields are taken one by one. What has not been asked for at the end is unknown.
pub struct Record<'t> {
    table: DeTable<'t>,
    place: Place,
    asked: Vec<&'static str>,
    what: &'static str,
    span: Span,
    /// True when part of the text could not be read: what seems to be missing may stand there.
    broken: bool,
}

/// Where a piece of TOML stands in its file.
#[derive(Clone, Copy)]
struct Place {
    file: FileId,
    base: usize,
}

impl Place {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }
}

impl<'t> Record<'t> {
    /// Reads `text`, which stands `base` bytes into `file`. `what` names the whole in messages: "the front matter".
    pub fn parse(
        text: &'t str,
        file: FileId,
        base: usize,
        what: &'static str,
        found: &mut Diagnostics,
    ) -> Record<'t> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let place = Place { file, base };
        let broken = !errors.is_empty();
        let mut reported = BTreeSet::new();
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            // One fault often makes the parser stumble again on the same line.
            let line = text[..at.start.min(text.len())].matches('\n').count();
            if reported.insert(line) {
                found.add(syntax(error.message(), place, text, at));
            }
        }
        Record {
            table: table.into_inner(),
            place,
            asked: Vec::new(),
            what,
            span: Span::new(file, base..base),
            broken,
        }
    }

    /// The place of the whole: for a fault that has no better one.
    pub fn span(&self) -> Span {
        self.span
    }

    fn take(&mut self, field: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.asked.push(field);
        self.table.remove(field)
    }

    /// A text that may be left out.
    pub fn text(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Placed<String>> {
        let value = self.take(field)?;
        self.text_of(field, value, found)
    }

    /// A text that has to be there and to say something.
    pub fn required_text(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Placed<String>> {
        let Some(value) = self.take(field) else {
            self.missing(field, "a text in quotes", found);
            return None;
        };
        let text = self.text_of(field, value, found)?;
        if text.value.trim().is_empty() {
            found.add(
                Diagnostic::error("empty-field", text.span, format!("`{field}` says nothing"))
                    .help(format!("write `{field} = \"…\"` with words between the quotes")),
            );
            return None;
        }
        Some(text)
    }

    /// A text for readers that has to be there; its quotes are curled, as those of an article are.
    pub fn required_words(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Placed<String>> {
        let Placed { value, span } = self.required_text(field, found)?;
        Some(Placed { value: curly_words(&value), span })
    }

    /// A list of texts that has to be there.
    pub fn required_texts(
        &mut self,
        field: &'static str,
        found: &mut Diagnostics,
    ) -> Option<Vec<Placed<String>>> {
        if !self.table.contains_key(field) {
            self.asked.push(field);
            self.missing(field, "a list of texts in quotes", found);
            return None;
        }
        let is_list = self.table.get(field).is_some_and(|value| matches!(value.get_ref(), DeValue::Array(_)));
        let list = self.texts(field, found);
        (is_list && !self.broken).then_some(list)
    }

    /// A list of texts; empty when left out.
    pub fn texts(&mut self, field: &'static str, found: &mut Diagnostics) -> Vec<Placed<String>> {
        let Some(value) = self.take(field) else { return Vec::new() };
        let span = self.place.span(value.span());
        let DeValue::Array(list) = value.into_inner() else {
            found.add(wrong_kind(field, span, "a list of texts", &format!("{field} = [\"…\", \"…\"]")));
            return Vec::new();
        };
        list.into_iter().filter_map(|value| self.text_of(field, value, found)).collect()
    }

    /// Yes or no; `None` when left out.
    pub fn flag(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<bool> {
        let value = self.take(field)?;
        let span = self.place.span(value.span());
        match value.into_inner() {
            DeValue::Boolean(flag) => Some(flag),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                found.add(wrong_kind(field, span, "`true` or `false`", &format!("{field} = true")));
                None
            }
        }
    }

    /// A number above zero, or `false`; `None` when left out.
    pub fn number(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Setting<f64>> {
        let value = self.take(field)?;
        let span = self.place.span(value.span());
        let number = match value.into_inner() {
            DeValue::Boolean(false) => return Some(Setting::Off),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Boolean(true)
            | DeValue::String(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if let Some(number) = number.filter(|number: &f64| number.is_finite() && *number > 0.0) {
            return Some(Setting::On(number));
        }
        found.add(wrong_kind(field, span, "a number above zero, or `false`", &format!("{field} = 7")));
        None
    }

    /// True when the field is there.
    pub fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// True when the field is `false`; it is taken then.
    pub fn is_off(&mut self, field: &'static str) -> bool {
        let off =
            self.table.get(field).is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(false)));
        if off {
            self.take(field);
        }
        off
    }

    /// A day that has to be there.
    pub fn required_day(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Placed<Day>> {
        if !self.table.contains_key(field) {
            self.asked.push(field);
            self.missing(field, "a day such as 2026-11-25, without quotes", found);
            return None;
        }
        self.day(field, found)
    }

    /// A day that may be left out.
    pub fn day(&mut self, field: &'static str, found: &mut Diagnostics) -> Option<Placed<Day>> {
        let value = self.take(field)?;
        let span = self.place.span(value.span());
        if let DeValue::Datetime(datetime) = value.get_ref()
            && let (Some(date), None) = (datetime.date, datetime.time)
        {
            return Some(Placed { value: Day { year: date.year, month: date.month, day: date.day }, span });
        }
        let example = format!("{field} = 2026-11-25");
        found.add(wrong_kind(field, span, "a day, without quotes and without a time", &example));
        None
    }

    /// A table of texts whose names the author chose, in the order of the file; empty when left out.
    pub fn named_texts(
        &mut self,
        field: &'static str,
        found: &mut Diagnostics,
    ) -> Vec<(Placed<String>, Placed<String>)> {
        let Some(value) = self.take(field) else { return Vec::new() };
        let span = self.place.span(value.span());
        let DeValue::Table(table) = value.into_inner() else {
            found.add(wrong_kind(field, span, "a table of texts", &format!("[{field}]")));
            return Vec::new();
        };
        let mut texts: Vec<_> = table
            .into_iter()
            .filter_map(|(name, value)| {
                let name =
                    Placed { span: self.place.span(name.span()), value: name.into_inner().into_owned() };
                let text = self.text_of(field, value, found)?;
                Some((name, text))
            })
            .collect();
        texts.sort_by_key(|(name, _)| name.span);
        texts
    }

    /// A list of tables, `[[name]]`; empty when left out.
    pub fn records(
        &mut self,
        field: &'static str,
        what: &'static str,
        found: &mut Diagnostics,
    ) -> Vec<Record<'t>> {
        let Some(value) = self.take(field) else { return Vec::new() };
        let span = self.place.span(value.span());
        let DeValue::Array(list) = value.into_inner() else {
            found.add(wrong_kind(field, span, "a list of tables", &format!("[[{field}]]")));
            return Vec::new();
        };
        list.into_iter().filter_map(|value| self.record_of(field, what, value, found)).collect()
    }

    /// A table of its own, `[name]`.
    pub fn record(
        &mut self,
        field: &'static str,
        what: &'static str,
        found: &mut Diagnostics,
    ) -> Option<Record<'t>> {
        let value = self.take(field)?;
        self.record_of(field, what, value, found)
    }

    /// Reports every field that nobody asked for. Goes last.
    pub fn finish(self, found: &mut Diagnostics) {
        for key in self.table.keys() {
            let name = key.get_ref();
            let span = self.place.span(key.span());
            let message = format!("{} has no field `{name}`", self.what);
            let help = match nearest(name, self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the fields are: {}", self.asked.join(", ")),
            };
            found.add(Diagnostic::error("unknown-field", span, message).help(help));
        }
    }

    fn missing(&self, field: &'static str, kind: &str, found: &mut Diagnostics) {
        if !self.broken {
            let message = format!("{} lacks `{field}`", self.what);
            let help = format!("add `{field} = …`: {kind}");
            found.add(Diagnostic::error("missing-field", self.span, message).help(help));
        }
    }

    fn text_of(
        &self,
        field: &'static str,
        value: Spanned<DeValue<'t>>,
        found: &mut Diagnostics,
    ) -> Option<Placed<String>> {
        let span = self.place.span(value.span());
        let DeValue::String(text) = value.into_inner() else {
            found.add(wrong_kind(field, span, "a text in quotes", &format!("{field} = \"…\"")));
            return None;
        };
        Some(Placed { value: text.into_owned(), span })
    }

    fn record_of(
        &self,
        field: &'static str,
        what: &'static str,
        value: Spanned<DeValue<'t>>,
        found: &mut Diagnostics,
    ) -> Option<Record<'t>> {
        let span = self.place.span(value.span());
        let DeValue::Table(table) = value.into_inner() else {
            found.add(wrong_kind(field, span, "a table of fields", &format!("[{field}]")));
            return None;
        };
        Some(Record { table, place: self.place, asked: Vec::new(), what, span, broken: self.broken })
    }
}

fn wrong_kind(field: &str, span: Span, wanted: &str, example: &str) -> Diagnostic {
    Diagnostic::error("bad-field", span, format!("`{field}` has to be {wanted}"))
        .help(format!("write `{example}`"))
}

/// The parser's own words, with the field's name and the commonest way out: words without quotes.
fn syntax(message: &str, place: Place, text: &str, at: Range<usize>) -> Diagnostic {
    let start = at.start.min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let message = message.lines().next().unwrap_or("this cannot be read").trim_end_matches('.');
    let span = place.span(at);
    match line.split_once('=') {
        Some((name, value))
            if !name.trim().is_empty() && !value.trim().starts_with(['"', '\'', '[', '{']) =>
        {
            Diagnostic::error("bad-syntax", span, format!("`{}` cannot be read: {message}", name.trim()))
                .help(format!(
                    "put the words in quotes: `{} = \"{}\"`",
                    name.trim(),
                    value.trim().replace('"', "\\\"")
                ))
        }
        Some((name, _)) if !name.trim().is_empty() => {
            Diagnostic::error("bad-syntax", span, format!("`{}` cannot be read: {message}", name.trim()))
                .help("check quotes, commas and brackets of this field")
        }
        Some(_) | None => match line.split_once(':') {
            Some((name, value)) => {
                Diagnostic::error("bad-syntax", span, format!("this line cannot be read: {message}"))
                    .help(format!("write `{} = \"{}\"`", name.trim(), value.trim().replace('"', "\\\"")))
            }
            None => Diagnostic::error("bad-syntax", span, format!("this line cannot be read: {message}"))
                .help("write every field as `name = value`"),
        },
    }
}
