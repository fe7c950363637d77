//! One whole build: files to library to site. Takes [`Sources`]; gives an [`Edition`]. Read this first.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library;
use crate::library::day::Day;
use crate::library::lasting::unaccepted;
use crate::library::wording::report::Reading;
use crate::site::address::Base;
use crate::site::asset::Assets;
use crate::site::style::Style;
use crate::site::words::Words;
use crate::site::{self, Site};
use crate::source::Sources;
use crate::uncited;

/// A build with everything that was found wrong in it.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The site's name.
    pub title: String,
    /// The site; `None` when something is wrong that must not be shown.
    pub site: Option<Site>,
    /// What was found, in the order of files and places.
    pub diagnostics: Diagnostics,
    /// Hints for whoever is about to publish: links that are not in the register yet, sources that nobody cites.
    pub hints: Diagnostics,
    /// The keys of the sources that nobody cites.
    pub uncited: Vec<String>,
    /// What the rules for prose measured in each article.
    pub readings: Vec<Reading>,
}

impl Edition {
    /// Builds a site for the day `today`. The same files and the same day give the same edition.
    pub fn build(sources: &Sources, today: Day) -> Edition {
        let (library, mut diagnostics) = library::compile(sources, today);
        let settings = &library.settings;
        let words = Words::read(sources, &settings.language.value, &mut diagnostics);
        let base = Base::parse(settings.url.as_ref().map(|url| url.value.as_str()));
        if let (None, Some(url)) = (&base, &settings.url) {
            let message = format!("`{}` is no address of a site", url.value);
            let help = "write it whole, without `?` and `#`: `url = \"https://clinic.example/parents/\"`";
            diagnostics.add(Diagnostic::error("bad-url", url.span, message).help(help));
        }
        let style = Style::of(sources, &library, &words, &mut diagnostics);
        diagnostics.sort(sources);
        let base = base.filter(|_| !diagnostics.has_errors());
        let site = base.map(|base| site::render(&library, &base, &words, &Assets::read(sources), &style));
        let uncited = uncited::list(sources, &library);
        let mut hints = unaccepted::check(sources, &library.past, &library.published);
        hints.append(uncited::hints(&uncited));
        let uncited = uncited.into_iter().map(|source| source.key.clone()).collect();
        Edition {
            title: settings.title.clone(),
            site,
            diagnostics,
            hints,
            uncited,
            readings: library.readings,
        }
    }
}
