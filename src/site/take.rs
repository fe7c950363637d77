//! Sources to take away, in the forms that reference managers read. Takes sources in their order; gives one file. Knows
//! nothing of where a file stands or of who links to it.

pub mod latex;

pub mod bib;

pub mod ris;

pub mod csl_json;

pub mod coins;

use crate::library::bibliography::source::Source;
use crate::site::page::{Cache, Media, Page};

/// A form in which sources can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// BibLaTeX.
    Bib,
    /// RIS, which every reference manager reads.
    Ris,
    /// CSL-JSON.
    Json,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Format; 3] = [Format::Bib, Format::Ris, Format::Json];

    /// How the name of such a file ends, without the full stop.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Bib => "bib",
            Format::Ris => "ris",
            Format::Json => "json",
        }
    }

    fn media(self) -> Media {
        match self {
            Format::Bib => Media::Bib,
            Format::Ris => Media::Ris,
            Format::Json => Media::Json,
        }
    }
}

/// The text of a file with these sources.
pub fn text(sources: &[&Source], format: Format) -> String {
    match format {
        Format::Bib => bib::file(sources),
        Format::Ris => ris::file(sources),
        Format::Json => csl_json::file(sources),
    }
}

/// The file, finished.
pub fn page(sources: &[&Source], format: Format) -> Page {
    Page::new(format.media(), Cache::Page, text(sources, format))
}
