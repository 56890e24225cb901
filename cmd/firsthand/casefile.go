package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/casefile"
	"firsthand/internal/keep"
	"firsthand/internal/keep/seal"
	"firsthand/internal/read"
	"firsthand/internal/report"
)

// casefileVerb makes a packet that shows a stranger what the ledger holds about incidents.
func (a *app) casefileVerb() *cobra.Command {
	var out string
	var checker bool
	c := casefile.Case{}
	cmd := &cobra.Command{
		Use:   "casefile INCIDENT… -o FILE.zip",
		Short: "Make a packet about incidents that a stranger can check without the ledger",
		Long: `Make a ZIP archive with everything that the ledger holds about the incidents: the originals, what was read
from them, what was decided, the proof that each record stands in the log, and time stamps; a page for
people, and a page that checks the packet in any browser without a network. firsthand verify --casefile
checks it too, and reads the originals again.

That the packet was made, by whom and why is sealed in the ledger, together with a digest of its contents.

--withhold closes a field of every report and decision (author, url, by …), or of one: author@ID. original
means the bytes. A field that is withheld shows a keyed digest that nobody can guess from. Where anything
of a report is withheld, its reading is too, of the incidents only the titles are shown, and decisions on
sources are left out. What stands in
an open text is not looked through: read the packet before you give it away.`,
		Example: `  firsthand casefile 0123456789abcdef -o court.zip --by "M. Kerr" --reason "For the registry, case 14/2026"
  firsthand casefile 0123456789abcdef -o press.zip --by "M. Kerr" --reason "For the paper" --withhold author --withhold url`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case checker && len(args) == 0:
				return nil
			case len(args) == 0:
				return usage("name at least one INCIDENT")
			case out == "":
				return usage("say where the packet goes, with -o FILE.zip")
			case strings.TrimSpace(c.By) == "" || strings.TrimSpace(c.Reason) == "":
				return usage("say who makes the packet, with --by NAME, and why, with --reason WORDS")
			}
			return cmp.Or(checkPerson("by", c.By), checkWithheld(c.Withhold))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if checker {
				_, err := fmt.Fprint(a.stdout, casefile.Checker)
				return err
			}
			return a.casefile(cmd.Context(), args, out, c)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the `file` to write; it must not exist")
	cmd.Flags().StringVar(&c.By, "by", "", "the `name` of whoever makes the packet")
	cmd.Flags().StringVar(&c.Reason, "reason", "", "why, and for whom, in `words`")
	cmd.Flags().StringArrayVar(&c.Withhold, "withhold", nil, "a `field` to withhold, or FIELD@ID; may be given again")
	cmd.Flags().BoolVar(&checker, "checker", false, "print the page that checks packets, to be kept apart from them")
	return cmd
}

// checkWithheld refuses what is no field, so that nothing stays open because of a slip of the hand.
func checkWithheld(names []string) error {
	known := append(seal.CommittedOf(seal.ReportKind, seal.Newest(seal.ReportKind)), seal.Fields(seal.DecisionKind)...)
	for _, name := range names {
		field, id, one := strings.Cut(name, "@")
		if !slices.Contains(known, field) || one && !seal.ValidID(id) {
			return fail(exitUsage, "fields are "+strings.Join(known, ", "), "%q is no field, or no field and the ID of a report or decision", name)
		}
		if field == "act" || field == "value" || field == "on" {
			return usage("%s of a decision cannot be withheld: it says what the decision is", field)
		}
	}
	return nil
}

func (a *app) casefile(ctx context.Context, incidents []string, out string, c casefile.Case) error {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return usage("%s exists already", out)
	}
	l, w, err := a.openWeighed(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := a.gather(ctx, l, w, incidents, &c); err != nil {
		return err
	}
	c.Made, c.Program = time.Now(), "firsthand "+programVersion()
	c.Sealed = func(ctx context.Context) { a.fetchWords(ctx, l) }
	if err := writeAside(out, func(f *os.File) error { return casefile.Write(ctx, f, l, c) }); err != nil {
		if errors.Is(err, keep.ErrInvalid) {
			return fail(exitUsage, "make the packet without withholding, or leave that report out", "%w", err)
		}
		return a.aboutLedger(err)
	}
	fmt.Fprintf(a.stdout, "%s: %s, %s\n", printable(out), count(len(c.Reports), "report", "reports"), count(len(c.Decisions), "decision", "decisions"))
	return nil
}

// gather finds what the ledger holds about incidents.
func (a *app) gather(ctx context.Context, l *keep.Ledger, w report.Weighing, incidents []string, c *casefile.Case) error {
	c.Readings = make(map[string]report.Reading)
	for _, id := range incidents {
		i := slices.IndexFunc(w.Incidents, func(in report.Incident) bool { return in.ID == id })
		if i < 0 {
			return fail(exitUsage, "firsthand export --format csv lists them", "there is no incident %q", id)
		}
		c.Incidents = append(c.Incidents, w.Incidents[i])
		for _, e := range w.Incidents[i].Events {
			if !slices.Contains(c.Reports, e.Report) {
				c.Reports = append(c.Reports, e.Report)
			}
		}
	}
	for _, id := range c.Reports {
		g, err := a.readingOf(ctx, l, id)
		if err != nil {
			return a.aboutLedger(err)
		}
		c.Readings[id] = g
	}
	about, err := json.Marshal(c.Incidents)
	if err != nil {
		return err
	}
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return a.aboutLedger(err)
		}
		if len(c.Withhold) > 0 && slices.ContainsFunc(d.On, namesSource) {
			continue // it could name what a report's withheld fields would
		}
		if slices.ContainsFunc(d.On, func(name string) bool { return concerns(name, string(about), c) }) {
			c.Decisions = append(c.Decisions, d.ID)
		}
	}
	return nil
}

