//! Links inside the site, held against the places that are there. Takes everything compiled; gives a diagnostic for each
//! link that would lead nowhere. Knows nothing of outside addresses.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::article::{Article, Body, TextPage};
use crate::library::catalog::{Catalog, Slug, slugify};
use crate::library::claim::Evidence;
use crate::library::glossary::Glossary;
use crate::library::lasting::Lasting;
use crate::library::line::{LineKind, each_inline, each_line};
use crate::library::markdown::link::relative;
use crate::library::permalink::{Page, Permalink};
use crate::library::prose::{Block, Inline, Link, Target, TargetPage};
use crate::library::published::Published;
use crate::source::{Sources, Span};

/// What a link is held against.
struct Places<'a> {
    sources: &'a Sources,
    published: &'a Published,
    lasting: &'a Lasting,
    articles: BTreeMap<&'a Slug, (BTreeSet<&'a str>, bool)>,
    pages: BTreeMap<&'a Slug, BTreeSet<&'a str>>,
    terms: BTreeSet<&'a str>,
    keys: BTreeSet<&'a str>,
    evidence: BTreeSet<&'a str>,
}

/// Everything that has links, or can be linked to.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// Every place that is there.
    pub published: &'a Published,
    /// What exists.
    pub catalog: &'a Catalog,
    /// The articles, drafts too.
    pub articles: &'a [Article],
    /// The other pages.
    pub pages: &'a [TextPage],
    /// The terms.
    pub glossary: &'a Glossary,
    /// The claims.
    pub evidence: &'a Evidence,
}

/// Checks all links and aliases. What a link names that has moved is told with its new place.
pub fn check(written: Written<'_>, lasting: &Lasting, found: &mut Diagnostics) {
    let Written { sources, published, catalog, articles, pages, glossary, evidence } = written;
    // A topic without claims is not shown.
    let shown = |id: &&str| evidence.claims.iter().any(|claim| claim.topic == *id);
    let topics = evidence.topics.iter().map(|topic| topic.id.as_str()).filter(shown);
    let places = Places {
        sources,
        published,
        lasting,
        articles: articles.iter().map(|a| (&a.slug, (anchors(&a.body), a.front.draft))).collect(),
        pages: pages.iter().map(|page| (&page.slug, anchors(&page.body))).collect(),
        terms: glossary_places(glossary),
        keys: catalog.source_keys().collect(),
        evidence: evidence.claims.iter().map(|claim| claim.key.as_str()).chain(topics).collect(),
    };
    for article in articles {
        let here = anchors(&article.body);
        let points = article.key_points.iter().flatten();
        for inline in points {
            check_inline(inline, &here, &places, article.front.draft, found);
        }
        check_body(&article.body, &here, &places, article.front.draft, found);
    }
    for page in pages {
        check_body(&page.body, &anchors(&page.body), &places, false, found);
    }
    let here = places.terms.clone();
    check_blocks(&glossary.intro, &here, &places, found);
    for term in &glossary.terms {
        check_blocks(&term.meaning, &here, &places, found);
    }
    check_aliases(sources, articles, found);
}

/// The ids of all headings, also of those in lists, boxes and notes, which no table of contents has.
fn anchors(body: &Body) -> BTreeSet<&str> {
    let notes = body.prose.notes.iter().map(|note| note.blocks.as_slice());
    std::iter::once(body.prose.blocks.as_slice()).chain(notes).flat_map(headings).collect()
}

/// The terms, and the headings beside them.
fn glossary_places(glossary: &Glossary) -> BTreeSet<&str> {
    let Glossary { intro, terms } = glossary;
    let meanings = terms.iter().flat_map(|term| headings(&term.meaning));
    terms.iter().map(|term| term.key.as_str()).chain(headings(intro)).chain(meanings).collect()
}

fn headings(blocks: &[Block]) -> Vec<&str> {
    let mut ids = Vec::new();
    each_line(blocks, &mut None, None, &mut |line| {
        if line.kind == LineKind::Heading {
            ids.extend(line.section.map(|heading| heading.anchor.as_str()));
        }
    });
    ids
}

fn check_body(body: &Body, here: &BTreeSet<&str>, places: &Places<'_>, draft: bool, found: &mut Diagnostics) {
    body.prose.each_inline(&mut |_, inline| check_inline(inline, here, places, draft, found));
}

fn check_blocks(blocks: &[Block], here: &BTreeSet<&str>, places: &Places<'_>, found: &mut Diagnostics) {
    each_inline(blocks, &mut None, &mut |_, inline| check_inline(inline, here, places, false, found));
}

