//! What became of links that were published: `links.toml`, where `attune links moved` and `attune links gone` write, and
//! an author may. Takes the file; gives [`Moves`], and the file's text with one line more. Knows nothing of what exists.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table, TableLike, value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::permalink::Permalink;
use crate::library::record::{Placed, Record};
use crate::source::{FileId, Sources, Span};

/// The name of the file in a site's folder.
pub const FILE: &str = "links.toml";

/// What stands at the head of a new file.
const HEAD: &str = "\
# What became of links that were published. `attune links moved` and `attune links gone` write here; so may you.

";

/// A link that leads elsewhere now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where to.
    pub to: Permalink,
    /// Where the file says so.
    pub span: Span,
}

/// A link that leads nowhere any more, on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Why, as readers are told.
    pub because: String,
    /// Where the file says so.
    pub span: Span,
}

/// What became of links.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    /// The links that moved.
    pub moved: BTreeMap<Permalink, Moved>,
    /// The links that were retired.
    pub gone: BTreeMap<Permalink, Gone>,
}

impl Moves {
    /// Reads the files, the uppermost first; what it says of a link counts.
    pub fn read(sources: &Sources, files: &[FileId], found: &mut Diagnostics) -> Moves {
        let mut moves = Moves::default();
        for file in files {
            let Moves { moved, gone } = layer(sources, *file, found);
            let known: Vec<Permalink> = moves.moved.keys().chain(moves.gone.keys()).cloned().collect();
            moves.moved.extend(moved.into_iter().filter(|(link, _)| !known.contains(link)));
            moves.gone.extend(gone.into_iter().filter(|(link, _)| !known.contains(link)));
        }
        moves
    }
}

fn layer(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Moves {
    let mut record = Record::parse(sources.file(file).text(), file, 0, FILE, found);
    let mut moves = Moves::default();
    for (from, to) in record.named_texts("moved", found) {
        if let (Some(link), Some(to)) = (link(&from, found), link(&to, found)) {
            if link.fragment.is_none() && to.fragment.is_some() {
                let help = "name the page alone; where its sections went is said one by one";
                let message = "a whole page can only move to a whole page";
                found.add(Diagnostic::error("bad-permalink", from.span, message).help(help));
            }
            moves.moved.insert(link, Moved { to, span: from.span });
        }
    }
    for (from, because) in record.named_texts("gone", found) {
        let Some(link) = link(&from, found) else { continue };
        if because.value.trim().is_empty() {
            let help = "write in one sentence why, for whoever follows the link";
            found.add(Diagnostic::error("empty-field", because.span, "this reason says nothing").help(help));
        }
        if let Some(moved) = moves.moved.remove(&link) {
            let message = format!("`{link}` has moved and is gone");
            found.add(
                Diagnostic::error("moved-and-gone", from.span, message)
                    .related(moved.span, "moved here")
                    .help("take one of the two lines out"),
            );
        }
        moves.gone.insert(link, Gone { because: because.value, span: from.span });
    }
    record.finish(found);
    moves
}

fn link(text: &Placed<String>, found: &mut Diagnostics) -> Option<Permalink> {
    let link = Permalink::parse(&text.value);
    if link.is_none() {
        let message = format!("`{}` names no place of a site", text.value);
        let help = match Permalink::understand(&text.value, |_| true) {
            Some(near) => format!("write `{near}`"),
            None => "write `articles/NAME#ID`, `pages/NAME#ID`, `glossary#TERM`, `evidence#CLAIM` or \
                     `bibliography#KEY`"
                .to_owned(),
        };
        found.add(Diagnostic::error("bad-permalink", text.span, message).help(help));
    }
    link
}

/// The text of the file with a move more; what else stands there stays, comments too. A line on the same link is
/// replaced. Nothing when `text` is not TOML.
pub fn with_moved(text: &str, from: &Permalink, to: &Permalink) -> Option<String> {
    with(text, "moved", from, &to.to_string())
}

/// The text of the file with a link more that is gone, under the same rules.
pub fn with_gone(text: &str, link: &Permalink, because: &str) -> Option<String> {
    with(text, "gone", link, because)
}

fn with(text: &str, name: &str, from: &Permalink, says: &str) -> Option<String> {
    let new = format!("{HEAD}[{name}]\n");
    let mut document: DocumentMut = if text.trim().is_empty() { &new } else { text }.parse().ok()?;
    for other in ["moved", "gone"] {
        if let Some(table) = document.get_mut(other).and_then(Item::as_table_like_mut) {
            table.remove(&from.to_string());
        }
    }
    let table: &mut dyn TableLike =
        document.entry(name).or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    table.insert(&from.to_string(), value(says));
    table.sort_values();
    let (mark, lines) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let new = document.to_string();
    let new = new.strip_prefix('\u{feff}').unwrap_or(&new).replace("\r\n", "\n");
    let new = if lines.contains("\r\n") { new.replace('\n', "\r\n") } else { new };
    Some(format!("{mark}{new}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str) -> Permalink {
        Permalink::parse(text).expect(text)
    }

    #[test]
    fn a_line_is_added_and_nothing_else_is_touched() {
        let first = with_moved("", &link("articles/b#y"), &link("articles/c#y")).expect("TOML");
        assert_eq!(first, format!("{HEAD}[moved]\n\"articles/b#y\" = \"articles/c#y\"\n"));
        let first = first.replace("[moved]\n", "[moved]\n# Told by Ann.\n");
        let second = with_moved(&first, &link("articles/a#x"), &link("glossary#x")).expect("TOML");
        let third = with_gone(&second, &link("articles/d"), "It was \"wrong\".").expect("TOML");
        assert_eq!(
            third,
            format!(
                "{HEAD}[moved]\n\"articles/a#x\" = \"glossary#x\"\n# Told by Ann.\n\"articles/b#y\" = \
                 \"articles/c#y\"\n\n[gone]\n\"articles/d\" = 'It was \"wrong\".'\n"
            )
        );
    }

    #[test]
    fn what_is_said_later_of_a_link_takes_the_place_of_what_was_said() {
        let first = with_gone("", &link("articles/a#x"), "Out of date.").expect("TOML");
        let second = with_moved(&first, &link("articles/a#x"), &link("articles/b")).expect("TOML");
        assert_eq!(second, format!("{HEAD}[gone]\n\n[moved]\n\"articles/a#x\" = \"articles/b\"\n"));
    }

    #[test]
    fn windows_line_ends_and_a_mark_at_the_start_stay() {
        let text = "\u{feff}# Ours.\r\n[moved]\r\n\"articles/a\" = \"articles/c\"\r\n";
        let more = with_moved(text, &link("articles/b"), &link("articles/c")).expect("TOML");
        assert_eq!(more, format!("{text}\"articles/b\" = \"articles/c\"\r\n"));
    }

    #[test]
    fn what_is_not_toml_is_left_alone() {
        assert_eq!(with_gone("moved = [", &link("articles/a"), "x"), None);
        assert_eq!(with_gone("gone = 3", &link("articles/a"), "x"), None);
    }
}
