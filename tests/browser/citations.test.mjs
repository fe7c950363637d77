// From a mark in the text to what stands behind it, and back: previews, entries, the bibliography, the evidence.

import assert from 'node:assert/strict';
import { launch, serve, soon, stories } from './harness.mjs';

const address = await serve('site');
const browser = await launch();
const story = stories(browser, address);
const article = '/articles/every-part/';
/** The first citation by name and the first mark of a claim of that article. */
const NAME = '.text p > .cite';
const CLAIM = '.text .sure';

const path = (page) => page.url().replace(address, '');
const at = (page, wanted) => soon(page, () => assert.equal(decodeURIComponent(path(page)), wanted));
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
const shown = (page) => page.locator('.pop').waitFor({ state: 'visible' });
const gone = (page) => soon(page, async () => assert.equal(await page.locator('.pop').filter({ visible: true }).count(), 0, 'the preview is closed'));

for (const mark of [NAME, CLAIM]) {
  const what = mark === NAME ? 'a citation' : "a claim's mark";

  story(`opens the preview of ${what} by keyboard, reaches what is in it, and gets back`, async ({ page }) => {
    await page.goto(article);
    await page.locator(mark).first().focus();
    await page.keyboard.press('Enter');
    await shown(page);
    await soon(page, async () => assert.ok(await page.evaluate(() => document.querySelector('.pop').contains(document.activeElement)), 'focus is in the preview'));
    assert.match(await page.locator('.pop .pop-body').innerText(), /\S/);
    if (mark === NAME) assert.equal(await page.locator('.pop-body a[href^="https://doi.org/"]').count(), 1, 'it holds the link to the source');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.pop a, .pop button')), 'Tab reaches a link in it');
    await page.keyboard.press('Escape');
    await gone(page);
    assert.ok(await page.locator(mark).first().evaluate((link) => link === document.activeElement), 'focus is back at the mark');
    assert.equal(new URL(page.url()).hash, '', 'the page did not jump');
  }, ['at a desk', 'on a phone']);

  story(`opens the preview of ${what} by touch; a tap outside closes it; the page does not jump`, async ({ page }) => {
    await page.goto(article);
    const link = page.locator(mark).first();
    await link.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await link.tap();
    await shown(page);
    await page.locator('.pop button').waitFor();
    // What another page knows comes a moment later, and the sheet grows with it.
    if (mark === CLAIM) await page.locator('.pop-body dl').first().waitFor();
    const box = await page.locator('.pop').boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 360 && box.y >= 0 && box.y + box.height <= 740, `it fits the screen: ${JSON.stringify(box)}`);
    assert.equal(await page.evaluate(() => scrollY), before, 'the page did not move');
    const [x, y] = await page.evaluate(() => {
      // Above the preview, with no control as near as a finger is wide.
      const free = (x, y) => [-30, -15, 0, 15, 30].every((across) => [-30, -15, 0, 15, 30].every((down) =>
        document.elementFromPoint(x + across, y + down)?.closest('a, button, summary, label, input, .pop') === null));
      for (let y = document.querySelector('.pop').getBoundingClientRect().top - 40; y > 40; y -= 10) {
        for (let x = 40; x < innerWidth - 40; x += 20) if (free(x, y)) return [x, y];
      }
    });
    await page.touchscreen.tap(x, y);
    await gone(page);
    assert.equal(path(page), article, 'the tap opened nothing else');
    assert.equal(await page.evaluate(() => scrollY), before, 'the page did not move');
    assert.ok(await link.evaluate((link) => link === document.activeElement), 'focus is back at the mark');
  }, ['on a phone']);

  story(`closes the preview of ${what} with its button`, async ({ page }) => {
    await page.goto(article);
    await page.locator(mark).first().tap();
    await shown(page);
    await page.locator('.pop button').tap();
    await gone(page);
    assert.ok(await page.locator(mark).first().evaluate((link) => link === document.activeElement), 'focus is back at the mark');
  }, ['on a phone']);
}

story('moves the mouse from a mark into its preview, which stays, and away, which closes it', async ({ page }) => {
  await page.goto(article);
  const link = page.locator(NAME).first();
  await link.hover();
  await shown(page);
  const [from, to] = [await link.boundingBox(), await page.locator('.pop').boundingBox()];
  await page.mouse.move(from.x + 5, from.y + from.height / 2);
  await page.mouse.move(to.x + 30, to.y + 20, { steps: 12 });
  const outside = page.locator('.pop-body a[href^="http"]').first();
  await outside.hover();
  // Longer than the preview waits before it closes: the browser's own clock says so.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
  assert.ok(await page.locator('.pop').isVisible(), 'it stays while the mouse is in it');
  await outside.click({ trial: true });
  await page.mouse.move(2, 2);
  await gone(page);
}, ['at a desk']);

story('passes a mark with Tab without having to go through its preview', async ({ page }) => {
  await page.goto(article);
  const order = await page.evaluate((mark) => {
    const all = [...document.querySelectorAll('a[href], button, input, summary')].filter((element) => element.checkVisibility());
    const at = all.indexOf(document.querySelector(mark));
    all[at - 1].focus();
    return { next: all[at + 1].outerHTML.slice(0, 80) };
  }, NAME);
  await page.keyboard.press('Tab');
  assert.ok(await page.locator(NAME).first().evaluate((link) => link === document.activeElement), 'the mark has focus');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)), order.next);
}, ['at a desk']);

