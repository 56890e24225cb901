package picture_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/desk/picture"
)

// world is what rapid draws: boxes and links, among them links that a careless caller might give.
type world struct {
	boxes []picture.Box
	links []picture.Link
}

// anyWorld draws up to 40 boxes with any links; ordered makes them free of cycles.
func anyWorld(ordered bool) *rapid.Generator[world] {
	return rapid.Custom(func(t *rapid.T) world {
		n := rapid.IntRange(0, 40).Draw(t, "boxes")
		var w world
		for range n {
			w.boxes = append(w.boxes, picture.Box{
				Label: rapid.OneOf(rapid.SampledFrom([]string{"", "Rasd", "United Nations office in the north", "الهلال الأحمر", "世界通訊社"}), rapid.StringN(0, 60, 200)).Draw(t, "label"),
				Note:  rapid.SampledFrom([]string{"", "3 March 2017", "says that a surgeon told its correspondent by telephone"}).Draw(t, "note"),
			})
		}
		if n == 0 {
			return w
		}
		for range rapid.IntRange(0, 2*n).Draw(t, "links") {
			l := picture.Link{From: rapid.IntRange(-1, n).Draw(t, "from"), To: rapid.IntRange(-1, n).Draw(t, "to")}
			if ordered && l.From > l.To {
				l.From, l.To = l.To, l.From
			}
			w.links = append(w.links, l)
		}
		return w
	})
}

var anyStyle = rapid.SampledFrom([]picture.Style{picture.Wide, picture.Narrow})

func TestBoxesNeverOverlapAndStayInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, s := anyWorld(false).Draw(t, "world"), anyStyle.Draw(t, "style")
		d := picture.Lay(w.boxes, w.links, s)
		if len(d.Boxes) != len(w.boxes) {
			t.Fatalf("%d boxes drawn, want %d", len(d.Boxes), len(w.boxes))
		}
		drawn := map[int]bool{}
		for i, b := range d.Boxes {
			drawn[b.Box] = true
			if b.X < 0 || b.Y < 0 || b.X+b.W > d.Width || b.Y+b.H > d.Height {
				t.Fatalf("box %+v is not inside %v × %v", b, d.Width, d.Height)
			}
			for _, o := range d.Boxes[:i] {
				if b.X < o.X+o.W && o.X < b.X+b.W && b.Y < o.Y+o.H && o.Y < b.Y+b.H {
					t.Fatalf("boxes overlap: %+v and %+v", b, o)
				}
			}
			for _, l := range slices.Concat(b.Label, b.Note) {
				if l.X < b.X || l.Y < b.Y || l.Y > b.Y+b.H {
					t.Fatalf("words %+v lie outside their box %+v", l, b)
				}
			}
			if len(b.Label) > s.Lines {
				t.Fatalf("%d lines, want at most %d", len(b.Label), s.Lines)
			}
		}
		if len(drawn) != len(w.boxes) {
			t.Fatalf("%d different boxes drawn, want %d", len(drawn), len(w.boxes))
		}
	})
}

var number = regexp.MustCompile(`-?\d+(\.\d+)?`)

// points are the numbers of a path, where every command but H takes pairs.
func points(t *rapid.T, path string) [][2]float64 {
	var out [][2]float64
	y := 0.0
	for _, cmd := range regexp.MustCompile(`[MCH][^MCH]*`).FindAllString(path, -1) {
		var v []float64
		for _, n := range number.FindAllString(cmd, -1) {
			f, err := strconv.ParseFloat(n, 64)
			if err != nil {
				t.Fatalf("path %q: %v", path, err)
			}
			v = append(v, f)
		}
		if cmd[0] == 'H' {
			out = append(out, [2]float64{v[0], y})
			continue
		}
		for i := 0; i+1 < len(v); i += 2 {
			out = append(out, [2]float64{v[i], v[i+1]})
			y = v[i+1]
		}
	}
	return out
}

func TestCurvesStayInsideAndJoinTheirBoxes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, s := anyWorld(false).Draw(t, "world"), anyStyle.Draw(t, "style")
		d := picture.Lay(w.boxes, w.links, s)
		at := make([]picture.Placed, len(w.boxes))
		for _, b := range d.Boxes {
			at[b.Box] = b
		}
		for _, c := range d.Curves {
			ps := points(t, c.Path)
			for _, p := range ps { // a Bézier curve lies in the hull of its points
				if p[0] < 0 || p[0] > d.Width || p[1] < 0 || p[1] > d.Height {
					t.Fatalf("curve %q leaves %v × %v", c.Path, d.Width, d.Height)
				}
			}
			from, to := at[w.links[c.Link].From], at[w.links[c.Link].To]
			if first := ps[0]; math.Abs(first[0]-from.X-from.W) > 0.05 || first[1] < from.Y || first[1] > from.Y+from.H {
				t.Fatalf("curve %q does not start at %+v", c.Path, from)
			}
			if last := ps[len(ps)-1]; math.Abs(last[0]-to.X) > 0.05 || last[1] < to.Y || last[1] > to.Y+to.H {
				t.Fatalf("curve %q does not end at %+v", c.Path, to)
			}
		}
	})
}

