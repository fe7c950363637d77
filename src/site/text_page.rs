//! A page of plain text, from `pages/`: about, how we write, privacy. Takes a finished body; gives what `templates/text.html` shows.
//! Knows nothing of Markdown.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link};

/// A page that is neither article nor list.
#[derive(askama::Template, Debug)]
#[template(path = "text.html", whitespace = "minimize")]
pub struct TextPage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// The title.
    pub title: String,
    /// The sentence or two under it.
    pub lead: Option<String>,
    /// On the page about the site: who runs it, if the settings say so.
    pub contact: Option<ShownContact>,
    /// The text.
    pub body: Html,
}

/// Who runs the site.
#[derive(Clone, Debug)]
pub struct ShownContact {
    /// A person or a place.
    pub name: String,
    /// Who that is.
    pub about: Option<String>,
    /// How to reach them: what kind of way it is, and the way.
    pub ways: Vec<(String, Link)>,
    /// The lines of an address for letters on paper; may be empty.
    pub post: Vec<String>,
}
