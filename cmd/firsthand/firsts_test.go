package main

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"firsthand/internal/report"
)

// The first add is killed at any moment, and two first ones come at once. Whatever is left, the next add goes on from
// it.
func TestKillsOfTheFirstAdd(t *testing.T) {
	rounds := 16
	if testing.Short() {
		rounds = 4
	}
	random := rand.New(rand.NewPCG(10, 0))
	add := func(ledger string) *exec.Cmd {
		return exec.Command("firsthand", "add", "--ledger", ledger, "../../examples/reports/pellstone-herald-killings.html")
	}
	for range rounds {
		ledger := filepath.Join(t.TempDir(), "ledger")
		var both sync.WaitGroup
		for range 2 {
			child := add(ledger)
			after := time.Duration(random.IntN(60)) * time.Millisecond
			both.Go(func() {
				if err := child.Start(); err != nil {
					t.Error(err)
					return
				}
				kill := time.AfterFunc(after, func() { child.Process.Kill() })
				child.Wait()
				kill.Stop()
			})
		}
		both.Wait()
		if out, err := add(ledger).CombinedOutput(); err != nil {
			t.Fatalf("the add after it: %v\n%s", err, out)
		}
		if out := firsthand(t, "verify", "--ledger", ledger); !strings.Contains(out, "1 record and 1 original agree with the seal.") {
			t.Errorf("verify says:\n%s", out)
		}
	}
}

// On a file system that is mounted to be read, every verb that only reads does its work, also with readings to be made
// that cannot be kept.
func TestVerbsOnReadOnlyMedia(t *testing.T) {
	if out, err := exec.Command("unshare", "-m", "true").CombinedOutput(); err != nil {
		t.Skipf("this machine lets no test mount anything: %v %s", err, out)
	}
	ledger := filepath.Join(t.TempDir(), "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	want := firsthand(t, "export", "--format", "json", "--ledger", ledger)
	for _, age := range []string{"as it was read", "with readings of another reader"} {
		if age != "as it was read" {
			older(t, ledger)
		}
		for verb, says := range map[string]string{
			"verify": "15 records and 15 originals agree with the seal.", "export --format json": want, "decide": "nothing decided",
			"sides": "", "places": "no places of its own", "study": "",
		} {
			out, err := exec.Command("unshare", "-m", "sh", "-c",
				`mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec firsthand `+verb+` --ledger "$0"`, ledger).Output()
			if err != nil || !strings.Contains(string(out), says) {
				t.Errorf("%s, %s: %v\n%.2000s", verb, age, err, out)
			}
		}
	}
}

// older makes the first reading of a ledger one of another reader, which says that nobody said anything.
func older(t *testing.T, ledger string) {
	t.Helper()
	alter(t, ledger, func(r *report.Reading) bool {
		r.Reader.Version, r.Statements, r.Events = "0.0.1", nil, nil
		return true
	})
}
