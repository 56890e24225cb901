package gazetteer

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Aleppo":            "aleppo",
		"Ḩamāh":             "hamah",
		"‘Afrīn":            "afrin",
		"Deir ez-Zor":       "deir ez zor",
		"St. Mary’s":        "st marys",
		"Saint-Étienne":     "st etienne",
		"Mount Vernon":      "mt vernon",
		"Montreal":          "montreal",
		"U.S.A.":            "usa",
		"Łódź":              "lodz",
		"Straße":            "strasse",
		"İstanbul":          "istanbul",
		"إدلب":              "ادلب",
		"الرقّة":            "الرقه",
		"  New   York , NY": "new york ny",
		"—":                 "",
		"":                  "",
	} {
		if got := string(AppendFold(nil, in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFoldGoesOn(t *testing.T) {
	b := AppendFold(nil, "Bustan")
	if got := string(AppendFold(b, "al-Qasr")); got != "bustan al qasr" {
		t.Errorf("%q", got)
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := AppendFold(nil, rapid.String().Draw(t, "name"))
		if !utf8.Valid(once) {
			t.Fatalf("%q is not UTF-8", once)
		}
		if twice := AppendFold(nil, string(once)); string(twice) != string(once) {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"salihin", "saleheen", "al salhin", "as salihien"},
		{"qusayr", "al qusair", "kusayr", "qusseir"},
		{"khan shaykhun", "khan sheikhoun", "khan shaikhun"},
		{"hasakah", "al hassakeh", "hasaka"},
	} {
		want := string(Skeleton(nil, []byte(same[0])))
		if want == "" {
			t.Fatalf("%s has no skeleton", same[0])
		}
		for _, s := range same[1:] {
			if got := string(Skeleton(nil, []byte(s))); got != want {
				t.Errorf("%s: %q, but %s: %q", s, got, same[0], want)
			}
		}
	}
	for _, none := range []string{"", "al", "homa", "duma", "حلب"} {
		if got := Skeleton(nil, []byte(none)); len(got) > 0 {
			t.Errorf("%s: %q", none, got)
		}
	}
	if a, b := Skeleton(nil, []byte("khalid")), Skeleton(nil, []byte("ghalid")); string(a) == string(b) {
		t.Error("kh and gh are one")
	}
}

func TestTied(t *testing.T) {
	for name, want := range map[string]string{
		"shajarah": "shajara", "al shajara": "al shajarah", "harasteh": "haraste", "homs": "", "hama": "", "حماه": "",
	} {
		if got := string(AppendTied(nil, []byte(name))); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestArticles(t *testing.T) {
	for in, want := range map[string]string{"el bab": "al bab", "bustan el qasr": "bustan al qasr", "deir az zor": "deir al zor", "aleppo": "", "al": "", "alma ata": ""} {
		if got := string(AppendArticles(nil, []byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
