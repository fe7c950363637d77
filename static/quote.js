// Offers a link to the very words that a reader has selected: a text fragment, `#id:~:text=words`, which the browser that
// opens it looks for, scrolls to and marks. share.js gives it away. Without this file, or in a browser that knows no text
// fragments, nothing is offered.
//
// The words must be found again: by another browser, with the sources named in the text or not, and before anything on the
// page that reads alike. So the page is read here as a browser reads it (wicg.github.io/scroll-to-text-fragment),
// a link is made of whole words that stand in it without a break, and it is offered only if following it leads back here.

/** What comes and goes: whoever opens the link may not have it. */
const PASSING = ".mark, .pop, .slip, .quote, #_said, script, style, defs, symbol, title, desc";
/** What is hidden from this reader and not from others. */
const FILTERED = "[data-strength], .topic";
/** What the program numbers and letters by itself. */
const NUMBERED = ".note-mark, .back";
/** Where selecting means something else. */
const CONTROLS = "nav, button, fieldset, .filter";
/** What a place with an address of its own is: a section, a claim, a term, a source. */
const PLACES = ":is(h2, h3, h4, h5, h6)[id], .folded[id], .claim[id], .entry-term[id], .entries > [id]";
/** Letters that are repeated whole; of longer words only the ends are. */
const LONG = 200;

const words = document.getElementById("_said").dataset;
const main = document.querySelector("main");
const finger = matchMedia("(hover: none) and (pointer: coarse)");

/** Letters that a browser takes for the same when it searches. */
function fold(letter) {
  if (/[\u2018\u2019\u201a\u201b]/.test(letter)) return "'";
  if (/[\u201c\u201d\u201e]/.test(letter)) return '"';
  return letter.normalize("NFD")[0].toLowerCase()[0];
}

/**
 * The text of the page: blocks, each with its words. Blanks count once; `breaks` are where one line of text is broken by
 * something that may be there or not. What is closed counts: a browser opens it. `pieces` say which text node is where.
 */
function read() {
  const blocks = [];
  const pieces = [];
  let block = null;
  const begin = () => {
    if (!block) blocks.push((block = { text: "", breaks: new Set(), numbered: [] }));
    return block;
  };
  const walkText = (node, pre) => {
    const { data } = node;
    if (!block && !data.trim()) return;
    begin();
    const at = [];
    for (const letter of data.split("")) {
      at.push(block.text.length);
      if (pre && letter === "\n") block.breaks.add(block.text.length);
      if (!/[\s\u200b]/.test(letter)) block.text += letter;
      else if (block.text && !block.text.endsWith(" ")) block.text += " ";
    }
    at.push(block.text.length);
    pieces.push({ node, block, at });
  };
  const walk = (element, pre) => {
    const style = getComputedStyle(element);
    if (style.display === "none" && !element.matches(FILTERED)) return;
    const inline = /^(inline|contents|ruby)/.test(style.display);
    if (!inline || element.localName === "br") block = null;
    const box = /^(inline-|ruby)/.test(style.display);
    const from = block?.text.length;
    if (box) block?.breaks.add(from);
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) walkText(child, pre || style.whiteSpace.startsWith("pre"));
      else if (child.nodeType !== Node.ELEMENT_NODE) continue;
      else if (child.matches(PASSING)) block?.breaks.add(block.text.length);
      else walk(child, pre || style.whiteSpace.startsWith("pre"));
    }
    if (box) block?.breaks.add(block.text.length);
    if (block && element.matches(NUMBERED)) block.numbered.push([from ?? 0, block.text.length]);
    if (!inline) block = null;
  };
  walk(document.body, false);
  for (const [place, each] of blocks.entries()) {
    each.place = place;
    each.folded = each.text.split("").map(fold).join("");
  }
  return { blocks, pieces };
}

const language = document.documentElement.lang || "en";
let segmenter = null;

