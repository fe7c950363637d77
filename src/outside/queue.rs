//! Whose turn it is. Takes trips; lets a few threads ask at once, never two at one host, with a pause between two
//! questions to the same; gives how each trip ended. Knows nothing of what is asked.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::outside::ask::{Asker, Failure};
use crate::outside::manner::Manner;
use crate::outside::outcome::Outcome;
use crate::outside::trip::{End, Next, Trip};

/// Asks until every trip has come to its end; gives the ends by the trips' numbers.
pub fn run(trips: Vec<Trip>, manner: &Manner) -> BTreeMap<usize, End> {
    let workers = manner.at_once.clamp(1, trips.len().max(1));
    let queue = Queue { manner, asker: Asker::new(manner), state: Mutex::default(), changed: Condvar::new() };
    {
        let mut state = queue.state();
        trips.into_iter().for_each(|trip| state.add(trip));
    }
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| queue.work());
        }
    });
    std::mem::take(&mut queue.state().ends)
}

struct Queue<'a> {
    manner: &'a Manner,
    asker: Asker,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    hosts: BTreeMap<String, Host>,
    under_way: usize,
    ends: BTreeMap<usize, End>,
}

/// A machine and who waits for it.
#[derive(Default)]
struct Host {
    waiting: VecDeque<Trip>,
    is_asked: bool,
    not_before: Option<Instant>,
    /// By door: `http` may be shut and `https` open.
    doors: BTreeMap<String, Door>,
}

/// Scheme and port of a host.
#[derive(Default)]
struct Door {
    failures: usize,
    is_given_up: bool,
}

/// What a thread does next.
enum Turn {
    Ask(Box<Trip>),
    Sleep(Option<Duration>),
    Leave,
}

impl Queue<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing that holds the state can panic")
    }

    fn work(&self) {
        let mut state = self.state();
        loop {
            state = match state.turn(Instant::now()) {
                Turn::Ask(mut trip) => {
                    drop(state);
                    let (host, door) = (trip.host().to_owned(), trip.door());
                    let next = trip.hear(self.asker.ask(&trip.at, trip.method), self.manner);
                    let mut state = self.state();
                    state.heard(&host, door, *trip, next, self.manner);
                    self.changed.notify_all();
                    state
                }
                Turn::Sleep(time) => {
                    // When nothing is known to come, whoever is under way will say so.
                    let time = time.unwrap_or(self.manner.patience);
                    self.changed.wait_timeout(state, time).expect("nothing that holds the state can panic").0
                }
                Turn::Leave => return,
            };
        }
    }
}

impl State {
    fn add(&mut self, trip: Trip) {
        let host = self.hosts.entry(trip.host().to_owned()).or_default();
        if host.doors.get(&trip.door()).is_some_and(|door| door.is_given_up) {
            let outcome = Outcome::Skipped(trip.host().to_owned());
            self.ends.insert(trip.number, trip.end(outcome));
        } else {
            host.waiting.push_back(trip);
        }
    }

    fn turn(&mut self, now: Instant) -> Turn {
        let mut soonest: Option<Duration> = None;
        let mut is_empty = true;
        for host in self.hosts.values_mut().filter(|host| !host.waiting.is_empty()) {
            is_empty = false;
            if host.is_asked {
                continue;
            }
            let left = host.not_before.map_or(Duration::ZERO, |then| then.saturating_duration_since(now));
            if !left.is_zero() {
                soonest = Some(soonest.map_or(left, |other| other.min(left)));
            } else if let Some(trip) = host.waiting.pop_front() {
                host.is_asked = true;
                self.under_way += 1;
                return Turn::Ask(Box::new(trip));
            }
        }
        if is_empty && self.under_way == 0 { Turn::Leave } else { Turn::Sleep(soonest) }
    }

    /// The trip may lead to another host by now than the one that was asked.
    fn heard(&mut self, host: &str, door: String, trip: Trip, next: Next, manner: &Manner) {
        self.under_way -= 1;
        let asked = self.hosts.entry(host.to_owned()).or_default();
        asked.is_asked = false;
        let rest = match &next {
            Next::AskAfter(time) => manner.pause.max(*time),
            Next::Ask | Next::End(_) => manner.pause,
        };
        asked.not_before = Some(Instant::now() + rest);
        match next {
            Next::Ask => self.add(trip),
            // It was first, and stays so.
            Next::AskAfter(_) => asked.waiting.push_front(trip),
            Next::End(outcome) => {
                let at = asked.doors.entry(door.clone()).or_default();
                at.failures = if matches!(outcome, Outcome::Unanswered(_)) { at.failures + 1 } else { 0 };
                at.is_given_up |= is_of_the_host(&outcome) || at.failures >= manner.give_up_after;
                if at.is_given_up {
                    self.give_up(host, &door);
                }
                self.ends.insert(trip.number, trip.end(outcome));
            }
        }
    }

    /// What waits at this door waits in vain.
    fn give_up(&mut self, host: &str, door: &str) {
        let asked = self.hosts.entry(host.to_owned()).or_default();
        let (in_vain, others) =
            std::mem::take(&mut asked.waiting).into_iter().partition(|trip| trip.door() == door);
        asked.waiting = others;
        let in_vain: VecDeque<Trip> = in_vain;
        for trip in in_vain {
            self.ends.insert(trip.number, trip.end(Outcome::Skipped(host.to_owned())));
        }
    }
}

/// True when every other address at the host would end like this.
fn is_of_the_host(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Busy => true,
        Outcome::Unanswered(failure) => match failure {
            Failure::NoHost | Failure::Refused | Failure::NoWay | Failure::Unproven(_) => true,
            Failure::Silent | Failure::Closed | Failure::Garbled => false,
        },
        Outcome::Good
        | Outcome::Moved(_)
        | Outcome::NotFound
        | Outcome::Gone
        | Outcome::NoDoi
        | Outcome::Circle
        | Outcome::TooFar
        | Outcome::Fault(_)
        | Outcome::Private
        | Outcome::Skipped(_)
        | Outcome::NoAddress => false,
    }
}
