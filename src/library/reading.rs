//! How hard a text is to read. Takes plain text; gives its sentences, its words and the Flesch–Kincaid grade. Knows
//! nothing of Markdown and of which grade is too high.
//!
//! The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975, Research Branch Report 8-75, Naval Air Station
//! Memphis): 0.39 × words per sentence + 11.8 × syllables per word − 15.59. It says how many years of school in the US a
//! reader needs, and counts lengths only: a text of short words can still be unclear. The syllables are those of English.

pub mod syllable;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::library::line::is_word;
use crate::library::reading::syllable::syllables;

/// How much of each there is in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The sentences with a word in them.
    pub sentences: usize,
    /// The words: what stands between blanks and has a letter or digit.
    pub words: usize,
    /// Their syllables.
    pub syllables: usize,
}

impl Measure {
    /// The measure of one text.
    pub fn of(text: &str) -> Measure {
        sentences(text).into_iter().map(|place| Measure::of_sentence(&text[place])).sum()
    }

    /// The measure of one sentence.
    pub fn of_sentence(sentence: &str) -> Measure {
        let (mut count, mut sum) = (0, 0);
        for word in words(sentence) {
            count += 1;
            sum += syllables(word);
        }
        Measure { sentences: 1, words: count, syllables: sum }
    }

    /// Both texts together.
    #[must_use]
    pub fn and(self, other: Measure) -> Measure {
        Measure {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The Flesch–Kincaid grade, in years of school; `None` for a text without a word.
    pub fn grade(self) -> Option<f64> {
        let Measure { sentences, words, syllables } = self;
        let each = |part: usize, of: usize| part as f64 / of as f64;
        (words > 0).then(|| 0.39 * each(words, sentences) + 11.8 * each(syllables, words) - 15.59)
    }
}

impl std::iter::Sum for Measure {
    fn sum<I: Iterator<Item = Measure>>(measures: I) -> Measure {
        measures.fold(Measure::default(), Measure::and)
    }
}

/// The places of the sentences, by the rules of Unicode (UAX #29), without the blanks around them and without those
/// that hold no word. Two rules more: what goes on with a small letter is no new sentence (`“Too loud?” you ask`), and
/// an ellipsis before a capital ends one.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let bounds = text.split_sentence_bound_indices();
    for (start, sentence) in bounds.flat_map(|(start, sentence)| after_ellipses(start, sentence)) {
        let place = start + (sentence.len() - sentence.trim_start().len())..start + sentence.trim_end().len();
        let goes_on = !is_word(sentence) || sentence.trim_start().starts_with(char::is_lowercase);
        match places.last_mut() {
            Some(last) if goes_on => last.end = last.end.max(place.end),
            Some(_) | None if is_word(sentence) => places.push(place),
            Some(_) | None => {}
        }
    }
    places
}

/// The parts of what stands at `start`, cut where an ellipsis stands before a blank and a capital.
fn after_ellipses(start: usize, text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("… ") {
        let next = at + "… ".len();
        if text[next..].starts_with(char::is_uppercase) {
            parts.push((start + from, &text[from..next]));
            from = next;
        }
    }
    parts.push((start + from, &text[from..]));
    parts
}

/// The words of a text, without blanks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == '—').filter(|word| is_word(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn a_sentence_ends_where_a_reader_stops() {
        assert_eq!(
            split("Sit near. “Too loud?” you ask… Wait (or hum). It eases; then play. 3.5 years"),
            ["Sit near.", "“Too loud?” you ask…", "Wait (or hum).", "It eases; then play.", "3.5 years"]
        );
        assert_eq!(split(" … "), [] as [&str; 0]);
    }

    /// Texts whose figures are printed in the article "Flesch–Kincaid readability tests" of the English Wikipedia: the cat
    /// has an ease of 116, the platypus 24 syllables in 13 words, the last an ease of 69, which is 23 syllables in 16.
    #[test]
    fn the_grade_is_that_of_published_examples() {
        let cat = Measure::of("The cat sat on the mat.");
        assert_eq!(cat, Measure { sentences: 1, words: 6, syllables: 6 });
        assert_eq!(format!("{:.2}", cat.grade().unwrap()), "-1.45");
        let platypus =
            Measure::of("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.");
        assert_eq!(platypus, Measure { sentences: 1, words: 13, syllables: 24 });
        assert_eq!(format!("{:.1}", platypus.grade().unwrap()), "11.3");
        let point = Measure::of(
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
        );
        assert_eq!(point, Measure { sentences: 1, words: 16, syllables: 23 });
        assert_eq!(Measure::of("").grade(), None);
    }

    /// "Green Eggs and Ham": 5.7 words a sentence and 1.02 syllables a word give the grade −1.3, the lowest in print.
    #[test]
    fn the_formula_gives_the_lowest_grade_in_print() {
        let book = Measure { sentences: 100, words: 570, syllables: 581 };
        assert_eq!(format!("{:.1}", book.grade().unwrap()), "-1.3");
    }
}
