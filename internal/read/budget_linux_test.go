package read_test

import (
	"os"
	"syscall"
)

const canMeasure = true

// mostMemory is the most memory that a process had, in bytes.
func mostMemory(p *os.ProcessState) int64 {
	if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
		return int64(usage.Maxrss) << 10
	}
	return 0
}
