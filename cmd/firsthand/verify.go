package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/keep"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/report"
)

// verifyVerb holds everything in a ledger against its seal.
func (a *app) verifyVerb() *cobra.Command {
	var asJSON, quick, mend bool
	var packet, key string
	var held, roots []string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Hold everything in the ledger against its seal",
		Long: `Hash every original again, recompute the log from the records, check its signatures, and
name every record and file that is not what was sealed. Then read every report again, and
name every reading that is not what comes out: readings are not sealed, since they can be
made again. One that another reader made cannot be compared, and is counted. Capture every
original again too, and name every text that does not come out of it, if this very build
captured it. Each finding says what it shows, and what else could explain it.

Time stamps are checked offline, under the certificates that the ledger knows; whoever can write
to the folder can name others there, so compare the printed fingerprint with the one that the
authority publishes, or give its certificate to --root.

Somebody who can write to the whole folder, and has its key, could replace it by another
ledger that agrees with itself. Only a checkpoint that was kept elsewhere tells of that: copy
the file seal/checkpoint out of the ledger now and then, and give the copies to --checkpoint.`,
		Example: `  firsthand verify
  firsthand verify --checkpoint 2026-01-31.checkpoint --json
  firsthand verify --casefile court.zip`,
		Args: func(cmd *cobra.Command, args []string) error {
			if packet == "" && key != "" {
				return usage("--key is for --casefile; a ledger has its own")
			}
			if packet != "" && (quick || mend || len(held) > 0) {
				return usage("--casefile goes with --key, --root and --json alone")
			}
			if quick && mend {
				return usage("--mend needs the reports read again, which --quick leaves out")
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if packet != "" {
				return a.verifyCasefile(cmd.Context(), packet, key, roots, asJSON)
			}
			return a.verify(cmd.Context(), held, roots, quick, mend, asJSON)
		},
	}
	cmd.Flags().StringArrayVar(&held, "checkpoint", nil, "a `file` with a checkpoint of this ledger that was kept elsewhere; may be given again")
	cmd.Flags().StringArrayVar(&roots, "root", nil, "a `file` with certificates in PEM: trust time stamps under these, and not those that the ledger names; may be given again")
	cmd.Flags().StringVar(&packet, "casefile", "", "check this `file`, a packet that firsthand casefile made, and no ledger")
	cmd.Flags().StringVar(&key, "key", "", "a `file` with the public key that the packet must be signed by")
	cmd.Flags().BoolVar(&quick, "quick", false, "do not read the reports again, which takes as long as reading them did")
	cmd.Flags().BoolVar(&mend, "mend", false, "put what reading a report again gives in the place of a reading that differs, after naming it")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

func (a *app) verify(ctx context.Context, held, roots []string, quick, mend, asJSON bool) error {
	checkpoints, err := readCheckpoints(held)
	if err != nil {
		return err
	}
	l, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := trustOnly(l, roots); err != nil {
		return err
	}

	found, err := a.verifyLedger(ctx, l, checkpoints)
	if err != nil {
		return err
	}
	v := verdict{Findings: []verdictDetail{}}
	v.Records, v.Originals, err = holdings(ctx, l)
	if err != nil && found.Clean() {
		return a.aboutLedger(err)
	}
	if key, err := l.PublicKey(); err == nil {
		v.Ledger, _, _ = strings.Cut(key, "+")
		v.Key = report.DigestOf([]byte(key)).String()
		if chain, _, err := l.Keys(ctx); err == nil && len(chain.Changes()) > 0 {
			changes := chain.Changes()
			v.First, v.Key = v.Key, report.DigestOf([]byte(changes[len(changes)-1].New)).String()
			v.Changed = len(changes)
		}
	}
	v.Outside = len(held) > 0 || witnessed(ctx, l)
	if !quick {
		differ, err := a.repeat(ctx, l, &v, found.Clean(), mend)
		if err != nil {
			return err
		}
		found = append(found, differ...)
	}
	if v.Stamps, err = stampsThatHold(ctx, l); err != nil && found.Clean() {
		return a.aboutLedger(err)
	}
	if !asJSON {
		a.printFindings(found, v)
	} else if err := a.printFindingsJSON(found, v); err != nil {
		return err
	}
	return conclusion(found)
}

// readCheckpoints reads the checkpoints that were kept elsewhere.
func readCheckpoints(files []string) (checkpoints [][]byte, err error) {
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fail(exitUsage, "give --checkpoint a file that was copied from seal/checkpoint", "read checkpoint: %w", err)
		}
		checkpoints = append(checkpoints, b)
	}
	return checkpoints, nil
}

