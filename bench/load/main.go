// Command load has many people look at a desk for a while, and meanwhile others add reports to its ledger, decide,
// verify it and have a witness sign it. It measures how long answers take, how much memory the desk holds minute by
// minute, and whether anything that was acknowledged is missing in the end.
//
//	go run ./bench/load -binary bin/firsthand -for 10m -people 50
//
// docs/reliability.md has its figures.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"firsthand/bench/outcome"
)

func main() {
	binary := flag.String("binary", "bin/firsthand", "the program")
	long := flag.Duration("for", 10*time.Minute, "how long")
	people := flag.Int("people", 50, "how many look at the desk")
	pause := flag.Duration("pause", 5*time.Second, "how long each looks at a page, on average")
	start := flag.Int("reports", 200, "reports that are there from the beginning")
	flag.Parse()
	failed, err := run(*binary, *long, *people, *pause, *start)
	outcome.End("load", failed, err)
}

// load is a run.
type load struct {
	binary, dir, ledger string
	texts               atomic.Int64
	acknowledged        atomic.Int64 // records
	refused             atomic.Int64 // that others were writing, which is an answer
	wrong               atomic.Int64
	gone                atomic.Int64 // pages that a link led to
	answers             answers
	verbs               verbs
}

func run(binary string, long time.Duration, people int, pause time.Duration, start int) (failed bool, err error) {
	if binary, err = filepath.Abs(binary); err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "load")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	l := &load{binary: binary, dir: dir, ledger: filepath.Join(dir, "ledger")}
	if _, err := l.command("add", l.lines(start)).CombinedOutput(); err != nil {
		return false, fmt.Errorf("add: %w", err)
	}
	l.acknowledged.Add(int64(start))
	witness, err := l.witness()
	if err != nil {
		return false, err
	}
	defer end(witness)
	desk, url, err := l.serve("serve", "--addr", "127.0.0.1:0")
	if err != nil {
		return false, err
	}
	defer end(desk)
	ctx, stop := context.WithTimeout(context.Background(), long)
	defer stop()
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() { l.person(ctx, url, pause, rand.New(rand.NewPCG(uint64(i), 3))) })
	}
	all.Go(func() { l.repeat(ctx, "add", 3, func(int) []string { return []string{"add", l.lines(3)} }) })
	all.Go(func() {
		l.repeat(ctx, "decide", 1, func(i int) []string {
			return []string{"decide", "side", fmt.Sprint("side ", i%9), fmt.Sprint("Source ", i), "--by", "load", "--reason", "why not"}
		})
	})
	all.Go(func() { l.repeat(ctx, "verify", 0, func(int) []string { return []string{"verify", "--quick"} }) })
	all.Go(func() { l.repeat(ctx, "cosign", 0, func(int) []string { return []string{"seal", "cosign"} }) })
	all.Go(func() { l.watch(ctx, desk.Process.Pid) })
	all.Wait()
	fmt.Println(l.answers.String())
	fmt.Println(l.verbs.String())
	v, err := l.verdict()
	if err != nil {
		return false, err
	}
	fmt.Printf("records acknowledged: %d, held: %d, agrees: %t; refused because others wrote: %d; links that led to nothing: %d; wrong answers: %d\n",
		l.acknowledged.Load(), v.Records, v.Agrees, l.refused.Load(), l.gone.Load(), l.wrong.Load())
	return !v.Agrees || int64(v.Records) < l.acknowledged.Load() || l.wrong.Load() > 0, nil
}

func (l *load) command(args ...string) *exec.Cmd {
	cmd := exec.Command(l.binary, args...)
	cmd.Dir = l.dir
	cmd.Env = append(os.Environ(), "FIRSTHAND_LEDGER="+l.ledger)
	return cmd
}

// lines writes a file of n reports that no ledger has yet.
func (l *load) lines(n int) string {
	var b strings.Builder
	for range n {
		i := l.texts.Add(1)
		fmt.Fprintf(&b, `{"id":"r%d","publisher":"Paper %d","published":"2016-12-%02d","title":"Night %d","text":"Shells killed %d people in %s on Monday, said baker number %d. The mill stood still, the head of the clinic told reporters."}`+"\n",
			i, i%40, i%28+1, i, i%40+2, []string{"Aleppo", "Homs", "Idlib", "Mosul", "Sanaa"}[i%5], i)
	}
	name := filepath.Join(l.dir, fmt.Sprintf("lines-%d.ndjson", l.texts.Load()))
	os.WriteFile(name, []byte(b.String()), 0o600)
	return name
}

// slow is how long a verb may take until it is told.
const slow = 5 * time.Second

