package report

import "embed"

// Code is the source of the nouns and of the folders of this room that readings are made with. Package read/identity
// hashes it.
//
//go:embed *.go bodies/*.go bodies/*.tsv exact/*.go sketch/*.go terms/*.go
var Code embed.FS
