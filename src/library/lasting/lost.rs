//! Links that were published and lead nowhere: an error for each, with what is most like it and the ways out.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::lasting::likeness::{Looks, SOME, Sought};
use crate::library::lasting::{Fate, Inquiry};
use crate::library::permalink::{Page, Permalink};
use crate::library::published::{Kind, Place};
use crate::source::{Sources, Span};

/// Of more lost places than this nobody looks through other pages one by one, and neither does the check: it would hold each
/// of them against everything that is new.
const MANY: usize = 1000;

/// Reports what was published and is not there. Of a page that is lost nothing more is said than that it is.
pub(crate) fn check(inquiry: Inquiry<'_>, drafts: &[Page], found: &mut Diagnostics) {
    let mut pages: BTreeMap<Page, Span> = BTreeMap::new();
    let mut places: Vec<(&Permalink, Permalink, Span)> = Vec::new();
    let mut beneath: BTreeMap<&Page, Vec<&str>> = BTreeMap::new();
    for (link, entry) in inquiry.past.entries() {
        let Fate::Lost(at) = inquiry.fate(link) else { continue };
        // What is lost under a later name is reported under that.
        if at != *link && inquiry.published_at(&at).is_some() {
            continue;
        }
        // So is a table with its section, whose id it has.
        if at.section_of_table().is_some_and(|(_, section)| matches!(inquiry.fate(&section), Fate::Lost(_))) {
            continue;
        }
        let is_own = inquiry.past.register.find(link).is_some();
        if !inquiry.published.has(&at.page) {
            // A site that lies over the built-in one has the pages it has.
            if is_own {
                pages.entry(at.page).or_insert(entry.span);
            }
        } else if is_own {
            places.push((link, at, entry.span));
        } else if let (Some(id), Page::Article(_)) = (&link.fragment, &link.page) {
            beneath.entry(&link.page).or_default().push(id);
        }
    }
    let is_sound = pages.is_empty() && places.is_empty();
    let candidates = if is_sound { Vec::new() } else { Candidate::all(inquiry) };
    for (page, published) in pages {
        found.add(lost_page(inquiry, &candidates, &page, published, drafts));
    }
    let lost: Vec<&Permalink> = places.iter().map(|(_, at, _)| at).collect();
    let nearest = match_up(&candidates, &lost);
    for ((link, at, published), near) in places.iter().zip(nearest) {
        found.add(lost_place(inquiry, link, at, *published, near));
    }
    for (page, ids) in beneath {
        if let Some(diagnostic) = built_in(inquiry, page, &ids) {
            found.add(diagnostic);
        }
    }
}

/// The command that mends a link, as it is typed.
pub(crate) fn command(sources: &Sources, words: &str) -> String {
    let site = sources.site().map_or(String::new(), |site| format!(" {}", quoted(site)));
    format!("attune links {words}{site}")
}

/// A link, as a shell takes it for one word: an id may hold what means something to a shell.
pub(crate) fn word(link: &Permalink) -> String {
    quoted(&link.to_string())
}

/// As a shell takes it for one word.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%#".contains(c);
    if word.chars().all(is_plain) && !word.starts_with('#') {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn retire(sources: &Sources, link: &Permalink) -> String {
    command(sources, &format!("gone {} --because \"…\"", word(link)))
}

fn moved(sources: &Sources, link: &Permalink, to: &Permalink) -> String {
    command(sources, &format!("moved {} {}", word(link), word(to)))
}

/// A place that is not there, of a page that is; `near` is what is most like it.
fn lost_place(
    inquiry: Inquiry<'_>,
    link: &Permalink,
    at: &Permalink,
    published: Span,
    near: Option<(&Permalink, &Place)>,
) -> Diagnostic {
    let sources = inquiry.sources;
    let id = link.fragment.as_deref().unwrap_or_default();
    let retire = retire(sources, link);
    let Some((near, place)) = near else {
        let message = format!("the published link `{link}` leads nowhere");
        let help = format!(
            "bring back what has the id `{id}`, or say where it is: `{}`, or that it is gone: `{retire}`",
            command(sources, &format!("moved {} PAGE#ID", word(link)))
        );
        return Diagnostic::error("lost-link", published, message).help(help);
    };
    let message = format!("the published link `{link}` leads nowhere; most like it is “{}”", place.title);
    let moved = moved(sources, link, near);
    let is_free = !inquiry.is_published(near);
    let help = match place.kind {
        Kind::Section { .. } if near.page == at.page && is_free => {
            format!("give the heading its old id, `{{#{id}}}`, or record the move: `{moved}`")
        }
        Kind::Section { .. } | Kind::Page => {
            format!(
                "record the move: `{moved}`, or give another heading of `{}` the old id, `{{#{id}}}`",
                Permalink::to_page(at.page.clone())
            )
        }
        Kind::Figure | Kind::Table | Kind::Term | Kind::Claim | Kind::Topic | Kind::Source => {
            format!("give it its old name back, or record the move: `{moved}`")
        }
    };
    Diagnostic::error("lost-link", place.span, message)
        .related(published, "published here")
        .help(format!("{help}; if it is gone for good: `{retire}`"))
}

/// A place that may have taken over from others.
struct Candidate<'a> {
    link: &'a Permalink,
    place: &'a Place,
    looks: Looks,
    is_new: bool,
}

