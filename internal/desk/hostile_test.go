package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// hostile is a name that tries everything: to leave its attribute, its element, its address, its line and its
// direction.
const hostile = `"'></a></bdi></svg></script><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}javascript:alert(1) ` + "\u202e\u2066txt.exe\r\n</title>"

// poison puts hostile words into every string of v but those that keep says.
func poison(v reflect.Value, path string, keep func(path string) bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), path, keep)
		}
	case reflect.Interface: // what it holds cannot be changed, but replaced
		if words, ok := v.Interface().(string); ok {
			v.Set(reflect.ValueOf(words + hostile))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			poison(v.Field(i), path+"."+v.Type().Field(i).Name, keep)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), path, keep)
		}
	case reflect.String:
		if !keep(path) {
			v.SetString(v.String() + hostile)
		}
	}
}

// hostileDesk is the example with hostile words in every field: names, titles, kinds, rules, reasons, IDs.
func hostileDesk(t testing.TB) (h http.Handler, paths []string) {
	l, w := desktest.Example()
	poison(reflect.ValueOf(&w).Elem(), "", func(path string) bool { return strings.HasSuffix(path, ".Hand") })
	out := &desktest.Ledger{}
	for r, err := range l.Reports(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		reading, err := l.Reading(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		original := []byte(r.Text)
		r.URL = "javascript:alert(1)"
		poison(reflect.ValueOf(&r).Elem(), "", func(string) bool { return false })
		poison(reflect.ValueOf(&reading).Elem(), "", func(path string) bool { return strings.HasSuffix(path, ".Hand") })
		out.Add(r, reading, original)
		paths = append(paths, "/reports/"+escape(r.ID), "/reports/"+escape(r.ID)+"?s="+escape("s1"+hostile), "/reports/"+escape(r.ID)+"?s="+escape(hostile)+"&at=3-9")
	}
	for _, in := range w.Incidents {
		paths = append(paths, "/incidents/"+escape(in.ID), "/incidents/"+escape(in.ID)+"?picture=whole")
	}
	for _, x := range w.Situations {
		paths = append(paths, "/situations/"+escape(x.ID))
	}
	for _, x := range w.Sources {
		paths = append(paths, "/sources/"+escape(x.ID))
	}
	paths = append(paths, "/situations", "/situations?kind="+escape(hostile), "/calls", "/calls?q="+escape(hostile), "/sources", "/sources?kind="+escape(report.KindGroup+hostile))
	paths = append(paths, "/", "/reports", "/?q="+escape(hostile)+"&kind="+escape(hostile)+"&grade="+escape(hostile)+"&sort="+escape(hostile), "/reports?q="+escape(hostile), "/incidents/"+escape(hostile), "/"+escape(hostile))
	for _, x := range w.Incidents {
		for _, e := range x.Graph.Edges[:min(2, len(x.Graph.Edges))] {
			paths = append(paths, "/incidents/"+escape(x.ID)+"/edge?from="+escape(e.From)+"&to="+escape(e.To))
		}
		_, err := out.Decide(t.Context(), report.Decision{By: hostile, Act: hostile, On: []string{x.ID, hostile, "source:" + hostile}, Value: hostile, Reason: hostile}, 0)
		if err != nil {
			t.Fatal(err)
		}
	}
	paths = append(paths, "/decisions")
	return deciding(t, out, w), paths
}

// escape writes a path segment or query value with everything but letters and digits escaped.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

func TestHostileWordsStayWords(t *testing.T) {
	h, paths := hostileDesk(t)
	for i, path := range append(paths, paths...) {
		var header []string
		if i >= len(paths) { // once as anybody, and once with all forms
			header = withKey
		}
		r := get(t, h, path, header...)
		text := body(t, r)
		if r.StatusCode != http.StatusOK && r.StatusCode != http.StatusNotFound {
			t.Fatalf("GET %.60s: %s\n%s", path, r.Status, text)
		}
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.TextNode && strings.ContainsRune(n.Data, '\u202e') && !isolated(n) {
				t.Errorf("GET %.60s: words that turn the line round are not kept apart in <%s class=%q>: %.80q", path, n.Parent.Data, attr(n.Parent, "class"), n.Data)
			}
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "img", "iframe", "object", "embed", "base", "style":
				t.Errorf("GET %.60s: <%s> in the page", path, n.Data)
			case "script":
				if !strings.HasPrefix(attr(n, "src"), "/static/") || n.FirstChild != nil {
					t.Errorf("GET %.60s: a script that is not the desk's", path)
				}
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Key, "hx-on") {
					t.Errorf("GET %.60s: attribute %s in <%s>", path, a.Key, n.Data)
				}
				switch a.Key {
				case "href", "src", "action", "hx-get":
					if !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "//") {
						t.Errorf("GET %.60s: <%s %s=%.60q> leads out of the desk", path, n.Data, a.Key, a.Val)
					}
				}
			}
		}
	}
}

