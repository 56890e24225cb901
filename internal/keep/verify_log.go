package keep

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
)

// mark is a checkpoint that the tree is held against, and where it stands.
type mark struct {
	where string
	seal.Checkpoint
}

// signedMark is a mark that has not been opened yet: which key must have signed it, the log says.
type signedMark struct {
	where  string
	signed []byte
}

// marks are the checkpoint file and the checkpoints that were kept elsewhere.
func (c *check) marks(held [][]byte) []signedMark {
	var marks []signedMark
	name := c.l.anchor.Name()
	signed, err := c.l.anchor.Read(c.ctx)
	switch {
	case errors.Is(err, anchor.ErrNone):
		c.find(Finding{Problem: Missing, Thing: CheckpointNote, Which: name})
	case err != nil:
		c.find(Finding{Problem: Unreadable, Thing: CheckpointNote, Which: name, Detail: err.Error()})
	default:
		marks = append(marks, signedMark{name, signed})
	}
	for i, signed := range held {
		marks = append(marks, signedMark{fmt.Sprintf("kept elsewhere, number %d", i+1), signed})
	}
	return marks
}

// markInDatabase opens the checkpoint that the database holds.
func (c *check) markInDatabase() []mark {
	const where = "in the database"
	size, signed, err := c.view.Checkpoint()
	if notFound(err) {
		c.find(Finding{Problem: Missing, Thing: CheckpointNote, Which: where})
		return nil
	}
	if err != nil {
		c.unreadable("table checkpoint", err)
		return nil
	}
	marks := c.openMark(where, signed)
	if len(marks) > 0 {
		c.late(marks[0])
	}
	if len(marks) > 0 && marks[0].Size != size {
		c.find(Finding{Problem: Altered, Thing: CheckpointNote, Which: where, Detail: "its column of sizes says another than what was signed",
			Expected: leaves(marks[0].Size), Found: leaves(size)})
	}
	return marks
}

// late names a published checkpoint that is older than the one in the database.
func (c *check) late(newest mark) {
	signed, err := c.l.anchor.Read(c.ctx)
	if err != nil || c.keys.verifier == nil {
		return // it is a finding already
	}
	if published, err := c.chain.Open(signed); err == nil && published.Size < newest.Size {
		c.find(Finding{Problem: Late, Thing: CheckpointNote, Which: c.l.anchor.Name(), Expected: leaves(newest.Size), Found: leaves(published.Size)})
	}
}

func (c *check) openMark(where string, signed []byte) []mark {
	if c.keys.verifier == nil {
		return nil // the damaged key is a finding already
	}
	checkpoint, err := c.chain.Open(signed)
	if err != nil {
		c.find(Finding{Problem: Altered, Thing: CheckpointNote, Which: where, Detail: err.Error()})
		return nil
	}
	return []mark{{where, checkpoint}}
}

// log recomputes the tree from the data of the leaves and compares it with every stored hash and every mark.
//
// The log is as long as the longest signature says. Two trees are grown side by side, one from the leaves' data and one
// from the stored hashes of the leaves, so that judge can tell a leaf that was altered from a hash that was, and one
// changed byte is one finding instead of one for every hash above it.
func (c *check) log(marks []mark) {
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.Size, b.Size) })
	var size int64
	if len(marks) > 0 {
		size = marks[len(marks)-1].Size
	} else {
		n, err := c.view.Count()
		if err != nil {
			c.unreadable("table leaf", err)
			return
		}
		size = int64(n.Leaves)
	}
	t := &twoTrees{check: c}
	marks = t.compareRoots(marks)
	for start := int64(0); start < size; start += logPage {
		end := min(start+logPage, size)
		data, err := c.view.LeafRange(start, end)
		if err != nil {
			c.unreadable("table leaf", err)
			return
		}
		stored, err := c.view.HashRange(tlog.StoredHashCount(start), tlog.StoredHashCount(end))
		if err != nil {
			c.unreadable("table tree_hash", err)
			return
		}
		for number := start; number < end && c.ctx.Err() == nil; number++ {
			t.grow(number, data, stored)
			marks = t.compareRoots(marks)
			c.step()
		}
	}
	t.endGap(size)
	t.judge()
	c.beyond(size)
}

// logPage is how many leaves are looked at with one query.
const logPage = 256

// beyond names what stands behind the end of the log.
func (c *check) beyond(size int64) {
	for _, table := range []struct {
		thing Thing
		log   store.Log
		end   int64
	}{
		{LeafRow, store.Leaves, size},
		{TreeHashRow, store.Hashes, tlog.StoredHashCount(size)},
	} {
		numbers, err := c.view.Outside(table.log, table.end)
		if err != nil {
			c.unreadable("tables leaf and tree_hash", err)
			return
		}
		for _, n := range numbers {
			c.find(Finding{Problem: Unsealed, Thing: table.thing, Which: strconv.FormatInt(n, 10),
				Detail: "the log that was signed ends before it", Expected: leaves(size)})
		}
	}
}

func leaves(n int64) string { return fmt.Sprintf("%d leaves", n) }

// twoTrees are the two trees of log while they grow.
type twoTrees struct {
	check    *check
	byData   seal.Frontier // from the data of the leaves; from its stored hash where a leaf is missing
	byStored seal.Frontier // from the stored hashes of the leaves; from its data where a hash is missing
	added    time.Time     // of the record before
	gap      int64         // number of missing leaves just before the one that is looked at
	lost     bool          // a leaf and its hash are both missing: from there on there is no tree
	dataFits bool          // the tree from the data has the root of the longest checkpoint so far
	differ   []differing
}

