//! The rules of plain, honest writing, held against the texts. Takes what was compiled and the [`Rules`]; gives a
//! diagnostic for every place that breaks one, and a [`Reading`] of every article. Knows nothing of what is true.

pub mod report;

mod text;

mod claimed;

mod term;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::article::{Article, TextPage};
use crate::library::claim::Evidence;
use crate::library::day::Day;
use crate::library::glossary::Glossary;
use crate::library::line::{Line, LineKind, each_line};
use crate::library::phrase::Phrases;
use crate::library::prose::{Alert, Block, Heading, Prose, plain};
use crate::library::reading::Measure;
use crate::library::rules::{Banned, Rules};
use crate::library::settings::Settings;
use crate::library::wording::claimed::Strengths;
use crate::library::wording::report::Reading;
use crate::library::wording::term::Terms;
use crate::library::wording::text::Text;
use crate::source::{FileId, Sources, Span};

/// A section shorter than this has no grade of its own: two long words would decide it.
const GRADED_WORDS: usize = 30;

/// What the texts are held against.
pub struct Rule<'a> {
    sources: &'a Sources,
    rules: &'a Rules,
    banned: Phrases<&'a Banned>,
    strengths: Strengths<'a>,
    evidence: &'a Evidence,
    terms: Terms<'a>,
    /// True where the grade means something: it counts English syllables.
    english: bool,
    /// True when the built-in site has another on top of it.
    layered: bool,
}

