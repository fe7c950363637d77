//! Terms of the glossary that an article uses and never links. Takes the glossary; gives a hint at the first use. Knows
//! nothing of the other rules.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::TermKey;
use crate::library::glossary::Glossary;
use crate::library::line::{Line, LineKind};
use crate::library::phrase::{Phrase, Phrases};
use crate::library::wording::text::Text;
use crate::source::Span;

/// The terms, to be looked for.
pub(crate) struct Terms<'a> {
    phrases: Phrases<(&'a TermKey, &'a str)>,
}

impl<'a> Terms<'a> {
    /// A term is found as it is written and with an `s` behind it.
    pub(crate) fn new(glossary: &'a Glossary) -> Terms<'a> {
        let forms = glossary.terms.iter().flat_map(|term| {
            let what = (&term.key, term.words.as_str());
            [term.words.clone(), format!("{}s", term.words)]
                .into_iter()
                .filter_map(move |words| Some((Phrase::parse(&words)?, what)))
        });
        Terms { phrases: forms.collect() }
    }

    /// Adds a hint for every term that the article's text uses and that no place of it links.
    pub(crate) fn unlinked<'p>(&self, lines: &[(Line<'p>, Text<'p>)], found: &mut Diagnostics) {
        let linked: BTreeSet<&TermKey> =
            lines.iter().flat_map(|(_, text)| text.terms.iter().map(|(_, key)| *key)).collect();
        let mut used: Vec<(&TermKey, &str, Span)> = Vec::new();
        for (_, text) in lines.iter().filter(|(line, _)| line.kind != LineKind::Heading) {
            let mut after = 0;
            for (place, _, (key, words)) in self.phrases.find(&text.text, &text.tokens) {
                // "Secure base" is one term, and no use of "secure"; a link holds no other link.
                let mut taken = text.terms.iter().map(|(term, _)| term).chain(&text.links);
                let inside = place.start < after
                    || taken.any(|taken| taken.start < place.end && place.start < taken.end);
                after = after.max(place.end);
                if let Some(span) = text.span(&place).filter(|_| !inside)
                    && !used.iter().any(|(other, _, _)| other == key)
                {
                    used.push((key, words, span));
                }
            }
        }
        for (_, words, span) in used.iter().filter(|(key, _, _)| !linked.contains(key)) {
            let message = format!("the article uses the term `{words}` and never links it");
            let help = format!("write `[{words}][]` here");
            found.add(Diagnostic::hint("unlinked-term", *span, message).help(help));
        }
    }
}
