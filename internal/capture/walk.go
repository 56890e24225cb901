package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"firsthand/internal/capture/format"
)

// stdinName is what errors call standard input.
const stdinName = "standard input"

// Walk reads the reports that args name, in order: files, folders, and "-" for stdin.
//
// Of a folder, every file below it is read, in the order of the names. Names that begin with a dot are passed over, and
// so is what is not a regular file: links are not followed, so that a folder that was handed over cannot reach out of
// itself.
//
// A ledger is never read: the folder own, which is that of the ledger the reports are for and may be "", is passed
// over, and any other folder that holds a ledger is refused. Files that hold a private key are refused wherever they
// lie, and so is an argument that is no regular file: to read a pipe could take for ever.
//
// What cannot be read is yielded as an [*Error] with an empty item, and the walk goes on with the next line or file. It
// ends early when ctx is done, with the context's error, or when meta cannot be used.
func Walk(ctx context.Context, args []string, stdin io.Reader, own string, meta Meta, lim Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		c, problem := newCapturer(meta, lim)
		if problem != nil {
			yield(Item{}, problem)
			return
		}
		w := &walker{capturer: c, ctx: ctx, yield: yield}
		if own != "" {
			w.own, _ = os.Stat(own) // nil where there is none yet
		}
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
	own   os.FileInfo // the folder of the ledger that the reports are for, nil for none
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
		w.file(arg, func() (io.ReadCloser, error) { return openRegular(os.OpenFile, arg) })
	}
}

// folder reads the files below a folder. They are opened through an os.Root, so that no link put there meanwhile leads
// out of it.
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
		case entry.IsDir() && w.ledger(root, path, name):
			return fs.SkipDir
		case entry.Type().IsRegular():
			w.file(name, func() (io.ReadCloser, error) { return openRegular(root.OpenFile, filepath.FromSlash(path)) })
		}
		if w.done {
			return fs.SkipAll
		}
		return nil
	})
}

// ledgerMark is how the file "format" in a ledger's folder begins. Package keep writes it.
const ledgerMark = "firsthand ledger "

// ledger reports whether the folder at path below root is that of a ledger, which is not read: the key that signs it
// lies in it, and its originals are reports already. Only of the ledger that the reports are for, below the folder that
// was named, nothing is said.
func (w *walker) ledger(root *os.Root, path, name string) bool {
	path = filepath.FromSlash(path)
	info, err := root.Stat(path)
	if err == nil && w.own != nil && os.SameFile(info, w.own) {
		if path == "." {
			w.give(Item{}, format.Refuse(format.ErrKind, "the folder of the ledger itself", "name the files to add").In(name))
		}
		return true
	}
	f, err := openRegular(root.OpenFile, filepath.Join(path, "format"))
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(ledgerMark))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != ledgerMark {
		return false
	}
	w.give(Item{}, format.Refuse(format.ErrKind, "the folder of a ledger, which is not read", "add the files that its reports came from").In(name))
	return true
}

// openRegular opens a regular file and nothing else. Opening does not wait: a pipe put in the place of a file would
// keep it for ever.
func openRegular(open func(string, int, os.FileMode) (*os.File, error), name string) (*os.File, error) {
	f, err := open(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = format.Refuse(format.ErrKind, "a pipe, socket or device, and no file", "give its content on standard input: … | firsthand add -")
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
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
func fileError(name string, err error) *Error {
	if problem, ok := errors.AsType[*Error](err); ok {
		return problem.In(name)
	}
	return format.FileError(err).In(name)
}
