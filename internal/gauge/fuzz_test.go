package gauge

import (
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"firsthand/internal/report"
)

// What follows holds for any bytes: an error, or spans that lie in the text on rune boundaries and scores between 0 and
// 1.

func FuzzPolnear(f *testing.F) {
	f.Add(seed(f, small["polnear"]))
	f.Add(`{"id":"a","text":"é\ud800","attributions":[{"content":[[0,1],[1,2]],"source":[[0,0]]}]}`)
	f.Fuzz(func(t *testing.T, content string) {
		rows, err := rows[polnearRow](strings.NewReader(content), "corpus")
		if err != nil {
			return
		}
		c, err := gatherPolnear(rows, "corpus")
		if err != nil {
			return
		}
		for _, d := range c.documents {
			for _, a := range d.attributions {
				for _, part := range a {
					checkSpans(t, d.Text, part...)
				}
			}
		}
		checkScores(t, "polnear", c)
	})
}

func FuzzGeo(f *testing.F) {
	f.Add(seed(f, small["geo"]))
	f.Add("<article><text>é</text><toponym><start>0</start><end>1</end><lat>NaN</lat><lon>1e999</lon></toponym></article>")
	f.Fuzz(func(t *testing.T, content string) {
		c, err := parseGeo(content, "corpus")
		if err != nil {
			return
		}
		for _, a := range c.articles {
			for _, p := range a.toponyms {
				checkSpans(t, a.Text, p.Span)
			}
		}
		checkScores(t, "geo", c)
	})
}

func FuzzTimeML(f *testing.F) {
	f.Add(seed(f, "testdata/timex/norvik-1.tml"))
	f.Add("<TEXT><TIMEX3>a</TEXT></TIMEX3>")
	f.Add("<TEXT></TEXT><TIMEX3></TIMEX3>")
	f.Fuzz(func(t *testing.T, content string) {
		var d timed
		in := xml.NewDecoder(strings.NewReader(content))
		in.CharsetReader = alreadyUTF8
		if err := d.parse(in); err != nil {
			return
		}
		for _, m := range d.times {
			checkSpans(t, d.Text, m.Span)
		}
		checkScores(t, "timex", &timex{[]timed{d}})
	})
}

func seed(f *testing.F, path string) string {
	f.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return string(raw)
}

func checkSpans(t *testing.T, text string, spans ...report.Span) {
	t.Helper()
	for _, s := range spans {
		if !s.Empty() && !s.Valid(text) && utf8.ValidString(text) {
			t.Fatalf("span %v of a text of %d bytes", s, len(text))
		}
	}
}

func checkScores(t *testing.T, kind string, c contents) {
	t.Helper()
	corpus := &Corpus{Kind{Name: kind}, c}
	for _, answers := range []Answers{{}, perfect(corpus)} {
		for _, a := range corpus.Score(answers).Agreements {
			if !(a.Precision >= 0 && a.Precision <= 1 && a.Recall >= 0 && a.Recall <= 1 && a.F >= 0 && a.F <= 1) {
				t.Fatalf("%s: precision %g, recall %g, F %g", a.Name, a.Precision, a.Recall, a.F)
			}
		}
	}
}
