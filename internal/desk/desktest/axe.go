package desktest

import (
	"fmt"
	"os"
	"testing"
)

// axeFile is where the script of axe-core lies, a checker of pages for people who cannot see, hear or use a mouse. CI
// installs it; elsewhere `npm install axe-core` does, and FIRSTHAND_AXE names its axe.min.js.
const axeFile = "FIRSTHAND_AXE"

// Axe is the script of axe-core. Without it a test is skipped, unless it is CI's.
func Axe(t *testing.T) string {
	t.Helper()
	path := os.Getenv(axeFile)
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI checks pages with axe-core, and %s does not say where it lies", axeFile)
		}
		t.Skipf("skipped: %s does not name axe-core's axe.min.js", axeFile)
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// CheckWith complains of every rule of axe that the present page breaks, with all that is folded away on it opened.
func (b *Tab) CheckWith(axe string) {
	b.t.Helper()
	Eval[any](b, "void (document.querySelectorAll('details').forEach((d) => d.open = true))")
	Eval[any](b, axe+"; void 0")
	Eval[any](b, `void (window.axeSays = undefined, axe.run({runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
		.then((r) => window.axeSays = r.violations.map((v) => v.id + " (" + v.nodes.length + "): " + v.nodes[0].html.slice(0, 160))))`)
	b.Await("window.axeSays")
	broken := Eval[[]string](b, "window.axeSays")
	for _, s := range broken {
		b.t.Errorf("%s: %s: axe: %s", b.view.Name, Eval[string](b, "location.pathname + location.search"), fmt.Sprint(s))
	}
}
