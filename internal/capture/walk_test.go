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
			texts, errs := collect(Walk(t.Context(), test.args, strings.NewReader(test.stdin), "", Meta{}, DefaultLimits()))
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
	texts, errs := collect(Walk(t.Context(), []string{"in", "outside.txt"}, nil, "", Meta{}, DefaultLimits()))
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
	texts, errs := collect(Walk(t.Context(), []string{"in"}, nil, "", Meta{}, DefaultLimits()))
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
		for range Walk(t.Context(), []string{"a.txt", "in", "a.txt"}, nil, "", Meta{}, DefaultLimits()) {
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
		for item, err := range Walk(ctx, []string{"a.txt", "in", "a.txt"}, nil, "", Meta{}, DefaultLimits()) {
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
		texts, errs := collect(Walk(t.Context(), []string{"a.txt", "in", "a.txt"}, nil, "", Meta{}, lim))
		if len(texts) != 6 || len(errs) != 1 || !strings.Contains(errs[0], "more than 2 files") {
			t.Errorf("got %q, errors %q", texts, errs)
		}
	})
	t.Run("by what the user says", func(t *testing.T) {
		texts, errs := collect(Walk(t.Context(), []string{"a.txt"}, nil, "", Meta{Lang: "klingonese-"}, DefaultLimits()))
		if texts != nil || len(errs) != 1 {
			t.Errorf("got %q, errors %q", texts, errs)
		}
	})
}

// signer is a private key in the form in which a ledger keeps its own (not one in use).
const signer = "PRIVATE+KEY+firsthand/0f1e2d+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"

// A walk over the folder that the ledger lies in must not take its own key in.
func TestWalkLeavesLedgersAlone(t *testing.T) {
	files := map[string]string{
		"a.txt": "a", "own/format": "firsthand ledger 1\n", "own/seal/key": signer, "own/originals/x": "x",
		"made/empty": "e", "sub/other/format": "firsthand ledger 7\n", "sub/other/seal/key": signer, "sub/b.txt": "b",
		"texts/format": "The format of the talks is open.", "texts/c.txt": "c",
	}
	for _, test := range []struct {
		name, own string
		args      []string
		texts     []string
		errs      []string
	}{
		{"the folder around it", "own", []string{"."}, []string{"a", "e", "b", "c", "The format of the talks is open."},
			[]string{"sub/other: the folder of a ledger, which is not read"}},
		{"one that is being made and has no format yet", "made", []string{"made", "a.txt"}, []string{"a"},
			[]string{"made: the folder of the ledger itself"}},
		{"by another name", "./sub/../own", []string{"own"}, nil, []string{"own: the folder of the ledger itself"}},
		{"somebody else's", "", []string{"sub"}, []string{"b"}, []string{"sub/other: the folder of a ledger, which is not read"}},
		{"its key by name", "own", []string{"own/seal/key"}, nil, []string{"own/seal/key: it holds a private key, which is never sealed"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder(t, files)
			texts, errs := collect(Walk(t.Context(), test.args, nil, test.own, Meta{}, DefaultLimits()))
			if diff := cmp.Diff(test.texts, texts); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.errs, errs); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPrivateKeysAreRefusedWhereverTheyLie(t *testing.T) {
	pem := func(kind string) string {
		return "-----BEGIN " + kind + "-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END " + kind + "-----\n"
	}
	for name, data := range map[string]string{
		"a ledger's key":            signer,
		"after a comment":           "# made today\n" + signer,
		"PKCS 8":                    pem("PRIVATE KEY"),
		"RSA, lines as in Windows":  strings.ReplaceAll(pem("RSA PRIVATE KEY"), "\n", "\r\n"),
		"encrypted":                 pem("ENCRYPTED PRIVATE KEY"),
		"after its certificate":     pem("CERTIFICATE") + pem("EC PRIVATE KEY"),
		"OpenSSH":                   pem("OPENSSH PRIVATE KEY"),
		"OpenPGP":                   pem("PGP PRIVATE KEY BLOCK"),
		"age":                       "# created: 2016-12-13\nAGE-SECRET-KEY-1" + strings.Repeat("Q", 58) + "\n",
		"PuTTY":                     "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
		"minisign":                  "untrusted comment: minisign encrypted secret key\nRWRTY0Iy\n",
		"with the mark of UTF-8":    "\ufeff" + signer,
		"in what looks like a page": "<html>\n" + pem("PRIVATE KEY"),
	} {
		t.Run(name, func(t *testing.T) {
			items, err := Bytes("key", []byte(data), Meta{}, DefaultLimits())
			if len(items) != 0 || err == nil || !strings.Contains(err.Error(), "private key") {
				t.Errorf("got %d items, error %v", len(items), err)
			}
		})
	}
	for name, data := range map[string]string{
		"a certificate":     pem("CERTIFICATE"),
		"a public key":      pem("PUBLIC KEY"),
		"a text about keys": "The file begins with -----BEGIN PRIVATE KEY----- and was found on his laptop, police said.",
		"a word for one":    "PRIVATE+KEY+ is how such a line begins.",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Bytes("text", []byte(data), Meta{}, DefaultLimits()); err != nil {
				t.Errorf("error %v", err)
			}
		})
	}
}
