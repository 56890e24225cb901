package keep

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keys are a ledger's pair of keys.
type keys struct {
	verifier note.Verifier
	public   string      // the verifier as one line of text
	signer   note.Signer // nil where the private key cannot be used
}

// KeyFile is one half of a ledger's pair of keys, as it stands where it is kept.
type KeyFile struct {
	Name  string // for people
	Text  string // one line and a newline
	Err   error  // why it cannot be read; fs.ErrNotExist where it is not there
	Loose string // how others can read it, "" where they cannot
}

// readKeys reads the keys from their files. What is wrong with them is a finding; where
// that is only the private key's, the public one comes with it.
func readKeys(files func() (private, public KeyFile)) (k keys, wrong *Finding) {
	private, public := files()
	if wrong := public.unread(); wrong != nil {
		return k, wrong
	}
	verifier, err := parseVerifier(public.Text)
	if err != nil {
		return k, &Finding{Problem: Altered, Thing: KeyThing, Which: public.Name, Detail: "it does not hold a public key"}
	}
	k.verifier, k.public = verifier, strings.TrimSuffix(public.Text, "\n")

	if wrong := private.unread(); wrong != nil {
		return k, wrong
	}
	signer, err := parseSigner(private.Text)
	if err != nil {
		return k, &Finding{Problem: Altered, Thing: KeyThing, Which: private.Name, Detail: "it does not hold a private key"}
	}
	k.signer = signer // whether it is the other half of the newest key, the log says: see [Ledger.ring]
	return k, nil
}

// unread is the finding of a key that cannot be read.
func (f KeyFile) unread() *Finding {
	switch {
	case errors.Is(f.Err, fs.ErrNotExist):
		return &Finding{Problem: Missing, Thing: KeyThing, Which: f.Name}
	case f.Err != nil:
		return &Finding{Problem: Unreadable, Thing: KeyThing, Which: f.Name, Detail: f.Err.Error()}
	}
	return nil
}

var errNotKey = errors.New("not a key of a ledger")

// parseVerifier reads the content of a public key file: the key as package note writes it and a newline, nothing else.
func parseVerifier(content string) (note.Verifier, error) {
	line, ended := strings.CutSuffix(content, "\n")
	v, err := note.NewVerifier(line)
	if !ended || err != nil {
		return nil, errNotKey
	}
	// Package note takes the key's hash in capitals too; in a ledger there is one way to write a key.
	if !strings.HasPrefix(line, fmt.Sprintf("%s+%08x+", v.Name(), v.KeyHash())) {
		return nil, errNotKey
	}
	return v, nil
}

// parseSigner reads the content of a private key file in the same way.
func parseSigner(content string) (note.Signer, error) {
	line, ended := strings.CutSuffix(content, "\n")
	s, err := note.NewSigner(line)
	if !ended || err != nil {
		return nil, errNotKey
	}
	if !strings.HasPrefix(line, fmt.Sprintf("PRIVATE+KEY+%s+%08x+", s.Name(), s.KeyHash())) {
		return nil, errNotKey
	}
	return s, nil
}

// isPair tells whether v accepts what s signs.
func isPair(s note.Signer, v note.Verifier) bool {
	message := []byte("firsthand: do these keys belong together?\n")
	signature, err := s.Sign(message)
	return err == nil && s.Name() == v.Name() && s.KeyHash() == v.KeyHash() && v.Verify(message, signature)
}
