//! How a sentence opens, held against the strength of what it cites. Takes the openings of the settings and the claims;
//! gives a diagnostic where a sentence sounds surer than its evidence. Knows nothing of the other rules.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::catalog::ClaimKey;
use crate::library::claim::Evidence;
use crate::library::phrase::{Phrase, Phrases};
use crate::library::prose::{Citation, Cited};
use crate::library::rules::Rules;
use crate::library::strength::Strength;
use crate::library::wording::text::Text;

/// What may be said of which claim.
pub(crate) struct Strengths<'a> {
    openings: Phrases<Strength>,
    written: &'a [(Phrase, Strength)],
    claims: BTreeMap<&'a ClaimKey, Strength>,
}

impl<'a> Strengths<'a> {
    pub(crate) fn new(rules: &'a Rules, evidence: &'a Evidence) -> Strengths<'a> {
        Strengths {
            openings: rules.openings.iter().cloned().collect(),
            written: &rules.openings,
            claims: evidence.claims.iter().map(|claim| (&claim.key, claim.strength)).collect(),
        }
    }

    /// The words between one citation and the next are what the next one answers for.
    pub(crate) fn check(&self, text: &Text<'_>, found: &mut Diagnostics) {
        for sentence in &text.sentences {
            let mut from = sentence.place.start;
            for (at, citation) in &sentence.citations {
                let part = from..(*at).clamp(from, sentence.place.end.max(from));
                from = part.end;
                let Some((claim, strength)) = self.weakest(citation) else { continue };
                let first = text.tokens.partition_point(|token| token.place().start < part.start);
                let end = text.tokens.partition_point(|token| token.place().end <= part.end).max(first);
                for (place, phrase, least) in self.openings.find(&text.text, &text.tokens[first..end]) {
                    if let Some(span) = text.span(&place).filter(|_| *least > strength) {
                        let message = format!(
                            "“{}” claims more than the evidence: `{claim}` is `{}`",
                            phrase.as_str(),
                            strength.name()
                        );
                        let help = match self
                            .written
                            .iter()
                            .filter(|(_, least)| *least == strength)
                            .collect::<Vec<_>>()
                        {
                            fitting if fitting.is_empty() => "say it less surely".to_owned(),
                            fitting => {
                                let fitting: Vec<String> = fitting
                                    .iter()
                                    .map(|(phrase, _)| format!("“{}”", phrase.as_str()))
                                    .collect();
                                format!("write {}", fitting.join(" or "))
                            }
                        };
                        found.add(
                            Diagnostic::warning("claims-too-much", span, message)
                                .related(citation.span, "cited here")
                                .help(help),
                        );
                    }
                }
            }
        }
    }

    fn weakest(&self, citation: &Citation) -> Option<(ClaimKey, Strength)> {
        citation
            .items
            .iter()
            .filter_map(|item| match &item.cited {
                Cited::Claim(claim) => self.claims.get(claim).map(|strength| (claim.clone(), *strength)),
                Cited::Source(_) => None,
            })
            .min_by_key(|(_, strength)| *strength)
    }
}
