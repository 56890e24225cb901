package tag

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"

	"firsthand/internal/read/perceptron"
)

const format = "firsthand tagger 2\n"

// class is what the tagger decides on: a Penn tag and a universal one together. Those that occur in training are numbered.
type class struct {
	tag  Tag
	upos UPOS
}

// Model is a trained tagger.
type Model struct {
	classes []class
	marks   []uint8 // the classes that a mark of punctuation can have
	words   []uint8 // and those that a word or number can have
	lexicon *lexicon
	weights *perceptron.Model
}

//go:embed weights.bin.gz
var packed []byte

var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(bytes.NewReader(packed))
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the tagger's embedded weights: %v", err))
	}
	return m
})

func newModel(classes []class) *Model {
	m := &Model{classes: classes}
	for i, c := range classes {
		if c.tag == Punct {
			m.marks = append(m.marks, uint8(i))
		} else {
			m.words = append(m.words, uint8(i))
		}
	}
	return m
}

// none is the class of what stands before the first token.
const none = 255

// tag fills out with the classes of the sentence in v.
func (m *Model) tag(v *view, out []uint8) {
	c1, c2 := uint8(none), uint8(none)
	var rows [width]uint32
	for i := range out {
		l := &v.looks[i+margin]
		if l.sure >= 0 {
			out[i] = uint8(l.sure)
		} else {
			features(v.looks, i+margin, c1, c2, m.weights.Bits(), &rows)
			var sums perceptron.Sums
			m.weights.Add(rows[:], &sums)
			from := m.words
			if l.mark {
				from = m.marks
			}
			best := from[0]
			for _, c := range from[1:] {
				if sums[c] > sums[best] {
					best = c
				}
			}
			out[i] = best
		}
		c1, c2 = out[i], c1
	}
}

// Encode writes the model as [Decode] reads it: gzip of the format's name, the classes, the lexicon in order of hash, the weights.
func (m *Model) Encode(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := append([]byte(format), byte(len(m.classes)))
	for _, c := range m.classes {
		b = append(b, byte(c.tag), byte(c.upos))
	}
	words := slices.DeleteFunc(slices.Clone(m.lexicon.slots), func(e entry) bool { return !e.used })
	slices.SortFunc(words, func(a, b entry) int { return int(int64(a.hash) - int64(b.hash)) })
	b = binary.LittleEndian.AppendUint32(b, uint32(len(words)))
	for _, e := range words {
		b = binary.LittleEndian.AppendUint32(b, e.hash)
	}
	for _, e := range words {
		b = binary.LittleEndian.AppendUint16(b, e.usual)
	}
	for _, e := range words {
		b = binary.LittleEndian.AppendUint16(b, e.cluster)
	}
	for _, e := range words {
		b = append(b, byte(e.sure+1))
	}
	if _, err := z.Write(b); err != nil {
		return fmt.Errorf("write tagger: %w", err)
	}
	if err := m.weights.Encode(z); err != nil {
		return fmt.Errorf("write tagger: %w", err)
	}
	return z.Close()
}

// Decode reads what Encode wrote. It refuses anything that is not whole.
func Decode(r io.Reader) (*Model, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("open tagger: %w", err)
	}
	head := make([]byte, len(format)+1)
	if _, err := io.ReadFull(z, head); err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	if string(head[:len(format)]) != format {
		return nil, fmt.Errorf("read tagger: not of this format")
	}
	n := int(head[len(format)])
	raw := make([]byte, 2*n+4)
	if _, err := io.ReadFull(z, raw); err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	classes := make([]class, n)
	for i := range classes {
		classes[i] = class{Tag(raw[2*i]), UPOS(raw[2*i+1])}
		if classes[i].tag >= count || classes[i].upos >= countUPOS {
			return nil, fmt.Errorf("read tagger: class %d is none", i)
		}
	}
	m := newModel(classes)
	if n > perceptron.MaxClasses || len(m.marks) == 0 || len(m.words) == 0 {
		return nil, fmt.Errorf("read tagger: %d classes", n)
	}
	words := binary.LittleEndian.Uint32(raw[2*n:])
	if words > 1<<20 {
		return nil, fmt.Errorf("read tagger: a lexicon of %d words", words)
	}
	raw = make([]byte, 9*words)
	if _, err := io.ReadFull(z, raw); err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	m.lexicon = newLexicon(int(words))
	for i := range words {
		e := entry{hash: binary.LittleEndian.Uint32(raw[4*i:]), usual: binary.LittleEndian.Uint16(raw[4*words+2*i:]),
			cluster: binary.LittleEndian.Uint16(raw[6*words+2*i:]), sure: int16(raw[8*words+i]) - 1}
		if int(e.sure) >= n {
			return nil, fmt.Errorf("read tagger: a word of class %d of %d", e.sure, n)
		}
		m.lexicon.add(e)
	}
	if m.weights, err = perceptron.Decode(z, n); err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	if rest, err := io.Copy(io.Discard, z); err != nil || rest > 0 {
		return nil, fmt.Errorf("read tagger: %d bytes too many: %v", rest, err)
	}
	return m, nil
}
