// Package stamptest runs a real authority for time stamps, for tests: the one of openssl.
package stamptest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Authority is an authority with a root, a certificate between and a certificate for time stamps.
type Authority struct {
	dir     string
	openssl string
	Root    []byte // in PEM
}

const config = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Millstone Root
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[between]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[anybody]
basicConstraints = CA:false
extendedKeyUsage = clientAuth
[tsa]
default_tsa = it
[it]
serial = serial
crypto_device = builtin
signer_cert = leaf.pem
certs = between.pem
signer_key = leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

// New makes an authority. Without openssl the test skips, and where CI is set it fails.
func New(t testing.TB) *Authority {
	t.Helper()
	a, err := Make(Need(t), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Need is the path of openssl. Without it the test skips, and where CI is set it fails.
func Need(t testing.TB) string {
	t.Helper()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("openssl is not installed")
		}
		t.Skip("openssl is not installed: no authority to test against")
	}
	return openssl
}

// Make makes an authority in the folder dir.
func Make(openssl, dir string) (*Authority, error) {
	a := &Authority{dir: dir, openssl: openssl}
	for name, content := range map[string]string{"tsa.cnf": config, "serial": "01\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	for _, args := range [][]string{
		{"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "3650", "-config", "tsa.cnf", "-extensions", "root"},
		{"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-keyout", "between.key", "-out", "between.csr", "-config", "tsa.cnf", "-subj", "/CN=Millstone Between"},
		{"x509", "-req", "-in", "between.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out", "between.pem", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "between"},
		{"req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-config", "tsa.cnf", "-subj", "/O=Millstone/CN=Millstone Time"},
		{"x509", "-req", "-in", "leaf.csr", "-CA", "between.pem", "-CAkey", "between.key", "-CAcreateserial", "-out", "leaf.pem", "-days", "3650", "-sha384", "-extfile", "tsa.cnf", "-extensions", "leaf"},
	} {
		if err := a.run(args...); err != nil {
			return nil, err
		}
	}
	root, err := os.ReadFile(filepath.Join(dir, "root.pem"))
	a.Root = root
	return a, err
}

func (a *Authority) run(args ...string) error {
	cmd := exec.Command(a.openssl, args...)
	cmd.Dir = a.dir
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return &failed{err, said.String()}
	}
	return nil
}

type failed struct {
	error
	said string
}

func (f *failed) Error() string { return f.error.Error() + ": " + f.said }

// Answer answers a question (a TimeStampReq).
func (a *Authority) Answer(question []byte) ([]byte, error) {
	in, err := os.CreateTemp(a.dir, "*.tsq")
	if err != nil {
		return nil, err
	}
	defer os.Remove(in.Name())
	if _, err := in.Write(question); err != nil {
		return nil, err
	}
	if err := in.Close(); err != nil {
		return nil, err
	}
	out := in.Name() + ".tsr"
	defer os.Remove(out)
	if err := a.run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", in.Name(), "-out", out); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

// Verify has openssl verify an answer over message.
func (a *Authority) Verify(answer, message []byte) error {
	for name, content := range map[string][]byte{"check.tsr": answer, "check.data": message} {
		if err := os.WriteFile(filepath.Join(a.dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return a.run("ts", "-verify", "-in", "check.tsr", "-data", "check.data", "-CAfile", "root.pem", "-untrusted", "between.pem")
}

// Serve answers over HTTP until the server is closed.
func (a *Authority) Serve() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		question, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		if err == nil && r.Header.Get("Content-Type") == "application/timestamp-query" {
			var answer []byte
			if answer, err = a.Answer(question); err == nil {
				w.Header().Set("Content-Type", "application/timestamp-reply")
				w.Write(answer)
				return
			}
		}
		http.Error(w, "no", http.StatusBadRequest)
	}))
}

// Reissue gives the authority another certificate for its key: one of the sections of its configuration.
func (a *Authority) Reissue(section string, days string) error {
	return a.run("x509", "-req", "-in", "leaf.csr", "-CA", "between.pem", "-CAkey", "between.key", "-CAcreateserial", "-out", "leaf.pem", "-days", days,
		"-extfile", "tsa.cnf", "-extensions", section)
}
