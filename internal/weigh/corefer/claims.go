package corefer

import (
	"slices"

	"firsthand/internal/report"
)

// Claims visits what a report says of the event, claim by claim; none for a reading that holds no claims.
func (t *Mention) Claims(visit func(*report.Claim)) {
	for i := range t.Doc.Reading.Claims {
		if c := &t.Doc.Reading.Claims[i]; c.Event == t.Event.ID {
			visit(c)
		}
	}
}

// Founds reports whether a claim is word that it happened, how many it harmed or who did it: whoever makes one is an
// origin.
func Founds(c *report.Claim) bool {
	if c.Polarity != "" && c.Polarity != report.Asserts {
		return false
	}
	switch c.Part {
	case report.OccurrencePart, report.TollPart, report.BlamePart, report.StatePart, report.PleaPart:
		return true
	}
	return false
}

// claimed lists the statements that make claims on the event, and those of them that give a toll of it.
func (t *Mention) claimed() (found []*report.Statement, tolls map[*report.Statement]bool) {
	tolls = make(map[*report.Statement]bool)
	t.Claims(func(c *report.Claim) {
		if c.Statement == "" || !Founds(c) {
			return
		}
		if s := t.Doc.Statement(c.Statement); s != nil && c.Part == report.TollPart {
			tolls[s] = true
		}
		s := t.Doc.Statement(c.Statement)
		if s != nil && len(s.Hops) > 0 && onWhatHappened(s) && !slices.Contains(found, s) {
			found = append(found, s)
		}
	})
	return found, tolls
}

// SpeaksItself reports whether the report makes a claim on the event in its own voice.
func (t *Mention) SpeaksItself() bool {
	own := false
	t.Claims(func(c *report.Claim) { own = own || c.Statement == "" && Founds(c) })
	return own
}

// CountsItself reports whether the report gives a toll of the event in its own voice.
func (t *Mention) CountsItself() bool {
	own := false
	t.Claims(func(c *report.Claim) { own = own || c.Statement == "" && c.Part == report.TollPart && Founds(c) })
	return own
}

// SawItself reports whether the report tells of the event in its own voice where it says that its reporter was there.
func (t *Mention) SawItself() bool {
	voice := t.Doc.Reading.Voice
	if voice.Hand != report.Witness {
		return false
	}
	own := false
	t.Claims(func(c *report.Claim) {
		own = own || c.Statement == "" && Founds(c) && (voice.Why == nil || t.Doc.near(*voice.Why, c.Words))
	})
	return own
}
