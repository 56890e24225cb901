package blobdir_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/durable"
	"firsthand/internal/report"
)

// store is a new store, with its root and its folder for files being written.
func store(t *testing.T) (files *blobdir.Dir, root, temp string) {
	t.Helper()
	root, temp = filepath.Join(t.TempDir(), "originals"), filepath.Join(t.TempDir(), "incoming")
	for _, dir := range []string{root, temp} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return blobdir.New(durable.OS{}, root, temp), root, temp
}

func original(text string) blob.Blob {
	return blob.Blob{Digest: report.DigestOf([]byte(text)), Data: []byte(text)}
}

func path(root string, b blob.Blob) string {
	return filepath.Join(root, filepath.FromSlash(blobdir.Name(b.Digest)))
}

func TestAnOriginalIsAFileNamedByItsDigest(t *testing.T) {
	files, root, temp := store(t)
	b := original("The bridge is closed.\n")
	if err := files.Put(t.Context(), []blob.Blob{b}); err != nil {
		t.Fatal(err)
	}
	const digest = "3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2"
	if got, want := blobdir.Name(b.Digest), digest[:2]+"/"+digest[2:4]+"/"+digest; got != want {
		t.Errorf("name %s, want %s", got, want)
	}
	info, err := os.Stat(path(root, b))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != 0o400 {
		t.Errorf("mode %v, want only its owner to read it", info.Mode())
	}
	got, err := blob.Read(t.Context(), files, b.Digest)
	if err != nil || string(got) != string(b.Data) {
		t.Errorf("got %q, %v", got, err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left %v in the folder of files being written, %v", left, err)
	}
}

func TestPuttingAgainChangesNothing(t *testing.T) {
	files, root, _ := store(t)
	b := original("The bridge is closed.\n")
	if err := files.Put(t.Context(), []blob.Blob{b, b, b}); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path(root, b))
	if err != nil {
		t.Fatal(err)
	}
	if err := files.Put(t.Context(), []blob.Blob{b}); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(path(root, b))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the file was replaced (%v)", err)
	}
}

func TestADamagedOriginalIsNeverAnswered(t *testing.T) {
	files, root, _ := store(t)
	b := original("The bridge is closed.\n")
	if err := files.Put(t.Context(), []blob.Blob{b}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path(root, b), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path(root, b), []byte("The bridge is open. \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var damaged *blob.DamagedError
	for name, err := range map[string]error{
		"get":   second(blob.Read(t.Context(), files, b.Digest)),
		"check": blob.Check(t.Context(), files, b.Digest),
		"put":   files.Put(t.Context(), []blob.Blob{b}),
	} {
		if !errors.Is(err, blob.ErrDamaged) || !errors.As(err, &damaged) {
			t.Errorf("%s: error %v, want ErrDamaged", name, err)
			continue
		}
		if damaged.Name != b.Digest || damaged.Found != report.DigestOf([]byte("The bridge is open. \n")) {
			t.Errorf("%s: named %v, found %v", name, damaged.Name, damaged.Found)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestAMissingOriginal(t *testing.T) {
	files, _, _ := store(t)
	d := report.DigestOf([]byte("nobody kept this"))
	if _, err := blob.Read(t.Context(), files, d); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("get: %v", err)
	}
	if err := blob.Check(t.Context(), files, d); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("check: %v", err)
	}
}

func TestManyAtOnceEndWithTheSameFiles(t *testing.T) {
	_, root, temp := store(t)
	var blobs []blob.Blob
	for i := range 40 {
		blobs = append(blobs, original(fmt.Sprintf("Message %d from the cellar.", i)))
	}
	var wg sync.WaitGroup
	for range 4 {
		files := blobdir.New(durable.OS{}, root, temp) // as another process would
		wg.Go(func() {
			if err := files.Put(t.Context(), blobs); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	files := blobdir.New(durable.OS{}, root, temp)
	for _, b := range blobs {
		if err := blob.Check(t.Context(), files, b.Digest); err != nil {
			t.Error(err)
		}
	}
}

func TestPutIsCalledOff(t *testing.T) {
	files, _, _ := store(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := files.Put(ctx, []blob.Blob{original("too late")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

func TestAnErrorDoesNotNameTheMachinesFolders(t *testing.T) {
	_, root, _ := store(t)
	files := blobdir.New(durable.OS{}, root, filepath.Join(root, "no", "such", "folder"))
	err := files.Put(t.Context(), []blob.Blob{original("nowhere to write")})
	if err == nil {
		t.Fatal("wrote into a folder that does not exist")
	}
	if got := err.Error(); strings.Contains(got, root) {
		t.Errorf("error %q names a folder", got)
	}
}

func TestListTellsOriginalsFromStrangers(t *testing.T) {
	files, root, _ := store(t)
	kept, moved := original("kept"), original("moved")
	if err := files.Put(t.Context(), []blob.Blob{kept, moved}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(root, "00", "11"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path(root, moved), filepath.Join(root, "00", "11", moved.Digest.String())); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path(root, kept), filepath.Join(root, "link")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	var originalsFound []report.Digest
	var strangers []string
	for f, err := range files.List(t.Context()) {
		if err != nil || f.Err != nil {
			t.Fatal(err, f.Err)
		}
		if f.Digest.IsZero() {
			strangers = append(strangers, f.Name)
		} else {
			originalsFound = append(originalsFound, f.Digest)
		}
	}
	if !slices.Equal(originalsFound, []report.Digest{kept.Digest}) {
		t.Errorf("originals %v, want the one that was kept and not the one that was moved", originalsFound)
	}
	if want := []string{"00/11/" + moved.Digest.String(), "link", "notes.txt"}; !slices.Equal(strangers, want) {
		t.Errorf("strangers %v, want %v", strangers, want)
	}
}