func TestLinksRunForwardAndNeverThroughABox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, s := anyWorld(true).Draw(t, "world"), anyStyle.Draw(t, "style")
		d := picture.Lay(w.boxes, w.links, s)
		column := map[int]int{}
		for _, b := range d.Boxes {
			column[b.Box] = b.Column
		}
		want := map[picture.Link]bool{}
		for _, l := range w.links {
			if l.From >= 0 && l.To < len(w.boxes) && l.From != l.To {
				want[l] = true
			}
		}
		if len(d.Curves) != len(want) {
			t.Fatalf("%d curves for %d different links", len(d.Curves), len(want))
		}
		for _, c := range d.Curves {
			l := w.links[c.Link]
			if column[l.From] >= column[l.To] {
				t.Fatalf("link %v runs from column %d to %d", l, column[l.From], column[l.To])
			}
			ps := points(t, c.Path)
			for i := 1; i < len(ps); i++ { // straight parts are the only ones that cross columns
				a, b := ps[i-1], ps[i]
				if a[1] != b[1] || math.Abs(b[0]-a[0]-d.Boxes[0].W) > 0.05 {
					continue
				}
				for _, box := range d.Boxes {
					if math.Abs(box.X-a[0]) < 0.05 && a[1] > box.Y && a[1] < box.Y+box.H {
						t.Fatalf("link %v runs through box %+v", l, box)
					}
				}
			}
		}
	})
}

func TestTheSameGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, s := anyWorld(false).Draw(t, "world"), anyStyle.Draw(t, "style")
		a, b := picture.Lay(w.boxes, w.links, s), picture.Lay(w.boxes, w.links, s)
		if d := cmp.Diff(a, b); d != "" {
			t.Fatal(d)
		}
	})
}

func TestLabelsAreWrappedAndShortened(t *testing.T) {
	for _, c := range []struct {
		name, label string
		style       picture.Style
		want        []string
	}{
		{"short", "Rasd", picture.Wide, []string{"Rasd"}},
		{"empty", "  ", picture.Wide, nil},
		{"two lines", "Rasd Monitoring Group of the river valley", picture.Wide, []string{"Rasd Monitoring Group of", "the river valley"}},
		{"too long", strings.Repeat("harbour ", 12), picture.Wide, []string{"harbour harbour harbour", "harbour harbour harbour h…"}},
		{"one long word", strings.Repeat("h", 80), picture.Wide, []string{strings.Repeat("h", 22) + "…"}},
		{"narrow", "Rasd Monitoring Group", picture.Narrow, []string{"Rasd", "Monitoring", "Group"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := picture.Lay([]picture.Box{{Label: c.label}}, nil, c.style)
			var got []string
			for _, l := range d.Boxes[0].Label {
				got = append(got, l.Words)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestColumnsFindRoomWhileTheyCan(t *testing.T) {
	for columns, want := range map[int]float64{1: 236, 2: 544, 3: 852, 4: 1160, 5: 1160, 6: 1160, 7: 1160, 8: 1288} {
		boxes := make([]picture.Box, columns)
		var links []picture.Link
		for i := 1; i < columns; i++ {
			links = append(links, picture.Link{From: i - 1, To: i})
		}
		d := picture.Lay(boxes, links, picture.Wide)
		if math.Abs(d.Width-want) > 1 {
			t.Errorf("%d columns are %v wide, want %v", columns, d.Width, want)
		}
	}
}

func TestAStarOfReportsCrossesNothing(t *testing.T) {
	// Two origins with their own reports, listed so that drawing them in order would cross every link.
	boxes := make([]picture.Box, 12)
	var links []picture.Link
	for i := 2; i < 12; i++ {
		links = append(links, picture.Link{From: i % 2, To: i})
	}
	d := picture.Lay(boxes, links, picture.Wide)
	var sides []int
	for _, b := range d.Boxes {
		if b.Box >= 2 {
			sides = append(sides, b.Box%2)
		}
	}
	if d := cmp.Diff([]int{0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, sides); d != "" {
		t.Errorf("reports of one origin are not side by side (-want +got)\n%s", d)
	}
}

func FuzzLay(f *testing.F) {
	f.Add("Rasd", "told", "Harbour Wire", uint8(0), uint8(1))
	f.Add("\xff\u202e", "", strings.Repeat("x", 300), uint8(1), uint8(0))
	f.Fuzz(func(t *testing.T, a, note, b string, from, to uint8) {
		d := picture.Lay([]picture.Box{{a, note}, {b, ""}, {note, a}}, []picture.Link{{int(from), int(to)}, {1, 2}}, picture.Narrow)
		for _, box := range d.Boxes {
			for _, l := range box.Label {
				if utf8.ValidString(a) && utf8.ValidString(b) && utf8.ValidString(note) && !utf8.ValidString(l.Words) {
					t.Errorf("a rune was cut in %q", l.Words)
				}
			}
		}
	})
}

func BenchmarkLay(b *testing.B) {
	boxes := make([]picture.Box, 72)
	var links []picture.Link
	for i := range boxes {
		boxes[i] = picture.Box{Label: fmt.Sprintf("Outlet number %d of the valley", i), Note: "3 March 2017"}
		if i >= 12 {
			links = append(links, picture.Link{From: i % 12, To: i}, picture.Link{From: i % 5, To: i})
		}
	}
	for b.Loop() {
		picture.Lay(boxes, links, picture.Wide)
	}
}
