//! Old links that would lead to what they never meant, since a browser keeps the id when a page moves.

use crate::diagnostic::Diagnostic;
use crate::library::lasting::{Inquiry, Line, Retired};
use crate::library::moves::Moves;
use crate::library::permalink::Permalink;
use crate::source::Span;

/// An old link that would lead where another one does, which has the same id and arrives on the same page.
pub(crate) fn with_other(
    inquiry: Inquiry<'_>,
    link: &Permalink,
    there: &Permalink,
    other: &Line,
) -> Diagnostic {
    let message = format!(
        "whoever follows `{link}` arrives at `{there}`, where another old link leads: a browser keeps the id when a page \
         moves"
    );
    let help = match other {
        Line::Moved(to) => format!("let both lead to one place: `\"{link}\" = \"{to}\"`"),
        Line::Retired(Retired { because, nearest: _ }) => {
            format!("let both be gone for one reason: `{because}`")
        }
    };
    Diagnostic::error("link-clash", said_at(inquiry, link, there), message).help(help)
}

/// Where it is said what became of a link that arrives at `there`.
fn said_at(inquiry: Inquiry<'_>, link: &Permalink, there: &Permalink) -> Span {
    let Moves { moved, gone } = &inquiry.past.moves;
    let said = moved.get(link).map(|moved| moved.span).or_else(|| gone.get(link).map(|gone| gone.span));
    said.or_else(|| inquiry.published_at(link))
        .or_else(|| inquiry.published.find(there).map(|place| place.span))
        .expect("a link is known from the register or from what is said of it")
}

/// An old link that would lead to what it never meant.
pub(crate) fn with_place(
    inquiry: Inquiry<'_>,
    link: &Permalink,
    there: &Permalink,
    to: Option<&Permalink>,
) -> Diagnostic {
    let id = there.fragment.as_deref().unwrap_or_default();
    let page = Permalink::to_page(there.page.clone());
    let meant = to.map_or(String::new(), |to| format!(" and not at `{to}`"));
    let message = format!(
        "whoever follows `{link}` arrives at `{there}`{meant}: a browser keeps `#{id}` when a page moves"
    );
    let help = format!(
        "give what has the id `{id}` on `{page}` another one, or let the old link lead there: `\"{link}\" = \"{there}\"`"
    );
    let diagnostic = Diagnostic::error("link-clash", said_at(inquiry, link, there), message).help(help);
    match inquiry.published.find(there) {
        Some(place) => diagnostic.related(place.span, "this has the id now"),
        None => diagnostic,
    }
}
