// How sure we are: the list of claims behind an article, the switch for what stands in the text, the evidence and its filter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, none, open, phone, readers, scriptless, serve, soon, stories } from './harness.mjs';
import { crawl } from './pages.mjs';

const address = await serve('site');
const { pages } = await crawl(address);
const articles = pages.filter((page) => page.kind === 'article').map((page) => page.path);
const browser = await launch();
const story = stories(browser, address);
const article = '/articles/secure-base/';
/** How the name of every mark of a claim begins. */
const STRENGTH = /^(Many studies together|Several studies|Official guidance|One study|Studies disagree|An idea|Not tested)(:|$)/;

const path = (page) => decodeURIComponent(page.url().replace(address, ''));
const at = (page, wanted) => soon(page, () => assert.equal(path(page), wanted));

/** The page as a screen reader is told it: role and name of everything that is not left out. */
async function told(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter((node) => !node.ignored).map((node) => ({ role: node.role.value, name: node.name?.value ?? '' }));
}

const marksTold = async (page) => (await told(page)).filter(({ role, name }) => role === 'link' && STRENGTH.test(name));

story('opens a claim behind an article, reads what was found and what that does not show, and goes on to the evidence', async ({ page, touch }) => {
  await page.goto(`${article}#how-sure`);
  const claim = page.locator('.claims li').first();
  assert.equal(await claim.locator('dl').isVisible(), false, 'it is closed at first');
  await (touch ? claim.locator('summary').tap() : claim.locator('summary').click());
  assert.ok(await claim.locator('dl').isVisible());
  assert.deepEqual(await claim.locator('dt').allTextContents(), ['What was found', 'What it does not show']);
  const statement = (await claim.locator('summary').innerText()).trim();
  await claim.locator('a').click();
  const id = (await page.evaluate(() => location.hash)).slice(1);
  await at(page, `/evidence/#${id}`);
  assert.equal((await page.locator(`[id="${id}"] h3`).innerText()).trim(), statement);
});

story('opens a claim with the keyboard', async ({ page }) => {
  await page.goto(article);
  const claim = page.locator('.claims li').nth(1);
  await claim.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.ok(await claim.locator('dl').isVisible());
  await page.keyboard.press('Tab');
  assert.ok(await claim.locator('a').evaluate((link) => link === document.activeElement), 'Tab goes on to its link');
});

story('lands on a claim in the list by its address: it is open, and the statement is in view', async ({ page }) => {
  for (const id of ['exp-01', 'bas-03']) {
    await page.goto(`${article}#_claim-${id}`);
    await soon(page, async () => {
      const summary = page.locator(`details:has([id="_claim-${id}"]) summary`);
      const [above, box] = [await summary.boundingBox(), await page.locator(`[id="_claim-${id}"]`).boundingBox()];
      assert.ok(box && box.height > 0 && above.y >= 0 && box.y < page.viewportSize().height, `${id}: ${JSON.stringify({ above, box })}`);
    });
    await page.goto('about:blank');
  }
});

test('the browser finds words in a closed claim and opens it', async (t) => {
  for (const reader of [phone, scriptless(phone)]) {
    const page = await open(t, browser, address, reader);
    await page.goto(article);
    const words = await page.locator('.claims dd').nth(3).evaluate((found) => found.textContent.split(' ').slice(0, 5).join(' '));
    await page.goto('about:blank');
    await page.goto(`${article}#:~:text=${encodeURIComponent(words)}`);
    await soon(page, async () => assert.ok(await page.locator('.claims dd').nth(3).isVisible(), words));
  }
});

