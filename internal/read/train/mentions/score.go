package main

import (
	"fmt"
)

// score counts what was found. A mention is right where its words are exactly those of the annotation; kind and realis
// are counted among those that are right.
type score struct {
	verbose                            bool
	gold, got, right, kind, realis     int
	touchedGot, touchedGold            int // which share a token with one of the other side
	unreal, unrealRight, unrealWrongly int // annotated as not having happened; with the right realis; found so though it happened
}

func (s *score) add(d *document, out []found) {
	s.gold += len(d.gold)
	s.got += len(out)
	for _, o := range out {
		touched := false
		for _, g := range d.gold {
			touched = touched || o.Lo < g.Hi && g.Lo < o.Hi
			if g.Run == o.Run {
				s.same(d, g, o)
			}
		}
		if touched {
			s.touchedGot++
		} else {
			s.say("FALSE", d, o)
		}
	}
	for _, g := range d.gold {
		touched := false
		for _, o := range out {
			touched = touched || o.Lo < g.Hi && g.Lo < o.Hi
		}
		if touched {
			s.touchedGold++
		} else {
			s.say("MISSED", d, g)
		}
	}
}

// same counts a mention that was found, o, against the annotated one.
func (s *score) same(d *document, g, o found) {
	s.right++
	if g.kind == o.kind {
		s.kind++
	} else {
		s.say("KIND "+kinds[g.kind]+", got "+kinds[o.kind], d, o)
	}
	if g.realis == o.realis {
		s.realis++
	} else {
		s.say("REALIS "+realises[g.realis]+", got "+realises[o.realis], d, o)
	}
	switch {
	case g.realis == 0 && o.realis != 0:
		s.unrealWrongly++
	case g.realis != 0:
		s.unreal++
		if g.realis == o.realis {
			s.unrealRight++
		}
	}
}

func (s *score) say(what string, d *document, o found) {
	if s.verbose {
		fmt.Printf("%s: %s\n", what, d.t.Raw[d.t.Tokens[o.Lo].Start:d.t.Tokens[o.Hi-1].End])
	}
}

func (s *score) String() string {
	return fmt.Sprintf("mentions, exactly: %s\nmentions, touched: %s\nrealis %.1f, kind %.1f of those right\nnot happened: %d, %d of them with the right realis; %d taken for it wrongly",
		f(s.right, s.got, s.right, s.gold), f(s.touchedGot, s.got, s.touchedGold, s.gold), share(s.realis, s.right), share(s.kind, s.right), s.unreal, s.unrealRight, s.unrealWrongly)
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

func f(rightGot, got, rightGold, gold int) string {
	p, r := share(rightGot, got), share(rightGold, gold)
	return fmt.Sprintf("precision %.1f, recall %.1f, F %.1f", p, r, 2*p*r/max(1e-9, p+r))
}