fn check_inline(
    inline: &Inline,
    here: &BTreeSet<&str>,
    places: &Places<'_>,
    from_draft: bool,
    found: &mut Diagnostics,
) {
    let Inline::Link(Link { span, target: Target { page, query: _, fragment }, words: _ }) = inline else {
        return;
    };
    let ids = match page {
        TargetPage::Here => Some(here),
        TargetPage::Article(slug) => places.articles.get(slug).map(|(ids, draft)| {
            if *draft && !from_draft {
                let message = format!("`{slug}` is a draft: its readers are not there yet");
                let help = "take the link out until the article is published";
                found.add(Diagnostic::error("link-to-draft", *span, message).help(help));
            }
            ids
        }),
        TargetPage::Page(slug) => places.pages.get(slug),
        TargetPage::Glossary => Some(&places.terms),
        TargetPage::Bibliography => Some(&places.keys),
        TargetPage::Evidence => Some(&places.evidence),
        TargetPage::Outside(_) => None,
    };
    // A page whose header is broken has no places yet; that is reported where it is.
    let (Some(ids), Some(fragment)) = (ids, fragment) else { return };
    if !ids.contains(fragment.id.as_str()) && !is_replaced(places, page, *span) {
        let help = match nearest(&fragment.id, ids.iter().copied()) {
            _ if let Some(now) = now(places, page, *span, &fragment.id) => now,
            Some(near) => format!("did you mean `#{near}`?"),
            None if ids.is_empty() => "that page has no sections: leave `#` and the id out".to_owned(),
            None => format!(
                "its sections are: {}",
                ids.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("there is no section `#{}` on that page", fragment.id);
        found.add(Diagnostic::error("broken-fragment", fragment.span, message).help(help));
    }
}

/// True for a link of the built-in site to a page that the site has of its own. It leads to the page, and what that page
/// lacks is told where it stands.
fn is_replaced(places: &Places<'_>, page: &TargetPage, link: Span) -> bool {
    let is_built_in = |span: Span| places.sources.file(span.file).built_in;
    let place = page_of(places, page, link).and_then(|page| places.published.of_page(&page).next());
    is_built_in(link) && place.is_some_and(|(_, place)| !is_built_in(place.span))
}

/// The page that a link leads to.
fn page_of(places: &Places<'_>, page: &TargetPage, link: Span) -> Option<Page> {
    Some(match page {
        TargetPage::Here => Permalink::understand(&places.sources.file(link.file).path, |_| false)?.page,
        TargetPage::Article(slug) => Page::Article(slug.to_string()),
        TargetPage::Page(slug) => Page::Text(slug.to_string()),
        TargetPage::Glossary => Page::Glossary,
        TargetPage::Bibliography => Page::Bibliography,
        TargetPage::Evidence => Page::Evidence,
        TargetPage::Outside(_) => return None,
    })
}

/// What to write for a place that has moved.
fn now(places: &Places<'_>, page: &TargetPage, link: Span, id: &str) -> Option<String> {
    let here = &places.sources.file(link.file).path;
    let page = page_of(places, page, link)?;
    // It may have been known under an old name of the page only.
    let names = places.lasting.pages().filter(|(_, now)| **now == page).map(|(old, _)| old);
    let mut known = std::iter::once(&page).chain(names).filter_map(|page| {
        let old = Permalink::to_place(page.clone(), id);
        places.lasting.now(&old).filter(|now| **now != old)
    });
    let Permalink { page, fragment } = known.next()?;
    let file = match page {
        Page::Article(_) | Page::Text(_) => format!("{page}.md"),
        Page::Bibliography => "references.bib".to_owned(),
        Page::Evidence => "claims.toml".to_owned(),
        Page::Glossary => "glossary.md".to_owned(),
    };
    let fragment = fragment.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
    let path = if file == *here { String::new() } else { relative(here, &file) };
    Some(format!("it has moved: write `{path}{fragment}`"))
}

/// An old name leads to one article, and never stands in the way of a new one.
fn check_aliases(sources: &Sources, articles: &[Article], found: &mut Diagnostics) {
    let is_built_in = |article: &Article| sources.file(article.body.file).built_in;
    let own = |name: &str| articles.iter().any(|a| a.slug.as_str() == name && !is_built_in(a));
    let mut taken: BTreeMap<&str, Option<Span>> = articles.iter().map(|a| (a.slug.as_str(), None)).collect();
    // A built-in article may have been renamed that a site has replaced under its old name.
    let aliases = articles.iter().flat_map(|article| article.front.aliases.iter().map(move |a| (article, a)));
    for (_, alias) in aliases.filter(|(article, alias)| !(is_built_in(article) && own(&alias.value))) {
        if slugify(&alias.value) != alias.value {
            let message = format!("`{}` was never an article's address", alias.value);
            let help = format!("write `{}`", slugify(&alias.value));
            found.add(Diagnostic::error("bad-alias", alias.span, message).help(help));
        }
        if let Some(first) = taken.insert(&alias.value, Some(alias.span)) {
            let message = match first {
                None => format!("`{}` is an article of today", alias.value),
                Some(_) => format!("`{}` is an old name of two articles", alias.value),
            };
            let diagnostic = Diagnostic::error("bad-alias", alias.span, message).help("take it out");
            found.add(match first {
                Some(first) => diagnostic.related(first, "first named here"),
                None => diagnostic,
            });
        }
    }
}
