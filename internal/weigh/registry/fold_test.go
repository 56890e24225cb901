package registry

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// called makes a name of the first of some names, with the others for its spellings; a leading "@" makes it an outlet.
func called(all ...string) *Name {
	first, outlet := strings.CutPrefix(all[0], "@")
	n := &Name{Key: "source:" + report.SourceID(first), Names: map[string]bool{first: true}, Also: map[string]bool{}, Roles: map[string]bool{}, Outlet: outlet}
	for _, also := range all[1:] {
		if role, ok := strings.CutPrefix(also, "role:"); ok {
			n.Roles[role] = true
		} else {
			n.Also[also] = true
		}
	}
	return n
}

func TestFolds(t *testing.T) {
	for _, c := range []struct {
		name  string
		names []*Name
		want  map[string]string // from, to
	}{
		{"word order and small words", []*Name{called("Ministry of Health"), called("the health ministry")}, map[string]string{"ministry-of-health": "health-ministry"}},
		{"spelling", []*Name{called("Norland Defence Ministry"), called("Norland Ministry of Defense")}, map[string]string{"norland-ministry-of-defense": "norland-defence-ministry"}},
		{"marks on letters", []*Name{called("Réseau Quai"), called("Reseau Quai")}, map[string]string{"réseau-quai": "reseau-quai"}},
		{"titles", []*Name{called("Dr. Ada Orlin"), called("Ada Orlin")}, map[string]string{"dr-ada-orlin": "ada-orlin"}},
		{"descriptions", []*Name{called("@news agency Quillfort"), called("@Quillfort")}, map[string]string{"quillfort": "news-agency-quillfort"}},
		{"country and adjective", []*Name{called("Norland's army"), called("Norlandish army")}, map[string]string{"norlands-army": "norlandish-army"}},
		{"country and another country's adjective", []*Name{called("Norland's army"), called("Morlandish army")}, nil},
		{"an acronym of one name", []*Name{called("Harbour Relief Committee"), called("HRC")}, map[string]string{"hrc": "harbour-relief-committee"}},
		{"an acronym of two names", []*Name{called("Harbour Relief Committee"), called("Hill Rescue Corps"), called("HRC")}, nil},
		{"an acronym not in capitals", []*Name{called("Harbour Relief Committee"), called("Hrc")}, nil},
		{"an acronym with the words of an agency", []*Name{called("@Quay News Agency"), called("@QNA")}, map[string]string{"qna": "quay-news-agency"}},
		{"an acronym that a report gives", []*Name{called("Body of the Hills", "BOTH"), called("BOTH")}, map[string]string{"both": "body-of-the-hills"}},
		{"an outlet's short name", []*Name{called("@Meridian Quay Press"), called("@Meridian")}, map[string]string{"meridian": "meridian-quay-press"}},
		{"a place that begins an outlet's name", []*Name{called("@Ashkar Courier"), called("Ashkar")}, nil},
		{"two outlets of one word", []*Name{called("@Meridian Press"), called("@Meridian Post Courier"), called("@Meridian")}, nil},
		{"a surname", []*Name{called("Nadia Weck"), called("Weck")}, map[string]string{"weck": "nadia-weck"}},
		{"a surname of two", []*Name{called("Nadia Weck"), called("Ada Weck"), called("Weck")}, nil},
		{"a surname with another role", []*Name{called("Nadia Weck", "role:nurse"), called("Weck", "role:baker")}, nil},
		{"a surname with one role of two in common", []*Name{called("Nadia Weck", "role:nurse", "role:witness"), called("Weck", "role:nurse")},
			map[string]string{"weck": "nadia-weck"}},
		{"a surname of three letters", []*Name{called("Nadia Wek"), called("Wek")}, nil},
		{"a surname of four", []*Name{called("Nadia Weko"), called("Weko")}, map[string]string{"weko": "nadia-weko"}},
		{"a name without its middle", []*Name{called("Nadia Orlin Weck"), called("Nadia Weck")}, map[string]string{"nadia-weck": "nadia-orlin-weck"}},
		{"a name and an outlet that has it", []*Name{called("@Nadia Weck News Courier"), called("Nadia Weck")}, nil},
		{"a surname that an outlet has, too", []*Name{called("Nadia Weck"), called("@Courier Weck"), called("Weck")}, nil},
		{"a surname at the end of five words", []*Name{called("One Two Three Four Weck"), called("Weck")}, nil},
		{"a country and its adjective, from four letters", []*Name{called("Moru army"), called("Moruan army")}, map[string]string{"moruan-army": "moru-army"}},
		{"not from three", []*Name{called("Mor army"), called("Moran army")}, nil},
		{"initials without the first word, of four", []*Name{called("Free Harbour Relief and Rescue Committee"), called("HRRC")},
			map[string]string{"hrrc": "free-harbour-relief-and-rescue-committee"}},
		{"a first name", []*Name{called("Nadia Weck"), called("Nadia")}, nil},
		{"a body without its town", []*Name{called("Ashkar health directorate"), called("health directorate")}, map[string]string{"health-directorate": "ashkar-health-directorate"}},
		{"a body of two towns", []*Name{called("Ashkar health directorate"), called("Tolm health directorate"), called("health directorate")}, nil},
		{"the army, where there is one", []*Name{called("Norlandish army"), called("army")}, map[string]string{"army": "norlandish-army"}},
		{"a clinic in a longer name is no body", []*Name{called("Copper Bell"), called("Copper Bell Council Clinic")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			backwards := slices.Clone(c.names)
			slices.Reverse(backwards)
			for _, order := range [][]*Name{c.names, backwards} {
				got := make(map[string]string)
				for from, fold := range Folds(order) {
					got[strings.TrimPrefix(from, "source:")] = strings.TrimPrefix(fold.To, "source:")
					if words := fold.Reason.String(); words == fold.Reason.Code || words == "" {
						t.Errorf("%s: the reason %q has no words", from, fold.Reason.Code)
					}
				}
				want := c.want
				if want == nil {
					want = map[string]string{}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("folds (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// A well-known body is folded into nothing, and chains of folds end at one source.
func TestFoldsEndAtOneSource(t *testing.T) {
	known := called("Quay Observatory")
	known.Known = true
	names := []*Name{known, called("the Quay Observatory"), called("QUAY Observatory, Dr."), called("Observatory of the Quay")}
	folds := Folds(names)
	if _, ok := folds[known.Key]; ok {
		t.Error("a well-known body became another")
	}
	for from, fold := range maps.All(folds) {
		if _, further := folds[fold.To]; further {
			t.Errorf("%s is %s, which is another again", from, fold.To)
		}
	}
}

func TestNamesOfBodies(t *testing.T) {
	for name, want := range map[string][2]bool{ // an institution, written like a name
		"health ministry":                    {true, false},
		"the regional health bureau":         {true, false},
		"regional prosecutors":               {true, false},
		"army":                               {true, false},
		"ministry":                           {false, false},
		"an official in the ministry":        {false, false},
		"sources in the ministry":            {false, false},
		"activists":                          {false, false},
		"a nurse in the city":                {false, false},
		"Sahel Monitor for Quays":            {false, true},
		"General Staff of the Armies":        {true, true},
		"One Resident":                       {false, false},
		"Reuters":                            {false, false},
		"the Harbour Relief Committee (HRC)": {false, true},
		"Nadia Weck":                         {false, true},
		"the Weck":                           {false, false},
	} {
		if got := [2]bool{Institution(name), Proper(name)}; got != want {
			t.Errorf("%q: institution %t, proper %t; want %v", name, got[0], got[1], want)
		}
	}
}

func TestBodiesWhoseHeadsSpeakForThem(t *testing.T) {
	for name, want := range map[string]bool{"Copper Bell hospital": true, "the hospital": true, "hospital": false, "a porter": false, "health ministry": true} {
		if got := Body(name); got != want {
			t.Errorf("%q is a body: %t", name, got)
		}
	}
}

func FuzzFormOf(f *testing.F) {
	f.Add("The Ministry of Health’s spokesman (HRC)")
	f.Add("' s")
	f.Fuzz(func(t *testing.T, name string) {
		form := FormOf(name)
		if len(form.tokens) == 0 != (form.key == "") {
			t.Errorf("%q: words %q, key %q", name, form.tokens, form.key)
		}
		Institution(name)
		Proper(name)
	})
}
