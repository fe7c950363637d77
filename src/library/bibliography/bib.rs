//! BibLaTeX and old BibTeX. Takes a .bib file; gives a [`Draft`] of each entry and says which fields, kinds, names and
//! dates cannot be understood. The only room that knows what BibLaTeX calls a thing.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::bibliography::bib_names::{FIELDS, KINDS, PASSED_OVER, PUBSTATES};
use crate::library::bibliography::date;
use crate::library::bibliography::draft::{Draft, Slot, Value};
use crate::library::bibliography::entries::{self, RawField, RawSource};
use crate::library::bibliography::latex;
use crate::library::bibliography::name::{self, NameFault};
use crate::library::bibliography::source::{Date, Kind, Name, Period, Standing, Text, Until};
use crate::source::{FileId, Span};

/// Reads a whole file. The kind of each entry is settled, its fields are in their slots, its names and dates are read.
pub fn parse(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Draft> {
    let (raw, faults) = entries::parse(text);
    for fault in faults {
        let mut found =
            Diagnostic::error(fault.code, Span::new(file, fault.range), fault.message).help(fault.help);
        if let Some((range, words)) = fault.related {
            found = found.related(Span::new(file, range), words);
        }
        diagnostics.add(found);
    }
    raw.iter().map(|entry| draft(entry, file, diagnostics)).collect()
}

/// What a .bib file calls a slot.
fn word(slot: Slot, kind: Kind) -> &'static str {
    match slot {
        Slot::Title => "title",
        Slot::ShortTitle => "shorttitle",
        Slot::MainTitle => "maintitle",
        Slot::Container if kind.is_periodical() => "journaltitle",
        Slot::Container => "booktitle",
        Slot::Volume => "volume",
        Slot::Issue | Slot::Number => "number",
        Slot::Pages => "pages",
        Slot::ArticleNumber => "eid",
        Slot::Edition => "edition",
        Slot::Version => "version",
        Slot::Series => "series",
        Slot::Publisher => "publisher",
        Slot::Institution => "institution",
        Slot::Location => "location",
        Slot::Event => "eventtitle",
        Slot::Genre => "type",
        Slot::Medium => "titleaddon",
        Slot::Doi => "doi",
        Slot::Url => "url",
        Slot::Isbn => "isbn",
        Slot::Issn => "issn",
        Slot::Language => "language",
        Slot::Note => "note",
        Slot::Annotation => "annotation",
        Slot::Successor => "superseded-by",
    }
}

fn draft(entry: &RawSource, file: FileId, diagnostics: &mut Diagnostics) -> Draft {
    let kind_span = Span::new(file, entry.kind_range.clone());
    let kind = match KINDS.iter().find(|(name, _)| *name == entry.kind) {
        Some((_, kind)) => *kind,
        None => {
            let message = format!("the kind of entry `{}` is not known", entry.kind);
            let near = nearest(&entry.kind, KINDS.iter().map(|(name, _)| *name));
            let help = near.map_or(
                "the kinds are those of BibLaTeX: `article`, `book`, `incollection`, `online` …".into(),
                |near| format!("perhaps `{near}`"),
            );
            diagnostics.add(Diagnostic::error("unknown-entry-type", kind_span, message).help(help));
            Kind::Other
        }
    };
    let mut fields = Fields { file, by_name: BTreeMap::new(), diagnostics };
    for field in &entry.fields {
        fields.add(entry, field);
    }
    let kind = fields.kind(kind);
    let key_span = Span::new(file, entry.key_range.clone());
    let mut draft = Draft::new(entry.key.clone(), Span::new(file, entry.range.clone()), key_span, kind, word);
    draft.is_readable = entry.is_readable;
    if !entry.is_readable {
        return draft;
    }
    draft.authors = fields.names("author");
    draft.editors = fields.names("editor");
    draft.translators = fields.names("translator");
    draft.date = fields.date();
    draft.original = fields.period("origdate");
    draft.accessed = fields.period("urldate").map(|period| period.from);
    fields.pubstate(&mut draft);
    fields.fill(&mut draft, &entry.kind);
    draft
}

