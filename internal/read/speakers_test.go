package read_test

import (
	"slices"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// Who speaks, where the words nearest to a statement do not name them. Each row is one scenario.
func TestWhoSpeaks(t *testing.T) {
	tests := []struct {
		name, publisher, text string
		want                  []string // the origin of each statement
	}{
		{"described first and named next", "",
			"ORLA, June 2 - Nine people were killed in an air strike on Idlib on Monday, a doctor said.\n\n" +
				"Karim Orfali told the agency that thirty people had been hurt.",
			[]string{"Karim Orfali", "Karim Orfali"}},
		{"described first, and somebody else is named next", "",
			"ORLA, June 2 - Nine people were killed in an air strike on Idlib on Monday, a doctor said.\n\n" +
				"Army spokesman Ivo Lenz said that thirty rebels had been killed.",
			[]string{"a doctor", "Ivo Lenz"}},
		{"an official first, and the office next", "",
			"ORLA, June 2 - Nine people died when a house fell down in Idlib on Monday, a county official said.\n\n" +
				"Ivo Lenz, the chief officer for fires of the county, said that thirty people had been hurt.",
			[]string{"Ivo Lenz", "Ivo Lenz"}},
		{"described first, named behind a body in passing", "",
			"ORLA, June 2 - A nurse was killed in an air strike on Idlib on Monday, the man in charge of the clinic said.\n\n" +
				"It was the second strike in a week. One on Friday killed three people, according to the health directorate.\n\n" +
				"“She was in the front room,” Karim Orfali said.",
			[]string{"Karim Orfali", "health directorate", "Karim Orfali"}},
		{"the number put at another", "",
			"Four men were killed in Idlib on Monday. The police put the number at three.",
			[]string{"police"}},
		{"a toll raised", "",
			"The Harbour Monitor raised its toll for Idlib to nine dead on Monday.",
			[]string{"Harbour Monitor"}},
		{"a number lowered", "",
			"The Harbour Monitor lowered the number of dead in Idlib on Monday to nine.",
			[]string{"Harbour Monitor"}},
		{"what kills raises no toll by its word", "",
			"A second blast raised the death toll in Idlib on Monday to nine.",
			nil},
		{"somebody who tells an outlet, with two commas", "",
			"Nine people were killed in Idlib on Monday, the hospital's director, Ruth Ottway, told Radio Quay.",
			[]string{"Ruth Ottway"}},
		{"quoted by an outlet, between commas", "",
			"Nine people were killed in Idlib on Monday, the mayor, quoted by Radio Quay, said.",
			[]string{"mayor"}},
		{"a post by somebody", "",
			"Nine people were killed in Idlib on Monday, says a post by the Harbour Monitor.",
			[]string{"Harbour Monitor"}},
		{"a union is not the police", "",
			"Nine people were killed in Idlib on Monday when police opened fire, the union said.",
			[]string{"union"}},
		{"they put the dead at", "",
			"Prosecutors said seven people were killed in Idlib on Monday. They put the dead in nearby Binnish, shelled a few hours later, at three.",
			[]string{"Prosecutors", "Prosecutors"}},
		{"two in one paragraph are not one", "",
			"Nine people were killed by shells in Idlib on Monday, the mayor said. “That is a lie,” Karim Zeid said.",
			[]string{"mayor", "Karim Zeid"}},
		{"a second source without a verb of its own", "",
			"A convoy was attacked on Monday. The drivers' union spoke of 17 dead and the health bureau of nine.",
			[]string{"drivers' union", "health bureau"}},
		{"both of two", "",
			"Nine people were killed in Idlib on Monday. That is 23 dead in a week according to both the Harbour Monitor and the health ministry.",
			[]string{"Harbour Monitor", "health ministry"}},
		{"by the count of", "",
			"A coach and a lorry met head-on near Idlib on Monday: eight dead, 23 injured, by the count of the national police.",
			[]string{"national police"}},
		{"a message in several quoted paragraphs", "",
			"Voice message, recorded by Dr. Rana Hallaq and sent to colleagues.\n\n“We are alive, all of us. I was standing between two beds.\n\n“Seven of us are cut, I stitched them myself.”",
			[]string{"Rana Hallaq", "Rana Hallaq"}},
		{"a spokesman of somebody else is not the person before", "",
			"The mayor of Orla, Ivo Lenz, said on Monday that nine had died.\n\nThe Kremlin spokesman has said that it strikes military targets only.",
			[]string{"Ivo Lenz", "Kremlin"}},
		{"labels of a transcript are surnames in capitals", "Radio Tern",
			"Police commander Jana Wekesa took questions on Monday.\n\nTERN: How many?\n\n" +
				"WEKESA: One person lost his life in Orla yesterday.\n\nTERN: By whom?\n\nWEKESA: That will be seen by a court.",
			[]string{"Jana Wekesa", "Jana Wekesa"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, st := range read.Read(report.Report{ID: "r", Text: tt.text, Publisher: tt.publisher, Published: "2016-12-13"}).Statements {
				got = append(got, st.Origin().Name)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Whether a report's own words are those of somebody who was there.
func TestOwnVoice(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       report.Hand
	}{
		{"the outlet's reporter saw it", "A Tern reporter who reached Quay Street saw two burnt buses.", report.Witness},
		{"the outlet's correspondent heard it", "Our correspondent at a post above the village heard the last shot at noon.", report.Witness},
		{"somebody else's reporter", "A Gull reporter who reached Quay Street saw two burnt buses.", report.Told},
		{"who told the reporter", "A Tern reporter was told by a driver who saw two burnt buses.", report.Told},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read.Read(report.Report{ID: "r", Text: tt.text, Publisher: "Tern Newswire", Published: "2016-12-13"}).Voice.Hand
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Whether who is quoted claims to have been there.
func TestHands(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       report.Hand
	}{
		{"a hospital on what it got to see", "Nine dead were brought to the ward, the hospital in Orla said.", report.Witness},
		{"an authority of health", "Nine people are dead, the health ministry said.", report.Told},
		{"did it himself", "“I closed the gate,” Ivo Lenz said. He said that he had buried nine of them himself.", report.Witness},
		{"was in the room", "Ivo Lenz said that he had been asleep in the back room.", report.Witness},
		{"was in another town", "Ivo Lenz said that he had been in Brena.", report.Told},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := report.Told
			for _, st := range read.Read(report.Report{ID: "r", Text: tt.text, Published: "2016-12-13"}).Statements {
				if st.Hand == report.Witness {
					got = st.Hand
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A spokesman without a body speaks for the one that spoke right before.
func TestSpokesmanOfWhoeverSpoke(t *testing.T) {
	text := "Four men were killed in Orla on Monday. The police put the number at three. “They met the anger of the crowd,” said spokesman Ivo Lenz.\n\n" +
		"The mayor was shocked. “It is a crime,” said spokesman Karim Orfali."
	want := map[string]string{"police": "", "Ivo Lenz": "police", "Karim Orfali": ""}
	for _, st := range read.Read(report.Report{ID: "r", Text: text, Published: "2016-12-13"}).Statements {
		if of, known := want[st.Origin().Name]; !known || of != st.Origin().Of {
			t.Errorf("%s speaks for %q, want %q", st.Origin().Name, st.Origin().Of, of)
		}
		delete(want, st.Origin().Name)
	}
	if len(want) > 0 {
		t.Errorf("not read: %v", want)
	}
}
