//! What a reader takes away: sources as files, and how an article is cited.

use std::collections::BTreeMap;

use crate::library::article::Article;
use crate::library::bibliography::source::{Date, Kind, Moment, Name, Period, Source, Standing, Text, Until};
use crate::library::day::Day;
use crate::library::permalink::{Page as Where, Permalink};
use crate::library::section::Section;
use crate::site::address::Address;
use crate::site::cite_page::{CitePage, LastingPlace};
use crate::site::layout::{Cited, Layout, Link};
use crate::site::page::{Cache, Media, Page};
use crate::site::references::References;
use crate::site::render::{Press, shown};
use crate::site::take::{self, Format};

impl Press<'_> {
    /// The whole bibliography as a file of each form, and each of its sources.
    pub(crate) fn all_sources(&self) -> Vec<(Address, Page)> {
        let order = self.references.style().order();
        let all: Vec<&Source> = order.iter().map(|number| &self.library.bibliography[*number]).collect();
        let mut files = Vec::new();
        for format in Format::ALL {
            files.push((Address::sources(format.ending()), take::page(&all, format)));
            files.extend(all.iter().map(|source| {
                (Address::source(&source.key, format.ending()), take::page(&[source], format))
            }));
        }
        files
    }

    /// How many sections cite each source, in words.
    pub(crate) fn cited(&self) -> (Address, Page) {
        let said = self.library.bibliography.iter().filter_map(|Source { key, .. }| {
            let places = self.library.mentions.of_source(self.library.catalog.source(key)?).len();
            (places > 0).then(|| (key.clone(), self.words.count("cited-in-sections", places)))
        });
        let said: BTreeMap<String, String> = said.collect();
        let json = serde_json::to_string(&said).expect("texts can be written as JSON");
        (Address::cited(), Page::new(Media::Json, Cache::Page, json))
    }

    /// How an article is cited, and its sources as files.
    pub(crate) fn citing(&self, article: &Article, sources: &[&Source]) -> Vec<(Address, Page)> {
        let slug = article.slug.as_str();
        let mut files = vec![(Address::cite(slug), self.cite_page(article, !sources.is_empty()))];
        if !sources.is_empty() {
            files.extend(
                Format::ALL
                    .map(|format| (Address::sources_of(slug, format.ending()), take::page(sources, format))),
            );
        }
        files
    }

    /// Links to files of each form.
    pub(crate) fn downloads(&self, address: impl Fn(&str) -> Address) -> Vec<Link> {
        let link = |format: Format| Link {
            label: self.words.about("sources-as-file", format.ending()),
            link: self.base.link(&address(format.ending())),
        };
        Format::ALL.map(link).into()
    }

    fn cite_page(&self, article: &Article, has_sources: bool) -> Page {
        let slug = article.slug.as_str();
        let front = &article.front;
        let address = Address::cite(slug);
        let title = self.words.about("cite-title", &front.title.value);
        let mut places = vec![self.lasting_place(slug, None, self.words.say("cite-whole-page"))];
        self.lasting_sections(slug, &article.body.outline, &mut places);
        let work = self.as_work(article);
        let downloads = |ending: &str| Address::sources_of(slug, ending);
        shown(CitePage {
            layout: Layout {
                is_listed: false,
                ..self.layout(Some(&title), &self.words.say("cite-lead"), Some(&address))
            },
            articles: self.base.link(&Address::articles()),
            article: Link { label: front.title.value.clone(), link: self.base.link(&Address::article(slug)) },
            biblatex: take::text(&[&work], Format::Bib),
            reference: References::work(work),
            dated: self.words.about("cite-review", &self.day(front.reviewed.value).shown),
            places,
            downloads: if has_sources { self.downloads(downloads) } else { Vec::new() },
            title,
        })
    }

    /// The same for reference managers that read a page: its names and the day of its last review.
    pub(crate) fn cited_as(&self, article: &Article) -> Cited {
        let mut authors = article.front.authors.clone();
        if authors.is_empty() {
            authors.push(self.library.settings.title.clone());
        }
        // Nobody knows whether a name is a person's or a group's. Highwire writes the family name first: one that is
        // nothing else, with its comma, stays whole.
        let authors =
            authors.into_iter().map(|name| if name.contains(',') { name } else { format!("{name},") });
        Cited { authors: authors.collect(), day: article.front.reviewed.value.to_string() }
    }

    /// The article as a work that others cite. Whether an author is a person or a group is not known, so that each name
    /// stays as it is written.
    fn as_work(&self, article: &Article) -> Source {
        let front = &article.front;
        let site = &self.library.settings.title;
        let authors = front.authors.iter().map(|author| Name::Organisation(author.clone()));
        let mut authors: Vec<Name> = authors.collect();
        if authors.is_empty() {
            authors.push(Name::Organisation(site.clone()));
        }
        let page = Address::article(article.slug.as_str());
        let short = self.short(article.slug.as_str(), None);
        Source {
            key: article.slug.to_string(),
            span: front.title.span,
            key_span: front.title.span,
            kind: Kind::WebPage,
            authors,
            editors: Vec::new(),
            translators: Vec::new(),
            date: Date::Published(on(front.reviewed.value)),
            original: None,
            ahead_of_print: false,
            title: Text::plain(front.title.value.as_str()),
            short_title: None,
            main_title: None,
            container: Some(Text::plain(site.as_str())),
            volume: None,
            issue: None,
            pages: None,
            article_number: None,
            number: None,
            edition: None,
            version: None,
            series: None,
            publisher: None,
            institution: None,
            location: None,
            event: None,
            genre: None,
            medium: None,
            doi: None,
            url: short.and_then(|short| self.base.absolute(&short)).or_else(|| self.base.absolute(&page)),
            accessed: None,
            isbn: None,
            language: Some(self.library.settings.language.value.clone()),
            note: None,
            issn: None,
            annotation: None,
            standing: Standing::Sound,
            superseded_by: None,
        }
    }

    fn short(&self, slug: &str, anchor: Option<&str>) -> Option<Address> {
        let page = Where::Article(slug.to_owned());
        let link = match anchor {
            Some(anchor) => Permalink::to_place(page, anchor),
            None => Permalink::to_page(page),
        };
        self.library.lasting.code(&link).map(|code| Address::short(code.as_str()))
    }

    fn lasting_sections(&self, slug: &str, sections: &[Section], out: &mut Vec<LastingPlace>) {
        for section in sections {
            let Section { anchor, title, inner } = section;
            out.push(self.lasting_place(slug, Some(anchor.as_str()), title.clone()));
            self.lasting_sections(slug, inner, out);
        }
    }

    fn lasting_place(&self, slug: &str, anchor: Option<&str>, title: String) -> LastingPlace {
        let page = Address::article(slug);
        let link = match anchor {
            Some(anchor) => self.base.link_to(&page, anchor),
            None => self.base.link(&page),
        };
        LastingPlace {
            title,
            address: Link { label: self.base.whole(&link), link },
            short: self.short(slug, anchor).map(|short| self.base.whole(&self.base.link(&short))),
        }
    }
}

fn on(day: Day) -> Period {
    let Day { year, month, day } = day;
    let from = Moment { year: i32::from(year), month: Some(month), day: Some(day) };
    Period { from, until: Until::Same, approximate: false }
}