// repeat runs a verb again and again.
func (l *load) repeat(ctx context.Context, name string, records int64, args func(i int) []string) {
	for i := 0; ctx.Err() == nil; i++ {
		start := time.Now()
		out, err := l.command(args(i)...).CombinedOutput()
		took := time.Since(start)
		l.verbs.note(name, took)
		if took > slow {
			fmt.Printf("%s took %s, %d records in: %.300s\n", name, took.Round(time.Millisecond), l.acknowledged.Load(), out)
		}
		switch {
		case err == nil:
			l.acknowledged.Add(records)
		case strings.Contains(string(out), "another process is writing"):
			l.refused.Add(1)
		default:
			l.wrong.Add(1)
			fmt.Printf("%s: %v: %.300s\n", name, err, out)
		}
		sleep(ctx, time.Second)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

var links = regexp.MustCompile(`href="(/(?:incidents|reports|sources|situations|calls)[^"#]*)"`)

// linksOf are the pages that a page links to.
func linksOf(page string) (found []string) {
	for _, link := range links.FindAllStringSubmatch(page, -1) {
		found = append(found, strings.ReplaceAll(link[1], "&amp;", "&"))
	}
	return found
}

// person goes from page to page, along links.
func (l *load) person(ctx context.Context, url string, pause time.Duration, random *rand.Rand) {
	client := &http.Client{Timeout: 2 * time.Minute}
	at, from, seen := "/", "/", time.Now()
	for ctx.Err() == nil {
		start := time.Now()
		page, status, err := get(ctx, client, url+at)
		if ctx.Err() != nil {
			return
		}
		l.answers.note(status, time.Since(start))
		switch {
		case err == nil && status == http.StatusNotFound: // what a link led to can be another thing a moment later, with what was added
			l.gone.Add(1)
			fmt.Printf("%s is gone, which %s linked to %s before\n", at, from, start.Sub(seen).Round(time.Millisecond))
			if again, _, err := get(ctx, client, url+from); err == nil && slices.Contains(linksOf(again), at) {
				l.wrong.Add(1) // the ledger has not moved on: the link is wrong
				fmt.Printf("%s links to it still\n", from)
			}
		case err != nil || status != http.StatusOK && status != http.StatusServiceUnavailable:
			l.wrong.Add(1)
			fmt.Printf("%s answers %d, %v\n", at, status, err)
		}
		at, from, seen = "/", at, time.Now()
		if found := linksOf(page); len(found) > 0 && random.IntN(4) > 0 {
			at = found[random.IntN(len(found))]
		}
		sleep(ctx, time.Duration(random.Int64N(2*int64(pause)+1)))
	}
}

func get(ctx context.Context, client *http.Client, url string) (page string, status int, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", 0, err
	}
	answer, err := client.Do(r)
	if err != nil {
		return "", 0, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return string(b), answer.StatusCode, err
}

// serve starts something that answers, and returns its address.
func (l *load) serve(args ...string) (*exec.Cmd, string, error) {
	cmd := l.command(args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	address := regexp.MustCompile(`http://[0-9.:]+`)
	for in := bufio.NewScanner(out); in.Scan(); {
		if url := address.FindString(in.Text()); url != "" {
			go io.Copy(io.Discard, out) // whatever more it says
			return cmd, url, nil
		}
	}
	end(cmd)
	return nil, "", fmt.Errorf("%s gave no address", args[0])
}

func end(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait()
}

// witness starts one that the ledger knows.
func (l *load) witness() (*exec.Cmd, error) {
	w := filepath.Join(l.dir, "witness")
	for _, args := range [][]string{{"witness", "init", w, "--name", "witness.mill.example"}, {"witness", "know", w, filepath.Join(l.ledger, "seal", "key.pub")}} {
		if out, err := l.command(args...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", args[1], err, out)
		}
	}
	cmd, url, err := l.serve("witness", "serve", w, "--addr", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	if out, err := l.command("seal", "witness", url, filepath.Join(w, "key.pub")).CombinedOutput(); err != nil {
		end(cmd)
		return nil, fmt.Errorf("know the witness: %w\n%s", err, out)
	}
	return cmd, nil
}

// watch prints, minute by minute, the memory that the desk holds.
func (l *load) watch(ctx context.Context, process int) {
	for minute := 0; ctx.Err() == nil; minute++ {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
		held := regexp.MustCompile(`Vm(?:HWM|RSS):\s+(\d+) kB`).FindAllStringSubmatch(string(b), -1)
		if len(held) == 2 {
			fmt.Printf("minute %d: the desk holds %s kB, at most %s kB so far; %d records\n", minute, held[1][1], held[0][1], l.acknowledged.Load())
		}
		sleep(ctx, time.Minute)
	}
}

type verdict struct {
	Agrees  bool `json:"agrees"`
	Records int  `json:"records"`
}

func (l *load) verdict() (v verdict, err error) {
	out, err := l.command("verify", "--json").Output()
	if wrong := json.Unmarshal(out, &v); wrong != nil {
		return v, errors.Join(wrong, err)
	}
	return v, nil
}
