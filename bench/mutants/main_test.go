package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Each sort of fault is put in once, at the bytes that it is about, and nowhere else.
func TestMutantsOfAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	source := `package a

import "fmt"

const most = 6
const share = 0.6

func f(a, b int) bool {
	if a < b && !(a == 3) {
		fmt.Println(a)
	}
	return min(a, b) > 0 || cmp.Compare(a, b) == 0
}
`
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := mutantsIn(file)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range found {
		got = append(got, m.String())
		if source[m.start:m.end] != m.was {
			t.Errorf("%s: stands at other bytes", m)
		}
	}
	want := []string{
		"a.go:5 (values): 6 → (6+1)", "a.go:6 (values): 0.6 → (0.6*1.02)",
		"a.go:9 f: a < b && !(a == 3) → false && (a < b && !(a == 3))", "a.go:9 f: a < b && !(a == 3) → true || (a < b && !(a == 3))",
		"a.go:9 f: && → ||", "a.go:9 f: < → <=", "a.go:9 f: < → >", "a.go:9 f: ! → ", "a.go:9 f: == → !=", "a.go:9 f: 3 → (3+1)",
		"a.go:10 f: fmt.Println(a) → ",
		"a.go:12 f: || → &&", "a.go:12 f: > → >=", "a.go:12 f: > → <", "a.go:12 f: min → max", "a.go:12 f: 0 → (0+1)",
		"a.go:12 f: == → !=", "a.go:12 f: a, b → b, a", "a.go:12 f: 0 → (0+1)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
