package capture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/archive"
	"firsthand/internal/capture/format/database"
	"firsthand/internal/capture/format/feed"
	"firsthand/internal/capture/format/mail"
	"firsthand/internal/capture/format/matrix"
	"firsthand/internal/capture/format/messenger"
	"firsthand/internal/capture/format/ndjson"
	"firsthand/internal/capture/format/opendocument"
	"firsthand/internal/capture/format/page"
	"firsthand/internal/capture/format/pdf"
	"firsthand/internal/capture/format/plain"
	"firsthand/internal/capture/format/rtf"
	"firsthand/internal/capture/format/signal"
	"firsthand/internal/capture/format/subtitle"
	"firsthand/internal/capture/format/table"
	"firsthand/internal/capture/format/telegram"
	"firsthand/internal/capture/format/warc"
	"firsthand/internal/capture/format/whatsapp"
	"firsthand/internal/capture/format/word"
	"firsthand/internal/capture/format/workbook"
	"firsthand/internal/capture/format/xarchive"
)

// formats are the kinds of file that are read, in the order in which they are asked. Plain text, which any bytes may
// be, is asked last, after what is known to be something else was refused.
func formats(meta Meta) []format.Format {
	return []format.Format{
		database.Format{}, warc.Format{}, pdf.Format{}, word.Format{}, opendocument.Format{}, rtf.Format{},
		whatsapp.Format{}, telegram.Format{}, telegram.Page{}, telegram.Preview{}, xarchive.Format{}, messenger.Format{},
		matrix.Format{}, signal.Format{}, feed.Format{}, ndjson.Format{},
		mail.Format{}, subtitle.Format{}, table.Format{Columns: meta.Columns}, workbook.Format{Columns: meta.Columns}, opendocument.Sheet{Columns: meta.Columns}, page.Format{},
		archive.Format{}, // what is packed for a purpose of its own was known before
	}
}

// choose finds the format of a file by its first bytes.
func (c *capturer) choose(head []byte) (format.Format, *Error) {
	if problem := refuseSecret(head); problem != nil {
		return nil, problem
	}
	for _, f := range formats(c.meta) {
		if f.Sniff(head) {
			return f, nil
		}
	}
	if problem := refuseForeign(head); problem != nil {
		return nil, problem
	}
	if table.LooksLike(head) {
		return nil, format.Refuse(format.ErrKind, "a table whose columns are not known", "say which is which with --map text=COLUMN,published=COLUMN,…")
	}
	return plain.Format{}, nil
}

// document reads the reports of one file.
func (c *capturer) document(name string, in io.Reader) iter.Seq2[Item, error] {
	return c.documentWithin(context.Background(), name, in)
}

func (c *capturer) documentWithin(ctx context.Context, name string, in io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		head := make([]byte, format.HeadSize)
		n, err := io.ReadFull(in, head)
		head = head[:n]
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			in = &failingReader{err}
		}
		f, problem := c.choose(head)
		if problem != nil {
			yield(Item{}, problem.In(name))
			return
		}
		run := reading{capturer: c, ctx: ctx, name: name, yield: yield}
		run.file(f, io.MultiReader(bytes.NewReader(head), in), nil)
		run.end()
	}
}

// failingReader gives the error that reading a file ended with.
type failingReader struct{ err error }

func (f *failingReader) Read([]byte) (int, error) { return 0, f.err }
