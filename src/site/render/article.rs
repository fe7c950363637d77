//! The page of an article, with its outline and its list of sources.

use std::collections::BTreeMap;

use crate::library::article::Article;
use crate::library::bibliography::source::Source;
use crate::library::day::Day;
use crate::library::permalink::Page as Where;
use crate::library::section::Section;
use crate::site::address::Address;
use crate::site::article_page::{self, ArticlePage, Back, Reference, TocEntry};
use crate::site::body::claims::HOW_SURE;
use crate::site::body::{Writer, letter};
use crate::site::cite::Form;
use crate::site::html::Html;
use crate::site::layout::{Layout, Link};
use crate::site::marks::{Entry, Listed, Marks};
use crate::site::page::Page;
use crate::site::references::entry_id;
use crate::site::render::{Press, shown};
use crate::site::schema;

/// What stands in an article, written.
struct Written<'r> {
    key_points: Vec<Html>,
    body: Html,
    marks: Marks<'r>,
}

impl Press<'_> {
    /// The page, and the sources that it lists.
    pub(crate) fn article(&self, article: &Article) -> (Page, Vec<&Source>) {
        let address = Address::article(article.slug.as_str());
        let front = &article.front;
        let mut written = self.written(article, BTreeMap::new());
        let style = self.references.style();
        if style.form() == Form::Numbers && style.sorted() {
            // The list is sorted, so its numbers are known when all is written.
            written = self.written(article, written.marks.sorted_numbers());
        }
        let Written { key_points, body, marks } = written;
        let entries = marks.list();
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
                cited: Some(self.cited_as(article)),
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

    /// Key points and body, with the citations of both.
    fn written(&self, article: &Article, numbers: BTreeMap<usize, usize>) -> Written<'_> {
        let mut writer = self.article_writer(article, numbers);
        let in_short = self.words.say("in-short");
        let key_points = article.key_points.iter().map(|point| writer.line(point, &in_short)).collect();
        let body = writer.prose(&article.body.prose);
        Written { key_points, body, marks: writer.into_marks() }
    }

    pub(crate) fn day(&self, day: Day) -> article_page::Day {
        article_page::Day { iso: day.to_string(), shown: self.words.date(day.year, day.month, day.day) }
    }

    /// An article lists its sources, and its claims if it says how sure we are.
    fn article_writer(&self, article: &Article, numbers: BTreeMap<usize, usize>) -> Writer<'_> {
        let says = article.body.outline.iter().any(|section| section.holds(HOW_SURE));
        let (listed, claims) =
            if says { (Listed::Here, article.claims()) } else { (Listed::Elsewhere, Vec::new()) };
        let marks = Marks::new(self.references, Listed::Here, listed).numbered(numbers);
        let claims = claims.into_iter().filter_map(|key| self.references.claim(key)).collect();
        Writer::new(self.means(), marks, &article.front.title.value)
            .listing(claims)
            .lasting(Where::Article(article.slug.to_string()))
    }
}

fn reference(entry: Entry<'_>) -> Reference {
    let Entry { source, entry, number, marks } = entry;
    let entry = match number {
        Some(number) => {
            let mut numbered = Html::text(&number);
            numbered.push_text(" ");
            numbered.push(&entry);
            numbered
        }
        None => entry,
    };
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
