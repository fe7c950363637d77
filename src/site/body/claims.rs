//! Behind the author's words on how sure we are: every claim that the page cites, under its strength. A closed block holds
//! what was found and what that does not show, so that a narrow screen shows a short list.

use crate::library::claim::Claim;
use crate::library::strength::Strength;
use crate::site::address::Address;
use crate::site::body::Writer;
use crate::site::html::Html;
use crate::site::references::claim_id;
use crate::site::strength;

/// The id of the section that says how sure we are; it means the same in every article.
pub const HOW_SURE: &str = "how-sure";

impl Writer<'_> {
    /// The block at the end of a section with a heading of this level; nothing for a page that cites no claim.
    pub(crate) fn claims(&self, level: u8, out: &mut Html) {
        if self.claims.is_empty() {
            return;
        }
        let words = self.means.words;
        out.push_tag("<div class=\"claims\"><p>");
        out.push_text(&words.count("claims-cited", self.claims.len()));
        out.push_tag(" ");
        let strengths = self.means.base.link_to(&Address::evidence(), "_strengths");
        out.push_element("a", &[("href", &strengths)], &Html::text(&words.say("how-sure-title")));
        out.push_tag("</p>\n");
        for strength in Strength::ALL {
            let mut claims = self.claims.iter().filter(|claim| claim.strength == strength).peekable();
            if claims.peek().is_none() {
                continue;
            }
            let mut heading = strength::bars(strength);
            heading.push_tag(" ");
            heading.push_text(&words.say(strength::word(strength)));
            out.push_element(heading_below(level), &[], &heading);
            out.push_tag("<ul>\n");
            claims.for_each(|claim| self.claim(claim, out));
            out.push_tag("</ul>\n");
        }
        out.push_tag("</div>\n");
    }

    /// The id stands on what is inside: a browser opens a closed block for a target in it, not for one in its summary. End
    /// tags that HTML does not ask for are left out: the list is long, and its page has to be light.
    fn claim(&self, claim: &Claim, out: &mut Html) {
        let Claim {
            key,
            span: _,
            topic: _,
            statement,
            strength,
            sources: _,
            source_spans: _,
            found,
            limits,
            quoted: _,
        } = claim;
        let words = self.means.words;
        out.push_tag("<li><details><summary>");
        out.push_text(statement);
        out.push_tag(" ");
        out.push(&strength::bars(*strength));
        out.push_tag("</summary><dl");
        out.push_attribute("id", &claim_id(key.as_str()));
        out.push_tag("><dt>");
        out.push_text(&words.say("who-was-studied"));
        out.push_tag("<dd>");
        out.push_text(found);
        out.push_tag("<dt>");
        out.push_text(&words.say("what-it-does-not-show"));
        out.push_tag("<dd>");
        out.push_text(limits);
        out.push_tag("</dl>");
        let link = self.means.base.link_to(&Address::evidence(), key.as_str());
        out.push_element("a", &[("href", &link)], &Html::text(&words.say("more-claim")));
        out.push_tag("</details></li>\n");
    }
}

fn heading_below(level: u8) -> &'static str {
    match level {
        0..=2 => "h3",
        3 => "h4",
        4 => "h5",
        5.. => "h6",
    }
}
