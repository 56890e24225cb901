package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// left is what a power loss leaves in files, by name; only what was synced where random is nil.
func left(t *testing.T, d *disk, random *rand.Rand) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := d.lose(dir, luck{random}); err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		short, _ := filepath.Rel(dir, name)
		files[short] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestWhatIsNotSyncedIsLost(t *testing.T) {
	d := newDisk()
	d.create("a", false)
	d.write("a", 0, []byte("words"))
	if files := left(t, d, nil); len(files) != 0 {
		t.Error("a name that no fsync put on the disk is there:", files)
	}
	d.sync(".")
	if files := left(t, d, nil); files["a"] != "" || len(files) != 1 {
		t.Errorf("bytes that no fsync put on the disk are there, or the name is not: %q", files)
	}
	d.sync("a")
	d.write("a", 2, []byte("WWW"))
	if files := left(t, d, nil); files["a"] != "words" {
		t.Errorf("what was synced is %q", files["a"])
	}
	d.resize("a", 1)
	d.sync("a")
	if files := left(t, d, nil); files["a"] != "w" {
		t.Errorf("cut and synced it is %q", files["a"])
	}
}

func TestARenameIsWholeOrNotAtAll(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	seen := make(map[string]bool)
	for range 50 {
		d := newDisk()
		d.mkdir("x")
		d.create("x/new", false)
		d.write("x/new", 0, []byte("new"))
		d.sync("x/new")
		d.create("at", false)
		d.sync("x")
		d.sync(".")
		d.rename("x/new", "at")
		files := left(t, d, random)
		_, old := files["x/new"]
		if moved := files["at"] == "new"; moved == old {
			t.Fatalf("neither before nor after: %q", files)
		}
		seen[files["at"]] = true
		d.sync(".") // of the directory that it goes to
		if files := left(t, d, nil); files["at"] != "new" || len(files) != 1 {
			t.Fatalf("synced it is %q", files)
		}
	}
	if len(seen) != 2 {
		t.Error("chance never tried both:", seen)
	}
}

func TestWritesAreTornAtSectors(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	torn := 0
	for range 100 {
		d := newDisk()
		d.create("a", false)
		d.write("a", 0, []byte(strings.Repeat("o", 4*sector)))
		d.sync("a")
		d.sync(".")
		d.write("a", 0, []byte(strings.Repeat("n", 4*sector)))
		got := left(t, d, random)["a"]
		for i := range 4 {
			if part := got[i*sector : (i+1)*sector]; strings.Count(part, part[:1]) != sector {
				t.Fatal("a sector is half written")
			}
		}
		if strings.Contains(got, "o") && strings.Contains(got, "n") {
			torn++
		}
	}
	if torn == 0 {
		t.Error("nothing was ever torn")
	}
}

func TestATraceIsReplayed(t *testing.T) {
	trace := strings.Join([]string{
		`7 mkdirat(AT_FDCWD</t>, "/t/l", 0700) = 0`,
		`7 openat(AT_FDCWD</t>, "/t/l/a", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 5</t/l/a>`,
		`7 write(5</t/l/a>, "one\n", 4) = 4`,
		`7 write(5</t/l/a>, "\x74\x77\x6f\x00", 4 <unfinished ...>`,
		`8 openat(AT_FDCWD</t>, "/t/l/none", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`,
		`7 <... write resumed>) = 4`,
		`7 pwrite64(5</t/l/a>, "O\1", 2, 0) = 2`,
		`8 fsync(5</t/l/a> <unfinished ...>`,
		`8 <... fsync resumed>) = 0`,
		`7 --- SIGURG {si_signo=SIGURG} ---`,
		`7 renameat(AT_FDCWD</t>, "/t/l/a", AT_FDCWD</t>, "/t/l/b") = 0`,
		`7 fsync(6</t/l>) = 0`,
		`7 fsync(6</t>) = 0`,
		`7 unlinkat(6</t/l>, "b", 0) = 0`,
		`7 write(1</dev/pts/0>, "added", 5) = 5`,
		`7 +++ exited with 0 +++`,
	}, "\n") + "\n"
	r := &replay{disk: newDisk(), folder: "/t", place: make(map[string]int64)}
	changed := 0
	err := readTrace(strings.NewReader(trace), func(c call) error {
		did, err := r.do(c)
		if did {
			changed++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if changed != 10 {
		t.Errorf("%d calls changed something", changed)
	}
	if files := left(t, r.disk, nil); len(files) != 1 || files["l/b"] != "O\x01e\ntwo\x00" {
		t.Errorf("left is %q", files)
	}
	if r.disk.find("l/b") != nil {
		t.Error("what was removed is there")
	}
}

func TestACallThatIsNotKnownEndsTheReplay(t *testing.T) {
	r := &replay{disk: newDisk(), folder: "/t"}
	c, ok := parseCall(`fallocate(5</t/a>, 0, 0, 4096) = 0`)
	if !ok {
		t.Fatal("the call is not read")
	}
	if _, err := r.do(c); err == nil {
		t.Error("it was passed over")
	}
}
