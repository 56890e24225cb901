package read_test

import (
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// What a report tells as something that happened, and what is talk of violence that opens no incident.
func TestTalkIsBackground(t *testing.T) {
	tests := []struct {
		name, text string
		happened   bool
	}{
		{"a day and a town", "Gunmen attacked the police post of Binnish on Monday.", true},
		{"a town alone, told in a main clause", "Gunmen attacked the police post of Binnish.", true},
		{"a count alone", "Nine villagers were shot dead, they write.", true},
		{"violence as such", "The minister said that the armed groups must renounce their actions. “Violence has less chance where people are free,” he added.", false},
		{"a programme", "We reject the aggression of the enemies of our people, and we shall end the violence of our time.", false},
		{"a murder that everybody knows", "The court wants the papers by spring. They concern the assassinations, about which much was written.", false},
		{"a quoted witness", "“They shot nine of our neighbours,” a farmer said.", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading := read.Read(report.Report{ID: "r", Text: tt.text, Published: "2016-12-13"})
			happened := false
			for _, e := range reading.Events {
				happened = happened || !e.Background
				if e.Main && e.Background {
					t.Errorf("the main event %s is background", e.ID)
				}
			}
			if happened != tt.happened {
				t.Errorf("got %v, want %v: %+v", happened, tt.happened, reading.Events)
			}
		})
	}
}
