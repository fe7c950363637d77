//! What is there and not in the register yet: a hint for each page, for whoever checks a site before it is published.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::lasting::lost::command;
use crate::library::lasting::{Inquiry, Past};
use crate::library::permalink::Page;
use crate::library::published::Published;
use crate::source::{Sources, Span};

/// How many ids are named in one hint.
const NAMED: usize = 8;

/// The hints.
pub fn check(sources: &Sources, past: &Past, published: &Published) -> Diagnostics {
    let inquiry = Inquiry { sources, past, published };
    let mut pages: BTreeMap<&Page, (Span, Vec<String>)> = BTreeMap::new();
    for (link, place) in published.all().filter(|(link, _)| !inquiry.is_published(link)) {
        let (_, ids) = pages.entry(&link.page).or_insert((Span::start_of(place.span.file), Vec::new()));
        ids.push(link.fragment.as_ref().map_or_else(|| format!("`{link}`"), |id| format!("`#{id}`")));
    }
    let mut found = Diagnostics::default();
    let accept = command(sources, "accept --published YYYY-MM-DD");
    let help = format!("once they are published: `{accept}`");
    if past.register.is_empty() {
        if let Some((span, _)) = pages.values().next() {
            let message = "no link of this site is kept yet: whoever rewords a heading may break those that were shared";
            found.add(Diagnostic::hint("no-register", *span, message).help(help));
        }
        return found;
    }
    for (page, (span, ids)) in pages {
        let shown = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = ids.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let message = format!("new links of `{page}`, not in the register yet: {shown}{more}");
        found.add(Diagnostic::hint("new-links", span, message).help(&help));
    }
    found
}
