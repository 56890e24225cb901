package provenance

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer"
)

// numbered writes n different words: "a1 a2 a3".
func numbered(prefix string, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprint(prefix, i)
	}
	return strings.Join(words, " ")
}

// Of a text with just one window of 5-grams the smallest is the fingerprint, wherever in the window it stands.
func TestTheSmallestGramOfAWindowIsItsFingerprint(t *testing.T) {
	for i := range 50 {
		text := numbered(fmt.Sprint("w", i, "x"), window+4)
		var grams []uint32
		for h := range sketch.Grams(text) {
			grams = append(grams, h)
		}
		if got := fingerprintsOf(&corefer.Document{Text: text}); len(grams) != window || !slices.Equal(got, []uint32{slices.Min(grams)}) {
			t.Fatalf("fingerprints %v of the grams %v", got, grams)
		}
	}
}

// Of a report without a text the hashes of its sketch are the fingerprints; of a large sketch the 64 smallest, and
// those that are small.
func TestFingerprintsOfASketch(t *testing.T) {
	const small, many = 1 << 30, 64
	sketchOf := func(hashes ...uint32) report.Sketch {
		var s report.Sketch
		for _, h := range hashes {
			s = binary.LittleEndian.AppendUint32(s, h)
		}
		return s
	}
	count := func(n int, from uint32) (list []uint32) {
		for i := range n {
			list = append(list, from+uint32(i))
		}
		return list
	}
	for _, c := range []struct {
		name   string
		hashes []uint32
		want   int
	}{
		{"few, all large", count(many, small), many},
		{"one more", count(many+1, small), many},
		{"many small ones", count(100, 7), 100},
		{"a hundred, of which seventy are small", append(count(70, 7), count(30, small)...), 70},
	} {
		if got := fingerprintsOf(&corefer.Document{Sketch: sketchOf(c.hashes...)}); len(got) != c.want || !slices.Equal(got, c.hashes[:c.want]) {
			t.Errorf("%s: %d fingerprints, want %d", c.name, len(got), c.want)
		}
	}
}

func TestOverlapOfGrams(t *testing.T) {
	for _, c := range []struct {
		a, b     []uint32
		ofA, ofB float64
	}{
		{nil, []uint32{1}, 0, 0},
		{[]uint32{1}, nil, 0, 0},
		{[]uint32{1, 2, 3, 4}, []uint32{2, 4}, 0.5, 1},
		{[]uint32{1, 2}, []uint32{3, 4}, 0, 0},
	} {
		if ofA, ofB := overlap(c.a, c.b); ofA != c.ofA || ofB != c.ofB {
			t.Errorf("%v and %v: %v and %v, want %v and %v", c.a, c.b, ofA, ofB, c.ofA, c.ofB)
		}
	}
}

// Two whole sketches say exactly what two reports share. Parts of sketches say it roughly, and nothing where they are
// small.
func TestHowSureAnOverlapIsWithoutTexts(t *testing.T) {
	of := func(text string) *corefer.Document { return &corefer.Document{Sketch: sketch.Of(text)} }
	f := NewCopyFinder()
	short := numbered("a", 20)
	if ofA, _, sure := f.overlap(of(short), of(short)); ofA != 1 || !sure {
		t.Errorf("two short reports of the same words share %v, sure: %t", ofA, sure)
	}
	if ofA, _, sure := f.overlap(of(numbered("a", 8)), of(numbered("a", 8))); ofA != 1 || !sure {
		t.Errorf("two very short reports of the same words share %v, sure: %t", ofA, sure)
	}
	long := numbered("b", 3000)
	if _, _, sure := f.overlap(of(short), of(long)); sure {
		t.Error("a long report's sketch holds too little of a short one to be sure")
	}
	if _, ofB, sure := f.overlap(of(long), of(long+" "+short)); ofB < 0.9 || !sure {
		t.Errorf("two long reports share %v, sure: %t", ofB, sure)
	}
}

// With the texts at hand an overlap is always sure, whether they are the same, have nothing in common, or have to be
// compared.
func TestAnOverlapOfTextsIsSure(t *testing.T) {
	of := func(text string) *corefer.Document { return &corefer.Document{Text: text, Sketch: sketch.Of(text)} }
	long := numbered("a", 3000)
	for _, c := range []struct {
		name        string
		a, b        string
		least, most float64
	}{
		{"the same text", long, long, 1, 1},
		{"nothing in common", long, numbered("b", 3000), 0, 0},
		{"half of it", long, numbered("a", 1500) + " " + numbered("b", 1500), 0.49, 0.5},
	} {
		if ofA, ofB, sure := NewCopyFinder().overlap(of(c.a), of(c.b)); !sure || min(ofA, ofB) < c.least || max(ofA, ofB) > c.most {
			t.Errorf("%s: %v and %v, sure: %t", c.name, ofA, ofB, sure)
		}
	}
}

