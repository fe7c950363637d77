//! What hayagriva does otherwise than CSL's specification says, mended in the style before it is used. Takes a style; gives
//! one that comes out right.

use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, PageVariable};
use hayagriva::citationberg::{
    Collapse, IndependentStyle, LabelPluralize, LayoutRenderingElement, Names, NamesChild, TextCase,
};

/// What begins and ends a text that is to be in title case. hayagriva gives a capital to every word after a comma and takes
/// the second one of `PLoS`; so it is asked to leave titles as they are, and they are cased by us.
pub const TITLE: [char; 2] = ['\u{E007}', '\u{E008}'];

/// A style that only has a `name`, since one cannot be made without XML.
const NAME: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>-</title><id>-</id>
<updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><names variable="author"><name/></names></layout></citation></style>"#;

/// True when a style has a word for several pages: not where it says `p. 3–5`.
pub fn counts_pages(style: &IndependentStyle) -> bool {
    let lists = style
        .macros
        .iter()
        .map(|one| &one.children)
        .chain(style.bibliography.iter().map(|list| &list.layout.elements));
    !lists.into_iter().any(|list| names_one_page(list))
}

fn names_one_page(list: &[LayoutRenderingElement]) -> bool {
    list.iter().any(|element| match element {
        LayoutRenderingElement::Label(label) => {
            label.variable == NumberOrPageVariable::Page(PageVariable::Page)
                && label.label.plural == LabelPluralize::Never
        }
        LayoutRenderingElement::Group(group) => names_one_page(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            let branches = std::iter::once(&choose.if_).chain(&choose.else_if).map(|branch| &branch.children);
            let otherwise = choose.otherwise.iter().map(|branch| &branch.children);
            branches.chain(otherwise).any(|list| names_one_page(list))
        }
        LayoutRenderingElement::Text(_)
        | LayoutRenderingElement::Date(_)
        | LayoutRenderingElement::Number(_)
        | LayoutRenderingElement::Names(_) => false,
    })
}

/// Mends a style.
pub fn mend(style: &mut IndependentStyle) {
    let name = [name()];
    for one in &mut style.macros {
        elements(&mut one.children, &name);
    }
    elements(&mut style.citation.layout.elements, &name);
    if let Some(list) = &mut style.bibliography {
        elements(&mut list.layout.elements, &name);
    }
    // hayagriva would put the mark between works of the same authors between all works; they are joined by us.
    if style.citation.collapse != Some(Collapse::CitationNumber) {
        style.citation.collapse = None;
        style.citation.cite_group_delimiter = None;
    }
}

fn name() -> NamesChild {
    let style = IndependentStyle::from_xml(NAME).expect("a style of our own can be read");
    let names = style.citation.layout.elements.into_iter().find_map(|element| match element {
        LayoutRenderingElement::Names(names) => names.children.into_iter().next(),
        _ => None,
    });
    names.expect("it holds a name")
}

/// `parts` are those of the `names` that these elements stand in for: one without parts of its own has the same. In the end
/// all have a `name`, without which hayagriva shows nobody.
fn elements(list: &mut [LayoutRenderingElement], parts: &[NamesChild]) {
    for element in list {
        match element {
            LayoutRenderingElement::Text(text) => match text.text_case {
                Some(TextCase::TitleCase) => {
                    text.text_case = None;
                    let [open, close] = TITLE;
                    text.affixes.prefix =
                        Some(format!("{}{open}", text.affixes.prefix.as_deref().unwrap_or("")));
                    text.affixes.suffix =
                        Some(format!("{close}{}", text.affixes.suffix.as_deref().unwrap_or("")));
                }
                // In CSL a sentence keeps the capitals that its author wrote.
                Some(TextCase::SentenceCase) => text.text_case = Some(TextCase::CapitalizeFirst),
                Some(_) | None => {}
            },
            LayoutRenderingElement::Names(names) => substitute(names, parts),
            LayoutRenderingElement::Group(group) => elements(&mut group.children, parts),
            LayoutRenderingElement::Choose(choose) => {
                for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                    elements(&mut branch.children, parts);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    elements(&mut otherwise.children, parts);
                }
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

fn substitute(names: &mut Names, parts: &[NamesChild]) {
    if names.children.is_empty() {
        names.children.extend(parts.iter().cloned());
        return;
    }
    if !names.children.iter().any(|child| matches!(child, NamesChild::Name(_))) {
        names.children.insert(0, name());
    }
    let is_substitute = |child: &NamesChild| matches!(child, NamesChild::Substitute(_));
    let own: Vec<NamesChild> = names.children.iter().filter(|child| !is_substitute(child)).cloned().collect();
    for child in &mut names.children {
        if let NamesChild::Substitute(substitute) = child {
            elements(&mut substitute.children, &own);
        }
    }
}
