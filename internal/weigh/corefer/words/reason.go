package words

import (
	"fmt"
	"strings"
)

// reason says for people why two subjects were taken to be one event.
func reason(a, b *Subject) string {
	f, c := compare(a, b)
	var parts []string
	switch f[where] {
	case placesSame:
		parts = append(parts, "same place")
	case placesNear:
		parts = append(parts, "places less than "+fmt.Sprint(nearby)+" km apart")
	case placeNamed:
		parts = append(parts, "one names the other's place")
	case placesApart:
		parts = append(parts, "different places")
	}
	switch apart := a.published - b.published; {
	case f[days] == 0:
		parts = append(parts, "same day")
	case f[published] < 0:
	case apart == 0:
		parts = append(parts, "published on the same day")
	default:
		parts = append(parts, "published "+plural(max(apart, -apart), "day")+" apart")
	}
	if f[killed] == 1 {
		parts = append(parts, "same number of dead")
	}
	if f[killed] == -1 {
		parts = append(parts, "different numbers of dead")
	}
	if c.rare > 0 {
		shared := plural(c.rare, "rare word") + " shared"
		var of []string
		if c.namesShared > 0 {
			of = append(of, plural(c.namesShared, "name"))
		}
		if c.numbersSeen > 0 {
			of = append(of, plural(c.numbersSeen, "number"))
		}
		if len(of) > 0 {
			shared += ", among them " + strings.Join(of, " and ")
		}
		parts = append(parts, shared)
	}
	if f[copied] >= 0.2 {
		parts = append(parts, fmt.Sprintf("about %d %% of the words of one stand in the other", int(100*f[copied])))
	}
	if len(parts) == 0 {
		parts = append(parts, "the words of one stand in the other")
	}
	s := strings.Join(parts, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func plural(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
