//! Runs of text as markup. Takes what a style gives; gives [`Html`].

use crate::site::html::Html;
use crate::site::run::{Level, Look, Run};

/// Runs with their links.
pub fn html(runs: &[Run]) -> Html {
    set(runs, true)
}

/// Runs without links, for a link holds no link: the words of one alone.
pub fn html_without_links(runs: &[Run]) -> Html {
    set(runs, false)
}

fn set(runs: &[Run], links: bool) -> Html {
    let mut out = Html::new();
    for run in runs {
        match run {
            Run::Link { url, text } if links => {
                out.push_element("a", &[("href", url)], &Html::text(text));
            }
            Run::Text(text) | Run::Link { url: _, text } => out.push_text(text),
            Run::Italic(text) => out.push_element("i", &[], &Html::text(text)),
            Run::Set { look, text } => out.push(&looking(*look, text)),
        }
    }
    out
}

fn looking(look: Look, text: &str) -> Html {
    let Look { italic, bold, small_caps, underlined, level } = look;
    let mut html = Html::text(text);
    let mut around = |element: &'static str, class: Option<&'static str>| {
        let mut outer = Html::new();
        outer.push_element(
            element,
            &class.map(|class| ("class", class)).into_iter().collect::<Vec<_>>(),
            &html,
        );
        html = outer;
    };
    if italic {
        around("i", None);
    }
    if bold {
        around("b", None);
    }
    if underlined {
        around("u", None);
    }
    if small_caps {
        around("span", Some("small-caps"));
    }
    match level {
        Level::Line => {}
        Level::Above => around("sup", None),
        Level::Below => around("sub", None),
    }
    html
}
