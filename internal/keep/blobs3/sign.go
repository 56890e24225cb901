package blobs3

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"firsthand/internal/keep/durable"
)

// keys are those of an account at a store.
type keys struct{ access, secret, session string }

// signer signs requests as AWS Signature Version 4 has it.
type signer struct {
	keys   keys
	region string
}

// sign signs a request and the SHA-256 of its body. Every header that it has by then is signed.
func (s signer) sign(r *http.Request, body []byte, now time.Time) {
	stamp := now.UTC().Format("20060102T150405Z")
	sum := sha256.Sum256(body)
	r.Header.Set("X-Amz-Date", stamp)
	r.Header.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	if s.keys.session != "" {
		r.Header.Set("X-Amz-Security-Token", s.keys.session)
	}
	lines := []string{"host:" + r.URL.Host}
	names := []string{"host"}
	for name := range r.Header {
		names = append(names, strings.ToLower(name))
		lines = append(lines, strings.ToLower(name)+":"+strings.TrimSpace(r.Header.Get(name)))
	}
	slices.Sort(names)
	slices.SortFunc(lines, func(a, b string) int {
		a, _, _ = strings.Cut(a, ":")
		b, _, _ = strings.Cut(b, ":")
		return strings.Compare(a, b)
	})
	signed := strings.Join(names, ";")
	canonical := strings.Join([]string{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, strings.Join(lines, "\n") + "\n", signed, hex.EncodeToString(sum[:])}, "\n")

	day := stamp[:8]
	scope := day + "/" + s.region + "/s3/aws4_request"
	digest := sha256.Sum256([]byte(canonical))
	toSign := strings.Join([]string{"AWS4-HMAC-SHA256", stamp, scope, hex.EncodeToString(digest[:])}, "\n")
	key := []byte("AWS4" + s.keys.secret)
	for _, part := range []string{day, s.region, "s3", "aws4_request"} {
		key = mac(key, part)
	}
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%x", s.keys.access, scope, signed, mac(key, toSign)))
}

func mac(key []byte, message string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(message))
	return h.Sum(nil)
}

// canonicalQuery is a query in the order and with the escapes that a signature covers.
func canonicalQuery(query url.Values) string {
	var parts []string
	for name, values := range query {
		for _, value := range values {
			parts = append(parts, escape(name, false)+"="+escape(value, false))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// escape writes every byte that is not a letter, a digit or one of -._~ as %XX, and of a path not the slashes.
func escape(s string, path bool) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~', path && c == '/':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// credentials are the keys that the environment gives, or the file that it names.
func credentials() (keys, error) {
	k := keys{os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")}
	if k.access != "" && k.secret != "" {
		return k, nil
	}
	path := os.Getenv("AWS_SHARED_CREDENTIALS_FILE")
	if home, err := os.UserHomeDir(); path == "" && err == nil {
		path = filepath.Join(home, ".aws", "credentials")
	}
	text, err := durable.ReadSmall(path, 1<<20)
	if err == nil {
		profile := os.Getenv("AWS_PROFILE")
		if profile == "" {
			profile = "default"
		}
		if k := parseCredentials(string(text), profile); k.access != "" && k.secret != "" {
			return k, nil
		}
	}
	return keys{}, errors.New("there are no keys for the object store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a file in AWS_SHARED_CREDENTIALS_FILE")
}

// parseCredentials reads the keys of a profile: lines of "name = value" below a line "[profile]".
func parseCredentials(text, profile string) (k keys) {
	in := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			in = strings.TrimSpace(strings.Trim(line, "[]")) == profile
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !in || !ok {
			continue
		}
		switch value = strings.TrimSpace(value); strings.ToLower(strings.TrimSpace(name)) {
		case "aws_access_key_id":
			k.access = value
		case "aws_secret_access_key":
			k.secret = value
		case "aws_session_token":
			k.session = value
		}
	}
	return k
}