/** Where words begin and end in a block, and which of them a link may be made of. */
function segments(block) {
  if (!block.words) {
    segmenter ??= new Intl.Segmenter(language, { granularity: "word" });
    block.edges = new Set([block.text.length]);
    block.words = [];
    for (const { segment, index: from, isWordLike } of segmenter.segment(block.text)) {
      block.edges.add(from);
      const to = from + segment.length;
      const steady = !breaks(block, from + 1, to - 1) && !block.numbered.some(([start, end]) => from < end && to > start);
      if (isWordLike && steady) block.words.push({ block, from, to });
    }
  }
  return block;
}

/** True when the text is broken somewhere from one letter to another. */
function breaks(block, from, to) {
  return [...block.breaks].some((at) => at >= from && at <= to);
}

/** The place after (or, backwards, before) a place, over blanks and into the next block that has text. */
function onward(blocks, { block, at }, backwards = false) {
  let [text, place] = [block.text, block.place];
  for (;;) {
    if (!backwards && text[at] === " ") at += 1;
    else if (backwards && text[at - 1] === " ") at -= 1;
    else if (at < text.length && !backwards) break;
    else if (at > 0 && backwards) break;
    else {
      place += backwards ? -1 : 1;
      if (!blocks[place]) return null;
      text = blocks[place].text;
      at = backwards ? text.length : 0;
    }
  }
  return { block: blocks[place], at };
}

/** Where a text stands next, from a place on. Words that it begins or ends with have to be whole if so asked. */
function find(blocks, text, { block, at }, wholeStart, wholeEnd) {
  for (let place = block.place; place < blocks.length; place += 1) {
    const here = blocks[place];
    for (let from = here.folded.indexOf(text, at); from >= 0; from = here.folded.indexOf(text, from + 1)) {
      const to = from + text.length;
      segments(here);
      if ((!wholeStart || here.edges.has(from)) && (!wholeEnd || here.edges.has(to))) return { block: here, from, to };
    }
    at = 0;
  }
  return null;
}

/** A text, if it stands right at a place. */
function stands(blocks, text, place, wholeEnd) {
  if (!place?.block.folded.startsWith(text, place.at)) return null;
  const to = place.at + text.length;
  return wholeEnd && !segments(place.block).edges.has(to) ? null : { block: place.block, from: place.at, to };
}

/** What a browser finds for a link's words: from where to where. */
function follow(blocks, { prefix, start, end, suffix }) {
  const followed = (found) => !suffix || stands(blocks, suffix, onward(blocks, { block: found.block, at: found.to }), true);
  const wholeStartEnd = Boolean(end) || !suffix;
  let from = { block: blocks[0], at: 0 };
  for (;;) {
    const before = prefix && find(blocks, prefix, from, true, false);
    if (prefix && !before) return null;
    const next = before && onward(blocks, { block: before.block, at: before.to });
    const first = before ? stands(blocks, start, next, wholeStartEnd) : find(blocks, start, from, true, wholeStartEnd);
    if (!before && !first) return null;
    from = { block: (before || first).block, at: (before || first).from + 1 };
    if (!first) continue;
    if (!end) {
      if (followed(first)) return [first, first];
      continue;
    }
    let last = find(blocks, end, { block: first.block, at: first.to }, true, !suffix);
    while (last && !followed(last)) last = find(blocks, end, { block: last.block, at: last.from + 1 }, true, !suffix);
    if (last) return [first, last];
  }
}

/** Up to so many words that stand right before (or after) a place, as far as nothing breaks in. */
function context(blocks, place, count, backwards) {
  const next = count > 0 && !place.block.breaks.has(place.at) && onward(blocks, place, backwards);
  if (!next) return "";
  const { block, at } = next;
  const { text, numbered } = segments(block);
  if (block !== place.block && block.breaks.has(at)) return "";
  let [from, to] = [at, at];
  const step = backwards ? -1 : 1;
  const inside = (at) => at >= 0 && at <= text.length && !numbered.some(([start, end]) => at > start && at < end);
  for (let left = count, edge = at + step; inside(edge); edge += step) {
    if (block.edges.has(edge)) {
      const word = block.words.some((word) => (backwards ? word.from === edge : word.to === edge));
      if (backwards) from = edge;
      else to = edge;
      if (word && (left -= 1) === 0) break;
    }
    if (block.breaks.has(edge)) break;
  }
  return text.slice(from, to).trim();
}

