//! The bibliography for a reader who looks for something: by words, by year, by how sure the claims are that rest on a
//! source. Takes a page rendered once, with marks in it, and what is known of each entry; gives the page for a query. The
//! page without a query is made here as well, so that both are one. Knows nothing of how the markup is made.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::library::strength::Strength;
use crate::site::html::Html;

/// What stands around the name of a slot in the page. They are no letters, so that no title can hold them.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// The most letters of words, and of a year, that are looked at.
const LONGEST: usize = 200;

/// A place in the page that a query fills, or that begins or ends what it may leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The words asked for.
    Words,
    /// The first year.
    From,
    /// The last year.
    Until,
    /// The sign that a strength is chosen.
    Chosen(Strength),
    /// How many sources are shown.
    Count,
    /// The beginning of what is shown with any of these entries.
    With(Range<usize>),
    /// The beginning of what is shown when something is asked for.
    Asked,
    /// The sign that nothing is asked for, on what leads back from it.
    Unasked,
    /// The sign that something is found, on what says that there is nothing.
    Found,
    /// The end of the last beginning.
    End,
}

impl Slot {
    /// What a template prints in its place.
    pub fn mark(&self) -> String {
        let name = match self {
            Slot::Words => "words".to_owned(),
            Slot::From => "from".to_owned(),
            Slot::Until => "until".to_owned(),
            Slot::Chosen(strength) => format!("chosen {}", strength.name()),
            Slot::Count => "count".to_owned(),
            Slot::With(range) => format!("with {} {}", range.start, range.end),
            Slot::Asked => "asked".to_owned(),
            Slot::Unasked => "unasked".to_owned(),
            Slot::Found => "found".to_owned(),
            Slot::End => "end".to_owned(),
        };
        format!("{OPEN}{name}{CLOSE}")
    }

    fn read(name: &str) -> Option<Slot> {
        let mut words = name.split(' ');
        let slot = match words.next()? {
            "words" => Slot::Words,
            "from" => Slot::From,
            "until" => Slot::Until,
            "chosen" => Slot::Chosen(strength(words.next()?)?),
            "count" => Slot::Count,
            "with" => Slot::With(words.next()?.parse().ok()?..words.next()?.parse().ok()?),
            "asked" => Slot::Asked,
            "unasked" => Slot::Unasked,
            "found" => Slot::Found,
            "end" => Slot::End,
            _ => return None,
        };
        Some(slot)
    }
}

/// What is known of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Everything a reader may look for, by [`folded`].
    pub words: String,
    /// From when until when it came out; `None` when nobody knows.
    pub years: Option<(i32, i32)>,
    /// How sure the claims are that rest on it.
    pub strengths: Vec<Strength>,
}

/// What a reader asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, all of which have to be there.
    pub words: String,
    /// The first year, as it was written.
    pub from: String,
    /// The last year, as it was written.
    pub until: String,
    /// Strengths, of which one is enough.
    pub strengths: Vec<Strength>,
}

impl Query {
    /// From what stands behind `?`, as a form sends it. What is not known is passed over; of a field that comes twice the
    /// last counts, and of strengths all.
    pub fn read(query: &str) -> Query {
        let mut read = Query::default();
        for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            let value = value.replace('+', " ");
            let value = percent_decode_str(&value).decode_utf8_lossy();
            let value: String = value.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            match name {
                "q" => read.words = value,
                "from" => read.from = value,
                "to" => read.until = value,
                "strength" => {
                    read.strengths.extend(strength(&value).filter(|new| !read.strengths.contains(new)))
                }
                _ => {}
            }
        }
        read
    }

    /// True when nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    /// True for an entry that has everything. Of a year that is none nothing can be true but that it was asked for: it is
    /// passed over.
    fn finds(&self, entry: &Entry) -> bool {
        let words = folded(&self.words);
        let year = |text: &str| text.parse::<i32>().ok();
        let (from, until) = (year(&self.from), year(&self.until));
        let in_time = match (entry.years, from.or(until)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((first, last)), Some(_)) => {
                from.is_none_or(|from| last >= from) && until.is_none_or(|until| first <= until)
            }
        };
        words.split_whitespace().all(|word| entry.words.contains(word))
            && in_time
            && (self.strengths.is_empty() || entry.strengths.iter().any(|one| self.strengths.contains(one)))
    }
}

