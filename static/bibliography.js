// Shows the sources that fit what a reader looks for, while it is written. What fits is decided as the server decides it,
// which answers the same form without this file.

const form = document.querySelector(".seek");
const said = form.querySelector("[role=status]");
const all = document.getElementById("_all");

/** Words as they are compared: without accents and capitals. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What is asked for, without empty fields. */
function asked() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) query.append(name, value.trim());
  return query;
}

/** Everything a reader may look for in an entry, read once. */
const texts = new WeakMap();

function text(entry) {
  if (!texts.has(entry)) {
    const parts = [".entry", ".annotation", ".ids span"].flatMap((part) => [...entry.querySelectorAll(part)]);
    texts.set(entry, folded(`${parts.map((part) => part.textContent).join(" ")} ${entry.id}`));
  }
  return texts.get(entry);
}

const year = (value) => (/^[+-]?\d+$/.test(value ?? "") ? Number(value) : null);

function fits(entry, query) {
  const [first, last] = entry.dataset.years ? entry.dataset.years.split(" ").map(Number) : [];
  const [from, until] = [year(query.get("from")), year(query.get("to"))];
  if (from !== null || until !== null) {
    if (first === undefined || (from !== null && last < from) || (until !== null && first > until)) return false;
  }
  const strengths = query.getAll("strength");
  if (strengths.length > 0 && !strengths.some((one) => entry.dataset.strength.split(" ").includes(one))) return false;
  return folded(query.get("q") ?? "").split(/\s+/).every((word) => text(entry).includes(word));
}

/** The server left out what does not fit: the whole list is brought once. */
let whole = document.querySelectorAll(".entries>li").length === Number(form.dataset.count);

async function bring() {
  if (whole) return;
  const response = await fetch(form.action);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.getElementById("_list").replaceWith(document.adoptNode(page.getElementById("_list")));
  whole = true;
}

async function show() {
  const query = asked();
  try {
    await bring();
  } catch {
    return form.submit();
  }
  let found = 0;
  for (const letter of document.querySelectorAll("section.letter")) {
    const entries = [...letter.querySelectorAll(".entries>li")];
    for (const entry of entries) entry.hidden = !fits(entry, query);
    const shown = entries.filter((entry) => !entry.hidden).length;
    letter.hidden = shown === 0;
    document.querySelector(`.letters a[href="#${letter.getAttribute("aria-labelledby")}"]`).parentElement.hidden = shown === 0;
    found += shown;
  }
  const isAsked = query.size > 0;
  said.textContent = isAsked ? said.dataset.said.replace("#", found) : "";
  all.hidden = !isAsked;
  document.getElementById("_nothing").hidden = found > 0;
  history.replaceState(history.state, "", (isAsked ? `?${query}` : location.pathname) + location.hash);
}

/** Whoever asks for an entry by its address gets it. */
function arrive() {
  let place = null;
  try {
    place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;
  }
  if (!place?.closest("[hidden]")) return;
  form.reset();
  for (const field of form.elements) if (field.type === "checkbox") field.checked = false;
  for (const field of form.querySelectorAll("[name=q],[name=from],[name=to]")) field.value = "";
  show().then(() => place.scrollIntoView());
}

let waiting = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});
all.addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.querySelectorAll("[name=q],[name=from],[name=to]")) field.value = "";
  for (const field of form.querySelectorAll("[type=checkbox]")) field.checked = false;
  show();
  form.querySelector("[name=q]").focus();
});
addEventListener("hashchange", arrive);

// A host that only knows files answers every question with the whole page.
const query = new URLSearchParams(location.search);
for (const field of form.querySelectorAll("[name=q],[name=from],[name=to]")) field.value ||= query.get(field.name) ?? "";
for (const field of form.querySelectorAll("[type=checkbox]")) field.checked ||= query.getAll("strength").includes(field.value);
if (asked().size > 0 && whole) show();
