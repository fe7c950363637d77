//! The order that a style asks for. Takes the keys of its `sort` and the works; gives their order. hayagriva compares
//! names as they are shown, their `&` included, and so puts "Brennan & Shaver" before "Brennan, Clark, & Shaver"; here
//! name is compared with name.

use std::cmp::Ordering;

use hayagriva::citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    CslMacro, Date as DateElement, DatePartName, DateParts, DemoteNonDroppingParticle, IndependentStyle,
    LayoutRenderingElement, NamesChild, Sort, SortDirection, SortKey, TextTarget,
};

use crate::library::bibliography::source::{Date, Name, Source};
use crate::site::apa::name::initials;
use crate::site::apa::order::folded;
use crate::site::csl::item::openers;

/// What a style sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// What is compared.
    pub by: By,
    /// True for the last first.
    pub descending: bool,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who, or the title instead.
    Names,
    /// When, to the day.
    Date,
    /// In which year.
    Year,
    /// The title.
    Title,
    /// The order of the text.
    Number,
}

/// The keys of a style's order. What has no part in telling two works apart, such as their kind, is passed over.
pub fn keys(style: &IndependentStyle, sort: &Sort) -> Vec<Key> {
    let keys = sort.keys.iter().filter_map(|key| {
        let (found, direction) = match key {
            SortKey::Variable { variable, sort_direction } => (by(variable), sort_direction),
            SortKey::MacroName { name, sort_direction, .. } => {
                let mut found = Vec::new();
                in_macro(style, name, 0, &mut found);
                // A macro of titles may show translators, and one of authors a title where there are none: what it is called
                // says more than what it holds.
                let called = |words: &[&str]| words.iter().any(|word| name.contains(word));
                let order = if called(&["author", "contributor", "editor", "name"]) {
                    [By::Number, By::Names, By::Title, By::Date, By::Year]
                } else if called(&["title"]) {
                    [By::Title, By::Number, By::Names, By::Date, By::Year]
                } else {
                    [By::Number, By::Names, By::Date, By::Year, By::Title]
                };
                (order.into_iter().find(|by| found.contains(by)), sort_direction)
            }
        };
        found.map(|by| Key { by, descending: *direction == SortDirection::Descending })
    });
    keys.collect()
}

fn by(variable: &Variable) -> Option<By> {
    match variable {
        Variable::Name(_) => Some(By::Names),
        Variable::Date(_) => Some(By::Date),
        Variable::Number(NumberVariable::CitationNumber) => Some(By::Number),
        Variable::Standard(StandardVariable::Title | StandardVariable::TitleShort) => Some(By::Title),
        Variable::Standard(_) | Variable::Number(_) | Variable::Page(_) => None,
    }
}

/// A macro may call macros; no style needs more than a few steps, and a circle ends here.
const DEEPEST: usize = 20;

fn in_macro(style: &IndependentStyle, name: &str, depth: usize, found: &mut Vec<By>) {
    let is_it = |one: &&CslMacro| one.name == name;
    if let Some(one) = style.macros.iter().find(is_it).filter(|_| depth < DEEPEST) {
        in_elements(style, &one.children, depth + 1, found);
    }
}

fn in_elements(
    style: &IndependentStyle,
    elements: &[LayoutRenderingElement],
    depth: usize,
    found: &mut Vec<By>,
) {
    for element in elements {
        match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Variable { var, .. } => found.extend(by(var)),
                TextTarget::Macro { name } => in_macro(style, name, depth, found),
                TextTarget::Term { .. } | TextTarget::Value { .. } => {}
            },
            LayoutRenderingElement::Date(date) => found.push(by_date(date)),
            LayoutRenderingElement::Number(_) | LayoutRenderingElement::Label(_) => {}
            LayoutRenderingElement::Names(names) => {
                found.push(By::Names);
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        in_elements(style, &substitute.children, depth, found);
                    }
                }
            }
            LayoutRenderingElement::Group(group) => in_elements(style, &group.children, depth, found),
            LayoutRenderingElement::Choose(choose) => {
                for branch in std::iter::once(&choose.if_).chain(&choose.else_if) {
                    in_elements(style, &branch.children, depth, found);
                }
                if let Some(otherwise) = &choose.otherwise {
                    in_elements(style, &otherwise.children, depth, found);
                }
            }
        }
    }
}

/// A macro is compared by what it shows of a date.
fn by_date(date: &DateElement) -> By {
    let months = date.date_part.iter().any(|part| part.name != DatePartName::Year);
    let whole = date.form.is_some() && date.parts != Some(DateParts::Year);
    if whole || months { By::Date } else { By::Year }
}

/// What of a work is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    names: Vec<(String, String)>,
    /// What has no date comes last.
    date: (bool, i32, u8, u8),
    title: String,
    key: String,
}

impl Place {
    /// Where a work stands in this style.
    pub fn of(style: &IndependentStyle, source: &Source) -> Place {
        let whole = style.settings.demote_non_dropping_particle == DemoteNonDroppingParticle::Never;
        let title = folded(&source.main_title.as_ref().unwrap_or(&source.title).words());
        let mut names: Vec<_> = openers(source).iter().map(|name| folded_name(name, whole)).collect();
        if names.is_empty() {
            names.push((title.clone(), String::new()));
        }
        let date = match &source.date {
            Date::Undated => (true, 0, 0, 0),
            Date::InPress => (true, 1, 0, 0),
            Date::Published(when) => {
                (false, when.from.year, when.from.month.unwrap_or(0), when.from.day.unwrap_or(0))
            }
        };
        Place { names, date, title, key: source.key.clone() }
    }

    /// Compares by keys alone.
    pub fn by(&self, other: &Place, keys: &[Key]) -> Ordering {
        let one = |key: &Key| {
            let order = match key.by {
                By::Names => self.names.cmp(&other.names),
                By::Date => self.date.cmp(&other.date),
                By::Year => (self.date.0, self.date.1).cmp(&(other.date.0, other.date.1)),
                By::Title => self.title.cmp(&other.title),
                By::Number => Ordering::Equal,
            };
            if key.descending { order.reverse() } else { order }
        };
        keys.iter().map(one).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// Compares by keys; then by names, date, title and key, so that no two are alike.
    pub fn compare(&self, other: &Place, keys: &[Key]) -> Ordering {
        let rest = [By::Names, By::Date, By::Title].map(|by| Key { by, descending: false });
        self.by(other, keys).then_with(|| self.by(other, &rest)).then_with(|| self.key.cmp(&other.key))
    }
}

fn folded_name(name: &Name, whole: bool) -> (String, String) {
    match name {
        Name::Organisation(name) => (folded(name), String::new()),
        Name::Person { family, given, .. } => {
            let surname = if whole { name.surname() } else { family.clone() };
            (folded(&surname), folded(&initials(given)))
        }
    }
}
