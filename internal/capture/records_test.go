package capture

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

func TestParseLine(t *testing.T) {
	line := `{"id":"r 7","text":"They\nleft.","title":"A  title\n","publisher":"The Courier","published":"13 Dec 2016","url":"https://c.example/1","lang":"en_GB","author":"A. Writer","likes":[1]}`
	want := report.Report{
		ID: "r 7", Text: "They\nleft.", Title: "A title", Publisher: "The Courier", Published: "2016-12-13", URL: "https://c.example/1", Lang: "en-GB",
		Author: "A. Writer", Original: report.DigestOf([]byte(line)), MediaType: "application/json",
	}
	got, err := ParseLine([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestParseLineWithoutIDNamesTheReport(t *testing.T) {
	line := []byte(`{"text":"They left.","publisher":"The Courier"}`)
	got, err := ParseLine(line)
	if err != nil {
		t.Fatal(err)
	}
	if want := report.NewID(report.DigestOf(line), "The Courier", "", ""); got.Report.ID != want {
		t.Errorf("id is %q, want %q", got.Report.ID, want)
	}
}

func TestLinesThatAreTakenAsTheyAre(t *testing.T) {
	for _, test := range []struct{ name, line, text string }{
		{"white space around", " \t{\"text\" : \"a\"} ", "a"},
		{"members that are null", `{"text":"a","title":null,"url":null}`, "a"},
		{"escaped letters", `{"text":"\u0642\u0627\u0644 \ud83d\ude00"}`, "قال 😀"},
		{"controls that the sender escaped", `{"text":"a\u0092b\u001bc"}`, "a\u0092b\u001bc"},
		{"a replacement character that the sender wrote", `{"text":"a \ufffd"}`, "a \ufffd"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseLine([]byte(test.line))
			if err != nil || got.Report.Text != test.text {
				t.Errorf("text is %q, %v; want %q", got.Report.Text, err, test.text)
			}
		})
	}
}

// One line in, one line out: a report of which only the title is left is still a report. A file of reports to be kept
// has none such.
func TestALineWithAnIDNeedsNoText(t *testing.T) {
	for name, line := range map[string]string{
		"no text":      `{"id":"r7","title":"Bridge closed"}`,
		"a null text":  `{"id":"r7","title":"Bridge closed","text":null}`,
		"a blank text": `{"id":"r7","title":"Bridge closed","text":" \n"}`,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseLine([]byte(line))
			if err != nil || got.Report.ID != "r7" || got.Report.Title != "Bridge closed" {
				t.Errorf("report is %+v, %v; want r7 with its title", got, err)
			}
			if _, err := Bytes("a.ndjson", []byte(line), Meta{}, DefaultLimits()); !errors.Is(err, format.ErrEmpty) {
				t.Errorf("captured to be kept, the error is %v, want %v", err, format.ErrEmpty)
			}
		})
	}
}

func TestLinesThatAreRefused(t *testing.T) {
	for _, test := range []struct {
		name, line string
		kind       error
		message    string
	}{
		{"neither text nor id", `{"title":"a"}`, format.ErrEmpty, `it has no "text"`},
		{"a blank text and no id", `{"text":" \n"}`, format.ErrEmpty, `it has no "text"`},
		{"names in another case", `{"Text":"a"}`, format.ErrEmpty, `it has no "text"`},
		{"nothing", ``, format.ErrForm, "not JSON after byte 0"},
		{"cut short", `{"text":"a"`, format.ErrForm, "not JSON after byte 11"},
		{"something after it", `{"text":"a"} {}`, format.ErrForm, "not JSON after byte 13"},
		{"a list", `["a"]`, format.ErrForm, "not a JSON object"},
		{"a string", `"a"`, format.ErrForm, "not a JSON object"},
		{"a number for a string", `{"text":"a","title":7}`, format.ErrForm, `its "title" is not a string`},
		{"a text in pieces", `{"text":["a","b"]}`, format.ErrForm, `its "text" is not a string`},
		{"a member twice", `{"text":"a","text":"b"}`, format.ErrForm, "a member stands in it twice"},
		{"half a pair of surrogates", `{"text":"a\ud83d"}`, format.ErrForm, "not JSON after byte"},
		{"a null", `{"text":"a\u0000b"}`, format.ErrKind, `its "text" holds the character U+0000`},
		{"not UTF-8", "{\"text\":\"caf\xe9\"}", format.ErrEncoding, "not UTF-8, as JSON must be"},
		{"a title as long as a text", `{"text":"a","title":"` + strings.Repeat("a", 5000) + `"}`, format.ErrTooLarge, "its title is longer than 4096 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ParseLine([]byte(test.line))
			if !errors.Is(err, test.kind) || !strings.HasPrefix(err.Error(), test.message) {
				t.Errorf("error is %v, want %q", err, test.message)
			}
			if problem, ok := err.(*Error); !ok || problem.Hint == "" {
				t.Error("the error has no hint")
			}
		})
	}
}

