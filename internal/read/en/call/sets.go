package call

import (
	_ "embed" // for the word lists

	"firsthand/internal/read/core/lexicon"
)

//go:embed sets.txt
var setList string

// sets are the lists of words that the rules look up by name.
var sets = lexicon.MustSets(setList)
