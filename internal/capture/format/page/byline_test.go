package page

import (
	"testing"

	"firsthand/internal/capture/date"
)

// sample is a page with an article below a headline, and what else stands in its head and beside the headline.
func sample(head, beside string) string {
	return "<!DOCTYPE html><html><head><title>Bridge hit twice in the night | The Courier</title>" + head + "</head><body><nav><a href=/>Home</a></nav>" +
		"<article><h1>Bridge hit twice in the night</h1>" + beside + "<div class=text><p>" + one + "</p><p>" + two + "</p><p>" + three + "</p></div></article>" +
		"<aside><h2>More</h2><p class=date>1 January 2001</p><p class=author>Somebody Else</p></aside><footer>Updated 2 February 2002</footer></body></html>"
}

func TestTheDayThatAPageGives(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for _, test := range []struct{ name, head, beside, want string }{
		{"nothing", "", "", ""},
		{"linked data in a graph", ld(`{"@graph":[{"@type":"WebSite","name":"C"},{"@type":"NewsArticle","datePublished":"2016-12-13"}]}`), "", "2016-12-13"},
		{"linked data of the page", ld(`{"@graph":[{"@type":"WebPage","datePublished":"2016-12-13T10:00:00+02:00"}]}`), "", "2016-12-13T10:00:00+02:00"},
		{"linked data with a line break in a string", ld("{\"@type\":\"NewsArticle\",\"description\":\"a\nb\",\"datePublished\":\"2016-12-13\"}"), "", "2016-12-13"},
		{"linked data with a comma too many", ld(`{"@type":"NewsArticle","datePublished":"2016-12-13",}`), "", "2016-12-13"},
		{"linked data with a comment", ld(`/* made */ {"@type":"NewsArticle","datePublished":"2016-12-13"};`), "", "2016-12-13"},
		{"microdata in an attribute", "", "<meta itemprop=datePublished content=2016-12-13>", "2016-12-13"},
		{"microdata in words", "", "<span itemprop=datePublished>13 December 2016</span>", "2016-12-13"},
		{"RDFa", "", "<span property='schema:datePublished' content=x>13.12.2016</span>", "2016-12-13"},
		{"a time element with its attribute", "", "<time datetime='2016-12-13T10:00:00Z'>two days ago</time>", "2016-12-13T10:00:00Z"},
		{"a time element without", "", "<time>13 December 2016</time>", "2016-12-13"},
		{"an abbreviation as microformats have it", "", "<abbr class=published title='2016-12-13T10:00:00Z'>then</abbr>", "2016-12-13T10:00:00Z"},
		{"an element named after its date", "", "<div class=post-date>Dienstag, 13. Dezember 2016</div>", "2016-12-13"},
		{"a line", "", "<p>The Courier · 13 December 2016 · 4 min</p>", "2016-12-13"},
		{"a line in Arabic", "", "<p>الثلاثاء 13 كانون الأول 2016</p>", "2016-12-13"},
		{"a day that could be two", "", "<p class=date>05/04/2018</p>", ""},
		{"a change that is marked", "", "<time itemprop=dateModified datetime=2017-01-01>27/11/2017 01:57 | Updated 27/11/2017 19:20</time>", ""},
		{"a change beside the day", "", "<p class=date>Updated: 15 December 2016. Published: 13 December 2016</p>", "2016-12-13"},
		{"a change alone, in words", "", "<p>Updated 4:45 PM ET, Tue December 13, 2016</p>", "2016-12-13"},
		{"the address", "<link rel=canonical href=https://c.example/2016/12/13/bridge>", "", "2016-12-13"},
		{"an address with its day in one", "<link rel=canonical href=https://c.example/news/20161213-bridge>", "", "2016-12-13"},
		{"an address with its day first", "<link rel=canonical href=https://c.example/news/13-12-2016-bridge>", "", "2016-12-13"},
		{"an address with a number", "<link rel=canonical href=https://c.example/news/201612139-bridge>", "", ""},
		{"universal time near midnight, and the publisher's day in the address",
			"<meta property=article:published_time content=2016-12-14T02:30:00Z><link rel=canonical href=https://c.example/2016/12/13/b>", "", "2016-12-13"},
		{"universal time, and another day in the address",
			"<meta property=article:published_time content=2016-12-14T12:30:00Z><link rel=canonical href=https://c.example/2016/12/01/b>", "", "2016-12-14T12:30:00Z"},
		{"what is declared before an earlier day that is shown", "<meta property=article:published_time content=2016-12-13>", "<p class=date>12 December 2016</p>", "2016-12-13"},
		{"a later day that is shown before what is declared", "<meta property=article:published_time content=2016-12-13>", "<p class=date>14 December 2016</p>", "2016-12-14"},
		{"what is declared before several days that are shown", "<meta property=article:published_time content=2016-12-13>",
			"<p class=date>14 December 2016</p><p class=date>15 December 2016</p>", "2016-12-13"},
		{"what is declared before a later day of a change", "<meta property=article:published_time content=2016-12-13>", "<p class=date>Updated 14 December 2016</p>", "2016-12-13"},
		{"a later day that is shown and marked", "<meta name=dcterms.date content=2016-12-13>", "<time datetime=2016-12-14>14 December 2016</time>", "2016-12-14"},
		{"what is marked as published before what is declared as some day", "<meta name=date content=2016-12-12>", "<p itemprop=datePublished content=2016-12-13>now</p>", "2016-12-13"},
		{"universal time, and the same day shown before another", "<meta property=article:published_time content=2016-12-13T13:00:00Z>",
			"<p class=date>13 December 2016</p><p class=date>14 December 2016</p>", "2016-12-13T13:00:00Z"},
		{"a sentence that tells of a day", "", "<p>The bridge, which had been closed for repairs since the floods of 3 March 2015, carried the road to the north, they said.</p>", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := (date.Reader{}).Best(read(t, sample(test.head, test.beside)).Published); got != test.want {
				t.Errorf("day is %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheAuthorThatAPageGives(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	const site = "<meta property=og:site_name content='The Courier'>"
	for _, test := range []struct{ name, head, beside, want string }{
		{"nobody", "", "", ""},
		{"linked data by reference", ld(`{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ada Tarn"}]}`), "", "Ada Tarn"},
		{"several", ld(`{"@type":"NewsArticle","author":[{"name":"Ada Tarn"},{"name":"Ben Oke"},{"name":"Ada Tarn"}]}`), "", "Ada Tarn, Ben Oke"},
		{"a link to the author", "", "<p>by <a rel=author href=/ada>Ada Tarn</a></p>", "Ada Tarn"},
		{"microdata with parts", "", "<span itemprop=author itemscope><img alt=x><b itemprop=name>Ada Tarn</b>, chief reporter</span>", "Ada Tarn"},
		{"an element named after the author", "", "<div class=byline>Von Ada Tarn | 13.12.2016</div>", "Ada Tarn"},
		{"a line", "", "<div>By Ada Tarn and Ben Oke<br>13 December 2016</div>", "Ada Tarn and Ben Oke"},
		{"a label for those who hear the page", "", "<span class=byline><span class=screen-reader-text>Author</span><a href=/a>Ada Tarn</a></span>", "Ada Tarn"},
		{"the site instead of a person", site + "<meta name=author content='The Courier'>", "<p class=author>Ada Tarn</p>", "Ada Tarn"},
		{"the site alone", site + "<meta name=author content='The Courier'>", "", ""},
		{"an address", "<meta property=article:author content='https://c.example/ada'>", "", ""},
		{"a sentence that begins alike", "", "<p>By the time help came, the bridge was gone.</p>", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, sample(test.head, test.beside)).Author; got != test.want {
				t.Errorf("author is %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheTitleThatAPageGives(t *testing.T) {
	body := "<p>" + one + "</p><p>" + two + "</p>"
	for _, test := range []struct{ name, src, want string }{
		{"the heading that the page declares with the name of the site", "<title>Bridge hit twice | The Courier</title><h1>Bridge hit twice</h1>" + body, "Bridge hit twice"},
		{"the heading without the line above it", "<meta property=og:title content='War: Bridge hit twice'><h1>Bridge hit twice</h1>" + body, "Bridge hit twice"},
		{"the site's own heading is none", "<title>Old Town Notes » Bridge hit twice in the night</title><h1>Old Town Notes</h1><h2>Bridge hit twice in the night</h2>" + body,
			"Bridge hit twice in the night"},
		{"a heading of the site after it", "<h3>Notes from the old town</h3><title>Bridge hit twice | Notes from the old town</title><h1>Bridge hit twice</h1>" + body, "Bridge hit twice"},
		{"a subtitle that is longer", "<meta property=og:title content='Bridge hit twice'><title>Bridge hit twice – Forty were on it when it fell</title><h1>Bridge hit twice</h1><h2>Forty were on it when it fell</h2>" + body,
			"Bridge hit twice"},
		{"the second heading, where the window names but the site", "<title>Old Town Notes</title><h1>Old Town Notes</h1><h2>Bridge hit twice in the night</h2>" + body,
			"Bridge hit twice in the night"},
		{"the name of the site before it", "<meta property=og:site_name content=Courier><title>Courier | Bridge hit</title>" + body, "Bridge hit"},
		{"and after it in another form", "<link rel=canonical href=https://thecourier.example/a><title>Bridge hit - The Courier</title>" + body, "Bridge hit"},
		{"a title with a dash of its own", "<title>Bridge hit – again</title>" + body, "Bridge hit – again"},
		{"a property of several names", "<meta property='og:title dc:title' content='Bridge hit'>" + body, "Bridge hit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, test.src).Title; got != test.want {
				t.Errorf("title is %q, want %q", got, test.want)
			}
		})
	}
}

// Of a page from an archive, or saved by a browser, the address, the publisher and the day are the page's own.
func TestPagesFromArchives(t *testing.T) {
	const own = "https://courier.example/2016/12/13/bridge"
	for _, test := range []struct{ name, src, captured string }{
		{"the Wayback Machine", sample("<link rel=canonical href=https://web.archive.org/web/20240802100000/"+own+"><meta property=article:published_time content=2024-08-02>", ""), "20240802100000"},
		{"archive.today", sample("<link rel=canonical href=https://archive.is/2024.08.02-100000/"+own+"><meta property=og:site_name content=archive.is>",
			"<time datetime=2024-08-02T10:00:00Z>2 Aug 2024</time>"), "20240802100000"},
		{"a browser", "<!-- saved from url=(0041)" + own + " -->" + sample("", ""), ""},
		{"SingleFile", "<html><!--\n Page saved with SingleFile \n url: " + own + " \n saved date: Fri Aug 02 2024 10:00:00 GMT+0200 (CEST)\n-->" + sample("", ""),
			"Fri Aug 02 2024 10:00:00 GMT+0200 (CEST)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := read(t, test.src)
			if day := (date.Reader{}).Best(p.Published); p.URL != own || p.Publisher != "courier.example" || day != "2016-12-13" || p.Captured != test.captured {
				t.Errorf("address %q, publisher %q, day %q, captured %q", p.URL, p.Publisher, day, p.Captured)
			}
		})
	}
}
