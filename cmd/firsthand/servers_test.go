package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"firsthand/internal/keep/blobs3/s3test"
	"firsthand/internal/keep/postgres/postgrestest"
)

// haveServers reports whether PostgreSQL and an object store can be started here. Where $CI is set they must be.
var haveServers = sync.OnceValues(func() (bool, error) {
	if os.Getenv("CI") != "" {
		return true, nil
	}
	database, err := postgrestest.New()
	if err != nil {
		return false, ignore(err, postgrestest.ErrNone)
	}
	defer database.Close()
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	store, err := s3test.New(dir)
	if err != nil {
		return false, ignore(err, s3test.ErrNone)
	}
	store.Close()
	return true, nil
})

// ignore is err, unless it is the one that may be.
func ignore(err, allowed error) error {
	if errors.Is(err, allowed) {
		return nil
	}
	return err
}

func servers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: servers DATABASE BUCKET")
	}
	database, err := postgrestest.New()
	ts.Check(err)
	ts.Defer(database.Close)
	schema, err := database.NewSchema()
	ts.Check(err)
	dir := filepath.Join(ts.Getenv("WORK"), ".store")
	ts.Check(os.Mkdir(dir, 0o700))
	store, err := s3test.New(dir)
	ts.Check(err)
	ts.Defer(store.Close)
	bucket, err := store.NewBucket(context.Background(), true)
	ts.Check(err)
	for _, pair := range store.Environment() {
		name, value, _ := strings.Cut(pair, "=")
		ts.Setenv(name, value)
	}
	ts.Setenv("XDG_CONFIG_HOME", filepath.Join(ts.Getenv("WORK"), ".config"))
	ts.Setenv(args[0], schema)
	ts.Setenv(args[1], "s3://"+bucket)
}
