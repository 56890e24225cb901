// Package outcome ends the programs below bench alike: with 2 where one could not measure, and with 1 where what it
// measured is not as it must be.
package outcome

import (
	"fmt"
	"os"
)

// End ends a program of that name.
func End(program string, failed bool, err error) {
	switch {
	case err != nil:
		fmt.Fprintf(os.Stderr, "%s: %v\n", program, err)
		os.Exit(2)
	case failed:
		os.Exit(1)
	}
}
