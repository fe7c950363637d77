// Starts the program and a browser for one file of tests. Takes nothing but the program's path (`ATTUNE_PROGRAM`); gives
// readers: people with a screen, fingers or a mouse, with or without script. Knows nothing of what a page should look like.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const here = path.dirname(fileURLToPath(import.meta.url));

/** How long anything may take before it counts as not happening, in milliseconds. */
const PATIENCE = 10_000;

const CHROMIUM = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** A machine without a screen has no mouse either, unless it is told; a phone's context takes it away again. */
const MOUSE = 'primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1280, height: 800 } };

/** Who reads. Everything must work for each of them. */
export const readers = {
  'on a phone': { ...PHONE },
  'on a phone without script': { ...PHONE, javaScriptEnabled: false },
  'at a desk': { ...DESK },
  'at a desk without script': { ...DESK, javaScriptEnabled: false },
};
export const phone = readers['on a phone'];
export const desk = readers['at a desk'];
export const scriptless = (reader) => ({ ...reader, javaScriptEnabled: false });

/** The program. */
export const program = process.env.ATTUNE_PROGRAM ?? path.join(here, '../../target/debug/attune');

/** Starts the program on a free port, in an empty folder. `folder` is a site of its own, over the built-in one. */
export async function start(folder) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'attune-'));
  const { address, stop } = await startIn(cwd, folder && path.join(here, folder));
  return {
    address,
    stop: async () => {
      await stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** Starts the program on a free port, in the folder `cwd`, with the site `site` if there is one. */
export async function startIn(cwd, site) {
  assert.ok(existsSync(program), `there is no ${program}: run \`cargo build\`, or set ATTUNE_PROGRAM`);
  const args = ['serve', ...(site ? [site] : []), '--listen', '127.0.0.1:0'];
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((found, failed) => {
    const listen = (chunk) => {
      said += chunk;
      const address = /on (http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
      if (address) found(address[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`attune ended with ${code} before it served:\n${said}`)));
  });
  const stop = async () => {
    const gone = new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal)));
    child.kill('SIGTERM');
    const code = await gone;
    assert.equal(code, 0, 'attune stops well when it is asked to');
  };
  return { address, stop };
}

/** The address of a program that is stopped when the file's tests are done. */
export async function serve(folder) {
  const { address, stop } = await start(folder);
  after(stop);
  return address;
}

/** A browser. `text` is the size of letters its owner has set, in pixels. */
export function look(text = 16) {
  const args = [...CHROMIUM, `--blink-settings=${MOUSE},defaultFontSize=${text}`];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

/** A browser that is closed when the file's tests are done. */
export async function launch(text) {
  const browser = await look(text);
  after(() => browser.close());
  return browser;
}

/**
 * A browser window of its own for `reader`, closed at the end of test `t`. Every test that uses one also says: no request
 * to another host, nothing that the page's policy forbids, no error in the console. Playwright's own policy bypass is off.
 */
export async function open(t, browser, address, reader) {
  const context = await browser.newContext({ baseURL: address, ...reader });
  context.setDefaultTimeout(PATIENCE);
  const faults = [];
  await context.route((url) => url.origin !== address, (route) => {
    const request = route.request();
    // Where a reader goes is the reader's choice; what a page fetches by itself is not.
    if (!request.isNavigationRequest()) faults.push(`a request to another host: ${request.url()}`);
    return route.abort();
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  context.on('console', (message) => {
    const missing = /Failed to load resource: the server responded with a status of 404/.test(message.text());
    if (missing && message.location().url === message.page()?.url()) return;
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`script: ${error.error().stack ?? error.error()}`));
  t.after(async () => {
    await context.close();
    none(faults, 'what the browser complains of');
  });
  const page = await context.newPage();
  page.faults = faults;
  return page;
}

/** One test for each of the named readers, or for all: `story('opens a section', async ({ page, who }) => …)`. */
export function stories(browser, address) {
  return (what, tell, only = Object.keys(readers)) => {
    for (const who of only) {
      test(`a reader ${who} ${what}`, async (t) => {
        const reader = readers[who];
        const page = await open(t, browser, address, reader);
        await tell({ page, reader, who, script: reader.javaScriptEnabled !== false, touch: reader.hasTouch === true });
      });
    }
  };
}

/** Fails with one line for each fault. */
export function none(faults, what) {
  assert.ok(faults.length === 0, `${what}:\n${faults.join('\n')}`);
}

/** Waits until `check` no longer throws. For what a locator cannot say. */
export async function soon(page, check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      // Not by a clock of the page: one without script has none.
      await page.waitForTimeout(40);
    }
  }
}
