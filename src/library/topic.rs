//! Topics: the shelves on which articles stand, in reading order. Takes the settings and the articles; gives every
//! article a place. Knows nothing of what they say.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::article::Article;
use crate::library::catalog::{Catalog, Slug};
use crate::library::settings::Settings;
use crate::source::Span;

/// A shelf.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What stands over it; `None` for the shelf of articles that the settings name nowhere.
    pub title: Option<String>,
    /// Its articles, in reading order; at least one.
    pub articles: Vec<Slug>,
}

/// Puts every article on a shelf: those that the settings name where they name them, the others at the end.
pub fn arrange(
    settings: &Settings,
    articles: &[Article],
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> Vec<Topic> {
    let mut left: BTreeMap<&Slug, &Article> =
        articles.iter().map(|article| (&article.slug, article)).collect();
    let mut placed: BTreeMap<Slug, Span> = BTreeMap::new();
    let mut topics = Vec::new();
    for topic in &settings.topics {
        let mut slugs = Vec::new();
        for name in &topic.articles {
            let slug = catalog.article(&name.value);
            match slug {
                Some(slug) if left.remove(slug).is_some() => {
                    placed.insert(slug.clone(), name.span);
                    slugs.push(slug.clone());
                }
                Some(slug) => {
                    // A draft, or an article whose header is broken, has no place yet and no second fault.
                    if let Some(first) = placed.get(slug) {
                        let message = format!("the article `{slug}` stands on two shelves");
                        let diagnostic = Diagnostic::error("duplicate-article", name.span, message)
                            .related(*first, "first named here")
                            .help("take one of them out");
                        found.add(diagnostic);
                    }
                }
                None if topic.built_in => {}
                None => {
                    let path = format!("articles/{}", name.value);
                    let now = catalog.renamed(&path).and_then(|now| now.strip_prefix("articles/"));
                    let help = match now.or_else(|| catalog.nearest_article(&name.value)) {
                        Some(now) if catalog.renamed(&path).is_some() => {
                            format!("it has another name now: write `{now}`")
                        }
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write the article `articles/{}.md` or take it out", name.value),
                    };
                    let message = format!("there is no article `{}`", name.value);
                    found.add(Diagnostic::error("unknown-article", name.span, message).help(help));
                }
            }
        }
        if !slugs.is_empty() {
            topics.push(Topic { title: Some(topic.title.clone()), articles: slugs });
        }
    }
    if !left.is_empty() {
        topics.push(Topic { title: None, articles: left.into_keys().cloned().collect() });
    }
    topics
}
