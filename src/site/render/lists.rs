//! The pages that list: bibliography, evidence and glossary.

use crate::library::claim::{Claim, ClaimTopic};
use crate::library::mention::Place;
use crate::library::permalink::{Page as Where, Permalink};
use crate::library::strength::Strength;
use crate::site::address::{Address, fragment};
use crate::site::bibliography_page::{BibliographyPage, Entry, Letter};
use crate::site::evidence_page::{self, EvidencePage, ShownClaim, ShownStrength};
use crate::site::glossary_page::{GlossaryPage, ShownTerm};
use crate::site::html::Html;
use crate::site::layout::{Link, Place as ShownPlace};
use crate::site::page::Page;
use crate::site::render::{Press, shown};
use crate::site::strength;
use crate::site::take::Format;

impl Press<'_> {
    pub(crate) fn bibliography(&self) -> Page {
        let (title, lead) = (self.words.say("bibliography"), self.words.say("bibliography-lead"));
        let mut letters: Vec<Letter> = Vec::new();
        for (key, entry) in self.references.all() {
            let letter = self.references.letter(key);
            let entry = self.entry(key, entry);
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.entries.push(entry),
                Some(_) | None => {
                    let id = format!("_{}", letter.to_lowercase());
                    letters.push(Letter { letter, id, entries: vec![entry] });
                }
            }
        }
        shown(BibliographyPage {
            layout: self.layout(Some(&title), &lead, Some(&Address::bibliography())),
            count: self.library.bibliography.len(),
            downloads: self.downloads(Address::sources),
            letters,
        })
    }

    fn entry(&self, key: &str, entry: Html) -> Entry {
        let source = self.library.catalog.source(key);
        let places = source.map_or(&[][..], |source| self.library.mentions.of_source(source));
        let claims = self.library.evidence.claims.iter();
        let resting = claims.filter(|claim| claim.sources.iter().any(|source| source.as_str() == key));
        Entry {
            id: key.to_owned(),
            was: self.was(&Address::bibliography(), key),
            entry,
            file: self.base.link(&Address::source(key, Format::Ris.ending())),
            claims: resting.map(|claim| self.claim_link(claim)).collect(),
            cited: self.places(places),
        }
    }

    fn claim_link(&self, claim: &Claim) -> Link {
        let link = self.base.link_to(&Address::evidence(), claim.key.as_str());
        Link { label: claim.statement.clone(), link }
    }

    fn places(&self, places: &[Place]) -> Vec<ShownPlace> {
        places.iter().map(|place| self.place(place)).collect()
    }

    pub(crate) fn evidence(&self) -> Page {
        let (title, lead) = (self.words.say("evidence"), self.words.say("evidence-lead"));
        let evidence = &self.library.evidence;
        let group = |id: &str, title: &str| {
            let claims = evidence.claims.iter().filter(|claim| claim.topic == id);
            evidence_page::ClaimTopic {
                id: if id.is_empty() { "_other".to_owned() } else { id.to_owned() },
                was: self.was(&Address::evidence(), id),
                title: title.to_owned(),
                claims: claims.map(|claim| self.claim(claim)).collect(),
            }
        };
        let mut topics: Vec<_> =
            evidence.topics.iter().map(|ClaimTopic { id, span: _, title }| group(id, title)).collect();
        topics.push(group("", &self.words.say("other-claims")));
        topics.retain(|topic| !topic.claims.is_empty());
        let mut layout = self.layout(Some(&title), &lead, Some(&Address::evidence()));
        if !topics.is_empty() {
            layout.scripts.push(self.asset("evidence.js"));
        }
        shown(EvidencePage {
            layout,
            count: evidence.claims.len(),
            strengths: Strength::ALL.map(|strength| self.strength(strength)).into(),
            topics,
        })
    }

    fn strength(&self, strength: Strength) -> ShownStrength {
        let claims = self.library.evidence.claims.iter().filter(|claim| claim.strength == strength);
        let claims = claims.map(|claim| Link {
            label: claim.statement.clone(),
            link: format!("#{}", fragment(claim.key.as_str())),
        });
        ShownStrength {
            name: strength.name(),
            bars: strength::bars(strength),
            word: self.words.say(strength::word(strength)),
            meaning: self.words.say(strength::meaning(strength)),
            opening: self.words.say(strength::opening(strength)),
            claims: claims.collect(),
        }
    }

    fn claim(&self, claim: &Claim) -> ShownClaim {
        let Claim { key, span: _, topic: _, statement, strength, sources, found, limits, quoted: _ } = claim;
        ShownClaim {
            id: key.to_string(),
            was: self.was(&Address::evidence(), key.as_str()),
            short: self
                .library
                .lasting
                .code(&Permalink::to_place(Where::Evidence, key.as_str()))
                .map(ToString::to_string),
            statement: Html::text(statement),
            strength: strength.name(),
            bars: strength::bars(*strength),
            sure: self.words.say(strength::word(*strength)),
            found: Some(Html::text(found)),
            limits: Some(Html::text(limits)),
            sources: sources.iter().map(|source| self.references.short(source)).collect(),
            used: self.places(self.library.mentions.of_claim(key)),
        }
    }

    pub(crate) fn glossary(&self) -> Page {
        let (title, lead) = (self.words.say("glossary"), self.words.say("glossary-lead"));
        let glossary = &self.library.glossary;
        let mut writer = self.writer(&title);
        let intro = writer.blocks(&glossary.intro);
        let mut terms = Vec::new();
        for term in &glossary.terms {
            terms.push(ShownTerm {
                id: term.key.to_string(),
                was: self.was(&Address::glossary(), term.key.as_str()),
                term: term.words.clone(),
                definition: writer.blocks(&term.meaning),
                used: self.places(self.library.mentions.of_term(&term.key)),
            });
        }
        let layout = self.layout(Some(&title), &lead, Some(&Address::glossary()));
        shown(GlossaryPage { layout, intro, terms })
    }
}