impl<'a> Candidate<'a> {
    fn all(inquiry: Inquiry<'a>) -> Vec<Candidate<'a>> {
        let candidate = |(link, place)| Candidate {
            link,
            place,
            looks: Looks::of(link, place),
            is_new: !inquiry.is_published(link),
        };
        inquiry.published.all().map(candidate).collect()
    }
}

/// Those on one page.
fn of_page<'c, 'a>(candidates: &'c [Candidate<'a>], page: &Page) -> &'c [Candidate<'a>] {
    let from = candidates.partition_point(|candidate| candidate.link.page < *page);
    let to = candidates.partition_point(|candidate| candidate.link.page <= *page);
    &candidates[from..to]
}

/// For each place that is lost what most likely took over from it: something new, of the same kind, on the same page and
/// alike; of very many lost places each on its own page only. What is new takes over from one place only, so that among several the surest pairs are found first and the
/// others by what they leave.
fn match_up<'a>(candidates: &[Candidate<'a>], all: &[&Permalink]) -> Vec<Option<(&'a Permalink, &'a Place)>> {
    let new: Vec<&Candidate<'_>> = candidates.iter().filter(|candidate| candidate.is_new).collect();
    let mut pairs = Vec::new();
    for (number, lost) in all.iter().enumerate() {
        let (kind, sought) = (kind_of(lost), Sought::by(lost));
        let pair = |candidate: &Candidate<'a>| {
            let Candidate { link, place, looks, is_new } = candidate;
            let near = if place.kind.is_like(kind) { sought.likeness(looks) } else { return None };
            let is_here = link.page == lost.page;
            let score = near + if is_here { 0.3 } else { 0.0 } + if *is_new { 0.5 } else { 0.0 };
            (near >= SOME || (is_here && *is_new)).then_some((score, number, *link, *place, *is_new))
        };
        let before = pairs.len();
        pairs.extend(of_page(candidates, &lost.page).iter().filter_map(pair));
        if all.len() > MANY {
            continue;
        }
        let elsewhere = new.iter().filter(|candidate| candidate.link.page != lost.page);
        pairs.extend(elsewhere.filter_map(|candidate| pair(candidate)));
        // What was published on other pages is looked at only where nothing else is like it: there is much of it.
        if pairs.len() == before {
            pairs.extend(candidates.iter().filter_map(pair));
        }
    }
    // Stable: of equal ones the first.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut matched = vec![None; all.len()];
    let mut taken = BTreeSet::new();
    for (_, number, link, place, is_new) in pairs {
        if matched[number].is_none() && (!is_new || taken.insert(link)) {
            matched[number] = Some((link, place));
        }
    }
    matched
}

/// Of equal ones the first.
fn best<'a>(
    scored: impl Iterator<Item = (f64, &'a Permalink, &'a Place)>,
) -> Option<(&'a Permalink, &'a Place)> {
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, link, place)| (link, place))
}

