//! Events to the tree: a paragraph, which is a figure when it holds a picture and nothing else.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::library::markdown::build::Builder;
use crate::library::markdown::{link, parse_line};
use crate::library::prose::{Block, Figure};
use crate::library::record::Placed;

impl Builder<'_, '_, '_> {
    pub(crate) fn paragraph(&mut self, range: Range<usize>) -> Option<Block> {
        if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = self.peek().cloned() {
            let close = self.closing_image();
            if matches!(self.events.get(close + 1), Some((Event::End(TagEnd::Paragraph), _))) {
                let image = self.events[self.at].1.clone();
                let alternative = self.words_between(self.at + 1, close);
                self.at = close + 2;
                return self.figure(image, &dest_url, &title, alternative);
            }
        }
        let words = self.inlines(|event| matches!(event, Event::End(TagEnd::Paragraph)));
        self.at += 1;
        let end = range.start + self.context.sources.slice(self.context.span(range.clone())).trim_end().len();
        Some(Block::Paragraph(self.context.span(range.start..end), words))
    }

    /// The number of the event that closes the image at hand.
    fn closing_image(&self) -> usize {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(self.at) {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 1 => return number,
                Event::End(TagEnd::Image) => depth -= 1,
                _ => {}
            }
        }
        self.events.len()
    }

    fn words_between(&self, from: usize, to: usize) -> String {
        let mut words = String::new();
        for (event, _) in &self.events[from..to] {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words.trim().to_owned()
    }

    fn figure(
        &mut self,
        range: Range<usize>,
        to: &CowStr<'_>,
        caption: &CowStr<'_>,
        alternative: String,
    ) -> Option<Block> {
        let span = self.context.span(range.clone());
        if alternative.is_empty() {
            let help = "say between the square brackets what the picture shows: `![A child looks back.](…)`";
            self.report(
                Diagnostic::error(
                    "missing-alternative",
                    span,
                    "this picture says nothing to who does not see it",
                )
                .help(help),
            );
        }
        let path = link::joined(&self.context.sources.file(self.context.file).path, to);
        let stem = path.as_deref().and_then(|path| path.strip_prefix("figures/")?.strip_suffix(".svg"));
        let Some(name) = stem.and_then(|stem| self.context.catalog.figure(stem)).cloned() else {
            let near = stem.and_then(|stem| self.context.catalog.nearest_figure(stem));
            let help = match near {
                Some(near) => format!("did you mean `../figures/{near}.svg`?"),
                None => "put an SVG drawing into `figures/` and write `../figures/NAME.svg`".to_owned(),
            };
            let place = self.destination(&range, to);
            let place = self.context.span(place);
            self.report(
                Diagnostic::error("missing-figure", place, format!("there is no drawing `{to}`")).help(help),
            );
            return None;
        };
        if let Some(first) = self.drawn.insert(name.clone(), span) {
            let message = format!("the drawing `{name}` stands here twice");
            let help = "refer to the first one in words";
            self.report(
                Diagnostic::error("duplicate-figure", span, message).related(first, "first here").help(help),
            );
            return None;
        }
        let caption = if caption.is_empty() {
            Vec::new()
        } else {
            parse_line(self.context, &Placed { value: caption.to_string(), span }, self.found)
        };
        Some(Block::Figure(Figure { span, name, alternative, caption }))
    }
}
