// Looking for a source in the bibliography, and what a mark shows in styles that cite by numbers or in notes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { here, launch, none, serve, soon, stories } from './harness.mjs';

const [address, inNotes, inNumbers] = await Promise.all([serve(), serve('notes'), serve('numbers')]);
const browser = await launch();
const story = stories(browser, address);
const axe = readFileSync(path.join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

const shown = (page) => page.locator('.entries>li').filter({ visible: true }).evaluateAll((entries) => entries.map((entry) => entry.id));
const said = (page) => page.locator('.seek [role=status]').textContent();

/** What is asked for, and what a form without script would send. */
const QUESTIONS = [
  { q: 'still-face' },
  { q: 'SLIWERSKI' },
  { q: 'attachment tronick' },
  { q: '10.1037/0022' },
  { from: '1969', to: '1972' },
  { to: '1960' },
  { q: 'bowlby', from: 'soon' },
  { strength: ['guidance', 'idea'] },
  { q: 'fathers', from: '2000', strength: ['many-studies'] },
  { q: 'nobody at all' },
];

const query = (question) => new URLSearchParams(Object.entries(question).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));

story('finds the same sources with script as the server finds', async ({ page }) => {
  const unlike = [];
  for (const question of QUESTIONS) {
    const answer = await (await fetch(`${address}/bibliography/?${query(question)}`)).text();
    const wanted = [...answer.matchAll(/<li id="([^"]*)" tabindex="-1" data-years/g)].map((found) => found[1]);
    await page.goto('/bibliography/');
    for (const [name, value] of Object.entries(question)) {
      if (name === 'strength') for (const one of value) await page.locator(`.seek [value=${one}]`).check();
      else await page.locator(`.seek [name=${name}]`).fill(value);
    }
    await soon(page, async () => assert.match(await said(page), new RegExp(`^${wanted.length} of `)));
    const found = await shown(page);
    if (found.join() !== wanted.join()) unlike.push(`${query(question)}: ${found} and not ${wanted}`);
    const letters = await page.locator('.letters li').filter({ visible: true }).count();
    assert.equal(letters, await page.locator('section.letter').filter({ visible: true }).count(), 'no letter leads nowhere');
    assert.equal(await page.locator('#_nothing').isVisible(), wanted.length === 0);
    assert.equal(new URL(page.url()).search, `?${query(question)}`);
  }
  none(unlike, 'the script and the server disagree');
}, ['at a desk']);

story('looks for sources by keyboard, sends the answer on, and sees all again', async ({ page, script }) => {
  await page.goto('/bibliography/');
  const all = (await shown(page)).length;
  assert.ok((await page.locator('.seek button').boundingBox()).height >= 44, 'a finger hits the button');
  await page.locator('#_q').focus();
  await page.keyboard.type('bowlby 1988');
  await page.keyboard.press('Enter');
  await soon(page, async () => assert.deepEqual(await shown(page), ['bowlby1988']));
  assert.equal(new URL(page.url()).searchParams.get('q'), 'bowlby 1988');
  assert.equal(await page.locator('#_q').inputValue(), 'bowlby 1988');
  assert.match(await said(page), new RegExp(`^1 of ${all} `));
  // The address is the answer, for whoever opens it; another question is answered from there.
  await page.goto(page.url());
  assert.deepEqual(await shown(page), ['bowlby1988']);
  if (script) {
    await page.locator('#_q').fill('stern 1985');
    await soon(page, async () => assert.deepEqual(await shown(page), ['stern1985']));
  }
  await page.locator('#_all').click();
  await soon(page, async () => assert.equal((await shown(page)).length, all));
  assert.equal(new URL(page.url()).search, '');
});

story('gets to an entry by its address whatever was looked for', async ({ page }) => {
  await page.goto('/bibliography/');
  await page.locator('#_q').fill('bowlby');
  await soon(page, async () => assert.ok((await shown(page)).length < 10));
  await page.evaluate(() => { location.hash = '#stern1985'; });
  await soon(page, async () => assert.ok(await page.locator('#stern1985').isVisible()));
}, ['at a desk']);

story('finds nothing that keeps anyone out of the bibliography', async ({ page }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/bibliography/?q=bowlby');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    none(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0].html}`), 'axe');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing runs over the edge');
  }
}, ['on a phone', 'at a desk']);

story('learns from a preview how many sections cite a source, and gets there', async ({ page }) => {
  await page.goto('/articles/repair/');
  const mark = page.locator('.text .cite[role=doc-biblioref]').first();
  const key = (await mark.getAttribute('href')).replace('#_ref-', '');
  await mark.focus();
  await page.keyboard.press('Enter');
  const link = page.locator('.pop-end a');
  await soon(page, async () => assert.match(await link.textContent(), /^Cited in (one section|\d+ sections)$/));
  const count = Number(/\d+/.exec(await link.textContent())?.[0] ?? 1);
  await link.click();
  await soon(page, () => assert.equal(page.url(), `${address}/bibliography/#${key}`));
  await soon(page, async () => assert.equal(await page.locator(`#${key} .uses ul`).first().locator('a').count(), count));
}, ['at a desk', 'on a phone']);

const notes = stories(browser, inNotes);
notes("sees the note of a mark in its preview, goes to the note, to the source and back", async ({ page, script }) => {
  await page.goto('/articles/repair/');
  const mark = page.locator('.text .cite[role=doc-noteref]').first();
  const note = (await mark.getAttribute('href')).slice(1);
  const text = await page.locator(`#${note} .cite`).first().textContent();
  if (script) {
    await mark.focus();
    await page.keyboard.press('Enter');
    await page.locator('.pop').waitFor();
    assert.ok((await page.locator('.pop-body').textContent()).includes(text));
    await page.keyboard.press('Escape');
  }
  await page.goto(`/articles/repair/#${note}`);
  const source = page.locator(`#${note} .cite`).first();
  const key = (await source.getAttribute('href')).slice(1);
  assert.equal(await page.locator(`[id="${key}"]`).count(), 1, 'the note leads to the list');
  const back = await page.locator(`#${note} [role=doc-backlink]`).first().getAttribute('href');
  assert.equal(back, `#${await mark.getAttribute('id')}`);
}, ['at a desk', 'at a desk without script', 'on a phone']);

const numbers = stories(browser, inNumbers);
numbers('sees the source of a number in its preview', async ({ page, touch }) => {
  await page.goto('/articles/repair/');
  const mark = page.locator('.text sup .cite').first();
  const entry = await page.locator(`[id="${(await mark.getAttribute('href')).slice(1)}"] a`).count();
  assert.match(await mark.textContent(), /^\d+$/);
  if (touch) await mark.tap();
  else {
    await mark.focus();
    await page.keyboard.press('Enter');
  }
  await page.locator('.pop').waitFor();
  assert.equal(await page.locator('.pop-title').count(), 0, 'a number is no title');
  assert.match(await page.locator('.pop-body').textContent(), /^\s*\d+\. \p{L}/u);
  assert.ok(entry >= 1);
}, ['at a desk', 'on a phone']);
