//! Every file of a site, read once. Takes the built-in site and, if there is one, a folder that lies over it file by
//! file; gives [`Sources`]. The only room that reads a site from the disk. Knows nothing of what the files mean.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use unicode_normalization::UnicodeNormalization;

static BUILT_IN_CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static BUILT_IN_STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// What stands before the path of a file of the built-in site, as it is shown.
const BUILT_IN: &str = "built-in:";

/// A file of a [`Sources`], by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one file. `start` and `end` are byte offsets into the file's text; an empty range points between
/// two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        Span { file, start: range.start, end: range.end }
    }

    /// The very beginning of `file`: where something is missing altogether.
    pub fn start_of(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path inside the site, with `/`, in NFC: `articles/synchrony.md`.
    pub path: String,
    /// The path as an author knows it: with the site's folder before it, or `built-in:` for the built-in site.
    pub shown: String,
    /// True for a file of the built-in site.
    pub built_in: bool,
    /// What stands in it.
    pub content: Content,
    /// Where its lines begin, once somebody has asked.
    lines: OnceLock<Lines>,
}

/// Where the lines of a text begin, and how many letters stand before each [`STEP`]: found once, so that a thousand
/// places do not cost reading the text a thousand times, though it be one line.
#[derive(Clone, Debug)]
struct Lines {
    starts: Vec<usize>,
    letters: Vec<usize>,
}

/// So many bytes of a text are counted for a place in it.
const STEP: usize = 1024;

/// What stands in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text: UTF-8, without a byte order mark, with `\n` line ends.
    Text(String),
    /// Anything else, such as a picture.
    Bytes(Vec<u8>),
}

impl SourceFile {
    /// The text; empty for a file that is not UTF-8.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Bytes(_) => "",
        }
    }

    /// True for text, false for a file that is not UTF-8.
    pub fn is_text(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// The bytes, of text or of anything else.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// The path inside its folder without ending: `synchrony`, and `about/how-we-write` for a page that lies deeper.
    pub fn name(&self) -> &str {
        let name = self.path.split_once('/').map_or(self.path.as_str(), |(_, name)| name);
        name.rsplit_once('.').map_or(name, |(name, _)| name)
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let text = self.text();
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        (line + 1, self.letters_before(offset) - self.letters_before(self.lines().starts[line]) + 1)
    }

    /// The line in which a byte offset lies, without its end, and the offset in that line.
    pub fn line_at(&self, offset: usize) -> (&str, usize) {
        let text = self.text();
        let offset = offset.min(text.len());
        let line = self.line_of(offset);
        let starts = &self.lines().starts;
        let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
        (&text[starts[line]..end], offset - starts[line])
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines().starts.partition_point(|start| *start <= offset) - 1
    }

    fn letters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.lines().letters[step] + letters(&self.text().as_bytes()[step * STEP..offset])
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| {
            let text = self.text();
            let ends = text.match_indices('\n').map(|(at, _)| at + 1);
            let steps = text.as_bytes().chunks(STEP).scan(0, |all, step| {
                *all += letters(step);
                Some(*all)
            });
            Lines {
                starts: std::iter::once(0).chain(ends).collect(),
                letters: std::iter::once(0).chain(steps).collect(),
            }
        })
    }
}

/// How many letters begin in these bytes of a text.
fn letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// All files of a site. A path may have two files: the site's own, which counts, and the built-in one beneath it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The site's folder, as it was named.
    site: Option<String>,
    files: Vec<SourceFile>,
    by_path: BTreeMap<String, Vec<FileId>>,
}

impl Sources {
    /// The built-in site alone.
    pub fn built_in() -> Sources {
        let mut sources = Sources::default();
        sources.add_embedded(&BUILT_IN_CONTENT, "");
        sources.add_embedded(&BUILT_IN_STATIC, "static/");
        sources
    }

    /// The built-in site with the folder `site` over it.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn read(site: &Path) -> Result<Sources, ReadError> {
        let mut sources = Sources { site: Some(site.to_string_lossy().into_owned()), ..Sources::built_in() };
        let mut paths = Vec::new();
        walk(site, site, &mut paths)?;
        paths.sort();
        for (relative, path) in paths {
            match std::fs::read(&path) {
                Ok(bytes) => sources.add(&relative, &path.to_string_lossy(), false, bytes),
                // Whether it belongs to the site, its settings say.
                Err(_) if is_citations_file(&relative) => {}
                Err(cause) => return Err(ReadError { path, cause }),
            }
        }
        Ok(sources)
    }

    /// A site made of the given paths and texts over the built-in one: for tests and for what is not on a disk. A path
    /// `built-in:articles/x.md` stands for a file of the built-in site, in place of what that has there.
    pub fn layered<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
        let mut sources = Sources::built_in();
        let (beneath, own): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(path, _)| path.starts_with(BUILT_IN));
        for (path, text) in beneath.into_iter().chain(own) {
            let inside = path.strip_prefix(BUILT_IN);
            sources.add(inside.unwrap_or(path), path, inside.is_some(), text.as_bytes().to_vec());
        }
        sources
    }

    /// The site's folder, as whoever built the site named it; nothing for a site without one.
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// The file that counts at `path`.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.layers(path).first().copied()
    }

    /// All files at `path`, the uppermost first.
    pub fn layers(&self, path: &str) -> &[FileId] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    /// The files that count in a folder (`articles/`), in the order of their paths.
    pub fn folder(&self, folder: &str) -> impl Iterator<Item = FileId> {
        self.by_path
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter_map(|(_, layers)| layers.first().copied())
    }

    /// The file itself.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.start..span.end).unwrap_or_default()
    }

    /// The same files with another text in one of them: what would be read if it stood there.
    #[must_use]
    pub fn with_text(&self, id: FileId, raw: &str) -> Sources {
        let mut sources = self.clone();
        let file = &mut sources.files[id.0 as usize];
        file.content = Content::Text(plain_text(raw));
        file.lines = OnceLock::new();
        sources
    }

    fn add(&mut self, path: &str, shown: &str, built_in: bool, bytes: Vec<u8>) {
        let path: String = path.nfc().collect();
        let content = match String::from_utf8(bytes) {
            Ok(text) => Content::Text(plain_text(&text)),
            Err(error) => Content::Bytes(error.into_bytes()),
        };
        let id = FileId(
            u32::try_from(self.files.len()).expect("a site has fewer than four thousand million files"),
        );
        self.by_path.entry(path.clone()).or_default().insert(0, id);
        let lines = OnceLock::new();
        self.files.push(SourceFile { path, shown: shown.to_owned(), built_in, content, lines });
    }

    fn add_embedded(&mut self, dir: &Dir<'_>, prefix: &str) {
        for file in dir.files() {
            let path = format!("{prefix}{}", file.path().to_string_lossy().replace('\\', "/"));
            if is_read(&path) {
                self.add(&path, &format!("{BUILT_IN}{path}"), true, file.contents().to_vec());
            }
        }
        for folder in dir.dirs() {
            self.add_embedded(folder, prefix);
        }
    }
}

