//! The home page. Takes finished text and the shelves of articles; gives what `templates/home.html` shows. Knows nothing
//! of where they come from.

use crate::site::html::Html;
use crate::site::layout::{Layout, Shelf};

/// What this is, where to start, all articles.
#[derive(askama::Template, Debug)]
#[template(path = "home.html", whitespace = "minimize")]
pub struct HomePage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// The title, as a sentence.
    pub title: String,
    /// One or two sentences under it.
    pub lead: String,
    /// The link to the first article, if there is one.
    pub start: Option<String>,
    /// The picture beside the title: an `<svg>` without `<figure>` around it.
    pub figure: Option<Html>,
    /// More about the site, shown after the articles; may be empty.
    pub body: Html,
    /// All articles by topic.
    pub topics: Vec<Shelf>,
}
