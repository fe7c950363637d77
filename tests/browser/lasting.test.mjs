// Links that last. The built-in site is changed as badly as an author can: every heading reworded, ten sections moved to
// other articles, three articles renamed. What `attune check` says is then followed to the letter, and every link that was
// ever published is opened, without script.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { desk, here, launch, none, open, phone, program, scriptless, soon, startIn } from './harness.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const site = path.join(folder, 'site');
const file = (name) => path.join(site, name);
const read = (name) => readFileSync(file(name), 'utf8');
const change = (name, doing) => writeFileSync(file(name), doing(read(name)));
const articles = () => readdirSync(file('articles')).map((name) => `articles/${name}`);

const HEADING = /^(#{2,4}) (.+?) \{#([^\s}]+)([^}]*)\}$/;
const RENAMED = { synchrony: 'in-step', repair: 'making-up', myths: 'not-so' };
const SAID = 'Put otherwise:';

/** With one kind of quotes: those of a file are straight, those of a page are curled. */
const straight = (words) => words.replaceAll(/[“”]/g, '"').replaceAll(/[‘’]/g, "'");

/** True when one says what the other says. */
const says = (words, said) => straight(words).toLowerCase().includes(said.toLowerCase());

/** Words as a reader sees them, of a heading as an author writes it. */
const plain = (words) => straight(words).replaceAll(/\[@[^\]]*\]|[*_`]/g, '').replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').trim();

/** The site as it was when its links were published: the register, and what every section was called. */
function published() {
  const lines = read('links.lock').split('\n').filter((line) => line && !line.startsWith('#'));
  const register = lines.map((line) => {
    const [link, code] = line.split(' ');
    const [name, id] = link.split('#');
    return { link, code, id, address: name.startsWith('pages/') ? `/${name.slice(6)}/`.replace('/home/', '/') : `/${name}/` };
  });
  const sections = new Map();
  for (const name of [...articles(), 'pages/about.md', 'pages/about/how-we-write.md', 'pages/privacy.md', 'pages/home.md']) {
    for (const line of read(name).split('\n')) {
      const found = HEADING.exec(line);
      if (found) sections.set(`${name.replace(/\.md$/, '')}#${found[3]}`, plain(found[2]));
    }
  }
  return { register, sections };
}

