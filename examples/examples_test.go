package examples_test

import (
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"firsthand/examples"
)

func each(t *testing.T, do func(name, content string)) {
	t.Helper()
	reports := examples.Reports()
	names, err := fs.Glob(reports, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(reports, name)
		if err != nil {
			t.Fatal(err)
		}
		do(name, string(b))
	}
}

// A reader of the folder finds out what each example shows, and no row tells of one that has gone.
func TestREADMETellsOfEveryExample(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]bool)
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(b), -1) {
		rows[m[1]] = true
	}
	each(t, func(name, _ string) {
		if !rows[name] {
			t.Errorf("README.md does not say what %s shows", name)
		}
		delete(rows, name)
	})
	for name := range rows {
		t.Errorf("README.md tells of %s, which is not there", name)
	}
}

// The outlets are invented, and so are their addresses: none of them can be anybody's.
func TestEveryAddressIsReserved(t *testing.T) {
	address := regexp.MustCompile(`https?://[^\s"'<>]+`)
	each(t, func(name, content string) {
		found := address.FindAllString(content, -1)
		if len(found) == 0 {
			t.Errorf("%s has no address", name)
		}
		for _, a := range found {
			u, err := url.Parse(a)
			if err != nil || !strings.HasSuffix(u.Hostname(), ".example") {
				t.Errorf("%s: %s is not an address under .example (%v)", name, a, err)
			}
		}
	})
}
