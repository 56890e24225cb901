package bind

import (
	"strings"

	"firsthand/internal/report"
)

// SpokenFor is the name of who speaks in a hop: of whoever speaks for others, those others; "" where nobody is named.
func SpokenFor(h report.Hop) string {
	switch {
	case h.Name == "unnamed":
		return ""
	case h.Of != "" && speaksFor(h.Role):
		return h.Of
	}
	return h.Name
}

// speaksFor reports whether somebody in a role gives the word of a body, and not a word of his own.
func speaksFor(role string) bool {
	role = strings.ToLower(role)
	for _, w := range []string{"spokes", "press ", "communication", "media ", "public relations"} {
		if strings.HasPrefix(role, w) {
			return true
		}
	}
	return false
}
