//! The compiled site. Takes [`Sources`]; gives a [`Library`], in which everything that is named is there, and the
//! [`Diagnostics`] of what is not. Pure: the same files give the same library. Knows nothing of HTML and addresses.

pub mod quotes;

pub mod day;

pub mod record;

pub mod strength;

pub mod phrase;

pub mod rules;

pub mod contact;

pub mod help_line;

pub mod permalink;

pub mod short_code;

pub mod register;

pub mod moves;

pub mod settings;

pub mod references;

pub mod catalog;

pub mod front_matter;

pub mod citation;

pub mod section;

pub mod prose;

pub mod line;

pub mod reading;

pub mod markdown;

pub mod bibliography;

pub mod claim;

pub mod glossary;

pub mod article;

pub mod pin;

pub mod topic;

pub mod figure;

pub mod mention;

pub mod standing;

pub mod published;

pub mod lasting;

pub mod links;

pub mod wording;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::article::{Article, TextPage};
use crate::library::bibliography::source::Source;
use crate::library::catalog::{Catalog, FigureName, Names, Slug};
use crate::library::claim::Evidence;
use crate::library::day::Day;
use crate::library::figure::Drawing;
use crate::library::front_matter::FrontMatter;
use crate::library::glossary::Glossary;
use crate::library::lasting::{Lasting, Past};
use crate::library::links::Written;
use crate::library::markdown::Context;
use crate::library::mention::Mentions;
use crate::library::moves::{Moved, Moves};
use crate::library::permalink::{Page, Permalink};
use crate::library::published::Published;
use crate::library::register::Register;
use crate::library::settings::Settings;
use crate::library::standing::Cites;
use crate::library::topic::Topic;
use crate::library::wording::report::Reading;
use crate::library::wording::{Rule, overdue};
use crate::source::{FileId, Sources, Span, is_citations_file};

/// A whole site, compiled.
#[derive(Clone, Debug)]
pub struct Library {
    /// What the site says of itself.
    pub settings: Settings,
    /// What exists.
    pub catalog: Catalog,
    /// The articles, in reading order; drafts are not among them.
    pub articles: Vec<Article>,
    /// The shelves they stand on.
    pub topics: Vec<Topic>,
    /// The other pages, by name.
    pub pages: Vec<TextPage>,
    /// The sources that the bibliography shows, in the order of the citations files.
    pub bibliography: Vec<Source>,
    /// Those that it does not show.
    pub unlisted: Vec<Source>,
    /// The claims.
    pub evidence: Evidence,
    /// The terms.
    pub glossary: Glossary,
    /// The drawings, by name.
    pub drawings: BTreeMap<FigureName, Drawing>,
    /// Who mentions what.
    pub mentions: Mentions,
    /// What was published once, in this site and in the one beneath it.
    pub past: Past,
    /// Every place that is there.
    pub published: Published,
    /// What became of every link.
    pub lasting: Lasting,
    /// What the rules for prose measured in each article, drafts included.
    pub readings: Vec<Reading>,
    /// The day for which it was compiled.
    pub today: Day,
}

impl Library {
    /// True when the article's review is older than the rules allow.
    pub fn is_overdue(&self, article: &Article) -> bool {
        self.settings.rules.review_months.is_some_and(|months| overdue(article, months, self.today))
    }
}

