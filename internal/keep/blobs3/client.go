package blobs3

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// client speaks the few requests of S3 that a ledger needs. A library for all of S3 (minio-go) was tried and works: it
// costs two megabytes of program and a dozen modules, for five requests and a signature of sixty lines, which the tests
// hold to a published example and to a server that we did not write.
type client struct {
	http     *http.Client
	endpoint *url.URL
	signer   signer
	attempts int
}

// newClient has what the environment says of the store.
func newClient(o Options) (*client, error) {
	region := cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"), "us-east-1")
	at, err := endpoint(cmp.Or(os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), "https://s3."+region+".amazonaws.com"))
	if err != nil {
		return nil, err
	}
	keys, err := credentials()
	if err != nil {
		return nil, err
	}
	transport := o.Transport
	if transport == nil {
		patient := http.DefaultTransport.(*http.Transport).Clone()
		patient.ResponseHeaderTimeout = time.Minute
		patient.MaxIdleConnsPerHost = 2 * writers
		transport = patient
	}
	return &client{endpoint: at, signer: signer{keys, region}, attempts: cmp.Or(o.Attempts, 4), http: &http.Client{Transport: transport,
		// A request is signed for one address: an answer that sends it elsewhere is an error.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

// endpoint is the address of a store. What travels to it must be encrypted, unless it does not leave this machine.
func endpoint(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("the address of the object store (AWS_ENDPOINT_URL) is malformed")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, errors.New("the address of the object store (AWS_ENDPOINT_URL) must begin with https:// unless it is this machine's")
	}
	return u, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// request is what is asked of a store.
type request struct {
	method string
	path   string // bucket, slash, key
	query  url.Values
	header http.Header
	body   []byte
}

// do asks a store, and again after a while where it cannot be reached or is overloaded. The answer's body is the
// caller's to close.
func (c *client) do(ctx context.Context, r request) (*http.Response, error) {
	for n, pause := 1, 100*time.Millisecond; ; n, pause = n+1, 2*pause {
		answer, err := c.once(ctx, r)
		if err == nil {
			return answer, nil
		}
		if n >= c.attempts || !passes(err) || ctx.Err() != nil {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (c *client) once(ctx context.Context, r request) (*http.Response, error) {
	at := *c.endpoint
	at.Path, at.RawPath = "/"+r.path, escape("/"+r.path, true)
	at.RawQuery = canonicalQuery(r.query)
	ask, err := http.NewRequestWithContext(ctx, r.method, at.String(), bytes.NewReader(r.body))
	if err != nil {
		return nil, errors.New("the name of an object is malformed")
	}
	for name, values := range r.header {
		ask.Header[name] = values
	}
	if r.method == http.MethodPut {
		sum := md5.Sum(r.body) // what object lock asks for; against intent the signature covers a SHA-256
		ask.Header.Set("Content-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	}
	c.signer.sign(ask, r.body, time.Now())
	answer, err := c.http.Do(ask)
	if err != nil {
		return nil, plain(err)
	}
	if answer.StatusCode/100 == 2 {
		return answer, nil
	}
	defer answer.Body.Close()
	return nil, failureOf(answer)
}

// discard asks a store for something whose answer has nothing in it.
func (c *client) discard(ctx context.Context, r request) error {
	answer, err := c.do(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer)); err != nil {
		return plain(err)
	}
	return nil
}

// maxAnswer is the most bytes of an answer that is no object.
const maxAnswer = 8 << 20

// read asks a store for something whose answer is XML.
func (c *client) read(ctx context.Context, r request, into any) error {
	answer, err := c.do(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return plain(err)
	}
	if err := xml.Unmarshal(text, into); err != nil {
		return errors.New("the object store gives an answer that cannot be read")
	}
	return nil
}

// failure is an error of the store or of the way to it, in words that name no address and no key.
type failure struct {
	code   string // of the store, "" where it gave none
	status int
	words  string
	err    error
}

func (f failure) Error() string { return f.words }
func (f failure) Unwrap() error { return f.err }

// failureOf is the failure that an answer tells of.
func failureOf(answer *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	var told struct{ Code string }
	if xml.Unmarshal(text, &told) != nil || !isCode(told.Code) {
		told.Code = map[int]string{403: "AccessDenied", 404: "NotFound", 409: "ConditionalRequestConflict", 412: "PreconditionFailed", 501: "NotImplemented", 503: "SlowDown"}[answer.StatusCode]
	}
	return failure{code: told.Code, status: answer.StatusCode, words: fmt.Sprintf("the object store says: %s (%d)", cmp.Or(told.Code, "no"), answer.StatusCode)}
}

// isCode reports whether a word can be a code of S3, which may be shown.
func isCode(word string) bool {
	return word != "" && len(word) < 64 && strings.IndexFunc(word, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
}

func codeOf(err error) string {
	var f failure
	errors.As(err, &f)
	return f.code
}

func isMissing(err error) bool {
	code := codeOf(err)
	return code == "NoSuchKey" || code == "NotFound"
}

// passes reports whether an error is of a store that cannot be reached, or has too much to do.
func passes(err error) bool {
	var f failure
	if !errors.As(err, &f) {
		return false
	}
	return f.status == 0 || f.status == http.StatusTooManyRequests || f.status >= 500 && f.status != http.StatusNotImplemented
}

// plain takes addresses out of an error of the way to a store.
func plain(err error) error {
	var done failure
	var way *url.Error
	var network *net.OpError
	switch {
	case err == nil, errors.As(err, &done):
		return err
	case errors.Is(err, context.Canceled):
		return failure{words: context.Canceled.Error(), err: err}
	case errors.As(err, &network):
		return failure{words: fmt.Sprintf("the object store cannot be reached: %v", network.Err), err: err}
	case errors.As(err, &way):
		return failure{words: fmt.Sprintf("the object store cannot be reached: %v", way.Err), err: err}
	}
	return failure{words: fmt.Sprintf("the object store cannot be reached: %v", err), err: err}
}
