//! A program that was built without CSL knows APA alone, and says so.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::record::Placed;

/// Tells that there is no other style.
pub fn refuse(style: &Placed<String>, found: &mut Diagnostics) {
    let message = format!("no citation style `{}`: this program was built with APA alone", style.value);
    let help = "write `style = \"apa\"`, or build it with the feature `csl`";
    found.add(Diagnostic::error("unknown-style", style.span, message).help(help));
}
