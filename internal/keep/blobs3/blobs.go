package blobs3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/sync/errgroup"

	"firsthand/internal/keep/blob"
	"firsthand/internal/report"
)

// originals is where originals lie below the prefix of the place.
const originals = "originals/"

// Blobs are the originals of a place, a [blob.Blobs].
type Blobs struct{ bucket *Bucket }

// Blobs are the originals of the place.
func (b *Bucket) Blobs() Blobs { return Blobs{b} }

// writers is how many originals are on their way at the same time.
const writers = 8

// Put implements [blob.Blobs]. A store says yes when an object is where no power cut can reach it, and shows it whole
// or not at all.
func (p Blobs) Put(ctx context.Context, blobs []blob.Blob) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, b := range blobs {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := p.put(ctx, b); err != nil {
				return fmt.Errorf("original %s: %w", b.Digest, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("keep originals: %w", err)
	}
	return nil
}

// attempts is how often an original is put that another writer put and took away, or is putting at this moment.
const attempts = 3

func (p Blobs) put(ctx context.Context, b blob.Blob) error {
	header := http.Header{}
	if p.bucket.held {
		header.Set("X-Amz-Object-Lock-Legal-Hold", "ON")
	}
	for n := 1; ; n++ {
		err := p.bucket.putNew(ctx, name(b.Digest), b.Data, header)
		if !errors.Is(err, ErrThere) {
			return err
		}
		err = blob.Check(ctx, p, b.Digest)
		if !errors.Is(err, blob.ErrNotFound) || n == attempts {
			return err // nil where it is there already
		}
	}
}

// Open implements [blob.Blobs].
func (p Blobs) Open(ctx context.Context, d report.Digest) (io.ReadCloser, error) {
	r, err := p.bucket.open(ctx, name(d))
	if errors.Is(err, ErrNone) {
		return nil, blob.ErrNotFound
	}
	return r, err
}

// List implements [blob.Blobs]. Nothing unfinished can lie there: an object is whole or not there.
func (p Blobs) List(ctx context.Context) iter.Seq2[blob.Found, error] {
	return func(yield func(blob.Found, error) bool) {
		for found, err := range p.bucket.names(ctx, originals) {
			if err != nil {
				yield(blob.Found{}, err)
				return
			}
			if !yield(foundAt(found), nil) {
				return
			}
		}
	}
}

// foundAt says what an object of that name is.
func foundAt(below string) blob.Found {
	found := blob.Found{Name: below}
	if d, err := report.ParseDigest(below[strings.LastIndexByte(below, '/')+1:]); err == nil && name(d) == originals+below {
		found.Digest = d
	}
	return found
}

// names gives the names of all objects below a folder of the place, in order.
func (b *Bucket) names(ctx context.Context, folder string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		query := url.Values{"list-type": {"2"}, "prefix": {b.prefix + folder}}
		for {
			var page struct {
				IsTruncated           bool
				NextContinuationToken string
				Contents              []struct{ Key string }
			}
			if err := b.client.read(ctx, request{method: http.MethodGet, path: b.bucket, query: query}, &page); err != nil {
				yield("", fmt.Errorf("list objects: %w", err))
				return
			}
			for _, object := range page.Contents {
				if !yield(strings.TrimPrefix(object.Key, b.prefix+folder), nil) {
					return
				}
			}
			if !page.IsTruncated || page.NextContinuationToken == "" {
				return
			}
			query.Set("continuation-token", page.NextContinuationToken)
		}
	}
}

// name is the name of an original's object below the prefix.
func name(d report.Digest) string {
	s := d.String()
	return originals + s[:2] + "/" + s[2:4] + "/" + s
}
