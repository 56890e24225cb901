package weigh_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// turned adds a change of state in a place, said by the hops, or in the report's own voice where there are none.
func (s *story) turned(situation, state, day string, where report.Where, hops ...report.Hop) *story {
	span := s.write(fmt.Sprintf("The %s %s %s %s.", s.own(), situation, state, where.Name))
	st := report.State{Span: span, Situation: situation, State: state, Day: day, Where: where.Name}
	s.Reading.Places = append(s.Reading.Places, report.Place{Span: span, Name: where.Name, ID: where.ID, Lat: where.Lat, Lon: where.Lon, Precision: where.Precision, Country: where.Country})
	if len(hops) > 0 {
		st.Statement = s.attribute(span, report.Told, hops...)
	}
	s.Reading.States = append(s.Reading.States, st)
	return s
}

// attribute makes a statement of words that stand in the text already.
func (s *story) attribute(span report.Span, hand report.Hand, hops ...report.Hop) string {
	st := report.Statement{ID: fmt.Sprintf("s%d", len(s.Reading.Statements)+1), Hand: hand, Sentence: span}
	for _, h := range hops {
		h.Content = []report.Span{span}
		st.Hops = append(st.Hops, h)
	}
	s.Reading.Statements = append(s.Reading.Statements, st)
	return st.ID
}

// timelines writes situations in short: "Ceasefire, Aleppo: 2016-12-13 agreed (Army Command announced); … now agreed, 3
// days".
func timelines(w report.Weighing) []string {
	list := []string{}
	for _, s := range w.Situations {
		var steps []string
		for _, step := range s.Steps {
			var by []string
			for _, c := range step.Claims {
				by = append(by, strings.TrimSpace(fmt.Sprintf("%s %s%s", c.By, c.How, strings.Repeat("+", len(c.Same)))))
			}
			line := fmt.Sprintf("%s %s (%s)", step.Day, step.State, strings.Join(by, ", "))
			if len(step.Rivals) > 0 {
				line += " against " + strings.Join(step.Rivals, ", ")
			}
			steps = append(steps, strings.TrimSpace(line))
		}
		age := "?"
		if s.Age != nil {
			age = fmt.Sprint(*s.Age)
		}
		list = append(list, fmt.Sprintf("%s: %s; now %s, %s days", s.Title, strings.Join(steps, "; "), strings.Join(s.Now, " or "), age))
	}
	return list
}

// sameTimelines weighs stories from either end and compares their situations, in any order, with those that are wanted.
func sameTimelines(t *testing.T, stories []*story, want []string) {
	t.Helper()
	slices.Sort(want)
	for _, order := range [][]*story{stories, backwards(stories)} {
		got := timelines(weighed(order...))
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("situations (-want +got):\n%s", diff)
		}
	}
}

