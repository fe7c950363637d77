//! What tells works from each other in a style that cites by author and year, or by a label made of them. Takes all works;
//! gives each one's entry, what stands for it in citations, and the works that share its letters. hayagriva gives letters in
//! the order of citations, names initials for none but a few, and loses initials in the list where surnames are alike; so
//! it is only ever asked about works that nothing but letters can tell apart, in their right order.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::BibliographyItem;
use hayagriva::citationberg::DisambiguationRule;

use crate::library::bibliography::source::{Date, Name, Source, Text};
use crate::site::apa::name::initials;
use crate::site::csl::atom::{Atom, atoms, atoms_of, paged, text, tidy};
use crate::site::csl::engine::{Asked, Engine, Question};
use crate::site::csl::item::{Work, Years, dated, openers, renamed, work};
use crate::site::csl::mended::counts_pages;

/// All works, told apart.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    /// By work: its entry. In two parts where the style sets the first by itself.
    pub entries: Vec<Entry>,
    /// By work: what citations are made of.
    pub cited: Vec<Work>,
    /// By work: the works that share its letters, itself among them, in order; itself alone for most.
    pub groups: Vec<Vec<usize>>,
    /// Works that the style writes alike in the text, though it means to tell them apart.
    pub alike: Vec<(usize, usize)>,
    /// Works that hayagriva stopped at.
    pub failed: Vec<usize>,
}

/// An entry of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What stands before it, the number in most cases.
    pub first: Vec<Atom>,
    /// The entry.
    pub rest: Vec<Atom>,
}

/// One work as it is written when there is no other: its entry, and its mark.
struct Alone {
    entry: Entry,
    mark: String,
}

/// Tells works apart. `order` is the order of the list; `in_press` is the word for what is not out yet; `lettered` is false
/// for a style that cites by number or note.
pub fn tell(engine: &Engine, sources: &[Source], in_press: &str, order: &[usize], lettered: bool) -> Apart {
    let mut years = Years::default();
    let mut works: Vec<Work> = sources.iter().map(|source| work(source, &mut years)).collect();
    let mut apart = Apart { groups: (0..works.len()).map(|index| vec![index]).collect(), ..Apart::default() };
    let mut alone: Vec<Option<Alone>> = works.iter().map(|work| alone(engine, work)).collect();
    for (index, source) in sources.iter().enumerate().filter(|(_, source)| source.date == Date::InPress) {
        // Few styles know what is not out yet; in the others it would have no date.
        let times = |text: &str| text.to_lowercase().matches(&in_press.to_lowercase()).count();
        let container = source.container.as_ref().map(Text::words).unwrap_or_default();
        let said = times(&source.title.words()) + times(&container);
        let knows = |alone: &Alone| times(&text(&alone.entry.rest)) > said;
        if !alone[index].as_ref().is_some_and(knows) {
            works[index] = dated(&works[index], in_press, &mut years);
            alone[index] = self::alone(engine, &works[index]);
        }
        debug_assert_eq!(works[index].item.id().as_deref(), Some(source.key.as_str()));
    }
    if lettered {
        undated(engine, sources, in_press, (&mut works, &mut alone), &mut years, order);
    }
    apart.failed =
        alone.iter().enumerate().filter(|(_, alone)| alone.is_none()).map(|(index, _)| index).collect();
    apart.cited.clone_from(&works);
    if lettered {
        for (index, names) in names_apart(engine, sources, &alone, order) {
            let work = renamed(&works[index], &names);
            if let (Some(alone), Some(now)) = (&mut alone[index], self::alone(engine, &work)) {
                alone.mark = now.mark;
                apart.cited[index] = work;
            }
        }
        for group in same_marks(&alone, order) {
            letters(engine, &works, &mut alone, &group, &mut apart);
        }
    }
    apart.entries =
        alone.into_iter().map(|alone| alone.map(|alone| alone.entry).unwrap_or_default()).collect();
    apart
}

