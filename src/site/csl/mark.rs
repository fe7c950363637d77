//! One citation in the text. Takes what a mark cites and how the style cites; gives pieces, each cited work by itself.
//! hayagriva knows nothing of words before and after a work, puts a name into a sentence only with its year, and loses the
//! place in a work where it joins works; what it cannot do is done here around it.

use hayagriva::citationberg::taxonomy::Locator as Place;

use crate::library::bibliography::draft::dashed;
use crate::library::citation::{Label, Locator};
use crate::site::apa::cite;
use crate::site::cite::{Cite, Piece};
use crate::site::csl::atom::{Atom, Part, atoms, runs, text, tidy};
use crate::site::csl::engine::{Asked, Engine, Question};
use crate::site::csl::item::Work;
use crate::site::run::Run;

/// What stands before and after a citation for hayagriva, so that its inside is found.
pub const AROUND: (&str, &str) = ("\u{E003}", "\u{E004}");

/// What is cited, with the work.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// What the mark says of it.
    pub cite: &'a Cite,
    /// Its place in the mark.
    pub item: usize,
    /// The work.
    pub work: &'a Work,
    /// Its number in the list, in a style that cites by numbers.
    pub number: Option<usize>,
}

/// A whole citation in the making.
#[derive(Clone, Debug, Default)]
pub struct Line {
    atoms: Vec<Atom>,
}

impl Line {
    /// Adds words of the text around.
    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            let atom = Atom {
                text: text.to_owned(),
                look: Default::default(),
                url: None,
                part: Part::Other,
                cite: None,
            };
            self.atoms.push(atom);
        }
    }

    /// Makes one piece of all of it, for one work of the mark.
    pub fn whole(&mut self, item: usize) {
        self.atoms.iter_mut().for_each(|atom| atom.cite = Some(item));
    }

    /// Adds what stands for works.
    pub fn append(&mut self, atoms: Vec<Atom>) {
        self.atoms.extend(atoms);
    }

    /// Begins with a capital, as a sentence does.
    pub fn capital(&mut self) {
        let first = self.atoms.iter_mut().find(|atom| !atom.text.is_empty());
        if let Some(atom) = first
            && let Some(c) = atom.text.chars().next()
        {
            atom.text = format!("{}{}", c.to_uppercase(), &atom.text[c.len_utf8()..]);
        }
    }

    /// As they are.
    pub fn atoms(self) -> Vec<Atom> {
        self.atoms
    }

    /// The pieces. `raised` when the whole stands above the line.
    pub fn pieces(mut self, engine: &Engine, raised: bool) -> Vec<Piece> {
        tidy(&mut self.atoms, engine.stops_within_quotes());
        let mut pieces: Vec<Piece> = Vec::new();
        for row in self.atoms.chunk_by(|a, b| a.cite == b.cite) {
            let runs = runs(row, raised);
            pieces.push(match row.first().and_then(|atom| atom.cite) {
                Some(item) => Piece::Cite { item, runs },
                None => Piece::Text(runs.iter().map(Run::text).collect()),
            });
        }
        pieces
    }
}

