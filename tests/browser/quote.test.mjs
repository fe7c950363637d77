// A quoted sentence: words of a page are selected, their link is taken along, and another browser opens it there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, launch, open, phone, scriptless, serve, soon } from './harness.mjs';

const address = await serve('site');
const browser = await launch();
const article = '/articles/quotes/';

/** Selects from the first `from` to the end of the first `to` after it, in the text of elements that match `within`. */
function choose(page, from, to = from, within = 'main') {
  return page.evaluate(([from, to, within]) => {
    const find = (text, start) => {
      let ready = !start;
      for (const root of document.querySelectorAll(within)) {
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const here = !ready && walk.currentNode === start.node;
          ready ||= here;
          const at = ready ? walk.currentNode.data.replaceAll('\n', ' ').indexOf(text, here ? start.at : 0) : -1;
          if (at >= 0) return { node: walk.currentNode, at };
        }
      }
      throw new Error(`there is no “${text}”`);
    };
    const first = find(from);
    const last = find(to, first);
    first.node.parentElement.scrollIntoView({ block: 'center' });
    getSelection().setBaseAndExtent(first.node, first.at, last.node, last.at + to.length);
  }, [from, to, within]);
}

const offer = (page) => page.locator('.quote');

/** The link that is copied for what is selected. */
async function copied(page) {
  await offer(page).click();
  await soon(page, async () => assert.equal(await page.locator('#_said').textContent(), 'Link copied'));
  return page.evaluate(() => navigator.clipboard.readText());
}

async function reader(t, who = desk) {
  const page = await open(t, browser, address, who);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  // So that the page's clock can be put on, to see that nothing comes.
  await page.clock.install();
  return page;
}

/** What marked words lie on: the site's own colour, and without script the browser's. */
const MARKS = ['219 197 187', '233 210 253'];

/** Where on the screen the browser has marked words: the box around all that has the mark's colour. */
async function marked(page) {
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(async ([png, colours]) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const scale = image.width / innerWidth;
    let box = null;
    for (let i = 0; i < data.length; i += 4) {
      const colour = data.slice(i, i + 3).join(' ');
      if (colour !== colours[0] && colour !== colours[1]) continue;
      const [x, y] = [(i / 4) % image.width / scale, Math.floor(i / 4 / image.width) / scale];
      box ??= { left: x, right: x, top: y, bottom: y };
      box = { left: Math.min(box.left, x), right: Math.max(box.right, x), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) };
    }
    return box;
  }, [png, MARKS]);
}

const kinds = {
  'one word that occurs twice': { words: ['kettle', 'kettle', '#kitchen ~ *, .head:has(#kitchen) ~ p'], id: 'kitchen' },
  'a phrase with a hyphen, a comma and an ampersand': { words: ['a well-known, worn-out lid & a spoon'], id: 'kitchen' },
  'a phrase with quotes and an apostrophe': { words: ['“Don’t worry,” says'], id: 'kitchen' },
  'words on both sides of a mark': { words: ['back when tired', 'As '], id: 'kitchen' },
  'words with the name of a source among them': { words: ['As ', ' wrote'], id: 'kitchen' },
  'a word before the mark of a note': { words: ['long enough sees it'], id: 'kitchen', found: ['long enough sees'] },
  'words on both sides of the mark of a note': { words: ['enough sees it', 'and whoever'], id: 'kitchen' },
  'two paragraphs': { words: ['first day was', 'second day'], id: 'kitchen' },
  'a sentence that other paragraphs repeat': { words: ['Rain falls', 'between the drops', '.head:has(#way-down) ~ p:nth-of-type(n+6)'], id: 'way-down' },
  'a long stretch over many paragraphs': { words: ['Paragraph 4', 'second day'], id: 'way-down' },
  'an item of a list': { words: ['with a slice of lemon'], id: 'kitchen' },
  'a whole list': { words: ['Bread and', 'of lemon'], id: 'kitchen' },
  'a cell of a table': { words: ['Porridge, with plums'], id: 'kitchen' },
  'two cells of a table': { words: ['Noon', 'Soup from yesterday', 'td, th'], id: 'kitchen' },
  'a heading, which the outline repeats': { words: ['Cups and saucers', 'Cups and saucers', 'h3'], id: 'cups' },
  'a line of code': { words: ['stir it often', 'stir it often', 'code'], id: 'kitchen' },
  'words of a closed block': { words: ['candles and a map'], id: 'drawer', prepare: (page) => page.locator('.fold summary').click() },
  'the title': { words: ['Words to pass on', 'Words to pass on', 'h1'], id: '' },
  'the second half of a key point': { words: ['among its words'], id: '_key' },
  'a note': { words: ['a word on patience'], id: '_notes' },
  'an entry of the sources': { words: ['Maternal behavior predicts'], id: '_references' },
};