test('every mark of an article leads to a claim in its list, and the list holds no other', async (t) => {
  const page = await open(t, browser, address, scriptless(desk));
  for (const path of articles) {
    await page.goto(path);
    const { marked, listed, groups } = await page.evaluate(() => {
      const marks = [...document.querySelectorAll('.text .sure')];
      return {
        marked: marks.flatMap((mark) => mark.dataset.claim?.split(' ') ?? [mark.hash.replace('#_claim-', '')]),
        listed: [...document.querySelectorAll('.claims dl')].map((claim) => claim.id.replace('_claim-', '')),
        groups: [...document.querySelectorAll('.claims h3')].map((heading) => ({
          words: heading.textContent.trim(),
          bars: heading.querySelector('use').getAttribute('href'),
          inside: [...heading.nextElementSibling.querySelectorAll('summary use')].map((use) => use.getAttribute('href')),
        })),
      };
    });
    assert.ok(listed.length > 0, path);
    assert.deepEqual([...listed].sort(), [...new Set(marked)].sort(), path);
    for (const { words, bars, inside } of groups) {
      assert.match(words, STRENGTH, path);
      assert.deepEqual(new Set(inside), new Set([bars]), `${path}: ${words}`);
    }
  }
});

story('sees at a mark what the list says of it, with the sources, and nothing is fetched for it', async ({ page }) => {
  await page.goto('/articles/every-part/');
  await page.waitForLoadState('networkidle');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const mark = page.locator('.text .sure[data-claim]');
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.locator('.pop').waitFor();
  const shown = await page.locator('.pop-body').innerText();
  for (const id of ['exp-01', 'hav-02']) {
    const block = page.locator(`details:has([id="_claim-${id}"])`);
    const parts = [block.locator('summary'), ...await block.locator('dd').all()];
    for (const part of parts) {
      const words = (await part.textContent()).trim();
      assert.ok(shown.includes(words), `“${words}” in ${shown}`);
    }
  }
  assert.equal(shown.match(/Several studies/g).length, 2, 'each with its strength');
  assert.match(shown, /Sources\n[^(]*Ainsworth[^]*Esposito/, 'and the sources of both');
  assert.doesNotMatch(shown, /^\(|\)$/m, 'without the brackets of the text');
  assert.match(await page.locator('.pop-end a').getAttribute('href'), /\/evidence\/#(exp-01|hav-02)$/);
  assert.deepEqual(asked, []);
}, ['at a desk', 'on a phone']);

story('sees at a mark on a page without a list what the evidence says of it', async ({ page }) => {
  await page.goto('/glossary/');
  const mark = page.locator('.sure').first();
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.locator('.pop dl').waitFor();
  assert.match(await page.locator('.pop-body').innerText(), /What was found[^]*What it does not show/);
}, ['at a desk', 'on a phone']);

story('chooses what stands in the text for its sources, and finds it so on the next page', async ({ page, script }) => {
  const names = () => page.locator('.names').first().isVisible();
  const bars = () => page.locator('.text .sure').first().isVisible();
  const choose = (value) => page.locator(`.switch label:has([value="${value}"])`).click();
  await page.goto('/articles/safe-haven/');
  assert.deepEqual([await bars(), await names()], [true, false], 'a page begins with bars');
  await choose('shown');
  assert.deepEqual([await bars(), await names()], [true, true]);
  await page.goto(article);
  await soon(page, async () => assert.equal(await names(), script, 'only script can remember'));
  await choose('hidden');
  assert.deepEqual([await bars(), await names()], [false, false]);
  await page.goto('/articles/safe-haven/');
  await soon(page, async () => assert.equal(await page.locator('.switch [value=hidden]').isChecked(), script));
  assert.equal(await bars(), !script);
  await page.goto('/glossary/');
  await soon(page, async () => assert.equal(await page.locator('.sure').first().isVisible(), !script, 'on a page without a switch too'));
  if (script) {
    await page.goto(article);
    await choose('');
    assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), {}, 'nothing is kept of a choice that was taken back');
  }
  assert.deepEqual(await page.context().cookies(), []);
});

