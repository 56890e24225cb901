package desk

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"firsthand/internal/report"
)

// sendOriginal answers GET /originals/{sha256} with the bytes as captured. They are somebody else's and may be hostile,
// so no browser gets to interpret them: text is shown as plain text, whatever it says it is, and everything else is a
// download that no program claims by its name. The bytes are hashed again on the way out; what does not agree with its
// name is not sent.
func (d *desk) sendOriginal(w http.ResponseWriter, r *http.Request) error {
	digest, err := report.ParseDigest(r.PathValue("sha256"))
	if err != nil {
		return notFound("an original is named by the 64 digits of its SHA-256")
	}
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	if _, ok := s.originals[digest]; !ok || digest.IsZero() {
		return notFound("no original of this name is in the ledger")
	}
	b, err := d.ledger.Original(r.Context(), digest)
	if err != nil {
		return broken("the original cannot be read", fmt.Errorf("original %s: %w", digest, err))
	}
	if got := report.DigestOf(b); got != digest {
		return broken("the original has been changed since it was sealed, and is not shown; run “firsthand verify”",
			fmt.Errorf("original %s: its bytes hash to %s", digest, got))
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("ETag", `"`+digest.String()+`"`)
	name := "firsthand-" + digest.String()[:16] + ".original"
	if utf8.Valid(b) && !strings.ContainsRune(string(b), 0) && !r.URL.Query().Has("download") {
		send(w, http.StatusOK, "text/plain; charset=utf-8", b)
		return nil
	}
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	send(w, http.StatusOK, "application/octet-stream", b)
	return nil
}
