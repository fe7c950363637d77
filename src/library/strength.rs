//! How sure a claim is. Takes the word that an author writes; gives a [`Strength`]. Knows nothing of claims and of how a
//! strength is shown.

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::library::record::Placed;

/// How sure a claim is, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nobody was found who tested it.
    NotTested,
    /// Theory or a clinician's view.
    Idea,
    /// Good studies find different things.
    StudiesDisagree,
    /// One study, or a few small ones of one team.
    OneStudy,
    /// A guideline, or what experts agreed on.
    Guidance,
    /// The same in two or more groups of people.
    SeveralStudies,
    /// Many studies put together.
    ManyStudies,
}

impl Strength {
    /// All of them, the strongest first.
    pub const ALL: [Strength; 7] = [
        Strength::ManyStudies,
        Strength::SeveralStudies,
        Strength::Guidance,
        Strength::OneStudy,
        Strength::StudiesDisagree,
        Strength::Idea,
        Strength::NotTested,
    ];

    /// As it is written in `claims.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Strength::NotTested => "not-tested",
            Strength::Idea => "idea",
            Strength::StudiesDisagree => "studies-disagree",
            Strength::OneStudy => "one-study",
            Strength::Guidance => "guidance",
            Strength::SeveralStudies => "several-studies",
            Strength::ManyStudies => "many-studies",
        }
    }

    /// True where a claim may stand without a source: a thought, or that nothing was found.
    pub fn needs_no_source(self) -> bool {
        match self {
            Strength::NotTested | Strength::Idea => true,
            Strength::StudiesDisagree
            | Strength::OneStudy
            | Strength::Guidance
            | Strength::SeveralStudies
            | Strength::ManyStudies => false,
        }
    }
}

/// The strength of this name; one that is none is reported.
pub fn read(written: &Placed<String>, found: &mut Diagnostics) -> Option<Strength> {
    let level = Strength::ALL.into_iter().find(|level| level.name() == written.value);
    if level.is_none() {
        let names = Strength::ALL.map(Strength::name);
        let help = match nearest(&written.value, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", names.join(", ")),
        };
        let message = format!("there is no strength `{}`", written.value);
        found.add(Diagnostic::error("unknown-strength", written.span, message).help(help));
    }
    level
}
