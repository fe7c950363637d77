//! The rules of plain, honest writing that a site holds itself to: `[prose]` in `site.toml`. Takes that table, layer by
//! layer; gives [`Rules`]. A rule that no layer names is not there; `false` silences one. Knows nothing of the texts.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::phrase::Phrase;
use crate::library::record::{Placed, Record, Setting};
use crate::library::strength::Strength;

/// The rules in force; `None` is a rule that is silent.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The highest Flesch–Kincaid grade of an article.
    pub article_grade: Option<f64>,
    /// The highest grade of a section.
    pub section_grade: Option<f64>,
    /// The highest grade of the lead and the key points together.
    pub opening_grade: Option<f64>,
    /// The most words in a sentence.
    pub sentence_words: Option<usize>,
    /// The most sentences in a paragraph.
    pub paragraph_sentences: Option<usize>,
    /// The most words in a key point.
    pub key_point_words: Option<usize>,
    /// After how many months a review is overdue.
    pub review_months: Option<usize>,
    /// After how many months a help line has to be tried again.
    pub help_months: Option<usize>,
    /// The ids of sections that may do without a citation; `None` when any may.
    pub uncited_sections: Option<Vec<String>>,
    /// True when a term that is used and never linked is pointed at.
    pub link_terms: bool,
    /// What a sentence may begin with, and how sure that is at the least.
    pub openings: Vec<(Phrase, Strength)>,
    /// What is not printed.
    pub banned: Vec<Banned>,
}

/// A phrase that is not printed.
#[derive(Clone, Debug)]
pub struct Banned {
    /// What.
    pub phrase: Phrase,
    /// Why, as the end of a sentence.
    pub because: String,
    /// True when it may stand in a box about safety: orders are right there.
    pub safety: bool,
    /// Longer phrases in which it may stand.
    pub except: Vec<Phrase>,
}

/// One layer of the table. What it leaves out comes from the layer beneath.
#[derive(Default)]
pub(crate) struct Layer {
    numbers: [Option<Setting<f64>>; NUMBERS.len()],
    uncited_sections: Option<Setting<Vec<Placed<String>>>>,
    link_terms: Option<bool>,
    openings: Vec<Openings>,
    silent_openings: bool,
    banned: Vec<Banned>,
    silent_banned: bool,
    allowed: Vec<String>,
}

struct Openings {
    strength: Strength,
    phrases: Vec<Phrase>,
}

/// The fields that hold a number.
const NUMBERS: [&str; 8] = [
    "article_grade",
    "section_grade",
    "opening_grade",
    "sentence_words",
    "paragraph_sentences",
    "key_point_words",
    "review_months",
    "help_months",
];

/// Reads `[prose]` of one `site.toml`.
pub(crate) fn layer(record: &mut Record<'_>, found: &mut Diagnostics) -> Layer {
    if record.is_off("prose") {
        return Layer::silent();
    }
    let Some(mut prose) = record.record("prose", "the rules for prose", found) else {
        return Layer::default();
    };
    let layer = Layer {
        numbers: NUMBERS.map(|field| prose.number(field, found)),
        uncited_sections: if prose.is_off("uncited_sections") {
            Some(Setting::Off)
        } else {
            let there = prose.has("uncited_sections");
            let list = prose.texts("uncited_sections", found);
            there.then_some(Setting::On(list))
        },
        link_terms: prose.flag("link_terms", found),
        silent_openings: prose.is_off("openings"),
        openings: openings(&mut prose, found),
        silent_banned: prose.is_off("banned"),
        banned: banned(&mut prose, found),
        allowed: prose.texts("allowed", found).into_iter().map(|text| text.value).collect(),
    };
    prose.finish(found);
    layer
}

fn openings(prose: &mut Record<'_>, found: &mut Diagnostics) -> Vec<Openings> {
    let Some(mut table) = prose.record("openings", "the openings", found) else { return Vec::new() };
    let mut openings = Vec::new();
    for strength in Strength::ALL {
        let there = table.has(strength.name());
        let phrases = table.texts(strength.name(), found);
        if there {
            let phrases = phrases.iter().filter_map(|text| phrase(text, found)).collect();
            openings.push(Openings { strength, phrases });
        }
    }
    table.finish(found);
    openings
}

