//! What an author is told of the outside addresses. Takes addresses and what became of them; gives warnings and hints,
//! never an error: whether another machine answers is nothing that a site could be held back for.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::day::Day;
use crate::outside::address::OutsideAddress;
use crate::outside::ask::Failure;
use crate::outside::manner::Manner;
use crate::outside::outcome::Outcome;
use crate::outside::trip::End;
use crate::source::Span;

/// An address that was asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Which.
    pub address: &'a OutsideAddress,
    /// What became of it.
    pub end: End,
    /// When it last answered well, as far as is remembered.
    pub last_good: Option<Day>,
}

/// True when of two hosts and more not one was reached: it is the network then, not the addresses.
pub fn is_offline(asked: &[Asked<'_>]) -> bool {
    let tried = || asked.iter().filter(|asked| asked.end.outcome != Outcome::NoAddress);
    let hosts: BTreeSet<&str> = tried().map(|asked| host(asked.address.url.as_ref())).collect();
    hosts.len() > 1 && tried().all(|asked| asked.end.at.is_none() && asked.end.outcome.is_silence())
}

/// Says what is wrong.
pub fn diagnostics(asked: &[Asked<'_>], manner: &Manner) -> Diagnostics {
    let mut found = Diagnostics::default();
    let is_offline = is_offline(asked);
    let mut unreached = None;
    let mut skipped: BTreeMap<&str, (usize, Vec<Span>)> = BTreeMap::new();
    for asked in asked {
        let places = &asked.address.places;
        match &asked.end.outcome {
            outcome if is_offline && outcome.is_silence() => {
                unreached = unreached.or(places.first());
            }
            Outcome::Skipped(host) => {
                let (count, all) = skipped.entry(host).or_default();
                *count += 1;
                all.extend(places);
            }
            outcome => {
                if let Some(diagnostic) = told(asked, outcome, manner) {
                    found.add(diagnostic);
                }
            }
        }
    }
    if let Some(first) = unreached {
        let message = "no outside address could be reached: is this machine online?";
        let help = "run the check again when it is; nothing that was remembered is lost";
        found.add(Diagnostic::warning("outside-offline", *first, message).help(help));
    }
    for (host, (count, places)) in skipped {
        let (addresses, were) = if count == 1 { ("address", "was") } else { ("addresses", "were") };
        let message =
            format!("{count} more {addresses} at `{host}` {were} not tested, since it was given up");
        found.add(with_places(Diagnostic::hint("outside-untested", places[0], message), &places));
    }
    found
}

fn told(asked: &Asked<'_>, outcome: &Outcome, manner: &Manner) -> Option<Diagnostic> {
    let Asked { address, end, last_good } = asked;
    let mut diagnostic = one(address, outcome, end.at.as_ref(), manner)?;
    let says_where = matches!(outcome, Outcome::Moved(_) | Outcome::Circle);
    if let (Some(to), false) = (&end.at, says_where) {
        diagnostic.message.push_str(&format!("; it leads to `{to}`"));
    }
    if let Some(day) = last_good {
        diagnostic.message.push_str(&format!("; on {day} it was there"));
    }
    Some(with_places(diagnostic, &address.places))
}

fn one(address: &OutsideAddress, outcome: &Outcome, at: Option<&Url>, manner: &Manner) -> Option<Diagnostic> {
    let (place, text) = (address.places[0], &address.text);
    let hint = |message: String| Diagnostic::hint("outside-untested", place, message);
    Some(match outcome {
        Outcome::Good | Outcome::Skipped(_) => return None,
        Outcome::Moved(to) => {
            let fragment = address.fragment.as_ref().map(|fragment| format!("#{fragment}"));
            let fragment = fragment.unwrap_or_default();
            Diagnostic::warning("outside-moved", place, format!("`{text}` has moved for good"))
                .help(format!("write `{to}{fragment}`"))
        }
        Outcome::NotFound => {
            Diagnostic::warning("outside-missing", place, format!("there is nothing at `{text}` (404)"))
                .help("look for its new address, or take the link out")
        }
        Outcome::Gone => {
            Diagnostic::warning("outside-gone", place, format!("`{text}` was taken away for good (410)"))
                .help("link to another page, or take the link out")
        }
        Outcome::NoDoi => {
            let doi = address.doi().unwrap_or(text);
            Diagnostic::warning("unknown-doi", place, format!("nobody has registered the DOI `{doi}`"))
                .help("look the work up by its title at https://search.crossref.org/")
        }
        Outcome::Circle => {
            Diagnostic::warning("outside-circle", place, format!("`{text}` leads in a circle"))
        }
        Outcome::TooFar => {
            let count = manner.redirects;
            Diagnostic::warning("outside-circle", place, format!("`{text}` leads on after {count} redirects"))
        }
        Outcome::Fault(status @ 300..400) => Diagnostic::warning(
            "outside-fault",
            place,
            format!("`{text}` leads on ({status}), but to no address"),
        ),
        Outcome::Fault(status) => {
            Diagnostic::warning("outside-fault", place, format!("`{text}` answers with the error {status}"))
        }
        Outcome::Private => {
            hint(format!("`{text}` was not tested: it lets no program in")).help("open it in a browser")
        }
        Outcome::Busy => {
            hint(format!("`{text}` was not tested: its host asks for patience")).help("run the check later")
        }
        Outcome::NoAddress => {
            Diagnostic::warning("outside-no-address", place, format!("`{text}` is no address of the web"))
        }
        Outcome::Unanswered(failure) => match failure {
            Failure::NoHost => {
                let host = host(at.or(address.url.as_ref()));
                Diagnostic::warning("outside-no-host", place, format!("there is no host `{host}`"))
            }
            Failure::Unproven(fault) => {
                let message = format!("`{text}` cannot be reached safely: {fault}");
                Diagnostic::warning("outside-certificate", place, message)
            }
            Failure::Refused => unreachable(place, text, "its host takes no connection"),
            Failure::NoWay => unreachable(place, text, "no way leads to its host"),
            Failure::Closed => unreachable(place, text, "its host hangs up"),
            Failure::Garbled => unreachable(place, text, "its host does not speak as the web does"),
            Failure::Silent => {
                let seconds = manner.patience.as_secs_f32();
                unreachable(place, text, &format!("it gives no answer within {seconds} seconds"))
            }
        },
    })
}

fn unreachable(place: Span, text: &str, why: &str) -> Diagnostic {
    Diagnostic::warning("outside-unreachable", place, format!("`{text}` cannot be reached: {why}"))
}

fn host(url: Option<&Url>) -> &str {
    url.and_then(Url::host_str).unwrap_or_default()
}

/// Names the other places where it is written.
fn with_places(diagnostic: Diagnostic, places: &[Span]) -> Diagnostic {
    match places {
        [] | [_] => diagnostic,
        [_, second] => diagnostic.related(*second, "and here"),
        [_, second, rest @ ..] => {
            let (count, place) = (rest.len(), if rest.len() == 1 { "place" } else { "places" });
            diagnostic.related(*second, format!("and here, and in {count} more {place}"))
        }
    }
}
