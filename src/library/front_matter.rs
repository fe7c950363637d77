//! An article's header: what stands between the `+++` lines at its top. Takes the file; gives checked values and where
//! the body starts. Knows nothing of Markdown.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::day::Day;
use crate::library::record::{Placed, Record};
use crate::source::{FileId, Sources, Span};

/// The header of an article.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The article's name.
    pub title: Placed<String>,
    /// One or two sentences that say what it is about.
    pub lead: Placed<String>,
    /// Three to five short sentences: the article in small.
    pub key_points: Vec<Placed<String>>,
    /// When somebody last held it against the evidence.
    pub reviewed: Placed<Day>,
    /// Who did, if it says so; a role is enough.
    pub reviewer: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it first appeared, if it says so.
    pub published: Option<Placed<Day>>,
    /// Slugs that this article once had.
    pub aliases: Vec<Placed<String>>,
    /// True while it is not for readers yet.
    pub draft: bool,
}

/// The header of another page, such as the one about the site.
#[derive(Clone, Debug)]
pub struct PageMatter {
    /// The page's name.
    pub title: Placed<String>,
    /// One or two sentences that say what it is about.
    pub lead: Placed<String>,
}

/// The header of an article, with the byte at which its body starts. Without a header, or with a field missing, what
/// was wrong is in `found` and there is no article.
pub fn parse(sources: &Sources, file: FileId, found: &mut Diagnostics) -> (Option<FrontMatter>, usize) {
    let Some((range, body)) = split(sources, file, found) else { return (None, 0) };
    let text = &sources.file(file).text()[range.clone()];
    let mut record = Record::parse(text, file, range.start, "the front matter", found);
    let title = record.required_words("title", found);
    let lead = record.required_words("lead", found);
    let key_points = record.required_texts("key_points", found);
    let reviewed = record.required_day("reviewed", found);
    let reviewer = record.text("reviewer", found);
    let authors = record.texts("authors", found);
    let published = record.day("published", found);
    let aliases = record.texts("aliases", found);
    let draft = record.flag("draft", found).unwrap_or(false);
    record.finish(found);
    if let Some(points) = &key_points {
        check_key_points(points, Span::new(file, range.start..range.start), found);
    }
    if let (Some(reviewed), Some(published)) = (&reviewed, &published)
        && reviewed.value < published.value
    {
        found.add(
            Diagnostic::error("reviewed-too-early", reviewed.span, "`reviewed` is before `published`")
                .related(published.span, "published here")
                .help("write the day of the last review"),
        );
    }
    let texts = |list: Vec<Placed<String>>| list.into_iter().map(|text| text.value).collect();
    let front_matter = (|| {
        Some(FrontMatter {
            title: title?,
            lead: lead?,
            key_points: key_points?,
            reviewed: reviewed?,
            reviewer: reviewer.map(|reviewer| reviewer.value),
            authors: texts(authors),
            published,
            aliases,
            draft,
        })
    })();
    (front_matter, body)
}

/// The header of a page that is no article.
pub fn parse_page(sources: &Sources, file: FileId, found: &mut Diagnostics) -> (Option<PageMatter>, usize) {
    let Some((range, body)) = split(sources, file, found) else { return (None, 0) };
    let text = &sources.file(file).text()[range.clone()];
    let mut record = Record::parse(text, file, range.start, "the front matter", found);
    let title = record.required_words("title", found);
    let lead = record.required_words("lead", found);
    record.finish(found);
    let matter = (|| Some(PageMatter { title: title?, lead: lead? }))();
    (matter, body)
}

fn check_key_points(points: &[Placed<String>], empty_at: Span, found: &mut Diagnostics) {
    let span = match (points.first(), points.last()) {
        (Some(first), Some(last)) => Span::new(first.span.file, first.span.start..last.span.end),
        (None, _) | (_, None) => empty_at,
    };
    if !(3..=5).contains(&points.len()) {
        let message =
            format!("`key_points` has {} of the three to five sentences that are wanted", points.len());
        found.add(
            Diagnostic::error("key-points", span, message)
                .help("write `key_points = [\"…\", \"…\", \"…\"]`: what a tired reader takes away"),
        );
    }
}

/// The range between the `+++` lines, and where the body starts.
fn split(
    sources: &Sources,
    file: FileId,
    found: &mut Diagnostics,
) -> Option<(std::ops::Range<usize>, usize)> {
    let text = sources.file(file).text();
    // That it is none is reported with the other files.
    if !sources.file(file).is_text() {
        return None;
    }
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() != "+++" {
        let end = first.len();
        let help = if first.trim_end() == "---" {
            "the header is TOML: open and close it with `+++`, and write `title = \"…\"`"
        } else {
            "start the file with a line `+++`, then `title = \"…\"` and the other fields, then `+++`"
        };
        let message = "the front matter is missing";
        found.add(Diagnostic::error("missing-front-matter", Span::new(file, 0..end), message).help(help));
        return None;
    }
    let start = first.len() + 1;
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    found.add(
        Diagnostic::error("open-front-matter", Span::new(file, 0..3), "the front matter is never closed")
            .help("write a line `+++` after the last field"),
    );
    None
}
