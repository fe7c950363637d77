//! Who runs a site, as `[contact]` of its settings says. Takes the table; gives a checked [`Contact`]. Knows nothing of
//! where it is shown.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::library::record::{Placed, Record};

/// Who runs the site, and how a reader reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// A person or a place.
    pub name: String,
    /// Who that is, in a sentence or two.
    pub about: Option<String>,
    /// An address for letters on the net.
    pub email: Option<String>,
    /// A telephone number, as people write it.
    pub phone: Option<String>,
    /// A page with more.
    pub url: Option<Placed<String>>,
    /// An address for letters on paper, line by line; may be empty.
    pub post: Vec<String>,
}

/// Reads the table `[contact]`, if there is one.
pub fn parse(settings: &mut Record<'_>, found: &mut Diagnostics) -> Option<Contact> {
    let mut record = settings.record("contact", "the contact", found)?;
    let name = record.required_words("name", found);
    let about = record.text("about", found);
    let email = record.text("email", found);
    let phone = record.text("phone", found);
    let url = record.text("url", found);
    let post = record.texts("post", found);
    record.finish(found);
    let is_email = |text: &str| {
        let (user, host) = text.split_once('@').unwrap_or_default();
        !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    };
    let is_url = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    expect(&email, is_email, "e-mail address", "write it as `name@clinic.example`", found);
    expect(&phone, is_telephone, "telephone number", "write it as `+44 20 7946 0000`", found);
    expect(&url, is_url, "web address", "write it whole: `https://…`", found);
    let said = |text: Option<Placed<String>>| text.map(|t| t.value).filter(|t| !t.trim().is_empty());
    Some(Contact {
        name: name?.value,
        about: said(about),
        email: said(email),
        phone: said(phone),
        url: url.filter(|url| !url.value.trim().is_empty()),
        post: post.into_iter().map(|line| line.value).collect(),
    })
}

/// True for what a telephone can dial: at least three digits, with blanks and signs between them.
pub(crate) fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c))
}

fn expect(
    text: &Option<Placed<String>>,
    is_good: impl Fn(&str) -> bool,
    what: &str,
    help: &str,
    found: &mut Diagnostics,
) {
    if let Some(text) = text
        && !is_good(&text.value)
    {
        let message = format!("`{}` is no {what}", text.value);
        found.add(Diagnostic::error("bad-field", text.span, message).help(help));
    }
}
