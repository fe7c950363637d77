//! What stands in braces: the marks behind a heading, `{#id .fold}`, and braces that became none. Takes a heading's place
//! or a whole text; gives a diagnostic for everything that would be lost, cut or shown to readers. Knows nothing of what a
//! mark does.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::line::{LineKind, each_inline_of};
use crate::library::markdown::Context;
use crate::library::prose::{Inline, Prose};
use crate::library::section::instead;
use crate::source::Span;

/// The marks that a heading can have beside its id.
const MARKS: [&str; 2] = [".fold", ".quoted"];

/// What the parser passes over at the end of a heading.
const BLANKS: [char; 3] = [' ', '\t', '\n'];

/// Where the words of a heading end, with its closing hashes and without the blanks behind them: `source` is the whole
/// heading, with the line under it if it is an underlined one.
pub fn end_of_words(source: &str) -> usize {
    let source = source.trim_end_matches(BLANKS);
    source.rfind('\n').map_or(source, |at| &source[..at]).trim_end_matches(BLANKS).len()
}

/// The range inside the braces behind a heading, by the parser's own rule: the last ones, with nothing after them, on one
/// line, without `\`, `<` and `>`.
pub fn inside(source: &str) -> Option<Range<usize>> {
    let words = source[..end_of_words(source)].strip_suffix('}')?;
    let open = words.rfind(|c| "{}<>\\\n".contains(c)).filter(|at| words[*at..].starts_with('{'))?;
    Some(open + 1..words.len())
}

/// The parts of what stands inside the braces, each with its place in `source`.
pub fn parts(source: &str, inside: Range<usize>) -> Vec<(Range<usize>, &str)> {
    let mut at = inside.start;
    let mut parts = Vec::new();
    for part in source[inside].split(|c: char| c.is_ascii_whitespace()) {
        if !part.is_empty() {
            parts.push((at..at + part.len(), part));
        }
        at += part.len() + 1;
    }
    parts
}

/// True when the braces behind the heading at `heading` are those of the citation that ends it, `[@key]{.retracted}`; the
/// parser takes them for the heading's.
pub(crate) fn retracts(context: Context<'_>, heading: Span, words: &mut [Inline]) -> bool {
    let source = context.sources.slice(heading);
    let (Some(inside), Some(Inline::Citation(citation))) = (inside(source), words.last_mut()) else {
        return false;
    };
    let end = heading.start + inside.end + 1;
    let touches = citation.span.end == heading.start + inside.start - 1;
    if !touches || source[inside].trim() != ".retracted" {
        return false;
    }
    citation.span.end = end;
    citation.retracted = true;
    true
}

