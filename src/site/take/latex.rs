//! Text as the value of a BibLaTeX field. Takes words; gives LaTeX in UTF-8 that means the same words, with capitals kept
//! from styles that would lower them. Knows nothing of fields.

use crate::library::bibliography::source::{Name, Part, Text};

/// Words without emphasis.
pub fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            // Escaped with a backslash alone, BibTeX would count them as braces.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '\u{a0}' => out.push('~'),
            // Two of these are a dash or a quotation mark.
            '-' | '\'' | '`' if before == c => out.extend(['{', '}', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Words with emphasis.
pub fn rich(text: &Text) -> String {
    text.parts.iter().map(|part| emphasised(part, plain(&part.text))).collect()
}

/// A title. Styles set titles in small letters, or each word with a capital: what must not change stands in braces.
pub fn title(text: &Text) -> String {
    let mut is_first = true;
    let mut out = String::new();
    for part in &text.parts {
        let mut words = String::new();
        for word in part.text.split_inclusive(char::is_whitespace) {
            let kept = word.trim_end();
            let mut capitals = kept.chars().filter(|c| c.is_uppercase());
            let starts = kept.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
            // The first word has its capital in every style.
            let is_plain = match capitals.next() {
                None => true,
                Some(_) => is_first && starts && capitals.next().is_none(),
            };
            is_first &= !kept.contains(char::is_alphanumeric);
            let blank = plain(&word[kept.len()..]);
            let kept = plain(kept);
            words.push_str(&if is_plain { kept } else { format!("{{{kept}}}") });
            words.push_str(&blank);
        }
        out.push_str(&emphasised(part, words));
    }
    out
}

fn emphasised(part: &Part, words: String) -> String {
    if part.emphasis { format!("\\emph{{{words}}}") } else { words }
}

/// A value that BibLaTeX would part at its `and`s.
pub fn one_of_a_list(words: &str) -> String {
    if holds_and(words) { format!("{{{}}}", plain(words)) } else { plain(words) }
}

/// Several, which stand as `A; B`.
pub fn list(words: &str) -> String {
    if !words.contains("; ") {
        return one_of_a_list(words);
    }
    let parts: Vec<String> = words.split("; ").map(|part| format!("{{{}}}", plain(part))).collect();
    parts.join(" and ")
}

/// A list of names.
pub fn names(names: &[Name]) -> String {
    names.iter().map(name).collect::<Vec<_>>().join(" and ")
}

fn name(name: &Name) -> String {
    let (particle, family, given, suffix) = match name {
        Name::Organisation(name) => return format!("{{{}}}", plain(name)),
        Name::Person { particle, family, given, suffix } => (particle, family, given, suffix),
    };
    let is_low = |words: &str| words.starts_with(char::is_lowercase);
    if !particle.split_whitespace().all(is_low) {
        // Only this form can hold `De` before a family name.
        let parts = [("prefix", particle), ("family", family), ("given", given), ("suffix", suffix)];
        let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let parts: Vec<String> = parts.map(|(part, words)| format!("{part}={}", whole(words))).collect();
        return parts.join(", ");
    }
    let several = family.contains(char::is_whitespace);
    // What begins small would be taken for a particle.
    let family = match several && is_low(family) {
        true => format!("{{{}}}", plain(family)),
        false => whole(family),
    };
    let whole_family = if particle.is_empty() { family } else { format!("{} {family}", plain(particle)) };
    let is_one_word = particle.is_empty() && !several && !whole_family.starts_with('{');
    match (given.is_empty(), suffix.is_empty()) {
        (true, true) if is_one_word && !whole_family.eq_ignore_ascii_case("others") => whole_family,
        (true, true) => format!("{whole_family},"),
        (false, true) => format!("{whole_family}, {}", whole(given)),
        (_, false) => format!("{whole_family}, {}, {}", whole(suffix), whole(given)),
    }
}

/// A part of a name, kept together where a comma or an `and` would part it.
fn whole(words: &str) -> String {
    if words.contains([',', '=']) || holds_and(words) {
        format!("{{{}}}", plain(words))
    } else {
        plain(words)
    }
}

fn holds_and(words: &str) -> bool {
    words.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}
