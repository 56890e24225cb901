// Package identity names a reader by everything that can change what it reads: its source code, word lists, trained
// weights, gazetteer, the modules that it uses and the tables of Unicode.
//
// A version that somebody raises by hand is forgotten sooner or later, and then a ledger accuses somebody of having
// altered a reading that the program itself reads otherwise. So the program carries the source of its reader and hashes
// it: two builds with the same name read the same, on any machine, and a build that could read otherwise has another
// name. A comment is source too: the name changes more often than readings do, and never less.
package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"
)

// digits is how many hexadecimal digits of the SHA-256 a name has.
const digits = 16

// Reader gathers what can change a reading. The zero Reader is not ready to use; see [New].
type Reader struct {
	hash hash.Hash
}

// New is a reader of nothing yet.
func New() *Reader { return &Reader{sha256.New()} }

// Blob adds data under a name.
func (r *Reader) Blob(name, data string) {
	fmt.Fprintf(r.hash, "%d %s %d\n%s", len(name), name, len(data), data) // a hash takes everything
}

// Files adds all files of a tree in the order of their names, but for tests, what tests use, and programs that make
// weights and lists.
func (r *Reader) Files(room string, tree fs.FS) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !Counts(name) {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return fmt.Errorf("hash the source of the reader: %w", err)
		}
		r.Blob(room+"/"+name, string(data))
		return nil
	})
}

// Counts reports whether a file of a room, named below its folder, is part of the program.
func Counts(name string) bool {
	folders := strings.Split(path.Dir(name), "/")
	for _, tool := range []string{"testdata", "train", "gen"} {
		if slices.Contains(folders, tool) {
			return false
		}
	}
	return !strings.HasSuffix(name, "_test.go")
}

// Modules adds the versions of modules that this program was built with.
func (r *Reader) Modules(names ...string) {
	info, _ := debug.ReadBuildInfo()
	for _, name := range names {
		r.Blob(name, versionOf(info, name))
	}
}

// versionOf is the version and checksum of a module, "" where the build does not say.
func versionOf(info *debug.BuildInfo, name string) string {
	if info == nil {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path != name {
			continue
		}
		if m.Replace != nil {
			m = m.Replace
		}
		return m.Path + " " + m.Version + " " + m.Sum
	}
	return ""
}

// Name is the reader's name: the first hexadecimal digits of the SHA-256 of all that was added.
func (r *Reader) Name() string { return hex.EncodeToString(r.hash.Sum(nil))[:digits] }
