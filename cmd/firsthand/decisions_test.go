package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/decide"
	"firsthand/internal/keep/folder"
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

// Whatever is decided: the same readings and decisions weigh the same, in whatever order the reports are given; and what is taken back, all
// of it, leaves what there was before anything was decided.
func TestTheSameReadingsAndDecisionsWeighTheSame(t *testing.T) {
	items := examplesRead(t)
	untouched := weigh.Weigh(items, nil)
	var incidents, sources, reports, words []string
	var edges [][]string
	for _, in := range untouched.Incidents {
		incidents = append(incidents, in.ID)
		for _, e := range in.Graph.Edges {
			edges = append(edges, []string{decide.Node(e.From), decide.Node(e.To)})
		}
	}
	for _, s := range untouched.Sources {
		sources = append(sources, s.ID)
	}
	for _, item := range items {
		reports = append(reports, item.Report.ID)
		for _, s := range item.Reading.Statements {
			words = append(words, decide.OnStatement(item.Report.ID, s))
		}
	}
	pick := func(t *rapid.T, from []string, n int) []string {
		return rapid.Permutation(from).Draw(t, "on")[:min(n, len(from))]
	}
	rapid.Check(t, func(t *rapid.T) {
		var made []report.Decision
		add := func(act report.Act, value string, on ...string) {
			made = append(made, report.Decision{ID: fmt.Sprintf("%032x", len(made)+1), By: "mira", Act: act, Value: value, On: on, Reason: "a test"})
		}
		for range rapid.IntRange(1, 6).Draw(t, "decisions") {
			switch rapid.IntRange(0, 7).Draw(t, "act") {
			case 0:
				add(decide.Merge, "", pick(t, incidents, 2)...)
			case 1:
				add(decide.Split, "", append(pick(t, incidents, 1), pick(t, reports, 1)...)...)
			case 2:
				add(decide.Grade, report.GradeFair, pick(t, incidents, 1)...)
			case 3:
				add(decide.Side, "the coalition", pick(t, sources, 2)...)
			case 4:
				add(decide.Reject, "", rapid.SampledFrom(edges).Draw(t, "edge")...)
			case 5:
				add(decide.Reject, "", pick(t, words, 1)...)
			case 6:
				add(decide.Correct, decide.ToOrigin("Ana Quill"), pick(t, words, 1)...)
			case 7:
				add(decide.Reject, "", decide.OnReport(pick(t, reports, 1)[0]))
			}
		}
		once := weigh.Weigh(obey(items, made))
		again := slices.Clone(items)
		slices.Reverse(again)
		if d := cmp.Diff(once, weigh.Weigh(obey(again, made))); d != "" {
			t.Fatalf("in another order of reports, the same decisions weigh otherwise:\n%s", d)
		}
		decided := len(made)
		for i := range decided {
			add(decide.Withdraw, "", made[i].ID)
		}
		if d := cmp.Diff(untouched, weigh.Weigh(obey(items, made))); d != "" {
			t.Fatalf("after everything was taken back:\n%s", d)
		}
	})
}
