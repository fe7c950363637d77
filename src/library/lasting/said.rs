//! What an author says of links that moved or are gone: an error for what is not true, contradicts something else, or leads
//! nowhere.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::lasting::{Fate, Inquiry, likeness};
use crate::library::moves::{FILE, Gone, Moved, Moves};
use crate::library::permalink::Permalink;
use crate::source::Span;

/// What is said of a link has to be true, and to lead somewhere.
pub(crate) fn check(inquiry: Inquiry<'_>, found: &mut Diagnostics) {
    let Moves { moved, gone } = &inquiry.past.moves;
    let published = inquiry.published;
    // What an article says of its own old names is checked with the other links.
    let is_said = |span: &Span| inquiry.sources.file(span.file).path == FILE;
    for (link, Moved { to, span }) in moved {
        if published.find(link).is_some() {
            if !is_said(span) || inquiry.is_replaced(*span, &link.page) {
                continue;
            }
            let message = format!("`{link}` is said to have moved and is there");
            let help = "take this line out, or give what stands there another id";
            found.add(Diagnostic::error("moved-and-there", *span, message).help(help));
            continue;
        }
        match inquiry.fate(link) {
            Fate::Here(_) if *link == Permalink::to_page(link.page.clone()) && link.page.is_list() => {
                let message = format!("`{link}` is said to have moved and is there");
                let help = "say of each thing that it listed where it is now";
                found.add(Diagnostic::error("moved-and-there", *span, message).help(help));
            }
            Fate::Here(_) | Fate::Gone(..) => {}
            Fate::Round => {
                let message = format!("the moves of `{link}` lead in a circle");
                let help = "let one of them lead to what is there";
                found.add(Diagnostic::error("move-loop", *span, message).help(help));
            }
            // A site that has not the built-in page has nothing to do with what became of its links.
            Fate::Lost(at) if inquiry.is_replaced(*span, &at.page) => {}
            Fate::Lost(at) => {
                let message = format!("`{link}` is said to have moved to `{to}`, which leads nowhere");
                let help = match likeness::nearest(published, &at) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("say where `{at}` is, or that it is gone"),
                };
                found.add(Diagnostic::error("move-to-nowhere", *span, message).help(help));
            }
        }
    }
    check_aliases(inquiry, found);
    for (link, Gone { because: _, span }) in gone {
        if published.find(link).is_some() && !inquiry.is_replaced(*span, &link.page) {
            let message = format!("`{link}` is said to be gone and is there");
            let help = "take this line out, or what stands there";
            found.add(Diagnostic::error("gone-and-there", *span, message).help(help));
        }
    }
}

/// What an article says of its old names and what is said of these elsewhere have to agree.
fn check_aliases(inquiry: Inquiry<'_>, found: &mut Diagnostics) {
    let Moves { moved, gone } = &inquiry.past.moves;
    for (link, Moved { to, span }) in &inquiry.past.aliases {
        // That two articles have the same old name is reported with their links.
        let other = moved.get(link).filter(|other| inquiry.sources.file(other.span.file).path == FILE);
        let other = other.filter(|other| inquiry.fate(&other.to) != inquiry.fate(to));
        let (said, elsewhere) = match (gone.get(link), other) {
            (Some(gone), _) => (gone.span, "to be gone".to_owned()),
            (None, Some(other)) => (other.span, format!("to have moved to `{}`", other.to)),
            (None, None) => continue,
        };
        let message = format!("`{link}` is an old name of `{to}`, but is said {elsewhere}");
        let diagnostic = Diagnostic::error("moved-twice", *span, message).related(said, "said here");
        found.add(diagnostic.help("take one of the two out"));
    }
}
