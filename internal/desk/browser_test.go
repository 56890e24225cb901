package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"firsthand/internal/decide"
	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// serve runs a desk on a free port of this machine for as long as the test.
func serve(t *testing.T, l *desktest.Ledger, w report.Weighing) string {
	t.Helper()
	h, _ := open(t, l, w)
	return serveThis(t, h)
}

// serveThis serves a desk until the test ends.
func serveThis(t *testing.T, h http.Handler) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s, err := desk.Listen(ctx, "127.0.0.1:0", h, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s.URL()
}

func TestBrowserWalksFromIncidentToOriginal(t *testing.T) {
	l, w := desktest.Example()
	base := serve(t, l, w)
	dark := desktest.Wide
	dark.Name, dark.Dark = "desk, dark", true
	for _, v := range []desktest.Viewport{desktest.Phone, desktest.Wide, dark} {
		desktest.Walk(t, base, v)
	}
}

func TestBrowserEveryPageIsFitToRead(t *testing.T) {
	l, w := desktest.Example()
	base := serve(t, l, w)
	crowd, cw := desktest.Crowd(60)
	crowded := serve(t, crowd, cw)
	empty := serve(t, &desktest.Ledger{}, report.Weighing{})
	paths := []string{"/", "/?q=nothing+like+it", "/reports", "/incidents/" + desktest.MarketID, "/incidents/" + desktest.EvacuationID, "/incidents/" + desktest.PostID,
		"/situations", "/situations/" + desktest.SituationID, "/calls", "/calls?q=nobody", "/sources", "/sources?kind=unnamed+group", "/search", "/search?q=rasd+market", "/queue", "/map", "/map?area=36,35,38,37&from=2017-03-01", "/sources/" + desktest.RasdID, "/sources/unnamed:mediators"}
	for _, title := range []string{"Shelling of grain market kills dozens, monitor says", "قصف سوق الحبوب", "Shells fall on shoppers [Graphic Content]"} {
		paths = append(paths, reportCalled(t, l, title), reportCalled(t, l, title)+"?s=s1")
	}
	for _, v := range []desktest.Viewport{desktest.Phone, desktest.Wide, {Name: "small phone", Width: 320, Height: 640}, {Name: "tablet", Width: 820, Height: 1180}} {
		t.Run(v.Name, func(t *testing.T) {
			b := desktest.Open(t, base, v)
			for _, p := range paths {
				b.Visit(p)
				b.Check()
			}
			b.ExpectFailures(1)
			b.Visit("/incidents/there-is-none")
			b.Check()
		})
		t.Run(v.Name+", crowd", func(t *testing.T) {
			b := desktest.Open(t, crowded, v)
			for _, p := range []string{"/", "/incidents/crowd", "/incidents/crowd?picture=whole"} {
				b.Visit(p)
				b.Check()
			}
		})
		t.Run(v.Name+", empty", func(t *testing.T) {
			b := desktest.Open(t, empty, v)
			for _, p := range []string{"/", "/situations", "/calls", "/sources", "/reports"} {
				b.Visit(p)
				b.Check()
			}
		})
	}
}

// The checks above are worth what they find.
func TestBrowserChecksFindWhatIsWrong(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Phone)
	for _, c := range []struct{ name, spoil, want string }{
		{"a page wider than the window", `document.querySelector("main").style.inlineSize = "900px"`, "wide in a window of"},
		{"a heading left out", `document.querySelector("main").insertAdjacentHTML("beforeend", "<h4>Deep</h4>")`, "heading level 4 after"},
		{"a second main heading", `document.querySelector("main").insertAdjacentHTML("beforeend", "<h1>Again</h1>")`, "not exactly one h1"},
		{"a link without a name", `document.querySelector("main").insertAdjacentHTML("beforeend", "<a href='/'></a>")`, "no name"},
		{"a field without a label", `document.querySelector("label").remove()`, "no name"},
		{"a link to nowhere", `document.querySelector("main").insertAdjacentHTML("beforeend", "<a href='#gone'>x</a>")`, "a link to nowhere"},
		{"an id twice", `document.querySelector("h1").id = "q"`, "id twice"},
		{"a button for a mouse only", `document.querySelector("button").style.cssText = "min-block-size: 0; block-size: 12px"`, "too small"},
		{"a picture", `document.querySelector("main").insertAdjacentHTML("beforeend", "<img alt='' src='data:,'>")`, "not allowed on a page"},
		{"no landmark", `document.querySelector("footer").remove()`, "not exactly 1 of body > footer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.Visit("/")
			desktest.Eval[any](b, "void ("+c.spoil+")")
			if got := b.Hindrances(); !strings.Contains(strings.Join(got, "\n"), c.want) {
				t.Errorf("found %q, want %q among it", got, c.want)
			}
		})
	}
	b.Trouble() // the spoiling itself
	for _, c := range []struct{ name, spoil, want string }{
		{"an exception", `setTimeout(() => { throw new Error("spoilt") })`, "uncaught exception"},
		{"an error on the console", `console.error("spoilt")`, "console error"},
		{"a script from elsewhere", `document.head.append(Object.assign(document.createElement("script"), {src: "http://192.0.2.1/x.js"}))`, "Content Security Policy"},
		{"a page elsewhere", `setTimeout(() => open("http://192.0.2.1/", "_self"), 50)`, "a request to another host"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.Visit("/")
			desktest.Eval[any](b, "void ("+c.spoil+")")
			var heard []string
			for range 200 {
				heard = append(heard, b.Trouble()...)
				if strings.Contains(strings.Join(heard, "\n"), c.want) {
					return
				}
				time.Sleep(10 * time.Millisecond) // the page itself may be on its way out and must not be asked
			}
			t.Errorf("heard %q, want %q among it", heard, c.want)
		})
	}
	b.Trouble()
}

