//! The compiled site. Takes [`Sources`]; gives a [`Library`], in which everything that is named is there, and the
//! [`Diagnostics`] of what is not. Pure: the same files give the same library. Knows nothing of HTML and addresses.

pub mod record;

pub mod settings;

pub mod catalog;

pub mod front_matter;

pub mod citation;

pub mod section;

pub mod prose;

pub mod markdown;

pub mod bibliography;

pub mod claim;

pub mod glossary;

pub mod article;

pub mod topic;

pub mod figure;

pub mod mention;

pub mod links;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::article::{Article, TextPage};
use crate::library::bibliography::source::Source;
use crate::library::catalog::{Catalog, FigureName, Names, Slug};
use crate::library::claim::Evidence;
use crate::library::figure::Drawing;
use crate::library::glossary::Glossary;
use crate::library::markdown::Context;
use crate::library::mention::Mentions;
use crate::library::settings::Settings;
use crate::library::topic::Topic;
use crate::source::{FileId, Sources, Span};

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
    /// The sources, in the order of the citations file.
    pub bibliography: Vec<Source>,
    /// The claims.
    pub evidence: Evidence,
    /// The terms.
    pub glossary: Glossary,
    /// The drawings, by name.
    pub drawings: BTreeMap<FigureName, Drawing>,
    /// Who mentions what.
    pub mentions: Mentions,
}

/// Compiles a site. The library is as good as the sources allow; with an error among the diagnostics it must not be shown.
pub fn compile(sources: &Sources) -> (Library, Diagnostics) {
    let mut found = Diagnostics::default();
    let settings = settings::parse(sources, &mut found);
    let files = Files::of(sources, settings.built_in, &mut found);
    let bibliography = bibliography(sources, &mut found);
    let claims = claim::read(sources, files.claims, &mut found);
    let catalog = Catalog::new(Names {
        articles: files.stems(sources, &files.articles),
        pages: files.stems(sources, &files.pages),
        figures: files.stems(sources, &files.figures),
        sources: bibliography.iter().map(|source| source.key.clone()).collect(),
        claims: claims.ids().map(str::to_owned).collect(),
        terms: glossary::terms(sources, files.glossary, &mut found),
    });
    let context = |file: FileId| {
        let left_alone = sources.file(file).built_in && !settings.built_in;
        Context { sources, catalog: &catalog, file, left_alone }
    };
    let evidence = claim::check(claims, &catalog, &mut found);
    let glossary = glossary::read(context(files.glossary), &mut found);
    let mut written = Vec::new();
    for file in &files.articles {
        let slug =
            catalog.article(sources.file(*file).stem()).expect("the catalog was made from these files");
        written.extend(article::read(context(*file), slug, &mut found));
    }
    let mut pages = Vec::new();
    for file in &files.pages {
        let slug = catalog.page(sources.file(*file).stem()).expect("the catalog was made from these files");
        pages.extend(article::read_page(context(*file), slug, &mut found));
    }
    let mut drawings = BTreeMap::new();
    for file in &files.figures {
        let name = catalog.figure(sources.file(*file).stem()).expect("the catalog was made from these files");
        drawings
            .extend(figure::parse(sources, *file, name, &mut found).map(|drawing| (name.clone(), drawing)));
    }
    links::check(&catalog, &written, &pages, &glossary, &evidence, &mut found);
    let published: Vec<Article> = written.into_iter().filter(|article| !article.front.draft).collect();
    let topics = topic::arrange(&settings, &published, &catalog, &mut found);
    let articles = in_order(published, &topics);
    let mentions = Mentions::collect(&articles, &pages, &glossary, &evidence);
    found.sort(sources);
    let library = Library {
        settings,
        catalog,
        articles,
        topics,
        pages,
        bibliography,
        evidence,
        glossary,
        drawings,
        mentions,
    };
    (library, found)
}

/// The files that count, by what they hold.
struct Files {
    articles: Vec<FileId>,
    pages: Vec<FileId>,
    figures: Vec<FileId>,
    claims: FileId,
    glossary: FileId,
}

impl Files {
    fn of(sources: &Sources, built_in: bool, found: &mut Diagnostics) -> Files {
        let all = |folder: &str| sources.folder(folder).collect::<Vec<FileId>>();
        let articles = all("articles/").into_iter().filter(|file| built_in || !sources.file(*file).built_in);
        let files = Files {
            articles: distinct(sources, articles.collect(), found),
            pages: distinct(sources, all("pages/"), found),
            figures: all("figures/"),
            claims: sources.find("claims.toml").expect("the built-in site has a claims.toml"),
            glossary: sources.find("glossary.md").expect("the built-in site has a glossary.md"),
        };
        for file in &files.pages {
            let stem = sources.file(*file).stem();
            if TAKEN.contains(&catalog::slugify(stem).as_str()) {
                let message = format!("a page cannot be called `{stem}`: another one stands at that address");
                let help = "give the file another name";
                found.add(Diagnostic::error("taken-name", Span::start_of(*file), message).help(help));
            }
        }
        files
    }

    fn stems(&self, sources: &Sources, files: &[FileId]) -> Vec<String> {
        files.iter().map(|file| sources.file(*file).stem().to_owned()).collect()
    }
}

/// Names that a page of `pages/` cannot have.
const TAKEN: &[&str] =
    &["articles", "bibliography", "evidence", "glossary", "search", "handout", "s", "assets", "healthz"];

/// Without those whose name would give the same address as another's, or none.
fn distinct(sources: &Sources, files: Vec<FileId>, found: &mut Diagnostics) -> Vec<FileId> {
    let mut slugs: BTreeMap<String, FileId> = BTreeMap::new();
    let mut kept = Vec::new();
    for file in files {
        let stem = sources.file(file).stem();
        let slug = catalog::slugify(stem);
        if slug.is_empty() {
            let message = format!("`{stem}` gives no address: it has no letter");
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

/// The entries of `references.bib` and `references.json`. A site's own file of either kind replaces the built-in one.
fn bibliography(sources: &Sources, found: &mut Diagnostics) -> Vec<Source> {
    let files = ["references.bib", "references.json"].into_iter().filter_map(|path| sources.find(path));
    let own: Vec<FileId> = files.clone().filter(|file| !sources.file(*file).built_in).collect();
    let counting = if own.is_empty() { files.collect() } else { own };
    counting.into_iter().flat_map(|file| bibliography::parse(sources, file, found)).collect()
}

fn in_order(articles: Vec<Article>, topics: &[Topic]) -> Vec<Article> {
    let mut by_slug: BTreeMap<Slug, Article> =
        articles.into_iter().map(|article| (article.slug.clone(), article)).collect();
    topics.iter().flat_map(|topic| &topic.articles).filter_map(|slug| by_slug.remove(slug)).collect()
}
