//! The mark of a claim: how sure we are, with the names behind it for who asks.

use crate::library::citation::Mode;
use crate::library::claim::Claim;
use crate::site::address::{Address, fragment};
use crate::site::cite::{Cite, Piece, text};
use crate::site::html::Html;
use crate::site::marks::{Listed, Marks};
use crate::site::references::{claim_id, unbracketed};
use crate::site::strength;

/// A mark names all of its sources up to this number.
const MOST_NAMES: usize = 3;
/// Of more than that it names so many.
const NAMES_OF_MANY: usize = 2;

impl Marks<'_> {
    /// A quiet mark that shows how sure the weakest of the claims is, with the names behind it for who asks. The blank
    /// before it is the stylesheet's, so that none is left where a reader hides the marks.
    pub(crate) fn claim_mark(&mut self, claims: &[&Claim], cites: &[Cite], section: &str, out: &mut Html) {
        let weakest = claims.iter().min_by_key(|claim| claim.strength).expect("a claim's mark has a claim");
        let id = self.next_id();
        let pieces = self.references.style().in_words(Mode::Bracketed, cites);
        let link = match self.claims {
            Listed::Here => format!("#{}", fragment(&claim_id(weakest.key.as_str()))),
            Listed::Elsewhere => self.references.base().link_to(&Address::evidence(), weakest.key.as_str()),
        };
        out.push_tag("<span class=\"mark\"");
        out.push_attribute("id", &id);
        out.push_tag("><a class=\"sure\"");
        out.push_attribute("href", &link);
        out.push_attribute("aria-label", &self.label(weakest, &pieces));
        if claims.len() > 1 {
            let keys: Vec<&str> = claims.iter().map(|claim| claim.key.as_str()).collect();
            out.push_attribute("data-claim", &keys.join(" "));
        }
        out.push_tag(">");
        out.push(&strength::bars(weakest.strength));
        out.push_tag("</a>");
        if !cites.is_empty() {
            out.push_tag("<span class=\"names\"> ");
            for piece in &pieces {
                match piece {
                    Piece::Text(text) => out.push_text(text),
                    Piece::Cite { item, runs } => self.name(cites[*item].source, None, runs, out),
                }
            }
            out.push_tag("</span>");
        }
        out.push_tag("</span>");
        for source in cites.iter().map(|cite| cite.source) {
            self.number(source);
            self.remember(source, &id, section);
        }
    }

    /// How sure, and who says so: the first of many, for it is read out at the end of every sentence.
    fn label(&self, claim: &Claim, pieces: &[Piece]) -> String {
        let words = self.references.words();
        let strength = words.say(strength::word(claim.strength));
        let places = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, Piece::Cite { .. }));
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        if places.len() <= MOST_NAMES {
            let names = text(pieces);
            return if names.is_empty() { strength } else { format!("{strength}: {}", unbracketed(&names)) };
        }
        let shown = text(&pieces[..=places[NAMES_OF_MANY - 1]]);
        let names = format!("{strength}: {}", shown.trim_start_matches('('));
        words.with("and-more", &[("names", names.into()), ("count", (places.len() - NAMES_OF_MANY).into())])
    }
}
