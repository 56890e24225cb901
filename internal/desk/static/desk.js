// Conveniences of the desk. Every page works without them.
"use strict";

// htmx notes the page's address in the tab's storage as it starts. What somebody reads or looks for is kept nowhere.
sessionStorage.clear();

// The words of a statement select it, as the number before them does.
document.addEventListener("click", (event) => {
  const words = event.target.closest?.(".words [data-s]");
  if (!words || event.target.closest("a") || !getSelection().isCollapsed) return;
  mark(words.dataset.s)?.click();
});

// j and k lead from a statement to the next and the one before. They work only while a statement or its chain has the focus,
// so that they take no key away from anybody who speaks to the browser, reads with its own keys, or writes in a form.
document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || !event.target.closest?.("#reading") || event.target.closest("form")) return;
  const marks = [...document.querySelectorAll(".words a.no")];
  const at = marks.findIndex((m) => m === document.activeElement || (m.ariaCurrent === "true" && !marks.includes(document.activeElement)));
  const next = marks[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  next.click();
});

// The address keeps up with what is shown. (htmx would see to it too, but only with a history of its own in that storage.)
// Where an answer fails, the browser asks again by itself and shows what went wrong.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const url = new URL(detail.elt.href ?? detail.pathInfo.finalRequestPath, location);
  for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name);
  if (detail.successful) history.replaceState(null, "", url);
  else location.assign(url);
});

function mark(id) {
  return [...document.querySelectorAll(".words a.no")].find((m) => m.dataset.id === id);
}