/** A section with its heading: the lines from it up to the next heading that is not below it. */
function section(name, id) {
  const lines = read(name).split('\n');
  const from = lines.findIndex((line) => line.includes(`{#${id}`));
  const { length } = HEADING.exec(lines[from])[1];
  const next = lines.findIndex((line, number) => number > from && /^#+ /.test(line) && /^#+/.exec(line)[0].length <= length);
  return { lines, from, to: next < 0 ? lines.length : next };
}

function moveSection(from, id, to) {
  const { lines, from: start, to: end } = section(from, id);
  const moved = lines.splice(start, end - start);
  writeFileSync(file(from), lines.join('\n'));
  change(to, (text) => `${text.trimEnd()}\n\n${moved.join('\n').trimEnd()}\n`);
}

/** Every heading in other words; every third one loses the id that its author gave it. */
function reword() {
  let count = 0;
  for (const name of [...articles(), 'pages/about.md', 'pages/about/how-we-write.md', 'pages/privacy.md']) {
    change(name, (text) => text.split('\n').map((line) => {
      const found = HEADING.exec(line);
      if (!found) return line;
      const [, marks, words, id, more] = found;
      count += 1;
      const attributes = count % 3 === 0 ? more.trim() : `#${id}${more}`;
      return `${marks} ${SAID} ${words[0].toLowerCase()}${words.slice(1)}${attributes ? ` {${attributes}}` : ''}`;
    }).join('\n'));
  }
  return count;
}

/** Ten sections that can stand anywhere: they speak of no other section of their page, and no other page has their id. */
function moveTen() {
  const names = articles();
  const ids = (name) => [...read(name).matchAll(/\{#([^\s}]+)/g)].map(([, id]) => id);
  const moved = [];
  for (const number of Array(2 * names.length).keys()) {
    const from = names[number % names.length];
    const to = names[(number + (number < names.length ? 3 : 5)) % names.length];
    const there = [...ids(to), ...moved.filter((move) => move.to === to).map((move) => move.id)];
    const free = ids(from).find((id) => {
      const { lines, from: start, to: end } = section(from, id);
      const text = lines.slice(start, end).join('\n');
      return !there.includes(id) && !['how-sure', 'get-help'].includes(id) && lines[start].startsWith('## ')
        && !/\]\(#|^#{3}|!\[/m.test(text) && !moved.some((move) => move.id === id);
    });
    if (!free || moved.length === 10) continue;
    moveSection(from, free, to);
    moved.push({ from, id: free, to });
  }
  return moved;
}

function check() {
  const { stdout, status } = spawnSync(program, ['check', 'site', '--format', 'json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const found = JSON.parse(stdout).filter(({ severity }) => severity === 'error');
  assert.equal(status, found.length > 0 ? 1 : 0);
  return found;
}

/** The number of the line whose heading says this. */
const heading = (name, words) => read(name).split('\n').findIndex((line) => /^#/.test(line) && says(plain(line), words));

/** A heading with an id; its other marks stay. */
function withId(line, id) {
  const [, words, marks = ''] = /^(.*?)(?: \{([^}]*)\})?$/.exec(line);
  const others = marks.split(' ').filter((mark) => mark && !mark.startsWith('#'));
  return `${words} {${[`#${id}`, ...others].join(' ')}}`;
}

/** How many lost sections were told of, and those for which another heading was named than the one that it was. */
const lost = { count: 0, wrong: [] };

/** Does what the help of an error says, in one of the ways that it offers. Gives the way that was taken. */
function follow({ path: shown, code, line, column, end_column: end, message, help }, turn) {
  const name = shown.replace(/^site\//, '');
  const edit = (doing) => change(name, (text) => {
    const lines = text.split('\n');
    lines[line - 1] = doing(lines[line - 1]);
    return lines.join('\n');
  });
  const command = /`(attune links moved [^`]+)`/.exec(help);
  const type = () => execFileSync('sh', ['-c', command[1].replace(/^attune/, '"$0"'), program], { cwd: folder });
  const alias = /write `(aliases = [^`]+)` into the header of `([^`]+)`/.exec(help);
  const id = /old id, `(\{#[^`]+\})`, or record/.exec(help);
  const other = /(?:^|: )write `([^`]+)`$/.exec(help);
  const [, link, named = ''] = /^the published link `([^`]+)` leads nowhere(?:; most like it is “(.+)”)?$/.exec(message) ?? [];
  if (link) lost.count += 1;
  // An author sees that another heading is meant, and gives that one its old id.
  if (sections.has(link) && !says(named, sections.get(link))) {
    lost.wrong.push(`${link}: “${sections.get(link)}” is not “${named}”`);
    const own = `${link.split('#')[0].replace(/[^/]+$/, (name) => RENAMED[name] ?? name)}.md`;
    const name = [own, ...articles()].find((name) => heading(name, sections.get(link)) >= 0);
    change(name, (text) => text.split('\n').map((line, number) => (number === heading(name, sections.get(link)) ? withId(line, link.split('#')[1]) : line)).join('\n'));
    return 'id';
  }
  if (code === 'lost-page' && alias && turn % 3 !== 0) {
    change(alias[2], (text) => text.replace('+++\n', `+++\n${alias[1]}\n`));
    return 'alias';
  }
  if (code === 'lost-link' && id && turn % 2 === 0) {
    edit((text) => withId(text, id[1].slice(2, -1)));
    return 'id';
  }
  if (['lost-page', 'lost-link'].includes(code) && command) {
    type();
    return 'moved';
  }
  // It names no way out yet: that comes when something else is mended.
  if (!other) return null;
  edit((text) => {
    const letters = [...text];
    let [from, to] = [column - 1, end - 1];
    if (code === 'broken-fragment') {
      // The help names the whole destination, the carets stand under its id.
      while (!letters.slice(from - 2, from).join('').startsWith('](')) from -= 1;
      while (letters[to] !== ')') to += 1;
    }
    if (letters[from] === '"') [from, to] = [from + 1, to - 1];
    return [...letters.slice(0, from), other[1], ...letters.slice(to)].join('');
  });
  return 'link';
}

cpSync(path.join(here, '../../content'), site, { recursive: true });
change('site.toml', (text) => `built_in = false\n${text}`);
const { register, sections } = published();
const reworded = reword();
const moved = moveTen();
for (const [old, now] of Object.entries(RENAMED)) renameSync(file(`articles/${old}.md`), file(`articles/${now}.md`));

const taken = { alias: 0, id: 0, moved: 0, link: 0 };
let turn = 0;
let left = [];
for (let round = 0; round < 12; round += 1) {
  left = check();
  if (left.length === 0) break;
  // From the last to the first, so that an edit does not move the place of another; one of a line at a time.
  const seen = new Set();
  for (const fault of left.toReversed()) {
    const place = `${fault.path}:${fault.line}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const way = follow(fault, turn);
    if (way) taken[way] += 1;
    turn += 1;
  }
}

const { address, stop } = left.length === 0 ? await startIn(folder, 'site') : {};
after(() => stop?.());
const browser = await launch();

test('an author who follows what the check says has a site without errors', () => {
  none(left.map(({ path: shown, line, code, message, help }) => `${shown}:${line}: ${code}: ${message}\n  ${help}`), 'errors that are left');
  assert.ok(reworded > 100, `${reworded} headings were reworded`);
  assert.equal(moved.length, 10, 'ten sections were moved');
  assert.ok(lost.wrong.length < 0.15 * lost.count, `of ${lost.count} lost sections these were taken for others:\n${lost.wrong.join('\n')}`);
  for (const [way, count] of Object.entries(taken)) assert.ok(count > 0, `the way “${way}” was taken`);
});

/** What stands where the browser is: the words of the place that was asked for, or where a line says that it is. */
const place = (page) => page.evaluate(() => {
  const target = document.querySelector(':target');
  if (!target) return { words: document.querySelector('h1').textContent, top: scrollY };
  const box = (target.matches('.was') ? target.parentElement : target).getBoundingClientRect();
  const shown = box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  if (target.matches('p.moved')) return { line: target.textContent, onward: target.querySelector('a')?.href, shown };
  const named = target.closest('.head, .fold')?.querySelector('h2, h3, h4') ?? target;
  return { words: named.textContent.trim(), shown };
});

/** The same once the browser has come to rest there; if it never shows the place, what it shows. */
async function settled(page, good = () => true) {
  let found;
  await soon(page, async () => {
    found = await place(page);
    assert.ok(found.shown !== false && good(found), `${page.url()}: ${JSON.stringify(found)}`);
  }).catch(() => {});
  return found;
}

/** Goes where a link leads, with one click where a line asks for it. */
async function arrive(page, link) {
  await page.goto(link);
  let found = await settled(page);
  let clicks = 0;
  if (found.line) {
    assert.ok(found.shown && found.onward, `${link}: ${JSON.stringify(found)}`);
    await page.locator(':target a').click();
    await page.waitForURL(found.onward);
    clicks = 1;
    found = await settled(page);
  }
  return { ...found, clicks, url: page.url() };
}

/** What is wrong with where a link of the register led. */
function wrong({ link, id }, found) {
  if (found.line) return `${link}: a line leads to a line: ${found.line}`;
  const was = sections.get(link);
  if (was && !says(found.words, was)) return `${link}: “${was}” led to “${found.words}” at ${found.url}`;
  if (id && found.shown !== true) return `${link}: is not in view at ${found.url}: ${JSON.stringify(found)}`;
  return null;
}

test('every link that was ever published arrives, without script', async (t) => {
  const page = await open(t, browser, address, scriptless(desk));
  const faults = [];
  let clicks = 0;
  for (const entry of register) {
    const found = await arrive(page, `${entry.address}${entry.id ? `#${entry.id}` : ''}`);
    clicks += found.clicks;
    faults.push(wrong(entry, found));
  }
  none(faults.filter(Boolean), 'links that do not arrive');
  assert.ok(register.length > 500, `${register.length} links`);
  assert.ok(clicks >= 10, `${clicks} of them needed a click`);
});

test('every short link that was ever given away arrives at once, without script', async (t) => {
  const page = await open(t, browser, address, scriptless(phone));
  const faults = [];
  for (const entry of register) {
    const { status, headers } = await fetch(`${address}/s/${entry.code}`, { redirect: 'manual' });
    const to = decodeURIComponent(headers.get('location') ?? '');
    // What still has its address is reached by it, which was opened above.
    if (status === 308 && to === `${entry.address}${entry.id ? `#${entry.id}` : ''}`) continue;
    const found = await arrive(page, `/s/${entry.code}`);
    faults.push(status === 308 ? wrong(entry, found) : `/s/${entry.code}: ${status}`);
    if (found.clicks > 0) faults.push(`/s/${entry.code}: ${entry.link} needs a click`);
  }
  none(faults.filter(Boolean), 'short links that do not arrive');
});

test('with script a section that moved is reached at once, and the way back leads past the old place', async (t) => {
  const page = await open(t, browser, address, desk);
  for (const { from, id } of moved) {
    const link = `${from.replace(/\.md$/, '')}#${id}`;
    await page.goto('/about/');
    await page.goto(`/${link.replace('#', '/#')}`);
    await soon(page, async () => assert.match(await page.evaluate(() => document.querySelector(':target')?.textContent ?? ''), new RegExp(SAID)));
    const found = await settled(page);
    assert.equal(wrong({ link, id }, { ...found, url: page.url() }), null);
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/about/');
  }
});

/** A host that only knows files. */
function hostOf(root) {
  const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.txt': 'text/plain' };
  const server = http.createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (!asked.endsWith('/') && !path.extname(asked)) return response.writeHead(301, { location: `${asked}/` }).end();
    const name = path.join(root, asked.endsWith('/') ? `${asked}index.html` : asked);
    try {
      response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'application/octet-stream' }).end(readFileSync(name));
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({ server, address: `http://127.0.0.1:${server.address().port}` }));
  });
}

test('an exported site keeps its links on a host that only knows files', async (t) => {
  execFileSync(program, ['export', 'site', '--out', 'public'], { cwd: folder, stdio: 'pipe' });
  const host = await hostOf(path.join(folder, 'public'));
  t.after(() => host.server.close());
  const changed = register.filter(({ link }) => moved.some((move) => link === `${move.from.replace(/\.md$/, '')}#${move.id}`)
    || Object.keys(RENAMED).some((old) => link.startsWith(`articles/${old}#`) || link === `articles/${old}`));
  assert.ok(changed.length > 20);
  for (const reader of [desk, scriptless(desk)]) {
    const page = await open(t, browser, host.address, reader);
    const faults = [];
    for (const entry of changed) {
      for (const link of [`${entry.address}${entry.id ? `#${entry.id}` : ''}`, `/s/${entry.code}`]) {
        // From another file of the same host: from nowhere a browser may still be asking for the icon.
        await page.goto('/robots.txt');
        await page.goto(link);
        // A page of the past waits for a click where there is no script.
        if (!link.startsWith('/s/') && reader !== desk && (await page.locator('main').count()) === 0) {
          await page.locator(entry.id ? ':target a' : 'p a').first().click();
        }
        await soon(page, async () => assert.equal(await page.locator('main').count(), 1, `${link} stays at ${page.url()}`));
        let found = await settled(page, ({ line }) => reader !== desk || !line);
        if (reader === desk && found.line) faults.push(`${link}: the script does not lead on from “${found.line}”`);
        if (found.line) {
          await page.locator(':target a').click();
          await page.waitForURL(found.onward);
          found = await settled(page);
        }
        faults.push(wrong(entry, { ...found, url: page.url() }));
      }
    }
    none(faults.filter(Boolean), 'links that do not arrive');
  }
});
