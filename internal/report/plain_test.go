package report

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSpans(t *testing.T) {
	const text = "né à Alep"
	for _, tt := range []struct {
		span  Span
		valid bool
		words string
	}{
		{Span{0, 3}, true, "né"},
		{Span{0, len(text)}, true, text},
		{Span{len(text) - 1, len(text)}, true, "p"},
		{Span{0, 2}, false, ""}, // ends within é
		{Span{2, 3}, false, ""}, // begins within é
		{Span{1, 1}, false, ""},
		{Span{3, 1}, false, ""},
		{Span{-1, 3}, false, ""},
		{Span{0, len(text) + 1}, false, ""},
	} {
		if got := tt.span.Valid(text); got != tt.valid {
			t.Errorf("%v valid: %v", tt.span, got)
		}
		if got := tt.span.In(text); got != tt.words {
			t.Errorf("%v is %q, want %q", tt.span, got, tt.words)
		}
	}
	if got := (Span{3, 7}).Len(); got != 4 {
		t.Errorf("length %d", got)
	}
}

func TestSpansBesideEachOther(t *testing.T) {
	s := Span{3, 7}
	for _, tt := range []struct {
		other            Span
		covers, overlaps bool
	}{
		{Span{3, 7}, true, true},
		{Span{4, 6}, true, true},
		{Span{2, 7}, false, true},
		{Span{3, 8}, false, true},
		{Span{1, 3}, false, false}, // touches it
		{Span{7, 9}, false, false},
		{Span{6, 9}, false, true},
	} {
		if got := s.Covers(tt.other); got != tt.covers {
			t.Errorf("%v covers %v: %v", s, tt.other, got)
		}
		if got := s.Overlaps(tt.other); got != tt.overlaps || tt.other.Overlaps(s) != got {
			t.Errorf("%v overlaps %v: %v", s, tt.other, got)
		}
	}
	if got := Hull([]Span{{5, 6}, {2, 4}, {3, 9}}); got != (Span{2, 9}) {
		t.Errorf("hull %v", got)
	}
	if got := Hull([]Span{{5, 6}}); got != (Span{5, 6}) {
		t.Errorf("hull of one %v", got)
	}
	if got := Hull(nil); got != (Span{}) {
		t.Errorf("hull of none %v", got)
	}
}

func TestSourceID(t *testing.T) {
	for name, want := range map[string]string{
		"The Syrian Observatory":  "syrian-observatory",
		"the":                     "the",
		"An-Nahar":                "nahar",
		"a Beirut paper":          "beirut-paper",
		"  U.N.  human--rights! ": "un-human-rights",
		"Doctors’ Union":          "doctors-union",
		"O'Hara, D.":              "ohara-d",
		"@quill_7":                "quill-7",
		"المرصد السوري":           "المرصد-السوري",
		"Nur al-Dīn":              "nur-al-dīn",
		"":                        "",
		"!?":                      "",
	} {
		if got := SourceID(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestDigests(t *testing.T) {
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" // FIPS 180-4, of no bytes
	d := DigestOf(nil)
	if d.String() != empty || d.IsZero() || !(Digest{}).IsZero() || (Digest{}).String() != "" {
		t.Errorf("digest of nothing is %s", d)
	}
	if back, err := ParseDigest(empty); err != nil || back != d {
		t.Errorf("read back %s, error %v", back, err)
	}
	for _, bad := range []string{"", empty[1:], empty + "0", strings.ToUpper(empty), "/" + empty[1:], ":" + empty[1:], "`" + empty[1:], empty[1:] + "g"} {
		if _, err := ParseDigest(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if _, err := ParseDigest("xy" + empty[2:]); err == nil || !strings.Contains(err.Error(), "character 1 ") {
		t.Errorf("error %v", err)
	}
	for _, want := range []Digest{d, {}} {
		raw, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got := Digest{1}
		if err := json.Unmarshal(raw, &got); err != nil || got != want {
			t.Errorf("%s came back as %s, error %v", raw, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`"0"`), &d); err == nil {
		t.Error("one digit was read")
	}
}

func TestWhatAReadingHolds(t *testing.T) {
	var none Reading
	if none.MainEvent() != nil || none.Statements != nil {
		t.Error("an empty reading has a main event")
	}
	two := Reading{Events: []Event{{ID: "e1"}, {ID: "e2"}}}
	if got := two.MainEvent(); got == nil || got.ID != "e1" {
		t.Errorf("without a mark the main event is %v", got)
	}
	two.Events[1].Main = true
	if got := two.MainEvent(); got == nil || got.ID != "e2" {
		t.Errorf("the main event is %v", got)
	}

	st := Statement{Hops: []Hop{{Name: "outer", Content: []Span{{0, 9}}}, {Name: "inner", Content: []Span{{4, 9}}}}}
	if st.Origin().Name != "inner" || len(st.Content()) != 1 || st.Content()[0] != (Span{4, 9}) {
		t.Errorf("origin %v, content %v", st.Origin(), st.Content())
	}
	if got := (Statement{}); got.Origin().Name != "" || got.Content() != nil {
		t.Error("a statement without hops has an origin")
	}
	if !(Days{}).IsZero() || (Days{Start: "2016-12-13"}).IsZero() || !(Where{}).IsZero() || (Where{Name: "Aleppo"}).IsZero() || (Where{ID: "geonames:1"}).IsZero() {
		t.Error("what is known is taken for unknown, or the other way round")
	}
}
