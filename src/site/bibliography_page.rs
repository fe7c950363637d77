//! The bibliography. Takes finished entries by letter; gives what `templates/bibliography.html` shows. Knows nothing of
//! how an entry is written or sorted, and nothing of what a reader looks for: it prints the marks of those places.

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
    /// How sure the claims may be that rest on a source.
    pub strengths: Vec<Choice>,
    /// The marks of what a query fills.
    pub slots: Slots,
    /// The link to the whole page.
    pub all: String,
    /// The sources by their first letter.
    pub letters: Vec<Letter>,
}

/// The marks of what a query fills, and of what it begins and ends.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is the mark of the slot that has its name")]
pub struct Slots {
    pub words: String,
    pub from: String,
    pub until: String,
    pub count: String,
    pub asked: String,
    pub unasked: String,
    pub found: String,
    pub end: String,
}

/// A strength to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// As a form sends it.
    pub name: &'static str,
    /// The mark of its being chosen.
    pub chosen: Html,
    /// Its bars.
    pub bars: Html,
    /// In words.
    pub word: String,
}

/// The sources that begin with one letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// As shown: `A`.
    pub letter: String,
    /// The id of its heading: `_a`.
    pub id: String,
    /// The mark before what is shown with any of its entries.
    pub shown: String,
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
    /// The code of its short link.
    pub short: Option<String>,
    /// The mark before it.
    pub shown: String,
    /// The first and the last year, for the script.
    pub years: String,
    /// The names of the strengths of its claims, for the script.
    pub strengths: String,
    /// The entry, as the style writes it.
    pub entry: Html,
    /// The same for reference managers: a query of an OpenURL.
    pub coins: String,
    /// What whoever keeps the file says of it.
    pub annotation: Option<Html>,
    /// What names it and no other work.
    pub identifiers: Vec<Identifier>,
    /// The link to the source as a file.
    pub file: String,
    /// The claims that rest on it.
    pub claims: Vec<Resting>,
    /// The sections that cite it.
    pub cited: Vec<Place>,
}

/// A claim that rests on a source.
#[derive(Clone, Debug)]
pub struct Resting {
    /// How sure it is.
    pub bars: Html,
    /// The same in words.
    pub sure: String,
    /// What is claimed.
    pub statement: String,
    /// The link to the evidence.
    pub link: String,
}

/// A DOI, an ISBN and the like.
#[derive(Clone, Debug)]
pub struct Identifier {
    /// What it is.
    pub label: String,
    /// As it is written.
    pub value: String,
    /// Where it leads.
    pub link: Option<String>,
}
