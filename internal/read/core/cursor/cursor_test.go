package cursor

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

const text = "The army did not shell the town's market. It was hit by rebels, residents said."

func TestTokens(t *testing.T) {
	x := segment.Split(text)
	c := On(x)
	at := func(w string) int {
		return slices.IndexFunc(x.Tokens, func(k segment.Token) bool { return x.Raw[k.Start:k.End] == w })
	}
	shell, it, by := at("shell"), at("It"), at("by")

	for _, i := range []int{-1, len(x.Tokens)} {
		if c.Has(i) || c.Word(i) != "" || c.Fold(i) != "" || c.Is(i, "") || c.Small(i) || c.After(i, 9, "the") >= 0 || c.Before(i, 9, "the") >= 0 || c.SameSentence(i, 0) {
			t.Errorf("something stands at token %d", i)
		}
	}
	if !c.Is(it, "they", "it") || c.Is(it, "It") || c.Word(it) != "It" || c.Fold(it) != "it" || c.Small(it) || !c.Small(shell) {
		t.Error("\"It\" is not what stands there")
	}
	if got := c.After(shell, 2, "town"); got != at("town") {
		t.Errorf("\"town\" is token %d, want two behind \"shell\"", got)
	}
	if c.After(shell, 1, "town") >= 0 || c.After(shell, 99, "shell", "hit") >= 0 {
		t.Error("a word is found too far behind, at the token itself, or in the next sentence")
	}
	if got := c.Before(shell, 3, "army", "did"); got != at("did") {
		t.Errorf("token %d, want the last of the words before", got)
	}
	if c.Before(shell, 2, "army") >= 0 || c.Before(by, 99, "market", "by") >= 0 {
		t.Error("a word is found too far before, at the token itself, or in the sentence before")
	}
	if !c.SameSentence(by, it) || c.SameSentence(shell, it) || c.Sentence(it).First != it {
		t.Error("sentences are not apart")
	}
	if s := at("'s"); !c.Touching(s-1, s+1) || c.Touching(s-1, s+2) || !c.Touching(s, s+1) || c.Touching(len(x.Tokens)-1, len(x.Tokens)+1) {
		t.Error("\"town's\" has no blank, \"town's market\" has one, and nothing touches the end")
	}
}

func TestTrees(t *testing.T) {
	x := segment.Split(text)
	g := syntax.Find(x)
	c := In(x, g)
	for i := range x.Tokens {
		last := -1
		for k, rel := range c.Below(i) {
			if head, r := g.Arc(k); head != i || r != rel || k <= last {
				t.Errorf("token %d hangs on %d as %v, and is given below %d as %v, after %d", k, head, r, i, rel, last)
			}
			last = k
		}
	}
	below := 0
	for i := range x.Tokens {
		for range c.Below(i) {
			below++
		}
	}
	if want := len(x.Tokens) - len(x.Sentences); below != want {
		t.Errorf("%d tokens hang on others, want all but the root of each sentence, %d", below, want)
	}
	at := func(w string) int {
		return slices.IndexFunc(x.Tokens, func(k segment.Token) bool { return x.Raw[k.Start:k.End] == w })
	}
	if s := c.Subject(at("shell")); s != at("army") {
		t.Errorf("the subject of \"shell\" is %q", c.Word(s))
	}
	if c.Subject(at("town")) >= 0 {
		t.Error("a noun has a subject")
	}
	if !c.Verb(at("shell")) || c.Verb(at("market")) || c.Name(at("army")) {
		t.Error("a verb is none, or a noun is one or a name")
	}
	if !c.Led(at("rebels"), "from", "by") || c.Led(at("rebels"), "from") || !c.Led(at("town"), "'s") {
		t.Error("\"by rebels\" is led by \"by\", and \"town's\" by its \"'s\"")
	}
	if c.Case(at("rebels")) != "by" || c.Case(at("town")) != "" || c.Case(at("army")) != "" {
		t.Error("the preposition of \"by rebels\" is \"by\", and nothing else has one")
	}
	if !c.Helped(at("hit"), "was") || c.Helped(at("hit"), "is") || c.Helped(at("said"), "was") {
		t.Error("\"was hit\" is helped by \"was\" alone")
	}
}

// Where everything hangs on one root, whoever asks for its subject from each of its tokens must not look at a whole
// text.
func TestFewTokensHangOnOneWhateverTheText(t *testing.T) {
	const few = 130
	for _, word := range []string{"fell ", "- ", "Smith ", "12 ", ", ", "yesterday "} {
		x := segment.Split(strings.Repeat(word, 1000))
		c := In(x, syntax.Find(x))
		most := 0
		for i := range x.Tokens {
			n := 0
			for range c.Below(i) {
				n++
			}
			most = max(most, n)
		}
		if most > few || most < 100 {
			t.Errorf("%d tokens hang on one of a thousand %q, want up to %d, and so many that the test is of use", most, word, few)
		}
	}
}
