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
    // Small capitals are a matter of looks alone, and no light page needs a rule for them.
    let Look { italic, bold, small_caps: _, underlined, level } = look;
    let mut html = Html::text(text);
    let mut around = |element: &'static str| {
        let mut outer = Html::new();
        outer.push_element(element, &[], &html);
        html = outer;
    };
    if italic {
        around("i");
    }
    if bold {
        around("b");
    }
    if underlined {
        around("u");
    }
    match level {
        Level::Line => {}
        Level::Above => around("sup"),
        Level::Below => around("sub"),
    }
    html
}
