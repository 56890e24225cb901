package shelfdir_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/shelfdir"
)

func TestAShelf(t *testing.T) {
	ctx, dir, temp := t.Context(), filepath.Join(t.TempDir(), "seal", "outside"), t.TempDir()
	if err := os.Mkdir(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	s := shelfdir.New(durable.OS{}, dir, temp)
	if names, err := s.Names(ctx); err != nil || len(names) != 0 {
		t.Errorf("a new one has %v, %v", names, err)
	}
	if _, err := s.Get(ctx, "a"); !errors.Is(err, shelf.ErrNotFound) {
		t.Errorf("error %v", err)
	}
	for name, data := range map[string]string{"b.2": "two", "a-1": "one"} {
		if err := s.Put(ctx, name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Put(ctx, "b.2", []byte("three")); err != nil {
		t.Fatal(err)
	}
	if got, err := shelfdir.New(durable.OS{}, dir, temp).Get(ctx, "b.2"); err != nil || string(got) != "three" {
		t.Errorf("got %q, %v", got, err)
	}
	if names, err := s.Names(ctx); err != nil || !slices.Equal(names, []string{"a-1", "b.2"}) {
		t.Errorf("names %v, %v", names, err)
	}
	for range 2 {
		if err := s.Remove(ctx, "a-1"); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestWhatCannotLieOnAShelf(t *testing.T) {
	s := shelfdir.New(durable.OS{}, t.TempDir(), t.TempDir())
	for _, name := range []string{"", ".", "..", "../key", "a/b", "A", "1", "a b", "-a", strings.Repeat("a", 121)} {
		if err := s.Put(t.Context(), name, nil); err == nil {
			t.Errorf("%q was kept", name)
		}
		if _, err := s.Get(t.Context(), name); !errors.Is(err, shelf.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := s.Put(t.Context(), "a", make([]byte, shelf.MaxSize+1)); err == nil {
		t.Error("something too long was kept")
	}
}
