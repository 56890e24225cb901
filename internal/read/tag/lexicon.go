package tag

// lexicon is what training saw of words that it saw often: an open hash table.
type lexicon struct {
	slots []entry
	mask  uint32
	n     int
}

type entry struct {
	hash    uint32
	usual   uint16 // which set of classes the word has in training, numbered from 1
	cluster uint16 // which words it is used like, from 1; 0 where unknown
	sure    int16  // its only class, or -1
	used    bool
}

// groupShift cuts the number of a cluster down to the number of its group.
const groupShift = 4

func newLexicon(n int) *lexicon {
	size := uint32(16)
	for int(size) < 2*n {
		size *= 2
	}
	return &lexicon{slots: make([]entry, size), mask: size - 1}
}

// find is the entry of the word with that hash, or nil.
func (x *lexicon) find(hash uint32) *entry {
	if x == nil {
		return nil
	}
	for at := hash & x.mask; ; at = (at + 1) & x.mask {
		e := &x.slots[at]
		if !e.used {
			return nil
		}
		if e.hash == hash {
			return e
		}
	}
}

// add puts e in, which must not be there yet. The table has been made large enough.
func (x *lexicon) add(e entry) {
	at := e.hash & x.mask
	for x.slots[at].used {
		at = (at + 1) & x.mask
	}
	e.used = true
	x.slots[at] = e
	x.n++
}