/// Words as they are compared: without accents and capitals.
pub fn folded(words: &str) -> String {
    words.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of markup, as a browser gives them: without tags, its signs read.
pub fn words_of(html: &Html) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.as_str().chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The page and what it can leave out.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    parts: Vec<Part>,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Slot(Slot),
}

impl Sieve {
    /// A page with the marks of slots in it, and its entries in the order of their numbers.
    pub fn new(page: &str, entries: Vec<Entry>) -> Sieve {
        let mut parts = Vec::new();
        for piece in page.split(OPEN) {
            let (slot, text) = match piece.split_once(CLOSE) {
                Some((name, text)) => (Slot::read(name), text),
                None => (None, piece),
            };
            parts.extend(slot.map(Part::Slot));
            parts.push(Part::Text(text.to_owned()));
        }
        Sieve { parts, entries }
    }

    /// The page for a query.
    pub fn page(&self, query: &Query) -> String {
        let found: Vec<bool> = self.entries.iter().map(|entry| query.finds(entry)).collect();
        let count = found.iter().filter(|found| **found).count();
        let mut page = String::new();
        // How deep it is inside of what is left out.
        let mut hidden = 0;
        let mut begun: Vec<bool> = Vec::new();
        for part in &self.parts {
            let mut begin = |shown: bool| {
                begun.push(shown);
                hidden += usize::from(!shown);
            };
            let written = match part {
                Part::Text(text) => text.clone(),
                Part::Slot(slot) => match slot {
                    Slot::Words => Html::text(&query.words).as_str().to_owned(),
                    Slot::From => Html::text(&query.from).as_str().to_owned(),
                    Slot::Until => Html::text(&query.until).as_str().to_owned(),
                    Slot::Chosen(strength) if query.strengths.contains(strength) => " checked".to_owned(),
                    Slot::Chosen(_) => String::new(),
                    Slot::Count => count.to_string(),
                    Slot::With(range) => {
                        begin(found.get(range.clone()).is_some_and(|some| some.contains(&true)));
                        String::new()
                    }
                    Slot::Asked => {
                        begin(!query.is_empty());
                        String::new()
                    }
                    Slot::Unasked if query.is_empty() => " hidden".to_owned(),
                    Slot::Unasked => String::new(),
                    Slot::Found if count > 0 => " hidden".to_owned(),
                    Slot::Found => String::new(),
                    Slot::End => {
                        hidden -= usize::from(begun.pop() == Some(false));
                        String::new()
                    }
                },
            };
            if hidden == 0 {
                page.push_str(&written);
            }
        }
        page
    }
}

fn strength(name: &str) -> Option<Strength> {
    Strength::ALL.into_iter().find(|strength| strength.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_a_form_sends_it() {
        let read =
            Query::read("q=Caf%C3%A9+base&from=1969&to=&strength=idea&strength=idea&strength=no&x=1&q");
        assert_eq!((read.words.as_str(), read.from.as_str(), read.until.as_str()), ("Café base", "1969", ""));
        assert_eq!(read.strengths, [Strength::Idea]);
        assert!(Query::read("q=&from=+&to=%00&strength=").is_empty());
        assert_eq!(Query::read(&format!("q={}", "é".repeat(5_000))).words.chars().count(), LONGEST);
        assert_eq!(Query::read("q=%ff%fe&&==&=").words, "\u{fffd}\u{fffd}");
    }

    #[test]
    fn words_years_and_strengths_have_to_be_there() {
        let entry = Entry {
            words: folded("Śliwerski, A. (1969–1973). Café"),
            years: Some((1969, 1973)),
            strengths: vec![Strength::Idea],
        };
        for (query, finds) in [
            ("", true),
            ("q=cafe+sliw", true),
            ("q=cafe+bowlby", false),
            ("from=1973", true),
            ("from=1974", false),
            ("to=1968", false),
            ("to=1969", true),
            ("from=soon", true),
            ("strength=idea&strength=guidance", true),
            ("strength=guidance", false),
        ] {
            assert_eq!(Query::read(query).finds(&entry), finds, "{query}");
        }
        assert!(!Query::read("from=1").finds(&Entry { years: None, ..entry }));
    }
}
