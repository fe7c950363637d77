//! A drawing as markup that stands in the page itself, so that it takes the page's colours.

use crate::library::figure::{Drawing, Part, Shape};
use crate::site::html::Html;

/// The drawing with its words for who does not see it, under an id where nothing around it has one.
pub(crate) fn write(drawing: &Drawing, alternative: &str, id: Option<&str>) -> Html {
    let mut out = Html::new();
    let [left, top, width, height] = drawing.view;
    out.push_tag("<svg role=\"img\"");
    if let Some(id) = id {
        out.push_attribute("id", id);
    }
    out.push_attribute("viewBox", &format!("{left} {top} {width} {height}"));
    out.push_attribute("aria-label", alternative);
    out.push_tag(">");
    for shape in &drawing.shapes {
        write_shape(shape, &mut out);
    }
    out.push_tag("</svg>");
    out
}

/// The colours of `site.css`. A drawing names each with another one beside it, for whoever opens the file by itself.
const COLOURS: [&str; 10] = [
    "--paper",
    "--panel",
    "--line",
    "--edge",
    "--ink",
    "--soft",
    "--base",
    "--base-soft",
    "--haven",
    "--haven-soft",
];

/// `var(--base, #0b5650)` without the colour that stands in where the page's own is missing: on a page none is.
fn of_the_page(value: &str) -> String {
    let named = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
    match named.and_then(|named| named.split_once(',')) {
        Some((name, _)) if COLOURS.contains(&name) => format!("var({name})"),
        Some(_) | None => value.to_owned(),
    }
}

fn write_shape(shape: &Shape, out: &mut Html) {
    let Shape { element, attributes, inner } = shape;
    let attributes: Vec<(&'static str, String)> =
        attributes.iter().map(|(name, value)| (*name, of_the_page(value))).collect();
    let attributes: Vec<(&'static str, &str)> =
        attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    if inner.is_empty() {
        out.push_empty_element(element, &attributes);
        return;
    }
    let mut content = Html::new();
    for part in inner {
        match part {
            Part::Shape(shape) => write_shape(shape, &mut content),
            Part::Words(words) => content.push_text(words),
        }
    }
    out.push_element(element, &attributes, &content);
}
