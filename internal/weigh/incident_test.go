package weigh_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// together lists which reports share an incident: "a+b c".
func together(w report.Weighing) string {
	var groups []string
	for _, in := range w.Incidents {
		var ids []string
		for _, e := range in.Events {
			if !slices.Contains(ids, e.Report) {
				ids = append(ids, e.Report)
			}
		}
		slices.Sort(ids)
		groups = append(groups, strings.Join(ids, "+"))
	}
	slices.Sort(groups)
	return strings.Join(groups, " ")
}

func TestSameEvent(t *testing.T) {
	const monday, tuesday, friday = "2016-12-12", "2016-12-13", "2016-12-16"
	for _, c := range []struct {
		name    string
		stories []*story
		want    string
	}{
		{"same place, day and kind", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, aleppo, monday),
		}, "a+b"},
		{"a killing and an execution are one, whoever calls it so", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Execution, aleppo, monday),
		}, "a+b"},
		{"an execution is no air strike", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Execution, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.AirStrike, aleppo, monday),
		}, "a b"},
		{"a killing fits both and joins one: no chain from execution to air strike", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Execution, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, aleppo, monday),
			tells("c", "Radio Quay", tuesday).of(report.AirStrike, aleppo, monday),
		}, "a b+c"},
		{"an evacuation is no killing", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Evacuation, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, aleppo, monday),
		}, "a b"},
		{"a place that no list knows, in whatever country the rest of a report lies", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, report.Where{Name: "Nowhere", Country: "SY"}, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, report.Where{Name: "Nowhere", Country: "LY"}, monday),
		}, "a+b"},
		{"two neighbouring towns that a report names for two strikes", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.AirStrike, ashkar, monday).of(report.AirStrike, respelled, monday),
			tells("b", "The Millstone", tuesday).of(report.AirStrike, respelled, monday),
		}, "a a+b"},
		{"another city", []*story{
			tells("a", "Harbour Wire", friday).of(report.Explosion, damascus, friday),
			tells("b", "The Millstone", friday).of(report.Explosion, aleppo, friday),
		}, "a b"},
		{"same day, namesake town", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, ashkarTwo, monday),
		}, "a b"},
		{"the gazetteer knows the town in one report only", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, report.Where{Name: "Ashkar"}, monday),
		}, "a+b"},
		{"a quarter of the city", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, aleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, quarter, monday),
		}, "a+b"},
		{"two far quarters of one city do not chain through it", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, quarter, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, aleppo, monday),
			tells("c", "Radio Quay", tuesday).of(report.Shelling, farQuarter, monday),
		}, "a+b c"},
		{"the two sides of a divided city are two places", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, eastAleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, westAleppo, monday),
		}, "a b"},
		{"one side of it and the whole city", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, eastAleppo, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, aleppo, monday),
		}, "a+b"},
		{"same town, next day", []*story{
			tells("a", "Harbour Wire", monday).of(report.AirStrike, ashkar, monday).counts("killed", 9, 9, ""),
			tells("b", "The Millstone", tuesday).of(report.AirStrike, ashkar, tuesday).counts("killed", 14, 14, ""),
		}, "a b"},
		{"same town, next day, no figures: nothing shows that it is one", []*story{
			tells("a", "Harbour Wire", monday).of(report.AirStrike, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.AirStrike, ashkar, tuesday),
		}, "a b"},
		{"dated to its day of publication, same telltale figure the day before", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).counts("killed", 82, 82, "civilians"),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, tuesday).counts("killed", 82, 82, "civilians"),
			tells("c", "Radio Quay", tuesday).of(report.Killing, ashkar, tuesday).counts("killed", 30, 30, "civilians"),
		}, "a+b c"},
		{"a small figure is no telltale", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).counts("killed", 2, 2, "civilians"),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, tuesday).counts("killed", 2, 2, "civilians"),
		}, "a b"},
		{"one toll on two days, whoever dates it how, is one event's", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).counts("killed", 82, 82, "civilians"),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, tuesday).counts("killed", 82, 82, "civilians"),
			tells("c", "Radio Quay", friday).of(report.Killing, ashkar, tuesday).counts("killed", 82, 82, "civilians"),
		}, "a+b+c"},
		{"the night before, by a report that names no day", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.AirStrike, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, ""),
		}, "a+b"},
		{"two spellings of one town in the gazetteer", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.Shelling, respelled, monday),
		}, "a+b"},
		{"the province and a town in it", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, inProvince, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, province, monday),
		}, "a+b"},
		{"the province with another toll than the town", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Shelling, inProvince, monday).counts("killed", 9, 9, ""),
			tells("b", "The Millstone", tuesday).of(report.Killing, province, monday).counts("killed", 30, 30, ""),
		}, "a b"},
		{"overlapping days", []*story{
			tells("a", "Harbour Wire", friday).of(report.Shelling, ashkar, "2016-12-12/2016-12-14"),
			tells("b", "The Millstone", friday).of(report.Shelling, ashkar, tuesday),
		}, "a+b"},
		{"two days do not chain through an interval that holds both", []*story{
			tells("a", "Harbour Wire", friday).of(report.Shelling, ashkar, "2016-12-12/2016-12-14"),
			tells("b", "The Millstone", friday).of(report.Shelling, ashkar, monday),
			tells("c", "Radio Quay", friday).of(report.Shelling, ashkar, "2016-12-14"),
		}, "a+b c"},
		{"a whole year meets nothing", []*story{
			tells("a", "Harbour Wire", friday).of(report.Shelling, ashkar, "2016-01-01/2016-12-31"),
			tells("b", "The Millstone", friday).of(report.Shelling, ashkar, tuesday),
		}, "a b"},
		{"a siege and an evacuation some days later are one situation", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Siege, eastAleppo, tuesday),
			tells("b", "The Millstone", friday).of(report.Evacuation, aleppo, friday),
		}, "a+b"},
		{"a situation does not grow beyond a week by chaining", []*story{
			tells("a", "Harbour Wire", "2016-12-01").of(report.Siege, ashkar, "2016-12-01"),
			tells("b", "The Millstone", "2016-12-06").of(report.Siege, ashkar, "2016-12-06"),
			tells("c", "Radio Quay", "2016-12-11").of(report.Siege, ashkar, "2016-12-11"),
		}, "a+b c"},
		{"a country is too large to be a place, unless the figures agree", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.AirStrike, syria, monday),
			tells("b", "The Millstone", tuesday).of(report.AirStrike, syria, monday),
			tells("c", "Radio Quay", tuesday).of(report.AirStrike, syria, monday).counts("killed", 46, 46, ""),
			tells("d", "Kiln Street Post", tuesday).of(report.AirStrike, syria, monday).counts("killed", 46, 46, ""),
		}, "a b c+d"},
		{"a ceasefire of a whole country is one", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Ceasefire, syria, monday),
			tells("b", "The Millstone", friday).of(report.Ceasefire, syria, tuesday),
		}, "a+b"},
		{"without a place, alone", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, report.Where{}, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, report.Where{}, monday),
		}, "a b"},
		{"without a day, the day of publication stands in", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, ""),
			tells("b", "The Millstone", friday).of(report.Killing, ashkar, tuesday),
			tells("c", "Radio Quay", "").of(report.Killing, ashkar, ""),
		}, "a+b c"},
		{"one report's two events stay apart where it counts both", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).counts("killed", 3, 3, "").of(report.AirStrike, ashkar, monday).counts("killed", 4, 4, ""),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, monday),
		}, "a a+b"},
		{"what one report calls a strike and then a killing is one event", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).of(report.AirStrike, ashkar, monday),
			tells("b", "The Millstone", tuesday).of(report.Killing, ashkar, monday),
		}, "a+b"},
		{"one report's two tellings of the same kind, place and day are one", []*story{
			tells("a", "Harbour Wire", tuesday).of(report.Killing, ashkar, monday).of(report.Killing, ashkar, monday),
		}, "a"},
		{"a report of nothing makes no incident", []*story{tells("a", "Harbour Wire", tuesday)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, together(weighed(c.stories...))); diff != "" {
				t.Errorf("incidents (-want +got):\n%s", diff)
			}
		})
	}
}

