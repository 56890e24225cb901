package keeptest_test

import (
	"testing"

	"firsthand/internal/keep/keeptest"
)

// The suite runs on a fake that does exactly what it must, so that what fails elsewhere is the engine and not the
// suite.
func TestMemory(t *testing.T) {
	keeptest.Run(t, func(*testing.T) keeptest.Open { return keeptest.NewMemory().Open })
}
