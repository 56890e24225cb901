package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh"
)

// measureCopies holds the copies that weighing finds against all pairs of reports.
func measureCopies(shared string) error {
	measureCopiesOf("generated", newWorld(2).reports(4000))
	for _, c := range []struct{ name, path string }{
		{"FA-KES dev", filepath.Join(shared, "data", "fa-kes", "dev.jsonl")},
		{"incidents dev", filepath.Join(shared, "data", "incidents", "dev.jsonl")},
	} {
		items, err := load(c.path)
		if errors.Is(err, fs.ErrNotExist) {
			say("copies, "+c.name, "skipped: %s is not there", c.path)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.path, err)
		}
		measureCopiesOf(c.name, items)
	}
	return nil
}

func measureCopiesOf(name string, items []weigh.Item) {
	want := bruteForce(items)
	right, found := 0, 0
	for _, c := range weigh.Copies(items) {
		found++
		if want[pairOf(c.Report, c.From)] {
			right++
		}
	}
	say("copies, "+name, "%d reports, %d pairs share more than 60 %% of one's 5-grams: recall %.2f %%, precision %.2f %% (must 99 and 99, aim 100)",
		len(items), len(want), percent(right, len(want)), percent(right, found))
}

func percent(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// bruteForce compares all reports that have eight 5-grams or more, by their 5-grams, each with each.
func bruteForce(items []weigh.Item) map[[2]string]bool {
	var grams [][]uint32
	var ids []string
	for _, it := range items {
		var g []uint32
		for h := range sketch.Grams(it.Report.Text) {
			g = append(g, h)
		}
		slices.Sort(g)
		if g = slices.Compact(g); len(g) >= 8 {
			grams, ids = append(grams, g), append(ids, it.Report.ID)
		}
	}
	pairs := make(map[[2]string]bool)
	for i, a := range grams {
		for j, b := range grams[:i] {
			if n := common(a, b); 10*n > 6*min(len(a), len(b)) {
				pairs[pairOf(ids[i], ids[j])] = true
			}
		}
	}
	return pairs
}

// common counts what two ascending lists have in common. Which is the smaller is as good as random, so the step is
// reckoned and not branched on.
func common(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := uint64(a[i]), uint64(b[j])
		below, above := (x-y)>>63, (y-x)>>63
		n += int(1 - below - above)
		i += int(1 - above)
		j += int(1 - below)
	}
	return n
}

// load reads a corpus: one JSON object a line, with an id and a text. Of several with one id the first is taken.
func load(path string) ([]weigh.Item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var items []weigh.Item
	seen := make(map[string]bool)
	in := bufio.NewScanner(f)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var r report.Report
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, err
		}
		if !seen[r.ID] {
			seen[r.ID] = true
			items = append(items, weigh.Item{Report: r})
		}
	}
	return items, in.Err()
}
