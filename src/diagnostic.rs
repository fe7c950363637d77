//! What an author did wrong, and where. Takes a place and words; gives text for a terminal, JSON for an editor and
//! lines that a code host turns into notes. Knows nothing of what makes a thing wrong: the check that finds it says so.

use std::fmt::Write;

use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::source::{Sources, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not served.
    Error,
    /// Served, but someone should look at it.
    Warning,
    /// A thing worth knowing.
    Hint,
}

impl Severity {
    /// The word that stands before the code.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One thing that is wrong in the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short name that does not change: `unknown-citation`.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// One sentence: starts small, names things in backticks, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Another place that belongs to it, and what it is: "first used here".
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            span,
            message: message.into(),
            help: None,
            related: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// A hint at `span`.
    pub fn hint(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Hint, ..Diagnostic::error(code, span, message) }
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// The same, with a second place.
    #[must_use]
    pub fn related(self, span: Span, words: impl Into<String>) -> Diagnostic {
        Diagnostic { related: Some((span, words.into())), ..self }
    }
}

/// Everything found wrong in one compilation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another's.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// The same, with everything of one code made an error.
    #[must_use]
    pub fn raised(mut self, code: &str) -> Diagnostics {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.code == code) {
            diagnostic.severity = Severity::Error;
        }
        self
    }

    /// In the order of files and places.
    pub fn sort(&mut self, sources: &Sources) {
        self.list.sort_by(|a, b| {
            fn key<'s>(d: &Diagnostic, sources: &'s Sources) -> (&'s str, usize, usize) {
                (&sources.file(d.span.file).shown, d.span.start, d.span.end)
            }
            let places = key(a, sources).cmp(&key(b, sources));
            places.then_with(|| a.code.cmp(b.code)).then_with(|| a.message.cmp(&b.message))
        });
        self.list.dedup();
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// True when the site must not be served.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// For a person: each with its place, its line and carets under what is meant.
    pub fn show(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for d in &self.list {
            let severity = d.severity.name();
            let _ = writeln!(out, "{}: {severity}[{}]: {}", place(sources, d.span), d.code, d.message);
            show_line(&mut out, sources, d.span);
            if let Some((span, words)) = &d.related {
                let _ = writeln!(out, "  {}: {words}", place(sources, *span));
                show_line(&mut out, sources, *span);
            }
            if let Some(help) = &d.help {
                let _ = writeln!(out, "  help: {help}");
            }
        }
        out
    }

    /// For an editor: one JSON array, an object for each.
    pub fn json(&self, sources: &Sources) -> String {
        let list: Vec<Shown<'_>> = self.list.iter().map(|d| Shown::of(d, sources)).collect();
        serde_json::to_string_pretty(&list).expect("a list of texts and numbers can be written") + "\n"
    }

    /// For GitHub's checks: one workflow command a line.
    pub fn github(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for d in &self.list {
            let file = sources.file(d.span.file);
            let (line, column) = file.place(d.span.start);
            let (end_line, end_column) = file.place(d.span.end);
            let level = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "notice",
            };
            let mut message = d.message.clone();
            if let Some(help) = &d.help {
                let _ = write!(message, "\nhelp: {help}");
            }
            let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
            let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
            let _ = writeln!(
                out,
                "::{level} file={},line={line},col={column},endLine={end_line},endColumn={end_column},title={}::{}",
                property(&file.shown),
                property(d.code),
                data(&message)
            );
        }
        out
    }
}

/// A diagnostic as an editor reads it. The names of the fields are what other programs rely on.
#[derive(Serialize)]
struct Shown<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: ShownPlace<'a>,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<ShownRelated<'a>>,
}

/// Lines and columns count from 1, columns in characters; the end is the first place after it.
#[derive(Serialize)]
struct ShownPlace<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct ShownRelated<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: ShownPlace<'a>,
}

impl<'a> Shown<'a> {
    fn of(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Shown<'a> {
        let Diagnostic { severity, code, span, message, help, related } = diagnostic;
        Shown {
            severity: severity.name(),
            code,
            message,
            place: ShownPlace::of(*span, sources),
            help: help.as_deref(),
            related: related
                .as_ref()
                .map(|(span, message)| ShownRelated { message, place: ShownPlace::of(*span, sources) }),
        }
    }
}

