package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firsthand/internal/export"
	"firsthand/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func ptr[T any](v T) *T { return &v }

// sample is a small weighing with one of everything that is hard to write: an Arabic name, a figure without an upper
// bound, a rival that was replaced, an unnamed trail, a place that is not known, and words that look like a formula.
func sample() report.Weighing {
	return report.Weighing{
		Reports: 4, Publishers: 3,
		Origins: report.Counts{Reports: 4, Publishers: 3, Named: 2, Witnesses: 1, Unnamed: 1, Distinct: 3},
		Incidents: []report.Incident{
			{
				ID: "i1", Title: "Killing in حلب, 12 December 2016", Kind: report.Killing,
				When:   report.Days{Start: "2016-12-12", End: "2016-12-12"},
				Where:  report.Where{Name: "حلب", ID: "geonames:170063", Lat: ptr(36.20124), Lon: ptr(37.16117), Admin1: "Aleppo", Country: "SY", Precision: report.City},
				Counts: report.Counts{Reports: 3, Publishers: 2, Named: 1, Unnamed: 1, Distinct: 2},
				Origins: []report.Origin{
					{Node: "unnamed:1", Name: "reports", Via: "UN human rights office", Hand: report.UnknownHand, Reports: []string{"r1", "r2"}},
					{Node: "source:tamarisk-monitor", Name: "Tamarisk Monitor", Named: true, Hand: report.Told, Reports: []string{"r3"}},
				},
				Tallies: []report.Tally{
					{Measure: "killed", Who: "civilians", Low: 82, Best: ptr(int64(82)), Rule: report.InWords("The only figure, given as a least number."), Rivals: []report.Rival{
						{Figure: report.Figure{Measure: "killed", Low: 82, Bound: report.AtLeast}, Report: "r1", Origin: "reports", Node: "unnamed:1", Day: "2016-12-12"},
					}},
					{Measure: "trapped", Who: "civilians", Day: "2016-12-16", Low: 15000, High: ptr(int64(40000)), Rule: report.InWords("No rule: it is one range."), Rivals: []report.Rival{
						{Figure: report.Figure{Measure: "trapped", Low: 15000, High: ptr(int64(40000)), Bound: report.Range}, Report: "r2", Origin: "Quillfort", Node: "source:quillfort"},
						{Figure: report.Figure{Measure: "trapped", High: ptr(int64(50000)), Bound: report.AtMost}, Report: "r1", Origin: "Quillfort", Node: "source:quillfort", Replaced: true},
					}},
				},
				Stances: []report.IncidentStance{{Report: "r1", Stance: report.Stance{Who: "Quillfort", Stance: report.Unverified}}},
				Grade:   report.Grade{Value: report.GradeWeak, Reason: report.InWords("One trail, which ends in nobody who could be asked.")},
			},
			{
				ID: "i2", Title: "=HYPERLINK(\"https://evil.example\",\"open\")", Kind: report.Plea,
				Counts:  report.Counts{Reports: 1, Publishers: 1, Named: 1, Witnesses: 1, Distinct: 1},
				Origins: []report.Origin{{Node: "source:resident", Name: "@resident", Named: true, Hand: report.Witness, Reports: []string{"r4"}}},
				Grade:   report.Grade{Value: report.GradeFair, Reason: report.InWords("One origin,\nwho says that they were there.")},
			},
		},
	}
}

// reports lists two reports, one of which says little of itself.
func reports() iter.Seq2[report.Report, error] {
	return func(yield func(report.Report, error) bool) {
		_ = yield(report.Report{ID: "r1", Title: "Homes became graves", Publisher: "The Pellstone Herald", Author: "A. Quill",
			Published: "2016-12-13", URL: "https://herald.example/1", Name: "one.html", Lang: "en", Text: "not listed"}, nil) &&
			yield(report.Report{ID: "r2", Title: "حلب", Text: "not listed"}, nil)
	}
}

func TestAListOfReportsThatBreaksIsReported(t *testing.T) {
	broken := func(yield func(report.Report, error) bool) { yield(report.Report{}, errBroken) }
	if err := export.JSON(io.Discard, sample(), broken); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want the list's error", err)
	}
}

func TestGolden(t *testing.T) {
	for _, f := range export.Formats {
		t.Run(string(f), func(t *testing.T) {
			var got bytes.Buffer
			if err := export.Write(&got, f, sample(), reports()); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "sample."+string(f))
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s differs from its golden file (run with -update if the change is meant):\n%s", f, diff)
			}
		})
	}
}

