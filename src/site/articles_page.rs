//! The list of all articles. Takes the shelves; gives what `templates/articles.html` shows. Knows nothing of what an
//! article says.

use crate::site::layout::{Layout, Shelf};

/// All articles by topic, in reading order.
#[derive(askama::Template, Debug)]
#[template(path = "articles.html", whitespace = "minimize")]
pub struct ArticlesPage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// All articles by topic.
    pub topics: Vec<Shelf>,
}
