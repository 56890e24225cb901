package roster

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"firsthand/internal/report"
	"firsthand/internal/report/bodies"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/registry"
)

// Entries are all sources of a ledger, by key.
type Entries map[string]*entry

// entry is one source while the registry is gathered.
type entry struct {
	Key       string
	family    string
	body      map[string]bool
	names     map[string]int // how many reports use each
	voices    map[string]bool
	roles     map[string]bool // roles and affiliations that reports give it
	of        map[string]int
	hops      map[report.HopKind]bool
	witness   bool
	reports   []*corefer.Document // in order of publication
	published int
	words     []report.StatementRef // in order of publication
	Merged    []string
}

// Gather makes the registry. The reports come in order of publication.
func Gather(docs []*corefer.Document) Entries {
	r := make(Entries)
	for _, d := range docs {
		r.addPublisher(d)
		for _, c := range d.Credits {
			if who := d.Source(c.Name, c.SourceID); who.Key != "" {
				e := r.entry(who, d)
				e.in(d)
				e.names[c.Name]++
				e.hops[report.CreditHop] = true
			}
		}
		for i := range d.Reading.Statements {
			r.addStatement(d, &d.Reading.Statements[i])
		}
	}
	return r
}

func (r Entries) entry(s registry.Source, d *corefer.Document) *entry {
	e := r[s.Key]
	if e == nil {
		e = &entry{
			Key: s.Key, family: s.Family, body: make(map[string]bool), names: make(map[string]int), voices: make(map[string]bool), roles: make(map[string]bool),
			of: make(map[string]int), hops: make(map[report.HopKind]bool), Merged: d.Merges.Members(s.Key),
		}
		r[s.Key] = e
	}
	if s.Family != "" {
		e.family = s.Family
		e.body[s.Body] = true
	}
	return e
}

func (e *entry) in(d *corefer.Document) {
	if n := len(e.reports); n == 0 || e.reports[n-1] != d {
		e.reports = append(e.reports, d)
	}
}

func (r Entries) addPublisher(d *corefer.Document) {
	if d.PublisherKey == "" {
		return
	}
	e := r.entry(d.Source(d.Publisher, ""), d)
	e.in(d)
	e.names[d.Publisher]++
	e.published++
	e.hops[report.Outlet] = true
}

// addStatement adds everybody through whose hands the words of a statement went.
func (r Entries) addStatement(d *corefer.Document, s *report.Statement) {
	at := report.StatementRef{Report: d.ID, Statement: s.ID, Span: report.Hull(s.Content())}
	for i, h := range s.Hops {
		last := i == len(s.Hops)-1
		who := d.Hop(h)
		if !registry.Named(h) || who.Key == "" {
			if last {
				words, name := registry.TrailWords(h)
				e := r.entry(registry.Source{Key: ref.UnnamedPrefix + words}, d)
				e.in(d)
				e.names[name]++
				e.words = append(e.words, at)
			}
			continue
		}
		e := r.entry(who, d)
		e.in(d)
		if plain := d.Source(h.Name, h.SourceID); plain.Key == who.Key || h.Name == "" {
			e.names[cmp.Or(h.Name, h.Of)]++
			if called := d.Called(h); called != h.Name {
				e.names[called]++
			}
			e.roles[h.Role] = true
		} else {
			e.voices[h.Name] = true
			e.names[who.Name]++
		}
		if h.Of != "" && !registry.SpeaksFor(h.Role) && d.Source(h.Of, "").Key != who.Key {
			e.of[h.Of]++
		}
		e.hops[h.Kind] = true
		e.witness = e.witness || last && s.Hand == report.Witness
		if last {
			e.words = append(e.words, at)
		}
	}
}

// wordsKept is how many of a source's statements the registry points at.
const wordsKept = 20

// List is a registry written down as far as reports tell: what incidents and analysts say besides is put in by
// [List.Report].
type List struct {
	entries Entries
	sources []report.Source // those with most reports first
	hints   []report.MergeHint
}

