//! What stands inside a line, as markup.

use crate::library::prose::{Cited, Inline, Link, NoteMark, Target, TargetPage};
use crate::site::address::{Address, fragment};
use crate::site::body::{Writer, note_mark_id};
use crate::site::html::Html;

impl Writer<'_> {
    pub(crate) fn inlines(&mut self, list: &[Inline], out: &mut Html) {
        // What of the next text stands before the mark already.
        let mut taken = 0;
        let mut above = false;
        for (number, inline) in list.iter().enumerate() {
            let next = list.get(number + 1);
            let marked = next.is_some_and(|next| is_claim_mark(next) || self.raised(next));
            match inline {
                Inline::Text(_, text) => {
                    let rest = &text[std::mem::take(&mut taken)..];
                    // The stylesheet sets a mark off from its word, and keeps both in one line.
                    out.push_text(if marked { rest.trim_end_matches(' ') } else { rest });
                    above &= rest.is_empty();
                }
                Inline::SoftBreak if marked => {}
                other => {
                    let raised = self.raised(other);
                    if let Some(Inline::Text(_, text)) = next.filter(|_| raised) {
                        taken = stops(text);
                        out.push_text(&text[..taken]);
                    }
                    let is_above =
                        raised || (self.marks.joins_notes() && matches!(other, Inline::NoteMark(_)));
                    if above && is_above {
                        // Two numbers above the line would be read as one.
                        out.push_text("\u{2009}");
                    }
                    self.inline(other, out);
                    above = is_above;
                }
            }
        }
    }

    /// True for a citation that stands above the line: after the stop that follows it, and without a blank before.
    fn raised(&self, inline: &Inline) -> bool {
        matches!(inline, Inline::Citation(citation) if self.marks.raises(citation))
    }

    fn inline(&mut self, inline: &Inline, out: &mut Html) {
        match inline {
            Inline::Text(_, text) => out.push_text(text),
            Inline::Code(text) => out.push_element("code", &[], &Html::text(text)),
            Inline::Emphasis(words) => self.element("em", &[], words, out),
            Inline::Strong(words) => self.element("strong", &[], words, out),
            Inline::Struck(words) => self.element("s", &[], words, out),
            Inline::Link(Link { span: _, target, words }) => {
                let link = self.link(target);
                self.element("a", &[("href", &link)], words, out);
            }
            Inline::Citation(citation) => {
                let section = self.section.clone();
                self.marks.write(citation, &section, out);
            }
            Inline::Term(key, words) => {
                let link = self.means.base.link_to(&Address::glossary(), key.as_str());
                let attributes = [("class", "term"), ("href", link.as_str())];
                self.element("a", &attributes, words, out);
            }
            Inline::NoteMark(NoteMark { number, nth }) => {
                let number = self.marks.author_note(*number);
                self.note_mark(number, *nth, out);
            }
            Inline::SoftBreak => out.push_tag("\n"),
            Inline::HardBreak => out.push_tag("<br>\n"),
        }
    }

    fn element(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        words: &[Inline],
        out: &mut Html,
    ) {
        let mut content = Html::new();
        self.inlines(words, &mut content);
        out.push_element(name, attributes, &content);
    }

    fn note_mark(&mut self, number: usize, nth: usize, out: &mut Html) {
        let label = self.means.words.about("footnote", &number.to_string());
        let (id, link) = (note_mark_id(number, nth), format!("#_note-{number}"));
        let attributes =
            [("id", id.as_str()), ("href", &link), ("role", "doc-noteref"), ("aria-label", &label)];
        let mut mark = Html::new();
        mark.push_element("a", &attributes, &Html::text(&number.to_string()));
        out.push_element("sup", &[("class", "note-mark")], &mark);
    }

    fn link(&self, target: &Target) -> String {
        let Target { page, query, fragment: place } = target;
        let mut link = match page {
            TargetPage::Here => String::new(),
            TargetPage::Article(slug) => self.means.base.link(&Address::article(slug.as_str())),
            TargetPage::Page(slug) => self.means.base.link(&Address::page(slug.as_str())),
            TargetPage::Glossary => self.means.base.link(&Address::glossary()),
            TargetPage::Bibliography => self.means.base.link(&Address::bibliography()),
            TargetPage::Evidence => self.means.base.link(&Address::evidence()),
            TargetPage::Outside(address) => address.clone(),
        };
        if let Some(query) = query {
            link.push('?');
            link.push_str(query);
        }
        if let Some(place) = place {
            link.push('#');
            link.push_str(&fragment(&place.id));
        }
        link
    }
}

/// How much of a text is marks that end a sentence or a part of it, with the quotes that close there.
fn stops(text: &str) -> usize {
    text.find(|c: char| !".,;:!?”’".contains(c)).unwrap_or(text.len())
}

/// True for a citation that is shown as a mark and not as names.
fn is_claim_mark(inline: &Inline) -> bool {
    matches!(inline, Inline::Citation(citation) if citation.items.iter().any(|item| matches!(item.cited, Cited::Claim(_))))
}