// isolated tells whether the direction of a text cannot reach the words around it.
func isolated(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch {
		case p.Data == "bdi", p.Data == "text" && p.Namespace == "svg", p.Data == "title", p.Data == "option", p.Data == "code":
			return true
		case attr(p, "dir") == "auto":
			return true
		}
	}
	return false
}

func TestAnyTextIsShownAsItStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text1 := strings.ToValidUTF8(strings.Join(rapid.SliceOf(rapid.OneOf(
			rapid.SampledFrom([]string{"\n\n", " ", "\n", "<script>", "&lt;", "حلب", "\u202e", "“No,” she said.", "</p>", "\t"}),
			rapid.String(),
		)).Draw(t, "parts"), ""), "?")
		edge := func(label string) int { // never between a carriage return and its line feed, which HTML reads as one
			i := rapid.IntRange(0, len(text1)+1).Draw(t, label)
			if i > 0 && i < len(text1) && text1[i-1:i+1] == "\r\n" {
				i++
			}
			return i
		}
		at := func(label string) report.Span { return report.Span{Start: edge(label), End: edge(label)} }
		reading := report.Reading{ID: "r"}
		marked := 0
		for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
			content := []report.Span{at("content"), at("content")}
			why := at("why")
			reading.Statements = append(reading.Statements, report.Statement{
				ID: fmt.Sprintf("s%d", i+1), HandWhy: &why,
				Hops: []report.Hop{{Kind: report.Speaker, Name: "Rasd", Source: &why, Cue: []report.Span{at("cue")}, Content: content}},
			})
			for _, s := range content {
				if s.Valid(text1) && strings.TrimSpace(s.In(text1)) == s.In(text1) {
					marked++
					break
				}
			}
		}
		reading.Figures = []report.Figure{{Span: at("figure"), Statement: "s1"}}
		reading.Places = []report.Place{{Span: at("place")}}
		l := &desktest.Ledger{}
		l.Add(report.Report{ID: "r", Text: text1}, reading, nil)
		h, err := desk.New(desk.Config{Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return report.Weighing{}, nil }})
		if err != nil {
			t.Fatal(err)
		}
		r := get(t, h, "/reports/r?s=s2")
		page, err := html.Parse(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		shown := all(page, "words")[0]
		if got, want := text(shown), asParsed(text1); got != want {
			t.Fatalf("shown %q, want %q", got, want)
		}
		if got := len(all(shown, "no")); got < marked {
			t.Fatalf("%d statements have a number in the text, want at least %d", got, marked)
		}
	})
}

// asParsed is text as a page shows it: no carriage returns and no NUL, which no HTML parser reads, and the sign for
// what cannot be shown in the place of overrides, which would show the words after them in another order than they
// stand in.
func asParsed(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd", "\u202d", "\ufffd", "\u202e", "\ufffd").Replace(s)
}

func FuzzQuery(f *testing.F) {
	for _, q := range []string{"", "q=market&kind=shelling&grade=fair&sort=echo&page=2", "page=-1", "page=99999999999999999999", "q=%ff%00", "s=s1&at=1-2", "at=-1--1", "at=9999999999999999999-1", "picture=whole", "%zz", ";", "q=" + escape(hostile)} {
		f.Add(q)
	}
	l, w := desktest.Example()
	h, _ := open(f, l, w)
	var id string
	for r := range l.Reports(f.Context()) {
		id = r.ID
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/", "/reports", "/incidents/" + desktest.MarketID, "/reports/" + id, "/api/incidents.json"} {
			r, err := http.NewRequest(http.MethodGet, "http://localhost"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.URL.RawQuery = query
			res := ask(h, r)
			if res.StatusCode != http.StatusOK {
				t.Errorf("GET %s?%q: %s", path, query, res.Status)
			}
		}
	})
}
