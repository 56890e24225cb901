// Package perceptron is the linear classifier that the trained parts of reading share: an averaged perceptron of many classes
// (Collins 2002) over hashed features (Weinberger et al. 2009).
//
// A feature is a row of a table, found by hashing; a row holds a weight for each class that it ever helped to choose or to avoid. Most rows
// hold a few, and are kept as short lists. A full row is kept as lanes of 16 bits, four to a machine word, so that four classes are
// added in one step.
package perceptron

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// MaxClasses is the largest number of classes of a model.
const MaxClasses = 128

// cell is the weight that a row gives to one class.
type cell struct {
	class  uint8
	weight int8
}

// Model is a trained classifier. It is not changed by use.
type Model struct {
	bits   int      // the table has 1<<bits rows
	refs   []uint32 // where each row is: see list and full
	cells  []cell
	stride int      // machine words in a full row
	lanes  []uint64 // full rows: each weight plus bias
}

// A row of at most longest cells is a list.
const longest = 14

// bias makes every weight of a full row positive. A lane holds the sum of 256 rows at least, so that it never runs into the next.
const bias = 128

// maxRows is how many rows may be added up at once.
const maxRows = 1 << 16 / (2 * bias)

const fullRow = 15 // in the low four bits of a reference; else they are the length of a list. The other bits are where it begins

// Sums are the weights added up for each class.
type Sums [MaxClasses]int32

// Add adds the weights of the rows to sums. There must not be more than 256 rows.
func (m *Model) Add(rows []uint32, sums *Sums) {
	var all [MaxClasses / 4]uint64
	full := int32(0)
	for _, r := range rows[:min(len(rows), maxRows)] {
		ref := m.refs[r]
		at, n := ref>>4, ref&15
		if n != fullRow {
			for _, c := range m.cells[at : at+n] {
				sums[c.class&(MaxClasses-1)] += int32(c.weight)
			}
			continue
		}
		full++
		row := m.lanes[at : at+uint32(m.stride)]
		acc := all[:len(row)]
		for k, v := range row {
			acc[k] += v
		}
	}
	for k, v := range all[:m.stride] {
		four := sums[4*k : 4*k+4 : 4*k+4]
		four[0] += int32(v&0xffff) - bias*full
		four[1] += int32(v>>16&0xffff) - bias*full
		four[2] += int32(v>>32&0xffff) - bias*full
		four[3] += int32(v>>48) - bias*full
	}
}

// pack makes a model of rows given one after another: how many cells each has, and the cells.
func pack(bits int, lengths []uint8, cells []cell) *Model {
	m := &Model{bits: bits, refs: make([]uint32, 1<<bits)}
	most := uint8(0)
	for _, c := range cells {
		most = max(most, c.class)
	}
	m.stride = int(most)/4 + 1
	for r, n := range lengths {
		row := cells[:n]
		cells = cells[n:]
		if n <= longest {
			m.refs[r] = uint32(len(m.cells))<<4 | uint32(n)
			m.cells = append(m.cells, row...)
			continue
		}
		at := len(m.lanes)
		m.refs[r] = uint32(at)<<4 | fullRow
		for range m.stride {
			m.lanes = append(m.lanes, bias|bias<<16|bias<<32|bias<<48)
		}
		for _, c := range row {
			m.lanes[at+int(c.class)/4] += uint64(int64(c.weight)) << (16 * (c.class % 4))
		}
	}
	m.cells, m.lanes = slices.Clip(m.cells), slices.Clip(m.lanes)
	return m
}

// row appends the cells of row r to out.
func (m *Model) row(r int, out []cell) []cell {
	at, n := m.refs[r]>>4, m.refs[r]&15
	if n != fullRow {
		return append(out, m.cells[at:at+n]...)
	}
	for c := range 4 * m.stride {
		if w := int(m.lanes[int(at)+c/4]>>(16*(c%4))&0xffff) - bias; w != 0 {
			out = append(out, cell{uint8(c), int8(w)})
		}
	}
	return out
}

// Row is the row of a feature's hash.
func (m *Model) Row(hash uint64) uint32 { return Row(hash, m.bits) }

// Bits is the binary logarithm of the number of rows.
func (m *Model) Bits() int { return m.bits }

// Row is the row of a feature's hash in a table of 1<<bits rows: the upper bits of a multiplicative hash (Knuth 1973, 6.4).
func Row(hash uint64, bits int) uint32 {
	return uint32(hash * 0x9e3779b97f4a7c15 >> (64 - uint(bits)))
}

