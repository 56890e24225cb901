package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// server is a running firsthand that has said where its desk is.
type server struct {
	cmd    *exec.Cmd
	url    string
	before []string // what it printed before the address
	key    string   // what a browser opens to decide; "" on a desk that only shows
	stderr *bytes.Buffer
}

// start runs firsthand with args until it prints the address of its desk. TMPDIR is dir.
func start(t *testing.T, dir string, args ...string) *server {
	t.Helper()
	s := &server{cmd: exec.CommandContext(t.Context(), "firsthand", args...), stderr: new(bytes.Buffer)}
	s.cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`^The desk is at (http://127\.0\.0\.1:[0-9]+/)$`)
	in := bufio.NewScanner(out)
	for in.Scan() {
		if m := address.FindStringSubmatch(in.Text()); m != nil {
			s.url = m[1]
			in.Scan()
			if m := regexp.MustCompile(`^To decide as .*, open http://[0-9.:]+/(as/[A-Z2-7]{26}) and show that address to nobody\.$`).FindStringSubmatch(in.Text()); m != nil {
				s.key = m[1]
			}
			go io.Copy(io.Discard, out) // the lines that follow
			return s
		}
		s.before = append(s.before, in.Text())
	}
	_ = s.cmd.Wait()
	t.Fatalf("firsthand %s ended without an address:\n%s\n%s", strings.Join(args, " "), strings.Join(s.before, "\n"), s.stderr)
	return nil
}

func (s *server) get(t *testing.T, path string) string {
	t.Helper()
	resp, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Errorf("/%s: %s", path, resp.Status)
	}
	return string(body)
}

// interrupt sends what Ctrl-C does and wants an orderly end.
func (s *server) interrupt(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v, want exit code 0\n%s", err, s.stderr)
	}
	if s.stderr.Len() > 0 {
		t.Errorf("standard error:\n%s", s.stderr)
	}
}

// The demo from start to Ctrl-C: a summary that people understand, a desk that answers, and nothing left behind.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "demo", "--addr", "127.0.0.1:0")

	summary := strings.Join(strings.Fields(strings.Join(s.before, " ")), " ")
	if !regexp.MustCompile(`^15 reports, 9 publishers, \d+ distinct origins\.`).MatchString(summary) {
		t.Errorf("the summary does not begin with the counts:\n%s", summary)
	}
	for _, words := range []string{"at least 82", "100,000", "15,000 to 40,000", "Damascus"} {
		if !strings.Contains(summary, words) {
			t.Errorf("the summary does not say %q:\n%s", words, summary)
		}
	}

	if left, _ := filepath.Glob(filepath.Join(dir, "firsthand-demo-*")); len(left) != 1 {
		t.Errorf("while the demo runs there are %d folders of it, want 1", len(left))
	}
	home := s.get(t, "")
	incident := regexp.MustCompile(`href="/(incidents/[^"?#]+)"`).FindStringSubmatch(home)
	if incident == nil {
		t.Fatalf("the first page links to no incident:\n%s", home)
	}
	page := s.get(t, incident[1])
	one := regexp.MustCompile(`href="/(reports/[0-9a-f]+)`).FindStringSubmatch(page)
	if one == nil {
		t.Fatal("the incident's page links to no report")
	}
	s.get(t, one[1])

	s.interrupt(t)
	if left, _ := filepath.Glob(filepath.Join(dir, "firsthand-demo-*")); len(left) != 0 {
		t.Errorf("the demo left %v behind", left)
	}
}

// A ledger of one's own: add, then serve. Reports that were added by another reader's program are read before the desk
// answers.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "ledger")
	note := filepath.Join(dir, "note.txt")
	if err := os.WriteFile(note, []byte("Publisher: Quillfort\nPublished: 2016-12-13\n\nA nurse in Aleppo said on Monday that 12 civilians were killed.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "firsthand", "add", "--ledger", ledger, note).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := start(t, dir, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0")
	if page := s.get(t, "reports"); !strings.Contains(page, "Quillfort") {
		t.Errorf("the report that was added is not on the page:\n%s", page)
	}
	s.interrupt(t)
	if out, err := exec.CommandContext(t.Context(), "firsthand", "verify", "--ledger", ledger).CombinedOutput(); err != nil {
		t.Errorf("verify after serving: %v\n%s", err, out)
	}
}

// Ctrl-C while a stream waits for more: what was read is out, and the code says that it was cut off.
func TestInterruptedStream(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "firsthand", "read", "--ndjson")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, `{"id":"a","text":"Shells hit the road, said a nurse in Aleppo."}`+"\n"); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, `{"id":"a",`) {
		t.Fatalf("before the end of its input it printed %q, %v", line, err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || complaint.String() != "error: interrupted\n" {
		t.Errorf("exit code %d and %q, want %d and an error", code, complaint.String(), exitInterrupted)
	}
}
