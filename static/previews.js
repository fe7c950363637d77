// Shows what a mark in the text stands for, beside it: a claim with its strength, a source, a term. Opens under a mouse, on
// keyboard focus, on Enter and on a tap; a second Enter or tap follows the link. What is shown comes from pages of this
// site: an article lists its own claims and sources; all else is on the page the mark links to, read once, on first use.
// Without this file a mark is a link to the same thing.

const MARKS = ".sure, .cite, .term";
const words = document.getElementById("_said").dataset;
const pop = make("div", "pop");
const body = make("div", "pop-body");
const more = make("a");

/** The mark whose preview is open. */
let mark = null;
/** What opened it: "mouse", "focus", or "held" when the reader asked for it and is in it. */
let by = "";
let timer = 0;
/** What the last press was made with. */
let hand = "mouse";
/** True while focus is being given back, so that it opens nothing. */
let returning = false;
/** A mark that lost its preview to a press elsewhere. */
let left = null;

const pages = new Map();
const counts = new Map();

function make(name, className = "", ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** The frame that every preview is shown in. */
function frame() {
  const button = make("button", "", words.close);
  button.type = "button";
  pop.append(body, make("p", "pop-end", more, button));
  pop.setAttribute("role", "dialog");
  pop.tabIndex = -1;
  pop.popover = "manual";
}

/** The document at an address, read once. */
function page(address) {
  if (address === location.href.split("#")[0]) return Promise.resolve(document);
  if (!pages.has(address)) {
    const reading = fetch(address)
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.statusText))))
      .then((text) => new DOMParser().parseFromString(text, "text/html"));
    reading.catch(() => pages.delete(address));
    pages.set(address, reading);
  }
  return pages.get(address);
}

/** A copy of an element for the preview: without ids, its links good on this page, no heading among the headings. */
function copyOf(element, address) {
  let copy = document.importNode(element, true);
  if (/^H\d$/.test(copy.tagName)) {
    const line = document.createElement("p");
    line.className = "pop-title";
    line.append(...copy.childNodes);
    copy = line;
  }
  for (const inner of [copy, ...copy.querySelectorAll("[id], [href^='#'], .back, .uses")]) {
    inner.removeAttribute("id");
    if (inner.matches(".back, .uses")) inner.remove();
    else if (inner.localName === "a" && address) inner.setAttribute("href", address + inner.getAttribute("href"));
  }
  return copy;
}

/** The mark something lies in; what a preview itself holds are plain links. */
function markAt(element) {
  const link = element.closest(MARKS);
  return link && !pop.contains(link) ? link : null;
}

/** The entry of a list on this page, by its key or by its id. */
function entry(prefix, key) {
  return document.getElementById(key.startsWith(prefix) ? key : prefix + key);
}

/** What a link ends with. */
const end = (link) => decodeURIComponent(link.hash.slice(1));

/** A claim as the article itself lists it. */
function claim(inside) {
  const block = inside.closest("details");
  const strength = copyOf(block.closest("ul").previousElementSibling, "");
  strength.className = "strength";
  return [strength, make("p", "pop-title", block.firstElementChild.textContent), copyOf(inside, "")];
}

/** The names behind a mark, without their brackets. */
function sources(names) {
  const copy = copyOf(names, "");
  copy.firstChild.data = copy.firstChild.data.replace(/^\s*\(/, "");
  copy.lastChild.data = copy.lastChild.data.replace(/\)$/, "");
  const title = document.getElementById("_references").textContent;
  return make("dl", "", make("dt", "", title), make("dd", "", ...copy.childNodes));
}

/** What can be shown at once. */
function first(link) {
  more.href = link.href;
  if (link.matches(".cite")) {
    const note = end(link).startsWith("_note-") ? document.getElementById(end(link)) : null;
    const cited = note ? note.querySelector(".cite") : link;
    const source = cited && entry("_ref-", end(cited));
    if (source) more.href = `${source.parentElement.dataset.more}${cited.hash.replace("_ref-", "")}`;
    more.textContent = words.source;
    // A number says nothing; a name does.
    const title = /\p{L}/u.test(link.textContent) ? [make("p", "pop-title", link.textContent)] : [];
    const shown = note ?? source;
    return shown ? [...title, make("p", "", ...copyOf(shown, "").childNodes)] : title;
  }
  more.textContent = link.matches(".sure") ? words.claim : words.term;
  if (link.matches(".term")) return [make("p", "pop-title", link.textContent)];
  const claims = ids(link).map((id) => entry("_claim-", id)).filter(Boolean);
  if (claims.length > 0) {
    more.href = entry("_claim-", end(link)).nextElementSibling.href;
    const names = link.parentElement.querySelector(".names");
    return [...claims.flatMap(claim), ...(names ? [sources(names)] : [])];
  }
  return [make("p", "strength", link.querySelector("svg").cloneNode(true), " ", link.getAttribute("aria-label"))];
}

/** How many sections cite the source that the preview leads to, in words; one small file knows it of all sources. */
async function uses(link) {
  if (!link.matches(".cite")) return "";
  const [address, key] = more.href.split("#");
  if (!counts.has(address)) {
    const reading = fetch(`${address}_cited.json`).then((response) => (response.ok ? response.json() : {}));
    reading.catch(() => counts.delete(address));
    counts.set(address, reading);
  }
  return (await counts.get(address))[decodeURIComponent(key)] ?? "";
}

