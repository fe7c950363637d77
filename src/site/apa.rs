//! APA style, 7th edition. Takes all works of a site; gives their order, each one's entry in the reference list, and
//! citations in the text. Works together, since letters, initials and names tell works from each other. Runs of text,
//! no HTML. Numbers in comments are sections of the Publication Manual.

pub mod quotation;

pub mod line;

pub mod name;

pub mod date;

pub mod title_case;

pub mod order;

pub mod label;

pub mod entry;

pub mod cite;

use crate::library::bibliography::source::Source;
use crate::library::citation::Mode;
use crate::site::apa::cite::Known;
use crate::site::apa::label::Label;
use crate::site::apa::name::And;
use crate::site::apa::order::Place;
use crate::site::cite::{Cite, Piece};
use crate::site::run::Run;

/// All works, ready to be cited.
#[derive(Clone, Debug)]
pub struct Apa {
    order: Vec<usize>,
    ranks: Vec<usize>,
    labels: Vec<Label>,
    entries: Vec<Vec<Run>>,
}

impl Apa {
    /// Prepares every work. An index is from here on a place in `sources`.
    pub fn new(sources: &[Source]) -> Apa {
        Apa::prepared(sources, true)
    }

    /// The same for a site whose list has no letters after years: its works go by author and year where another style cannot
    /// cite them.
    pub fn without_letters(sources: &[Source]) -> Apa {
        Apa::prepared(sources, false)
    }

    fn prepared(sources: &[Source], lettered: bool) -> Apa {
        let places: Vec<Place> = sources.iter().map(Place::of).collect();
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.sort_by(|a, b| places[*a].cmp(&places[*b]));
        let mut ranks = vec![0; sources.len()];
        for (rank, index) in order.iter().enumerate() {
            ranks[*index] = rank;
        }
        let labels = label::labels(sources, &order, lettered);
        let entries = sources
            .iter()
            .zip(&labels)
            .map(|(source, label)| entry::entry(source, label.letter.as_deref()))
            .collect();
        Apa { order, ranks, labels, entries }
    }

    /// The works in the order of the reference list.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// A work's entry in the reference list.
    pub fn entry(&self, index: usize) -> &[Run] {
        &self.entries[index]
    }

    /// The names of a work as part of a sentence.
    pub fn who(&self, index: usize) -> String {
        self.labels[index].who.words(And::Word)
    }

    /// One citation in the text. `cites` stand in the order of the mark.
    pub fn cite(&self, mode: Mode, cites: &[Cite]) -> Vec<Piece> {
        cite::cite(Known { labels: &self.labels, ranks: &self.ranks }, mode, cites)
    }
}
