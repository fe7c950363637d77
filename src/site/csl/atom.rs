//! What hayagriva gives, flat. Takes its tree of elements; gives [`Atom`]s, text that is set in one way and knows what it
//! stands for, in which marks of punctuation stand once. Nothing of it is markup, whatever a title holds.

use hayagriva::citationberg::{Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted};

use crate::site::apa::title_case::in_capitals;
use crate::site::csl::item::{BLANK, EMPHASIS, HYPHEN, LITERAL, QUOTES, Work};
use crate::site::csl::mended::TITLE;
use crate::site::run::{Level, Look, Run};

/// A piece of text with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The words.
    pub text: String,
    /// How they are set.
    pub look: Look,
    /// Where they lead.
    pub url: Option<String>,
    /// What they stand for.
    pub part: Part,
    /// The cited work they belong to, by its place in the mark.
    pub cite: Option<usize>,
}

/// What a text stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Anything else.
    #[default]
    Other,
    /// The number of a work in the list.
    Number,
    /// A name.
    Name,
    /// What joins names.
    Joint,
    /// A date.
    Date,
}

/// Words that have no capital in a title, by the specification of CSL 1.0.2.
const MINOR: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on",
    "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet",
];

/// The atoms of a tree; `works` are those that its cites stand for.
pub fn atoms(tree: &ElemChildren, works: &[&Work]) -> Vec<Atom> {
    let mut reader = Reader { works, atoms: Vec::new(), emphasis: false, words: String::new() };
    reader.children(tree, Part::Other, None);
    titled(&mut reader.atoms, works);
    reader.atoms
}

/// The atoms of one element.
pub fn atoms_of(child: &ElemChild, works: &[&Work]) -> Vec<Atom> {
    let mut reader = Reader { works, atoms: Vec::new(), emphasis: false, words: String::new() };
    reader.child(child, Part::Other, None);
    titled(&mut reader.atoms, works);
    reader.atoms
}

struct Reader<'a> {
    works: &'a [&'a Work],
    atoms: Vec<Atom>,
    emphasis: bool,
    /// The words that the last atom ends with instead of a year.
    words: String,
}

