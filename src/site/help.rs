//! Where a reader finds help: in every section that says when to ask for it, and at the end of every page. Takes the help
//! lines of the settings; gives markup. Knows nothing of pages.

use crate::library::help_line::{HelpLine, Reach};
use crate::library::record::Placed;
use crate::site::address::telephone;
use crate::site::html::Html;
use crate::site::words::Words;

/// The id of the section that says when to ask for help; it means the same in every article.
pub const GET_HELP: &str = "get-help";

/// What to do in an emergency anywhere, then the lines of the settings, each with the day on which it was last tried.
pub fn lines(lines: &[HelpLine], words: &Words) -> Html {
    let mut out = Html::new();
    out.push_element("p", &[], &Html::text(&words.say("help-emergency")));
    if lines.is_empty() {
        return out;
    }
    out.push_tag("<ul class=\"help\">");
    for HelpLine { country, what_for, name, reach, hours, checked } in lines {
        out.push_tag("<li>");
        out.push_element("strong", &[], &Html::text(what_for));
        out.push_text(&format!(" ({country}) {name}, "));
        match reach {
            Reach::Number(number) => link(&telephone(number), number, &mut out),
            Reach::Web(Placed { value: address, span: _ }) => {
                link(address, address.trim_start_matches("https://").trim_start_matches("mailto:"), &mut out);
            }
            Reach::Place(place) => out.push_text(place),
        }
        if let Some(hours) = hours {
            out.push_text(&format!(", {hours}"));
        }
        let day = checked.value;
        let tried = words.about("help-checked", &words.date(day.year, day.month, day.day));
        out.push_tag(" ");
        out.push_element("small", &[], &Html::text(&tried));
        out.push_tag("</li>\n");
    }
    out.push_tag("</ul>");
    out
}

fn link(address: &str, words: &str, out: &mut Html) {
    out.push_element("a", &[("href", address)], &Html::text(words));
}
