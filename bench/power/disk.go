package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// disk is a file system that remembers what a power loss would leave. It promises no more than POSIX does: the bytes of
// a file are there after its fsync, a name after the fsync of its directory. A rename happens whole or not at all, and
// what happens in one directory happens in order, as in every file system with a journal.
type disk struct {
	root    *node
	pending []naming // that no fsync has put on the disk yet, in order
	deaf    bool     // fsync does nothing
}

// node is a file or a directory.
type node struct {
	dir  bool
	live map[string]*node // names as programs see them
	kept map[string]*node // names that are on the disk

	size    int64
	synced  []byte
	pending []change // of the bytes since the last fsync
}

// change is a write, or where data is nil, a new size.
type change struct {
	at   int64
	data []byte
}

// naming is a step that changes names: of one directory, or of two where it is a rename.
type naming []entry

type entry struct {
	dir  *node
	name string
	to   *node // nil: the name goes
}

func newDir() *node {
	return &node{dir: true, live: make(map[string]*node), kept: make(map[string]*node)}
}

func newDisk() *disk { return &disk{root: newDir()} }

// find is what has that name, below the root; nil where nothing has.
func (d *disk) find(name string) *node {
	n := d.root
	for _, part := range strings.Split(path.Clean(name), "/") {
		if part == "." || part == "" {
			continue
		}
		if n == nil || !n.dir {
			return nil
		}
		n = n.live[part]
	}
	return n
}

func (d *disk) name(entries ...entry) {
	for _, e := range entries {
		if e.to == nil {
			delete(e.dir.live, e.name)
		} else {
			e.dir.live[e.name] = e.to
		}
	}
	d.pending = append(d.pending, entries)
}

// at is the directory of a name and its last part; nil where there is no such directory.
func (d *disk) at(name string) (*node, string) {
	dir := d.find(path.Dir(name))
	if dir == nil || !dir.dir {
		return nil, ""
	}
	return dir, path.Base(name)
}

func (d *disk) mkdir(name string) { d.make(name, newDir()) }

// create makes a file, or empties it where it is there and truncate says so.
func (d *disk) create(name string, truncate bool) {
	n := d.find(name)
	if n == nil {
		d.make(name, new(node))
	} else if truncate && n.size > 0 {
		d.resize(name, 0)
	}
}

func (d *disk) make(name string, n *node) {
	if dir, base := d.at(name); dir != nil {
		d.name(entry{dir, base, n})
	}
}

func (d *disk) remove(name string) {
	if dir, base := d.at(name); dir != nil && dir.live[base] != nil {
		d.name(entry{dir, base, nil})
	}
}

func (d *disk) rename(from, to string) {
	source, old := d.at(from)
	target, base := d.at(to)
	if source != nil && target != nil && source.live[old] != nil {
		d.name(entry{source, old, nil}, entry{target, base, source.live[old]})
	}
}

func (d *disk) link(from, to string) {
	if n := d.find(from); n != nil {
		d.make(to, n)
	}
}

func (d *disk) write(name string, at int64, data []byte) {
	if n := d.find(name); n != nil && !n.dir && len(data) > 0 {
		n.pending = append(n.pending, change{at, data})
		n.size = max(n.size, at+int64(len(data)))
	}
}

func (d *disk) resize(name string, size int64) {
	if n := d.find(name); n != nil && !n.dir {
		n.pending = append(n.pending, change{at: size})
		n.size = size
	}
}

// sync is fsync.
func (d *disk) sync(name string) {
	n := d.find(name)
	switch {
	case n == nil, d.deaf:
	case n.dir:
		d.syncNames(n)
	default:
		for _, c := range n.pending {
			n.synced = c.apply(n.synced, nil)
		}
		n.pending = nil
	}
}

// syncNames puts the names of a directory on the disk, and with them what came before in the directories that its
// renames touched.
func (d *disk) syncNames(dir *node) {
	touched, now := map[*node]bool{dir: true}, make([]bool, len(d.pending))
	for i, step := range slices.Backward(d.pending) {
		now[i] = slices.ContainsFunc(step, func(e entry) bool { return touched[e.dir] })
		for _, e := range step {
			touched[e.dir] = touched[e.dir] || now[i]
		}
	}
	var left []naming
	for i, step := range d.pending {
		if !now[i] {
			left = append(left, step)
			continue
		}
		for _, e := range step {
			e.apply(e.dir.kept)
		}
	}
	d.pending = left
}

func (e entry) apply(names map[string]*node) {
	if e.to == nil {
		delete(names, e.name)
	} else {
		names[e.name] = e.to
	}
}

// apply makes a change of bytes; of a torn one, the sectors that are kept.
func (c change) apply(b []byte, kept func() bool) []byte {
	end := c.at + int64(len(c.data))
	if int64(len(b)) < end {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	if c.data == nil {
		return b[:c.at]
	}
	for from := c.at; from < end; {
		to := min(end, (from/sector+1)*sector)
		if kept == nil || kept() {
			copy(b[from:to], c.data[from-c.at:to-c.at])
		}
		from = to
	}
	return b
}

// luck says what of the unsynced survives: nothing where random is nil, otherwise some of it.
type luck struct{ random *rand.Rand }

func (l luck) one(in int) bool { return l.random != nil && l.random.IntN(in) == 0 }

// lose writes into the folder what a power loss at this moment leaves.
func (d *disk) lose(folder string, l luck) error {
	names := make(map[*node]map[string]*node)
	late := make(map[*node]bool) // in which something did not reach the disk, and so nothing after it
	for _, step := range d.pending {
		if slices.ContainsFunc(step, func(e entry) bool { return late[e.dir] }) || l.random == nil || l.one(3) {
			for _, e := range step {
				late[e.dir] = true
			}
			continue
		}
		for _, e := range step {
			if names[e.dir] == nil {
				names[e.dir] = maps.Clone(e.dir.kept)
			}
			e.apply(names[e.dir])
		}
	}
	return d.root.write(folder, names, l)
}

// write puts a node where it belongs.
func (n *node) write(where string, names map[*node]map[string]*node, l luck) error {
	if !n.dir {
		return os.WriteFile(where, n.survives(l), 0o600)
	}
	if err := os.MkdirAll(where, 0o700); err != nil {
		return err
	}
	entries := n.kept
	if names[n] != nil {
		entries = names[n]
	}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		if strings.HasSuffix(name, "-shm") { // shared memory of SQLite, which nobody reads after a start
			continue
		}
		if err := entries[name].write(filepath.Join(where, name), names, l); err != nil {
			return err
		}
	}
	return nil
}

// survives is what is left of the bytes: each unsynced write is there, is lost, or is torn.
func (n *node) survives(l luck) []byte {
	b := slices.Clone(n.synced)
	for _, c := range n.pending {
		switch {
		case l.random == nil || l.one(3):
		case l.one(2):
			b = c.apply(b, nil)
		default:
			b = c.apply(b, func() bool { return l.one(2) })
		}
	}
	return b
}
