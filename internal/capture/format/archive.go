package format

import (
	"archive/zip"
	"bytes"
	"io"
)

// The bounds on an archive that holds one document.
const (
	mostParts    = 4000
	mostUnpacked = 64 << 20
)

// Archive opens an archive that holds one document. What its parts would unpack to is counted before any of them is
// opened.
func Archive(data []byte) (*zip.Reader, *Error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, Refuse(ErrForm, "a document whose archive is broken", "open it with the program that made it and save it again")
	}
	size := uint64(0)
	for _, f := range z.File {
		size += f.UncompressedSize64
		if f.UncompressedSize64 > mostUnpacked || size > mostUnpacked || len(z.File) > mostParts {
			return nil, Refuse(ErrTooLarge, "a document that unpacks to more than "+Size(mostUnpacked), "take the pictures out of it, or export it as plain text")
		}
	}
	return z, nil
}

// Part is one part of an archive, nil where it is not there or is broken. A part that unpacks to more than the archive
// says is cut.
func Part(z *zip.Reader, name string) []byte {
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, int64(min(f.UncompressedSize64, mostUnpacked))))
		if err != nil {
			return nil
		}
		return data
	}
	return nil
}
