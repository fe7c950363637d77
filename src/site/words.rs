//! The words of the interface in one language. Takes `words/LANGUAGE.ftl` of the site, of the built-in site, and the
//! built-in English file under both, message by message; gives [`Words`]. Knows nothing of where a word is shown.

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::source::{FileId, Sources, Span};

/// The file that holds every message there is. It is always there: it is built in.
const COMPLETE: &str = "words/en.ftl";

/// Every word a reader sees that no author wrote.
pub struct Words {
    language: LanguageIdentifier,
    /// Messages in the site's language, the site's own over the built-in ones.
    translated: FluentBundle<FluentResource>,
    /// The built-in English messages, for what is not translated.
    complete: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language.to_string()).finish_non_exhaustive()
    }
}

impl Words {
    /// The words in `language`, a tag such as `en` or `pt-BR`. A language without a file of its own gets English.
    /// Faults in the files are added to `found`.
    pub fn read(sources: &Sources, language: &str, found: &mut Diagnostics) -> Words {
        let english: LanguageIdentifier = "en".parse().expect("`en` is a language tag");
        let tag = language.parse().unwrap_or_else(|_| english.clone());
        let mut complete = bundle(english);
        let built_in = sources.layers(COMPLETE).iter().rfind(|id| sources.file(**id).built_in);
        let known = built_in.map_or_else(BTreeSet::new, |id| {
            complete.add_resource_overriding(resource(sources, *id, found));
            messages(sources.file(*id).text()).into_iter().map(|(name, _)| name).collect()
        });
        let mut translated = bundle(tag.clone());
        let layers = sources.layers(&format!("words/{language}.ftl"));
        for id in layers.iter().rev().filter(|id| Some(*id) != built_in) {
            report_unknown(sources, *id, &known, found);
            translated.add_resource_overriding(resource(sources, *id, found));
        }
        if let Some(id) = layers.first()
            && language != "en"
        {
            report_missing(*id, &translated, &known, found);
        }
        Words { language: tag, translated, complete }
    }

    /// One message. A name that no file has is shown as it is; a test keeps that from happening.
    pub fn say(&self, name: &str) -> String {
        self.format(name, None)
    }

    /// One message about a number of things: `{ $count }` in the file.
    pub fn count(&self, name: &str, count: usize) -> String {
        self.with(name, &[("count", count.into())])
    }

    /// One message with what it is about.
    pub fn with(&self, name: &str, about: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(about.len());
        for (key, value) in about {
            arguments.set((*key).to_owned(), value.clone());
        }
        self.format(name, Some(&arguments))
    }

    /// One message about one text: `{ $what }` in the file.
    pub fn about(&self, name: &str, what: &str) -> String {
        self.with(name, &[("what", what.into())])
    }

    /// A day, as people say it: `25 November 2026`. Months count from 1.
    pub fn date(&self, year: u16, month: u8, day: u8) -> String {
        let year = year.to_string();
        self.with("date", &[("day", day.into()), ("month", month.into()), ("year", year.into())])
    }

    /// Language and country as Open Graph writes them, `en_GB`; nothing for a language without a country, for which it has
    /// no form.
    pub fn locale(&self) -> Option<String> {
        let LanguageIdentifier { language, region, .. } = &self.language;
        region.map(|region| format!("{language}_{region}"))
    }

    fn format(&self, name: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        for bundle in [&self.translated, &self.complete] {
            if let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) {
                let mut faults = Vec::<FluentError>::new();
                let text = bundle.format_pattern(pattern, arguments, &mut faults);
                if faults.is_empty() {
                    return text.into_owned();
                }
            }
        }
        name.to_owned()
    }
}

fn bundle(language: LanguageIdentifier) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that keep directions apart would be read out and searched for; HTML has its own means.
    bundle.set_use_isolating(false);
    bundle
}

/// The file's messages; what cannot be read is reported and left out.
fn resource(sources: &Sources, id: FileId, found: &mut Diagnostics) -> FluentResource {
    match FluentResource::try_new(sources.file(id).text().to_owned()) {
        Ok(resource) => resource,
        Err((resource, faults)) => {
            for fault in faults {
                let mut said = fault.kind.to_string().replace('"', "`");
                if let Some(first) = said.get_mut(..1) {
                    first.make_ascii_lowercase();
                }
                found.add(Diagnostic::error("words-syntax", Span::new(id, fault.pos.clone()), said).help(
                    "a message is `name = words`; a longer one goes on in the next line, which starts with blanks",
                ));
            }
            resource
        }
    }
}

/// The names of a file's messages, each with where it stands. A name starts a line.
fn messages(text: &str) -> Vec<(String, usize)> {
    let mut start = 0;
    let mut names = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((name, _)) = line.split_once('=')
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            names.push((name.trim_end().to_owned(), start));
        }
        start += line.len();
    }
    names
}

