//! The ids of a file's headings, written out. Takes the file as it lies on the disk and what is known of the site; gives its
//! text with `{#id}` behind every heading that had none, every other byte as it was. Knows nothing of the disk.

use std::fmt;

use crate::diagnostic::Diagnostics;
use crate::library::front_matter;
use crate::library::line::LineKind;
use crate::library::markdown::{Context, braces, parse};
use crate::library::prose::{Heading, plain};
use crate::library::section::Anchor;
use crate::source::plain_text;

/// A file with its ids written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The whole file, to be written as it is.
    pub text: String,
    /// The ids that were written, in the order of the file; empty when every heading had its own.
    pub ids: Vec<Anchor>,
}

/// Why a file is to be left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinError {
    /// It is not the file that was compiled.
    Changed,
    /// A heading has an id already, which was refused.
    Refused {
        /// Its line.
        line: usize,
        /// What it says.
        words: String,
    },
    /// With an id behind it, a heading would not be what it was.
    NotKept {
        /// Its line.
        line: usize,
        /// What it says.
        words: String,
    },
}

impl fmt::Display for PinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PinError::Changed => f.write_str("the file was changed after it was read"),
            PinError::Refused { line, words } => {
                write!(f, "line {line}: the heading “{words}” has an id that cannot be taken; mend it first")
            }
            PinError::NotKept { line, words } => {
                write!(
                    f,
                    "line {line}: an id behind the heading “{words}” would change the page; write it by hand"
                )
            }
        }
    }
}

impl std::error::Error for PinError {}

/// Writes the id in use behind every heading of an article or page that has none. `raw` is the file as it lies on the
/// disk: with its byte order mark and its line ends. The result was read again, and every heading had the same id.
///
/// # Errors
/// When `raw` is not the file of the context, or when the result would not read as the file did.
pub fn pin(raw: &str, context: Context<'_>) -> Result<Pinned, PinError> {
    let text = context.sources.file(context.file).text();
    if plain_text(raw) != text {
        return Err(PinError::Changed);
    }
    let before = Read::of(context);
    let mut pieces: Vec<Piece> = Vec::new();
    for head in before.heads.iter().filter(|head| !head.heading.named) {
        pieces.push(Piece::behind(text, head)?);
    }
    pieces.sort_by_key(|piece| piece.at);
    let pinned = with(raw, &pieces);
    let sources = context.sources.with_text(context.file, &pinned);
    let after = Read::of(Context { sources: &sources, ..context });
    match before.first_lost(&after) {
        Some(Head { line, heading }) => Err(PinError::NotKept { line: *line, words: plain(&heading.words) }),
        None => Ok(Pinned { text: pinned, ids: pieces.into_iter().map(|piece| piece.anchor).collect() }),
    }
}

/// A heading and its line.
struct Head {
    line: usize,
    heading: Heading,
}

/// What a reader and the check make of a file.
struct Read {
    heads: Vec<Head>,
    lines: Vec<(LineKind, String)>,
    faults: usize,
}

impl Read {
    fn of(context: Context<'_>) -> Read {
        let mut found = Diagnostics::default();
        let (_, start) = front_matter::parse(context.sources, context.file, &mut found);
        let mut read = Read { heads: Vec::new(), lines: Vec::new(), faults: 0 };
        // Without a header nothing of the file is text.
        if start == 0 {
            return read;
        }
        let prose = parse(context, start, &mut found);
        read.faults = found.iter().count();
        let file = context.sources.file(context.file);
        prose.each_line(&mut |line| {
            read.lines.push((line.kind, plain(line.words)));
            if let (LineKind::Heading, Some(heading)) = (line.kind, line.section) {
                let (line, _) = file.place(heading.span.start);
                read.heads.push(Head { line, heading: heading.clone() });
            }
        });
        read
    }

    /// The first heading that `after` has not as it is here, now with an id that is written.
    fn first_lost(&self, after: &Read) -> Option<&Head> {
        let same = |old: &Heading, new: &Heading| {
            let Heading { span: _, level, anchor, named: _, words, fold, quoted } = old;
            (*level, anchor, plain(words), *fold, *quoted)
                == (new.level, &new.anchor, plain(&new.words), new.fold, new.quoted)
                && new.named
        };
        let kept = |(number, head): &(usize, &Head)| {
            after.heads.get(*number).is_some_and(|new| same(&head.heading, &new.heading))
        };
        let lost = self.heads.iter().enumerate().find(|head| !kept(head)).map(|(_, head)| head);
        let rest = self.lines == after.lines && self.faults >= after.faults;
        lost.or_else(|| if rest { None } else { self.heads.iter().find(|head| !head.heading.named) })
    }
}

/// Letters to be put into the file's text before the byte `at`.
struct Piece {
    at: usize,
    letters: String,
    anchor: Anchor,
}

impl Piece {
    fn behind(text: &str, Head { line, heading }: &Head) -> Result<Piece, PinError> {
        let Heading { span, anchor, .. } = heading;
        let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
        let source = &text[span.start..end];
        let (at, letters) = match braces::inside(source) {
            Some(inside) => {
                if braces::parts(source, inside.clone()).iter().any(|(_, part)| part.starts_with('#')) {
                    return Err(PinError::Refused { line: *line, words: plain(&heading.words) });
                }
                let gap = if source[inside.clone()].starts_with([' ', '\t']) { "" } else { " " };
                (inside.start, format!("#{anchor}{gap}"))
            }
            None => (braces::end_of_words(source), format!(" {{#{anchor}}}")),
        };
        Ok(Piece { at: span.start + at, letters, anchor: anchor.clone() })
    }
}

/// The raw text with the pieces in it, whose places are those in the plain text, in their order.
fn with(raw: &str, pieces: &[Piece]) -> String {
    let body = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    let mut out = raw[..raw.len() - body.len()].to_owned();
    let mut pieces = pieces.iter().peekable();
    let mut letters = body.chars().peekable();
    let mut at = 0;
    while let Some(letter) = letters.next() {
        while let Some(piece) = pieces.next_if(|piece| piece.at <= at) {
            out.push_str(&piece.letters);
        }
        out.push(letter);
        // `\r\n` is one letter of the plain text.
        if letter != '\r' || letters.peek() != Some(&'\n') {
            at += letter.len_utf8();
        }
    }
    out.extend(pieces.map(|piece| piece.letters.as_str()));
    out
}
