// How every page stands on every screen: read by a machine's rules of access, on narrow and wide screens, in light and dark,
// by keyboard, without motion.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { desk, here, launch, none, open, phone, readers, scriptless, serve, soon, stories } from './harness.mjs';
import { crawl } from './pages.mjs';

const address = await serve('site');
const { pages } = await crawl(address);
const paths = pages.map((page) => page.path);
const browser = await launch();
const large = await launch(32);
const story = stories(browser, address);
const article = '/articles/every-part/';
const axe = readFileSync(path.join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands: one line for each rule, with the first element that breaks it. */
async function violations(page, what) {
  // An evaluation is no script of the page: its policy need not be bent for it.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'],
    rules: { 'target-size': { enabled: true } },
  }));
  return found.violations.map(({ id, help, nodes: [node, ...more] }) => {
    const why = node.failureSummary.replace(/^Fix.*/gm, '').replace(/\s+/g, ' ').trim();
    return `${what} [${id}] ${help}: ${node.target.join(' ')} (and ${more.length} more) | ${why}`;
  });
}

for (const colorScheme of ['light', 'dark']) {
  for (const [screen, reader] of Object.entries({ 'a phone': phone, 'a desk': desk })) {
    test(`axe finds no violation on any page, ${colorScheme}, at ${screen}`, async (t) => {
      const page = await open(t, browser, address, { ...reader, colorScheme, reducedMotion: 'reduce' });
      const faults = [];
      for (const path of paths) {
        await page.goto(path);
        faults.push(...await violations(page, path));
      }
      none(faults, 'axe');
    });
  }

  test(`axe finds no violation with everything open, ${colorScheme}`, async (t) => {
    const page = await open(t, browser, address, { ...phone, colorScheme, reducedMotion: 'reduce' });
    await page.goto(article);
    await page.evaluate(() => { for (const block of document.querySelectorAll('details')) block.open = true; });
    const faults = await violations(page, 'open blocks');
    await page.goto('/evidence/');
    await page.locator('.filter button').nth(2).click();
    faults.push(...await violations(page, 'the evidence of one strength'));
    await page.goto(article);
    await page.evaluate(() => { for (const block of document.querySelectorAll('details')) block.open = true; });
    for (const choice of ['hidden', 'shown']) {
      await page.locator(`.switch [value=${choice}]`).check();
      faults.push(...await violations(page, `sources in the text: ${choice}`));
    }
    for (const mark of ['.text .sure', '.text p > .cite', '.text .term']) {
      await page.locator(mark).first().tap();
      await page.locator('.pop').waitFor();
      faults.push(...await violations(page, `the preview of ${mark}`));
      await page.locator('.pop button').tap();
    }
    await page.evaluate(() => {
      document.getElementById('_said').dataset.short = '/s/';
      for (const link of document.querySelectorAll('.here')) link.dataset.short = 'k3m9x';
    });
    await page.locator('.here').first().tap();
    await page.locator('.slip').waitFor();
    faults.push(...await violations(page, 'the short link of a section'));
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.text > p')));
    await page.locator('.quote').waitFor();
    faults.push(...await violations(page, 'the link to selected words'));
    none(faults, 'axe');
  });
}

