// Package perceptron is the linear classifier that the trained parts of reading share: an averaged perceptron of many classes
// (Collins 2002) over hashed features (Weinberger et al. 2009).
//
// A feature is a row of a table, found by hashing; a row holds a weight for each class it ever helped to choose or to avoid. Most
// rows hold two or three of some fifty, so a row is kept as a short list, which is smaller and faster than a full one.
package perceptron

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
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
	bits  int      // the table has 1<<bits rows
	start []uint32 // cells[start[r]:start[r+1]] is row r
	cells []cell
}

// Sums are the weights added up for each class.
type Sums [MaxClasses]int32

// Add adds the weights of the rows to sums.
func (m *Model) Add(rows []uint32, sums *Sums) {
	for _, r := range rows {
		for _, c := range m.cells[m.start[r]:m.start[r+1]] {
			sums[c.class&(MaxClasses-1)] += int32(c.weight)
		}
	}
}

// Row is the row of a feature's hash.
func (m *Model) Row(hash uint64) uint32 { return Row(hash, m.bits) }

// Bits is the binary logarithm of the number of rows.
func (m *Model) Bits() int { return m.bits }

// Row is the row of a feature's hash in a table of 1<<bits rows: the upper bits of a multiplicative hash (Knuth 1973, 6.4).
func Row(hash uint64, bits int) uint32 {
	return uint32(hash * 0x9e3779b97f4a7c15 >> (64 - uint(bits)))
}

// Cells is the number of weights that are not zero.
func (m *Model) Cells() int { return len(m.cells) }

// Encode writes the model to z: the table's size, how many cells each row has, their classes, their weights.
func (m *Model) Encode(z *gzip.Writer) error {
	head := binary.LittleEndian.AppendUint32([]byte{byte(m.bits)}, uint32(len(m.cells)))
	rows := len(m.start) - 1
	lengths, classes, weights := make([]byte, rows), make([]byte, len(m.cells)), make([]byte, len(m.cells))
	for r := range rows {
		lengths[r] = byte(m.start[r+1] - m.start[r])
	}
	for i, c := range m.cells {
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
	m := &Model{bits: bits, start: make([]uint32, 1<<bits+1), cells: make([]cell, cells)}
	for i, n := range lengths {
		m.start[i+1] = m.start[i] + uint32(n)
	}
	if m.start[1<<bits] != cells {
		return nil, fmt.Errorf("read weights: rows hold %d cells of %d", m.start[1<<bits], cells)
	}
	for i := range m.cells {
		if int(raw[i]) >= min(classes, MaxClasses) {
			return nil, fmt.Errorf("read weights: class %d of %d", raw[i], classes)
		}
		m.cells[i] = cell{raw[i], int8(raw[int(cells)+i])}
	}
	return m, nil
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

// Average is the model of the averaged weights, in steps of one unit-th of the mean size of a weight; unit about 10 loses nothing that can
// be measured. Weights that come out as zero are left out.
func (t *Trainer) Average(unit float64) *Model {
	m := &Model{bits: t.bits, start: make([]uint32, len(t.rows)+1)}
	total, n := 0.0, 0
	for _, row := range t.rows {
		for _, c := range row {
			total += math.Abs(float64(c.weight) - c.sum/t.step)
			n++
		}
	}
	scale := unit / max(total/float64(max(n, 1)), 1e-9)
	for r, row := range t.rows {
		for _, c := range row {
			w := math.Round((float64(c.weight) - c.sum/t.step) * scale)
			if w == 0 || len(m.cells)-int(m.start[r]) == 255 {
				continue
			}
			m.cells = append(m.cells, cell{c.class, int8(max(-127, min(127, w)))})
		}
		m.start[r+1] = uint32(len(m.cells))
	}
	return m
}
