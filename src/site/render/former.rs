//! What the site says of the past: ways on from old addresses, pages that are gone, and the lines on a page for whoever
//! comes with the id of what is not there any more.

use crate::library::lasting::{Line, Retired};
use crate::library::permalink::{Page as Where, Permalink};
use crate::site::address::Address;
use crate::site::gone_page::GonePage;
use crate::site::layout::{FormerLine, Link};
use crate::site::onward::{Former, Goal, Kept, Onward, Signs};
use crate::site::page::Page;
use crate::site::render::{HOME, Press, shown};

/// Where a page of the library stands.
pub(crate) fn address(page: &Where) -> Address {
    match page {
        Where::Article(slug) => Address::article(slug),
        Where::Text(slug) if slug == HOME => Address::home(),
        Where::Text(slug) => Address::page(slug),
        Where::Bibliography => Address::bibliography(),
        Where::Evidence => Address::evidence(),
        Where::Glossary => Address::glossary(),
    }
}

/// Where a permanent link leads.
fn goal(link: &Permalink) -> Goal {
    Goal { address: address(&link.page), fragment: link.fragment.clone() }
}

impl Press<'_> {
    /// Everything that stands at addresses of the past.
    pub(crate) fn former(&self) -> Former {
        let lasting = &self.library.lasting;
        let (words, script) = (self.words.say("moved-sign"), self.asset("onward.js"));
        let language = &self.library.settings.language.value;
        let signs = Signs { base: self.base, language, words: &words, script: &script };
        let mut former = Former::default();
        for (old, now) in lasting.pages() {
            let kept = lasting.of_page(old).map(|(id, to)| Kept {
                id: id.to_owned(),
                goal: goal(to),
                title: self.name_of(to),
            });
            let kept: Vec<Kept> = kept.collect();
            let title = self.name_of(&Permalink::to_page(now.clone()));
            let onward = Onward::new(signs, address(now).into(), &title, &kept);
            former.moved.insert(address(old).to_string(), onward);
            if let (Where::Article(old), Where::Article(now)) = (old, now) {
                let how = Onward::new(signs, Address::cite(now).into(), &title, &[]);
                former.moved.insert(Address::cite(old).to_string(), how);
            }
        }
        for (old, retired) in lasting.retired() {
            former.gone.insert(address(old).to_string(), self.gone(old, retired));
        }
        for (code, to) in lasting.codes() {
            let path = Address::short(code.as_str()).to_string();
            match former
                .gone
                .get(address(&to.page).as_str())
                .filter(|_| !self.library.published.has(&to.page))
            {
                Some(gone) => {
                    let gone = gone.clone();
                    former.gone.insert(path, gone);
                }
                None => {
                    former.moved.insert(path, Onward::new(signs, goal(to), &self.name_of(to), &[]));
                }
            }
        }
        former
    }

    fn gone(&self, page: &Where, retired: &Retired) -> Page {
        let Retired { because, nearest } = retired;
        let links = self.navigation(None).into_iter().map(|item| Link { label: item.label, link: item.link });
        let title = self.words.say("gone-title");
        shown(GonePage {
            layout: self.layout(Some(&title), because, Some(&address(page))),
            because: because.clone(),
            nearest: nearest.as_ref().map(|nearest| self.link_to(nearest)),
            links: links.collect(),
        })
    }

    /// The lines of a page for ids whose place is not on it.
    pub(crate) fn former_lines(&self, here: &Address) -> Vec<FormerLine> {
        let Some(answers) = self.answers.get(here.as_str()) else { return Vec::new() };
        let line = |(id, line): (&String, &Line)| {
            let (because, link) = match line {
                Line::Moved(to) => (None, Some(self.link_to(to))),
                Line::Retired(Retired { because, nearest }) => {
                    (Some(because.clone()), nearest.as_ref().map(|nearest| self.link_to(nearest)))
                }
            };
            FormerLine { id: id.clone(), because, link }
        };
        answers.lines.iter().map(line).collect()
    }

    /// The old ids of what has the id `now` on the page at an address.
    pub(crate) fn was(&self, here: &Address, now: &str) -> Vec<String> {
        let answers = self.answers.get(here.as_str());
        answers.and_then(|answers| answers.was.get(now)).cloned().unwrap_or_default()
    }

    fn link_to(&self, link: &Permalink) -> Link {
        Link { label: self.name_of(link), link: goal(link).link(self.base) }
    }

    /// What a reader would call a place: “Taking turns”, in “Synchrony”.
    fn name_of(&self, link: &Permalink) -> String {
        let published = &self.library.published;
        let page = match &link.page {
            Where::Article(_) | Where::Text(_) => published.page_title(&link.page).map(str::to_owned),
            Where::Bibliography => Some(self.words.say("bibliography")),
            Where::Evidence => Some(self.words.say("evidence")),
            Where::Glossary => Some(self.words.say("glossary")),
        };
        let page = page.unwrap_or_else(|| link.page.to_string());
        match published.find(link) {
            Some(place) if link.fragment.is_some() => self
                .words
                .with("place-in-page", &[("what", place.title.as_str().into()), ("page", page.into())]),
            Some(_) | None => page,
        }
    }
}
