package whatsapp

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

// chat reads a chat as "number sender day: text".
func chat(t *testing.T, data string) (lines []string, order date.Order) {
	t.Helper()
	if !(Format{}).Sniff([]byte(data)[:min(len(data), format.HeadSize)]) {
		t.Fatal("the chat is not known as one")
	}
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			t.Fatal(problem)
		}
		day, err := date.Reader{Order: item.Order}.Parse(item.Report.Published)
		if err != nil {
			day = "?"
		}
		lines = append(lines, item.Report.Part+" "+item.Report.Author+" "+day+": "+item.Report.Text)
		order = item.Order
	}
	return lines, order
}

func TestTheFormsOfTelephones(t *testing.T) {
	for _, test := range []struct{ name, data string }{
		{"iOS in Britain", "[13/12/2016, 09:30:15] Rooftop: Shells."},
		{"iOS in America", "\u200e[12/13/16, 9:30:15\u202fPM] Rooftop: Shells."},
		{"iOS in Germany", "[13.12.16, 09:30:15] Rooftop: Shells."},
		{"iOS in Sweden", "[2016-12-13, 09:30:15] Rooftop: Shells."},
		{"iOS in Arabic", "[١٣/١٢/٢٠١٦، ٩:٣٠:١٥ م] Rooftop: Shells."},
		{"Android in Britain", "13/12/2016, 09:30 - Rooftop: Shells."},
		{"Android in America", "12/13/16, 9:30 PM - Rooftop: Shells."},
		{"Android in France", "13/12/2016 à 09:30 - Rooftop: Shells."},
		{"Android in Spain", "13/12/16 9:30 p.\u00a0m. - Rooftop: Shells."},
		{"Android in Turkey", "13.12.2016 09:30 - Rooftop: Shells."},
		{"Android in Russia", "13.12.2016, 09:30 - Rooftop: Shells."},
		{"Android in Finland", "13.12.2016 klo 9.30 - Rooftop: Shells."},
		{"Android in China", "2016/12/13 下午9:30 - Rooftop: Shells."},
		{"Android in Iran", "۲۰۱۶/۱۲/۱۳،\u200f ۹:۳۰ - Rooftop: Shells."},
		{"Android in the Netherlands", "13-12-2016 09:30 - Rooftop: Shells."},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _ := chat(t, test.data+"\r\n")
			if diff := cmp.Diff([]string{"message 1 Rooftop 2016-12-13: Shells."}, got); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAChat(t *testing.T) {
	got, _ := chat(t, "12/13/16, 09:30 - Messages and calls are end-to-end encrypted.\n"+
		"12/13/16, 09:31 - Rooftop: Two shells\nin our street.\n\nNow.\n"+
		"12/13/16, 09:32 - Lens: <Media omitted>\n"+
		"12/13/16, 09:33 - Lens: This message was deleted\n"+
		"12/13/16, 09:34 - +44 20 7946 0000: They said: go.\n")
	want := []string{"message 2 Rooftop 2016-12-13: Two shells\nin our street.\n\nNow.", "message 5 +44 20 7946 0000 2016-12-13: They said: go."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func TestTheOrderOfDayAndMonth(t *testing.T) {
	for _, test := range []struct {
		name string
		days []string
		want date.Order
	}{
		{"a number over 12, first", []string{"5/4/18", "25/4/18"}, date.DayFirst},
		{"a number over 12, second", []string{"4/5/18", "4/25/18"}, date.MonthFirst},
		{"days that would go back", []string{"10/4/18", "11/4/18", "2/5/18"}, date.DayFirst},
		{"months that would go back", []string{"4/10/18", "4/11/18", "5/2/18"}, date.MonthFirst},
		{"nothing that tells", []string{"5/4/18", "6/4/18"}, date.Unknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			for _, day := range test.days {
				b.WriteString(day + ", 09:30 - Rooftop: Shells.\n")
			}
			if _, order := chat(t, b.String()); order != test.want {
				t.Errorf("order is %v, want %v", order, test.want)
			}
		})
	}
}

// archive packs files as a telephone does.
func archive(t testing.TB, files map[string]string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnArchive(t *testing.T) {
	got, _ := chat(t, archive(t, map[string]string{"_chat.txt": "[13/12/2016, 09:30:15] Rooftop: Shells.\n", "00001-PHOTO.jpg": "\xff\xd8"}))
	if diff := cmp.Diff([]string{"message 1 Rooftop 2016-12-13: Shells."}, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

// A small archive that unpacks to something huge is refused before it is unpacked.
func TestAnArchiveThatWouldFillTheMachine(t *testing.T) {
	lim := format.DefaultLimits()
	lim.Original = 1 << 20
	data := archive(t, map[string]string{"_chat.txt": strings.Repeat("[13/12/2016, 09:30:15] Rooftop: Shells.\n", 100_000)})
	for _, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), lim) {
		if problem == nil || !strings.Contains(problem.Error(), "larger than") {
			t.Errorf("error is %v", problem)
		}
	}
}

func TestWhatIsNoChat(t *testing.T) {
	for _, data := range []string{"On 13/12/2016, 09:30 - nobody came.", "13/12/2016", "[Aleppo, Tuesday] We hear shells.", "2016-12-13 The bridge was closed.", "PK\x03\x04 word/document.xml", ""} {
		if (Format{}).Sniff([]byte(data)) {
			t.Errorf("%q is taken for a chat", data)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("[13/12/2016, 09:30:15] Rooftop: Shells.\nmore\n12/13/16, 9:30 PM - Lens: <Media omitted>\n"))
	f.Add([]byte(archive(f, map[string]string{"_chat.txt": "13.12.16, 09:30 - A: b"})))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && (item.Report.Part == "" || format.Blank(item.Report.Text)) {
				t.Error("a message without its number, or without words")
			}
		}
	})
}