for (const [kind, { words, id, found = words, prepare }] of Object.entries(kinds)) {
  test(`a reader quotes ${kind}, and whoever opens the link sees it marked`, async (t) => {
    const page = await reader(t);
    await page.goto(article);
    await prepare?.(page);
    await choose(page, ...words);
    const link = new URL(await copied(page));
    assert.equal(link.origin + link.pathname, address + article);
    assert.equal(decodeURIComponent(link.hash.slice(1).split(':~:')[0]), id, link.hash);
    assert.match(link.hash, /:~:text=/);
    for (const part of link.hash.split(':~:text=')[1].split(',')) assert.doesNotMatch(part.replace(/^-|-$/g, ''), /-/, link.hash);
    for (const hash of [link.hash, link.hash.replace(/#.*?:~:/, '#:~:')]) {
      const other = await reader(t, { ...desk, viewport: { width: 1000, height: 500 } });
      await other.goto(article + hash);
      await other.waitForLoadState('load');
      const box = await soon(other, async () => {
        const box = await marked(other);
        assert.ok(box, `nothing is marked at ${hash}`);
        return box;
      });
      const at = await other.evaluate(() => scrollY);
      await choose(other, ...found);
      const meant = await other.evaluate((at) => {
        const { left, top, right, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();
        return { left, right, top: top + scrollY - at, bottom: bottom + scrollY - at };
      }, at);
      assert.ok(box.top >= meant.top - 4 && box.bottom <= meant.bottom + 4 && box.left >= meant.left - 2 && box.right <= meant.right + 2,
        `${hash}: marked ${JSON.stringify(box)}, meant ${JSON.stringify(meant)}`);
    }
  });
}

test('a reader without script opens a quotation, and so does one who has the sources named in the text', async (t) => {
  const link = `${article}#kitchen:~:text=back%20when,As`;
  const quiet = await reader(t, scriptless(desk));
  await quiet.goto(link);
  await soon(quiet, async () => assert.ok(await marked(quiet), 'it is marked without script'));
  const named = await reader(t);
  await named.goto(article);
  await named.locator('.switch [value=shown]').check();
  await named.goto('about:blank');
  await named.goto(link);
  assert.ok(await named.locator('.text .names').first().isVisible());
  await soon(named, async () => assert.ok(await marked(named), 'it is marked with names in between'));
});

test('a quotation is where reading goes on, and the section when the words are no longer there', async (t) => {
  const page = await reader(t);
  await page.goto(`${article}#kitchen:~:text=second%20day`);
  await soon(page, async () => assert.match(await page.evaluate(() => document.activeElement.textContent), /^The second day/));
  const other = await reader(t);
  await other.goto(`${article}#kitchen:~:text=a%20hundredth%20day`);
  await soon(other, async () => assert.equal(await other.evaluate(() => document.activeElement.id), 'kitchen'));
  assert.equal(await other.locator(':target').getAttribute('id'), 'kitchen');
});

test('a closed block opens for a search for its words, with and without script', async (t) => {
  for (const who of [desk, phone, scriptless(desk), scriptless(phone)]) {
    const page = await reader(t, who);
    await page.goto(`${article}#:~:text=candles%20and%20a%20map`);
    await soon(page, async () => assert.ok(await page.getByText('candles and a map').isVisible()));
    await soon(page, async () => assert.ok(await marked(page)));
  }
});

for (const [where, path, from, id] of [
  ['a claim', '/evidence/', null, /^[a-z]+-\d+$/],
  ['a term', '/glossary/', null, /./],
  ['a source', '/bibliography/', 'Maternal behavior predicts infant', 'albers2008'],
  ['another page', '/privacy/', null, /./],
]) {
  test(`a reader quotes ${where}`, async (t) => {
    const page = await reader(t);
    await page.goto(path);
    const within = { '/evidence/': '.claim dd', '/glossary/': '.terms dd', '/privacy/': '.text h2 ~ p, .text .head ~ p' }[path] ?? 'main';
    const part = from ?? await page.evaluate((within) => {
      const texts = [...document.querySelectorAll(within)].map((part) => part.firstChild?.textContent ?? part.textContent);
      return texts.map((text) => /[A-Z][\w’]+( [\w’]+){3}/.exec(text)?.[0]).filter(Boolean).at(-1);
    }, within);
    await choose(page, part, part, within);
    const link = new URL(await copied(page));
    const other = await reader(t);
    await other.goto(link.href);
    await soon(other, async () => assert.ok(await marked(other), link.hash));
    const section = decodeURIComponent(link.hash.slice(1).split(':~:')[0]);
    if (typeof id === 'string') assert.equal(section, id);
    else assert.match(section, id);
  });
}

test('a reader selects with the mouse, and the offer comes when the mouse is let go, under the words', async (t) => {
  const page = await reader(t);
  await page.goto(`${article}#kitchen`);
  const box = await page.getByText('The first day was cold.').boundingBox();
  await page.mouse.move(box.x + 2, box.y + 14);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 14, { steps: 5 });
  await page.clock.runFor(400);
  assert.equal(await offer(page).count(), 0, 'nothing in the way while selecting');
  await page.mouse.up();
  await offer(page).waitFor();
  const place = await offer(page).boundingBox();
  const selection = await page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect().bottom);
  assert.ok(place.y >= selection && place.y < selection + 30, 'it stands under them');
  assert.match(await copied(page), /text=The%20first%20day$/);
  assert.equal(await page.evaluate(() => getSelection().toString().slice(0, 9)), 'The first', 'the words stay selected');
  assert.equal(await offer(page).textContent(), 'Link copied');
  await page.mouse.click(box.x + 400, box.y + 60);
  await soon(page, async () => assert.equal(await offer(page).count(), 0));
});

test('a paragraph that is selected whole, with its end in the next one, is quoted alone', async (t) => {
  const page = await reader(t);
  await page.goto(`${article}#kitchen`);
  await page.getByText('The first day was cold.').click({ clickCount: 3 });
  assert.match(await copied(page), /text=The%20first%20day%20was%20cold$/);
});

test('a reader selects with the keyboard and takes the link along without a mouse', async (t) => {
  const page = await reader(t);
  await page.goto(`${article}#kitchen`);
  await page.getByText('A toddler comes back').dblclick({ position: { x: 20, y: 12 } });
  await offer(page).waitFor();
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('.quote:focus').count(), 1, 'Tab reaches it');
  await page.keyboard.press('Enter');
  await soon(page, async () => assert.match(await page.evaluate(() => navigator.clipboard.readText()), /text=toddler%20comes$/));
  await page.keyboard.press('Tab');
  assert.equal(await offer(page).count(), 0);
  const next = await page.evaluate(() => document.activeElement.closest('p')?.textContent.slice(0, 9));
  assert.equal(next, 'A toddler', 'Tab goes on behind the words');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('.quote:focus').count(), 0, 'and does not come back');
  await page.keyboard.press('Escape');

  await choose(page, 'second day was');
  await offer(page).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  assert.equal(await offer(page).count(), 0, 'Escape takes it away');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^The second day/, 'and leads back to the words');
  assert.equal(await page.evaluate(() => getSelection().toString()), 'second day was');
  await page.keyboard.press('Tab');
  const after = await page.evaluate(() => document.activeElement.getAttribute('href'));
  assert.equal(after, '#_claim-hav-02', 'Tab goes on from there');
});

