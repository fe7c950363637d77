//! An article. Takes its finished body, references and outline; gives what `templates/article.html` shows. Knows nothing
//! of Markdown or of how a reference is written.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link};

/// One article with its sources.
#[derive(askama::Template, Debug)]
#[template(path = "article.html", whitespace = "minimize")]
pub struct ArticlePage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// The same article for search engines.
    pub data: Html,
    /// The link to the list of all articles.
    pub articles: String,
    /// The link to how the article is cited.
    pub cite: String,
    /// Its place in the reading order, from 1, and how many there are; `None` for one that is on no shelf.
    pub position: Option<(usize, usize)>,
    /// The title.
    pub title: String,
    /// The sentence or two under the title.
    pub lead: String,
    /// How long it takes to read.
    pub minutes: usize,
    /// When someone last checked it.
    pub reviewed: Option<Day>,
    /// True when that is longer ago than the rules of the site allow.
    pub overdue: bool,
    /// True for a draft, which only its author sees.
    pub draft: bool,
    /// The panel "In short"; left out when empty.
    pub key_points: Vec<Html>,
    /// The sections.
    pub body: Html,
    /// The link to the bibliography.
    pub bibliography: String,
    /// The sources, in the order of the list; the part is left out when empty.
    pub references: Vec<Reference>,
    /// The outline; the template adds the sources at its end.
    pub toc: Vec<TocEntry>,
    /// The article before it.
    pub previous: Option<Link>,
    /// The article after it.
    pub next: Option<Link>,
}

/// A day for a machine and for a person.
#[derive(Clone, Debug)]
pub struct Day {
    /// `2026-11-25`
    pub iso: String,
    /// `25 November 2026`, from [`Words::date`](crate::site::words::Words::date).
    pub shown: String,
}

/// One entry of the article's list of sources.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The id of the list item: `_ref-bowlby1969`.
    pub id: String,
    /// The entry, as the style writes it.
    pub entry: Html,
    /// The places of this article that cite it, in order.
    pub backs: Vec<Back>,
}

/// A way back from a source to the place that cites it.
#[derive(Clone, Debug)]
pub struct Back {
    /// The link to the mark: `#_c3`.
    pub link: String,
    /// What is shown: `a`, `b`, `c`.
    pub label: String,
    /// The title of the section it lies in, for those who do not see where they are.
    pub section: String,
}

/// A heading of the outline.
#[derive(Clone, Debug)]
pub struct TocEntry {
    /// The section's id.
    pub id: String,
    /// The heading's words.
    pub title: String,
    /// The headings one level below. The template shows two levels.
    pub children: Vec<TocEntry>,
}
