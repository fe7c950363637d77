//! What a site says of itself in `site.toml`. Takes the layers of that file; gives [`Settings`], every field of the upper
//! one or, where it says nothing, of the built-in one. Knows nothing of what the articles say.

use crate::diagnostic::Diagnostics;
use crate::library::contact::{self, Contact};
use crate::library::help_line::{self, HelpLine};
use crate::library::record::{Placed, Record};
use crate::library::rules::{self, Rules};
use crate::source::{FileId, Sources, Span};

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// The language of interface and articles, a BCP 47 tag: `en`.
    pub language: Placed<String>,
    /// Where the site stands on the web, if it says so: `https://clinic.example/parents/`.
    pub url: Option<Placed<String>>,
    /// False when the built-in articles are taken away.
    pub built_in: bool,
    /// The citations files; `None` for those of the usual names.
    pub references: Option<Vec<Placed<String>>>,
    /// True when sources that nobody cites stand in the bibliography as well.
    pub uncited: bool,
    /// The citation style: a name, or a `.csl` file. `None` for APA.
    pub style: Option<Placed<String>>,
    /// The shelves of articles, in reading order.
    pub topics: Vec<TopicSetting>,
    /// Who runs the site.
    pub contact: Option<Contact>,
    /// Where a reader finds help, in the order of the file.
    pub help: Vec<HelpLine>,
    /// What the texts are held to.
    pub rules: Rules,
}

/// A shelf as the settings name it.
#[derive(Clone, Debug)]
pub struct TopicSetting {
    /// What stands over it.
    pub title: String,
    /// The stems of its articles, in reading order.
    pub articles: Vec<Placed<String>>,
    /// True when the built-in settings say so: an article that is not there is then passed over.
    pub built_in: bool,
}

/// One layer, as it was written: what it leaves out comes from the layer beneath.
struct Layer {
    title: Option<String>,
    language: Option<Placed<String>>,
    url: Option<Placed<String>>,
    built_in: Option<bool>,
    references: Option<Vec<Placed<String>>>,
    style: Option<Placed<String>>,
    uncited: Option<bool>,
    topics: Vec<TopicSetting>,
    contact: Option<Contact>,
    help: Vec<HelpLine>,
    prose: rules::Layer,
}

/// Reads `site.toml` with the built-in one beneath it.
pub fn parse(sources: &Sources, found: &mut Diagnostics) -> Settings {
    let layers: Vec<FileId> = sources.layers("site.toml").to_vec();
    let lowest = *layers.last().expect("the built-in site has a site.toml");
    let mut read = layers.iter().map(|file| layer(sources, *file, found));
    let mut settings = read.next().expect("there is a first layer");
    for beneath in read {
        settings = Layer {
            title: settings.title.or(beneath.title),
            language: settings.language.or(beneath.language),
            url: settings.url.or(beneath.url),
            built_in: settings.built_in.or(beneath.built_in),
            references: settings.references.or(beneath.references),
            style: settings.style.or(beneath.style),
            uncited: settings.uncited.or(beneath.uncited),
            topics: if settings.topics.is_empty() { beneath.topics } else { settings.topics },
            contact: settings.contact.or(beneath.contact),
            help: if settings.help.is_empty() { beneath.help } else { settings.help },
            prose: settings.prose.over(beneath.prose),
        };
    }
    let Layer { title, language, url, built_in, references, style, uncited, topics, contact, help, prose } =
        settings;
    let language = language.unwrap_or(Placed { value: "en".to_owned(), span: Span::start_of(lowest) });
    Settings {
        title: title.unwrap_or_default(),
        language,
        url,
        built_in: built_in.unwrap_or(true),
        references,
        style,
        uncited: uncited.unwrap_or(false),
        topics,
        contact,
        help,
        rules: prose.rules(),
    }
}

fn layer(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Layer {
    let source = sources.file(file);
    let mut record = Record::parse(source.text(), file, 0, "site.toml", found);
    let layer = Layer {
        title: record.required_words("title", found).map(|title| title.value),
        language: record.text("language", found),
        url: record.text("url", found),
        built_in: record.flag("built_in", found),
        references: record.has("references").then(|| record.texts("references", found)),
        style: record.text("style", found),
        uncited: record.flag("uncited", found),
        topics: topics(&mut record, source.built_in, found),
        contact: contact::parse(&mut record, found),
        help: help_line::read(&mut record, found),
        prose: rules::layer(&mut record, found),
    };
    record.finish(found);
    layer
}

fn topics(record: &mut Record<'_>, built_in: bool, found: &mut Diagnostics) -> Vec<TopicSetting> {
    let mut topics = Vec::new();
    for mut topic in record.records("topics", "a topic", found) {
        let title = topic.required_words("title", found);
        let articles = topic.texts("articles", found);
        topic.finish(found);
        if let Some(title) = title {
            topics.push(TopicSetting { title: title.value, articles, built_in });
        }
    }
    topics
}
