package event

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// gazetteer is the little that these tests know of the world.
var gazetteer = []report.Place{
	{Name: "Aleppo", ID: "1", Admin1: "Aleppo", Country: "SY", Precision: report.City, Lat: at(36.2), Lon: at(37.16)},
	{Name: "Damascus", ID: "2", Admin1: "Damascus", Country: "SY", Precision: report.City, Lat: at(33.5), Lon: at(36.3)},
	{Name: "Homs", ID: "3", Admin1: "Homs", Country: "SY", Precision: report.City, Lat: at(34.73), Lon: at(36.72)},
	{Name: "Beirut", ID: "4", Admin1: "Beyrouth", Country: "LB", Precision: report.City, Lat: at(33.9), Lon: at(35.5)},
	{Name: "Karm al-Jabal", ID: "5", Admin1: "Aleppo", Country: "SY", Precision: report.Neighbourhood, Lat: at(36.21), Lon: at(37.18)},
	{Name: "Bab al-Hadid", ID: "6", Admin1: "Aleppo", Country: "SY", Precision: report.Neighbourhood, Lat: at(36.2), Lon: at(37.17)},
	{Name: "Idlib", ID: "7", Admin1: "Idlib", Country: "SY", Precision: report.Region},
	{Name: "Saraqib", ID: "8", Admin1: "Idlib", Country: "SY", Precision: report.City, Lat: at(35.86), Lon: at(36.8)},
	{Name: "Syria", ID: "9", Country: "SY", Precision: report.Country},
	{Name: "Russia", ID: "10", Country: "RU", Precision: report.Country},
}

func at(x float64) *float64 { return &x }

// published is the day of publication of the tests' reports, a Friday.
const published = "2017-06-09"

// input reads a text's places and times. Figures are written as "words|measure|number", "part" as a fourth cell.
func input(title, text string, figures ...string) Input {
	x := segment.Split(text)
	in := Input{Text: x, Title: title, Published: published, Publisher: "The Daily Tide", Times: when.Find(x, published)}
	for at := 0; at < len(text); {
		step := 1
		for _, p := range gazetteer {
			if strings.HasPrefix(text[at:], p.Name) {
				p.Span = report.Span{Start: at, End: at + len(p.Name)}
				in.Places = append(in.Places, p)
				step = len(p.Name)
				break
			}
		}
		at += step
	}
	from := 0
	for i, f := range figures {
		cells := strings.Split(f, "|")
		start := from + strings.Index(text[from:], cells[0])
		from = start + len(cells[0])
		var n int64
		fmt.Sscan(cells[2], &n)
		fig := report.Figure{Span: report.Span{Start: start, End: from}, Measure: cells[1], Low: n, High: &n, Bound: report.ExactBound, ID: fmt.Sprintf("f%d", i+1)}
		if len(cells) > 3 {
			fig.Part, fig.Total = cells[3] == "part", cells[3] == "total"
			if cells[3] == "least" {
				fig.High, fig.Bound = nil, report.AtLeast
			}
		}
		in.Figures = append(in.Figures, fig)
	}
	return in
}

// show writes events one a line, as the tables below expect them.
func show(text string, events []report.Event) (out []string) {
	for _, e := range events {
		s := e.Kind
		if e.Main {
			s = "* " + s
		}
		s += ", " + e.When.Start
		if e.When.End != e.When.Start {
			s += "/" + e.When.End
		}
		if e.Where.Name != "" {
			s += ", " + e.Where.Name
		}
		if len(e.Where.Within) > 0 {
			s += " (" + strings.Join(e.Where.Within, ", ") + ")"
		}
		if len(e.Accused) > 0 {
			s += ", by " + strings.Join(e.Accused, " and ")
		}
		for _, f := range e.Figures {
			s += "; " + f.In(text)
		}
		out = append(out, s)
	}
	return out
}