impl Reader<'_> {
    fn children(&mut self, tree: &ElemChildren, part: Part, cite: Option<usize>) {
        for child in &tree.0 {
            self.child(child, part, cite);
        }
    }

    fn child(&mut self, child: &ElemChild, part: Part, cite: Option<usize>) {
        match child {
            ElemChild::Text(text) => self.text(text, None, part, cite),
            ElemChild::Link { text, url } => self.text(text, Some(url), part, cite),
            // Nothing that we give it is Typst's markup, and no locator of ours is transparent.
            ElemChild::Markup(_) | ElemChild::Transparent { .. } => {}
            ElemChild::Elem(element) => {
                let (part, cite) = match &element.meta {
                    Some(ElemMeta::CitationNumber) => (Part::Number, cite),
                    Some(ElemMeta::Names(_)) => (Part::Joint, cite),
                    Some(ElemMeta::Name(..)) => (Part::Name, cite),
                    Some(ElemMeta::Date) => (Part::Date, cite),
                    Some(ElemMeta::Entry(number)) => (part, Some(*number)),
                    Some(ElemMeta::Text | ElemMeta::Number | ElemMeta::Label | ElemMeta::CitationLabel)
                    | None => (part, cite),
                };
                // What a style sets into a line of its own stands off by a blank: an entry is one paragraph here.
                if matches!(element.display, Some(Display::Block | Display::Indent)) && !self.atoms.is_empty()
                {
                    self.push(" ", Look::default(), None, Part::Other, cite);
                }
                self.children(&element.children, part, cite);
            }
        }
    }

    fn text(&mut self, formatted: &Formatted, url: Option<&str>, part: Part, cite: Option<usize>) {
        let format = formatted.formatting;
        let mut look = Look {
            italic: format.font_style == FontStyle::Italic,
            bold: format.font_weight == FontWeight::Bold,
            small_caps: format.font_variant == FontVariant::SmallCaps,
            underlined: format.text_decoration == TextDecoration::Underline,
            level: match format.vertical_align {
                VerticalAlign::Sup => Level::Above,
                VerticalAlign::Sub => Level::Below,
                VerticalAlign::None | VerticalAlign::Baseline => Level::Line,
            },
        };
        let italic = look.italic;
        let mut words = String::new();
        for c in formatted.text.chars().filter(|c| *c != LITERAL) {
            let c = match c {
                HYPHEN => '-',
                BLANK => ' ',
                c if c == QUOTES.0 => '“',
                c if c == QUOTES.1 => '”',
                c => c,
            };
            if TITLE.contains(&c) {
                // A mark is an atom of its own.
                look.italic = italic != self.emphasis;
                self.push(&std::mem::take(&mut words), look, url, part, cite);
                self.push(&c.to_string(), look, url, part, cite);
            } else if c == EMPHASIS.0 || c == EMPHASIS.1 {
                look.italic = italic != self.emphasis;
                self.push(&std::mem::take(&mut words), look, url, part, cite);
                self.emphasis = c == EMPHASIS.0;
            } else {
                words.push(c);
            }
        }
        look.italic = italic != self.emphasis;
        self.push(&words, look, url, part, cite);
    }

    fn push(&mut self, text: &str, look: Look, url: Option<&str>, part: Part, cite: Option<usize>) {
        if text.is_empty() {
            return;
        }
        let mut text = text.to_owned();
        let is_letter = text.len() <= 2 && text.chars().all(|c| c.is_ascii_lowercase());
        if is_letter {
            // A letter does not stick to a word: `in press b`, `n.d.-b`.
            let joint = match std::mem::take(&mut self.words).chars().next_back() {
                Some('.') => "-",
                Some(last) if last.is_alphabetic() => " ",
                Some(_) | None => "",
            };
            text.insert_str(0, joint);
        }
        self.words.clear();
        if part == Part::Date {
            text = self.dated(&text);
        }
        let url = url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        self.atoms.push(Atom { text, look, url: url.map(str::to_owned), part, cite });
    }

    /// The words of a date that hayagriva was given as a year.
    fn dated(&mut self, text: &str) -> String {
        for (year, words) in self.works.iter().filter_map(|work| work.dated.as_ref()) {
            let year = year.to_string();
            if text.contains(&year) {
                if text.ends_with(&year) {
                    self.words.clone_from(words);
                }
                return text.replacen(&year, words, 1);
            }
        }
        text.to_owned()
    }
}

/// Sets the titles between marks in title case, if their work is English, and takes the marks away.
fn titled(atoms: &mut Vec<Atom>, works: &[&Work]) {
    let is_mark = |atom: &Atom, mark: char| atom.text.starts_with(mark);
    let mut at = 0;
    while let Some(open) = (at..atoms.len()).find(|at| is_mark(&atoms[*at], TITLE[0])) {
        let close = (open..atoms.len()).find(|at| is_mark(&atoms[*at], TITLE[1])).unwrap_or(atoms.len());
        let english = match atoms[open].cite {
            Some(cite) => works.get(cite).is_none_or(|work| work.english),
            None => works.iter().all(|work| work.english),
        };
        if english {
            let words: Vec<&str> = atoms[open + 1..close].iter().map(|atom| atom.text.as_str()).collect();
            let cased = in_capitals(&words, MINOR);
            for (atom, words) in atoms[open + 1..close].iter_mut().zip(cased) {
                atom.text = words;
            }
        }
        at = close;
    }
    atoms.retain(|atom| !TITLE.iter().any(|mark| is_mark(atom, *mark)));
}

/// The word before the pages of a work, of which `page` is the first: `right` where it is `wrong`. hayagriva finds one page
/// where it cannot read a range, and several where a style says `plural="never"`.
pub fn paged(atoms: &mut [Atom], page: &str, (wrong, right): (&str, &str)) {
    let counted = (0..atoms.len()).filter(|at| {
        let next = atoms[at + 1..].iter().find(|atom| !atom.text.trim().is_empty());
        atoms[*at].text.trim() == wrong && next.is_some_and(|next| next.text.trim_start().starts_with(page))
    });
    for at in counted.collect::<Vec<_>>() {
        atoms[at].text = atoms[at].text.replace(wrong, right);
    }
}

