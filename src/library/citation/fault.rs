//! What can be wrong with the notation of a citation, in words. Knows nothing of how it is found.

use std::ops::Range;

/// One mistake in the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which.
    pub kind: FaultKind,
    /// Where, in bytes of the file.
    pub range: Range<usize>,
}

/// Which mistake in the notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Nothing between two semicolons, or beside one.
    EmptyItem,
    /// Words between semicolons, but no key.
    NoKey,
    /// `@` and then nothing that could be a key.
    BadKey,
    /// Two keys without a semicolon between them.
    TwoKeys,
    /// `p.` and then no page.
    EmptyLocator,
    /// `@{key` without `}`.
    OpenBrace,
}

impl FaultKind {
    /// The diagnostic's code.
    pub fn code(self) -> &'static str {
        match self {
            FaultKind::EmptyItem => "empty-citation",
            FaultKind::NoKey => "citation-without-key",
            FaultKind::BadKey => "malformed-citation-key",
            FaultKind::TwoKeys => "two-keys-in-one-citation",
            FaultKind::EmptyLocator => "empty-locator",
            FaultKind::OpenBrace => "unclosed-citation-key",
        }
    }

    /// The diagnostic's sentence.
    pub fn message(self) -> &'static str {
        match self {
            FaultKind::EmptyItem => "nothing is cited beside this `;`",
            FaultKind::NoKey => "this part of the citation names no source",
            FaultKind::BadKey => "no key follows this `@`",
            FaultKind::TwoKeys => "a second key in one part of a citation",
            FaultKind::EmptyLocator => "the place in the source is missing",
            FaultKind::OpenBrace => "the key's `{` is not closed",
        }
    }

    /// What to write instead.
    pub fn help(self) -> &'static str {
        match self {
            FaultKind::EmptyItem => "take the `;` away, or name a source: `[@one; @two]`",
            FaultKind::NoKey => "every part between `;` needs a key: `[@one, p. 4; see also @two]`",
            FaultKind::BadKey => "write the key right after the `@`; for a plain at sign write `\\@`",
            FaultKind::TwoKeys => "put a `;` between two sources: `[@one; @two]`",
            FaultKind::EmptyLocator => "write the number after the label: `[@one, p. 4]`",
            FaultKind::OpenBrace => "close it: `@{a key}`",
        }
    }
}
