// Package examples carries about a dozen short reports, so that a newcomer sees within a minute what Firsthand is for.
//
// They retell public facts of Aleppo, 12 to 16 December 2016, in words written for this project, under the names of
// outlets that do not exist. README.md in this folder says how they were made and what each of them shows.
package examples

import (
	"embed"
	"io/fs"
)

//go:embed reports
var embedded embed.FS

// Reports are the files of the folder reports, in the formats that capture understands.
func Reports() fs.FS {
	reports, err := fs.Sub(embedded, "reports")
	if err != nil {
		panic(err) // only a path that is not valid fails, and this one is
	}
	return reports
}
