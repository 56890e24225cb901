package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

// made is a document of pages with lines, as the simplest program would write it.
func made(title string, pages ...[]string) string {
	var objects []string
	add := func(format string, args ...any) int {
		objects = append(objects, fmt.Sprintf(format, args...))
		return len(objects)
	}
	add("<</Type/Catalog/Pages 2 0 R>>")
	add("") // the pages, below
	font := add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	info := add("<</Title(%s)/Author(Ada Tarn)>>", title)
	var kids strings.Builder
	for _, lines := range pages {
		var s strings.Builder
		s.WriteString("BT /F1 10 Tf 12 TL 50 780 Td\n")
		for _, line := range lines {
			fmt.Fprintf(&s, "(%s) Tj T*\n", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(line))
		}
		s.WriteString("ET")
		stream := add("<</Length %d>>stream\n%s\nendstream", s.Len(), s.String())
		fmt.Fprintf(&kids, "%d 0 R ", add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>", font, stream))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String())
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, info, start)
	return b.String()
}

const (
	one = "Two people were killed when a shell hit the bridge over the canal on Monday evening, the"
	two = "director of the hospital said."
)

func read(data string) []string {
	var got []string
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			return append(got, problem.Error())
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Title, r.Author, strings.Join(item.Dates, ";"), r.Text}, " | "))
		for _, w := range item.Warnings {
			got = append(got, w.Error())
		}
	}
	return got
}

func TestRead(t *testing.T) {
	head := "The River Office - Statement 7"
	for _, test := range []struct{ name, data, want string }{
		{"lines, and the day in a line of its own", made("The bridge", []string{"13 December 2016", one, two, "The road is closed."}),
			"The bridge | Ada Tarn | 13 December 2016 | 13 December 2016\n\n" + one + " " + two + "\n\nThe road is closed."},
		{"the head of the pages and their numbers", made("", []string{head, "On the bridge", one, "1"}, []string{head, two, "2"}, []string{head, "The road is closed until it is clear who hit the bridge and from where, the governor said.", "3"}),
			"On the bridge | Ada Tarn |  | " + one + " " + two + "\n\nThe road is closed until it is clear who hit the bridge and from where, the governor said."},
		{"the name of a file as its title", made("Microsoft Word - bridge_v2.docx", []string{"On the bridge", one, two}), "On the bridge | Ada Tarn |  | " + one + " " + two},
		{"a word over two lines", made("T", []string{one + " di-", "rector of the hospital said."}), "T | Ada Tarn |  | " + one + " director of the hospital said."},
		{"no words", made("T", nil), "a PDF document without a text layer, most likely scanned pages"},
		{"cut short", made("T", []string{one})[:200], "a PDF document that is broken"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(Format{}).Sniff([]byte(test.data)) {
				t.Fatal("the document is not known as one")
			}
			if diff := cmp.Diff([]string{test.want}, read(test.data)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

// The engine lives on after a document that breaks it, and stops with its caller.
func TestADocumentThatIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, problem := range (Format{}).Read(ctx, strings.NewReader(made("T", []string{one})), format.DefaultLimits()) {
		if problem == nil {
			t.Error("read although nobody waits for it")
		}
	}
	if got := read(made("T", []string{one})); len(got) != 1 || !strings.Contains(got[0], one) {
		t.Errorf("the next one is read as %q", got)
	}
}

func TestArabicThatStandsBackwards(t *testing.T) {
	if !backwards([]string{"ةنيدملا قرش يف ةفيذق تطقس"}) {
		t.Error("backwards is not seen")
	}
	if backwards([]string{"سقطت قذيفة في شرق المدينة", "no Arabic", "مستشفى"}) {
		t.Error("what is right is called backwards")
	}
}

// Whatever lines come out of the engine, putting them together loses no letter that is not furniture, and takes no
// time.
func FuzzParagraphs(f *testing.F) {
	f.Add(one + "\r\n" + two + "\f" + "1")
	f.Fuzz(func(t *testing.T, text string) {
		pages := strings.Split(text, "\f")
		for _, p := range paragraphs(pages[:min(len(pages), 2)]) {
			if strings.TrimSpace(p) == "" {
				t.Error("an empty paragraph")
			}
		}
	})
}
