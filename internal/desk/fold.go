package desk

import (
	"firsthand/internal/desk/find"
)

// fold makes words comparable.
func fold(s string) string { return find.Fold(s) }

// searchKey is what a list finds a thing by: the words of parts, and the names among them in every spelling.
func searchKey(parts ...string) find.Key { return find.NewKey(parts...) }
