//! Prose to markup. Takes blocks and what is needed to write a link, a citation or a drawing; gives [`Html`]. Every
//! notation of an article is written here and nowhere else.

mod figure;

pub mod claims;

mod block;

mod line;

use crate::library::Library;
use crate::library::claim::Claim;
use crate::library::permalink::{Page, Permalink};
use crate::library::prose::{Block, Inline, Note as Written, Prose};
use crate::library::short_code::ShortCode;
use crate::site::address::Base;
use crate::site::html::Html;
use crate::site::marks::{Marks, Note};
use crate::site::words::Words;

/// What is needed to write any body of a site.
#[derive(Clone, Copy)]
pub struct Means<'l> {
    /// What exists.
    pub library: &'l Library,
    /// Where the site stands.
    pub base: &'l Base,
    /// The words of the interface.
    pub words: &'l Words,
}

/// Writes the parts of one page, one after the other.
pub struct Writer<'w> {
    means: Means<'w>,
    marks: Marks<'w>,
    /// The section that is being written, as a reader would name it.
    section: String,
    boxes: usize,
    /// What the section on how sure we are lists at its end.
    claims: Vec<&'w Claim>,
    /// The page that is written, where its places have permanent links.
    page: Option<Page>,
}

impl<'w> Writer<'w> {
    /// Begins a page; `section` names what comes before the first heading.
    pub fn new(means: Means<'w>, marks: Marks<'w>, section: impl Into<String>) -> Writer<'w> {
        Writer { means, marks, section: section.into(), boxes: 0, claims: Vec::new(), page: None }
    }

    /// The same page with the claims that its section on how sure we are lists, in the order in which they are cited.
    pub fn listing(self, claims: Vec<&'w Claim>) -> Writer<'w> {
        Writer { claims, ..self }
    }

    /// The same page with the permanent links of its places: their short codes, and the old ids that they answer to.
    pub fn lasting(self, page: Page) -> Writer<'w> {
        Writer { page: Some(page), ..self }
    }

    /// Adds the old ids of what has the id `now`, as empty places at its start.
    fn was(&self, now: &str, out: &mut Html) {
        let answers = self.page.as_ref().and_then(|page| self.means.library.lasting.answers(page));
        for id in answers.and_then(|answers| answers.was.get(now)).into_iter().flatten() {
            out.push_element("span", &[("class", "was"), ("id", id)], &Html::new());
        }
    }

    /// The short code of what has this id, if there is one.
    fn code(&self, id: &str) -> Option<&str> {
        let link = Permalink::to_place(self.page.clone()?, id);
        self.means.library.lasting.code(&link).map(ShortCode::as_str)
    }

    /// A whole body with its footnotes.
    pub fn prose(&mut self, prose: &Prose) -> Html {
        let Prose { blocks, notes } = prose;
        let mut out = self.blocks(blocks);
        self.notes(notes, &mut out);
        out
    }

    /// Some blocks.
    pub fn blocks(&mut self, blocks: &[Block]) -> Html {
        let mut out = Html::new();
        self.sections(blocks, &mut out);
        out
    }

    /// Part of a line that belongs to `section`.
    pub fn line(&mut self, inlines: &[Inline], section: &str) -> Html {
        let before = std::mem::replace(&mut self.section, section.to_owned());
        let mut out = Html::new();
        self.inlines(inlines, &mut out);
        self.section = before;
        out
    }

    /// The citations of everything written.
    pub fn into_marks(self) -> Marks<'w> {
        self.marks
    }

    fn notes(&mut self, written: &[Written], out: &mut Html) {
        if self.marks.note(0, written.len()).is_none() {
            return;
        }
        let title = self.means.words.say("footnotes");
        self.section.clone_from(&title);
        out.push_tag("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"_notes\"><h2 id=\"_notes\">");
        out.push_text(&title);
        out.push_tag("</h2><ol>");
        let mut number = 0;
        while let Some(note) = self.marks.note(number, written.len()) {
            number += 1;
            out.push_tag("<li");
            out.push_attribute("id", &format!("_note-{number}"));
            out.push_tag(">");
            let marks: Vec<String> = match note {
                Note::Author(own) => {
                    let Written { blocks, marks } = &written[own - 1];
                    self.marks.within_note(Some(number));
                    self.sections(blocks, out);
                    self.marks.within_note(None);
                    (1..=*marks).map(|nth| note_mark_id(number, nth)).collect()
                }
                Note::Cited { content, mark } => {
                    out.push(&content);
                    out.push_tag(" ");
                    vec![mark]
                }
            };
            out.push_tag("<span class=\"back\">");
            for (index, mark) in marks.iter().enumerate() {
                let label =
                    self.means.words.about("back-to-footnote", &spoken(number, index + 1, marks.len()));
                let link = format!("#{mark}");
                let attributes = [("role", "doc-backlink"), ("href", &link), ("aria-label", &label)];
                out.push_element("a", &attributes, &Html::text("↑"));
                out.push_tag(" ");
            }
            out.push_tag("</span>");
            out.push_tag("</li>");
        }
        out.push_tag("</ol></section>");
    }
}

/// The number of a note, with a letter where several marks lead to it.
fn spoken(number: usize, nth: usize, marks: usize) -> String {
    if marks == 1 { number.to_string() } else { format!("{number} {}", letter(nth)) }
}

/// `a`, `b`, … `z`, `aa`: tells several ways back apart. `nth` counts from 1.
pub fn letter(nth: usize) -> String {
    let mut left = nth;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'a' + u8::try_from(left % 26).expect("a rest of 26 is small")));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// The id of the `nth` mark of a note.
fn note_mark_id(number: usize, nth: usize) -> String {
    format!("_n{number}-{nth}")
}

#[cfg(test)]
mod tests {
    use crate::site::body::letter;

    #[test]
    fn ways_back_are_told_apart_by_letters_however_many_there_are() {
        assert_eq!([1, 2, 26, 27, 53].map(letter), ["a", "b", "z", "aa", "ba"]);
    }
}
