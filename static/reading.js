// Where the reader is and how they read: the fragment they came for, the section they are in, what stands in the text for
// its sources. Without this file the fragments, the outline and the switch still work; nothing is marked, moved to or
// remembered.

// What scripts bring to a page has a stylesheet of its own, which is wanted only now.
for (const sheet of document.querySelectorAll('link[media="not all"]')) sheet.media = "all";

const wide = matchMedia("(min-width: 56rem)");

/** What a fragment says: most browsers give its letters encoded. */
function named(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

/**
 * The element a fragment names, if the page has it. Ids are in one form (NFC); some programs take their letters apart. An old
 * id is an empty element at the start of what answers to it.
 */
function place(hash) {
  const id = named(hash);
  const found = document.getElementById(id) ?? document.getElementById(id.normalize());
  return found?.matches(".was") ? found.parentElement : found;
}

/** Lets reading aloud and Tab go on from a place. The title of a block may be longer than the room kept above it. */
function read(here) {
  const title = here.matches(".folded") && here.previousElementSibling;
  const { top } = here.getBoundingClientRect();
  if (title && top >= 0 && top < innerHeight && title.getBoundingClientRect().top < 0) title.scrollIntoView();
  if (here.tabIndex < 0) here.tabIndex = -1;
  here.focus({ preventScroll: true });
}

/** Opens what is closed around the place the reader came for, and goes on from there; to another page if it has moved. */
function arrive() {
  const here = place(location.hash);
  if (!here) return;
  const moved = here.matches(".moved") && here.querySelector("[rel=bookmark]");
  if (moved && moved.href !== location.href) {
    location.replace(moved.href);
    return;
  }
  let opened = false;
  for (let fold = here.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  // To letters taken apart the browser does not go by itself.
  if (opened || !document.getElementById(named(location.hash))) here.scrollIntoView();
  read(here);
}

/**
 * When the page is there the browser has looked for a place of its own, and for words that are quoted in the address: then
 * its target has no id. Reading goes on there, unless the reader has gone on already.
 */
function settle() {
  const here = place(location.hash);
  if (document.activeElement !== document.body && document.activeElement !== here) return;
  const quoted = document.querySelector(":target:not([id])");
  if (quoted && !quoted.querySelector("h2, h3")) read(quoted);
  else if (here) read(here);
}

// Paper cannot be unfolded. print.css says so too, but not every browser understands it. Afterwards it is as it was.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".text details:not([open])")];
  for (const fold of unfolded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of unfolded) fold.open = false;
  unfolded = [];
});

addEventListener("hashchange", arrive);
arrive();
addEventListener("load", () => requestAnimationFrame(() => setTimeout(settle)));

/** The switch keeps its place from page to page. Storage may be full, or closed to us; then it does not. */
function remember(choices) {
  const key = "attune-names";
  try {
    const kept = localStorage.getItem(key) ?? "";
    for (const choice of choices) choice.checked ||= choice.value === kept;
    // Whoever wants no marks gets none on a page without a switch either.
    if (choices.length === 0 && kept === "hidden") for (const mark of document.querySelectorAll(".mark")) mark.hidden = true;
  } catch {
    return;
  }
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      try {
        if (choice.value) localStorage.setItem(key, choice.value);
        else localStorage.removeItem(key);
      } catch {
        // The switch works all the same.
      }
    });
  }
}

remember(document.querySelectorAll(".switch input"));

/** Keeps the outline open where there is room beside the text. */
function unfold(box) {
  const summary = box.querySelector("summary");
  const fit = () => {
    box.open = wide.matches;
    summary.tabIndex = wide.matches ? -1 : 0;
  };
  wide.addEventListener("change", fit);
  fit();
}

/** Marks the section that is being read in the outline. */
function follow(outline) {
  const entries = [...outline.querySelectorAll("a")]
    .map((link) => ({ link, spot: place(link.hash) }))
    .filter((entry) => entry.spot);
  let marked = null;
  let chosen = null;
  let waiting = false;

  const mark = (entry) => {
    if (entry === marked) return;
    marked?.link.removeAttribute("aria-current");
    entry?.link.setAttribute("aria-current", "true");
    marked = entry;
  };

  const look = () => {
    waiting = false;
    // What was asked for is marked, even if the page is too short to bring it to the top, until the reader moves on.
    if (chosen && Math.abs(scrollY - chosen.at) < 48) return mark(chosen.entry);
    chosen = null;
    // The line one reads at: a quarter down, and near the end of the page sinking to its lower edge, so that every
    // section has its turn. The section that began last above it is the one, however long it goes on.
    const way = document.documentElement.scrollHeight - innerHeight;
    const rest = way > 0 ? Math.min(1, (way - scrollY) / Math.min(way, innerHeight)) : 1;
    const line = innerHeight * (1 - 0.75 * rest);
    mark(
      entries.findLast(({ spot }) => {
        const seen = spot.closest("details:not([open])") ?? spot;
        return seen.getBoundingClientRect().top <= line;
      }) ?? null,
    );
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  };
  const choose = () => {
    const spot = place(location.hash);
    const entry = entries.find((entry) => entry.spot === spot);
    // The browser scrolls first.
    requestAnimationFrame(() => {
      chosen = entry ? { entry, at: scrollY } : null;
      soon();
    });
  };

  outline.addEventListener("click", (event) => {
    if (event.target.closest("a")) setTimeout(choose);
  });
  addEventListener("hashchange", choose);
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  addEventListener("load", choose);
  soon();
}

const outline = document.querySelector(".toc");
if (outline) {
  unfold(outline.querySelector("details"));
  follow(outline);
}
