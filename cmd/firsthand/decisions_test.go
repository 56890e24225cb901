package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/decide"
	"firsthand/internal/export"
	"firsthand/internal/keep/folder"
	"firsthand/internal/kept"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// examplesRead are the example reports with their readings.
func examplesRead(t *testing.T) []weigh.Item {
	t.Helper()
	ledger := filepath.Join(t.TempDir(), "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	l, err := folder.Open(t.Context(), ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var items []weigh.Item
	for r, err := range l.Reports(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		reading, err := l.Reading(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, weigh.Item{Report: r, Reading: reading})
	}
	return items
}

// decider draws decisions of every act on what some reports come to.
type decider struct {
	incidents, sources, reports, words, figures []string
	edges                                       [][]string
	made                                        int
}

func deciderOn(items []weigh.Item) *decider {
	d := &decider{}
	w := kept.AtOnce(items, nil)
	for _, in := range w.Incidents {
		d.incidents = append(d.incidents, in.ID)
		for _, e := range in.Graph.Edges {
			d.edges = append(d.edges, []string{decide.Node(e.From), decide.Node(e.To)})
		}
	}
	for _, s := range w.Sources {
		d.sources = append(d.sources, s.ID)
	}
	for _, item := range items {
		d.reports = append(d.reports, item.Report.ID)
		for _, s := range item.Reading.Statements {
			d.words = append(d.words, decide.OnStatement(item.Report.ID, s))
		}
		for _, f := range item.Reading.Figures {
			d.figures = append(d.figures, decide.OnFigure(item.Report.ID, f))
		}
	}
	return d
}

// draw draws a decision.
func (d *decider) draw(t *rapid.T) report.Decision {
	pick := func(from []string, n int) []string { return rapid.Permutation(from).Draw(t, "on")[:min(n, len(from))] }
	made := func(act report.Act, value string, on ...string) report.Decision { return d.make(act, value, on...) }
	switch rapid.IntRange(0, 10).Draw(t, "act") {
	case 0:
		return made(decide.Merge, "", pick(d.incidents, 2)...)
	case 1:
		return made(decide.Split, "", append(pick(d.incidents, 1), pick(d.reports, 1)...)...)
	case 2:
		return made(decide.Grade, report.GradeFair, pick(d.incidents, 1)...)
	case 3:
		return made(decide.Side, "the coalition", pick(d.sources, 2)...)
	case 4:
		return made(decide.Reject, "", rapid.SampledFrom(d.edges).Draw(t, "edge")...)
	case 5:
		return made(decide.Reject, "", pick(d.words, 1)...)
	case 6:
		return made(decide.Correct, decide.ToOrigin("Ana Quill"), pick(d.words, 1)...)
	case 7:
		return made(decide.Merge, "", pick(d.sources, 2)...)
	case 8:
		return made(decide.Correct, decide.ToFigure("4-9"), pick(d.figures, 1)...)
	case 9:
		return made(decide.Accept, "", rapid.SampledFrom(d.edges).Draw(t, "edge")...)
	default:
		return made(decide.Reject, "", decide.OnReport(pick(d.reports, 1)[0]))
	}
}

func (d *decider) make(act report.Act, value string, on ...string) report.Decision {
	d.made++
	return report.Decision{ID: fmt.Sprintf("%032x", d.made), By: "mira", Act: act, Value: value, On: on, Reason: "a test"}
}

// Whatever is decided: the same readings and decisions weigh the same, in whatever order the reports are given; and
// what is taken back, all of it, leaves what there was before anything was decided.
func TestTheSameReadingsAndDecisionsWeighTheSame(t *testing.T) {
	items := examplesRead(t)
	untouched := weigh.Weigh(items, nil)
	drawn := deciderOn(items)
	rapid.Check(t, func(t *rapid.T) {
		decider := *drawn
		var made []report.Decision
		for range rapid.IntRange(1, 6).Draw(t, "decisions") {
			made = append(made, decider.draw(t))
		}
		once := kept.AtOnce(items, made)
		again := slices.Clone(items)
		slices.Reverse(again)
		if d := cmp.Diff(once, kept.AtOnce(again, made)); d != "" {
			t.Fatalf("in another order of reports, the same decisions weigh otherwise:\n%s", d)
		}
		for _, d := range slices.Clone(made) {
			made = append(made, decider.make(decide.Withdraw, "", d.ID))
		}
		if d := cmp.Diff(untouched, kept.AtOnce(items, made)); d != "" {
			t.Fatalf("after everything was taken back:\n%s", d)
		}
	})
}

// growing is a ledger to which reports and decisions come.
type growing struct {
	items     []weigh.Item
	decisions []report.Decision
}

func (g *growing) Reader(context.Context) (string, error) { return "one", nil }

func (g *growing) After(_ context.Context, leaf int64) ([]weigh.Item, int64, error) {
	return g.items[leaf+1:], int64(len(g.items) - 1), nil
}

func (g *growing) Decisions(context.Context) ([]report.Decision, error) {
	return slices.Clone(g.decisions), nil
}

// Whatever comes in whatever order, reports and decisions and takings back: what is kept is, to the byte, what all of
// it exports when it is weighed at once.
func TestWhatIsKeptIsWhatAllAtOnceComesTo(t *testing.T) {
	items := examplesRead(t)
	drawn := deciderOn(items)
	rapid.Check(t, func(t *rapid.T) {
		decider := *drawn
		waiting := rapid.Permutation(items).Draw(t, "order")
		ledger := &growing{}
		w := kept.Of(ledger)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			switch what := rapid.IntRange(0, 4).Draw(t, "what"); {
			case what < 2:
				n := rapid.IntRange(0, len(waiting)).Draw(t, "reports")
				ledger.items, waiting = append(ledger.items, waiting[:n]...), waiting[n:]
			case what == 2 && len(ledger.decisions) > 0:
				back := rapid.SampledFrom(ledger.decisions).Draw(t, "back")
				ledger.decisions = append(ledger.decisions, decider.make(decide.Withdraw, "", back.ID))
			default:
				ledger.decisions = append(ledger.decisions, decider.draw(t))
			}
			got, err := w.Weigh(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want := kept.AtOnce(ledger.items, ledger.decisions)
			if !bytes.Equal(exported(t, want), exported(t, got)) {
				t.Fatalf("after %d reports and %v (-at once +kept):\n%s", len(ledger.items), ledger.decisions, cmp.Diff(want, got))
			}
		}
	})
}

// exported is everything that a weighing holds, as it is exported and beyond.
func exported(t *rapid.T, w report.Weighing) []byte {
	var out bytes.Buffer
	if err := export.Write(&out, export.FormatJSON, w, nil); err != nil {
		t.Fatal(err)
	}
	if err := json.NewEncoder(&out).Encode(w); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
