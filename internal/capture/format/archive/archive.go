// Package archive reads the files in archives: zip, tar, gzip, and tar packed with gzip. Each file is read as if it lay
// in a folder, and is an original by itself, so that it is the same report whether it came packed or not.
//
// Nothing is written to a disk. Every file is unpacked in memory, one at a time, within bounds on each and on all of
// them.
package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"firsthand/internal/capture/format"
)

// Format is an archive of files.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "an archive" }

// Sniff implements [format.Format]. What is packed for a purpose of its own, as a workbook is, is known by its own
// format, which is asked before.
func (Format) Sniff(head []byte) bool { return isZip(head) || isGzip(head) || isTar(head) }

func isZip(head []byte) bool  { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }
func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }
func isTar(head []byte) bool  { return len(head) > 262 && string(head[257:262]) == "ustar" }

// The bounds on an archive.
const (
	mostFiles    = 20_000
	mostUnpacked = 1 << 30 // bytes of all files
)

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		u := unpacker{ctx: ctx, most: lim.Original, yield: yield}
		switch {
		case isZip(data):
			u.zip(data)
		case isGzip(data):
			u.gzip(data)
		default:
			u.tar(bytes.NewReader(data))
		}
		if u.files == 0 && !u.done {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "an archive without files", ""))
		}
	})
}

// unpacker gives the files of an archive.
type unpacker struct {
	ctx   context.Context
	most  int
	yield func(format.Item, *format.Error) bool
	files int
	size  int
	done  bool
}

func (u *unpacker) refuse(name, why string) {
	u.files++
	if !u.done {
		u.done = !u.yield(format.Item{}, format.Refuse(format.ErrForm, strings.TrimPrefix(name+": "+why, ": "), "unpack it first"))
	}
}

// hidden reports whether a file is none that somebody put there: those of a folder's own, of version control, of macOS.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// file reads one file and gives it.
func (u *unpacker) file(name string, in io.Reader) {
	if hidden(name) {
		return
	}
	if u.files >= mostFiles || u.size > mostUnpacked || u.ctx.Err() != nil {
		if u.ctx.Err() == nil {
			u.refuse("", fmt.Sprintf("an archive of more than %d files or %s", mostFiles, format.Size(mostUnpacked)))
		}
		u.done = true
		return
	}
	data, err := io.ReadAll(io.LimitReader(in, int64(u.most)+1))
	u.size += len(data)
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		u.refuse(name, "packed in a way that is not known, or with a password")
	case err != nil:
		u.refuse(name, "broken in the archive")
	case len(data) > u.most:
		u.refuse(name, "larger than "+format.Size(u.most))
	case len(data) > 0:
		u.files++
		u.done = !u.yield(format.Item{Inner: &format.Inner{Name: name, Data: data, Own: true}}, nil)
	}
}

func (u *unpacker) zip(data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		u.refuse("", "an archive that is broken")
		return
	}
	for _, f := range z.File {
		if u.done {
			return
		}
		name := clean(f.Name)
		if !f.Mode().IsRegular() || hidden(name) {
			continue
		}
		if f.Flags&1 != 0 {
			u.refuse(name, "asks for a password")
			continue
		}
		r, err := f.Open()
		if err != nil {
			u.refuse(name, "packed in a way that is not known")
			continue
		}
		u.file(name, r)
		r.Close()
	}
}

func (u *unpacker) tar(in io.Reader) {
	t := tar.NewReader(in)
	for !u.done {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			u.refuse("", "an archive that is broken from here on")
			return
		}
		if h.Typeflag == tar.TypeReg {
			u.file(clean(h.Name), t)
		}
		if u.size += 512; u.size > 2*mostUnpacked { // headers without end
			return
		}
	}
}

// gzip unpacks what is packed, which is a tar or one file.
func (u *unpacker) gzip(data []byte) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		u.refuse("", "packed data that is broken")
		return
	}
	name := clean(z.Name)
	all := io.LimitReader(z, mostUnpacked)
	head := make([]byte, 512)
	n, _ := io.ReadFull(all, head)
	in := io.MultiReader(bytes.NewReader(head[:n]), all)
	if isTar(head[:n]) {
		u.tar(in)
		return
	}
	u.file(strings.TrimLeft(name, "."), in)
}

// clean is the name of a file as it is shown: without what leads out of the archive.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(strings.ToValidUTF8(name, "\ufffd"), "\\", "/")), "/")
}
