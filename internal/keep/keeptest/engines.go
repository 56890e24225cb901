package keeptest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// row is a row of a kind at a leaf.
func row(kind store.Kind, leaf int64, id string, value string) store.Row {
	r := store.Row{Leaf: leaf, ID: id, Added: "2016-12-13T07:30:00.123456Z", Salt: bytes.Repeat([]byte{7}, 32), Values: slices.Repeat([]string{value}, fields[kind])}
	if kind != store.Decisions {
		r.Original = bytes.Repeat([]byte{9}, 32)
	}
	return r
}

// fields is how many values a row of each kind has.
var fields = map[store.Kind]int{store.Reports: 17, store.Decisions: 6, store.Places: 1}

// seal writes a row with a leaf of its own.
func seal(tx store.Tx, kind store.Kind, leaf int64, id, value string) error {
	if err := tx.AddLeaf(leaf, []byte(id)); err != nil {
		return err
	}
	return tx.Insert(kind, row(kind, leaf, id, value))
}

// storeTest is one thing that every store does; other is the same place opened twice.
type storeTest struct {
	name string
	run  func(t *testing.T, s, other store.Store)
}

func testStore(t *testing.T, place func(t *testing.T) Open) {
	for _, test := range slices.Concat(storeWrites(), storeReads(), storeTurns()) {
		t.Run(test.name, func(t *testing.T) {
			open := place(t)
			s, other := open(nil).Store, open(nil).Store
			t.Cleanup(func() { s.Close(); other.Close() })
			test.run(t, s, other)
		})
	}
}

// storeWrites hold what a transaction keeps.
func storeWrites() []storeTest {
	ctx := context.Background()
	return []storeTest{
		{"a new store is empty", func(t *testing.T, s, _ store.Store) {
			view(t, s, func(v store.View) {
				_, _, err := v.Checkpoint()
				_, missing := v.Find(store.Reports, "a")
				_, leafless := v.LeafOf(store.Decisions, "a")
				_, unread := v.Reading("a")
				for _, err := range []error{err, missing, leafless, unread} {
					if !errors.Is(err, store.ErrNotFound) {
						t.Errorf("error %v, want ErrNotFound", err)
					}
				}
				if end := must(v.End()); end != 0 {
					t.Errorf("it ends at %d", end)
				}
			})
		}},
		{"what is committed is seen, by others too", func(t *testing.T, s, other store.Store) {
			update(t, s, func(tx store.Tx) error {
				if err := seal(tx, store.Reports, 0, "a", "حلب\n\t \u202e"); err != nil {
					return err
				}
				if _, err := tx.Find(store.Reports, "a"); err != nil {
					t.Errorf("a transaction does not see what it wrote: %v", err)
				}
				if err := tx.AddHashes(0, [][]byte{bytes.Repeat([]byte{1}, 32)}); err != nil {
					return err
				}
				return tx.SetCheckpoint(1, []byte("note one\n"))
			})
			update(t, s, func(tx store.Tx) error { return tx.SetCheckpoint(1, []byte("note two\n")) })
			view(t, other, func(v store.View) {
				got := must(v.Find(store.Reports, "a"))
				want := row(store.Reports, 0, "a", "حلب\n\t \u202e")
				if got.Err != nil || got.Leaf != 0 || got.Added != want.Added || !bytes.Equal(got.Original, want.Original) || !bytes.Equal(got.Salt, want.Salt) || !slices.Equal(got.Values, want.Values) {
					t.Errorf("got %+v, want %+v", got, want)
				}
				if size, note, err := v.Checkpoint(); size != 1 || string(note) != "note two\n" || err != nil {
					t.Errorf("checkpoint %d %q, %v", size, note, err)
				}
				if leaves := must(v.LeafRange(0, 5)); len(leaves) != 1 || string(leaves[0]) != "a" {
					t.Errorf("leaves %v", leaves)
				}
				if hashes := must(v.HashRange(0, 1)); len(hashes[0]) != 32 {
					t.Errorf("hashes %v", hashes)
				}
			})
		}},
		{"what fails leaves nothing", func(t *testing.T, s, _ store.Store) {
			failure := errors.New("enough")
			err := s.Update(ctx, func(tx store.Tx) error {
				if err := seal(tx, store.Reports, 0, "a", "x"); err != nil {
					return err
				}
				return failure
			})
			if !errors.Is(err, failure) {
				t.Errorf("error %v, want the function's", err)
			}
			view(t, s, func(v store.View) {
				if n := must(v.Count()); n != (store.Counts{}) {
					t.Errorf("left %+v", n)
				}
			})
		}},
		{"a number, an ID or a leaf is taken once", func(t *testing.T, s, _ store.Store) {
			update(t, s, func(tx store.Tx) error {
				return errors.Join(seal(tx, store.Reports, 0, "a", "x"), tx.AddHashes(0, [][]byte{bytes.Repeat([]byte{1}, 32)}))
			})
			for name, f := range map[string]func(store.Tx) error{
				"leaf":          func(tx store.Tx) error { return tx.AddLeaf(0, []byte("b")) },
				"hash":          func(tx store.Tx) error { return tx.AddHashes(0, [][]byte{bytes.Repeat([]byte{2}, 32)}) },
				"ID":            func(tx store.Tx) error { return seal(tx, store.Reports, 1, "a", "x") },
				"leaf of a row": func(tx store.Tx) error { return tx.Insert(store.Reports, row(store.Reports, 0, "b", "x")) },
			} {
				if err := s.Update(ctx, f); !errors.Is(err, store.ErrDamaged) {
					t.Errorf("a %s again: %v, want ErrDamaged", name, err)
				}
			}
		}},
	}
}

