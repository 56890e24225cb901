package subtitle

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"firsthand/internal/capture/format"
)

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"SubRip", "1\r\n00:00:01,000 --> 00:00:04,000\r\nWe stood in line\r\n\r\n2\r\n00:00:04,000 --> 00:00:07,500\r\nwhen the shell hit. I saw two\r\n\r\n3\r\n00:00:07,500 --> 00:00:09,000\r\npeople lying in the street.\r\n",
			"We stood in line when the shell hit. I saw two people lying in the street."},
		{"a new speaker", "1\n00:00:01,000 --> 00:00:02,000\nI saw it.\n\n2\n00:00:02,000 --> 00:00:04,000\n>> INTERVIEWER: Who told you\nthat?\n", "I saw it.\n\n>> INTERVIEWER: Who told you that?"},
		{"a silence", "1\n00:00:01,000 --> 00:00:02,000\nI saw it.\n\n2\n00:00:09,000 --> 00:00:10,000\nThen it was quiet.\n", "I saw it.\n\nThen it was quiet."},
		{"styles", "1\n00:00:01,000 --> 00:00:02,000\n<i>I saw</i> {\\an8}it.\n", "I saw it."},
		{"WebVTT with a note, names of cues and voices", "WEBVTT - interview\n\nNOTE not said\n\nfirst\n00:01.000 --> 00:02.000 align:start\n<v Ada Tarn>I saw it.\n\n00:02.000 --> 00:03.000\n<v.loud Ben>You <00:02.500>did?</v>\n",
			"Ada Tarn: I saw it.\n\nBen: You did?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(Format{}).Sniff([]byte(test.data)) {
				t.Fatal("the subtitles are not known as such")
			}
			for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(test.data), format.DefaultLimits()) {
				if problem != nil || item.Report.Text != test.want {
					t.Errorf("text is %q, %v; want %q", item.Report.Text, problem, test.want)
				}
			}
		})
	}
}

func TestWhatIsNone(t *testing.T) {
	for _, data := range []string{"WEBVTTED", "1\nThe bridge was closed at 00:00:01,000 --> no.", "12\n", "", "a\n00:00:01,000 --> 00:00:02,000\n"} {
		if (Format{}).Sniff([]byte(data)) {
			t.Errorf("%q is taken for subtitles", data)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("1\n00:00:01,000 --> 00:00:04,000\nWe <b>stood</b>\n"))
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), format.DefaultLimits()) {
			if problem == nil && len(item.Report.Text) > 2*len(data)+2 {
				t.Error("more words than bytes")
			}
		}
	})
}
