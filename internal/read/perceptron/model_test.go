package perceptron

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// learned draws a trainer after random lessons in a table of 16 rows, and tells the weights that a model of it must have.
func learned(t *rapid.T) *Trainer {
	tr := NewTrainer(4)
	for range rapid.IntRange(0, 300).Draw(t, "lessons") {
		tr.Step()
		rows := []uint32{uint32(rapid.IntRange(0, 15).Draw(t, "row"))}
		tr.Mend(rows, uint8(rapid.IntRange(0, 50).Draw(t, "class")), float32(rapid.IntRange(-3, 3).Draw(t, "by")))
	}
	return tr
}

// However a row is kept, as a list or in lanes, adding rows adds the weights that were learned.
func TestAddAddsEveryWeightOfEveryRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := learned(t).Average(10, 0)
		rows := rapid.SliceOfN(rapid.Uint32Range(0, 15), 0, 40).Draw(t, "rows")
		var got, want Sums
		m.Add(rows, &got)
		for _, r := range rows {
			for _, c := range m.row(int(r), nil) {
				want[c.class] += int32(c.weight)
			}
		}
		if got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := learned(t).Average(10, 1)
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if err := m.Encode(z); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		z2, err := gzip.NewReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(z2, 51)
		if err != nil {
			t.Fatal(err)
		}
		for r := range 16 {
			if d := cmp.Diff(m.row(r, nil), back.row(r, nil), cmp.AllowUnexported(cell{})); d != "" {
				t.Fatalf("row %d: %s", r, d)
			}
		}
	})
}

func TestAWeightCountsForTheStepsThatItHeld(t *testing.T) {
	tr := NewTrainer(4)
	tr.Mend([]uint32{3}, 1, 8) // made at the first step
	tr.Step()
	tr.Mend([]uint32{3}, 2, 8) // made at the last step: it held for none
	m := tr.Average(30, 0)
	row := m.row(3, nil)
	if len(row) != 1 || row[0].class != 1 || row[0].weight <= 0 {
		t.Errorf("%+v", row)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{4, 0, 0, 0, 0})
	f.Add(append([]byte{1, 1, 0, 0, 0, 1, 0}, 3, 5))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 0 && b[0] > 12 {
			return // large tables only cost time
		}
		m, err := Decode(bytes.NewReader(b), 51)
		if err != nil {
			return
		}
		var sums Sums
		m.Add([]uint32{0, m.Row(7)}, &sums)
	})
}
