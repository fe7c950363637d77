//! Text runs: what a reference is made of before it is markup. Every style gives these. Knows nothing of HTML, and nothing
//! of works.

/// A piece of a reference that is set in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// As the text around it.
    Text(String),
    /// In italics.
    Italic(String),
    /// In any other way.
    Set {
        /// How.
        look: Look,
        /// What is shown.
        text: String,
    },
    /// An address to open. `url` is percent-encoded and may stand in a link; `text` is what the reader sees.
    Link {
        /// The address.
        url: String,
        /// What is shown.
        text: String,
    },
}

/// How text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In italics.
    pub italic: bool,
    /// In bold letters.
    pub bold: bool,
    /// In small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underlined: bool,
    /// Above the line, below it, or in it.
    pub level: Level,
}

/// Where text stands beside the line it is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// In it.
    #[default]
    Line,
    /// Above it, small.
    Above,
    /// Below it, small.
    Below,
}

impl Run {
    /// What the reader sees.
    pub fn text(&self) -> &str {
        match self {
            Run::Text(text) | Run::Italic(text) | Run::Set { text, .. } | Run::Link { text, .. } => text,
        }
    }
}

/// What the reader sees of several.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(Run::text).collect()
}
