//! Where the entries of a .bib file begin and end. Takes the text; gives places, and the brace that is not closed.
//! Knows nothing of fields.

/// Where the next `@kind{` stands, outside of comment lines.
pub fn next_entry(text: &str, from: usize) -> Option<usize> {
    text[from..].match_indices('@').map(|(at, _)| from + at).find(|&at| {
        let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        is_entry(&text[at..]) && !line.trim_start().starts_with('%') && !line.ends_with(char::is_alphanumeric)
    })
}

/// The letters after `@`.
pub fn kind_of(text: &str) -> &str {
    let rest = text.strip_prefix('@').unwrap_or_default().trim_start_matches(' ');
    &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())]
}

fn is_entry(text: &str) -> bool {
    let kind = kind_of(text);
    let after = text.strip_prefix('@').unwrap_or_default().trim_start_matches(' ');
    !kind.is_empty() && after[kind.len()..].trim_start().starts_with(['{', '('])
}

/// Where an entry ends.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The byte after its last.
    pub end: usize,
    /// The brace that is not closed.
    pub unclosed: Option<usize>,
}

/// Where the entry that starts at `start` ends: at its last brace, or where the next one begins, if a brace is missing.
pub fn block(text: &str, start: usize) -> Block {
    let mut open: Vec<usize> = Vec::new();
    let mut suspect = None;
    let mut closed_alone = None;
    let mut chars = text[start..].char_indices().map(|(at, c)| (start + at, c));
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '{' => open.push(at),
            '}' => {
                let opened = open.pop();
                if open.is_empty() {
                    return Block { end: at + 1, unclosed: None };
                }
                let before = text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
                let after = text[at + 1..].trim_start_matches([' ', '\t']).starts_with('\n');
                if open.len() == 1 && before && after {
                    closed_alone = closed_alone.or(opened);
                }
            }
            '\n' => {
                let line = &text[at + 1..];
                let begins = line.len() - line.trim_start_matches([' ', '\t']).len();
                if is_entry(&line[begins..]) {
                    let unclosed = suspect.or(closed_alone).or(open.last().copied()).or(Some(start));
                    return Block { end: at + 1, unclosed };
                }
                if open.len() >= 2 && is_field(line) {
                    suspect = suspect.or(open.get(1).copied());
                }
            }
            _ => {}
        }
    }
    Block { end: text.len(), unclosed: suspect.or(closed_alone).or(open.last().copied()).or(Some(start)) }
}

/// True for a line that reads `name = {`, which never begins inside a value.
fn is_field(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', ',']);
    let name = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let value = line[name..].trim_start().strip_prefix('=').map(str::trim_start);
    name > 1 && value.is_some_and(|value| value.starts_with(['{', '"']))
}
