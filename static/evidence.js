// Shows the claims of chosen strengths only, and says how many. Without this file the page shows all of them, by topic and
// once more by strength.

const filter = document.querySelector(".filter");
const said = filter.querySelector("[role=status]");
const [all, ...buttons] = filter.querySelectorAll("button");
const claims = [...document.querySelectorAll(".claim")];
const chosen = new Set();

/** Hides what holds no claim any more: a topic with its line among the topics, and a strength in the list by strength. */
function settle() {
  for (const topic of document.querySelectorAll(".topic")) {
    topic.hidden = !topic.querySelector(".claim:not([hidden])");
    const link = document.querySelector(`.jump a[href="#${topic.getAttribute("aria-labelledby")}"]`);
    link.parentElement.hidden = topic.hidden;
  }
  for (const group of document.querySelectorAll(".by-strength [data-strength]")) {
    group.hidden = chosen.size > 0 && !chosen.has(group.dataset.strength);
  }
  all.setAttribute("aria-pressed", chosen.size === 0);
  for (const button of buttons) button.setAttribute("aria-pressed", chosen.has(button.value));
  said.textContent = said.dataset.said.replace("#", claims.filter((claim) => !claim.hidden).length);
}

function show() {
  for (const claim of claims) claim.hidden = chosen.size > 0 && !chosen.has(claim.dataset.strength);
  settle();
}

filter.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button === all) chosen.clear();
  else if (!chosen.delete(button.value)) chosen.add(button.value);
  show();
});

/** The element a fragment names, if the page has it. An old id is an empty element at the start of what answers to it. */
function target() {
  try {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return named?.matches(".was") ? named.parentElement : named;
  } catch {
    return null;
  }
}

/** Whoever asks for a place by its address gets it: one claim beside those chosen, or everything again. */
function arrive() {
  const place = target();
  if (!place?.closest("[hidden]")) return;
  const claim = place.closest(".claim");
  if (claim) {
    claim.hidden = false;
    settle();
  } else {
    chosen.clear();
    show();
  }
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

addEventListener("hashchange", arrive);
document.addEventListener("click", (event) => {
  // The same address a second time is no change of it.
  if (event.target.closest("a")?.hash) setTimeout(arrive);
});

filter.hidden = false;
show();
