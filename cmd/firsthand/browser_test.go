package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"firsthand/internal/desk/desktest"
)

// The way a newcomer goes: the demo, its incidents, one of them, a report behind it, the sealed original; by mouse and
// by keyboard, at phone and desk width. A console error, or a request that leaves the machine, fails it.
func TestBrowserWalksTheDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the browser is left out with -short")
	}
	s := start(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0")
	for _, v := range []desktest.Viewport{desktest.Phone, desktest.Wide} {
		desktest.Walk(t, s.url, v)
	}
	s.interrupt(t)
}

// An analyst grades an incident and takes it back, with the keyboard alone, at phone and desk width; the page shows the
// grade beside the machine's, who gave it and why, and afterwards that it was taken back. What was decided is sealed.
func TestBrowserAnAnalystDecidesAndTakesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the browser is left out with -short")
	}
	for _, v := range []desktest.Viewport{desktest.Phone, desktest.Wide} {
		t.Run(v.Name, func(t *testing.T) {
			dir := t.TempDir()
			ledger := filepath.Join(dir, "ledger")
			firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
			s := start(t, dir, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0", "--as", "M. Kerr")
			if s.key == "" {
				t.Fatal("no address to decide by was printed")
			}
			b := desktest.Open(t, s.url, v)

			b.Visit("/?sort=reports")
			enter(b, ".incidents .what a")
			b.AwaitThat(".answer")
			if forms := desktest.Eval[int](b, `document.querySelectorAll("form[method=post]").length`); forms != 0 {
				t.Errorf("a browser without the key is shown %d forms", forms)
			}

			b.Visit("/" + s.key)
			b.Await(`location.pathname === "/" && document.querySelector(".analyst").innerText === "You decide as M. Kerr"`)
			b.Visit("/?sort=reports")
			enter(b, ".incidents .what a")
			b.AwaitThat(".answer")
			was := desktest.Eval[string](b, `document.querySelector(".firm .grade").innerText`)
			b.Check()

			grading := `.act:has([name=choice][value=grade])`
			enter(b, grading+" > summary")
			b.AwaitThat(grading + " textarea")
			b.Check()
			b.TabTo(grading + " select")
			b.Press("conf")
			b.TabTo(grading + " textarea")
			b.Press("We rang the hospital, twice.")
			enter(b, grading+" button")
			b.Await(`location.hash === "#decisions" && document.querySelector(".firm .grade").innerText === "confirmed"`)
			b.Check()
			firm := desktest.Eval[string](b, `document.querySelector(".firm").innerText`)
			for _, want := range []string{"Graded by M. Kerr: We rang the hospital, twice.", "By rule it is " + was} {
				if !strings.Contains(strings.Join(strings.Fields(firm), " "), want) {
					t.Errorf("the grade reads %q, want %q in it", firm, want)
				}
			}

			back := "#decisions li .act"
			enter(b, back+" > summary")
			b.AwaitThat(back + " textarea")
			b.TabTo(back + " textarea")
			b.Press("It was another hospital.")
			enter(b, back+" button")
			b.Await(fmt.Sprintf(`document.querySelector(".firm .grade").innerText === %q && document.querySelector("#decisions li.gone")`, was))
			b.Check()
			if shown := desktest.Eval[string](b, `document.querySelector("#decisions li.gone").innerText`); !strings.Contains(shown, "It was another hospital.") {
				t.Errorf("what was taken back reads %q", shown)
			}

			b.Visit("/decisions")
			if n := desktest.Eval[int](b, `document.querySelectorAll(".decisions > ol > li").length`); n != 2 {
				t.Errorf("%d decisions are listed, want both", n)
			}
			b.Check()
			s.interrupt(t)
			if out := firsthand(t, "verify", "--ledger", ledger); !strings.Contains(out, "17 records and 15 originals agree") {
				t.Errorf("verify says %q", out)
			}
		})
	}
}

var pictures = flag.String("pictures", "", "write the README's pictures into this `folder`")

// The README's pictures are of the demo, made by `make pictures`.
func TestBrowserTakesTheReadmesPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("skipped: -pictures names no folder")
	}
	s := start(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0")
	b := desktest.Open(t, s.url, desktest.Viewport{Name: "readme", Width: 1280, Height: 800})
	b.Visit("/")
	incident := desktest.Eval[string](b, `document.querySelector(".incidents .what a").getAttribute("href")`)
	for _, p := range []struct{ name, path string }{{"list", "/"}, {"incident", incident}, {"map", "/map"}} {
		b.Visit(p.path)
		if err := os.WriteFile(filepath.Join(*pictures, p.name+".png"), b.Picture(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.interrupt(t)
}

// enter goes to an element with the tabulator key and presses Enter.
func enter(b *desktest.Tab, sel string) {
	b.TabTo(sel)
	b.Press(kb.Enter)
}

// firsthand runs the program to its end and gives what it printed.
func firsthand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "firsthand", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("firsthand %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
