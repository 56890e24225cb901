package weigh

import (
	"firsthand/internal/report"
	"firsthand/internal/weigh/same"
)

// unite joins groups that place, day and kind left apart, where the words of their reports show that they tell of one
// event. Each report stands for its main event alone, so two events of one report never come together through the words
// that they share; situations, which have many reports and long lists of common names, are left to the rules.
func unite(groups []*group, scorer *same.Scorer) []*group {
	var (
		subjects []*same.Subject
		tellings []*telling
		known    []int
		main     []*group // those that have a subject, by number
	)
	for _, g := range groups {
		n := 0
		for _, t := range g.tellings {
			if t.event != t.doc.reading.MainEvent() || situation(t.event.Kind) {
				continue
			}
			n++
			subjects = append(subjects, same.NewSubject(t.doc.id, t.doc.reading, t.event))
			tellings = append(tellings, t)
			known = append(known, len(main))
		}
		if n > 0 {
			main = append(main, g)
		}
	}
	joined, links := scorer.Group(subjects, known)

	whole := make(map[*group]*group) // what each group became part of
	for i, k := range known {
		g, root := main[k], main[joined[i]]
		if g == root || whole[g] != nil {
			continue
		}
		whole[g] = root
		root.bundles = append(root.bundles, g.bundles...)
		root.links = append(root.links, g.links...)
	}
	for _, l := range links {
		a, b := tellings[l.A], tellings[l.B]
		root := main[joined[l.A]]
		root.links = append(root.links, report.Link{A: a.ref(), B: b.ref(), Score: l.Score, Reason: l.Reason})
	}
	united := make([]*group, 0, len(groups)-len(whole))
	for _, g := range groups {
		if whole[g] == nil {
			g.name()
			united = append(united, g)
		}
	}
	return united
}
