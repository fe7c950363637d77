//! `attune check --links`: tries out the addresses outside, with the memory of earlier days in a file. Whatever happens
//! to the file or to the network is said on the way and changes no exit code.

use std::io;
use std::path::{Path, PathBuf};

use attune::diagnostic::Diagnostics;
use attune::folder;
use attune::library::{self, day::Day};
use attune::outside::{Survey, manner::Manner, memory::Memory};
use attune::source::Sources;
use clap::Args;

use crate::command::say;

/// The name begins with a dot: a site's reader passes such files over.
const FILE: &str = ".attune-links.json";

/// What is said of the addresses outside.
#[derive(Args)]
pub(crate) struct Outside {
    /// Try out the addresses outside too, DOIs included: only warnings, never an error.
    #[arg(long)]
    links: bool,
    /// Where `--links` keeps what it was answered, for 30 days; without it, `.attune-links.json` in the site's folder,
    /// or in this one for the built-in site.
    #[arg(long, value_name = "FILE", requires = "links")]
    links_cache: Option<PathBuf>,
}

impl Outside {
    /// Asks, if it was wanted.
    pub(crate) fn check(&self, site: Option<&Path>, sources: &Sources, today: Day) -> Diagnostics {
        if !self.links {
            return Diagnostics::default();
        }
        let path = self.links_cache.clone();
        let path = path.unwrap_or_else(|| site.map_or_else(|| PathBuf::from(FILE), |site| site.join(FILE)));
        let before = read(&path);
        if let Err(why) = &before {
            complain(&format!("{} holds nothing that can be used, and is made anew: {why}", path.display()));
        }
        let before = before.ok();
        let mut memory = before.clone().unwrap_or_default();
        let manner = Manner::default();
        let (library, _) = library::compile(sources, today);
        let survey = Survey::plan(sources, &library, &memory, &manner);
        let (due, all) = (survey.due(), survey.all());
        let addresses = if all == 1 { "address" } else { "addresses" };
        say(io::stderr(), &format!("Attune asks for {due} of {all} outside {addresses}\n"));
        let found = survey.run(&mut memory, &manner);
        if before.as_ref() != Some(&memory)
            && let Err(error) = folder::replace(&path, &memory.text())
        {
            complain(&error.to_string());
        }
        found
    }
}

/// What the file holds; a file that is not there holds nothing.
fn read(path: &Path) -> Result<Memory, String> {
    let text = folder::read(path).map_err(|error| error.to_string())?;
    text.map_or_else(|| Ok(Memory::default()), |text| Memory::parse(&text))
}

fn complain(what: &str) {
    say(io::stderr(), &format!("attune: {what}\n"));
}
