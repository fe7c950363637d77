//! A page of plain text, from `pages/`: about, privacy. Takes a finished body; gives what `templates/text.html` shows.
//! Knows nothing of Markdown.

use crate::site::html::Html;
use crate::site::layout::Layout;

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
    /// The text.
    pub body: Html,
}
