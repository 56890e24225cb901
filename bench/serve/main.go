// Command serve measures what a person at a desk would feel: how long after the start the first page comes, how much
// memory the desk takes, and how long after a decision was sent its page is there. It runs the built program on a
// ledger as a person does, sends what a browser would send, and takes times by the clock and as processor time of the
// program, which other work on the machine disturbs less.
//
//	go run ./bench/serve -binary bin/firsthand -ledger DIR
//
// It decides in that ledger, which holds the decisions afterwards. docs/scale.md holds the numbers of the day.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	binary := flag.String("binary", "bin/firsthand", "the program to measure")
	ledger := flag.String("ledger", "", "the ledger to serve; decisions are made in it")
	decisions := flag.Int("decisions", 40, "how many decisions of each kind to make")
	flag.Parse()
	if err := run(*binary, *ledger, *decisions); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// desk is a running desk, and a browser that may decide.
type desk struct {
	cmd    *exec.Cmd
	url    string
	client *http.Client
}

func run(binary, ledger string, decisions int) error {
	if ledger == "" {
		return errors.New("name a ledger with -ledger")
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	start := time.Now()
	d, err := open(ctx, binary, ledger)
	if err != nil {
		return err
	}
	defer d.end()
	page, err := d.get("")
	if err != nil {
		return err
	}
	used, err := d.processor()
	if err != nil {
		return err
	}
	say("first page after start", "%.2f s, %.2f s of processor time", time.Since(start).Seconds(), used.Seconds())
	held, err := d.memory()
	if err != nil {
		return err
	}
	say("memory after it", "%.0f MB; at most so far %.0f MB", held[0], held[1])
	incidents := matches(page, regexp.MustCompile(`href="/incidents/([0-9a-f]{16})"`))
	if len(incidents) < 2 {
		return errors.New("the first page lists no incidents")
	}
	if err := d.measure("grade", decisions, func(i int) (url.Values, string) {
		id := incidents[i%len(incidents)]
		return url.Values{"choice": {"grade:" + []string{"fair", "weak"}[i/len(incidents)%2]}, "on": {id}}, "/incidents/" + id
	}); err != nil {
		return err
	}
	page, err = d.get("sources")
	if err != nil {
		return err
	}
	sources := matches(page, regexp.MustCompile(`href="/sources/([^"#?/]+)"`))
	if err := d.measure("side of a source", min(decisions, len(sources)), func(i int) (url.Values, string) {
		id, _ := url.PathUnescape(sources[i])
		return url.Values{"choice": {"side:"}, "value": {"the measured"}, "on": {id}}, "/sources/" + sources[i]
	}); err != nil {
		return err
	}
	if held, err = d.memory(); err != nil {
		return err
	}
	say("memory at the end", "%.0f MB; at most %.0f MB", held[0], held[1])
	return nil
}

// measure makes decisions of one kind, and says how long each took until the page that shows it was there.
func (d *desk) measure(what string, n int, form func(i int) (url.Values, string)) error {
	var clock, used []time.Duration
	for i := range n {
		values, back := form(i)
		values.Set("reason", fmt.Sprintf("measured, number %d", i))
		values.Set("back", back)
		before, err := d.processor()
		if err != nil {
			return err
		}
		start := time.Now()
		if _, err := d.post("decisions", values); err != nil {
			return fmt.Errorf("%s, decision %d: %w", what, i, err)
		}
		took := time.Since(start)
		after, err := d.processor()
		if err != nil {
			return err
		}
		clock, used = append(clock, took), append(used, after-before)
	}
	say("decision to page", "%s, %d times: half within %.0f ms, 95 in 100 within %.0f ms, all within %.0f ms by the clock; %.0f, %.0f and %.0f ms of processor time",
		what, n, spread(clock, 50), spread(clock, 95), spread(clock, 100), spread(used, 50), spread(used, 95), spread(used, 100))
	return nil
}

// spread is a percentile, in milliseconds.
func spread(times []time.Duration, percent int) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[min(len(sorted)-1, len(sorted)*percent/100)].Microseconds()) / 1000
}

// open starts a desk and lets the browser decide.
func open(ctx context.Context, binary, ledger string) (*desk, error) {
	cmd := exec.CommandContext(ctx, binary, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0", "--as", "Bench")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the desk: %w", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	d := &desk{cmd: cmd, client: &http.Client{Jar: jar, Timeout: 10 * time.Minute}}
	key := regexp.MustCompile(`(http://[^/]+/)as/(\S+)`)
	for in := bufio.NewScanner(out); in.Scan(); {
		if m := key.FindStringSubmatch(in.Text()); m != nil {
			d.url = m[1]
			go io.Copy(io.Discard, out) // whatever more it says
			d.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			r, err := d.client.Get(m[1] + "as/" + m[2])
			if err != nil {
				return nil, err
			}
			r.Body.Close()
			d.client.CheckRedirect = nil
			return d, nil
		}
	}
	return nil, errors.New("the desk gave no address")
}

func (d *desk) end() {
	_ = d.cmd.Process.Signal(os.Interrupt)
	_ = d.cmd.Wait()
}

func (d *desk) get(path string) (string, error) {
	r, err := d.client.Get(d.url + path)
	return answer(r, err)
}

func (d *desk) post(path string, form url.Values) (string, error) {
	r, err := http.NewRequest(http.MethodPost, d.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Origin", strings.TrimSuffix(d.url, "/"))
	got, err := d.client.Do(r)
	return answer(got, err)
}

func answer(r *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("the desk answers %s", r.Status)
	}
	return string(page), err
}

// matches lists what a pattern finds, each once.
func matches(page string, pattern *regexp.Regexp) []string {
	var found []string
	for _, m := range pattern.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(found, m[1]) {
			found = append(found, m[1])
		}
	}
	return found
}

// ticks is how many units of processor time Linux counts in a second, for programs.
const ticks = 100

// processor is the processor time that the desk has used. It is asked of Linux.
func (d *desk) processor() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", d.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	const user, system = 11, 12
	if len(fields) <= system {
		return 0, errors.New("the system says nothing of the desk's processor time")
	}
	sum := 0
	for _, f := range []string{fields[user], fields[system]} {
		n, err := strconv.Atoi(f)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return time.Duration(sum) * time.Second / ticks, nil
}

// memory is how much the desk holds, and the most that it held, in megabytes.
func (d *desk) memory() (held [2]float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.cmd.Process.Pid))
	if err != nil {
		return held, err
	}
	for i, name := range []string{"VmRSS:", "VmHWM:"} {
		_, rest, found := strings.Cut(string(status), name)
		if fields := strings.Fields(rest); found && len(fields) > 0 {
			kib, err := strconv.ParseFloat(fields[0], 64)
			if err != nil {
				return held, err
			}
			held[i] = kib * 1024 / 1e6
		}
	}
	return held, nil
}

func say(what, format string, args ...any) {
	fmt.Printf("%-24s%s\n", what, fmt.Sprintf(format, args...))
}
