//! CSL-JSON. Takes sources; gives a .json file as Zotero, Pandoc and every CSL engine read it. What CSL calls things is the
//! library's knowledge; here stands what only matters to whoever reads the file again.

use serde_json::Value;

use crate::library::bibliography::csl_item::csl_json;
use crate::library::bibliography::draft::dashed;
use crate::library::bibliography::source::{Kind, Source};

/// A file with these sources, in this order.
pub fn file(sources: &[&Source]) -> String {
    let items: Vec<Value> = sources.iter().map(|source| item(source)).collect();
    let mut text = serde_json::to_string_pretty(&items).expect("texts and numbers can be written as JSON");
    text.push('\n');
    text
}

fn item(source: &Source) -> Value {
    let mut item = csl_json(source);
    // A film without a director and a video without an author would be one thing.
    if source.kind == Kind::Video && source.authors.is_empty() {
        item["type"] = "broadcast".into();
    }
    // CSL's pages have hyphens, which are dashes again where a reader of the file knows them for a range.
    if let Some(pages) = &source.pages
        && dashed(&pages.replace('–', "-")) != *pages
    {
        item["page"] = pages.as_str().into();
    }
    item
}
