//! Which style a site has chosen. Takes a name of the archive or the text of a `.csl` file; gives the style with the words of
//! its language, or what is wrong with it.

use std::sync::LazyLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style, XmlDeError};
use roxmltree::{Document, ParsingOptions};

use crate::site::csl::engine::Engine;

/// The words of all languages. They are read at most once: it takes a tenth of a second.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);

/// Why a style cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The archive has no style of this name.
    Unknown,
    /// The file is no XML at this byte, or no style.
    NoStyle {
        /// Why, in the reader's words.
        reason: String,
        /// Where, if it is known.
        at: Option<usize>,
    },
    /// The file says that it is another style by a new name, which the archive does not have.
    Depends(String),
    /// The style has no list of works.
    NoList,
}

/// Every name that the archive knows, in order.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied().collect();
    names.sort_unstable();
    names
}

/// A style of the archive. `language` is that of the site, a BCP 47 tag.
pub fn named(name: &str, language: &str) -> Result<Engine, Refused> {
    let style = ArchivedStyle::by_name(name).ok_or(Refused::Unknown)?.get();
    match style {
        Style::Independent(style) => engine(style, language),
        Style::Dependent(_) => Err(Refused::Unknown),
    }
}

/// A style of a file.
pub fn written(xml: &str, language: &str) -> Result<Engine, Refused> {
    match Style::from_xml(xml).map_err(|error| no_style(xml, &error))? {
        Style::Independent(style) => engine(style, language),
        Style::Dependent(style) => {
            let parent = style.parent_link.href.rsplit('/').next().unwrap_or_default().to_owned();
            named(&parent, language).map_err(|_| Refused::Depends(parent))
        }
    }
}

/// What is wrong with a file; its place if it is no XML.
fn no_style(xml: &str, error: &XmlDeError) -> Refused {
    match Document::parse_with_options(xml, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }) {
        Err(error) => {
            let place = error.pos();
            let line: usize = xml.split_inclusive('\n').take(place.row as usize - 1).map(str::len).sum();
            let column: usize = xml[line..].chars().take(place.col as usize - 1).map(char::len_utf8).sum();
            Refused::NoStyle { reason: error.to_string(), at: Some(line + column) }
        }
        Ok(_) => Refused::NoStyle { reason: error.source.to_string(), at: None },
    }
}

/// A style keeps its own language where it is a kind of the site's: British English for a site in English.
fn engine(style: IndependentStyle, language: &str) -> Result<Engine, Refused> {
    if style.bibliography.is_none() {
        return Err(Refused::NoList);
    }
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    let own = style.default_locale.as_ref().map(|own| own.0.clone());
    let code = match own {
        Some(own) if base(&own) == base(language) => own,
        _ => whole(language),
    };
    let wanted = |locale: &&Locale| {
        locale.lang.as_ref().is_some_and(|lang| lang.0 == "en-US" || base(&lang.0) == base(&code))
    };
    let locales = LOCALES.iter().filter(wanted).cloned().collect();
    Ok(Engine { style, locales, locale: Some(LocaleCode(code)) })
}

/// A language with its country, which files of words are named by.
fn whole(language: &str) -> String {
    let code = LocaleCode(language.to_owned());
    let known = |code: &LocaleCode| LOCALES.iter().any(|locale| locale.lang.as_ref() == Some(code));
    match code.fallback() {
        Some(other) if !known(&code) => other.0,
        Some(_) | None => code.0,
    }
}
