//! Text that may stand in a page as it is. Takes any text and escapes it; gives [`Html`]. The only way to markup, so
//! that nothing an author or a reader wrote can be taken for it. Knows nothing of what it says.

use std::fmt;

use serde::Serialize;

/// Markup that is safe to print. Made only by escaping text and by joining markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub fn new() -> Html {
        Html::default()
    }

    /// Plain text, escaped.
    pub fn text(text: &str) -> Html {
        let mut html = Html::new();
        html.push_text(text);
        html
    }

    /// Adds plain text, escaped for elements and for attributes in double quotes.
    pub fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // Not allowed in a page at all; a text that holds one is shown without it.
                '\0'..='\u{8}'
                | '\u{b}'
                | '\u{c}'
                | '\u{e}'..='\u{1f}'
                | '\u{7f}'
                | '\u{fffe}'
                | '\u{ffff}' => {}
                c => self.0.push(c),
            }
        }
    }

    /// Adds markup that is spelled in the program itself; it cannot come from a file or a reader.
    pub fn push_tag(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Adds data for machines, as JSON for linked data, in a block that no browser runs. Inside the block nothing but
    /// `</script>` and `<!--` means anything, and JSON can write `<` so that it is no part of them.
    pub fn push_data(&mut self, data: &impl Serialize) {
        let json = serde_json::to_string(data).expect("data of texts and lists can be written as JSON");
        self.push_tag("<script type=\"application/ld+json\">");
        self.0.push_str(&json.replace('<', "\\u003c"));
        self.push_tag("</script>");
    }

    /// Adds markup that was made safe before.
    pub fn push(&mut self, html: &Html) {
        self.0.push_str(&html.0);
    }

    /// Adds ` name="value"`, the value escaped.
    pub fn push_attribute(&mut self, name: &'static str, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.push_text(value);
        self.0.push('"');
    }

    /// Adds an element whose content is markup: `<name a="b">content</name>`.
    pub fn push_element(&mut self, name: &'static str, attributes: &[(&'static str, &str)], content: &Html) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.push_attribute(attribute, value);
        }
        self.0.push('>');
        self.push(content);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Adds an element of SVG that holds nothing: `<name a="b"/>`.
    pub fn push_empty_element(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.push_attribute(attribute, value);
        }
        self.0.push_str("/>");
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Tells askama that this type escapes itself.
impl askama::filters::HtmlSafe for Html {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let mut html = Html::text("<b>\"&\"</b>\0\u{ffff}");
        html.push_attribute("title", "a\"b");
        assert_eq!(html.as_str(), "&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt; title=\"a&quot;b\"");
    }

    #[test]
    fn no_text_ends_a_block_of_data() {
        let mut html = Html::new();
        html.push_data(&["</script><!-- & \""]);
        let block = "<script type=\"application/ld+json\">[\"\\u003c/script>\\u003c!-- & \\\"\"]</script>";
        assert_eq!(html.as_str(), block);
    }
}