/** What a mark stands for: several claims, or the one thing that its link ends with. */
function ids(link) {
  return link.dataset.claim?.split(" ") ?? [end(link)];
}

/** What another page knows about the mark; nothing when all is here. */
async function rest(link) {
  if (link.getAttribute("href").startsWith("#")) return [];
  const address = link.href.split("#")[0];
  const there = await page(address);
  return ids(link).flatMap((id) => {
    const found = there.getElementById(id);
    if (!found) return [];
    if (link.matches(".cite")) return [make("p", "pop-title", link.textContent), copyOf(found.querySelector(".entry"), address)];
    if (link.matches(".term")) {
      const term = make("p", "pop-title", found.querySelector("dt").textContent.trim());
      return [term, ...copyOf(found.querySelector("dd"), address).childNodes];
    }
    const parts = [".strength", "h3", "dl"].map((part) => found.querySelector(part)).filter(Boolean);
    return parts.map((part) => copyOf(part, address));
  });
}

/** Puts the preview under its mark, or over it where there is more room. As a sheet on a phone it has its own place. */
function settle() {
  pop.style.left = pop.style.top = "";
  if (getComputedStyle(pop).position === "fixed") return;
  const lines = mark.getClientRects();
  const [top, bottom] = [lines[0], lines[lines.length - 1]];
  const width = document.documentElement.clientWidth;
  const below = innerHeight - bottom.bottom;
  const over = below < pop.offsetHeight + 12 && top.top > below;
  pop.style.left = `${scrollX + Math.max(12, Math.min(bottom.left - 16, width - pop.offsetWidth - 12))}px`;
  pop.style.top = `${scrollY + (over ? Math.max(6 - scrollY, top.top - pop.offsetHeight - 6) : bottom.bottom + 6)}px`;
}

function open(link, how) {
  clearTimeout(timer);
  by = how;
  if (link !== mark) {
    close();
    mark = link;
    by = how;
    body.replaceChildren(...first(link));
    pop.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
    // Next in the order of Tab; beside a closed block's title, not in it.
    (link.closest("summary")?.parentElement ?? link).after(pop);
    pop.showPopover();
    pop.scrollTop = 0;
    settle();
    rest(link).then(
      (parts) => {
        if (mark !== link || parts.length === 0) return;
        body.replaceChildren(...parts);
        settle();
      },
      // Without a connection what is known at once has to do.
      () => {},
    );
    uses(link).then(
      (said) => {
        if (mark === link && said) more.textContent = said;
      },
      () => {},
    );
  }
  // Whoever only passes with Tab does not have to go through it.
  pop.inert = how === "focus";
  pop.classList.toggle("held", how === "held");
  if (how === "held") pop.focus({ preventScroll: true });
}

function close(giveBack = false) {
  clearTimeout(timer);
  if (!mark) return;
  const was = mark;
  const inside = pop.contains(document.activeElement);
  mark = null;
  pop.remove();
  if (giveBack || inside) focus(was);
}

function focus(link) {
  returning = true;
  link.focus({ preventScroll: true });
  returning = false;
}

function later(doing, milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(doing, milliseconds);
}

function start() {
  frame();
  for (const link of document.querySelectorAll(MARKS)) link.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = markAt(event.target);
    if (link && link !== mark && by !== "held") later(() => open(link, "mouse"), 200);
    else if (link === mark || pop.contains(event.target)) clearTimeout(timer);
    else if (mark && by === "mouse") later(close, 300);
    else clearTimeout(timer);
  });
  document.documentElement.addEventListener("pointerleave", () => {
    if (by === "mouse") later(close, 300);
  });

  document.addEventListener("focusin", (event) => {
    if (returning || pop.contains(event.target)) return;
    const link = markAt(event.target);
    if (link && link !== mark && link.matches(":focus-visible")) open(link, "focus");
    else if (mark && link !== mark) close();
  });

  document.addEventListener("keydown", (event) => {
    hand = "keys";
    if (!mark) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close(by === "held");
    } else if (event.key === "Enter" && event.target === pop) {
      const { href } = mark;
      close(true);
      location.href = href;
    }
  });

  document.addEventListener("pointerdown", (event) => {
    hand = event.pointerType;
    left = null;
  });
  document.addEventListener("pointerup", (event) => {
    if (!mark || by === "mouse" || pop.contains(event.target) || mark.contains(event.target)) return;
    left = mark;
    close(true);
  });

  document.addEventListener("click", (event) => {
    // A press on plain text takes focus away after all; it goes back to the mark.
    if (left && document.activeElement.matches("body, [tabindex='-1']")) focus(left);
    left = null;
    if (pop.contains(event.target)) {
      const control = event.target.closest("a, button");
      // A link is followed first: the preview may lie over the place it leads to.
      if (control) setTimeout(close, 0, control.localName === "button");
      return;
    }
    const link = markAt(event.target);
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    const touched = event.detail === 0 || hand !== "mouse";
    if (!touched || (link === mark && by === "held")) return setTimeout(close);
    event.preventDefault();
    open(link, "held");
  });

  addEventListener("resize", () => mark && settle(), { passive: true });
}

if (pop.showPopover) start();
