// A host of files shows this page where another once stood. Whoever came for a place of that page is led on to where it is
// now. Without this file the page says where everything is, and waits.

let id = location.hash.slice(1);
try {
  id = decodeURIComponent(id);
} catch {
  // It stands as it was sent.
}
const kept = id && document.getElementById(id);
const link = (kept || document).querySelector("a");
location.replace(kept || link.hash ? link.href : link.href + location.hash);
