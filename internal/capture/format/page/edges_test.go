package page

import (
	"strings"
	"testing"
)

// letters is running text of so many characters that are not white space.
func letters(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 && i%5 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(byte('a' + i%5))
	}
	return b.String()
}

func p(n int) string { return "<p>" + letters(n) + "</p>" }

// A line of print is running text, and less is none; so is a paragraph of which more than half is links.
func TestProse(t *testing.T) {
	for _, tt := range []struct{ chars, links, want int }{{49, 0, 0}, {50, 0, 50}, {50, 25, 25}, {50, 26, 0}, {500, 250, 250}, {500, 251, 0}} {
		if got := (paragraph{chars: tt.chars, links: tt.links}).prose(); got != tt.want {
			t.Errorf("%d characters, %d in links: %d, want %d", tt.chars, tt.links, got, tt.want)
		}
	}
	for _, tt := range []struct {
		chars, links int
		want         bool
	}{{30, 20, false}, {30, 21, true}, {149, 149, true}, {150, 150, false}} {
		if got := (paragraph{chars: tt.chars, links: tt.links}).linkLine(); got != tt.want {
			t.Errorf("%d characters, %d in links: a line of links %v", tt.chars, tt.links, got)
		}
	}
}

// What a page says of its parts is believed as long as it fits how much of the page's words they hold.
func TestSharesOfAPage(t *testing.T) {
	sum := func(n ...int) int { // characters of a text that holds these paragraphs
		total := 0
		for _, x := range n {
			total += x
		}
		return total
	}
	for _, tt := range []struct {
		name, src string
		want      int
	}{
		{"a marked part of a third", "<div>" + p(100) + "</div><div>" + p(100) + "</div><div class=entry-content>" + p(100) + "</div>", sum(100, 100, 100)},
		{"a marked part of more", "<div>" + p(100) + "</div><div>" + p(100) + "</div><div class=entry-content>" + p(101) + "</div>", 101},
		{"an article of half", "<div>" + p(100) + "</div><div>" + p(100) + "</div><article>" + p(200) + "</article>", sum(100, 100, 200)},
		{"an article of more", "<div>" + p(100) + "</div><div>" + p(100) + "</div><article>" + p(201) + "</article>", 201},
		{"a part of four fifths", "<div>" + p(400) + "</div>" + p(100), 400},
		{"a part of less", "<div>" + p(399) + "</div>" + p(100), sum(399, 100)},
		{"an aside of half", "<aside>" + p(100) + "</aside>" + p(100), sum(100, 100)},
		{"an aside of less", "<aside>" + p(99) + "</aside>" + p(100), 100},
		{"a byline of a tenth", "<div class=byline>" + p(50) + "</div>" + p(225) + p(225), sum(50, 225, 225)},
		{"a byline of less", "<div class=byline>" + p(50) + "</div>" + p(226) + p(225), sum(226, 225)},
		{"asides that leave a quarter", strings.Repeat("<aside>"+p(100)+"</aside>", 3) + p(100), 100},
		{"asides that leave less", strings.Repeat("<aside>"+p(100)+"</aside>", 3) + p(99), sum(100, 100, 100, 99)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, "<body>"+tt.src+"</body>").Text
			if n := len(strings.Join(strings.Fields(got), "")); n != tt.want {
				t.Errorf("%d characters are the article, want %d", n, tt.want)
			}
		})
	}
}

// A page that shows less than half of what its linked data says shows its words by scripts alone.
func TestLinkedDataIsTakenWhereThePageShowsLessThanHalf(t *testing.T) {
	shown := letters(100)
	for more, want := range map[string]bool{"": false, "z": true} {
		body := strings.Repeat("y", 2*len(shown)) + more
		got := read(t, `<script type="application/ld+json">{"@type":"Article","articleBody":"`+body+`"}</script><p>`+shown)
		if (got.Text == body) != want {
			t.Errorf("linked data of %d bytes, shown are %d: taken %v", len(body), len(shown), got.Text == body)
		}
	}
}

func TestBoundsOfTheHead(t *testing.T) {
	if clean(strings.Repeat("a", 1000)) == "" || clean(strings.Repeat("a", 1001)) != "" {
		t.Error("a field may have 1000 bytes, and no more")
	}
	h := head{inData: true}
	h.addScript(make([]byte, 1<<20+1))
	if len(h.scripts) != 0 {
		t.Error("linked data over 1 MiB was taken")
	}
	for range 40 {
		h.addScript(make([]byte, 1<<20))
	}
	if len(h.scripts) != 32 {
		t.Errorf("%d scripts of linked data were taken, want 32", len(h.scripts))
	}
}