// What a report dates to no day may be told days after it happened.
func TestWhatNamesNoDayGoesWithTheLastEventOfItsPlace(t *testing.T) {
	for _, c := range []struct {
		name    string
		stories []*story
		want    string
	}{
		{"published three days later", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-15").of(report.Killing, aleppo, "2016-12-15").undated(),
		}, "a+b"},
		{"in whatever order they come", []*story{
			tells("a", "The Millstone", "2016-12-15").of(report.Killing, aleppo, "2016-12-15").undated(),
			tells("b", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
		}, "a+b"},
		{"it names the later day", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-15").of(report.Killing, aleppo, "2016-12-15"),
		}, "a b"},
		{"the tenth day is still one", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-22").of(report.Killing, aleppo, "2016-12-22").undated(),
		}, "a+b"},
		{"the eleventh is not", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-23").of(report.Killing, aleppo, "2016-12-23").undated(),
		}, "a b"},
		{"another place", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-15").of(report.Killing, damascus, "2016-12-15").undated(),
		}, "a b"},
		{"something else", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
			tells("b", "The Millstone", "2016-12-15").of(report.Detention, aleppo, "2016-12-15").undated(),
		}, "a b"},
		{"another number of dead", []*story{
			tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12").counts("killed", 12, 12, ""),
			tells("b", "The Millstone", "2016-12-15").of(report.Killing, aleppo, "2016-12-15").counts("killed", 70, 70, "").undated(),
		}, "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := together(weighed(c.stories...)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestTheKindOfAnIncident(t *testing.T) {
	const monday, tuesday = "2016-12-12", "2016-12-13"
	for _, c := range []struct {
		name  string
		kinds []string
		want  string
	}{
		{"how it was done, not only what came of it", []string{report.Killing, report.Killing, report.AirStrike}, report.AirStrike},
		{"one of four says how", []string{report.Killing, report.Killing, report.Killing, report.AirStrike}, report.Killing},
		{"most of those that say how", []string{report.Killing, report.AirStrike, report.Shelling, report.Shelling}, report.Shelling},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stories []*story
			for i, k := range c.kinds {
				stories = append(stories, tells(string(rune('a'+i)), "Outlet "+string(rune('A'+i)), tuesday).of(k, aleppo, monday))
			}
			w := weighed(stories...)
			if len(w.Incidents) != 1 || w.Incidents[0].Kind != c.want {
				t.Errorf("got %d incidents, the first %q, want %q", len(w.Incidents), w.Incidents[0].Kind, c.want)
			}
		})
	}
}

