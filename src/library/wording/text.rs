//! A line of an article as plain text that still knows where each part stands in the file. Takes inlines, or words that an
//! author wrote in a header; gives the text, the citations in it and the places of any range. Knows no rule.

use std::ops::Range;

use crate::library::catalog::TermKey;
use crate::library::phrase::{Token, tokens};
use crate::library::prose::{Citation, Inline, Link};
use crate::library::quotes::typed;
use crate::library::reading::{Measure, sentences};
use crate::library::record::Placed;
use crate::source::{Sources, Span};

/// Plain text with its places.
pub(crate) struct Text<'p> {
    /// What is read; citations and note marks leave nothing.
    pub(crate) text: String,
    /// Where a piece begins in the text, and where it stands in the file.
    pieces: Vec<(usize, Span)>,
    /// The citations, each with the byte of the text before which it stands.
    pub(crate) citations: Vec<(usize, &'p Citation)>,
    /// The parts that are links to the glossary.
    pub(crate) terms: Vec<(Range<usize>, &'p TermKey)>,
    /// Its words, ready to be compared.
    pub(crate) tokens: Vec<Token>,
    /// The sentences. A citation between two belongs to the one before it.
    pub(crate) sentences: Vec<Sentence<'p>>,
    /// The parts that are links to somewhere else.
    pub(crate) links: Vec<Range<usize>>,
    /// Where the whole stands when nothing finer is known.
    whole: Option<Span>,
}

/// A sentence of a [`Text`].
pub(crate) struct Sentence<'p> {
    /// The bytes of the text.
    pub(crate) place: Range<usize>,
    /// What is cited in it, each with the byte before which it stands.
    pub(crate) citations: Vec<(usize, &'p Citation)>,
    /// Its words and syllables.
    pub(crate) measure: Measure,
}

impl<'p> Text<'p> {
    /// A line.
    pub(crate) fn of(words: &'p [Inline]) -> Text<'p> {
        let mut text = Text {
            text: String::new(),
            pieces: Vec::new(),
            citations: Vec::new(),
            terms: Vec::new(),
            links: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            whole: None,
        };
        text.push(words);
        text.finished()
    }

    /// Words that stand somewhere from `whole` on, such as the value of a field; with an escape among them only that whole
    /// can be pointed at.
    pub(crate) fn within(sources: &Sources, words: &str, whole: Span) -> Text<'p> {
        let after = sources.file(whole.file).text().get(whole.start..).unwrap_or_default();
        let pieces = pieces(after, words, whole.start)
            .into_iter()
            .map(|(at, place)| (at, Span { start: place.start, end: place.end, ..whole }))
            .collect();
        let text = Text {
            text: words.to_owned(),
            pieces,
            citations: Vec::new(),
            terms: Vec::new(),
            links: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            whole: Some(whole),
        };
        text.finished()
    }

    /// The text of a field.
    pub(crate) fn field(sources: &Sources, field: &Placed<String>) -> Text<'p> {
        Text::within(sources, &field.value, field.span)
    }

    fn push(&mut self, words: &'p [Inline]) {
        for inline in words {
            match inline {
                Inline::Text(span, words) => {
                    self.pieces.push((self.text.len(), *span));
                    self.text.push_str(words);
                }
                Inline::Code(words) => self.text.push_str(words),
                Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => self.push(words),
                Inline::Link(Link { words, .. }) => {
                    let start = self.text.len();
                    self.push(words);
                    self.links.push(start..self.text.len());
                }
                Inline::Term(key, words) => {
                    let start = self.text.len();
                    self.push(words);
                    self.terms.push((start..self.text.len(), key));
                }
                Inline::Citation(citation) => self.citations.push((self.text.len(), citation)),
                Inline::NoteMark(_) => {}
                Inline::SoftBreak | Inline::HardBreak => self.text.push(' '),
            }
        }
    }

    /// Where a range of the text stands in the file; `None` for a text without a place.
    pub(crate) fn span(&self, range: &Range<usize>) -> Option<Span> {
        let at = |offset: usize| {
            let (start, span) = self.pieces.iter().rev().find(|(start, _)| *start <= offset)?;
            Some((span.start + (offset - start)).min(span.end))
        };
        let first = self.pieces.first();
        match (at(range.start), at(range.end.saturating_sub(1)), first) {
            (Some(start), Some(last), Some((_, any))) => {
                Some(Span { file: any.file, start, end: (last + 1).max(start) })
            }
            (_, _, Some((_, any))) => Some(*any),
            (_, _, None) => self.whole,
        }
    }

    fn finished(mut self) -> Text<'p> {
        self.tokens = tokens(&self.text);
        self.sentences = self.split();
        self
    }

    fn split(&self) -> Vec<Sentence<'p>> {
        let measured = |place: Range<usize>| Sentence {
            measure: Measure::of_sentence(&self.text[place.clone()]),
            place,
            citations: Vec::new(),
        };
        let mut list: Vec<Sentence<'p>> = sentences(&self.text).into_iter().map(measured).collect();
        for (at, citation) in &self.citations {
            let before = list.iter().rposition(|sentence| sentence.place.start < *at);
            if let Some(sentence) = list.get_mut(before.unwrap_or(0)) {
                sentence.citations.push((*at, citation));
            }
        }
        list
    }

    /// Its words and syllables.
    pub(crate) fn measure(&self) -> Measure {
        self.sentences.iter().map(|sentence| sentence.measure).sum()
    }
}

/// Where the words stand in `source`, which begins at the byte `base` of its file: as they are, or with the quotes that a
/// typewriter has. Each piece has as many bytes in both, but for a quote alone. Empty when they are not there.
fn pieces(source: &str, words: &str, base: usize) -> Vec<(usize, Range<usize>)> {
    if let Some(at) = source.find(words).filter(|_| !words.is_empty()) {
        return vec![(0, base + at..base + at + words.len())];
    }
    let Some(mut place) = source.find(&typed(words)).map(|at| base + at).filter(|_| !words.is_empty()) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, quote) in words.match_indices(['’', '‘', '“', '”']) {
        pieces.push((from, place..place + (at - from)));
        place += at - from;
        pieces.push((at, place..place + 1));
        place += 1;
        from = at + quote.len();
    }
    pieces.push((from, place..place + (words.len() - from)));
    pieces
}
