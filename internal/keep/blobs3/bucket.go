// Package blobs3 keeps originals in a bucket of an object store that speaks S3, for a ledger that several machines write: each in an
// object named by its SHA-256, below a prefix, laid out as in a ledger's folder. The checkpoint and what others said of the log lie
// beside them, away from the database.
//
// Where the bucket has object lock, every original is put under a legal hold, and the store itself refuses to delete or to
// overwrite that version until somebody with that right lifts it.
package blobs3

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Options change how a bucket is reached. The zero Options are what a ledger uses.
type Options struct {
	Transport http.RoundTripper // of the machine where it is nil
	Attempts  int               // how often a request is tried; 4 where it is zero
}

// Bucket is a place in a bucket.
type Bucket struct {
	core   minio.Core
	bucket string
	prefix string // "" or ending in a slash
	held   bool   // the bucket has object lock
}

// Open reaches for the place at an address s3://BUCKET/PREFIX, with what the environment says of the store, as other tools have it:
// AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION, and the keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with
// AWS_SESSION_TOKEN) or from the file of AWS_SHARED_CREDENTIALS_FILE. The bucket must exist.
func Open(ctx context.Context, address string, o Options) (*Bucket, error) {
	bucket, prefix, err := parse(address)
	if err != nil {
		return nil, err
	}
	host, secure, err := endpoint(cmp.Or(os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com"))
	if err != nil {
		return nil, err
	}
	client, err := minio.New(host, &minio.Options{
		Creds:  credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}}),
		Secure: secure, Region: cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION")),
		Transport: o.Transport, MaxRetries: cmp.Or(o.Attempts, 4),
	})
	if err != nil {
		return nil, errors.New("the address of the object store is malformed")
	}
	b := &Bucket{core: minio.Core{Client: client}, bucket: bucket, prefix: prefix}
	if there, err := client.BucketExists(ctx, bucket); err != nil || !there {
		return nil, fmt.Errorf("look for the bucket: %w", cmp.Or(plain(err), errors.New("the object store has no such bucket")))
	}
	lock, _, _, _, err := client.GetObjectLockConfig(ctx, bucket)
	b.held = err == nil && lock == "Enabled"
	if err != nil && !saysNo(err) {
		return nil, fmt.Errorf("look whether the bucket has object lock: %w", plain(err))
	}
	return b, nil
}

// saysNo reports whether a store answered that it has no object lock, or does not know what that is.
func saysNo(err error) bool {
	switch code := minio.ToErrorResponse(err).Code; code {
	case "ObjectLockConfigurationNotFoundError", "NotImplemented", "MethodNotAllowed", "AccessDenied":
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

// endpoint is host and port of a store. What travels to it must be encrypted, unless it does not leave this machine.
func endpoint(address string) (host string, secure bool, err error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http":
		return "", false, errors.New("the address of the object store (AWS_ENDPOINT_URL) is malformed")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "", false, errors.New("the address of the object store (AWS_ENDPOINT_URL) must begin with https:// unless it is this machine's")
	}
	return u.Host, u.Scheme == "https", nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

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
	return b.put(ctx, name, data, minio.PutObjectOptions{})
}

// PutNew puts an object where there is none of that name; ErrThere where there is.
func (b *Bucket) PutNew(ctx context.Context, name string, data []byte) error {
	return b.putNew(ctx, name, data, minio.PutObjectOptions{})
}

// putNew asks the store to refuse where there is an object; a store that does not understand that is asked beforehand.
func (b *Bucket) putNew(ctx context.Context, name string, data []byte, o minio.PutObjectOptions) error {
	conditional := o
	conditional.SetMatchETagExcept("*")
	err := b.put(ctx, name, data, conditional)
	switch codeOf(err) {
	case "PreconditionFailed", "ConditionalRequestConflict":
		return ErrThere
	case "NotImplemented":
	default:
		return err
	}
	_, err = b.core.StatObject(ctx, b.bucket, b.prefix+name, minio.StatObjectOptions{})
	if err == nil {
		return ErrThere
	}
	if !isMissing(err) {
		return plain(err)
	}
	return b.put(ctx, name, data, o)
}

func (b *Bucket) put(ctx context.Context, name string, data []byte, o minio.PutObjectOptions) error {
	o.SendContentMd5, o.DisableMultipart, o.ContentType = true, true, "application/octet-stream"
	_, err := b.core.Client.PutObject(ctx, b.bucket, b.prefix+name, bytes.NewReader(data), int64(len(data)), o)
	return plain(err)
}

// open gives an object as it comes; ErrNone where there is none.
func (b *Bucket) open(ctx context.Context, name string) (io.ReadCloser, error) {
	r, _, _, err := b.core.GetObject(ctx, b.bucket, b.prefix+name, minio.GetObjectOptions{})
	if isMissing(err) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, plain(err)
	}
	return reader{r}, nil
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

func isMissing(err error) bool {
	code := minio.ToErrorResponse(err).Code
	return err != nil && (code == "NoSuchKey" || code == "NotFound")
}

// failure is an error of the store or of the way to it, in words that name no address and no key.
type failure struct {
	code  string // of the store, "" where it gave none
	words string
	err   error
}

func (f failure) Error() string { return f.words }
func (f failure) Unwrap() error { return f.err }

func codeOf(err error) string {
	var f failure
	errors.As(err, &f)
	return f.code
}

func plain(err error) error {
	var done failure
	var answer minio.ErrorResponse
	var way *url.Error
	var network *net.OpError
	switch {
	case err == nil, errors.As(err, &done), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &answer):
		return failure{answer.Code, "the object store says: " + answer.Code, err}
	case errors.As(err, &network):
		return failure{"", fmt.Sprintf("the object store cannot be reached: %v", network.Err), err}
	case errors.As(err, &way):
		return failure{"", fmt.Sprintf("the object store cannot be reached: %v", way.Err), err}
	}
	return err
}
