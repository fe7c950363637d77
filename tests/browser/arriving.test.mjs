// What happens when a link with a fragment is opened: its place is in view, whole, marked and open, and reading goes on
// there. Also by ids that a place had before, and where a section has moved away. With and without script.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, open, phone, readers, scriptless, serve, soon, stories } from './harness.mjs';

const address = await serve('site');
const browser = await launch();
const large = await launch(32);
const story = stories(browser, address);
const article = '/articles/every-part/';

/** Pages are served with old ids and lines on what has moved in them. */
async function rewritten(page) {
  await page.route((url) => url.origin === address && url.pathname.endsWith('/'), async (route) => {
    const response = await route.fetch();
    const html = (await response.text())
      .replace('<h2 id="after-long">', '<h2 id="after-long"><span class="was" id="alt"></span>')
      .replace('id="in-the-fold">', 'id="in-the-fold"><span class="was" id="früher"></span>')
      .replace('id="curious">', 'id="curious"><span class="was" id="old-fold"></span>')
      .replace('<dt>attunement', '<dt><span class="was" id="old-term"></span>attunement')
      .replace(/(<article class="claim" id="hav-02"[^>]*>)/, '$1<span class="was" id="old-claim"></span>')
      .replace(/(<li id="bowlby1969"[^>]*>)/, '$1<span class="was" id="old-source"></span>')
      .replace('<div class="opening">', `<p class="moved" id="carried-off">This section has moved: <a rel="bookmark" href="${article}#after-long">After the long one</a></p>
        <p class="moved" id="given-up">This section is no longer here. Nearest: <a href="#last">The last one</a></p><div class="opening">`)
      .replace('<div class="head"><h2 id="contents">', '<p><a href="#given-up">to what was given up</a> <a href="#carried-off">to what has moved</a> <a href="#alt">to the old name</a></p><div class="head"><h2 id="contents">');
    await route.fulfill({ response, body: html });
  });
}

const MARK = { light: 'rgb(253, 240, 233)' };

/** How the place stands: its first line is on the screen with nothing over it, it is marked, and it has focus. */
async function stands(page, selector) {
  return page.evaluate((selector) => {
    const element = document.querySelector(selector);
    const box = [...element.getClientRects()].find((box) => box.width > 0 && box.height > 0);
    if (!box) return { shown: false };
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
    const hit = document.elementFromPoint(x, y);
    return {
      shown: true,
      whole: box.top >= 0 && Math.min(box.bottom, box.top + 40) <= innerHeight,
      free: Boolean(hit) && (element.contains(hit) || hit.contains(element)),
      mark: getComputedStyle(element).backgroundColor,
      focus: document.activeElement === element,
    };
  }, selector);
}

async function arrived(page, selector, script, mark = MARK.light) {
  await soon(page, async () => {
    const found = await stands(page, selector);
    assert.deepEqual(found, { shown: true, whole: true, free: true, mark, focus: script ? true : found.focus }, selector);
  });
}

/** Every kind of place that has an address, by its page and fragment, and the element that answers. */
const places = {
  'a section': [article, 'after-long', '#after-long'],
  'a section in letters of its own': [article, '安全基地', '#安全基地'],
  'a closed block': [article, 'curious', '#curious'],
  'a section in a closed block': [article, 'in-the-fold', '#in-the-fold'],
  'a figure': [article, '_fig-out-and-back', '#_fig-out-and-back'],
  'a note': [article, '_note-2', '#_note-2'],
  'a source of an article': [article, '_ref-ohmura2022', '#_ref-ohmura2022'],
  'a claim in the closed list of an article': [article, '_claim-hav-02', '#_claim-hav-02'],
  'a claim': ['/evidence/', 'hav-02', '#hav-02'],
  'a term': ['/glossary/', 'safe-haven', '#safe-haven'],
  'a source': ['/bibliography/', 'ohmura2022', '#ohmura2022'],
  'a section by an old id': [article, 'alt', '#after-long'],
  'a section in a closed block by an old id': [article, 'fr%C3%BCher', '#in-the-fold'],
  'a closed block by an old id': [article, 'old-fold', '#curious'],
  'a claim by an old id': ['/evidence/', 'old-claim', '#hav-02'],
  'a term by an old id': ['/glossary/', 'old-term', 'dt:has(#old-term)'],
  'a source by an old id': ['/bibliography/', 'old-source', '#bowlby1969'],
};

for (const [kind, [path, fragment, selector]] of Object.entries(places)) {
  story(`opens a link to ${kind}, cold`, async ({ page, script }) => {
    await rewritten(page);
    await page.goto(`${path}#${fragment}`);
    await arrived(page, selector, script);
  });
}

for (const width of [320, 1280]) {
  test(`letters twice as large hide no place that a link leads to, ${width} px wide`, async (t) => {
    for (const who of [desk, scriptless(desk)]) {
      const page = await open(t, large, address, { ...who, viewport: { width, height: 700 } });
      await rewritten(page);
      for (const [path, fragment, selector] of Object.values(places)) {
        await page.goto('about:blank');
        await page.goto(`${path}#${fragment}`);
        await arrived(page, selector, who.javaScriptEnabled !== false);
      }
    }
  });
}

