//! A link that lasts: a page and a place in it, by the names under which an author knows them. Takes and gives text,
//! `articles/synchrony#taking-turns`. Knows nothing of what exists, and nothing of how an address is spelled.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// A page that others can link to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// An article, by its slug; it may be one of the past.
    Article(String),
    /// A page of `pages/`, by its slug: `about/how-we-write`.
    Text(String),
    /// The bibliography; its places are the keys of sources.
    Bibliography,
    /// The evidence; its places are the ids of claims.
    Evidence,
    /// The glossary; its places are terms.
    Glossary,
}

impl Page {
    /// The pages that list something, by the name they have here and that of the file that holds what they list.
    const LISTS: [(Page, &'static str, &'static [&'static str]); 3] = [
        (Page::Bibliography, "bibliography", &["references.bib", "references.json"]),
        (Page::Evidence, "evidence", &["claims.toml"]),
        (Page::Glossary, "glossary", &["glossary.md"]),
    ];
}

impl Page {
    /// True for a page that lists something, and is always there.
    pub fn is_list(&self) -> bool {
        match self {
            Page::Bibliography | Page::Evidence | Page::Glossary => true,
            Page::Article(_) | Page::Text(_) => false,
        }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Page::Article(slug) => write!(f, "articles/{slug}"),
            Page::Text(slug) => write!(f, "pages/{slug}"),
            Page::Bibliography => f.write_str("bibliography"),
            Page::Evidence => f.write_str("evidence"),
            Page::Glossary => f.write_str("glossary"),
        }
    }
}

/// A page, or a place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permalink {
    /// The page.
    pub page: Page,
    /// The id of the place; `None` for the page as a whole.
    pub fragment: Option<String>,
}

impl Permalink {
    /// The page as a whole.
    pub fn to_page(page: Page) -> Permalink {
        Permalink { page, fragment: None }
    }

    /// A place in a page.
    pub fn to_place(page: Page, fragment: impl Into<String>) -> Permalink {
        Permalink { page, fragment: Some(fragment.into()) }
    }

    /// Of a table: how its id begins, `_table` or `_table2`, and the section that it stands in.
    pub fn section_of_table(&self) -> Option<(&str, Permalink)> {
        let id = self.fragment.as_deref()?;
        let (start, section) = id.split_once('-')?;
        let number = start.strip_prefix("_table")?;
        let is_table = number.chars().all(|digit| digit.is_ascii_digit());
        is_table.then(|| (start, Permalink::to_place(self.page.clone(), section)))
    }

    /// As it stands in a file of the site, letter by letter as [`Permalink`] shows itself; nothing for anything else.
    pub fn parse(text: &str) -> Option<Permalink> {
        Permalink::understand(text, |_| false).filter(|link| link.to_string() == text)
    }

    /// What a person means who types a link or takes it from a browser: `synchrony#taking-turns`,
    /// `articles/synchrony.md#taking-turns`, `https://clinic.example/parents/articles/synchrony/#taking-turns`. A name
    /// alone is an article's if `is_article` says so, otherwise a page's. Nothing for what names no page.
    pub fn understand(text: &str, is_article: impl Fn(&str) -> bool) -> Option<Permalink> {
        let (path, fragment) =
            text.trim().split_once('#').map_or((text.trim(), None), |(path, id)| (path, Some(id)));
        let is_whole = path.contains("://");
        let path = path
            .split_once("://")
            .map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let path = decoded(path.split('?').next().unwrap_or_default());
        let parts: Vec<&str> =
            path.split('/').filter(|part| !matches!(*part, "" | "." | ".." | "index.html")).collect();
        let joined = |parts: &[&str]| {
            let name = parts.join("/");
            let name =
                name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(&name).to_owned();
            Some(name).filter(|name| !name.is_empty())
        };
        let list = |name: &str| {
            let mut lists = Page::LISTS.into_iter();
            lists.find(|(_, own, files)| *own == name || files.contains(&name)).map(|(page, _, _)| page)
        };
        let page = match parts.as_slice() {
            ["pages", rest @ ..] if !is_whole => Page::Text(joined(rest)?),
            // A site may stand under a path, which is no part of the name.
            [.., "articles", slug] => Page::Article(joined(&[slug])?),
            ["pages", rest @ ..] => Page::Text(joined(rest)?),
            [] if is_whole => Page::Text("home".to_owned()),
            [one] if list(one).is_some() => list(one)?,
            [.., last] if is_whole && list(last).is_some() => list(last)?,
            [one] if joined(&[one]).is_some_and(|slug| is_article(&slug)) => Page::Article(joined(&[one])?),
            rest => Page::Text(joined(rest)?),
        };
        Some(Permalink { page, fragment: fragment.map(decoded).filter(|id| !id.is_empty()) })
    }
}

impl fmt::Display for Permalink {
    /// One word: what would end it is percent-encoded, letters of every script stand as they are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Permalink { page, fragment } = self;
        let whole = fragment.as_ref().map_or_else(|| page.to_string(), |id| format!("{page}#{id}"));
        whole.chars().try_for_each(|c| {
            if c == '%' || c.is_whitespace() || c.is_control() {
                write!(f, "{}", utf8_percent_encode(c.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC))
            } else {
                write!(f, "{c}")
            }
        })
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_read_again() {
        for text in [
            "articles/synchrony",
            "articles/synchrony#taking-turns",
            "articles/erste-schritte#öffnen",
            "pages/about/how-we-write#tone",
            "pages/guides/articles/one#tone",
            "pages/home",
            "bibliography#bowlby1969",
            "bibliography#odd%20key%25",
            "evidence#syn-01",
            "glossary#secure-base",
        ] {
            assert_eq!(Permalink::parse(text).expect(text).to_string(), text);
        }
    }

    #[test]
    fn a_link_is_understood_however_it_is_written() {
        let is_article = |slug: &str| slug == "synchrony";
        for (text, meant) in [
            ("synchrony#turns", "articles/synchrony#turns"),
            ("articles/synchrony.md#turns", "articles/synchrony#turns"),
            ("../articles/synchrony.md", "articles/synchrony"),
            ("/articles/synchrony/#turns", "articles/synchrony#turns"),
            ("https://clinic.example/parents/articles/synchrony/?print=1#t%C3%BCr", "articles/synchrony#tür"),
            ("https://clinic.example/", "pages/home"),
            ("https://clinic.example/glossary/#base", "glossary#base"),
            ("about#who", "pages/about#who"),
            ("pages/about/how-we-write.md", "pages/about/how-we-write"),
            ("references.bib#bowlby1969", "bibliography#bowlby1969"),
            ("claims.toml#syn-01", "evidence#syn-01"),
        ] {
            assert_eq!(Permalink::understand(text, is_article).expect(text).to_string(), meant, "{text}");
        }
        assert_eq!(Permalink::understand("", is_article), None);
        assert_eq!(Permalink::understand("#turns", is_article), None);
    }

    #[test]
    fn in_a_file_only_the_one_form_is_taken() {
        for text in ["synchrony.md", "/articles/synchrony/", "articles/synchrony#a b", "articles/", "", "#x"]
        {
            assert_eq!(Permalink::parse(text), None, "{text}");
        }
    }
}
