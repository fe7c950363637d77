// What Zotero makes of our pages, by its own translators (those that its button in a browser runs), and what other reference
// managers find by the same marks.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { here, launch, serve } from './harness.mjs';

const CODE = path.join(here, 'node_modules/ztractor/dist');
/** Where the pages are said to stand: what is read is their text, and nothing is fetched. */
const SITE = 'https://clinic.example';

const address = await serve();
const browser = await launch();
const page = await browser.newPage();
await page.route('https://translators.example/**', (route) => {
  const file = new URL(route.request().url()).pathname;
  if (file === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Zotero</title>' });
  return route.fulfill({ contentType: 'text/javascript', body: readFileSync(path.join(CODE, file)) });
});
await page.goto('https://translators.example/');

/** What the translators find in a page. */
async function read(html, url) {
  const found = await page.evaluate(
    async ([html, url]) => {
      const { extractMetadata } = await import('/index.js');
      const { items, translator, error } = await extractMetadata({ url, html, network: 'deny' });
      return JSON.parse(JSON.stringify({ items, translator, error }));
    },
    [html, url],
  );
  assert.equal(found.error, undefined, url);
  return found;
}

const text = async (path) => (await fetch(address + path)).text();

test('Zotero takes an article for a web page with its title, its names, its day and its site', async () => {
  const url = '/articles/safe-haven/';
  const html = await text(url);
  const { items, translator } = await read(html, SITE + url);
  assert.equal(translator, 'Embedded Metadata');
  assert.equal(items.length, 1);
  const [item] = items;
  assert.equal(item.itemType, 'webpage');
  assert.equal(item.title, /<h1>(.*?)<\/h1>/.exec(html)[1]);
  assert.deepEqual(item.creators, [{ lastName: 'Attune editors', creatorType: 'author' }]);
  assert.equal(item.date, /<time datetime="(.*?)"/.exec(html)[1]);
  assert.equal(item.publicationTitle, 'Attune');
  assert.equal(item.url, SITE + url);
  assert.equal(item.language, 'en');
});

test('other reference managers find the same names by their documented marks', async () => {
  const html = await text('/articles/safe-haven/');
  for (const name of ['citation_title', 'citation_author', 'citation_publication_date']) {
    assert.equal(html.split(`name="${name}"`).length, 2, name);
  }
});

const KINDS = {
  'article-journal': 'journalArticle', book: 'book', chapter: 'bookSection', report: 'report', webpage: 'webpage', thesis: 'thesis',
};

test('Zotero finds every source of the bibliography with its kind, its names, its year and its DOI', async () => {
  const works = JSON.parse(await text('/bibliography.json'));
  const html = await text('/bibliography/');
  const spans = [...html.matchAll(/<span class="Z3988" title="([^"]*)" hidden><\/span>/g)].map((found) => found[0]);
  assert.equal(spans.length, works.length);
  const unlike = [];
  for (const [number, work] of works.entries()) {
    const { items, translator } = await read(`<!doctype html><title>x</title>${spans[number]}`, `${SITE}/${number}`);
    assert.equal(translator, 'COinS', work.id);
    const [item] = items;
    const family = ({ family, literal, 'non-dropping-particle': particle }) => literal ?? [particle, family].filter(Boolean).join(' ');
    const wanted = [
      KINDS[work.type] ?? work.type,
      (work.author ?? work.editor ?? []).map(family),
      String(work.issued?.['date-parts'][0][0] ?? ''),
      work.DOI ?? '',
    ];
    const given = [
      item.itemType,
      item.creators.map(({ lastName }) => lastName),
      (item.date ?? '').slice(0, 4),
      item.DOI ?? /DOI:? (\S+)/.exec(item.extra ?? '')?.[1] ?? (work.type === 'article-journal' ? '' : work.DOI ?? ''),
    ];
    if (JSON.stringify(wanted) !== JSON.stringify(given)) unlike.push(`${work.id}: ${JSON.stringify(given)} and not ${JSON.stringify(wanted)}`);
  }
  assert.deepEqual(unlike, []);
});
