//! How sure, as a reader sees it. Takes a strength; gives its bars and the name of the message that says it in words. Knows
//! nothing of claims.

use crate::library::strength::Strength;
use crate::site::html::Html;

/// Four small bars, or what stands for them; the shapes are in `templates/strengths.svg`.
pub fn bars(strength: Strength) -> Html {
    let mut html = Html::new();
    html.push_tag("<svg class=\"bars\" aria-hidden=\"true\"><use href=\"#_");
    html.push_text(strength.name());
    html.push_tag("\"/></svg>");
    html
}

/// The message that says it in words.
pub fn word(strength: Strength) -> &'static str {
    match strength {
        Strength::NotTested => "strength-not-tested",
        Strength::Idea => "strength-idea",
        Strength::StudiesDisagree => "strength-studies-disagree",
        Strength::OneStudy => "strength-one-study",
        Strength::Guidance => "strength-guidance",
        Strength::SeveralStudies => "strength-several-studies",
        Strength::ManyStudies => "strength-many-studies",
    }
}
