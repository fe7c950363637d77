// A section's link: to take along, to open, to be read out. And the table of contents, which leads to sections.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, none, open, phone, readers, serve, soon, stories } from './harness.mjs';
import { crawl } from './pages.mjs';

const address = await serve('site');
const { pages } = await crawl(address);
const browser = await launch();
const large = await launch(32);
const story = stories(browser, address);
const article = '/articles/every-part/';

/** Fails unless the element with this id is to be seen, with nothing over its first line. */
export async function seen(page, id) {
  await soon(page, async () => {
    const found = await page.evaluate((id) => {
      const element = document.getElementById(id);
      const box = [...element.getClientRects()].find((box) => box.width > 0 && box.height > 0);
      if (!box) return 'is not shown';
      const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
      if (box.top < 0 || y > innerHeight) return `is out of view: its top is at ${box.top} of ${innerHeight}`;
      const top = document.elementFromPoint(x, y);
      return element.contains(top) || top?.contains(element) ? 'is seen' : `is under <${top?.tagName} class="${top?.className}">`;
    }, id);
    assert.equal(found, 'is seen', `#${id}`);
  });
}

const at = (page, id) => soon(page, () => assert.equal(decodeURIComponent(new URL(page.url()).hash), `#${id}`));

story("copies a section's link and opens it", async ({ page, script }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  await page.goto('/articles/safe-haven/');
  const link = page.locator('.head:has(#carrying) .here');
  let copied = await link.evaluate((link) => link.href);
  if (script) {
    await link.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await link.click();
    await soon(page, async () => assert.match(await page.locator('#_said').textContent(), /^Link copied/));
    copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(await page.evaluate(() => scrollY), before, 'the page stays where it is');
  } else {
    await link.click();
    assert.equal(page.url(), copied, 'the address to copy stands in the address bar');
  }
  assert.equal(copied, `${address}/articles/safe-haven/#carrying`);
  const other = await page.context().newPage();
  await other.goto(copied);
  await seen(other, 'carrying');
  assert.equal(await other.locator(':target').getAttribute('id'), 'carrying');
  if (script) assert.equal(await other.evaluate(() => document.activeElement.id), 'carrying', 'reading goes on there');
});

story("copies a section's link with the keyboard", async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  await page.goto('/articles/safe-haven/');
  await page.locator('.head:has(#carrying) .here').focus();
  await page.keyboard.press('Enter');
  await soon(page, async () => {
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${address}/articles/safe-haven/#carrying`);
  });
  assert.equal(await page.locator('.here:focus').count(), 1, 'focus stays at the link');
}, ['at a desk']);

story('is told that the link was copied', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  await page.goto('/evidence/');
  await page.locator('.claim .here').first().click();
  await soon(page, async () => {
    assert.match(await page.locator('#_said').textContent(), /^Link copied/);
    assert.equal(await page.locator('#_said').getAttribute('role'), 'status');
  });
}, ['on a phone', 'at a desk']);

story('goes to a section by the table of contents', async ({ page }) => {
  await page.goto(article);
  const entry = page.locator('.toc a[href="#last"]');
  if (!(await entry.isVisible())) await page.locator('.toc summary').click();
  await entry.click();
  await at(page, 'last');
  await seen(page, 'last');
  await page.goBack();
  assert.equal(new URL(page.url()).hash, '');
});

story('goes to a section by the table of contents with the keyboard', async ({ page, script }) => {
  await page.goto(article);
  const entry = page.locator('.toc a[href="#quiet-hour"]');
  if (!(await entry.isVisible())) {
    await page.locator('.toc summary').focus();
    await page.keyboard.press('Enter');
  }
  await entry.focus();
  await page.keyboard.press('Enter');
  await at(page, 'quiet-hour');
  await seen(page, 'quiet-hour');
  // With script the section itself is reached; on a busy machine a moment after the browser has moved.
  if (script) await page.waitForFunction(() => document.activeElement.id === 'quiet-hour');
  await page.keyboard.press('Tab');
  const next = await page.evaluate(() => {
    const heading = document.getElementById('quiet-hour');
    return heading.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING ? 'after it' : 'before it';
  });
  assert.equal(next, 'after it', 'Tab goes on from the section');
});