story('uses the switch with the keyboard', async ({ page }) => {
  await page.goto(article);
  await page.locator('.switch [value=""]').focus();
  await page.keyboard.press('ArrowLeft');
  assert.ok(await page.locator('.switch [value=hidden]').isChecked());
  await page.keyboard.press('ArrowLeft');
  assert.ok(await page.locator('.switch [value=shown]').isChecked());
});

story('who listens is told of no mark after choosing none, and reads whole sentences', async ({ page }) => {
  await page.goto(article);
  const all = await page.locator('.text .sure').count();
  assert.ok(all > 20);
  assert.equal((await marksTold(page)).length, all, 'with bars every mark has a name that begins with its strength');
  const group = (await told(page)).filter(({ role }) => ['group', 'radio'].includes(role)).map(({ name }) => name);
  for (const name of ['Sources in the text:', 'bars', 'names', 'none']) assert.ok(group.includes(name), `${name} in ${group}`);
  await page.locator('.switch [value=hidden]').check();
  assert.equal((await marksTold(page)).length, 0);
  const stops = await page.evaluate(() => [...document.querySelectorAll('.mark a')].filter((link) => link.checkVisibility()).length);
  assert.equal(stops, 0, 'Tab stops at none either');
  const text = await page.locator('.text > p').allInnerTexts();
  none(text.filter((line) => /\s[.,;:]/.test(line)), 'sentences with a hole before their end');
  await page.locator('.switch [value=""]').check();
  assert.equal((await marksTold(page)).length, all);
});

story('comes back from a source to its place in the text although the marks are hidden', async ({ page }) => {
  await page.goto(article);
  await page.locator('.switch [value=hidden]').check();
  const back = page.locator('.refs [role=doc-backlink]').first();
  const id = (await back.getAttribute('href')).slice(1);
  await back.click();
  await at(page, `${article}#${id}`);
  await soon(page, async () => {
    const y = await page.locator(`[id="${id}"]`).evaluate((mark) => mark.parentElement.getBoundingClientRect());
    assert.ok(y.bottom > 0 && y.top < page.viewportSize().height, JSON.stringify(y));
  });
});

test('the name of a mark says how sure we are and at most three sources', async (t) => {
  const page = await open(t, browser, address, scriptless(desk));
  const faults = [];
  for (const path of articles) {
    await page.goto(path);
    const marks = await page.locator('.text .sure').evaluateAll((marks) => marks.map((mark) => ({
      name: mark.getAttribute('aria-label'), names: mark.parentElement.querySelectorAll('.names a').length,
    })));
    for (const { name, names } of marks) {
      const said = name.split(';').length;
      if (!STRENGTH.test(name) || said > 3 || (names > 3 && !/ more$/.test(name)) || name.length > 130) faults.push(`${path}: ${name}`);
    }
  }
  none(faults, 'names of marks');
});

const shownClaims = (page) => page.locator('.claim').filter({ visible: true });

story('looks at the claims of one strength', async ({ page, script }) => {
  await page.goto('/evidence/');
  const link = page.locator('.meanings dl > div', { hasText: 'One study' }).locator('a');
  const count = Number.parseInt(await link.innerText(), 10);
  await link.click();
  await at(page, '/evidence/#_by-one-study');
  const list = page.locator('h3[id="_by-one-study"] + ul a');
  assert.equal(await list.count(), count);
  const target = await list.first().getAttribute('href');
  await list.first().click();
  await at(page, `/evidence/${target}`);
  await soon(page, async () => {
    const box = await page.locator(`[id="${target.slice(1)}"]`).boundingBox();
    assert.ok(box.y >= 0 && box.y < page.viewportSize().height, 'the claim is in view');
  });
  assert.match(await page.locator(`[id="${target.slice(1)}"] .strength`).innerText(), /One study/);
  assert.equal(await page.locator('.filter').isVisible(), script, 'buttons are there for who can use them');
});

