package page

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/capture/format"
)

// read reads a page that must be readable.
func read(t testing.TB, src string) Page {
	t.Helper()
	p, err := Read(src, format.DefaultLimits().Page)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The sentences of the pages below. They are long enough to count as running text.
const (
	one   = "The governor said on Tuesday that the bridge over the canal had been hit by two shells."
	two   = "A doctor at the hospital nearby told our reporter that four people had been brought in."
	three = "The town's authorities have not answered the questions that were sent to them on Monday."
)

func TestTextOfPage(t *testing.T) {
	for _, test := range []struct {
		name string
		src  string
		want string // paragraphs, separated by |
	}{
		{"paragraphs that are never closed", "<p>" + one + "<p>" + two, one + "|" + two},
		{"paragraphs made of line breaks", "<div>" + one + "<br><br>" + two + "</div>", one + "|" + two},
		{"a line break within a paragraph", "<p>" + one + "<br>\n" + two, one + "\n" + two},
		{"white space as a browser shows it", "<p> The\u00a0governor  said\n\ton Tuesday that the bridge over the ca\u00adnal had been hit by two shells. ", one},
		{"a word cut by an element stays one word", "<p>The gover<b>nor</b> said on Tuesday that the bridge over the canal had been hit by two shells.", one},
		{"character references", "<p>&quot;We ran,&quot; a woman said of the shells that hit the bridge&nbsp;&#8212; &lt;twice&gt;.",
			`"We ran," a woman said of the shells that hit the bridge — <twice>.`},
		{"wrongly nested elements move no word", "<p>The governor <b>said <i>on</b> Tuesday</i> that the bridge over the canal had been hit by two shells.</div></p>", one},
		{"navigation and footer are left out", "<nav>" + three + "</nav><p>" + one + "</p><p>" + two + "</p><footer>" + three + "</footer>", one + "|" + two},
		{"a box named for what is beside the article", "<p>" + one + "<div class='most-related-box'>" + three + "</div><p>" + two, one + "|" + two},
		{"a name that means the whole page", "<div class='page with-sidebar'><p>" + one + "<p>" + two + "</div>", one + "|" + two},
		{"a hidden paragraph", "<p>" + one + "<p style='display: none'>" + three + "<p hidden>" + three + "<p>" + two, one + "|" + two},
		{"a caption and its credit", "<p>" + one + "<figure><img src=x><figcaption>Two shells. Photograph: Agency</figcaption></figure><p>" + two, one + "|" + two},
		{"scripts, styles and forms", "<script>var p='<p>no';</script><style>p{}</style><p>" + one + "<select><option>no</select><p>" + two, one + "|" + two},
		{"lines that lead elsewhere", "<p>" + one + "<p><a href=/x>Read also: a hundred days of the governor</a><p>" + two, one + "|" + two},
		{"links within a sentence stay", "<p>The <a href=/g>governor said on Tuesday</a> that the bridge over the canal had been hit by two shells.", one},
		{"a credit line at the end stays", "<p>" + one + "<p>" + two + "<p>--WIRE", one + "|" + two + "|--WIRE"},
		{"the headline is not text", "<h1>Bridge hit</h1><p>" + one + "<p>" + two, one + "|" + two},
		{"the standfirst between headline and body", "<header><h1>Bridge hit</h1><p>" + three + "</header><div class=entry-content><p>" + one + "<p>" + two + "</div>",
			three + "|" + one + "|" + two},
		{"a byline between headline and body", "<div><h1>Bridge hit</h1><p>By A. Writer</p><div class=entry-content><p>" + one + "<p>" + two + "</div></div>", one + "|" + two},
		{"headings within stay, one that heads nothing does not", "<p>" + one + "<h2>Hospital</h2><p>" + two + "<h2>More on this</h2>", one + "|Hospital|" + two},
		{"items of a list", "<p>" + one + "<ul><li>First<li>Second</ul><p>" + two, one + "|First|Second|" + two},
		{"rows of a table", "<p>" + one + "<table><tr><th>Day<th>Injured<tr><td>Monday<td>0</table><p>" + two, one + "|Day\tInjured|Monday\t0|" + two},
		{"lines that are set", "<p>" + one + "<pre>killed 2\nhurt  3\n\nno more</pre><p>" + two, one + "|killed 2\nhurt 3|no more|" + two},
		{"no paragraph is long", "<p>No.<p>Not yet.", "No.|Not yet."},
		{"no paragraph is long, and navigation", "<nav>Home News</nav><p>No.<p>Not yet.<footer>Imprint</footer>", "No.|Not yet."},
		{"no paragraph is long, and all is named an aside", "<div class=comment><p>No.<p>Not yet.</div>", "No.|Not yet."},
		{"nothing but an aside", "<aside><p>" + one + "<p>" + two + "</aside>", one + "|" + two},
		{"no words", "<img src=x><script>x</script>", ""},
		{"empty", "", ""},
		{"right to left", "<html dir=rtl><p>قال المحافظ يوم الثلاثاء إن قذيفتين أصابتا الجسر صباحا، وإن أحدا لم يصب بأذى.", "قال المحافظ يوم الثلاثاء إن قذيفتين أصابتا الجسر صباحا، وإن أحدا لم يصب بأذى."},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := strings.ReplaceAll(test.want, "|", "\n\n")
			if diff := cmp.Diff(want, read(t, test.src).Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatThePageSaysOfItself(t *testing.T) {
	const body = "<article><p>" + one + "</article>"
	ld := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` + body }
	for _, test := range []struct {
		name string
		src  string
		want Page
	}{
		{"a title element alone", "<title>Bridge &amp; canal</title>" + body, Page{Title: "Bridge & canal"}},
		{"the title of a drawing is not the page's", "<svg><title>Logo</title></svg>" + body, Page{}},
		{"the site's name comes off the title", "<title>Bridge hit - The Courier</title><meta property=og:site_name content='The Courier'>" + body,
			Page{Title: "Bridge hit", Publisher: "The Courier"}},
		{"the headline shown before the title element", "<title>News</title><h1>Bridge <i>hit</i></h1>" + body, Page{Title: "Bridge hit"}},
		{"the host where the page does not name its publisher", "<link rel=canonical href=https://www.Courier.example/a>" + body,
			Page{Publisher: "courier.example", URL: "https://www.Courier.example/a"}},
		{"an address that is not of the web", "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content=/a>" + body, Page{}},
		{"an address with a password in it", "<link rel=canonical href='https://me:secret@courier.example/a'>" + body, Page{}},
		{"author and language", "<html lang=ar><meta name=author content=' A.  Writer '>" + body, Page{Author: "A. Writer", Lang: "ar"}},
		{"an author that is an address", "<meta property=article:author content=https://network.example/a>" + body, Page{}},
		{"times of publication, never of a change", `<meta property=article:modified_time content=2016-12-15><meta name=date content=2016-12-14>
			<meta property=article:published_time content=2016-12-13>` + body, Page{Published: []string{"2016-12-13", "2016-12-14"}}},
		{"a time within the article", "<h1>Hit</h1><time datetime=2016-12-13>Tuesday</time>" + body, Page{Title: "Hit", Published: []string{"2016-12-13"}}},
		{"a time in the navigation", "<nav><time datetime=2016-12-13>today</time></nav>" + body, Page{}},
		{"a day in the address", "<link rel=canonical href=https://a.example/2016/12/13/hit>" + body,
			Page{Publisher: "a.example", URL: "https://a.example/2016/12/13/hit", Published: []string{"2016-12-13"}}},
		{"a number in the address that is no day", "<link rel=canonical href=https://a.example/2016/13/45/hit>" + body,
			Page{Publisher: "a.example", URL: "https://a.example/2016/13/45/hit"}},
		{"linked data of an article", ld(`{"@type":"NewsArticle","headline":"Bridge &amp; canal","datePublished":"2016-12-13",
			"author":{"name":"A. Writer"},"publisher":{"name":"The Courier"},"mainEntityOfPage":{"@id":"https://a.example/b"},"inLanguage":"en"}`),
			Page{Title: "Bridge & canal", Publisher: "The Courier", Author: "A. Writer", URL: "https://a.example/b", Lang: "en", Published: []string{"2016-12-13"}}},
		{"linked data in a list, types in a list, several authors", ld(`[{"@type":["WebSite","Thing"],"name":"Site"},{"@type":["Thing","BlogPosting"],"author":["A","B",{"name":"C"},7]}]`),
			Page{Publisher: "Site", Author: "A, B, C"}},
		{"linked data of something else", ld(`{"@type":"Recipe","headline":"Soup","author":"A"}`), Page{}},
		{"linked data that is not JSON", ld(`{"@type":"NewsArticle",`), Page{}},
		{"linked data behind a comment", ld(`<!-- {"@type":"NewsArticle","headline":"Hit"} -->`), Page{Title: "Hit"}},
		{"what is damaged is not said", "<title>Bridge \ufffd hit</title>" + body, Page{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, test.src)
			test.want.Text = one
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWordsThatOnlyScriptsShow(t *testing.T) {
	got := read(t, `<title>Hit</title><script type="application/ld+json">{"@type":"Article","articleBody":"`+one+`\n\n`+two+`"}</script><div id=app>Loading …</div>`)
	if want := one + "\n\n" + two; got.Text != want {
		t.Errorf("text is %q, want %q", got.Text, want)
	}
}

// A page must not cost more than in proportion to its size. Each of these is known to cost some reader of pages its
// time or memory.
func TestHostilePages(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<b a=%d>", i)
	}
	for _, test := range []struct {
		name    string
		src     string
		refused bool
	}{
		{"a million elements in each other", strings.Repeat("<div>", 1_000_000), true},
		{"a million elements beside each other", strings.Repeat("<br>", 1_000_000), true},
		{"formatting left open before many paragraphs", "<p>" + open.String() + "</p>" + strings.Repeat("<p>x</p>", 50_000), false},
		{"an attribute of 8 MB", "<p title='" + strings.Repeat("x", 8<<20) + "'>x", false},
		{"a hundred thousand attributes", "<p" + strings.Repeat(" a b c d e", 20_000) + ">x", false},
		{"a hundred thousand different attributes", "<p " + manyAttributes(100_000) + ">x", true},
		{"end tags of nothing", strings.Repeat("<div>", 500) + strings.Repeat("</b></td></p>", 200_000), false},
		{"text deep inside", strings.Repeat("<div>", 500) + strings.Repeat("<p>"+one, 20_000), false},
		{"beginnings of tags", strings.Repeat("<", 1<<20), false},
		{"comments that do not end", strings.Repeat("<!--", 1<<18), false},
		{"linked data deep inside itself", `<script type="application/ld+json">` + strings.Repeat(`{"@graph":`, 9_000) + "1" + strings.Repeat("}", 9_000) + "</script>", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(test.src, format.DefaultLimits().Page)
			if refused := errors.Is(err, ErrTooComplex); refused != test.refused {
				t.Errorf("error %v, want refused %t", err, test.refused)
			}
		})
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i)
	}
	return b.String()
}

// The tree of a page has no more nodes than the page has tokens, however it is nested.
func TestTreeIsNoLargerThanThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tokens := rapid.SliceOf(rapid.SampledFrom([]string{"<p>", "</p>", "<b>", "</b>", "<i x>", "<a>", "</a>", "<div>", "</div>", "<table>", "<tr>", "<td>",
			"</table>", "<ul>", "<li>", "</ul>", "x", "<svg>", "</svg>", "<select>", "<br>", "<h1>", "<form>"})).Draw(t, "tokens")
		tree, err := parse(strings.Join(tokens, ""), format.DefaultLimits().Page)
		if err != nil {
			t.Fatal(err)
		}
		if n := count(tree.root) - 1; n > len(tokens) {
			t.Errorf("%d nodes of %d tokens", n, len(tokens))
		}
	})
}

func count(n *node) int {
	total := 1
	for _, k := range n.kids {
		total += count(k)
	}
	return total
}

// Whatever the paragraphs of an article are, the page around them does not change them.
func TestArticleComesBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Zéß"'&<>ءابتلم0-9]{1,12}`)
		paragraph := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(word, 60, 90).Draw(t, "words"), " ")
		})
		want := rapid.SliceOfN(paragraph, 1, 8).Draw(t, "paragraphs")
		var b strings.Builder
		for _, p := range want {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
		}
		src := "<nav><ul><li><a href=/>Home</a></ul></nav><h1>Headline</h1><div class=content>" + b.String() + "</div><footer>The end</footer>"
		got, err := Read(src, format.DefaultLimits().Page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Join(want, "\n\n"), got.Text); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("<title>T</title><article><h1>H</h1><p>" + one + "</article>")
	f.Add("<table><td><p><b>x<td></b></p>y<li>z</ul><svg><title>t</svg>")
	f.Add(`<script type="application/ld+json">{"@type":"Article","author":[{"name":"A"}],"articleBody":"b"}</script>`)
	f.Add("<pre>a\n\nb</pre><time datetime=2016-12-13><meta name=date content=x><link rel=canonical href=http://a/2016/01/02>")
	f.Add(sample("<script type='application/ld+json'>/* x */{\"@type\":\"NewsArticle\",}</script>", "<div class='byline author'>By A<time class=updated>1 May 2016</time></div>"))
	f.Add("<!-- saved from url=(0041)https://a.example/2016/12/13/b -->" + sample("<link rel=canonical href=https://web.archive.org/web/2024/http://a.example/>", ""))
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip("the source must be UTF-8")
		}
		p, err := Read(src, format.DefaultLimits().Page)
		if err != nil {
			if !errors.Is(err, ErrTooComplex) {
				t.Fatal(err)
			}
			return
		}
		checkText(t, p.Text)
		for _, field := range append([]string{p.Title, p.Publisher, p.Author, p.URL}, p.Published...) {
			if field != clean(field) {
				t.Errorf("field %q is not clean", field)
			}
		}
		if again := read(t, src); !cmp.Equal(p, again) {
			t.Error("the same page read twice is not the same")
		}
	})
}

// checkText checks what holds of every text: valid UTF-8, no controls but tab and newline, no white space where none is
// shown.
func checkText(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Error("text is not valid UTF-8")
	}
	for _, r := range text {
		if r < ' ' && r != '\t' && r != '\n' || r == '\u007f' {
			t.Errorf("text holds %U", r)
		}
	}
	for _, bad := range []string{"  ", " \n", "\n ", "\n\n\n"} {
		if strings.Contains(text, bad) {
			t.Errorf("text holds %q", bad)
		}
	}
	if text != strings.Trim(text, " \t\n") {
		t.Error("text begins or ends with white space")
	}
}

func BenchmarkRead(b *testing.B) {
	src := "<html><head><title>T</title></head><body><nav>" + strings.Repeat("<a class='nav item' href=/x>Section</a> ", 60) + "</nav><article>" +
		strings.Repeat("<p class='para'>"+one+" <a href=/d>"+two+"</a> "+three+"</p>\n", 40) + "</article><footer>" + three + "</footer></body></html>"
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(src, format.DefaultLimits().Page); err != nil {
			b.Fatal(err)
		}
	}
}
