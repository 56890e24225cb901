// Package gauge says how well readings agree with what people have annotated by hand.
//
// A claim that a program reads well is worth what others can check of it. With this room anybody can: it takes the
// public corpora that the project's own numbers come from, and annotations of one's own in the same formats, gives the
// reports that a reader is to read, and compares what the reader found with what the annotators did. docs/evaluation.md
// defines every corpus format and every measure in words, with the papers that they come from.
//
// The way is [Open], [Corpus.Inputs], a reader, [Corpus.Score]. The room knows nothing of any reader: it sees readings,
// so that another reader, or an earlier version, can be scored by the same rule.
package gauge

import (
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// Kind is a format of annotation together with what is measured on it.
type Kind struct {
	Name  string // as it is asked for: "polnear"
	About string // what is measured, in a few words
	Links bool   // it is scored on incidents, which need all readings, and not on the readings themselves
	Whole bool   // it is scored on what whole ledgers come to, one for each of [Corpus.Worlds]

	open func(path string) (contents, error)
}

// contents is what a corpus of one kind has to be able to do.
type contents interface {
	inputs() []Input
	score(Answers, *Scores)
}

var kinds = []Kind{
	{Name: "seeds", About: "statements, chains and figures of whole reports", open: openSeeds},
	{Name: "polnear", About: "who said it: source, cue and content, as PolNeAR annotates them", open: openPolnear},
	{Name: "fa-kes", About: "the main event of reports on the war in Syria: dead, day, place", open: openFakes},
	{Name: "timex", About: "expressions of time and their values, in TimeML", open: openTimex},
	{Name: "geo", About: "places and where they lie, in LGL's XML", open: openGeo},
	{Name: "links", About: "which reports tell of one incident", Links: true, open: openLinks},
	{Name: "events", About: "mentions of what happened, is denied, possible, planned or general", open: openEvents},
	{Name: "muc", About: "what a report says happened, by the answer keys of MUC-3 and MUC-4", open: openMUC},
	{Name: "messages", About: "calls for help and witnesses in messages from disasters", open: openMessages},
	{Name: "worlds", About: "the whole picture, in invented crises of which all is known", Whole: true, open: openWorlds},
}

// Kinds lists the kinds of corpus, in the order in which they are documented.
func Kinds() []Kind { return slices.Clone(kinds) }

// Input is one report of a corpus, in the shape in which `firsthand read --ndjson` takes it.
type Input struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Text      string `json:"text"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Answers is what a reader made of a corpus's reports, by the ID of the report. A report without an answer counts as
// one in which nothing was found.
type Answers struct {
	Readings  map[string]report.Reading
	Incidents map[string]string  // of the kinds with Links: the incident of each report
	Pictures  map[string]Picture // of the kinds that are Whole: what each world comes to, by the world's ID
}

// Corpus is annotated reports.
type Corpus struct {
	kind     Kind
	contents contents
}

// Open reads the corpus at path, a file or, for "timex", a folder. An error names the file and, where there is one, the
// line.
func Open(kind, path string) (*Corpus, error) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == kind })
	if i < 0 {
		return nil, fmt.Errorf("there is no kind of corpus %q; there are %s", kind, strings.Join(names(), ", "))
	}
	c, err := kinds[i].open(path)
	if err != nil {
		return nil, fmt.Errorf("open corpus: %w", err)
	}
	return &Corpus{kinds[i], c}, nil
}

// Kind is the corpus's kind.
func (c *Corpus) Kind() Kind { return c.kind }

// Inputs is the reports to read, in the order of the corpus.
func (c *Corpus) Inputs() []Input { return c.contents.inputs() }

// Only is the corpus without what has other IDs than these: reports, or worlds. An ID that the corpus does not have is
// an error.
func (c *Corpus) Only(ids []string) (*Corpus, error) {
	parts, ok := c.contents.(interface {
		only(keep func(id string) bool) contents
	})
	if !ok {
		return nil, fmt.Errorf("no part of a corpus of the kind %s can be taken", c.kind.Name)
	}
	known := map[string]bool{}
	left := parts.only(func(id string) bool {
		known[id] = true
		return slices.Contains(ids, id)
	})
	for _, id := range ids {
		if !known[id] {
			return nil, fmt.Errorf("the corpus has no %q", id)
		}
	}
	return &Corpus{c.kind, left}, nil
}

// Worlds is the worlds of a corpus that is scored on whole ledgers, none of any other.
func (c *Corpus) Worlds() []World {
	w, ok := c.contents.(*worlds)
	if !ok {
		return nil
	}
	var out []World
	for _, one := range w.worlds {
		out = append(out, World{one.ID, one.Reports})
	}
	return out
}

// Score compares answers with the annotations. It is a pure function of both.
func (c *Corpus) Score(answers Answers) Scores {
	s := Scores{Corpus: c.kind.Name}
	c.contents.score(answers, &s)
	return s
}

func names() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.Name)
	}
	return out
}
