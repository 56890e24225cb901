package keeptest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sync"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Memory keeps a ledger in memory: three engines that the suite runs on, and that fail where they are told to.
type Memory struct {
	mu      sync.Mutex // held by the one that writes
	look    sync.RWMutex
	now     *state
	blobs   map[report.Digest][]byte
	torn    int // originals that were being written
	note    []byte
	noteSet bool
}

// NewMemory is an empty one.
func NewMemory() *Memory {
	return &Memory{now: &state{rows: map[store.Kind]map[int64]store.Row{}}, blobs: map[report.Digest][]byte{}}
}

// Open gives engines on what is kept; they fail where the faults say.
func (m *Memory) Open(f *Faults) Engines {
	return Engines{Store: &memoryStore{m: m}, Blobs: memoryBlobs{m, f}, Anchor: memoryAnchor{m, f}}
}

// state is what the store holds. It is never changed: a transaction makes the next.
type state struct {
	leaves   map[int64][]byte
	hashes   map[int64][]byte
	size     int64
	note     []byte
	rows     map[store.Kind]map[int64]store.Row
	readings map[int64]store.Reading
	changes  int64
}

func (s *state) clone() *state {
	next := *s
	next.leaves, next.hashes, next.readings = maps.Clone(s.leaves), maps.Clone(s.hashes), maps.Clone(s.readings)
	next.rows = map[store.Kind]map[int64]store.Row{}
	for kind, rows := range s.rows {
		next.rows[kind] = maps.Clone(rows)
	}
	if next.leaves == nil {
		next.leaves, next.hashes, next.readings = map[int64][]byte{}, map[int64][]byte{}, map[int64]store.Reading{}
	}
	return &next
}

type memoryStore struct {
	m      *Memory
	mu     sync.Mutex
	closed bool
}

var errClosed = errors.New("the store is closed")

func (s *memoryStore) usable(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed
	}
	return ctx.Err()
}

func (s *memoryStore) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *memoryStore) Update(ctx context.Context, f func(store.Tx) error) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	next := s.m.current().clone()
	if err := f(memoryTx{memoryView{next}}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.m.look.Lock()
	defer s.m.look.Unlock()
	s.m.now = next
	return nil
}

func (m *Memory) current() *state {
	m.look.RLock()
	defer m.look.RUnlock()
	return m.now
}

func (s *memoryStore) View(ctx context.Context, f func(store.View) error) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	return f(memoryView{s.m.current()})
}

func (s *memoryStore) ReadOnly() bool { return false }

func (s *memoryStore) SelfCheck(context.Context) iter.Seq[store.Finding] {
	return func(func(store.Finding) bool) {}
}

type memoryView struct{ *state }

func (v memoryView) Checkpoint() (int64, []byte, error) {
	if v.note == nil {
		return 0, nil, store.ErrNotFound
	}
	return v.size, v.note, nil
}

func (v memoryView) End() (end int64, err error) {
	for number := range v.leaves {
		end = max(end, number+1)
	}
	return end, nil
}

func stretch(of map[int64][]byte, start, end int64) map[int64][]byte {
	found := map[int64][]byte{}
	for number, data := range of {
		if start <= number && number < end {
			found[number] = data
		}
	}
	return found
}

func (v memoryView) LeafRange(start, end int64) (map[int64][]byte, error) {
	return stretch(v.leaves, start, end), nil
}

func (v memoryView) HashRange(start, end int64) (map[int64][]byte, error) {
	return stretch(v.hashes, start, end), nil
}

func (v memoryView) Outside(of store.Log, end int64) ([]int64, error) {
	table := v.leaves
	if of == store.Hashes {
		table = v.hashes
	}
	var found []int64
	for _, number := range slices.Sorted(maps.Keys(table)) {
		if number < 0 || number >= end {
			found = append(found, number)
		}
	}
	return found, nil
}

