//! How an article is cited. Takes finished references, addresses and links; gives what `templates/cite.html` shows. Knows
//! nothing of how a reference is written.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link};

/// How to cite one article and its parts.
#[derive(askama::Template, Debug)]
#[template(path = "cite.html", whitespace = "minimize")]
pub struct CitePage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// The heading.
    pub title: String,
    /// The link to the list of all articles.
    pub articles: String,
    /// The article.
    pub article: Link,
    /// The article as the style writes it in a list of sources.
    pub reference: Html,
    /// Which date the reference has.
    pub dated: String,
    /// The same for LaTeX.
    pub biblatex: String,
    /// The page as a whole, then its sections in their order.
    pub places: Vec<LastingPlace>,
    /// The article's sources as files; empty when it has none.
    pub downloads: Vec<Link>,
}

/// A place with addresses that last.
#[derive(Clone, Debug)]
pub struct LastingPlace {
    /// What stands there.
    pub title: String,
    /// The link to it; the label is the address in full.
    pub address: Link,
    /// Its short address, if it has been published.
    pub short: Option<String>,
}
