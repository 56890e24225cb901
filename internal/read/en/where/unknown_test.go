package where

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

func TestPlacesThatNoListKnows(t *testing.T) {
	tests := []struct {
		name, title, text string
		names             []string // what the network sees: a kind and a name
		want              []string // name, division and country of the places that no list knows
	}{
		{"a village with its province", "", "Shells fell on the village of Vortelash in Idlib province.", []string{"place Vortelash"}, []string{"Vortelash Idlib SY"}},
		{"a name that nothing is put at", "", "Vortelash said that it would not comment.", []string{"place Vortelash"}, nil},
		{"once located, every mention counts", "", "Vortelash was quiet. Later shells fell in Vortelash.", []string{"place Vortelash", "place Vortelash"}, []string{"Vortelash  ", "Vortelash  "}},
		{"a hashtag of a place named elsewhere", "", "#Vortelash is under fire. They fled from the village of Vortelash.", []string{"place Vortelash"}, []string{"Vortelash  ", "Vortelash  "}},
		{"a landmark behind the name", "", "Vortelash airport was shelled.", []string{"place Vortelash"}, []string{"Vortelash  "}},
		{"an acronym is no village", "", "The doctors of the UNVM in UNVM said so.", []string{"place UNVM", "place UNVM"}, nil},
		{"a place that the list knows stays as it is", "", "Shells fell in Idlib.", []string{"place Idlib"}, nil},
		{"the country stands for the division where nothing else does", "", "In Syria, shells fell in Vortelash.", []string{"place Vortelash"}, []string{"Vortelash  SY"}},
		{"what only a place has, without the network", "", "The mayor of Vortelash rang us.", nil, []string{"Vortelash  "}},
		{"and against the network", "", "The market of Vortelash burned.", []string{"body Vortelash"}, []string{"Vortelash  "}},
		{"a name that could be anybody's", "", "They heard from Vortelash.", nil, nil},
		{"people on their way", "", "They walked all night from Vortelash. Nobody stayed near Vortelash.", nil, []string{"Vortelash  ", "Vortelash  "}},
		{"the road to somewhere", "", "Five died on the Vortelash road.", nil, []string{"Vortelash  "}},
		{"a place after a comma", "", "1/3 Vortelash, Idlib, on Sunday.", nil, []string{"Vortelash Idlib SY"}},
		{"a person before a comma", "", "Karim Vortelash, Idlib, on Sunday.", []string{"person Karim Vortelash"}, nil},
		{"a dateline", "", "VORTELASH, Syria, May 3 (Orlen Wire) - Four people died.", nil, []string{"Vortelash  SY"}},
		{"somebody who speaks", "", "VORTELASH: I count what I read.\n\nIn VORTELASH: nothing.", nil, nil},
		{"the head of an item where others are places", "", "1. Homs. Calm.\n2. Vortelash. Shelled.\n3. Aleppo. Calm.", nil, []string{"Vortelash  SY"}},
		{"the title says what it is", "Shells fall in Vortelash", "Vortelash is calm, who left Vortelash says.", nil, []string{"Vortelash  ", "Vortelash  "}},
		{"a title before a name", "", "In Idlib General Vortelash died. He met Judge Vortelash in Vortelash.", nil, nil},
		{"somebody's surname", "", "Karim Vortelash died. They heard from Vortelash in Idlib.", []string{"person Karim Vortelash"}, nil},
		{"a body that ends like one", "", "Four died in the Vortelash Brigade.", []string{"place Vortelash Brigade"}, nil},
		{"an armed group", "", "The village near the Daesh stronghold was shelled.", nil, nil},
		{"a people is no village", "", "Four died in Russian-held areas.", nil, nil},
		{"a capital behind a place", "", "Four died in Vortelash Market.", []string{"place Vortelash Market"}, []string{"Vortelash  "}},
		{"an Arabic article", "", "A shell hit the field hospital of al-Vortelash. We left al-Vortelash.", nil, []string{"al-Vortelash  ", "al-Vortelash  "}},
		{"beside a place in a list", "", "They fled to Idlib and Vortelash. They are in Vortelash.", nil, []string{"Vortelash Idlib SY", "Vortelash Idlib SY"}},
	}
	kinds := map[string]NameKind{"place": OfPlace, "person": OfPerson, "body": OfBody}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := segment.Split(tt.text)
			var names []Name
			from := 0
			for _, n := range tt.names {
				kind, n, _ := strings.Cut(n, " ")
				at := from + strings.Index(tt.text[from:], n)
				names = append(names, Name{report.Span{Start: at, End: at + len(n)}, kinds[kind]})
				from = at + len(n)
			}
			known := Find(text)
			var got []string
			last := 0
			for _, p := range Named(gazetteer.Load(), text, tt.title, known, names) {
				if p.Start < last {
					t.Errorf("%s is out of order, or overlaps", p.Name)
				}
				last = p.End
				if p.ID == "" {
					got = append(got, strings.Join([]string{p.Name, p.Admin1, p.Country}, " "))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlacesBearTheNamesTheReportWrites(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"the report's spelling", "Shells fell in Hama.", "Hama"},
		{"the one used most", "Shells fell in Saraqib. A road to Saraqeb is open. Nobody is left in Saraqeb.", "Saraqeb"},
		{"capitals are set back", "SHELLS FELL IN SARAQIB, SYRIA.", "Saraqib"},
		{"a country keeps its name", "Talks on the U.S. went on in the United States.", "United States"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			places := Find(segment.Split(tt.text))
			if len(places) == 0 {
				t.Fatal("no place")
			}
			if got := places[0].Name; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