// namesSource reports whether a thing that a decision is on is a source.
func namesSource(name string) bool {
	return strings.HasPrefix(name, "source:") || strings.HasPrefix(name, "unnamed:")
}

// concerns reports whether a decision on that thing belongs to a packet: the thing is one of its incidents, reports or
// decisions, words of one of its reports, or a source that its incidents name.
func concerns(name, about string, c *casefile.Case) bool {
	return slices.ContainsFunc(c.Incidents, func(in report.Incident) bool { return in.ID == name }) ||
		slices.ContainsFunc(c.Reports, func(id string) bool { return strings.Contains(name, id) }) ||
		slices.Contains(c.Decisions, name) ||
		strings.HasPrefix(name, "source:") && strings.Contains(about, `"`+name+`"`)
}

// writeAside writes a file that nobody else can read under another name, and gives it its own when it is whole.
func writeAside(path string, write func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".firsthand-*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil { // unlike a renaming, it replaces nothing that came meanwhile
		if errors.Is(err, fs.ErrExist) {
			return err
		}
		return os.Rename(f.Name(), path)
	}
	return os.Remove(f.Name())
}

// verifyCasefile checks a packet without any ledger, and reads its originals again.
func (a *app) verifyCasefile(ctx context.Context, file, key string, roots []string, asJSON bool) error {
	o, err := casefileOptions(key, roots)
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return fail(exitUsage, "", "open the packet: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return usage("%s is no file", file)
	}
	result, err := casefile.Check(f, info.Size(), o)
	if err != nil {
		return fail(exitRefused, "", "%w", err)
	}
	result.Findings = append(result.Findings, a.again(ctx, result)...)
	if asJSON {
		out := a.jsonOut()
		out.SetIndent("", "  ")
		err = out.Encode(struct {
			Holds    bool               `json:"holds"`
			Ledger   string             `json:"ledger"`
			Key      string             `json:"key"`
			Sealed   bool               `json:"sealed"`
			Withheld []string           `json:"withheld"`
			Findings []casefile.Finding `json:"findings"`
		}{result.Holds(), result.Ledger, result.Key, result.Sealed, result.Withheld, result.Findings})
		if err != nil {
			return err
		}
	} else {
		a.printCasefile(result)
	}
	if !result.Holds() {
		return fail(exitLedger, "keep the packet as it is, and ask for another from whoever made it", "not everything in the packet holds")
	}
	return nil
}

func casefileOptions(key string, roots []string) (o casefile.Options, err error) {
	if key != "" {
		line, err := os.ReadFile(key)
		if err != nil {
			return o, fail(exitUsage, "", "read the key: %w", err)
		}
		o.Key = strings.TrimSpace(string(line))
	}
	o.Roots, err = readRoots(roots)
	return o, err
}

func (a *app) printCasefile(r casefile.Result) {
	holding := 0
	for _, f := range r.Findings {
		switch {
		case !f.Holds:
			fmt.Fprintf(a.stdout, "%s does not hold: %s.\n", f.Thing, printable(f.Says))
		case strings.HasPrefix(f.Thing, "stamp "), strings.HasPrefix(f.Thing, "key change "), f.Thing == "checkpoint", f.Thing == "contents":
			fmt.Fprintf(a.stdout, "%s: %s.\n", f.Thing, printable(f.Says))
			holding++
		default:
			holding++
		}
	}
	if len(r.Withheld) > 0 {
		fmt.Fprintf(a.stdout, "withheld: %s.\n", printable(strings.Join(r.Withheld, ", ")))
	}
	fmt.Fprintf(a.stdout, "%d of %s hold. Everything rests on the key %s: compare it.\n", holding, count(len(r.Findings), "finding", "findings"), printable(r.Key))
}

// again captures each original of a packet again and reads each report again, where this very build and reader did so
// before, and says what comes out otherwise.
func (a *app) again(ctx context.Context, result casefile.Result) (found []casefile.Finding) {
	reader, err := read.With()
	if err != nil {
		a.log.Warn("the reports cannot be read again", "error", err)
		return nil
	}
	for _, r := range result.Reports {
		if ctx.Err() != nil {
			return found
		}
		found = append(found, againReport(reader, r)...)
	}
	return found
}

// againReport captures and reads one report of a packet again.
func againReport(reader *read.Reader, r casefile.Report) (found []casefile.Finding) {
	f := r.Fields
	if r.Original != nil && f["text"] != "" && f["captured_tool"] == captureTool && f["captured_version"] == programBuild() {
		holds, says := slices.Contains(textsOf(r.Original)[f["part"]], f["text"]), "capturing the original again gives it"
		if !holds {
			says = "this very build captured it, and capturing the original again gives another text"
		}
		found = append(found, casefile.Finding{Thing: "text " + r.Name, Holds: holds, Says: says})
	}
	var was report.Reading
	if r.Reading == nil || json.Unmarshal(r.Reading, &was) != nil || was.Reader.Version != reader.Version() {
		return found
	}
	now, err := safely(reader, report.Report{ID: f["id"], Title: f["title"], Publisher: f["publisher"], Author: f["author"], Published: f["published"],
		URL: f["url"], Lang: f["lang"], MediaType: f["media_type"], Name: f["name"], Part: f["part"], Text: f["text"]})
	if err != nil {
		return found
	}
	before, after, err := digests(was, result{reading: now})
	holds, says := err == nil && before == after, "reading the report again gives it"
	if !holds {
		says = "this very reader reads the report otherwise"
	}
	return append(found, casefile.Finding{Thing: "reading " + r.Name, Holds: holds, Says: says})
}
