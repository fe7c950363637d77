// Pictures of every kind of page, for people to look at.
//
//   node tests/browser/screenshots.mjs            into tests/browser/out/: every kind, 360, 768 and 1280 px, light and dark
//   node tests/browser/screenshots.mjs --readme   docs/attune.png, which stands at the top of README
//
// Needs what tests/run installs, and the program built (`cargo build`).

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { here, look, start } from './harness.mjs';
import { crawl } from './pages.mjs';

const WIDTHS = { 360: 740, 768: 1024, 1280: 800 };

/** One picture. `reader` is what Playwright calls the options of a context. */
async function picture(browser, address, path, reader, { fullPage = true, prepare } = {}) {
  const context = await browser.newContext({ baseURL: address, reducedMotion: 'reduce', ...reader });
  const page = await context.newPage();
  await page.goto(path);
  await prepare?.(page);
  const png = await page.screenshot({ fullPage });
  await context.close();
  return png;
}

async function everyKind(browser) {
  const { address, stop } = await start('site');
  const { pages } = await crawl(address);
  const kinds = new Map(pages.map((page) => [page.kind, page.path]));
  kinds.set('article', '/articles/secure-base/').set('every-part', '/articles/every-part/');
  const out = path.join(here, 'out');
  mkdirSync(out, { recursive: true });
  for (const [kind, page] of kinds) {
    for (const [width, height] of Object.entries(WIDTHS)) {
      for (const colorScheme of ['light', 'dark']) {
        const reader = { viewport: { width: Number(width), height }, colorScheme, hasTouch: width === '360' };
        const name = `${kind.replaceAll('/', '') || 'home'}-${width}-${colorScheme}.png`;
        writeFileSync(path.join(out, name), await picture(browser, address, page, reader));
        console.log(path.join('tests/browser/out', name));
      }
    }
  }
  await stop();
}

/** An article at a desk in light, and on a phone in the dark with a preview open, side by side. */
async function readme(browser) {
  const { address, stop } = await start();
  const article = '/articles/secure-base/';
  const wide = await picture(browser, address, article, { viewport: { width: 1240, height: 862 } }, { fullPage: false });
  const narrow = await picture(browser, address, article, {
    viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark',
  }, {
    fullPage: false,
    prepare: async (page) => {
      await page.evaluate(() => document.querySelector('.text h2:not(.key h2)').scrollIntoView());
      // Not a tap: the browser's own blue flash would be in the picture.
      await page.locator('.text p .sure').first().evaluate((mark) => mark.click());
      await page.locator('.pop dl').first().waitFor();
    },
  });
  await stop();
  const context = await browser.newContext({ viewport: { width: 1680, height: 880 } });
  const page = await context.newPage();
  const source = (png) => `data:image/png;base64,${png.toString('base64')}`;
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: #fff }
    img { position: absolute; box-sizing: content-box }
    .wide { left: 8px; top: 8px; border: 1px solid #b9c2bc; border-radius: 12px }
    .narrow { right: 8px; bottom: 8px; border: 6px solid #1b2a28; border-radius: 28px }
    </style><img class="wide" src="${source(wide)}"><img class="narrow" src="${source(narrow)}">`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const docs = path.join(here, '../../docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(path.join(docs, 'attune.png'), await page.screenshot());
  console.log('docs/attune.png');
}

const browser = await look();
if (process.argv.includes('--readme')) await readme(browser);
else await everyKind(browser);
await browser.close();
