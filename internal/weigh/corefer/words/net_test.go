package words

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
)

// talk makes subjects whose words come from a small language, so that they share rare ones with many and frequent ones
// with all, and terms become frequent while subjects come.
func talk(seed uint64, n int) []*Subject {
	r := rand.New(rand.NewPCG(seed, 7))
	list := make([]*Subject, n)
	for i := range list {
		words := make([]string, 30)
		for k := range words {
			size := []int{5, 40, 200, 1000}[r.IntN(4)]
			words[k] = fmt.Sprintf("%s%c%d", []string{"word", "Name"}[r.IntN(2)], 'a'+rune(size%7), r.IntN(size))
		}
		title, text := strings.Join(words[:4], " "), strings.Join(words, " ")
		if r.IntN(3) == 0 && i > 0 {
			text = strings.Join(words[:20], " ") + " The Kestrel Mill burned and Nadia Orvane saw it."
		}
		published := fmt.Sprintf("2019-03-%02d", 1+r.IntN(20))
		g := &report.Reading{
			Report: report.Head{Title: title, Published: published}, Sketch: sketch.Of(text),
			Terms: terms.Of(report.Report{Title: title, Text: text}),
		}
		e := &report.Event{Kind: report.Attack, When: report.Days{Start: published, End: published}}
		list[i] = NewSubject(fmt.Sprintf("%d-%d", seed, i), g, e)
	}
	return list
}

// bonds writes down all that a net found out, in an order that depends on the subjects alone.
func (n *Net) bonds() []string {
	var list []string
	for _, s := range n.list {
		for _, b := range s.bonds {
			list = append(list, fmt.Sprint(s.ID, " ", n.list[b.other].ID, " ", b.score))
		}
		for _, c := range s.near {
			list = append(list, fmt.Sprint(s.ID, " near ", n.list[c.other].ID, " ", c.weight))
		}
		list = append(list, fmt.Sprint(s.ID, " ", s.rarity, s.norms))
	}
	slices.Sort(list)
	return list
}

// However subjects come, one by one, by the dozen, in any order: what a net holds in the end is the same. And whatever
// it does not say it touched has the bonds that it had.
func TestANetDoesNotRememberHowSubjectsCame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 160).Draw(t, "subjects")
		bits := rapid.SampledFrom([]int{3, 5, sampleBits}).Draw(t, "bits of the sample")
		seed := rapid.Uint64Range(0, 1000).Draw(t, "seed")
		all := Fitted.Net()
		all.sample.bits = bits
		all.Add(talk(seed, size)...)

		parts := Fitted.Net()
		parts.sample.bits = bits
		subjects := rapid.Permutation(talk(seed, size)).Draw(t, "order")
		for len(subjects) > 0 {
			k := min(len(subjects), rapid.SampledFrom([]int{1, 1, 2, 40}).Draw(t, "at once"))
			had := make(map[*Subject]string)
			for _, s := range parts.list {
				had[s] = fmt.Sprint(s.bonds)
			}
			touched := parts.Add(subjects[:k]...)
			for s, before := range had {
				if fmt.Sprint(s.bonds) != before && !slices.Contains(touched, s) {
					t.Fatalf("%s has other bonds than before and was not touched", s.ID)
				}
			}
			subjects = subjects[k:]
		}
		want, got := all.bonds(), parts.bonds()
		for i := range want {
			if want[i] != got[i] {
				t.Fatalf("all at once: %s\nin parts:    %s", want[i], got[i])
			}
		}
	})
}

// Two subjects are compared in whatever order they came. Among these are terms of one hash and different kinds.
func TestComparingIsSymmetric(t *testing.T) {
	n := Fitted.Net()
	n.sample.bits = 3
	n.Add(talk(10, 138)...)
	for i, a := range n.list {
		for _, b := range n.list[:i] {
			f, c := compare(a, b)
			g, d := compare(b, a)
			c.aInB, c.bInA = c.bInA, c.aInB
			if f != g || c != d {
				t.Fatalf("%s with %s: %v %+v\n%s with %s: %v %+v", a.ID, b.ID, f, c, b.ID, a.ID, g, d)
			}
		}
	}
}

// The probabilities of the test above are worth comparing: some pairs have one.
func TestTalkHasBonds(t *testing.T) {
	n := Fitted.Net()
	n.Add(talk(1, 160)...)
	bonds, frequent := 0, 0
	for _, s := range n.list {
		bonds += len(s.bonds)
		for x := range terms.All(s.terms) {
			if n.shelf.count(x.Hash()) > posting {
				frequent++
			}
		}
	}
	if bonds == 0 || frequent == 0 {
		t.Errorf("%d bonds, %d frequent terms", bonds, frequent)
	}
}