// Encode writes the model to z: the table's size, how many cells each row has, their classes, their weights.
func (m *Model) Encode(z *gzip.Writer) error {
	lengths := make([]byte, len(m.refs))
	var cells []cell
	for r := range m.refs {
		n := len(cells)
		cells = m.row(r, cells)
		lengths[r] = byte(len(cells) - n)
	}
	head := binary.LittleEndian.AppendUint32([]byte{byte(m.bits)}, uint32(len(cells)))
	classes, weights := make([]byte, len(cells)), make([]byte, len(cells))
	for i, c := range cells {
		classes[i], weights[i] = c.class, byte(c.weight)
	}
	for _, b := range [][]byte{head, lengths, classes, weights} {
		if _, err := z.Write(b); err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
	}
	return nil
}

// Decode reads what [Model.Encode] wrote, and no more of r. classes is how many classes the caller knows; a model of more is refused.
func Decode(r io.Reader, classes int) (*Model, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	bits, cells := int(head[0]), binary.LittleEndian.Uint32(head[1:])
	if bits < 1 || bits > 24 || cells > 1<<24 {
		return nil, fmt.Errorf("read weights: a table of 2^%d rows and %d cells is none of ours", bits, cells)
	}
	lengths, raw := make([]byte, 1<<bits), make([]byte, 2*cells)
	for _, b := range [][]byte{lengths, raw} {
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, fmt.Errorf("read weights: %w", err)
		}
	}
	all := make([]cell, cells)
	for i := range all {
		all[i] = cell{raw[i], int8(raw[int(cells)+i])}
		if int(all[i].class) >= min(classes, MaxClasses) {
			return nil, fmt.Errorf("read weights: class %d of %d", raw[i], classes)
		}
	}
	sum := 0
	for _, n := range lengths {
		sum += int(n)
	}
	if sum != len(all) {
		return nil, fmt.Errorf("read weights: rows hold %d cells of %d", sum, len(all))
	}
	return pack(bits, lengths, all), nil
}

// Trainer learns a model. Weights are averaged over all steps with the two sums of Daumé (2006, section 2.1).
type Trainer struct {
	bits int
	rows [][]lesson
	step float64
}

type lesson struct {
	sum    float64 // of each change times the step at which it was made
	weight float32
	class  uint8
}

// NewTrainer is a trainer of a model of 1<<bits rows.
func NewTrainer(bits int) *Trainer {
	return &Trainer{bits: bits, rows: make([][]lesson, 1<<bits), step: 1}
}

// Row is the row of a feature's hash.
func (t *Trainer) Row(hash uint64) uint32 { return Row(hash, t.bits) }

// Step counts one more decision, right or wrong.
func (t *Trainer) Step() { t.step++ }

// Add adds the present weights of the rows to sums.
func (t *Trainer) Add(rows []uint32, sums *[MaxClasses]float32) {
	for _, r := range rows {
		for _, c := range t.rows[r] {
			sums[c.class&(MaxClasses-1)] += c.weight
		}
	}
}

// Mend changes the weight of a class in each of the rows.
func (t *Trainer) Mend(rows []uint32, class uint8, by float32) {
next:
	for _, r := range rows {
		for i := range t.rows[r] {
			if c := &t.rows[r][i]; c.class == class {
				c.weight += by
				c.sum += t.step * float64(by)
				continue next
			}
		}
		t.rows[r] = append(t.rows[r], lesson{t.step * float64(by), by, class})
	}
}

// Average is the model of the averaged weights, in steps of one unit-th of the mean size of a weight. Weights of at most cut steps are left
// out: most of them are noise, and take up space.
func (t *Trainer) Average(unit, cut float64) *Model {
	total, n := 0.0, 0
	for _, row := range t.rows {
		for _, c := range row {
			total += math.Abs(float64(c.weight) - c.sum/t.step)
			n++
		}
	}
	scale := unit / max(total/float64(max(n, 1)), 1e-9)
	lengths := make([]uint8, len(t.rows))
	var cells []cell
	for r, row := range t.rows {
		for _, c := range row {
			if w := math.Round((float64(c.weight) - c.sum/t.step) * scale); math.Abs(w) > cut {
				cells = append(cells, cell{c.class, int8(max(-127, min(127, w)))})
				lengths[r]++
			}
		}
	}
	return pack(t.bits, lengths, cells)
}
