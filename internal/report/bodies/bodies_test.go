package bodies

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/report"
)

func TestTheListIsWhole(t *testing.T) {
	all, err := parse(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 200 {
		t.Fatalf("%d bodies", len(all))
	}
	for _, b := range all {
		if b.Reads == "" && b.Family == "" && b.Kind == "" {
			t.Errorf("nobody makes anything of %q", b.Name)
		}
	}
}

// A name that means one body in texts means no other among sources.
func TestNamesMeanOneBody(t *testing.T) {
	of := map[string]Body{}
	for _, b := range All() {
		for _, name := range b.Sources {
			of[report.SourceID(name)] = b
		}
	}
	for _, b := range All() {
		for _, name := range append([]string{b.Name}, b.Texts...) {
			if o, ok := of[report.SourceID(name)]; ok && o.Name != b.Name {
				t.Logf("%q is %q in texts and a name of %q among sources", name, b.Name, o.Name)
				if o.Family != "United Nations" { // whose organs are read each for itself
					t.Fail()
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, b := range All() {
		if b.Name != "United Nations" {
			continue
		}
		names := b.Names()
		if !slices.Contains(names, "UNO") || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, "*") }) {
			t.Errorf("names of the United Nations: %q", names)
		}
		return
	}
	t.Error("the United Nations are not in the list")
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"too many columns", "A\t\t\t\t\t\t\t\t", "line 1 has 9 columns, want 8 at most"},
		{"an empty name", "# names\nA\tbody\tb; ;c", "line 2 has an empty name"},
		{"no name", "\tbody", "line 1 has no name"},
		{"a body twice", "A\tbody\nA\tagency", `line 2: "A" stands in two lines`},
		{"a name of sources twice", "A\t\t\tA\tA\tx\nB\t\t\tB\tB\tThe X", `line 2: "The X" stands in two places`},
		{"read as nothing", "A\tpoet", `line 1: nothing is read as "poet"`},
		{"a kind nobody knows", "A\tbody\t\t\t\t\tpoet", `line 1: "poet" is no kind of source`},
		{"a family without names", "A\tbody\t\tA\tA", "line 1: a family, what is shown and names of sources go together"},
		{"a family that shows nothing", "A\tbody\t\tA\t\tx", "line 1: a family, what is shown and names of sources go together"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parse(c.file); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
