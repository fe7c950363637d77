//! stub
use crate::library::bibliography::source::Source;
use crate::library::citation::{Locator, Mode};
/// stub
#[derive(Clone, Debug)]
pub enum Run {
    /// x
    Text(String),
    /// x
    Italic(String),
    /// x
    Link {
        /// x
        url: String,
        /// x
        text: String,
    },
}
/// stub
pub enum Piece {
    /// x
    Text(String),
    /// x
    Cite {
        /// x
        item: usize,
        /// x
        runs: Vec<Run>,
    },
}
/// stub
pub struct Cite {
    /// x
    pub source: usize,
    /// x
    pub prefix: String,
    /// x
    pub locator: Option<Locator>,
    /// x
    pub suffix: String,
    /// x
    pub suppress_author: bool,
}
/// stub
pub struct Apa<'s> {
    s: &'s [Source],
    o: Vec<usize>,
}
impl<'s> Apa<'s> {
    /// x
    pub fn new(s: &'s [Source]) -> Apa<'s> {
        Apa { s, o: (0..s.len()).collect() }
    }
    /// x
    pub fn order(&self) -> &[usize] {
        &self.o
    }
    /// x
    pub fn entry(&self, n: usize) -> Vec<Run> {
        vec![Run::Text(self.s[n].key.clone())]
    }
    /// x
    pub fn cite(&self, _: Mode, c: &[Cite]) -> Vec<Piece> {
        let mut v = vec![Piece::Text("(".into())];
        for (i, c) in c.iter().enumerate() {
            v.push(Piece::Cite { item: i, runs: vec![Run::Text(self.s[c.source].key.clone())] });
        }
        v.push(Piece::Text(")".into()));
        v
    }
}
