// What would hinder a reader of this page: a list of sentences, empty when nothing would.
(() => {
  const out = [];
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const show = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const all = (sel) => [...document.querySelectorAll(sel)].filter(seen);

  // Nothing runs out of the side of the window.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = all("body *").filter((e) => !e.closest(".drawing") && e.getBoundingClientRect().right > width + 1);
    out.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}: ${wide.slice(0, 3).map(show).join(" | ")}`);
  }

  // The page says what it is, and in which language.
  if (!document.title.trim()) out.push("no title");
  if (!document.documentElement.lang) out.push("no language");

  // One main heading, and no level of heading left out.
  const headings = all("h1, h2, h3, h4, h5, h6");
  if (headings.filter((h) => h.matches("h1")).length !== 1) out.push("not exactly one h1");
  let level = 0;
  for (const h of headings) {
    const next = Number(h.tagName[1]);
    if (next > level + 1) out.push(`heading level ${next} after ${level}: ${show(h)}`);
    if (!h.textContent.trim()) out.push(`an empty heading: ${show(h)}`);
    level = next;
  }

  // Landmarks, and a way past the first of them.
  for (const [sel, n] of [["main", 1], ["body > header", 1], ["body > footer", 1], ["nav[aria-label=Main]", 1]])
    if (document.querySelectorAll(sel).length !== n) out.push(`not exactly ${n} of ${sel}`);
  for (const e of all("nav, section, aside, [role=region], form")) {
    const by = e.getAttribute("aria-labelledby");
    if (!e.getAttribute("aria-label") && !(by && document.getElementById(by)) && !e.closest(".empty")) out.push(`a landmark without a name: ${show(e)}`);
  }
  const skip = document.querySelector("a[href]");
  if (!skip?.classList.contains("skip") || !document.querySelector(skip.getAttribute("href"))) out.push("the first link does not lead to the content");

  // Every id is one of a kind, and every link within the page leads somewhere.
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]")) {
    if (ids.has(e.id)) out.push(`id twice: ${e.id}`);
    ids.add(e.id);
  }
  for (const a of document.querySelectorAll("a[href^='#']"))
    if (!ids.has(decodeURIComponent(a.getAttribute("href").slice(1)))) out.push(`a link to nowhere: ${show(a)}`);

  // Whatever can be used has a name, and controls have labels.
  for (const e of all("a[href], button, summary, input, select, textarea, [tabindex]:not([tabindex='-1'])")) {
    const label = e.labels?.length ? [...e.labels].map((l) => l.textContent).join(" ") : "";
    const name = e.getAttribute("aria-label") || label || (e.matches("input, select, textarea") ? "" : e.textContent);
    if (!name.trim()) out.push(`no name: ${show(e)}`);
    if (e.tabIndex > 0) out.push(`takes the focus out of turn: ${show(e)}`);
  }

  // Tables say what they are and which cells are headings.
  for (const t of document.querySelectorAll("table")) {
    if (!t.caption?.textContent.trim()) out.push(`a table without a caption: ${show(t)}`);
    for (const th of t.querySelectorAll("th")) if (!th.scope) out.push(`a table heading without a scope: ${show(th)}`);
  }

  // Controls are large enough for a thumb (WCAG 2.2, 2.5.8); links within a sentence are exempt.
  for (const e of all("button, input, select, summary, nav a, .brand")) {
    const r = e.getBoundingClientRect();
    if (r.height < 24 || r.width < 24) out.push(`${Math.round(r.width)} by ${Math.round(r.height)} is too small: ${show(e)}`);
  }

  // Nothing that the policy would have to refuse, and no picture.
  for (const e of document.querySelectorAll("[style], style, img, iframe, object, embed, video, audio, script:not([src])")) out.push(`not allowed on a page: ${show(e)}`);
  for (const e of document.querySelectorAll("*"))
    for (const a of e.attributes) if (a.name.startsWith("on")) out.push(`a handler in the page: ${show(e)}`);
  return out;
})()
