//! stub
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};
/// stub
#[derive(Clone, Debug)]
pub struct Source {
    /// key
    pub key: String,
}
/// stub
pub fn parse(sources: &Sources, file: FileId, _found: &mut Diagnostics) -> Vec<Source> {
    sources
        .file(file)
        .text()
        .lines()
        .filter_map(|l| {
            Some(Source { key: l.strip_prefix('@')?.split_once('{')?.1.trim_end_matches(',').to_owned() })
        })
        .collect()
}
