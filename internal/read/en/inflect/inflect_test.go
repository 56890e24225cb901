package inflect

import (
	"slices"
	"strings"
	"testing"
)

func TestVerb(t *testing.T) {
	for _, c := range []struct{ name, base, want string }{
		{"a verb like most", "attack", "attack attacks attacking attacked"},
		{"a silent e", "seize", "seize seizes seizing seized"},
		{"two e", "agree", "agree agrees agreeing agreed"},
		{"a y behind a consonant", "bury", "bury buries burying buried"},
		{"a y behind a vowel", "destroy", "destroy destroys destroying destroyed"},
		{"ie", "die", "die dies dying died"},
		{"a hiss", "march", "march marches marching marched"},
		{"two s", "stress", "stress stresses stressing stressed"},
		{"one syllable, one vowel, one consonant", "grab", "grab grabs grabbing grabbed"},
		{"one syllable, two vowels", "shout", "shout shouts shouting shouted"},
		{"one syllable, two consonants", "bomb", "bomb bombs bombing bombed"},
		{"a w is never doubled", "vow", "vow vows vowing vowed"},
		{"two syllables", "target", "target targets targeting targeted"},
		{"two syllables, the second one stressed", "admit", "admit admits admitting admitted"},
		{"a u that is no vowel", "quip", "quip quips quipping quipped"},
		{"no letter but one vowel before", "air", "air airs airing aired"},
		{"irregular", "drive", "drive drives driving drove driven"},
		{"irregular, with one form for three", "hit", "hit hits hitting"},
		{"irregular, and doubled", "overrun", "overrun overruns overrunning overran"},
		{"go", "go", "go goes going went gone"},
		{"spelt in two ways", "level", "level levels levelling leveling levelled leveled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(Verb(c.base), " "); got != c.want {
				t.Errorf("%s: %s, want %s", c.base, got, c.want)
			}
		})
	}
}

func TestAPhraseIsInflectedInItsFirstWord(t *testing.T) {
	want := []string{"set fire to", "sets fire to", "setting fire to"}
	if got := Verb("set fire to"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
