package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"firsthand/internal/keep/blobs3/s3test"
	"firsthand/internal/keep/postgres/postgrestest"
)

// servers are what shared ledgers lie in.
type servers struct {
	dir      string
	database *postgrestest.Server
	store    *s3test.Server
	bucket   string
}

func startServers(dir string) (*servers, error) {
	database, err := postgrestest.New()
	if err != nil {
		return nil, err
	}
	objects := filepath.Join(dir, "store")
	if err := os.Mkdir(objects, 0o700); err != nil {
		database.Close()
		return nil, err
	}
	store, err := s3test.New(objects)
	if err != nil {
		database.Close()
		return nil, err
	}
	s := &servers{dir: dir, database: database, store: store}
	if s.bucket, err = store.NewBucket(context.Background(), true); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// address is that of the ledger of a number, in a schema and a place of its own.
func (s *servers) address(number int) (string, error) {
	schema, err := s.database.NewSchema()
	return fmt.Sprintf("%s&originals=s3://%s/ledger-%d", schema, s.bucket, number), err
}

// environment is what the program needs to reach them.
func (s *servers) environment() []string {
	if s == nil {
		return nil
	}
	return append(s.store.Environment(), "XDG_CONFIG_HOME="+filepath.Join(s.dir, "config"))
}

func (s *servers) close() {
	if s == nil {
		return
	}
	s.store.Close()
	s.database.Close()
}
