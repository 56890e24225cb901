package main

import (
	"bytes"
	"strings"
	"testing"
)

// A name that could be read as another, or command a terminal, stands beside no decision: every flag that takes one
// refuses it before anything is opened or asked.
func TestNamesThatReadAsOthersAreRefused(t *testing.T) {
	const id = "00112233445566778899aabbccddeeff"
	for _, name := range []string{"M. \u202erreK", "a\u2066b", "a\x1b[31mb", "a\u0085b", "\u200f", "a\xff", "a\nb"} {
		for _, args := range [][]string{
			{"serve", "--as", name},
			{"decide", "side", "nobody", "SANA", "--reason", "why", "--by", name},
			{"decide", "withdraw", id, "--reason", "why", "--by", name},
			{"decide", "correct", "statement:" + id + ":s1", "--reason", "why", "--by", "M. Kerr", "--origin", name},
			{"sides", "import", "table.csv", "--reason", "why", "--by", name},
			{"custody", "received", id, "--from", "a nurse", "--reason", "why", "--by", name},
			{"custody", "received", id, "--from", name, "--reason", "why", "--by", "M. Kerr"},
			{"custody", "viewed", id, "--by-whom", name, "--reason", "why", "--by", "M. Kerr"},
			{"casefile", "0123456789abcdef", "-o", "out.zip", "--reason", "why", "--by", name},
			{"witness", "init", "folder", "--name", name},
			{"read", "-", "--publisher", name},
			{"add", "-", "--publisher", name},
		} {
			var out, complaints bytes.Buffer
			a := &app{stdin: strings.NewReader("words"), stdout: &out, stderr: &complaints, getenv: func(string) string { return t.TempDir() + "/none" }}
			if code := a.run(t.Context(), args); code != exitUsage || strings.Contains(complaints.String(), name) || strings.Contains(complaints.String(), "no ledger") {
				t.Errorf("%q: code %d, %s", args, code, complaints.String())
			}
		}
	}
}
