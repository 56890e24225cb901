package desk_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/net/html"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// The index of a desk lives as long as the program, and with it the goroutine that would open connections to it.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

// open makes a desk over a ledger that comes to w. What it logs goes to the returned buffer.
func open(t testing.TB, l *desktest.Ledger, w report.Weighing) (http.Handler, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	h, err := desk.New(desk.Config{
		Ledger:  l,
		Weigh:   func(context.Context) (report.Weighing, error) { return w, nil },
		Version: "v1.2.3",
		Logger:  slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, &log
}

// example is a desk over the invented story.
func example(t testing.TB) http.Handler {
	l, w := desktest.Example()
	h, _ := open(t, l, w)
	return h
}

// fataler is what [testing.TB] and [rapid.T] have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// get asks a desk for a page as a browser on the same machine would.
func get(t fataler, h http.Handler, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Host = "127.0.0.1:8750"
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	return ask(h, r)
}

func ask(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// body reads an answer whole.
func body(t fataler, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// page asks for a page that must be there, and parses it.
func page(t fataler, h http.Handler, target string, header ...string) *html.Node {
	t.Helper()
	r := get(t, h, target, header...)
	text := body(t, r)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s\n%s", target, r.Status, text)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// all finds the elements of a class, or of a name where class begins with "<".
func all(n *html.Node, class string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		if name, ok := strings.CutPrefix(class, "<"); ok && d.Data == name {
			out = append(out, d)
		} else if !ok && hasClass(d, class) {
			out = append(out, d)
		}
	}
	return out
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// byID finds an element by its id, and fails without one.
func byID(t testing.TB, n *html.Node, id string) *html.Node {
	t.Helper()
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && attr(d, "id") == id {
			return d
		}
	}
	t.Fatalf("no element with the id %q", id)
	return nil
}

// text is the text of an element as it stands.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// words is the text of an element as a reader sees it: white space made even, paragraphs and cells apart.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && strings.Contains(" p td th li h1 h2 h3 span dt dd ", " "+d.Data+" "):
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
