//go:build !amd64 || purego

package neural

// kernels are those that this machine has, the best one last.
func kernels() []kernel { return []kernel{plain} }

func (l *Linear) rows(dst []float32, x []int8, rows int, bias []float32) {
	l.rowsPlain(dst, x, rows, bias)
}

// quantizeFast says how many numbers it has done.
func quantizeFast(dst []int8, src []float32, scale float32) int { return 0 }

// updateFast says how many cells it has done.
func updateFast(h []int8, state, gates []float32) int { return 0 }