func (v memoryView) Find(kind store.Kind, id string) (store.Row, error) {
	for _, row := range v.rows[kind] {
		if row.ID == id {
			return row, nil
		}
	}
	return store.Row{}, store.ErrNotFound
}

func (v memoryView) LeafOf(kind store.Kind, id string) (int64, error) {
	row, err := v.Find(kind, id)
	return row.Leaf, err
}

// page is at most n of the numbers behind after for which take finds something.
func page[T, V any](of map[int64]V, after int64, n int, take func(int64, V) (T, bool)) (got []T, err error) {
	for _, number := range slices.Sorted(maps.Keys(of)) {
		if len(got) == n {
			break
		}
		if number > after {
			if one, ok := take(number, of[number]); ok {
				got = append(got, one)
			}
		}
	}
	return got, nil
}

func (v memoryView) Rows(kind store.Kind, after int64, n int) ([]store.Row, error) {
	return page(v.rows[kind], after, n, func(_ int64, r store.Row) (store.Row, bool) { return r, true })
}

func (v memoryView) SealedRows(kind store.Kind, after int64, n int) ([]store.Sealed, error) {
	return page(v.rows[kind], after, n, func(leaf int64, r store.Row) (store.Sealed, bool) {
		return store.Sealed{Row: r, Data: v.leaves[leaf]}, true
	})
}

func (v memoryView) Unread(version string, after int64, n int) ([]store.Row, error) {
	return page(v.rows[store.Reports], after, n, func(leaf int64, r store.Row) (store.Row, bool) {
		g, read := v.readings[leaf]
		return r, !read || g.Version != version
	})
}

func (v memoryView) Unclaimed(after int64, n int) ([]store.Leaf, error) {
	return page(v.leaves, after, n, func(number int64, data []byte) (store.Leaf, bool) {
		for _, rows := range v.rows {
			if _, claimed := rows[number]; claimed {
				return store.Leaf{}, false
			}
		}
		return store.Leaf{Number: number, Data: data}, true
	})
}

func (v memoryView) withReport(g store.Reading) (store.Reading, bool) {
	row, known := v.rows[store.Reports][g.Leaf]
	g.Report, g.Orphan = row.ID, !known
	return g, known
}

func (v memoryView) Reading(id string) (store.Reading, error) {
	leaf, err := v.LeafOf(store.Reports, id)
	if err != nil {
		return store.Reading{}, err
	}
	g, read := v.readings[leaf]
	if !read {
		return store.Reading{}, store.ErrNotFound
	}
	g, _ = v.withReport(g)
	return g, nil
}

func (v memoryView) Readings(after int64, n int) ([]store.Reading, error) {
	return page(v.readings, after, n, func(_ int64, g store.Reading) (store.Reading, bool) { return v.withReport(g) })
}

func (v memoryView) AllReadings(after int64, n int) ([]store.Reading, error) {
	return page(v.readings, after, n, func(_ int64, g store.Reading) (store.Reading, bool) {
		g, _ = v.withReport(g)
		return g, true
	})
}

func (v memoryView) Count() (store.Counts, error) {
	return store.Counts{Leaves: len(v.leaves), Reports: len(v.rows[store.Reports]), Decisions: len(v.rows[store.Decisions]),
		Places: len(v.rows[store.Places]), Readings: len(v.readings)}, nil
}

func (v memoryView) Version() (int64, error) { return v.changes, nil }

type memoryTx struct{ memoryView }

func (t memoryTx) AddLeaf(number int64, data []byte) error {
	if _, known := t.leaves[number]; known {
		return fmt.Errorf("%w: leaf %d is there already", store.ErrDamaged, number)
	}
	t.leaves[number] = bytes.Clone(data)
	return nil
}

func (t memoryTx) AddHashes(first int64, hashes [][]byte) error {
	for i, hash := range hashes {
		number := first + int64(i)
		if _, known := t.hashes[number]; known {
			return fmt.Errorf("%w: hash %d is there already", store.ErrDamaged, number)
		}
		t.hashes[number] = bytes.Clone(hash)
	}
	return nil
}

