package words

import (
	"strconv"

	"firsthand/internal/report"
)

// reason says why two subjects were taken to be one event.
func reason(a, b *Subject) report.Reason {
	f, c := compare(a, b)
	var parts []report.Reason
	say := func(code string, args ...any) { parts = append(parts, report.Because("words."+code, args...)) }
	switch f[where] {
	case placesSame:
		say("same")
	case placesNear:
		say("near", strconv.Itoa(nearby))
	case placeNamed:
		say("named")
	case placesApart:
		say("apart")
	}
	switch apart := a.published - b.published; {
	case f[days] == 0:
		say("day")
	case f[published] < 0:
	case apart == 0:
		say("published")
	default:
		say("publishedapart", max(apart, -apart))
	}
	if f[killed] == 1 {
		say("dead")
	}
	if f[killed] == -1 {
		say("otherdead")
	}
	if c.rare > 0 {
		parts = append(parts, rareWords(c))
	}
	if f[copied] >= 0.2 {
		say("copied", int(100*f[copied]))
	}
	if len(parts) == 0 {
		say("stand")
	}
	return report.Because("link.words", parts)
}

// rareWords says how many rare words two subjects share, and how many of them are names and numbers.
func rareWords(c shared) report.Reason {
	args := []any{c.rare}
	if c.namesShared > 0 {
		args = append(args, report.Because("words.names", c.namesShared))
	}
	if c.numbersSeen > 0 {
		args = append(args, report.Because("words.numbers", c.numbersSeen))
	}
	return report.Because([]string{"words.rare", "words.rareone", "words.raretwo"}[len(args)-1], args...)
}
