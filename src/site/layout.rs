//! What stands around every page: head, header, navigation, footer. Takes finished text and links; gives the part of a
//! page struct that `templates/layout.html` shows. Knows nothing of what stands in the middle.

use crate::site::html::Html;
use crate::site::words::Words;

/// Everything around the middle of a page. Every page struct has one, in a field `layout`.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// The words of the interface; templates ask for them by name.
    pub words: &'a Words,
    /// The tag for `<html lang>`: `en`.
    pub language: String,
    /// The name of the site, shown beside its mark and at the end of every page's title.
    pub site_title: String,
    /// The page's own title; `None` on the home page.
    pub page_title: Option<String>,
    /// One sentence for search engines and for whoever gets the link.
    pub description: String,
    /// The page's full address, when the settings say where the site stands.
    pub canonical: Option<String>,
    /// False for a page that search engines should leave out.
    pub is_listed: bool,
    /// What the page is for whoever shows a card of it: `article` or `website`, in the words of Open Graph.
    pub kind: &'static str,
    /// What reference managers are told of the page as a work, in the words that Highwire Press began with and Google
    /// Scholar, Zotero and Mendeley read. The title is that of the card.
    pub cited: Option<Cited>,
    /// The language as Open Graph writes it: `en_GB`.
    pub locale: Option<String>,
    /// The link to the home page.
    pub home: String,
    /// The link to the icon.
    pub favicon: String,
    /// The link to the feed, if there is one.
    pub feed: Option<String>,
    /// The link to what a telephone needs to keep the site on its first screen.
    pub manifest: String,
    /// The link to `site.css`, which every page reads.
    pub style: String,
    /// The link to `script.css`: what only a script brings to a page. A script asks for it; nothing waits for it.
    pub script_style: String,
    /// The link to `lists.css`, which the pages read that list something; articles are lighter for it.
    pub list_style: String,
    /// Links to the site's own stylesheets, read after the program's.
    pub own_styles: Vec<String>,
    /// The link to `print.css`, which a browser reads after everything else.
    pub print_style: String,
    /// Links to scripts; all are modules, so none holds the page up.
    pub scripts: Vec<String>,
    /// The header's links.
    pub navigation: Vec<NavigationItem>,
    /// What stands at the end.
    pub footer: Footer,
    /// What became of places that once were on this page.
    pub former: Vec<FormerLine>,
}

impl Layout<'_> {
    /// The places that stand elsewhere now.
    pub fn moved(&self) -> Vec<&Link> {
        self.former
            .iter()
            .filter(|line| line.because.is_none())
            .filter_map(|line| line.link.as_ref())
            .collect()
    }
}

/// A page as a work.
#[derive(Clone, Debug)]
pub struct Cited {
    /// Who wrote it, each as one name.
    pub authors: Vec<String>,
    /// The day that it is cited with: `2026-11-25`.
    pub day: String,
}

/// What a page says to whoever comes with an id that nothing on it has any more.
#[derive(Clone, Debug)]
pub struct FormerLine {
    /// The id.
    pub id: String,
    /// Why it is gone; `None` for what stands elsewhere.
    pub because: Option<String>,
    /// Where it stands now, or what is nearest to it.
    pub link: Option<Link>,
}

/// A link of the header.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub link: String,
    /// Whether the reader is there already.
    pub current: Current,
}

/// Where the page stands, seen from a link of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Current {
    /// Elsewhere.
    No,
    /// Beneath it: an article, seen from the list of articles.
    Beneath,
    /// The very page.
    Here,
}

/// The end of every page.
#[derive(Clone, Debug)]
pub struct Footer {
    /// What the site is not: a diagnosis.
    pub disclaimer: String,
    /// What to do in an emergency, and the help lines.
    pub help: Html,
    /// Whom to ask: the label as shown, the link `mailto:`, `tel:` or a page.
    pub contact: Option<Link>,
    /// Further links: about, privacy.
    pub links: Vec<Link>,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads, ready for `href`.
    pub link: String,
}

/// A section that leans on a source, a claim or a term.
#[derive(Clone, Debug)]
pub struct Place {
    /// The link to the section.
    pub link: String,
    /// The article's title.
    pub article: String,
    /// The section's title; empty for what stands before the first section.
    pub section: String,
}

impl Place {
    /// True when both stand in one article: a list then names it once.
    pub fn is_in_article_of(&self, other: &Place) -> bool {
        self.article == other.article
    }
}

/// Articles under one title, in reading order. Home and the list of articles show them alike.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The topic's title; `None` when the site has one topic only and gives it no title.
    pub title: Option<String>,
    /// The topic's own id on the page; starts with `_`.
    pub id: String,
    /// Its articles.
    pub articles: Vec<Shelved>,
}

/// One article in a list of articles.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its place in the reading order of the whole site, from 1.
    pub number: usize,
    /// The link to it.
    pub link: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub lead: String,
    /// How long it takes to read.
    pub minutes: usize,
}
