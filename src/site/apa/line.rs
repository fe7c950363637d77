//! Runs in the making. Takes words; gives runs in which like stands with like and a sentence gets its full stop once.
//! Knows nothing of HTML, and nothing of works.

use crate::library::bibliography::source::Text;
use crate::site::apa::quotation::by_itself;
use crate::site::run::Run;

/// Runs in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    runs: Vec<Run>,
}

impl Line {
    /// Nothing yet.
    pub fn new() -> Line {
        Line::default()
    }

    /// Adds plain words.
    pub fn text(&mut self, text: &str) -> &mut Line {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(Run::Text(last)) => last.push_str(text),
            Some(Run::Italic(_) | Run::Set { .. } | Run::Link { .. }) | None => {
                self.runs.push(Run::Text(text.to_owned()))
            }
        }
        self
    }

    /// Adds words in italics.
    pub fn italic(&mut self, text: &str) -> &mut Line {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(Run::Italic(last)) => last.push_str(text),
            Some(Run::Text(_) | Run::Set { .. } | Run::Link { .. }) | None => {
                self.runs.push(Run::Italic(text.to_owned()))
            }
        }
        self
    }

    /// Adds a link.
    pub fn link(&mut self, url: String, text: &str) -> &mut Line {
        self.runs.push(Run::Link { url, text: text.to_owned() });
        self
    }

    /// Adds a title. Emphasis in an italic title is set upright (APA 6.23).
    pub fn title(&mut self, title: &Text, italic: bool) -> &mut Line {
        for part in &by_itself(title).parts {
            if part.emphasis == italic {
                self.text(&part.text)
            } else {
                self.italic(&part.text)
            };
        }
        self
    }

    /// Adds another line.
    pub fn append(&mut self, other: Line) -> &mut Line {
        for run in other.runs {
            match run {
                Run::Text(text) => {
                    self.text(&text);
                }
                Run::Italic(text) => {
                    self.italic(&text);
                }
                set @ (Run::Set { .. } | Run::Link { .. }) => self.runs.push(set),
            }
        }
        self
    }

    /// Adds an element of a reference after a blank, with a full stop before it where the last one has none.
    pub fn element(&mut self, other: Line) -> &mut Line {
        if !other.is_empty() {
            self.stop();
            if !self.is_empty() {
                self.text(" ");
            }
            self.append(other);
        }
        self
    }

    /// Ends a sentence, unless it ends already. The full stop stands within closing quotation marks (APA 6.7), and none
    /// follows an address (APA 9.5).
    pub fn stop(&mut self) -> &mut Line {
        let (text, is_italic) = match self.runs.last_mut() {
            None | Some(Run::Set { .. } | Run::Link { .. }) => return self,
            Some(Run::Text(text)) => (text, false),
            Some(Run::Italic(text)) => (text, true),
        };
        let words = text.trim_end_matches('”');
        if words.ends_with(['.', '?', '!', '…']) || text.trim().is_empty() {
            return self;
        }
        let end = words.len();
        if end < text.len() {
            text.insert(end, '.');
        } else if is_italic {
            self.text(".");
        } else {
            text.push('.');
        }
        self
    }

    /// True when there is nothing.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Finished.
    pub fn runs(self) -> Vec<Run> {
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_gets_one_full_stop() {
        let ended = |text: &str| {
            let mut line = Line::new();
            line.italic(text).stop();
            line.runs().iter().map(|run| run.text().to_owned()).collect::<String>()
        };
        for (text, expected) in [
            ("A", "A."),
            ("A?", "A?"),
            ("A.", "A."),
            ("A!”", "A!”"),
            ("“A”", "“A.”"),
            ("As’", "As’."),
            ("A (2nd ed.)", "A (2nd ed.)."),
            ("", ""),
        ] {
            assert_eq!(ended(text), expected);
        }
    }
}
