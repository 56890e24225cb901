package attribute

import (
	"slices"
	"testing"
)

// Words that name a source without a verb of saying. Each row is a form of its own.
func TestSourcesWithoutAVerb(t *testing.T) {
	for _, c := range []struct {
		name, in, origin, content string
	}{
		{"as per", "Nine people died, as per the police.", "police", "Nine people died"},
		{"per", "Nine people died per police.", "police", "Nine people died"},
		{"in the words of", "Nine people were killed, in the words of the Weavers' Union.", "Weavers' Union", "Nine people were killed"},
		{"on the word of", "On the word of the Weavers' Union, nine people were killed.", "Weavers' Union", "nine people were killed"},
		{"by the account of", "By the account of Amina Yusuf, nine people were shot.", "Amina Yusuf", "nine people were shot"},
		{"in brackets behind the sentence", "Nine people were killed on Monday. (Halden Wire)\n\nThe road is open.", "Halden Wire", "Nine people were killed on Monday"},
		{"in brackets, as the source", "Nine people were killed (source: Weavers' Union).", "Weavers' Union", "Nine people were killed"},
		{"after Source:", "Nine people were killed. Source: Weavers' Union.", "Weavers' Union", "Nine people were killed"},
		{"after Basis:", "14 March, market: 12 killed. Basis: police.", "police", "14 March, market: 12 killed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(c.in, "The Norvik Post")
			var got []string
			for i := range f.Statements {
				st := &f.Statements[i]
				got = append(got, st.Origin().Name+": "+st.Content()[0].In(c.in))
			}
			if want := c.origin + ": " + c.content; !slices.Contains(got, want) {
				t.Errorf("read %q, want %q among them", got, want)
			}
		})
	}
}

// Brackets that hold no source.
func TestBracketsThatNameNoSource(t *testing.T) {
	for _, in := range []string{
		"The bridge was built by the Kordel Lawyers' Forum (KLF).",
		"Nine people were killed (see page four).",
		"He was born in the north (Norvik).",
	} {
		if f := read(in, "The Norvik Post"); len(f.Statements) > 0 {
			t.Errorf("%s: read %q", in, shown(in, f))
		}
	}
}
