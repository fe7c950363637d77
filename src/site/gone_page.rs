//! What is shown where a page stood that was retired. Takes the reason and links; gives what `templates/gone.html` shows.
//! Knows nothing of what the page said.

use crate::site::layout::{Layout, Link};

/// Says that a page is gone, why, and where to read on.
#[derive(askama::Template, Debug)]
#[template(path = "gone.html", whitespace = "minimize")]
pub struct GonePage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// The reason, one sentence.
    pub because: String,
    /// What is nearest to it, if anything is.
    pub nearest: Option<Link>,
    /// Where else to go: home, all articles, glossary.
    pub links: Vec<Link>,
}
