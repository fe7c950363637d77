//! A drawing of `figures/`, read so far that it can stand in a page. Takes SVG; gives a tree of the elements and
//! attributes that may be shown, and a diagnostic for anything that may not. Knows nothing of who shows it.

use roxmltree::{Document, Node, ParsingOptions};

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::catalog::FigureName;
use crate::source::{FileId, Sources, Span};

/// A drawing whose every part is known.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Its name: the file's, without the ending.
    pub name: FigureName,
    /// What the `viewBox` says: left, top, width and height, in the drawing's own units.
    pub view: [f32; 4],
    /// What is drawn, from back to front.
    pub shapes: Vec<Shape>,
}

/// An element of a drawing.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its name, one of [`ELEMENTS`].
    pub element: &'static str,
    /// Its attributes, with names of [`ATTRIBUTES`].
    pub attributes: Vec<(&'static str, String)>,
    /// What it holds.
    pub inner: Vec<Part>,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub enum Part {
    /// Another element.
    Shape(Shape),
    /// Words.
    Words(String),
}

/// The elements a drawing may have: they draw, and do nothing else.
pub const ELEMENTS: &[&str] = &[
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "textPath",
    "tspan",
    "use",
];

/// The attributes they may have. A page's policy allows no `style`, so everything is an attribute of its own.
pub const ATTRIBUTES: &[&str] = &[
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "gradientTransform",
    "gradientUnits",
    "height",
    "href",
    "id",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "mask",
    "offset",
    "opacity",
    "orient",
    "paint-order",
    "pathLength",
    "patternTransform",
    "patternUnits",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rotate",
    "rx",
    "ry",
    "spreadMethod",
    "startOffset",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "textLength",
    "transform",
    "vector-effect",
    "viewBox",
    "visibility",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

const SVG: &str = "http://www.w3.org/2000/svg";

/// Reads the drawing in `file`.
pub fn parse(sources: &Sources, file: FileId, name: &FigureName, found: &mut Diagnostics) -> Option<Drawing> {
    let text = sources.file(file).text();
    let document = match Document::parse_with_options(
        text,
        ParsingOptions { allow_dtd: false, nodes_limit: 20_000, ..ParsingOptions::default() },
    ) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos();
            let start = offset(text, place.row, place.col);
            let message = format!("this drawing cannot be read: {}", without_place(&error.to_string()));
            found.add(
                Diagnostic::error("bad-figure", Span::new(file, start..start), message)
                    .help("save it again as plain SVG from a drawing program"),
            );
            return None;
        }
    };
    let root = document.root_element();
    let root_span = Span::new(file, root.range().start..root.range().start + 4);
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        let help = "start with `<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 200\">`";
        found.add(Diagnostic::error("bad-figure", root_span, "this file is no SVG drawing").help(help));
        return None;
    }
    let Some(view) = root.attribute("viewBox").and_then(view_box) else {
        let help = "write `viewBox=\"0 0 320 200\"`: left, top, width and height of the drawing";
        found.add(Diagnostic::error("bad-figure", root_span, "the drawing has no `viewBox`").help(help));
        return None;
    };
    let mut reader = Reader { file, name, found };
    let attributes = reader.attributes(root, &["xmlns", "viewBox", "width", "height", "version", "role"]);
    let mut shapes: Vec<Shape> = root.children().filter_map(|child| reader.shape(child)).collect();
    if !attributes.is_empty() {
        let inner = shapes.into_iter().map(Part::Shape).collect();
        shapes = vec![Shape { element: "g", attributes, inner }];
    }
    Some(Drawing { name: name.clone(), view, shapes })
}

