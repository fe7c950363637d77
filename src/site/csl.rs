//! Any citation style but APA's. Takes a style in CSL and all works of a site; gives their order, entries and citations as
//! runs, as APA's room does. The door to hayagriva: its faults are worked around here, or told of by [`Csl::faults`].

pub mod item;

pub mod mended;

pub mod atom;

pub mod engine;

pub mod order;

pub mod apart;

pub mod mark;

pub mod chosen;

use hayagriva::citationberg::{
    CitationFormat, Collapse, IndependentStyle, StyleCategory, StyleClass, VerticalAlign,
};

use crate::library::bibliography::source::Source;
use crate::library::citation::Mode;
use crate::site::apa::cite::tail;
use crate::site::cite::{Cite, Form, Piece};
use crate::site::csl::apart::{Apart, tell};
use crate::site::csl::atom::{Atom, Part, runs, text};
use crate::site::csl::engine::{Asked, Engine, Question};
use crate::site::csl::item::Work;
use crate::site::csl::mark::{AROUND, Cited, Line, inside, joined, narrative};
use crate::site::csl::mended::mend;
use crate::site::csl::order::{By, Key, Place, keys};
use crate::site::run::Run;

/// A style with all works of a site.
#[derive(Clone, Debug)]
pub struct Csl {
    engine: Engine,
    form: Form,
    /// What really stands before and after a citation.
    around: (String, String),
    raised: bool,
    /// How works are sorted within a citation; `None` as the author has them.
    within: Option<Vec<Key>>,
    /// How works of the same authors are joined.
    joins: Option<Collapse>,
    /// True when the list of a page is sorted, and not in the order of the text.
    sorted: bool,
    places: Vec<Place>,
    order: Vec<usize>,
    ranks: Vec<usize>,
    apart: Apart,
    /// A work that no page has: it keeps numbers apart that do not follow each other.
    nobody: Work,
}

/// What a page has cited so far.
#[derive(Clone, Debug, Default)]
pub struct Cites {
    /// By note: what it cites.
    notes: Vec<(usize, Vec<Cite>)>,
}

/// What a style cannot do with these works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It writes two works alike, though it means to tell them apart.
    Alike(usize, usize),
    /// It cannot set a work.
    Fails(usize),
}

impl Csl {
    /// Prepares every work. `in_press` is the word for what is not out yet.
    pub fn new(mut engine: Engine, sources: &[Source], in_press: &str) -> Csl {
        let style = &mut engine.style;
        let joins = style.citation.collapse.filter(|collapse| *collapse != Collapse::CitationNumber);
        mend(style);
        let form = form(style);
        let layout = &mut style.citation.layout;
        let raised = layout.vertical_align == Some(VerticalAlign::Sup);
        let affix = |affix: Option<String>| affix.unwrap_or_default().trim().to_owned();
        let around = (affix(layout.prefix.take()), affix(layout.suffix.take()));
        (layout.prefix, layout.suffix) = (Some(AROUND.0.to_owned()), Some(AROUND.1.to_owned()));
        // An entry stands by itself wherever it is shown: it names its authors.
        let list = style.bibliography.as_mut();
        let sort = list.and_then(|list| {
            list.subsequent_author_substitute = None;
            // hayagriva would take the first field out from wherever it stands.
            list.second_field_align = None;
            list.sort.take()
        });
        let within = style.citation.sort.take();
        let within = within.map(|sort| keys(style, &sort));
        let list_keys = sort.map(|sort| keys(style, &sort)).unwrap_or_default();
        let sorted = list_keys.first().is_some_and(|key| key.by != By::Number);
        let places: Vec<Place> = sources.iter().map(|source| Place::of(style, source)).collect();
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.sort_by(|a, b| places[*a].compare(&places[*b], &list_keys));
        let mut ranks = vec![0; sources.len()];
        for (rank, index) in order.iter().enumerate() {
            ranks[*index] = rank;
        }
        let apart = tell(&engine, sources, in_press, &order, form == Form::Words);
        let nobody = item::nobody();
        Csl { engine, form, around, raised, within, joins, sorted, places, order, ranks, apart, nobody }
    }

    /// How it cites.
    pub fn form(&self) -> Form {
        self.form
    }

    /// True when its marks stand above the line.
    pub fn raised(&self) -> bool {
        self.raised
    }

    /// True when the list of a page is sorted; else it is in the order of the text.
    pub fn sorted(&self) -> bool {
        self.sorted
    }

    /// What it cannot do.
    pub fn faults(&self) -> Vec<Fault> {
        let fails = self.apart.failed.iter().map(|index| Fault::Fails(*index));
        fails.chain(self.apart.alike.iter().map(|(one, other)| Fault::Alike(*one, *other))).collect()
    }

    /// The works in the order of the bibliography.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// A work's place in that order.
    pub fn rank(&self, index: usize) -> usize {
        self.ranks[index]
    }

