package event

import (
	_ "embed"
	"fmt"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// target says what of the things that the laws of war protect was attacked.
type target uint8

const (
	noTarget target = iota
	medical
	aid
	school
	targets // how many there are

	struck // no target: a word for hitting one
)

// targetNames and targetKinds name the targets, and the kind of an event that is nothing more exact than an attack on
// one.
var (
	targetNames = [targets]string{medical: report.MedicalTarget, aid: report.AidTarget, school: report.SchoolTarget}
	targetKinds = [targets]string{medical: report.AttackMedical, aid: report.AttackAid, school: report.AttackSchool}
)

// targetWord is what the list of targets knows of a form. n is the number of its tokens.
type targetWord struct {
	target target
	n      uint8
}

var (
	//go:embed targets.txt
	targetList string

	targetWords = loadTargets()
)

func loadTargets() *lexicon.Table[targetWord] {
	t := &lexicon.Table[targetWord]{}
	for _, e := range lexicon.Must(targetList, 1) {
		w := targetWord{}
		switch e.Fields[0] {
		case report.MedicalTarget:
			w.target = medical
		case report.AidTarget:
			w.target = aid
		case report.SchoolTarget:
			w.target = school
		case "struck":
			w.target = struck
		default:
			panic(fmt.Sprintf("words of targets: line %d: no target %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			w.n = length(form)
			t.Add(form, w)
		}
	}
	return t
}

// target is the draft's: the one that most of its sentences name, the first in the order of the list where they tie.
func (d *draft) target() target {
	best := noTarget
	for t := medical; t < targets; t++ {
		if d.targets[t] > d.targets[best] {
			best = t
		}
	}
	return best
}

// target is what the scene's sentence says was attacked: the object of a word for attacking or hitting, what stands
// after its "on" or "against", the subject of such a word in the passive, or the noun right before it ("the hospital
// bombing").
func (r *reader) target(sc *scene) target {
	if sc.family != violence {
		return noTarget
	}
	s := &r.x.Sentences[sc.sentence]
	for k := s.First; k < s.Last; {
		if role := r.tags[k].role; role != plain && !role.trigger() || r.x.Tokens[k].Kind != segment.Word {
			k++ // no form of the list begins with a word that joins others
			continue
		}
		w, n := targetWords.Match(r.x, k, s.Last)
		if n == 0 {
			k++
			continue
		}
		if w.target != struck && (r.attackedAfter(s, k) || r.attackedBefore(s, k+n)) {
			return w.target
		}
		k += n
	}
	return noTarget
}

// attackedAfter tells whether a word for attacking has what begins at token k as its object: "bombed two hospitals",
// "air strikes on a school".
func (r *reader) attackedAfter(s *segment.Sentence, k int) bool {
	const reach = 7 // tokens
	leads := false  // "on", "against" stood between
	for j := k - 1; j >= s.First && j >= k-reach; j-- {
		if r.x.Tokens[j].Kind >= segment.Punct {
			return false
		}
		switch r.x.Fold(j) {
		case "targeting", "targeted":
			return true
		case "on", "against":
			leads = true
			continue
		case "of":
			return j > s.First && r.attackWord(j-1) // "the shelling of a school"
		case "to", "from", "in", "at", "near", "by":
			return false // "taken to a hospital", "shelling near a school"
		}
		if r.strikes(s, j) {
			return true
		}
		switch w := r.tags[j]; w.role {
		case name, soft, act:
			return r.assaults(w) && (leads || w.role == act || r.Is(j, "attacked", "attacking"))
		case say, negation, modal:
			return false
		}
	}
	return false
}

// attackWord reports whether token j is a trigger of an attack.
func (r *reader) attackWord(j int) bool {
	w := r.tags[j]
	return w.role.trigger() && w.role != hint && r.assaults(w)
}

// assaults reports whether a word tells of violence that something can be the target of, as nobody is of a killing.
func (r *reader) assaults(w word) bool {
	return familyOf[w.kind] == violence && w.kind != kindNamed(report.Killing)
}

// attackedBefore tells whether what ends before token k was attacked: "the hospital was hit", "the school attack".
func (r *reader) attackedBefore(s *segment.Sentence, k int) bool {
	const chain = 8 // tokens
	passive := false
	for n := 0; k < s.Last && n < chain; n, k = n+1, k+max(1, int(r.tags[k].n)) {
		w := r.tags[k]
		switch {
		case w.role == auxiliary:
			passive = passive || r.passive(k)
		case w.role == adverb, w.role == locative && !passive, w.role == plain && r.x.Capital(k) && !passive: // "a school in Homs was hit"
		case r.strikes(s, k):
			return passive
		case (w.role == act || w.role == soft || w.role == name) && r.assaults(w):
			return passive && w.role != name || n == 0 && w.role != act
		default:
			return false
		}
	}
	return false
}

// strikes tells whether a word for hitting stands at token k.
func (r *reader) strikes(s *segment.Sentence, k int) bool {
	w, n := targetWords.Match(r.x, k, s.Last)
	return n > 0 && w.target == struck
}
