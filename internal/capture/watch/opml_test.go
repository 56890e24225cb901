package watch

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const opml = `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><head><title>News</title></head><body>
<outline text="River"><outline type="rss" text="Courier" xmlUrl="https://courier.example/feed?a=1&amp;b=2" htmlUrl="https://courier.example/"/></outline>
<outline text="Herald" xmlurl=" https://herald.example/atom "/><outline text="again" xmlUrl="https://herald.example/atom"/><outline text="a note"/></body></opml>`

func TestFeeds(t *testing.T) {
	got, err := Feeds(strings.NewReader(opml))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"https://courier.example/feed?a=1&b=2", "https://herald.example/atom"}, got); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoListOfFeeds(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"a page", "<html><body>words</body></html>", "it is no OPML"},
		{"nothing", "", "it is no OPML"},
		{"a list that is cut", "<opml><body><outline xmlUrl='", "its XML is broken"},
		{"nesting", "<opml>" + strings.Repeat("<outline>", 200), "nested too deep"},
		{"too many", "<opml>" + manyOutlines(), "more than 10000 feeds"},
		{"too large", "<opml>" + strings.Repeat("<!-- words -->", 1<<20), "larger than"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := Feeds(strings.NewReader(test.in)); err == nil || !strings.Contains(err.Error(), test.want) || got != nil {
				t.Errorf("%d feeds and the error %v, want %q", len(got), err, test.want)
			}
		})
	}
}

// manyOutlines are more feeds than a list may have.
func manyOutlines() string {
	var b strings.Builder
	for i := range maxOutlines + 1 {
		b.WriteString("<outline xmlUrl='https://a.example/")
		b.WriteString(strings.Repeat("a", i%100))
		b.WriteString(strings.Repeat("b", i/100))
		b.WriteString("'/>")
	}
	return b.String()
}

func FuzzFeeds(f *testing.F) {
	f.Add([]byte(opml))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := Feeds(bytes.NewReader(data)); err != nil && got != nil {
			t.Error("feeds and an error")
		}
	})
}
