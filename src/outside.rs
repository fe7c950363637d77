//! Addresses outside the site, tried out. Takes what the pages show and what is remembered of earlier days; asks the hosts
//! and gives warnings and hints. The only room that asks other machines, and only when it is told to. Knows the day from
//! its library, and of time nothing but how long to wait.

pub mod manner;

pub mod address;

pub mod ask;

pub mod outcome;

pub mod trip;

pub mod queue;

pub mod memory;

pub mod tell;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::library::Library;
use crate::library::day::Day;
use crate::outside::address::OutsideAddress;
use crate::outside::manner::Manner;
use crate::outside::memory::Memory;
use crate::outside::outcome::Outcome;
use crate::outside::tell::Asked;
use crate::outside::trip::{End, Trip};
use crate::source::Sources;

/// What is to be asked for.
#[derive(Clone, Debug)]
pub struct Survey {
    today: Day,
    all: BTreeSet<String>,
    due: Vec<OutsideAddress>,
}

impl Survey {
    /// Everything that the site shows and that is not remembered well enough.
    pub fn plan(sources: &Sources, library: &Library, memory: &Memory, manner: &Manner) -> Survey {
        let today = library.today;
        let all = address::collect(sources, library);
        Survey {
            today,
            all: all.iter().map(|address| address.text.clone()).collect(),
            due: all.into_iter().filter(|address| !memory.holds(&address.text, today, manner.days)).collect(),
        }
    }

    /// How many addresses will be asked for.
    pub fn due(&self) -> usize {
        self.due.len()
    }

    /// How many addresses the site shows.
    pub fn all(&self) -> usize {
        self.all.len()
    }

    /// Asks for them, says what is wrong, and remembers it.
    pub fn run(&self, memory: &mut Memory, manner: &Manner) -> Diagnostics {
        let trips = self.due.iter().enumerate();
        let trips = trips.filter_map(|(number, address)| Trip::start(number, address, manner)).collect();
        let mut ends = queue::run(trips, manner);
        let asked: Vec<Asked<'_>> = self
            .due
            .iter()
            .enumerate()
            .map(|(number, address)| Asked {
                address,
                end: ends.remove(&number).unwrap_or(End { outcome: Outcome::NoAddress, at: None }),
                last_good: memory.last_good(&address.text),
            })
            .collect();
        if !tell::is_offline(&asked) {
            for Asked { address, end, last_good: _ } in &asked {
                memory.learn(&address.text, &end.outcome, self.today);
            }
            memory.forget(|address| self.all.contains(address), self.today, manner.days);
        }
        tell::diagnostics(&asked, manner)
    }
}