/// The works of a mark within its brackets, in this order. `before` is asked first and not shown: what the style must know.
pub fn inside(
    engine: &Engine,
    before: &[Question<'_>],
    cited: &[Cited<'_>],
    note: Option<usize>,
) -> Vec<Atom> {
    let by_number = cited.iter().all(|one| one.number.is_some());
    if by_number && cited.len() > 1 && cited.iter().all(is_bare) {
        return together(engine, before, cited, note);
    }
    let delimiter = engine.style.citation.layout.delimiter.as_deref().unwrap_or("; ");
    let mut line = Line::default();
    for (number, one) in cited.iter().enumerate() {
        let Cite { source: _, prefix, locator, suffix: _, suppress_author } = one.cite;
        if number > 0 {
            // "3, p. 5; see also 4": a comma alone would make a page of the next number.
            let clear = by_number && delimiter == "," && !cited.iter().all(is_bare);
            line.text(if clear { "; " } else { delimiter });
        }
        if !prefix.is_empty() {
            line.text(&format!("{prefix} "));
        }
        let shown = if *suppress_author && one.number.is_none() {
            narrative(engine, before, one).1
        } else {
            together(engine, before, std::slice::from_ref(one), note)
        };
        // A style that has no form for a place in a work would leave the reader without it.
        let place = locator.as_ref().filter(|locator| !text(&shown).contains(&dashed(&locator.value)));
        line.append(shown);
        if let Some(locator) = place {
            line.text(&format!(", {}", cite::place(locator)));
        }
        line.text(&cite::tail(one.cite));
    }
    line.atoms()
}

/// As [`inside`], for a style that names works of the same authors once: "(Bowlby, 1969, 1988)". `letters` for one that
/// names their year once too: "2008a, b". Not where a place or a remark would come to stand between two years.
pub fn joined(engine: &Engine, before: &[Question<'_>], cited: &[Cited<'_>], letters: bool) -> Vec<Atom> {
    let delimiter = engine.style.citation.layout.delimiter.as_deref().unwrap_or("; ");
    let mut line = Line::default();
    let mut last: Option<(String, String)> = None;
    for (number, one) in cited.iter().enumerate() {
        let (names, year) = narrative(engine, before, one);
        let (names, whole) = (text(&names), text(&year));
        let bare = is_bare(one);
        match &last {
            Some((names_before, year_before)) if bare && *names_before == names => {
                line.text(", ");
                let letter = whole.chars().next_back().filter(char::is_ascii_lowercase);
                match letter {
                    Some(letter) if letters && is_same_year(year_before, &whole) => {
                        let mut atom = year.last().cloned().expect("a year with a letter is not empty");
                        atom.text = letter.to_string();
                        line.append(vec![atom]);
                    }
                    Some(_) | None => line.append(year),
                }
            }
            Some(_) | None => {
                if number > 0 {
                    line.text(delimiter);
                }
                line.append(inside(engine, before, std::slice::from_ref(one), None));
            }
        }
        last = bare.then_some((names, whole));
    }
    line.atoms()
}

/// True for a work that is cited and nothing else said of it.
fn is_bare(one: &Cited<'_>) -> bool {
    let Cite { source: _, prefix, locator, suffix, suppress_author } = one.cite;
    !suppress_author && locator.is_none() && prefix.is_empty() && suffix.is_empty()
}

fn is_same_year(one: &str, other: &str) -> bool {
    let bare = |year: &str| year.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned();
    bare(one) == bare(other)
}

/// The names of a work for a sentence, and what then stands in brackets.
pub fn narrative(engine: &Engine, before: &[Question<'_>], cited: &Cited<'_>) -> (Vec<Atom>, Vec<Atom>) {
    let place = cited.cite.locator.as_ref().map(place);
    let mut questions = before.to_vec();
    questions.push((vec![Asked { narrative: true, ..asked(cited, place.as_ref()) }], None));
    let all = answer(engine, &questions, std::slice::from_ref(cited));
    let open = all.iter().position(|atom| atom.text.contains(AROUND.0)).unwrap_or(all.len());
    let mut names: Vec<Atom> = all[..open].to_vec();
    let mut rest: Vec<Atom> = all[open..].to_vec();
    // A mark may share its atom with the words beside it.
    if let Some(first) = rest.first_mut() {
        let (before, after) = first.text.split_once(AROUND.0).unwrap_or_default();
        let name = Atom { text: before.trim_end().to_owned(), ..first.clone() };
        first.text = after.to_owned();
        names.push(name);
    }
    for atom in names.iter_mut().filter(|atom| atom.part == Part::Joint) {
        // In a sentence names are joined by a word.
        atom.text = atom.text.replace(" & ", " and ");
    }
    without_marks(&mut rest);
    names.retain(|atom| !atom.text.trim().is_empty());
    if let Some(last) = names.last_mut() {
        last.text = last.text.trim_end().to_owned();
    }
    if names.is_empty() {
        // A work without names stands in the sentence with what the style has instead, up to its date.
        let all = together(engine, before, std::slice::from_ref(cited), None);
        let date = all.iter().position(|atom| atom.part == Part::Date).unwrap_or(all.len());
        let (before, after) = all.split_at(date);
        names = before.to_vec();
        rest = after.to_vec();
        if let Some(last) = names.last_mut() {
            last.text = last.text.trim_end_matches([' ', ',']).to_owned();
        }
    }
    (names, rest)
}

fn together(engine: &Engine, before: &[Question<'_>], cited: &[Cited<'_>], note: Option<usize>) -> Vec<Atom> {
    let places: Vec<Option<(Place, String)>> =
        cited.iter().map(|one| one.cite.locator.as_ref().map(place)).collect();
    let asked = cited.iter().zip(&places).map(|(one, place)| asked(one, place.as_ref()));
    let mut questions = before.to_vec();
    questions.push((asked.collect(), note));
    let mut all = answer(engine, &questions, cited);
    without_marks(&mut all);
    all
}

fn asked<'a>(cited: &Cited<'a>, place: Option<&'a (Place, String)>) -> Asked<'a> {
    Asked { locator: place.map(|(label, value)| (*label, value.as_str())), ..Asked::plain(&cited.work.item) }
}

/// The last answer, each atom with the work of the mark that it belongs to.
fn answer(engine: &Engine, questions: &[Question<'_>], cited: &[Cited<'_>]) -> Vec<Atom> {
    let works: Vec<&Work> = cited.iter().map(|one| one.work).collect();
    let rendered = engine.ask(questions);
    let last = rendered.as_ref().and_then(|rendered| rendered.citations.last());
    let mut all = last.map(|last| atoms(&last.citation, &works)).unwrap_or_default();
    for atom in &mut all {
        let one = atom.cite.and_then(|cite| cited.get(cite));
        atom.cite = one.map(|one| one.item);
        if let (Part::Number, Some(number)) = (atom.part, one.and_then(|one| one.number)) {
            let digits: String = atom.text.chars().filter(char::is_ascii_digit).collect();
            atom.text = atom.text.replace(&digits, &number.to_string());
        }
    }
    all
}

fn without_marks(atoms: &mut Vec<Atom>) {
    for atom in atoms.iter_mut() {
        atom.text =
            atom.text.replace([AROUND.0, AROUND.1].map(|mark| mark.chars().next().expect("a mark")), "");
    }
    atoms.retain(|atom| !atom.text.is_empty());
}

/// What CSL calls a place, and how it is written. CSL has no slides: they keep their own word.
fn place(locator: &Locator) -> (Place, String) {
    let value = dashed(&locator.value);
    let label = match locator.label {
        Label::Page => Place::Page,
        Label::Chapter => Place::Chapter,
        Label::Section => Place::Section,
        Label::Paragraph => Place::Paragraph,
        Label::Figure => Place::Figure,
        Label::Table => Place::Table,
        Label::Volume => Place::Volume,
        Label::Verse => Place::Verse,
        Label::Line => Place::Line,
        Label::Note => Place::Note,
        Label::Part => Place::Part,
        Label::Column => Place::Column,
        Label::Book => Place::Book,
        Label::Number => Place::Issue,
        Label::Slide => {
            let word = if locator.is_plural() { "slides" } else { "slide" };
            return (Place::Custom, format!("{word} {value}"));
        }
    };
    (label, value)
}
