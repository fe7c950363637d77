//! What a site publishes: every page and every place in it that others can link to. Takes the compiled parts; gives each
//! permanent link with what stands there. Knows nothing of what was published before.

use std::collections::BTreeMap;

use crate::library::article::{Article, Body, TextPage};
use crate::library::bibliography::source::Source;
use crate::library::claim::Evidence;
use crate::library::glossary::Glossary;
use crate::library::permalink::{Page, Permalink};
use crate::library::prose::{Block, Definition, Figure, Heading, Table, plain};
use crate::source::Span;

/// What kind of place a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A whole page.
    Page,
    /// A section; `named` when its author wrote the id.
    Section {
        /// True when it is written in the heading.
        named: bool,
    },
    /// A figure.
    Figure,
    /// A table.
    Table,
    /// A term of the glossary.
    Term,
    /// A claim of the evidence.
    Claim,
    /// What claims of the evidence are about.
    Topic,
    /// A source of the bibliography.
    Source,
}

impl Kind {
    /// True when one can take over from the other. Claims and what they are about share a page and its names.
    pub fn is_like(self, other: Kind) -> bool {
        let is_of_evidence = |kind| matches!(kind, Kind::Claim | Kind::Topic);
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
            || (is_of_evidence(self) && is_of_evidence(other))
    }
}

/// A place that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: Kind,
    /// What a reader would call it.
    pub title: String,
    /// Where its author wrote it.
    pub span: Span,
}

/// Every place of a site.
#[derive(Clone, Debug, Default)]
pub struct Published {
    places: BTreeMap<Permalink, Place>,
}

impl Published {
    /// Collects them. Drafts are for the caller to leave out.
    pub fn collect<'a>(
        articles: impl IntoIterator<Item = &'a Article>,
        pages: &[TextPage],
        glossary: &Glossary,
        evidence: &Evidence,
        bibliography: impl IntoIterator<Item = &'a Source>,
    ) -> Published {
        let mut published = Published::default();
        for article in articles {
            let page = Page::Article(article.slug.to_string());
            published.page(&page, article.front.title.value.clone(), &article.body);
        }
        for text in pages {
            published.page(&Page::Text(text.slug.to_string()), text.title.value.clone(), &text.body);
        }
        for term in &glossary.terms {
            published.add(&Page::Glossary, term.key.as_str(), Kind::Term, &term.words, term.span);
        }
        for topic in &evidence.topics {
            if evidence.claims.iter().any(|claim| claim.topic == topic.id) {
                published.add(&Page::Evidence, &topic.id, Kind::Topic, &topic.title, topic.span);
            }
        }
        for claim in &evidence.claims {
            published.add(&Page::Evidence, claim.key.as_str(), Kind::Claim, &claim.statement, claim.span);
        }
        for source in bibliography {
            published.add(&Page::Bibliography, &source.key, Kind::Source, &source.key, source.key_span);
        }
        published
    }

    /// What stands at a link.
    pub fn find(&self, link: &Permalink) -> Option<&Place> {
        self.places.get(link)
    }

    /// Every link with what stands there, page by page.
    pub fn all(&self) -> impl Iterator<Item = (&Permalink, &Place)> {
        self.places.iter()
    }

    /// The places of one page, the page as a whole first.
    pub fn of_page<'p>(&'p self, page: &Page) -> impl Iterator<Item = (&'p Permalink, &'p Place)> {
        let page = page.clone();
        self.places.range(Permalink::to_page(page.clone())..).take_while(move |(link, _)| link.page == page)
    }

    /// Every page, those that list something among them.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        let whole = self.places.keys().filter(|link| link.fragment.is_none()).map(|link| &link.page);
        whole.chain([&Page::Bibliography, &Page::Evidence, &Page::Glossary])
    }

    /// The title of the page that a link leads to, where the page is one with a title of its own.
    pub fn page_title(&self, page: &Page) -> Option<&str> {
        self.find(&Permalink::to_page(page.clone())).map(|place| place.title.as_str())
    }

    /// True when the page is there. The pages that list something always are.
    pub fn has(&self, page: &Page) -> bool {
        page.is_list() || self.places.contains_key(&Permalink::to_page(page.clone()))
    }

    fn page(&mut self, page: &Page, title: String, body: &Body) {
        let place = Place { kind: Kind::Page, title, span: Span::start_of(body.file) };
        self.places.insert(Permalink::to_page(page.clone()), place);
        let mut section = None;
        self.blocks(page, &body.prose.blocks, &mut section);
        for note in &body.prose.notes {
            self.blocks(page, &note.blocks, &mut None);
        }
    }

    fn add(&mut self, page: &Page, id: &str, kind: Kind, title: &str, span: Span) {
        let title = if title.is_empty() { id } else { title };
        let place = Place { kind, title: title.to_owned(), span };
        self.places.entry(Permalink::to_place(page.clone(), id)).or_insert(place);
    }

    fn blocks(&mut self, page: &Page, blocks: &[Block], section: &mut Option<String>) {
        for block in blocks {
            match block {
                Block::Heading(Heading { span, anchor, words, named, level: _, fold: _, quoted: _ }) => {
                    let title = plain(words);
                    self.add(page, anchor.as_str(), Kind::Section { named: *named }, &title, *span);
                    *section = Some(title);
                }
                Block::Figure(figure) => {
                    let Figure { span, name: _, alternative, caption } = figure;
                    let caption = plain(caption);
                    let title = if caption.is_empty() { alternative } else { &caption };
                    self.add(page, &figure.id(), Kind::Figure, title, *span);
                }
                Block::Table(Table { span, id, columns: _, head: _, rows: _ }) => {
                    self.add(page, id, Kind::Table, section.as_deref().unwrap_or_default(), *span);
                }
                Block::List { start: _, items } => {
                    items.iter().for_each(|item| self.blocks(page, item, section));
                }
                Block::Quote(blocks) | Block::Alert(_, blocks) => self.blocks(page, blocks, section),
                Block::Definitions(list) => {
                    for Definition { span: _, terms: _, meanings } in list {
                        meanings.iter().for_each(|meaning| self.blocks(page, meaning, section));
                    }
                }
                Block::Paragraph(..) | Block::Plain(..) | Block::Code(_) | Block::Rule => {}
            }
        }
    }
}