/// Compiles a site for the day `today`, which decides what is overdue and nothing else. The library is as good as the
/// sources allow; with an error among the diagnostics it must not be shown.
pub fn compile(sources: &Sources, today: Day) -> (Library, Diagnostics) {
    let mut found = Diagnostics::default();
    let settings = settings::parse(sources, &mut found);
    help_line::check(&settings.help, settings.rules.help_months, today, &mut found);
    let files = Files::of(sources, &settings, &mut found);
    check_encoding(sources, &files, &mut found);
    let bibliography = bibliography::parse(sources, &files.references, &mut found);
    let claims = files.claims.map(|file| claim::read(sources, file, &mut found)).unwrap_or_default();
    let headers: Vec<_> =
        files.articles.iter().map(|file| front_matter::parse(sources, *file, &mut found)).collect();
    let past = past(sources, &settings, &files, &headers, &mut found);
    let catalog = Catalog::new(Names {
        articles: files.names(sources, &files.articles),
        renamed: renamed(&past.moves),
        pages: files.names(sources, &files.pages),
        figures: files.names(sources, &files.figures),
        sources: bibliography.iter().map(|source| source.key.clone()).collect(),
        claims: claims.ids().map(str::to_owned).collect(),
        terms: files.glossary.map(|file| glossary::terms(sources, file, &mut found)).unwrap_or_default(),
    });
    let context = |file: FileId| {
        let left_alone = sources.file(file).built_in && !settings.built_in;
        Context { sources, catalog: &catalog, file, left_alone }
    };
    let evidence = claim::check(claims, &catalog, &mut found);
    let glossary = files.glossary.map(|file| glossary::read(context(file), &mut found)).unwrap_or_default();
    let mut written = Vec::new();
    for (file, (front, start)) in files.articles.iter().zip(headers) {
        let slug =
            catalog.article(sources.file(*file).name()).expect("the catalog was made from these files");
        written.extend(article::read(context(*file), slug, front, start, &mut found));
    }
    let mut pages = Vec::new();
    for file in &files.pages {
        let slug = catalog.page(sources.file(*file).name()).expect("the catalog was made from these files");
        pages.extend(article::read_page(context(*file), slug, &mut found));
    }
    let mut drawings = BTreeMap::new();
    for file in &files.figures {
        let name = catalog.figure(sources.file(*file).name()).expect("the catalog was made from these files");
        drawings
            .extend(figure::parse(sources, *file, name, &mut found).map(|drawing| (name.clone(), drawing)));
    }
    let (drafts, shown): (Vec<&Article>, Vec<&Article>) =
        written.iter().partition(|article| article.front.draft);
    let all: Vec<&Article> = written.iter().collect();
    let cites = Cites { articles: &all, pages: &pages, glossary: &glossary, evidence: &evidence };
    standing::check(cites, &bibliography, &mut found);
    // What nobody cites stands in the bibliography if the site says so, or if its link was published once: that lasts.
    let was_published = |key: &str| {
        let link = Permalink::to_place(Page::Bibliography, key);
        past.register.find(&link).is_some() || past.beneath.find(&link).is_some()
    };
    let cites = Cites { articles: &shown, ..cites };
    let listed = standing::listed(cites, &bibliography, |key| settings.uncited || was_published(key));
    let (bibliography, unlisted): (Vec<Source>, Vec<Source>) =
        bibliography.into_iter().partition(|source| listed.contains(&source.key));
    let published = Published::collect(shown, &pages, &glossary, &evidence, &bibliography);
    let drafts: Vec<Page> = drafts.iter().map(|article| Page::Article(article.slug.to_string())).collect();
    let lasting = lasting::settle(sources, &past, &published, &drafts, &mut found);
    let all = Written {
        sources,
        published: &published,
        catalog: &catalog,
        articles: &written,
        pages: &pages,
        glossary: &glossary,
        evidence: &evidence,
    };
    links::check(all, &lasting, &mut found);
    let rule = Rule::new(sources, &settings, &evidence, &glossary);
    let readings = written.iter().map(|article| rule.article(article, today, &mut found)).collect();
    pages.iter().for_each(|page| rule.page(page, &mut found));
    rule.words(&glossary, &evidence, &mut found);
    let shown: Vec<Article> = written.into_iter().filter(|article| !article.front.draft).collect();
    let topics = topic::arrange(&settings, &shown, &catalog, &mut found);
    let articles = in_order(shown, &topics);
    let mentions = Mentions::collect(&articles, &pages, &glossary, &evidence);
    found.sort(sources);
    let library = Library {
        settings,
        catalog,
        articles,
        topics,
        pages,
        bibliography,
        unlisted,
        evidence,
        glossary,
        drawings,
        mentions,
        past,
        published,
        lasting,
        readings,
        today,
    };
    (library, found)
}

/// What is not UTF-8 reads as an empty file: a register of links would seem to hold none, and be written anew.
fn check_encoding(sources: &Sources, files: &Files, found: &mut Diagnostics) {
    let is_written = |file: &FileId| {
        let path = &sources.file(*file).path;
        // Not every file that might hold citations is meant to.
        let is_other = is_citations_file(path) && !files.references.contains(file);
        !path.starts_with("static/") && !is_other
    };
    for file in sources.folder("").filter(is_written).filter(|file| !sources.file(*file).is_text()) {
        let message = "this file is not text in UTF-8";
        let help = "save it again with the encoding UTF-8";
        found.add(Diagnostic::error("not-utf-8", Span::start_of(file), message).help(help));
    }
}

