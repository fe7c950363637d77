//! One question to another machine. Takes an address; gives what that machine said first, without following it anywhere
//! and without reading what comes after the head. Knows nothing of other questions. The only file that opens a
//! connection to somewhere else.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

use rustls::CertificateError;
use ureq::Agent;
use ureq::http::{HeaderMap, Response};
use url::Url;

use crate::outside::manner::Manner;

/// How an address is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The head alone.
    Head,
    /// The whole page, of which the head is read: for hosts that do not know the other.
    Get,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An answer.
    Said(Said),
    /// None.
    Failed(Failure),
}

/// The head of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The number that says how it went: 200, 404.
    pub status: u16,
    /// Where the host sends its visitors.
    pub location: Option<String>,
    /// For how long the host asks for patience.
    pub retry_after: Option<Duration>,
    /// True when the host wants something kept.
    pub cookie: bool,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody knows the host's name.
    NoHost,
    /// The host is there and takes no connection.
    Refused,
    /// No way leads to the host.
    NoWay,
    /// The connection was ended before anything was said.
    Closed,
    /// Nothing came in time.
    Silent,
    /// What came is no answer of the web.
    Garbled,
    /// The host cannot prove who it is.
    Unproven(&'static str),
}

/// Who asks: the program, by its name.
#[derive(Debug)]
pub struct Asker {
    agent: Agent,
}

impl Asker {
    /// One that asks in this manner.
    pub fn new(manner: &Manner) -> Asker {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(manner.patience))
            // Between two questions to a host lies a pause, in which many a host ends the connection.
            .max_idle_connections(0)
            .user_agent(concat!("attune/", env!("CARGO_PKG_VERSION"), " (checks the links of a site)"))
            .accept("text/html, */*;q=0.8");
        let config = if manner.proxy { config } else { config.proxy(None) };
        Asker { agent: config.build().into() }
    }

    /// Asks once.
    pub fn ask(&self, url: &Url, method: Method) -> Answer {
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()),
        };
        match request.call() {
            Ok(response) => Answer::Said(said(&response)),
            Err(error) => Answer::Failed(failure(error, url)),
        }
    }
}

fn said<T>(response: &Response<T>) -> Said {
    let headers = response.headers();
    Said {
        status: response.status().as_u16(),
        location: text(headers, "location").map(str::to_owned),
        retry_after: text(headers, "retry-after").and_then(|after| patience(after, text(headers, "date"))),
        cookie: headers.contains_key("set-cookie"),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A number of seconds, or a moment. The answer's own date is the clock for it: the host's may go wrong, but both wrong.
fn patience(after: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = after.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(after).ok()?;
    let now = httpdate::parse_http_date(date?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

fn failure(error: ureq::Error, url: &Url) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::Silent,
        ureq::Error::HostNotFound => Failure::NoHost,
        ureq::Error::Rustls(error) => unproven(&error),
        ureq::Error::Tls(_) => Failure::Unproven("its name cannot stand in a certificate"),
        ureq::Error::Io(error) => unconnected(&error, url),
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => Failure::Garbled,
        _ => Failure::NoWay,
    }
}

fn unconnected(error: &io::Error, url: &Url) -> Failure {
    if let Some(error) = inner::<rustls::Error>(error) {
        return unproven(error);
    }
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::Silent,
        ErrorKind::ConnectionRefused => Failure::Refused,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::NotConnected
        | ErrorKind::UnexpectedEof => Failure::Closed,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Failure::NoWay,
        // A name that nobody knows has no kind of its own.
        _ if url.socket_addrs(|| None).is_err() => Failure::NoHost,
        _ => Failure::NoWay,
    }
}

fn inner<E: Error + 'static>(error: &io::Error) -> Option<&E> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<E>())
}

fn unproven(error: &rustls::Error) -> Failure {
    Failure::Unproven(match error {
        rustls::Error::InvalidCertificate(fault) => match fault {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "its certificate has run out"
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "its certificate does not hold yet"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another host"
            }
            CertificateError::UnknownIssuer => "nobody who is trusted vouches for its certificate",
            CertificateError::Revoked => "its certificate has been taken back",
            _ => "its certificate is not valid",
        },
        _ => "it does not keep to the rules of https",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_is_asked_for_in_seconds_or_until_a_moment_of_the_hosts_own_clock() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(patience("120", None), Some(Duration::from_secs(120)));
        assert_eq!(patience("Sun, 06 Nov 1994 08:50:07 GMT", date), Some(Duration::from_secs(30)));
        assert_eq!(patience("Sun, 06 Nov 1994 08:00:00 GMT", date), Some(Duration::ZERO));
        assert_eq!(patience("soon", date), None);
        assert_eq!(patience("Sun, 06 Nov 1994 08:50:07 GMT", None), None);
    }
}
