package fetch

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// archive is a WARC that is being written, each record packed by itself as the standard recommends.
type archive struct{ b bytes.Buffer }

func (a *archive) bytes() []byte { return a.b.Bytes() }

// begin writes who made the archive.
func (a *archive) begin(agent string, at time.Time) error {
	_, err := a.record("warcinfo", "", "application/warc-fields", at, nil, []byte("software: "+agent+"\r\nformat: WARC File Format 1.1\r\n"))
	return err
}

// add writes one request, its answer, and what is known of the connection.
func (a *archive) add(x exchange) error {
	var machine []string
	if x.machine != "" {
		machine = []string{"WARC-IP-Address: " + x.machine}
	}
	address := x.address.String()
	id, err := a.record("response", address, "application/http;msgtype=response", x.at, machine, x.answer)
	if err != nil {
		return err
	}
	about := append([]string{"WARC-Concurrent-To: " + id}, machine...)
	if _, err := a.record("request", address, "application/http;msgtype=request", x.at, about, x.request); err != nil {
		return err
	}
	_, err = a.record("metadata", address, "application/warc-fields", x.at, about[:1], []byte(connectionFields(x)))
	return err
}

// connectionFields say how the machine was reached.
func connectionFields(x exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "via-proxy: %t\r\n", x.proxied)
	if x.tls != nil {
		fmt.Fprintf(&b, "tls-version: %s\r\ntls-cipher: %s\r\n", tls.VersionName(x.tls.Version), tls.CipherSuiteName(x.tls.CipherSuite))
		for _, c := range x.tls.PeerCertificates {
			fmt.Fprintf(&b, "certificate-sha256: %x\r\n", sha256.Sum256(c.Raw))
		}
	}
	return b.String()
}

// record writes a record and gives its ID.
func (a *archive) record(kind, address, content string, at time.Time, more []string, block []byte) (string, error) {
	var random [16]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("name a record: %w", err)
	}
	random[6], random[8] = random[6]&0x0f|0x40, random[8]&0x3f|0x80
	id := fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", random[:4], random[4:6], random[6:8], random[8:10], random[10:])
	digest := sha256.Sum256(block)
	z := gzip.NewWriter(&a.b)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\n", kind, id, at.UTC().Format(time.RFC3339))
	if address != "" {
		fmt.Fprintf(z, "WARC-Target-URI: %s\r\n", address)
	}
	for _, field := range more {
		fmt.Fprintf(z, "%s\r\n", field)
	}
	fmt.Fprintf(z, "WARC-Block-Digest: sha256:%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", hex.EncodeToString(digest[:]), content, len(block))
	_, _ = z.Write(block)
	_, _ = z.Write([]byte("\r\n\r\n"))
	if err := z.Close(); err != nil {
		return "", fmt.Errorf("write a record: %w", err)
	}
	return id, nil
}
