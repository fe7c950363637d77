//! How sure, as a reader sees it. Takes a strength; gives its bars and the names of the messages that say it in words, what
//! it means, and how a sentence of an article opens. Knows nothing of claims.

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

/// The message that says what it means.
pub fn meaning(strength: Strength) -> &'static str {
    match strength {
        Strength::NotTested => "means-not-tested",
        Strength::Idea => "means-idea",
        Strength::StudiesDisagree => "means-studies-disagree",
        Strength::OneStudy => "means-one-study",
        Strength::Guidance => "means-guidance",
        Strength::SeveralStudies => "means-several-studies",
        Strength::ManyStudies => "means-many-studies",
    }
}

/// The message that says how a sentence of an article opens that is this sure.
pub fn opening(strength: Strength) -> &'static str {
    match strength {
        Strength::NotTested => "opens-not-tested",
        Strength::Idea => "opens-idea",
        Strength::StudiesDisagree => "opens-studies-disagree",
        Strength::OneStudy => "opens-one-study",
        Strength::Guidance => "opens-guidance",
        Strength::SeveralStudies => "opens-several-studies",
        Strength::ManyStudies => "opens-many-studies",
    }
}
