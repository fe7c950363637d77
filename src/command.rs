//! What the program does when it is called. Takes what the command line says; gives an exit code, or an error in one line.
//! Knows of the world what the other rooms need not: the terminal, signals, the net's addresses.

pub(crate) mod links;

mod outside;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use attune::diagnostic::{Diagnostics, Severity};
use attune::edition::Edition;
use attune::library::day::Day;
use attune::library::wording::{OVERDUE, report};
use attune::server::{accept, respond::Shelf, router};
use attune::site::{Site, address::Address};
use attune::source::Sources;
use clap::{Args, ValueEnum};
use tokio::net::TcpListener;

/// Serve a site until Ctrl-C or SIGTERM, then finish what is under way.
///
/// The address is printed once the site can be read there. A site with errors is not served: they are printed instead.
#[derive(Args)]
#[command(after_help = "Examples:
  attune serve                            the built-in site
  attune serve my-site                    the folder my-site over it
  attune serve my-site --listen [::]:80   for everyone on the network
  ATTUNE_LISTEN=127.0.0.1:0 attune serve  on a free port, which is printed

`/healthz` answers 200 while the site is served. Encryption is the business of a proxy in front.")]
pub(crate) struct Serve {
    /// The site's folder; without it, the built-in site.
    site: Option<PathBuf>,
    /// Where to be reached, as HOST:PORT; port 0 is any free port.
    #[arg(long, value_name = "HOST:PORT", env = "ATTUNE_LISTEN", default_value = "127.0.0.1:3000")]
    listen: String,
    #[command(flatten)]
    build: Build,
}

/// Say everything that is wrong in a site; exit 1 when something is an error.
#[derive(Args)]
#[command(after_help = "Examples:
  attune check my-site
  attune check my-site --report            and what was measured in each article
  attune check my-site --format json       for an editor: one JSON array
  attune check my-site --format github     for a workflow: notes beside the lines of a change
  attune check my-site --today 2027-01-01  as of that day: what will be overdue then?
  attune check my-site --links             and whether the addresses outside still answer

What is held against the texts, and how strictly, stands in `[prose]` of `site.toml`.")]
pub(crate) struct Check {
    /// The site's folder; without it, the built-in site.
    site: Option<PathBuf>,
    /// For whom.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print tables too: for each article its words, reading grades, longest sentence, claims, review and sources.
    #[arg(long)]
    report: bool,
    #[command(flatten)]
    outside: outside::Outside,
    #[command(flatten)]
    build: Build,
}

/// What every build is given from outside.
#[derive(Args)]
struct Build {
    /// The day of the build, which decides what is overdue; without it, today in UTC.
    #[arg(long, value_name = "YYYY-MM-DD", env = "ATTUNE_TODAY")]
    today: Option<jiff::civil::Date>,
}

impl Build {
    /// The one place where the calendar is asked.
    fn today(&self) -> Day {
        day(self.today.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()))
    }
}

fn day(date: jiff::civil::Date) -> Day {
    Day {
        year: u16::try_from(date.year()).unwrap_or(0),
        month: u8::try_from(date.month()).expect("a month is 1 to 12"),
        day: u8::try_from(date.day()).expect("a day is 1 to 31"),
    }
}

/// Who reads what is wrong.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A person: each with its line and carets under the place.
    Human,
    /// A program: one JSON array with path, line, column, code and message of each.
    Json,
    /// GitHub: one workflow command a line.
    Github,
}

/// Write a site as files, for any host that serves files.
///
/// The folder is replaced as a whole, once everything is written; a folder that holds anything else is refused. A site
/// whose `url` has a path, such as https://clinic.example/parents/, is written for that path: put the folder's files
/// there.
#[derive(Args)]
#[command(after_help = "Examples:
  attune export --out public
  attune export my-site --out /srv/www/parents")]
pub(crate) struct Export {
    /// The site's folder; without it, the built-in site.
    site: Option<PathBuf>,
    /// The folder to write: a new one, an empty one, or one that an export wrote.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    build: Build,
}

