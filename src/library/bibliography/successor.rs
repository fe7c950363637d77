//! Works that took the place of others. Takes what the entries name, and all works; tells of keys that are none, and of works
//! that took each other's place in a circle.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::bibliography::draft::{Draft, Slot};
use crate::library::bibliography::source::Source;
use crate::source::Span;

/// Where each work names its successor: by its key.
pub fn named(drafts: &[Draft]) -> BTreeMap<String, Span> {
    let named = drafts.iter().filter_map(|draft| {
        let value = draft.values.get(&Slot::Successor)?;
        Some((draft.key.clone(), value.span))
    });
    named.collect()
}

/// Every successor is a work, and the way along them ends.
pub fn check(works: &[Source], named: BTreeMap<String, Span>, diagnostics: &mut Diagnostics) {
    let next: BTreeMap<&str, Option<&str>> =
        works.iter().map(|work| (work.key.as_str(), work.superseded_by.as_deref())).collect();
    for work in works {
        let (Some(newer), Some(span)) = (&work.superseded_by, named.get(&work.key)) else { continue };
        if !next.contains_key(newer.as_str()) {
            let message = format!("no source has the key `{newer}`");
            let near = nearest(newer, next.keys().copied());
            let help = match near {
                _ if newer.contains([',', ';', ' ']) => {
                    "one work takes the place of another: name the newest, `superseded-by = {key}`".to_owned()
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the key of the newer entry: `superseded-by = {key}`".to_owned(),
            };
            diagnostics.add(Diagnostic::error("unknown-successor", *span, message).help(help));
        } else if comes_back(&next, &work.key) {
            let message = format!("`{}` was superseded by `{newer}`, and that leads back to it", work.key);
            let help = "only the older one names the newer one";
            diagnostics.add(Diagnostic::error("successor-loop", *span, message).help(help));
        }
    }
}

/// True when the way from a work leads to it again.
fn comes_back(next: &BTreeMap<&str, Option<&str>>, start: &str) -> bool {
    let mut at = start;
    // No work was superseded a hundred times.
    for _ in 0..next.len().min(100) {
        match next.get(at).copied().flatten() {
            Some(newer) if newer == start => return true,
            Some(newer) => at = newer,
            None => return false,
        }
    }
    false
}
