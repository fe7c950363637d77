//! The quotes of a reference's texts, curled. Takes a [`Text`]; gives it with its emphasis where it was. Knows nothing of
//! where the text comes from.

use crate::library::bibliography::source::Text;
use crate::library::quotes::curled;

/// The text with `'` and `"` curled.
pub fn curly(text: &Text) -> Text {
    let mut out = Text::default();
    let mut before = None;
    for (number, part) in text.parts.iter().enumerate() {
        let after = text.parts.get(number + 1).and_then(|next| next.text.chars().next());
        let words = curled(&part.text, before, after);
        before = words.chars().next_back().or(before);
        out.push(&words, part.emphasis);
    }
    out
}