fn report_unknown(sources: &Sources, id: FileId, known: &BTreeSet<String>, found: &mut Diagnostics) {
    for (name, start) in messages(sources.file(id).text()) {
        if !known.contains(&name) {
            let span = Span::new(id, start..start + name.len());
            let fault = Diagnostic::error("unknown-message", span, format!("no message is called `{name}`"));
            found.add(match nearest(&name, known.iter().map(String::as_str)) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(format!("the names are those in the built-in `{COMPLETE}`")),
            });
        }
    }
}

fn report_missing(
    id: FileId,
    translated: &FluentBundle<FluentResource>,
    known: &BTreeSet<String>,
    found: &mut Diagnostics,
) {
    let missing: Vec<_> = known.iter().filter(|name| !translated.has_message(name)).collect();
    if let Some(first) = missing.first() {
        let said = match missing.len() {
            1 => format!("`{first}` is not translated and is shown in English"),
            n => {
                format!("`{first}` and {} other messages are not translated and are shown in English", n - 1)
            }
        };
        let names = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        found.add(
            Diagnostic::warning("missing-message", Span::start_of(id), said).help(format!("add {names}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(language: &str, ftl: &str) -> (Words, String) {
        let path = format!("words/{language}.ftl");
        let sources = Sources::layered([(path.as_str(), ftl)]);
        let mut found = Diagnostics::default();
        let words = Words::read(&sources, language, &mut found);
        found.sort(&sources);
        (words, found.show(&sources))
    }

    #[test]
    fn the_built_in_words_have_no_fault() {
        let mut found = Diagnostics::default();
        let words = Words::read(&Sources::built_in(), "en", &mut found);
        assert!(found.is_empty());
        assert_eq!(words.count("sources-count", 1), "1 source");
        assert_eq!(words.count("sources-count", 2), "2 sources");
        assert_eq!(words.date(2026, 11, 5), "5 November 2026");
    }

    #[test]
    fn a_sites_message_lies_over_the_built_in_one_and_leaves_the_others() {
        let (words, found) = read("en", "glossary = Words\n");
        assert_eq!(found, "");
        assert_eq!(words.say("glossary"), "Words");
        assert_eq!(words.say("articles"), "Articles");
    }

    #[test]
    fn a_message_that_does_not_exist_is_reported_with_the_nearest_name() {
        let (_, found) = read("en", "glosary = Words\n");
        assert_eq!(
            found,
            "words/en.ftl:1:1: error[unknown-message]: no message is called `glosary`\n  \
             1 | glosary = Words\n    | ^^^^^^^\n  help: did you mean `glossary`?\n"
        );
    }

    #[test]
    fn a_fault_of_syntax_is_reported_where_it_stands() {
        let (words, found) = read("en", "glossary = Words\narticles { x\n");
        assert!(found.starts_with("words/en.ftl:2:10: error[words-syntax]: expected"), "{found}");
        assert_eq!(words.say("glossary"), "Words");
    }

    #[test]
    fn a_language_half_translated_says_what_is_shown_in_english() {
        let (words, found) = read(
            "de",
            "sources-count = { $count ->\n    [one] eine Quelle\n   *[other] { $count } Quellen\n }\n",
        );
        assert!(found.starts_with("words/de.ftl:1:1: warning[missing-message]: `"), "{found}");
        assert_eq!(words.count("sources-count", 1), "eine Quelle");
        assert_eq!(words.say("articles"), "Articles");
    }

    #[test]
    fn a_message_that_asks_for_what_it_is_not_given_falls_back() {
        let (words, _) = read("en", "sources-count = { $number } things\n");
        assert_eq!(words.count("sources-count", 2), "2 sources");
    }

    /// Every Rust file and template, as one text.
    fn program() -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("src"), root.join("templates")];
        let mut text = String::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        text
    }

    fn known() -> Vec<String> {
        let sources = Sources::built_in();
        let file = sources.file(sources.find(COMPLETE).unwrap());
        messages(file.text()).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_message_that_is_asked_for_exists() {
        let known = known();
        let program = program();
        let mut asked = 0;
        for call in ["say", "count", "with", "about"] {
            for rest in program.split(&format!("words.{call}(\"")).skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(known.iter().any(|known| known == name), "no message `{name}` in {COMPLETE}");
                asked += 1;
            }
        }
        assert!(asked > 40, "only {asked} calls found: has the way to ask changed?");
    }

    #[test]
    fn every_message_is_used_somewhere() {
        let program = program();
        let unused: Vec<_> =
            known().into_iter().filter(|name| !program.contains(&format!("\"{name}\""))).collect();
        assert!(unused.is_empty(), "nobody asks for {unused:?}");
    }
}
