// What programs read of a page, in a browser: the data of an article are no script, and the manifest is one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, open, serve } from './harness.mjs';

const address = await serve();
const browser = await launch();
const article = '/articles/synchrony/';

test('the data of an article are read by nobody but programs: the policy that forbids script in a page has no word on them', async (t) => {
  const page = await open(t, browser, address, desk);
  const response = await page.goto(article);
  assert.match(response.headers()['content-security-policy'], /script-src 'self';/, 'script in a page is forbidden');
  const block = await page.evaluate(() => {
    const block = document.body.lastElementChild;
    return { type: block.type, data: JSON.parse(block.textContent), count: document.querySelectorAll('script:not([src])').length };
  });
  assert.equal(block.type, 'application/ld+json', 'they are the last thing on the page');
  assert.equal(block.count, 1, 'there is one block');
  assert.equal(block.data.name, await page.locator('h1').innerText());
  assert.deepEqual(page.faults, [], 'the browser has no complaint');
  // So that silence means something: a block that is a script is reported at once.
  const reported = page.waitForEvent('console', (message) => message.text().startsWith('policy violation: script-src-elem'));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "it ran"';
    document.body.append(script);
  });
  await reported;
  assert.notEqual(await page.title(), 'it ran');
  page.faults.length = 0;
});

test('the browser finds the manifest and nothing wrong in it', async (t) => {
  const page = await open(t, browser, address, desk);
  await page.goto(article);
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send('Page.getAppManifest');
  assert.equal(url, `${address}/manifest.webmanifest`);
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).name, 'Attune');
});