/// Serves a site until a signal comes.
pub(crate) fn serve(serve: &Serve) -> anyhow::Result<ExitCode> {
    let Some((site, title)) = build(serve.site.as_deref(), &serve.build)? else {
        return Ok(ExitCode::FAILURE);
    };
    let runtime = tokio::runtime::Runtime::new().context("cannot start")?;
    runtime.block_on(async {
        let listen = &serve.listen;
        let listener = TcpListener::bind(listen).await.map_err(|error| not_listening(listen, &error))?;
        let reached = listener.local_addr().context("cannot tell the address")?;
        let home = site.base().link(&Address::home());
        let router = router(Arc::new(Shelf::new(Arc::new(site))));
        let stop = asked_to_stop().context("cannot listen for signals")?;
        say(io::stdout(), &format!("Attune is serving \"{title}\" on http://{reached}{home}\n"));
        accept::serve(listener, router, stop).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Prints what is wrong in a site.
pub(crate) fn check(check: &Check) -> anyhow::Result<ExitCode> {
    let sources = sources(check.site.as_deref())?;
    let today = check.build.today();
    let Edition { diagnostics, hints, uncited, readings, .. } = Edition::build(&sources, today);
    // Whoever checks is about to publish. A site that is up stays up, and says it on the page.
    let mut found = diagnostics.raised(OVERDUE);
    found.append(hints);
    found.append(check.outside.check(check.site.as_deref(), &sources, today));
    found.sort(&sources);
    let count = format!("{}\n", count(&found));
    let shown = match check.format {
        Format::Human => found.show(&sources) + &count,
        Format::Json => found.json(&sources),
        Format::Github => found.github(&sources),
    };
    say(io::stdout(), &shown);
    if !matches!(check.format, Format::Human) {
        say(io::stderr(), &count);
    }
    if check.report {
        let table = format!("{}\n{}", report::table(&readings), report::sources(&readings, &uncited));
        match check.format {
            Format::Human => say(io::stdout(), &format!("\n{table}")),
            Format::Json | Format::Github => say(io::stderr(), &table),
        }
    }
    Ok(if found.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes a site as files.
pub(crate) fn export(export: &Export) -> anyhow::Result<ExitCode> {
    let Some((site, title)) = build(export.site.as_deref(), &export.build)? else {
        return Ok(ExitCode::FAILURE);
    };
    let report = attune::export::write(&site, &export.out)?;
    let files = plural(report.files + report.redirects, "file");
    say(
        io::stdout(),
        &format!(
            "Attune wrote \"{title}\" to {}: {files}, {} kB\n",
            export.out.display(),
            report.bytes.div_ceil(1000)
        ),
    );
    Ok(ExitCode::SUCCESS)
}

/// The finished site with its name. Prints what was found on the way; gives nothing when the site must not be shown.
fn build(folder: Option<&Path>, build: &Build) -> anyhow::Result<Option<(Site, String)>> {
    let sources = sources(folder)?;
    let Edition { site, diagnostics, title, hints: _, uncited: _, readings: _ } =
        Edition::build(&sources, build.today());
    if !diagnostics.is_empty() {
        say(io::stderr(), &format!("{}{}\n", diagnostics.show(&sources), count(&diagnostics)));
    }
    Ok(site.map(|site| (site, title)))
}

fn sources(folder: Option<&Path>) -> anyhow::Result<Sources> {
    let Some(folder) = folder else { return Ok(Sources::built_in()) };
    if !folder.exists() {
        bail!("there is no folder {}", folder.display());
    }
    if !folder.is_dir() {
        bail!("{} is a file; name the folder of the site", folder.display());
    }
    Ok(Sources::read(folder)?)
}

fn not_listening(listen: &str, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow::anyhow!("{listen} is in use by another program; choose another with --listen, or port 0")
        }
        io::ErrorKind::InvalidInput => {
            anyhow::anyhow!("`{listen}` is no address; write HOST:PORT, such as 127.0.0.1:3000")
        }
        _ => anyhow::anyhow!("cannot listen on {listen}: {error}"),
    }
}

/// Listens for Ctrl-C and for the system's word from now on; what it gives ends when one of them comes.
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut end, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(async move {
            tokio::select! {
                _ = end.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn count(found: &Diagnostics) -> String {
    let some = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")]
        .into_iter()
        .map(|(severity, name)| (found.count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect::<Vec<_>>();
    if some.is_empty() { "nothing is wrong".to_owned() } else { some.join(", ") }
}

fn plural(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// At once. Whoever read it may be gone; that is no fault of ours.
fn say(mut out: impl Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
