//! Who runs the site: the link at the foot of every page, and the part of the page about the site that says it in full.

use crate::library::contact::Contact;
use crate::site::address::{Address, mail, telephone};
use crate::site::layout::Link;
use crate::site::render::{ABOUT, Press};
use crate::site::text_page::ShownContact;

impl Press<'_> {
    /// The shortest way to whoever runs the site; without any, the page that says who it is.
    pub(crate) fn contact_link(&self) -> Option<Link> {
        let contact = self.library.settings.contact.as_ref()?;
        let link = match self.ways(contact).into_iter().next() {
            Some((_, way)) => way.link,
            None => self.base.link(&Address::page(ABOUT)),
        };
        Some(Link { label: contact.name.clone(), link })
    }

    /// All that the settings say of whoever runs the site.
    pub(crate) fn contact(&self) -> Option<ShownContact> {
        let contact = self.library.settings.contact.as_ref()?;
        Some(ShownContact {
            name: contact.name.clone(),
            about: contact.about.clone(),
            ways: self.ways(contact),
            post: contact.post.clone(),
        })
    }

    fn ways(&self, contact: &Contact) -> Vec<(String, Link)> {
        let Contact { name: _, about: _, email, phone, url, post: _ } = contact;
        let way = |kind: &str, label: &String, link: String| {
            (self.words.say(kind), Link { label: label.clone(), link })
        };
        let email = email.as_ref().map(|email| way("contact-email", email, mail(email)));
        let phone = phone.as_ref().map(|phone| way("contact-phone", phone, telephone(phone)));
        let url = url.as_ref().map(|url| way("contact-web", &url.value, url.value.clone()));
        email.into_iter().chain(url).chain(phone).collect()
    }
}
