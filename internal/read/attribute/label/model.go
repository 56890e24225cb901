package label

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

const (
	cueTable  = 1 << 18
	spanTable = 1 << 18
	stepTable = 1 << 15
	format    = "firsthand labels 1\n"
)

// Threshold is the log-odds above which a word is taken for a cue: where precision and recall of content balance on PolNeAR's dev part.
const Threshold = -0.5

// Model is a trained labeller.
type Model struct {
	cue      []int16
	cueScale float32 // log-odds a unit of cue
	span     [][labels]int16
	step     [][labels * labels]int16
	nouns    map[uint32]bool // hashes of words that can be cues though no verbs
}

//go:embed weights.bin.gz
var packed []byte

var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(bytes.NewReader(packed))
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the labeller's embedded weights: %v", err))
	}
	return m
})

// Encode writes the model as [Decode] reads it: gzip of the format's name, the scale, the tables label by label, and the nouns' hashes in order.
func (m *Model) Encode(out io.Writer) error {
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := append([]byte(format), binary.LittleEndian.AppendUint32(nil, math.Float32bits(m.cueScale))...)
	for _, x := range m.cue {
		b = binary.LittleEndian.AppendUint16(b, uint16(x))
	}
	for l := range labels {
		for r := range m.span {
			b = binary.LittleEndian.AppendUint16(b, uint16(m.span[r][l]))
		}
	}
	for l := range labels * labels {
		for r := range m.step {
			b = binary.LittleEndian.AppendUint16(b, uint16(m.step[r][l]))
		}
	}
	var nouns []uint32
	for h := range m.nouns {
		nouns = append(nouns, h)
	}
	slices.Sort(nouns)
	for _, h := range nouns {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	if _, err := z.Write(b); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return z.Close()
}

// Decode reads what Encode wrote. It refuses anything that is not whole.
func Decode(in io.Reader) (*Model, error) {
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("open weights: %w", err)
	}
	const tables = 4 + 2*(cueTable+labels*spanTable+labels*labels*stepTable)
	raw, err := io.ReadAll(io.LimitReader(z, tables+1<<20))
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(format))
	if !ok {
		return nil, fmt.Errorf("read weights: not a labeller of this format")
	}
	if len(rest) < tables || (len(rest)-tables)%4 != 0 {
		return nil, fmt.Errorf("read weights: %d bytes do not hold a whole labeller", len(rest))
	}
	m := newModel()
	m.cueScale = math.Float32frombits(binary.LittleEndian.Uint32(rest))
	at := 4
	next := func() int16 { at += 2; return int16(binary.LittleEndian.Uint16(rest[at-2:])) }
	for r := range m.cue {
		m.cue[r] = next()
	}
	for l := range labels {
		for r := range m.span {
			m.span[r][l] = next()
		}
	}
	for l := range labels * labels {
		for r := range m.step {
			m.step[r][l] = next()
		}
	}
	for ; at < len(rest); at += 4 {
		m.nouns[binary.LittleEndian.Uint32(rest[at:])] = true
	}
	return m, nil
}

func newModel() *Model {
	return &Model{cue: make([]int16, cueTable), span: make([][labels]int16, spanTable), step: make([][labels * labels]int16, stepTable), nouns: map[uint32]bool{}}
}
