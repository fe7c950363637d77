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
fn doubled(words: &str) -> String {
    let Some(open) = words.find('‘') else { return words.to_owned() };
    let inner = open + '‘'.len_utf8();
    let until = words[inner..].find('‘').map_or(words.len(), |next| inner + next);
    let closes: Vec<usize> = words[inner..until]
        .match_indices('’')
        .map(|(at, _)| inner + at)
        .filter(|at| !words[at + '’'.len_utf8()..].starts_with(char::is_alphanumeric))
        .collect();
    let sure = closes.iter().find(|at| !words[..**at].ends_with('s'));
    let Some(close) = sure.or(closes.last()).copied() else { return words.to_owned() };
    let rest = &words[close + '’'.len_utf8()..];
    format!("{}“{}”{}", &words[..open], &words[inner..close], doubled(rest))
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