    /// A work's entry, without a number.
    pub fn entry(&self, index: usize) -> Vec<Run> {
        let apart::Entry { first, rest } = &self.apart.entries[index];
        if self.form == Form::Numbers {
            // The number of a style that sets it into the line stands at its start, with its brackets and blank.
            let number = rest.iter().position(|atom| atom.part == Part::Number);
            let rest = match number {
                Some(number) if rest[..number].iter().all(|atom| is_mark(&atom.text)) => &rest[number + 1..],
                Some(_) | None => rest,
            };
            let from = rest.iter().position(|atom| !is_mark(&atom.text)).unwrap_or(rest.len());
            let from = if number.is_some() { from } else { 0 };
            return trimmed(runs(&rest[from..], false));
        }
        let mut all = first.clone();
        if !first.is_empty() && !text(first).ends_with(' ') {
            let mut line = Line::default();
            line.append(all);
            line.text(" ");
            all = line.atoms();
        }
        all.extend(rest.iter().cloned());
        trimmed(runs(&all, false))
    }

    /// What stands before an entry that has this number: `[3]`, `3.`
    pub fn number(&self, index: usize, number: usize) -> String {
        let apart::Entry { first, rest } = &self.apart.entries[index];
        let digits = |atoms: &[Atom]| {
            let at = atoms.iter().position(|atom| atom.part == Part::Number)?;
            let before = if atoms[..at].iter().all(|atom| is_mark(&atom.text)) {
                text(&atoms[..at])
            } else {
                String::new()
            };
            let after = atoms.get(at + 1).map(|atom| atom.text.as_str()).unwrap_or_default();
            let after: String = after.chars().take_while(|c| is_mark(&c.to_string())).collect();
            Some(format!("{before}{}{after}", atoms[at].text).trim().to_owned())
        };
        let one = digits(first).or_else(|| digits(rest)).unwrap_or_else(|| "1.".to_owned());
        one.replacen('1', &number.to_string(), 1)
    }