// List writes the registry down.
func (r Entries) List() *List {
	list := make([]report.Source, 0, len(r))
	for _, e := range r {
		list = append(list, e.report())
	}
	slices.SortFunc(list, func(a, b report.Source) int {
		return cmp.Or(cmp.Compare(len(b.Reports), len(a.Reports)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return &List{r, list, hints(list, r)}
}

// Report puts in which incidents a source stands behind, and what analysts decided about sources.
func (l *List) Report(cases []*corefer.Incident, judged *registry.Verdicts) ([]report.Source, []report.MergeHint) {
	incidents := make(map[string][]string, len(l.sources))
	for _, c := range cases {
		for _, n := range c.Written.Graph.Nodes {
			key := ref.NodeID(n.ID).Source()
			if known := incidents[key]; len(known) == 0 || known[len(known)-1] != c.ID {
				incidents[key] = append(known, c.ID)
			}
		}
	}
	sources := slices.Clone(l.sources)
	for i := range sources {
		s := &sources[i]
		s.Incidents = []string{}
		if ids := incidents[s.ID]; len(ids) > 0 {
			slices.Sort(ids)
			s.Incidents = ids
		}
		for _, key := range append([]string{s.ID}, s.Merged...) {
			if d, ok := judged.Sides[key]; ok {
				s.Side, s.SideWhy = d.Value, registry.Say("set", d)
				break
			}
		}
	}
	hints := slices.Clone(l.hints)
	for i := range hints {
		if v, ok := judged.Hints[registry.PairOf(hints[i].A, hints[i].B)]; ok && v.Act == report.Reject {
			hints[i].Judged = registry.Say("rejected", v.By)
		}
	}
	return sources, hints
}

func (e *entry) report() report.Source {
	s := report.Source{ID: e.Key, Name: e.Name(), Others: []string{}, Voices: inorder.Keys(e.voices), Published: e.published, Merged: e.Merged}
	for name := range e.names {
		if name != s.Name && name != "" {
			s.Others = append(s.Others, name)
		}
	}
	slices.Sort(s.Others)
	s.Kind, s.KindWhy = e.Kind()
	s.Of = mostUsed(e.of)
	if of, ok := knownSources().of[e.Key]; ok {
		s.Of = of
		s.Side, s.SideWhy = of, report.Because("side.listed")
	}
	for _, d := range e.reports {
		s.Reports = append(s.Reports, d.ID)
		if day := d.Published.Day; day != "" {
			s.First = cmp.Or(s.First, day)
			s.Last = day
		}
	}
	s.Words = []report.StatementRef{}
	for _, ref := range slices.Backward(e.words) {
		if len(s.Words) == wordsKept {
			break
		}
		s.Words = append(s.Words, ref)
	}
	return s
}

// Name is what a source is called: its family, or its only body; else the name that most reports use, of equals the
// fullest.
func (e *entry) Name() string {
	if e.family != "" {
		return registry.FamilyName(e.family, e.body)
	}
	return mostUsed(e.names)
}

func mostUsed(counts map[string]int) string {
	best := ""
	for name, n := range counts {
		if name == "" {
			continue
		}
		if best == "" || n > counts[best] || n == counts[best] && name != best && registry.Fuller(name, best) == name {
			best = name
		}
	}
	return best
}

// Kind is what sort of source it is, and what tells so.
func (e *entry) Kind() (kind string, why report.Reason) {
	if ref.NodeID(e.Key).Unnamed() {
		return report.KindGroup, report.Because("kind.nobody")
	}
	known := knownSources()
	if k, ok := known.names[e.Key]; ok {
		return k, report.Because("kind.listed")
	}
	var roles, names []string
	for role := range e.roles {
		roles = append(roles, role)
	}
	for of := range e.of {
		roles = append(roles, of)
	}
	for name := range e.names {
		names = append(names, name)
	}
	for _, t := range []struct {
		texts []string
		code  string
	}{{roles, "kind.role"}, {names, "kind.name"}} {
		slices.Sort(t.texts)
		if k, word := known.byWord(t.texts); k != "" {
			return k, report.Because(t.code, word)
		}
	}
	switch {
	case e.hops[report.Account]:
		return report.KindAccount, report.Because("kind.account")
	case e.hops[report.CreditHop]:
		return report.KindAgency, report.Because("kind.credited")
	case e.published > 0:
		return report.KindOutlet, report.Because("kind.published")
	case e.hops[report.Outlet] || e.hops[report.Addressee]:
		return report.KindOutlet, report.Because("kind.cited")
	case e.witness:
		return report.KindEyewitness, report.Because("kind.witness")
	}
	return "", report.Reason{}
}

//go:embed sources.tsv
var sourcesFile string

// sourceList is what is known of sources beforehand: of bodies by their names, and the words of sources.tsv.
type sourceList struct {
	names map[string]string // kind by key
	of    map[string]string // who runs it, by key
	words []kindWord        // in order of the file
}

type kindWord struct {
	word string
	open bool // stands for all words that begin so
	kind string
}

var knownSources = sync.OnceValue(func() sourceList {
	l, err := parseSources(sourcesFile)
	if err != nil {
		panic("weigh: the embedded sources.tsv: " + err.Error()) // a test parses it
	}
	l.addBodies(bodies.All())
	return l
})

// addBodies adds what is known of bodies: what kind of source each is, and who runs it.
func (l sourceList) addBodies(all []bodies.Body) {
	for _, b := range all {
		names := b.Names()
		if b.Family != "" {
			names = []string{b.Family} // for which all its names stand
		}
		for _, name := range names {
			key := registry.Identify(name, "").Key
			if b.Kind != "" {
				l.names[key] = b.Kind
			}
			if b.RunBy != "" {
				l.of[key] = b.RunBy
			}
		}
	}
}

var sourceKinds = []string{
	report.KindEyewitness, report.KindResident, report.KindMonitor, report.KindMedical, report.KindAid, report.KindOfficial,
	report.KindArmed, report.KindOutlet, report.KindAgency, report.KindAccount, report.KindGroup,
}

func parseSources(file string) (sourceList, error) {
	l := sourceList{names: make(map[string]string), of: make(map[string]string)}
	n := 0
	for line := range strings.Lines(file) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		kind, words, ok := strings.Cut(line, "\t")
		if !ok {
			return sourceList{}, fmt.Errorf("line %d has no tab", n)
		}
		if !slices.Contains(sourceKinds, kind) {
			return sourceList{}, fmt.Errorf("line %d: %q is no kind of source", n, kind)
		}
		for name := range strings.SplitSeq(words, ";") {
			word, open := strings.CutSuffix(strings.TrimSpace(name), "*")
			id := report.SourceID(word)
			if id == "" {
				return sourceList{}, fmt.Errorf("line %d has an empty word", n)
			}
			l.words = append(l.words, kindWord{id, open, kind})
		}
	}
	return l, nil
}

// byWord finds the first word of the list that stands in one of some texts.
func (l sourceList) byWord(texts []string) (kind, word string) {
	has := make(map[string]bool)
	for _, t := range texts {
		for w := range strings.SplitSeq(report.SourceID(t), "-") {
			has[w] = true
		}
	}
	for _, k := range l.words {
		if !k.open {
			if has[k.word] {
				return k.kind, k.word
			}
			continue
		}
		for _, w := range inorder.Keys(has) {
			if strings.HasPrefix(w, k.word) {
				return k.kind, w
			}
		}
	}
	return "", ""
}