story('goes from the list of topics to the claims of one', async ({ page }) => {
  await page.goto('/evidence/');
  const topic = page.locator('.jump a').nth(3);
  const [words, target] = [await topic.innerText(), await topic.getAttribute('href')];
  await topic.click();
  await at(page, `/evidence/${target}`);
  assert.equal(await page.locator(`h2[id="${target.slice(1)}"]`).innerText(), words);
});

story('filters the evidence by strength and is told how many claims are left', async ({ page }) => {
  await page.goto('/evidence/');
  const all = await page.locator('.claim').count();
  const status = page.locator('.filter [role=status]');
  const button = (words) => page.locator('.filter button', { hasText: words });
  assert.equal(await status.innerText(), `${all} of ${all} claims shown`);
  await button('Studies disagree').click();
  const few = await shownClaims(page).count();
  assert.ok(few > 0 && few < all);
  assert.equal(await status.innerText(), `${few} of ${all} claims shown`);
  for (const strength of await shownClaims(page).locator('.strength').allInnerTexts()) assert.match(strength, /Studies disagree/);
  assert.equal(await button('Studies disagree').getAttribute('aria-pressed'), 'true');
  assert.equal(await button('All').getAttribute('aria-pressed'), 'false');
  const topics = page.locator('.topic').filter({ visible: true });
  for (const topic of await topics.all()) assert.ok(await topic.locator('.claim').filter({ visible: true }).count() > 0, 'no empty topic');
  assert.equal(await page.locator('.jump li').filter({ visible: true }).count(), await topics.count(), 'no link to a topic that is hidden');
  await button('Official guidance').focus();
  await page.keyboard.press('Enter');
  const more = await shownClaims(page).count();
  assert.ok(more > few, 'a second strength is added');
  await button('Studies disagree').click();
  assert.equal(await shownClaims(page).count(), more - few, 'and the first taken away');
  await button('All').click();
  assert.equal(await shownClaims(page).count(), all);
  const spoken = await told(page);
  assert.ok(spoken.some(({ role, name }) => role === 'group' && name === 'Show by strength'));
  assert.ok(spoken.some(({ role }) => role === 'status'));
}, ['at a desk', 'on a phone']);

story('asks for a claim that is filtered out and sees it', async ({ page }) => {
  await page.goto('/evidence/');
  await page.locator('.filter button', { hasText: 'Official guidance' }).click();
  const other = await page.locator('.claim[data-strength=idea]').first().getAttribute('id');
  assert.equal(await page.locator(`[id="${other}"]`).isVisible(), false);
  const before = await shownClaims(page).count();
  await page.evaluate((id) => { location.hash = id; }, other);
  await soon(page, async () => {
    const box = await page.locator(`[id="${other}"]`).boundingBox();
    assert.ok(box && box.y >= 0 && box.y < page.viewportSize().height, `it is in view: ${JSON.stringify(box)}`);
  });
  assert.equal(await shownClaims(page).count(), before + 1);
  assert.ok(await page.locator(`.topic:has([id="${other}"]) h2`).isVisible(), 'with the topic it belongs to');
  assert.match(await page.locator('.filter [role=status]').innerText(), new RegExp(`^${before + 1} of `));
  await page.evaluate(() => { location.hash = '_by-idea'; });
  await soon(page, async () => assert.ok(await page.locator('[id="_by-idea"]').isVisible(), 'a heading that is filtered out brings everything back'));
  assert.equal(await shownClaims(page).count(), await page.locator('.claim').count());
}, ['at a desk', 'on a phone']);

test('the evidence can be read to its end by everybody', async (t) => {
  for (const reader of Object.values(readers)) {
    const page = await open(t, browser, address, reader);
    await page.goto('/evidence/');
    assert.equal(await shownClaims(page).count(), await page.locator('.claim').count());
    assert.equal(await page.locator('.meanings dt').count(), 7);
    const unused = await page.locator('.claim:not(:has(.uses))').count();
    assert.ok(unused < await page.locator('.claim').count() / 2, 'claims say where they are used');
  }
});
