package neural

// kernel is one way to compute. All of them give the same bits.
type kernel int

const (
	plain kernel = iota // in Go, on every machine
	avx2                // 256 bits, products of pairs
	vnni                // 512 bits, products of four, and what avx2 has for the rest
)

func (k kernel) String() string { return [...]string{"plain", "avx2", "vnni"}[k] }

// active is the kernel in use: the best that this machine has. Tests set it to each of [kernels].
var active = kernels()[len(kernels())-1]