func TestBrowserRightToLeft(t *testing.T) {
	l, w := desktest.Example()
	base := serve(t, l, w)
	b := desktest.Open(t, base, desktest.Phone)
	for _, p := range []string{"/", "/incidents/" + desktest.MarketID, reportCalled(t, l, "Evening news")} {
		b.Visit(p)
		desktest.Eval[string](b, `document.documentElement.dir = "rtl"`)
		b.Check()
	}
	// An Arabic text runs from right to left in a page that does not.
	b.Visit(reportCalled(t, l, "قصف سوق الحبوب"))
	if got := desktest.Eval[string](b, `getComputedStyle(document.querySelector(".words p")).direction`); got != "rtl" {
		t.Errorf("an Arabic paragraph runs %s, want rtl", got)
	}
}

func TestBrowserFilterAnswersWhileTyping(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Wide)
	b.Visit("/")
	b.TabTo("#q")
	b.Press("tell zahra")
	b.Await(`document.querySelectorAll(".incidents tbody tr").length === 1 && location.search.includes("tell")`)
	if got := desktest.Eval[string](b, `document.querySelector("[role=status]").innerText`); !strings.HasPrefix(got, "1 incident found") {
		t.Errorf("status says %q", got)
	}
	if got := desktest.Eval[string](b, `document.activeElement.id`); got != "q" {
		t.Errorf("the focus went to %q while typing", got)
	}
}

// Whoever goes to another page while the filter still looks for something stays there: neither its answer nor its
// failing calls them back.
func TestBrowserAnAnswerTooLateCallsNobodyBack(t *testing.T) {
	l, w := desktest.Example()
	h, _ := open(t, l, w)
	asked := make(chan struct{}, 8)
	b := desktest.Open(t, serveThis(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("HX-Request") != "" {
			asked <- struct{}{}
			time.Sleep(300 * time.Millisecond)
		}
		if r.URL.Path == "/sources" {
			time.Sleep(600 * time.Millisecond) // the answer comes while the next page is awaited
		}
		h.ServeHTTP(rw, r)
	})), desktest.Wide)
	for _, next := range []string{"/situations", "/sources"} {
		b.Visit("/")
		b.TabTo("#q")
		b.Press("tell zahra")
		<-asked
		b.Click(`nav a[href="` + next + `"]`)
		b.Await("location.pathname === " + fmt.Sprintf("%q", next))
		time.Sleep(700 * time.Millisecond)
		if got := desktest.Eval[string](b, "location.pathname"); got != next {
			t.Errorf("called back from %s to %s", next, got)
		}
	}
}

func TestBrowserKeysLeadFromStatementToStatement(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Phone)
	b.Visit(reportCalled(t, l, "Shelling of grain market kills dozens, monitor says"))
	b.Press("j") // no statement has the focus yet
	b.TabTo(".words a.no")
	b.Press("j")
	b.Await(`location.search === "?s=s2" && document.querySelector("#chain h2").innerText === "Statement 2 of 2"`)
	b.Await(`document.activeElement.dataset.id === "s2"`)
	b.Press("k")
	b.Await(`location.search === "?s=s1" && document.activeElement.dataset.id === "s1"`)
	b.Press("j")
	b.Await(`location.search === "?s=s2"`)
	if got := desktest.Eval[string](b, `document.querySelector(".words .source").innerText`); got != "a surgeon at the field hospital" {
		t.Errorf("marked as the source: %q", got)
	}
	b.Check()

	// The words themselves lead to their chain as well.
	b.Click(`.words [data-s="s1"]`)
	b.Await(`location.search === "?s=s1"`)

	// And the browser leads back to where the reader came from, with no text kept in its storage.
	if got := desktest.Eval[int](b, `sessionStorage.length + localStorage.length`); got != 0 {
		t.Errorf("%d things are kept in the browser's storage", got)
	}
	b.Press(kb.Escape)
}

