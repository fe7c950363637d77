// Gives a section's link away: the share sheet on a phone, otherwise a copy. Says so beside the link, and offers the short
// form there as well. Other scripts have it give links with an event, `give`. Without this file the link is a link: it leads
// to its section, and the browser's own menu copies it.

const said = document.getElementById("_said");
const words = said.dataset;
const finger = matchMedia("(hover: none) and (pointer: coarse)");

/** What stands beside a link that was given away. */
const slip = document.createElement("div");
const line = document.createElement("p");
const button = document.createElement("button");
const shown = document.createElement("b");
/** The link it stands beside. */
let link = null;
let timer = 0;
let silence = 0;

slip.className = "slip";
slip.popover = "manual";
slip.append(line, button);
button.type = "button";

/** Puts a text on the clipboard; true when it is there. Pages without https have only the old way. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.className = "unseen";
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
}

/** Gives an address away; true when it was copied. Whoever was shown the share sheet has been told by it. */
async function give(address) {
  if (finger.matches && navigator.share) {
    try {
      await navigator.share({ title: document.title, url: address });
      return false;
    } catch (error) {
      if (error.name === "AbortError") return false;
    }
  }
  return copy(address);
}

/** Has something read out. */
function say(text) {
  clearTimeout(silence);
  said.textContent = "";
  // An empty moment makes the same words be read out again.
  silence = setTimeout(() => {
    said.textContent = text;
    silence = setTimeout(() => said.replaceChildren(), 4000);
  }, 50);
}

/** The short form of a section's link, if it has one: beneath the home page, which the site's name leads to. */
function short(link) {
  const home = document.querySelector(".brand").href;
  return link.dataset.short ? `${home}s/${link.dataset.short}` : "";
}

/** An address as people write it down. */
const plain = (address) => address.replace(/^https?:\/\//, "");

/** Under the link, or over it where there is no room; beginning where it begins, as far as the page goes. */
function settle() {
  const at = link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const over = innerHeight - at.bottom < slip.offsetHeight + 12 && at.top > slip.offsetHeight;
  slip.style.left = `${scrollX + Math.max(12, Math.min(at.left, width - slip.offsetWidth - 12))}px`;
  slip.style.top = `${scrollY + (over ? at.top - slip.offsetHeight - 4 : at.bottom + 4)}px`;
}

function open(beside, copied) {
  close();
  const address = short(beside);
  if (!copied && !address) return;
  link = beside;
  link.classList.add("given");
  line.textContent = words.copied;
  line.hidden = !copied;
  button.hidden = !address;
  shown.textContent = plain(address);
  button.replaceChildren(words.offer, " ", shown);
  // Next in the order of Tab. What cannot lie over the page from there lies over it from its end.
  if (slip.showPopover) {
    link.after(slip);
    slip.showPopover();
  } else document.body.append(slip);
  settle();
  say([copied && words.copied, address && `${words.offer}: ${shown.textContent}`].filter(Boolean).join(". "));
  wait(address ? 8000 : 4000);
}

/** Goes when it was there for long enough and nobody is in it, or about to be. */
function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const used = slip.matches(":hover, :focus-within") || (!button.hidden && link.matches(":focus-visible"));
    if (used) wait(1000);
    else close();
  }, milliseconds);
}

function close() {
  clearTimeout(timer);
  if (!link) return;
  const was = link;
  const inside = slip.contains(document.activeElement);
  link = null;
  was.classList.remove("given");
  slip.remove();
  if (inside) was.focus({ preventScroll: true });
}

button.addEventListener("click", async () => {
  const address = short(link);
  if (!(await copy(address)) || !link) return;
  line.textContent = `${words.copied}: ${plain(address)}`;
  line.hidden = false;
  settle();
  say(line.textContent);
  wait(8000);
});

document.addEventListener("click", async (event) => {
  const here = event.target.closest(".here");
  if (!here || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // Whoever takes a link along stays where they are; the address bar shows the link all the same.
  event.preventDefault();
  history.replaceState(history.state, "", here.hash);
  const address = new URL(here.href);
  address.search = "";
  open(here, await give(address.href));
});

document.addEventListener("give", async ({ detail }) => {
  if (!(await give(detail.address))) return;
  say(words.copied);
  detail.copied();
});

document.addEventListener("keydown", (event) => {
  if (!link || event.key !== "Escape") return;
  event.preventDefault();
  close();
});
for (const name of ["pointerdown", "focusin"]) {
  document.addEventListener(name, ({ target }) => {
    if (link && !slip.contains(target) && !link.contains(target)) close();
  });
}
addEventListener("resize", () => link && settle(), { passive: true });
