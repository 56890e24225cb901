package scene

import (
	"slices"
	"strings"

	"firsthand/internal/report"
)

// kinds lists the kinds of event from the one that says most to the one that says least. Where as many reports use two
// kinds, an incident is called by the first.
var kinds = []string{
	report.Protest, report.Disaster, report.Accident,
	report.Chemical, report.Execution, report.AirStrike, report.Shelling, report.Explosion, report.Clash, report.Abduction,
	report.Detention, report.Evacuation, report.Siege, report.Displacement, report.Ceasefire, report.Aid,
	report.AttackMedical, report.AttackAid, report.AttackSchool, report.Killing, report.Attack, report.Plea,
}

func RankKind(kind string) int {
	if i := slices.Index(kinds, kind); i >= 0 {
		return i
	}
	return len(kinds)
}

const (
	outcome = 0.8 // one says how, the other what came of it
	likely  = 0.7 // reporters often use one word for the other
	violent = 0.6 // any two words for violence: what one report calls a battle another calls a raid
)

// alike says how well two kinds of event can be words for one. What is not here is apart, killing and evacuation,
// unless both are violence.
var alike = func() map[[2]string]float64 {
	m := make(map[[2]string]float64)
	for _, p := range []struct {
		a, b  string
		score float64
	}{
		{report.Killing, report.Execution, outcome},
		{report.Killing, report.Protest, outcome},
		{report.Killing, report.Disaster, outcome},
		{report.Killing, report.Accident, outcome},
		{report.Clash, report.Protest, likely},
		{report.Attack, report.Protest, likely},
		{report.Detention, report.Protest, likely},
		{report.Explosion, report.Accident, likely},
		{report.Killing, report.AirStrike, outcome},
		{report.Killing, report.Shelling, outcome},
		{report.Killing, report.Clash, outcome},
		{report.Killing, report.Explosion, outcome},
		{report.Killing, report.Chemical, outcome},
		{report.Killing, report.Attack, outcome},
		{report.Attack, report.AirStrike, outcome},
		{report.Attack, report.Shelling, outcome},
		{report.Attack, report.Clash, outcome},
		{report.Attack, report.Explosion, outcome},
		{report.Attack, report.Chemical, outcome},
		{report.Attack, report.Execution, likely},
		{report.AirStrike, report.Shelling, likely},
		{report.AirStrike, report.Explosion, likely},
		{report.AirStrike, report.Chemical, likely},
		{report.Shelling, report.Explosion, likely},
		{report.Shelling, report.Clash, likely},
		{report.Shelling, report.Chemical, likely},
		{report.Detention, report.Abduction, likely},
		{report.Siege, report.Evacuation, outcome},
		{report.Siege, report.Displacement, likely},
		{report.Evacuation, report.Displacement, outcome},
		{report.Siege, report.Plea, likely},
		{report.Evacuation, report.Plea, likely},
	} {
		m[[2]string{p.a, p.b}] = p.score
		m[[2]string{p.b, p.a}] = p.score
	}
	return m
}()

func KindScore(a, b string) float64 {
	if a == b {
		return 1
	}
	if p, q := plainAttack(a), plainAttack(b); p != a || q != b {
		if p == q {
			return outcome // one says what was attacked, the other does not, or something else beside it
		}
		a, b = p, q
	}
	if score, ok := alike[[2]string{a, b}]; ok {
		return score
	}
	if Violence(a) && Violence(b) {
		return violent
	}
	return 0
}

// Violence reports whether a kind of event is violence that people do to others at one moment, executions left out: who
// is put against a wall is not hit by a shell.
func Violence(kind string) bool {
	switch plainAttack(kind) {
	case report.Killing, report.AirStrike, report.Shelling, report.Explosion, report.Clash, report.Chemical, report.Attack:
		return true
	}
	return false
}

// Mishap reports whether a kind of event is nobody's deed.
func Mishap(kind string) bool { return kind == report.Accident || kind == report.Disaster }

// plainAttack is the kind of an attack without what was attacked: "attack on medical" is an attack.
func plainAttack(kind string) string {
	switch kind {
	case report.AttackMedical, report.AttackAid, report.AttackSchool:
		return report.Attack
	}
	return kind
}

// SituationWindow is how many days apart two reports of one situation may lie. Any two reports of an incident keep to
// it, so it does not grow by chaining.
const SituationWindow = 7

// Lasting tells whether a kind of event lasts: what is told of it on following days is told of one thing.
func Lasting(kind string) bool {
	switch kind {
	case report.Siege, report.Evacuation, report.Ceasefire, report.Displacement, report.Plea:
		return true
	}
	return false
}

// KindsNamed finds the kinds of event that words speak of.
func KindsNamed(words string) map[string]bool {
	found := make(map[string]bool)
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		w = strings.TrimLeft(w, "“\"'‘(")
		for _, h := range known.heads {
			if slices.ContainsFunc(h.stems, func(stem string) bool { return strings.HasPrefix(w, stem) }) {
				found[h.kind] = true
			}
		}
	}
	return found
}

// SayKind speaks of an event of a kind: "a killing", "an evacuation", "aid".
func SayKind(kind string) report.Reason { return report.Because("a." + kind) }

// Title names an incident or a situation: "Killing, Aleppo, 12 December 2016".
func Title(kind, where string, when report.Days) report.Reason {
	named := report.Because("event." + kind)
	switch {
	case where != "" && when.Start != "":
		return report.Because("title.where.when", named, where, when)
	case where != "":
		return report.Because("title.where", named, where)
	case when.Start != "":
		return report.Because("title.when", named, when)
	}
	return report.Because("title", named)
}