story('sees in the table of contents which section was chosen and which is being read', async ({ page }) => {
  const marked = () => page.locator('.toc [aria-current]').evaluateAll((links) => links.map((link) => link.hash));
  await page.goto(article);
  await page.locator('.toc a[href="#last"]').click();
  await soon(page, async () => assert.deepEqual(await marked(), ['#last'], 'the last, very short section'));
  await page.goto(`${article}#long`);
  const { top, bottom } = await page.evaluate(() => ({
    top: document.getElementById('long').getBoundingClientRect().top + scrollY,
    bottom: document.getElementById('after-long').getBoundingClientRect().top + scrollY,
  }));
  assert.ok(bottom - top > 2400, 'the long section is three screens long');
  for (let y = top; y < bottom - 800; y += 300) {
    await page.mouse.wheel(0, 300);
    await soon(page, async () => assert.deepEqual(await marked(), ['#long'], `with ${y} px above the screen`));
  }
}, ['at a desk']);

story('lands in a closed block by its own address, and it is open', async ({ page }) => {
  await page.goto(`${article}#curious`);
  await soon(page, async () => assert.ok(await page.getByText('marmalade').isVisible()));
}, ['on a phone', 'at a desk', 'on a phone without script', 'at a desk without script']);

story('lands on a section inside a closed block, which is open then', async ({ page }) => {
  await page.goto(`${article}#in-the-fold`);
  await seen(page, 'in-the-fold');
}, ['on a phone', 'at a desk', 'on a phone without script', 'at a desk without script']);

story('lands on a section by its letters as they are, encoded, and with script in parts too', async ({ page, script }) => {
  const id = 'öffnen-schließen';
  const ways = [id, encodeURIComponent(id), encodeURIComponent(id).toLowerCase()];
  if (script) ways.push(id.normalize('NFD'), encodeURIComponent(id.normalize('NFD')));
  for (const way of ways) {
    await page.goto('about:blank');
    await page.goto(`${article}#${way}`);
    await seen(page, id);
    if (script) await page.waitForFunction((id) => document.activeElement.id === id, id);
    assert.ok(await page.evaluate(() => scrollY) > 0, way);
  }
  await page.goto(article);
  assert.equal(await page.locator('.toc a', { hasText: 'Öffnen' }).evaluate((link) => decodeURIComponent(link.hash)), `#${id}`);
});

for (const width of [320, 1280]) {
  test(`a reader with text twice as large sees the whole heading of a section opened cold, ${width} px wide`, async (t) => {
    for (const reader of [phone, readers['on a phone without script']]) {
      const page = await open(t, large, address, { ...reader, viewport: { width, height: 700 }, isMobile: false });
      await page.goto(`${article}#quiet-hour`);
      const size = await page.locator('.text p').first().evaluate((p) => parseFloat(getComputedStyle(p).fontSize));
      assert.ok(size > 32, `the text is ${size} px high`);
      await seen(page, 'quiet-hour');
    }
  });
}