/** What reaches over the right edge of the page, if the page can be moved sideways at all. */
const overflow = (page) => page.evaluate(() => {
  const root = document.documentElement;
  scrollTo({ left: 500, behavior: 'instant' });
  const moved = scrollX;
  scrollTo({ left: 0, behavior: 'instant' });
  if (moved === 0 && root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll('body *')].filter((element) =>
    element.getBoundingClientRect().right > root.clientWidth + 0.5 && !element.closest('pre, .unseen, .sprite'));
  const names = wide.slice(0, 4).map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${element.textContent.trim().slice(0, 40)}”`);
  return [`the page is ${root.scrollWidth} px wide on ${root.clientWidth}: ${names.join(', ')}`];
});

for (const [screen, reader] of Object.entries({
  'on a screen 320 px wide': { ...phone, viewport: { width: 320, height: 640 } },
  'on a screen 320 px wide without script': { ...scriptless(phone), viewport: { width: 320, height: 640 } },
  // 1280 px at 400 % are 320 px of the page, each four dots wide.
  'on a wide screen at 400 %': { ...desk, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  'on a tablet': { ...desk, viewport: { width: 768, height: 1024 } },
  'just before and after the outline moves beside the text': { ...desk, viewport: { width: 896, height: 700 } },
})) {
  test(`no page can be moved sideways ${screen}`, async (t) => {
    const page = await open(t, browser, address, reader);
    const faults = [];
    for (const path of paths) {
      await page.goto(path);
      faults.push(...(await overflow(page)).map((fault) => `${path}: ${fault}`));
      for (const block of await page.locator('details').all()) await block.evaluate((block) => { block.open = true; });
      if (await page.locator('.switch').count()) await page.locator('.switch [value=shown]').check();
      faults.push(...(await overflow(page)).map((fault) => `${path}, everything open: ${fault}`));
    }
    none(faults, 'pages wider than the screen');
  });
}

test('letters twice as large push no page sideways on a phone', async (t) => {
  const page = await open(t, large, address, { ...phone, isMobile: false });
  const faults = [];
  for (const path of paths) {
    await page.goto(path);
    faults.push(...(await overflow(page)).map((fault) => `${path}: ${fault}`));
  }
  none(faults, 'pages wider than the screen');
});

test('wider space between letters, words and lines cuts off no text', async (t) => {
  const page = await open(t, browser, address, phone);
  const faults = [];
  for (const path of paths) {
    await page.goto(path);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('body *')) {
        element.style.lineHeight = '1.5'; element.style.letterSpacing = '0.12em'; element.style.wordSpacing = '0.16em';
      }
    });
    faults.push(...(await overflow(page)).map((fault) => `${path}: ${fault}`));
    faults.push(...(await page.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => {
      const { overflow } = getComputedStyle(element);
      const cut = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
      return overflow === 'hidden' && cut && !element.closest('svg, .unseen, .sprite');
    }).map((element) => element.outerHTML.slice(0, 80)))).map((fault) => `${path}: cut off: ${fault}`));
  }
  none(faults, 'text that is cut off');
});

/** Goes through a page with Tab; what takes focus, and what is wrong with it. */
async function tabThrough(page, limit = 400) {
  const stops = [];
  for (let press = 0; press < limit; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // A summary or link that is moved in by a transition has its place at once: none is longer than a blink.
      for (const animation of document.getAnimations()) animation.finish();
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 0), innerHeight - 1);
      const rects = [...element.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
      const first = rects[0];
      const hit = first && document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
      const faults = [];
      if (!first) faults.push('has no place on the page');
      else if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) faults.push('is outside the window');
      else if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) faults.push('cannot be seen');
      else if (!hit || !(element.contains(hit) || hit.contains(element) || hit.closest('label')?.control === element)) faults.push(`is under <${hit?.tagName.toLowerCase()} class="${hit?.getAttribute('class') ?? ''}">`);
      const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      if (!ring) faults.push(`has no ring: outline ${style.outlineStyle} ${style.outlineWidth}`);
      return { name: element.outerHTML.slice(0, 100), cls: element.className, x, y, faults };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

for (const who of ['on a phone', 'at a desk', 'on a phone without script', 'at a desk without script']) {
  story('goes through every kind of page with Tab: the skip link first, nothing hidden, always a ring', async ({ page }) => {
    const faults = [];
    const kinds = new Map(pages.map((page) => [page.kind, page.path]));
    kinds.set('article', article);
    for (const path of kinds.values()) {
      await page.goto(path);
      const stops = await tabThrough(page, path === article ? 400 : 60);
      assert.ok(stops.length > 5, `${path}: Tab stops at ${stops.length} places`);
      if (stops[0].cls !== 'skip') faults.push(`${path}: the first stop is ${stops[0].name}`);
      for (const { name, faults: wrong } of stops) faults.push(...wrong.map((fault) => `${path}: ${name} ${fault}`));
    }
    none([...new Set(faults)], 'where Tab stops');
  }, [who]);
}

story('skips to the text', async ({ page }) => {
  await page.goto(article);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
  assert.ok(inside, 'the next stop is in the main part');
});

story('opens the table of contents with Enter and closes it with Enter', async ({ page }) => {
  await page.goto(article);
  const [summary, entry] = [page.locator('.toc summary'), page.locator('.toc li a').first()];
  assert.equal(await entry.isVisible(), false, 'it is closed at first');
  await summary.focus();
  await page.keyboard.press('Enter');
  assert.equal(await entry.isVisible(), true);
  await summary.focus();
  await page.keyboard.press('Enter');
  assert.equal(await entry.isVisible(), false);
}, ['on a phone', 'on a phone without script']);

story('has the table of contents in view beside the text, all the way down', async ({ page }) => {
  await page.goto(article);
  for (const id of ['quiet-hour', 'after-long']) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: 'instant' }), id);
    const box = await page.locator('.toc li a').first().boundingBox();
    const text = await page.locator('.text').boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 800 && box.x >= text.x + text.width, `at #${id}: ${JSON.stringify(box)}`);
  }
}, ['at a desk', 'at a desk without script']);

