// Package bodies is the one list of bodies known all over the world, with the names that stand for them. Reading knows
// them by it in texts, weighing counts them once by it, and measuring takes their names for each other.
package bodies

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"firsthand/internal/report"
)

// Body is one line of bodies.tsv, which says what each part of it means.
type Body struct {
	Name    string
	Reads   string   // what it is in a text; "" where only weighing knows it
	Texts   []string // other names in texts
	Family  string   // "" where weighing takes it for itself
	Shown   string
	Sources []string // names as a source
	Kind    string   // of source; "" where it is not known
	RunBy   string
}

//go:embed bodies.tsv
var file string

// All are all bodies, in the order of the file. What it gives is not to be changed.
var All = sync.OnceValue(func() []Body {
	all, err := parse(file)
	if err != nil {
		panic("bodies: the embedded bodies.tsv: " + err.Error()) // a test parses it
	}
	return all
})

// Names are all names of a body, as far as they are whole: those in texts and those of the source.
func (b Body) Names() []string {
	names := slices.Concat([]string{b.Name}, b.Texts, b.Sources)
	return slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, "*") })
}

const columns = 8

var reads = []string{"", "outlet", "agency", "body", "network"}

var kinds = []string{"", report.KindMonitor, report.KindMedical, report.KindAid, report.KindOfficial, report.KindArmed, report.KindOutlet, report.KindAgency}

func parse(file string) ([]Body, error) {
	var all []Body
	names, sources := make(map[string]bool), make(map[string]bool)
	n := 0
	for line := range strings.Lines(file) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) > columns {
			return nil, fmt.Errorf("line %d has %d columns, want %d at most", n, len(c), columns)
		}
		c = append(c, make([]string, columns-len(c))...)
		b := Body{Name: c[0], Reads: c[1], Family: c[3], Shown: c[4], Kind: c[6], RunBy: c[7]}
		var err error
		if b.Texts, err = list(c[2]); err == nil {
			b.Sources, err = list(c[5])
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d %w", n, err)
		case b.Name == "":
			return nil, fmt.Errorf("line %d has no name", n)
		case names[b.Name]:
			return nil, fmt.Errorf("line %d: %q stands in two lines", n, b.Name)
		case !slices.Contains(reads, b.Reads):
			return nil, fmt.Errorf("line %d: nothing is read as %q", n, b.Reads)
		case !slices.Contains(kinds, b.Kind):
			return nil, fmt.Errorf("line %d: %q is no kind of source", n, b.Kind)
		case (b.Family == "") != (b.Shown == "") || b.Family != "" && len(b.Sources) == 0:
			return nil, fmt.Errorf("line %d: a family, what is shown and names of sources go together", n)
		}
		names[b.Name] = true
		for _, name := range b.Sources {
			if id := report.SourceID(name); sources[id] && !strings.HasSuffix(name, "*") {
				return nil, fmt.Errorf("line %d: %q stands in two places", n, name)
			}
			sources[report.SourceID(name)] = true
		}
		all = append(all, b)
	}
	return all, nil
}

// list is the names between semicolons.
func list(column string) ([]string, error) {
	if column == "" {
		return nil, nil
	}
	names := strings.Split(column, ";")
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
		if report.SourceID(strings.TrimSuffix(names[i], "*")) == "" {
			return nil, fmt.Errorf("has an empty name")
		}
	}
	return names, nil
}
