package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

// files are what the archives of the tests hold: name and words.
var files = [][2]string{{"a/one.txt", "One."}, {".git/x", "no"}, {"__MACOSX/a/._one.txt", "no"}, {"../../two.txt", "Two."}, {"empty.txt", ""}}

func zipped(t testing.TB) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(f[1]))
	}
	_ = z.Close()
	return b.Bytes()
}

func tarred(t testing.TB) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	_ = w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f[0], Size: int64(len(f[1])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(f[1]))
	}
	_ = w.Close()
	return b.Bytes()
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

func read(data []byte, lim format.Limits) []string {
	var got []string
	for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
		if problem != nil {
			got = append(got, problem.Error())
			continue
		}
		got = append(got, item.Inner.Name+" | "+string(item.Inner.Data))
	}
	return got
}

func TestRead(t *testing.T) {
	both := []string{"a/one.txt | One.", "two.txt | Two."}
	for _, test := range []struct {
		name string
		data []byte
		want []string
	}{
		{"zip", zipped(t), both},
		{"tar", tarred(t), both},
		{"tar, packed", packed(tarred(t)), both},
		{"one file, packed", packed([]byte("One.")), []string{" | One."}},
		{"zip cut short", zipped(t)[:60], []string{"an archive that is broken"}},
		{"tar cut short", tarred(t)[:1800], []string{"a/one.txt | One.", "an archive that is broken from here on"}},
		{"packed, cut short", packed([]byte(strings.Repeat("One. ", 1000)))[:30], []string{"broken in the archive"}},
		{"nothing in it", packed(nil), []string{"an archive without files"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(Format{}).Sniff(test.data) {
				t.Fatal("the archive is not known as one")
			}
			if diff := cmp.Diff(test.want, read(test.data, format.DefaultLimits())); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

// What unpacks to more than is taken is refused once it comes to that, and the files after it are read.
func TestABombIsNotUnpacked(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("bomb")
	_, _ = w.Write(make([]byte, 4<<20))
	w, _ = z.Create("one.txt")
	_, _ = w.Write([]byte("One."))
	_ = z.Close()
	lim := format.DefaultLimits()
	lim.Original = 1 << 20
	if diff := cmp.Diff([]string{"bomb: larger than 1 MiB", "one.txt | One."}, read(b.Bytes(), lim)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(zipped(f))
	f.Add(tarred(f))
	f.Add(packed(tarred(f)))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && (len(item.Inner.Data) > lim.Original || strings.HasPrefix(item.Inner.Name, "/") || strings.Contains("/"+item.Inner.Name+"/", "/../")) {
				t.Errorf("%d bytes named %q", len(item.Inner.Data), item.Inner.Name)
			}
		}
	})
}
