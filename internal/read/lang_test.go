package read_test

import (
	"encoding/json"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

const arabicText = "قالت منظمة رصد إن 82 مدنيا قتلوا في حلب يوم الاثنين.\n\nولم يتسن التحقق من ذلك."

// A report in a language without a pack says that it was not read. It never looks like one that attributes nothing.
func TestALanguageThatIsNotRead(t *testing.T) {
	tests := []struct{ name, told, text, want string }{
		{"nobody told", "", arabicText, "Arabic is not read yet"},
		{"told", "ar", arabicText, "Arabic is not read yet"},
		{"told wrong", "en", arabicText, "Arabic is not read yet"},
		{"another language", "", "Совет сообщил, что в городе никого не было.", "Russian is not read yet"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := read.Read(report.Report{ID: "a", Text: tt.text, Lang: tt.told, Publisher: "Halden Wire", Published: "2016-12-13"})
			if r.Unread == nil || r.Unread.Why != report.NoPack || r.Unread.Words != tt.want {
				t.Fatalf("unread: %+v, want %q", r.Unread, tt.want)
			}
			if len(r.Statements) > 0 || len(r.Figures) > 0 || len(r.Events) > 0 || r.Voice.Hand != report.UnknownHand {
				t.Errorf("something was read: %+v", r)
			}
			if len(r.Terms) == 0 || len(r.Sketch) == 0 {
				t.Error("it cannot be found again by its words, or as a copy")
			}
			raw, err := json.Marshal(r)
			if err != nil || strings.Contains(string(raw), "null") {
				t.Errorf("%s, %v", raw, err)
			}
		})
	}
}

func TestEnglishIsRead(t *testing.T) {
	for _, told := range []string{"", "en", "en-GB", "ar"} {
		r := read.Read(report.Report{ID: "a", Text: "The council said that the mill in Norvik was burning and that nobody was inside.", Lang: told})
		if r.Unread != nil || r.Lang != "en" || len(r.Statements) != 1 {
			t.Errorf("told %q: %+v", told, r)
		}
	}
}
