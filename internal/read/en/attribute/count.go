package attribute

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// counting are the verbs by which a body gives a number of its own: "The office counted nine dead". They attribute only where a number of people follows.
var counting = words(`counts count counted documents documented records recorded registers registered lists listed tallies tallied logs logged verified gives gave puts put speaks speak spoke has`)

// harmed are the words that make a number one of people to whom something happened.
var harmed = words(`dead killed deaths fatalities wounded injured injuries casualties victims victim bodies missing displaced detained arrested trapped slain toll died martyrs arrests burials corpses hurt evacuated
 abducted kidnapped`)

// counts links a verb of counting at token i with the body that counts, or gives nil.
func (s *scanner) counts(i int) *link {
	if !counting[s.t.Fold(i)] || !s.tags[i].Finite() && s.tags[i] != tag.VBN && s.tags[i] != tag.VBD {
		return nil
	}
	r := s.region(i)
	if i == r.lo || s.passive(i, r) || s.negated(i, r) {
		return nil
	}
	at := i + 1
	if s.is(i, "speaks", "speak", "spoke") {
		if !s.is(at, "of") {
			return nil
		}
		at++
	}
	end := s.clauseEnd(at, r.hi, nil)
	number, people := false, false
	for k := at; k < min(end, at+10); k++ {
		number = number || s.kind(k) == segment.Number || s.tags[k] == tag.CD
		people = people || harmed[s.t.Fold(k)]
	}
	if !number || !people {
		return nil
	}
	src := s.subject(i, r.lo)
	if src.empty() || s.tags[src.lo] == tag.PRP && !s.is(src.lo, "it", "they") || !s.canSpeak(src) || !s.nouns.IsBody(entityRun(src)) {
		return nil
	}
	return &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{i, at}}, content: []run{{at, end}}}
}