// storeReads hold what is found again.
func storeReads() []storeTest {
	return []storeTest{
		{"rows come in the order of their leaves, by pages", func(t *testing.T, s, _ store.Store) {
			update(t, s, func(tx store.Tx) error {
				for _, leaf := range []int64{5, 3, 9, 1} {
					if err := seal(tx, store.Reports, leaf, fmt.Sprint(leaf), "x"); err != nil {
						return err
					}
				}
				if err := seal(tx, store.Decisions, 4, "d", "x"); err != nil {
					return err
				}
				if err := seal(tx, store.Places, 6, "p", "quarters.geojson"); err != nil {
					return err
				}
				if err := tx.AddLeaf(7, []byte("nobody's")); err != nil {
					return err
				}
				_, err := tx.PutReading(store.Reading{Leaf: 3, Version: "1", Sum: make([]byte, 32), JSON: []byte("{}")})
				return err
			})
			view(t, s, func(v store.View) {
				ids := func(rows []store.Row) (ids []string) {
					for _, r := range rows {
						ids = append(ids, r.ID)
					}
					return ids
				}
				for name, test := range map[string]struct{ got, want []string }{
					"first page":  {ids(must(v.Rows(store.Reports, -1, 3))), []string{"1", "3", "5"}},
					"second page": {ids(must(v.Rows(store.Reports, 5, 3))), []string{"9"}},
					"unread":      {ids(must(v.Unread("1", -1, 9))), []string{"1", "5", "9"}},
					"unread by 2": {ids(must(v.Unread("2", 1, 2))), []string{"3", "5"}},
				} {
					if !slices.Equal(test.got, test.want) {
						t.Errorf("%s: %v, want %v", name, test.got, test.want)
					}
				}
				if sealed := must(v.SealedRows(store.Decisions, -1, 9)); len(sealed) != 1 || string(sealed[0].Data) != "d" {
					t.Errorf("sealed decisions %+v", sealed)
				}
				if alone := must(v.Unclaimed(-1, 9)); len(alone) != 1 || alone[0].Number != 7 || string(alone[0].Data) != "nobody's" {
					t.Errorf("unclaimed %+v", alone)
				}
				if out := must(v.Outside(store.Leaves, 5)); !slices.Equal(out, []int64{5, 6, 7, 9}) {
					t.Errorf("outside %v", out)
				}
				if end := must(v.End()); end != 10 {
					t.Errorf("it ends at %d", end)
				}
				if n := must(v.Count()); n != (store.Counts{Leaves: 7, Reports: 4, Decisions: 1, Places: 1, Readings: 1}) {
					t.Errorf("counted %+v", n)
				}
				if g := must(v.Readings(-1, 9)); len(g) != 1 || g[0].Report != "3" || g[0].Orphan {
					t.Errorf("readings %+v", g)
				}
			})
		}},
		{"a reading takes the place of another", func(t *testing.T, s, _ store.Store) {
			put := func(version string) (changed bool) {
				update(t, s, func(tx store.Tx) (err error) {
					changed, err = tx.PutReading(store.Reading{Leaf: 0, Version: version, Sum: make([]byte, 32), JSON: []byte(`{"id":"a"}`)})
					return err
				})
				return changed
			}
			update(t, s, func(tx store.Tx) error { return seal(tx, store.Reports, 0, "a", "x") })
			if !put("1") || put("1") || !put("2") {
				t.Error("it does not tell whether anything is different")
			}
			view(t, s, func(v store.View) {
				if g := must(v.Reading("a")); g.Version != "2" || string(g.JSON) != `{"id":"a"}` || g.Report != "a" {
					t.Errorf("reading %+v", g)
				}
			})
		}},
		{"a view is of one moment", func(t *testing.T, s, other store.Store) {
			update(t, s, func(tx store.Tx) error { return seal(tx, store.Reports, 0, "a", "x") })
			view(t, s, func(v store.View) {
				before := must(v.Count())
				update(t, other, func(tx store.Tx) error { return seal(tx, store.Reports, 1, "b", "x") })
				if after := must(v.Count()); after != before {
					t.Errorf("from %+v to %+v in one view", before, after)
				}
			})
		}},
	}
}

