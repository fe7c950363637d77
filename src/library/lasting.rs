//! Links that last: what became of everything that was ever published. Takes the register, what its author says of links
//! that moved or are gone, and what is there today; gives [`Lasting`], by which every old link still leads to its place,
//! and an error for each that would not. Knows nothing of addresses and of markup.

mod clash;

mod likeness;

mod lost;

mod said;

pub mod unaccepted;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::moves::{Gone, Moved, Moves};
use crate::library::permalink::{Page, Permalink};
use crate::library::published::{Kind, Published};
use crate::library::register::{Entry, Register};
use crate::library::short_code::ShortCode;
use crate::source::{Sources, Span};

/// What is known of the past.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// What this site has published.
    pub register: Register,
    /// What the built-in site has published, where this one lies over it.
    pub beneath: Register,
    /// What became of links, the old names of articles among it.
    pub moves: Moves,
    /// The old names of articles, as the articles say them.
    pub aliases: Vec<(Permalink, Moved)>,
}

impl Past {
    /// True when the link was published, by this site or by the built-in one beneath it.
    pub fn published(&self, link: &Permalink) -> bool {
        self.register.find(link).is_some() || self.beneath.find(link).is_some()
    }

    /// Everything that was published, each link once.
    pub fn entries(&self) -> impl Iterator<Item = (&Permalink, &Entry)> {
        let beneath = self.beneath.links().filter(|(link, _)| self.register.find(link).is_none());
        self.register.links().chain(beneath)
    }
}

/// A retired place: why, and what is left that is nearest to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The reason, as readers are told.
    pub because: String,
    /// The nearest place that is there.
    pub nearest: Option<Permalink>,
}

/// What a page says to whoever comes with an old id that nothing on it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It stands elsewhere now.
    Moved(Permalink),
    /// It is gone.
    Retired(Retired),
}

/// What a page answers to beside the ids of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Ids that a place of the page once had, by the id it has now.
    pub was: BTreeMap<String, Vec<String>>,
    /// Ids whose place is not on the page, with what to say.
    pub lines: BTreeMap<String, Line>,
}

/// What became of every link.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    /// What pages answer to; also pages that are retired.
    answers: BTreeMap<Page, Answers>,
    /// The pages that took over from those that are not there.
    pages: BTreeMap<Page, Page>,
    /// The pages that are retired.
    retired: BTreeMap<Page, Retired>,
    /// Where each code leads: to a place that is there, or to a line or page that says what became of it.
    codes: BTreeMap<ShortCode, Permalink>,
    /// The code that is offered for each place that is there.
    offered: BTreeMap<Permalink, ShortCode>,
    /// Where old links lead that lead somewhere.
    now: BTreeMap<Permalink, Permalink>,
}

impl Lasting {
    /// What a page answers to beside its own ids, if there is anything.
    pub fn answers(&self, page: &Page) -> Option<&Answers> {
        self.answers.get(page)
    }

    /// Pages that are not there, with those that took over.
    pub fn pages(&self) -> impl Iterator<Item = (&Page, &Page)> {
        self.pages.iter()
    }

    /// Pages that are retired.
    pub fn retired(&self) -> impl Iterator<Item = (&Page, &Retired)> {
        self.retired.iter()
    }

    /// Every short code with where it leads.
    pub fn codes(&self) -> impl Iterator<Item = (&ShortCode, &Permalink)> {
        self.codes.iter()
    }

    /// The short code of a place that is there.
    pub fn code(&self, link: &Permalink) -> Option<&ShortCode> {
        self.offered.get(link)
    }

    /// Where a link leads today that no longer names what is there.
    pub fn now(&self, link: &Permalink) -> Option<&Permalink> {
        self.now.get(link)
    }

    /// The links of a page of the past that lead on to somewhere, by their ids.
    pub fn of_page<'l>(&'l self, page: &'l Page) -> impl Iterator<Item = (&'l str, &'l Permalink)> {
        let from = self.now.range(Permalink::to_page(page.clone())..);
        let of_page = from.take_while(move |(link, _)| link.page == *page);
        of_page.filter_map(|(link, to)| link.fragment.as_deref().map(|id| (id, to)))
    }
}

/// What became of one link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// It leads to this, which is there.
    Here(Permalink),
    /// It is gone: what is, and why.
    Gone(Permalink, String),
    /// Nobody knows: the name under which it was lost.
    Lost(Permalink),
    /// Its moves lead in a circle.
    Round,
}

/// What is asked while links are followed.
#[derive(Clone, Copy)]
struct Inquiry<'a> {
    sources: &'a Sources,
    past: &'a Past,
    published: &'a Published,
}