struct Reader<'a> {
    file: FileId,
    name: &'a FigureName,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn shape(&mut self, node: Node<'_, '_>) -> Option<Shape> {
        if !node.is_element() {
            return None;
        }
        let name = node.tag_name().name();
        // The page gives the drawing its words; what a drawing program says of itself is passed over.
        let foreign = node.tag_name().namespace() != Some(SVG);
        if foreign || matches!(name, "title" | "desc" | "metadata") {
            return None;
        }
        let Some(element) = ELEMENTS.iter().copied().find(|known| *known == name) else {
            let start = node.range().start;
            let span = Span::new(self.file, start..start + 1 + name.len());
            let message = format!("a drawing holds no `<{name}>`");
            let help = match name {
                "style" => "write colours as attributes: `fill=\"var(--base, #0c5f58)\"`".to_owned(),
                "script" | "foreignObject" | "image" | "a" => "draw with shapes and words only".to_owned(),
                other => nearest(other, ELEMENTS.iter().copied()).map_or_else(
                    || format!("use: {}", ELEMENTS.join(", ")),
                    |near| format!("did you mean `<{near}>`?"),
                ),
            };
            self.found.add(Diagnostic::error("bad-figure", span, message).help(help));
            return None;
        };
        let attributes = self.attributes(node, &[]);
        let holds_words = matches!(element, "text" | "tspan" | "textPath");
        let inner = node
            .children()
            .filter_map(|child| match child.text() {
                Some(words) if child.is_text() && holds_words => Some(Part::Words(words.to_owned())),
                Some(_) | None => self.shape(child).map(Part::Shape),
            })
            .collect();
        Some(Shape { element, attributes, inner })
    }

    fn attributes(&mut self, node: Node<'_, '_>, passed_over: &[&str]) -> Vec<(&'static str, String)> {
        let mut list = Vec::new();
        for attribute in node.attributes() {
            let name = attribute.name();
            let foreign = attribute.namespace().is_some() && name != "href";
            if foreign || passed_over.contains(&name) || matches!(name, "space" | "class") {
                continue;
            }
            let span = Span::new(self.file, attribute.range());
            let Some(known) = ATTRIBUTES.iter().copied().find(|known| *known == name) else {
                let help = match name {
                    "style" => "write each part as an attribute: `fill=\"none\" stroke=\"currentColor\"`",
                    _ => "leave it out: a drawing in a page can only draw",
                };
                let message = format!("a drawing has no attribute `{name}`");
                self.found.add(Diagnostic::error("bad-figure", span, message).help(help));
                continue;
            };
            match self.value(known, attribute.value()) {
                Some(value) => list.push((known, value)),
                None => self.found.add(
                    Diagnostic::error("bad-figure", span, format!("`{name}` leads out of the drawing"))
                        .help("refer to a part of the same drawing: `#id` or `url(#id)`"),
                ),
            }
        }
        list
    }

    /// Ids get the drawing's name before them, so that two drawings on one page cannot meet.
    fn value(&self, attribute: &str, value: &str) -> Option<String> {
        let own = |id: &str| format!("_{}-{id}", self.name);
        match attribute {
            "id" => Some(own(value)),
            "href" => value.strip_prefix('#').map(|id| format!("#{}", own(id))),
            _ if value.contains("url(") => {
                let id = value.strip_prefix("url(#")?.strip_suffix(')')?;
                (!id.contains(['(', ')'])).then(|| format!("url(#{})", own(id)))
            }
            _ => Some(value.to_owned()),
        }
    }
}

fn view_box(text: &str) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = text
        .split([' ', ',', '\n', '\t'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|number: &f32| number.is_finite()))
        .collect::<Option<_>>()?;
    let view: [f32; 4] = numbers.try_into().ok()?;
    (view[2] > 0.0 && view[3] > 0.0).then_some(view)
}

/// The byte at a line and column, both from 1.
fn offset(text: &str, row: u32, column: u32) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(row.saturating_sub(1) as usize).map(str::len).sum();
    let line = text[line_start..].lines().next().unwrap_or_default();
    line_start + line.char_indices().nth(column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at)
}

/// The parser's words end in " at 3:7"; the place is shown by us.
fn without_place(words: &str) -> &str {
    words.rsplit_once(" at ").map_or(words, |(before, _)| before)
}
