// What a reader leaves behind, on the device and elsewhere: what the page on privacy says, seen from a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, none, open, phone, scriptless, serve, soon } from './harness.mjs';
import { crawl } from './pages.mjs';

const address = await serve();
const browser = await launch();
const { pages } = await crawl(address);
const article = '/articles/synchrony/';
const NOTHING = { cookies: [], local: {}, session: {}, databases: [], caches: [], workers: 0 };

/** All that the device keeps of the site. */
async function kept(page) {
  const here = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map((database) => database.name),
    // Both are there only where a connection is safe, and so are not there where the tests run in some browsers.
    caches: globalThis.caches ? await caches.keys() : [],
    workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
  }));
  return { cookies: await page.context().cookies(), ...here };
}

test('a reader leaves nothing behind but a choice, and takes that back as well', async (t) => {
  for (const reader of [desk, phone]) {
    const page = await open(t, browser, address, reader);
    const headers = [];
    for (const path of ['/', article, '/glossary/']) await page.goto(path);
    await page.goto(article);
    await page.locator('.text .sure').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.pop').waitFor({ state: 'visible' });
    await page.locator('.pop-body dl').first().waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await kept(page), NOTHING, 'reading leaves nothing');
    await page.locator('.switch input[value=shown]').check();
    const after = await kept(page);
    assert.deepEqual(after, { ...NOTHING, local: after.local }, 'a choice is kept in one place');
    const names = Object.keys(after.local);
    assert.ok(names.length === 1 && names[0].startsWith('attune-'), `what is kept: ${names}`);
    page.on('request', (request) => headers.push(request.allHeaders().then((all) => [request.url(), all])));
    await page.goto('/articles/secure-base/');
    await page.goto('/');
    for (const [url, all] of await Promise.all(headers)) {
      assert.equal(all.cookie, undefined, url);
      assert.ok(!JSON.stringify([url, all]).includes(names[0]), `${url} tells of the choice`);
    }
    assert.ok(headers.length > 5);
    await page.goto(article);
    await soon(page, async () => assert.equal(await page.locator('.switch input[value=shown]').isChecked(), true));
    await page.locator('.switch input[value=""]').check();
    assert.deepEqual(await kept(page), NOTHING, 'a choice that was taken back leaves nothing');
  }
});

test('a reader goes through the whole site and meets no other host', async (t) => {
  assert.ok(pages.length > 10);
  for (const reader of [desk, scriptless(phone)]) {
    const page = await open(t, browser, address, reader);
    const elsewhere = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${address}/`)) elsewhere.push(request.url());
    });
    for (const { path } of pages) {
      await page.goto(path, { waitUntil: 'load' });
      await page.mouse.wheel(0, 100_000);
    }
    none(elsewhere, 'requests to other hosts');
  }
});

test('a link to a source does not say where a reader was', async (t) => {
  for (const reader of [desk, scriptless(desk)]) {
    const page = await open(t, browser, address, reader);
    await page.goto(article);
    const leaving = page.waitForRequest((request) => request.url().startsWith('https://doi.org/'));
    await page.locator('.refs a[href^="https://doi.org/"]').first().click();
    const headers = await (await leaving).allHeaders();
    assert.equal(headers.referer, undefined);
    assert.equal(headers.cookie, undefined);
  }
});