/** Up to so many words from one on (or, backwards, up to one) that stand in one line. */
function run(list, count, backwards) {
  const [first, ...rest] = backwards ? list.toReversed() : list;
  let { from, to } = first;
  for (const word of rest.slice(0, count - 1)) {
    if (word.block !== first.block || breaks(word.block, Math.min(from, word.to), Math.max(to, word.from))) break;
    [from, to] = [Math.min(from, word.from), Math.max(to, word.to)];
  }
  return { block: first.block, from, to };
}

/** The words of the link to what is selected: the shortest that lead back to it, or null. */
function directive(blocks, chosen) {
  const [first, last] = [chosen[0], chosen.at(-1)];
  const { block } = first;
  const one = block === last.block && last.to - first.from <= LONG && !breaks(block, first.from + 1, last.to - 1);
  const text = ({ block, from, to }) => block.text.slice(from, to);
  for (const count of [0, 3, 6, 12]) {
    const ends = Math.min(Math.max(3, count), Math.ceil(chosen.length / 2));
    const start = text(one ? { block, from: first.from, to: last.to } : run(chosen, ends, false));
    const end = one ? "" : text(run(chosen, Math.min(ends, Math.floor(chosen.length / 2)), true));
    for (const [before, after] of count ? [[0, count], [count, 0], [count, count]] : [[0, 0]]) {
      const prefix = context(blocks, { block, at: first.from }, before, true);
      const suffix = context(blocks, { block: last.block, at: last.to }, after, false);
      const parts = { prefix, start, end, suffix };
      const folded = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.split("").map(fold).join("")]));
      const found = follow(blocks, folded);
      const back = found && found[0].block === block && found[0].from === first.from && found[1].block === last.block && found[1].to === last.to;
      if (back) return parts;
    }
  }
  return null;
}

/** The words that are selected, whole, if all of them belong to what the page says. */
function selected(range, pieces) {
  const chosen = [];
  let ends = [];
  for (const { node, block, at } of pieces) {
    if (!range.intersectsNode(node)) continue;
    const from = at[node === range.startContainer ? range.startOffset : 0];
    const to = at[node === range.endContainer ? range.endOffset : node.length];
    if (!block.text.slice(from, to).trim()) continue;
    ends = [ends[0] ?? node, node];
    for (const word of segments(block).words) {
      if (word.from < to && word.to > from && !chosen.includes(word)) chosen.push(word);
    }
  }
  const good = ends.every((node) => main.contains(node) && !node.parentElement.closest(CONTROLS));
  return good ? chosen : [];
}

