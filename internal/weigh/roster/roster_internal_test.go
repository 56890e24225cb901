package roster

import "testing"

func TestSourcesFileErrors(t *testing.T) {
	if _, err := parseSources(sourcesFile); err != nil {
		t.Errorf("the embedded file: %v", err)
	}
	for _, c := range []struct{ name, file, want string }{
		{"a column is missing", "monitor", "line 1 has no tab"},
		{"a kind nobody knows", "# kinds\npoet\tA", `line 2: "poet" is no kind of source`},
		{"an empty word", "monitor\tA; ;B", "line 1 has an empty word"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseSources(c.file); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}