impl Inquiry<'_> {
    /// Follows a link to its end. A section of a page that moved goes along with it unless something is said of the
    /// section itself.
    fn fate(&self, link: &Permalink) -> Fate {
        let moves = &self.past.moves;
        let mut seen = BTreeSet::new();
        let mut at = link.clone();
        loop {
            let is_page = at.fragment.is_none();
            if self.published.find(&at).is_some() || (is_page && self.published.has(&at.page)) {
                return Fate::Here(at);
            }
            if !seen.insert(at.clone()) {
                return Fate::Round;
            }
            let page = Permalink::to_page(at.page.clone());
            if let Some(Moved { to, span: _ }) = moves.moved.get(&at) {
                at = to.clone();
            } else if let Some(Gone { because, span: _ }) = moves.gone.get(&at) {
                return Fate::Gone(at, because.clone());
            } else if let (Some(Gone { because, span: _ }), true) =
                (moves.gone.get(&page), page.page.is_list())
            {
                // A list can be retired as a whole: what is not in it any more.
                return Fate::Gone(page, because.clone());
            } else if self.published.has(&at.page) {
                return self.with_its_section(&at).unwrap_or(Fate::Lost(at));
            } else if let Some(Moved { to, span: _ }) = moves.moved.get(&page) {
                at.page = to.page.clone();
            } else if let Some(Gone { because, span: _ }) = moves.gone.get(&page) {
                return Fate::Gone(page, because.clone());
            } else {
                return Fate::Lost(at);
            }
        }
    }

    /// The page that has taken the place of a link's page, where it is there.
    fn page_of(&self, link: &Permalink) -> Option<Permalink> {
        match self.fate(&Permalink::to_page(link.page.clone())) {
            Fate::Here(page) => Some(page),
            Fate::Gone(..) | Fate::Lost(_) | Fate::Round => None,
        }
    }

    /// What became of a table whose section has another id now, or stands elsewhere: it goes along.
    fn with_its_section(&self, table: &Permalink) -> Option<Fate> {
        let (start, section) = table.section_of_table()?;
        match self.fate(&section) {
            Fate::Here(Permalink { page, fragment: Some(now) }) => {
                let now = Permalink::to_place(page, format!("{start}-{now}"));
                self.published.find(&now).is_some().then_some(Fate::Here(now))
            }
            Fate::Gone(at, because) => Some(Fate::Gone(at, because)),
            Fate::Here(_) | Fate::Lost(_) | Fate::Round => None,
        }
    }

    /// Where the register says that a link was published: this site's, or the built-in site's.
    fn published_at(&self, link: &Permalink) -> Option<Span> {
        self.past.register.find(link).or_else(|| self.past.beneath.find(link)).map(|entry| entry.span)
    }

    /// True when what stands on a page comes from the built-in site.
    fn is_built_in(&self, page: &Page) -> bool {
        let place = self.published.of_page(page).next();
        place.is_some_and(|(_, place)| self.sources.file(place.span.file).built_in)
    }

    /// True when the built-in site says something at `said` of what a site has of its own: that is none of its business.
    fn is_replaced(&self, said: Span, page: &Page) -> bool {
        self.sources.file(said.file).built_in && !self.is_built_in(page)
    }

    /// True when a link counts as published: it stands in the register, or was part of the built-in site and still
    /// comes from there.
    fn is_published(&self, link: &Permalink) -> bool {
        let inherits = || {
            let place = self.published.find(link);
            place.is_some_and(|place| self.sources.file(place.span.file).built_in)
        };
        self.past.register.find(link).is_some() || (self.past.beneath.find(link).is_some() && inherits())
    }
}

/// Follows every link that was published or spoken of, and reports those that lead nowhere.
pub fn settle(
    sources: &Sources,
    past: &Past,
    published: &Published,
    drafts: &[Page],
    found: &mut Diagnostics,
) -> Lasting {
    let inquiry = Inquiry { sources, past, published };
    said::check(inquiry, found);
    lost::check(inquiry, drafts, found);
    check_names(inquiry, found);
    let mut lasting = Lasting::default();
    let Moves { moved, gone } = &past.moves;
    let mut old: BTreeSet<&Permalink> = moved.keys().chain(gone.keys()).collect();
    old.extend(past.entries().map(|(link, _)| link));
    for link in old.into_iter().filter(|link| published.find(link).is_none()) {
        lasting.take(inquiry, link, found);
    }
    // The site's own codes go before those of the built-in site.
    for (code, link) in past.register.codes().chain(past.beneath.codes()) {
        let to = match published.find(link) {
            Some(_) => Some(link.clone()),
            None => lasting.now.get(link).cloned().or_else(|| inquiry.page_of(link)),
        };
        if let Some(to) = to {
            lasting.codes.entry(code.clone()).or_insert(to);
        }
    }
    for (link, _) in published.all() {
        let entries = [&past.register, &past.beneath].map(|register| register.find(link));
        let leads_here = |code: &ShortCode| lasting.codes.get(code) == Some(link);
        let code =
            entries.into_iter().flatten().map(|entry| &entry.code).find(|code| leads_here(code)).cloned();
        lasting.offered.extend(code.map(|code| (link.clone(), code)));
    }
    lasting
}

