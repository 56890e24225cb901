package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// The two documents that Firsthand exists for, read and weighed. They are not part of the project; where they do not
// lie beside it, the test says so and skips.
func weighSeeds(t *testing.T) report.Weighing {
	t.Helper()
	shared := filepath.Join("..", "..", "..", "shared")
	raw, err := os.ReadFile(filepath.Join(shared, "gold", "seeds.json"))
	if err != nil {
		t.Skip("skipped: the seed documents are not beside the checkout (../shared)")
	}
	var gold struct {
		Documents []struct{ File, Publisher, Published string }
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	var items []weigh.Item
	for _, d := range gold.Documents {
		text, err := os.ReadFile(filepath.Join(shared, "seeds", d.File))
		if err != nil {
			t.Fatal(err)
		}
		r := report.Report{ID: d.File, Publisher: d.Publisher, Published: d.Published, Text: string(text)}
		items = append(items, weigh.Item{Report: r, Reading: read.Read(r)})
	}
	return weigh.Weigh(items, nil)
}

// with is the incidents that have a figure with that measure and low end.
func with(w report.Weighing, measure string, low int64) []report.Incident {
	return slices.DeleteFunc(slices.Clone(w.Incidents), func(in report.Incident) bool {
		return !slices.ContainsFunc(in.Tallies, func(t report.Tally) bool {
			return t.Measure == measure && slices.ContainsFunc(t.Rivals, func(r report.Rival) bool { return r.Figure.Low == low })
		})
	})
}

func TestSeedsThePoliceStationIsAnIncidentOfItsOwn(t *testing.T) {
	var found int
	for _, in := range weighSeeds(t).Incidents {
		if in.Where.Name != "Damascus" {
			continue
		}
		found++
		if in.Counts.Reports != 1 || in.When.Start != "2016-12-16" {
			t.Errorf("%s has %d reports and begins on %s", in.Title, in.Counts.Reports, in.When.Start)
		}
		for _, e := range in.Events {
			if !strings.HasPrefix(e.Report, "004") {
				t.Errorf("%s rests on %s", in.Title, e.Report)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d incidents in Damascus, want 1", found)
	}
}

func TestSeedsThe82CiviliansRestOnOneOrigin(t *testing.T) {
	incidents := with(weighSeeds(t), "killed", 82)
	if len(incidents) != 1 {
		t.Fatalf("%d incidents count 82 killed, want 1", len(incidents))
	}
	in := incidents[0]
	if in.Counts.Distinct != 1 || in.Counts.Named != 0 || in.Counts.Witnesses != 0 {
		t.Errorf("%s: %+v, want one origin, unnamed, and no witness", in.Title, in.Counts)
	}
	for _, o := range in.Origins {
		if o.Named || !strings.Contains(o.Via, "UN") && !strings.Contains(o.Via, "United Nations") {
			t.Errorf("origin %q via %q, want unnamed reports that the United Nations passes on", o.Name, o.Via)
		}
	}
	var stances []string
	for _, s := range in.Stances {
		stances = append(stances, s.Stance.Stance)
	}
	slices.Sort(stances)
	if want := []string{report.NoComment, report.Unverified, report.Unverified}; !slices.Equal(stances, want) {
		t.Errorf("stances %q, want %q", stances, want)
	}
	parts := map[string]int64{}
	for _, tally := range in.Tallies {
		for _, p := range tally.Parts {
			parts[p.Figure.Who] = p.Figure.Low
		}
	}
	if parts["women"] != 11 || parts["children"] != 13 {
		t.Errorf("parts %v, want 11 women and 13 children inside the 82", parts)
	}
}

func TestSeedsTheTrappedStandSideBySideWithTheirDays(t *testing.T) {
	w := weighSeeds(t)
	early, late := with(w, "trapped", 100_000), with(w, "trapped", 15_000)
	if len(early) != 1 || len(late) != 1 || early[0].ID != late[0].ID {
		t.Fatalf("%d incidents with 100,000 trapped and %d with 15,000, want both in one", len(early), len(late))
	}
	days := map[int64]string{}
	for _, tally := range early[0].Tallies {
		for _, r := range tally.Rivals {
			days[r.Figure.Low] = r.Day
			if tally.Best != nil && *tally.Best != r.Figure.Low {
				t.Errorf("best %d beside %d: figures of different days and people are not to be reckoned together", *tally.Best, r.Figure.Low)
			}
		}
	}
	if days[100_000] == "" || days[15_000] == "" || days[100_000] >= days[15_000] {
		t.Errorf("days %v, want 100,000 before 15,000", days)
	}
}

func TestSeedsTheEvacuationBeganAndWasSuspended(t *testing.T) {
	var states []string
	for _, s := range weighSeeds(t).Situations {
		if s.Kind != "evacuation" || s.Where.Name != "Aleppo" {
			continue
		}
		for _, step := range s.Steps {
			states = append(states, step.State)
		}
		if !slices.Equal(s.Now, []string{"suspended"}) || s.Day != "2016-12-16" || s.Age == nil || *s.Age != 0 {
			t.Errorf("it is now %v on %s, want suspended on the day of the newest report", s.Now, s.Day)
		}
	}
	if !slices.Contains(states, "begun") || !slices.Contains(states, "suspended") {
		t.Errorf("states %v, want begun and suspended among them", states)
	}
}

func TestSeedsTheLastCallIsNotLost(t *testing.T) {
	w := weighSeeds(t)
	found := false
	for _, c := range w.Calls {
		found = found || c.Via == "tweet" && c.Where.Name == "Aleppo" && c.Day == "2016-12-13" && c.Named
		for _, a := range c.After {
			if a.Day <= c.Day {
				t.Errorf("%s of %s told beside a call of %s", a.Kind, a.Day, c.Day)
			}
		}
	}
	if !found || len(w.Calls) < 5 {
		t.Errorf("%d calls; the tweet from Aleppo is among them: %v", len(w.Calls), found)
	}
}
