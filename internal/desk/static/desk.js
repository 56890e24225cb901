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

// Single keys. They are off where somebody writes, chooses, or has switched them off in this browser (a cookie says so): who
// speaks to the browser, or reads with keys of their own, keeps every one of them.
const keysOff = () => /(^|; )keys=off/.test(document.cookie);
const places = { i: "/", m: "/map", q: "/queue", s: "/situations", c: "/calls", o: "/sources", r: "/reports", d: "/decisions" };
let goes = 0; // when g was pressed

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k" && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    if (location.pathname === "/search") search()?.select();
    else location.assign("/search");
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || keysOff()) return;
  if (event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [popover]")) return;
  if (event.key === " " && event.target.closest?.("a, button, summary, input")) return;
  if (press(event.key)) event.preventDefault();
});

// press does what a key is for, and reports whether it is for anything here.
function press(key) {
  const going = goes && Date.now() - goes < 1500;
  goes = 0;
  if (going && places[key]) return (location.assign(places[key]), true);
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (button) {
    button.click();
    if (button.dataset.focus) document.getElementById(button.dataset.focus)?.focus();
    return true;
  }
  switch (key) {
    case "g":
      goes = Date.now();
      return true;
    case "/":
      if (search()) return (search().focus(), search().select(), true);
      return (location.assign("/search"), true);
    case "?":
      document.getElementById("keys").togglePopover();
      return true;
    case "j":
    case "k":
      return step(key === "j" ? 1 : -1);
    case "o":
      if (document.activeElement?.matches?.("a[href]")) return (document.activeElement.click(), true);
  }
  return false;
}

function search() {
  return document.querySelector("main input[type=search]");
}

// step leads to the next row of a list, or the one before.
function step(by) {
  const rows = [...document.querySelectorAll(".what > a[href], .found-incidents a, .found-reports h3 a")];
  if (!rows.length || document.querySelector("#reading")) return false;
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 && by < 0 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

// A reason of blanks is none: the form says so at the field, before it is sent.
document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[name=reason][required]:not([type=radio])")) target.setCustomValidity(target.value.trim() || !target.value ? "" : "Write why.");
});

// What is covered on a page can be shown at once.
const covered = document.querySelectorAll("main details.graphic:not([open])");
if (covered.length > 1) {
  const show = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: `Show all ${covered.length} covered passages here` });
  show.addEventListener("click", () => {
    for (const d of covered) d.open = true;
    show.remove();
  });
  const place = document.createElement("p");
  place.append(show);
  document.querySelector("header.page")?.append(place);
}

const off = document.getElementById("keys-off");
if (off) {
  off.checked = keysOff();
  off.addEventListener("change", () => {
    document.cookie = `keys=${off.checked ? "off" : "on"}; path=/; max-age=31536000; samesite=strict`;
  });
}

// The address keeps up with what is shown. (htmx would see to it too, but only with a history of its own in that storage.)
// Where an answer fails, the browser asks again by itself and shows what went wrong; not where nobody waits for it any more, since a
// later question took its place or the reader is on the way to another page.
let left = -Infinity; // when this page was last on its way out; a download gives it back
addEventListener("beforeunload", () => (left = performance.now()));
const leaving = () => performance.now() - left < 5000;
const asked = (detail) => {
  const url = new URL(detail.elt.href ?? detail.pathInfo.finalRequestPath, location);
  for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name);
  return url;
};
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && !leaving()) history.replaceState(null, "", asked(detail));
});
for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
  document.addEventListener(failed, ({ detail }) => {
    if (!leaving()) location.assign(asked(detail));
  });

function mark(id) {
  return [...document.querySelectorAll(".words a.no")].find((m) => m.dataset.id === id);
}
