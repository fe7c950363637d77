//! The page of an article, with its outline and its list of sources.

use crate::library::article::Article;
use crate::library::bibliography::source::Source;
use crate::library::day::Day;
use crate::library::permalink::Page as Where;
use crate::library::section::Section;
use crate::site::address::Address;
use crate::site::article_page::{self, ArticlePage, Back, Reference, TocEntry};
use crate::site::body::claims::HOW_SURE;
use crate::site::body::{Writer, letter};
use crate::site::layout::{Layout, Link};
use crate::site::page::Page;
use crate::site::references::{Entry, Listed, Marks, entry_id};
use crate::site::render::{Press, shown};
use crate::site::schema;

impl Press<'_> {
    /// The page, and the sources that it lists.
    pub(crate) fn article(&self, article: &Article) -> (Page, Vec<&Source>) {
        let address = Address::article(article.slug.as_str());
        let front = &article.front;
        let mut writer = self.article_writer(article);
        let in_short = self.words.say("in-short");
        let key_points = article.key_points.iter().map(|point| writer.line(point, &in_short)).collect();
        let body = writer.prose(&article.body.prose);
        let entries = writer.into_marks().list();
        let sources: Vec<_> = entries.iter().map(|entry| entry.source).collect();
        let data = schema::article(article, &sources, &self.library.settings, self.base);
        let references = entries.into_iter().map(reference).collect();
        let number = self.numbers.get(&article.slug).copied();
        let beside = |step: isize| {
            let index = number?.checked_sub(1)?.checked_add_signed(step)?;
            let article = self.library.articles.get(index)?;
            let link = self.base.link(&Address::article(article.slug.as_str()));
            Some(Link { label: article.front.title.value.clone(), link })
        };
        let page = shown(ArticlePage {
            layout: Layout {
                kind: "article",
                ..self.layout(Some(&front.title.value), &front.lead.value, Some(&address))
            },
            data,
            articles: self.base.link(&Address::articles()),
            cite: self.base.link(&Address::cite(article.slug.as_str())),
            position: number.map(|number| (number, self.library.articles.len())),
            title: front.title.value.clone(),
            lead: front.lead.value.clone(),
            minutes: article.minutes,
            reviewed: Some(self.day(front.reviewed.value)),
            overdue: self.library.is_overdue(article),
            draft: front.draft,
            key_points,
            body,
            references,
            bibliography: self.base.link(&Address::bibliography()),
            toc: toc(&article.body.outline),
            previous: beside(-1),
            next: beside(1),
        });
        (page, sources)
    }

    pub(crate) fn day(&self, day: Day) -> article_page::Day {
        article_page::Day { iso: day.to_string(), shown: self.words.date(day.year, day.month, day.day) }
    }

    /// An article lists its sources, and its claims if it says how sure we are.
    fn article_writer(&self, article: &Article) -> Writer<'_> {
        let says = article.body.outline.iter().any(|section| section.holds(HOW_SURE));
        let (listed, claims) =
            if says { (Listed::Here, article.claims()) } else { (Listed::Elsewhere, Vec::new()) };
        let marks = Marks::new(self.references, Listed::Here, listed);
        let claims = claims.into_iter().filter_map(|key| self.references.claim(key)).collect();
        Writer::new(self.means(), marks, &article.front.title.value)
            .listing(claims)
            .lasting(Where::Article(article.slug.to_string()))
    }
}

fn reference(entry: Entry<'_>) -> Reference {
    let Entry { source, entry, marks } = entry;
    let backs = marks.into_iter().enumerate().map(|(index, mark)| Back {
        link: format!("#{}", mark.id),
        label: letter(index + 1),
        section: mark.section,
    });
    Reference { id: entry_id(&source.key), entry, backs: backs.collect() }
}

fn toc(sections: &[Section]) -> Vec<TocEntry> {
    let entry = |section: &Section| TocEntry {
        id: section.anchor.to_string(),
        title: section.title.clone(),
        children: toc(&section.inner),
    };
    sections.iter().map(entry).collect()
}