impl<'a> ShownPlace<'a> {
    fn of(span: Span, sources: &'a Sources) -> ShownPlace<'a> {
        let file = sources.file(span.file);
        let (line, column) = file.place(span.start);
        let (end_line, end_column) = file.place(span.end);
        ShownPlace { path: &file.shown, line, column, end_line, end_column }
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The name nearest to `word` among `names`, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            let longest = word.chars().count().max(name.chars().count());
            *distance <= longest / 4 + 1 && *distance < longest
        })
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, name)| name)
}

fn place(sources: &Sources, span: Span) -> String {
    let file = sources.file(span.file);
    let (line, column) = file.place(span.start);
    format!("{}:{line}:{column}", file.shown)
}

/// A longer line is shown in part.
const LONG: usize = 400;

/// So much of a long line is shown before what is meant, and so much from there on.
const PART: (usize, usize) = (60, 140);

/// The source line of a span, with carets under it. Tabs are shown as four blanks, wide letters get two carets.
fn show_line(out: &mut String, sources: &Sources, span: Span) {
    let file = sources.file(span.file);
    let (line, start) = file.line_at(span.start);
    if line.is_empty() && span.start >= file.text().len() {
        return;
    }
    let (number, _) = file.place(span.start);
    let start = line.floor_char_boundary(start);
    let length = span.end.saturating_sub(span.start).min(line.len() - start);
    let end = line.ceil_char_boundary(start + length);
    let shown = match line.len() <= LONG {
        true => 0..line.len(),
        false => {
            let from = line.floor_char_boundary(start.saturating_sub(PART.0));
            from..line.ceil_char_boundary((start + PART.1).min(line.len()))
        }
    };
    let left = if shown.start > 0 { "…" } else { "" };
    let right = if shown.end < line.len() { "…" } else { "" };
    let gutter = number.to_string();
    let width = |text: &str| -> usize {
        text.chars().map(|c| if c == '\t' { 4 } else { c.width().unwrap_or(0) }).sum()
    };
    let indent = left.width() + width(&line[shown.start..start]);
    let carets = width(&line[start..end.min(shown.end)]).max(1);
    let words = format!("{left}{}{right}", line[shown].replace('\t', "    "));
    let _ = writeln!(out, "  {gutter} | {}", words.trim_end());
    let _ = writeln!(out, "  {} | {}{}", " ".repeat(gutter.width()), " ".repeat(indent), "^".repeat(carets));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_what_is_meant_whatever_stands_before_it() {
        let sources = Sources::layered([("articles/x.md", "first\n\té [@nobody] 愛 x\n")]);
        let file = sources.find("articles/x.md").unwrap();
        let mut found = Diagnostics::default();
        found.add(
            Diagnostic::error("unknown-citation", Span::new(file, 11..18), "no source `nobody`").help("x"),
        );
        assert_eq!(
            found.show(&sources),
            "articles/x.md:2:5: error[unknown-citation]: no source `nobody`\n  \
             2 |     é [@nobody] 愛 x\n    |        ^^^^^^^\n  help: x\n"
        );
    }

    #[test]
    fn of_a_long_line_the_part_is_shown_that_is_meant() {
        let line = format!("{}[@nobody]{}", "é".repeat(300), " x".repeat(300));
        let sources = Sources::layered([("articles/x.md", line.as_str())]);
        let file = sources.find("articles/x.md").unwrap();
        let mut found = Diagnostics::default();
        found.add(Diagnostic::error("unknown-citation", Span::new(file, 601..608), "no source `nobody`"));
        let shown = found.show(&sources);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "articles/x.md:1:302: error[unknown-citation]: no source `nobody`");
        assert!(lines[1].starts_with("  1 | …éé") && lines[1].ends_with(" x…"), "{shown}");
        let caret = lines[2].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[1].chars().nth(caret), Some('@'));
        assert!(lines[1].chars().count() < 200);
    }

    #[test]
    fn a_far_name_is_not_offered() {
        assert_eq!(nearest("bowlby1696", ["bowlby1969", "stern1985"]), Some("bowlby1969"));
        assert_eq!(nearest("xyz", ["bowlby1969", "stern1985"]), None);
    }
}
