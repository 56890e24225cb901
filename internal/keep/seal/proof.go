package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// Encode is the inclusion as c2sp.org/tlog-proof writes it; the record stands on its extra line, and behind it, each
// after an empty line, the changes of keys that lead to the one that signed the checkpoint.
func (p Inclusion) Encode() []byte {
	var b strings.Builder
	extra := bytes.Clone(p.Record)
	for _, k := range p.Keys {
		extra = append(append(extra, '\n'), k.Encode()...)
	}
	fmt.Fprintf(&b, "%s\nextra %s\nindex %d\n", proofHeader, base64.StdEncoding.EncodeToString(extra), p.Leaf)
	for _, h := range p.Proof {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n")
	return append([]byte(b.String()), p.Checkpoint...)
}

// maxProof is how many hashes a path can have.
const maxProof = 63

// ParseInclusion reads what Encode writes. It checks nothing but the form.
func ParseInclusion(data []byte) (Inclusion, error) {
	head, checkpoint, parted := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !parted || len(lines) < 3 || len(lines) > maxProof+3 || lines[0] != proofHeader {
		return Inclusion{}, errors.New("parse proof: it is no proof of c2sp.org/tlog-proof with a record")
	}
	extra, named := strings.CutPrefix(lines[1], "extra ")
	all, err := base64.StdEncoding.DecodeString(extra)
	if !named || err != nil {
		return Inclusion{}, errors.New("parse proof: line 2 has no record")
	}
	index, named := strings.CutPrefix(lines[2], "index ")
	leaf, err := strconv.ParseInt(index, 10, 64)
	if !named || err != nil || leaf < 0 || strconv.FormatInt(leaf, 10) != index {
		return Inclusion{}, errors.New("parse proof: line 3 is no index")
	}
	p := Inclusion{Leaf: leaf, Checkpoint: []byte(checkpoint)}
	for i, part := range strings.Split(strings.TrimSuffix(string(all), "\n"), "\n\n") {
		if i == 0 {
			p.Record = []byte(part + "\n")
			continue
		}
		k, err := ParseKeyChange([]byte(part + "\n"))
		if err != nil {
			return Inclusion{}, err
		}
		p.Keys = append(p.Keys, k)
	}
	for i, line := range lines[3:] {
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(b) != tlog.HashSize {
			return Inclusion{}, fmt.Errorf("parse proof: line %d is no hash", i+4)
		}
		p.Proof = append(p.Proof, tlog.Hash(b))
	}
	return p, nil
}