// storeTurns hold what happens when several write, when much is written, and at the end.
func storeTurns() []storeTest {
	ctx := context.Background()
	return []storeTest{
		{"writers take turns", func(t *testing.T, s, other store.Store) {
			var wg sync.WaitGroup
			for i := range 4 {
				wg.Go(func() {
					for range 10 {
						update(t, []store.Store{s, other}[i%2], func(tx store.Tx) error {
							end, err := tx.End()
							if err != nil {
								return err
							}
							return errors.Join(seal(tx, store.Reports, end, fmt.Sprint(end), "x"), tx.Bump())
						})
					}
				})
			}
			wg.Wait()
			view(t, s, func(v store.View) {
				if n, version := must(v.Count()), must(v.Version()); n.Reports != 40 || n.Leaves != 40 || version != 40 {
					t.Errorf("counted %+v, version %d", n, version)
				}
			})
		}},
		{"a long value", func(t *testing.T, s, _ store.Store) {
			long := string(bytes.Repeat([]byte("long "), 1<<20))
			update(t, s, func(tx store.Tx) error { return seal(tx, store.Reports, 0, "a", long) })
			view(t, s, func(v store.View) {
				if got := must(v.Find(store.Reports, "a")); got.Values[8] != long {
					t.Errorf("%d bytes came back", len(got.Values[8]))
				}
			})
		}},
		{"it finds nothing wrong with itself", func(t *testing.T, s, _ store.Store) {
			update(t, s, func(tx store.Tx) error { return seal(tx, store.Reports, 0, "a", "x") })
			for f := range s.SelfCheck(ctx) {
				t.Errorf("found %+v", f)
			}
		}},
		{"called off, and closed", func(t *testing.T, s, _ store.Store) {
			off, cancel := context.WithCancel(ctx)
			cancel()
			if err := s.Update(off, func(tx store.Tx) error { return tx.Bump() }); !errors.Is(err, context.Canceled) {
				t.Errorf("called off: %v", err)
			}
			if err := errors.Join(s.Close(), s.Close()); err != nil {
				t.Errorf("closed twice: %v", err)
			}
			if err := s.View(ctx, func(store.View) error { return nil }); err == nil {
				t.Error("it can be looked at after it was closed")
			}
			if err := s.Update(ctx, func(store.Tx) error { return nil }); err == nil {
				t.Error("it can be written after it was closed")
			}
		}},
	}
}

func update(t *testing.T, s store.Store, f func(store.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), f); err != nil {
		t.Error(err)
	}
}

func view(t *testing.T, s store.Store, f func(store.View)) {
	t.Helper()
	if err := s.View(context.Background(), func(v store.View) error { f(v); return nil }); err != nil {
		t.Error(err)
	}
}

// must is for look-ups that do not fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func original(text string) blob.Blob {
	return blob.Blob{Digest: report.DigestOf([]byte(text)), Data: []byte(text)}
}

func testBlobs(t *testing.T, place func(t *testing.T) Open) {
	ctx := context.Background()
	open := place(t)
	first, second := open(nil), open(nil)
	t.Cleanup(func() { first.Store.Close(); second.Store.Close() })
	if _, err := blob.Read(ctx, first.Blobs, original("nobody's").Digest); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("what nobody put: %v, want ErrNotFound", err)
	}
	if err := blob.Check(ctx, first.Blobs, original("nobody's").Digest); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("what nobody put: %v, want ErrNotFound", err)
	}
	var all []blob.Blob
	for n := range 20 {
		all = append(all, original(fmt.Sprintf("message %d from the cellar", n)))
	}
	twice := slices.Concat(all, all[3:4])
	var wg sync.WaitGroup
	for _, e := range []Engines{first, second, first, second} {
		wg.Go(func() {
			if err := e.Blobs.Put(ctx, twice); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, b := range all {
		if got, err := blob.Read(ctx, second.Blobs, b.Digest); err != nil || !bytes.Equal(got, b.Data) {
			t.Errorf("got %q, %v", got, err)
		}
	}
	listed := map[report.Digest]int{}
	for f, err := range first.Blobs.List(ctx) {
		if err != nil || f.Err != nil || f.Digest.IsZero() {
			t.Errorf("listed %+v, %v", f, err)
		}
		listed[f.Digest]++
	}
	if len(listed) != len(all) {
		t.Errorf("%d are listed, want %d", len(listed), len(all))
	}
	for range first.Blobs.List(ctx) {
		break // ends the list
	}
	off, cancel := context.WithCancel(ctx)
	cancel()
	if err := first.Blobs.Put(off, []blob.Blob{original("too late")}); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

func testAnchor(t *testing.T, place func(t *testing.T) Open) {
	ctx := context.Background()
	open := place(t)
	first, second := open(nil), open(nil)
	t.Cleanup(func() { first.Store.Close(); second.Store.Close() })
	if first.Anchor.Name() == "" {
		t.Error("it has no name")
	}
	if _, err := first.Anchor.Read(ctx); !errors.Is(err, anchor.ErrNone) {
		t.Errorf("before anything was published: %v, want ErrNone", err)
	}
	for _, note := range []string{"a long first note", "short"} {
		if err := first.Anchor.Publish(ctx, []byte(note)); err != nil {
			t.Fatal(err)
		}
		if got, err := second.Anchor.Read(ctx); err != nil || string(got) != note {
			t.Errorf("read %q, %v, want %q", got, err, note)
		}
	}
}
