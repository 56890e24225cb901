// Command hostile makes files that mean harm, a thousand of them and always the same for one seed, and has the program
// add them: alone, as a few together, and all at once among reports that mean none. It measures the most memory and the
// time of a processor that each takes, and looks whether the program ever fell, whether every harmless report was
// added, and whether the ledger agrees with its seal.
//
//	go run ./bench/hostile -n 1000 -program bin/firsthand
//
// A few files go together because the program takes longer to start than to refuse a file; where they go over a bound
// together, each is tried alone. With -keep DIR the files stay there. docs/reliability.md has its figures.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"firsthand/bench/outcome"
)

// What one file may take.
const (
	mostMemory = 300 << 20
	mostTime   = 10 * time.Second
)

func main() {
	n := flag.Int("n", 1000, "how many files")
	from := flag.Int("from", 0, "leave out so many files at the beginning, which another run has tried")
	seed := flag.Uint64("seed", 1, "of what is random in them")
	together := flag.Int("together", 10, "so many files go together at first")
	program := flag.String("program", "bin/firsthand", "the program")
	keep := flag.String("keep", "", "where the files stay")
	long := flag.Duration("for", 0, "begin no file after so long, whatever -n says; it is said how many were tried")
	flag.Parse()
	failed, err := run(*program, *keep, *from, *n, *together, *seed, *long)
	outcome.End("hostile", failed, err)
}

// trial is a run over hostile files.
type trial struct {
	program, dir      string
	ledgers           int
	over, fell, wrong int
	memory            int64
	time              time.Duration
	heaviest, slowest string
	refused, taken    int
}

func run(program, keep string, from, n, together int, seed uint64, long time.Duration) (failed bool, err error) {
	if program, err = filepath.Abs(program); err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	files := filepath.Join(dir, "files")
	if keep != "" {
		files = keep
	}
	names, err := writeFiles(files, n, seed)
	if err != nil {
		return false, err
	}
	for _, name := range names[:min(from, len(names))] {
		if err := os.Remove(name); err != nil {
			return false, err
		}
	}
	names = names[min(from, len(names)):]
	t := &trial{program: program, dir: dir}
	tried, start := 0, time.Now()
	for len(names) > 0 && (long == 0 || time.Since(start) < long) {
		some := names[:min(together, len(names))]
		names = names[len(some):]
		tried += len(some)
		if err := t.few(some); err != nil {
			return false, err
		}
	}
	for _, name := range names { // which were not tried
		if err := os.Remove(name); err != nil {
			return false, err
		}
	}
	fmt.Printf("seed %d: %d files from %d on of %d tried; %d runs ended with code 0 and %d with files refused\n", seed, tried, from, n, t.taken, t.refused)
	fmt.Printf("most memory %d MB (%s), most time %.1f s of one core (%s)\n", t.memory>>20, t.heaviest, t.time.Seconds(), t.slowest)
	if err := t.all(files); err != nil {
		return false, err
	}
	fmt.Printf("over %d MB or %s: %d; the program fell: %d; harmless reports missing, or a ledger that differs: %d\n", mostMemory>>20, mostTime, t.over, t.fell, t.wrong)
	return t.over+t.fell+t.wrong > 0, nil
}

// use is what a run took.
type use struct {
	code   int
	memory int64
	time   time.Duration
	out    string
}

func (u use) over() bool { return u.memory > mostMemory || u.time > mostTime }

// fell reports whether the program ended in another way than by an answer.
func (u use) fell() bool {
	return u.code != 0 && u.code != 1 || strings.Contains(u.out, "goroutine ") || strings.Contains(u.out, "panic")
}

func (t *trial) add(ledger string, files ...string) (use, error) {
	cmd := exec.Command(t.program, append([]string{"add", "--"}, files...)...)
	cmd.Env = append(os.Environ(), "FIRSTHAND_LEDGER="+ledger)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return use{}, err
	}
	taken, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return use{}, errors.New("this system does not say what a process took")
	}
	return use{cmd.ProcessState.ExitCode(), taken.Maxrss * maxrssUnit, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), string(out)}, nil
}

// few adds files to a ledger of their own, and each alone where together they go over a bound.
func (t *trial) few(files []string) error {
	t.ledgers++
	ledger := filepath.Join(t.dir, fmt.Sprint("ledger-", t.ledgers))
	u, err := t.add(ledger, files...)
	if err != nil {
		return err
	}
	if len(files) > 1 && (u.over() || u.fell()) {
		if err := os.RemoveAll(ledger); err != nil {
			return err
		}
		for _, f := range files {
			if err := t.few([]string{f}); err != nil {
				return err
			}
		}
		return nil
	}
	what := filepath.Base(files[0])
	if len(files) > 1 {
		what += " and the next"
	}
	switch {
	case u.fell():
		t.fell++
		fmt.Printf("%s: the program fell, with code %d: %.300s\n", what, u.code, u.out)
	case u.code == 0:
		t.taken++
	default:
		t.refused++
	}
	if u.over() {
		t.over++
		fmt.Printf("%s: %d MB, %.1f s\n", what, u.memory>>20, u.time.Seconds())
	}
	if u.memory > t.memory {
		t.memory, t.heaviest = u.memory, what
	}
	if u.time > t.time && len(files) == 1 || u.time > t.time && t.slowest == "" {
		t.time, t.slowest = u.time, what
	}
	return errors.Join(t.whole(ledger, what, 0), os.RemoveAll(ledger))
}

// whole looks whether the ledger agrees with its seal, holds at least so many records and nothing half written.
func (t *trial) whole(ledger, what string, records int) error {
	if _, err := os.Stat(filepath.Join(ledger, "format")); err != nil && records == 0 {
		return nil // nothing was added
	}
	cmd := exec.Command(t.program, "verify", "--json", "--quick")
	cmd.Env = append(os.Environ(), "FIRSTHAND_LEDGER="+ledger)
	out, err := cmd.Output()
	var v struct {
		Agrees  bool `json:"agrees"`
		Records int  `json:"records"`
	}
	if wrong := json.Unmarshal(out, &v); wrong != nil {
		return fmt.Errorf("verify after %s: %w", what, errors.Join(wrong, err))
	}
	left, _ := os.ReadDir(filepath.Join(ledger, "incoming"))
	if !v.Agrees || v.Records < records || len(left) > 0 {
		t.wrong++
		fmt.Printf("after %s: %d records of %d, agrees: %t, %d files half written\n", what, v.Records, records, v.Agrees, len(left))
	}
	return nil
}

// all adds all files in one go, and after each ten one that means no harm, which must all be there.
func (t *trial) all(files string) error {
	harmless, err := writeHarmless(files)
	if err != nil {
		return err
	}
	ledger := filepath.Join(t.dir, "ledger-of-all")
	start := time.Now()
	u, err := t.add(ledger, files)
	if err != nil {
		return err
	}
	if u.fell() {
		t.fell++
		fmt.Printf("all at once: the program fell, with code %d: %.300s\n", u.code, u.out)
	}
	fmt.Printf("all at once: %d MB, %.0f s of one core, %.0f s by the clock\n", u.memory>>20, u.time.Seconds(), time.Since(start).Seconds())
	again, err := t.add(ledger, harmless...)
	if err != nil {
		return err
	}
	if !strings.Contains(again.out, fmt.Sprintf("added 0 reports, %d were there already", len(harmless))) {
		t.wrong++
		fmt.Printf("harmless reports were missing: %.300s\n", again.out)
	}
	return t.whole(ledger, "all", len(harmless))
}