// repeat reads every report and captures every original again, and finds what comes out otherwise. Clean says that
// nothing was found before.
func (a *app) repeat(ctx context.Context, l *keep.Ledger, v *verdict, clean, mend bool) (keep.Findings, error) {
	again, found, err := a.rereadAll(ctx, l, mend)
	switch {
	case err == nil:
		v.Readings = &again
	case clean || ctx.Err() != nil:
		return nil, err
	default: // with what is damaged, nothing can be read; the findings say so
		a.log.Warn("the reports cannot be read again", "error", err)
		found = nil
	}
	texts, differ, err := a.recaptureAll(ctx, l)
	if err != nil {
		return nil, err
	}
	v.Texts = &texts
	return append(found, differ...), nil
}

// conclusion is how the verb ends.
func conclusion(found keep.Findings) error {
	if onlyReadings(found) {
		return fail(exitLedger, "nothing that is sealed is touched. Keep a copy of the folder as it is, if somebody may ask; firsthand verify --mend makes the readings anew",
			"the ledger holds readings that its reports do not give")
	}
	if !found.Clean() {
		return fail(exitLedger, "keep the folder as it is, work on a copy of it, and compare both with a backup",
			"the ledger is not what was sealed")
	}
	return nil
}

// witnessed reports whether a witness signed what the ledger is, at some size.
func witnessed(ctx context.Context, l *keep.Ledger) bool {
	known, err := l.Witnesses(ctx)
	return err == nil && slices.ContainsFunc(known, func(w keep.Witness) bool {
		_, err := l.Cosigned(ctx, w)
		return err == nil
	})
}

// onlyReadings tells whether readings that differ are all that is wrong.
func onlyReadings(found keep.Findings) bool {
	return !found.Clean() && !slices.ContainsFunc(found, func(f keep.Finding) bool {
		return !f.Harmless() && (f.Problem != keep.Differs || f.Thing != keep.ReadingRow)
	})
}

// verifyLedger runs the check with a bar for its progress.
func (a *app) verifyLedger(ctx context.Context, l *keep.Ledger, checkpoints [][]byte) (keep.Findings, error) {
	var add func(int)
	wipe := func() {}
	before := 0
	found, err := l.Verify(ctx, func(done, total int) {
		if add == nil {
			add, wipe = a.progress("verifying", int64(total))
		}
		add(done - before)
		before = done
	}, checkpoints...)
	wipe()
	return found, err
}

// holdings counts the records in the log and the different originals that the reports name.
func holdings(ctx context.Context, l *keep.Ledger) (records int64, originals int, err error) {
	if records, err = l.Size(ctx); err != nil {
		return 0, 0, err
	}
	digests := make(map[report.Digest]bool)
	for r, err := range l.Reports(ctx) {
		if err != nil {
			return records, len(digests), err
		}
		digests[r.Original] = true
	}
	return records, len(digests), nil
}

func (a *app) printFindings(found keep.Findings, v verdict) {
	differences := 0
	told := make(map[string]bool)
	for _, f := range found {
		fmt.Fprintf(a.stdout, "%s.\n", printable(f.String()))
		if means := f.Means(); !told[means] {
			told[means] = true
			fmt.Fprintf(a.stdout, "  %s\n", means)
		}
		if !f.Harmless() {
			differences++
		}
	}
	if v.Readings == nil {
		fmt.Fprintln(a.stdout, "The reports were not read again, so readings that are not what the reports give are not noticed.")
	} else {
		fmt.Fprintf(a.stdout, "%s.\n", v.Readings)
	}
	if v.Texts != nil && v.Texts.Other > 0 {
		fmt.Fprintf(a.stdout, "%s otherwise out of the original today; another build or program captured that, which says nothing about it.\n",
			count(v.Texts.Other, "text comes", "texts come"))
	}
	if v.Key != "" {
		fmt.Fprintf(a.stdout, "The key that signs is %s, SHA-256 %s.\n", printable(v.Ledger), v.Key)
		if v.Changed > 0 {
			fmt.Fprintf(a.stdout, "It was changed %s, by records that the key before signed; the first has SHA-256 %s. firsthand seal keys lists them.\n", count(v.Changed, "time", "times"), v.First)
		}
	}
	if !v.Outside && len(v.Stamps) == 0 {
		fmt.Fprintln(a.stdout, "Nobody outside speaks for it: whoever can write to the folder and has its key could have made all of it anew. A checkpoint kept elsewhere, a time stamp or a witness would tell.")
	}
	for _, s := range v.Stamps {
		fmt.Fprintf(a.stdout, "%s existed before %s by the word of %s, under the certificate %s, SHA-256 %s.\n",
			count(int(s.Records), "record", "records"), s.Before, s.By, printable(s.Root), s.Fingerprint)
	}
	if differences > 0 {
		fmt.Fprintf(a.stdout, "%s: not everything is as it was sealed and read.\n", count(differences, "difference", "differences"))
		return
	}
	fmt.Fprintf(a.stdout, "%s and %s agree with the seal.\n", count(int(v.Records), "record", "records"), count(v.Originals, "original", "originals"))
}

