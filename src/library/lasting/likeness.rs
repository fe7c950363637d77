//! What is most like something that is not there any more. Takes links and what is there; gives the nearest of it.

use crate::library::catalog::slugify;
use crate::library::permalink::{Page, Permalink};
use crate::library::published::{Kind, Place, Published};

/// Less than this is no likeness, from 0 to 1: chance pairs of headings of the built-in articles mostly stay beneath it.
pub(crate) const SOME: f64 = 0.4;

/// How like a place is to what a link once led to, by its id and by its words: 0 for nothing in common, 1 for the same.
pub(crate) fn likeness(link: &Permalink, other: &Permalink, place: &Place) -> f64 {
    let name = |link: &Permalink| match (&link.fragment, &link.page) {
        (Some(id), _) => id.clone(),
        (None, Page::Article(slug) | Page::Text(slug)) => slug.clone(),
        (None, Page::Bibliography | Page::Evidence | Page::Glossary) => link.page.to_string(),
    };
    let (old, id, title) = (name(link), name(other), slugify(&place.title));
    let letters = strsim::sorensen_dice(&old, &id).max(strsim::sorensen_dice(&old, &title));
    letters.max(words(&old, &title))
}

/// How much of an id a title has, word by word: most ids are a few words of their headings. Long words count for more.
fn words(id: &str, title: &str) -> f64 {
    let there: Vec<&str> = title.split('-').collect();
    let letters = |words: &mut dyn Iterator<Item = &str>| -> f64 {
        let count: usize = words.map(|word| word.chars().count()).sum();
        f64::from(u32::try_from(count).unwrap_or(u32::MAX))
    };
    let shared = letters(&mut id.split('-').filter(|word| there.contains(word)));
    0.9 * shared / letters(&mut id.split('-')).max(1.0)
}

/// The place that was most likely meant by a link that leads nowhere.
pub(crate) fn nearest(published: &Published, link: &Permalink) -> Option<Permalink> {
    let on_page = |other: &Permalink| if other.page == link.page { 0.2 } else { 0.0 };
    let is_page = link.fragment.is_none();
    let others = published.all().filter(|(other, _)| other.fragment.is_none() == is_page);
    let near =
        others.map(|(other, place)| (likeness(link, other, place), other)).filter(|(near, _)| *near >= SOME);
    let near = near.map(|(near, other)| (near + on_page(other), other));
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other.clone())
}

/// Where whoever finds `gone` retired can read on: a section like it on its page, or else the page from its beginning;
/// where the page itself is gone, an article like it.
pub(crate) fn nearest_to_gone(published: &Published, gone: &Permalink) -> Option<Permalink> {
    let most = |places: &mut dyn Iterator<Item = (&Permalink, &Place)>| {
        let near = places.map(|(link, place)| (likeness(gone, link, place), link.clone()));
        near.filter(|(near, _)| *near >= SOME).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, link)| link)
    };
    if gone.fragment.is_some() && published.has(&gone.page) {
        let is_place = |place: &Place| place.kind != Kind::Page;
        let mut places = published.of_page(&gone.page).filter(|(_, place)| is_place(place));
        return Some(most(&mut places).unwrap_or_else(|| Permalink::to_page(gone.page.clone())));
    }
    let is_article = |link: &Permalink| matches!(link.page, Page::Article(_)) && link.fragment.is_none();
    let mut pages = published.all().filter(|(link, _)| is_article(link));
    most(&mut pages)
}
