package event

import (
	"strings"

	"firsthand/internal/report"
)

// mishaps makes accidents of the drafts whose words do not say how people died, or say only that something exploded,
// where the report speaks of what goes wrong by itself in several sentences, and nobody is accused and no weapon is
// named.
func (r *reader) mishaps() {
	const enough = 2 // sentences
	accident := kindNamed(report.Accident)
	told, armed := 0, false
	for i := range r.x.Sentences {
		here := false
		for k := r.x.Sentences[i].First; k < r.x.Sentences[i].Last; k++ {
			w := r.tags[k]
			armed = armed || assailants[r.x.Fold(k)]
			if !w.role.trigger() {
				continue
			}
			here = here || w.kind == accident
			armed = armed || weapons[kinds[w.kind]] && w.role != soft || w.kind == kindNamed(report.Explosion) && r.planted(k)
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

// planted reports whether the words of an explosion at token k name what somebody has to put there.
func (r *reader) planted(k int) bool {
	for i := k; i < min(k+max(1, int(r.tags[k].n)), len(r.x.Tokens)); i++ {
		f := r.x.Fold(i)
		if strings.Contains(f, "bomb") || bombs[f] {
			return true
		}
	}
	return false
}

// bombs are what explodes because somebody wants it to.
var bombs = sets.Of("bombs")

// assailants are people who mean what they do.
var assailants = sets.Of("assailants")

// weapons are the kinds that nobody's negligence brings about.
var weapons = map[string]bool{report.AirStrike: true, report.Shelling: true, report.Chemical: true, report.Clash: true, report.Execution: true}