/// What was published, and what became of it. An article's `aliases` say that pages of these names have moved to it.
fn past(
    sources: &Sources,
    settings: &Settings,
    files: &Files,
    headers: &[(Option<FrontMatter>, usize)],
    found: &mut Diagnostics,
) -> Past {
    let (beneath, own): (Vec<FileId>, Vec<FileId>) =
        sources.layers(register::FILE).iter().copied().partition(|file| sources.file(*file).built_in);
    let mut read = |files: &[FileId]| {
        files.first().map(|file| Register::read(sources, *file, found)).unwrap_or_default()
    };
    let (register, beneath) = (read(&own), read(&beneath));
    // Without the built-in articles, and what they rest on, its other pages still stand.
    let beneath = if settings.built_in { beneath } else { beneath.of_pages() };
    let mut moves = Moves::read(sources, sources.layers(moves::FILE), found);
    let mut aliases = Vec::new();
    for (file, (front, _)) in files.articles.iter().zip(headers) {
        let Some(front) = front.as_ref().filter(|front| !front.draft) else { continue };
        let to = Permalink::to_page(Page::Article(catalog::slugify_path(sources.file(*file).name())));
        for alias in &front.aliases {
            let from = Permalink::to_page(Page::Article(alias.value.clone()));
            let moved = Moved { to: to.clone(), span: alias.span };
            // What the built-in site says of a name counts no more once an own article has it.
            let is_beneath = |said: Span| sources.file(said.file).built_in && !sources.file(*file).built_in;
            moves.gone.retain(|link, gone| *link != from || !is_beneath(gone.span));
            moves.moved.retain(|link, moved| *link != from || !is_beneath(moved.span));
            moves.moved.entry(from.clone()).or_insert_with(|| moved.clone());
            if !sources.file(*file).built_in {
                aliases.push((from, moved));
            }
        }
    }
    Past { register, beneath, moves, aliases }
}

/// Articles and pages that have another name now, as paths to files without their ending.
fn renamed(moves: &Moves) -> Vec<(String, String)> {
    let pages = moves.moved.iter().filter(|(link, _)| link.fragment.is_none());
    pages.map(|(link, moved)| (link.page.to_string(), moved.to.page.to_string())).collect()
}

/// The files that count, by what they hold. Without the built-in articles there is nothing either of what they rest on,
/// their sources, claims and terms, and of what tells how they are made.
struct Files {
    articles: Vec<FileId>,
    pages: Vec<FileId>,
    figures: Vec<FileId>,
    references: Vec<FileId>,
    claims: Option<FileId>,
    glossary: Option<FileId>,
}

impl Files {
    fn of(sources: &Sources, settings: &Settings, found: &mut Diagnostics) -> Files {
        let built_in = settings.built_in;
        let all = |folder: &str| sources.folder(folder).collect::<Vec<FileId>>();
        let counts = |file: &FileId| built_in || !sources.file(*file).built_in;
        let find = |path: &str| sources.find(path).filter(|file| counts(file));
        // The built-in pages in `pages/about/` tell how the built-in articles are made.
        let stands = |file: &FileId| counts(file) || !sources.file(*file).path.starts_with("pages/about/");
        let files = Files {
            articles: distinct(sources, all("articles/").into_iter().filter(counts).collect(), found),
            pages: distinct(sources, all("pages/").into_iter().filter(stands).collect(), found),
            figures: all("figures/"),
            references: references::files(sources, settings.references.as_deref(), built_in, found),
            claims: find("claims.toml"),
            glossary: find("glossary.md"),
        };
        for file in &files.pages {
            let name = sources.file(*file).name();
            let slug = catalog::slugify_path(name);
            if TAKEN.contains(&slug.split('/').next().unwrap_or_default()) {
                let message = format!("a page cannot be called `{name}`: another one stands at that address");
                let help = "give the file another name";
                found.add(Diagnostic::error("taken-name", Span::start_of(*file), message).help(help));
            }
        }
        files
    }

    fn names(&self, sources: &Sources, files: &[FileId]) -> Vec<String> {
        files.iter().map(|file| sources.file(*file).name().to_owned()).collect()
    }
}

/// Names that a page of `pages/` cannot have, nor a folder of pages.
const TAKEN: &[&str] =
    &["articles", "bibliography", "evidence", "glossary", "search", "handout", "s", "assets", "healthz"];

/// Without those whose name would give the same address as another's, or none.
fn distinct(sources: &Sources, files: Vec<FileId>, found: &mut Diagnostics) -> Vec<FileId> {
    let mut slugs: BTreeMap<String, FileId> = BTreeMap::new();
    let mut kept = Vec::new();
    for file in files {
        let name = sources.file(file).name();
        let slug = catalog::slugify_path(name);
        if slug.is_empty() {
            let message = format!("`{name}` gives no address: it has no letter");
            let help = "give the file a name of letters, such as `first-year.md`";
            found.add(Diagnostic::error("bad-file-name", Span::start_of(file), message).help(help));
        } else if let Some(first) = slugs.get(&slug) {
            let message = format!("two files would stand at the address `{slug}`");
            found.add(
                Diagnostic::error("duplicate-address", Span::start_of(file), message)
                    .related(Span::start_of(*first), "the other one")
                    .help("give one of the files another name"),
            );
        } else {
            slugs.insert(slug, file);
            kept.push(file);
        }
    }
    kept
}

fn in_order(articles: Vec<Article>, topics: &[Topic]) -> Vec<Article> {
    let mut by_slug: BTreeMap<Slug, Article> =
        articles.into_iter().map(|article| (article.slug.clone(), article)).collect();
    topics.iter().flat_map(|topic| &topic.articles).filter_map(|slug| by_slug.remove(slug)).collect()
}
