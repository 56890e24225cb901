package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"firsthand/internal/export"
	"firsthand/internal/read"
)

// The marks between which study writes in a document.
const (
	studyBegins = "<!-- written by firsthand study, from here -->\n"
	studyEnds   = "<!-- to here -->\n"
)

// studyVerb counts outlets against origins over a whole ledger.
func (a *app) studyVerb() *cobra.Command {
	var svg, doc string
	cmd := &cobra.Command{
		Use:   "study",
		Short: "Count outlets against origins over the whole ledger, as text and as a picture",
		Long: `Count, over everything that the ledger holds, how many incidents have more than one outlet,
how many distinct origins stand behind them, and on whom most reports rest. The result has
numbers and the names of bodies that many reports cite, and no words of any report.

It goes to standard output as Markdown; with --doc, into that file, between the lines
  ` + studyBegins + `  ` + studyEnds + `and with --svg the picture of it into that one.`,
		Example: `  firsthand study
  firsthand study --svg study.svg --doc study.md`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.study(cmd.Context(), svg, doc) },
	}
	cmd.Flags().StringVar(&svg, "svg", "", "write the picture to this `file`")
	cmd.Flags().StringVar(&doc, "doc", "", "write the numbers into this `file`, between its two marks")
	return cmd
}

func (a *app) study(ctx context.Context, svg, doc string) error {
	l, w, err := a.openWeighed(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	publishers := make(map[string]string)
	for r, err := range l.Reports(ctx) {
		if err != nil {
			return a.aboutLedger(err)
		}
		publishers[r.ID] = r.Publisher
	}
	reader, err := a.readerOf(ctx, l)
	if err != nil {
		return err
	}
	s := export.StudyOf(w, publishers)
	words := s.Markdown() + madeBy(reader)
	if svg != "" {
		var b bytes.Buffer
		if err := s.WriteSVG(&b); err != nil {
			return err
		}
		if err := replaceFile(svg, b.Bytes()); err != nil {
			return err
		}
	}
	if doc == "" {
		fmt.Fprint(a.stdout, words)
		return nil
	}
	page, err := os.ReadFile(doc)
	if err != nil {
		return fail(exitUsage, "make the file first, with the two marks in it: firsthand help study", "read the document: %w", err)
	}
	page, err = between(page, words)
	if err != nil {
		return fail(exitUsage, "put both marks into the file, each on a line of its own: firsthand help study", "%s: %w", doc, err)
	}
	return replaceFile(doc, page)
}

// madeBy says which reader the numbers rest on: another one may read more, or otherwise.
func madeBy(reader *read.Reader) string {
	return fmt.Sprintf("\nCounted with reader %s.\n", reader.Version())
}

// between puts words between the marks of a page.
func between(page []byte, words string) ([]byte, error) {
	head, rest, ok := bytes.Cut(page, []byte(studyBegins))
	_, tail, ends := bytes.Cut(rest, []byte(studyEnds))
	if !ok || !ends {
		return nil, errors.New("the marks are not there")
	}
	return bytes.Join([][]byte{head, []byte(studyBegins + "\n" + words + "\n" + studyEnds), tail}, nil), nil
}

// replaceFile writes a file whole or not at all.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, cause(err))
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
