//! The pages that list: bibliography, evidence and glossary.

use askama::Template;

use crate::library::bibliography::source::{Date, Source, Text, Until};
use crate::library::claim::{Claim, ClaimTopic};
use crate::library::mention::Place;
use crate::library::permalink::{Page as Where, Permalink};
use crate::library::strength::Strength;
use crate::site::address::{Address, doi_link, fragment, outside_link};
use crate::site::bibliography_page::{BibliographyPage, Choice, Entry, Identifier, Letter, Resting, Slots};
use crate::site::evidence_page::{self, EvidencePage, ShownClaim, ShownStrength};
use crate::site::glossary_page::{GlossaryPage, ShownTerm};
use crate::site::html::Html;
use crate::site::layout::{Link, Place as ShownPlace};
use crate::site::page::Page;
use crate::site::render::{Press, shown};
use crate::site::sieve::{Entry as Sought, Sieve, Slot, folded, words_of};
use crate::site::strength;
use crate::site::take::Format;
use crate::site::take::coins::coins;
use crate::site::words::Words;

impl Press<'_> {
    /// The bibliography, with what a reader may look for in it.
    pub fn sieve(&self) -> Sieve {
        let (title, lead) = (self.words.say("bibliography"), self.words.say("bibliography-lead"));
        let mut letters: Vec<Letter> = Vec::new();
        let mut known = Vec::new();
        for number in self.references.style().order().iter().copied() {
            let source = &self.library.bibliography[number];
            let letter = self.references.letter(&source.key);
            let (entry, sought) = self.entry(number, known.len());
            known.push(sought);
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.entries.push(entry),
                Some(_) | None => {
                    let id = format!("_{}", letter.to_lowercase());
                    letters.push(Letter { letter, id, shown: String::new(), entries: vec![entry] });
                }
            }
        }
        let mut first = 0;
        for letter in &mut letters {
            let next = first + letter.entries.len();
            letter.shown = Slot::With(first..next).mark();
            first = next;
        }
        let mut layout = self.layout(Some(&title), &lead, Some(&Address::bibliography()));
        layout.scripts.push(self.asset("bibliography.js"));
        let page = BibliographyPage {
            layout,
            count: known.len(),
            downloads: self.downloads(Address::sources),
            strengths: Strength::ALL
                .into_iter()
                .filter(|strength| known.iter().any(|entry| entry.strengths.contains(strength)))
                .map(|strength| Choice {
                    name: strength.name(),
                    chosen: Html::text(&Slot::Chosen(strength).mark()),
                    bars: strength::bars(strength),
                    word: self.words.say(strength::word(strength)),
                })
                .collect(),
            slots: Slots {
                words: Slot::Words.mark(),
                from: Slot::From.mark(),
                until: Slot::Until.mark(),
                count: Slot::Count.mark(),
                asked: Slot::Asked.mark(),
                unasked: Slot::Unasked.mark(),
                found: Slot::Found.mark(),
                end: Slot::End.mark(),
            },
            all: self.base.link(&Address::bibliography()),
            letters,
        };
        Sieve::new(&page.render().expect("a template of finished fields can be written"), known)
    }

    fn entry(&self, number: usize, place: usize) -> (Entry, Sought) {
        let source = &self.library.bibliography[number];
        let key = source.key.as_str();
        let known = self.library.catalog.source(key);
        let places = known.map_or(&[][..], |source| self.library.mentions.of_source(source));
        let claims = self.library.evidence.claims.iter();
        let resting: Vec<&Claim> =
            claims.filter(|claim| claim.sources.iter().any(|source| source.as_str() == key)).collect();
        let mut strengths: Vec<Strength> = resting.iter().map(|claim| claim.strength).collect();
        strengths.sort_unstable();
        strengths.dedup();
        let annotation = source.annotation.as_ref().map(emphasised);
        let identifiers = identifiers(source, self.words);
        let entry = self.references.entry(number);
        let mut sought = vec![words_of(&entry), key.to_owned()];
        sought.extend(annotation.as_ref().map(words_of));
        sought.extend(identifiers.iter().map(|one| one.value.clone()));
        let years = match &source.date {
            Date::Published(when) => {
                let until = match when.until {
                    Until::Same => when.from.year,
                    Until::Moment(until) => until.year,
                    Until::Open => i32::MAX,
                };
                Some((when.from.year, until))
            }
            Date::Undated | Date::InPress => None,
        };
        let names: Vec<&str> = strengths.iter().map(|strength| strength.name()).collect();
        let shown = Entry {
            id: key.to_owned(),
            was: self.was(&Address::bibliography(), key),
            short: self
                .library
                .lasting
                .code(&Permalink::to_place(Where::Bibliography, key))
                .map(ToString::to_string),
            shown: Slot::With(place..place + 1).mark(),
            years: years.map(|(from, until)| format!("{from} {until}")).unwrap_or_default(),
            strengths: names.join(" "),
            entry,
            coins: coins(source),
            annotation,
            identifiers,
            file: self.base.link(&Address::source(key, Format::Ris.ending())),
            claims: resting.iter().map(|claim| self.resting(claim)).collect(),
            cited: self.places(places),
        };
        (shown, Sought { words: folded(&sought.join(" ")), years, strengths })
    }

    fn resting(&self, claim: &Claim) -> Resting {
        Resting {
            bars: strength::bars(claim.strength),
            sure: self.words.say(strength::word(claim.strength)),
            statement: claim.statement.clone(),
            link: self.base.link_to(&Address::evidence(), claim.key.as_str()),
        }
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
        let Claim {
            key,
            span: _,
            topic: _,
            statement,
            strength,
            sources,
            source_spans: _,
            found,
            limits,
            quoted: _,
        } = claim;
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

/// Words with their emphasis.
fn emphasised(text: &Text) -> Html {
    let mut out = Html::new();
    for part in &text.parts {
        if part.emphasis {
            out.push_element("em", &[], &Html::text(&part.text));
        } else {
            out.push_text(&part.text);
        }
    }
    out
}

/// What names the work and no other, each as what it is.
fn identifiers(source: &Source, words: &Words) -> Vec<Identifier> {
    let plain = |label: &str, value: &Option<String>| {
        value.as_ref().map(|value| Identifier { label: words.say(label), value: value.clone(), link: None })
    };
    let doi = source.doi.as_ref().map(|doi| Identifier {
        label: words.say("doi"),
        value: doi.clone(),
        link: Some(doi_link(doi)),
    });
    let url = source.url.as_ref().filter(|_| source.doi.is_none()).map(|url| Identifier {
        label: words.say("address"),
        value: url.clone(),
        link: Some(outside_link(url)),
    });
    [doi, url, plain("isbn", &source.isbn), plain("issn", &source.issn)].into_iter().flatten().collect()
}