func (t memoryTx) SetCheckpoint(size int64, note []byte) error {
	t.size, t.note = size, bytes.Clone(note)
	return nil
}

func (t memoryTx) Insert(kind store.Kind, row store.Row) error {
	if _, err := t.Find(kind, row.ID); err == nil {
		return fmt.Errorf("%w: there is a %s of that ID", store.ErrDamaged, kind)
	}
	if _, known := t.rows[kind][row.Leaf]; known {
		return fmt.Errorf("%w: there is a %s of that leaf", store.ErrDamaged, kind)
	}
	if t.rows[kind] == nil {
		t.rows[kind] = map[int64]store.Row{}
	}
	row.Original, row.Salt, row.Values = bytes.Clone(row.Original), bytes.Clone(row.Salt), slices.Clone(row.Values)
	t.rows[kind][row.Leaf] = row
	return nil
}

func (t memoryTx) PutReading(g store.Reading) (bool, error) {
	old, known := t.readings[g.Leaf]
	if known && old.Version == g.Version && bytes.Equal(old.Sum, g.Sum) && bytes.Equal(old.JSON, g.JSON) {
		return false, nil
	}
	t.readings[g.Leaf] = store.Reading{Leaf: g.Leaf, Version: g.Version, Sum: bytes.Clone(g.Sum), JSON: bytes.Clone(g.JSON)}
	return true, nil
}

func (t memoryTx) Bump() error {
	t.changes++
	return nil
}

type memoryBlobs struct {
	m      *Memory
	faults *Faults
}

func (b memoryBlobs) Put(ctx context.Context, blobs []blob.Blob) error {
	for _, one := range blobs {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := blob.Check(ctx, b, one.Digest)
		if err == nil {
			continue
		}
		if !errors.Is(err, blob.ErrNotFound) {
			return err
		}
		if err := b.faults.At("write an original"); err != nil { // half of it is written, under no name
			b.m.look.Lock()
			b.m.torn++
			b.m.look.Unlock()
			return err
		}
		if err := b.faults.At("sync an original"); err != nil {
			return err
		}
		b.m.look.Lock()
		b.m.blobs[one.Digest] = bytes.Clone(one.Data)
		b.m.look.Unlock()
	}
	return b.faults.At("sync the names of originals")
}

func (b memoryBlobs) Open(_ context.Context, d report.Digest) (io.ReadCloser, error) {
	b.m.look.RLock()
	defer b.m.look.RUnlock()
	data, known := b.m.blobs[d]
	if !known {
		return nil, blob.ErrNotFound
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (b memoryBlobs) List(ctx context.Context) iter.Seq2[blob.Found, error] {
	b.m.look.RLock()
	digests, torn := slices.Collect(maps.Keys(b.m.blobs)), b.m.torn
	b.m.look.RUnlock()
	return func(yield func(blob.Found, error) bool) {
		for _, d := range digests {
			if ctx.Err() != nil || !yield(blob.Found{Name: d.String(), Digest: d}, nil) {
				return
			}
		}
		for i := range torn {
			if !yield(blob.Found{Name: fmt.Sprint("torn ", i), Unfinished: true}, nil) {
				return
			}
		}
	}
}

type memoryAnchor struct {
	m      *Memory
	faults *Faults
}

func (memoryAnchor) Name() string { return "the anchor" }

func (a memoryAnchor) Read(context.Context) ([]byte, error) {
	a.m.look.RLock()
	defer a.m.look.RUnlock()
	if !a.m.noteSet {
		return nil, anchor.ErrNone
	}
	return bytes.Clone(a.m.note), nil
}

func (a memoryAnchor) Publish(_ context.Context, note []byte) error {
	if err := a.faults.At("publish"); err != nil {
		return err
	}
	a.m.look.Lock()
	defer a.m.look.Unlock()
	a.m.note, a.m.noteSet = bytes.Clone(note), true
	return nil
}
