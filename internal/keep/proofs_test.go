package keep_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
)

// verifierOf is what a stranger has: the public key.
func verifierOf(t testing.TB, l *keep.Ledger) note.Verifier {
	t.Helper()
	return must(note.NewVerifier(must(l.PublicKey())(t)))(t)
}

func TestEveryRecordCanBeProvedToAStranger(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	ids := filled(t, dir, 20) // and two decisions
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	v := verifierOf(t, l)
	for leaf := range int64(22) {
		p := must(l.InclusionProof(t.Context(), leaf))(t)
		if err := p.Check(seal.NewChain(v)); err != nil {
			t.Error(err)
		}
	}
	for _, id := range ids {
		sealed := must(l.Sealed(t.Context(), id))(t)
		p := must(l.InclusionProof(t.Context(), sealed.Leaf))(t)
		record := must(seal.Parse(p.Record))(t)
		if record.ID != "" || !record.Original.IsZero() || !bytes.Equal(p.Record, sealed.Record) {
			t.Errorf("leaf %d shows %q and %s", sealed.Leaf, record.ID, record.Original)
		}
		if sealed.Kind != "report" || !sealed.Added.Equal(record.Added) {
			t.Errorf("sealed as %+v", sealed)
		}
	}
}

// Between any two sizes that a log ever had there is a proof that the longer begins with the shorter.
func TestEveryStateExtendsEveryEarlierOne(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	v := verifierOf(t, l)
	var states []seal.Checkpoint
	for n := range 17 {
		must(l.Add(ctx, items(2*n, 2)))(t)
		states = append(states, must(seal.OpenCheckpoint(must(l.Checkpoint(ctx))(t), v))(t))
	}
	for i, old := range states {
		if root := must(l.Root(ctx, old.Size))(t); root != old.Root {
			t.Errorf("the root of %d leaves is now %v", old.Size, root)
		}
		for _, now := range states[i:] {
			proof := must(l.ConsistencyProof(ctx, old.Size, now.Size))(t)
			if err := tlog.CheckTree(proof, now.Size, now.Root, old.Size, old.Root); err != nil {
				t.Errorf("from %d to %d: %v", old.Size, now.Size, err)
			}
		}
	}
}

func TestThereIsNoProofOfWhatWasNot(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	must(l.Add(ctx, items(0, 3)))(t)
	for name, test := range map[string]struct {
		err  error
		want error
	}{
		"a leaf before the first":        {last(l.InclusionProof(ctx, -1)), keep.ErrNotFound},
		"a leaf after the last":          {last(l.InclusionProof(ctx, 3)), keep.ErrNotFound},
		"from nothing":                   {last(l.ConsistencyProof(ctx, 0, 2)), keep.ErrInvalid},
		"from the longer to the shorter": {last(l.ConsistencyProof(ctx, 3, 2)), keep.ErrInvalid},
		"to a size it never had":         {last(l.ConsistencyProof(ctx, 1, 4)), keep.ErrNotFound},
		"the root of such a size":        {last(l.Root(ctx, 4)), keep.ErrNotFound},
		"the root of less than nothing":  {last(l.Root(ctx, -1)), keep.ErrNotFound},
	} {
		if !errors.Is(test.err, test.want) {
			t.Errorf("%s: %v, want %v", name, test.err, test.want)
		}
	}
}

// tileDir reads tiles as C2SP tlog-tiles lays them out, written here from that document and not from the export's code.
type tileDir struct{ dir string }

func (tileDir) Height() int                     { return 8 }
func (tileDir) SaveTiles([]tlog.Tile, [][]byte) {}
func (d tileDir) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		path := strings.Replace(t.Path(), "tile/8/", "tile/", 1) // no height in the path
		b, err := os.ReadFile(filepath.Join(d.dir, path))
		if err != nil {
			return nil, err
		}
		data = append(data, b)
	}
	return data, nil
}

// A stranger with nothing but the exported folder checks the whole log: the signature, the tree, every record.
func TestTheExportedSealStandsAlone(t *testing.T) {
	for _, size := range []int{0, 1, 255, 256, 600} {
		l, _ := newLedger(t)
		if size > 0 {
			must(l.Add(t.Context(), items(0, size)))(t)
		}
		dir := filepath.Join(t.TempDir(), "seal")
		if err := l.ExportSeal(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		read := func(name string) []byte { return must(os.ReadFile(filepath.Join(dir, name)))(t) }

		v := must(note.NewVerifier(strings.TrimSpace(string(read("key.pub")))))(t)
		c := must(seal.OpenCheckpoint(read("checkpoint"), v))(t)
		if c.Size != int64(size) {
			t.Fatalf("the checkpoint is of %d leaves", c.Size)
		}
		records := bytes.SplitAfter(read("leaves"), []byte("\n\n"))
		if len(records) != size+1 || len(records[size]) > 0 {
			t.Fatalf("%d leaves in the text of %d", len(records)-1, size)
		}
		hashes := tlog.TileHashReader(tlog.Tree{N: c.Size, Hash: c.Root}, tileDir{dir})
		var bundle []byte
		for n := range int64(size) {
			record := bytes.TrimSuffix(records[n], []byte("\n"))
			got := must(hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)}))(t)
			if got[0] != tlog.RecordHash(record) {
				t.Fatalf("leaf %d of %d is not in the tree", n, size)
			}
			if n%256 == 0 {
				if len(bundle) > 0 {
					t.Errorf("%d bytes after the records of a bundle", len(bundle))
				}
				bundle = read(bundleName(n, int64(size)))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			if !bytes.Equal(bundle[2:2+length], record) {
				t.Fatalf("leaf %d of %d is another in its bundle", n, size)
			}
			bundle = bundle[2+length:]
		}
		saysNothing(t, dir)
		if err := l.ExportSeal(t.Context(), dir); !errors.Is(err, keep.ErrExists) {
			t.Errorf("over the first export: %v, want ErrExists", err)
		}
	}
}

func bundleName(leaf, size int64) string {
	name := fmt.Sprintf("tile/entries/%03d", leaf/256)
	if rest := size - leaf; rest < 256 {
		name += fmt.Sprintf(".p/%d", rest)
	}
	return name
}

// saysNothing fails the test if any file below dir shows a word of an item.
func saysNothing(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, secret := range []string{"mill", "baker", "Correspondent", "Tidings"} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s says %q", path, secret)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