/// Takes away what stands twice where two parts of a style meet: `?.`, `..`, `,)`, two blanks. Quotes within quotes are
/// single; with `within`, stops and commas stand within closing quotes.
pub fn tidy(atoms: &mut Vec<Atom>, within: bool) {
    let all: Vec<(usize, char)> = atoms
        .iter()
        .enumerate()
        .flat_map(|(number, atom)| atom.text.chars().map(move |c| (number, c)))
        .collect();
    let mut done: Vec<(usize, char)> = Vec::with_capacity(all.len());
    let mut quotes = 0;
    for (place, &(number, c)) in all.iter().enumerate() {
        let last = |back: usize| done.len().checked_sub(back).and_then(|at| done.get(at)).map(|(_, c)| *c);
        let next = all.get(place + 1).map(|(_, c)| *c);
        let quoted = matches!(last(1), Some('”' | '’'));
        let ended = if quoted { last(2) } else { last(1) };
        let drop = match c {
            // Three are an ellipsis.
            '.' if last(1) == Some('.') => last(2) != Some('.') && next != Some('.'),
            '.' => matches!(ended, Some('?' | '!' | '…')) || (ended == Some('.') && quoted),
            ',' if last(1) == Some(',') => true,
            // A question needs no comma before the quotes close.
            ',' if matches!(last(1), Some('?' | '!')) => matches!(next, Some('”' | '’')),
            ',' => last(1) == Some('”') && matches!(ended, Some('?' | '!' | ',')),
            ' ' => last(1) == Some(' ') || matches!(next, Some(',' | ';' | ')')),
            _ => false,
        };
        if drop {
            continue;
        }
        match c {
            ')' | ']' if last(1) == Some(',') => {
                done.pop();
                done.push((number, c));
            }
            '.' | ',' if within && last(1) == Some('”') => {
                let (owner, quote) = done.pop().expect("it was just looked at");
                done.push((owner, c));
                done.push((owner, quote));
            }
            '“' => {
                done.push((number, if quotes % 2 == 1 { '‘' } else { '“' }));
                quotes += 1;
            }
            '”' => {
                done.push((number, if quotes > 0 && quotes % 2 == 0 { '’' } else { '”' }));
                quotes = usize::saturating_sub(quotes, 1);
            }
            c => done.push((number, c)),
        }
    }
    for atom in atoms.iter_mut() {
        atom.text.clear();
    }
    for (number, c) in done {
        atoms[number].text.push(c);
    }
    atoms.retain(|atom| !atom.text.is_empty());
}

/// The atoms as runs. `raised` when all of them stand above the line, so that none has to say so.
pub fn runs<'a>(atoms: impl IntoIterator<Item = &'a Atom>, raised: bool) -> Vec<Run> {
    let mut joined: Vec<(Look, Option<&str>, String)> = Vec::new();
    for atom in atoms {
        let mut look = atom.look;
        if raised && look.level == Level::Above {
            look.level = Level::Line;
        }
        match joined.last_mut() {
            Some((last, url, text)) if *last == look && *url == atom.url.as_deref() => {
                text.push_str(&atom.text)
            }
            Some(_) | None => joined.push((look, atom.url.as_deref(), atom.text.clone())),
        }
    }
    joined.into_iter().map(|(look, url, text)| run(look, url, text)).collect()
}

fn run(look: Look, url: Option<&str>, text: String) -> Run {
    let italic = Look { italic: true, ..Look::default() };
    match url {
        Some(url) => Run::Link { url: crate::site::address::outside_link(url), text },
        None if look == Look::default() => Run::Text(text),
        None if look == italic => Run::Italic(text),
        None => Run::Set { look, text },
    }
}

/// What a reader sees of atoms.
pub fn text(atoms: &[Atom]) -> String {
    atoms.iter().map(|atom| atom.text.as_str()).collect()
}
