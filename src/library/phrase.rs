//! Phrases that are looked for in a text. Takes a phrase as an author writes it in the settings; gives where it stands in
//! a sentence. Knows nothing of why it is looked for.
//!
//! Words are compared without regard to capitals, to curly or straight apostrophes, to `’s` and to the signs around them.
//! `…` stands for any words between, `<number>` for a figure, `*` at a word's end for any ending: `plummet*`. A phrase
//! without a letter or digit, such as `!`, is looked for as it is, and `<emoji>` is any picture letter.

use std::collections::HashMap;
use std::ops::Range;

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    written: String,
    form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Words(Vec<Part>),
    Sign(String),
    Emoji,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Start(String),
    Number,
    Gap,
}

/// A word of a text, made ready to be compared, and where it stands.
#[derive(Clone, Debug)]
pub struct Token {
    word: String,
    place: Range<usize>,
}

impl Token {
    /// Where it stands.
    pub fn place(&self) -> &Range<usize> {
        &self.place
    }
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !is_between(c)) {
        let from = text.len() - rest.len() + start;
        let length = rest[start..].find(is_between).unwrap_or(rest.len() - start);
        let raw = &text[from..from + length];
        let bare = raw.trim_matches(is_around);
        if !bare.is_empty() {
            let at = from + (raw.len() - raw.trim_start_matches(is_around).len());
            tokens.push(Token { word: comparable(bare), place: at..at + bare.len() });
        }
        rest = &rest[start + length..];
    }
    tokens
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '—' | '–' | '/')
}

fn is_around(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '%' | '<' | '>' | '*')
}

fn comparable(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    word.strip_suffix("'s").map(str::to_owned).unwrap_or(word)
}

impl Phrase {
    /// The phrase as it is written in the settings; `None` when there is nothing to look for.
    pub fn parse(written: &str) -> Option<Phrase> {
        let text = written.trim();
        let form = if text == "<emoji>" {
            Form::Emoji
        } else if !text.chars().any(char::is_alphanumeric) {
            Form::Sign(text.to_owned())
        } else {
            let spaced = text.replace('…', " \u{1} ");
            Form::Words(spaced.split_whitespace().flat_map(parts).collect())
        };
        let empty = matches!(&form, Form::Words(parts) if !matches!(parts.first(), Some(Part::Word(_) | Part::Start(_) | Part::Number)))
            || matches!(&form, Form::Sign(sign) if sign.is_empty());
        (!empty).then(|| Phrase { written: text.to_owned(), form })
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Every place where its words stand among `tokens`; a sign has none.
    pub fn find_all<'p>(&'p self, tokens: &'p [Token]) -> impl Iterator<Item = Range<usize>> + 'p {
        (0..tokens.len()).filter_map(|at| match &self.form {
            Form::Words(parts) => starts(parts, &tokens[at..]),
            Form::Sign(_) | Form::Emoji => None,
        })
    }

    /// Where it first stands in a sentence whose words are `tokens`.
    fn find(&self, sentence: &str, tokens: &[Token]) -> Option<Range<usize>> {
        match &self.form {
            Form::Words(_) => self.find_all(tokens).next(),
            Form::Sign(sign) => sentence.find(sign.as_str()).map(|at| at..at + sign.len()),
            Form::Emoji => {
                sentence.char_indices().find(|(_, c)| is_emoji(*c)).map(|(at, c)| at..at + c.len_utf8())
            }
        }
    }
}

fn parts(word: &str) -> Vec<Part> {
    match word {
        "\u{1}" => vec![Part::Gap],
        "<number>" => vec![Part::Number],
        word => tokens(word)
            .into_iter()
            .map(|token| match token.word.strip_suffix('*') {
                Some(start) => Part::Start(start.to_owned()),
                None => Part::Word(token.word),
            })
            .collect(),
    }
}

/// The place of the parts when they stand at the very beginning of the words.
fn starts(parts: &[Part], tokens: &[Token]) -> Option<Range<usize>> {
    let Some((part, more)) = parts.split_first() else { return Some(0..0) };
    if matches!(part, Part::Gap) {
        return (0..tokens.len()).find_map(|at| starts(more, &tokens[at..]));
    }
    let (token, rest) = tokens.split_first()?;
    let same = match part {
        Part::Word(word) => token.word == *word,
        Part::Start(start) => token.word.starts_with(start.as_str()),
        Part::Number => token.word.starts_with(|c: char| c.is_ascii_digit()),
        Part::Gap => false,
    };
    let end = starts(more, rest).filter(|_| same)?.end;
    Some(token.place.start..end.max(token.place.end))
}

/// The letter under which a word is filed; every digit is `0`.
fn letter(word: &str) -> char {
    let first = word.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() { '0' } else { first }
}

/// The blocks of Unicode that hold pictures: miscellaneous symbols, dingbats, and those of the supplementary plane.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// Many phrases, each with something that belongs to it. Finding them takes as long as the text is, not as their number.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// Those that begin with a whole word.
    by_word: HashMap<String, Vec<(Phrase, T)>>,
    /// Those that begin with the beginning of a word or with a figure, which is `0` here.
    by_letter: HashMap<char, Vec<(Phrase, T)>>,
    /// Those that are no words.
    signs: Vec<(Phrase, T)>,
}

