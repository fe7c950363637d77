// What comes out on paper. Print is not a screen: every test makes a real PDF and reads its text, or asks for the colours.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { desk, launch, none, open, phone, readers, scriptless, serve } from './harness.mjs';
import { crawl } from './pages.mjs';

const address = await serve('site');
const { pages } = await crawl(address);
const browser = await launch();
const article = '/articles/every-part/';

/** The words of the printed page, each run of blanks as one. */
async function printed(page) {
  const pdf = await page.pdf({ format: 'A4' });
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().replace(/\s+/g, ' ');
}

const count = (text, part) => text.split(part).length - 1;

for (const [who, reader] of Object.entries({ ...readers, 'who reads in the dark': { ...phone, colorScheme: 'dark' } })) {
  test(`a reader ${who} prints an article: all of the text, no controls, outside addresses once`, async (t) => {
    const page = await open(t, browser, address, reader);
    await page.goto(article);
    const text = await printed(page);
    for (const words of ['Every part that an article can have', 'marmalade', 'A section inside the closed block', 'The end.', 'The second note.']) {
      assert.ok(text.includes(words), `“${words}” is printed`);
    }
    for (const words of ['Skip to the text', 'On this page', 'Glossary', 'Sources in the text', 'More about this claim', 'Link to', '↑']) {
      assert.ok(!text.includes(words), `“${words}” is not printed`);
    }
    const joined = text.replaceAll(' ', '');
    assert.equal(count(joined, 'https://example.org/leaflets/comfort?lang=en'), 2, 'each outside link has its address, once');
    assert.equal(count(joined, address.replace('http://', '')), 0, 'no address of the site itself');
    assert.ok(!/\(#/.test(text), 'no fragment is printed');
    const sources = text.slice(text.lastIndexOf('Sources'));
    assert.ok(/1967/.test(sources) && /1978/.test(sources), 'the sources are printed');
    assert.match(text.slice(0, text.lastIndexOf('Sources')), /come back[\s\u2060]*\([^)]*1969/, 'and named in the text');
  });

  test(`a reader ${who} prints every claim behind an article, opened, and has the list closed again afterwards`, async (t) => {
    const page = await open(t, browser, address, reader);
    await page.goto('/articles/secure-base/');
    const claims = await page.locator('.claims li').evaluateAll((items) => items.map((item) =>
      [item.querySelector('summary'), ...item.querySelectorAll('dd')].map((part) => part.textContent.trim())));
    assert.ok(claims.length > 10);
    const text = await printed(page);
    assert.match(text, /What was found: \S.*\S What it does not show: \S/, 'each part has its name before it');
    const joined = text.replaceAll(' ', '');
    none(claims.flat().filter((part) => !joined.includes(part.replace(/\s+/g, ''))), 'parts of claims that are not printed');
    assert.equal(await page.locator('.claims details[open]').count(), 0);
  });

  test(`a reader ${who} who hides the sources on the screen has them on paper all the same`, async (t) => {
    const page = await open(t, browser, address, reader);
    await page.goto(article);
    await page.locator('.switch [value=hidden]').check();
    assert.match(await printed(page), /come back[\s\u2060]*\([^)]*1969/);
  });

  test(`a reader ${who} prints a source's address once`, async (t) => {
    const page = await open(t, browser, address, reader);
    await page.goto('/articles/safe-haven/');
    const dois = await page.locator('.refs a[href^="http"]').evaluateAll((links) => links.map((link) => link.textContent));
    assert.ok(dois.length > 3, 'sources have addresses');
    const text = (await printed(page)).replaceAll(' ', '');
    none(dois.filter((doi) => count(text, doi) !== 1 && !dois.some((other) => other !== doi && other.startsWith(doi))).map((doi) => `${doi}: ${count(text, doi)} times`), 'addresses of sources');
  });
}

test('a preview that is open on the screen is not printed', async (t) => {
  const page = await open(t, browser, address, desk);
  await page.goto(article);
  await page.locator('.text .sure').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.pop').waitFor();
  assert.ok(!(await printed(page)).includes('Close'));
});

test('every page is printed black on white, without navigation', async (t) => {
  for (const reader of [{ ...desk, colorScheme: 'dark' }, { ...scriptless(phone), colorScheme: 'dark' }]) {
    const page = await open(t, browser, address, reader);
    const faults = [];
    for (const { path } of pages) {
      await page.goto(path);
      await page.emulateMedia({ media: 'print' });
      faults.push(...await page.evaluate((path) => {
        const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
        const name = (element) => `${path}: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`;
        const level = (colour) => {
          const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
          return a === 0 ? null : (r + g + b) / 3;
        };
        const all = [document.documentElement, ...document.querySelectorAll('body, body *')].filter(shown);
        return all.flatMap((element) => {
          const style = getComputedStyle(element);
          const said = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
          const paper = level(style.backgroundColor);
          const faults = [];
          if (element.matches('nav, .skip, .here, button, .switch, input, [role=doc-backlink]')) faults.push('is printed');
          if (paper !== null && paper < 250) faults.push(`has the background ${style.backgroundColor}`);
          if (said && !element.closest('svg') && level(style.color) > 90) faults.push(`has the colour ${style.color}`);
          return faults.map((fault) => `${name(element)} ${fault}`);
        });
      }, path));
      const { left, wide } = await page.evaluate(() => {
        const box = document.querySelector('h1').getBoundingClientRect();
        return { left: box.left, wide: document.documentElement.clientWidth };
      });
      if (left > wide * 0.06) faults.push(`${path}: an empty band of ${left} px on the left`);
      await page.emulateMedia({ media: null });
    }
    none([...new Set(faults)], 'on paper');
  }
});
