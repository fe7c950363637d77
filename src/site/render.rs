//! A library to finished pages. Takes everything compiled; fills one page struct for each address and gives its bytes.
//! Knows nothing of what a template does with its fields, and nothing of who asks for a page.

mod former;

mod article;

mod lists;

mod contact;

mod programs;

mod taking;

use std::collections::BTreeMap;

use askama::Template;

use crate::library::Library;
use crate::library::article::TextPage;
use crate::library::catalog::Slug;
use crate::library::lasting::Answers;
use crate::library::mention::{Place, PlacePage};
use crate::library::permalink::Page as Where;
use crate::library::prose::Block;
use crate::library::topic::Topic;
use crate::site::address::{Address, Base};
use crate::site::articles_page::ArticlesPage;
use crate::site::asset::Assets;
use crate::site::body::{Means, Writer};
use crate::site::feed;
use crate::site::help;
use crate::site::home_page::HomePage;
use crate::site::html::Html;
use crate::site::layout::{
    Current, Footer, Layout, Link, NavigationItem, Place as ShownPlace, Shelf, Shelved,
};
use crate::site::marks::{Listed, Marks};
use crate::site::missing::Missing;
use crate::site::missing_page::MissingPage;
use crate::site::page::Page;
use crate::site::references::References;
use crate::site::sieve::{Query, Sieve};
use crate::site::text_page;
use crate::site::words::Words;

/// The slug of the page that stands at `/`.
const HOME: &str = "home";
/// The slug of the page that says who runs the site.
const ABOUT: &str = "about";

/// What every page is made with.
pub struct Press<'l> {
    library: &'l Library,
    base: &'l Base,
    words: &'l Words,
    assets: &'l Assets,
    references: &'l References<'l>,
    numbers: BTreeMap<&'l Slug, usize>,
    /// What pages answer to beside their own ids.
    answers: BTreeMap<Address, &'l Answers>,
}