/// The fields of one entry, taken out one by one.
struct Fields<'a> {
    file: FileId,
    /// By the newer name.
    by_name: BTreeMap<&'static str, &'a RawField>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Fields<'a> {
    fn add(&mut self, entry: &RawSource, field: &'a RawField) {
        let name = field.name.as_str();
        if let Some((_, newer)) = FIELDS.iter().find(|(known, _)| *known == name) {
            // `journal` beside `journaltitle`: the newer name wins, as in BibLaTeX.
            if !self.by_name.contains_key(newer) || name == *newer {
                self.by_name.insert(newer, field);
            }
            return;
        }
        let is_private = ["mendeley-", "bdsk-", "zotero-", "x-", "user", "list", "name", "verb", "comment"]
            .iter()
            .any(|prefix| name.starts_with(prefix));
        if PASSED_OVER.contains(&name) || is_private {
            return;
        }
        let span = Span::new(self.file, field.name_range.clone());
        if matches!(name, "crossref" | "xref" | "xdata" | "related" | "entryset") {
            let message = format!("`{name}` in the entry `{}` is not followed", entry.key);
            let help = "write the fields of the other entry into this one";
            self.diagnostics.add(Diagnostic::error("unsupported-field", span, message).help(help));
            return;
        }
        let message = format!("the field `{name}` is not known");
        let passed_over =
            if name == "status" { "the state of a work is `pubstate`" } else { "it is passed over" };
        let found = match nearest(name, FIELDS.iter().map(|(known, _)| *known)) {
            Some(near) => Diagnostic::error("unknown-field", span, message).help(format!("perhaps `{near}`")),
            None => Diagnostic::warning("unknown-field", span, message).help(passed_over),
        };
        self.diagnostics.add(found);
    }

    /// What only the fields tell: a magazine, a talk, a page on the web.
    fn kind(&mut self, kind: Kind) -> Kind {
        let has = |name| self.by_name.contains_key(name);
        let subtype = self.by_name.get("entrysubtype").map(|field| field.value.to_lowercase());
        let is_sub = |kind: &str| subtype.as_ref().is_some_and(|subtype| subtype.contains(kind));
        if kind == Kind::Article && is_sub("magazine") {
            Kind::Magazine
        } else if kind == Kind::Article && is_sub("newspaper") {
            Kind::Newspaper
        } else if kind == Kind::Book && !has("author") && has("editor") {
            Kind::EditedBook
        } else if has("eventtitle")
            && (kind == Kind::Manuscript || (kind == Kind::ConferencePaper && !has("booktitle")))
        {
            Kind::Presentation
        } else if kind == Kind::Other && has("url") && !has("titleaddon") {
            Kind::WebPage
        } else {
            kind
        }
    }

    fn value(&mut self, name: &str) -> Option<Value> {
        let field = self.by_name.get(name)?;
        let span = Span::new(self.file, field.value_range.clone());
        let text = match latex::decode(
            &field.value,
            matches!(name, "doi" | "url" | "date" | "origdate" | "urldate"),
        ) {
            Ok(text) => text,
            Err(fault) => {
                let found = Diagnostic::error("malformed-latex", span, fault.message()).help(fault.help());
                self.diagnostics.add(found);
                Text::plain(field.value.trim())
            }
        };
        (!text.is_empty()).then_some(Value { text, span })
    }

    /// A title with its subtitle.
    fn titled(&mut self, name: &str, subtitle: &str) -> Option<Value> {
        let mut value = self.value(name)?;
        if let Some(sub) = self.value(subtitle) {
            let joint = if value.text.last().is_some_and(|c| "?!:".contains(c)) { " " } else { ": " };
            value.text.push(joint, false);
            value.text.append(&sub.text);
        }
        Some(value)
    }

    /// A list of publishers. Only braces tell `{Wiley} and {Oxford University Press}` from `Wiley and Sons`.
    fn listed(&mut self, name: &str) -> Option<Value> {
        let value = self.value(name)?;
        let raw = self.by_name.get(name)?.value.trim();
        if !(raw.starts_with('{') && raw.ends_with('}') && raw.contains("} and {")) {
            return Some(value);
        }
        let parts = raw.split("} and {").map(|part| part.trim_matches(['{', '}']));
        let words: Vec<String> = parts
            .map(|part| latex::decode(part, false).map_or_else(|_| part.to_owned(), |text| text.words()))
            .collect();
        Some(Value { text: Text::plain(words.join("; ")), span: value.span })
    }

    fn names(&mut self, name: &str) -> Vec<Name> {
        let Some(field) = self.by_name.get(name) else { return Vec::new() };
        let start = field.value_range.start;
        let (names, faults) = name::parse(&field.value);
        for (range, fault) in faults {
            // With abbreviations put in, places inside the value are not places in the file.
            let is_literal = field.value.len() == field.value_range.len();
            let range =
                if is_literal { start + range.start..start + range.end } else { field.value_range.clone() };
            let span = Span::new(self.file, range);
            self.diagnostics.add(name_diagnostic(span, fault));
        }
        names
    }

    fn period(&mut self, name: &str) -> Option<Period> {
        let value = self.value(name)?;
        let period = date::period(&value.text.words());
        if period.is_none() {
            self.unreadable(&value);
        }
        period
    }

    fn unreadable(&mut self, value: &Value) {
        let message = format!("`{}` cannot be read as a date", value.text.words());
        self.diagnostics.add(Diagnostic::error("unreadable-date", value.span, message).help(date::HELP));
    }

    fn date(&mut self) -> Option<Date> {
        if let Some(value) = self.value("date") {
            let read = date::parse(&value.text.words());
            if read.is_none() {
                self.unreadable(&value);
            }
            return read;
        }
        let value = self.value("year")?;
        let mut read = date::parse(&value.text.words());
        if read.is_none() {
            self.unreadable(&value);
        }
        if let Some(Date::Published(Period { from, until: Until::Same, .. })) = &mut read
            && let Some(value) = self.value("month")
        {
            from.month = date::month(&value.text.words());
            if from.month.is_none() {
                self.unreadable(&value);
            }
            if let (Some(month), Some(day)) = (from.month, self.value("day")) {
                let whole = format!("{:04}-{month:02}-{:0>2}", from.year, day.text.words());
                match date::moment(&whole) {
                    Some(moment) => *from = moment,
                    None => self.unreadable(&day),
                }
            }
        }
        read
    }

    fn pubstate(&mut self, draft: &mut Draft) {
        let Some(value) = self.value("pubstate") else { return };
        let state = value.text.words().to_lowercase().replace([' ', '-'], "");
        let mut medium = |words: &str| {
            draft.values.insert(Slot::Medium, Value { text: Text::plain(words), span: value.span });
        };
        match state.as_str() {
            "inpress" | "forthcoming" => draft.date = Some(Date::InPress),
            "prepublished" | "advanceonlinepublication" => draft.ahead_of_print = true,
            "submitted" => medium("Manuscript submitted for publication"),
            "inpreparation" => medium("Manuscript in preparation"),
            "retracted" => draft.standing = Standing::Retracted,
            "corrected" => draft.standing = Standing::Corrected,
            _ => {
                let message = format!("the state of publication `{}` is not known", value.text.words());
                let help = match nearest(&state, PUBSTATES) {
                    Some(near) => format!("perhaps `{near}`"),
                    None => format!("it is one of `{}`", PUBSTATES.join("`, `")),
                };
                self.diagnostics.add(Diagnostic::error("unknown-pubstate", value.span, message).help(help));
            }
        }
    }

    /// Puts every other field into its slot.
    fn fill(&mut self, draft: &mut Draft, entry_kind: &str) {
        let kind = draft.kind;
        let mut put = |slot, value: Option<Value>| {
            if let Some(value) = value {
                draft.values.entry(slot).or_insert(value);
            }
        };
        put(Slot::Title, self.titled("title", "subtitle"));
        put(Slot::MainTitle, self.titled("maintitle", "mainsubtitle"));
        for (slot, name) in [
            (Slot::ShortTitle, "shorttitle"),
            (Slot::Volume, "volume"),
            (Slot::Pages, "pages"),
            (Slot::ArticleNumber, "eid"),
            (Slot::Edition, "edition"),
            (Slot::Version, "version"),
            (Slot::Series, "series"),
            (Slot::Event, "eventtitle"),
            (Slot::Medium, "titleaddon"),
            (Slot::Doi, "doi"),
            (Slot::Url, "url"),
            (Slot::Isbn, "isbn"),
            (Slot::Issn, "issn"),
            (Slot::Language, "language"),
            (Slot::Note, "note"),
            (Slot::Annotation, "annotation"),
            (Slot::Successor, "superseded-by"),
        ] {
            put(slot, self.value(name));
        }
        if kind.is_periodical() {
            put(Slot::Container, self.titled("journaltitle", "journalsubtitle"));
            put(Slot::Issue, self.value("number"));
            put(Slot::Issue, self.value("issue"));
        } else {
            put(Slot::Container, self.titled("booktitle", "booksubtitle"));
            put(Slot::Container, self.titled("journaltitle", "journalsubtitle"));
            put(Slot::Number, self.value("number"));
        }
        if matches!(kind, Kind::Thesis | Kind::Manuscript) {
            put(Slot::Institution, self.value("institution"));
            put(Slot::Publisher, self.listed("publisher"));
        } else {
            // Whoever puts a page on the web is shown as the site.
            let is_site = matches!(kind, Kind::WebPage | Kind::Video);
            let slot = if is_site { Slot::Container } else { Slot::Publisher };
            for name in if is_site {
                ["organization", "publisher", "institution"]
            } else {
                ["publisher", "institution", "organization"]
            } {
                put(slot, self.listed(name));
            }
        }
        if kind == Kind::Presentation {
            put(Slot::Location, self.value("venue"));
        }
        put(Slot::Location, self.listed("location"));
        put(Slot::Genre, self.genre(kind, entry_kind));
        if let Some(value) = self.value("howpublished") {
            let is_address = value.text.words().starts_with("http");
            put(if is_address { Slot::Url } else { Slot::Medium }, Some(value));
        }
    }

    /// `phdthesis` and its like are words that BibLaTeX puts into the reader's language.
    fn genre(&mut self, kind: Kind, entry_kind: &str) -> Option<Value> {
        let given = self.value("type");
        let word = given.as_ref().map(|value| value.text.words().to_lowercase());
        let known = match (word.as_deref(), entry_kind) {
            (Some("phdthesis"), _) | (None, "phdthesis") => "Doctoral dissertation",
            (Some("mathesis"), _) | (None, "mastersthesis") => "Master’s thesis",
            (Some("bathesis"), _) => "Bachelor’s thesis",
            (Some("candthesis"), _) => "Candidate thesis",
            (Some("techreport"), _) | (None, "techreport") => "Technical report",
            (Some("resreport"), _) => "Research report",
            (None, _) if kind == Kind::Thesis => "Thesis",
            _ => return given,
        };
        let span = given.map(|value| value.span).or(self.value("title").map(|value| value.span))?;
        Some(Value { text: Text::plain(known), span })
    }
}

fn name_diagnostic(span: Span, fault: NameFault) -> Diagnostic {
    match fault {
        NameFault::Empty => Diagnostic::error("malformed-name", span, "a name is missing here")
            .help("names are parted by ` and `: `Main, M. and Solomon, J.`"),
        NameFault::Commas => Diagnostic::error("malformed-name", span, "a name has at most two commas")
            .help("a name is `Family, Given` or `Family, Jr., Given`; between two names stands ` and `"),
        NameFault::SuffixLast(right) => {
            Diagnostic::warning("malformed-name", span, "the suffix of a name stands before the given names")
                .help(format!("write `{right}`"))
        }
        NameFault::Others => {
            Diagnostic::error("and-others", span, "`and others` leaves out authors that APA names")
                .help("name all of them: a reference shows up to twenty")
        }
        NameFault::Body => Diagnostic::warning(
            "unbraced-organisation",
            span,
            "this looks like an organisation, but will be shown as a person",
        )
        .help("put it in braces of its own: `author = {{World Health Organization}}`"),
        NameFault::Latex(fault) => {
            Diagnostic::error("malformed-latex", span, fault.message()).help(fault.help())
        }
    }
}
