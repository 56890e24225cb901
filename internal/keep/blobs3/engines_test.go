package blobs3_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/blobs3"
	"firsthand/internal/keep/blobs3/s3test"
	"firsthand/internal/keep/keeptest"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/report"
)

// wire is the way to a store, which fails where it is told to: before a request that changes something, and after the
// store has done it and before anybody is told.
type wire struct{ faults *keeptest.Faults }

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	changes := r.Method == http.MethodPut || r.Method == http.MethodDelete
	if changes {
		if err := w.faults.At(r.Method + ", not sent"); err != nil {
			return nil, err
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !changes {
		return answer, err
	}
	if err := w.faults.At(r.Method + ", done and not told"); err != nil {
		answer.Body.Close()
		return nil, err
	}
	return answer, nil
}

// The suite that every engine passes, on a real store with and without object lock. The database is the fake's.
func TestEngine(t *testing.T) {
	server := s3test.Start(t)
	for _, locked := range []bool{false, true} {
		t.Run(fmt.Sprintf("locked=%v", locked), func(t *testing.T) {
			bucket, err := server.NewBucket(t.Context(), locked)
			if err != nil {
				t.Fatal(err)
			}
			places := 0
			keeptest.Run(t, func(t *testing.T) keeptest.Open {
				places++
				address, fake := fmt.Sprintf("s3://%s/ledgers/%d", bucket, places), keeptest.NewMemory()
				return func(f *keeptest.Faults) keeptest.Engines {
					place, err := blobs3.Open(t.Context(), address, blobs3.Options{Transport: wire{f}, Attempts: 1})
					if err != nil {
						t.Fatal(err)
					}
					engines := fake.Open(f)
					engines.Blobs, engines.Anchor = place.Blobs(), place.Anchor()
					return engines
				}
			})
		})
	}
}

func open(t *testing.T, address string) *blobs3.Bucket {
	t.Helper()
	place, err := blobs3.Open(t.Context(), address, blobs3.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return place
}

func original(text string) blob.Blob {
	return blob.Blob{Digest: report.DigestOf([]byte(text)), Data: []byte(text)}
}

// Where the bucket has object lock the store refuses to delete what was put, whoever asks.
func TestALockedOriginalCannotBeDeleted(t *testing.T) {
	server := s3test.Start(t)
	client, err := server.Client()
	if err != nil {
		t.Fatal(err)
	}
	for _, locked := range []bool{false, true} {
		bucket, err := server.NewBucket(t.Context(), locked)
		if err != nil {
			t.Fatal(err)
		}
		place, b := open(t, "s3://"+bucket+"/a"), original("a voice message")
		if place.Locked() != locked {
			t.Errorf("locked is %v, want %v", place.Locked(), locked)
		}
		if err := place.Blobs().Put(t.Context(), []blob.Blob{b}); err != nil {
			t.Fatal(err)
		}
		hex := b.Digest.String()
		key := "a/originals/" + hex[:2] + "/" + hex[2:4] + "/" + hex
		info, err := client.StatObject(t.Context(), bucket, key, minio.StatObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		err = client.RemoveObject(t.Context(), bucket, key, minio.RemoveObjectOptions{VersionID: info.VersionID})
		if refused := err != nil; refused != locked {
			t.Errorf("locked=%v: deleting says %v", locked, err)
		}
		if _, err := blob.Read(t.Context(), place.Blobs(), b.Digest); (err == nil) != locked {
			t.Errorf("locked=%v: then it is read with %v", locked, err)
		}
	}
}

// An object that was changed is an error, never an answer, and is not written over.
func TestAChangedOriginalIsNamed(t *testing.T) {
	server := s3test.Start(t)
	bucket, err := server.NewBucket(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	client, err := server.Client()
	if err != nil {
		t.Fatal(err)
	}
	place, b := open(t, "s3://"+bucket), original("a list of names")
	hex := b.Digest.String()
	key := "originals/" + hex[:2] + "/" + hex[2:4] + "/" + hex
	if _, err := client.PutObject(t.Context(), bucket, key, strings.NewReader("other names"), 11, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.Read(t.Context(), place.Blobs(), b.Digest); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("reading says %v", err)
	}
	if err := place.Blobs().Put(t.Context(), []blob.Blob{b}); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("putting says %v", err)
	}
	if _, err := client.PutObject(t.Context(), bucket, "originals/notes.txt", strings.NewReader("?"), 1, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	var strange []string
	for f, err := range place.Blobs().List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Digest.IsZero() {
			strange = append(strange, f.Name)
		}
	}
	if !slices.Equal(strange, []string{"notes.txt"}) {
		t.Errorf("strange: %q", strange)
	}
}

func TestShelf(t *testing.T) {
	server := s3test.Start(t)
	bucket, err := server.NewBucket(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	s := open(t, "s3://"+bucket+"/deep/er").Shelf()
	if _, err := s.Get(ctx, "note.1"); !errors.Is(err, shelf.ErrNotFound) {
		t.Errorf("what nobody put: %v", err)
	}
	for _, name := range []string{"note.2", "note.1"} {
		if err := errors.Join(s.Put(ctx, name, []byte("old")), s.Put(ctx, name, []byte(name))); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := s.Names(ctx); err != nil || !slices.Equal(names, []string{"note.1", "note.2"}) {
		t.Errorf("names %q, %v", names, err)
	}
	if got, err := s.Get(ctx, "note.2"); err != nil || !bytes.Equal(got, []byte("note.2")) {
		t.Errorf("got %q, %v", got, err)
	}
	if err := errors.Join(s.Remove(ctx, "note.2"), s.Remove(ctx, "note.3")); err != nil {
		t.Error(err)
	}
	if names, err := s.Names(ctx); err != nil || !slices.Equal(names, []string{"note.1"}) {
		t.Errorf("names %q, %v", names, err)
	}
	if err := s.Put(ctx, "Not A Name", nil); err == nil {
		t.Error("any name can be kept")
	}
}

// Errors name neither the store's address nor its keys, and nothing travels over a network unencrypted.
func TestErrorsAndAddresses(t *testing.T) {
	for _, address := range []string{"s3://", "s3://user:secret@bucket/x", "http://bucket/x", "s3://bucket/x?secret=1", "%"} {
		if _, err := blobs3.Open(t.Context(), address, blobs3.Options{}); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
	t.Setenv("AWS_ENDPOINT_URL_S3", "http://192.0.2.7:9000")
	if _, err := blobs3.Open(t.Context(), "s3://bucket/x", blobs3.Options{}); err == nil || !strings.Contains(err.Error(), "https") {
		t.Errorf("unencrypted: %v", err)
	}
	t.Setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
	t.Setenv("AWS_ACCESS_KEY_ID", "secret-1")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret-2")
	_, err := blobs3.Open(t.Context(), "s3://bucket/x", blobs3.Options{Attempts: 1})
	if err == nil || strings.Contains(err.Error(), "127.0.0.1") || strings.Contains(err.Error(), "secret") {
		t.Errorf("unreachable: %v", err)
	}
}

// A list that breaks off says so.
func TestAListThatBreaksOff(t *testing.T) {
	server := s3test.Start(t)
	bucket, err := server.NewBucket(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	place := open(t, "s3://"+bucket)
	if err := place.Blobs().Put(t.Context(), []blob.Blob{original("a"), original("b")}); err != nil {
		t.Fatal(err)
	}
	off, cancel := context.WithCancel(t.Context())
	cancel()
	broken := false
	for _, err := range place.Blobs().List(off) {
		broken = broken || err != nil
	}
	if !broken {
		t.Error("a list that was called off ends as if it were whole")
	}
	r, err := place.Blobs().Open(t.Context(), original("a").Digest)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "a" {
		t.Errorf("read %q, %v", got, err)
	}
}
