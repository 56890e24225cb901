package blobs3

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The example that Amazon publishes for Signature Version 4 of S3: a GET with a range.
func TestSignatureOfThePublishedExample(t *testing.T) {
	r, err := http.NewRequest(http.MethodGet, "https://examplebucket.s3.amazonaws.com/test.txt", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Range", "bytes=0-9")
	s := signer{keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""}, "us-east-1"}
	s.sign(r, nil, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	const want = "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
	if got := r.Header.Get("Authorization"); !strings.HasSuffix(got, want) {
		t.Errorf("signed %s, want %s", got, want)
	}
}

func TestCredentials(t *testing.T) {
	file := filepath.Join(t.TempDir(), "credentials")
	text := "[other]\naws_access_key_id = no\n; a comment\n[ default ]\naws_access_key_id=one\nAWS_SECRET_ACCESS_KEY = two=2\n[last]\naws_session_token = no\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", file)
	if k, err := credentials(); err != nil || k != (keys{"one", "two=2", ""}) {
		t.Errorf("from a file: %v, %v", k.access, err)
	}
	t.Setenv("AWS_PROFILE", "nobody")
	if _, err := credentials(); err == nil {
		t.Error("a profile that is not there has keys")
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "three")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "four")
	if k, err := credentials(); err != nil || k.access != "three" {
		t.Errorf("from the environment: %v", err)
	}
}

// Whatever a file of keys holds, reading it ends.
func FuzzCredentials(f *testing.F) {
	f.Add("[default]\naws_access_key_id = a\n", "default")
	f.Fuzz(func(t *testing.T, text, profile string) {
		if k := parseCredentials(text, profile); k.access != "" && !strings.Contains(text, k.access) {
			t.Error("a key that the file does not have")
		}
	})
}
