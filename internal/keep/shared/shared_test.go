package shared_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"firsthand/internal/keep"
	"firsthand/internal/keep/blobs3"
	"firsthand/internal/keep/blobs3/s3test"
	"firsthand/internal/keep/keeptest"
	"firsthand/internal/keep/postgres"
	"firsthand/internal/keep/postgres/postgrestest"
	"firsthand/internal/keep/shared"
	"firsthand/internal/report"
)

func item(text string) keep.Item {
	return keep.Item{Original: []byte(text), Report: report.Report{Title: text, Text: text}}
}

// addresses makes the addresses of two places, each with a schema of its own: originals in a folder, and in a store.
func addresses(t *testing.T) map[string]func() string {
	t.Helper()
	database, store := postgrestest.Start(t), s3test.Start(t)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	bucket, err := store.NewBucket(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	in := func(place func() string) func() string {
		return func() string {
			schema, err := database.NewSchema()
			if err != nil {
				t.Fatal(err)
			}
			n++
			return schema + "&originals=" + place()
		}
	}
	return map[string]func() string{
		"folder": in(func() string { return filepath.Join(t.TempDir(), "place") }),
		"store":  in(func() string { return fmt.Sprintf("s3://%s/ledger-%d", bucket, n) }),
	}
}

// patient waits for others on a machine that does much else.
var patient = shared.Options{Postgres: postgres.Options{Patience: time.Minute}}

// Two programs that make a ledger at the same moment make one, and both can write to it.
func TestMakingAndOpening(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			ctx, at := t.Context(), address()
			if _, err := shared.Open(ctx, at, shared.Options{}); !errors.Is(err, keep.ErrNotLedger) {
				t.Fatalf("where there is none: %v", err)
			}
			var wg sync.WaitGroup
			for n := range 4 {
				wg.Go(func() {
					l, err := shared.Init(ctx, at, patient)
					if errors.Is(err, keep.ErrExists) {
						l, err = shared.Open(ctx, at, patient)
					}
					if err != nil {
						t.Error(err)
						return
					}
					defer l.Close()
					if _, err := l.Add(ctx, []keep.Item{item(fmt.Sprint("report ", n)), item("the same for all")}); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			l, err := shared.Open(ctx, at, shared.Options{Look: true})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			found, err := l.Verify(ctx, nil)
			if size, wrong := l.Size(ctx); err != nil || wrong != nil || !found.Clean() || size != 5 {
				t.Errorf("%d records, %v, %v\n%v", size, err, wrong, found)
			}
			if _, err := l.Add(ctx, []keep.Item{item("more")}); !errors.Is(err, keep.ErrReadOnly) {
				t.Errorf("who looks adds: %v", err)
			}
		})
	}
}

// Without its key a machine reads and verifies a ledger and adds nothing; with a place of another ledger it adds
// nothing either.
func TestAMachineWithoutTheKeyAndAnotherPlace(t *testing.T) {
	all := addresses(t)
	for name, address := range all {
		t.Run(name, func(t *testing.T) {
			ctx, at := t.Context(), address()
			made, err := shared.Init(ctx, at, shared.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := made.Add(ctx, []keep.Item{item("a")}); err != nil {
				t.Fatal(err)
			}
			made.Close()
			l, err := shared.Open(ctx, at+"&keys="+t.TempDir(), shared.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if found, err := l.Verify(ctx, nil); err != nil || !found.Clean() {
				t.Errorf("%v\n%v", err, found)
			}
			if _, err := l.Add(ctx, []keep.Item{item("b")}); !errors.Is(err, keep.ErrDamaged) || !strings.Contains(err.Error(), "private key") {
				t.Errorf("added without the key: %v", err)
			}

			schema, _, _ := strings.Cut(at, "&originals=")
			_, elsewhere, _ := strings.Cut(address(), "&originals=")
			if _, err := shared.Init(ctx, schema+"&originals="+elsewhere, shared.Options{}); !errors.Is(err, keep.ErrExists) {
				t.Errorf("another place for a database that has a ledger: %v", err)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for _, at := range []string{"postgres://%zz", "postgres://desk:secret@db.example/ledger", "postgres://db.example/ledger?originals=%zz&password=secret"} {
		if _, err := shared.Parse(at); !errors.Is(err, shared.ErrAddress) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", at, err)
		}
	}
	a, err := shared.Parse("postgres://desk:secret@db.example:5433/ledger?sslmode=verify-full&search_path=aleppo&originals=s3://bucket/x")
	if err != nil || !a.Password || a.String() != "postgres://db.example:5433/ledger?search_path=aleppo" {
		t.Errorf("%v, %v", a, err)
	}
	if _, err := shared.Open(t.Context(), "postgres://desk:secret@127.0.0.1:1/ledger?originals="+t.TempDir(), shared.Options{}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("unreachable: %v", err)
	}
}

// The suite that every engine passes, on PostgreSQL and an object store together.
func TestEngines(t *testing.T) {
	if testing.Short() {
		t.Skip("short: each engine alone passes it")
	}
	database, objects := postgrestest.Start(t), s3test.Start(t)
	bucket, err := objects.NewBucket(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	places := 0
	keeptest.Run(t, func(t *testing.T) keeptest.Open {
		schema, err := database.NewSchema()
		if err != nil {
			t.Fatal(err)
		}
		made, err := postgres.Create(t.Context(), schema, postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		made.Close()
		places++
		address := fmt.Sprintf("s3://%s/%d", bucket, places)
		return func(*keeptest.Faults) keeptest.Engines {
			db, err := postgres.Open(t.Context(), schema, postgres.Options{})
			if err != nil {
				t.Fatal(err)
			}
			place, err := blobs3.Open(t.Context(), address, blobs3.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return keeptest.Engines{Store: db, Blobs: place.Blobs(), Anchor: place.Anchor()}
		}
	})
}