/// A folder or file that could not be read.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    cause: std::io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for ReadError {}

/// Without a byte order mark, and with `\n` at the end of every line: what [`SourceFile::text`] gives.
pub fn plain_text(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// True for a path that means something in a site. What editors and tools leave behind is passed over.
fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.split('/').any(|part| part.starts_with('.')) || name.ends_with('~') {
        return false;
    }
    match path.split_once('/') {
        None => {
            matches!(path, "site.toml" | "claims.toml" | "glossary.md" | "links.lock" | "links.toml")
                || path.ends_with(".csl")
                || is_citations_file(path)
        }
        Some(("articles", rest)) => !rest.contains('/') && rest.ends_with(".md"),
        Some(("pages", rest)) => rest.ends_with(".md"),
        Some(("figures", rest)) => !rest.contains('/') && rest.ends_with(".svg"),
        Some(("words", rest)) => !rest.contains('/') && rest.ends_with(".ftl"),
        Some(("static", _)) => true,
        Some((_, rest)) => !rest.contains('/') && is_citations_file(path),
    }
}

/// True for a file that may hold citations: its ending says in which format. It lies in the site's folder or in a folder
/// of that, under any name.
pub fn is_citations_file(path: &str) -> bool {
    path.ends_with(".bib") || path.ends_with(".json")
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, PathBuf)>) -> Result<(), ReadError> {
    let failed = |cause| ReadError { path: folder.to_owned(), cause };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let relative = path.strip_prefix(root).expect("a folder's entry lies in the folder");
        let relative = relative.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            let (first, deeper) =
                relative.split_once('/').map_or((relative.as_str(), false), |(first, _)| (first, true));
            if matches!(first, "articles" | "pages" | "figures" | "words" | "static") {
                walk(root, &path, found)?;
            } else if !(deeper || first.starts_with('.')) {
                // A folder that is not ours to read holds no file of the site.
                let _ = walk(root, &path, found);
            }
        } else if is_read(&relative) {
            found.push((relative, path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_letters_from_one() {
        let sources = Sources::layered([("articles/x.md", "\u{feff}één\r\ntwee")]);
        let file = sources.file(sources.find("articles/x.md").unwrap());
        assert_eq!(file.text(), "één\ntwee");
        assert_eq!(file.place(0), (1, 1));
        assert_eq!(file.place(4), (1, 3));
        assert_eq!(file.place(6), (2, 1));
        assert_eq!(file.place(999), (2, 5));
        assert_eq!(
            [0, 5, 6, 999].map(|at| file.line_at(at)),
            [("één", 0), ("één", 5), ("twee", 0), ("twee", 4)]
        );
        let other = sources.with_text(sources.find("articles/x.md").unwrap(), "a\nb\nc\n");
        let file = other.file(other.find("articles/x.md").unwrap());
        assert_eq!((file.place(4), file.place(6), file.line_at(6)), ((3, 1), (4, 1), ("", 0)));
        let long = "é".repeat(5_000);
        let other = sources.with_text(sources.find("articles/x.md").unwrap(), &format!("x\n{long}\ny"));
        let file = other.file(other.find("articles/x.md").unwrap());
        assert_eq!((file.place(2 + 2 * 1_234), file.place(10_003)), ((2, 1_235), (3, 1)));
    }

    #[test]
    fn a_sites_own_file_lies_over_the_built_in_one() {
        let sources = Sources::layered([("site.toml", "title = 'Ours'")]);
        assert_eq!(sources.layers("site.toml").len(), 2);
        assert_eq!(sources.file(sources.find("site.toml").unwrap()).text(), "title = 'Ours'");
    }

    #[test]
    fn what_an_editor_leaves_behind_is_no_article() {
        assert!(is_read("articles/x.md") && is_read("pages/about/x.md") && is_read("zotero/our.json"));
        for left in [
            "articles/x.md~",
            "articles/.x.md.swp",
            "pages/.git/x.md",
            "articles/.#x.md",
            "README.md",
            "zotero/x.md",
            "a/b/c.bib",
        ] {
            assert!(!is_read(left), "{left}");
        }
    }
}
