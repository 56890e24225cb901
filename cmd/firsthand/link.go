package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// maxReading is the longest line that is taken for a reading, in bytes: many times what the longest report's reading
// has.
const maxReading = 64 << 20

// linkVerb says which readings tell of the same incident.
func (a *app) linkVerb() *cobra.Command {
	var ndjson bool
	cmd := &cobra.Command{
		Use:   "link --ndjson",
		Short: "Say which readings tell of the same incident",
		Long: `Take readings as JSON on standard input, one a line, as firsthand read --ndjson prints
them, and print {"id","incident"} for each, in the same order. Two reports with the same
incident tell, in their main event, of one event in the world.

Linking has to see all readings before it can print the first answer.`,
		Example: `  firsthand read --ndjson < reports.ndjson | firsthand link --ndjson`,
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !ndjson {
				return fail(exitUsage, "firsthand link --ndjson < readings.ndjson", "link reads readings from standard input and needs --ndjson to say so")
			}
			return a.link(cmd)
		},
	}
	cmd.Flags().BoolVar(&ndjson, "ndjson", false, "read readings from standard input, print an incident for each")
	return cmd
}

func (a *app) link(cmd *cobra.Command) error {
	type parsed struct {
		reading report.Reading
		err     error
	}
	parse := func(l line) parsed {
		p := parsed{err: l.err}
		if p.err == nil {
			p.reading, p.err = parseReading(l.bytes)
		}
		if p.err != nil {
			p.err = fmt.Errorf("line %d: %w", l.number, p.err)
		}
		return p
	}

	refused := 0
	var readings []report.Reading
	for p := range inOrder(cmd.Context(), lines(a.input(cmd.Context()), maxReading), parse) {
		if p.err != nil {
			refused++
			a.refuse(p.err)
			continue
		}
		readings = append(readings, p.reading)
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}

	incidents := weigh.Link(readings)
	out := a.jsonOut()
	for _, g := range readings {
		answer := struct {
			ID       string `json:"id"`
			Incident string `json:"incident"`
		}{g.ID, incidents[g.ID]}
		if err := out.Encode(answer); err != nil {
			return fmt.Errorf("print incident: %w", err)
		}
	}
	if refused > 0 {
		return errRefused
	}
	return nil
}

// parseReading reads one line of firsthand read --ndjson.
func parseReading(b []byte) (report.Reading, error) {
	var g report.Reading
	if err := json.Unmarshal(b, &g); err != nil {
		return g, fmt.Errorf("parse reading: %w", err)
	}
	if g.ID == "" {
		return g, fmt.Errorf("parse reading: it has no id")
	}
	return g, nil
}
