//! Events to the tree: what stands inside a line. Links, citations, terms and note marks get their meaning here.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::library::citation::fault::Fault;
use crate::library::citation::{self, Mode};
use crate::library::markdown::build::Builder;
use crate::library::markdown::events::{CITATION, LOCATOR, TERM, UNKNOWN_TERM, is_mark, narrative};
use crate::library::markdown::link;
use crate::library::prose::{Citation, CitationItem, Cited, Inline, Link, NoteMark};

impl<'t> Builder<'_, 't, '_> {
    /// Everything up to the event that `stop` knows, which is left.
    pub(crate) fn inlines(&mut self, stop: impl Fn(&Event<'t>) -> bool) -> Vec<Inline> {
        let mut list = Vec::new();
        while let Some(event) = self.peek() {
            if stop(event) {
                break;
            }
            self.inline(&mut list);
        }
        list
    }

    fn inline(&mut self, list: &mut Vec<Inline>) {
        let Some((event, range)) = self.next() else { return };
        match event {
            Event::Text(text) => self.text(&text, range, list),
            Event::Code(text) => list.push(Inline::Code(text.to_string())),
            Event::SoftBreak => list.push(Inline::SoftBreak),
            Event::HardBreak => list.push(Inline::HardBreak),
            Event::InlineHtml(_) | Event::Html(_) => self.raw_html(range),
            Event::FootnoteReference(name) => list.push(Inline::NoteMark(self.mark(&name))),
            Event::Start(Tag::Emphasis) => list.push(Inline::Emphasis(self.inside(TagEnd::Emphasis))),
            Event::Start(Tag::Strong) => list.push(Inline::Strong(self.inside(TagEnd::Strong))),
            Event::Start(Tag::Strikethrough) => list.push(Inline::Struck(self.inside(TagEnd::Strikethrough))),
            Event::Start(Tag::Image { .. }) => {
                let words = self.inside(TagEnd::Image);
                list.extend(words);
                let span = self.context.span(range);
                let help = "put it into a paragraph of its own, with an empty line before and after it";
                self.report(
                    Diagnostic::error("picture-in-line", span, "a picture stands inside a line").help(help),
                );
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.link(link_type, &dest_url, &title, range, list);
            }
            // Not switched on, or the end of something that was reported.
            _ => {}
        }
    }

    fn inside(&mut self, end: TagEnd) -> Vec<Inline> {
        let words = self.inlines(|event| matches!(event, Event::End(tag) if *tag == end));
        self.at += 1;
        words
    }

    fn mark(&mut self, name: &CowStr<'_>) -> NoteMark {
        let known = self.marked.iter().position(|(other, _)| other == name.as_ref());
        let index = known.unwrap_or_else(|| {
            self.marked.push((name.to_string(), 0));
            self.marked.len() - 1
        });
        self.marked[index].1 += 1;
        NoteMark { number: index + 1, nth: self.marked[index].1 }
    }

    /// Words, among them perhaps `@key` as part of the sentence.
    fn text(&mut self, text: &str, range: Range<usize>, list: &mut Vec<Inline>) {
        let source = self.context.sources.slice(self.context.span(range.clone()));
        if source != text {
            list.push(Inline::Text(self.context.span(range), text.to_owned()));
            return;
        }
        self.lint(text, &range);
        let mut at = self.class(text, range.start, list);
        for (key_range, key) in narrative(self.context, text, &range) {
            self.words(&text[at..key_range.start], range.start + at, list);
            at = key_range.end;
            let place = range.start + key_range.start..range.start + key_range.end;
            match self.narrative(key, place) {
                Some(citation) => {
                    list.push(Inline::Citation(citation));
                    at += self.class(&text[at..], range.start + at, list);
                }
                None => self.words(&text[key_range.clone()], range.start + key_range.start, list),
            }
        }
        self.words(&text[at..], range.start + at, list);
    }

    /// What a mark has in braces behind it, `{.retracted}`, at the start of a text: its length.
    fn class(&mut self, text: &str, start: usize, list: &mut [Inline]) -> usize {
        let Some(Inline::Citation(citation)) = list.last_mut() else { return 0 };
        let Some(inside) = text.strip_prefix('{').filter(|_| citation.span.end == start) else { return 0 };
        let Some(length) = inside.find('}').filter(|_| inside.starts_with('.')) else { return 0 };
        let end = length + 2;
        citation.span.end += end;
        if inside[..length].trim() == ".retracted" {
            citation.retracted = true;
        } else {
            let span = self.context.span(start..start + end);
            let message = format!("a citation has no mark `{}`", &text[..end]);
            let help =
                "write `{.retracted}` where the sentence says that the work was retracted, or take it out";
            self.report(Diagnostic::error("unknown-mark", span, message).help(help));
        }
        end
    }

    /// Adds words that stand as they are from the byte `start` on, to the words before where they go on from them.
    fn words(&self, text: &str, start: usize, list: &mut Vec<Inline>) {
        if text.is_empty() {
            return;
        }
        let span = self.context.span(start..start + text.len());
        match list.last_mut() {
            Some(Inline::Text(before, words))
                if before.end == start && before.end - before.start == words.len() =>
            {
                before.end = span.end;
                words.push_str(text);
            }
            Some(_) | None => list.push(Inline::Text(span, text.to_owned())),
        }
    }

    /// Signs in the text that are left of something that did not become what its author meant.
    fn lint(&mut self, text: &str, range: &Range<usize>) {
        let file = self.context.sources.file(self.context.file).text();
        if text.starts_with("[^") || (text == "[" && file[range.end..].starts_with('^')) {
            let end = file[range.start..].find([']', '\n']).map_or(range.end, |at| range.start + at + 1);
            let name = file[range.start..end].trim_matches(['[', '^', ']', '\n']);
            let span = self.context.span(range.start..end);
            let help = format!("write `[^{name}]: …` on a line of its own, or take the mark out");
            let message = format!("there is no note `{name}`");
            self.report(Diagnostic::error("unknown-note", span, message).help(help));
        }
        if let Some(at) = text
            .find("](")
            .or_else(|| (text.starts_with('(') && file[..range.start].ends_with(']')).then_some(0))
            .or_else(|| (text == "]" && file[range.end..].starts_with('(')).then_some(0))
            .filter(|_| text != "(" || file[range.end..].contains(')'))
            .filter(|at| text[*at..].starts_with("](") || text == "]")
        {
            let span = self.context.span(range.start + at..range.start + at + 2);
            let help = "a link holds no other link and no citation: put the citation behind it";
            self.report(
                Diagnostic::warning("broken-markup", span, "this link did not become one").help(help),
            );
        }
    }

    fn narrative(&mut self, key: &str, place: Range<usize>) -> Option<Citation> {
        let span = self.context.span(place);
        let cited = self.cited(key, place_of(span))?;
        if let Cited::Claim(claim) = &cited {
            let message = format!("the claim `{claim}` cannot be part of the sentence");
            let help = format!("name a source, or put the claim in brackets: `[@{claim}]`");
            self.report(Diagnostic::error("claim-in-sentence", span, message).help(help));
            return None;
        }
        let braces = usize::from(self.context.sources.slice(span).starts_with("@{"));
        let item = CitationItem {
            cited,
            key_span: self.context.span(span.start + 1 + braces..span.end - braces),
            prefix: String::new(),
            locator: None,
            suffix: String::new(),
            suppress_author: false,
        };
        Some(Citation { span, mode: Mode::Narrative, items: vec![item], retracted: false })
    }

    fn cited(&mut self, key: &str, place: Range<usize>) -> Option<Cited> {
        let catalog = self.context.catalog;
        let cited = catalog
            .source(key)
            .map(|source| Cited::Source(source.clone()))
            .or_else(|| catalog.claim(key).map(|claim| Cited::Claim(claim.clone())));
        if cited.is_none() {
            let built_in = self.context.sources.file(self.context.file).built_in;
            let help = match catalog.nearest_citation(key) {
                _ if built_in => {
                    "your own citations or claims file takes the place of the built-in one: copy into it \
                                  what the built-in articles cite, or write `built_in = false` in `site.toml`"
                        .to_owned()
                }
                Some(near) => format!("did you mean `@{near}`?"),
                None => "add it to `references.bib`, or write `\\@` for a plain at sign".to_owned(),
            };
            let span = self.context.span(place);
            let message = format!("no source and no claim has the key `{key}`");
            self.report(Diagnostic::error("unknown-citation", span, message).help(help));
        }
        cited
    }

    fn link(
        &mut self,
        kind: LinkType,
        to: &CowStr<'_>,
        title: &CowStr<'_>,
        range: Range<usize>,
        list: &mut Vec<Inline>,
    ) {
        let span = self.context.span(range.clone());
        if is_mark(to) {
            self.skip_link();
            match to.as_ref() {
                CITATION => self.bracket(range, list),
                LOCATOR => self.locator(range, list),
                _ => {}
            }
            return;
        }
        let words = self.inside(TagEnd::Link);
        match to.as_ref() {
            TERM => {
                let key = self
                    .context
                    .catalog
                    .term(title)
                    .expect("the bracket was taken for a term since it is one");
                list.push(Inline::Term(key.clone(), words));
            }
            UNKNOWN_TERM => {
                let help = match self.context.catalog.nearest_term(title) {
                    Some(near) => format!("did you mean `[…][{near}]`?"),
                    None => "add it to `glossary.md`, or take the second pair of brackets out".to_owned(),
                };
                let message = format!("the glossary has no term `{title}`");
                self.report(Diagnostic::error("unknown-term", span, message).help(help));
                list.extend(words);
            }
            _ => self.plain_link(kind, to, range, words, list),
        }
    }

    fn plain_link(
        &mut self,
        kind: LinkType,
        to: &CowStr<'_>,
        range: Range<usize>,
        words: Vec<Inline>,
        list: &mut Vec<Inline>,
    ) {
        let span = self.context.span(range.clone());
        let source = self.context.sources.slice(span);
        if matches!(kind, LinkType::Shortcut | LinkType::Collapsed | LinkType::Reference)
            && source.starts_with("[@")
        {
            let message = "a link definition takes this citation's place";
            let help = "take out the line that starts with the same brackets and a colon";
            self.report(Diagnostic::error("citation-is-link", span, message).help(help));
            return;
        }
        let to = if matches!(kind, LinkType::Email) { format!("mailto:{to}") } else { to.to_string() };
        let place = self.destination(&range, &to);
        match link::resolve(self.context, &to, place, self.found) {
            Some(target) => list.push(Inline::Link(Link { span, target, words })),
            None => list.extend(words),
        }
    }

    /// `[@key, p. 3; @other]`.
    fn bracket(&mut self, range: Range<usize>, list: &mut Vec<Inline>) {
        let span = self.context.span(range.clone());
        let source = self.context.sources.slice(span);
        let citation::Mark { items, faults } = citation::bracket(source, range.start);
        self.faults(faults);
        let items: Vec<CitationItem> = items.into_iter().filter_map(|item| self.item(item)).collect();
        if !items.is_empty() {
            list.push(Inline::Citation(Citation { span, mode: Mode::Bracketed, items, retracted: false }));
        }
    }

    /// `[p. 12]` or `[p. 12; @other]` after a key that is part of the sentence.
    fn locator(&mut self, range: Range<usize>, list: &mut Vec<Inline>) {
        let source = self.context.sources.slice(self.context.span(range.clone()));
        let citation::Tail { locator, suffix, items, faults } = citation::tail(source, range.start);
        self.faults(faults);
        let more: Vec<CitationItem> = items.into_iter().filter_map(|item| self.item(item)).collect();
        if matches!(list.last(), Some(Inline::Text(_, blank)) if blank.trim().is_empty()) {
            list.pop();
        }
        // The key before was unknown, and that is reported.
        let Some(Inline::Citation(citation)) = list.last_mut() else { return };
        citation.span.end = range.end;
        if let Some(item) = citation.items.first_mut() {
            item.locator = locator;
            item.suffix = suffix;
        }
        citation.items.extend(more);
    }

    fn faults(&mut self, faults: Vec<Fault>) {
        for Fault { kind, range } in faults {
            let span = self.context.span(range);
            self.report(Diagnostic::error(kind.code(), span, kind.message()).help(kind.help()));
        }
    }

    fn item(&mut self, item: citation::Item<'_>) -> Option<CitationItem> {
        let citation::Item { key, key_range, range: _, prefix, locator, suffix, suppress_author } = item;
        let cited = self.cited(key, key_range.clone())?;
        if matches!(cited, Cited::Claim(_)) && (locator.is_some() || suppress_author) {
            let span = self.context.span(key_range.clone());
            let help = "name the source itself to point at a page of it";
            self.report(
                Diagnostic::error("claim-with-place", span, "a claim has no pages and no author").help(help),
            );
        }
        let key_span = self.context.span(key_range);
        Some(CitationItem { cited, key_span, prefix, locator, suffix, suppress_author })
    }

    fn skip_link(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.next() {
                None => return,
                Some((Event::Start(Tag::Link { .. }), _)) => depth += 1,
                Some((Event::End(TagEnd::Link), _)) => depth -= 1,
                Some(_) => {}
            }
        }
    }
}

fn place_of(span: crate::source::Span) -> Range<usize> {
    span.start..span.end
}
