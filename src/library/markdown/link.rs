//! Where a link leads. Takes what stands between the brackets; gives a [`Target`] that exists. Links inside the site are
//! written as paths to files, `synchrony.md#taking-turns`, so that they work in an editor and on a code host too.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::markdown::Context;
use crate::library::prose::{Fragment, Target, TargetPage};

/// Reads the destination `to`, which stands at `range` of the file; `None` when it leads nowhere, which is reported.
pub fn resolve(
    context: Context<'_>,
    to: &str,
    range: Range<usize>,
    found: &mut Diagnostics,
) -> Option<Target> {
    let span = context.span(range.clone());
    if to.is_empty() {
        let help = "write where it leads: `[words](synchrony.md#taking-turns)`";
        found.add(Diagnostic::error("empty-link", span, "this link leads nowhere").help(help));
        return None;
    }
    if let Some((scheme, _)) = to.split_once(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    {
        let target = outside(to, scheme);
        if target.is_none() {
            let message = format!("a link cannot start with `{scheme}:`");
            let help =
                "link to a file of this site, or to an address that starts with `https://` or `mailto:`";
            found.add(Diagnostic::error("bad-link", span, message).help(help));
        }
        return target;
    }
    let (path_and_query, fragment) = to.split_once('#').map_or((to, None), |(path, id)| (path, Some(id)));
    let (path, query) =
        path_and_query.split_once('?').map_or((path_and_query, None), |(path, query)| (path, Some(query)));
    let fragment = fragment.map(|id| {
        let start = range.end.saturating_sub(id.len()).max(range.start);
        Fragment { id: decoded(id), span: context.span(start..range.end) }
    });
    let page = if path.is_empty() {
        TargetPage::Here
    } else {
        let path_end = (range.start + path.len()).min(range.end);
        match page(context, &decoded(path)) {
            Ok(page) => page,
            // The built-in articles were taken away; nobody can mend a built-in page that speaks of them.
            Err(_) if context.left_alone => return None,
            Err((message, help)) => {
                let span = context.span(range.start..path_end);
                found.add(Diagnostic::error("broken-link", span, message).help(help));
                return None;
            }
        }
    };
    Some(Target { page, query: query.map(str::to_owned), fragment: fragment.filter(|f| !f.id.is_empty()) })
}

fn outside(to: &str, scheme: &str) -> Option<Target> {
    let known = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel");
    known.then(|| Target { page: TargetPage::Outside(to.to_owned()), query: None, fragment: None })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().nfc().collect()
}

/// The page behind a path to a file; else one sentence and the way out.
fn page(context: Context<'_>, path: &str) -> Result<TargetPage, (String, String)> {
    if path.starts_with('/') {
        let message = format!("`{path}` is an address of the finished site");
        return Err((
            message,
            "link to the file: `synchrony.md`, `../pages/about.md`, `../glossary.md`".to_owned(),
        ));
    }
    let here = &context.sources.file(context.file).path;
    let Some(full) = joined(here, path) else {
        let message = format!("`{path}` leads out of the site's folder");
        return Err((message, "link to a file of this site, or to an address with `https://`".to_owned()));
    };
    let catalog = context.catalog;
    let known = match full.as_str() {
        "glossary.md" => Some(TargetPage::Glossary),
        "references.bib" | "references.json" => Some(TargetPage::Bibliography),
        "claims.toml" => Some(TargetPage::Evidence),
        other => match other.strip_suffix(".md").and_then(|path| path.split_once('/')) {
            Some(("articles", stem)) => catalog.article(stem).cloned().map(TargetPage::Article),
            Some(("pages", stem)) => catalog.page(stem).cloned().map(TargetPage::Page),
            Some(_) | None => None,
        },
    };
    known.ok_or_else(|| {
        if let Some(now) = full.strip_suffix(".md").and_then(|path| catalog.renamed(path)) {
            let now = relative(here, &format!("{now}.md"));
            return (format!("`{full}` has another name now"), format!("write `{now}`"));
        }
        let (folder, name) = full.trim_end_matches(".md").split_once('/').unwrap_or(("", &full));
        let near = match folder {
            "articles" => catalog.nearest_article(name).map(|near| format!("{near}.md")),
            "pages" => catalog.nearest_page(name).map(|near| format!("{near}.md")),
            _ => nearest(&full, ["glossary.md", "references.bib", "claims.toml"]).map(str::to_owned),
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "link to a file of `articles/` or `pages/`".to_owned(),
        };
        (format!("there is no file `{full}`"), help)
    })
}

/// The way from the file `here` to the file `to`, both inside the site.
pub(crate) fn relative(here: &str, to: &str) -> String {
    let (from, there): (Vec<&str>, Vec<&str>) = (here.split('/').collect(), to.split('/').collect());
    let most = from.len().min(there.len()) - 1;
    let shared = (0..most).take_while(|at| from[*at] == there[*at]).count();
    let up = "../".repeat(from.len() - 1 - shared);
    format!("{up}{}", there[shared..].join("/"))
}

/// The path `to`, seen from the file `here`.
pub(crate) fn joined(here: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = here.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