/// Works without a date, or in press, of the same authors share letters, which hayagriva gives to dates alone: they get the
/// style's words as their date.
fn undated(
    engine: &Engine,
    sources: &[Source],
    in_press: &str,
    (works, alone): (&mut [Work], &mut [Option<Alone>]),
    years: &mut Years,
    order: &[usize],
) {
    let no_date = engine.no_date();
    for group in same_marks(alone, order) {
        for index in group {
            let is_said = |words: &&String| {
                alone[index].as_ref().is_some_and(|alone| alone.mark.contains(words.as_str()))
            };
            let words = match &sources[index].date {
                Date::Undated => {
                    no_date.iter().find(is_said).or(no_date.last()).map_or("n.d.", String::as_str)
                }
                Date::InPress => in_press,
                Date::Published(_) => continue,
            };
            works[index] = dated(&works[index], words, years);
            alone[index] = self::alone(engine, &works[index]);
        }
    }
}

fn alone(engine: &Engine, work: &Work) -> Option<Alone> {
    let question: Question<'_> = (vec![Asked::plain(&work.item)], Some(1));
    let rendered = engine.ask(&[question])?;
    let mut mark = atoms(&rendered.citations.first()?.citation, &[work]);
    tidy(&mut mark, engine.stops_within_quotes());
    let item = rendered.bibliography?.items.into_iter().next()?;
    Some(Alone { entry: entry(engine, &item, work), mark: text(&mark) })
}

fn entry(engine: &Engine, item: &BibliographyItem, work: &Work) -> Entry {
    let mut entry = Entry {
        first: item.first_field.as_ref().map(|first| atoms_of(first, &[work])).unwrap_or_default(),
        rest: atoms(&item.content, &[work]),
    };
    if let Some(page) = &work.first_page {
        let (one, several) = engine.pages();
        let words = if counts_pages(&engine.style) { (&*one, &*several) } else { (&*several, &*one) };
        paged(&mut entry.rest, page, words);
    }
    tidy(&mut entry.first, false);
    tidy(&mut entry.rest, engine.stops_within_quotes());
    entry
}

