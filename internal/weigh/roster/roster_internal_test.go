package roster

import "testing"

func TestSourcesFileErrors(t *testing.T) {
	if _, err := parseSources(sourcesFile); err != nil {
		t.Errorf("the embedded file: %v", err)
	}
	for _, c := range []struct{ name, file, want string }{
		{"a column is missing", "name\tmonitor", "line 1 has 2 columns, want 3"},
		{"a kind nobody knows", "# kinds\nname\tpoet\tA", `line 2: "poet" is no kind of source`},
		{"an empty name", "name\tmonitor\tA; ;B", "line 1 has an empty name"},
		{"about nothing known", "age\tmonitor\tA", `line 1 is about "age", want name, of or word`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseSources(c.file); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}
