//! The register of links, `links.lock`: every place that was ever published, with its short code and the day on which it
//! was first published. Takes the file; gives [`Register`], and its text again with what was added. Knows nothing of what
//! exists today.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::day::Day;
use crate::library::permalink::{Page, Permalink};
use crate::library::short_code::ShortCode;
use crate::source::{FileId, Sources, Span};

/// The name of the file in a site's folder.
pub const FILE: &str = "links.lock";

/// What stands at the head of the file.
const HEAD: &str = "\
# Every link that this site has published: PAGE#ID, its short code, the day on which it was first published.
# Only `attune links accept` writes here. After a merge keep the lines of both sides; their order does not matter.
";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was published.
    pub link: Permalink,
    /// What leads to it after `/s/`.
    pub code: ShortCode,
    /// The first day.
    pub published: Day,
    /// The line.
    pub span: Span,
}

/// Everything that was published.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// The lines of the file, by what they name. Two branches may have given one link two codes: both lead to it for
    /// good, and the older one is offered.
    entries: BTreeMap<Permalink, Vec<Entry>>,
    /// What an author wrote beside the lines.
    comments: Vec<String>,
    codes: BTreeMap<ShortCode, Permalink>,
}

impl Register {
    /// Reads the file. A line that cannot be read is an error: what it says would be lost at the next writing.
    pub fn read(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Register {
        let mut register = Register::default();
        let mut start = 0;
        for line in sources.file(file).text().split_inclusive('\n') {
            let span = Span::new(file, start..start + line.trim_end().len());
            start += line.len();
            let line = line.trim();
            if line.starts_with('#') && !HEAD.lines().any(|head| head == line) {
                register.comments.push(line.to_owned());
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match entry(line, span) {
                Some(entry) => register.take(entry, found),
                None => found.add(unreadable(line, span)),
            }
        }
        register
    }

    fn take(&mut self, entry: Entry, found: &mut Diagnostics) {
        if let Some(other) = self.codes.get(&entry.code).filter(|other| **other != entry.link) {
            let first = self.entries.get(other).and_then(|entries| entries.first());
            let message = format!("the code `{}` stands for two links", entry.code);
            let diagnostic = Diagnostic::error("duplicate-code", entry.span, message).help(
                "two branches gave it away: take out the line that was published later, then run `attune links \
                 accept`, which gives that link another code",
            );
            found.add(match first {
                Some(first) => diagnostic.related(first.span, "the other one"),
                None => diagnostic,
            });
            return;
        }
        self.codes.insert(entry.code.clone(), entry.link.clone());
        let entries = self.entries.entry(entry.link.clone()).or_default();
        match entries.iter_mut().find(|other| other.code == entry.code) {
            Some(other) if other.published <= entry.published => {}
            Some(other) => *other = entry,
            None => entries.push(entry),
        }
        entries.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| a.code.cmp(&b.code)));
    }

    /// The oldest entry of a link.
    pub fn find(&self, link: &Permalink) -> Option<&Entry> {
        self.entries.get(link).and_then(|entries| entries.first())
    }

    /// What a code stands for.
    pub fn link(&self, code: &ShortCode) -> Option<&Permalink> {
        self.codes.get(code)
    }

    /// Every link that was published, with its oldest entry.
    pub fn links(&self) -> impl Iterator<Item = (&Permalink, &Entry)> {
        self.entries.iter().filter_map(|(link, entries)| entries.first().map(|entry| (link, entry)))
    }

    /// The links of one page, with their oldest entries.
    pub fn of_page<'r>(&'r self, page: &'r Page) -> impl Iterator<Item = (&'r Permalink, &'r Entry)> {
        let from = self.entries.range(Permalink::to_page(page.clone())..);
        let of_page = from.take_while(move |(link, _)| link.page == *page);
        of_page.filter_map(|(link, entries)| entries.first().map(|entry| (link, entry)))
    }

    /// Every code with what it stands for.
    pub fn codes(&self) -> impl Iterator<Item = (&ShortCode, &Permalink)> {
        self.codes.iter()
    }

    /// True when nothing was published.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What it says of the pages that are no articles.
    #[must_use]
    pub fn of_pages(mut self) -> Register {
        let is_page = |link: &Permalink| matches!(link.page, Page::Text(_));
        self.entries.retain(|link, _| is_page(link));
        self.codes.retain(|_, link| is_page(link));
        self
    }

    /// The text of the file with the links that are not in it yet, published on `day`, and how many these are. A code
    /// comes from `beneath`, the register of the built-in site, where that has one. What stood in the file stays; an
    /// author's comments come to stand at its head.
    pub fn with<'l>(
        &self,
        links: impl IntoIterator<Item = &'l Permalink>,
        day: Day,
        beneath: &Register,
    ) -> (String, usize) {
        let mut codes: BTreeMap<ShortCode, &Permalink> =
            self.codes.iter().map(|(code, link)| (code.clone(), link)).collect();
        let mut lines: Vec<String> = self.entries.values().flatten().map(line).collect();
        let new: Vec<&Permalink> = links.into_iter().filter(|link| self.find(link).is_none()).collect();
        let inherited = |link: &Permalink| beneath.find(link).map(|entry| entry.code.clone());
        // Those that have a code have the first right to it.
        let (known, unknown): (Vec<_>, Vec<_>) =
            new.iter().copied().partition(|link| inherited(link).is_some());
        for link in known.into_iter().chain(unknown) {
            let is_others = |code: &ShortCode| beneath.link(code).is_some_and(|other| other != link);
            let code = inherited(link)
                .filter(|code| !codes.contains_key(code))
                .unwrap_or_else(|| ShortCode::make(link, |code| codes.contains_key(code) || is_others(code)));
            lines.push(format!("{link} {code} {day}"));
            codes.insert(code, link);
        }
        lines.sort();
        let comments: String = self.comments.iter().map(|line| format!("{line}\n")).collect();
        (format!("{HEAD}{comments}{}\n", lines.join("\n")), new.len())
    }
}

fn line(entry: &Entry) -> String {
    let Entry { link, code, published, span: _ } = entry;
    format!("{link} {code} {published}")
}

fn entry(line: &str, span: Span) -> Option<Entry> {
    let mut words = line.split(' ');
    let (link, code, published) = (words.next()?, words.next()?, words.next()?);
    let entry = Entry {
        link: Permalink::parse(link)?,
        code: ShortCode::parse(code)?,
        published: Day::parse(published)?,
        span,
    };
    words.next().is_none().then_some(entry)
}

fn unreadable(line: &str, span: Span) -> Diagnostic {
    let is_merge = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    if is_merge {
        Diagnostic::error("bad-register", span, "a merge left its mark here")
            .help("keep the lines of both sides and take the marks out; their order does not matter")
    } else {
        Diagnostic::error("bad-register", span, "this line of the register cannot be read")
            .help("write `PAGE#ID CODE YYYY-MM-DD` as in the other lines, or bring the line back as it was")
    }
}