/// Everything in the braces behind the heading at `heading` that the parser would pass over or cut.
pub(crate) fn check_marks(context: Context<'_>, heading: Span, found: &mut Diagnostics) {
    let source = context.sources.slice(heading);
    let Some(inside) = inside(source) else { return };
    let place = |range: Range<usize>| context.span(heading.start + range.start..heading.start + range.end);
    let whole = place(inside.start - 1..inside.end + 1);
    if is_escaped(source, inside.start - 1) {
        let message = "a backslash before the first brace alone does not show them";
        let help = "write `\\{` and `\\}`, or take the backslash out";
        found.add(Diagnostic::error("stray-braces", whole, message).help(help));
        return;
    }
    let parts = parts(source, inside);
    let ids: Vec<&str> = parts.iter().filter_map(|(_, part)| part.strip_prefix('#')).collect();
    let plain = |part: &str| !part.starts_with(['#', '.']) && !part.contains('=');
    let words: Vec<&str> = parts.iter().map(|(_, part)| *part).filter(|part| plain(part)).collect();
    if parts.is_empty() {
        let help = "write an id, `{#going-out}`, or take the braces out";
        found.add(Diagnostic::error("unknown-mark", whole, "there is nothing in these braces").help(help));
    }
    match ids.as_slice() {
        [] => {}
        [id] if words.is_empty() && !id.is_empty() => {
            if let Some(mark) = MARKS.iter().find(|mark| id.ends_with(*mark)) {
                let message = format!("`{mark}` would be a part of the id");
                let help = format!("write `{{#{} {mark}}}`", &id[..id.len() - mark.len()]);
                found.add(Diagnostic::error("bad-id", whole, message).help(help));
            }
        }
        [id] => {
            let message = if words.is_empty() { "this `#` names no id" } else { "an id holds no blanks" };
            let help = match format!("{id} {}", words.join(" ")) {
                all if all.trim().is_empty() => "write an id, `{#going-out}`, or take the `#` out".to_owned(),
                all => format!("write `{{#{}}}`", instead(&all)),
            };
            found.add(Diagnostic::error("bad-id", whole, message).help(help));
        }
        [first, ..] => {
            let all = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ");
            let message = format!("a heading has one id, not {all}");
            let help = format!("keep the one that links lead to: `{{#{}}}`", instead(first));
            found.add(Diagnostic::error("bad-id", whole, message).help(help));
        }
    }
    for (range, part) in &parts {
        let (message, help) = if part.starts_with('.') && !MARKS.contains(part) {
            let help = "write `{.fold}` for a section that is closed until it is opened, `{.quoted}` for one that \
                        repeats what others say";
            (format!("a heading has no mark `{part}`"), help.to_owned())
        } else if !part.starts_with(['#', '.']) && part.contains('=') {
            let help = "write `{#id}` for the section's id";
            ("a heading takes no `name=value`".to_owned(), help.to_owned())
        } else if plain(part) && ids.is_empty() {
            let id = instead(&words.join(" "));
            let help = format!("write `{{#{id}}}` for the section's id; `\\{{` and `\\}}` show the signs");
            (format!("a heading has no mark `{part}`"), help)
        } else {
            continue;
        };
        found.add(Diagnostic::error("unknown-mark", place(range.clone()), message).help(help));
    }
}

/// Braces among the words, which readers would see: any in a heading, what looks like a heading's mark elsewhere.
pub(crate) fn check_words(context: Context<'_>, prose: &Prose, found: &mut Diagnostics) {
    prose.each_line(&mut |line| {
        let heading = line.kind == LineKind::Heading;
        let mut told = false;
        each_inline_of(line.words, None, &mut |_, inline| {
            let Inline::Text(span, words) = inline else { return };
            if told || context.sources.slice(*span) != words {
                return;
            }
            let Some(place) = stray(context, *span, heading) else { return };
            told = true;
            found.add(if heading {
                let help = "marks stand in one pair of braces at the very end, `## Words {#id .fold}`; `\\{` and `\\}` \
                            show the signs";
                let message = "these braces are no mark of the heading, and readers would see them";
                Diagnostic::error("stray-braces", place, message).help(help)
            } else if context.sources.slice(place).contains(".retracted") {
                let help = "write `{.retracted}` right behind a citation, without a blank: `[@key]{.retracted}`";
                let message = "these braces stand behind no citation, and readers will see them";
                Diagnostic::warning("stray-braces", place, message).help(help)
            } else {
                let help = "put them behind the words of a heading, or take them out; `\\{` and `\\}` show the signs";
                let message = "only a heading takes a mark, and readers will see these braces";
                Diagnostic::warning("stray-braces", place, message).help(help)
            });
        });
    });
}

/// The first braces in the words at `span` that nobody escaped.
fn stray(context: Context<'_>, span: Span, heading: bool) -> Option<Span> {
    let file = context.sources.file(span.file).text();
    let braces = file[span.start..span.end].match_indices(['{', '}']).map(|(at, _)| span.start + at);
    braces.filter(|at| !is_escaped(file, *at)).find_map(|at| {
        let line = file[at..].lines().next().unwrap_or_default();
        let close = line.find('}').map(|end| &line[..=end]);
        let is_mark = |shown: &str| {
            let inner = shown.trim_start_matches('{').trim_end_matches('}').trim();
            let is_id = inner.strip_prefix('#').is_some_and(|id| !id.is_empty());
            is_id || inner == ".retracted" || MARKS.contains(&inner)
        };
        let shown = close.unwrap_or(&line[..1]);
        (heading || (shown.starts_with('{') && is_mark(shown))).then(|| context.span(at..at + shown.len()))
    })
}

/// True when an odd number of backslashes stands before the byte `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}
