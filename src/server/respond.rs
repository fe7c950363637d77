//! Answers. Takes a finished site; gives, for the head of a request, what goes over the wire: 200, 304, a redirect, a
//! friendly 404, each with its headers, all of them set in this one file. Knows nothing of connections.
//!
//! Two headers are not set here: `Date`, which the connection adds, and `Strict-Transport-Security`, which belongs to the
//! proxy that holds the certificate: only it knows whether a name will always be reached by an encrypted connection.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use bytes::Bytes;

use crate::server::{
    lookup::{Found, look_up},
    negotiate::{Coding, coding, names},
    pack::{Packed, pack, pack_now},
};
use crate::site::{
    Site,
    address::{self, Address, in_ascii},
    onward::Goal,
    page::{Cache, Media, Page},
};

/// What a page may load: our own files, and nothing that is written into the page.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
     manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);
/// What a drawing may load when it is looked at by itself: nothing; its colours stand in a `<style>` of its own.
const DRAWING_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// What everything else may load.
const FILE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// No other site learns which page a reader came from: the address of an article says what a parent worries about.
const REFERRER_POLICY: HeaderValue = HeaderValue::from_static("no-referrer");
const PERMISSIONS_POLICY: HeaderValue =
    HeaderValue::from_static("browsing-topics=(), camera=(), geolocation=(), microphone=()");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const ALLOWED: HeaderValue = HeaderValue::from_static("GET, HEAD");
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding");

/// Where those who watch the server ask whether it is up.
const HEALTH: &str = "/healthz";

/// A site with every answer ready to be given.
#[derive(Debug)]
pub struct Shelf {
    site: Arc<Site>,
    /// By the path of a request, percent-encoded and with the prefix.
    ready: HashMap<String, Ready>,
    missing: HeaderMap,
}

#[derive(Debug)]
struct Ready {
    identity: Form,
    gzip: Option<Form>,
    brotli: Option<Form>,
}

#[derive(Debug)]
struct Form {
    body: Bytes,
    tag: HeaderValue,
    length: HeaderValue,
    /// Shared by all pages of a kind. They have a place for tag and length, so that a copy needs no room for more.
    found: Arc<HeaderMap>,
    unchanged: Arc<HeaderMap>,
}

impl Shelf {
    /// Packs every page, on all processors, and makes its headers.
    pub fn new(site: Arc<Site>) -> Shelf {
        let (addresses, pages): (Vec<&Address>, Vec<&Page>) = site.pages().unzip();
        let packed = pack(&pages);
        let mut kinds = Kinds::default();
        let mut ready: HashMap<String, Ready> = addresses
            .iter()
            .zip(pages.iter().zip(packed))
            .map(|(address, (page, packed))| (site.base().link(address), kinds.ready(page, packed)))
            .collect();
        let health = Page::new(Media::Text, Cache::Never, "ok");
        for path in [HEALTH.to_owned(), format!("{}{HEALTH}", site.base().prefix())] {
            let packed = Packed { identity: health.body().clone(), gzip: None, brotli: None };
            ready.insert(path, kinds.ready(&health, packed));
        }
        Shelf { ready, missing: file_headers(Media::Html, Cache::Page), site }
    }

    /// The answer to a request. Whatever the request, there is one. To a HEAD request it is the answer to a GET request;
    /// the framework takes the body off.
    pub fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
        match *method {
            Method::GET | Method::HEAD => self.look(uri, headers),
            Method::OPTIONS => bare(StatusCode::NO_CONTENT, header::ALLOW, ALLOWED),
            _ => bare(StatusCode::METHOD_NOT_ALLOWED, header::ALLOW, ALLOWED),
        }
    }

    fn look(&self, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
        let path = uri.path();
        if let Some(answer) = uri.query().and_then(|query| self.ask(path, query, headers)) {
            return answer;
        }
        if let Some(ready) = self.ready.get(path) {
            return ready.answer(headers);
        }
        match look_up(&self.site, path) {
            Found::Here(address) => match self.ready.get(&self.site.base().link(address)) {
                Some(ready) => ready.answer(headers),
                None => self.nowhere(path),
            },
            Found::There(address) => redirect(&self.site.base().link(address), uri.query(), None),
            Found::Onward(Goal { address, fragment }) => {
                redirect(&self.site.base().link(address), uri.query(), fragment.as_deref())
            }
            Found::Gone(page) => self.without(StatusCode::GONE, page.body().clone()),
            Found::Nowhere => self.nowhere(path),
        }
    }

    /// The answer to a question that a page takes: the only one that is made when it is asked for. It is packed with gzip,
    /// which takes least time, and no search engine keeps it.
    fn ask(&self, path: &str, query: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let Found::Here(address) = look_up(&self.site, path) else { return None };
        let page = self.site.ask(address.as_str(), query)?;
        let ready = Kinds::default().ready(&page, pack_now(&page));
        let mut answer = ready.answer(headers);
        let noindex = HeaderValue::from_static("noindex");
        answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), noindex);
        Some(answer)
    }

    fn nowhere(&self, path: &str) -> Response<Body> {
        self.without(StatusCode::NOT_FOUND, self.site.missing().body(path).into())
    }

    /// A page that says why another is not there.
    fn without(&self, status: StatusCode, body: Bytes) -> Response<Body> {
        let mut headers = self.missing.clone();
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        with_headers(status, headers, Body::from(body))
    }
}

