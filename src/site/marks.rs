//! The citations of one page. Takes a citation of the text; writes it as markup and remembers it, so that the list at the
//! end of the page can lead back to every place that cites an entry, and notes can stand in one row with the author's.

mod claimed;

use std::collections::BTreeMap;

use crate::library::bibliography::source::Source;
use crate::library::citation::Mode;
use crate::library::claim::Claim;
use crate::library::prose::{Citation, CitationItem, Cited};
use crate::site::address::Address;
use crate::site::cite::{Cite, Form, Piece};
use crate::site::html::Html;
use crate::site::references::{References, cite, entry_id};
use crate::site::run::Run;
use crate::site::style::SoFar;
use crate::site::typeset::html_without_links;

/// Where a mark in the text leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// To a list on the same page.
    Here,
    /// To the page that lists everything: the bibliography, the evidence.
    Elsewhere,
}

/// The citations of one page, in the order in which they are written.
pub struct Marks<'r> {
    references: &'r References<'r>,
    sources: Listed,
    claims: Listed,
    count: usize,
    cited: BTreeMap<usize, Vec<Mark>>,
    /// By source: its number in the page's list, in a style that cites by numbers.
    numbers: BTreeMap<usize, usize>,
    /// The notes of the page, in the order of their marks.
    notes: Vec<Note>,
    so_far: SoFar,
    /// The note that is being written.
    in_note: Option<usize>,
}

/// A note at the foot of a page.
#[derive(Clone, Debug)]
pub enum Note {
    /// One of the author's, by its number in the article.
    Author(usize),
    /// A citation.
    Cited {
        /// What it says.
        content: Html,
        /// The id of its mark.
        mark: String,
    },
}

/// One place that cites a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its id on the page.
    pub id: String,
    /// The section it stands in.
    pub section: String,
}

/// An entry of a page's own list.
pub struct Entry<'l> {
    /// The source.
    pub source: &'l Source,
    /// The entry.
    pub entry: Html,
    /// What stands before it: `[3]`.
    pub number: Option<String>,
    /// The places that cite it, in order.
    pub marks: Vec<Mark>,
}