impl Lasting {
    /// Takes up a link that names nothing that is there.
    fn take(&mut self, inquiry: Inquiry<'_>, link: &Permalink, found: &mut Diagnostics) {
        let Permalink { page, fragment } = link;
        let mut is_said = false;
        let (to, line) = match inquiry.fate(link) {
            Fate::Here(to) => (Some(to.clone()), Some(Line::Moved(to))),
            Fate::Gone(at, because) => {
                let gone = if at.page.is_list() { link } else { &at };
                let nearest = likeness::nearest_to_gone(inquiry.published, gone);
                // A page that is gone says why by itself.
                is_said = at.fragment.is_none() && !at.page.is_list();
                (None, Some(Line::Retired(Retired { because, nearest })))
            }
            Fate::Lost(_) | Fate::Round => (None, None),
        };
        let Some(id) = fragment else {
            match (to, line) {
                (Some(to), _) => {
                    self.pages.insert(page.clone(), to.page.clone());
                    self.now.insert(link.clone(), to);
                }
                (None, Some(Line::Retired(retired))) => {
                    self.retired.insert(page.clone(), retired);
                    self.now.insert(link.clone(), link.clone());
                }
                (None, Some(Line::Moved(_)) | None) => {}
            }
            return;
        };
        // Where a browser arrives that follows the link: it keeps the id when a page leads on to another.
        let whole = Permalink::to_page(page.clone());
        let arrives = match inquiry.fate(&whole) {
            Fate::Here(whole) => whole.page,
            Fate::Gone(..) => page.clone(),
            Fate::Lost(_) | Fate::Round => return,
        };
        let there = Permalink::to_place(arrives.clone(), id);
        let Some(line) = line else { return };
        let now = match &to {
            Some(to) => to.clone(),
            None if inquiry.published.has(&arrives) => there.clone(),
            None => Permalink::to_page(arrives.clone()),
        };
        self.now.insert(link.clone(), now);
        if to.as_ref() == Some(&there) || (is_said && !inquiry.published.has(&arrives)) {
            return;
        }
        if inquiry.published.find(&there).is_some() {
            found.add(clash::with_place(inquiry, link, &there, to.as_ref()));
            return;
        }
        let answers = self.answers.entry(arrives.clone()).or_default();
        if let Some(other) = answers.line(&arrives, id).filter(|other| *other != line) {
            found.add(clash::with_other(inquiry, link, &there, &other));
            return;
        }
        match to {
            Some(Permalink { page, fragment: Some(now) }) if page == arrives => {
                let was = answers.was.entry(now).or_default();
                if !was.contains(id) {
                    was.push(id.clone());
                }
            }
            // Nothing on the page has the id, so that a browser shows the page from its top: the very place.
            Some(Permalink { page, fragment: None }) if page == arrives => {}
            Some(_) | None => {
                answers.lines.insert(id.clone(), line);
            }
        }
    }
}

impl Answers {
    /// What the page, which is `page`, says to whoever comes with an old id, if it says anything.
    fn line(&self, page: &Page, id: &String) -> Option<Line> {
        let was = self.was.iter().find(|(_, ids)| ids.contains(id));
        let was = was.map(|(now, _)| Line::Moved(Permalink::to_place(page.clone(), now)));
        was.or_else(|| self.lines.get(id).cloned())
    }
}

/// A published id that is made from the words of its heading is lost when they change.
fn check_names(inquiry: Inquiry<'_>, found: &mut Diagnostics) {
    for (link, place) in inquiry.published.all() {
        if place.kind != (Kind::Section { named: false }) || !inquiry.is_published(link) {
            continue;
        }
        let id = link.fragment.as_deref().unwrap_or_default();
        let message =
            format!("the published id `{id}` is made from these words: others would break its links");
        let pin = lost::command(
            inquiry.sources,
            &format!("pin {}", lost::word(&Permalink::to_page(link.page.clone()))),
        );
        let help = format!("write `{{#{id}}}` behind the heading; `{pin}` does it for the whole page");
        found.add(Diagnostic::warning("automatic-id", place.span, message).help(help));
    }
}