// verdict is what verify --json prints.
type verdict struct {
	Agrees    bool            `json:"agrees"`
	Records   int64           `json:"records"`
	Originals int             `json:"originals"`
	Readings  *reread         `json:"readings"`              // null where the reports were not read again
	Texts     *recaptured     `json:"texts"`                 // null where the originals were not captured again
	Ledger    string          `json:"ledger"`                // the name of the key that signs
	Key       string          `json:"key"`                   // SHA-256 of the key that signs now, as its file has it without the line's end
	First     string          `json:"first_key,omitempty"`   // of the key that the ledger was made with, where it was changed
	Changed   int             `json:"key_changes,omitempty"` // how often
	Outside   bool            `json:"outside"`               // whether a checkpoint that was kept elsewhere, or a witness, speaks for it
	Stamps    []stampVerdict  `json:"stamps"`                // the newest that holds of each authority
	Findings  []verdictDetail `json:"findings"`
}

// stampVerdict is a time stamp that holds.
type stampVerdict struct {
	Records     int64  `json:"records"` // the first so many
	Before      string `json:"before"`  // existed before this time
	By          string `json:"by"`
	Authority   string `json:"authority"`
	Root        string `json:"root"`
	Fingerprint string `json:"fingerprint"` // SHA-256 of the root's certificate
}

// stampsThatHold are the newest stamp of each authority.
func stampsThatHold(ctx context.Context, l *keep.Ledger) ([]stampVerdict, error) {
	all, err := l.Stamps(ctx)
	if err != nil {
		return nil, err
	}
	newest := make(map[string]keep.Stamped)
	for _, s := range all { // in the order of their sizes
		if s.Err == nil {
			newest[s.By] = s
		}
	}
	verdicts := []stampVerdict{}
	for _, by := range slices.Sorted(maps.Keys(newest)) {
		s := newest[by]
		verdicts = append(verdicts, stampVerdict{s.Size, s.Before().Format(time.RFC3339), by, s.Authority, s.Root, fmt.Sprintf("%x", s.RootPrint)})
	}
	return verdicts, nil
}

// trustOnly has a ledger trust time stamps under the certificates of these files, and no others; with no files, those
// that it knows.
func trustOnly(l *keep.Ledger, files []string) error {
	trusted, err := readRoots(files)
	if trusted != nil {
		l.TrustOnly(trusted)
	}
	return err
}

// readRoots reads certificates from files; nil from none.
func readRoots(files []string) ([]*x509.Certificate, error) {
	var pem []byte
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fail(exitUsage, "", "read certificates: %w", err)
		}
		pem = append(append(pem, b...), '\n')
	}
	if len(files) == 0 {
		return nil, nil
	}
	roots, err := stamp.ParseRoots(pem)
	if err != nil {
		return nil, fail(exitUsage, "give --root a file of PEM certificates", "%w", err)
	}
	return roots, nil
}

type verdictDetail struct {
	Problem  keep.Problem `json:"problem"`
	Thing    keep.Thing   `json:"thing"`
	Which    string       `json:"which"`
	Field    string       `json:"field,omitempty"`
	Expected string       `json:"expected,omitempty"`
	Found    string       `json:"found,omitempty"`
	Harmless bool         `json:"harmless,omitempty"`
	Sentence string       `json:"sentence"`
	Means    string       `json:"means"` // what it shows, and what else could explain it
}

func (a *app) printFindingsJSON(found keep.Findings, v verdict) error {
	v.Agrees = found.Clean()
	for _, f := range found {
		v.Findings = append(v.Findings, verdictDetail{f.Problem, f.Thing, f.Which, f.Field, f.Expected, f.Found, f.Harmless(), f.String(), f.Means()})
	}
	out := a.jsonOut()
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return fmt.Errorf("print findings: %w", err)
	}
	return nil
}
