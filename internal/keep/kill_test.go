package keep_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
)

// adderEnv, when it is set, makes the test binary a process that adds reports and does nothing else. It says where and
// from which report on: "FIRST DIR".
const adderEnv = "FIRSTHAND_TEST_ADD_TO"

// addForever adds reports in batches of one to five and writes the ID of each to standard output when Add has returned.
func addForever() {
	ctx := context.Background()
	from, dir, _ := strings.Cut(os.Getenv(adderEnv), " ")
	n, err := strconv.Atoi(from)
	if err != nil {
		panic(err)
	}
	l, err := folder.Open(ctx, dir)
	if err != nil {
		panic(err)
	}
	for {
		batch := items(n, 1+n%5)
		added, err := l.Add(ctx, batch)
		if err != nil {
			panic(err)
		}
		var said strings.Builder
		for i, a := range added {
			fmt.Fprintf(&said, "%s %d\n", a.ID, n+i)
		}
		io.WriteString(os.Stdout, said.String()) // one write, so that a line is not torn by the kill
		n += len(batch)
	}
}

// acknowledged is what a process said that it had added: the number of the item for each ID.
type acknowledged map[string]int

// addAndKill starts a process that adds reports to the ledger in dir from first on, kills it without warning a while
// after it was started, or where it may work, after its first acknowledgement, and returns what it had acknowledged by
// then.
func addAndKill(t *testing.T, dir string, first int, while time.Duration, work bool) acknowledged {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", adderEnv, first, dir))
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
	killSoon := sync.OnceFunc(func() { time.AfterFunc(while, func() { child.Process.Signal(syscall.SIGKILL) }) })
	if !work {
		killSoon()
	}
	acked := acknowledged{}
	for lines := bufio.NewScanner(out); lines.Scan(); killSoon() {
		var id string
		var n int
		if _, err := fmt.Sscan(lines.Text(), &id, &n); err == nil {
			acked[id] = n
		}
	}
	child.Wait()
	if complaint.Len() > 0 {
		t.Errorf("the process that adds failed: %s", complaint.String())
	}
	return acked
}

// A process that adds reports is killed at any moment, many times, sometimes two at once, and the same ledger goes on.
// What was acknowledged is there, everything that is there is whole, and nothing worse is left than files that nothing
// refers to.
func TestKillAtAnyMoment(t *testing.T) {
	if _, err := os.Stat(os.Args[0]); err != nil {
		t.Skip("this test starts its own binary, which is not there:", err)
	}
	rounds := 36
	if testing.Short() {
		rounds = 6
	}
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "ledger")
	if err := must(folder.Init(ctx, dir))(t).Close(); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 0))
	everAcked := acknowledged{}
	leftovers := 0
	for round := range rounds {
		work := round%4 > 0 // every fourth is killed while it starts, if the machine is slow enough
		before := len(everAcked)
		var mu sync.Mutex
		var adders sync.WaitGroup
		for process := range 1 + round%3/2 {
			while := time.Duration(random.IntN(250)) * time.Millisecond
			adders.Go(func() {
				acked := addAndKill(t, dir, round*1_000_000+process*500_000, while, work)
				mu.Lock()
				defer mu.Unlock()
				for id, n := range acked {
					everAcked[id] = n
				}
			})
		}
		adders.Wait()
		if work && len(everAcked) == before {
			t.Errorf("round %d: nothing was acknowledged", round)
		}

		l, err := folder.Open(ctx, dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		found, err := l.Verify(ctx, nil)
		if err != nil || !found.Clean() {
			t.Errorf("round %d: %v\n%s", round, err, lines(found))
		}
		leftovers = len(found)
		// The next writer goes on from whatever state the killed one left.
		if _, err := l.Decide(ctx, decision(fmt.Sprint("round ", round)), keep.AnyVersion); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			return
		}
	}

	l := must(folder.Open(ctx, dir))(t)
	defer l.Close()
	for id, n := range everAcked {
		want := kept(item(n))
		if got, err := l.Report(ctx, id); err != nil || !cmp.Equal(got, want) {
			t.Errorf("item %d was acknowledged as %s: %v", n, id, err)
		}
		if got, err := l.Original(ctx, want.Original); err != nil || string(got) != string(item(n).Original) {
			t.Errorf("the original of item %d was acknowledged: %v", n, err)
		}
	}
	held := all(t, l)
	if len(everAcked) == 0 || len(held) < len(everAcked) {
		t.Errorf("%d reports were acknowledged, %d are held", len(everAcked), len(held))
	}
	t.Logf("%d kills, %d reports acknowledged, %d held, %d files left over", rounds, len(everAcked), len(held), leftovers)
}