impl<'r> Marks<'r> {
    /// No citations yet. `sources` is where a name leads, `claims` where the mark of a claim does.
    pub fn new(references: &'r References<'r>, sources: Listed, claims: Listed) -> Marks<'r> {
        Marks {
            references,
            sources,
            claims,
            count: 0,
            cited: BTreeMap::new(),
            numbers: BTreeMap::new(),
            notes: Vec::new(),
            so_far: SoFar::default(),
            in_note: None,
        }
    }

    /// The same with numbers that are known before the page is written.
    pub fn numbered(self, numbers: BTreeMap<usize, usize>) -> Marks<'r> {
        Marks { numbers, ..self }
    }

    /// The numbers of what was cited, by the order of the bibliography.
    pub fn sorted_numbers(&self) -> BTreeMap<usize, usize> {
        let order = self.references.style().order().iter().filter(|source| self.cited.contains_key(source));
        order.enumerate().map(|(index, source)| (*source, index + 1)).collect()
    }

    /// How citations stand in the text. A page that lists no sources has nothing to number and no place for notes.
    fn form(&self) -> Form {
        match self.sources {
            Listed::Here => self.references.style().form(),
            Listed::Elsewhere => Form::Words,
        }
    }

    /// True when the mark of this citation stands above the line, without a blank before it and after the stop that follows.
    pub fn raises(&self, citation: &Citation) -> bool {
        let names_claim = citation.items.iter().any(|item| matches!(item.cited, Cited::Claim(_)));
        let by_itself = citation.mode == Mode::Bracketed && !names_claim && self.in_note.is_none();
        by_itself && self.form() != Form::Words && self.references.style().raised()
    }

    /// True when citations have numbers above the line, as the author's notes do.
    pub fn joins_notes(&self) -> bool {
        self.form() != Form::Words && self.references.style().raised()
    }

    /// The number under which a note of the author's is shown, given its number in the article.
    pub fn author_note(&mut self, number: usize) -> usize {
        let is_it = |note: &Note| matches!(note, Note::Author(other) if *other == number);
        if self.form() != Form::Notes {
            return number;
        }
        if let Some(at) = self.notes.iter().position(is_it) {
            return at + 1;
        }
        self.notes.push(Note::Author(number));
        self.notes.len()
    }

    /// The notes of the page in their order; `count` is how many the author wrote. Writing one may add others after it.
    pub fn note(&self, index: usize, count: usize) -> Option<Note> {
        match self.form() {
            Form::Notes => self.notes.get(index).cloned(),
            Form::Words | Form::Numbers => (index < count).then_some(Note::Author(index + 1)),
        }
    }

    /// Begins or ends the text of a note.
    pub fn within_note(&mut self, number: Option<usize>) {
        self.in_note = number;
    }

    /// Writes a citation that stands in `section`.
    pub fn write(&mut self, citation: &Citation, section: &str, out: &mut Html) {
        let mut claims: Vec<&Claim> = Vec::new();
        for item in &citation.items {
            if let Cited::Claim(key) = &item.cited {
                claims.extend(self.references.claim(key));
            }
        }
        let cites = self.cites(citation, &claims);
        if claims.is_empty() {
            self.cite(citation.mode, &cites, section, out);
        } else {
            self.claim_mark(&claims, &cites, section, out);
        }
        if citation.retracted {
            out.push_text(" ");
            out.push_text(&self.references.words().say("retracted-mark"));
        }
    }

    /// The page's own list, in the style's order.
    pub fn list(self) -> Vec<Entry<'r>> {
        let references = self.references;
        let style = references.style();
        let mut order: Vec<usize> =
            style.order().iter().copied().filter(|source| self.cited.contains_key(source)).collect();
        if !style.sorted() {
            order.sort_by_key(|source| self.numbers.get(source));
        }
        let mut cited = self.cited;
        let entry = |(index, source): (usize, usize)| {
            let marks = cited.remove(&source)?;
            let number = style.number(source, index + 1);
            let work = &references.library().bibliography[source];
            Some(Entry { source: work, entry: references.entry(source), number, marks })
        };
        order.into_iter().enumerate().filter_map(entry).collect()
    }

    /// What is cited by name, and the sources of the claims, each once.
    fn cites(&self, citation: &Citation, claims: &[&Claim]) -> Vec<Cite> {
        let mut cites: Vec<Cite> = Vec::new();
        for item in &citation.items {
            let CitationItem { cited, key_span: _, prefix, locator, suffix, suppress_author } = item;
            if let Cited::Source(key) = cited {
                cites.push(Cite {
                    source: self.references.number(key),
                    prefix: prefix.clone(),
                    locator: locator.clone(),
                    suffix: suffix.clone(),
                    suppress_author: *suppress_author,
                });
            }
        }
        for key in claims.iter().flat_map(|claim| &claim.sources) {
            let number = self.references.number(key);
            if !cites.iter().any(|other| other.source == number) {
                cites.push(cite(number));
            }
        }
        cites
    }

    fn next_id(&mut self) -> String {
        self.count += 1;
        format!("_c{}", self.count)
    }

    fn remember(&mut self, number: usize, id: &str, section: &str) {
        let mark = Mark { id: id.to_owned(), section: section.to_owned() };
        self.cited.entry(number).or_default().push(mark);
    }

    fn link(&self, number: usize) -> String {
        let key = self.references.library().bibliography[number].key.as_str();
        match self.sources {
            Listed::Here => format!("#{}", entry_id(key)),
            Listed::Elsewhere => self.references.base().link_to(&Address::bibliography(), key),
        }
    }

    /// A citation in the text, in the style's form.
    fn cite(&mut self, mode: Mode, cites: &[Cite], section: &str, out: &mut Html) {
        let style = self.references.style();
        match (self.form(), mode) {
            (_, _) if cites.is_empty() => {}
            (Form::Words, _) => self.names(&style.in_words(mode, cites), cites, section, out),
            (Form::Numbers | Form::Notes, Mode::Narrative) => {
                out.push_text(&style.who(cites[0].source));
                if self.in_note.is_some() || !style.raised() {
                    out.push_text(" ");
                }
                let mut cites = cites.to_vec();
                // Within a note the names stand in its sentence; the mark of a note stands by itself where it leads.
                cites[0].suppress_author = self.in_note.is_some();
                self.cite(Mode::Bracketed, &cites, section, out);
            }
            (Form::Numbers, Mode::Bracketed) => {
                let numbers: Vec<usize> = cites.iter().map(|cite| self.number(cite.source)).collect();
                let pieces = style.in_numbers(cites, &numbers);
                if style.raised() {
                    out.push_tag("<sup>");
                }
                self.names(&pieces, cites, section, out);
                if style.raised() {
                    out.push_tag("</sup>");
                }
            }
            (Form::Notes, Mode::Bracketed) => self.noted(cites, section, out),
        }
    }

    /// The number of a source in the page's list.
    fn number(&mut self, source: usize) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(source).or_insert(next)
    }

    /// Names or numbers in the text, each a link with an id of its own. What a range of numbers stands for is cited where
    /// the range is.
    fn names(&mut self, pieces: &[Piece], cites: &[Cite], section: &str, out: &mut Html) {
        let mut shown: Vec<(usize, String)> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_text(text),
                Piece::Cite { item, runs } => {
                    let number = cites[*item].source;
                    let id = self.next_id();
                    self.remember(number, &id, section);
                    self.name(number, Some(&id), runs, out);
                    shown.push((*item, id));
                }
            }
        }
        for (item, cite) in
            cites.iter().enumerate().filter(|(item, _)| !shown.iter().any(|(other, _)| other == item))
        {
            if let Some((_, id)) = shown.iter().rev().find(|(other, _)| *other < item).or(shown.first()) {
                self.remember(cite.source, &id.clone(), section);
            }
        }
    }

    /// A citation as a note, and its mark; in a note of the author's it is part of that, in brackets.
    fn noted(&mut self, cites: &[Cite], section: &str, out: &mut Html) {
        let style = self.references.style();
        if let Some(number) = self.in_note {
            let mut pieces = style.in_note(cites, number, &mut self.so_far);
            // The author's sentence has a stop of its own.
            if let Some(Piece::Text(last)) = pieces.last_mut() {
                *last = last.trim_end_matches('.').to_owned();
            }
            out.push_text("(");
            self.names(&pieces, cites, section, out);
            out.push_text(")");
            return;
        }
        let number = self.notes.len() + 1;
        let pieces = style.in_note(cites, number, &mut self.so_far);
        let mark = self.next_id();
        let mut content = Html::new();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => content.push_text(text),
                Piece::Cite { item, runs } => self.name(cites[*item].source, None, runs, &mut content),
            }
        }
        for cite in cites {
            self.remember(cite.source, &mark, section);
        }
        let label = self.references.words().about("footnote", &number.to_string());
        let link = format!("#_note-{number}");
        let attributes = [
            ("class", "cite"),
            ("id", &mark),
            ("href", &link),
            ("role", "doc-noteref"),
            ("aria-label", &label),
        ];
        let mut inner = Html::new();
        inner.push_element("a", &attributes, &Html::text(&number.to_string()));
        out.push_element("sup", &[("class", "note-mark")], &inner);
        self.notes.push(Note::Cited { content, mark });
    }

    /// A name that is part of the text has an id and a role; one behind the mark of a claim has neither, for they are many.
    fn name(&self, number: usize, id: Option<&str>, runs: &[Run], out: &mut Html) {
        let link = self.link(number);
        let mut attributes = vec![("class", "cite"), ("href", link.as_str())];
        if let Some(id) = id {
            attributes.extend([("id", id), ("role", "doc-biblioref")]);
        }
        out.push_element("a", &attributes, &html_without_links(runs));
    }
}
