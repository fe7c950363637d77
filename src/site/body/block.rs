//! What stands on lines of its own, as markup.

use crate::library::prose::{Alert, Block, Column, Definition, Figure, Heading, Inline, Table, plain};
use crate::site::address::fragment;
use crate::site::body::claims::HOW_SURE;
use crate::site::body::{Writer, figure};
use crate::site::help::{self, GET_HELP};
use crate::site::html::Html;

impl Writer<'_> {
    /// Blocks with the sections among them that have an end of their own: what is closed, and what ends with a list of
    /// claims. Such a section goes on to the next heading that is not below it.
    pub(crate) fn sections(&mut self, blocks: &[Block], out: &mut Html) {
        let mut at = 0;
        while at < blocks.len() {
            match &blocks[at] {
                Block::Heading(heading) if heading.fold || has_more(heading) => {
                    let above =
                        |block: &Block| matches!(block, Block::Heading(next) if next.level <= heading.level);
                    let end = blocks[at + 1..].iter().position(above).map_or(blocks.len(), |n| at + 1 + n);
                    let inner = &blocks[at + 1..end];
                    if heading.fold {
                        self.fold(heading, inner, out);
                    } else {
                        self.heading_with_link(heading, out);
                        self.inside(heading, inner, out);
                    }
                    at = end;
                }
                block => {
                    self.block(block, out);
                    at += 1;
                }
            }
        }
    }

    /// The id stands on what is inside: a browser opens a closed block for a target in it, not for one in its summary.
    fn fold(&mut self, heading: &Heading, inner: &[Block], out: &mut Html) {
        let id = heading.anchor.as_str();
        out.push_tag("<details class=\"fold\"><summary>");
        self.heading(heading, &[], out);
        out.push_tag("</summary><div class=\"folded\"");
        out.push_attribute("id", id);
        out.push_tag(">");
        self.was(id, out);
        self.heading_link(heading, out);
        self.inside(heading, inner, out);
        out.push_tag("</div></details>");
    }

    /// What an author wrote, with what the program adds: whom to call stands before all else, what is known after it.
    fn inside(&mut self, heading: &Heading, inner: &[Block], out: &mut Html) {
        if heading.anchor.as_str() == GET_HELP {
            out.push(&help::lines(&self.means.library.settings.help, self.means.words));
        }
        self.sections(inner, out);
        if heading.anchor.as_str() == HOW_SURE {
            self.claims(heading.level, out);
        }
    }

    fn block(&mut self, block: &Block, out: &mut Html) {
        match block {
            Block::Heading(heading) => self.heading_with_link(heading, out),
            Block::Paragraph(_, words) => {
                out.push_tag("<p>");
                self.inlines(words, out);
                out.push_tag("</p>\n");
            }
            Block::Plain(_, words) => self.inlines(words, out),
            Block::List { start, items } => self.list(*start, items, out),
            Block::Quote(blocks) => {
                out.push_tag("<blockquote>");
                self.sections(blocks, out);
                out.push_tag("</blockquote>\n");
            }
            Block::Alert(alert, blocks) => self.alert(*alert, blocks, out),
            Block::Code(text) => {
                // It may be wider than the page: then it can be reached and moved with the keyboard.
                out.push_tag("<pre tabindex=\"0\"><code>");
                out.push_text(text);
                out.push_tag("</code></pre>\n");
            }
            Block::Table(table) => self.table(table, out),
            Block::Definitions(list) => self.definitions(list, out),
            Block::Figure(figure) => self.figure(figure, out),
            Block::Rule => out.push_tag("<hr>\n"),
        }
    }

    fn heading_with_link(&mut self, heading: &Heading, out: &mut Html) {
        out.push_tag("<div class=\"head\">");
        self.heading(heading, &[("id", heading.anchor.as_str())], out);
        self.heading_link(heading, out);
        out.push_tag("</div>\n");
    }

    fn heading_link(&self, heading: &Heading, out: &mut Html) {
        let link = format!("#{}", fragment(heading.anchor.as_str()));
        let label = self.means.words.about("link-to-section", &plain(&heading.words));
        let mut attributes = vec![("class", "here"), ("href", link.as_str()), ("aria-label", label.as_str())];
        attributes.extend(self.code(heading.anchor.as_str()).map(|code| ("data-short", code)));
        out.push_element("a", &attributes, &Html::text("#"));
    }

    fn heading(&mut self, heading: &Heading, attributes: &[(&'static str, &str)], out: &mut Html) {
        let Heading { span: _, level, anchor, named: _, words, fold: _, quoted: _ } = heading;
        self.section = plain(words);
        let name = match level {
            0..=2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            6.. => "h6",
        };
        let mut content = Html::new();
        if attributes.iter().any(|(name, _)| *name == "id") {
            self.was(anchor.as_str(), &mut content);
        }
        self.inlines(words, &mut content);
        out.push_element(name, attributes, &content);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], out: &mut Html) {
        match start {
            None => out.push_tag("<ul>"),
            Some(1) => out.push_tag("<ol>"),
            Some(first) => {
                out.push_tag("<ol");
                out.push_attribute("start", &first.to_string());
                out.push_tag(">");
            }
        }
        for item in items {
            out.push_tag("<li>");
            self.sections(item, out);
            out.push_tag("</li>\n");
        }
        out.push_tag(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block], out: &mut Html) {
        let (class, word) = match alert {
            Alert::Try => ("note try", "try-this"),
            Alert::KeyPoint => ("note key-point", "key-point"),
            Alert::Ask => ("note ask", "ask-for-help"),
            Alert::Note => ("note", "note"),
            Alert::Warning => ("note warning", "warning"),
        };
        let title = self.means.words.say(word);
        out.push_tag("<div role=\"note\"");
        out.push_attribute("class", class);
        if self.section == title {
            // The heading says it already.
            out.push_attribute("aria-label", &title);
            out.push_tag(">");
        } else {
            self.boxes += 1;
            let id = format!("_box-{}", self.boxes);
            out.push_attribute("aria-labelledby", &id);
            out.push_tag(">");
            out.push_element("p", &[("class", "note-title"), ("id", &id)], &Html::text(&title));
        }
        self.sections(blocks, out);
        out.push_tag("</div>\n");
    }

    /// On a narrow screen every row stands as a block of its own; then each cell carries the head of its column.
    fn table(&mut self, table: &Table, out: &mut Html) {
        let Table { span: _, id, columns, head, rows } = table;
        let labels: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
        let class = |number: usize| match columns.get(number) {
            Some(Column::Middle) => Some("middle"),
            Some(Column::End) => Some("end"),
            Some(Column::Start) | None => None,
        };
        out.push_tag("<div class=\"table\"");
        out.push_attribute("id", id);
        out.push_tag(">");
        self.was(id, out);
        out.push_tag("<table><thead><tr>");
        for (number, cell) in head.iter().enumerate() {
            self.cell("th", class(number), &[("scope", "col")], cell, out);
        }
        out.push_tag("</tr></thead><tbody>\n");
        for row in rows {
            out.push_tag("<tr>");
            for (number, cell) in row.iter().enumerate() {
                let label = labels.get(number).map(String::as_str).unwrap_or_default();
                if number == 0 {
                    self.cell("th", class(number), &[("scope", "row")], cell, out);
                } else {
                    self.cell("td", class(number), &[("data-label", label)], cell, out);
                }
            }
            out.push_tag("</tr>\n");
        }
        out.push_tag("</tbody></table></div>\n");
    }

    fn cell(
        &mut self,
        name: &'static str,
        class: Option<&str>,
        attributes: &[(&'static str, &str)],
        words: &[Inline],
        out: &mut Html,
    ) {
        let mut all: Vec<(&'static str, &str)> = class.map(|class| ("class", class)).into_iter().collect();
        all.extend_from_slice(attributes);
        let mut content = Html::new();
        self.inlines(words, &mut content);
        out.push_element(name, &all, &content);
    }

    fn definitions(&mut self, list: &[Definition], out: &mut Html) {
        out.push_tag("<dl>");
        for Definition { span: _, terms, meanings } in list {
            for term in terms {
                out.push_tag("<dt>");
                self.inlines(term, out);
                out.push_tag("</dt>");
            }
            for meaning in meanings {
                out.push_tag("<dd>");
                self.sections(meaning, out);
                out.push_tag("</dd>\n");
            }
        }
        out.push_tag("</dl>\n");
    }

    fn figure(&mut self, figure: &Figure, out: &mut Html) {
        let Figure { span: _, name, alternative, caption } = figure;
        let Some(drawing) = self.means.library.drawings.get(name) else { return };
        out.push_tag("<figure");
        let id = figure.id();
        out.push_attribute("id", &id);
        out.push_tag(">");
        self.was(&id, out);
        out.push(&figure::write(drawing, alternative, None));
        if !caption.is_empty() {
            out.push_tag("<figcaption>");
            self.inlines(caption, out);
            out.push_tag("</figcaption>");
        }
        out.push_tag("</figure>\n");
    }

    /// The drawing alone, without its caption.
    pub fn drawing(&self, figure: &Figure) -> Html {
        let Figure { span: _, name, alternative, caption: _ } = figure;
        self.means
            .library
            .drawings
            .get(name)
            .map_or_else(Html::new, |drawing| figure::write(drawing, alternative, Some(&figure.id())))
    }
}

/// True for a section to which the program adds something.
fn has_more(heading: &Heading) -> bool {
    [HOW_SURE, GET_HELP].contains(&heading.anchor.as_str())
}
