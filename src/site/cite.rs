//! What a mark in the text cites, and what it becomes: the question that every style answers, and the shape of its answer.
//! Knows nothing of styles, and nothing of links.

use crate::library::citation::Locator;
use crate::site::run::{Run, plain};

/// How a style cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In brackets, by author and year or by a label.
    Words,
    /// By the number of an entry of the page's list.
    Numbers,
    /// In a note.
    Notes,
}

/// One work that a mark cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// Its index among the works.
    pub source: usize,
    /// `see`
    pub prefix: String,
    /// `p. 3`
    pub locator: Option<Locator>,
    /// `, and elsewhere`
    pub suffix: String,
    /// The sentence has named the author.
    pub suppress_author: bool,
}

/// A piece of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What stands around and between.
    Text(String),
    /// What stands for one work.
    Cite {
        /// Its index in the list that was given, not among the works: the order may have changed.
        item: usize,
        /// Names, year, place.
        runs: Vec<Run>,
    },
}

/// What the reader sees of a whole citation.
pub fn text(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Cite { item: _, runs } => plain(runs),
    };
    pieces.iter().map(one).collect()
}
