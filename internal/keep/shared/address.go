// Package shared puts together the ledger that several machines share: its records in a PostgreSQL database, and its
// originals, its newest checkpoint and what others said of it in an object store, or in a folder that all the machines
// see. The private key lies in neither: each machine that writes has it in a folder of its own.
package shared

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"firsthand/internal/keep"
)

// Is reports whether a name is the address of a shared ledger, and not the path of a folder.
func Is(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// ErrAddress means that an address cannot be one of a shared ledger. Its message shows nothing of the address.
var ErrAddress = errors.New("the address of the ledger is malformed")

const addressHint = "write it postgres://HOST/DATABASE?originals=s3://BUCKET/PREFIX"

// Address is where the parts of a shared ledger are.
type Address struct {
	Password bool // the address holds one

	shown    string // without user, password and what else could be a secret
	database string // connection string
	place    string // of originals: s3://BUCKET/PREFIX or a folder
	keys     string // folder with the pair of keys
}

// Parse reads postgres://HOST/DATABASE?originals=PLACE. A PLACE is s3://BUCKET/PREFIX or the path of a folder. With
// keys=DIR the pair of keys lies in that folder, and not in the user's configuration. Whatever else stands behind the
// question mark is libpq's, such as search_path=SCHEMA or sslmode=verify-full.
func Parse(name string) (Address, error) {
	u, err := url.Parse(name)
	if err != nil || !Is(name) {
		return Address{}, keep.WithHint(addressHint, "%w", ErrAddress)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Address{}, keep.WithHint(addressHint, "%w", ErrAddress)
	}
	a := Address{place: query.Get("originals"), keys: query.Get("keys")}
	_, a.Password = u.User.Password()
	a.Password = a.Password || query.Has("password")
	schema := query.Get("search_path")
	query.Del("originals")
	query.Del("keys")
	if a.place == "" {
		return a, keep.WithHint(addressHint, "%w: it does not say where the originals are", ErrAddress)
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	a.shown = shown.String()
	if schema != "" {
		a.shown += "?search_path=" + url.QueryEscape(schema)
	}
	database := *u
	database.RawQuery = query.Encode()
	a.database = database.String()
	if !strings.HasPrefix(a.place, "s3://") {
		if a.place, err = filepath.Abs(a.place); err != nil {
			return a, err
		}
	}
	if a.keys == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return a, keep.WithHint("name the folder with &keys=DIR in the ledger's address", "there is no place for this user's keys")
		}
		sum := sha256.Sum256([]byte(a.place))
		a.keys = filepath.Join(config, "firsthand", "keys", fmt.Sprintf("%x", sum[:8]))
	}
	if a.keys, err = filepath.Abs(a.keys); err != nil {
		return a, err
	}
	return a, nil
}

// String is the address without user and password, for people.
func (a Address) String() string { return a.shown }
