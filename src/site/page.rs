//! A finished page: its bytes, what they are, and how long a browser may keep them. Takes bytes; gives [`Page`], which
//! never changes again. Knows nothing of what a page says, and nothing of HTTP beyond the words for these two things.

use bytes::Bytes;

/// What a page's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// A page to read.
    Html,
    /// A stylesheet.
    Css,
    /// A script.
    Script,
    /// A drawing.
    Svg,
    /// A picture.
    Png,
    /// A picture.
    WebP,
    /// A picture.
    Avif,
    /// A picture.
    Jpeg,
    /// A picture.
    Gif,
    /// The small picture of old browsers.
    Icon,
    /// A font, compressed in itself.
    Woff2,
    /// A document to print.
    Pdf,
    /// Plain text.
    Text,
    /// Data: also CSL-JSON.
    Json,
    /// What a telephone needs to put the site on its first screen.
    Manifest,
    /// A list of addresses for search engines.
    Xml,
    /// News for feed readers.
    Atom,
    /// What a browser needs to search here from its address line.
    OpenSearch,
    /// A citations file.
    Bib,
    /// References for other reference managers.
    Ris,
    /// Anything else.
    Binary,
}

impl Media {
    /// From the ending of a file's name; [`Media::Binary`] for one that is not known.
    pub fn of(name: &str) -> Media {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "html" => Media::Html,
            "css" => Media::Css,
            "js" | "mjs" => Media::Script,
            "svg" => Media::Svg,
            "png" => Media::Png,
            "webp" => Media::WebP,
            "avif" => Media::Avif,
            "jpg" | "jpeg" => Media::Jpeg,
            "gif" => Media::Gif,
            "ico" => Media::Icon,
            "woff2" => Media::Woff2,
            "pdf" => Media::Pdf,
            "txt" | "md" => Media::Text,
            "json" => Media::Json,
            "webmanifest" => Media::Manifest,
            "xml" => Media::Xml,
            "bib" => Media::Bib,
            "ris" => Media::Ris,
            _ => Media::Binary,
        }
    }

    /// The media type, with the character set where there is one.
    pub fn name(self) -> &'static str {
        match self {
            Media::Html => "text/html; charset=utf-8",
            Media::Css => "text/css; charset=utf-8",
            Media::Script => "text/javascript; charset=utf-8",
            Media::Svg => "image/svg+xml",
            Media::Png => "image/png",
            Media::WebP => "image/webp",
            Media::Avif => "image/avif",
            Media::Jpeg => "image/jpeg",
            Media::Gif => "image/gif",
            Media::Icon => "image/x-icon",
            Media::Woff2 => "font/woff2",
            Media::Pdf => "application/pdf",
            Media::Text => "text/plain; charset=utf-8",
            Media::Json => "application/json",
            Media::Manifest => "application/manifest+json",
            Media::Xml => "application/xml; charset=utf-8",
            Media::Atom => "application/atom+xml; charset=utf-8",
            Media::OpenSearch => "application/opensearchdescription+xml; charset=utf-8",
            Media::Bib => "application/x-bibtex; charset=utf-8",
            Media::Ris => "application/x-research-info-systems; charset=utf-8",
            Media::Binary => "application/octet-stream",
        }
    }

    /// True when the bytes are compressed in themselves, so that compressing them once more gains nothing.
    pub fn is_dense(self) -> bool {
        match self {
            Media::Png | Media::WebP | Media::Avif | Media::Jpeg | Media::Gif | Media::Woff2 | Media::Pdf => {
                true
            }
            Media::Html
            | Media::Css
            | Media::Script
            | Media::Svg
            | Media::Icon
            | Media::Text
            | Media::Json
            | Media::Manifest
            | Media::Xml
            | Media::Atom
            | Media::OpenSearch
            | Media::Bib
            | Media::Ris
            | Media::Binary => false,
        }
    }
}

/// How long a browser may keep a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cache {
    /// Kept, but asked about at every visit: what is read must be today's. The answer is short when nothing changed.
    Page,
    /// For ever: the address carries the hash of the bytes, so another file has another address.
    Asset,
    /// A day: what has a fixed address and is asked for often, such as the icon.
    Short,
    /// Not at all: what is true only now.
    Never,
}

impl Cache {
    /// The value of `Cache-Control`.
    pub fn name(self) -> &'static str {
        match self {
            Cache::Page => "no-cache",
            Cache::Asset => "public, max-age=31536000, immutable",
            Cache::Short => "max-age=86400",
            Cache::Never => "no-store",
        }
    }
}

/// A finished page. The server compresses it and the export writes it down; both show these bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    media: Media,
    cache: Cache,
    body: Bytes,
}

impl Page {
    /// From its bytes.
    pub fn new(media: Media, cache: Cache, body: impl Into<Bytes>) -> Page {
        Page { media, cache, body: body.into() }
    }

    /// A page to read, asked about at every visit.
    pub fn html(markup: impl Into<Bytes>) -> Page {
        Page::new(Media::Html, Cache::Page, markup)
    }

    /// What the bytes are.
    pub fn media(&self) -> Media {
        self.media
    }

    /// How long a browser may keep them.
    pub fn cache(&self) -> Cache {
        self.cache
    }

    /// The bytes; to clone them shares them.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}
