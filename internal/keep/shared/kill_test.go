package shared_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"firsthand/internal/keep"
	"firsthand/internal/keep/shared"
	"firsthand/internal/report"
)

var killRounds = flag.Int("rounds", 8, "how often two machines are killed, for each kind of place")

// writerEnv, when it is set, makes the test binary a machine that adds reports and does nothing else: "FIRST ADDRESS".
const writerEnv = "FIRSTHAND_TEST_WRITE_TO"

func TestMain(m *testing.M) {
	if os.Getenv(writerEnv) != "" {
		if err := writeForever(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeForever adds reports in batches of one to five, one of which every machine adds, and writes the ID of each to
// standard output when Add has returned.
func writeForever() error {
	ctx := context.Background()
	from, address, _ := strings.Cut(os.Getenv(writerEnv), " ")
	n, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	l, err := shared.Open(ctx, address, patient)
	if err != nil {
		return err
	}
	for ; ; n++ {
		batch := []keep.Item{item(fmt.Sprint("shared by all: ", n%1000))}
		for i := range n % 5 {
			batch = append(batch, item(fmt.Sprintf("report %d.%d", n, i)))
		}
		added, err := l.Add(ctx, batch)
		if err != nil {
			return err
		}
		var said strings.Builder
		for _, a := range added {
			fmt.Fprintln(&said, a.ID)
		}
		io.WriteString(os.Stdout, said.String()) // one write, so that a line is not torn by the kill
	}
}

// writeAndKill starts a machine that writes and kills it a while after its first acknowledgement, and gives what it
// acknowledged.
func writeAndKill(t *testing.T, address string, first int, while time.Duration) (acknowledged []string) {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", writerEnv, first, address))
	var complaint strings.Builder
	child.Stderr = &complaint
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Error(err)
		return nil
	}
	killSoon := sync.OnceFunc(func() { time.AfterFunc(while, func() { child.Process.Kill() }) })
	for lines := bufio.NewScanner(out); lines.Scan(); killSoon() {
		if id := lines.Text(); len(id) == 32 {
			acknowledged = append(acknowledged, id)
		}
	}
	child.Wait()
	if complaint.Len() > 0 {
		t.Errorf("a machine that writes failed: %s", complaint.String())
	}
	return acknowledged
}

// Two machines write to one ledger and are killed at random, again and again: the log never forks, what was
// acknowledged is there, and each checkpoint that ever stood is one that the log still begins with.
func TestTwoMachinesThatAreKilled(t *testing.T) {
	rounds := *killRounds
	if testing.Short() {
		rounds = 2
	}
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			ctx, at := t.Context(), address()
			made, err := shared.Init(ctx, at, patient)
			if err != nil {
				t.Fatal(err)
			}
			defer made.Close()
			random := rand.New(rand.NewPCG(13, 1))
			var mu sync.Mutex
			ever := map[string]bool{}
			var checkpoints [][]byte
			for round := range rounds {
				var machines sync.WaitGroup
				for machine := range 2 {
					while := time.Duration(random.IntN(600)) * time.Millisecond
					machines.Go(func() {
						ids := writeAndKill(t, at, round*1_000_000+machine*500_000, while)
						mu.Lock()
						defer mu.Unlock()
						for _, id := range ids {
							ever[id] = true
						}
					})
				}
				machines.Wait()
				note, err := made.Checkpoint(ctx)
				if err != nil {
					t.Fatal(err)
				}
				checkpoints = append(checkpoints, note)
				// The next writer goes on from whatever state the killed ones left.
				if _, err := made.Decide(ctx, report.Decision{ID: fmt.Sprintf("%032x", round+1), By: "desk", Act: "accept", On: []string{"x"}, Reason: "seen"}, keep.AnyVersion); err != nil {
					t.Fatal(err)
				}
				found, err := made.Verify(ctx, nil, checkpoints...)
				if err != nil || !found.Clean() {
					t.Fatalf("round %d: %v\n%v", round, err, found)
				}
			}
			held := map[string]bool{}
			for r, err := range made.Reports(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				if held[r.ID] {
					t.Errorf("report %s is held twice", r.ID)
				}
				held[r.ID] = true
			}
			for id := range ever {
				if !held[id] {
					t.Errorf("report %s was acknowledged and is lost", id)
				}
			}
			size, err := made.Size(ctx)
			if err != nil || int(size) != len(held)+rounds || len(ever) == 0 {
				t.Errorf("%d leaves for %d reports and %d decisions: %v", size, len(held), rounds, err)
			}
			t.Logf("%d kills, %d reports acknowledged, %d held", 2*rounds, len(ever), len(held))
		})
	}
}
