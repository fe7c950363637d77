//! Addresses of the past, each with what stands there now: the way on to another page, or the word that it is gone. Takes
//! finished links and words; gives [`Former`]. Knows nothing of why a page moved, and nothing of who asks.

use std::collections::BTreeMap;

use crate::site::address::{Address, Base};
use crate::site::html::Html;
use crate::site::page::Page;

/// A page, or a place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goal {
    /// The page.
    pub address: Address,
    /// The id of the place.
    pub fragment: Option<String>,
}

impl From<Address> for Goal {
    /// The page as a whole.
    fn from(address: Address) -> Goal {
        Goal { address, fragment: None }
    }
}

impl Goal {
    /// The link to it.
    pub fn link(&self, base: &Base) -> String {
        match &self.fragment {
            Some(id) => base.link_to(&self.address, id),
            None => base.link(&self.address),
        }
    }
}

/// The way on from an address of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onward {
    goal: Goal,
    sign: Page,
}

/// A place of a page that moved: the id by which it was known, where it is, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The old id.
    pub id: String,
    /// Where it is now.
    pub goal: Goal,
    /// What it is called.
    pub title: String,
}

/// What a sign is made with.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'a> {
    /// Where the site stands.
    pub base: &'a Base,
    /// The language of the words.
    pub language: &'a str,
    /// The sentence before the link.
    pub words: &'a str,
    /// The link to the script that leads on to the place which a reader came for.
    pub script: &'a str,
}

impl Onward {
    /// Leads to `goal`, which a reader knows as `title`. `kept` are the places that the page of the past had.
    pub fn new(signs: Signs<'_>, goal: Goal, title: &str, kept: &[Kept]) -> Onward {
        let sign = Page::html(sign(signs, &goal, title, kept));
        Onward { goal, sign }
    }

    /// Where it leads.
    pub fn goal(&self) -> &Goal {
        &self.goal
    }

    /// The small page that a host of files shows there, since it cannot send a browser elsewhere.
    pub fn sign(&self) -> &Page {
        &self.sign
    }
}

/// A page that leads on to another and says where. A reader is there at once, without script too, unless the page had
/// places of its own: a browser without script would lose the place that was asked for, so it waits for a click there.
fn sign(signs: Signs<'_>, goal: &Goal, title: &str, kept: &[Kept]) -> String {
    let Signs { base, language, words, script } = signs;
    let link = goal.link(base);
    let mut page = Html::new();
    page.push_tag("<!doctype html><html");
    page.push_attribute("lang", language);
    page.push_tag("><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    page.push_tag(
        "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">",
    );
    page.push_element("title", &[], &Html::text(title));
    page.push_tag("<link rel=\"canonical\"");
    page.push_attribute("href", &base.absolute(&goal.address).unwrap_or_else(|| base.link(&goal.address)));
    page.push_tag(">");
    if kept.is_empty() {
        page.push_tag("<meta http-equiv=\"refresh\"");
        page.push_attribute("content", &format!("0; url={link}"));
    } else {
        page.push_tag("<script type=\"module\"");
        page.push_attribute("src", script);
        page.push_tag("></script");
    }
    page.push_tag("><p>");
    page.push_text(words);
    page.push_tag(" ");
    page.push_element("a", &[("href", &link)], &Html::text(title));
    page.push_tag("</p>");
    if !kept.is_empty() {
        page.push_tag("<ul>");
        for Kept { id, goal, title } in kept {
            let link = goal.link(base);
            page.push_element("li", &[("id", id)], &{
                let mut line = Html::new();
                line.push_element("a", &[("href", &link)], &Html::text(title));
                line
            });
        }
        page.push_tag("</ul>");
    }
    page.push_tag("\n");
    page.to_string()
}

/// What stands at the addresses of the past.
#[derive(Clone, Debug, Default)]
pub struct Former {
    /// Paths that lead on.
    pub moved: BTreeMap<String, Onward>,
    /// Paths whose page is gone, with what is shown there.
    pub gone: BTreeMap<String, Page>,
}
