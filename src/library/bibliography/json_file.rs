//! The places in a JSON file. Takes text; gives the byte ranges of the items in an array and of the values in an object,
//! which `serde_json` does not tell. Only finds the ends of things: whether they are right JSON is `serde_json`'s word.

use std::ops::Range;

/// The items of the array at the start of a text; `Err` gives where it stops being one.
pub fn items(text: &str) -> Result<Vec<Range<usize>>, usize> {
    let mut items = Vec::new();
    list(text, blank(text, 0), ['[', ']'], |text, at| {
        let end = value(text, at)?;
        items.push(at..end);
        Ok(end)
    })?;
    Ok(items)
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member<'a> {
    /// Without its quotes.
    pub name: &'a str,
    /// The name with its quotes.
    pub name_range: Range<usize>,
    /// The value.
    pub value_range: Range<usize>,
}

/// The members of the object at the start of a text; `Err` gives where it stops being one.
pub fn members(text: &str) -> Result<Vec<Member<'_>>, usize> {
    let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    list(text, blank(text, 0), ['{', '}'], |text, at| {
        let end = string(text, at)?;
        let colon = blank(text, end);
        if !text[colon..].starts_with(':') {
            return Err(colon);
        }
        let start = blank(text, colon + 1);
        let value_end = value(text, start)?;
        ranges.push((at..end, start..value_end));
        Ok(value_end)
    })?;
    let member = |(name, value): (Range<usize>, Range<usize>)| Member {
        name: &text[name.start + 1..name.end - 1],
        name_range: name,
        value_range: value,
    };
    Ok(ranges.into_iter().map(member).collect())
}

/// The bracket that is never closed, if there is one: the innermost that is open where another kind is closed, or at
/// the end.
pub fn unclosed(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' => {
                at = string(text, at).ok()?;
                continue;
            }
            '[' | '{' => open.push((at, c)),
            ']' | '}' => {
                let (start, opened) = open.pop()?;
                if (opened == '[') != (c == ']') {
                    return Some(start);
                }
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    open.last().map(|(start, _)| *start)
}

/// Walks what stands between two brackets, parted by commas; gives the end.
fn list(
    text: &str,
    at: usize,
    [open, close]: [char; 2],
    mut one: impl FnMut(&str, usize) -> Result<usize, usize>,
) -> Result<usize, usize> {
    if !text[at..].starts_with(open) {
        return Err(at);
    }
    let mut at = blank(text, at + 1);
    if text[at..].starts_with(close) {
        return Ok(at + 1);
    }
    loop {
        at = blank(text, one(text, at)?);
        match text[at..].chars().next() {
            Some(',') => at = blank(text, at + 1),
            Some(c) if c == close => return Ok(at + 1),
            _ => return Err(at),
        }
    }
}

/// The end of the value that starts here. Brackets are counted, not called for, so that depth costs no stack.
fn value(text: &str, start: usize) -> Result<usize, usize> {
    let mut at = start;
    let mut depth = 0usize;
    loop {
        at = blank(text, at);
        match text[at..].chars().next() {
            None => return Err(at),
            Some('"') => at = string(text, at)?,
            Some('[' | '{') => {
                depth += 1;
                at += 1;
                continue;
            }
            Some(']' | '}') if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            Some(',' | ':') if depth > 0 => {
                at += 1;
                continue;
            }
            Some(c) if c.is_ascii_alphanumeric() || c == '-' => {
                let rest = &text[at..];
                at += rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))
                    .unwrap_or(rest.len());
            }
            Some(_) => return Err(at),
        }
        if depth == 0 {
            return Ok(at);
        }
    }
}

fn string(text: &str, start: usize) -> Result<usize, usize> {
    if !text[start..].starts_with('"') {
        return Err(start);
    }
    let mut escaped = false;
    for (at, c) in text[start + 1..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(start + 1 + at + 1),
            _ => {}
        }
    }
    Err(start)
}

fn blank(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\t', '\n', '\r']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_members_are_found_with_their_places() {
        let text = " [ {\"a\": [1, {\"b\": \"]\\\"\"}], \"c\" : -1.5e3}, 2 ]";
        let items = items(text).unwrap();
        assert_eq!(items.len(), 2);
        let item = &text[items[0].clone()];
        let members = members(item).unwrap();
        assert_eq!(members[0].name, "a");
        assert_eq!(&item[members[1].value_range.clone()], "-1.5e3");
    }

    #[test]
    fn nothing_stops_the_walk_but_its_end() {
        let whole = "[{\"a\": [1, \"é\\\"\"], \"c\": null}]";
        for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
            assert!(items(&whole[..cut]).is_err());
            let _ = members(&whole[cut..]);
        }
        let deep = "[".repeat(100_000);
        assert!(items(&deep).is_err());
    }
}