/// What kind of place a link of the past led to, as far as its name tells.
fn kind_of(link: &Permalink) -> Kind {
    match (&link.page, link.fragment.as_deref()) {
        (Page::Bibliography, _) => Kind::Source,
        (Page::Evidence, _) => Kind::Claim,
        (Page::Glossary, _) => Kind::Term,
        (Page::Article(_) | Page::Text(_), None) => Kind::Page,
        (Page::Article(_) | Page::Text(_), Some(id)) if id.starts_with("_fig-") => Kind::Figure,
        (Page::Article(_) | Page::Text(_), Some(id)) if id.starts_with("_table") => Kind::Table,
        (Page::Article(_) | Page::Text(_), Some(_)) => Kind::Section { named: true },
    }
}

/// A page that is not there.
fn lost_page(
    inquiry: Inquiry<'_>,
    candidates: &[Candidate<'_>],
    page: &Page,
    published: Span,
    drafts: &[Page],
) -> Diagnostic {
    let sources = inquiry.sources;
    let link = Permalink::to_page(page.clone());
    let retire = retire(sources, &link);
    if drafts.contains(page) {
        let message = format!("the published page `{page}` is a draft now");
        let help = format!("take `draft = true` out of its header, or retire it: `{retire}`");
        return Diagnostic::error("lost-page", published, message).help(help);
    }
    let Some((near, place)) = heir(inquiry, candidates, page) else {
        let message = format!("the published page `{page}` is not there any more");
        let moved = command(sources, &format!("moved {} PAGE", word(&link)));
        let help = format!("bring it back, or say where it is: `{moved}`, or that it is gone: `{retire}`");
        return Diagnostic::error("lost-page", published, message).help(help);
    };
    let message = format!("the published page `{page}` is not there any more; most like it is `{near}`");
    let moved = moved(sources, &link, near);
    let help = match (page, &near.page) {
        (Page::Article(old), Page::Article(new)) => {
            format!(
                "if it was renamed, write `aliases = [\"{old}\"]` into the header of `articles/{new}.md`, or record the move: `{moved}`"
            )
        }
        _ => format!("record the move: `{moved}`"),
    };
    Diagnostic::error("lost-page", place.span, message)
        .related(published, "published here")
        .help(format!("{help}; if it is gone for good: `{retire}`"))
}

/// The page that took over from another: a new one that has its sections, or whose name is like it.
fn heir<'a>(
    inquiry: Inquiry<'_>,
    candidates: &[Candidate<'a>],
    page: &Page,
) -> Option<(&'a Permalink, &'a Place)> {
    let past = inquiry.past.register.of_page(page);
    let ids: BTreeSet<&str> = past.filter_map(|(link, _)| link.fragment.as_deref()).collect();
    let sought = Sought::by(&Permalink::to_page(page.clone()));
    let score = |Candidate { link, place: _, looks, is_new }: &Candidate<'a>| {
        let here = of_page(candidates, &link.page).iter();
        let shared = here.filter(|place| place.link.fragment.as_deref().is_some_and(|id| ids.contains(id)));
        let shared = f64::from(u32::try_from(shared.count()).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(ids.len().max(1)).unwrap_or(u32::MAX));
        let near = sought.likeness(looks);
        let may_be = near >= SOME || (*is_new && shared >= 0.5);
        may_be.then_some(shared + near + if *is_new { 1.0 } else { 0.0 })
    };
    let pages = candidates.iter().filter(|candidate| candidate.place.kind == Kind::Page);
    best(pages.filter_map(|page| score(page).map(|score| (score, page.link, page.place))))
}

/// A site has an article of its own in the place of a built-in one. Whether anyone was ever sent the links of that one is
/// not known here, so it is a warning.
fn built_in(inquiry: Inquiry<'_>, page: &Page, ids: &[&str]) -> Option<Diagnostic> {
    let link = Permalink::to_page(page.clone());
    let place = inquiry.published.find(&link)?;
    let list = ids.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ");
    let message = format!("the built-in `{page}` has sections that yours has not: {list}");
    let example = Permalink::to_place(page.clone(), ids.first().copied().unwrap_or_default());
    let help = format!(
        "if you ever served that one, give your headings these ids, or record for each where it went: `{}`",
        command(inquiry.sources, &format!("moved {} PAGE#ID", word(&example)))
    );
    let severity =
        if inquiry.sources.file(place.span.file).built_in { Diagnostic::error } else { Diagnostic::warning };
    Some(severity("lost-built-in-links", place.span, message).help(help))
}
