package desktest

import (
	"context"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Viewport is a window to look at a desk through.
type Viewport struct {
	Name          string
	Width, Height int64
	Dark          bool
	Print         bool // as on paper
	NoScript      bool // with JavaScript switched off
}

// The windows that the desk is made for.
var (
	Phone = Viewport{Name: "phone", Width: 390, Height: 844}
	Wide  = Viewport{Name: "desk", Width: 1440, Height: 900}
)

// browsers are the names under which a Chromium may be found.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// patience bounds how long a page may take to do what it was asked to.
const patience = 20 * time.Second

// Tab is a browser's tab that keeps watch over the pages in it: an uncaught exception, an error on the console, a
// breach of the page's own policy or a request for any host but the desk's fails the test.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	base *url.URL
	view Viewport

	mu      sync.Mutex
	expect  int // requests that may fail, since the test asked for a page that is not there
	trouble []string
}

// Open starts a browser with a fresh profile and one tab. base is the address of the desk. Without Chromium, and with
// -short, it skips the test.
func Open(t testing.TB, base string, v Viewport) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves the browser out")
	}
	var program string
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium on this machine; Debian's package chromium has one")
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatalf("address of the desk: %v", err)
	}
	b := &Tab{t: t, base: u, view: v}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE "+u.Hostname()),
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(b.listen))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("close the browser: %v", err)
		}
		cancel()
		b.report()
	})
	b.ctx = ctx
	b.must("start the browser", chromedp.Do(ctx, chromedp.EmulateViewport(v.Width, v.Height)))
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}}
	if v.Dark {
		media.Features[0].Value = "dark"
	}
	if v.Print {
		media.Media = "print"
	}
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, media)
	b.must("choose colours", err)
	if v.NoScript {
		_, err = chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		b.must("switch JavaScript off", err)
	}
	return b
}

// listen takes note of what no page of a desk may do.
func (b *Tab) listen(ev any) {
	complain := func(format string, args ...any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.trouble = append(b.trouble, fmt.Sprintf(format, args...))
	}
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		complain("uncaught exception: %s", e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			var words []string
			for _, a := range e.Args {
				words = append(words, string(a.Value)+a.Description)
			}
			complain("console %s: %s", e.Type, strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level != log.EntryLevelError && e.Entry.Level != log.EntryLevelWarning {
			return
		}
		b.mu.Lock()
		expected := e.Entry.Source == log.EntrySourceNetwork && b.expect > 0
		if expected {
			b.expect--
		}
		b.mu.Unlock()
		if !expected {
			complain("browser log (%s): %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || (u.Scheme != "data" && u.Host != b.base.Host) {
			complain("a request to another host: %s", e.Request.URL)
		}
	}
}

// report fails the test with what listen heard.
func (b *Tab) report() {
	for _, s := range b.Trouble() {
		b.t.Errorf("%s: %s", b.view.Name, s)
	}
}

// Trouble returns what the tab heard that no page of a desk may do, and forgets it, so that it does not fail the test.
func (b *Tab) Trouble() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	trouble := b.trouble
	b.trouble = nil
	return trouble
}

// must ends the test where err says that something could not be done.
func (b *Tab) must(what string, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s: %s: %v", b.view.Name, what, err)
	}
}

// Visit loads the page at a path of the desk.
func (b *Tab) Visit(path string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	b.must("load "+path, chromedp.Do(ctx, chromedp.Navigate(b.base.ResolveReference(&url.URL{Path: "/"}).String()+strings.TrimPrefix(path, "/"))))
}

// ExpectFailures lets the next n requests fail without a complaint.
func (b *Tab) ExpectFailures(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expect = n
}

// Eval evaluates JavaScript in the page.
func Eval[T any](b *Tab, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	b.must("evaluate "+script, err)
	return v
}

// Await waits until a JavaScript condition holds in the page that is then loaded.
func (b *Tab) Await(condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		// An error here means that one page is just giving way to another.
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.readyState === 'complete' && !!("+condition+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			where, _ := chromedp.Run(b.ctx, chromedp.Location())
			b.t.Fatalf("%s: waited in vain at %s for %s", b.view.Name, where, condition)
		case <-time.After(15 * time.Millisecond):
		}
	}
}

// AwaitThat waits until an element that sel selects is visible.
func (b *Tab) AwaitThat(sel string) {
	b.t.Helper()
	b.Await(fmt.Sprintf("[...document.querySelectorAll(%q)].some(e => e.checkVisibility())", sel))
}

// pointOf finds the middle of the first visible element that sel selects; of a curve, the middle of the curve.
const pointOf = `(() => {
	const e = [...document.querySelectorAll(%q)].find(e => e.checkVisibility());
	if (!e) return null;
	e.scrollIntoView({block: "center"});
	const curve = e.querySelector("path.line");
	if (curve) {
		const p = curve.getPointAtLength(curve.getTotalLength() / 2).matrixTransform(curve.getScreenCTM());
		return [p.x, p.y];
	}
	const r = e.getClientRects()[0];
	return [r.x + r.width / 2, r.y + r.height / 2];
})()`

// Click clicks the first visible element that sel selects, with the mouse, where a person would.
func (b *Tab) Click(sel string) {
	b.t.Helper()
	at := Eval[[]float64](b, fmt.Sprintf(pointOf, sel))
	if len(at) != 2 {
		b.t.Fatalf("%s: nothing to click at %s", b.view.Name, sel)
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	b.must("click "+sel, chromedp.Do(ctx, chromedp.MouseClickXY(at[0], at[1])))
}

// Press presses keys; see the package chromedp/kb for those that have no character.
func (b *Tab) Press(keys string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	b.must("press keys", chromedp.Do(ctx, chromedp.KeyEvent(keys)))
}

// Picture is what the window shows, as PNG.
func (b *Tab) Picture() []byte {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	b.must("take a picture", err)
	return png
}

// PDF prints the page on A4.
func (b *Tab) PDF() []byte {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	b.must("print", err)
	return pdf
}
