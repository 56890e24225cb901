package read

import (
	"embed"
	"maps"
	"slices"
	"sync"
	"unicode"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/attribute"
	"firsthand/internal/read/en/call"
	"firsthand/internal/read/identity"
	"firsthand/internal/report"
)

// code is the source of the reader and its word lists. A package that a deeper folder holds needs a pattern more: a
// test says so.
//
//go:embed *.go */*.go */*/*.go */*/*/*.go */*/*.s */*/*.txt */*/*/*.txt
var code embed.FS

// embedded are the files that the program embeds and that are too large to be embedded once more.
var embedded = map[string]func() string{
	"core/gazetteer/places.bin.gz":   gazetteer.Packed,
	"core/mention/weights.bin":       mention.Weights,
	"core/syntax/weights.bin":        syntax.Weights,
	"en/attribute/label/weights.bin": attribute.Weights,
	"en/call/weights.bin":            call.Weights,
}

// modules are what others wrote and what can change a reading.
var modules = []string{"github.com/hablullah/go-hijri", "github.com/hablullah/go-juliandays", "golang.org/x/text"}

// Identity names this reader by all that can change a reading. Builds with the same identity read the same, on any
// machine.
var Identity = sync.OnceValue(func() string {
	r := identity.New()
	if err := r.Files("report", report.Code); err != nil {
		panic(err) // it is part of the program
	}
	if err := r.Files("read", code); err != nil {
		panic(err)
	}
	for _, name := range slices.Sorted(maps.Keys(embedded)) {
		r.Blob("read/"+name, embedded[name]())
	}
	r.Modules(modules...)
	r.Blob("Unicode", unicode.Version)
	return r.Name()
})
