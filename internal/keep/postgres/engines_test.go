package postgres_test

import (
	"testing"

	"firsthand/internal/keep/keeptest"
	"firsthand/internal/keep/postgres"
	"firsthand/internal/keep/postgres/postgrestest"
)

// The suite that every engine passes, on a real server. Originals and anchor are the fake's: this package is a store.
func TestEngine(t *testing.T) {
	server := postgrestest.Start(t)
	keeptest.Run(t, func(t *testing.T) keeptest.Open {
		address, err := server.NewSchema()
		if err != nil {
			t.Fatal(err)
		}
		made, err := postgres.Create(t.Context(), address, postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		made.Close()
		fake := keeptest.NewMemory()
		return func(f *keeptest.Faults) keeptest.Engines {
			db, err := postgres.Open(t.Context(), address, postgres.Options{})
			if err != nil {
				t.Fatal(err)
			}
			engines := fake.Open(f)
			engines.Store.Close()
			engines.Store = db
			return engines
		}
	})
}