func TestSituations(t *testing.T) {
	army, monitor := speaker("Army Command"), speaker("Syrian Observatory for Human Rights")
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"a ceasefire agreed, begun and ended", []*story{
			tells("a", "The Millstone", "2016-12-13").turned("ceasefire", "agreed", "2016-12-13", aleppo, army),
			tells("b", "Radio Quay", "2016-12-16").turned("ceasefire", "ended", "2016-12-16", aleppo, monitor),
			tells("c", "Tidewater", "2016-12-20").turned("ceasefire", "begun", "2016-12-14", aleppo),
		}, []string{"Ceasefire, Aleppo: 2016-12-13 agreed (Army Command announced); 2016-12-14 begun (Tidewater observed); " +
			"2016-12-16 ended (Syrian Observatory for Human Rights observed); now ended, 4 days"}},
		{"a truce of a country and what became of it in its towns", []*story{
			tells("a", "The Millstone", "2016-12-13").turned("ceasefire", "begun", "2016-12-12", report.Where{Name: "Brena", Country: "BR", Precision: report.Country}),
			tells("b", "Radio Quay", "2016-12-16").turned("ceasefire", "violated", "2016-12-16", report.Where{Name: "Norvik", Country: "BR"}),
			tells("c", "Tidewater", "2016-12-16").turned("ceasefire", "agreed", "2016-12-16", report.Where{Name: "Halden", Country: "HD"}),
			tells("d", "Kiln Street Post", "2017-12-16").turned("ceasefire", "agreed", "2017-12-16", report.Where{Name: "Sela", Country: "BR"}),
		}, []string{"Ceasefire, Sela: 2017-12-16 agreed (Kiln Street Post observed); now agreed, 0 days",
			"Ceasefire, Brena: 2016-12-12 begun (The Millstone observed); 2016-12-16 violated (Radio Quay observed); now violated, 365 days",
			"Ceasefire, Halden: 2016-12-16 agreed (Tidewater observed); now agreed, 365 days"}},
		{"one truce of which one report tells in two towns", []*story{
			tells("a", "The Millstone", "2016-12-13").turned("ceasefire", "in force", "2016-12-12", report.Where{Name: "Norvik", Country: "BR"}).
				turned("ceasefire", "collapsed", "2016-12-13", report.Where{Name: "Sela", Country: "BR"}),
			tells("b", "Radio Quay", "2016-12-16").turned("ceasefire", "violated", "2016-12-16", report.Where{Name: "Halden", Country: "BR"}),
		}, []string{"Ceasefire, Halden: 2016-12-16 violated (Radio Quay observed); now violated, 0 days",
			"Ceasefire, Norvik: 2016-12-12 in force (The Millstone observed); 2016-12-13 collapsed (The Millstone observed); now collapsed, 3 days"}},
		{"in force according to one, violated according to another, on one day", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "in force", "2016-12-14", aleppo, army),
			tells("b", "Radio Quay", "2016-12-14").turned("ceasefire", "violated", "2016-12-14", aleppo, monitor),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (Army Command announced) against violated; " +
			"2016-12-14 violated (Syrian Observatory for Human Rights observed) against in force; now violated or in force, 0 days"}},
		{"two named sources contradict each other in one report", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "in force", "2016-12-14", aleppo, army).turned("ceasefire", "violated", "2016-12-14", aleppo, monitor),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (Army Command announced) against violated; " +
			"2016-12-14 violated (Syrian Observatory for Human Rights observed) against in force; now violated or in force, 0 days"}},
		{"one report that tells how it went on contradicts nobody", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("evacuation", "suspended", "2016-12-14", aleppo).turned("evacuation", "begun", "2016-12-14", aleppo),
		}, []string{"Evacuation, Aleppo: 2016-12-14 begun (The Millstone observed); 2016-12-14 suspended (The Millstone observed); now suspended, 0 days"}},
		{"background that nobody dates is held against nothing dated", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "ended", "", aleppo),
			tells("b", "Radio Quay", "2016-12-15").turned("ceasefire", "agreed", "2016-12-14", aleppo),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 agreed (Radio Quay observed); 2016-12-14 ended (The Millstone observed); now ended, 1 days"}},
		{"ten outlets, one agency: one claim", []*story{
			tells("a", "Harbour Wire", "2016-12-14").turned("siege", "ended", "2016-12-14", aleppo),
			tells("b", "Radio Quay", "2016-12-14").turned("siege", "ended", "2016-12-14", aleppo).credits("Harbour Wire"),
			tells("c", "Tidewater", "2016-12-14").turned("siege", "ended", "2016-12-14", aleppo).credits("Harbour Wire"),
		}, []string{"Siege, Aleppo: 2016-12-14 ended (Harbour Wire observed++); now ended, 0 days"}},
		{"a quarter's evacuation is the city's, another city's is not", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("evacuation", "begun", "2016-12-14", aleppo),
			tells("b", "Radio Quay", "2016-12-15").turned("evacuation", "suspended", "2016-12-15", quarter),
			tells("c", "Tidewater", "2016-12-14").turned("evacuation", "begun", "2016-12-14", damascus),
		}, []string{"Evacuation, Aleppo: 2016-12-14 begun (The Millstone observed); 2016-12-15 suspended (Radio Quay observed); now suspended, 0 days",
			"Evacuation, Damascus: 2016-12-14 begun (Tidewater observed); now begun, 1 days"}},
		{"namesake towns have situations of their own", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("siege", "begun", "2016-12-14", ashkar),
			tells("b", "Radio Quay", "2016-12-14").turned("siege", "ended", "2016-12-14", ashkarTwo),
		}, []string{"Siege, Ashkar: 2016-12-14 ended (Radio Quay observed); now ended, 0 days", "Siege, Ashkar: 2016-12-14 begun (The Millstone observed); now begun, 0 days"}},
		{"who runs an evacuation announces it", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("evacuation", "resumed", "2016-12-14", aleppo, speaker("ICRC")).turned("ceasefire", "in force", "2016-12-14", aleppo, speaker("ICRC")),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (International Committee of the Red Cross observed); now in force, 0 days",
			"Evacuation, Aleppo: 2016-12-14 resumed (International Committee of the Red Cross announced); now resumed, 0 days"}},
		{"a report says in its own words who announced it", []*story{
			func() *story {
				s := tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "agreed", "2016-12-14", aleppo)
				s.Reading.States[0].AnnouncedBy = "Town Elders"
				return s
			}(),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 agreed (Town Elders announced); now agreed, 0 days"}},
		{"what an official saw himself he observed", []*story{
			func() *story {
				s := tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "violated", "2016-12-14", aleppo, speaker("Army Command"))
				s.Reading.States[0].ObservedBy = "Army Command"
				return s
			}(),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 violated (Army Command observed); now violated, 0 days"}},
		{"no day at all has no age", []*story{
			tells("a", "The Millstone", "").turned("control", "taken", "", aleppo, nobody("residents")),
		}, []string{"Control, Aleppo: taken (residents observed); now , ? days"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sameTimelines(t, c.stories, c.want)
		})
	}
}

