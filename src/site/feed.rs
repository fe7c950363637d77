//! News for feed readers: the articles, the last reviewed first. Takes the library; gives an Atom feed (RFC 4287) for a
//! site that says where it stands, since everything in a feed has a whole address. Knows nothing of what the articles say.

use std::cmp::Reverse;

use askama::Template;

use crate::library::Library;
use crate::library::article::Article;
use crate::library::day::Day;
use crate::site::address::{Address, Base};
use crate::site::html::Html;
use crate::site::page::{Cache, Media, Page};

/// More than anyone catches up with; a feed is fetched whole again and again.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "feed.xml", whitespace = "minimize")]
struct Feed<'a> {
    language: &'a str,
    title: Html,
    author: Html,
    icon: String,
    home: String,
    here: String,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: Html,
    link: String,
    updated: String,
    published: Option<String>,
    authors: Vec<Html>,
    summary: Html,
}

/// The link to the feed, if there is one.
pub fn link(library: &Library, base: &Base) -> Option<String> {
    let is_made = base.absolute(&Address::feed()).is_some() && !library.articles.is_empty();
    is_made.then(|| base.link(&Address::feed()))
}

/// The feed. There is none without an article, and none without the site's address.
pub fn feed(library: &Library, base: &Base) -> Option<Page> {
    let settings = &library.settings;
    let mut articles: Vec<&Article> = library.articles.iter().collect();
    articles.sort_by_key(|article| Reverse(article.front.reviewed.value));
    articles.truncate(MOST);
    let author = settings.contact.as_ref().map_or(&settings.title, |contact| &contact.name);
    let feed = Feed {
        language: &settings.language.value,
        title: Html::text(&settings.title),
        author: Html::text(author),
        icon: base.absolute(&Address::favicon())?,
        home: base.absolute(&Address::home())?,
        here: base.absolute(&Address::feed())?,
        updated: midnight(articles.first()?.front.reviewed.value),
        entries: articles.into_iter().map(|article| entry(article, base)).collect::<Option<_>>()?,
    };
    let xml = feed.render().expect("a template of finished fields can be written");
    Some(Page::new(Media::Atom, Cache::Page, xml))
}

fn entry(article: &Article, base: &Base) -> Option<Entry> {
    let front = &article.front;
    // Whoever has read an article is not told of it again because it got another name: it stays what its first name says.
    let first_name = front.aliases.first().map_or(article.slug.as_str(), |alias| &alias.value);
    Some(Entry {
        id: base.absolute(&Address::article(first_name))?,
        title: Html::text(&front.title.value),
        link: base.absolute(&Address::article(article.slug.as_str()))?,
        updated: midnight(front.reviewed.value),
        published: front.published.as_ref().map(|day| midnight(day.value)),
        authors: front.authors.iter().map(|author| Html::text(author)).collect(),
        summary: Html::text(&front.lead.value),
    })
}

/// A day as RFC 3339 writes a moment.
fn midnight(day: Day) -> String {
    format!("{day}T00:00:00Z")
}
