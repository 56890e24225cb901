package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/event"
)

// found is a mention as learned and scored: its tokens, and its kind and realis by their places in lists.
type found struct {
	mention.Run
	kind, realis int
}

// document is an annotated report.
type document struct {
	t      *segment.Text
	v      *mention.View
	labels []mention.Label
	gold   []found
}

// annotation is one line of the annotated reports.
type annotation struct {
	Corpus, ID string
	Mentions   []annotated
}

type annotated struct {
	Start, End   int
	Kind, Realis string
}

// load reads the annotated reports: of those that both readers annotated, the first reader's.
func load(shared string) ([]*document, error) {
	texts, err := loadTexts(shared)
	if err != nil {
		return nil, err
	}
	var docs []*document
	seen := map[[2]string]bool{}
	for _, name := range []string{"first", "second"} {
		err := lines(filepath.Join(shared, "gold/events", name+".jsonl"), func(line []byte) error {
			var a annotation
			if err := json.Unmarshal(line, &a); err != nil {
				return err
			}
			key := [2]string{a.Corpus, a.ID}
			text, ok := texts[key]
			if !ok {
				return fmt.Errorf("report %s of %s is not there", a.ID, a.Corpus)
			}
			if !seen[key] {
				seen[key] = true
				docs = append(docs, newDocument(text, a.Mentions))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// loadTexts reads the texts of the corpora that reports were taken from.
func loadTexts(shared string) (map[[2]string]string, error) {
	texts := map[[2]string]string{}
	for _, corpus := range []string{"muc", "fa-kes", "incidents"} {
		err := lines(filepath.Join(shared, "data", corpus, "dev.jsonl"), func(line []byte) error {
			var r struct{ ID, Text string }
			if err := json.Unmarshal(line, &r); err != nil {
				return err
			}
			texts[[2]string{corpus, r.ID}] = r.Text
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func lines(path string, f func(line []byte) error) error {
	in, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open corpus: %w", err)
	}
	defer in.Close()
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<24)
	for n := 1; s.Scan(); n++ {
		if err := f(s.Bytes()); err != nil {
			return fmt.Errorf("%s: line %d: %w", filepath.Base(path), n, err)
		}
	}
	return s.Err()
}

func newDocument(text string, mentions []annotated) *document {
	d := &document{t: segment.Split(text)}
	d.v = mention.NewView(d.t, syntax.Find(d.t), event.Hints(d.t))
	d.labels = make([]mention.Label, len(d.t.Tokens))
	slices.SortFunc(mentions, func(a, b annotated) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range mentions {
		lo := d.t.TokenAt(m.Start)
		hi := lo
		for hi < len(d.t.Tokens) && d.t.Tokens[hi].Start < m.End {
			hi++
		}
		if hi <= lo || d.labels[lo] != mention.Outside {
			continue
		}
		for i := lo; i < hi; i++ {
			d.labels[i] = mention.GoesOn
		}
		d.labels[lo] = mention.Begins
		d.gold = append(d.gold, found{mention.Run{Lo: lo, Hi: hi}, index(kinds, m.Kind), index(realises, m.Realis)})
	}
	return d
}

// kinds are those that are told apart, and realises the values of realis, in the order of the annotators' guidelines.
var (
	kinds = []string{"attack", "killing", "armed clash", "shelling", "explosion", "air strike", "accident", "other-legal", "detention", "attack on medical",
		"chemical attack", "siege", "protest", "disaster", "ceasefire", "robbery", "aid", "evacuation", "attack on school", "abduction", "displacement", "execution",
		"call for help", "attack on aid"}
	realises = []string{"happened", "denied", "possible", "planned", "general"}
)

// index is the place of s in list, the first where it is not there.
func index(list []string, s string) int { return max(0, slices.Index(list, s)) }

// runs are the tokens of mentions.
func runs(ms []found) []mention.Run {
	out := make([]mention.Run, len(ms))
	for k, m := range ms {
		out[k] = m.Run
	}
	return out
}
