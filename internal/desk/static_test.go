package desk_test

import (
	"math"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestStaticFilesAreKeptForGoodUnderTheirHash(t *testing.T) {
	h := example(t)
	doc := page(t, h, "/")
	var found int
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "link" && n.Data != "script" {
			continue
		}
		found++
		at := attr(n, "href") + attr(n, "src")
		r := get(t, h, at)
		if got := r.Header.Get("Cache-Control"); r.StatusCode != http.StatusOK || got != "public, max-age=31536000, immutable" {
			t.Errorf("GET %s: %s, Cache-Control %q", at, r.Status, got)
		}
		again := get(t, h, at, "If-None-Match", r.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("GET %s again: %s, want 304", at, again.Status)
		}
		path, _, _ := strings.Cut(at, "?")
		if got := get(t, h, path+"?v=older").Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("GET %s with another hash: Cache-Control %q", path, got)
		}
	}
	if found != 4 {
		t.Errorf("%d files in the head of the page, want 4", found)
	}
	for path, want := range map[string]string{"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml", "htmx.LICENSE.txt": "text/plain"} {
		if got := get(t, h, "/static/"+path).Header.Get("Content-Type"); !strings.HasPrefix(got, want) {
			t.Errorf("%s: Content-Type %q, want %s", path, got, want)
		}
	}
}

// The style sheet and the scripts ask for nothing, and no template has a style or a script in it.
func TestNothingIsAskedOfOtherHosts(t *testing.T) {
	css := read(t, "static/desk.css")
	for _, bad := range []string{"@import", "url(", "@font-face", "http:", "https:", "//"} {
		if strings.Contains(css, bad) {
			t.Errorf("desk.css has %q", bad)
		}
	}
	files, err := os.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text := read(t, "templates/"+f.Name())
		for _, bad := range []string{"http:", "https:", "style=", "<style", "onclick", "hx-on", "javascript:", "<img"} {
			if strings.Contains(text, bad) {
				t.Errorf("templates/%s has %q", f.Name(), bad)
			}
		}
	}
}

// Sides are named by reading order, so that the desk can be turned right to left.
func TestTheStyleSheetNamesNoLeftOrRight(t *testing.T) {
	for i, line := range strings.Split(read(t, "static/desk.css"), "\n") {
		if m := regexp.MustCompile(`(?:^|[\s;{])((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|float|text-align: (?:left|right)|width|height|(?:min|max)-(?:width|height)):`).FindString(line); m != "" && !strings.Contains(line, "@media") {
			t.Errorf("line %d: %s", i+1, strings.TrimSpace(line))
		}
	}
}

// Every pair of colours that meet in the style sheet, with the contrast that WCAG 2.2 asks of it at level AA: 4.5 for
// words (1.4.3), 3 for the lines and marks that are needed to understand a picture or to see a control (1.4.11).
var pairs = []struct {
	front, back string
	least       float64
}{
	{"ink", "paper", 7}, {"ink", "sheet", 7}, {"ink", "said", 4.5}, {"ink", "now", 4.5}, {"ink", "wash", 4.5},
	{"soft", "paper", 4.5}, {"soft", "sheet", 4.5}, {"soft", "said", 4.5}, {"soft", "wash", 4.5},
	{"link", "paper", 4.5}, {"link", "sheet", 4.5}, {"link", "said", 4.5}, {"sheet", "link", 4.5},
	{"denied", "paper", 4.5}, {"denied", "sheet", 4.5}, {"denied", "said", 4.5}, {"denied", "now", 4.5},
	{"edge", "paper", 3}, {"edge", "sheet", 3}, {"link", "paper", 3}, {"origin", "paper", 3}, {"origin", "sheet", 3},
	{"origin", "wash", 3}, {"origin", "now", 3}, {"link", "now", 3}, {"origin", "said", 3},
	{"focus", "paper", 3}, {"focus", "sheet", 3}, {"focus", "said", 3}, {"focus", "now", 3}, {"focus", "wash", 3},
}

func TestContrast(t *testing.T) {
	css := read(t, "static/desk.css")
	light, rest, ok := strings.Cut(css, "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("no dark colours")
	}
	dark, _, _ := strings.Cut(rest, "*, *::before")
	for scheme, block := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z]+): #([0-9a-f]{6});`).FindAllStringSubmatch(block, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, p := range pairs {
			a, ok1 := colours[p.front]
			b, ok2 := colours[p.back]
			if !ok1 || !ok2 {
				t.Fatalf("%s: no colour %s or %s", scheme, p.front, p.back)
			}
			if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < p.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", scheme, p.front, p.back, got, p.least)
			}
		}
	}
}

// luminance is the relative luminance of an sRGB colour (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
