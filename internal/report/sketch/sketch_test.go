package sketch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
)

func TestResemblance(t *testing.T) {
	const alert = "Rescue workers on the east bank said on Monday that nine people were pulled from the rubble of a bakery."
	for _, c := range []struct {
		name string
		a, b string
		want float64
	}{
		{"the same words", alert, alert, 1},
		{"capitals, stops and dashes do not matter", alert, "RESCUE workers, on the east-bank, said on Monday: that nine people were pulled from the rubble of a bakery", 1},
		{"straight and curly apostrophes are one", "they don't know where to go", "they don’t know where to go", 1},
		{"a word put in the middle breaks the five grams over it", "a b c d e f g h i j", "a b c d e X f g h i j", 2.0 / 11},
		{"the order of words matters", "one two three four five", "five four three two one", 0},
		{"other words", alert, "Engineers reopened the northern bridge after a day of repairs, the council said in a note.", 0},
		{"Arabic", "قال السكان إن القصف لم يتوقف منذ الصباح", "قال السكان، إن القصف لم يتوقف منذ الصباح.", 1},
		{"every Chinese character is a word", "救援人员星期一说", "救援人员,星期一说。", 1},
		{"too short to have a five gram", "only four words here", "only four words here", 0},
		{"nothing", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := sketch.Resemblance(sketch.Of(c.a), sketch.Of(c.b)); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("resemblance %v, want %v", got, c.want)
			}
		})
	}
}

func TestShortTextHasNoSketch(t *testing.T) {
	if s := sketch.Of("only four words here"); s != nil {
		t.Errorf("sketch of four words is %d bytes, want none", len(s))
	}
}

func TestGramsSpanTheirWords(t *testing.T) {
	const text = "«Nous», we don’t know: où aller."
	var got []string
	for _, span := range sketch.Grams(text) {
		got = append(got, span.In(text))
	}
	want := []string{"Nous», we don’t know: où", "we don’t know: où aller"}
	if !slices.Equal(got, want) {
		t.Errorf("grams %q, want %q", got, want)
	}
}

// TestContainmentOfAShortReportInsideALongOne holds the estimate against the truth where the sketch is only a sample.
func TestContainmentOfAShortReportInsideALongOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		long, short int
		slack       float64
	}{
		{long: 250, short: 100, slack: 1e-9},
		{long: 900, short: 200, slack: 0.2},
		{long: 2500, short: 2500, slack: 0.1},
		{long: 2000, short: 1000, slack: 0.12},
	} {
		long := words(r, c.long)
		for _, share := range []float64{0, 0.3, 0.6, 1} {
			taken := int(share * float64(c.short))
			short := strings.Join([]string{strings.Join(strings.Fields(long)[:taken], " "), words(r, c.short-taken)}, " ")
			want := exact(short, long)
			if got := sketch.Containment(sketch.Of(short), sketch.Of(long)); math.Abs(got-want) > c.slack {
				t.Errorf("%d words of which %.2f stand among %d: estimate %.3f", c.short, want, c.long, got)
			}
		}
	}
}

// exact is the containment by its definition, over words split at spaces.
func exact(a, b string) float64 {
	grams := func(s string) map[string]bool {
		m := map[string]bool{}
		w := strings.Fields(s)
		for i := 0; i+sketch.Words <= len(w); i++ {
			m[strings.Join(w[i:i+sketch.Words], " ")] = true
		}
		return m
	}
	in, of := 0, grams(a)
	all := grams(b)
	for g := range of {
		if all[g] {
			in++
		}
	}
	return float64(in) / float64(len(of))
}

func words(r *rand.Rand, n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = fmt.Sprintf("w%d", r.IntN(5000))
	}
	return strings.Join(w, " ")
}

func TestSketchIsSortedDistinctAndBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ç", "د", "0", "水"}), 0, 900).Draw(t, "words"), " ")
		hashes := slices.Collect(sketch.All(sketch.Of(text)))
		if len(hashes) > sketch.Size {
			t.Fatalf("%d hashes, want at most %d", len(hashes), sketch.Size)
		}
		for i := 1; i < len(hashes); i++ {
			if hashes[i-1] >= hashes[i] {
				t.Fatalf("hash %d is not greater than the one before", i)
			}
		}
		all := map[uint32]bool{}
		for h := range sketch.Grams(text) {
			all[h] = true
		}
		if want := min(len(all), sketch.Size); len(hashes) != want {
			t.Fatalf("%d hashes of %d different grams, want %d", len(hashes), len(all), want)
		}
	})
}

func TestCompareIsSymmetric(t *testing.T) {
	gen := rapid.SliceOfN(rapid.SampledFrom([]string{"x", "y", "z"}), 0, 400)
	rapid.Check(t, func(t *rapid.T) {
		a := sketch.Of(strings.Join(gen.Draw(t, "a"), " "))
		b := sketch.Of(strings.Join(gen.Draw(t, "b"), " "))
		ab, ba := sketch.Compare(a, b), sketch.Compare(b, a)
		if ab.A != ba.B || ab.B != ba.A || ab.Shared != ba.Shared {
			t.Fatalf("compare one way %+v, the other way %+v", ab, ba)
		}
		if r := ab.Resemblance(); r < 0 || r > 1 {
			t.Fatalf("resemblance %v", r)
		}
	})
}

// FuzzGrams holds that any bytes give valid spans in order, and FuzzCompare that any bytes can stand for a sketch.
func FuzzGrams(f *testing.F) {
	f.Add("one two three four five six")
	f.Add("don’t \xff\xfe ' ’ 水水水水水 e\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		for _, span := range sketch.Grams(text) {
			if span.Start <= last || span.End > len(text) || span.Empty() {
				t.Fatalf("span %v after start %d in %d bytes", span, last, len(text))
			}
			last = span.Start
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add([]byte(sketch.Of("one two three four five six")), []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		o := sketch.Compare(report.Sketch(a), report.Sketch(b))
		if r := o.Resemblance(); r < 0 || r > 1 {
			t.Fatalf("resemblance %v of %+v", r, o)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	text := words(r, 600)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		sketch.Of(text)
	}
	b.ReportMetric(600*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
