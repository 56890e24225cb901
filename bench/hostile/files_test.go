package main

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"os"
	"testing"
)

func TestOneSeedGivesTheSameFiles(t *testing.T) {
	var made [2][]string
	for i := range made {
		var err error
		if made[i], err = writeFiles(t.TempDir(), 40, 7); err != nil {
			t.Fatal(err)
		}
	}
	for i := range made[0] {
		a, err := os.ReadFile(made[0][i])
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(made[1][i]); err != nil || !bytes.Equal(a, b) {
			t.Errorf("file %d differs, %v", i, err)
		}
	}
}

func TestAnOverlappingArchiveHoldsMoreThanItIs(t *testing.T) {
	b := overlapping(rand.New(rand.NewPCG(1, 1)))
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var all uint64
	for _, f := range z.File {
		all += f.UncompressedSize64
	}
	if all < 100*uint64(len(b)) {
		t.Errorf("%d bytes unpack to %d", len(b), all)
	}
}
