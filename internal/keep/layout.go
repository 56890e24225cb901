package keep

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// What lies in a ledger's folder, as paths below it with slashes.
const (
	formatFile     = "format"
	databaseFile   = "ledger.db"
	originalsDir   = "originals"
	incomingDir    = "incoming" // files being written; what a crash leaves here is of no use to anybody
	sealDir        = "seal"
	keyFile        = "seal/key"     // private key, mode 0600
	verifierFile   = "seal/key.pub" // public key
	checkpointFile = "seal/checkpoint"
)

// format is the version of the folder and of everything in it that docs/ledger.md describes. Tables have versions of their
// own, see package migrations; this one grows when an older program could misread the rest.
const format = 1

const formatPrefix = "firsthand ledger "

func formatText() string { return formatPrefix + strconv.Itoa(format) + "\n" }

func (l *Ledger) path(name string) string { return filepath.Join(l.dir, filepath.FromSlash(name)) }

const notLedgerHint = "give the folder of a ledger, or make a new one in a folder that is empty or does not exist yet"

// checkFormat tells whether dir is a ledger that this program can read.
func checkFormat(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, formatFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return withHint(notLedgerHint, "%w: the folder has no file named %q", ErrNotLedger, formatFile)
	case err != nil:
		return fmt.Errorf("read the format of the ledger: %w", withoutPath(err))
	}
	number, prefixed := strings.CutPrefix(string(text), formatPrefix)
	version, err := strconv.Atoi(strings.TrimSuffix(number, "\n"))
	if !prefixed || err != nil || version < 1 || string(text) != formatPrefix+strconv.Itoa(version)+"\n" {
		return withHint(notLedgerHint, "%w: its file %q does not say what a ledger's says", ErrNotLedger, formatFile)
	}
	if version > format {
		return withHint("use the newest version of Firsthand", "%w: format %d, this program reads %d", ErrNewer, version, format)
	}
	return nil
}

// withoutPath takes the path of the machine out of an error of package os.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}
