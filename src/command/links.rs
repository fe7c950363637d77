//! `attune links …`: what an author says of links that were published. Takes what the command line says; gives a line more
//! in `links.lock` or `links.toml`, or ids in an article, and tells what was done.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use attune::folder;
use attune::library::day::Day;
use attune::library::markdown::Context;
use attune::library::moves::{self, with_gone, with_moved};
use attune::library::permalink::{Page, Permalink};
use attune::library::pin::{self, Pinned};
use attune::library::short_code::ShortCode;
use attune::library::{self, Library, register};
use attune::source::{FileId, Sources};
use clap::{Args, Subcommand};

use crate::command::{count, day, plural, say, sources};

/// Keep the links that were published: accept new ones, say where one has moved or that it is gone, fix ids.
#[derive(Args)]
#[command(after_help = "Examples:
  attune links accept --published 2026-11-25 my-site
  attune links moved safe-haven#sleep proximate-separation#nights my-site
  attune links gone myths#left-handed --because \"The study was withdrawn.\" my-site
  attune links pin safe-haven my-site

SITE is the site's folder; it may be left out inside the folder itself.

`links.lock` lists every page, section, figure, table, term, claim and source that was published, each with its short
code: /s/CODE leads to it wherever it is. `attune check` says when one of them would lead nowhere, and how to mend it.
What has moved or is gone stands in `links.toml`. Keep both files with the site.")]
pub(crate) struct Links {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Put everything that is there into the register, `links.lock`: from then on its links are kept.
    Accept {
        /// The site's folder.
        site: Option<PathBuf>,
        /// The day on which these links are published.
        #[arg(long, value_name = "YYYY-MM-DD")]
        published: jiff::civil::Date,
    },
    /// Say where a published link leads now.
    Moved {
        /// What was published: PAGE#ID, such as safe-haven#sleep, or the address itself.
        old: String,
        /// Where it is now: PAGE#ID or PAGE.
        new: String,
        /// The site's folder.
        site: Option<PathBuf>,
    },
    /// Write the ids in use into the headings of an article or page that have none; no other byte of it changes.
    Pin {
        /// The article: safe-haven, or the path of its file.
        article: String,
        /// The site's folder.
        site: Option<PathBuf>,
    },
    /// Retire a published link: whoever follows it is told why.
    Gone {
        /// What was published: PAGE#ID or PAGE.
        link: String,
        /// The reason, one sentence for readers.
        #[arg(long, value_name = "REASON")]
        because: String,
        /// The site's folder.
        site: Option<PathBuf>,
    },
}

/// Does one of them.
pub(crate) fn links(links: &Links) -> anyhow::Result<ExitCode> {
    match &links.command {
        Command::Accept { site, published } => accept(&Desk::open(site.as_deref())?, day(*published)),
        Command::Moved { old, new, site } => moved(&Desk::open(site.as_deref())?, old, new),
        Command::Pin { article, site } => pin(&Desk::open(site.as_deref())?, article),
        Command::Gone { link, because, site } => gone(&Desk::open(site.as_deref())?, link, because),
    }
}

/// A site's folder with what stands in it.
struct Desk {
    folder: PathBuf,
    sources: Sources,
}

impl Desk {
    fn open(site: Option<&Path>) -> anyhow::Result<Desk> {
        let folder = match site {
            Some(site) => site.to_owned(),
            None if Path::new("site.toml").exists() => PathBuf::from("."),
            None => bail!("name the site's folder: this one has no site.toml"),
        };
        let sources = sources(Some(&folder))?;
        Ok(Desk { folder, sources })
    }

    /// The site's own file of a page. Its name may be written otherwise than the slug it gives.
    fn file(&self, library: &Library, page: &Page) -> Option<FileId> {
        let folder = if matches!(page, Page::Article(_)) { "articles/" } else { "pages/" };
        let own = self.sources.folder(folder).filter(|file| !self.sources.file(*file).built_in);
        let named = |file: &FileId| {
            let name = self.sources.file(*file).name();
            let slug = if folder == "articles/" {
                library.catalog.article(name)
            } else {
                library.catalog.page(name)
            };
            slug.is_some_and(|slug| format!("{folder}{slug}") == page.to_string())
        };
        own.into_iter().find(named)
    }

    /// The site as it is. The day plays no part in what links are there.
    fn library(&self) -> Library {
        library::compile(&self.sources, Day { year: 2000, month: 1, day: 1 }).0
    }
}

