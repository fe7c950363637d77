//! Whatever stands in a site's files gives a site or diagnostics; nothing panics, and no place points outside its file.

use attune::edition::Edition;
use attune::source::Sources;

use crate::site::TODAY;

/// A generator of numbers that gives the same ones every time (Marsaglia, 2003, "Xorshift RNGs").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }
}

/// Pieces that mean something to one of the parsers.
const PIECES: [&str; 48] = [
    "[@",
    "]",
    "[",
    "(",
    ")",
    "](",
    "![",
    "{#",
    "}",
    "{",
    "\\",
    "`",
    "```\n",
    "\n\n",
    "\n",
    "+++\n",
    "---\n",
    "#",
    "## ",
    "> ",
    "> [!TIP]\n",
    "[^1]",
    "[^1]: ",
    "| a |\n| - |\n",
    ": ",
    "\"",
    "'",
    "''",
    "\"\"\"",
    "= ",
    "[[claims]]\n",
    "@article{x,",
    "and ",
    "~",
    "<b>",
    "<!--",
    "</svg>",
    "&amp;",
    "愛",
    "e\u{301}",
    "\u{200d}",
    "\u{0}",
    "\t",
    "\r",
    "@bowlby1969",
    "; ",
    ", p. 3–",
    "%",
];

/// The file at `path` with a few places changed.
fn changed(text: &str, numbers: &mut Numbers) -> String {
    let mut text = text.to_owned();
    for _ in 0..=numbers.below(4) {
        let place = |text: &str, numbers: &mut Numbers| {
            let at = numbers.below(text.len() + 1);
            (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap()
        };
        let (one, two) = (place(&text, numbers), place(&text, numbers));
        let (from, to) = (one.min(two), one.max(two));
        match numbers.below(4) {
            0 => text.insert_str(from, PIECES[numbers.below(PIECES.len())]),
            1 => {
                let end = (from..=to.min(from + 40)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                text.replace_range(from..end, "");
            }
            2 => {
                let end = (from + numbers.below(60)).min(text.len());
                let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
                let piece = text[from..end].to_owned();
                text.insert_str(to, &piece);
            }
            _ => text.replace_range(
                from..from,
                &PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(30)),
            ),
        }
    }
    text
}

#[test]
fn a_file_changed_at_random_gives_a_site_or_says_what_is_wrong() {
    let rounds = std::env::var("ATTUNE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60);
    let start = std::env::var("ATTUNE_START").ok().and_then(|start| start.parse().ok()).unwrap_or(20_261_125);
    let built_in = Sources::built_in();
    let paths = [
        "site.toml",
        "claims.toml",
        "glossary.md",
        "references.bib",
        "articles/secure-base.md",
        "articles/safe-haven.md",
        "figures/out-and-back.svg",
        "pages/home.md",
        "words/en.ftl",
    ];
    let mut numbers = Numbers(start);
    for round in 0..rounds {
        let path = paths[round % paths.len()];
        let text = changed(built_in.file(built_in.find(path).unwrap()).text(), &mut numbers);
        let sources = Sources::layered([(path, text.as_str())]);
        let edition = Edition::build(&sources, TODAY);
        assert!(edition.site.is_some() != edition.diagnostics.has_errors(), "round {round}, {path}");
        for diagnostic in &edition.diagnostics {
            let length = sources.file(diagnostic.span.file).text().len();
            let span = diagnostic.span;
            assert!(span.start <= span.end && span.end <= length, "round {round}, {path}: {diagnostic:?}");
        }
        let _ = (
            edition.diagnostics.show(&sources),
            edition.diagnostics.json(&sources),
            edition.diagnostics.github(&sources),
        );
    }
}
