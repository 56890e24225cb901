// Package folder puts the ledger of one folder together: a SQLite database, the originals as files, the checkpoint and
// the keys in files beside them. It is the small constructor that a program calls; what a ledger does is in package
// keep.
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// What lies in a ledger's folder, as paths below it with slashes.
const (
	formatFile     = "format"
	lockFile       = "lock"    // empty: held by whoever has the ledger open
	makingDir      = ".making" // a ledger that is being made; what a crash leaves here, the next Init takes up
	databaseFile   = "ledger.db"
	originalsDir   = "originals"
	incomingDir    = "incoming" // files being written; what a crash leaves here is of no use to anybody
	sealDir        = "seal"
	keyFile        = "seal/key"      // private key, mode 0600
	nextKeyFile    = "seal/key.next" // the private key that takes its place, while a key is changed
	verifierFile   = "seal/key.pub"  // public key: the first that the ledger had
	checkpointFile = "seal/checkpoint"
	shelfDir       = "seal/outside" // what others said of the log: time stamps, cosignatures, and whom to ask for them
)

// format is the version of the folder and of everything in it that docs/ledger.md describes. Tables have versions of
// their own, see package migrations; this one grows when an older program could misread the rest.
//
//	1  reports say nothing of their part and their capture; lists of places lie in files, unsealed
//	2  both are sealed
//	3  records of reports show neither ID nor original
//	4  records may change the key
const (
	format = 4
	closed = 3 // the first in which records may be closed
)

const formatPrefix = "firsthand ledger "

func formatText() string { return formatPrefix + strconv.Itoa(format) + "\n" }

// mostPath is how long the path of a ledger's database may be, in bytes: SQLite opens none that is longer.
const mostPath = 504

// checkPath refuses a folder in which the database of that name could not be opened.
func checkPath(dir, name string) error {
	n, most := len(dir), mostPath-len("/"+name)
	if n <= most {
		return nil
	}
	return keep.WithHint("put the ledger into a folder with a shorter path", "its path is %d bytes long, and a database can be opened in one of %d at most", n, most)
}

const notLedgerHint = "give the folder of a ledger, or make a new one in a folder that is empty or does not exist yet"

// checkFormat tells whether dir is a ledger that this program can read.
func checkFormat(dir string) error {
	text, err := durable.ReadSmall(filepath.Join(dir, formatFile), maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return keep.WithHint(notLedgerHint, "%w: the folder has no file named %q", keep.ErrNotLedger, formatFile)
	case err != nil:
		return fmt.Errorf("read the format of the ledger: %w", durable.WithoutPath(err))
	}
	number, prefixed := strings.CutPrefix(string(text), formatPrefix)
	version, err := strconv.Atoi(strings.TrimSuffix(number, "\n"))
	if !prefixed || err != nil || version < 1 || string(text) != formatPrefix+strconv.Itoa(version)+"\n" {
		return keep.WithHint(notLedgerHint, "%w: its file %q does not say what a ledger's says", keep.ErrNotLedger, formatFile)
	}
	if version > format {
		return keep.WithHint("use the newest version of Firsthand", "%w: format %d, this program reads %d", keep.ErrNewer, version, format)
	}
	return nil
}

// olderFormat reports whether the folder says that it is of an older format, in which every record shows its ID.
func olderFormat(dir string) bool {
	text, err := durable.ReadSmall(below(dir, formatFile), maxKey)
	number, _ := strings.CutPrefix(string(text), formatPrefix)
	version, wrong := strconv.Atoi(strings.TrimSuffix(number, "\n"))
	return err == nil && (wrong != nil || version < closed)
}

// upgrade writes this program's format over an older one. What older formats hold is part of this one, so nothing else
// changes; an older program would not understand what is added from now on.
func upgrade(dir string) error {
	text, err := os.ReadFile(below(dir, formatFile))
	if err == nil && string(text) == formatText() {
		return nil
	}
	if err == nil {
		err = place(dir, formatFile, formatText())
	}
	if err == nil {
		err = (durable.OS{}).SyncDir(dir)
	}
	if err != nil {
		return fmt.Errorf("write the format of the ledger: %w", durable.WithoutPath(err))
	}
	return nil
}
