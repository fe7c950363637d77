//! The way from one address to its end, question by question. Takes the answers one after the other; gives what to do
//! next, at last an [`Outcome`]. Knows nothing of connections, of time and of other addresses.

use std::collections::BTreeSet;
use std::time::Duration;

use url::Url;

use crate::outside::address::OutsideAddress;
use crate::outside::ask::{Answer, Failure, Method, Said};
use crate::outside::manner::Manner;
use crate::outside::outcome::Outcome;

/// Where one stands on the way.
#[derive(Clone, Debug)]
pub struct Trip {
    /// Which address it is about: its number in the list of those who ask.
    pub number: usize,
    /// What to ask for next.
    pub at: Url,
    /// How.
    pub method: Method,
    is_doi: bool,
    seen: BTreeSet<Url>,
    /// Where those redirects led that came before any that is not for good.
    moved: Option<Url>,
    all_for_good: bool,
    cookie: bool,
    waits: usize,
}

/// How a trip ended, and where.
#[derive(Clone, Debug)]
pub struct End {
    /// How.
    pub outcome: Outcome,
    /// The last address that was asked for; `None` where it was the first.
    pub at: Option<Url>,
}

/// What to do after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask again, as the trip now stands.
    Ask,
    /// Ask its host again, this much later.
    AskAfter(Duration),
    /// Nothing: this is how it ended.
    End(Outcome),
}

impl Trip {
    /// Before the first question; `None` for what cannot be asked for.
    pub fn start(number: usize, address: &OutsideAddress, manner: &Manner) -> Option<Trip> {
        let at = match address.doi() {
            Some(doi) => Url::parse(&format!("{}{doi}", manner.doi)).ok()?,
            None => address.url.clone()?,
        };
        let is_doi = address.doi().is_some();
        let seen = BTreeSet::from([at.clone()]);
        let method = Method::Head;
        Some(Trip {
            number,
            at,
            method,
            is_doi,
            seen,
            moved: None,
            all_for_good: true,
            cookie: false,
            waits: 0,
        })
    }

    /// The machine that is asked next.
    pub fn host(&self) -> &str {
        self.at.host_str().unwrap_or_default()
    }

    /// The one of its doors: scheme and port.
    pub fn door(&self) -> String {
        self.at.origin().ascii_serialization()
    }

    /// Ends it.
    pub fn end(self, outcome: Outcome) -> End {
        let has_moved_on = self.seen.len() > 1;
        End { outcome, at: has_moved_on.then_some(self.at) }
    }

    /// Takes an answer.
    pub fn hear(&mut self, answer: Answer, manner: &Manner) -> Next {
        match answer {
            // Some hosts hang up on a question they do not know.
            Answer::Failed(Failure::Closed | Failure::Garbled) if self.method == Method::Head => {
                self.method = Method::Get;
                Next::Ask
            }
            Answer::Failed(failure) => Next::End(Outcome::Unanswered(failure)),
            Answer::Said(said) => self.hear_said(said, manner),
        }
    }

    fn hear_said(&mut self, said: Said, manner: &Manner) -> Next {
        let Said { status, location, retry_after, cookie } = said;
        self.cookie |= cookie;
        match status {
            301 | 302 | 303 | 307 | 308 => self.follow(status, location.as_deref(), manner),
            ..=399 => Next::End(self.arrived()),
            410 => Next::End(Outcome::Gone),
            429 => self.wait(retry_after.unwrap_or(manner.wait), manner),
            503 if retry_after.is_some() => self.wait(retry_after.unwrap_or(manner.wait), manner),
            _ if self.method == Method::Head => {
                self.method = Method::Get;
                Next::Ask
            }
            404 if self.is_doi => Next::End(Outcome::NoDoi),
            404 => Next::End(Outcome::NotFound),
            401 | 403 => Next::End(Outcome::Private),
            _ => Next::End(Outcome::Fault(status)),
        }
    }

    fn follow(&mut self, status: u16, location: Option<&str>, manner: &Manner) -> Next {
        // To lead to the work is what a DOI is for. What is found there is not for an author to put right, and most
        // publishers do not let programs in.
        if self.is_doi {
            return Next::End(Outcome::Good);
        }
        let to = location.and_then(|to| self.at.join(to).ok());
        let Some(mut to) = to.filter(|to| matches!(to.scheme(), "http" | "https") && to.has_host()) else {
            return Next::End(Outcome::Fault(status));
        };
        to.set_fragment(None);
        self.all_for_good &= matches!(status, 301 | 308);
        if self.all_for_good {
            self.moved = Some(to.clone());
        }
        if self.seen.contains(&to) {
            // It lets in who keeps a cookie, as a browser does.
            return Next::End(if self.cookie { Outcome::Private } else { Outcome::Circle });
        }
        if self.seen.len() > manner.redirects {
            return Next::End(Outcome::TooFar);
        }
        self.seen.insert(to.clone());
        self.at = to;
        Next::Ask
    }

    fn arrived(&self) -> Outcome {
        match &self.moved {
            Some(to) => Outcome::Moved(to.to_string()),
            None => Outcome::Good,
        }
    }

    fn wait(&mut self, time: Duration, manner: &Manner) -> Next {
        if self.waits == manner.waits || time > manner.longest_wait {
            return Next::End(Outcome::Busy);
        }
        self.waits += 1;
        Next::AskAfter(time)
    }
}
