package report

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestReasonsAreSaidInEnglish(t *testing.T) {
	names := []string{"A", "B", "C", "D", "E"}
	for _, c := range []struct {
		name   string
		reason Reason
		want   string
	}{
		{"none", Reason{}, ""},
		{"an analyst's own words", InWords("we rang {1}"), "we rang {1}"},
		{"a conclusion first", Led("82", Because("tally.only")), "82: the only figure, from one origin."},
		{"the conclusion left out", Led("82", Because("tally.only")).Bare(), "the only figure, from one origin."},
		{"one of a noun", Because("basis.all", 1), "all one report"},
		{"a few", Because("basis.all", 3), "all three reports"},
		{"many, in digits", Because("basis.all", 1200), "all 1,200 reports"},
		{"two names", Because("remark.denied", names[:2]), " A and B denied it."},
		{"four names", Because("remark.denied", names[:4]), " A, B, C and D denied it."},
		{"five names", Because("remark.denied", names), " A, B, C and two others denied it."},
		{"a reason in a reason", Because("tally.range", Led("3 to 5", Because("tally.only"))),
			"No best figure: the one best supported is a range. 3 to 5: the only figure, from one origin."},
		{"a code that no catalogue has", Because("tally.moon"), "tally.moon"},
		{"an argument too few", Because("fog.via", "activists"), "activists via "},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.reason.String(); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
	if strings.Join(names, "") != "ABCDE" {
		t.Error("a list of names was changed by saying it")
	}
}

func TestAReasonIsItsWordsInJSON(t *testing.T) {
	b, err := json.Marshal(Grade{Value: "weak", Reason: Led("weak", Because("tally.only"))})
	if want := `{"value":"weak","reason":"weak: the only figure, from one origin."}`; err != nil || string(b) != want {
		t.Fatalf("%s, %v, want %s", b, err, want)
	}
	var g Grade
	if err := json.Unmarshal(b, &g); err != nil || g.Reason.String() != "weak: the only figure, from one origin." {
		t.Errorf("back: %+v, %v", g, err)
	}
}

// Every catalogue has the codes of the English one, and each template as many arguments.
func TestCataloguesAgree(t *testing.T) {
	files, err := os.ReadDir("catalogue")
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{\d+`)
	for _, f := range files {
		c, err := CatalogueIn(strings.TrimSuffix(f.Name(), filepath.Ext(f.Name())))
		if err != nil {
			t.Errorf("%s: %v", f.Name(), err)
			continue
		}
		for code, words := range English().words {
			if n, m := len(place.FindAllString(words, -1)), len(place.FindAllString(c.words[code], -1)); n != m {
				t.Errorf("%s: %q speaks of %d things, the English words of %d", f.Name(), code, m, n)
			}
		}
	}
	for _, file := range []string{"a code and no tab", "twice\tx\ntwice\ty"} {
		if _, err := parseCatalogue(file); err == nil {
			t.Errorf("%q is read as a catalogue", file)
		}
	}
	if _, err := CatalogueIn("xx"); err == nil {
		t.Error("there is a catalogue in no language")
	}
}

// Every code that the program gives as it stands is in the catalogue: otherwise a page would show the code.
func TestEveryCodeHasItsWords(t *testing.T) {
	given := regexp.MustCompile(`report\.Because\("([^"]+)"(\+?)`)
	found := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range given.FindAllStringSubmatch(string(file), -1) {
			found++
			if m[2] == "" && English().Say(Because(m[1])) == m[1] {
				t.Errorf("%s gives the reason %q, which the catalogue lacks", name, m[1])
			}
		}
		return nil
	})
	if err != nil || found < 50 {
		t.Fatalf("found %d codes, %v: this test looks in the wrong place", found, err)
	}
}

func TestWhatACatalogueWrites(t *testing.T) {
	day := func(from, to string) Days { return Days{Start: from, End: to} }
	for _, c := range []struct {
		template string
		arg      any
		want     string
	}{
		{"{1#day}", int64(3), "three days"},
		{"{1#day}", int64(1), "one day"},
		{"{1:day}", int64(3), "3 days"},
		{"{1:day}", int64(1), "one day"},
		{"{1^}.", "over", "Over."},
		{"{1^}.", "", "."},
		{"{1^}", []Reason{Because("words.same"), Because("words.published")}, "Same place; published on the same day"},
		{"{1}", day("2016-12-12", "2016-12-12"), "12 December 2016"},
		{"{1}", day("2016-12-12", ""), "12 December 2016"},
		{"{1}", day("2016-12-14", "2016-12-16"), "14–16 December 2016"},
		{"{1}", day("2016-11-30", "2016-12-02"), "30 November – 2 December 2016"},
		{"{1}", day("2016-12-30", "2017-01-02"), "30 December 2016 – 2 January 2017"},
		{"{1}", day("some day", ""), "some day"},
	} {
		words := map[string]string{"x": c.template}
		for code, template := range English().words {
			words[code] = template
		}
		if got := (&Catalogue{words: words}).Say(Because("x", c.arg)); got != c.want {
			t.Errorf("%s of %v: %q, want %q", c.template, c.arg, got, c.want)
		}
	}
}
