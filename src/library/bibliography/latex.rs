//! What stands between the braces of a .bib field. Takes LaTeX; gives words with their emphasis. Accents and special
//! letters are `biblatex`'s work, one value at a time, so that a fault in one hides no other. Knows nothing of fields.

use biblatex::{Bibliography, ChunksExt, Pair, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use crate::library::bibliography::quotes::curly;
use crate::library::bibliography::source::Text;

/// LaTeX that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LatexFault {
    /// A `$` without its partner.
    Dollar,
    /// A command that means nothing here: `\foo`.
    Command(String),
    /// Anything else.
    Malformed,
}

impl LatexFault {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            LatexFault::Dollar => "a `$` without its partner".to_owned(),
            LatexFault::Command(name) => format!("the LaTeX command `\\{name}` is not known here"),
            LatexFault::Malformed => "this LaTeX cannot be read".to_owned(),
        }
    }

    /// What to write instead.
    pub fn help(&self) -> &'static str {
        match self {
            LatexFault::Dollar => "for a dollar sign write `\\$`",
            LatexFault::Command(_) => {
                "write the letters themselves; `\\emph{…}` and `\\enquote{…}` are known"
            }
            LatexFault::Malformed => "write the letters themselves, in UTF-8",
        }
    }
}

/// Decodes one value. A `verbatim` one, such as an address, keeps everything but escapes.
///
/// # Errors
/// When a command is unknown or something is unbalanced.
pub fn decode(raw: &str, verbatim: bool) -> Result<Text, LatexFault> {
    if verbatim {
        return Ok(Text::plain(raw.trim().replace('\\', "")));
    }
    if deepest(raw) > DEEPEST {
        return Err(LatexFault::Malformed);
    }
    let raw = dotted(&tie_and_quotes(raw));
    let plain = if raw.contains(['\\', '{', '}', '$', '-']) { letters(&raw)? } else { raw };
    let mut text = Text::default();
    commands(&plain, false, &mut text)?;
    Ok(curly(&one_line(text)))
}

/// No title nests braces so deep; a file that does would only fill the stack.
const DEEPEST: usize = 50;

