// Package blobs3 keeps originals in a bucket of an object store that speaks S3, for a ledger that several machines
// write: each in an object named by its SHA-256, below a prefix, laid out as in a ledger's folder. The checkpoint and
// what others said of the log lie beside them, away from the database.
//
// Where the bucket has object lock, every original is put under a legal hold, and the store itself refuses to delete or
// to overwrite that version until somebody with that right lifts it.
package blobs3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Options change how a bucket is reached. The zero Options are what a ledger uses.
type Options struct {
	Transport http.RoundTripper // of the machine where it is nil
	Attempts  int               // how often a request is tried; 4 where it is zero
}

// Bucket is a place in a bucket.
type Bucket struct {
	client *client
	bucket string
	prefix string // "" or ending in a slash
	held   bool   // the bucket has object lock
}

// Open reaches for the place at an address s3://BUCKET/PREFIX, with what the environment says of the store, as other
// tools have it: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION, and the keys from AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN) or from the file of AWS_SHARED_CREDENTIALS_FILE. The bucket must
// exist.
func Open(ctx context.Context, address string, o Options) (*Bucket, error) {
	bucket, prefix, err := parse(address)
	if err != nil {
		return nil, err
	}
	c, err := newClient(o)
	if err != nil {
		return nil, err
	}
	b := &Bucket{client: c, bucket: bucket, prefix: prefix}
	err = c.discard(ctx, request{method: http.MethodHead, path: bucket})
	if isMissing(err) {
		err = errors.New("the object store has no such bucket")
	}
	if err != nil {
		return nil, fmt.Errorf("look for the bucket: %w", err)
	}
	var lock struct{ ObjectLockEnabled string }
	err = c.read(ctx, request{method: http.MethodGet, path: bucket, query: url.Values{"object-lock": {""}}}, &lock)
	if err != nil && !saysNo(err) {
		return nil, fmt.Errorf("look whether the bucket has object lock: %w", err)
	}
	b.held = err == nil && lock.ObjectLockEnabled == "Enabled"
	return b, nil
}

// saysNo reports whether a store answered that it has no object lock, or does not know what that is.
func saysNo(err error) bool {
	switch codeOf(err) {
	case "ObjectLockConfigurationNotFoundError", "NotImplemented", "MethodNotAllowed", "AccessDenied", "NotFound":
		return true
	}
	return false
}

// Locked reports whether the bucket has object lock.
func (b *Bucket) Locked() bool { return b.held }

func parse(address string) (bucket, prefix string, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", "", errors.New("a place for originals in an object store is written s3://BUCKET/PREFIX")
	}
	if prefix = strings.Trim(u.Path, "/"); prefix != "" {
		prefix += "/"
	}
	return u.Host, prefix, nil
}

func (b *Bucket) path(name string) string { return b.bucket + "/" + b.prefix + name }

// ErrNone means that no object of that name is there.
var ErrNone = errors.New("the object store has no such object")

// ErrThere means that an object of that name is there already.
var ErrThere = errors.New("the object store has an object of that name")

// Get is a small object, of at most so many bytes.
func (b *Bucket) Get(ctx context.Context, name string, most int64) ([]byte, error) {
	r, err := b.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("the object has more than %d bytes", most)
	}
	return data, err
}

// Put puts an object in the place of what was there.
func (b *Bucket) Put(ctx context.Context, name string, data []byte) error {
	return b.put(ctx, name, data, nil)
}

// PutNew puts an object where there is none of that name; ErrThere where there is.
func (b *Bucket) PutNew(ctx context.Context, name string, data []byte) error {
	return b.putNew(ctx, name, data, nil)
}

// putNew asks the store to refuse where there is an object; a store that does not understand that is asked beforehand.
func (b *Bucket) putNew(ctx context.Context, name string, data []byte, header http.Header) error {
	conditional := header.Clone()
	if conditional == nil {
		conditional = http.Header{}
	}
	conditional.Set("If-None-Match", "*")
	err := b.put(ctx, name, data, conditional)
	switch codeOf(err) {
	case "PreconditionFailed", "ConditionalRequestConflict":
		return ErrThere
	case "NotImplemented":
	default:
		return err
	}
	err = b.client.discard(ctx, request{method: http.MethodHead, path: b.path(name)})
	if err == nil {
		return ErrThere
	}
	if !isMissing(err) {
		return err
	}
	return b.put(ctx, name, data, header)
}

func (b *Bucket) put(ctx context.Context, name string, data []byte, header http.Header) error {
	return b.client.discard(ctx, request{method: http.MethodPut, path: b.path(name), header: header, body: data})
}

// open gives an object as it comes; ErrNone where there is none.
func (b *Bucket) open(ctx context.Context, name string) (io.ReadCloser, error) {
	answer, err := b.client.do(ctx, request{method: http.MethodGet, path: b.path(name)})
	if isMissing(err) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	return reader{answer.Body}, nil
}

// reader is an object whose errors do not name the store.
type reader struct{ io.ReadCloser }

func (r reader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = plain(err)
	}
	return n, err
}