func TestThePlaceOfAnIncident(t *testing.T) {
	const monday, tuesday = "2016-12-12", "2016-12-13"
	for _, c := range []struct {
		name   string
		places []report.Where
		want   string
	}{
		{"the town, where one of three names it", []report.Where{province, province, inProvince}, "Ashkar"},
		{"the province, where only one of four names the town", []report.Where{province, province, province, inProvince}, "Ashkar Province"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stories []*story
			for i, p := range c.places {
				stories = append(stories, tells(string(rune('a'+i)), "Outlet "+string(rune('A'+i)), tuesday).of(report.Killing, p, monday).counts("killed", 17, 17, "people"))
			}
			w := weighed(stories...)
			if len(w.Incidents) != 1 || w.Incidents[0].Where.Name != c.want {
				t.Errorf("got %d incidents, the first in %q, want %q", len(w.Incidents), w.Incidents[0].Where.Name, c.want)
			}
		})
	}
}

func TestWhatAReportTellsBesideItsMainEvent(t *testing.T) {
	const monday, tuesday = "2016-12-12", "2016-12-13"
	for _, c := range []struct {
		name string
		s    *story
		want int // incidents
	}{
		{"an accident on a day that it names, in another town", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Accident, damascus, monday), 2},
		{"an accident without a day", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Accident, damascus, tuesday).undated(), 1},
		{"violence elsewhere, by nobody's word", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Attack, damascus, monday), 1},
		{"violence elsewhere, by the word of somebody with a name", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Attack, damascus, monday).says(report.Told, "The council said so.", speaker("the council")), 2},
		{"an arrest in an entry of its own", tells("a", "Harbour Wire", tuesday).of(report.Detention, aleppo, monday).of(report.Detention, damascus, monday).entry(), 2},
		{"an entry without a day", tells("a", "Harbour Wire", tuesday).of(report.Detention, aleppo, monday).of(report.Detention, damascus, tuesday).undated().entry(), 1},
		{"a toll without a day", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Attack, damascus, tuesday).counts("killed", 9, 9, "").undated(), 1},
		{"a toll on a day", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Attack, damascus, monday).counts("killed", 9, 9, ""), 2},
		{"people taken in an attack", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Abduction, aleppo, monday).counts("abducted", 9, 9, ""), 1},
		{"people taken elsewhere", tells("a", "Harbour Wire", tuesday).of(report.Killing, aleppo, monday).of(report.Abduction, damascus, monday).counts("abducted", 9, 9, ""), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if w := weighed(c.s); len(w.Incidents) != c.want {
				t.Errorf("got %d incidents, want %d", len(w.Incidents), c.want)
			}
		})
	}
}

// Of two targets that as many reports name, the first in the list of kinds gives the kind, however often it is weighed.
func TestTheKindOfAnAttackOnTwoTargetsIsAlwaysTheSame(t *testing.T) {
	const monday, tuesday = "2016-12-12", "2016-12-13"
	for range 50 {
		school := tells("a", "Outlet A", tuesday).of(report.Attack, aleppo, monday)
		school.event.Target = report.SchoolTarget
		aid := tells("b", "Outlet B", tuesday).of(report.Attack, aleppo, monday)
		aid.event.Target = report.AidTarget
		w := weighed(school, aid)
		if len(w.Incidents) != 1 || w.Incidents[0].Kind != report.AttackAid {
			t.Fatalf("got %d incidents, the first %q, want one of %q", len(w.Incidents), w.Incidents[0].Kind, report.AttackAid)
		}
	}
}