story('reads an article: title, key points, sections, marks, sources, and the next article', async ({ page }) => {
  await page.goto('/');
  await page.locator('a.start').click();
  assert.equal(page.url(), `${address}/articles/secure-base/`);
  assert.equal(await page.locator('h1').count(), 1);
  assert.match(await page.title(), /^A secure base.* · Every part$/);
  for (const part of ['.lead', '.facts', '.key li', '.text h2', '.text figure svg', '.text .sure', '.refs li']) {
    assert.ok(await page.locator(part).first().isVisible(), `${part} is there`);
  }
  const size = parseFloat(await page.locator('.text p').first().evaluate((p) => getComputedStyle(p).fontSize));
  assert.ok(size >= 16.5 && size <= 19, `the text is ${size} px high`);
  await page.locator('a[rel=next]').click();
  assert.equal(page.url(), `${address}/articles/safe-haven/`);
  await page.locator('a[rel=prev]').click();
  assert.equal(page.url(), `${address}/articles/secure-base/`);
});

story('meets a page that is not there and finds a way on', async ({ page }) => {
  const response = await page.goto('/articles/secure-bose/');
  assert.equal(response.status(), 404);
  await page.locator('main a').first().click();
  assert.equal(page.url(), `${address}/articles/secure-base/`, 'the nearest article is offered first');
});

test('nothing moves for a reader who asks for no motion', async (t) => {
  const page = await open(t, browser, address, { ...desk, reducedMotion: 'reduce' });
  const faults = [];
  for (const path of paths) {
    await page.goto(path);
    faults.push(...await page.evaluate((path) => [document.documentElement, ...document.querySelectorAll('*')].flatMap((element) => {
      const style = getComputedStyle(element);
      const moving = [style.transitionDuration, style.animationDuration].some((times) => times.split(',').some((time) => parseFloat(time) > 0));
      return moving || style.scrollBehavior === 'smooth' ? [`${path}: <${element.tagName} class="${element.className}"> ${style.transition} ${style.scrollBehavior}`] : [];
    }), path));
  }
  none(faults, 'things that move');
});

test('light and dark differ in colour and in nothing else', async (t) => {
  const layouts = [];
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(t, browser, address, { ...phone, colorScheme });
    await page.goto(article);
    layouts.push(await page.evaluate(() => ({
      paper: getComputedStyle(document.body).backgroundColor,
      boxes: [...document.querySelectorAll('main *')].slice(0, 400).map((element) => JSON.stringify(element.getBoundingClientRect())),
    })));
  }
  assert.notEqual(layouts[0].paper, layouts[1].paper);
  assert.deepEqual(layouts[0].boxes, layouts[1].boxes);
});

test('a page asks for nothing but itself, its stylesheets, scripts and icon, and the guard would notice', async (t) => {
  const page = await open(t, browser, address, desk);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const path of paths) await page.goto(path);
  none([...new Set(asked)].filter((url) => !url.startsWith(`${address}/`)), 'requests to other hosts');
  assert.deepEqual(page.faults, []);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.head.append(script);
    const picture = new Image();
    picture.src = 'https://example.org/dot.gif';
  });
  await soon(page, () => assert.ok(page.faults.length >= 2, `the guard sees both: ${page.faults}`));
  assert.notEqual(await page.title(), 'run');
  page.faults.length = 0;
});
