//! What is most like something that is not there any more. Takes links and what is there; gives the nearest of it.

use crate::library::catalog::slugify;
use crate::library::permalink::{Page, Permalink};
use crate::library::published::{Kind, Place, Published};

/// Less than this is no likeness, from 0 to 1: chance pairs of headings of the built-in articles mostly stay beneath it.
pub(crate) const SOME: f64 = 0.4;

/// What a link once led to, as it is looked for: by the words of its id.
#[derive(Clone, Debug)]
pub(crate) struct Sought {
    id: Letters,
    words: Vec<String>,
}

impl Sought {
    /// What the link led to.
    pub(crate) fn by(link: &Permalink) -> Sought {
        let id = name(link);
        Sought { words: id.split('-').map(str::to_owned).collect(), id: Letters::of(&id) }
    }

    /// How like a place is to it, by its id and by its words: 0 for nothing in common, 1 for the same.
    pub(crate) fn likeness(&self, place: &Looks) -> f64 {
        let letters = self.id.likeness(&place.id).max(self.id.likeness(&place.title));
        letters.max(self.shared_words(place))
    }

    /// How much of the id a title has, word by word: most ids are a few words of their headings. Long words count for
    /// more.
    fn shared_words(&self, place: &Looks) -> f64 {
        let letters = |words: &mut dyn Iterator<Item = &String>| -> f64 {
            let count: usize = words.map(|word| word.chars().count()).sum();
            f64::from(u32::try_from(count).unwrap_or(u32::MAX))
        };
        let shared = letters(&mut self.words.iter().filter(|word| place.words.contains(word)));
        0.9 * shared / letters(&mut self.words.iter()).max(1.0)
    }
}

/// A place that is there, made ready to be held against many links.
#[derive(Clone, Debug)]
pub(crate) struct Looks {
    id: Letters,
    title: Letters,
    words: Vec<String>,
}

impl Looks {
    /// How the place at a link looks.
    pub(crate) fn of(link: &Permalink, place: &Place) -> Looks {
        let title = slugify(&place.title);
        let words = title.split('-').map(str::to_owned).collect();
        Looks { id: Letters::of(&name(link)), title: Letters::of(&title), words }
    }
}

/// Each two letters that stand side by side, in their order.
#[derive(Clone, Debug, PartialEq)]
struct Letters(Vec<(char, char)>);

impl Letters {
    fn of(text: &str) -> Letters {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        Letters(pairs)
    }

    /// The share of pairs that both have (Sørensen and Dice).
    fn likeness(&self, other: &Letters) -> f64 {
        let (Letters(ours), Letters(theirs)) = (self, other);
        let (mut shared, mut at) = (0_u32, 0);
        for pair in ours {
            at += theirs[at..].iter().take_while(|other| *other < pair).count();
            if theirs.get(at) == Some(pair) {
                shared += 1;
                at += 1;
            }
        }
        let all = u32::try_from(ours.len() + theirs.len()).unwrap_or(u32::MAX);
        2.0 * f64::from(shared) / f64::from(all.max(1))
    }
}

fn name(link: &Permalink) -> String {
    match (&link.fragment, &link.page) {
        (Some(id), _) => id.clone(),
        (None, Page::Article(slug) | Page::Text(slug)) => slug.clone(),
        (None, Page::Bibliography | Page::Evidence | Page::Glossary) => link.page.to_string(),
    }
}

/// The place that was most likely meant by a link that leads nowhere.
pub(crate) fn nearest(published: &Published, link: &Permalink) -> Option<Permalink> {
    let on_page = |other: &Permalink| if other.page == link.page { 0.2 } else { 0.0 };
    let (is_page, sought) = (link.fragment.is_none(), Sought::by(link));
    let others = published.all().filter(|(other, _)| other.fragment.is_none() == is_page);
    let near = others.map(|(other, place)| (sought.likeness(&Looks::of(other, place)), other));
    let near = near.filter(|(near, _)| *near >= SOME);
    let near = near.map(|(near, other)| (near + on_page(other), other));
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other.clone())
}

/// Where whoever finds `gone` retired can read on: a section like it on its page, or else the page from its beginning;
/// where the page itself is gone, an article like it.
pub(crate) fn nearest_to_gone(published: &Published, gone: &Permalink) -> Option<Permalink> {
    let sought = Sought::by(gone);
    let most = |places: &mut dyn Iterator<Item = (&Permalink, &Place)>| {
        let near = places.map(|(link, place)| (sought.likeness(&Looks::of(link, place)), link.clone()));
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
