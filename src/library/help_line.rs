//! Where a reader finds help: `[[help]]` in `site.toml`. Takes those tables; gives [`HelpLine`]s. Knows nothing of what an
//! article says about help.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::contact::is_telephone;
use crate::library::day::Day;
use crate::library::record::{Placed, Record};

/// A number to call, or a place to go or write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpLine {
    /// Where it is for: a country or a town.
    pub country: String,
    /// What it is for: "thoughts of ending your life".
    pub what_for: String,
    /// What it is called.
    pub name: String,
    /// How it is reached.
    pub reach: Reach,
    /// When, if not at all hours.
    pub hours: Option<String>,
    /// When somebody last tried it.
    pub checked: Placed<Day>,
}

/// How a help line is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// By telephone: the number as people write it.
    Number(String),
    /// On the web or by mail: `https://…` or `mailto:…`.
    Web(Placed<String>),
    /// In person or by letter.
    Place(String),
}

/// Reads every `[[help]]`. What a reader is to rely on has to be whole: one that lacks a part is an error and is left out.
pub(crate) fn read(record: &mut Record<'_>, found: &mut Diagnostics) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for mut help in record.records("help", "a help line", found) {
        let span = help.span();
        let country = help.required_words("country", found);
        let what_for = help.required_words("what_for", found);
        let name = help.required_words("name", found);
        let number = help.text("number", found);
        let address = help.text("address", found);
        let hours = help.text("hours", found);
        let checked = help.required_day("checked", found);
        help.finish(found);
        if number.is_some() == address.is_some() {
            let message = "a help line has either a `number` or an `address`";
            let help = "write `number = \"…\"`, or `address = \"https://…\"` or a place";
            found.add(Diagnostic::error("bad-help-line", span, message).help(help));
        }
        let reach = number.and_then(|number| check_number(number, found)).or_else(|| address.map(address_of));
        if let (Some(country), Some(what_for), Some(name), Some(reach), Some(checked)) =
            (country, what_for, name, reach, checked)
        {
            lines.push(HelpLine {
                country: country.value,
                what_for: what_for.value,
                name: name.value,
                reach,
                hours: hours.map(|hours| hours.value),
                checked,
            });
        }
    }
    lines
}

/// A line that nobody has tried for more than so many months is pointed at: a dead number is worse than none.
pub(crate) fn check(lines: &[HelpLine], months: Option<usize>, today: Day, found: &mut Diagnostics) {
    let Some(months) = months else { return };
    for line in lines.iter().filter(|line| line.checked.value < today.months_before(months)) {
        let (name, day) = (&line.name, line.checked.value);
        let message = format!("`{name}` was last tried on {day}, more than {months} months ago");
        let help = "try it, then write the new day of `checked`";
        found.add(Diagnostic::warning("help-line-overdue", line.checked.span, message).help(help));
    }
}

fn check_number(number: Placed<String>, found: &mut Diagnostics) -> Option<Reach> {
    if is_telephone(&number.value) {
        return Some(Reach::Number(number.value));
    }
    let message = format!("`{}` is no telephone number", number.value);
    let help = "write digits, with blanks between them: `number = \"116 123\"`; words belong to `hours`";
    found.add(Diagnostic::error("bad-help-line", number.span, message).help(help));
    None
}

fn address_of(address: Placed<String>) -> Reach {
    if ["https://", "http://", "mailto:"].iter().any(|start| address.value.starts_with(start)) {
        Reach::Web(address)
    } else {
        Reach::Place(address.value)
    }
}
