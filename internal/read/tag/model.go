package tag

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

const (
	table  = 1 << 18 // rows of the weight table; features are hashed into them (Weinberger et al. 2009)
	format = "firsthand tagger 1\n"
)

// Model is a trained tagger: a row of weights for each hashed feature, and the words that always have one tag.
type Model struct {
	weights [][count]int16
	sure    map[uint32]Tag // hash of a folded word -> its only tag
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

// tag fills out with the tags of one sentence.
func (m *Model) tag(l *lookup, out []Tag) {
	t1, t2 := count, count
	var rows [width]uint32
	for i, s := range l.shapes {
		var best Tag
		if s.punct {
			best = Punct
		} else if sure, ok := m.sure[s.word]; ok {
			best = sure
		} else {
			features(l.shapes, i, t1, t2, &rows)
			best = m.best(&rows)
		}
		out[i] = best
		t1, t2 = best, t1
	}
}

// best is the tag with the greatest sum of weights, the first of equals.
func (m *Model) best(rows *[width]uint32) Tag {
	var sum [count]int32
	for _, r := range rows {
		w := &m.weights[r]
		for k := range sum {
			sum[k] += int32(w[k])
		}
	}
	best := CC
	for k := best + 1; k < count; k++ {
		if sum[k] > sum[best] {
			best = k
		}
	}
	return best
}

// Encode writes the model as [Decode] reads it: the format's name, then gzip of the rows and the sure words in order of hash.
func (m *Model) Encode(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(z, format); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	for k := range count { // tag by tag, which packs better than row by row
		col := make([]byte, 0, 2*len(m.weights))
		for r := range m.weights {
			col = binary.LittleEndian.AppendUint16(col, uint16(m.weights[r][k]))
		}
		if _, err := z.Write(col); err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
	}
	for _, h := range sorted(m.sure) {
		var b [5]byte
		binary.LittleEndian.PutUint32(b[:], h)
		b[4] = byte(m.sure[h])
		if _, err := z.Write(b[:]); err != nil {
			return fmt.Errorf("write sure words: %w", err)
		}
	}
	return z.Close()
}

// Decode reads what Encode wrote. It refuses anything that is not whole.
func Decode(r io.Reader) (*Model, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("open weights: %w", err)
	}
	const most = 2*table*int64(count) + 1<<20
	raw, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(format))
	if !ok {
		return nil, fmt.Errorf("read weights: not a tagger of this format")
	}
	const rows = 2 * table * int(count)
	if len(rest) < rows || (len(rest)-rows)%5 != 0 {
		return nil, fmt.Errorf("read weights: %d bytes do not hold a whole tagger", len(rest))
	}
	m := &Model{weights: make([][count]int16, table), sure: map[uint32]Tag{}}
	for k := range count {
		for r := range m.weights {
			m.weights[r][k] = int16(binary.LittleEndian.Uint16(rest[2*(int(k)*table+r):]))
		}
	}
	for b := rest[rows:]; len(b) > 0; b = b[5:] {
		if b[4] >= byte(count) {
			return nil, fmt.Errorf("read weights: a sure word has tag %d of %d", b[4], count)
		}
		m.sure[binary.LittleEndian.Uint32(b)] = Tag(b[4])
	}
	return m, nil
}

// Score tags the examples and counts the words, marks of punctuation left out, that get the tag they should.
func (m *Model) Score(examples []Example) (right, all int) {
	var look lookup
	for _, e := range examples {
		look.fill(e.Text, 0, len(e.Text.Tokens))
		got := make([]Tag, len(e.Gold))
		m.tag(&look, got)
		for i, g := range e.Gold {
			if g == Punct {
				continue
			}
			all++
			if got[i] == g {
				right++
			}
		}
	}
	return right, all
}