fn deepest(raw: &str) -> usize {
    let mut depth = 0usize;
    let mut deepest = 0;
    for c in raw.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// `\'{\i}` as `\'{i}`: under an accent LaTeX wants an `i` and a `j` without their dots, which the accented letter has none of
/// anyway, and `biblatex` leaves the command in the text.
fn dotted(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['\\']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut letters = after.chars().skip(1);
        let is_accent = letters.next().is_some_and(|c| "'`^\"~=.uvH".contains(c));
        let inside = after.get(2..).unwrap_or_default();
        let is_letter = after.chars().nth(1).is_some_and(char::is_alphabetic);
        let found = ["{\\i}", "{\\j}", "\\i ", "\\j ", "{\\i }", "{\\j }"]
            .into_iter()
            .find(|word| inside.starts_with(word));
        match found {
            Some(word) if is_accent && !(is_letter && word.starts_with('\\')) => {
                out.push_str(&after[..2]);
                out.push_str(if word.contains('i') { "{i}" } else { "{j}" });
                rest = &inside[word.len()..];
            }
            Some(_) | None => {
                let next = after.chars().take(2).map(char::len_utf8).sum::<usize>();
                out.push_str(&after[..next]);
                rest = &after[next..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// `~` as a no-break space, ` ``…'' ` as quotes.
fn tie_and_quotes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '~' => out.push('\u{a0}'),
            '`' if chars.next_if_eq(&'`').is_some() => out.push('“'),
            '\'' if chars.next_if_eq(&'\'').is_some() => out.push('”'),
            c => out.push(c),
        }
    }
    out
}

/// Accents, escapes, dashes and braces: an entry with nothing but this value, read by `biblatex`.
fn letters(raw: &str) -> Result<String, LatexFault> {
    let value = Spanned::zero(vec![Spanned::zero(RawChunk::Normal(raw))]);
    let entry = RawEntry {
        key: Spanned::zero("key"),
        kind: Spanned::zero("misc"),
        fields: vec![Pair::new(Spanned::zero("value"), value)],
    };
    let file = RawBibliography {
        preamble: String::new(),
        entries: vec![Spanned::zero(entry)],
        abbreviations: Vec::new(),
    };
    match Bibliography::from_raw(file) {
        Ok(read) => Ok(read
            .get("key")
            .and_then(|entry| entry.get("value"))
            .map_or_else(String::new, |value| value.format_verbatim())),
        Err(error) if error.kind == ParseErrorKind::UnexpectedEof && raw.matches('$').count() % 2 == 1 => {
            Err(LatexFault::Dollar)
        }
        Err(_) => Err(LatexFault::Malformed),
    }
}

/// The commands that `biblatex` leaves in the text: `\emph{…}` and its like.
fn commands(mut text: &str, emphasis: bool, out: &mut Text) -> Result<(), LatexFault> {
    while let Some(at) = text.find('\\') {
        out.push(&text[..at], emphasis);
        let rest = &text[at + 1..];
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(length);
        text = match argument(rest) {
            Some((argument, rest)) => {
                command(name, argument, emphasis, out)?;
                rest
            }
            None if name.is_empty() => {
                out.push("\\", emphasis);
                rest
            }
            None => return Err(LatexFault::Command(name.to_owned())),
        };
    }
    out.push(text, emphasis);
    Ok(())
}

fn command(name: &str, argument: &str, emphasis: bool, out: &mut Text) -> Result<(), LatexFault> {
    match name {
        "emph" | "textit" | "mkbibemph" | "mkbibitalic" => commands(argument, !emphasis, out),
        "enquote" | "mkbibquote" => {
            out.push("“", emphasis);
            commands(argument, emphasis, out)?;
            out.push("”", emphasis);
            Ok(())
        }
        "url" | "textsuperscript" | "textsubscript" | "textbf" | "textsc" | "textrm" | "textup"
        | "textnormal" | "mbox" | "text" => commands(argument, emphasis, out),
        _ => Err(LatexFault::Command(name.to_owned())),
    }
}

/// `{…}` at the start of a text, and what follows.
fn argument(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let mut depth = 1;
    for (at, c) in inner.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// Line ends and runs of blanks as one blank, none at the ends.
fn one_line(text: Text) -> Text {
    let mut out = Text::default();
    let mut blank = true;
    for part in text.parts {
        let mut words = String::with_capacity(part.text.len());
        for c in part.text.chars() {
            let is_blank = c.is_ascii_whitespace();
            if !is_blank {
                words.push(c);
            } else if !blank {
                words.push(' ');
            }
            blank = is_blank;
        }
        out.push(&words, part.emphasis);
    }
    if let Some(last) = out.parts.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out.parts.retain(|part| !part.text.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> String {
        match decode(raw, false) {
            Ok(text) => text
                .parts
                .iter()
                .map(|part| if part.emphasis { format!("*{}*", part.text) } else { part.text.clone() })
                .collect(),
            Err(fault) => fault.message(),
        }
    }

    #[test]
    fn letters_dashes_and_emphasis_come_out_as_they_are_meant() {
        for (raw, expected) in [
            ("Sex \\& Marital", "Sex & Marital"),
            (
                "M{\\\"u}ller, Matte-Gagn\\'e, \\'{E}va, \\v{S}liwerski, \\o, \\ss",
                "Müller, Matte-Gagné, Éva, Šliwerski, ø, ß",
            ),
            ("1--2", "1–2"),
            ("Mar\\'{\\i}a, na\\\"\\i ve, \\v{\\j}, {\\i}", "María, naïve, ǰ, ı"),
            ("{The {DSM}} of 2013", "The DSM of 2013"),
            ("On \\emph{Homo \\'erectus} and {\\textit{more}}", "On *Homo érectus* and *more*"),
            ("``So'' said~he", "“So” said\u{a0}he"),
            ("\\enquote{So} said", "“So” said"),
            ("two\n   lines ", "two lines"),
            ("CO\\textsubscript{2}", "CO2"),
            ("100\\% \\$5 a\\_b \\#1", "100% $5 a_b #1"),
        ] {
            assert_eq!(read(raw), expected, "{raw}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(read("costs $5"), "a `$` without its partner");
        assert_eq!(read("a \\foo{b}"), "the LaTeX command `\\foo` is not known here");
        for odd in
            ["\\", "\\'", "{", "}", "\\emph", "\\emph{", "$", "$$", "\\\\", "-", "----", "\\u", "\\^", "é\\"]
        {
            let _ = decode(odd, false);
        }
    }

    #[test]
    fn an_address_keeps_its_letters() {
        let url = decode("https://x.y/a\\_b~c--d?e=%20", true).unwrap();
        assert_eq!(url.words(), "https://x.y/a_b~c--d?e=%20");
    }
}
