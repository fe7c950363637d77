//! What is shown for an address that the site does not have. Takes links; gives what `templates/missing.html` shows.
//! Knows nothing of what was asked for, since a static host shows it for every address.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link};

/// Says that nothing stands here, and where to go.
#[derive(askama::Template, Debug)]
#[template(path = "missing.html", whitespace = "minimize")]
pub struct MissingPage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// Where the paragraph stands that offers the page most likely meant; filled in when somebody asks.
    pub offer: Html,
    /// Where to go: home, all articles, glossary.
    pub links: Vec<Link>,
}
