package keep_test

import (
	"crypto/rand"
	"errors"
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

const because = seal.KeyPlanned

// rekeyed is a closed ledger whose key was changed at leaf 4, with a report behind it, and what stood before: the
// private key and the checkpoint.
func rekeyed(t testing.TB) (dir string, private, checkpoint []byte) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	l := must(folder.Init(t.Context(), dir))(t)
	must(l.Add(t.Context(), items(0, 3)))(t)
	private = must(os.ReadFile(filepath.Join(dir, "seal/key")))(t)
	checkpoint = must(l.Checkpoint(t.Context()))(t)
	k := must(l.ChangeKey(t.Context(), because, "M. Kerr", "The old machine is sold."))(t)
	if k.Leaf != 4 {
		t.Fatalf("the change stands at leaf %d", k.Leaf)
	}
	must(l.Add(t.Context(), items(3, 1)))(t)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, private, checkpoint
}

func overwrite(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAKeyIsChanged(t *testing.T) {
	ctx := t.Context()
	l, dir := newLedger(t)
	must(l.Add(ctx, items(0, 3)))(t)
	first := must(l.PublicKey())(t)
	old := must(os.ReadFile(filepath.Join(dir, "seal/key")))(t)
	before := must(l.Checkpoint(ctx))(t)
	other := must(folder.Open(ctx, dir))(t) // another process, which does not hear of it
	defer other.Close()

	k := must(l.ChangeKey(ctx, seal.KeyStolen, "M. Kerr", "The laptop is gone."))(t)
	if k.Leaf != 4 || k.Old != first || k.New == first || k.Reason != seal.KeyStolen {
		t.Errorf("changed %+v", k)
	}
	must(other.Add(ctx, items(3, 2)))(t)
	must(l.Add(ctx, items(5, 1)))(t)
	if now := must(os.ReadFile(filepath.Join(dir, "seal/key")))(t); string(now) == string(old) {
		t.Error("the old private key is there still")
	}
	if again := must(l.PublicKey())(t); again != first {
		t.Error("the ledger has another first key")
	}
	after := must(l.Checkpoint(ctx))(t)
	firstKey, newKey := must(seal.ParseKey(first))(t), must(seal.ParseKey(k.New))(t)
	if _, err := seal.OpenCheckpoint(after, firstKey); err == nil {
		t.Error("the old key signed after the change")
	}
	must(seal.OpenCheckpoint(after, newKey))(t)

	chain, text, err := l.Keys(ctx)
	if err != nil || len(chain.Changes()) != 1 {
		t.Fatalf("keys %v, %v", chain.Changes(), err)
	}
	read := must(seal.ParseChain(text))(t)
	must(read.Open(before))(t)
	must(read.Open(after))(t)

	must(l.ChangeKey(ctx, because, "M. Kerr", "Again."))(t)
	if found := must(l.Verify(ctx, nil, before, after))(t); len(found) > 0 {
		t.Error(found)
	}
	p := must(l.InclusionProof(ctx, 1))(t)
	for _, key := range []string{first, k.New} {
		if err := must(seal.ParseInclusion(p.Encode()))(t).Check(seal.NewChain(must(seal.ParseKey(key))(t))); err != nil {
			t.Errorf("with the key %s: %v", key[:30], err)
		}
	}
	_, stranger, _ := note.GenerateKey(rand.Reader, firstKey.Name())
	if p.Check(seal.NewChain(must(seal.ParseKey(stranger))(t))) == nil {
		t.Error("a key that it never had verifies a proof")
	}
}

// Wherever a crash comes, the ledger has the private key that it signs with.
func TestACrashWhileAKeyIsChanged(t *testing.T) {
	t.Run("before the record is sealed", func(t *testing.T) {
		l, dir := newLedger(t)
		must(l.Add(t.Context(), items(0, 3)))(t)
		private, _ := must2(note.GenerateKey(rand.Reader, strings.SplitN(must(l.PublicKey())(t), "+", 2)[0]))(t)
		overwrite(t, dir, "seal/key.next", []byte(private+"\n"))
		must(l.Add(t.Context(), items(3, 1)))(t)
		must(l.ChangeKey(t.Context(), because, "M. Kerr", "Once more."))(t)
		must(l.Add(t.Context(), items(4, 1)))(t)
		if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
			t.Error(found)
		}
	})
	t.Run("before the new key is in its place", func(t *testing.T) {
		dir, private, _ := rekeyed(t)
		if err := os.Rename(filepath.Join(dir, "seal/key"), filepath.Join(dir, "seal/key.next")); err != nil {
			t.Fatal(err)
		}
		overwrite(t, dir, "seal/key", private)
		if found, err := verify(t, dir); err != nil || len(found) > 0 {
			t.Errorf("%v, %v", found, err)
		}
		l := must(folder.Open(t.Context(), dir))(t)
		defer l.Close()
		must(l.Add(t.Context(), items(4, 1)))(t)
		if _, err := os.Stat(filepath.Join(dir, "seal/key.next")); err == nil {
			t.Error("the new key was not moved to its place")
		}
		if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
			t.Error(found)
		}
	})
}