func TestIncidentIsNamedForPeople(t *testing.T) {
	for _, c := range []struct {
		name string
		s    *story
		want string
	}{
		{"one day", tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"), "Killing, Aleppo, 12 December 2016"},
		{"days of one month", tells("a", "Harbour Wire", "2016-12-13").of(report.AirStrike, aleppo, "2016-12-10/2016-12-12"), "Air strike, Aleppo, 10–12 December 2016"},
		{"days of two years", tells("a", "Harbour Wire", "2017-01-03").of(report.Siege, aleppo, "2016-12-30/2017-01-02"), "Siege, Aleppo, 30 December 2016 – 2 January 2017"},
		{"a day that is not said is not made up", tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, ""), "Killing, Aleppo"},
		{"nothing is known", tells("a", "Harbour Wire", "2016-12-13").of("", report.Where{}, ""), "Event"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := weighed(c.s).Incidents[0].Title; got != c.want {
				t.Errorf("title %q, want %q", got, c.want)
			}
		})
	}
}

func TestEveryEventOfAnIncidentIsLinkedWithAReason(t *testing.T) {
	w := weighed(
		tells("a", "Harbour Wire", "2016-12-13").of(report.Killing, aleppo, "2016-12-12").counts("killed", 82, 82, "civilians"),
		tells("b", "The Millstone", "2016-12-13").of(report.Killing, aleppo, "2016-12-12"),
		tells("c", "Radio Quay", "2016-12-13").of(report.Execution, quarter, "2016-12-12"),
		tells("d", "Kiln Street Post", "2016-12-13").of(report.Killing, aleppo, "2016-12-13").counts("killed", 82, 82, "civilians"),
	)
	if len(w.Incidents) != 1 {
		t.Fatalf("%d incidents, want 1", len(w.Incidents))
	}
	want := []report.Link{
		{A: ref("a"), B: ref("b"), Score: 1, Reason: report.InWords("Both tell of a killing in Aleppo on 12 December 2016.")},
		{A: ref("a"), B: ref("c"), Score: 0.64, Reason: report.InWords("One tells of a killing, the other of an execution, in Aleppo and in Bustan al-Qasr, 2.1 km apart, on 12 December 2016.")},
		{A: ref("a"), B: ref("d"), Score: 0.8, Reason: report.InWords("It is dated to the day its report was published and gives the same figure, 82, for the same place as the other for the day before.")},
	}
	got := w.Incidents[0].Links
	for i := range got { // whichever way round a pair stands
		if got[i].A.Report > got[i].B.Report {
			got[i].A, got[i].B = got[i].B, got[i].A
		}
	}
	approx := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
	said := cmp.Comparer(func(a, b report.Reason) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, got, approx, said); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func ref(id string) report.EventRef { return report.EventRef{Report: id, Event: "e1"} }

func TestLinkNamesTheIncidentOfTheMainEvent(t *testing.T) {
	a := tells("a", "Harbour Wire", "2016-12-16").of(report.Evacuation, aleppo, "2016-12-16").of(report.Explosion, damascus, "2016-12-16")
	b := tells("b", "Radio Quay", "2016-12-16").of(report.Explosion, damascus, "2016-12-16")
	c := tells("c", "The Millstone", "2016-12-16").of(report.Evacuation, aleppo, "2016-12-16")
	d := tells("d", "The Millstone", "2016-12-16")
	links := weigh.Link([]report.Reading{a.Reading, b.Reading, c.Reading, d.Reading})
	if links["a"] != links["c"] || links["a"] == links["b"] {
		t.Errorf("links %v: want a with c, b apart", links)
	}
	if links["d"] == "" || links["d"] == links["a"] || links["d"] == links["b"] {
		t.Errorf("links %v: want d, which tells of nothing, alone", links)
	}
	var ids []string
	for _, in := range weighed(a, b, c, d).Incidents {
		ids = append(ids, in.ID)
	}
	for _, id := range []string{links["a"], links["b"]} {
		if !slices.Contains(ids, id) {
			t.Errorf("link names incident %s, weighing has %v", id, ids)
		}
	}
}

func TestIncidentKeepsItsIDWhenReportsAreAdded(t *testing.T) {
	first := tells("m", "Harbour Wire", "2016-12-13T10:00:00Z").of(report.Killing, aleppo, "2016-12-12")
	want := weighed(first).Incidents[0].ID
	later := tells("a", "The Millstone", "2016-12-14").of(report.Execution, aleppo, "2016-12-12")
	agreeing := tells("b", "Radio Quay", "2016-12-12").of(report.Killing, aleppo, "2016-12-12")
	got := weighed(later, first, agreeing).Incidents
	if len(got) != 1 || got[0].ID != want {
		t.Errorf("incidents %+v, want one with ID %s", got, want)
	}
}
