package folder

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/keep"
)

// readOnlyEnv names the folder of a ledger that lies where nothing can be written.
const readOnlyEnv = "FIRSTHAND_TEST_READ_ONLY"

// On a file system that is mounted to be read, a ledger opens, is read and verified, and says that it cannot be
// written. That a write-ahead log lies beside its database, as a crash leaves it, makes no difference.
func TestReadOnlyMedia(t *testing.T) {
	if dir := os.Getenv(readOnlyEnv); dir != "" {
		onlyRead(t, dir)
		return
	}
	if out, err := exec.Command("unshare", "-m", "true").CombinedOutput(); err != nil {
		t.Skipf("this machine lets no test mount anything: %v %s", err, out)
	}
	for name, leave := range map[string]func(t *testing.T) (dir string){
		"a disc": func(t *testing.T) string {
			dir, _ := filled(t)
			return dir
		},
		"a copy without a lock file": func(t *testing.T) string {
			dir, _ := filled(t)
			if err := os.Remove(below(dir, lockFile)); err != nil {
				t.Fatal(err)
			}
			return dir
		},
		"a disk after a crash": func(t *testing.T) string {
			dir, _ := filled(t)
			l, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if _, err := l.Decide(t.Context(), decision, keep.AnyVersion); err != nil {
				t.Fatal(err)
			}
			crashed := filepath.Join(t.TempDir(), "crashed")
			copyFolder(t, dir, crashed)
			if log, err := os.Stat(below(crashed, databaseFile+"-wal")); err != nil || log.Size() == 0 {
				t.Fatalf("there is no write-ahead log to leave: %v", err)
			}
			return crashed
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := leave(t)
			child := exec.Command("unshare", "-m", "sh", "-c",
				`mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$1" -test.run '^TestReadOnlyMedia$' -test.v`, dir, os.Args[0])
			child.Env = append(os.Environ(), readOnlyEnv+"="+dir)
			if out, err := child.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestReadOnlyMedia") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// onlyRead does with a ledger that cannot be written what can be done with it.
func onlyRead(t *testing.T, dir string) {
	if err := os.WriteFile(below(dir, "x"), nil, 0o600); err == nil {
		t.Fatal("it can be written: this test tests nothing")
	}
	l, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if !l.ReadOnly() {
		t.Error("it says that it can be written")
	}
	size, err := l.Size(t.Context())
	if err != nil || size < 1 {
		t.Errorf("%d leaves, %v", size, err)
	}
	decisions := int64(0)
	for _, err := range l.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		decisions++
	}
	if decisions != size {
		t.Errorf("%d of %d decisions", decisions, size)
	}
	if found, err := l.Verify(t.Context(), nil); err != nil || !found.Clean() {
		t.Errorf("%v %v", found, err)
	}
	if _, err := l.Decide(t.Context(), decision, keep.AnyVersion); !errors.Is(err, keep.ErrReadOnly) {
		t.Errorf("deciding: %v, want ErrReadOnly", err)
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "firsthand-read-*")); err == nil && len(left) > 1 {
		t.Errorf("copies are left: %v", left)
	}
}
