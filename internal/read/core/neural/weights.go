package neural

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// Weights is a file of weights that is being read: its header, as JSON, names matrices, lists and numbers; the values
// stand behind it. Each method that finds something missing or cut short keeps the first such error for [Weights.Err]
// and gives what is safe to go on with.
type Weights struct {
	Labels  map[string][]string
	Scales  map[string]float32
	Tensors map[string]Tensor
	data    string
	err     error
}

// Tensor is one entry of the header.
type Tensor struct {
	Type  string // "i8", "f32" (little-endian), or "text": keys parted by line feeds
	Shape []int  // rows and columns
	At    int    // where its values begin, counted from the end of the header
	Size  int    // bytes
}

// Open reads the header of a file: a line with the name of its format, the length of the header in four bytes,
// little-endian, the header, and the values. Parts of raw are kept.
func Open(raw, format string) (*Weights, error) {
	rest, ok := strings.CutPrefix(raw, format+"\n")
	if !ok || len(rest) < 4 {
		return nil, fmt.Errorf("read weights: not of the format %q", format)
	}
	n := int64(binary.LittleEndian.Uint32([]byte(rest[:4])))
	if n > int64(len(rest)-4) {
		return nil, fmt.Errorf("read weights: the header is cut short")
	}
	w := &Weights{}
	if err := json.Unmarshal([]byte(rest[4:4+n]), w); err != nil {
		return nil, fmt.Errorf("read the header of weights: %w", err)
	}
	w.data = rest[4+n:]
	return w, nil
}

// Err is the first thing that was wrong, or nil.
func (w *Weights) Err() error {
	if w.err == nil {
		return nil
	}
	return fmt.Errorf("read weights: %w", w.err)
}

// Fail keeps an error, if there is none yet.
func (w *Weights) Fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// Has tells whether there is a tensor of that name.
func (w *Weights) Has(name string) bool { _, ok := w.Tensors[name]; return ok }

// Bytes are the values of a tensor of the given type.
func (w *Weights) Bytes(name, kind string) string {
	t, ok := w.Tensors[name]
	if !ok || t.Type != kind || t.At < 0 || t.Size < 0 || t.At > len(w.data) || t.Size > len(w.data)-t.At {
		w.Fail("%s is missing or cut short", name)
		return ""
	}
	return w.data[t.At : t.At+t.Size]
}

// Floats are the values of a tensor of type f32.
func (w *Weights) Floats(name string) []float32 {
	b := w.Bytes(name, "f32")
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(b[4*i : 4*i+4])))
	}
	return out
}

// Int8s are the values of a tensor of type i8.
func (w *Weights) Int8s(name string) []int8 {
	b := w.Bytes(name, "i8")
	out := make([]int8, len(b))
	for i := range out {
		out[i] = int8(b[i])
	}
	return out
}

// Rows are the values of a tensor of type i8 with two dimensions, and how wide a row is: 1 at least.
func (w *Weights) Rows(name string) (values string, width int) {
	values = w.Bytes(name, "i8")
	shape := w.Tensors[name].Shape
	if len(shape) != 2 || shape[0] < 1 || shape[1] < 1 || len(values)%shape[1] != 0 || len(values)/shape[1] != shape[0] {
		w.Fail("%s has no rows of one width", name)
		return "\x00", 1
	}
	return values, shape[1]
}

// Linear is the layer of that name, with its scales and, where it has one, its bias. It is nil once anything was wrong.
func (w *Weights) Linear(name string, inScale float32) *Linear {
	shape := w.Tensors[name].Shape
	if len(shape) != 2 {
		w.Fail("%s has no rows", name)
		return nil
	}
	var bias []float32
	if w.Has(name + ".bias") {
		bias = w.Floats(name + ".bias")
	}
	l, err := NewLinear(shape[0], shape[1], w.Int8s(name), w.Floats(name+".scale"), bias, inScale)
	if err != nil {
		w.Fail("%s: %w", name, err)
	}
	if w.err != nil {
		return nil
	}
	return l
}

// BiLSTM is the layer of that name: four matrices, name.forward.input and so on. It is nil once anything was wrong.
func (w *Weights) BiLSTM(name string, inScale float32) *BiLSTM {
	var directions [2]*LSTM
	for i, d := range []string{".forward", ".backward"} {
		input, recurrent := w.Linear(name+d+".input", inScale), w.Linear(name+d+".recurrent", HiddenScale)
		if w.err != nil {
			return nil
		}
		l, err := NewLSTM(input, recurrent)
		if err != nil {
			w.Fail("%s%s: %w", name, d, err)
			return nil
		}
		directions[i] = l
	}
	b, err := NewBiLSTM(directions[0], directions[1])
	if err != nil {
		w.Fail("%s: %w", name, err)
	}
	return b
}
