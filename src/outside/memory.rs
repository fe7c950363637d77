//! What the outside addresses answered, and on which day, so that nobody is asked for the same every day. Takes and gives
//! it as a text: sorted JSON, an address a line, made to be read and to be merged. Knows nothing of how a question is
//! asked, and of where the text is kept.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::library::day::Day;
use crate::outside::outcome::Outcome;

const GOOD: &str = "good";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    by_address: BTreeMap<String, Remembered>,
}

/// What one address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Remembered {
    day: Day,
    outcome: String,
}

/// The same as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    day: String,
    outcome: String,
}

impl Memory {
    /// Reads the text. What cannot be trusted is not read in part.
    ///
    /// # Errors
    /// When it is anything else than what was written; says in what.
    pub fn parse(text: &str) -> Result<Memory, String> {
        let written: BTreeMap<String, Written> =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut by_address = BTreeMap::new();
        for (address, Written { day, outcome }) in written {
            let day = Day::parse(&day).ok_or_else(|| format!("`{day}` is no day"))?;
            by_address.insert(address, Remembered { day, outcome });
        }
        Ok(Memory { by_address })
    }

    /// True when the address answered well at most so many days before `today`, and not after it.
    pub fn holds(&self, address: &str, today: Day, days: i64) -> bool {
        self.last_good(address).is_some_and(|day| (0..=days).contains(&today.days_since(day)))
    }

    /// The day on which the address last answered well, as far as is remembered.
    pub fn last_good(&self, address: &str) -> Option<Day> {
        self.by_address.get(address).filter(|known| known.outcome == GOOD).map(|known| known.day)
    }

    /// Takes in what became of an address. What says nothing about the address itself does not take the place of a good
    /// answer.
    pub fn learn(&mut self, address: &str, outcome: &Outcome, today: Day) {
        if outcome.is_certain() || self.last_good(address).is_none() {
            let remembered = Remembered { day: today, outcome: outcome.to_string() };
            self.by_address.insert(address.to_owned(), remembered);
        }
    }

    /// Forgets the addresses that the site no longer has, once what is known of them is of no use to another site either.
    pub fn forget(&mut self, is_there: impl Fn(&str) -> bool, today: Day, days: i64) {
        self.by_address.retain(|address, known| {
            is_there(address) || known.outcome == GOOD && today.days_since(known.day) <= days
        });
    }

    /// The text.
    pub fn text(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).expect("a text can be written");
        let mut out = String::from("{");
        for (number, (address, Remembered { day, outcome })) in self.by_address.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let (address, outcome) = (quoted(address), quoted(outcome));
            let _ = write!(out, "{comma}\n  {address}: {{ \"day\": \"{day}\", \"outcome\": {outcome} }}");
        }
        out.push_str("\n}\n");
        out
    }
}