// j and k lead from statement to statement, and are letters in a form.
func TestBrowserAnAnalystWritesBesideAText(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serveThis(t, deciding(t, l, w)), desktest.Phone)
	b.Visit("/as/" + key)
	b.Visit(reportCalled(t, l, "Shelling of grain market kills dozens, monitor says") + "?s=s1")
	b.TabTo("#chain .act > summary")
	b.Press(kb.Enter)
	b.AwaitThat("#chain textarea")
	b.Check()
	b.TabTo("#chain select[name=choice]") // nothing is chosen beforehand
	b.Press("it")
	b.TabTo("#chain textarea")
	b.Press("jk: just kidding")
	if got := desktest.Eval[string](b, `document.querySelector("#chain textarea").value + location.search`); got != "jk: just kidding?s=s1" {
		t.Errorf("the form holds %q", got)
	}
	b.TabTo("#chain button")
	b.Press(kb.Enter)
	b.Await(`location.hash === "#decisions" && document.querySelectorAll("[id^=d-]").length === 1`)
	b.Check()
	if all := decided(t, l); len(all) != 1 || all[0].Act != decide.Accept || !strings.HasPrefix(all[0].On[0], "statement:") {
		t.Errorf("taken down: %+v", all)
	}
}

func TestBrowserWithoutJavaScript(t *testing.T) {
	l, w := desktest.Example()
	v := desktest.Wide
	v.Name, v.NoScript = "desk, no script", true
	b := desktest.Open(t, serve(t, l, w), v)
	b.Visit("/")
	b.Click("#q")
	b.Press("market")
	b.Click(".filter button")
	b.Await(`location.search.includes("q=market") && document.querySelectorAll(".incidents tbody tr").length === 1`)
	b.Click(".incidents .what a")
	b.AwaitThat(".drawing")
	b.Click(`.drawing a.edge[href^="/reports/"]`)
	b.AwaitThat("#chain .hops")
	b.Visit(reportCalled(t, l, "Shelling of grain market kills dozens, monitor says"))
	b.Click(`.words a.no[data-id="s2"]`)
	b.Await(`location.search === "?s=s2" && document.querySelector("#chain h2").innerText === "Statement 2 of 2"`)
}

func TestBrowserGraphicTextIsCoveredUntilAskedFor(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Wide)
	path := reportCalled(t, l, "Shells fall on shoppers [Graphic Content]")
	shown := `document.querySelector(".words").checkVisibility()`
	b.Visit(path)
	if desktest.Eval[bool](b, shown) {
		t.Error("the text is shown before anybody asked for it")
	}
	b.Click(".graphic summary")
	b.Await(shown)
	b.Visit(path + "?s=s1")
	b.Await(shown)
}

func TestBrowserOnPaper(t *testing.T) {
	l, w := desktest.Example()
	v := desktest.Viewport{Name: "paper", Width: 794, Height: 1123, Print: true}
	b := desktest.Open(t, serve(t, l, w), v)
	b.Visit("/incidents/" + desktest.MarketID)
	for sel, want := range map[string]bool{
		"header.site nav": false, ".hint": false, ".drawing.wide": true, ".drawing.narrow": false,
		".trails blockquote": true, ".same li": true, ".on-paper code": true,
	} {
		if got := desktest.Eval[bool](b, `document.querySelector("`+sel+`").checkVisibility({contentVisibilityAuto: true})`); got != want {
			t.Errorf("on paper %s shows: %t, want %t", sel, got, want)
		}
	}
	if pdf := b.PDF(); !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) < 10_000 {
		t.Errorf("the print is no PDF of a page: %d bytes", len(pdf))
	}
	b.Visit(reportCalled(t, l, "Evening news"))
	if got := desktest.Eval[string](b, `document.querySelector(".about a code").innerText`); len(got) != 64 {
		t.Errorf("on paper the original is named %q, want its SHA-256", got)
	}
}

// reportCalled is the path of the report with a title.
func reportCalled(t *testing.T, l *desktest.Ledger, title string) string {
	t.Helper()
	for r, err := range l.Reports(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Title == title {
			return "/reports/" + r.ID
		}
	}
	t.Fatal(errors.New("no report is called " + title))
	return ""
}