/** The link to what is selected, or null. */
function link(selection) {
  if (selection.rangeCount === 0 || selection.isCollapsed || selection.toString().trim().length < 3) return null;
  const range = selection.getRangeAt(0);
  const { blocks, pieces } = read();
  const chosen = selected(range, pieces);
  const parts = chosen.length > 0 && directive(blocks, chosen);
  if (!parts) return null;
  const first = pieces.find(({ node, block }) => block === chosen[0].block && range.intersectsNode(node)).node;
  const above = [...main.querySelectorAll(PLACES)].findLast((place) =>
    place.compareDocumentPosition(first) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
  const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const { prefix, start, end, suffix } = parts;
  const text = [prefix && `${encode(prefix)}-`, encode(start), end && encode(end), suffix && `-${encode(suffix)}`];
  return `${location.origin}${location.pathname}#${encodeURIComponent(above?.id ?? "")}:~:text=${text.filter(Boolean).join(",")}`;
}

const button = document.createElement("button");
button.type = "button";
button.className = "quote";
/** The link that is offered; empty when none is. */
let address = "";
let timer = 0;
/** True while the mouse still selects. */
let selecting = false;
/** True while the button is being pressed: on a phone that takes the selection away. */
let pressed = false;

/** Under the selection: over it lies, on a phone, the system's own bar, and beside its end the handle. */
function settle() {
  const lines = [...getSelection().getRangeAt(0).getClientRects()].filter((line) => line.width > 0);
  if (lines.length === 0) return;
  const end = lines.reduce((lowest, line) => (line.bottom >= lowest.bottom ? line : lowest));
  const [width, height] = [document.documentElement.clientWidth, button.offsetHeight];
  const left = Math.min(end.right - button.offsetWidth / 2, width - button.offsetWidth - 12);
  const top = Math.min(end.bottom + (finger.matches ? 44 : 8), innerHeight - height - 12);
  button.style.left = `${scrollX + Math.max(12, left)}px`;
  button.style.top = `${scrollY + Math.max(12, top)}px`;
}

function look() {
  clearTimeout(timer);
  const made = selecting ? null : link(getSelection());
  if (!made) return close();
  if (made === address) return;
  address = made;
  button.textContent = words.quote;
  document.body.append(button);
  settle();
}

function close() {
  clearTimeout(timer);
  address = "";
  button.remove();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, 250);
}

/** Lets the keyboard go on from the selection, as if the button stood right behind it. */
function leave(event) {
  const range = getSelection().getRangeAt(0);
  const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((stop) =>
    stop !== button && stop.tabIndex >= 0 && stop.checkVisibility({ visibilityProperty: true }));
  const side = (stop) => range.comparePoint(stop.parentNode, [...stop.parentNode.childNodes].indexOf(stop));
  const next = event.shiftKey ? stops.findLast((stop) => side(stop) < 0) : stops.find((stop) => side(stop) > 0);
  if (next) {
    event.preventDefault();
    next.focus();
  }
  close();
}

/** Gives focus back to the words. */
function giveBack() {
  const { endContainer } = getSelection().getRangeAt(0);
  const place = endContainer.nodeType === Node.TEXT_NODE ? endContainer.parentElement : endContainer;
  if (!place.hasAttribute("tabindex") && place.tabIndex < 0) {
    place.tabIndex = -1;
    place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  }
  place.focus({ preventScroll: true });
}

function start() {
  document.addEventListener("selectionchange", () => {
    if (pressed) return;
    if (getSelection().isCollapsed) close();
    else soon();
  });
  document.addEventListener("pointerdown", (event) => {
    pressed = event.target === button;
    selecting = !pressed && event.pointerType === "mouse";
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      if (selecting) soon();
      selecting = false;
      // The click comes after it.
      setTimeout(() => {
        pressed = false;
      });
    });
  }
  document.addEventListener("keydown", (event) => {
    if (!address) return;
    const inside = document.activeElement === button;
    if (event.key === "Escape") {
      if (inside) giveBack();
      close();
    } else if (event.key === "Tab" && inside) leave(event);
    else if (event.key === "Tab" && !event.shiftKey && !document.activeElement.closest(".pop, .slip")) {
      // More may have been selected a moment ago.
      look();
      if (!address) return;
      event.preventDefault();
      button.focus({ preventScroll: true });
    }
  });
  // A press on the button must not take the selection away.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!getSelection().isCollapsed) look();
    if (!address) return;
    const copied = () => {
      button.textContent = words.copied;
    };
    document.dispatchEvent(new CustomEvent("give", { detail: { address, copied } }));
  });
  addEventListener("resize", () => address && !getSelection().isCollapsed && settle(), { passive: true });
}

if ("fragmentDirective" in document && Intl.Segmenter) start();
