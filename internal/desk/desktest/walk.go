package desktest

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

//go:embed check.js
var checkScript string

// Check complains of what would hinder a reader of the present page.
func (b *Tab) Check() {
	b.t.Helper()
	for _, s := range b.Hindrances() {
		b.t.Errorf("%s: %s: %s", b.view.Name, Eval[string](b, "location.pathname + location.search"), s)
	}
}

// Hindrances lists what would hinder a reader of the present page: words out of the window, headings out of order,
// controls without a name or too small, landmarks missing, links to nowhere. check.js has the whole list.
func (b *Tab) Hindrances() []string {
	b.t.Helper()
	return Eval[[]string](b, checkScript)
}

// mostTabs is how many stops of the tabulator key anything on a page may be away.
const mostTabs = 600

// focusSeen tells of the element that has the focus: whether sel selects it, and what is wrong with how it shows that.
const focusSeen = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return {here: false, wrong: ""};
	const say = (why) => ({here: e.matches(%q), wrong: why && why + ": " + e.outerHTML.slice(0, 120)});
	const s = getComputedStyle(e), focus = getComputedStyle(document.documentElement).getPropertyValue("--focus").trim();
	const shape = e.querySelector("rect, path.line");
	const probe = document.createElement("i");
	let ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
	if (e.closest(".drawing") && shape) {
		probe.style.color = focus;
		document.body.append(probe);
		ring = getComputedStyle(shape).stroke === getComputedStyle(probe).color;
		probe.remove();
	}
	if (!ring) return say("the focus does not show");
	const r = e.getBoundingClientRect();
	if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth) return say("the focus is outside the window");
	const chain = document.querySelector("#chain")?.getBoundingClientRect();
	if (chain && e.closest(".words") && r.top >= chain.top && r.bottom <= chain.bottom && r.left >= chain.left && r.right <= chain.right)
		return say("the focus is under the chain");
	return say("");
})()`

// TabTo presses the tabulator key until an element that sel selects has the focus, and complains of every stop on the
// way whose focus cannot be seen.
func (b *Tab) TabTo(sel string) {
	b.t.Helper()
	for range mostTabs {
		b.Press(kb.Tab)
		at := Eval[struct {
			Here  bool
			Wrong string
		}](b, fmt.Sprintf(focusSeen, sel))
		if at.Wrong != "" {
			b.t.Errorf("%s: %s", b.view.Name, at.Wrong)
		}
		if at.Here {
			return
		}
	}
	b.t.Fatalf("%s: the tabulator key does not reach %s", b.view.Name, sel)
}

// What a walk goes along.
const (
	toIncident  = ".incidents .what a"
	toEvidence  = `.drawing a.edge[href^="/reports/"]`
	toStatement = ".words a.no:not(.now)"
	toOriginal  = `.about a[href^="/originals/"]`
)

// Walk goes from the incidents of the desk at base to the first one, along a line of its origins picture to the words
// that bear it out, to another statement where there is one, and to the sealed original: once with the mouse and once
// with the keyboard alone. Every page on the way is [Tab.Check]ed.
func Walk(t *testing.T, base string, v Viewport) {
	t.Run(v.Name+", mouse", func(t *testing.T) {
		b := Open(t, base, v)
		b.walk(b.Click)
	})
	t.Run(v.Name+", keyboard", func(t *testing.T) {
		b := Open(t, base, v)
		b.walk(func(sel string) {
			b.TabTo(sel)
			b.Press(kb.Enter)
		})
	})
}

// walk goes the way with choose as its only means.
func (b *Tab) walk(choose func(sel string)) {
	b.t.Helper()
	b.Visit("/?sort=reports")
	b.AwaitThat(toIncident)
	b.Check()

	choose(toIncident)
	b.AwaitThat(".answer")
	b.Check()

	choose(toEvidence)
	b.AwaitThat(".words")
	b.AwaitThat("#chain .hops, #chain blockquote")
	b.Check()

	if Eval[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", toStatement)) > 0 {
		choose(toStatement)
		b.Await(`/[?&]s=/.test(location.search) && document.querySelector(".words a.now") && document.querySelector("#chain .hops")`)
		b.Check()
	}

	choose(toOriginal)
	b.Await(`location.pathname.startsWith("/originals/")`)
	if words := Eval[string](b, "document.body.innerText"); strings.TrimSpace(words) == "" {
		b.t.Errorf("%s: the original shows nothing", b.view.Name)
	}
}