impl<T> FromIterator<(Phrase, T)> for Phrases<T> {
    fn from_iter<I: IntoIterator<Item = (Phrase, T)>>(list: I) -> Phrases<T> {
        let mut phrases = Phrases { by_word: HashMap::new(), by_letter: HashMap::new(), signs: Vec::new() };
        for (phrase, what) in list {
            let first = match &phrase.form {
                Form::Words(parts) => parts.first().cloned(),
                Form::Sign(_) | Form::Emoji => None,
            };
            let shelf = match first {
                Some(Part::Word(word)) => phrases.by_word.entry(word).or_default(),
                Some(Part::Start(start)) => phrases.by_letter.entry(letter(&start)).or_default(),
                Some(Part::Number) => phrases.by_letter.entry('0').or_default(),
                Some(Part::Gap) | None => &mut phrases.signs,
            };
            shelf.push((phrase, what));
        }
        phrases
    }
}

impl<T> Phrases<T> {
    /// All that stand in a text whose words are `tokens`, in their order; of several that begin at one word the longest.
    pub fn find<'p>(&'p self, text: &str, tokens: &[Token]) -> Vec<(Range<usize>, &'p Phrase, &'p T)> {
        let mut found: Vec<(Range<usize>, &Phrase, &T)> = Vec::new();
        for at in 0..tokens.len() {
            let word = &tokens[at].word;
            let same = self.by_word.get(word).into_iter().flatten();
            let alike = self.by_letter.get(&letter(word)).into_iter().flatten();
            let longest = same
                .chain(alike)
                .filter_map(|(phrase, what)| match &phrase.form {
                    Form::Words(parts) => starts(parts, &tokens[at..]).map(|place| (place, phrase, what)),
                    Form::Sign(_) | Form::Emoji => None,
                })
                .max_by_key(|(place, _, _)| place.end);
            found.extend(longest);
        }
        for (phrase, what) in &self.signs {
            found.extend(phrase.find(text, tokens).map(|place| (place, phrase, what)));
        }
        found.sort_by_key(|(place, _, _)| (place.start, place.end));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(phrase: &str, text: &str) -> Option<String> {
        let phrases: Phrases<()> = [(Phrase::parse(phrase).unwrap(), ())].into_iter().collect();
        phrases.find(text, &tokens(text)).first().map(|(place, _, ())| text[place.clone()].to_owned())
    }

    #[test]
    fn a_phrase_is_found_by_its_words_and_by_nothing_else() {
        for (phrase, text, found) in [
            ("for life", "It stays “for life”.", Some("for life")),
            ("for life", "before lifelong", None),
            ("mum", "Your mum’s way", Some("mum’s")),
            ("don't", "You don’t", Some("don’t")),
            ("plummet*", "It plummeted.", Some("plummeted")),
            ("30%", "about 30% of", Some("30%")),
            ("good enough … <number>", "Good enough is 30 in 100", Some("Good enough is 30")),
            ("good enough … <number>", "Good enough is fine", None),
            ("evidence-based", "Evidence-based help", Some("Evidence-based")),
            ("!", "Stop!", Some("!")),
            ("<emoji>", "Hello 🙂", Some("🙂")),
        ] {
            assert_eq!(stands(phrase, text).as_deref(), found, "{phrase} in {text}");
        }
    }

    #[test]
    fn of_two_phrases_that_begin_alike_the_longer_one_is_found() {
        let text = "A secure base is secure.";
        let phrases: Phrases<u8> = [("secure", 1), ("secure base", 2)]
            .map(|(text, n)| (Phrase::parse(text).unwrap(), n))
            .into_iter()
            .collect();
        let found: Vec<u8> = phrases.find(text, &tokens(text)).iter().map(|(_, _, n)| **n).collect();
        assert_eq!(found, [2, 1]);
    }

    #[test]
    fn a_phrase_of_nothing_is_none() {
        assert_eq!(Phrase::parse(" "), None);
        assert_eq!(Phrase::parse("… … x"), None);
        assert_eq!(stands("…", "Well…").as_deref(), Some("…"), "a sign is looked for as it is");
    }
}
