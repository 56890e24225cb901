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
		{"who is quoted by another", "Radio Delta quoted Colonel Obi as saying nine rebels were killed.", "Colonel Obi", "nine rebels were killed"},
		{"so says", "Nine people died, so say the police.", "police", "Nine people died"},
		{"as somebody tells it", "As the Weavers Union tells it, nine people died.", "Weavers Union", "nine people died"},
		{"made it known", "The Weavers Union made it known that nine people had died.", "Weavers Union", "nine people had died"},
		{"learned from", "Nine people died, we learned from the Weavers Union.", "Weavers Union", "Nine people died"},
		{"a list that holds", "The Weavers Union's list holds nine dead.", "Weavers Union", "nine dead"},
		{"a count by somebody", "A count by the Weavers Union found nine dead.", "Weavers Union", "nine dead"},
		{"a bare number", "Nobody agrees on the dead. The hospital speaks of two.", "hospital", "two"},
		{"a label that names a body", "Weavers Union: nine people killed in the raid.", "Weavers Union", "nine people killed in the raid."},
		{"a label that is an account", "@delta_watch: nine killed at the bridge", "@delta_watch", "nine killed at the bridge"},
		{"behind a quotation", "“They shot nine people in the yard.” – Amina Yusuf, nurse", "Amina Yusuf", "They shot nine people in the yard."},
		{"a quotation below the name of its speaker", "Ilyas Demir drove the second lorry. He lay in the ditch.\n\n“They came from both sides of the road.”",
			"Ilyas Demir", "They came from both sides of the road."},
		{"seen", "Amina Yusuf, a nurse, counted nine bodies in the yard.", "Amina Yusuf", "nine bodies in the yard"},
		{"behind the verb, in a headline's words", "Eleven villagers killed on Monday, says the mayor of Norvik.", "mayor of Norvik", "Eleven villagers killed on Monday"},
		{"ranks in a row", "Lt. Col. Moussa Diarra said the road was cut.", "Moussa Diarra", "the road was cut"},
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

// What people do to each other is no word of theirs.
func TestDeedsAttributeNothing(t *testing.T) {
	for _, in := range []string{"Gunmen attacked the village of Tombo on Monday.", "Rebels shelled the northern quarter before dawn."} {
		if f := read(in, "The Norvik Post"); len(f.Statements) > 0 {
			t.Errorf("%s: read %q", in, shown(in, f))
		}
	}
}
