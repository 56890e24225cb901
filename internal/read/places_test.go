package read

import (
	"strings"
	"testing"

	"firsthand/internal/report"
)

func TestWithPlaces(t *testing.T) {
	r := report.Report{ID: "r1", Text: "Shells fell in Qasr Tulun, a quarter of Aleppo.", Published: "2016-12-13"}
	names := func(g report.Reading) string { // of the places whose ground is known
		var all []string
		for _, p := range g.Places {
			if p.ID != "" {
				all = append(all, p.Name)
			}
		}
		return strings.Join(all, ", ")
	}
	plain, err := With()
	if err != nil || !strings.HasPrefix(plain.Version(), Version+"+"+Identity()) || names(plain.Read(r)) != "Aleppo" {
		t.Fatalf("without places: %s, %q, %v", plain.Version(), names(plain.Read(r)), err)
	}
	kept, skipped, err := ParsePlaces("q.csv", []byte("name,lat,lon\nQasr Tulun,36.2,37.15\n"))
	if err != nil || skipped != 0 {
		t.Fatal(err)
	}
	more, err := With(kept)
	if err != nil {
		t.Fatal(err)
	}
	g := more.Read(r)
	if names(g) != "Qasr Tulun, Aleppo" || g.Reader.Version != more.Version() || !strings.HasPrefix(more.Version(), plain.Version()+".places.") {
		t.Errorf("%q by %s", names(g), g.Reader.Version)
	}
	other, _, err := ParsePlaces("q.csv", []byte("name,lat,lon\nQasr Tulun,36.2,37.16\n"))
	if err != nil {
		t.Fatal(err)
	}
	if moved, err := With(other); err != nil || moved.Version() == more.Version() {
		t.Error("a place that was moved does not change the version")
	}
	if names(Read(r)) != "Aleppo" {
		t.Error("the reader of Read has learned places")
	}
	if _, err := With([]byte("{}")); err == nil {
		t.Error("a damaged file was taken")
	}
}
