//! What became of an address. Takes nothing; gives [`Outcome`] and what follows from it for the memory. Knows nothing of
//! how it is told to an author.

use std::fmt;

use crate::outside::ask::Failure;

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Good,
    /// It is there, under another address from now on.
    Moved(String),
    /// Nothing is there (404).
    NotFound,
    /// Somebody took it away and says so (410).
    Gone,
    /// Nobody registered the DOI.
    NoDoi,
    /// It leads back to where one was before.
    Circle,
    /// It leads on and on.
    TooFar,
    /// Another number that means no.
    Fault(u16),
    /// There is an answer, not for programs (401, 403, or it wants a cookie kept).
    Private,
    /// The host asked for more patience than there is.
    Busy,
    /// There was no answer.
    Unanswered(Failure),
    /// Its host, named here, was given up before it was asked.
    Skipped(String),
    /// It is no address.
    NoAddress,
}

impl Outcome {
    /// True when it says something about the address itself, so that what was known before no longer counts.
    pub fn is_certain(&self) -> bool {
        match self {
            Outcome::Good
            | Outcome::Moved(_)
            | Outcome::NotFound
            | Outcome::Gone
            | Outcome::NoDoi
            | Outcome::Circle
            | Outcome::TooFar
            | Outcome::NoAddress => true,
            Outcome::Fault(status) => *status < 500,
            Outcome::Private | Outcome::Busy | Outcome::Unanswered(_) | Outcome::Skipped(_) => false,
        }
    }

    /// True when not even a machine was reached.
    pub fn is_silence(&self) -> bool {
        match self {
            Outcome::Unanswered(failure) => match failure {
                Failure::NoHost | Failure::Refused | Failure::NoWay | Failure::Silent => true,
                Failure::Closed | Failure::Garbled | Failure::Unproven(_) => false,
            },
            Outcome::Skipped(_) => true,
            Outcome::Good
            | Outcome::Moved(_)
            | Outcome::NotFound
            | Outcome::Gone
            | Outcome::NoDoi
            | Outcome::Circle
            | Outcome::TooFar
            | Outcome::Fault(_)
            | Outcome::Private
            | Outcome::Busy
            | Outcome::NoAddress => false,
        }
    }
}

/// As it stands in the memory.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Good => f.write_str("good"),
            Outcome::Moved(to) => write!(f, "moved to {to}"),
            Outcome::NotFound => f.write_str("not found"),
            Outcome::Gone => f.write_str("gone"),
            Outcome::NoDoi => f.write_str("no such DOI"),
            Outcome::Circle => f.write_str("leads in a circle"),
            Outcome::TooFar => f.write_str("too many redirects"),
            Outcome::Fault(status) => write!(f, "answers {status}"),
            Outcome::Private => f.write_str("closed to programs"),
            Outcome::Busy => f.write_str("asks for patience"),
            Outcome::Unanswered(failure) => f.write_str(match failure {
                Failure::NoHost => "no such host",
                Failure::Refused => "connection refused",
                Failure::NoWay => "no way to the host",
                Failure::Closed => "connection closed",
                Failure::Silent => "no answer in time",
                Failure::Garbled => "no answer of the web",
                Failure::Unproven(fault) => fault,
            }),
            Outcome::Skipped(_) => f.write_str("not tested"),
            Outcome::NoAddress => f.write_str("no address"),
        }
    }
}
