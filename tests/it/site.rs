//! A small site as one text, and what a person sees of it. The only test file that knows how a site is built.

use attune::diagnostic::Diagnostics;
use attune::edition::Edition;
use attune::library::markdown::Context;
use attune::library::pin::{PinError, Pinned, pin};
use attune::library::{self, compile, day::Day};
use attune::outside::{Survey, manner::Manner, memory::Memory};
use attune::source::Sources;

/// The day on which the tests build their sites.
pub const TODAY: Day = Day { year: 2026, month: 11, day: 25 };

/// A built site.
pub struct Built {
    sources: Sources,
    edition: Edition,
}

/// A site of the files in `text`: each begins with a line `//- path`. The built-in articles are taken away unless the
/// text has a `site.toml` of its own.
pub fn site(text: &str) -> Built {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((path.trim_end().to_owned(), String::new())),
            None => files.last_mut().expect("a site's text begins with `//- path`").1.push_str(line),
        }
    }
    if !files.iter().any(|(path, _)| path == "site.toml") {
        files
            .push(("site.toml".to_owned(), "title = \"Test\"\nbuilt_in = false\nprose = false\n".to_owned()));
    }
    let sources = Sources::layered(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Built { edition: Edition::build(&sources, TODAY), sources }
}

/// The built-in site.
pub fn built_in() -> Built {
    let sources = Sources::built_in();
    Built { edition: Edition::build(&sources, TODAY), sources }
}

/// A site of one article, `articles/x.md`, with this body.
pub fn article(body: &str) -> Built {
    site(&article_text(body))
}

/// An article `articles/x.md` with a header without faults, as part of a site's text.
pub fn article_text(body: &str) -> String {
    named_article("x", body)
}

/// An article of another name.
pub fn named_article(name: &str, body: &str) -> String {
    format!(
        "//- articles/{name}.md\n+++\ntitle = \"Title of {name}\"\nlead = \"Lead.\"\nkey_points = [\"One.\", \"Two.\", \
         \"Three.\"]\nreviewed = 2026-11-25\nreviewer = \"Editors\"\npublished = 2026-11-25\n+++\n{body}"
    )
}

/// The file `articles/x.md` with its ids written out; the raw file may have any line ends.
pub fn pinned(raw: &str) -> Result<Pinned, PinError> {
    let site_file = "title = \"Test\"\nbuilt_in = false\nprose = false\n";
    let sources = Sources::layered([("articles/x.md", raw), ("site.toml", site_file)]);
    let (library, _) = compile(&sources, TODAY);
    let file = sources.find("articles/x.md").unwrap();
    pin(raw, Context { sources: &sources, catalog: &library.catalog, file, left_alone: false })
}

/// Three sources and two claims, as part of a site's text.
pub const EVIDENCE: &str = r#"//- references.bib
@book{bowlby1969, author = {Bowlby, J.}, date = {1969}, title = {Attachment}, publisher = {Hogarth Press}}
@article{hazan1987, author = {Hazan, C. and Shaver, P.}, date = {1987}, title = {Romantic love},
  journaltitle = {Journal of Love}, volume = {52}, number = {3}, pages = {511--524}, doi = {10.1037/0022-3514.52.3.511}}
@book{stern1985, author = {Stern, D. N.}, date = {1985}, title = {The interpersonal world}, publisher = {Basic Books}}
//- claims.toml
[[topics]]
id = "base"
title = "Base"
[[claims]]
id = "bas-01"
topic = "base"
statement = "A base is someone to come back to."
strength = "several-studies"
sources = ["bowlby1969", "hazan1987"]
found = "Two studies of 60 families."
limits = "Both in one town."
[[claims]]
id = "bas-02"
topic = "base"
statement = "A haven is someone to go to."
strength = "idea"
sources = ["stern1985"]
found = "A book of theory."
limits = "Not tested."
//- glossary.md
secure base

: Someone to come back to [@bas-01].

safe haven

: Someone to go to. See [secure base][].
//- pages/home.md
+++
title = "Home"
lead = "Lead."
+++
Welcome.
"#;

impl Built {
    /// Everything found wrong, as an author reads it.
    pub fn diagnostics(&self) -> String {
        self.edition.diagnostics.show(&self.sources)
    }

    /// What `attune check` says besides: which links are new.
    pub fn unaccepted(&self) -> String {
        self.hints(|code| code != "uncited-sources")
    }

    /// What `attune check` says besides: which sources nobody cites.
    pub fn uncited(&self) -> String {
        self.hints(|code| code == "uncited-sources")
    }

    fn hints(&self, wanted: fn(&str) -> bool) -> String {
        let mut found = Diagnostics::default();
        self.edition.hints.iter().filter(|hint| wanted(hint.code)).for_each(|hint| found.add(hint.clone()));
        found.show(&self.sources)
    }

    /// What was found, for another form of it.
    pub fn json(&self) -> String {
        self.edition.diagnostics.json(&self.sources)
    }

    /// What was found, as GitHub's checks take it.
    pub fn github(&self) -> String {
        self.edition.diagnostics.github(&self.sources)
    }

    /// What is said of the addresses outside on the day `today`, as an author reads it.
    pub fn outside(&self, today: Day, memory: &mut Memory, manner: &Manner) -> String {
        let (library, _) = library::compile(&self.sources, today);
        let survey = Survey::plan(&self.sources, &library, memory, manner);
        let mut found = Diagnostics::default();
        found.append(survey.run(memory, manner));
        found.sort(&self.sources);
        found.show(&self.sources)
    }

    /// The site; the test stops with the diagnostics when there is none.
    pub fn site(&self) -> &attune::site::Site {
        self.edition.site.as_ref().unwrap_or_else(|| panic!("no site:\n{}", self.diagnostics()))
    }

    /// The whole page at an address.
    pub fn page(&self, address: &str) -> String {
        let page = self.site().find(address).unwrap_or_else(|| panic!("no page at {address}"));
        String::from_utf8(page.body().to_vec()).unwrap()
    }

    /// What stands in `<article>` of the page at `address`, from the end of the key points on.
    pub fn text(&self, address: &str) -> String {
        let page = self.page(address);
        let start = page.find("</ul></section>").map_or(0, |at| at + "</ul></section>".len());
        let end = page[start..].find("<nav class=\"next\"").or_else(|| page[start..].find("</article>"));
        page[start..start + end.unwrap()].trim().to_owned()
    }
}

/// True for `/articles/x/`, and for nothing beneath it.
pub fn is_article(address: &str) -> bool {
    let name = address.strip_prefix("/articles/").and_then(|name| name.strip_suffix('/'));
    name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// All values of an attribute in a page, in order.
pub fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
