//! What exists in a site: its articles, pages, figures, sources, claims and terms, by name. Takes plain names; gives the
//! only proofs that a thing of that name is there ([`Slug`], [`SourceKey`] and so on). Knows nothing of what the things
//! say.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::nearest;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// As it stands in an address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// An article or page that exists: what its address has after the folder. That of a page may have several parts,
    /// `about/how-we-write`.
    Slug
}
name! {
    /// A source that stands in the citations file: `bowlby1969`.
    SourceKey
}
name! {
    /// A claim that stands in the claims file: `exp-01`.
    ClaimKey
}
name! {
    /// A term that stands in the glossary: `secure-base`.
    TermKey
}
name! {
    /// A drawing that stands in `figures/`: `out-and-back`.
    FigureName
}

/// The plain names a [`Catalog`] is made from.
#[derive(Default)]
pub struct Names {
    /// The names of the files in `articles/`: `first year`.
    pub articles: Vec<String>,
    /// Files that have another name now, `articles/synchrony` and `articles/in-step`: the old one and the new one.
    pub renamed: Vec<(String, String)>,
    /// The names of the files in `pages/`: `about/how-we-write`.
    pub pages: Vec<String>,
    /// The stems of the files in `figures/`.
    pub figures: Vec<String>,
    /// The keys of the citations file.
    pub sources: Vec<String>,
    /// The ids of the claims file.
    pub claims: Vec<String>,
    /// The terms of the glossary, as written.
    pub terms: Vec<String>,
}

/// Everything that exists, by name.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    articles: BTreeMap<String, Slug>,
    pages: BTreeMap<String, Slug>,
    renamed: BTreeMap<String, String>,
    figures: BTreeMap<String, FigureName>,
    sources: BTreeMap<String, SourceKey>,
    claims: BTreeMap<String, ClaimKey>,
    terms: BTreeMap<String, TermKey>,
}

impl Catalog {
    /// Of two equal names the first counts; that there are two is reported where the names come from.
    pub fn new(names: Names) -> Catalog {
        let Names { articles, renamed, pages, figures, sources, claims, terms } = names;
        let slugs = |names: Vec<String>| {
            names.into_iter().map(|name| (name.clone(), Slug(slugify_path(&name).into()))).collect()
        };
        Catalog {
            articles: slugs(articles),
            pages: slugs(pages),
            renamed: renamed.into_iter().collect(),
            figures: figures.into_iter().map(|name| (name.clone(), FigureName(name.into()))).collect(),
            sources: sources.into_iter().map(|key| (key.clone(), SourceKey(key.into()))).collect(),
            claims: claims
                .into_iter()
                .map(|id| (id.to_lowercase(), ClaimKey(id.to_lowercase().into())))
                .collect(),
            terms: terms.into_iter().map(|term| (slugify(&term), TermKey(slugify(&term).into()))).collect(),
        }
    }

    /// The article in the file of this stem, `first year`, in any normal form.
    pub fn article(&self, stem: &str) -> Option<&Slug> {
        self.articles.get(&stem.nfc().collect::<String>())
    }

    /// The page in the file of this name, `about/how-we-write`.
    pub fn page(&self, name: &str) -> Option<&Slug> {
        self.pages.get(&name.nfc().collect::<String>())
    }

    /// The drawing in the file of this stem.
    pub fn figure(&self, stem: &str) -> Option<&FigureName> {
        self.figures.get(&stem.nfc().collect::<String>())
    }

    /// The source with this key, letter by letter.
    pub fn source(&self, key: &str) -> Option<&SourceKey> {
        self.sources.get(key)
    }

    /// The claim with this id, in upper or lower case.
    pub fn claim(&self, id: &str) -> Option<&ClaimKey> {
        self.claims.get(&id.to_lowercase())
    }

    /// The term of these words, whatever their case and blanks.
    pub fn term(&self, words: &str) -> Option<&TermKey> {
        self.terms.get(&slugify(words))
    }

    /// All keys of sources, in their order.
    pub fn source_keys(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The name of a file of today that was once called `path`, `articles/synchrony`, through as many renamings as there
    /// were. A circle of them ends nowhere.
    pub fn renamed(&self, path: &str) -> Option<&str> {
        let mut now = self.renamed.get(path)?;
        for _ in 0..self.renamed.len() {
            match self.renamed.get(now) {
                Some(next) => now = next,
                None => return Some(now),
            }
        }
        None
    }

    /// The name nearest to an unknown article's.
    pub fn nearest_article(&self, stem: &str) -> Option<&str> {
        nearest(stem, self.articles.keys().map(String::as_str))
    }

    /// The name nearest to an unknown page's.
    pub fn nearest_page(&self, name: &str) -> Option<&str> {
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let same = || self.pages.keys().map(String::as_str).find(|page| last(page) == last(name));
        nearest(name, self.pages.keys().map(String::as_str)).or_else(same)
    }

    /// The name nearest to an unknown figure's.
    pub fn nearest_figure(&self, stem: &str) -> Option<&str> {
        nearest(stem, self.figures.keys().map(String::as_str))
    }

    /// The source or claim nearest to an unknown citation key.
    pub fn nearest_citation(&self, key: &str) -> Option<&str> {
        nearest(key, self.sources.keys().chain(self.claims.keys()).map(String::as_str))
    }

    /// The term nearest to unknown words.
    pub fn nearest_term(&self, words: &str) -> Option<&str> {
        nearest(&slugify(words), self.terms.keys().map(String::as_str))
    }
}

/// The one rule by which words become part of an address or an id: NFC, small letters, letters and digits of every
/// script kept with their marks, apostrophes and signs that nobody sees dropped, everything else one `-`. Empty when
/// there is nothing to keep. The same again when it is given its own result.
pub fn slugify(words: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in words.nfc().flat_map(char::to_lowercase).nfc() {
        if is_unseen(c) || matches!(c, '\'' | '’' | '‘' | '‚' | '‛') {
            continue;
        }
        if c.is_alphanumeric() || (is_combining_mark(c) && !slug.is_empty() && !gap) {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(c);
        } else {
            gap = true;
        }
    }
    // A letter and a mark that had something unseen between them are one letter now.
    slug.nfc().collect()
}

/// True for a sign without a shape of its own: soft hyphens, joiners, marks of direction, choices between shapes.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e01ef}'
    )
}

/// The same for a path, part by part. Empty when a part of it is.
pub fn slugify_path(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(slugify).collect();
    if parts.iter().any(String::is_empty) { String::new() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_an_id_by_one_rule() {
        for (words, slug) in [
            ("Sleep & trust", "sleep-trust"),
            ("Day / night", "day-night"),
            ("Calm -- then talk", "calm-then-talk"),
            ("Don’t worry, it’s fine", "dont-worry-its-fine"),
            ("O\u{308}ffnen", "öffnen"),
            ("愛着理論", "愛着理論"),
            ("सुरक्षित आधार", "सुरक्षित-आधार"),
            ("التعلق الآمن", "التعلق-الآمن"),
            ("Первый Bowlby", "первый-bowlby"),
            ("???", ""),
            ("❤️", ""),
        ] {
            assert_eq!(slugify(words), slug);
        }
    }

    #[test]
    fn a_claim_is_found_in_upper_and_lower_case() {
        let catalog = Catalog::new(Names { claims: vec!["EXP-01".to_owned()], ..Names::default() });
        assert_eq!(catalog.claim("Exp-01").unwrap().as_str(), "exp-01");
        assert_eq!(catalog.nearest_citation("epx-01"), Some("exp-01"));
    }
}
