package event

import "firsthand/internal/report"

// mishaps makes accidents of the drafts whose words do not say how people died, or say only that something exploded, where the report
// speaks of what goes wrong by itself in several sentences, and nobody is accused and no weapon is named.
func (r *reader) mishaps() {
	const enough = 2 // sentences
	accident := kindNamed(report.Accident)
	told, armed := 0, false
	for i := range r.x.Sentences {
		here := false
		for k := r.x.Sentences[i].First; k < r.x.Sentences[i].Last; k++ {
			w := r.tags[k]
			if !w.role.trigger() {
				continue
			}
			here = here || w.kind == accident
			armed = armed || weapons[kinds[w.kind]] && w.role != soft || w.kind == kindNamed(report.Explosion) && w.role == hint && r.x.Fold(k) != "mine" && r.x.Fold(k) != "mines"
		}
		if here {
			told++
		}
	}
	if told < enough || armed {
		return
	}
	for i := range r.drafts {
		d := &r.drafts[i]
		if k := d.kind(); d.family == violence && len(d.accused) == 0 && (k.generic() || kinds[k] == report.Explosion) {
			d.votes[k], d.votes[accident] = 0, max(d.votes[accident], d.votes[k])
			for k := range d.votes {
				if kind(k).generic() || kinds[k] == report.Explosion {
					d.votes[k] = 0
				}
			}
		}
	}
}

// weapons are the kinds that nobody's negligence brings about.
var weapons = set(report.AirStrike, report.Shelling, report.Chemical, report.Clash, report.Execution)
