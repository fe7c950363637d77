//! Quotation marks in titles (APA 6.7): double ones, and single ones within double ones. Takes a title whose quotes are
//! curled; gives it as it stands by itself, or as it stands within quotation marks.

use crate::library::bibliography::source::Text;

/// The title by itself: what it has in single quotation marks is set in double ones.
pub fn by_itself(title: &Text) -> Text {
    each_part(title, |words| {
        // What stands in double ones already keeps its single ones.
        let rows = words.split_inclusive('”').map(|row| match row.find('“') {
            Some(open) => format!("{}{}", doubled(&row[..open]), &row[open..]),
            None => doubled(row),
        });
        rows.collect()
    })
}

/// The title within double quotation marks: its own are single.
pub fn within_quotes(title: &Text) -> Text {
    each_part(title, |words| words.replace('“', "‘").replace('”', "’"))
}

fn each_part(title: &Text, change: impl Fn(&str) -> String) -> Text {
    let mut out = Text::default();
    for part in &title.parts {
        out.push(&change(&part.text), part.emphasis);
    }
    out
}

/// `‘…’` as `“…”`. An apostrophe looks like a closing quote: one that follows an s is taken for it only as a last resort.
fn doubled(mut words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    while let Some(open) = words.find('‘') {
        let inner = open + '‘'.len_utf8();
        let until = words[inner..].find('‘').map_or(words.len(), |next| inner + next);
        let Some(close) = closing(&words[inner..until]).map(|at| inner + at) else { break };
        out.push_str(&words[..open]);
        out.push('“');
        out.push_str(&words[inner..close]);
        out.push('”');
        words = &words[close + '’'.len_utf8()..];
    }
    out.push_str(words);
    out
}

/// The first closing quote that is no apostrophe: nothing of a word follows it, and if possible no s stands before it.
fn closing(words: &str) -> Option<usize> {
    let ends = |at: &usize| !words[at + '’'.len_utf8()..].starts_with(char::is_alphanumeric);
    let closes: Vec<usize> = words.match_indices('’').map(|(at, _)| at).filter(ends).collect();
    closes.iter().find(|at| !words[..**at].ends_with('s')).or(closes.last()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_double_and_single_within() {
        let alone = |text: &str| by_itself(&Text::plain(text)).words();
        assert_eq!(alone("The ‘cry curve’ of infants’ lives"), "The “cry curve” of infants’ lives");
        assert_eq!(alone("Mothers’ ‘views’ and ‘doubts’"), "Mothers’ “views” and “doubts”");
        assert_eq!(alone("Children’s states"), "Children’s states");
        assert_eq!(alone("“A ‘b’ c” and ‘d’"), "“A ‘b’ c” and “d”");
        assert_eq!(within_quotes(&Text::plain("The “cry curve”")).words(), "The ‘cry curve’");
    }
}
