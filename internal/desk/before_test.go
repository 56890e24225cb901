package desk_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// A report's page says before when it existed where an authority outside said so, and else nothing of it.
func TestBefore(t *testing.T) {
	l, w := desktest.Example()
	var id string
	for r := range l.Reports(t.Context()) {
		id = r.ID
		break
	}
	for _, tt := range []struct {
		name, before string
		err          error
		shown        bool
	}{
		{"an authority said so", "2026-11-28T01:02:03Z, by the time stamp of CN=Millstone Time", nil, true},
		{"nobody said so", "", nil, false},
		{"the stamps cannot be read", "", errors.New("a scratch"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, err := desk.New(desk.Config{
				Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return w, nil },
				Before: func(_ context.Context, asked string) (string, error) {
					if asked != id {
						t.Errorf("asked for %s", asked)
					}
					return tt.before, tt.err
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			page, err := io.ReadAll(get(t, h, "/reports/"+id).Body)
			if err != nil {
				t.Fatal(err)
			}
			if shown := strings.Contains(string(page), "Existed before"); shown != tt.shown || !strings.Contains(string(page), tt.before) || !strings.Contains(string(page), "</html>") {
				t.Errorf("shown: %v", shown)
			}
		})
	}
}
