// Gives a section's link away: the share sheet on a phone, otherwise a copy, and says so. Without this file the link is a
// link: it leads to its section, and the browser's own menu copies it.

const said = document.getElementById("_said");
const finger = matchMedia("(hover: none) and (pointer: coarse)");
let last = null;
let timer = 0;

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

/** Shows the confirmation beside the link and has it read out. */
function confirm(link) {
  last?.classList.remove("copied");
  last = link;
  link.dataset.copied = said.dataset.copied;
  link.classList.add("copied");
  said.textContent = "";
  clearTimeout(timer);
  // An empty moment makes a second copy be read out again.
  setTimeout(() => {
    said.textContent = said.dataset.copied;
  }, 50);
  timer = setTimeout(() => {
    link.classList.remove("copied");
    said.textContent = "";
  }, 4000);
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".here");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // Whoever takes a link along stays where they are; the address bar shows the link all the same.
  event.preventDefault();
  history.replaceState(history.state, "", link.hash);
  const address = new URL(link.href);
  address.search = "";
  if (finger.matches && navigator.share) {
    try {
      await navigator.share({ title: document.title, url: address.href });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  if (await copy(address.href)) confirm(link);
});