func must2[A, B any](a A, b B, err error) func(testing.TB) (A, B) {
	return func(t testing.TB) (A, B) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
}

// Whoever has the old key can sign nothing that is this ledger's word after the change, and a key that no record names
// neither.
func TestTamperingWithKeys(t *testing.T) {
	ctx := t.Context()
	for _, tt := range []struct {
		name, want string
		do         func(t *testing.T, dir string, old []byte)
	}{
		{"the record is taken out", "leaf 4 is missing", func(t *testing.T, dir string, _ []byte) {
			edit(t, dir, `DELETE FROM leaf WHERE number = 4`)
		}},
		{"the record names another key", "key change 4", func(t *testing.T, dir string, _ []byte) {
			_, forged, _ := note.GenerateKey(rand.Reader, "firsthand/0011223344556677")
			edit(t, dir, `UPDATE leaf SET data = CAST(replace(data, substr(data, instr(data, 'new '), 60), ?) AS BLOB) WHERE number = 4`, "new "+forged[:56])
		}},
		{"the reason is another", "key change 4", func(t *testing.T, dir string, _ []byte) {
			edit(t, dir, `UPDATE leaf SET data = CAST(replace(data, 'planned', 'handed-over') AS BLOB) WHERE number = 4`)
		}},
		{"the old private key is put back", "seal/key", func(t *testing.T, dir string, old []byte) {
			overwrite(t, dir, "seal/key", old)
		}},
		{"the old key signs the whole log", "had replaced", func(t *testing.T, dir string, old []byte) {
			resign(t, dir, old, nil)
		}},
		{"a key of somebody else signs the whole log", "not signed by this ledger's key", func(t *testing.T, dir string, _ []byte) {
			private, _, _ := note.GenerateKey(rand.Reader, origin(t, dir))
			resign(t, dir, []byte(private+"\n"), nil)
		}},
		{"a forged key and a record for it, which the old key did not sign", "key change 4", func(t *testing.T, dir string, _ []byte) {
			private, public, _ := note.GenerateKey(rand.Reader, origin(t, dir))
			resign(t, dir, []byte(private+"\n"), func(record []byte) []byte {
				k := must(seal.ParseKeyChange(record))(t)
				forged := must(note.NewSigner(private))(t)
				k.New = public
				return must(seal.SignKeyChange(k, forged, forged))(t).Encode()
			})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, old, _ := rekeyed(t)
			tt.do(t, dir, old)
			found, err := verify(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			if found.Clean() || !strings.Contains(texts(found), tt.want) {
				t.Errorf("found %s; want %s", texts(found), tt.want)
			}
			l, err := folder.Open(ctx, dir)
			if err != nil {
				return
			}
			defer l.Close()
			if _, err := l.Add(ctx, items(9, 1)); !errors.Is(err, keep.ErrDamaged) && tt.name != "the reason is another" {
				t.Errorf("it is added to: %v", err)
			}
		})
	}
}

func texts(found keep.Findings) string {
	var all []string
	for _, f := range found {
		all = append(all, f.String())
	}
	return strings.Join(all, "; ")
}

func origin(t testing.TB, dir string) string {
	t.Helper()
	name, _, _ := strings.Cut(string(must(os.ReadFile(filepath.Join(dir, "seal/key.pub")))(t)), "+")
	return name
}

// resign changes the record of the key, makes the tree anew and signs it with a key, in the database and in the file,
// as somebody would who may write to the folder.
func resign(t testing.TB, dir string, private []byte, change func([]byte) []byte) {
	t.Helper()
	l := must(folder.OpenWith(t.Context(), dir, folder.Options{Look: true}))(t)
	size := must(l.Size(t.Context()))(t)
	records := make([][]byte, size)
	for n := range records {
		records[n] = must(l.InclusionProof(t.Context(), int64(n)))(t).Record
	}
	l.Close()
	if change != nil {
		records[4] = change(records[4])
		edit(t, dir, `UPDATE leaf SET data = ? WHERE number = 4`, records[4])
	}
	frontier := new(seal.Frontier)
	for n, record := range records {
		for i, h := range must(frontier.Append(tlog.RecordHash(record)))(t) {
			edit(t, dir, `UPDATE tree_hash SET hash = ? WHERE number = ?`, h[:], tlog.StoredHashIndex(0, int64(n))+int64(i))
		}
	}
	signer := must(note.NewSigner(strings.TrimSpace(string(private))))(t)
	signed := must(seal.Sign(seal.Checkpoint{Origin: signer.Name(), Size: size, Root: must(frontier.Root())(t)}, signer))(t)
	edit(t, dir, `UPDATE checkpoint SET note = ?`, string(signed))
	overwrite(t, dir, "seal/checkpoint", signed)
	overwrite(t, dir, "seal/key", private)
}
