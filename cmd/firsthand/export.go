package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"firsthand/internal/export"
)

// exportVerb writes the incidents of a ledger for other programs.
func (a *app) exportVerb() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the incidents for a spreadsheet, a map or a program",
		Long: `Write every incident of the ledger, with its counts, grade, figures and origins, to
standard output.

  csv      UTF-8, a header row, one row for each figure of an incident (RFC 4180). Cells that
           a spreadsheet could run as a formula begin with an apostrophe
  geojson  one feature for each incident (RFC 7946); null geometry where it has no place
  json     everything, with the graph that the origins were counted on, situations, calls,
           silences and sources, and a list of the reports without their text`,
		Example: `  firsthand export --format csv > incidents.csv
  firsthand export --format geojson > incidents.geojson`,
		Args: func(cmd *cobra.Command, args []string) error {
			if _, err := export.ParseFormat(format); err != nil {
				return err
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd.Context(), format) },
	}
	cmd.Flags().StringVar(&format, "format", "csv", "csv, geojson or json")
	return cmd
}

func (a *app) export(ctx context.Context, format string) error {
	f, err := export.ParseFormat(format)
	if err != nil {
		return usage("%w", err)
	}
	l, w, err := a.openWeighed(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := export.Write(a.stdout, f, w, l.Reports(ctx)); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