/// Works with the same mark, in the order of the list.
fn same_marks(alone: &[Option<Alone>], order: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &index in order {
        if let Some(alone) = &alone[index] {
            groups.entry(&alone.mark).or_default().push(index);
        }
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Asks for the letters of works that are alike without.
fn letters(engine: &Engine, works: &[Work], alone: &mut [Option<Alone>], group: &[usize], apart: &mut Apart) {
    let asked = |works: &[Work]| {
        let questions: Vec<Question<'_>> =
            group.iter().map(|index| (vec![Asked::plain(&works[*index].item)], Some(1))).collect();
        engine.ask(&questions)
    };
    let Some(rendered) = asked(&apart.cited) else {
        apart.failed.extend(group);
        return;
    };
    let means_to = engine.style.citation.disambiguate_add_year_suffix;
    let mut marks: BTreeMap<String, usize> = BTreeMap::new();
    for (cite, &index) in rendered.citations.iter().zip(group) {
        let mut mark = atoms(&cite.citation, &[&apart.cited[index]]);
        tidy(&mut mark, engine.stops_within_quotes());
        if let Some(other) = marks.insert(text(&mark), index)
            && means_to
        {
            apart.alike.push((other, index));
        }
    }
    for &index in group {
        apart.groups[index] = group.to_vec();
    }
    let Some(bibliography) = asked(works).and_then(|rendered| rendered.bibliography) else { return };
    for item in bibliography.items {
        let Some(&index) =
            group.iter().find(|index| works[**index].item.id().as_deref() == Some(item.key.as_str()))
        else {
            continue;
        };
        let new = entry(engine, &item, &works[index]);
        // Letters are added to an entry; one that has lost anything else stays as it is alone.
        if let Some(alone) = &mut alone[index]
            && is_lettered(&text(&alone.entry.rest), &text(&new.rest))
        {
            alone.entry = new;
        }
    }
}

/// True when `new` is `old` with nothing but a letter or two more, perhaps after a hyphen or a blank.
fn is_lettered(old: &str, new: &str) -> bool {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let Some(more) = new.len().checked_sub(old.len()) else { return false };
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    (0..=start).rev().any(|at| {
        let added = &new[at..at + more];
        let letters = added.strip_prefix(&['-']).or(added.strip_prefix(&[' '])).unwrap_or(added);
        new[at + more..] == old[at..]
            && (1..=2).contains(&letters.len())
            && letters.iter().all(char::is_ascii_lowercase)
    })
}

/// Which names of which works get initials or given names: a style's `disambiguate-add-givenname`, by its rule.
fn names_apart(
    engine: &Engine,
    sources: &[Source],
    alone: &[Option<Alone>],
    order: &[usize],
) -> BTreeMap<usize, Vec<(usize, String)>> {
    let style = &engine.style.citation;
    let mut changes: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    if !style.disambiguate_add_givenname {
        return changes;
    }
    let rule = style.givenname_disambiguation_rule;
    if rule == DisambiguationRule::ByCite {
        for group in same_marks(alone, order) {
            let namesakes = Namesakes::of(group.iter().map(|index| openers(&sources[*index]).iter().take(1)));
            for index in group {
                changes.extend(namesakes.told(index, openers(&sources[index]).iter().take(1), rule));
            }
        }
        return changes;
    }
    let many = if rule.allows_multiple_names() { usize::MAX } else { 1 };
    let namesakes = Namesakes::of(sources.iter().map(|source| openers(source).iter().take(many)));
    for (index, source) in sources.iter().enumerate() {
        changes.extend(namesakes.told(index, openers(source).iter().take(many), rule));
    }
    changes
}

/// Surnames that several people have, with the initials and the given names of each.
struct Namesakes(BTreeMap<String, BTreeMap<String, BTreeSet<String>>>);

impl Namesakes {
    fn of<'a>(names: impl Iterator<Item = impl Iterator<Item = &'a Name>>) -> Namesakes {
        let mut all: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for name in names.flatten() {
            if let Name::Person { given, .. } = name {
                let people = all.entry(name.surname()).or_default();
                people.entry(initials(given)).or_default().insert(given.clone());
            }
        }
        Namesakes(all)
    }

    /// The names of a work that stand with more than their surname; nothing for a work that has none.
    fn told<'a>(
        &self,
        work: usize,
        names: impl Iterator<Item = &'a Name>,
        rule: DisambiguationRule,
    ) -> Option<(usize, Vec<(usize, String)>)> {
        let told = names.enumerate().filter_map(|(number, name)| {
            let Name::Person { given, .. } = name else { return None };
            let people = self.0.get(&name.surname())?;
            let short = initials(given);
            let alike = people.get(&short).map_or(0, BTreeSet::len);
            let more = match (people.len(), alike) {
                _ if given.is_empty() => return None,
                (_, 2..) if rule.allows_full_first_names() => given.clone(),
                (2.., _) => short,
                _ => return None,
            };
            Some((number, format!("{more} {}", name.surname())))
        });
        let told: Vec<_> = told.collect();
        (!told.is_empty()).then_some((work, told))
    }
}

#[cfg(test)]
mod tests {
    use crate::site::csl::apart::is_lettered;

    #[test]
    fn an_entry_may_gain_a_letter_and_lose_nothing() {
        assert!(is_lettered("Koriat, A. (2008) A", "Koriat, A. (2008a) A"));
        assert!(is_lettered("(n.d.)", "(n.d.-b)"));
        assert!(is_lettered("(no date)", "(no date b)"));
        assert!(is_lettered("2008", "2008aa"));
        assert!(!is_lettered("Koriat, A. (2008)", "Koriat (2008a)"));
        assert!(!is_lettered("2008", "2008"));
    }
}