// pleads adds a call for help.
func (s *story) pleads(via string, needs []string, where report.Where, hops ...report.Hop) *story {
	span := s.write(fmt.Sprintf("Help us %s in %s %s.", s.own(), where.Name, strings.Join(needs, " ")))
	id := s.attribute(span, report.Witness, hops...)
	s.Reading.Places = append(s.Reading.Places, report.Place{Span: span, Name: where.Name, ID: where.ID, Lat: where.Lat, Lon: where.Lon, Precision: where.Precision, Country: where.Country})
	s.Reading.Calls = append(s.Reading.Calls, report.Call{Statement: id, Who: hops[len(hops)-1].Name, Where: where.Name, Needs: needs, Via: via})
	return s
}

func TestCalls(t *testing.T) {
	nurse := speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic")
	call := func() *story {
		return tells("a", "The Millstone", "2016-12-13").pleads("voicemail", []string{"medical"}, aleppo, nurse)
	}
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"nothing heard since", []*story{call(), tells("z", "Tidewater", "2016-12-20").of(report.Killing, damascus, "2016-12-19")},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 1 times, voicemail medical: last heard 2016-12-13"}},
		{"she spoke again", []*story{call(), tells("b", "Radio Quay", "2016-12-15").of(report.Siege, aleppo, "2016-12-15").says(report.Witness, "We are still here, said the nurse in the cellar.", nurse)},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 1 times, voicemail medical: spoke again 2016-12-15 Nadia Weck (Copper Bell Clinic): last heard 2016-12-15"}},
		{"an evacuation of the city is told beside it, one of another city is not", []*story{call(),
			tells("b", "Radio Quay", "2016-12-15").of(report.Evacuation, aleppo, "2016-12-15"),
			tells("c", "Tidewater", "2016-12-15").of(report.Evacuation, damascus, "2016-12-15")},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 1 times, voicemail medical: evacuation 2016-12-15 Radio Quay: last heard 2016-12-15"}},
		{"aid that came before the call is no answer", []*story{call(), tells("b", "Radio Quay", "2016-12-14").of(report.Aid, aleppo, "2016-12-11")},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 1 times, voicemail medical: last heard 2016-12-13"}},
		{"aid after more than a month is no answer", []*story{call(), tells("b", "Radio Quay", "2017-03-14").of(report.Aid, aleppo, "2017-03-13")},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 1 times, voicemail medical: last heard 2016-12-13"}},
		{"two outlets carry one call", []*story{call(), tells("b", "Radio Quay", "2016-12-13").pleads("", []string{"rescue"}, aleppo, nurse)},
			[]string{"Nadia Weck, Aleppo, 2016-12-13, 2 times, voicemail medical rescue: last heard 2016-12-13"}},
		{"two unnamed callers are not one", []*story{
			tells("a", "The Millstone", "2016-12-13").pleads("", nil, aleppo, nobody("a doctor")),
			tells("b", "Radio Quay", "2016-12-13").pleads("", nil, aleppo, nobody("a doctor"))},
			[]string{"a doctor, Aleppo, 2016-12-13, 1 times, : last heard 2016-12-13", "a doctor, Aleppo, 2016-12-13, 1 times, : last heard 2016-12-13"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]*story{c.stories, backwards(c.stories)} {
				var got []string
				for _, call := range weighed(order...).Calls {
					who, _, _ := strings.Cut(call.Who, " (")
					line := fmt.Sprintf("%s, %s, %s, %d times, %s:", who, call.Where.Name, call.Day, len(call.Words), strings.TrimSpace(call.Via+" "+strings.Join(call.Needs, " ")))
					for _, s := range call.After {
						line += fmt.Sprintf(" %s %s %s:", s.Kind, s.Day, s.By)
					}
					got = append(got, line+" last heard "+call.Last)
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("calls (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestSilences(t *testing.T) {
	watch := speaker("Copper Bell Watch")
	said := func(times ...string) []*story {
		var list []*story
		for i, at := range times {
			list = append(list, tells(fmt.Sprintf("w%d", i), "", at).of(report.Shelling, aleppo, "").says(report.Told, fmt.Sprintf("Bulletin %d of the watch speaks of shells.", i), watch))
		}
		return list
	}
	newest := func(at string) *story { return tells("z", "Tidewater", at) }
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"every six hours, then nothing for two days", append(said("2016-12-10T00:00:00Z", "2016-12-10T06:00:00Z", "2016-12-10T12:00:00Z", "2016-12-10T19:00:00Z"), newest("2016-12-12T19:00:00Z")),
			[]string{"Last heard 10 December 2016, 19:00 UTC, two days before the newest report; usually every six hours (four times), never more than seven hours apart."}},
		{"three times are no rhythm", append(said("2016-12-10T00:00:00Z", "2016-12-10T06:00:00Z", "2016-12-10T12:00:00Z"), newest("2016-12-12T19:00:00Z")), nil},
		{"twice its usual gap is no silence", append(said("2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"), newest("2016-12-15")), nil},
		{"by the day where reports name no hour", append(said("2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"), newest("2016-12-18T10:00:00Z")),
			[]string{"Last heard 13 December 2016, five days before the newest report; usually every day (four times), never more than one day apart."}},
		{"it was silent as long before", append(said("2016-12-01", "2016-12-08", "2016-12-09", "2016-12-10", "2016-12-11"), newest("2016-12-17")), nil},
		{"many reports of one hour are one time", append(said("2016-12-10T00:00:00Z", "2016-12-10T00:10:00Z", "2016-12-10T00:20:00Z", "2016-12-10T00:30:00Z", "2016-12-10T00:40:00Z"), newest("2016-12-12T19:00:00Z")), nil},
		{"one who is still speaking", said("2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range weighed(c.stories...).Silences {
				if s.Source != "source:copper-bell-watch" {
					t.Errorf("silence of %s", s.Source)
				}
				if strings.Contains(s.Reason.String(), "clear") {
					t.Errorf("silence read as an all-clear: %s", s.Reason.String())
				}
				got = append(got, s.Reason.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("silences (-want +got):\n%s", diff)
			}
		})
	}
}

// livelyLedger draws a ledger whose reports also tell of states and carry calls.
func livelyLedger(t *rapid.T) []*story {
	stories := ledger(t)
	for i, s := range stories {
		label := fmt.Sprint(i)
		where := rapid.SampledFrom([]report.Where{aleppo, quarter, farQuarter, damascus, ashkar, ashkarTwo, {}}).Draw(t, "state place "+label)
		who := rapid.SampledFrom([][]report.Hop{nil, {speaker("Army Command")}, {speaker("ICRC")}, {nobody("residents")}, {speakerOf("Ines Calder", "spokeswoman", "Copper Bell Clinic")}}).Draw(t, "state by "+label)
		s.turned(rapid.SampledFrom([]string{"ceasefire", "siege"}).Draw(t, "situation "+label), rapid.SampledFrom([]string{"agreed", "in force", "violated", "ended"}).Draw(t, "state "+label),
			rapid.SampledFrom([]string{"", "2016-12-12", "2016-12-13", "soon"}).Draw(t, "state day "+label), where, who...)
		if len(who) > 0 && rapid.Bool().Draw(t, "plea "+label) {
			s.pleads("", []string{"rescue"}, where, who...)
		}
	}
	return stories
}

func TestWhatEveryWeighingKeeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := livelyLedger(t)
		decisions := someDecisions(t)
		w := weigh.Weigh(items(stories...), decisions)
		shuffled := rapid.Permutation(stories).Draw(t, "order")
		turned := rapid.Permutation(decisions).Draw(t, "order of decisions")
		if diff := cmp.Diff(w, weigh.Weigh(items(shuffled...), turned)); diff != "" {
			t.Fatalf("two orders of the same (-one +other):\n%s", diff)
		}
		sources := make(map[string]bool)
		for _, s := range w.Sources {
			if sources[s.ID] {
				t.Errorf("source %s twice", s.ID)
			}
			sources[s.ID] = true
			if len(s.Reports) == 0 || s.Name == "" || s.Published > len(s.Reports) {
				t.Errorf("source %+v", s)
			}
		}
		var claims, want int
		for _, s := range w.Situations {
			for _, step := range s.Steps {
				if len(step.Claims) == 0 {
					t.Errorf("a step without a claim in %s", s.Title)
				}
				for _, c := range step.Claims {
					claims += 1 + len(c.Same)
					if c.Source != "" && !sources[c.Source] {
						t.Errorf("claim by %s, who is no source", c.Source)
					}
				}
			}
		}
		for _, s := range stories {
			want += len(s.Reading.States)
		}
		if claims != want {
			t.Errorf("%d claims, want every state once: %d", claims, want)
		}
		for _, c := range w.Calls {
			if c.Source != "" && !sources[c.Source] {
				t.Errorf("call of %s, who is no source", c.Source)
			}
			if len(c.Words) == 0 || c.Last < c.Day {
				t.Errorf("call %+v", c)
			}
		}
		for _, h := range w.Hints {
			if h.A == h.B || !sources[h.A] || !sources[h.B] {
				t.Errorf("hint %+v", h)
			}
		}
		for _, in := range w.Incidents {
			checkGraph(t, in)
		}
	})
}

// someDecisions draws decisions on sources and edges that the ledgers may hold.
func someDecisions(t *rapid.T) []report.Decision {
	ids := []string{"source:army-command", "source:lantern-group", "source:copper-bell-watch", "source:harbour-wire", "source:united-nations",
		"source:radio-quay", "source:copper-bell-clinic", "unnamed:residents", "report:r0", "report:r1", "nonsense"}
	var list []report.Decision
	for i := range rapid.IntRange(0, 6).Draw(t, "decisions") {
		label := fmt.Sprint("decision ", i)
		on := rapid.SliceOfN(rapid.SampledFrom(ids), 1, 3).Draw(t, label+" on")
		list = append(list, decision(fmt.Sprint(i), rapid.IntRange(0, 3).Draw(t, label+" hour"),
			rapid.SampledFrom([]report.Act{"merge", "split", "side", "accept", "reject", "grade", "correct"}).Draw(t, label),
			rapid.SampledFrom([]string{"", "edge", "opposition"}).Draw(t, label+" value"), "because", on...))
	}
	return list
}