impl Ready {
    fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let wanted = coding(headers, |coding| self.form(coding).is_some());
        self.form(wanted).unwrap_or(&self.identity).answer(headers)
    }

    fn form(&self, coding: Coding) -> Option<&Form> {
        match coding {
            Coding::Identity => Some(&self.identity),
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Brotli => self.brotli.as_ref(),
        }
    }
}

impl Form {
    /// Preconditions are looked at in the order of RFC 9110, 13.2.2. Those with a date do not count, for a page has none.
    fn answer(&self, asked: &HeaderMap) -> Response<Body> {
        if names(asked, &header::IF_MATCH, &self.tag, false) == Some(false) {
            return bare(StatusCode::PRECONDITION_FAILED, header::ETAG, self.tag.clone());
        }
        if names(asked, &header::IF_NONE_MATCH, &self.tag, true) == Some(true) {
            let mut headers = HeaderMap::clone(&self.unchanged);
            headers.insert(header::ETAG, self.tag.clone());
            return with_headers(StatusCode::NOT_MODIFIED, headers, Body::empty());
        }
        let mut headers = HeaderMap::clone(&self.found);
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CONTENT_LENGTH, self.length.clone());
        with_headers(StatusCode::OK, headers, Body::from(self.body.clone()))
    }
}

/// The headers of every kind of answer, made once.
#[derive(Default)]
struct Kinds {
    found: BTreeMap<(Media, Cache, Option<Coding>), Arc<HeaderMap>>,
    unchanged: BTreeMap<(Cache, bool), Arc<HeaderMap>>,
}

impl Kinds {
    fn ready(&mut self, page: &Page, packed: Packed) -> Ready {
        let Packed { identity, gzip, brotli } = packed;
        let varies = gzip.is_some() || brotli.is_some();
        let mut form = |coding, body| self.form(page, coding, body, varies);
        Ready {
            identity: form(Coding::Identity, identity),
            gzip: gzip.map(|body| form(Coding::Gzip, body)),
            brotli: brotli.map(|body| form(Coding::Brotli, body)),
        }
    }

    fn form(&mut self, page: &Page, coding: Coding, body: Bytes, varies: bool) -> Form {
        let tag = format!("\"{}\"", &blake3::hash(&body).to_hex()[..24]);
        let tag = HeaderValue::try_from(tag).expect("hexadecimal letters can stand in a header");
        let (media, cache) = (page.media(), page.cache());
        let found = self.found.entry((media, cache, varies.then_some(coding))).or_insert_with(|| {
            let mut headers = file_headers(media, cache);
            headers.insert(header::ETAG, tag.clone());
            if let Some(name) = coding.name() {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            if varies {
                headers.insert(header::VARY, VARY);
            }
            Arc::new(headers)
        });
        let unchanged = self.unchanged.entry((cache, varies)).or_insert_with(|| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ETAG, tag.clone());
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache.name()));
            if varies {
                headers.insert(header::VARY, VARY);
            }
            Arc::new(headers)
        });
        Form {
            length: body.len().into(),
            body,
            tag,
            found: Arc::clone(found),
            unchanged: Arc::clone(unchanged),
        }
    }
}

/// What every file of a kind is sent with.
fn file_headers(media: Media, cache: Cache) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.name()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache.name()));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), SAME_ORIGIN);
    match media {
        Media::Html => {
            headers.insert(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
            headers.insert(header::REFERRER_POLICY, REFERRER_POLICY);
            headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
            headers.insert(HeaderName::from_static("cross-origin-opener-policy"), SAME_ORIGIN);
        }
        Media::Svg => {
            headers.insert(header::CONTENT_SECURITY_POLICY, DRAWING_POLICY);
        }
        Media::Css
        | Media::Script
        | Media::Png
        | Media::WebP
        | Media::Avif
        | Media::Jpeg
        | Media::Gif
        | Media::Icon
        | Media::Woff2
        | Media::Pdf
        | Media::Text
        | Media::Json
        | Media::Manifest
        | Media::Xml
        | Media::Atom
        | Media::OpenSearch
        | Media::Bib
        | Media::Ris
        | Media::Binary => {
            headers.insert(header::CONTENT_SECURITY_POLICY, FILE_POLICY);
        }
    }
    headers
}

/// For good, to the one address of a page; what was asked behind `?` goes along, and a browser takes the id behind `#`
/// along by itself unless the new address has one. Kept for a day only, so that an address can be given to a new page.
fn redirect(link: &str, query: Option<&str>, fragment: Option<&str>) -> Response<Body> {
    let id = fragment.map(|id| format!("#{}", in_ascii(&address::fragment(id)))).unwrap_or_default();
    let whole = query.map(|query| format!("{link}?{query}{id}"));
    let location = whole.and_then(|whole| HeaderValue::try_from(whole).ok());
    let location = location.or_else(|| HeaderValue::try_from(format!("{link}{id}")).ok());
    let Some(location) = location else { return Response::default() };
    let mut response = bare(StatusCode::PERMANENT_REDIRECT, header::LOCATION, location);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(Cache::Short.name()));
    response
}

fn bare(status: StatusCode, name: HeaderName, value: HeaderValue) -> Response<Body> {
    with_headers(status, HeaderMap::from_iter([(name, value)]), Body::empty())
}

fn with_headers(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The answer when a fault of ours ended the making of another: 500, without a word of what happened inside.
pub fn fault_of_ours() -> Response<Body> {
    bare(
        StatusCode::INTERNAL_SERVER_ERROR,
        header::CACHE_CONTROL,
        HeaderValue::from_static(Cache::Never.name()),
    )
}
