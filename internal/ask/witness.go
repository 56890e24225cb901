package ask

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"firsthand/internal/witness"
)

// What a witness can answer besides a signature; ask with errors.Is.
var (
	// ErrForked means that the witness signed something that this log does not go on from: another history, or a longer
	// one than the log has now. Either the log was taken back or rewritten, or somebody else signs with its key.
	ErrForked = errors.New("the witness signed another history of this ledger, or a longer one")
	// ErrStranger means that the witness does not know the ledger's key.
	ErrStranger = errors.New("the witness does not know this ledger: give its holder the file seal/key.pub")
	// ErrOldKey means that the witness knows another key of this ledger, and takes no record of its change.
	ErrOldKey = errors.New("the witness knows another key of this ledger: give its holder what firsthand seal keys --text prints")
)

// Changed gives what a witness is shown that knows an older key of the log: the records that changed it, and the newest
// checkpoint; and its size. No changes where there are none.
type Changed func(old int64) (r witness.KeyRequest, size int64, err error)

// Growth gives the newest checkpoint of a log, its size, and the proof that it goes on from an older size.
type Growth func(old int64) (checkpoint []byte, size int64, proof []string, err error)

// Cosign asks a witness to sign the newest checkpoint of a log, of which the witness signed old leaves last, as far as
// the log knows. It gives the checkpoint and the lines that the witness answered, which have not been checked.
func (c Client) Cosign(ctx context.Context, address string, old int64, growth Growth) (checkpoint, lines []byte, err error) {
	address = strings.TrimSuffix(address, "/")
	err = c.retry(ctx, func() error {
		for range 3 { // the witness may know better what it signed last; while it is asked others may be too
			var size, last int64
			var proof []string
			if checkpoint, size, proof, err = growth(old); err != nil {
				return err
			}
			last, lines, err = c.toWitness(ctx, address+"/add-checkpoint", witness.Request{Old: old, Proof: proof, Checkpoint: checkpoint}.Encode())
			if errors.Is(err, ErrOldKey) && c.Changed != nil {
				var r witness.KeyRequest
				if r, size, err = c.Changed(old); err != nil {
					return err
				}
				if len(r.Changes) == 0 {
					return ErrStranger
				}
				checkpoint = r.Request.Checkpoint
				if last, lines, err = c.toWitness(ctx, address+"/add-key", r.Encode()); errors.Is(err, ErrStranger) {
					err = ErrOldKey // it knows no such request
				}
			}
			switch {
			case last < 0:
				return err
			case last > size, last == size && old == size:
				return fmt.Errorf("%w: it signed %d leaves, the log has %d", ErrForked, last, size)
			}
			old = last
		}
		return errors.New("the witness is busy with this log")
	})
	if err != nil {
		return nil, nil, fmt.Errorf("ask a witness: %w", err)
	}
	return checkpoint, lines, nil
}

// toWitness asks once. last is what the witness says that it signed last, where it does not sign because of that; else
// -1.
func (c Client) toWitness(ctx context.Context, address string, body []byte) (last int64, lines []byte, err error) {
	status, answer, err := c.post(ctx, address, "text/plain; charset=utf-8", body)
	if err != nil {
		return -1, nil, err
	}
	switch status {
	case http.StatusOK:
		return -1, answer, nil
	case http.StatusConflict:
		last, err := strconv.ParseInt(strings.TrimSuffix(string(answer), "\n"), 10, 64)
		if err != nil || last < 0 {
			return -1, nil, fmt.Errorf("%w: it answers that the two do not agree", ErrForked)
		}
		return last, nil, nil
	case http.StatusUnprocessableEntity:
		return -1, nil, ErrForked
	case http.StatusNotFound:
		return -1, nil, ErrStranger
	case http.StatusForbidden:
		return -1, nil, ErrOldKey
	}
	return -1, nil, statusError(status)
}
