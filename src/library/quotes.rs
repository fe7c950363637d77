//! Typewriter quotes made into printed ones. Takes words as they are typed; gives them with apostrophes and quotation
//! marks that curl the right way. Knows nothing of where the words come from.

/// Words with `'` and `"` curled.
pub fn curly_words(words: &str) -> String {
    curled(words, None, None)
}

/// The same for a part of a text, between these letters.
pub fn curled(words: &str, before: Option<char>, after: Option<char>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = before;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().or(after);
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{–—-/“‘".contains(c));
        let curl = match c {
            // In `'70s` something was left out: an apostrophe.
            '\'' if opens && next.is_some_and(char::is_alphabetic) => '‘',
            '\'' => '’',
            '"' if opens => '“',
            '"' => '”',
            other => other,
        };
        out.push(curl);
        before = Some(curl);
    }
    out
}

/// The words as a typewriter has them: what an author may have typed.
pub fn typed(words: &str) -> String {
    words.replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_curl_towards_what_they_enclose() {
        for (typed, printed) in [
            ("infants' states, O'Connor's", "infants’ states, O’Connor’s"),
            ("the 'cry curve'", "the ‘cry curve’"),
            ("\"So\" (\"no\")", "“So” (“no”)"),
            ("the '70s", "the ’70s"),
            ("“curled” already’s", "“curled” already’s"),
        ] {
            assert_eq!(curly_words(typed), printed);
        }
    }
}
