//! One Markdown file of `articles/` or `pages/`, read knowing only what exists. Takes the file; gives an [`Article`] or a
//! [`TextPage`]. Knows nothing of the other articles' sections.

use crate::diagnostic::Diagnostics;
use crate::library::catalog::{ClaimKey, Slug};
use crate::library::front_matter::{self, FrontMatter};
use crate::library::line::each_inline_of;
use crate::library::markdown::{Context, parse, parse_line};
use crate::library::prose::{Block, Cited, Inline, Prose, plain};
use crate::library::record::Placed;
use crate::library::section::{Section, outline};
use crate::source::FileId;

/// How many words an adult reads in a minute. Brysbaert (2019, Journal of Memory and Language, 109, 104047) puts silent
/// reading of English non-fiction at 238; a tired reader, or one who reads in a second language, takes longer.
const WORDS_PER_MINUTE: usize = 200;

/// The body of a file.
#[derive(Clone, Debug)]
pub struct Body {
    /// The file.
    pub file: FileId,
    /// What it says.
    pub prose: Prose,
    /// Its sections.
    pub outline: Vec<Section>,
}

/// An article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The last part of its address.
    pub slug: Slug,
    /// Its header.
    pub front: FrontMatter,
    /// The key points of the header, read as Markdown.
    pub key_points: Vec<Vec<Inline>>,
    /// Its body.
    pub body: Body,
    /// How long it takes to read, in whole minutes, at least one.
    pub minutes: usize,
}

impl Article {
    /// The claims it cites, each once, in the order in which a reader meets them.
    pub fn claims(&self) -> Vec<&ClaimKey> {
        let mut keys: Vec<&ClaimKey> = Vec::new();
        let mut lines: Vec<&Inline> = Vec::new();
        for point in &self.key_points {
            each_inline_of(point, None, &mut |_, inline| lines.push(inline));
        }
        self.body.prose.each_inline(&mut |_, inline| lines.push(inline));
        for line in lines {
            let Inline::Citation(citation) = line else { continue };
            for item in &citation.items {
                match &item.cited {
                    Cited::Claim(key) if !keys.contains(&key) => keys.push(key),
                    Cited::Claim(_) | Cited::Source(_) => {}
                }
            }
        }
        keys
    }
}

/// A page that is no article: home, about, privacy.
#[derive(Clone, Debug)]
pub struct TextPage {
    /// Its address without the slashes around it; `home` stands at `/`.
    pub slug: Slug,
    /// Its name.
    pub title: Placed<String>,
    /// What it is about.
    pub lead: Placed<String>,
    /// Its body.
    pub body: Body,
}

/// Reads an article under its header, whose body starts at the byte `start`; `None` when the header is no header.
pub fn read(
    context: Context<'_>,
    slug: &Slug,
    front: Option<FrontMatter>,
    start: usize,
    found: &mut Diagnostics,
) -> Option<Article> {
    let body = body(context, start, found);
    let front = front?;
    let key_points: Vec<_> = front.key_points.iter().map(|point| parse_line(context, point, found)).collect();
    let words = body.prose.words() + front.lead.value.split_whitespace().count();
    let minutes = words.div_ceil(WORDS_PER_MINUTE).max(1);
    Some(Article { slug: slug.clone(), front, key_points, body, minutes })
}

/// Reads a page; `None` when its header is no header.
pub fn read_page(context: Context<'_>, slug: &Slug, found: &mut Diagnostics) -> Option<TextPage> {
    let (matter, start) = front_matter::parse_page(context.sources, context.file, found);
    let body = body(context, start, found);
    let matter = matter?;
    Some(TextPage { slug: slug.clone(), title: matter.title, lead: matter.lead, body })
}

/// Without a header that can be read the whole file would be taken for text; it is left alone then.
fn body(context: Context<'_>, start: usize, found: &mut Diagnostics) -> Body {
    let prose = if start == 0 { Prose::default() } else { parse(context, start, found) };
    let headings = prose.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some((heading.level, heading.anchor.clone(), plain(&heading.words))),
        Block::Paragraph(..)
        | Block::Plain(..)
        | Block::List { .. }
        | Block::Quote(_)
        | Block::Alert(..)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Definitions(_)
        | Block::Figure(_)
        | Block::Rule => None,
    });
    let outline = outline(headings);
    Body { file: context.file, prose, outline }
}