fn banned(prose: &mut Record<'_>, found: &mut Diagnostics) -> Vec<Banned> {
    let mut banned = Vec::new();
    for mut record in prose.records("banned", "a list of phrases", found) {
        let phrases = record.required_texts("phrases", found).unwrap_or_default();
        let because = record.required_words("because", found);
        let safety = record.flag("safety", found).unwrap_or(false);
        let except: Vec<Phrase> =
            record.texts("except", found).iter().filter_map(|text| phrase(text, found)).collect();
        record.finish(found);
        let Some(because) = because else { continue };
        banned.extend(phrases.iter().filter_map(|text| phrase(text, found)).map(|phrase| Banned {
            phrase,
            because: because.value.clone(),
            safety,
            except: except.clone(),
        }));
    }
    banned
}

fn phrase(text: &Placed<String>, found: &mut Diagnostics) -> Option<Phrase> {
    let phrase = Phrase::parse(&text.value);
    if phrase.is_none() {
        let help = "write words, `<number>`, or a word's beginning with `*`; `…` stands for words between";
        let message = format!("`{}` is no phrase to look for", text.value);
        found.add(Diagnostic::error("bad-phrase", text.span, message).help(help));
    }
    phrase
}

impl Layer {
    /// `prose = false`: no rule at all.
    fn silent() -> Layer {
        Layer {
            numbers: std::array::from_fn(|_| Some(Setting::Off)),
            uncited_sections: Some(Setting::Off),
            link_terms: Some(false),
            silent_openings: true,
            silent_banned: true,
            ..Layer::default()
        }
    }

    /// This layer where it says something, and the one beneath where it does not. Its phrases come to those beneath.
    pub(crate) fn over(self, beneath: Layer) -> Layer {
        let Layer { numbers, uncited_sections, link_terms, mut openings, silent_openings, .. } = self;
        let (mut banned, mut allowed) = (self.banned, self.allowed);
        let said = |strength: Strength| openings.iter().any(|own| own.strength == strength);
        let more: Vec<Openings> =
            beneath.openings.into_iter().filter(|other| !said(other.strength)).collect();
        openings.extend(more);
        if !self.silent_banned {
            let own: Vec<Phrase> = banned.iter().map(|rule| rule.phrase.clone()).collect();
            banned.extend(beneath.banned.into_iter().filter(|rule| !own.contains(&rule.phrase)));
        }
        allowed.extend(beneath.allowed);
        let mut lower = beneath.numbers.into_iter();
        Layer {
            numbers: numbers.map(|number| number.or(lower.next().flatten())),
            uncited_sections: uncited_sections.or(beneath.uncited_sections),
            link_terms: link_terms.or(beneath.link_terms),
            openings,
            silent_openings: silent_openings || beneath.silent_openings,
            banned,
            silent_banned: self.silent_banned || beneath.silent_banned,
            allowed,
        }
    }

    /// The rules in force.
    pub(crate) fn rules(self) -> Rules {
        let Layer {
            numbers, uncited_sections, link_terms, openings, silent_openings, banned, allowed, ..
        } = self;
        let [article, section, opening, sentence, paragraph, point, review, help] = numbers.map(|number| {
            number.and_then(|setting| match setting {
                Setting::On(number) => Some(number),
                Setting::Off => None,
            })
        });
        let whole = |number: Option<f64>| number.map(|number| number as usize);
        let openings = if silent_openings { Vec::new() } else { openings };
        let mut by_phrase: Vec<(Phrase, Strength)> = Vec::new();
        for (phrase, strength) in openings.into_iter().flat_map(|Openings { strength, phrases }| {
            phrases.into_iter().map(move |phrase| (phrase, strength))
        }) {
            match by_phrase.iter_mut().find(|(other, _)| *other == phrase) {
                Some((_, least)) => *least = strength.min(*least),
                None => by_phrase.push((phrase, strength)),
            }
        }
        Rules {
            article_grade: article,
            section_grade: section,
            opening_grade: opening,
            sentence_words: whole(sentence),
            paragraph_sentences: whole(paragraph),
            key_point_words: whole(point),
            review_months: whole(review),
            help_months: whole(help),
            uncited_sections: uncited_sections.and_then(|setting| match setting {
                Setting::On(list) => Some(list.into_iter().map(|id| id.value).collect()),
                Setting::Off => None,
            }),
            link_terms: link_terms.unwrap_or(false),
            openings: by_phrase,
            banned: banned
                .into_iter()
                .filter(|rule| !allowed.iter().any(|word| word == rule.phrase.as_str()))
                .collect(),
        }
    }
}
