// Package s3test starts a real object store for tests: versitygw, over a temporary folder. It is built from a module of
// its own in testdata, so that what it needs stays out of the program's.
package s3test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// The keys of every server.
const (
	AccessKey = "desk"
	SecretKey = "a-secret-of-the-test"
)

// Server is an object store that runs until the test ends.
type Server struct {
	Endpoint string // its address, with http://
	cmd      *exec.Cmd
	dir      string
	buckets  atomic.Int64
}

// Start starts a store and points the environment of the test at it. It skips the test where the store cannot be built
// and $CI is not set: that takes a few minutes once, and the module proxy.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := New(t.TempDir())
	if errors.Is(err, ErrNone) && os.Getenv("CI") == "" {
		t.Skip("skipped: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, pair := range s.Environment() {
		name, value, _ := strings.Cut(pair, "=")
		if test, ok := t.(interface{ Setenv(key, value string) }); ok {
			test.Setenv(name, value)
		}
	}
	return s
}

// ErrNone means that the store cannot be built here.
var ErrNone = errors.New("versitygw, an object store, cannot be built here")

// New starts a store over an empty folder.
func New(dir string) (*Server, error) {
	program, err := build()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return start(program, dir)
}

// Close ends the store.
func (s *Server) Close() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// Environment is what a program needs to reach the store.
func (s *Server) Environment() []string {
	return []string{"AWS_ENDPOINT_URL=" + s.Endpoint, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=" + AccessKey, "AWS_SECRET_ACCESS_KEY=" + SecretKey}
}

// build gives the path of the program, which the go command keeps in its cache.
func build() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	cmd := exec.Command("go", "tool", "-n", "versitygw")
	cmd.Dir = filepath.Join(filepath.Dir(here), "testdata", "versitygw")
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var out, told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &told
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, told.Bytes())
	}
	return strings.TrimSpace(out.String()), nil
}

func start(program, dir string) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	listener.Close()
	for _, name := range []string{"objects", "versions", "sidecar"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(program, "--port", address, "--access", AccessKey, "--secret", SecretKey, "--quiet",
		"posix", "--versioning-dir", filepath.Join(dir, "versions"), "--sidecar", filepath.Join(dir, "sidecar"), filepath.Join(dir, "objects"))
	cmd.Dir = dir
	var told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &told, &told
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Server{Endpoint: "http://" + address, cmd: cmd, dir: dir}
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get(s.Endpoint)
		if err == nil {
			answer.Body.Close()
			return s, nil
		}
		if time.Now().After(end) {
			cmd.Process.Kill()
			cmd.Wait()
			return nil, fmt.Errorf("the store does not answer: %w\n%s", err, told.Bytes())
		}
	}
}

// Client speaks to the store as its owner.
func (s *Server) Client() (*minio.Client, error) {
	return minio.New(strings.TrimPrefix(s.Endpoint, "http://"), &minio.Options{Creds: credentials.NewStaticV4(AccessKey, SecretKey, ""), Region: "us-east-1"})
}

// NewBucket makes a bucket and gives its name.
func (s *Server) NewBucket(ctx context.Context, locked bool) (string, error) {
	client, err := s.Client()
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("bucket-%d", s.buckets.Add(1))
	return name, client.MakeBucket(ctx, name, minio.MakeBucketOptions{ObjectLocking: locked})
}
