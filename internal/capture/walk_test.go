package capture

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folder makes a folder with files and goes there.
func folder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWalk(t *testing.T) {
	files := map[string]string{
		"b.txt": "b", "in/2.txt": "two", "in/10.txt": "ten", "in/sub/c.txt": "c", "in/a.ndjson": "{\"text\":\"a1\"}\n{\"text\":\n{\"text\":\"a2\"}\n",
		"in/.hidden.txt": "hidden", "in/.git/config": "hidden", "in/empty.txt": "", "in/z.bin": "\x00\x01", ".own.txt": "own",
	}
	for _, test := range []struct {
		name  string
		args  []string
		stdin string
		texts []string
		errs  []string
	}{
		{"no arguments", nil, "", nil, nil},
		{"files in the order they are named", []string{"b.txt", "in/2.txt"}, "", []string{"b", "two"}, nil},
		{"a folder, its files in the order of their names", []string{"in"}, "", []string{"ten", "two", "a1", "a2", "c"},
			[]string{"in/a.ndjson: line 2: not JSON after byte 8", "in/empty.txt: empty", "in/z.bin: binary"}},
		{"a hidden file that is named itself", []string{".own.txt"}, "", []string{"own"}, nil},
		{"the folder that one is in", []string{"./in/sub/."}, "", []string{"c"}, nil},
		{"lines from standard input", []string{"-"}, "{\"text\":\"x\"}\nwords\n{\"text\":\"y\"}\n", []string{"x", "y"}, []string{"standard input: line 2: not JSON after byte 0"}},
		{"a document from standard input", []string{"-", "b.txt"}, "The bridge was closed.", []string{"The bridge was closed.", "b"}, nil},
		{"a file that is not there", []string{"nowhere.txt", "b.txt"}, "", []string{"b"}, []string{"nowhere.txt: no such file or directory"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder(t, files)
			texts, errs := collect(Walk(t.Context(), test.args, strings.NewReader(test.stdin), Meta{}, DefaultLimits()))
			if diff := cmp.Diff(test.texts, texts); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.errs, errs); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWalkDoesNotFollowLinksInAFolder(t *testing.T) {
	folder(t, map[string]string{"secret/a.txt": "secret", "in/b.txt": "b"})
	for link, to := range map[string]string{"in/file.txt": "../secret/a.txt", "in/dir": "../secret", "in/self": ".", "outside.txt": "in/b.txt"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip("this file system has no links:", err)
		}
	}
	texts, errs := collect(Walk(t.Context(), []string{"in", "outside.txt"}, nil, Meta{}, DefaultLimits()))
	if diff := cmp.Diff([]string{"b", "b"}, texts); diff != "" || errs != nil {
		t.Errorf("texts (-want +got):\n%s\nerrors %q", diff, errs)
	}
}

func TestWalkNamesWhatItMayNotRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	folder(t, map[string]string{"in/a.txt": "a", "in/b.txt": "b", "in/sub/c.txt": "c"})
	for _, name := range []string{"in/a.txt", "in/sub"} {
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(name, 0o755) })
	}
	texts, errs := collect(Walk(t.Context(), []string{"in"}, nil, Meta{}, DefaultLimits()))
	if diff := cmp.Diff([]string{"b"}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"in/a.txt: permission denied", "in/sub: permission denied"}, errs); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

func TestFileErrorsAreThoseOfTheFileSystem(t *testing.T) {
	err := fileError("a", &fs.PathError{Op: "open", Path: "/home/somebody/a", Err: fs.ErrPermission})
	if !errors.Is(err, fs.ErrPermission) || err.Error() != "a: permission denied" || err.Hint == "" {
		t.Errorf("error is %v, hint %q", err, err.Hint)
	}
}

func TestWalkEndsWhenItIsToldTo(t *testing.T) {
	folder(t, map[string]string{"a.txt": "a", "in/b.ndjson": strings.Repeat("{\"text\":\"b\"}\n", 5), "in/c.txt": "c"})
	t.Run("by the one who ranges", func(t *testing.T) {
		n := 0
		for range Walk(t.Context(), []string{"a.txt", "in", "a.txt"}, nil, Meta{}, DefaultLimits()) {
			if n++; n == 3 {
				break
			}
		}
		if n != 3 {
			t.Errorf("got %d, want 3", n)
		}
	})
	t.Run("by the context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var texts []string
		var last error
		for item, err := range Walk(ctx, []string{"a.txt", "in", "a.txt"}, nil, Meta{}, DefaultLimits()) {
			if last = err; err == nil {
				texts = append(texts, item.Report.Text)
			}
			if len(texts) == 3 {
				cancel()
			}
		}
		if !errors.Is(last, context.Canceled) || len(texts) != 3 {
			t.Errorf("got %q and at last %v, want three and the context's error", texts, last)
		}
	})
	t.Run("by the limit on files", func(t *testing.T) {
		lim := DefaultLimits()
		lim.Files = 2
		texts, errs := collect(Walk(t.Context(), []string{"a.txt", "in", "a.txt"}, nil, Meta{}, lim))
		if len(texts) != 6 || len(errs) != 1 || !strings.Contains(errs[0], "more than 2 files") {
			t.Errorf("got %q, errors %q", texts, errs)
		}
	})
	t.Run("by what the user says", func(t *testing.T) {
		texts, errs := collect(Walk(t.Context(), []string{"a.txt"}, nil, Meta{Lang: "klingonese-"}, DefaultLimits()))
		if texts != nil || len(errs) != 1 {
			t.Errorf("got %q, errors %q", texts, errs)
		}
	})
}