impl<'a> Rule<'a> {
    /// The rules of a site, with what is known of its claims and terms.
    pub fn new(
        sources: &'a Sources,
        settings: &'a Settings,
        evidence: &'a Evidence,
        glossary: &'a Glossary,
    ) -> Rule<'a> {
        let rules = &settings.rules;
        let language = settings.language.value.to_ascii_lowercase();
        Rule {
            sources,
            rules,
            banned: rules.banned.iter().map(|banned| (banned.phrase.clone(), banned)).collect(),
            strengths: Strengths::new(rules, evidence),
            evidence,
            terms: Terms::new(glossary),
            english: language == "en" || language.starts_with("en-"),
            layered: sources.layers("site.toml").len() > 1,
        }
    }

    /// False for a built-in file beneath a site of someone's own: who cannot change it is not told to. The built-in site is
    /// held against its own rules by its tests.
    fn counts(&self, file: FileId) -> bool {
        !(self.layered && self.sources.file(file).built_in)
    }

    /// Holds an article against the rules. `today` is the day on which the site is built.
    pub fn article(&self, article: &Article, today: Day, found: &mut Diagnostics) -> Reading {
        let mut broken = Diagnostics::default();
        let reading = self.read(article, &mut broken);
        let counts = self.counts(article.body.file);
        if counts {
            found.append(broken);
        }
        let reviewed = &article.front.reviewed;
        if let Some(months) = self.rules.review_months.filter(|months| overdue(article, *months, today)) {
            let message = format!("the review of {} is more than {months} months old", reviewed.value);
            let help = if counts {
                "hold the article against its evidence, then write the new day of `reviewed`"
            } else {
                "this article is built in: a newer Attune may bring a newer review"
            };
            found.add(Diagnostic::warning(OVERDUE, reviewed.span, message).help(help));
        }
        reading
    }

    fn read(&self, article: &Article, found: &mut Diagnostics) -> Reading {
        let mut reading = Reading::begin(article, self.evidence);
        let front = &article.front;
        let lead = Text::field(self.sources, &front.lead);
        let mut opening = lead.measure();
        for text in [&Text::field(self.sources, &front.title), &lead] {
            self.phrases(text, None, found);
        }
        self.sentences(&lead, &mut reading.longest, found);
        for (point, written) in article.key_points.iter().zip(&front.key_points) {
            let text = Text::of(point);
            opening = opening.and(text.measure());
            self.phrases(&text, None, found);
            self.key_point(&text, written.span, found);
        }
        let lines = lines(&article.body.prose);
        let body = self.body(&article.body.prose, &lines, &mut reading, found);
        reading.opening = self.grade(opening);
        reading.whole = self.grade(opening.and(body));
        let points = front.key_points.iter().map(|point| point.span);
        let span = points.fold(front.lead.span, |all, point| Span { end: point.end.max(all.end), ..all });
        self.too_hard(
            reading.opening,
            self.rules.opening_grade,
            "the lead and the key points read",
            span,
            found,
        );
        self.too_hard(reading.whole, self.rules.article_grade, "the article reads", front.title.span, found);
        self.uncited(&lines, found);
        if self.rules.link_terms {
            self.terms.unlinked(&lines, found);
        }
        reading
    }

    /// Holds another page against the rules.
    pub fn page(&self, page: &TextPage, found: &mut Diagnostics) {
        if !self.counts(page.body.file) {
            return;
        }
        for field in [&page.title, &page.lead] {
            self.phrases(&Text::field(self.sources, field), None, found);
        }
        let lines = lines(&page.body.prose);
        self.body(&page.body.prose, &lines, &mut Reading::default(), found);
    }

    /// Holds the glossary and the claims against the list of phrases.
    pub fn words(&self, glossary: &Glossary, evidence: &Evidence, found: &mut Diagnostics) {
        for term in glossary.terms.iter().filter(|term| self.counts(term.span.file)) {
            each_line(&term.meaning, &mut None, None, &mut |line| {
                self.phrases(&Text::of(line.words), None, found);
            });
        }
        for claim in evidence.claims.iter().filter(|claim| !claim.quoted && self.counts(claim.span.file)) {
            for words in [&claim.statement, &claim.found, &claim.limits] {
                self.phrases(&Text::within(self.sources, words, claim.span), None, found);
            }
        }
    }

    /// The sections and paragraphs of a text.
    fn body(
        &self,
        prose: &Prose,
        lines: &[(Line<'_>, Text<'_>)],
        reading: &mut Reading,
        found: &mut Diagnostics,
    ) -> Measure {
        let mut whole = Measure::default();
        let mut sections: BTreeMap<usize, (&Heading, Measure)> = BTreeMap::new();
        let quoted = Quoted::of(lines);
        for (line, text) in lines {
            if !line.section.is_some_and(|section| quoted.has(section)) {
                self.phrases(text, line.alert, found);
            }
            if matches!(line.kind, LineKind::Heading | LineKind::Term) {
                continue;
            }
            self.strengths.check(text, found);
            if line.kind == LineKind::Cell {
                continue;
            }
            self.sentences(text, &mut reading.longest, found);
            self.paragraph(text, line.kind, found);
            let measure = text.measure();
            whole = whole.and(measure);
            if let Some(section) = line.section {
                let (_, sum) = sections.entry(section.span.start).or_insert((section, Measure::default()));
                *sum = sum.and(measure);
            }
        }
        for block in &prose.blocks {
            if let Block::Figure(figure) = block {
                self.phrases(&Text::within(self.sources, &figure.alternative, figure.span), None, found);
            }
        }
        for (section, measure) in sections.values().filter(|(_, measure)| measure.words >= GRADED_WORDS) {
            let grade = self.grade(*measure);
            self.too_hard(grade, self.rules.section_grade, "this section reads", section.span, found);
            reading.section(plain(&section.words), grade);
        }
        whole
    }

    fn grade(&self, measure: Measure) -> Option<f64> {
        measure.grade().filter(|_| self.english)
    }

    fn too_hard(
        &self,
        grade: Option<f64>,
        limit: Option<f64>,
        what: &str,
        span: Span,
        found: &mut Diagnostics,
    ) {
        if let (Some(grade), Some(limit)) = (grade, limit)
            && grade > limit
        {
            let message = format!("{what} at grade {grade:.1}, above {limit}");
            let help = "make shorter sentences, and choose shorter words where there are any";
            found.add(Diagnostic::warning("hard-to-read", span, message).help(help));
        }
    }

    fn sentences(&self, text: &Text<'_>, longest: &mut usize, found: &mut Diagnostics) {
        for sentence in &text.sentences {
            let count = sentence.measure.words;
            *longest = count.max(*longest);
            if let (Some(limit), Some(span)) = (self.rules.sentence_words, text.span(&sentence.place))
                && count > limit
            {
                let message = format!("this sentence has {count} words, more than {limit}");
                found.add(Diagnostic::warning("long-sentence", span, message).help("make two of it"));
            }
        }
    }

    fn paragraph(&self, text: &Text<'_>, kind: LineKind, found: &mut Diagnostics) {
        let count = text.sentences.len();
        let Some(limit) = self.rules.paragraph_sentences.filter(|limit| count > *limit) else { return };
        if kind == LineKind::Paragraph
            && let Some(span) = text.sentences.get(limit).and_then(|sentence| text.span(&sentence.place))
        {
            let message = format!("this paragraph has {count} sentences, more than {limit}");
            let help = "begin a new paragraph here, or earlier";
            found.add(Diagnostic::warning("long-paragraph", span, message).help(help));
        }
    }

    fn key_point(&self, text: &Text<'_>, span: Span, found: &mut Diagnostics) {
        let count = text.measure().words;
        if let Some(limit) = self.rules.key_point_words.filter(|limit| count > *limit) {
            let message = format!("this key point has {count} words, more than {limit}");
            let help = "keep what a tired reader takes away, and leave the rest to the text";
            found.add(Diagnostic::warning("long-key-point", span, message).help(help));
        }
    }

    fn phrases(&self, text: &Text<'_>, alert: Option<Alert>, found: &mut Diagnostics) {
        let safety = matches!(alert, Some(Alert::Warning | Alert::Ask));
        for (place, _, banned) in self.banned.find(&text.text, &text.tokens) {
            let covers = |around: Range<usize>| around.start <= place.start && place.end <= around.end;
            if banned.except.iter().any(|phrase| phrase.find_all(&text.tokens).any(covers)) {
                continue;
            }
            if let Some(span) = text.span(&place).filter(|_| !(safety && banned.safety)) {
                let message = format!("“{}” is not printed here: {}", &text.text[place], banned.because);
                let help =
                    "say it in another way; a section that puts the phrase right is marked `{.quoted}`";
                found.add(Diagnostic::error("banned-phrase", span, message).help(help));
            }
        }
    }

    /// Sections of the second level in which nothing is cited, in them or in the sections inside them.
    fn uncited(&self, lines: &[(Line<'_>, Text<'_>)], found: &mut Diagnostics) {
        let Some(exempt) = &self.rules.uncited_sections else { return };
        let mut sections: Vec<(&Heading, bool)> = Vec::new();
        for (Line { section, kind, .. }, text) in lines {
            if let Some(heading) = section
                && *kind == LineKind::Heading
                && heading.level == 2
            {
                sections.push((heading, false));
            }
            if let Some((_, cited)) = sections.last_mut() {
                *cited |= !text.citations.is_empty();
            }
        }
        for (section, _) in sections.iter().filter(|(_, cited)| !cited) {
            if !exempt.iter().any(|id| id == section.anchor.as_str()) {
                let message = "this section cites nothing";
                let help = format!(
                    "cite what it rests on, or name `{}` in `uncited_sections` of `[prose]`",
                    section.anchor
                );
                found.add(Diagnostic::warning("section-without-citation", section.span, message).help(help));
            }
        }
    }
}