/** Gives every section of the page a short link, as a site with a register has them. The page's clock can be put on. */
async function shortened(page) {
  await page.clock.install();
  await page.route((url) => url.origin === address && url.pathname.endsWith('/'), async (route) => {
    const response = await route.fetch();
    let number = 0;
    const html = (await response.text())
      .replaceAll('<a class="here"', () => `<a class="here" data-short="k3m${String((number += 1)).padStart(2, '0')}"`);
    await route.fulfill({ response, body: html });
  });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

for (const path of [article, '/evidence/']) {
  story(`gets a section's short link beside the long one, on ${path}`, async ({ page, touch }) => {
    await shortened(page);
    await page.goto(path);
    const link = page.locator('.here').nth(2);
    const [long, code] = await link.evaluate((link) => [link.href, link.dataset.short]);
    const host = address.replace('http://', '');
    await link.scrollIntoViewIfNeeded();
    await link.click();
    const slip = page.locator('.slip');
    await slip.waitFor();
    assert.equal(await clipboard(page), long, 'the long one is there at once');
    assert.equal((await slip.innerText()).replace(/\s+/g, ' ').trim(), `Link copied Copy the short link ${host}/s/${code}`);
    await soon(page, async () => assert.equal(await page.locator('#_said').textContent(), `Link copied. Copy the short link: ${host}/s/${code}`));
    const box = await slip.getByRole('button').boundingBox();
    assert.ok(box.height >= 44 && box.width >= 44, `the button is ${box.width} × ${box.height}`);
    const button = slip.getByRole('button', { name: `Copy the short link ${host}/s/${code}` });
    if (touch) await button.tap();
    else await button.click();
    await soon(page, async () => assert.equal(await clipboard(page), `${address}/s/${code}`));
    await soon(page, async () => assert.equal(await page.locator('#_said').textContent(), `Link copied: ${host}/s/${code}`));
    await page.locator('h1').click({ position: { x: 2, y: 2 } });
    await soon(page, async () => assert.equal(await slip.count(), 0, 'a press elsewhere puts it away'));
  }, ['on a phone', 'at a desk']);
}

story("gets a section's short link with the keyboard", async ({ page }) => {
  await shortened(page);
  await page.goto(article);
  const slip = page.locator('.slip');
  const link = page.locator('.here').nth(1);
  await link.focus();
  await page.keyboard.press('Enter');
  await slip.waitFor();
  assert.equal(await page.locator('.here:focus').count(), 1);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('.slip button:focus').count(), 1, 'Tab leads to it');
  await page.keyboard.press('Enter');
  await soon(page, async () => assert.match(await clipboard(page), /\/s\/k3m02$/));
  await page.clock.runFor(9500);
  assert.equal(await slip.count(), 1, 'it does not go while it is used');
  await page.keyboard.press('Escape');
  assert.equal(await slip.count(), 0);
  assert.ok(await link.evaluate((link) => link === document.activeElement), 'focus is back at the link');
  await page.keyboard.press('Enter');
  await slip.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await soon(page, async () => assert.equal(await slip.count(), 0, 'it goes when Tab goes on'));
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'a', 'which is where Tab would have gone');
}, ['at a desk']);

story('has the short link put away again after a while', async ({ page }) => {
  await shortened(page);
  await page.goto(article);
  const link = page.locator('.here').first();
  await link.hover();
  await link.click();
  const slip = page.locator('.slip');
  await slip.waitFor();
  await slip.hover();
  await page.clock.runFor(9500);
  assert.equal(await slip.count(), 1, 'not under the mouse');
  await page.mouse.move(5, 700);
  await soon(page, async () => assert.equal(await slip.count(), 0));
}, ['at a desk']);

story('is told that the long link was copied where there is no short one', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  await page.goto(article);
  await page.locator('.here').first().click();
  assert.equal((await page.locator('.slip').innerText()).trim(), 'Link copied');
  assert.equal(await page.locator('.slip button').isVisible(), false);
}, ['on a phone', 'at a desk']);

