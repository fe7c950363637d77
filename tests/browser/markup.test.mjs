// What can be said of a page without looking at it: links that lead somewhere, ids, valid HTML, weight.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, constants } from 'node:zlib';
import { here, none, serve } from './harness.mjs';
import { crawl, ids, weigh } from './pages.mjs';

/** What fits the first round trip of a connection: ten packets. */
const FIRST_VIEW = 14_336;
/** An article that rests on more than this brings the end of its lists after the first round trip. */
const FEW = { claims: 20, sources: 30 };

const address = await serve();
const { files, uses, pages } = await crawl(address);
const articles = pages.filter((page) => page.kind === 'article');

test('the crawl from the home page finds every kind of page', () => {
  const kinds = new Set(pages.map((page) => page.kind));
  for (const kind of ['/', '/articles/', 'article', 'cite', '/bibliography/', '/evidence/', '/glossary/', '/about/', '/about/how-we-write/', '/privacy/', 'missing']) {
    assert.ok(kinds.has(kind), `no page of the kind ${kind} among ${[...files.keys()].join(' ')}`);
  }
});

test('every link inside the site leads to something that is there, without a detour', () => {
  const dead = uses.filter(({ from, url }) => {
    const file = files.get(url.pathname + url.search);
    return file.status !== 200 && file.path !== from;
  });
  none(dead.map(({ from, link }) => `${from}: ${link}`), 'dead links');
});

test('every fragment of a link is an id of the page it leads to', () => {
  const known = new Map(pages.map((page) => [page.path, new Set(ids(page.html))]));
  const dead = uses.filter(({ url }) => {
    const fragment = decodeURIComponent(url.hash.slice(1));
    return fragment && !known.get(url.pathname + url.search)?.has(fragment);
  });
  none(dead.map(({ from, link }) => `${from}: ${link}`), 'links to no place on a page');
});

test('no page has an id twice', () => {
  const twice = pages.flatMap((page) => {
    const all = ids(page.html);
    return all.filter((id, at) => all.indexOf(id) !== at).map((id) => `${page.path}#${id}`);
  });
  none(twice, 'ids that are there twice');
});

test('every entry of a list of sources has ways back with names and places of their own', () => {
  const faults = articles.flatMap((page) =>
    [...page.html.matchAll(/<li id="(_ref-[^"]*)".*?<\/li>/gs)].flatMap(([entry, id]) => {
      const backs = [...entry.matchAll(/role="doc-backlink" href="([^"]*)" aria-label="([^"]*)"/g)];
      const links = new Set(backs.map((back) => back[1]));
      const names = new Set(backs.map((back) => back[2]));
      const good = backs.length > 0 && links.size === backs.length && names.size === backs.length;
      return good ? [] : [`${page.path}#${id}: ${backs.map((back) => `${back[1]} "${back[2]}"`).join(', ')}`];
    }));
  none(faults, 'ways back that say or lead the same');
});

test('the Nu HTML checker finds nothing on any page', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'attune-html-'));
  try {
    const names = new Map(pages.map((page, number) => [path.join(folder, `${number}.html`), page]));
    for (const [name, page] of names) writeFileSync(name, page.html);
    const jar = path.join(here, 'node_modules/vnu-jar/build/dist/vnu.jar');
    const report = await new Promise((done) => {
      const args = ['-jar', jar, '--format', 'json', '--exit-zero-always', '--stdout', ...names.keys()];
      execFile('java', args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        assert.ifError(error && new Error(`${error.message}\n${stderr}`));
        done(JSON.parse(stdout));
      });
    });
    const faults = report.messages.map((message) => {
      const page = names.get(path.normalize(decodeURIComponent(new URL(message.url).pathname)));
      return `${page.path}:${message.lastLine}:${message.lastColumn} ${message.subType ?? message.type}: ${message.message} | ${message.extract?.trim()}`;
    });
    none(faults, 'what the checker says');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** An article with its stylesheets: how many bytes both are, and how much of the article the first round trip brings. */
async function firstView(page) {
  // A stylesheet for other media holds nothing up.
  const sheets = [...page.html.matchAll(/<link rel="stylesheet" href="([^"]*)">/g)].map((match) => match[1]);
  assert.ok(sheets.length > 0, `${page.path} has a stylesheet`);
  const [article, ...styles] = await Promise.all([page.path, ...sheets].map((file) => weigh(address, file)));
  assert.ok([article, ...styles].every((part) => part.coding === 'br'), `${page.path} and its stylesheet are sent as brotli`);
  const style = styles.reduce((sum, part) => sum + part.body.length, 0);
  const start = article.body.subarray(0, Math.max(0, FIRST_VIEW - style));
  const part = brotliDecompressSync(start, { finishFlush: constants.BROTLI_OPERATION_FLUSH }).toString();
  const count = (id) => page.html.split(` id="${id}`).length - 1;
  return { part, style, whole: article.body.length, claims: count('_claim-'), sources: count('_ref-') };
}

test('an article that rests on few claims and sources fits the first round trip with its stylesheet', async () => {
  const heavy = [];
  for (const page of articles) {
    const { style, whole, claims, sources } = await firstView(page);
    const few = claims <= FEW.claims && sources <= FEW.sources;
    if (few && style + whole > FIRST_VIEW) heavy.push(`${page.path}: ${whole} + ${style} = ${whole + style} bytes`);
  }
  none(heavy, `more than ${FIRST_VIEW} bytes`);
});

test('of every article the first round trip brings the stylesheet and all that its author says before the list of claims', async () => {
  const late = [];
  for (const page of articles) {
    const { part, style } = await firstView(page);
    const words = page.html.indexOf('<div class="claims">');
    assert.ok(words > 0, `${page.path} lists its claims`);
    if (part.length < words) late.push(`${page.path}: ${part.length} of ${words} letters beside ${style} bytes of style`);
  }
  none(late, 'articles that begin too slowly');
});

test('nothing on a page waits for a script, and nothing is written into the page that a policy would have to allow', () => {
  const faults = pages.flatMap((page) => [
    ...(page.html.match(/<script(?! type="application\/ld\+json">)(?![^>]*\s(?:type="module"|defer|async))[^>]*>/g) ?? []),
    ...(page.html.match(/<script(?! type="application\/ld\+json">)(?![^>]*\ssrc=)[^>]*>/g) ?? []),
    ...(page.html.match(/<style[\s>]/g) ?? []),
    ...(page.html.match(/<[^>]*\s(?:style|on[a-z]+)="[^>]*>/g) ?? []),
  ].map((fault) => `${page.path}: ${fault}`));
  none(faults, 'script or style in a page');
});
