package pdf

import (
	"context"
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// The memory of the sandbox is set aside once, whole, and used again by the next sandbox: left to itself it grows by
// being copied to a larger place, and a document that makes it grow takes several times what the sandbox may have. The
// system gives a page of it when it is first written to.

// withOneMemory has sandboxes that are started with the context share one memory, one after the other.
func withOneMemory(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, new(oneMemory))
}

type oneMemory struct {
	mu   sync.Mutex
	free []byte // nil while a sandbox has it
}

// Allocate implements experimental.MemoryAllocator.
func (o *oneMemory) Allocate(_, most uint64) experimental.LinearMemory {
	o.mu.Lock()
	defer o.mu.Unlock()
	space := o.free
	if o.free = nil; space == nil {
		space = make([]byte, mostMemory)
	}
	return &sandbox{from: o, space: space, most: min(most, mostMemory)}
}

// sandbox is the memory of one sandbox.
type sandbox struct {
	from  *oneMemory
	space []byte
	used  uint64
	most  uint64
}

// Reallocate implements experimental.LinearMemory.
func (s *sandbox) Reallocate(size uint64) []byte {
	if size > s.most {
		return nil
	}
	s.used = max(s.used, size)
	return s.space[:size:s.most]
}

// Free implements experimental.LinearMemory. The next sandbox finds nothing of this one.
func (s *sandbox) Free() {
	clear(s.space[:s.used])
	s.from.mu.Lock()
	defer s.from.mu.Unlock()
	s.from.free, s.space = s.space, nil
}
