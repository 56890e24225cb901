// Package postgrestest starts a real PostgreSQL for tests: Debian's package postgresql, in a temporary folder, on a
// socket there.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Server is a PostgreSQL that runs until the test ends.
type Server struct {
	dir     string
	bin     string
	cmd     *exec.Cmd
	done    chan error
	schemas atomic.Int64
}

// Start starts a server, or skips the test where there is none and $CI is not set.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := New()
	if errors.Is(err, ErrNone) && os.Getenv("CI") == "" {
		t.Skip("skipped: there is no PostgreSQL here (Debian: apt-get install postgresql)")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// ErrNone means that no PostgreSQL is installed.
var ErrNone = errors.New("no PostgreSQL is installed")

// New makes a cluster and starts its server.
func New() (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	parent := "/dev/shm" // where a sync of the disk, of which the tests make thousands, costs nothing
	if info, err := os.Stat(parent); err != nil || !info.IsDir() {
		parent = ""
	}
	dir, err := os.MkdirTemp(parent, "pg") // short: the path of a socket has at most 107 bytes
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin}
	if err := s.make(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// binaries is the folder of the newest installed server.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	if len(found) == 0 {
		return "", ErrNone
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

func (s *Server) make() error {
	if err := giveToServer(s.dir); err != nil {
		return err
	}
	out, err := s.command("initdb", "-D", s.data(), "-U", "desk", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return s.Restart()
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// command runs a program of the server, not as root, which PostgreSQL refuses to be.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	dropRoot(cmd)
	return cmd
}

// Restart starts the server, which does not run, and waits until it answers.
func (s *Server) Restart() error {
	s.cmd = s.command("postgres", "-D", s.data(), "-c", "listen_addresses=", "-c", "unix_socket_directories="+s.dir, "-c", "max_connections=200",
		"-c", "shared_buffers=32MB", "-c", "log_min_messages=fatal")
	if err := s.cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	s.done = done
	go func(cmd *exec.Cmd) { done <- cmd.Wait() }(s.cmd)
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		err := s.Exec("SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case ended := <-done:
			return fmt.Errorf("the server ended: %v", ended)
		default:
		}
		if time.Now().After(end) {
			return fmt.Errorf("the server does not answer: %w", err)
		}
	}
}

// Kill ends the server and all its processes at once, as a crash does: nothing is finished and nothing more is written,
// and the next one recovers from the write-ahead log.
func (s *Server) Kill() {
	crash(s.cmd)
	<-s.done
	s.cmd = nil
}

// Close ends the server and removes its folder.
func (s *Server) Close() {
	if s.cmd != nil {
		s.Kill()
	}
	os.RemoveAll(s.dir)
}

// Exec runs statements in the server's own database.
func (s *Server) Exec(statements string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgconn.Connect(ctx, s.URL(""))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, statements).ReadAll()
	return err
}

// URL is the address of a schema of the server, of none where it is "".
func (s *Server) URL(schema string) string {
	query := url.Values{"host": {s.dir}, "user": {"desk"}}
	if schema != "" {
		query.Set("search_path", schema)
	}
	return "postgres:///postgres?" + query.Encode()
}

// NewSchema makes an empty schema and gives its address.
func (s *Server) NewSchema() (string, error) {
	name := fmt.Sprintf("ledger_%d", s.schemas.Add(1))
	return s.URL(name), s.Exec("CREATE SCHEMA " + name)
}
