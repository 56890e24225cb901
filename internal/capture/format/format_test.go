package format

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A panic in a parser becomes the error of one report.
func TestGuard(t *testing.T) {
	item, problem := Guard(func() (Item, *Error) { panic("out of range") })
	if problem == nil || item.Original != nil || strings.Contains(problem.Error(), "out of range") {
		t.Errorf("got item %v, error %v", item, problem)
	}
}

// A sequence that panics ends with an error; what came before it stays.
func TestGuardedSequence(t *testing.T) {
	failing := func(yield func(Item, *Error) bool) {
		yield(Item{Line: 1}, nil)
		panic("out of range")
	}
	var lines []int
	var problems int
	for item, problem := range Guarded(failing) {
		if problem != nil {
			problems++
			continue
		}
		lines = append(lines, item.Line)
	}
	if len(lines) != 1 || problems != 1 {
		t.Errorf("got items %v and %d errors, want one of each", lines, problems)
	}
	for range Guarded(failing) {
		break // and one that is left early does not go on
	}
}

// A panic of whoever takes the items is theirs.
func TestGuardedLeavesOtherPanics(t *testing.T) {
	defer func() {
		if recover() != "mine" {
			t.Error("the panic was taken away")
		}
	}()
	for range Guarded(One(func() (Item, *Error) { return Item{}, nil })) {
		panic("mine")
	}
}

// The reader of lines cuts as bytes.Split does, whatever the bytes and however they come.
func TestLinesAreCutAtLineFeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.SampledFrom([]byte("ab\r\n"))).Draw(t, "data")
		var want []string
		for _, line := range bytes.SplitAfter(data, []byte("\n")) {
			if len(line) > 0 {
				want = append(want, string(trimLineEnd(line)))
			}
		}
		var got []string
		lines := NewLines(iotest.HalfReader(bytes.NewReader(data)), 1000)
		for {
			line, number, err := lines.Next()
			if err == io.EOF {
				break
			}
			if err != nil || number != len(got)+1 {
				t.Fatalf("line %d after %d lines, error %v", number, len(got), err)
			}
			got = append(got, string(line))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
	})
}

// A page's encoding is the first of those it declares that its bytes can be in; one that is declared without thought is
// believed only where the letters look like it.
func TestThePageIsInAnEncodingThatItDeclares(t *testing.T) {
	const padding = "<!-- -->"
	for _, test := range []struct{ name, page, want, charset string }{
		{"the only one", `<meta charset=iso-8859-1><p>Z` + "\xfc" + `rich`, "Zürich", "windows-1252"},
		{"after one that an archive added", `<meta charset=utf-8>` + strings.Repeat(padding, 300) + `<meta charset="windows-1250"><p>` + "zag\xb3osowa\xb3", "zagłosował", "windows-1250"},
		{"of several bytes", `<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>` + "\xbb\xb0\xbe\xe7", "话剧", "gbk"},
		{"windows-1252 over letters that follow each other", `<meta charset=windows-1252><p>` + strings.Repeat("\xd0\xc2\xbb\xaa\xcd\xf8", 40), "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, name, damaged, problem := DecodePage([]byte(test.page))
			if test.want == "" {
				if problem == nil && !damaged {
					t.Errorf("read as %s: %q", name, text)
				}
				return
			}
			if problem != nil || damaged || name != test.charset || !strings.HasSuffix(text, test.want) {
				t.Errorf("read as %s: %q, error %v", name, text, problem)
			}
		})
	}
}