test('a reader on a phone shares the words, out of the way of the system', async (t) => {
  const page = await reader(t, phone);
  await page.addInitScript(() => {
    navigator.share = async (what) => { window.shared = what; };
  });
  await page.goto(article);
  await choose(page, 'second day was');
  await offer(page).waitFor();
  assert.equal(await offer(page).textContent(), 'Copy link to this');
  const box = await offer(page).boundingBox();
  const bottom = await page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect().bottom);
  assert.ok(box.height >= 44 && box.y >= bottom + 40, `${JSON.stringify(box)} under ${bottom}`);
  await offer(page).tap();
  await soon(page, async () => assert.match(await page.evaluate(() => window.shared?.url ?? ''), /#kitchen:~:text=second%20day%20was$/));
});

test('nothing is offered where no link can be made', async (t) => {
  const page = await reader(t);
  await page.goto(article);
  const none = async (why) => {
    await page.clock.runFor(400);
    assert.equal(await offer(page).count(), 0, why);
  };
  await choose(page, 'A', 'A', '.text p');
  await none('one letter');
  await choose(page, 'Paragraph 5', 'General information', 'body');
  await none('beyond the text');
  await choose(page, 'On this page', 'On this page', '.toc');
  await none('the outline');
  await choose(page, 'Evidence', 'Evidence', '.top');
  await none('the header');
  await page.evaluate(() => getSelection().selectAllChildren(document.body));
  await none('everything');
  await choose(page, 'second day was');
  await offer(page).waitFor();
  await page.keyboard.press('Escape');
  await none('after Escape');
  await choose(page, 'first day was');
  await offer(page).waitFor();
  await page.evaluate(() => getSelection().removeAllRanges());
  await none('nothing selected any more');
});

test('nothing is offered by a browser that knows no text fragments', async (t) => {
  const page = await reader(t);
  await page.addInitScript(() => { delete Document.prototype.fragmentDirective; });
  await page.goto(article);
  assert.equal(await page.evaluate(() => 'fragmentDirective' in document), false);
  await choose(page, 'second day was');
  await page.clock.runFor(400);
  assert.equal(await offer(page).count(), 0);
});
