package capture

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"firsthand/internal/capture/format"
)

// stdinName is what errors call standard input.
const stdinName = "standard input"

// Walk reads the reports that args name, in order: files, folders, and "-" for stdin.
//
// Of a folder, every file below it is read, in the order of the names. Names that begin with a dot are passed over, and so is what is not a
// regular file: links are not followed, so that a folder that was handed over cannot reach out of itself.
//
// What cannot be read is yielded as an [*Error] with an empty item, and the walk goes on with the next line or file. It ends early when ctx is
// done, with the context's error, or when meta cannot be used.
func Walk(ctx context.Context, args []string, stdin io.Reader, meta Meta, lim Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		c, problem := newCapturer(meta, lim)
		if problem != nil {
			yield(Item{}, problem)
			return
		}
		w := &walker{capturer: c, ctx: ctx, yield: yield}
		for _, arg := range args {
			if w.arg(arg, stdin); w.done {
				return
			}
		}
	}
}

// walker is one walk.
type walker struct {
	*capturer
	ctx   context.Context
	yield func(Item, error) bool
	done  bool // whoever asked for the items wants no more, or there is no more to give
	files int
}

// give yields, unless the walk is done.
func (w *walker) give(item Item, err error) {
	if !w.done && !w.yield(item, err) {
		w.done = true
	}
}

// end gives a last error.
func (w *walker) end(err error) {
	w.give(Item{}, err)
	w.done = true
}

// arg reads what one argument names.
func (w *walker) arg(arg string, stdin io.Reader) {
	if arg == "-" {
		w.file(stdinName, func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil })
		return
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		w.give(Item{}, fileError(arg, err))
	case info.IsDir():
		w.folder(arg)
	default:
		w.file(arg, func() (io.ReadCloser, error) { return os.Open(arg) })
	}
}

// folder reads the files below a folder. They are opened through an os.Root, so that no link put there meanwhile leads out of it.
func (w *walker) folder(dir string) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		w.give(Item{}, fileError(dir, err))
		return
	}
	defer root.Close()
	// The function below never returns an error of its own, so the walk has none.
	_ = fs.WalkDir(root.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Join(dir, filepath.FromSlash(path))
		hidden := path != "." && strings.HasPrefix(entry.Name(), ".")
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden:
		case err != nil:
			w.give(Item{}, fileError(name, err))
		case entry.Type().IsRegular():
			w.file(name, func() (io.ReadCloser, error) { return root.Open(filepath.FromSlash(path)) })
		}
		if w.done {
			return fs.SkipAll
		}
		return nil
	})
}

// file reads one file.
func (w *walker) file(name string, open func() (io.ReadCloser, error)) {
	if err := w.ctx.Err(); err != nil {
		w.end(err)
		return
	}
	if w.files++; w.files > w.lim.Files {
		w.end(format.Refuse(format.ErrTooLarge, fmt.Sprintf("more than %d files", w.lim.Files), "add the folders in it one after the other").In(name))
		return
	}
	f, err := open()
	if err != nil {
		w.give(Item{}, fileError(name, err))
		return
	}
	defer f.Close()
	for item, err := range w.documentWithin(w.ctx, name, f) {
		w.give(item, err)
		if err := w.ctx.Err(); err != nil && !w.done {
			w.end(err)
		}
		if w.done {
			return
		}
	}
}

// fileError makes an error of one that the file system gave, without the path, which the name repeats.
func fileError(name string, err error) *Error { return format.FileError(err).In(name) }
