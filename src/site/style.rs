//! The citation style of a site. Takes what `style` in `site.toml` names, and all works; gives the style ready to cite them,
//! or what is wrong with it. APA has a room of its own; every other style is written in CSL.

#[cfg(feature = "csl")]
pub mod chosen;

#[cfg(not(feature = "csl"))]
pub mod apa_alone;

use crate::diagnostic::Diagnostics;
use crate::library::Library;
use crate::library::bibliography::source::Source;
use crate::library::citation::Mode;
use crate::site::apa::Apa;
use crate::site::cite::{Cite, Form, Piece};
#[cfg(feature = "csl")]
use crate::site::csl::{Cites, Csl};
use crate::site::run::Run;
use crate::site::words::Words;
use crate::source::Sources;

/// The names that APA's style has. Pandoc and Zotero know it by the first.
const APA: &[&str] = &["apa", "american-psychological-association"];

/// A style with all works of a site.
#[derive(Clone, Debug)]
pub enum Style {
    /// APA, by our own renderer.
    Apa(Apa),
    /// Any other, by CSL. Where there is no list to number and no note to write, works go by author and year.
    #[cfg(feature = "csl")]
    Csl {
        /// The style.
        csl: Box<Csl>,
        /// Author and year.
        names: Apa,
    },
}

/// What a page has cited so far, for a style that has to know.
#[derive(Clone, Debug, Default)]
pub struct SoFar {
    #[cfg(feature = "csl")]
    cites: Cites,
}

impl Style {
    /// APA for these works.
    pub fn apa(works: &[Source]) -> Style {
        Style::Apa(Apa::new(works))
    }

    /// The style that a site has chosen. With an error it is APA, so that whatever else is wrong can be told.
    pub fn of(sources: &Sources, library: &Library, words: &Words, found: &mut Diagnostics) -> Style {
        let works = &library.bibliography;
        match &library.settings.style {
            Some(style) if !APA.contains(&style.value.as_str()) => {
                #[cfg(feature = "csl")]
                if let Some(csl) = chosen::style(sources, library, style, words, found) {
                    return Style::Csl { csl: Box::new(csl), names: Apa::without_letters(works) };
                }
                #[cfg(not(feature = "csl"))]
                {
                    let _ = (sources, words);
                    apa_alone::refuse(style, found);
                }
                Style::apa(works)
            }
            Some(_) | None => Style::apa(works),
        }
    }

    /// How it cites.
    pub fn form(&self) -> Form {
        match self {
            Style::Apa(_) => Form::Words,
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => csl.form(),
        }
    }

    /// The works in the order of the bibliography.
    pub fn order(&self) -> &[usize] {
        match self {
            Style::Apa(apa) => apa.order(),
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => csl.order(),
        }
    }

    /// A work's entry, without a number.
    pub fn entry(&self, index: usize) -> Vec<Run> {
        match self {
            Style::Apa(apa) => apa.entry(index).to_vec(),
            #[cfg(feature = "csl")]
            // Some styles have no form for some kinds of works; a list with an empty line helps nobody.
            Style::Csl { csl, names } => match csl.entry(index) {
                entry if entry.is_empty() => names.entry(index).to_vec(),
                entry => entry,
            },
        }
    }

    /// One citation in words, whatever the style's form: `(Bowlby, 1969)`.
    pub fn in_words(&self, mode: Mode, cites: &[Cite]) -> Vec<Piece> {
        match self {
            Style::Apa(apa) => apa.cite(mode, cites),
            #[cfg(feature = "csl")]
            Style::Csl { csl, names } => {
                let words = if csl.form() == Form::Words { csl.cite(mode, cites) } else { Vec::new() };
                if shows_works(&words) { words } else { names.cite(mode, cites) }
            }
        }
    }

    /// The names of a work as part of a sentence.
    pub fn who(&self, index: usize) -> String {
        match self {
            Style::Apa(names) => names.who(index),
            #[cfg(feature = "csl")]
            Style::Csl { csl: _, names } => names.who(index),
        }
    }

    /// One citation by numbers, of which each cite has one.
    pub fn in_numbers(&self, cites: &[Cite], numbers: &[usize]) -> Vec<Piece> {
        let _ = numbers;
        match self {
            Style::Apa(apa) => apa.cite(Mode::Bracketed, cites),
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => csl.numbered(cites, numbers),
        }
    }

    /// One citation as a note with this number.
    pub fn in_note(&self, cites: &[Cite], number: usize, so_far: &mut SoFar) -> Vec<Piece> {
        let _ = (number, &so_far);
        match self {
            Style::Apa(apa) => apa.cite(Mode::Bracketed, cites),
            #[cfg(feature = "csl")]
            Style::Csl { csl, names } => {
                let note = csl.note(cites, number, &mut so_far.cites);
                if shows_works(&note) { note } else { names.cite(Mode::Bracketed, cites) }
            }
        }
    }

    /// What stands before an entry with this number; nothing in a style that has no numbers.
    pub fn number(&self, index: usize, number: usize) -> Option<String> {
        let _ = (index, number);
        match self {
            Style::Apa(_) => None,
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => (csl.form() == Form::Numbers).then(|| csl.number(index, number)),
        }
    }

    /// True when its marks stand above the line, after the stop of their sentence.
    pub fn raised(&self) -> bool {
        match self {
            Style::Apa(_) => false,
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => csl.raised() || csl.form() == Form::Notes,
        }
    }

    /// True when the list of a page has the order of the bibliography; else it has that of the text.
    pub fn sorted(&self) -> bool {
        match self {
            Style::Apa(_) => true,
            #[cfg(feature = "csl")]
            Style::Csl { csl, .. } => csl.form() != Form::Numbers || csl.sorted(),
        }
    }
}

#[cfg(feature = "csl")]
fn shows_works(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Cite { .. }))
}
