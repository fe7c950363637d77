//! Attune: Markdown articles and a citations file become a website.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot go on should stop"))]

pub mod source;

pub mod diagnostic;

pub mod library;

pub mod site;
