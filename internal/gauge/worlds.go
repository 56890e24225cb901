package gauge

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// World is an invented crisis: reports that are to be put into a ledger of their own, and beside them the truth that an
// ideal analyst would reach from these reports alone.
type World struct {
	ID      string
	Reports []Input
}

// openWorlds reads worlds, one a file: all files *.json of a folder in the order of their names, or one file.
func openWorlds(path string) (contents, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil {
			return nil, fmt.Errorf("look for worlds: %w", err)
		}
	}
	c := &worlds{}
	for _, file := range files {
		raw, err := readText(file)
		if err != nil {
			return nil, err
		}
		var w world
		if err := json.Unmarshal([]byte(raw), &w); err != nil {
			return nil, fmt.Errorf("%s:%d: parse JSON: %w", file, lineOf(raw, err), err)
		}
		if err := w.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		c.worlds = append(c.worlds, w)
	}
	if len(c.worlds) == 0 {
		return nil, fmt.Errorf("%s: there is no file *.json in this folder", path)
	}
	return c, nil
}

type worlds struct{ worlds []world }

func (c *worlds) inputs() []Input {
	var out []Input
	for _, w := range c.worlds {
		out = append(out, w.Reports...)
	}
	return out
}

func (c *worlds) only(keep func(string) bool) contents {
	return &worlds{slices.DeleteFunc(slices.Clone(c.worlds), func(w world) bool { return !keep(w.ID) })}
}

// world is the form of data/worlds, as far as it is scored.
type world struct {
	ID, Title  string
	Reports    []Input
	Events     []worldEvent
	Situations []struct {
		Kind   string
		Where  []string
		Latest string
	}
	Calls   []struct{ Who string }
	Sources []worldSource
}

type worldEvent struct {
	ID, Kind   string
	Where      []string // the first is how it is called, the others are accepted
	When       []string // the first and the last day
	Background bool
	Reports    []string
	Origins    []struct {
		Name    string
		Aliases []string
		Hand    string
	}
	Fog      []struct{ Words []string }
	Distinct int
	Tolls    []struct {
		Measure, Who    string
		Part            bool
		Low, Best, High *int64
	}
	Blame     []struct{ By, Accuses string }
	Stances   []worldStance
	Reactions []string
}

type worldStance struct{ By, Stance string }

type worldSource struct {
	Name    string
	Aliases []string
}

func (w world) check() error {
	if w.ID == "" || len(w.Reports) == 0 {
		return errors.New("it is no world: it has no ID, or no reports")
	}
	for i, e := range w.Events {
		if len(e.When) != 2 || len(e.Where) == 0 {
			return fmt.Errorf("event %d: it has no first and last day, or no place", i+1)
		}
	}
	return nil
}

// Picture is what a ledger that holds the reports of one world comes to.
type Picture struct {
	shown shown
}

// reportName is how a report of a ledger is known again among the reports of a world: the ledger gives it an ID of its
// own.
type reportName struct{ ID, URL, Title string }

// ParsePicture reads what `firsthand export --format json` prints. Reports are the ledger's, where the export does not
// list them itself as its report_list.
func ParsePicture(export []byte, reports []Input) (Picture, error) {
	var p Picture
	if err := json.Unmarshal(export, &p.shown); err != nil {
		return p, fmt.Errorf("parse export: %w", err)
	}
	if len(p.shown.Reports) == 0 {
		for _, r := range reports {
			p.shown.Reports = append(p.shown.Reports, reportName{r.ID, r.URL, r.Title})
		}
	}
	return p, nil
}

// ParsePictures reads pictures, one {"world": ID, "export": …} a line. Of two pictures of one world the last counts.
func ParsePictures(r io.Reader, name string) (Answers, error) {
	lines, err := rows[struct {
		World  string
		Export json.RawMessage
	}](r, name)
	if err != nil {
		return Answers{}, fmt.Errorf("read pictures: %w", err)
	}
	a := Answers{Pictures: map[string]Picture{}}
	for i, l := range lines {
		p, err := ParsePicture(l.Export, nil)
		if err != nil {
			return Answers{}, fmt.Errorf("read pictures: %s: picture %d: %w", name, i+1, err)
		}
		a.Pictures[l.World] = p
	}
	return a, nil
}

// shown is the part of an export that is scored. It is taken from the export and not from the types behind it, so that
// what another version exported, with fewer fields or more, is scored by the same rule.
type shown struct {
	Incidents  []shownIncident
	Situations []struct {
		Kind  string
		Where *shownPlace
		Now   []string
	}
	Calls   []struct{ Who string }
	Sources []struct {
		ID, Name string
		Others   []shownName
	}
	Reports []reportName `json:"report_list"`
}

type shownIncident struct {
	Title, Kind string
	When        *struct{ Start, End string }
	Where       *shownPlace
	Events      []struct{ Report string }
	Origins     []shownOrigin
	Counts      struct{ Distinct, Unnamed int }
	Tallies     []shownTally
	Stances     []struct{ Who, Stance string }
	Accused     []struct {
		Name, Who string
		By        []struct{ Name, Who string }
	}
}

type shownPlace struct{ Name, Admin1 string }

type shownOrigin struct {
	Name  string
	Named bool
	Hand  string
}

type shownTally struct {
	Measure, Who    string
	Low, High, Best *int64
	Rivals, Parts   []shownFigure
}

type shownFigure struct {
	Figure   struct{ Low *int64 }
	Replaced bool
}

// shownName is a name, written as a string or as an object that has one.
type shownName string

// UnmarshalJSON reads either form.
func (n *shownName) UnmarshalJSON(b []byte) error {
	var plain string
	if json.Unmarshal(b, &plain) == nil {
		*n = shownName(plain)
		return nil
	}
	var object struct{ Name string }
	if err := json.Unmarshal(b, &object); err != nil {
		return fmt.Errorf("parse name: %w", err)
	}
	*n = shownName(object.Name)
	return nil
}