// differing is a stored hash that is not the one the data of the leaves gives.
type differing struct {
	number        int64 // of the leaf that the hash was stored with
	level         int
	stored        tlog.Hash
	byData        tlog.Hash
	fitsOwnLeaves bool // it is the one that the stored hashes of the leaves give
}

// grow looks at one leaf and the hashes that were stored with it.
func (t *twoTrees) grow(number int64, data, stored map[int64][]byte) {
	at := tlog.StoredHashIndex(0, number)
	storedLeaf, hashed := asHash(stored[at])
	leaf := storedLeaf
	if d := data[number]; d != nil {
		t.endGap(number)
		leaf = tlog.RecordHash(d)
		t.clock(number, d)
		if !hashed {
			t.check.find(Finding{Problem: Missing, Thing: TreeHashRow, Which: strconv.FormatInt(at, 10)})
			storedLeaf = leaf
		}
	} else {
		t.gap++
		t.lost = t.lost || !hashed
		if hashed {
			t.check.doubtful[number] = storedLeaf
		}
	}
	if t.lost {
		return
	}

	want, err := t.byData.Append(leaf)
	if err != nil {
		t.check.unreadable("table leaf", err)
		t.lost = true
		return
	}
	own, err := t.byStored.Append(storedLeaf)
	if err != nil {
		t.check.unreadable("table tree_hash", err)
		t.lost = true
		return
	}
	if leaf != storedLeaf {
		t.differ = append(t.differ, differing{number, 0, storedLeaf, leaf, true})
	}
	for level := 1; level < len(want); level++ {
		index := at + int64(level)
		found, hashed := asHash(stored[index])
		if !hashed {
			t.check.find(Finding{Problem: Missing, Thing: TreeHashRow, Which: strconv.FormatInt(index, 10)})
		} else if found != want[level] {
			t.differ = append(t.differ, differing{number, level, found, want[level], found == own[level]})
		}
	}
}

// clock compares the time of a record with that of the one before it.
func (t *twoTrees) clock(number int64, data []byte) {
	record, err := seal.Parse(data)
	if err != nil {
		return // its row says so
	}
	if record.Added.Before(t.added) {
		t.check.find(Finding{Problem: Clock, Thing: LeafRow, Which: strconv.FormatInt(number, 10), Detail: "its record says that it was added before the one that stands before it",
			Expected: "after " + t.added.Format(seal.TimeLayout), Found: record.Added.Format(seal.TimeLayout)})
	}
	t.added = record.Added
}

// endGap names the leaves that were missing before number as one finding.
func (t *twoTrees) endGap(number int64) {
	if t.gap == 0 {
		return
	}
	f := Finding{Problem: Missing, Thing: LeafRow, Which: strconv.FormatInt(number-t.gap, 10)}
	if t.gap > 1 {
		f.Detail = fmt.Sprintf("and so are those after it up to leaf %d", number-1)
	}
	t.check.find(f)
	t.gap = 0
}

// compareRoots holds the trees against the marks of their size and returns the marks of larger sizes.
func (t *twoTrees) compareRoots(marks []mark) []mark {
	for !t.lost && len(marks) > 0 && marks[0].Size == t.byData.Size() {
		m := marks[0]
		marks = marks[1:]
		byData, err := t.byData.Root()
		if err != nil {
			t.check.unreadable("table leaf", err)
			continue
		}
		byStored, err := t.byStored.Root()
		if err != nil {
			t.check.unreadable("table tree_hash", err)
			continue
		}
		t.dataFits = m.Root == byData
		if m.Root != byData && m.Root != byStored {
			t.check.find(Finding{Problem: Altered, Thing: CheckpointNote, Which: m.where,
				Detail:   fmt.Sprintf("it was signed over another history: the first %s have another root", leaves(m.Size)),
				Expected: hexHash(m.Root), Found: hexHash(byData)})
		}
	}
	return marks
}

// judge says of every hash that differs whether it or its leaf was altered. The signature decides: if the data of the
// leaves gives the root that was signed last, the data is right and the hashes are wrong. Otherwise a leaf without its
// hash is taken to be altered, and the hashes above it that fit the other stored hashes are not.
func (t *twoTrees) judge() {
	for _, d := range t.differ {
		index := tlog.StoredHashIndex(0, d.number) + int64(d.level)
		switch {
		case t.dataFits && !t.lost || !d.fitsOwnLeaves:
			t.check.find(Finding{Problem: Altered, Thing: TreeHashRow, Which: strconv.FormatInt(index, 10),
				Expected: hexHash(d.byData), Found: hexHash(d.stored)})
		case d.level == 0:
			t.check.doubtful[d.number] = d.stored
			t.check.find(Finding{Problem: Altered, Thing: LeafRow, Which: strconv.FormatInt(d.number, 10),
				Detail: "its data does not have the hash that is stored for it", Expected: hexHash(d.stored), Found: hexHash(d.byData)})
		}
	}
}

func asHash(b []byte) (h tlog.Hash, ok bool) {
	if len(b) != tlog.HashSize {
		return h, false
	}
	return tlog.Hash(b), true
}

func hexHash(h tlog.Hash) string { return hex.EncodeToString(h[:]) }
