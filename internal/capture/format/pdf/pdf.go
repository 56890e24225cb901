// Package pdf reads the words of PDF documents that carry them: the text layer, in reading order, also from right to
// left.
//
// PDFium does the reading, the engine of Chromium, compiled to WebAssembly: it runs in a sandbox that has no file and
// no network, with a bound on its memory and on its time, so that a document made to break it breaks that sandbox at
// most. The price is the first start, in which the engine is compiled; what comes of it is kept in the user's cache
// folder.
//
// Lines are put together to paragraphs, and what stands at the head or foot of most pages is left out. A scanned page
// has no words, and what is in its picture is not guessed.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"firsthand/internal/capture/format"
)

// Format is a PDF document.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a PDF document" }

// Sniff implements [format.Format]. Some programs write a few bytes before the mark.
func (Format) Sniff(head []byte) bool {
	return bytes.Contains(head[:min(len(head), 1<<10)], []byte("%PDF-")) && bytes.HasPrefix(format.TrimStart(head), []byte("%"))
}

// The bounds on a document.
const (
	mostPages  = 5000
	mostTime   = 2 * time.Minute
	leastTime  = 8 * time.Second
	mostMemory = 128 << 20 // bytes of the sandbox
	wasmPage   = 64 << 10
)

// timeFor is how long a document of so many bytes may take: one of some kilobytes that is made to take long must not
// hold a core for minutes, and one of five thousand pages is read.
func timeFor(size int) time.Duration {
	return min(leastTime+time.Duration(size>>18)*time.Second, mostTime)
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.One(func() (format.Item, *format.Error) {
		data, problem := format.ReadAll(in, lim)
		if problem != nil {
			return format.Item{}, problem
		}
		doc, problem := extract(ctx, data, lim.Text)
		if problem != nil {
			return format.Item{}, problem
		}
		item := format.Item{Original: data}
		item.Report.MediaType = "application/pdf"
		words := paragraphs(doc.pages)
		format.Paper(&item, doc.title, doc.author, words)
		if format.Blank(item.Report.Text) {
			return format.Item{}, format.Refuse(format.ErrEmpty, "a PDF document without a text layer, most likely scanned pages",
				"recognise its text with a program for that, check it, and add what comes out")
		}
		if backwards(words) {
			item.Warnings = append(item.Warnings, format.Refuse(format.ErrForm, "Arabic words stand backwards in its text layer, and in the text of the report",
				"add the document that it was made from, or its text"))
		}
		return item, nil
	})
}

// document is what PDFium gives of a document.
type document struct {
	title, author string
	pages         []string
}

// engine is PDFium, started when the first document is read, and then kept.
var engine = sync.OnceValues(start)

// start compiles the engine, or takes what an earlier run compiled.
func start() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(mostMemory / wasmPage).
		WithCloseOnContextDone(true)
	if dir, err := os.UserCacheDir(); err == nil {
		// Where nothing can be written, it is compiled each time.
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "firsthand", "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	return webassembly.Init(webassembly.Config{
		Context: withOneMemory(context.Background()),
		MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), // no file of this machine
		Stdout:   io.Discard, Stderr: io.Discard,
	})
}

// extract has PDFium read a document.
func extract(ctx context.Context, data []byte, mostText int) (document, *format.Error) {
	pool, err := engine()
	if err != nil {
		return document{}, format.Refuse(format.ErrKind, "a PDF document, and the engine that reads them does not start here", "export it as plain text")
	}
	instance, err := pool.GetInstance(mostTime)
	if err != nil {
		return document{}, format.Refuse(format.ErrKind, "a PDF document, and the engine that reads them does not start here", "export it as plain text")
	}
	ctx, cancel := context.WithTimeout(ctx, timeFor(len(data)))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = instance.Kill() })
	defer func() {
		if stop() {
			_ = instance.Close()
		}
	}()
	doc, problem := readWith(instance, data, mostText)
	if ctx.Err() != nil {
		return document{}, format.Refuse(format.ErrTooLarge, "a PDF document that takes longer to read than one of its size may", "split it, or export it as plain text")
	}
	return doc, problem
}

func readWith(instance pdfium.Pdfium, data []byte, mostText int) (document, *format.Error) {
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return document{}, format.Refuse(format.ErrKind, "a PDF document that asks for a password", "save it without one")
	case err != nil:
		return document{}, broken()
	}
	defer func() { _, _ = instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document}) }()
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return document{}, broken()
	}
	if count.PageCount > mostPages {
		return document{}, format.Refuse(format.ErrTooLarge, "a PDF document of more than 5,000 pages", "split it")
	}
	doc := document{}
	doc.title, doc.author = about(instance, opened.Document)
	size := 0
	for i := range count.PageCount {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: opened.Document, Index: i}}
		text, err := instance.GetPageText(&requests.GetPageText{Page: page})
		if err != nil {
			doc.pages = append(doc.pages, "") // a page that is broken; the others are not
			continue
		}
		if size += len(text.Text); size > mostText {
			return document{}, format.Refuse(format.ErrTooLarge, "its text is larger than "+format.Size(mostText), "split it into the reports it is made of")
		}
		doc.pages = append(doc.pages, text.Text)
	}
	return doc, nil
}

// about are the title and the author that the document carries.
func about(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT) (title, author string) {
	tags := []string{"Title", "Author"}
	meta, err := instance.GetMetaData(&requests.GetMetaData{Document: doc, Tags: &tags})
	if err != nil {
		return "", ""
	}
	for _, tag := range meta.Tags {
		value := strings.TrimSpace(strings.ToValidUTF8(tag.Value, ""))
		switch tag.Tag {
		case "Title":
			title = value
		case "Author":
			author = value
		}
	}
	return title, author
}

func broken() *format.Error {
	return format.Refuse(format.ErrForm, "a PDF document that is broken", "open it with a program for that and save it again")
}