func TestAnEmptyWeighingIsAnEmptyDocument(t *testing.T) {
	want := map[export.Format]string{
		export.FormatGeoJSON: "{\"type\":\"FeatureCollection\",\"features\":[]}\n",
		export.FormatJSON: "{\"reports\":0,\"publishers\":0,\"origins\":{\"reports\":0,\"publishers\":0,\"named\":0,\"witnesses\":0,\"unnamed\":0,\"distinct\":0},\n" +
			"\"incidents\":[],\n\"situations\":[],\n\"calls\":[],\n\"silences\":[],\n\"sources\":[],\n\"hints\":[],\n\"report_list\":[]}\n",
	}
	for _, f := range export.Formats {
		var got bytes.Buffer
		if err := export.Write(&got, f, report.Weighing{}, nil); err != nil {
			t.Fatal(err)
		}
		if f == export.FormatCSV {
			if n := strings.Count(got.String(), "\n"); n != 1 {
				t.Errorf("csv: %d lines, want the header alone", n)
			}
			continue
		}
		if got.String() != want[f] {
			t.Errorf("%s: got %q, want %q", f, got.String(), want[f])
		}
	}
}

func TestParseFormat(t *testing.T) {
	for _, c := range []struct {
		in   string
		want export.Format
		ok   bool
	}{{"csv", export.FormatCSV, true}, {"GeoJSON", export.FormatGeoJSON, true}, {"json", export.FormatJSON, true}, {"xlsx", "", false}, {"", "", false}} {
		got, err := export.ParseFormat(c.in)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("ParseFormat(%q) = %q, %v", c.in, got, err)
		}
	}
}

func TestNumberSaysHowTheNumberWasBounded(t *testing.T) {
	for want, f := range map[string]report.Figure{
		"82":             {Low: 82, High: ptr(int64(82)), Bound: report.ExactBound},
		"at least 82":    {Low: 82, Bound: report.AtLeast},
		"at most 50":     {High: ptr(int64(50)), Bound: report.AtMost},
		"about 300":      {Low: 300, High: ptr(int64(300)), Bound: report.About},
		"15000 to 40000": {Low: 15000, High: ptr(int64(40000)), Bound: report.Range},
	} {
		if got := export.Number(f); got != want {
			t.Errorf("Number(%+v) = %q, want %q", f, got, want)
		}
	}
}

// A cell that a spreadsheet could run is written with an apostrophe; every other cell is left as it is.
func TestGuardDisarmsFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"82 civilians":           "82 civilians",
		"l'enclave = the east":   "l'enclave = the east",
		"=1+1":                   "'=1+1",
		"+49":                    "'+49",
		"-5":                     "'-5",
		"@resident":              "'@resident",
		"  =1+1":                 "'  =1+1",
		"\t=1+1":                 "' =1+1",
		"'=1+1":                  "''=1+1",
		"＝1+1":                   "'＝1+1",
		"\u200b=1+1":             "'\u200b=1+1",
		"two\r\nlines":           "two lines",
		"broken \xff encoding":   "broken \uFFFD encoding",
		"it ends in a line.\r\n": "it ends in a line.",
	} {
		if got := export.Guard(in); got != want {
			t.Errorf("Guard(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestGuardCanBeUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := cell().Draw(t, "words")
		once := export.Guard(words)
		if again := export.Guard(export.Unguard(once)); again != once {
			t.Errorf("Guard(Unguard(%q)) = %q", once, again)
		}
		other := cell().Draw(t, "other")
		if export.Guard(other) == once && export.Unguard(export.Guard(other)) != export.Unguard(once) {
			t.Errorf("%q and %q became one cell", words, other)
		}
	})
}

// What is written parses back, whatever the words are: the JSON into the same weighing, the GeoJSON into one feature an
// incident, the CSV into a row for each tally with the same cells.
func TestWhatIsWrittenParsesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := weighing().Draw(t, "weighing")

		var b bytes.Buffer
		if err := export.JSON(&b, w, nil); err != nil {
			t.Fatal(err)
		}
		var back report.Weighing
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(w, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("json: what came back differs:\n%s", diff)
		}

		b.Reset()
		if err := export.GeoJSON(&b, w); err != nil {
			t.Fatal(err)
		}
		checkGeoJSON(t, b.Bytes(), w)

		b.Reset()
		if err := export.CSV(&b, w); err != nil {
			t.Fatal(err)
		}
		checkCSV(t, b.Bytes(), w)
	})
}

