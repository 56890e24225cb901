package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
)

// line is one line of NDJSON, or why there is none.
type line struct {
	number int // counted from 1
	bytes  []byte
	err    error
}

// lines yields the lines of r that are not blank. A line longer than limit is skipped with an error; an error of r is
// the last line yielded. Memory is bounded by limit, time by the length of r.
func lines(r io.Reader, limit int) iter.Seq[line] {
	return func(yield func(line) bool) {
		b := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			var words []byte
			long := false
			part, err := b.ReadSlice('\n')
			for errors.Is(err, bufio.ErrBufferFull) {
				if long = long || len(words)+len(part) > limit; !long {
					words = append(words, part...)
				}
				part, err = b.ReadSlice('\n')
			}
			if long = long || len(words)+len(part) > limit+1; !long {
				words = append(words, part...)
			}

			l := line{number: number, bytes: bytes.TrimSpace(words)}
			if long {
				l = line{number: number, err: fmt.Errorf("the line is longer than %d MiB", limit>>20)}
			}
			if (len(l.bytes) > 0 || l.err != nil) && !yield(l) {
				return
			}
			if err == io.EOF || errors.Is(err, context.Canceled) { // the end, or an interruption, which the verb itself tells
				return
			}
			if err != nil {
				yield(line{number: number, err: fmt.Errorf("read input: %w", err)})
				return
			}
		}
	}
}

// input is standard input, but a read of it ends with an error when ctx ends, even while it waits for bytes that never
// come.
func (a *app) input(ctx context.Context) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, a.stdin)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out
}