    /// One citation in words, in the text.
    pub fn cite(&self, mode: Mode, cites: &[Cite]) -> Vec<Piece> {
        let all: Vec<(usize, &Cite)> = cites.iter().enumerate().collect();
        let cited = |list: &[(usize, &'_ Cite)]| self.sort(list, |_| 0);
        let mut line = Line::default();
        match (mode, all.as_slice()) {
            (_, []) => {}
            (Mode::Bracketed, all) => {
                let sorted = cited(all);
                line.text(&self.around.0);
                line.append(self.within(&self.known(cites), &self.cited(&sorted, cites, &[])));
                line.text(&self.around.1);
            }
            (Mode::Narrative, [first, rest @ ..]) => {
                let known = self.known(cites);
                let first = self.cited(&[first.0], cites, &[]);
                let (names, year) = narrative(&self.engine, &known, &first[0]);
                let (open, close) = self.brackets(&text(&year));
                line.append(names);
                line.text(&format!(" {open}"));
                line.append(year);
                line.text(&tail(first[0].cite));
                if !rest.is_empty() {
                    line.text(self.engine.style.citation.layout.delimiter.as_deref().unwrap_or("; "));
                    let sorted = cited(rest);
                    line.append(self.within(&known, &self.cited(&sorted, cites, &[])));
                }
                line.text(close);
                if rest.is_empty() {
                    line.whole(first[0].item);
                }
            }
        }
        line.pieces(&self.engine, self.raised)
    }

    /// One citation by numbers. `numbers` has that of each cite.
    pub fn numbered(&self, cites: &[Cite], numbers: &[usize]) -> Vec<Piece> {
        let all: Vec<(usize, &Cite)> = cites.iter().enumerate().collect();
        let sorted = self.sort(&all, |item| numbers[item]);
        // hayagriva numbers what it sees from 1 on. A work that nobody cites between two keeps it from joining numbers
        // that do not follow each other.
        let mut before: Vec<Asked<'_>> = Vec::new();
        for pair in sorted.windows(2) {
            before
                .push(Asked { hidden: true, ..Asked::plain(&self.apart.cited[cites[pair[0]].source].item) });
            if numbers[pair[1]] != numbers[pair[0]] + 1 {
                before.push(Asked { hidden: true, ..Asked::plain(&self.nobody.item) });
            }
        }
        let mut line = Line::default();
        line.text(&self.around.0);
        let before = if before.is_empty() { Vec::new() } else { vec![(before, None)] };
        line.append(inside(&self.engine, &before, &self.cited(&sorted, cites, numbers), None));
        line.text(&self.around.1);
        line.pieces(&self.engine, self.raised)
    }

    /// One citation as a note with this number; `so_far` is what the page's notes have cited.
    pub fn note(&self, cites: &[Cite], number: usize, so_far: &mut Cites) -> Vec<Piece> {
        let all: Vec<(usize, &Cite)> = cites.iter().enumerate().collect();
        let sorted = self.sort(&all, |_| 0);
        let cited = self.cited(&sorted, cites, &[]);
        let known: Vec<Question<'_>> = so_far
            .seen(cites, self.engine.style.citation.near_note_distance)
            .map(|(note, cites)| {
                let asked = cites.iter().map(|cite| Asked::plain(&self.apart.cited[cite.source].item));
                (asked.collect(), Some(*note))
            })
            .collect();
        let mut line = Line::default();
        line.text(&self.around.0);
        line.append(inside(&self.engine, &known, &cited, Some(number)));
        line.text(&self.around.1);
        so_far.notes.push((number, cites.to_vec()));
        line.capital();
        line.pieces(&self.engine, false)
    }

    /// What stands within the brackets.
    fn within(&self, known: &[Question<'_>], cited: &[Cited<'_>]) -> Vec<Atom> {
        match self.joins {
            Some(joins) if cited.len() > 1 => joined(&self.engine, known, cited, joins != Collapse::Year),
            Some(_) | None => inside(&self.engine, known, cited, None),
        }
    }

    /// The works that share letters with those of a mark, which hayagriva has to see first, in their order.
    fn known(&self, cites: &[Cite]) -> Vec<Question<'_>> {
        let mut groups: Vec<&[usize]> =
            cites.iter().map(|cite| self.apart.groups[cite.source].as_slice()).collect();
        groups.sort_unstable();
        groups.dedup();
        let asked: Vec<Asked<'_>> = groups
            .into_iter()
            .filter(|group| group.len() > 1)
            .flatten()
            .map(|index| Asked { hidden: true, ..Asked::plain(&self.apart.cited[*index].item) })
            .collect();
        if asked.is_empty() { Vec::new() } else { vec![(asked, None)] }
    }

    fn cited<'a>(&'a self, items: &[usize], cites: &'a [Cite], numbers: &[usize]) -> Vec<Cited<'a>> {
        let one = |item: &usize| {
            let cite = &cites[*item];
            Cited {
                cite,
                item: *item,
                work: &self.apart.cited[cite.source],
                number: numbers.get(*item).copied(),
            }
        };
        items.iter().map(one).collect()
    }

    /// The order within a mark. A prefix begins a new row, since it speaks of what follows.
    fn sort(&self, cites: &[(usize, &Cite)], number: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut rows: Vec<Vec<(usize, &Cite)>> = Vec::new();
        for (item, cite) in cites {
            match rows.last_mut() {
                Some(row) if cite.prefix.is_empty() => row.push((*item, cite)),
                Some(_) | None => rows.push(vec![(*item, cite)]),
            }
        }
        if let Some(keys) = &self.within {
            for row in &mut rows {
                let pinned = usize::from(row.first().is_some_and(|(_, first)| !first.prefix.is_empty()));
                row[pinned..].sort_by(|(a, one), (b, other)| match keys.first() {
                    Some(Key { by: By::Number, .. }) => number(*a).cmp(&number(*b)),
                    Some(_) | None => self.places[one.source].by(&self.places[other.source], keys),
                });
            }
        }
        rows.into_iter().flatten().map(|(item, _)| item).collect()
    }

    /// The brackets of a year in a sentence: the style's own, unless they stand in the year already.
    fn brackets(&self, year: &str) -> (&str, &str) {
        match self.around.0.as_str() {
            "" if year.starts_with(['(', '[']) => ("", ""),
            "" => ("(", ")"),
            open => (open, &self.around.1),
        }
    }
}

impl Cites {
    /// Of the notes before: where each of these works was cited first, and the last ones.
    fn seen<'a>(&'a self, cites: &[Cite], near: u32) -> impl Iterator<Item = &'a (usize, Vec<Cite>)> {
        let cites_one = |note: &(usize, Vec<Cite>), source| note.1.iter().any(|cite| cite.source == source);
        let firsts: Vec<usize> = cites
            .iter()
            .filter_map(|cite| self.notes.iter().position(|note| cites_one(note, cite.source)))
            .collect();
        let last = self.notes.len().saturating_sub(usize::try_from(near).unwrap_or(usize::MAX).max(1));
        self.notes
            .iter()
            .enumerate()
            .filter(move |(index, _)| *index >= last || firsts.contains(index))
            .map(|(_, note)| note)
    }
}

fn form(style: &IndependentStyle) -> Form {
    let numeric = StyleCategory::CitationFormat { format: CitationFormat::Numeric };
    match style.settings.class {
        StyleClass::Note => Form::Notes,
        StyleClass::InText if style.info.category.contains(&numeric) => Form::Numbers,
        StyleClass::InText => Form::Words,
    }
}

/// True for the brackets, stops and blanks around a number.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "[](){}.,:".contains(c))
}

fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(Run::Text(first)) = runs.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Run::Text(last)) = runs.last_mut() {
        *last = last.trim_end().to_owned();
    }
    runs
}
