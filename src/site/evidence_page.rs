//! The evidence. Takes finished claims by topic and by strength; gives what `templates/evidence.html` shows. Knows nothing of how a claim
//! is checked.

use crate::site::html::Html;
use crate::site::layout::{Layout, Link, Place};

/// Every claim: how sure we are, who was studied, what it does not show, where it is used.
#[derive(askama::Template, Debug)]
#[template(path = "evidence.html", whitespace = "minimize")]
pub struct EvidencePage<'a> {
    /// What stands around it.
    pub layout: Layout<'a>,
    /// How many claims there are.
    pub count: usize,
    /// What the bars mean, the surest first.
    pub strengths: Vec<ShownStrength>,
    /// The claims by topic.
    pub topics: Vec<ClaimTopic>,
}

/// How sure one can be, and every claim that is this sure.
#[derive(Clone, Debug)]
pub struct ShownStrength {
    /// As a claims file spells it: `one-study`. Its claims stand at `#_by-one-study`.
    pub name: &'static str,
    /// Its bars.
    pub bars: Html,
    /// In words.
    pub word: String,
    /// What it means.
    pub meaning: String,
    /// How a sentence of an article opens that is this sure.
    pub opening: String,
    /// Its claims: the statement, and the link to its place on the page.
    pub claims: Vec<Link>,
}

/// The claims about one thing.
#[derive(Clone, Debug)]
pub struct ClaimTopic {
    /// The id of its heading.
    pub id: String,
    /// Ids that it once had.
    pub was: Vec<String>,
    /// Its title.
    pub title: String,
    /// Its claims.
    pub claims: Vec<ShownClaim>,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct ShownClaim {
    /// Its id on the page: `exp-01`.
    pub id: String,
    /// Ids that it once had.
    pub was: Vec<String>,
    /// The short code of its permanent link.
    pub short: Option<String>,
    /// What is claimed, in one sentence.
    pub statement: Html,
    /// The name of its strength, as a claims file spells it: `one-study`.
    pub strength: &'static str,
    /// The bars of its strength.
    pub bars: Html,
    /// The strength in words: the message `strength-one-study`.
    pub sure: String,
    /// Who was studied and what was seen.
    pub found: Option<Html>,
    /// What it does not show.
    pub limits: Option<Html>,
    /// Its sources, short: each a link to the bibliography.
    pub sources: Vec<Html>,
    /// The sections that lean on it.
    pub used: Vec<Place>,
}
