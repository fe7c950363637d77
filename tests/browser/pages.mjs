// What a site serves. Takes its address; gives every page that can be reached from the home page, and the one for an
// address with nothing at it. Reads the bytes as they come: no layout, no script.

import http from 'node:http';

const MISSING = '/no/such/page/';

/** A page: `path`, `status`, `type`, `html` and the `kind` that its address says. */
async function fetchPage(address, path) {
  const response = await fetch(address + path, { redirect: 'manual' });
  const type = response.headers.get('content-type') ?? '';
  return { path, kind: kind(path), status: response.status, type, html: await response.text() };
}

/** `/articles/x/` is an article, `/articles/x/cite/` says how to cite it; all others are a kind of their own. */
function kind(path) {
  if (/^\/articles\/[^/]+\/$/.test(path)) return 'article';
  if (/^\/articles\/[^/]+\/cite\/$/.test(path)) return 'cite';
  return path === MISSING ? 'missing' : path.replace(/\?.*/, '');
}

/** The links of a page that stay on the site, as written: `href` and `src` of every element. */
export function links(html) {
  const found = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));
  return found.filter((link) => !/^[a-z][a-z+.-]*:/i.test(link) && !link.startsWith('//'));
}

/** The ids of a page, one for each element that has one. */
export function ids(html) {
  return [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));
}

/** Everything that can be reached from the home page, by path; beside it, who links to what. */
export async function crawl(address) {
  const files = new Map();
  const uses = [];
  const waiting = ['/', MISSING];
  while (waiting.length > 0) {
    const path = waiting.shift();
    if (files.has(path)) continue;
    const page = await fetchPage(address, path);
    files.set(path, page);
    if (!page.type.startsWith('text/html')) continue;
    for (const link of links(page.html)) {
      const url = new URL(link, address + path);
      uses.push({ from: path, link, url });
      if (!files.has(url.pathname + url.search)) waiting.push(url.pathname + url.search);
    }
  }
  const pages = [...files.values()].filter((page) => page.type.startsWith('text/html') && page.status !== 308);
  return { files, uses, pages };
}

/** A file as it is on its way to a browser, without the head. */
export function weigh(address, path) {
  return new Promise((done, failed) => {
    http.get(address + path, { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => done({ body: Buffer.concat(chunks), coding: response.headers['content-encoding'] }));
      response.on('error', failed);
    }).on('error', failed);
  });
}
