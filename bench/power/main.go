// Command power simulates power losses: it takes down each call of the system with which the program changes files, and
// then, for moments between these calls, makes the folder that a power loss at that moment leaves. What no fsync had
// put on the disk is lost, is there, or is torn; names are lost apart from bytes. In each such folder it looks whether
// anything that was acknowledged is lost, whether the ledger agrees with its seal, whether a packet that has its name
// is whole, and whether a report can be added.
//
//	go run ./bench/power -n 2000 -program bin/firsthand
//
// Without -n it tries every moment. It needs strace, and knows of the program what a shell knows: verbs, exit codes,
// verify --json. docs/reliability.md has its figures.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"firsthand/bench/outcome"
)

func main() {
	n := flag.Int("n", 0, "how many power losses; 0: at each moment, in each way")
	ways := flag.Int("ways", 4, "how many folders of each moment: the first has lost all that was not synced, of the others chance decides")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of what is random")
	program := flag.String("program", "bin/firsthand", "the program")
	workers := flag.Int("workers", 2, "how many folders to look at at once")
	every := flag.Int("whole", 50, "every so many folders are looked at with the program too")
	deaf := flag.Bool("deaf", false, "let fsync do nothing: then records must be lost, which shows that this would see it")
	flag.Parse()
	failed, err := run(*program, *n, *ways, *workers, *every, *seed, *deaf)
	outcome.End("power", failed, err)
}

func run(program string, n, ways, workers, every int, seed uint64, deaf bool) (failed bool, err error) {
	if _, err := exec.LookPath("strace"); err != nil {
		return false, errors.New("strace is not installed")
	}
	program, err = filepath.Abs(program)
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "power")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	s := &scene{program: program, dir: dir, work: filepath.Join(dir, "work"), deaf: deaf}
	total, err := s.record()
	if err != nil {
		return false, err
	}
	random := rand.New(rand.NewPCG(seed, 1))
	wanted := make([]int, total) // folders of each moment
	for i := range wanted {
		wanted[i] = ways
	}
	if n > 0 {
		clear(wanted)
		for range n {
			wanted[random.IntN(total)]++
		}
	}
	t := &tally{byVerb: make(map[string]int)}
	if err := s.lose(wanted, ways, random, workers, every, t); err != nil {
		return false, err
	}
	fmt.Printf("seed %d: %d power losses at %d of %d moments of %d commands; %d looked at with the program too\n", seed, t.losses, t.moments, total, len(s.steps), t.whole)
	for _, step := range s.steps {
		fmt.Printf("  %-10s %d\n", step.args[0], t.byVerb[step.name])
	}
	fmt.Printf("acknowledged and lost: %d; ledgers unusable: %d; findings: %d; files half written: %d\n", t.lost, t.unusable, t.findings, t.half)
	return t.lost+t.unusable+t.findings+t.half > 0, nil
}

// scene is a run of commands, as they changed files.
type scene struct {
	program, dir, work string
	steps              []step
	deaf               bool // fsync does nothing
}

// step is one command.
type step struct {
	name  string
	args  []string
	trace string
	held  int // records that the ledger must hold after it
}

// text writes a report beside the ledger.
func (s *scene) text(number, size int) string {
	name := filepath.Join(s.dir, fmt.Sprintf("report-%d.txt", number))
	words := fmt.Sprintf("Publisher: The Millstone Tidings\nPublished: 2016-12-%02d\nTitle: Night %d\n\nShells killed %d people in Aleppo on Monday, said baker number %d. %s\n",
		number%28+1, number, number%40+2, number, strings.Repeat("The mill stood still. ", size/22))
	os.WriteFile(name, []byte(words), 0o600)
	return name
}