// Ten seconds to an answer, and three keys: a reason, yes, and the next question stands there.
func TestBrowserTheQueueIsAnsweredByKeys(t *testing.T) {
	l, w := asked()
	b := desktest.Open(t, serveThis(t, deciding(t, l, w)), desktest.Wide)
	b.Visit("/as/" + key)
	b.Visit("/")
	b.Press("g")
	b.Press("q")
	b.AwaitThat(".answer-it")
	b.Check()
	const ready = `document.readyState === "complete" && ` // the keys work
	asks := `document.querySelector("#asks").innerText`
	was := desktest.Eval[string](b, asks)
	for range 2 { // later, and round again
		b.Press(" ")
		b.Await(ready + asks + " !== " + fmt.Sprintf("%q", was))
		was = desktest.Eval[string](b, asks)
	}
	b.Press(" ") // to the question on two incidents, which needs no weighing anew
	b.Await(ready + asks + ` === "Are these one incident?"`)
	b.Press("4")
	b.Press("x")
	b.Await(ready + `document.querySelector(".total").innerText.startsWith("1 open question")`)
	b.Check()
	b.Press("u")
	b.Await(ready + `document.querySelector(".total").innerText.startsWith("2 open questions")`)
	b.Press("0")
	b.Press("I rang them, twice: a x u")
	got := desktest.Eval[string](b, `document.querySelector("#own").value`)
	if got = strings.TrimPrefix(got, "0"); got != "I rang them, twice: a x u" {
		t.Errorf("one's own words read %q", got)
	}
	all := decided(t, l)
	if len(all) != 2 || all[0].Act != decide.Reject || all[1].Act != decide.Withdraw {
		t.Errorf("taken down: %+v", all)
	}
}

// From the first page, by keyboard alone: an incident by another spelling, and who says how many.
func TestBrowserAnIncidentIsFoundByKeys(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Wide)
	b.Visit("/")
	b.Press("?")
	b.Await(`document.querySelector("#keys").matches(":popover-open")`)
	b.Press(kb.Escape)
	b.Press("/")
	b.Await(`document.activeElement.id === "q"`)
	b.Press("graine markit")
	b.Await(`document.querySelectorAll(".incidents tbody tr").length === 0`)
	b.Visit("/search")
	b.Await(`document.activeElement.matches("main input[type=search]")`) // the page's own doing, once it is drawn
	b.Press("Rassad bodies")
	b.Await(`document.querySelectorAll(".found-reports li").length > 3 && document.querySelector("mark")`)
	b.Check()
	b.Visit("/?q=rassad")
	b.Press("j")
	b.Await(`document.activeElement.matches(".incidents .what a")`)
	b.Press("o")
	b.AwaitThat("#part-toll")
	if got := desktest.Eval[string](b, `document.querySelector("#part-toll").innerText`); !strings.Contains(got, "34: Rasd Monitoring Group") {
		t.Errorf("who says how many: %s", got)
	}
}

// Every kind of page, in both themes and both directions, breaks no rule of WCAG 2.2 AA that a program can check.
func TestBrowserEveryPagePassesAxe(t *testing.T) {
	axe := desktest.Axe(t)
	l, w := asked()
	base := serveThis(t, deciding(t, l, w))
	graphic := reportCalled(t, l, "Shells fall on shoppers [Graphic Content]")
	edge := w.Incidents[2].Graph.Edges[0]
	paths := []string{"/", "/?q=market&many=yes", "/search?q=rasd+market", "/map", "/queue", "/incidents/" + desktest.MarketID, "/incidents/" + desktest.EvacuationID,
		"/incidents/" + desktest.MarketID + "/edge?" + url.Values{"from": {edge.From}, "to": {edge.To}}.Encode(),
		"/situations", "/situations/" + desktest.SituationID, "/calls", "/sources", "/sources/" + desktest.RasdID, "/reports", graphic, graphic + "?s=s1", "/decisions"}
	dark := desktest.Phone
	dark.Name, dark.Dark = "phone, dark, right to left", true
	for _, v := range []desktest.Viewport{desktest.Wide, dark} {
		b := desktest.Open(t, base, v)
		b.Visit("/as/" + key)
		for _, p := range paths {
			b.Visit(p)
			if v.Dark {
				desktest.Eval[string](b, `document.documentElement.dir = "rtl"`)
			}
			b.CheckWith(axe)
		}
	}
}

// Whoever needs single keys for something else switches them off.
func TestBrowserKeysCanBeSwitchedOff(t *testing.T) {
	l, w := desktest.Example()
	b := desktest.Open(t, serve(t, l, w), desktest.Wide)
	b.Visit("/")
	b.Press("?")
	b.Await(`document.querySelector("#keys").matches(":popover-open")`)
	b.Check()
	b.Click("#keys-off")
	b.Press(kb.Escape)
	b.Visit("/reports")
	b.Press("/")
	b.Press("g")
	b.Press("i")
	if got := desktest.Eval[string](b, `location.pathname + document.activeElement.tagName`); got != "/reportsBODY" {
		t.Errorf("keys that were switched off led to %s", got)
	}
}
