//! What the rules measured, as a table for who writes. Takes a [`Reading`] of each article; gives text. Knows no limit.

use std::collections::{BTreeMap, BTreeSet};

use unicode_width::UnicodeWidthStr;

use crate::library::article::Article;
use crate::library::claim::Evidence;
use crate::library::prose::{Cited, Inline};

/// What was measured in one article.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The last part of its address.
    pub article: String,
    /// The words of its body.
    pub words: usize,
    /// The grade of the whole, lead and key points included.
    pub whole: Option<f64>,
    /// The grade of lead and key points.
    pub opening: Option<f64>,
    /// The hardest section and its grade.
    pub hardest: Option<(String, f64)>,
    /// The words of its longest sentence.
    pub longest: usize,
    /// How many claims it cites.
    pub claims: usize,
    /// How many sources it cites by their own keys.
    pub sources: usize,
    /// The sources that it rests on, in the order of their keys.
    pub rests_on: Vec<RestsOn>,
    /// The day of its review.
    pub reviewed: String,
}

/// A source that an article cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestsOn {
    /// Its key.
    pub source: String,
    /// The claims through which it is cited; none when it is cited by its own key only.
    pub claims: Vec<String>,
}

impl Reading {
    pub(crate) fn begin(article: &Article, evidence: &Evidence) -> Reading {
        let mut cited: BTreeSet<&Cited> = BTreeSet::new();
        article.body.prose.each_inline(&mut |_, inline| {
            if let Inline::Citation(citation) = inline {
                cited.extend(citation.items.iter().map(|item| &item.cited));
            }
        });
        let claims = cited.iter().filter(|cited| matches!(cited, Cited::Claim(_))).count();
        Reading {
            article: article.slug.as_str().to_owned(),
            words: article.body.prose.words(),
            claims,
            sources: cited.len() - claims,
            rests_on: rests_on(&cited, evidence),
            reviewed: article.front.reviewed.value.to_string(),
            ..Reading::default()
        }
    }

    pub(crate) fn section(&mut self, title: String, grade: Option<f64>) {
        if let Some(grade) = grade
            && self.hardest.as_ref().is_none_or(|(_, other)| grade > *other)
        {
            self.hardest = Some((title, grade));
        }
    }
}

fn rests_on(cited: &BTreeSet<&Cited>, evidence: &Evidence) -> Vec<RestsOn> {
    let mut sources: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for cited in cited {
        match cited {
            Cited::Source(key) => {
                sources.entry(key.as_str()).or_default();
            }
            Cited::Claim(key) => {
                let claim = evidence.claims.iter().find(|claim| claim.key == *key);
                for source in claim.iter().flat_map(|claim| &claim.sources) {
                    sources.entry(source.as_str()).or_default().push(key.to_string());
                }
            }
        }
    }
    let one = |(source, claims): (&str, Vec<String>)| RestsOn { source: source.to_owned(), claims };
    sources.into_iter().map(one).collect()
}

/// The columns after which a list of sources goes on in the next line.
const WIDTH: usize = 100;

/// The sources of each article, with the claims through which they are cited; then those that nobody cites.
pub fn sources(readings: &[Reading], uncited: &[String]) -> String {
    let one = |RestsOn { source, claims }: &RestsOn| match claims.is_empty() {
        true => source.clone(),
        false => format!("{source} ({})", claims.join(", ")),
    };
    let mut rows = vec![("article", vec!["sources cited, and through which claims".to_owned()])];
    rows.extend(
        readings.iter().map(|reading| (reading.article.as_str(), reading.rests_on.iter().map(one).collect())),
    );
    if !uncited.is_empty() {
        rows.push(("cited nowhere", uncited.to_vec()));
    }
    let width = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let mut table = String::new();
    for (name, sources) in rows {
        let mut line = format!("{name}{}", " ".repeat(width - name.width()));
        let last = sources.len().saturating_sub(1);
        let words = if sources.is_empty() { vec!["-".to_owned()] } else { sources };
        for (number, word) in words.iter().enumerate() {
            let comma = if number < last { "," } else { "" };
            let blanks = if number == 0 { "  " } else { " " };
            if number > 0 && line.width() + 1 + word.width() + comma.len() > WIDTH {
                table.push_str(&line);
                table.push('\n');
                line = " ".repeat(width + 1);
            }
            line.push_str(&format!("{blanks}{word}{comma}"));
        }
        table.push_str(&line);
        table.push('\n');
    }
    table
}

const HEAD: [&str; 9] = [
    "article",
    "words",
    "grade",
    "opening",
    "longest sentence",
    "claims",
    "sources",
    "reviewed",
    "hardest section",
];

/// The table: a line for each article.
pub fn table(readings: &[Reading]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(readings.iter().map(|reading| {
        let grade = |grade: Option<f64>| grade.map_or_else(|| "-".to_owned(), |grade| format!("{grade:.1}"));
        let hardest = reading.hardest.as_ref();
        [
            reading.article.clone(),
            reading.words.to_string(),
            grade(reading.whole),
            grade(reading.opening),
            reading.longest.to_string(),
            reading.claims.to_string(),
            reading.sources.to_string(),
            reading.reviewed.clone(),
            hardest.map_or_else(|| "-".to_owned(), |(title, grade)| format!("{grade:.1} {title}")),
        ]
    }));
    let widths: [usize; 9] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    let mut table = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let blanks = " ".repeat(width - cell.width());
                let number = (1..=6).contains(&column);
                if number { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
            })
            .collect();
        table.push_str(cells.join("  ").trim_end());
        table.push('\n');
    }
    table
}