// record runs the commands, and returns how many moments there are between their calls.
func (s *scene) record() (moments int, err error) {
	if err := os.Mkdir(s.work, 0o700); err != nil {
		return 0, err
	}
	places := filepath.Join(s.dir, "places.geojson")
	geo := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Mill Quarter"},"geometry":{"type":"Point","coordinates":[37.1,36.2]}}]}`
	if err := os.WriteFile(places, []byte(geo), 0o600); err != nil {
		return 0, err
	}
	packet := filepath.Join(s.work, "packet.zip")
	for i, args := range [][]string{
		{"add", s.text(1, 0), s.text(2, 9000), s.text(3, 0)},
		{"decide", "side", "side 1", "Source 1", "--by", "power", "--reason", "why not"},
		{"add", s.text(4, 300_000)},
		{"places", "import", places},
		{"custody", "received", "REPORT", "--from", "the mill", "--by", "power", "--reason", "why not"},
		{"add", s.text(5, 0), s.text(6, 50_000)},
		{"casefile", "INCIDENT", "-o", packet, "--by", "power", "--reason", "why not"},
		{"seal", "rekey", "--by", "power", "--reason", "why not"},
		{"seal", "export", filepath.Join(s.work, "log")},
		{"verify", "--mend"},
		{"add", s.text(7, 0)},
	} {
		args, err := s.fill(args)
		if err != nil {
			return 0, err
		}
		step := step{name: fmt.Sprint(i, " ", args[0]), args: args, trace: filepath.Join(s.dir, fmt.Sprint("trace-", i))}
		cmd := s.command(s.work, "strace", append([]string{"-f", "-y", "-x", "-s", "100000000", "-e", "signal=none", "-e", "trace=" + traced, "-o", step.trace, s.program}, step.args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s: %w\n%s", step.name, err, out)
		}
		v, err := s.verdict(s.work)
		if err != nil || !v.Agrees {
			return 0, fmt.Errorf("verify after %s: %v, %w", step.name, v, err)
		}
		step.held = v.Records
		s.steps = append(s.steps, step)
	}
	err = s.replay(func(step, *disk, int) error { moments++; return nil })
	return moments, err
}

// command has the ledger of a folder.
func (s *scene) command(folder, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "FIRSTHAND_LEDGER="+filepath.Join(folder, "ledger"))
	return cmd
}

// replay does all commands again on a disk in memory, and stops after each call that changed something, and once a
// command has ended. held is what was acknowledged by then.
func (s *scene) replay(each func(s step, d *disk, held int) error) error {
	r := &replay{disk: newDisk(), folder: s.work}
	r.disk.deaf = s.deaf
	held := 0
	for _, step := range s.steps {
		f, err := os.Open(step.trace)
		if err != nil {
			return err
		}
		r.place = make(map[string]int64)
		err = readTrace(f, func(c call) error {
			changed, err := r.do(c)
			if err != nil || !changed {
				return err
			}
			return each(step, r.disk, held)
		})
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		held = step.held
		if err := each(step, r.disk, held); err != nil {
			return err
		}
	}
	return nil
}

// lose makes as many folders of each moment as are wanted, and looks at each.
func (s *scene) lose(wanted []int, ways int, random *rand.Rand, workers, every int, t *tally) error {
	var wait sync.WaitGroup
	free := make(chan string, workers)
	for i := range workers {
		free <- filepath.Join(s.dir, fmt.Sprint("lost-", i))
	}
	at := -1
	err := s.replay(func(step step, d *disk, held int) error {
		at++
		if wanted[at] > 0 {
			t.moments++
		}
		for way := range wanted[at] {
			fate := luck{random}
			if wanted[at] == ways && way == 0 || wanted[at] < ways && random.IntN(ways) == 0 {
				fate = luck{}
			}
			folder := <-free
			if err := errors.Join(os.RemoveAll(folder), d.lose(folder, fate)); err != nil {
				return err
			}
			t.losses++
			t.byVerb[step.name]++
			l := lost{folder, t.losses, fmt.Sprintf("%s, moment %d, way %d", step.name, at, way), held}
			withProgram := t.losses%every == 0
			if withProgram {
				t.whole++
			}
			wait.Go(func() {
				s.look(context.Background(), l, t)
				if withProgram {
					s.whole(l, t)
				}
				free <- folder
			})
		}
		return nil
	})
	wait.Wait()
	return err
}
