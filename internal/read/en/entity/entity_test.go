package entity

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

func read(text, publisher string) []report.Entity {
	t := segment.Split(text)
	return New(t, syntax.Find(t), publisher, nil).Cast(nil).Entities()
}

// shown writes each entity as "name (kind, of): the words of its mentions".
func shown(text string, entities []report.Entity) []string {
	var out []string
	for _, e := range entities {
		var words []string
		for _, m := range e.Mentions {
			words = append(words, m.In(text))
		}
		of := ""
		if e.Of != "" {
			of = " of " + e.Of
		}
		out = append(out, fmt.Sprintf("%s%s: %s", e.Name, of, strings.Join(words, " | ")))
	}
	return out
}

func TestEntities(t *testing.T) {
	for _, c := range []struct {
		name, publisher, in string
		want                []string
	}{
		{"letters that the text introduces", "", "The Norvik Records Office (NRO) counted nine dead. NRO published a list. The Office asks for help.", []string{
			"Norvik Records Office: The Norvik Records Office (NRO) | NRO | The Office",
		}},
		{"letters before their name", "", "NRO counted nine dead. The Norvik Records Office published a list.", []string{
			"Norvik Records Office: NRO | The Norvik Records Office",
		}},
		{"a body in another order of words", "", "Russia's Defence Ministry denied it. The Russian Ministry of Defence called it a lie. The ministry gave no proof.", []string{
			"Russian Ministry of Defence: Russia's Defence Ministry | it | The Russian Ministry of Defence | it | The ministry",
			"Russia: Russia",
		}},
		{"a title, a surname, a role, a pronoun", "", "Dr. Karim Orfali ran to the ward. Orfali counted nine dead. The doctor had no blood left. He wept.", []string{
			"Karim Orfali: Dr. Karim Orfali | Orfali | The doctor | He",
		}},
		{"an apposition", "", "Ivo Lenz, a spokesman for the Norvik Relief Council, left the room. He was angry.", []string{
			"Ivo Lenz of Norvik Relief Council: Ivo Lenz | a spokesman for the Norvik Relief Council | He",
			"Norvik Relief Council: the Norvik Relief Council",
		}},
		{"letters after three phrases, one in the other", "", "Staff of the UN Harbour Relief Mission in Orla (HRMO) came. HRMO counted nine dead.", []string{
			"staff of the UN Harbour Relief Mission in Orla of UN Harbour Relief Mission in Orla: Staff of the UN Harbour Relief Mission in Orla (HRMO)",
			"UN Harbour Relief Mission in Orla: the UN Harbour Relief Mission in Orla (HRMO) | HRMO",
		}},
		{"whose spokesman a pronoun says", "", "The Norvik Relief Council (NRC) came to see the villagers. Their spokesman was angry.", []string{
			"Norvik Relief Council: The Norvik Relief Council (NRC) | Their spokesman | Their",
			"villagers: the villagers",
		}},
		{"who heads a body, in a clause after the name", "", "The Norvik Records Office counted nine dead. Ivo Lenz, who heads it, was angry.", []string{
			"Norvik Records Office: The Norvik Records Office | it",
			"Ivo Lenz of Norvik Records Office: Ivo Lenz | who",
		}},
		{"the publisher by its letters", "Norvik Press Service", "Ivo Lenz told NPS that the ward was full.", []string{
			"Ivo Lenz: Ivo Lenz",
			"Norvik Press Service: NPS",
		}},
		{"a capital is a government where it speaks, and a town where something lies in it", "", "Damascus denied it. A shell fell in Damascus.", []string{
			"Syrian government: Damascus | it",
		}},
		{"two people with one role stay two", "", "A doctor in Norvik wept. A doctor in Orla slept.", []string{
			"a doctor in Norvik: A doctor in Norvik",
			"a doctor in Orla: A doctor in Orla",
		}},
		{"a man is not a woman", "", "Mr Lenz met a nurse. She left.", []string{
			"Lenz: Mr Lenz",
			"a nurse: a nurse | She",
		}},
		{"a day, a month and a gas are nobody", "", "Chlorine drifted over the river on Tuesday. It was seen in March.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, shown(c.in, read(c.in, c.publisher))); d != "" {
				t.Error(d)
			}
		})
	}
}

// Whatever the text is: mentions lie in it and in order, no two entities share an ID, and no mention is of two.
func TestMentionsLieInTheText(t *testing.T) {
	words := []string{"Ivo", "Lenz", "the", "The", "ministry", "Ministry", "of", "Health", "he", "she", "it", "they", "said", ",", ".", "(", ")", "NRO", "“", "”", "a", "doctor", "Dr.", "who",
		"spokesman", "for", "’s", "@norvik", "Russia", "group", "\n\n", "é", "1,200", "activists"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(t, "words"), " ")
		ids := map[string]bool{}
		of := map[report.Span]string{}
		for _, e := range read(text, "Norvik Press") {
			if ids[e.ID] || e.ID == "" {
				t.Fatalf("ID %q twice, or none", e.ID)
			}
			ids[e.ID] = true
			last := 0
			for _, m := range e.Mentions {
				if m.Start < last || m.End > len(text) || m.Empty() {
					t.Fatalf("mention %v of %s after %d in %d bytes", m, e.ID, last, len(text))
				}
				last = m.Start
				if other, ok := of[m.Span]; ok && other != e.ID {
					t.Fatalf("mention %v is of %s and of %s", m.Span, other, e.ID)
				}
				of[m.Span] = e.ID
			}
		}
	})
}