fn accept(desk: &Desk, day: Day) -> anyhow::Result<ExitCode> {
    let (library, found) = library::compile(&desk.sources, day);
    if found.has_errors() {
        let shown = format!("{}{}\n", found.show(&desk.sources), count(&found));
        say(io::stdout(), &shown);
        bail!("nothing was accepted: mend first what is wrong");
    }
    let path = desk.folder.join(register::FILE);
    let links = library.published.all().map(|(link, _)| link);
    let (text, new) = library.past.register.with(links, day, &library.past.beneath);
    if new == 0 {
        say(io::stdout(), &format!("Nothing is new: every link is in {}\n", path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    folder::replace(&path, &text)?;
    say(io::stdout(), &format!("Attune accepted {} into {}\n", plural(new, "new link"), path.display()));
    Ok(ExitCode::SUCCESS)
}

fn moved(desk: &Desk, old: &str, new: &str) -> anyhow::Result<ExitCode> {
    let library = desk.library();
    let old = former(&library, old)?;
    let new = understand(&library, new)?;
    if library.published.find(&new).is_none() && !(new.fragment.is_none() && library.published.has(&new.page))
    {
        let ids = library.published.of_page(&new.page).filter_map(|(link, _)| link.fragment.as_deref());
        let near = new.fragment.as_deref().and_then(|id| attune::diagnostic::nearest(id, ids));
        let near = near.map(|id| format!("; did you mean {}#{id}?", new.page)).unwrap_or_default();
        bail!("there is no {new}{near}");
    }
    if old.fragment.is_none() && new.fragment.is_some() {
        bail!("a whole page moves to a whole page: write {}", new.page);
    }
    write(desk, |text| with_moved(text, &old, &new))?;
    say(io::stdout(), &format!("{old} leads to {new} from now on\n"));
    Ok(ExitCode::SUCCESS)
}

fn gone(desk: &Desk, link: &str, because: &str) -> anyhow::Result<ExitCode> {
    let library = desk.library();
    let link = former(&library, link)?;
    if because.trim().is_empty() || because == "…" {
        bail!("say in one sentence why: readers who follow the link are told");
    }
    write(desk, |text| with_gone(text, &link, because.trim()))?;
    say(io::stdout(), &format!("{link} is retired from now on\n"));
    Ok(ExitCode::SUCCESS)
}

fn pin(desk: &Desk, article: &str) -> anyhow::Result<ExitCode> {
    let library = desk.library();
    let Permalink { page, fragment: _ } = understand(&library, article)?;
    let file = match &page {
        Page::Article(_) | Page::Text(_) => desk.file(&library, &page),
        Page::Bibliography | Page::Evidence | Page::Glossary => None,
    };
    let Some(file) = file else { bail!("there is no {page}.md in {}", desk.folder.display()) };
    let path = desk.folder.join(&desk.sources.file(file).path);
    let raw = folder::read(&path)?.ok_or_else(|| anyhow!("there is no {}", path.display()))?;
    let context = Context { sources: &desk.sources, catalog: &library.catalog, file, left_alone: false };
    let Pinned { text, ids } = pin::pin(&raw, context).map_err(|why| anyhow!("{}: {why}", path.display()))?;
    if ids.is_empty() {
        say(io::stdout(), &format!("Every heading of {} has its id\n", path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    folder::replace(&path, &text)?;
    let list = ids.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ");
    say(io::stdout(), &format!("Attune wrote {} into {}: {list}\n", plural(ids.len(), "id"), path.display()));
    Ok(ExitCode::SUCCESS)
}

fn write(desk: &Desk, change: impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
    let path = desk.folder.join(moves::FILE);
    let text = folder::read(&path)?.unwrap_or_default();
    let text =
        change(&text).ok_or_else(|| anyhow!("{} cannot be read: see `attune check`", path.display()))?;
    Ok(folder::replace(&path, &text)?)
}

fn understand(library: &Library, text: &str) -> anyhow::Result<Permalink> {
    let code = text.rsplit_once("/s/").map_or("", |(_, code)| code.trim_end_matches('/'));
    if let Some(code) = ShortCode::parse(&code.to_lowercase()) {
        let past = &library.past;
        let link = past.register.link(&code).or_else(|| past.beneath.link(&code)).cloned();
        return link.ok_or_else(|| anyhow!("no link has the code {code}"));
    }
    let known = |slug: &str| {
        let page = Page::Article(slug.to_owned());
        library.published.has(&page) || library.past.published(&Permalink::to_page(page))
    };
    let url = library.settings.url.as_ref().map(|url| url.value.as_str()).unwrap_or_default();
    Permalink::understand(&without_prefix(text, url), known)
        .ok_or_else(|| anyhow!("`{text}` names no page: write PAGE#ID, such as safe-haven#sleep"))
}

/// A whole address without the path under which the site at `url` stands.
fn without_prefix(address: &str, url: &str) -> String {
    let path = |address: &str| {
        let (_, rest) = address.split_once("://")?;
        rest.split_once('/').map(|(_, path)| path.to_owned())
    };
    let (Some(whole), Some(prefix)) = (path(address), path(url)) else { return address.to_owned() };
    let host = address.strip_suffix(&whole).unwrap_or_default();
    let prefix = format!("{}/", prefix.trim_matches('/'));
    whole.strip_prefix(&prefix).map_or_else(|| address.to_owned(), |inside| format!("{host}{inside}"))
}

/// A link that was published and is not there any more.
fn former(library: &Library, text: &str) -> anyhow::Result<Permalink> {
    let link = understand(library, text)?;
    if library.published.find(&link).is_some() {
        bail!("{link} is there; nothing has to be said of it");
    }
    // A list is retired as a whole by its name alone: whatever is not in it any more.
    let is_list = link.fragment.is_none() && link.page.is_list();
    if !is_list && !library.past.published(&link) {
        let known: Vec<String> = library.past.entries().map(|(link, _)| link.to_string()).collect();
        let near = attune::diagnostic::nearest(&link.to_string(), known.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        bail!("{link} was never published: it is not in {}{near}", register::FILE);
    }
    Ok(link)
}