test('letters twice as large hide no line of the title of a block that a link opens', async (t) => {
  const page = await open(t, large, address, { ...desk, viewport: { width: 320, height: 700 } });
  for (const way of ['cold', 'on the page']) {
    await page.goto(way === 'cold' ? '/articles/quotes/#drawer' : '/articles/quotes/');
    if (way !== 'cold') await page.evaluate(() => { location.hash = '#drawer'; });
    await soon(page, async () => {
      const { top, height } = await page.locator('.fold summary').evaluate((title) => title.getBoundingClientRect());
      assert.ok(height > 200 && top >= 0 && top < 100, `${way}: a title ${height} px high begins at ${top}`);
    });
    await page.goto('about:blank');
  }
});

story('goes to a place on the same page, by its old id too', async ({ page, script }) => {
  await rewritten(page);
  await page.goto(article);
  for (const [fragment, selector] of [['in-the-fold', '#in-the-fold'], ['alt', '#after-long']]) {
    if (fragment === 'alt') await page.getByText('to the old name').click();
    else await page.goto(`${article}#${fragment}`);
    await arrived(page, selector, script);
  }
  assert.equal(await page.locator('.was').first().evaluate((was) => getComputedStyle(was).backgroundColor), 'rgba(0, 0, 0, 0)');
  await page.goBack();
  await arrived(page, '#in-the-fold', false);
});

test('an old id moves nothing on the page that carries it', async (t) => {
  for (const path of ['/evidence/', '/bibliography/', '/glossary/', article]) {
    const layouts = [];
    for (const prepare of [async () => {}, rewritten]) {
      const page = await open(t, browser, address, desk);
      await prepare(page);
      await page.goto(path);
      layouts.push(await page.evaluate(() => [...document.querySelectorAll('main :is(h2, h3, dt, dd, .said, .entry, .folded)')]
        .map((element) => element.getBoundingClientRect().left)));
    }
    assert.deepEqual(layouts[1], layouts[0], path);
  }
});

story('sees in the outline the section that an old id led to', async ({ page }) => {
  await rewritten(page);
  await page.goto(`${article}#alt`);
  await soon(page, async () => assert.equal(await page.locator('.toc [aria-current]').getAttribute('href'), '#after-long'));
}, ['at a desk']);

story('who asked for some claims only gets one more by its old id', async ({ page }) => {
  await rewritten(page);
  await page.goto('/evidence/');
  await page.locator('.filter button[value=idea]').click();
  assert.equal(await page.locator('#hav-02').isVisible(), false);
  await page.evaluate(() => { location.hash = '#old-claim'; });
  await arrived(page, '#hav-02', true);
}, ['at a desk']);

story('follows a link to a section that has moved', async ({ page, script }) => {
  await rewritten(page);
  await page.goto('/articles/safe-haven/');
  await page.goto(`/articles/secure-base/#carried-off`);
  const line = page.locator('.moved#carried-off');
  if (!script) {
    assert.ok(await line.isVisible(), 'the line says where it is');
    await arrived(page, '#carried-off', false);
    await line.getByRole('link').click();
  }
  await page.waitForURL(`**${article}#after-long`);
  await arrived(page, '#after-long', script);
  await page.goBack();
  const back = script ? '/articles/safe-haven/' : '/articles/secure-base/#carried-off';
  assert.equal(page.url(), address + back, 'one step back is where the reader was before');
});

story('follows such a link on the page itself, and reads why a section is gone', async ({ page, script }) => {
  await rewritten(page);
  await page.goto(article);
  for (const moved of await page.locator('.moved').all()) assert.equal(await moved.isVisible(), false, 'nothing of it is seen otherwise');
  await page.getByText('to what has moved').click();
  if (!script) {
    await arrived(page, '#carried-off', false);
    await page.locator('#carried-off a').click();
  }
  await arrived(page, '#after-long', script);
  await page.getByText('to what was given up').click();
  await arrived(page, '#given-up', script);
  assert.equal(new URL(page.url()).hash, '#given-up', 'the browser stays there');
  await page.locator('#given-up a').click();
  await arrived(page, '#last', script);
  assert.equal(await page.locator('#given-up').isVisible(), false);
});

test('a place is marked in the dark and where colours are forced', async (t) => {
  const dark = await open(t, browser, address, { ...phone, colorScheme: 'dark' });
  await rewritten(dark);
  await dark.goto(`${article}#alt`);
  await arrived(dark, '#after-long', true, 'rgb(58, 34, 25)');
  const forced = await open(t, browser, address, { ...desk, forcedColors: 'active' });
  await forced.goto(`${article}#after-long`);
  const outline = () => forced.locator('#after-long').evaluate((place) => getComputedStyle(place).outlineStyle);
  await soon(forced, async () => assert.equal(await outline(), 'dashed'));
});

test('a fragment that names nothing, or cannot be read, leaves the page at its top', async (t) => {
  for (const who of Object.values(readers)) {
    const page = await open(t, browser, address, who);
    for (const fragment of ['nothing', '%E0%A4%A', '%']) {
      await page.goto('about:blank');
      await page.goto(`${article}#${fragment}`);
      assert.equal(await page.locator(':target').count(), 0);
      assert.ok(await page.locator('h1').isVisible());
    }
  }
});
