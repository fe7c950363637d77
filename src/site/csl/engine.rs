//! hayagriva at work. Takes a style, the words of its language, and citations; gives what hayagriva makes of them, or
//! nothing where it stops at something it does not know.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::{Locator, OtherTerm, Term};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, LocalizedTerm, TermForm};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, LocatorPayload,
    Rendered, SpecificLocator,
};

static QUIET: Once = Once::new();

thread_local! {
    /// True while hayagriva works: a panic of its own is no news for a terminal.
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// A style with what it needs to be used.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The style.
    pub style: IndependentStyle,
    /// The words of its language, and English.
    pub locales: Vec<Locale>,
    /// The language, where the style leaves it open.
    pub locale: Option<LocaleCode>,
}

/// A cited work as hayagriva is asked for it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The work.
    pub item: &'a Item,
    /// The place in it.
    pub locator: Option<(Locator, &'a str)>,
    /// True for one that is only there to be known.
    pub hidden: bool,
    /// True for names before the bracket.
    pub narrative: bool,
}

/// A citation as hayagriva is asked for it: its works, and the number of its note.
pub type Question<'a> = (Vec<Asked<'a>>, Option<usize>);

impl<'a> Asked<'a> {
    /// The work and nothing else.
    pub fn plain(item: &'a Item) -> Asked<'a> {
        Asked { item, locator: None, hidden: false, narrative: false }
    }
}

impl Engine {
    /// True when stops and commas stand within closing quotes, as in American English.
    pub fn stops_within_quotes(&self) -> bool {
        let own = self.style.locale.iter().chain(&self.locales);
        let wanted = |locale: &&Locale| locale.lang.is_none() || locale.lang == self.locale;
        own.filter(wanted)
            .filter_map(|locale| locale.style_options.as_ref())
            .find_map(|options| options.punctuation_in_quote)
            .unwrap_or(false)
    }

    /// The ways to say in the style's language that there is no date: `no date`, `n.d.`
    pub fn no_date(&self) -> Vec<String> {
        let terms = self.terms(Term::Other(OtherTerm::NoDate));
        terms.filter_map(|term| term.single().map(str::to_owned)).collect()
    }

    /// The short words for one page and for several: `p.`, `pp.`
    pub fn pages(&self) -> (String, String) {
        let page = self.terms(Term::PageVariable).chain(self.terms(Term::Locator(Locator::Page)));
        let mut short = page.filter(|term| term.form == TermForm::Short);
        let words = short.find_map(|term| Some((term.single()?.to_owned(), term.multiple()?.to_owned())));
        words.unwrap_or_default()
    }

    /// What the style calls a thing, then what its language does.
    fn terms(&self, name: Term) -> impl Iterator<Item = &LocalizedTerm> {
        let base = |code: &LocaleCode| code.0.split('-').next().unwrap_or_default().to_owned();
        let wanted = move |locale: &&Locale| {
            let (Some(lang), Some(own)) = (&locale.lang, &self.locale) else { return true };
            base(lang) == base(own)
        };
        let terms = self.style.locale.iter().chain(&self.locales).filter(wanted);
        let terms = terms.filter_map(|locale| locale.terms.as_ref()).flat_map(|terms| &terms.terms);
        terms.filter(move |term| term.name == name)
    }

    /// Everything for these citations, in their order. `None` if hayagriva stopped.
    pub fn ask(&self, questions: &[Question<'_>]) -> Option<Rendered> {
        let mut driver = BibliographyDriver::new();
        for (asked, note) in questions {
            let items = asked.iter().map(|one| {
                let locator =
                    one.locator.map(|(label, value)| SpecificLocator(label, LocatorPayload::Str(value)));
                let purpose = one.narrative.then_some(CitePurpose::Prose);
                CitationItem::new(one.item, locator, None, one.hidden, purpose)
            });
            let items = items.collect();
            driver.citation(CitationRequest::new(
                items,
                &self.style,
                self.locale.clone(),
                &self.locales,
                *note,
            ));
        }
        let request = BibliographyRequest {
            style: &self.style,
            locale: self.locale.clone(),
            locale_files: &self.locales,
        };
        // It is known to panic at dates that are ranges, which it is not given, and where works with twenty authors and more
        // are to be told apart; nothing that an author writes may stop us. Whoever asked says what it was about.
        QUIET.call_once(|| {
            let told = take_hook();
            set_hook(Box::new(move |panic| {
                if !ASKING.get() {
                    told(panic);
                }
            }));
        });
        ASKING.set(true);
        let answer = catch_unwind(AssertUnwindSafe(|| driver.finish(request)));
        ASKING.set(false);
        answer.ok()
    }
}
