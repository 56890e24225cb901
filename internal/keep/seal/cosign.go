package seal

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	cosig "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// NewWitness reads the public key of a witness: an Ed25519 key, or an ML-DSA-44 key, as c2sp.org/tlog-cosignature
// writes them.
func NewWitness(vkey string) (note.Verifier, error) {
	v, err := cosig.NewVerifierForCosignatureV1(vkey)
	if err != nil || !strings.HasPrefix(vkey, fmt.Sprintf("%s+%08x+", v.Name(), v.KeyHash())) {
		return nil, errors.New("it is no public key of a witness")
	}
	return v, nil
}

// ErrNotCosigned means that a checkpoint does not have a witness's signature that holds.
var ErrNotCosigned = errors.New("open checkpoint: not signed by that witness")

// OpenCosigned reads a checkpoint that both the log and a witness signed, and the time at which the witness did, by its
// clock: it saw then that the log went on from all that it had seen before.
func OpenCosigned(signed []byte, log, witness note.Verifier) (Checkpoint, time.Time, error) {
	c, err := OpenCheckpoint(signed, log)
	if err != nil {
		return Checkpoint{}, time.Time{}, err
	}
	n, err := note.Open(signed, note.VerifierList(witness))
	if err != nil || len(n.Sigs) == 0 {
		return Checkpoint{}, time.Time{}, ErrNotCosigned
	}
	at, err := cosig.CoSigV1Timestamp(n.Sigs[0])
	if err != nil || at.Year() < 1 || at.Year() > 9999 {
		return Checkpoint{}, time.Time{}, ErrNotCosigned
	}
	return c, at.UTC(), nil
}

// Signatures are the lines with signatures of a signed note.
func Signatures(signed []byte) []byte {
	_, lines, _ := strings.Cut(string(signed), "\n\n")
	return []byte(lines)
}

// WithSignatures is a signed note with more lines of signatures, as a witness answers them. It fails where these are no
// such lines; that they hold is for [OpenCosigned] to say.
func WithSignatures(signed, lines []byte) ([]byte, error) {
	for line := range strings.Lines(string(lines)) {
		rest, begun := strings.CutPrefix(line, "— ")
		rest, ended := strings.CutSuffix(rest, "\n")
		_, sig, parted := strings.Cut(rest, " ")
		if b, err := base64.StdEncoding.DecodeString(sig); !begun || !ended || !parted || err != nil || len(b) < 5 {
			return nil, errors.New("add signatures: no line with a signature")
		}
	}
	return append(signed[:len(signed):len(signed)], lines...), nil
}
