//! The glossary. Takes finished terms; gives what `templates/glossary.html` shows. Knows nothing of how a term is found in
//! a text.

use crate::site::html::Html;
use crate::site::layout::{Layout, Place};

/// Every term and what it means here.
#[derive(askama::Template, Debug)]
#[template(path = "glossary.html", whitespace = "minimize")]
pub struct GlossaryPage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// What stands before the first term; may be empty.
    pub intro: Html,
    /// The terms in alphabetical order.
    pub terms: Vec<ShownTerm>,
}

/// One term.
#[derive(Clone, Debug)]
pub struct ShownTerm {
    /// Its id on the page: `secure-base`.
    pub id: String,
    /// Ids that it once had.
    pub was: Vec<String>,
    /// The term.
    pub term: String,
    /// What it means: paragraphs.
    pub definition: Html,
    /// The sections that use it.
    pub used: Vec<Place>,
}
