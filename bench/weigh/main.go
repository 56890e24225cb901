// Command weigh measures weighing: how completely copies are found, how time and memory grow from ten thousand reports
// to a hundred thousand, and what it costs to add one report to them. Every line says what must be reached and what is
// aimed at.
//
//	go run ./bench/weigh
//
// Time is given by the clock and as the processor time of the process, which other work on the machine disturbs less.
// Each size runs in a process of its own, so that its peak memory is its own; that holds the reports and their readings
// besides what weighing makes of them. docs/performance.md holds the numbers of the day.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"slices"
	"syscall"
	"time"

	"firsthand/internal/weigh"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the corpora, of which those that are there are measured")
	few := flag.Int("few", 10_000, "reports of the smaller ledger")
	many := flag.Int("many", 100_000, "reports of the larger ledger")
	added := flag.Int("added", 1_000, "reports that are added to it one by one")
	part := flag.String("part", "", "measure only this, in this process: few, many or equal")
	flag.Parse()
	var err error
	switch *part {
	case "":
		err = run(*shared, *few, *many, *added)
	case "few":
		err = print(measure(*few, 0))
	case "many":
		err = print(measure(*many, *added))
	case "equal":
		err = print(equal(*few, *added))
	default:
		err = fmt.Errorf("there is no part %q", *part)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(shared string, few, many, added int) error {
	if err := measureCopies(shared); err != nil {
		return err
	}
	var small, large result
	var same bool
	for _, p := range []struct {
		name string
		into any
	}{{"equal", &same}, {"few", &small}, {"many", &large}} {
		if err := inOwnProcess(p.name, p.into, few, many, added); err != nil {
			return err
		}
	}
	say("one by one as at once", "%d reports and %d added one by one weigh exactly what they weigh at once: %v (must be true)", few-added, added, same)
	for _, r := range []result{small, large} {
		say("weighing", "%d reports, %d incidents: %.1f s by the clock, %.1f s of processor time", r.Reports, r.Incidents, r.Clock, r.Processor)
	}
	say("time, large to small", "%.1f by the clock, %.1f of processor time (must 13, aim 11)", large.Clock/small.Clock, large.Processor/small.Processor)
	say("memory", "%d reports: peak %.0f MB, of which the reports and readings alone took %.0f MB (must 2,000, aim 800)", large.Reports, large.Peak, large.PeakBefore)
	say("adding one report", "to %d: half within %.1f ms, 95 in 100 within %.1f ms, all within %.0f ms, by the clock", large.Reports, large.AddClock[0], large.AddClock[1], large.AddClock[2])
	say("", "half within %.1f ms, 95 in 100 within %.1f ms, all within %.0f ms of processor time (95 in 100: must 50 ms, aim 10 ms)", large.AddProcessor[0], large.AddProcessor[1], large.AddProcessor[2])
	say("writing all down", "%.1f s of processor time for the whole weighing of %d reports after that", large.Written, large.Reports+added)
	return nil
}

// inOwnProcess measures a part in a process of its own.
func inOwnProcess(part string, into any, few, many, added int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "-part", part, "-few", fmt.Sprint(few), "-many", fmt.Sprint(many), "-added", fmt.Sprint(added))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("measure %s: %w", part, err)
	}
	return json.Unmarshal(out, into)
}

func print(v any, err error) error {
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(v)
}

// result is what one size came to. Times are in seconds, those of adding in milliseconds (half, 95 in 100, all), memory
// in megabytes.
type result struct {
	Reports, Incidents     int
	Clock, Processor       float64
	PeakBefore, Peak       float64
	AddClock, AddProcessor [3]float64
	Written                float64
}

func measure(reports, added int) (result, error) {
	items := newWorld(1).reports(reports + added)
	runtime.GC()
	r := result{Reports: reports}
	var err error
	if r.PeakBefore, err = peak(); err != nil {
		return r, err
	}
	start, used := time.Now(), processor(syscall.RUSAGE_SELF)
	weigher := weigh.NewWeigher(nil)
	weigher.Add(items[:reports]...)
	r.Incidents = len(weigher.Weighing().Incidents)
	r.Clock, r.Processor = time.Since(start).Seconds(), (processor(syscall.RUSAGE_SELF) - used).Seconds()
	if r.Peak, err = peak(); err != nil || added == 0 {
		return r, err
	}
	runtime.LockOSThread()
	var clock, thread []time.Duration
	for _, it := range items[reports:] {
		start, used := time.Now(), processor(ofThread)
		weigher.Add(it)
		clock, thread = append(clock, time.Since(start)), append(thread, processor(ofThread)-used)
	}
	r.AddClock, r.AddProcessor = spread(clock), spread(thread)
	used = processor(syscall.RUSAGE_SELF)
	weigher.Weighing()
	r.Written = (processor(syscall.RUSAGE_SELF) - used).Seconds()
	return r, nil
}

// equal tells whether reports added one by one weigh what they weigh all at once.
func equal(reports, added int) (bool, error) {
	added = min(added, reports/2)
	items := newWorld(1).reports(reports)
	weigher := weigh.NewWeigher(nil)
	weigher.Add(items[:reports-added]...)
	for _, it := range items[reports-added:] {
		weigher.Add(it)
	}
	return reflect.DeepEqual(weigher.Weighing(), weigh.Weigh(items, nil)), nil
}

// spread is the median, the 95th percentile and the greatest, in milliseconds.
func spread(times []time.Duration) [3]float64 {
	slices.Sort(times)
	at := func(i int) float64 { return float64(times[min(i, len(times)-1)].Microseconds()) / 1000 }
	return [3]float64{at(len(times) / 2), at(len(times) * 95 / 100), at(len(times) - 1)}
}

// processor is the processor time that the process, or the thread, has used.
func processor(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory that the process has held, in megabytes.
func peak() (float64, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("ask how much memory the process held: %w", err)
	}
	return float64(u.Maxrss*maxrssUnit) / 1e6, nil
}

func say(what, format string, args ...any) {
	fmt.Printf("%-24s%s\n", what, fmt.Sprintf(format, args...))
}
