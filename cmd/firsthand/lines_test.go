package main

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	for _, c := range []struct {
		name string
		in   io.Reader
		want []string // "number:words", or "number!" for an error
	}{
		{"nothing", strings.NewReader(""), nil},
		{"one line without an end", strings.NewReader("a"), []string{"1:a"}},
		{"blank lines are counted and left out", strings.NewReader("a\n\n \r\nb\n"), []string{"1:a", "4:b"}},
		{"a line longer than the buffer", strings.NewReader(long + "\nb"), []string{"1:" + long, "2:b"}},
		{"a line longer than the limit is skipped", strings.NewReader("a\n" + long + long + "\nc\n"), []string{"1:a", "2!", "3:c"}},
		{"a byte at a time", iotest.OneByteReader(strings.NewReader("a\nb\n")), []string{"1:a", "2:b"}},
		{"input that breaks off", io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(errors.New("gone"))), []string{"1:a", "2:b", "2!"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, show(c.in, 300_000)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func show(in io.Reader, limit int) []string {
	var got []string
	for l := range lines(in, limit) {
		number := strconv.Itoa(l.number)
		if l.err != nil {
			got = append(got, number+"!")
			continue
		}
		got = append(got, number+":"+string(l.bytes))
	}
	return got
}

// Whatever the bytes are, the lines are those that splitting them gives.
func FuzzLines(f *testing.F) {
	f.Add([]byte("a\nb\r\n\n{}"))
	f.Add([]byte("\xff\x00\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var want [][]byte
		for part := range bytes.SplitSeq(b, []byte("\n")) {
			if part = bytes.TrimSpace(part); len(part) > 0 {
				want = append(want, part)
			}
		}
		var got [][]byte
		for l := range lines(bytes.NewReader(b), len(b)) {
			if l.err != nil {
				t.Fatal(l.err)
			}
			got = append(got, l.bytes)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}