test('a phone shares the long link and still offers the short one', async (t) => {
  const page = await open(t, browser, address, phone);
  await page.addInitScript(() => {
    navigator.share = async (what) => { window.shared = what; };
  });
  await shortened(page);
  await page.goto(article);
  await page.locator('.here').first().tap();
  await page.locator('.slip').waitFor();
  assert.match(await page.evaluate(() => window.shared.url), /#quiet-hour$/);
  assert.match(await page.locator('.slip').innerText(), /^Copy the short link\s+127\.0\.0\.1:\d+\/s\/k3m01$/);
});

test('the short link fits beside every section on a narrow screen with large letters, in every colour', async (t) => {
  for (const reader of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    const page = await open(t, large, address, { ...phone, ...reader, viewport: { width: 320, height: 640 }, isMobile: false });
    await shortened(page);
    await page.goto(article);
    await page.evaluate(() => { for (const block of document.querySelectorAll('details')) block.open = true; });
    for (const link of await page.locator('.here').all()) {
      await link.evaluate((link) => { link.scrollIntoView({ block: 'center' }); link.click(); });
      await page.locator('.slip').waitFor();
      const { left, right, width, moved, cut } = await page.locator('.slip').evaluate((slip) => {
        const { left, right } = slip.getBoundingClientRect();
        scrollTo({ left: 500 });
        return { left, right, width: document.documentElement.clientWidth, moved: scrollX, cut: slip.scrollWidth > slip.clientWidth };
      });
      assert.ok(left >= 0 && right <= width && moved === 0 && !cut, `${left} to ${right} of ${width}`);
    }
  }
});

test("a section's link says which section, once, and is no part of the heading", async (t) => {
  const page = await open(t, browser, address, desk);
  const faults = [];
  for (const { path } of pages.filter((page) => page.kind === 'article' || page.kind === '/evidence/')) {
    await page.goto(path);
    const heads = await page.locator('.head, .claim').evaluateAll((heads) => heads.map((head) => {
      const heading = head.querySelector('h2, h3, h4, h5, h6');
      const links = [...head.querySelectorAll(':scope > .here')];
      return { words: heading.textContent, id: heading.id || head.id, inside: heading.querySelector('.here') !== null,
        links: links.map((link) => ({ name: link.getAttribute('aria-label'), hash: decodeURIComponent(link.hash) })) };
    }));
    assert.ok(heads.length > 0, `${path} has sections with links`);
    const names = heads.flatMap(({ links }) => links.map((link) => link.name));
    for (const { words, id, inside, links } of heads) {
      if (inside || links.length !== 1) faults.push(`${path}#${id}: ${links.length} links beside the heading, ${inside ? 'one' : 'none'} inside`);
      else if (links[0].hash !== `#${id}`) faults.push(`${path}#${id}: the link leads to ${links[0].hash}`);
      else if (path !== '/evidence/' && !links[0].name.endsWith(words)) faults.push(`${path}#${id}: the link's name is “${links[0].name}”`);
    }
    for (const name of new Set(names)) {
      if (names.filter((other) => other === name).length > 1) faults.push(`${path}: two links are called “${name}”`);
    }
  }
  none(faults, "links of sections");
});

test("a section's link is to be seen without a mouse", async (t) => {
  for (const reader of [phone, readers['on a phone without script']]) {
    const page = await open(t, browser, address, reader);
    await page.goto(article);
    const hidden = await page.locator('.here').evaluateAll((links) =>
      links.filter((link) => getComputedStyle(link).opacity !== '1' || getComputedStyle(link).visibility !== 'visible').map((link) => link.hash));
    none(hidden, 'links that cannot be seen on a phone');
  }
});

test("a section's link is to be seen when the keyboard or the mouse comes to it", async (t) => {
  const page = await open(t, browser, address, desk);
  await page.goto(article);
  const link = page.locator('.here').first();
  const opacity = () => link.evaluate((link) => getComputedStyle(link).opacity);
  assert.equal(await opacity(), '0', 'it is quiet at first');
  await link.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await soon(page, async () => assert.equal(await opacity(), '1'));
  await page.keyboard.press('Tab');
  await soon(page, async () => assert.equal(await opacity(), '0', 'it is quiet again'));
  await page.locator('.head').first().hover();
  await soon(page, async () => assert.equal(await opacity(), '1', 'under the mouse it shows'));
});
