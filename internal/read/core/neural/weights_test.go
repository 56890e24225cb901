package neural

import (
	"encoding/binary"
	"testing"
)

// file is a file of weights with the given header and values.
func file(header, values string) string {
	return "format\n" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(header)))) + header + values
}

const small = `{"Labels":{"l":["a"]},"Scales":{"s":2},"Tensors":{
	"w":{"Type":"i8","Shape":[1,2],"At":0,"Size":2},
	"w.scale":{"Type":"f32","Shape":[1],"At":2,"Size":4},
	"k":{"Type":"text","Shape":[],"At":6,"Size":3},
	"f":{"Type":"f32","Shape":[1,1],"At":2,"Size":4}}}`

func TestWeightsAreRead(t *testing.T) {
	w, err := Open(file(small, "\x03\xfe\x00\x00\x00\x3fa\nb"), "format")
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, 1)
	l := w.Linear("w", 1)
	if l == nil {
		t.Fatal(w.Err())
	}
	l.Apply(out, []int8{10, 1}, 1) // (3·10 - 2·1)·0.5
	if out[0] != 14 || w.Bytes("k", "text") != "a\nb" || w.Scales["s"] != 2 || w.Labels["l"][0] != "a" || w.Err() != nil {
		t.Errorf("read %v, %q, %v, %v, %v", out, w.Bytes("k", "text"), w.Scales, w.Labels, w.Err())
	}
	if _, width := w.Rows("w"); width != 2 {
		t.Errorf("a row of w is %d wide", width)
	}
	if c := w.Chain("f", 1); c == nil {
		t.Error(w.Err())
	}
}

func TestWeightsThatAreWrong(t *testing.T) {
	whole := file(small, "\x03\xfe\x00\x00\x00\x3fa\nb")
	for name, raw := range map[string]string{
		"nothing": "", "another format": "formats\n", "a header that is cut short": whole[:20], "a header that is no JSON": file("{", ""),
	} {
		if _, err := Open(raw, "format"); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	for name, ask := range map[string]func(w *Weights){
		"a layer that is not there":         func(w *Weights) { w.Linear("no", 1) },
		"a layer without its scales":        func(w *Weights) { w.Linear("f", 1) },
		"a recurrent layer that is not":     func(w *Weights) { w.BiLSTM("w", 1) },
		"keys where bytes are":              func(w *Weights) { w.Bytes("w", "text") },
		"a chain of another size":           func(w *Weights) { w.Chain("f", 2) },
		"rows of keys":                      func(w *Weights) { w.Rows("k") },
		"values behind the end of the file": func(w *Weights) { w.data = ""; w.Int8s("w") },
	} {
		w, err := Open(whole, "format")
		if err != nil {
			t.Fatal(err)
		}
		if ask(w); w.Err() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzWeights(f *testing.F) {
	f.Add(file(small, "\x03\xfe\x00\x00\x00\x3fa\nb"))
	f.Add(file(`{"Tensors":{"w":{"Type":"i8","Shape":[-1,2],"At":-1,"Size":9223372036854775807}}}`, "x"))
	f.Fuzz(func(t *testing.T, raw string) {
		w, err := Open(raw, "format")
		if err != nil {
			return
		}
		for name := range w.Tensors {
			w.Linear(name, 1)
			w.BiLSTM(name, 1)
			w.Chain(name, 3)
			w.Rows(name)
			w.Floats(name)
		}
	})
}
