//! The style that a site names, by CSL: a name of the archive, or a file. Takes the site's files and what was compiled; gives
//! the style, or tells what is wrong with it.

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::Library;
use crate::library::record::Placed;
use crate::site::csl::chosen::{Refused, named, names, written};
use crate::site::csl::{Csl, Fault};
use crate::site::words::Words;
use crate::source::{Sources, Span};

/// What to write instead.
const HELP: &str = "write the name of a style of the CSL archive, such as `apa`, `harvard-cite-them-right` or \
                    `vancouver`, or of a `.csl` file in the site's folder";

/// The style, unless it cannot be used.
pub fn style(
    sources: &Sources,
    library: &Library,
    style: &Placed<String>,
    words: &Words,
    found: &mut Diagnostics,
) -> Option<Csl> {
    let Placed { value: name, span } = style;
    let language = &library.settings.language.value;
    let (engine, place) = if name.ends_with(".csl") {
        let Some(file) = sources.find(name) else {
            let there = sources.folder("").map(|file| sources.file(file).path.as_str());
            let there = there.filter(|path| path.ends_with(".csl"));
            let message = format!("there is no file `{name}` in the site's folder");
            let help = nearest(name, there).map_or(HELP.to_owned(), |near| format!("did you mean `{near}`?"));
            found.add(Diagnostic::error("unknown-style", *span, message).help(help));
            return None;
        };
        (written(sources.file(file).text(), language), Span::start_of(file))
    } else {
        (named(name, language), *span)
    };
    let works = &library.bibliography;
    match engine {
        Ok(engine) => {
            let csl = Csl::new(engine, works, &words.say("in-press"));
            for fault in csl.faults() {
                found.add(told(fault, name, library));
            }
            Some(csl)
        }
        Err(refused) => {
            found.add(refusal(&refused, name, place));
            None
        }
    }
}

fn refusal(refused: &Refused, name: &str, place: Span) -> Diagnostic {
    match refused {
        Refused::Unknown => {
            let known = names();
            let near = nearest(name, known.into_iter().chain(["apa"]));
            let help = near.map_or(HELP.to_owned(), |near| format!("did you mean `{near}`?"));
            Diagnostic::error("unknown-style", place, format!("no citation style `{name}`")).help(help)
        }
        Refused::NoStyle { reason, at } => {
            let place = at.map_or(place, |at| Span::new(place.file, at..at + 1));
            let message = format!("`{name}` cannot be read as a citation style: {reason}");
            let help = "a style is written in CSL 1.0; take one from the archive that Zotero uses, whole";
            Diagnostic::error("bad-style", place, message).help(help)
        }
        Refused::Depends(parent) => {
            let message = format!("`{name}` only says that it is `{parent}`, which is not in the archive");
            let help = format!("put the file of `{parent}` into the site's folder and name that");
            Diagnostic::error("bad-style", place, message).help(help)
        }
        Refused::NoList => {
            let message = format!("the style `{name}` has no list of works");
            let help = "a page has a list of its sources: choose a style with a `<bibliography>`";
            Diagnostic::error("bad-style", place, message).help(help)
        }
    }
}

fn told(fault: Fault, name: &str, library: &Library) -> Diagnostic {
    let work = |index: usize| &library.bibliography[index];
    match fault {
        Fault::Alike(one, other) => {
            let (one, other) = (work(one), work(other));
            let message =
                format!("the style `{name}` cannot tell `{}` from `{}` in the text", one.key, other.key);
            Diagnostic::error("style-cannot-tell-apart", other.key_span, message)
                .related(one.key_span, "this is the other work")
                .help("write their names and dates more fully, or take `style = \"apa\"`")
        }
        Fault::Fails(index) => {
            let work = work(index);
            let message = format!("the style `{name}` cannot set `{}`", work.key);
            Diagnostic::error("style-fails", work.key_span, message)
                .help("leave out what is unusual in this entry, or take `style = \"apa\"`")
        }
    }
}