func TestEvents(t *testing.T) {
	for _, c := range []struct {
		name, title, text string
		figures           []string
		want              []string
	}{
		{name: "a kind, a place, a day, who did it, a figure",
			text:    "An air strike by government forces killed 12 people in Aleppo on Wednesday.",
			figures: []string{"12 people|killed|12"},
			want:    []string{"* air strike, 2017-06-07, Aleppo, by government forces; 12 people"}},
		{name: "the means names the event, not its outcome",
			text: "Three people were killed in heavy shelling of Homs.", figures: []string{"Three people|killed|3"},
			want: []string{"* shelling, 2017-06-09, Homs; Three people"}},
		{name: "a figure alone tells of an event",
			text: "Some 4,000 people remain in Homs without food.", figures: []string{"Some 4,000 people|trapped|4000"},
			want: []string{"* siege, 2017-06-09, Homs; Some 4,000 people"}},
		{name: "a day beside a word of saying is when it was said",
			text: "The agency said on Thursday that a car bomb had exploded in Homs on Tuesday.",
			want: []string{"* explosion, 2017-06-06, Homs"}},
		{name: "only the day of saying: the day of publication stands",
			text: "Shelling killed five people in Homs, a monitor told the Tide on Monday.", figures: []string{"five people|killed|5"},
			want: []string{"* shelling, 2017-06-09, Homs; five people"}},
		{name: "since a day is no day",
			text: "Troops have shelled Homs since Monday.",
			want: []string{"* shelling, 2017-06-09, Homs, by troops"}},
		{name: "a sentence without a place goes on where the report is",
			text: "A bomb exploded in Damascus on Thursday. Nine people were killed. In Homs, troops shelled a market.", figures: []string{"Nine people|killed|9"},
			want: []string{"* explosion, 2017-06-08, Damascus; Nine people", "shelling, 2017-06-09, Homs, by troops"}},
		{name: "another city is another event, and the report comes back to the first",
			text: "Air strikes hit Aleppo on Thursday. A suicide bomber blew up a police station in Damascus. In Aleppo, the air strikes killed six people.", figures: []string{"six people|killed|6"},
			want: []string{"* air strike, 2017-06-08, Aleppo; six people", "explosion, 2017-06-09, Damascus"}},
		{name: "another day is another event",
			text: "Air strikes killed four people in Homs on Thursday. On Tuesday air strikes killed nine people there.", figures: []string{"four people|killed|4", "nine people|killed|9"},
			want: []string{"* air strike, 2017-06-08, Homs; four people", "air strike, 2017-06-06, Homs; nine people"}},
		{name: "neighbourhoods lie within their city",
			text: "Government forces executed 20 civilians in Aleppo on Thursday, in Karm al-Jabal and Bab al-Hadid.", figures: []string{"20 civilians|killed|20"},
			want: []string{"* execution, 2017-06-08, Aleppo (Karm al-Jabal, Bab al-Hadid), by Government forces; 20 civilians"}},
		{name: "neighbourhoods listed in a sentence of their own",
			text: "Shelling killed five people in Aleppo. The reports name two neighbourhoods: Karm al-Jabal and Bab al-Hadid.", figures: []string{"five people|killed|5"},
			want: []string{"* shelling, 2017-06-09, Aleppo (Karm al-Jabal, Bab al-Hadid); five people"}},
		{name: "a neighbourhood alone lies in the city spoken of",
			text: "Air strikes hit Aleppo. Bombs killed two people in Karm al-Jabal.", figures: []string{"two people|killed|2"},
			want: []string{"* air strike, 2017-06-09, Aleppo (Karm al-Jabal); two people"}},
		{name: "a region and a town in it are one place, and the town is the finer",
			text: "Air strikes killed five people in Idlib province. The air strikes hit the market of Saraqib.", figures: []string{"five people|killed|5"},
			want: []string{"* air strike, 2017-06-09, Saraqib; five people"}},
		{name: "what lasts grows longer",
			text: "The evacuation of Homs began on Tuesday. On Thursday the evacuation went on.",
			want: []string{"* evacuation, 2017-06-06/2017-06-08, Homs"}},
		{name: "fighting goes on over days that follow each other",
			text: "Fierce fighting broke out in Homs on Tuesday. Heavy clashes in Homs killed six people on Thursday.", figures: []string{"six people|killed|6"},
			want: []string{"* armed clash, 2017-06-06/2017-06-08, Homs; six people"}},
		{name: "a war's total is no news",
			text: "An air strike killed five people in Homs. More than 300,000 people have been killed in Syria since the war began.", figures: []string{"five people|killed|5", "More than 300,000 people|killed|300000|total"},
			want: []string{"* air strike, 2017-06-09, Homs; five people", "killing, 2017-06-09, Homs; More than 300,000 people"}},
		{name: "a dateline is not where it happened",
			text: "BEIRUT (Tide) — Air strikes killed five people in Homs.", figures: []string{"five people|killed|5"},
			want: []string{"* air strike, 2017-06-09, Homs; five people"}},
		{name: "where words were spoken is not where it happened",
			text: "The envoy said in Damascus that air strikes had killed five people. He told reporters in Beirut that they hit Homs.", figures: []string{"five people|killed|5"},
			want: []string{"* air strike, 2017-06-09, Homs; five people"}},
		{name: "a dateline is the last resort",
			text: "BEIRUT (Tide) — Air strikes killed five people. Beirut (Tide) had no more.", figures: []string{"five people|killed|5"},
			want: []string{"* air strike, 2017-06-09, Beirut; five people"}},
		{name: "a place that speaks is a government",
			text: "Damascus said air strikes killed five people in Homs.", figures: []string{"five people|killed|5"},
			want: []string{"* air strike, 2017-06-09, Homs; five people"}},
		{name: "a report's own date is no day it tells of",
			text: "Friday 9 June 2017 Shelling killed five people in Homs.", figures: []string{"five people|killed|5"},
			want: []string{"* shelling, 2017-06-09, Homs; five people"}},
		{name: "where the report's own date is another, its weekdays count from nobody knows what",
			text: "Friday 30 June 2017 Shelling killed five people in Homs on Wednesday.", figures: []string{"five people|killed|5"},
			want: []string{"* shelling, 2017-06-09, Homs; five people"}},
		{name: "several families in one sentence",
			text: "The ceasefire let the evacuation of Homs begin.",
			want: []string{"* evacuation, 2017-06-09, Homs", "ceasefire, 2017-06-09, Homs"}},
		{name: "the title's event is the main one", title: "Ceasefire in Homs holds",
			text: "A market reopened in Aleppo after an explosion. The ceasefire holds in Homs.",
			want: []string{"explosion, 2017-06-09, Aleppo", "* ceasefire, 2017-06-09, Homs"}},
		{name: "the figure that the title has stands for the event", title: "Raid on Homs kills 15",
			text: "Air strikes killed dozens in Homs. The raid killed two children. The air strikes killed 15 people.", figures: []string{"dozens|killed|24|least", "two children|killed|2", "15 people|killed|15"},
			want: []string{"* air strike, 2017-06-09, Homs; 15 people; dozens; two children"}},
		{name: "a number stands before a plural",
			text: "Air strikes killed dozens in Homs. At least the air strikes killed 15 people.", figures: []string{"dozens|killed|24|least", "15 people|killed|15"},
			want: []string{"* air strike, 2017-06-09, Homs; 15 people; dozens"}},
		{name: "nothing happened"},
		{name: "no trigger", text: "The market opened at dawn."},
		{name: "denied or only possible", text: "No attack was reported. An air strike could follow. There were no clashes."},
		{name: "attack as a word of argument", text: "The senator attacked the budget. The battle over taxes goes on."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(c.text, Find(input(c.title, c.text, c.figures...)))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAccused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"after by", "Twelve people were killed by pro-government forces in Homs.", []string{"pro-government forces"}},
		{"the subject", "Government forces have repeatedly shelled Homs.", []string{"Government forces"}},
		{"two subjects", "Government troops and the Northern Army shelled Homs.", []string{"Northern Army", "Government troops"}},
		{"a subject and those with it", "Government troops and their allies killed five people in Homs.", []string{"Government troops"}},
		{"the owner of a noun", "Northern Army shelling destroyed a school in Homs.", []string{"Northern Army"}},
		{"an adjective for all of them", "Rebel shelling destroyed a school in Homs.", []string{"rebels"}},
		{"blamed on", "The explosion in Homs was blamed on the Northern Army.", []string{"Northern Army"}},
		{"accused of", "He accused the Homs regime, along with Russia, of the air strikes.", []string{"Homs regime"}},
		{"carried out by", "The air strike was carried out by the coalition and the Northern Army.", []string{"coalition", "Northern Army"}},
		{"claimed responsibility", "The Eastern Front claimed responsibility for the explosion.", []string{"Eastern Front"}},
		{"those killed are not accused", "Twelve rebels were killed by army shelling in Homs.", []string{"army"}},
		{"a person whose name is also a country's", "The shelling was described by Jordan Smith.", nil},
		{"a country before a noun is where it was", "Russia explosions killed five.", nil},
		{"a country that acts", "Russia bombed Homs.", []string{"Russia"}},
		{"a pronoun is no state", "They bombed us and shelled us.", nil},
		{"nobody", "An explosion shook Homs.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range Find(input("", c.text)) {
				got = append(got, e.Accused...)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestStatementsOfAnEvent(t *testing.T) {
	text := "“An air strike hit us,” he said. Later an explosion shook Homs. It rained."
	in := input("", text)
	content := func(words string) report.Span {
		i := strings.Index(text, words)
		return report.Span{Start: i, End: i + len(words)}
	}
	for i, words := range []string{"An air strike hit us", "It rained"} {
		c := content(words)
		in.Statements = append(in.Statements, report.Statement{ID: fmt.Sprintf("s%d", i+1), Hops: []report.Hop{{Name: "he", Content: []report.Span{c}}}, Sentence: c})
	}
	events := Find(in)
	if len(events) != 1 {
		t.Fatalf("%d events, want 1: %v", len(events), show(text, events))
	}
	if d := cmp.Diff([]string{"s1"}, events[0].Statements); d != "" {
		t.Error(d)
	}
	var evidence []string
	for _, s := range events[0].Evidence {
		evidence = append(evidence, s.In(text))
	}
	if d := cmp.Diff([]string{"“An air strike hit us,” he said.", "Later an explosion shook Homs."}, evidence); d != "" {
		t.Error(d)
	}
}

func TestAWordStandsForOneKindOnly(t *testing.T) {
	seen := map[string]string{}
	for _, list := range []string{triggerList, grammarList} {
		for line := range strings.Lines(list) {
			forms, _, ok := strings.Cut(line, "|")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			for form := range strings.SplitSeq(forms, ",") {
				form = strings.TrimSpace(form)
				if before, ok := seen[form]; ok {
					t.Errorf("%q is in %q and in %q", form, before, line)
				}
				seen[form] = line
			}
		}
	}
}
