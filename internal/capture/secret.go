package capture

import (
	"bytes"
	"regexp"

	"firsthand/internal/capture/format"
)

// secretLines are the lines by which files of private keys are known. Each stands for the rest of the line at the
// least, so that a text which only speaks of keys is no key.
var secretLines = regexp.MustCompile(`(?m)^[ \t]*(?:` +
	`PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{20,}` + // a signer of signed notes: the key of a ledger
	`|-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\r?$` + // PEM, OpenSSH, OpenPGP
	`|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----` +
	`|AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{40,}` +
	`|PuTTY-User-Key-File-\d+:` +
	`|untrusted comment: .*secret key\r?$` + // minisign, signify
	`)`)

// refuseSecret refuses a file that holds a private key. What is sealed is kept and shown for ever, and a key that was
// shown is nobody's any more.
func refuseSecret(head []byte) *Error {
	if !mentionsKey(head) || !secretLines.Match(format.TrimMark(head)) {
		return nil
	}
	return format.Refuse(format.ErrKind, "it holds a private key, which is never sealed",
		"keep keys away from what is added; if this text only quotes one, take it out first")
}

// mentionsKey reports whether head has one of the words without which no line is secret. It is much faster than the
// lines.
func mentionsKey(head []byte) bool {
	for _, word := range []string{"PRIVATE", "AGE-SECRET-KEY", "PuTTY-User-Key", "secret key"} {
		if bytes.Contains(head, []byte(word)) {
			return true
		}
	}
	return false
}
