package casefile_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"firsthand/internal/casefile"
)

// browser is an engine that has the checker open, from disk.
type browser interface {
	// eval is what a script comes to, as JSON.
	eval(script string) string
}

// TestTheCheckerInABrowser opens verify.html from disk in two engines, gives it packets, and holds what it names
// against the checker in Go, which shares no code with it.
func TestTheCheckerInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves browsers out")
	}
	page := filepath.Join(t.TempDir(), "verify.html")
	if err := os.WriteFile(page, []byte(casefile.Checker), 0o600); err != nil {
		t.Fatal(err)
	}
	l := newLedger(t)
	packet := l.packet(t)
	withheld := l.packet(t, "author", "original")
	other, _, _ := rekeyed(t)
	rekeyed := other.packet(t)
	for name, open := range map[string]func(*testing.T, string) browser{"chromium": openChromium, "firefox": openFirefox} {
		t.Run(name, func(t *testing.T) {
			b := open(t, "file://"+page)
			if got := give(t, b, packet); len(got) != 0 {
				t.Errorf("of a whole packet it names %v", got)
			}
			if got := give(t, b, withheld); len(got) != 0 {
				t.Errorf("of a packet with something withheld it names %v", got)
			}
			if got := give(t, b, []byte("no packet")); !slices.Equal(got, []string{"packet"}) {
				t.Errorf("of no packet it names %v", got)
			}
			if got := give(t, b, rekeyed); len(got) != 0 {
				t.Errorf("of a packet of a ledger whose key was changed it names %v", got)
			}
			for i, tt := range append(tamperings(l.ids), keyTamperings()...) {
				from := packet
				if i >= len(tamperings(l.ids)) {
					from = rekeyed
				}
				changed := tampered(t, from, tt.change)
				got, want := give(t, b, changed), broken(check(t, changed, casefile.Options{}))
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Contains(got, tt.want) || !slices.Equal(got, want) {
					t.Errorf("%s: it names %v, the other checker %v, want %s", tt.name, got, want, tt.want)
				}
			}
			// The arithmetic for browsers that have no Ed25519 of their own gives the same.
			const signed = `(async () => {
				const key = await parseKey(%q), note = %q, cut = note.lastIndexOf("\n\n"), last = note.trimEnd().lastIndexOf(" ");
				const signature = unbase64(note.trimEnd().slice(last + 1)).slice(4), body = utf8.encode(note.slice(0, cut + 1));
				const other = body.slice(); other[3] ^= 1;
				window.both = [await ed25519Here(key.key, signature, body), await ed25519Here(key.key, signature, other)].join();
			})(), ""`
			key, err := l.PublicKey()
			if err != nil {
				t.Fatal(err)
			}
			note, err := l.Checkpoint(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			b.eval(fmt.Sprintf(signed, key, note))
			if got := await(t, b, `window.both || ""`); got != `"true,false"` {
				t.Errorf("without its own Ed25519: %s", got)
			}
		})
	}
}

// give has the page check a packet and gives the things that do not hold.
func give(t *testing.T, b browser, packet []byte) (things []string) {
	t.Helper()
	b.eval(`(() => {
		document.body.dataset.state = "waiting";
		const input = document.getElementById("packet"), given = new DataTransfer();
		given.items.add(new File([unbase64("` + base64.StdEncoding.EncodeToString(packet) + `")], "packet.zip"));
		input.files = given.files;
		input.dispatchEvent(new Event("change"));
		return "";
	})()`)
	got := await(t, b, `document.body.dataset.state === "done" ? document.body.dataset.broken : ""`)
	var list string
	if err := json.Unmarshal([]byte(got), &list); err != nil {
		t.Fatalf("%s: %v", got, err)
	}
	if list == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(list), &things); err != nil {
		t.Fatalf("%s: %v", list, err)
	}
	return things
}

// await asks until a script comes to something.
func await(t *testing.T, b browser, script string) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got := b.eval(script); got != `""` {
			return got
		}
	}
	t.Fatal("the page does not answer")
	return ""
}

// program finds one of the programs. Without any the test skips, and where CI is set it fails.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("there is no %s", names[0])
	}
	t.Skipf("there is no %s on this machine", names[0])
	return ""
}

// chromium is a tab of Chromium.
type chromium struct {
	t   *testing.T
	ctx context.Context
}

func openChromium(t *testing.T, page string) browser {
	path := program(t, "chromium", "chromium-browser", "google-chrome")
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("close the browser: %v", err)
		}
		cancel()
	})
	if err := chromedp.Do(ctx, chromedp.Navigate(page)); err != nil {
		t.Fatal(err)
	}
	return chromium{t, ctx}
}

func (c chromium) eval(script string) string {
	c.t.Helper()
	got, err := chromedp.Run(c.ctx, chromedp.Evaluate[string]("JSON.stringify("+script+")"))
	if err != nil {
		c.t.Fatal(err)
	}
	return got
}

// firefox is a tab of Firefox, spoken to by Marionette: lines of "length:JSON".
type firefox struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
	next int
}

func openFirefox(t *testing.T, page string) browser {
	path := program(t, "firefox-esr", "firefox")
	profile := t.TempDir()
	listener, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	prefs := fmt.Sprintf("user_pref(\"marionette.port\", %d);\nuser_pref(\"datareporting.policy.dataSubmissionEnabled\", false);\nuser_pref(\"network.proxy.type\", 0);\n", port)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--marionette", "--no-remote", "--profile", profile)
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_DISABLE_CONTENT_SANDBOX=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	f := &firefox{t: t}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if f.conn, err = net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { f.conn.Close() })
	f.in = bufio.NewReader(f.conn)
	f.message() // it introduces itself
	f.call("WebDriver:NewSession", map[string]any{})
	f.call("WebDriver:Navigate", map[string]any{"url": page})
	return f
}

// message is what Firefox says next.
func (f *firefox) message() []byte {
	f.t.Helper()
	f.conn.SetDeadline(time.Now().Add(2 * time.Minute))
	length, err := f.in.ReadString(':')
	if err != nil {
		f.t.Fatal(err)
	}
	n, err := strconv.Atoi(length[:len(length)-1])
	if err != nil {
		f.t.Fatal(err)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(f.in, b); err != nil {
		f.t.Fatal(err)
	}
	return b
}

func (f *firefox) call(command string, params any) json.RawMessage {
	f.t.Helper()
	f.next++
	b, err := json.Marshal([]any{0, f.next, command, params})
	if err != nil {
		f.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(f.conn, "%d:%s", len(b), b); err != nil {
		f.t.Fatal(err)
	}
	var answer []json.RawMessage
	if err := json.Unmarshal(f.message(), &answer); err != nil || len(answer) != 4 {
		f.t.Fatalf("%s: %v %v", command, answer, err)
	}
	if string(answer[2]) != "null" {
		f.t.Fatalf("%s: %s", command, answer[2])
	}
	return answer[3]
}

func (f *firefox) eval(script string) string {
	f.t.Helper()
	// Scripts of Marionette run beside those of the page: what the page declares is reached through its own eval.
	result := f.call("WebDriver:ExecuteScript", map[string]any{"script": "const s = document.createElement('script'); s.textContent = 'window.evaluated = JSON.stringify(' + arguments[0] + ')';" +
		"document.body.append(s); s.remove(); return window.wrappedJSObject.evaluated;", "args": []any{script}, "sandbox": "default"})
	var value struct{ Value string }
	if err := json.Unmarshal(result, &value); err != nil {
		f.t.Fatalf("%s: %v", result, err)
	}
	return value.Value
}