impl<'l> Press<'l> {
    /// Takes everything that is needed; makes nothing yet.
    pub fn new(
        library: &'l Library,
        base: &'l Base,
        words: &'l Words,
        assets: &'l Assets,
        references: &'l References<'l>,
    ) -> Press<'l> {
        let numbers =
            library.articles.iter().enumerate().map(|(index, article)| (&article.slug, index + 1)).collect();
        let pages = library.published.pages().chain(library.lasting.retired().map(|(page, _)| page));
        let answers = pages.filter_map(|page| Some((former::address(page), library.lasting.answers(page)?)));
        Press { library, base, words, assets, references, numbers, answers: answers.collect() }
    }

    /// Every page with its address.
    pub fn pages(&self, sieve: &Sieve) -> Vec<(Address, Page)> {
        let mut pages = vec![
            (Address::articles(), self.articles()),
            (Address::bibliography(), Page::html(sieve.page(&Query::default()))),
            (Address::evidence(), self.evidence()),
            (Address::glossary(), self.glossary()),
        ];
        let mut aside = self.all_sources();
        aside.push(self.cited());
        for article in &self.library.articles {
            let (page, sources) = self.article(article);
            pages.push((Address::article(article.slug.as_str()), page));
            aside.extend(self.citing(article, &sources));
        }
        pages.extend(self.library.pages.iter().map(|page| match page.slug.as_str() {
            HOME => (Address::home(), self.home(page)),
            slug => (Address::page(slug), self.text(page)),
        }));
        let for_programs = self.for_programs(&pages);
        pages.extend(for_programs.into_iter().chain(aside));
        pages
    }

    /// What is shown where no page stands.
    pub fn missing(&self) -> Missing {
        // Marks the place of the offer. It is no letter, so that no title and no link can hold it.
        const SLOT: &str = "\u{fdd0}";
        let (title, lead) = (self.words.say("missing-title"), self.words.say("missing-lead"));
        let links = self.navigation(None).into_iter().map(|item| Link { label: item.label, link: item.link });
        let page = MissingPage {
            layout: self.layout(Some(&title), &lead, None),
            offer: Html::text(SLOT),
            links: links.collect(),
        };
        let page = page.render().expect("a template of finished fields can be written");
        let (before, after) = page.split_once(SLOT).expect("the template shows the offer");
        let offers = self.titles().into_iter().map(|(address, label)| {
            let link = self.base.link(&address);
            let mut offer = Html::new();
            offer.push_tag("<p>");
            offer.push_text(&self.words.say("missing-nearest"));
            offer.push_tag(" ");
            offer.push_element("a", &[("href", &link)], &Html::text(&label));
            offer.push_tag("</p>");
            (address, offer.as_str().as_bytes().to_vec())
        });
        Missing::new(before, after, "", offers.collect::<Vec<_>>())
    }

    /// The name of every page, as an offer shows it.
    fn titles(&self) -> Vec<(Address, String)> {
        let library = self.library;
        let mut titles: Vec<(Address, String)> = ["articles", "bibliography", "evidence", "glossary"]
            .map(|name| self.words.say(name))
            .into_iter()
            .zip([Address::articles(), Address::bibliography(), Address::evidence(), Address::glossary()])
            .map(|(label, address)| (address, label))
            .collect();
        let articles = library.articles.iter();
        titles.extend(articles.map(|a| (Address::article(a.slug.as_str()), a.front.title.value.clone())));
        let pages = library.pages.iter().filter(|page| page.slug.as_str() != HOME);
        titles.extend(pages.map(|page| (Address::page(page.slug.as_str()), page.title.value.clone())));
        titles
    }

    fn means(&self) -> Means<'_> {
        Means { library: self.library, base: self.base, words: self.words }
    }

    /// For a page without lists of its own.
    fn writer(&self, section: &str) -> Writer<'_> {
        Writer::new(self.means(), Marks::new(self.references, Listed::Elsewhere, Listed::Elsewhere), section)
    }

    fn layout(&self, title: Option<&str>, description: &str, address: Option<&Address>) -> Layout<'_> {
        Layout {
            words: self.words,
            language: self.library.settings.language.value.clone(),
            site_title: self.library.settings.title.clone(),
            page_title: title.map(str::to_owned),
            description: description.to_owned(),
            canonical: address.and_then(|address| self.base.absolute(address)),
            is_listed: true,
            kind: "website",
            cited: None,
            locale: self.words.locale(),
            home: self.base.link(&Address::home()),
            favicon: self.base.link(&Address::favicon()),
            feed: feed::link(self.library, self.base),
            manifest: self.base.link(&Address::manifest()),
            style: self.asset("site.css"),
            script_style: self.asset("script.css"),
            list_style: self.asset("lists.css"),
            own_styles: self.assets.link(self.base, "look.css").into_iter().collect(),
            print_style: self.asset("print.css"),
            scripts: SCRIPTS.iter().map(|name| self.asset(name)).collect(),
            navigation: self.navigation(address),
            footer: self.footer(),
            former: address.map_or_else(Vec::new, |address| self.former_lines(address)),
        }
    }

    fn asset(&self, name: &str) -> String {
        self.assets.link(self.base, name).expect("the built-in site has this file")
    }

    fn navigation(&self, here: Option<&Address>) -> Vec<NavigationItem> {
        let library = self.library;
        // What is empty is not worth a link at the head of every page.
        let places = [
            ("articles", Address::articles(), true),
            ("glossary", Address::glossary(), !library.glossary.terms.is_empty()),
            ("evidence", Address::evidence(), !library.evidence.claims.is_empty()),
            ("bibliography", Address::bibliography(), !library.bibliography.is_empty()),
        ];
        let item = |label: String, address: &Address| NavigationItem {
            label,
            link: self.base.link(address),
            current: match here {
                Some(here) if here == address => Current::Here,
                Some(here) if here.as_str().starts_with(address.as_str()) => Current::Beneath,
                Some(_) | None => Current::No,
            },
        };
        let shown = places.iter().filter(|(_, _, is_shown)| *is_shown);
        let mut items: Vec<_> = shown.map(|(name, address, _)| item(self.words.say(name), address)).collect();
        if self.library.pages.iter().any(|page| page.slug.as_str() == ABOUT) {
            items.push(item(self.words.say("about"), &Address::page(ABOUT)));
        }
        items
    }

    fn footer(&self) -> Footer {
        let pages = self.library.pages.iter().filter(|page| page.slug.as_str() != HOME);
        let links = pages.map(|page| Link {
            label: page.title.value.clone(),
            link: self.base.link(&Address::page(page.slug.as_str())),
        });
        Footer {
            disclaimer: self.words.say("disclaimer"),
            help: help::lines(&self.library.settings.help, self.words),
            contact: self.contact_link(),
            links: links.collect(),
        }
    }

    fn home(&self, page: &TextPage) -> Page {
        let mut writer = self.writer(&page.title.value).lasting(Where::Text(page.slug.to_string()));
        let (figure, blocks) = match page.body.prose.blocks.split_first() {
            Some((Block::Figure(figure), rest)) => (Some(writer.drawing(figure)), rest),
            Some(_) | None => (None, page.body.prose.blocks.as_slice()),
        };
        let body = writer.blocks(blocks);
        let first = self.library.articles.first();
        shown(HomePage {
            layout: self.layout(None, &page.lead.value, Some(&Address::home())),
            title: page.title.value.clone(),
            lead: page.lead.value.clone(),
            start: first.map(|article| self.base.link(&Address::article(article.slug.as_str()))),
            figure,
            body,
            topics: self.shelves(),
        })
    }

    fn articles(&self) -> Page {
        let (title, lead) = (self.words.say("articles"), self.words.say("articles-lead"));
        let layout = self.layout(Some(&title), &lead, Some(&Address::articles()));
        shown(ArticlesPage { layout, topics: self.shelves() })
    }

    fn text(&self, page: &TextPage) -> Page {
        let address = Address::page(page.slug.as_str());
        let mut writer = self.writer(&page.title.value).lasting(Where::Text(page.slug.to_string()));
        shown(text_page::TextPage {
            layout: self.layout(Some(&page.title.value), &page.lead.value, Some(&address)),
            title: page.title.value.clone(),
            lead: Some(page.lead.value.clone()),
            contact: self.contact().filter(|_| page.slug.as_str() == ABOUT),
            body: writer.prose(&page.body.prose),
        })
    }

    fn shelves(&self) -> Vec<Shelf> {
        let topics = &self.library.topics;
        let shelf = |(index, topic): (usize, &Topic)| {
            let untitled = (topics.len() > 1).then(|| self.words.say("other-articles"));
            Shelf {
                title: topic.title.clone().or(untitled),
                id: format!("_topic-{}", index + 1),
                articles: topic.articles.iter().filter_map(|slug| self.shelved(slug)).collect(),
            }
        };
        topics.iter().enumerate().map(shelf).collect()
    }

    fn shelved(&self, slug: &Slug) -> Option<Shelved> {
        let number = *self.numbers.get(slug)?;
        let article = self.library.articles.get(number - 1)?;
        Some(Shelved {
            number,
            link: self.base.link(&Address::article(slug.as_str())),
            title: article.front.title.value.clone(),
            lead: article.front.lead.value.clone(),
            minutes: article.minutes,
        })
    }

    fn place(&self, place: &Place) -> ShownPlace {
        let Place { page, title, section } = place;
        let address = match page {
            PlacePage::Article(slug) => Address::article(slug.as_str()),
            PlacePage::Page(slug) if slug.as_str() == HOME => Address::home(),
            PlacePage::Page(slug) => Address::page(slug.as_str()),
            PlacePage::Term(key) => {
                let link = self.base.link_to(&Address::glossary(), key.as_str());
                return ShownPlace { link, article: self.words.say("glossary"), section: title.clone() };
            }
        };
        match section {
            Some((anchor, words)) => ShownPlace {
                link: self.base.link_to(&address, anchor.as_str()),
                article: title.clone(),
                section: words.clone(),
            },
            None => {
                ShownPlace { link: self.base.link(&address), article: title.clone(), section: String::new() }
            }
        }
    }
}

/// The program's own scripts, one per purpose.
const SCRIPTS: &[&str] = &["reading.js", "share.js", "quote.js", "previews.js"];

/// The bytes of a template whose fields are all there.
fn shown(page: impl Template) -> Page {
    Page::html(page.render().expect("a template of finished fields can be written"))
}
