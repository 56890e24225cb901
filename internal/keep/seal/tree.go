package seal

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Frontier is the right edge of a tree: the roots of its largest complete subtrees, at most one for each bit of its
// size. That is all that is needed to append leaves and to give the root, so a tree of any size is checked in constant
// memory. The zero Frontier is the empty tree.
type Frontier struct {
	size int64
	edge map[int64]tlog.Hash // by stored hash index
}

// ResumeFrontier takes up a tree of size leaves whose stored hashes r reads.
func ResumeFrontier(size int64, r tlog.HashReader) (*Frontier, error) {
	f := &Frontier{size: size, edge: make(map[int64]tlog.Hash)}
	// The hashes that the root is made from are exactly the frontier.
	remember := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes, err := r.ReadHashes(indexes)
		if err != nil {
			return nil, err
		}
		if len(hashes) != len(indexes) {
			return nil, fmt.Errorf("%d hashes for %d indexes", len(hashes), len(indexes))
		}
		for i, index := range indexes {
			f.edge[index] = hashes[i]
		}
		return hashes, nil
	})
	if _, err := tlog.TreeHash(size, remember); err != nil {
		return nil, fmt.Errorf("resume a tree of %d leaves: %w", size, err)
	}
	return f, nil
}

// Size is the number of leaves.
func (f *Frontier) Size() int64 { return f.size }

// Append adds a leaf by its [tlog.RecordHash] and returns the hashes to store, the first of them at index
// tlog.StoredHashIndex(0, n) where n was the size before, the others after it in order.
func (f *Frontier) Append(leaf tlog.Hash) ([]tlog.Hash, error) {
	n := f.size
	stored, err := tlog.StoredHashesForRecordHash(n, leaf, f)
	if err != nil {
		return nil, fmt.Errorf("append leaf %d: %w", n, err)
	}
	if f.edge == nil {
		f.edge = make(map[int64]tlog.Hash)
	}
	// Every trailing one bit of n is a complete subtree that the new leaf's subtree was joined with.
	joined := bits.TrailingZeros64(^uint64(n))
	for level := range joined {
		delete(f.edge, tlog.StoredHashIndex(level, n>>level-1))
	}
	f.edge[tlog.StoredHashIndex(joined, n>>joined)] = stored[joined]
	f.size++
	return stored, nil
}

// Root is the hash of the whole tree; of the empty tree it is the SHA-256 of nothing.
func (f *Frontier) Root() (tlog.Hash, error) {
	root, err := tlog.TreeHash(f.size, f)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("root of %d leaves: %w", f.size, err)
	}
	return root, nil
}

// ReadHashes implements tlog.HashReader for the hashes on the edge.
func (f *Frontier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := f.edge[index]
		if !ok {
			return nil, fmt.Errorf("stored hash %d is not on the edge of a tree of %d leaves", index, f.size)
		}
		hashes[i] = h
	}
	return hashes, nil
}
