//! The tests through the public surface: text in, text out. One module for each thing a reader or author would name.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on should stop")]

mod apa;
mod articles;
mod bibliography;
mod citations;
mod citations_files;
mod commands;
mod content;
mod diagnostics;
mod elsewhere;
mod export;
mod golden;
mod handmade;
mod headings;
mod help;
mod hostile;
mod keeping;
mod lasting;
mod layers;
mod outside;
mod pages;
mod pins;
mod privacy;
mod programs;
mod prose;
mod seeking;
mod serving;
mod site;
mod standing;
#[cfg(feature = "csl")]
mod styled;
#[cfg(feature = "csl")]
mod styles;
mod sure;
mod taking;
mod tidy;