func TestMostThatASampleMaySay(t *testing.T) {
	if most(0.1, 0) != 1 {
		t.Error("a sample of none rules something out")
	}
	if m := most(0.1, 10000); m <= 0.1 || m > 0.13 {
		t.Errorf("ten thousand hashes of which a tenth is shared leave it open up to %v", m)
	}
	if most(0.1, 100) <= most(0.1, 1000) {
		t.Error("a larger sample says less")
	}
}

func TestRankAmongThoseWithAFingerprint(t *testing.T) {
	docs := []*corefer.Document{{At: 0, Order: 20}, {At: 1, Order: 10}, {At: 2, Order: 30}}
	x := fingerprints{at: make(map[uint32]int32)}
	if n := x.rank(7, docs[0], docs); n != 0 {
		t.Errorf("rank %d under a fingerprint that nobody has", n)
	}
	x.put(7, docs[0], docs)
	if n := x.rank(7, docs[0], docs); n != 0 {
		t.Errorf("the only report has rank %d", n)
	}
	x.put(7, docs[1], docs)
	x.put(7, docs[2], docs)
	for i, want := range []int{1, 0, 2} {
		if n := x.rank(7, docs[i], docs); n != want {
			t.Errorf("report %d has rank %d, want %d", i, n, want)
		}
	}
}

// A phrase may stand in a report twice: the first place that has as much of the run is shown.
func TestACopiedRunIsShownWhereItStandsFirst(t *testing.T) {
	run := numbered("a", 12)
	from := &corefer.Document{Text: run + ". " + numbered("b", 9) + ". " + run + "."}
	to := &corefer.Document{Text: "It was told so. " + run + "."}
	p := sharedPassages(from, to)
	if got := p.Source.In(from.Text); p.Source.Start != 0 || got != run {
		t.Errorf("the passage is shown at %d: %q", p.Source.Start, got)
	}
}

func TestASpanOfOneByteIsCopiedOrNot(t *testing.T) {
	c := &copying{Passages: &corefer.Passages{Exact: true, Spans: []report.Span{{Start: 0, End: 10}}}}
	if !c.covers([]report.Span{{Start: 9, End: 10}}) || c.covers([]report.Span{{Start: 10, End: 11}}) {
		t.Error("the tenth byte is copied and the eleventh is not")
	}
}

// sketched is a report without a text whose fingerprints are some numbers.
func sketched(order int64, hashes ...uint32) *corefer.Document {
	d := &corefer.Document{Order: order, Fingerprints: int32(len(hashes))}
	for _, h := range hashes {
		d.Sketch = binary.LittleEndian.AppendUint32(d.Sketch, h)
	}
	return d
}

func TestCommonFingerprintsAreThoseOfBoth(t *testing.T) {
	f := NewCopyFinder()
	if n := f.common(sketched(1, 2, 4, 6, 8), sketched(2, 4, 5, 8)); n != 2 {
		t.Errorf("%d in common, want 2", n)
	}
}

// When a fingerprint gets crowded, a report lets go of later ones that only this fingerprint brought to it: not of
// earlier ones, and not of those that have enough in common besides.
func TestACrowdedFingerprintIsLetGoOf(t *testing.T) {
	for _, c := range []struct {
		name         string
		order        int64  // of the other report; the crowded one has 5
		fingerprints uint32 // that each has beside the one in common
		hash         uint32 // that is crowded
		credits      bool   // the crowded report credits the other, and has its words from there
		kept         bool
	}{
		{"a later report, by this one alone", 9, 20, 7, false, false},
		{"a later report that it credits, by this one alone", 9, 20, 7, true, false},
		{"an earlier report", 1, 20, 7, false, true},
		{"a later report that has few others", 9, 3, 7, false, true},
		{"a later report that has another in common", 9, 20, 8, false, true},
	} {
		hashes := func(from uint32) []uint32 {
			list := []uint32{7}
			for i := range c.fingerprints {
				list = append(list, from+i)
			}
			return list
		}
		at, other := sketched(5, hashes(100)...), sketched(c.order, hashes(200)...)
		later, earlier := other, at
		if c.order < 5 || c.credits {
			later, earlier = at, other
		}
		later.Parents = []corefer.Parent{{Doc: earlier}}
		earlier.Children = []*corefer.Document{later}
		changed := NewCopyFinder().recount(crowded{at, c.hash})
		if kept := len(later.Parents) == 1; kept != c.kept || len(changed) > 0 == c.kept {
			t.Errorf("%s: kept: %t, changed: %d", c.name, kept, len(changed))
		}
	}
}