// What other programs call the members, and how they write them, is understood; what is not is named once in a file.
func TestMembersByOtherNames(t *testing.T) {
	for _, test := range []struct {
		name, line string
		want       report.Report
	}{
		{"other names", `{"content":"a","date":"13 Dec 2016","source":"The Courier","link":"https://c.example/1","headline":"H","language":"English"}`,
			report.Report{Text: "a", Published: "2016-12-13", Publisher: "The Courier", URL: "https://c.example/1", Title: "H", Lang: "en"}},
		{"the first name counts", `{"body":"b","text":"a","content":"c"}`, report.Report{Text: "a"}},
		{"numbers", `{"id":7,"text":"a","published":1481625000}`, report.Report{ID: "7", Text: "a", Published: "2016-12-13T10:30:00Z"}},
		{"names in objects and lists", `{"text":"a","source":{"id":null,"name":"The Courier"},"author":[{"name":"A. Writer"},"B. Other"]}`,
			report.Report{Text: "a", Publisher: "The Courier", Author: "A. Writer, B. Other"}},
		{"a source that is an address", `{"text":"a","source":"https://www.courier.example/1"}`,
			report.Report{Text: "a", Publisher: "courier.example", URL: "https://www.courier.example/1"}},
		{"days told from the capture", `{"text":"a","date":"2 days ago","retrieved_at":"2016-12-15T10:00:00Z"}`,
			report.Report{Text: "a", Published: "2016-12-13", Capture: report.Capture{At: time.Date(2016, 12, 15, 10, 0, 0, 0, time.UTC)}}},
		{"the order that the language tells", `{"text":"a","date":"05/04/2018","lang":"ru"}`, report.Report{Text: "a", Published: "2018-04-05", Lang: "ru"}},
		{"the order that the host tells", `{"text":"a","date":"05/04/2018","url":"https://paper.example.co.uk/a"}`,
			report.Report{Text: "a", Published: "2018-04-05", URL: "https://paper.example.co.uk/a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseLine([]byte(test.line))
			if err != nil || len(got.Warnings) > 0 {
				t.Fatal(err, got.Warnings)
			}
			test.want.MediaType, test.want.Original = "application/json", got.Report.Original
			if test.want.ID == "" {
				got.Report.ID = ""
			}
			if diff := cmp.Diff(test.want, got.Report); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnknownMembersAreNamedOnce(t *testing.T) {
	items, err := Bytes("in", []byte(`{"text":"a","likes":1}`+"\n"+`{"text":"b","likes":2,"shares":3,"He said so":1}`+"\n"+`{"text":"c","shares":2}`), Meta{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range items {
		for _, w := range item.Warnings {
			got = append(got, w.Error())
		}
	}
	want := []string{
		"in: line 1: what is not understood in it is kept in the original and not read: likes",
		"in: line 2: what is not understood in it is kept in the original and not read: a member whose name is no plain word, shares",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// The reports of a list are parts of one original.
func TestAListOfReports(t *testing.T) {
	data := "[{\"text\":\"a\"},\n {\"text\":\"b\"}, 7,\n\n{\"text\":\"c\"}]"
	items, err := Bytes("in", []byte(data), Meta{}, DefaultLimits())
	if err == nil || err.Error() != "in: line 2: not a JSON object" {
		t.Errorf("error is %v", err)
	}
	var parts []string
	for _, item := range items {
		checkItem(t, item)
		parts = append(parts, item.Report.Part)
		if string(item.Original) != data {
			t.Error("the original is not the file")
		}
	}
	if diff := cmp.Diff([]string{"item 1", "item 2", "item 4"}, parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

// collect reads all of a sequence.
func collect(seq func(yield func(Item, error) bool)) (texts []string, errs []string) {
	for item, err := range seq {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		texts = append(texts, item.Report.Text)
	}
	return texts, errs
}

func TestRecords(t *testing.T) {
	items, err := Bytes("dir/in.ndjson", []byte("\ufeff{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\", \"id\":\"kept?\"}\n{\"text\":\"c\"} "), Meta{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var originals []string
	for _, item := range items {
		checkItem(t, item)
		originals = append(originals, string(item.Original))
		if item.Report.Name != "in.ndjson" {
			t.Errorf("name is %q, want the base name of the file", item.Report.Name)
		}
	}
	if diff := cmp.Diff([]string{`{"text":"a"}`, `{"text":"b", "id":"kept?"}`, `{"text":"c"} `}, originals); diff != "" {
		t.Errorf("originals (-want +got):\n%s", diff)
	}
}

func TestABadLineDoesNotEndTheFile(t *testing.T) {
	items, err := Bytes("in", []byte("{\"text\":\"a\"}\n{\"text\":\n\n{\"text\":\"b\"}\nwords\n"), Meta{}, DefaultLimits())
	if len(items) != 2 {
		t.Errorf("got %d items, want the two good lines", len(items))
	}
	want := "in: line 2: not JSON after byte 8\nin: line 5: not JSON after byte 0"
	if err == nil || err.Error() != want {
		t.Errorf("error is %v, want %q", err, want)
	}
	if !errors.Is(err, format.ErrForm) {
		t.Errorf("error is %v, want one of %q", err, format.ErrForm)
	}
}

func TestAFirstLineThatIsBadDoesNotEndTheFile(t *testing.T) {
	items, err := Bytes("in", []byte("{\"text\":\n{\"text\":\"b\"}\n"), Meta{}, DefaultLimits())
	if len(items) != 1 || err == nil {
		t.Errorf("got %d items and error %v, want one and an error", len(items), err)
	}
}

func TestBadLinesNeverEndAFile(t *testing.T) {
	items, err := Bytes("in", []byte("{\"text\":\"a\"}\n"+strings.Repeat("words\n", 1000)+"{\"text\":\"b\"}\n"), Meta{}, DefaultLimits())
	if n := strings.Count(err.Error(), "\n") + 1; n != 1000 || len(items) != 2 {
		t.Errorf("%d errors and %d items, want one for each bad line, and the good lines", n, len(items))
	}
}

func TestLongLines(t *testing.T) {
	lim := DefaultLimits()
	lim.Line = 100_000
	text := func(n int) string { return `{"text":"` + strings.Repeat("a", n-len(`{"text":""}`)) + `"}` }
	in := text(100_000) + "\n" + text(100_001) + "\r\n" + text(100_000) + "\r\n" + text(300_000) + "\n" + text(20)
	items, err := Bytes("in", []byte(in), Meta{}, lim)
	if len(items) != 3 {
		t.Errorf("got %d items, want 3", len(items))
	}
	if want := "in: line 2: longer than 100000 bytes\nin: line 4: longer than 100000 bytes"; err == nil || err.Error() != want {
		t.Errorf("error is %v, want %q", err, want)
	}
}

// A file of lines has no limit on its size, only on that of a line.
func TestManyLinesAreReadAsTheyCome(t *testing.T) {
	lim := DefaultLimits()
	lim.Original = 1000
	c, problem := newCapturer(Meta{}, lim)
	if problem != nil {
		t.Fatal(problem)
	}
	in := iotest.OneByteReader(strings.NewReader(strings.Repeat("{\"text\":\"a\"}\n", 1000)))
	texts, errs := collect(c.document("in", in))
	if len(texts) != 1000 || len(errs) != 0 {
		t.Errorf("got %d items and errors %q, want 1000 and none", len(texts), errs)
	}
}

func TestAReaderThatFails(t *testing.T) {
	lim := DefaultLimits()
	lim.Original = 20
	c, problem := newCapturer(Meta{}, lim)
	if problem != nil {
		t.Fatal(problem)
	}
	in := io.MultiReader(strings.NewReader("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), iotest.ErrReader(errors.New("the disk is gone")))
	texts, errs := collect(c.document("in", in))
	if diff := cmp.Diff([]string{"a", "b"}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"in: line 3: the disk is gone"}, errs); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"b","published":"2016-12-13","lang":"ar"}`))
	f.Add([]byte(`{"text":"\ud83d\ude00"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		item, err := ParseLine(line)
		r := item.Report
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Errorf("error is a %T", err)
			}
			return
		}
		if r.ID == "" {
			t.Error("a report without a name")
		}
		if format.Blank(r.Text) {
			return // known by its id alone, and never kept
		}
		r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
		checkItem(t, Item{Report: r, Original: line})
	})
}

func BenchmarkRecords(b *testing.B) {
	var in bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&in, `{"id":"%d","publisher":"The Courier","published":"2016-12-13T09:30:00Z","url":"https://c.example/%d","text":"%s"}`+"\n", i, i, strings.Repeat(english+" ", 16))
	}
	b.SetBytes(int64(in.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if items, err := Bytes("in", in.Bytes(), Meta{}, DefaultLimits()); err != nil || len(items) != 1000 {
			b.Fatal(len(items), err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
