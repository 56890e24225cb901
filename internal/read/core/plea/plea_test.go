package plea

import (
	"bytes"
	"fmt"
	"testing"
)

// examples are texts of two words, of which the first tells the label "a" and the second the label "b".
func examples() []Example {
	var out []Example
	for i := range 40 {
		first, second := i%2 == 0, i%3 == 0
		out = append(out, Example{
			Features: []uint32{Feature(fmt.Sprint("first", first)), Feature(fmt.Sprint("second", second)), Feature(fmt.Sprint("noise", i%7))},
			Has:      []bool{first, second},
		})
	}
	return out
}

func fitted(t *testing.T) *Model {
	t.Helper()
	m, err := Fit([]string{"a", "b"}, examples(), Settings{Cost: 1})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWhatIsLearned(t *testing.T) {
	m := fitted(t)
	for i, e := range examples() {
		for l, margin := range m.Margins(e.Features) {
			if margin > 0 != e.Has[l] {
				t.Errorf("example %d, label %s: margin %g, has it: %v", i, m.Labels()[l], margin, e.Has[l])
			}
		}
	}
}

func TestTheSameExamplesGiveTheSameWeights(t *testing.T) {
	if !bytes.Equal(fitted(t).Bytes(), fitted(t).Bytes()) {
		t.Error("two fits differ")
	}
}

func TestAModelIsReadAsItWasWritten(t *testing.T) {
	b := fitted(t).Bytes()
	m, err := Load(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, m.Bytes()) {
		t.Error("the model changed")
	}
	for _, n := range []int{0, 4, len(magic), len(magic) + 3, len(b) - 1} {
		if _, err := Load(b[:n]); err == nil {
			t.Errorf("%d of %d bytes are read as a model", n, len(b))
		}
	}
}

func TestAnExampleThatCountsForNothing(t *testing.T) {
	all := examples()
	plain, err := Fit([]string{"a", "b"}, all, Settings{Cost: 1})
	if err != nil {
		t.Fatal(err)
	}
	wrong := Example{Features: all[0].Features, Has: []bool{!all[0].Has[0], !all[0].Has[1]}, Weight: []float64{0, 0}}
	more, err := Fit([]string{"a", "b"}, append(all, wrong), Settings{Cost: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := more.Margins(all[0].Features)[0] > 0, plain.Margins(all[0].Features)[0] > 0; got != want {
		t.Error("an example of no weight changed what is learned")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(magic + "\x01\x01a\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Load(b); err == nil && !bytes.Equal(m.Bytes(), b) {
			t.Error("a model that is not written as it was read")
		}
	})
}
