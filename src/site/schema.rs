//! What a search engine is told of an article, in the words of schema.org. Takes the article with the works it cites; gives
//! a block of data for the end of the page. Knows nothing of what a reader sees.

use serde::Serialize;

use crate::library::article::Article;
use crate::library::bibliography::source::Source;
use crate::library::settings::Settings;
use crate::site::address::{Address, Base, doi_link, outside_link};
use crate::site::html::Html;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MedicalWebPage<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    in_language: &'a str,
    is_part_of: Thing<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    last_reviewed: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_by: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<String>,
}

/// Anything that is told apart by what it is, how it is called and where it stands. Whether an author is a person or a
/// group is not known, so nothing is said of it.
#[derive(Default, Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The data of an article that cites `sources`.
pub fn article(article: &Article, sources: &[&Source], settings: &Settings, base: &Base) -> Html {
    let front = &article.front;
    let mut html = Html::new();
    html.push_data(&MedicalWebPage {
        context: "https://schema.org",
        kind: "MedicalWebPage",
        name: &front.title.value,
        description: &front.lead.value,
        url: base.absolute(&Address::article(article.slug.as_str())),
        in_language: &settings.language.value,
        is_part_of: Thing {
            kind: Some("WebSite"),
            url: base.absolute(&Address::home()),
            ..named(&settings.title)
        },
        date_published: front.published.as_ref().map(|day| day.value.to_string()),
        last_reviewed: front.reviewed.value.to_string(),
        author: front.authors.iter().map(|author| named(author)).collect(),
        reviewed_by: front.reviewer.as_deref().map(named),
        citation: sources.iter().filter_map(|source| work(source)).collect(),
    });
    html
}

fn named(name: &str) -> Thing<'_> {
    Thing { name: Some(name), ..Thing::default() }
}

/// Where a work stands, if it stands anywhere. The rest is in the bibliography: an article has to be small.
fn work(source: &Source) -> Option<String> {
    let doi = source.doi.as_deref().map(doi_link);
    doi.or_else(|| source.url.as_deref().map(outside_link))
}
