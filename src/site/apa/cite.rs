//! A citation in the text (APA 8.10 to 8.15). Takes the labels of all works, their order, and what one mark cites; gives
//! pieces of text, each cited work by itself, so that each can be a link. Knows nothing of links.

use crate::library::bibliography::draft::dashed;
use crate::library::citation::{Label as LocatorLabel, Locator, Mode};
use crate::site::apa::label::{Label, Who};
use crate::site::apa::line::Line;
use crate::site::apa::name::And;
use crate::site::apa::quotation::within_quotes;
use crate::site::cite::{Cite, Piece};

/// What all works are called, and where each stands in the reference list.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// By index of the work.
    pub labels: &'a [Label],
    /// By index of the work: its number in the list.
    pub ranks: &'a [usize],
}

/// A whole mark.
pub fn cite(known: Known<'_>, mode: Mode, cites: &[Cite]) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    match (mode, cites) {
        (_, []) => {}
        (Mode::Bracketed, all) => {
            pieces.text("(");
            bracket(known, &sorted(known, all), &mut pieces);
            pieces.text(")");
        }
        (Mode::Narrative, [first]) => {
            let mut line = narrative(known, first);
            line.text(" (").append(year_and_place(known, first)).text(&tail(first)).text(")");
            pieces.cite(0, line);
        }
        (Mode::Narrative, [first, rest @ ..]) => {
            pieces.cite(0, narrative(known, first));
            pieces.text(" (");
            pieces.cite(0, year_and_place(known, first));
            pieces.text(&format!("{}; ", tail(first)));
            let rest = sorted(known, rest).into_iter().map(|(index, cite)| (index + 1, cite));
            bracket(known, &rest.collect::<Vec<_>>(), &mut pieces);
            pieces.text(")");
        }
    }
    pieces.list
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        match self.list.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            Some(Piece::Cite { .. }) | None => self.list.push(Piece::Text(text.to_owned())),
        }
    }

    fn cite(&mut self, item: usize, line: Line) {
        self.list.push(Piece::Cite { item, runs: line.runs() });
    }
}

/// In the order of the reference list (APA 8.12). A prefix begins a new row, since it speaks of what follows: "(Sampson,
/// 2020; see also Augustine, 2017; Melara, 2018)".
fn sorted<'a>(known: Known<'_>, cites: &'a [Cite]) -> Vec<(usize, &'a Cite)> {
    let mut rows: Vec<Vec<(usize, &Cite)>> = Vec::new();
    for (index, cite) in cites.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if cite.prefix.is_empty() => row.push((index, cite)),
            Some(_) | None => rows.push(vec![(index, cite)]),
        }
    }
    for row in &mut rows {
        let pinned = usize::from(row.first().is_some_and(|(_, first)| !first.prefix.is_empty()));
        row[pinned..].sort_by_key(|(_, cite)| known.ranks[cite.source]);
    }
    rows.into_iter().flatten().collect()
}

fn bracket(known: Known<'_>, cites: &[(usize, &Cite)], pieces: &mut Pieces) {
    let mut before: Option<&Cite> = None;
    for (index, cite) in cites {
        let mut line = Line::new();
        let joins = before.is_some_and(|before| joins(known, before, cite));
        if joins {
            pieces.text(", ");
        } else {
            if before.is_some() {
                pieces.text("; ");
            }
            if !cite.prefix.is_empty() {
                pieces.text(&format!("{} ", cite.prefix));
            }
            if !cite.suppress_author {
                line = in_bracket(known, cite);
            }
        }
        line.append(year_and_place(known, cite));
        pieces.cite(*index, line);
        pieces.text(&tail(cite));
        before = Some(cite);
    }
}

/// Two works of the same authors share their names: "(Bowlby, 1969, 1988)" (APA 8.12). Not where a place or a remark
/// would come to stand between two years.
fn joins(known: Known<'_>, before: &Cite, cite: &Cite) -> bool {
    let plain = |cite: &Cite| cite.locator.is_none() && cite.suffix.is_empty() && !cite.suppress_author;
    let is_other = before.source != cite.source;
    let is_named = matches!(known.labels[cite.source].who, Who::Names { .. });
    is_other
        && is_named
        && cite.prefix.is_empty()
        && plain(before)
        && plain(cite)
        && known.labels[before.source].who == known.labels[cite.source].who
}

/// The names before the year, with their comma.
fn in_bracket(known: Known<'_>, cite: &Cite) -> Line {
    let mut line = Line::new();
    match &known.labels[cite.source].who {
        names @ Who::Names { .. } => line.text(&names.words(And::Sign)).text(", "),
        Who::Whole(title) => line.title(title, true).text(", "),
        // In American typography the comma stands inside.
        Who::Part(title) => line.text("“").title(&within_quotes(title), false).text(",” "),
    };
    line
}

/// The names as part of the sentence.
fn narrative(known: Known<'_>, cite: &Cite) -> Line {
    let mut line = Line::new();
    match &known.labels[cite.source].who {
        names @ Who::Names { .. } => line.text(&names.words(And::Word)),
        Who::Whole(title) => line.title(title, true),
        Who::Part(title) => line.text("“").title(&within_quotes(title), false).text("”"),
    };
    line
}

/// `1969, pp. 3–5`
fn year_and_place(known: Known<'_>, cite: &Cite) -> Line {
    let mut line = Line::new();
    line.text(&known.labels[cite.source].year);
    if let Some(locator) = &cite.locator {
        line.text(", ").text(&place(locator));
    }
    line
}

/// The words after a work, with the blank that they need.
pub fn tail(cite: &Cite) -> String {
    let suffix = cite.suffix.as_str();
    match suffix.chars().next() {
        None => String::new(),
        Some(c) if ",.;:!?)".contains(c) => suffix.to_owned(),
        Some(_) => format!(" {suffix}"),
    }
}

/// `p. 3`, `pp. 3–5`, `Chapter 2`: pages and paragraphs are shortened, nothing else is (APA 8.13).
pub fn place(locator: &Locator) -> String {
    let (one, several) = match locator.label {
        LocatorLabel::Page => ("p.", "pp."),
        LocatorLabel::Paragraph => ("para.", "paras."),
        LocatorLabel::Volume => ("Volume", "Volumes"),
        LocatorLabel::Number => ("Number", "Numbers"),
        LocatorLabel::Chapter => ("Chapter", "Chapters"),
        LocatorLabel::Section => ("Section", "Sections"),
        LocatorLabel::Figure => ("Figure", "Figures"),
        LocatorLabel::Table => ("Table", "Tables"),
        LocatorLabel::Verse => ("Verse", "Verses"),
        LocatorLabel::Line => ("Line", "Lines"),
        LocatorLabel::Note => ("Note", "Notes"),
        LocatorLabel::Part => ("Part", "Parts"),
        LocatorLabel::Column => ("Column", "Columns"),
        LocatorLabel::Book => ("Book", "Books"),
        LocatorLabel::Slide => ("Slide", "Slides"),
    };
    let label = if locator.is_plural() { several } else { one };
    format!("{label} {}", dashed(&locator.value))
}
