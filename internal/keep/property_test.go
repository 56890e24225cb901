package keep_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
)

// model is what a ledger should hold, kept in memory.
type model struct {
	ledger *keep.Ledger
	dir    string
	v      note.Verifier

	leaves  []string          // IDs in the order of the log
	numbers map[string]int    // of items, by ID of their report
	read    map[string]string // version of the reading, by ID
	decided int
	last    seal.Checkpoint // the one seen after the last step
	version int64
}

func (m *model) add(t *rapid.T) {
	numbers := rapid.SliceOfN(rapid.IntRange(0, 60), 0, 8).Draw(t, "items")
	var batch []keep.Item
	for _, n := range numbers {
		batch = append(batch, item(n))
	}
	added, err := m.ledger.Add(context.Background(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range added {
		at := slices.Index(m.leaves, a.ID)
		if a.New != (at < 0) {
			t.Fatalf("item %d: new is %v, and it was leaf %d", numbers[i], a.New, at)
		}
		if a.New {
			at = len(m.leaves)
			m.leaves = append(m.leaves, a.ID)
			m.numbers[a.ID] = numbers[i]
		}
		if a.Leaf != int64(at) {
			t.Fatalf("item %d is leaf %d, want %d", numbers[i], a.Leaf, at)
		}
	}
}

func (m *model) decide(t *rapid.T) {
	d := decision("an incident")
	d.Value = rapid.StringMatching(`[^\x00]*`).Draw(t, "value")
	got, err := m.ledger.Decide(context.Background(), d, keep.AnyVersion)
	if err != nil {
		t.Fatal(err)
	}
	m.leaves = append(m.leaves, got.ID)
	m.decided++
}

func (m *model) putReading(t *rapid.T) {
	if len(m.numbers) == 0 {
		t.Skip("nothing to read")
	}
	ids := slices.DeleteFunc(slices.Clone(m.leaves), func(id string) bool { _, is := m.numbers[id]; return !is })
	id := rapid.SampledFrom(ids).Draw(t, "report")
	version := rapid.SampledFrom([]string{"1", "2"}).Draw(t, "version")
	if err := m.ledger.PutReadings(context.Background(), readings(id, version)); err != nil {
		t.Fatal(err)
	}
	m.read[id] = version
}

func (m *model) reopen(t *rapid.T) {
	if err := m.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := folder.Open(context.Background(), m.dir)
	if err != nil {
		t.Fatal(err)
	}
	m.ledger = l
}

func (m *model) verify(t *rapid.T) {
	found, err := m.ledger.Verify(context.Background(), nil)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v\n%s", err, lines(found))
	}
}

// check holds after every step.
func (m *model) check(t *rapid.T) {
	ctx := context.Background()
	try := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	signed, err := m.ledger.Checkpoint(ctx)
	try(err)
	now, err := seal.OpenCheckpoint(signed, m.v)
	try(err)
	inFile, err := os.ReadFile(filepath.Join(m.dir, "seal", "checkpoint"))
	try(err)
	if string(inFile) != string(signed) {
		t.Fatal("the checkpoint file is not the newest checkpoint")
	}
	if now.Size != int64(len(m.leaves)) {
		t.Fatalf("%d leaves, want %d", now.Size, len(m.leaves))
	}
	if m.last.Size > 0 {
		proof, err := m.ledger.ConsistencyProof(ctx, m.last.Size, now.Size)
		try(err)
		try(tlog.CheckTree(proof, now.Size, now.Root, m.last.Size, m.last.Root))
	}
	if now.Size > 0 {
		leaf := rapid.Int64Range(0, now.Size-1).Draw(t, "leaf")
		p, err := m.ledger.InclusionProof(ctx, leaf)
		try(err)
		try(p.Check(seal.NewChain(m.v)))
		sealed, err := m.ledger.Sealed(ctx, m.leaves[leaf])
		try(err)
		if sealed.Leaf != leaf || !bytes.Equal(sealed.Record, p.Record) {
			t.Fatalf("leaf %d seals something else than %s", leaf, m.leaves[leaf])
		}
	}

	i := 0
	var reports []string
	for r, err := range m.ledger.Reports(ctx) {
		try(err)
		if !cmp.Equal(r, kept(item(m.numbers[r.ID]))) {
			t.Fatalf("report %d is another", i)
		}
		reports = append(reports, r.ID)
		i++
	}
	want := slices.DeleteFunc(slices.Clone(m.leaves), func(id string) bool { _, is := m.numbers[id]; return !is })
	if !slices.Equal(reports, want) {
		t.Fatalf("reports %v, want %v", reports, want)
	}
	unread := slices.DeleteFunc(want, func(id string) bool { return m.read[id] == "2" })
	var stale []string
	for r, err := range m.ledger.Stale(ctx, "2") {
		try(err)
		stale = append(stale, r.ID)
	}
	if !slices.Equal(stale, unread) {
		t.Fatalf("stale %v, want %v", stale, unread)
	}
	version, err := m.ledger.Version(ctx)
	try(err)
	if version < m.version || now.Size != m.last.Size && version == m.version {
		t.Fatalf("version %d after %d", version, m.version)
	}
	m.last, m.version = now, version
}

// Whatever is done to a ledger, in whatever order, with reopening in between: it holds what it was given in the order
// it was given, every record can be proved, and every state extends the one before.
func TestAnySequenceOfDeeds(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(base, "ledger")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		l, err := folder.Init(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		m := &model{ledger: l, dir: dir, numbers: make(map[string]int), read: make(map[string]string)}
		defer func() { m.ledger.Close() }()
		public, err := l.PublicKey()
		if err != nil {
			t.Fatal(err)
		}
		if m.v, err = note.NewVerifier(public); err != nil {
			t.Fatal(err)
		}
		t.Repeat(map[string]func(*rapid.T){
			"add":    m.add,
			"decide": m.decide,
			"read":   m.putReading,
			"reopen": m.reopen,
			"verify": m.verify,
			"":       m.check,
		})
	})
}