func checkGeoJSON(t *rapid.T, b []byte, w report.Weighing) {
	var got struct {
		Type     string
		Features []struct {
			ID         string
			Geometry   *struct{ Coordinates []float64 }
			Properties struct {
				Title    string
				Distinct int
				Figures  []struct{ Low int64 }
				Origins  []struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != len(w.Incidents) {
		t.Fatalf("geojson: %s with %d features, want %d", got.Type, len(got.Features), len(w.Incidents))
	}
	for n, f := range got.Features {
		i := w.Incidents[n]
		if f.ID != i.ID || f.Properties.Title != i.Title || f.Properties.Distinct != i.Counts.Distinct ||
			len(f.Properties.Figures) != len(i.Tallies) || len(f.Properties.Origins) != len(i.Origins) {
			t.Fatalf("geojson: feature %d is %+v, want incident %+v", n, f, i)
		}
		placed := i.Where.Lat != nil && i.Where.Lon != nil
		if placed != (f.Geometry != nil) {
			t.Fatalf("geojson: feature %d: placed %t, geometry %v", n, placed, f.Geometry)
		}
		if placed && !slices.Equal(f.Geometry.Coordinates, []float64{*i.Where.Lon, *i.Where.Lat}) {
			t.Fatalf("geojson: feature %d at %v, want longitude first", n, f.Geometry.Coordinates)
		}
	}
}

func checkCSV(t *rapid.T, b []byte, w report.Weighing) {
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	at := 1
	for _, i := range w.Incidents {
		for n := range max(1, len(i.Tallies)) {
			row := rows[at]
			at++
			if row[column("title")] != export.Guard(i.Title) || row[column("distinct_origins")] != strconv.Itoa(i.Counts.Distinct) {
				t.Fatalf("csv: row %v is not of incident %+v", row, i)
			}
			for c, words := range row {
				if strings.ContainsAny(words, "\r\n\x00") {
					t.Fatalf("csv: column %s of %q holds a control character", rows[0][c], words)
				}
			}
			if len(i.Tallies) == 0 {
				continue
			}
			tally := i.Tallies[n]
			if row[column("low")] != strconv.FormatInt(tally.Low, 10) || (row[column("high")] == "") != (tally.High == nil) {
				t.Fatalf("csv: row %v is not of tally %+v", row, tally)
			}
		}
	}
	if at != len(rows) {
		t.Fatalf("csv: %d rows, want %d", len(rows), at)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errBroken }

var errBroken = errors.New("broken pipe")

func TestAWriterThatFailsIsReported(t *testing.T) {
	for _, f := range export.Formats {
		if err := export.Write(brokenPipe{}, f, sample(), reports()); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v, want the writer's error", f, err)
		}
	}
}

// cell draws words that are hard for a CSV: quotes, commas, line breaks, formulas, other scripts.
func cell() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("'=+-@ \t\r\n\",;ab حلب＝"))),
	)
}

func weighing() *rapid.Generator[report.Weighing] {
	number := rapid.Int64Range(0, 1<<50)
	upper := rapid.Ptr(number, true)
	return rapid.Custom(func(t *rapid.T) report.Weighing {
		var w report.Weighing
		if rapid.Bool().Draw(t, "more than incidents") {
			age := rapid.IntRange(0, 99).Draw(t, "age")
			words := report.StatementRef{Report: cell().Draw(t, "report"), Statement: "s1"}
			w.Situations = []report.Situation{{ID: "s", Title: cell().Draw(t, "situation"), Age: &age, Steps: []report.Step{{State: "agreed", Claims: []report.StateClaim{{By: cell().Draw(t, "by"), Words: words}}}}}}
			w.Calls = []report.OpenCall{{ID: "c", Who: cell().Draw(t, "who"), Words: []report.StatementRef{words}, After: []report.Sequel{{Kind: report.SpokeAgain, Words: words}}}}
			w.Silences = []report.Silence{{Source: "source:x", Reason: report.InWords(cell().Draw(t, "silence")), Words: words}}
			w.Sources = []report.Source{{ID: "source:x", Name: cell().Draw(t, "name"), Words: []report.StatementRef{words}}}
			w.Hints = []report.MergeHint{{A: "source:x", B: "source:y", Reason: report.InWords(cell().Draw(t, "hint"))}}
		}
		for range rapid.IntRange(0, 4).Draw(t, "incidents") {
			i := report.Incident{
				ID: cell().Draw(t, "id"), Title: cell().Draw(t, "title"), Kind: cell().Draw(t, "kind"),
				Grade:  report.Grade{Value: report.GradeWeak, Reason: report.InWords(cell().Draw(t, "reason"))},
				Counts: report.Counts{Distinct: rapid.IntRange(0, 9).Draw(t, "distinct")},
			}
			if rapid.Bool().Draw(t, "placed") {
				i.Where = report.Where{
					Name: "at " + cell().Draw(t, "place"),
					Lat:  rapid.Ptr(rapid.Float64Range(-90, 90), true).Draw(t, "lat"),
					Lon:  rapid.Ptr(rapid.Float64Range(-180, 180), true).Draw(t, "lon"),
				}
			}
			for range rapid.IntRange(0, 3).Draw(t, "origins") {
				i.Origins = append(i.Origins, report.Origin{Name: cell().Draw(t, "origin"), Named: rapid.Bool().Draw(t, "named"), Hand: report.Told})
			}
			for range rapid.IntRange(0, 3).Draw(t, "tallies") {
				i.Tallies = append(i.Tallies, report.Tally{
					Measure: "killed", Who: cell().Draw(t, "who"), Low: number.Draw(t, "low"), High: upper.Draw(t, "high"), Rule: report.InWords(cell().Draw(t, "rule")),
					Rivals: []report.Rival{{Origin: cell().Draw(t, "rival"), Figure: report.Figure{Low: number.Draw(t, "rival low"), High: upper.Draw(t, "rival high"), Bound: report.ExactBound}}},
				})
			}
			w.Incidents = append(w.Incidents, i)
		}
		return w
	})
}
