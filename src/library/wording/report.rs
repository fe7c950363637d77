//! What the rules measured, as a table for who writes. Takes a [`Reading`] of each article; gives text. Knows no limit.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::library::article::Article;
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
    /// The day of its review.
    pub reviewed: String,
}

impl Reading {
    pub(crate) fn begin(article: &Article) -> Reading {
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
