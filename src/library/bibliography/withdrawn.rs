//! Titles that say what their entries do not: publishers and databases write "RETRACTED:" before the title of a retracted
//! work, and reference managers keep it. Takes the entries; gives a warning for each.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::bibliography::draft::{Draft, Slot};
use crate::library::bibliography::source::Standing;

/// What may stand between the word and its colon or bracket.
const WORKS: [&str; 5] = ["", "article", "chapter", "paper", "study"];

/// Warns of each title that calls its work retracted where the entry does not.
pub fn check(drafts: &[Draft], diagnostics: &mut Diagnostics) {
    for draft in drafts.iter().filter(|draft| draft.standing != Standing::Retracted) {
        let Some(title) = draft.values.get(&Slot::Title) else { continue };
        if says_so(&title.text.words().to_lowercase()) {
            let message = "the title says that this work was retracted, and its entry does not";
            let help = "write `pubstate = {retracted}` (in CSL-JSON `\"status\": \"retracted\"`), and take the word out \
                        of the title";
            diagnostics.add(Diagnostic::warning("retracted-title", title.span, message).help(help));
        }
    }
}

/// `retracted article: …`, `[retracted] …`, `… (retracted article. see …)`
fn says_so(title: &str) -> bool {
    let marked = |words: &str, ends: &[char]| {
        let after = words.strip_prefix("retracted").or_else(|| words.strip_prefix("withdrawn"))?;
        let end = after.find(ends)?;
        Some(WORKS.contains(&after[..end].trim()))
    };
    let mut brackets = title.match_indices(['[', '(']).map(|(at, _)| &title[at + 1..]);
    marked(title, &[':']) == Some(true)
        || brackets.any(|words| marked(words, &['.', ':', ']', ')']) == Some(true))
}
