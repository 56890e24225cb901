package desk

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"

	"firsthand/internal/report"
)

//go:embed static
var staticFiles embed.FS

// static serves the embedded files. Their addresses carry the beginning of their SHA-256, so that a browser may keep
// them for good and still gets new ones with a new program.
type static struct{ files map[string]staticFile }

type staticFile struct {
	bytes     []byte
	mediaType string
	tag       string
}

// mediaTypes are given here, since the machine's own table may say anything.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

func newStatic() (*static, error) {
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	s := &static{files: map[string]staticFile{}}
	for _, e := range entries {
		b, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		mediaType, ok := mediaTypes[path.Ext(e.Name())]
		if !ok {
			return nil, fmt.Errorf("%s: no media type for this kind of file", e.Name())
		}
		s.files[e.Name()] = staticFile{b, mediaType, report.DigestOf(b).String()[:16]}
	}
	return s, nil
}

// address is where a template finds the file.
func (s *static) address(name string) (string, error) {
	f, ok := s.files[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return "/static/" + name + "?v=" + f.tag, nil
}

// send answers GET /static/{name}.
func (s *static) send(w http.ResponseWriter, r *http.Request) error {
	f, ok := s.files[r.PathValue("name")]
	if !ok {
		return notFound("no such file")
	}
	h := w.Header()
	h.Set("ETag", `"`+f.tag+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == f.tag {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	send(w, http.StatusOK, f.mediaType, f.bytes)
	return nil
}