story('follows a citation to its entry and comes back to the place', async ({ page, script }) => {
  await page.goto(article);
  const link = page.locator(NAME).first();
  const { id, hash } = await link.evaluate((link) => ({ id: link.id, hash: link.hash }));
  const entry = decodeURIComponent(hash.slice(1));
  if (script) {
    await link.focus();
    await page.keyboard.press('Enter');
    await shown(page);
    await page.keyboard.press('Enter');
  } else {
    await link.click();
  }
  await at(page, `${article}#${entry}`);
  await soon(page, async () => assert.ok(await page.locator(`[id="${entry}"]`).isVisible()));
  await page.locator(`[id="${entry}"] [role=doc-backlink][href="#${id}"]`).click();
  await at(page, `${article}#${id}`);
  await soon(page, async () => {
    const box = await page.locator(`[id="${id}"]`).boundingBox();
    assert.ok(box.y >= 0 && box.y < page.viewportSize().height, `the citation is in view: ${box.y}`);
  });
  await gone(page);
});

story('goes from a citation to its entry with the browser and back with its own button', async ({ page }) => {
  await page.goto(article);
  const link = page.locator(NAME).first();
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  await page.goBack();
  await at(page, article);
  await soon(page, async () => assert.equal(await page.evaluate(() => scrollY), before));
}, ['on a phone without script', 'at a desk without script']);

story("goes from a claim's mark to the evidence and back to the section", async ({ page, script }) => {
  await page.goto(article);
  const link = page.locator(CLAIM).first();
  const claim = await link.evaluate((link) => link.hash.replace('#_claim-', ''));
  if (script) {
    await link.focus();
    await page.keyboard.press('Enter');
    await shown(page);
    await page.locator('.pop .pop-end a').click();
  } else {
    await link.click();
    await at(page, `${article}#_claim-${claim}`);
    await page.locator(`[id="_claim-${claim}"] + a`).click();
  }
  await at(page, `/evidence/#${claim}`);
  const entry = page.locator(`[id="${claim}"]`);
  await soon(page, async () => assert.ok((await entry.boundingBox()).y < page.viewportSize().height, 'the claim is in view'));
  assert.match(await entry.locator('.strength').innerText(), /\S/, 'it says how sure we are');
  await entry.locator(`.uses a[href^="${article}#"]`).first().click();
  await at(page, `${article}#quiet-hour`);
});

story('goes from the bibliography to the section that cites a source', async ({ page }) => {
  await page.goto('/bibliography/');
  const use = page.locator(`.entries .uses a[href^="${article}#"]`).first();
  const target = await use.getAttribute('href');
  await use.click();
  await at(page, target);
  const id = target.split('#')[1];
  await soon(page, async () => {
    const box = await page.locator(`[id="${id}"]`).boundingBox();
    assert.ok(box.y >= 0 && box.y < page.viewportSize().height, 'the section is in view');
  });
});

story('finds under every entry of the bibliography that is cited where it is cited', async ({ page }) => {
  await page.goto(article);
  const cited = await page.locator('.refs > li').evaluateAll((entries) =>
    entries.map((entry) => `${entry.parentElement.dataset.more}#${entry.id.replace('_ref-', '')}`));
  assert.ok(cited.length > 1);
  for (const link of cited) {
    await page.goto(link);
    const entry = page.locator(`[id="${decodeURIComponent(link.split('#')[1])}"]`);
    assert.ok(await entry.locator(`.uses a[href^="${article}#"]`).count() > 0, `${link} names the article`);
  }
}, ['at a desk without script']);

story('opens the preview of a term by keyboard', async ({ page }) => {
  await page.goto(article);
  const term = page.locator('.text .term').first();
  await term.focus();
  await page.keyboard.press('Enter');
  await shown(page);
  await soon(page, async () => assert.ok((await page.locator('.pop-body').innerText()).length > 30, 'with what it means'));
  await page.keyboard.press('Escape');
  await gone(page);
  assert.equal(await focused(page), 'term');
}, ['at a desk', 'on a phone']);

story('follows a term to the glossary and from there to a section that uses it', async ({ page, script }) => {
  await page.goto(article);
  const term = page.locator('.text .term').first();
  const target = await term.getAttribute('href');
  if (script) {
    await term.focus();
    await page.keyboard.press('Enter');
    await shown(page);
    await page.locator('.pop-end a').click();
  } else {
    await term.click();
  }
  await at(page, target);
  const entry = page.locator(`[id="${decodeURIComponent(target.split('#')[1])}"]`);
  await entry.locator(`.uses a[href^="${article}"]`).first().click();
  await soon(page, () => assert.ok(path(page).startsWith(article)));
});

story('follows a note and comes back to its mark', async ({ page }) => {
  await page.goto(article);
  const mark = page.locator('[role=doc-noteref]').first();
  const { id, hash } = await mark.evaluate((mark) => ({ id: mark.id || mark.parentElement.id, hash: mark.hash }));
  await mark.click();
  await at(page, `${article}${hash}`);
  await page.locator(`[id="${hash.slice(1)}"] [role=doc-backlink]`).first().click();
  await at(page, `${article}#${id}`);
});
