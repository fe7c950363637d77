//! A stylesheet without what only its author reads. Takes its text; gives the same rules without comments and line breaks,
//! because a browser waits for every byte of it. What stands in quotes or in an address stays as it is, and so does a
//! comment that begins with `/*!`, as a licence does.

/// After these nothing hangs on a blank.
const BEFORE_A_BLANK: [char; 4] = ['{', '}', ';', ','];

/// The same rules in fewer bytes.
pub(crate) fn lean(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let mut written = out.chars().rev();
        let ended =
            written.next().is_none_or(|last| BEFORE_A_BLANK.contains(&last)) && written.next() != Some('\\');
        let length = if first.is_ascii_whitespace() {
            let blanks = rest.len() - rest.trim_ascii_start().len();
            if !ended && !rest[blanks..].starts_with('}') && blanks < rest.len() {
                out.push(' ');
            }
            rest = &rest[blanks..];
            continue;
        } else if rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            let parts_words = !ended && !out.ends_with(' ');
            if !parts_words && !rest.starts_with("/*!") {
                rest = &rest[length..];
                continue;
            }
            length
        } else if matches!(first, '"' | '\'') {
            quoted(rest, first)
        } else if rest.starts_with("url(") {
            rest.find(')').map_or(rest.len(), |end| end + 1)
        } else if first == '\\' {
            rest.chars().take(2).map(char::len_utf8).sum()
        } else {
            first.len_utf8()
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// How long a text in quotes is, with both of them.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if !escaped && c == quote {
            return at + c.len_utf8();
        }
        escaped = !escaped && c == '\\';
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use crate::site::asset::lean::lean;

    #[test]
    fn comments_and_line_breaks_go_and_the_rules_stay() {
        let css = "/* Why. */\n:root{\n  --a:#fff; --b:\"x\";\n}\n\na:hover ,\nb > c{color:red;\n  margin:0 auto\n}\n";
        assert_eq!(lean(css), ":root{--a:#fff;--b:\"x\";}a:hover ,b > c{color:red;margin:0 auto}");
    }

    #[test]
    fn what_stands_in_quotes_or_in_an_address_stays() {
        assert_eq!(lean("a\\;  b{c:d}"), "a\\; b{c:d}");
        for css in [
            "a{content:\"/* no comment */ {  }\"}",
            "a{content:'it\\'s  ;  so'}",
            "a{background:url(x/*y;  z*/.png)}",
            "/*! Licence: MIT */a{b:c}",
            "a/**/b{c:d}",
            "a{b:\"open",
            "/*! open",
        ] {
            assert_eq!(lean(css), css);
        }
        assert_eq!(lean("a{b:c} /* open"), "a{b:c}");
    }
}