fn lines(prose: &Prose) -> Vec<(Line<'_>, Text<'_>)> {
    let mut lines = Vec::new();
    prose.each_line(&mut |line| lines.push((line, Text::of(line.words))));
    lines
}

/// The code of an overdue review: an error for who checks, a note on the page for who reads.
pub const OVERDUE: &str = "overdue-review";

/// True when the last review of an article is more than so many months before `today`.
pub fn overdue(article: &Article, months: usize, today: Day) -> bool {
    article.front.reviewed.value < today.months_before(months)
}

/// The sections that repeat what others say: those marked, with the sections inside them.
struct Quoted(Vec<usize>);

impl Quoted {
    fn of(lines: &[(Line<'_>, Text<'_>)]) -> Quoted {
        let mut marked = Vec::new();
        let mut level = None;
        for (Line { section, kind, .. }, _) in lines {
            if let Some(heading) = section
                && *kind == LineKind::Heading
            {
                if level.is_some_and(|level| heading.level <= level) {
                    level = None;
                }
                if heading.quoted && level.is_none() {
                    level = Some(heading.level);
                }
                if level.is_some() {
                    marked.push(heading.span.start);
                }
            }
        }
        Quoted(marked)
    }

    fn has(&self, section: &Heading) -> bool {
        self.0.contains(&section.span.start)
    }
}
