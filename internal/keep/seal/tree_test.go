package seal_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"firsthand/internal/keep/seal"
)

// hashes is a store of tree hashes in memory.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var got []tlog.Hash
	for _, i := range indexes {
		if i < 0 || i >= int64(len(h)) {
			return nil, fmt.Errorf("no hash %d", i)
		}
		got = append(got, h[i])
	}
	return got, nil
}

func leaf(n int64) tlog.Hash { return tlog.RecordHash(fmt.Append(nil, "leaf ", n)) }

// A frontier gives, leaf by leaf, the hashes and roots that package tlog gives for the whole store.
func TestFrontierIsTheTree(t *testing.T) {
	var f seal.Frontier
	var store hashes
	for n := int64(0); n < 300; n++ {
		want, err := tlog.StoredHashesForRecordHash(n, leaf(n), store)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Append(leaf(n))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("leaf %d: stored %v, want %v", n, got, want)
		}
		store = append(store, want...)
		wantRoot, err := tlog.TreeHash(n+1, store)
		if err != nil {
			t.Fatal(err)
		}
		if root, err := f.Root(); err != nil || root != wantRoot {
			t.Fatalf("%d leaves: root %v, %v, want %v", n+1, root, err, wantRoot)
		}
	}
}

// A frontier taken up at any size from the stored hashes goes on like one that was never put down.
func TestFrontierResumesAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.Int64Range(0, 200).Draw(t, "before")
		after := rapid.Int64Range(0, 70).Draw(t, "after")
		var whole seal.Frontier
		var store hashes
		for n := range before {
			stored, err := whole.Append(leaf(n))
			if err != nil {
				t.Fatal(err)
			}
			store = append(store, stored...)
		}
		resumed, err := seal.ResumeFrontier(before, store)
		if err != nil {
			t.Fatal(err)
		}
		for n := before; n < before+after; n++ {
			want, errW := whole.Append(leaf(n))
			got, errG := resumed.Append(leaf(n))
			if errW != nil || errG != nil || !slices.Equal(got, want) {
				t.Fatalf("leaf %d: %v %v, want %v %v", n, got, errG, want, errW)
			}
		}
		a, errA := whole.Root()
		b, errB := resumed.Root()
		if errA != nil || errB != nil || a != b || resumed.Size() != whole.Size() {
			t.Fatalf("roots %v %v, errors %v %v", a, b, errA, errB)
		}
	})
}

func TestResumeSaysWhyItCannot(t *testing.T) {
	broken := errors.New("the disk has a scratch")
	_, err := seal.ResumeFrontier(5, tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, broken }))
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want one that wraps the reader's", err)
	}
	if _, err := seal.ResumeFrontier(5, tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil })); err == nil {
		t.Error("a reader that reads nothing was taken at its word")
	}
}
