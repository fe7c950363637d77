//! The bibliography. Takes finished entries by letter; gives what `templates/bibliography.html` shows. Knows nothing of
//! how an entry is written or sorted.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link, Place};

/// Every source, and every section that leans on it.
#[derive(askama::Template, Debug)]
#[template(path = "bibliography.html", whitespace = "minimize")]
pub struct BibliographyPage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// How many sources there are.
    pub count: usize,
    /// The same in other formats; may be empty.
    pub downloads: Vec<Link>,
    /// The sources by their first letter.
    pub letters: Vec<Letter>,
}

/// The sources that begin with one letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// As shown: `A`.
    pub letter: String,
    /// The id of its heading: `_a`.
    pub id: String,
    /// The sources.
    pub entries: Vec<Entry>,
}

/// One source.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its key, which is its id on the page: `bowlby1969`.
    pub id: String,
    /// Ids that it once had.
    pub was: Vec<String>,
    /// The entry, as the style writes it.
    pub entry: Html,
    /// The link to the source as a file.
    pub file: String,
    /// The claims that rest on it: the label is the statement, the link leads to the evidence.
    pub claims: Vec<Link>,
    /// The sections that cite it.
    pub cited: Vec<Place>,
}
