package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// deep is a maker of something that is opened many times and perhaps closed.
func deep(name, before, open, close, after string, most int) maker {
	return maker{name, func(r *rand.Rand) []byte {
		n := some(r, 100, most)
		return []byte(before + strings.Repeat(open, n) + strings.Repeat(close, r.IntN(2)*n) + after)
	}}
}

// wide is a maker of a beginning, something repeated up to a size, and an end.
func wide(name, before, part, after string, most int) maker {
	return maker{name, func(r *rand.Rand) []byte {
		return append(append([]byte(before), again(r, part, most)...), after...)
	}}
}

const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">` +
	`<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>`

// markup is what has a grammar: pages, feeds, mail, tables, lines of JSON.
var markup = []maker{
	deep("div.html", "<!doctype html><html><body>", "<div>", "</div>", "", 1_000_000),
	deep("b.html", "<!doctype html><p>", "<b><i>", "</b>", "words", 300_000),
	deep("table.html", "<!doctype html>", "<table><tr><td>", "</table>", "words", 300_000),
	deep("form.html", "<!doctype html>", "<a><svg><math>", "", "", 300_000),
	wide("attributes.html", "<!doctype html><p ", "a=b c='d' ", ">words</p>", 8<<20),
	wide("attribute.html", `<!doctype html><p title="`, "&amp;a", `">words</p>`, 8<<20),
	wide("entities.html", "<!doctype html><p>", "&lt;&#x41;&notanentity", "</p>", 8<<20),
	wide("script.html", "<!doctype html><script>", "<!--<script>", "words", 8<<20),
	wide("comment.html", "<!doctype html><!--", "--!-->", "words", 8<<20),
	wide("paragraphs.html", "<!doctype html><article>", "<p>He said so on Monday.</p>", "</article>", 8<<20),
	wide("linked-data.html", `<!doctype html><script type="application/ld+json">{"a":`, `[{"a":`, "</script><p>words</p>", 4<<20),
	wide("dates.html", "<!doctype html><article>", `<time datetime="2016-12-13">Monday</time>`, "</article>", 8<<20),
	{"laughs.xml", func(*rand.Rand) []byte { return []byte(laughs + "<rss><channel><title>&g;</title></channel></rss>") }},
	{"laughs.html", func(*rand.Rand) []byte { return []byte(laughs + "<html><body><p>&g;</p></body></html>") }},
	deep("feed.xml", `<rss version="2.0"><channel><item>`, "<a>", "</a>", "</item></channel></rss>", 300_000),
	wide("items.xml", `<rss version="2.0"><channel>`, "<item><title>a</title><description>words</description></item>", "</channel></rss>", 4<<20),
	wide("opml.xml", `<opml version="2.0"><body>`, `<outline text="a">`, "", 1<<20),
	deep("deep.json", "", `[`, "]", "", 8<<20),
	deep("deeper.json", "", `{"text":`, "}", "", 1<<20),
	wide("line.ndjson", `{"id":"a","text":"`, "words ", `"}`, 9<<20),
	wide("lines.ndjson", "", "{\"text\":\"words\"}\n", "", 256<<10),
	wide("broken.ndjson", "", "{\"text\":\"words\",}\n", "", 1<<20),
	wide("number.ndjson", `{"text":"words","published":`, "9", "e999}", 1<<20),
	wide("surrogates.ndjson", `{"text":"`, `\ud800\u0000`, `"}`, 1<<20),
	wide("members.ndjson", `{"text":"words"`, `,"m":1`, "}", 1<<20),
	deep("parts.eml", "From: a@b\nSubject: c\nMIME-Version: 1.0\n", "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "\n--x--", "", 30_000),
	deep("messages.eml", "From: a@b\n", "Content-Type: message/rfc822\n\n", "", "From: a@b\n\nwords", 30_000),
	wide("headers.eml", "From: a@b\nSubject: c\n", "X-A: =?utf-8?B?d29yZHM=?=\n", "\nwords", 4<<20),
	wide("folded.eml", "From: a@b\nSubject: c\n", " d\n", "\nwords", 4<<20),
	wide("base64.eml", "From: a@b\nContent-Transfer-Encoding: base64\nContent-Type: text/plain\n\n", "d29yZHMg=", "", 4<<20),
	wide("box.mbox", "", "From a@b Tue Dec 13 10:00:00 2016\nFrom: a@b\nSubject: c\n\nwords\n\n", "", 256<<10),
	wide("columns.csv", "text", ",a", "\nwords\n", 1<<20),
	wide("quote.csv", "text,date\n\"", "words,", "", 4<<20),
	wide("rows.csv", "text,date\n", "words,2016-12-13\n", "", 128<<10),
	deep("braces.rtf", `{\rtf1\ansi `, "{", "}", "words", 1<<20),
	wide("control.rtf", `{\rtf1\ansi `, `\u-999?\bin9999999 `, "}", 1<<20),
	wide("cues.srt", "", "1\n00:00:01,000 --> 00:00:00,000\nwords\n\n", "", 1<<20),
	wide("cues.vtt", "WEBVTT\n\n", "99:99:99.999 --> 00:00:00.000\n<v A>words\n\n", "", 1<<20),
	wide("chat.txt", "", "13/12/2016, 10:00 - A: words\n", "", 128<<10),
	{"telegram.json", func(r *rand.Rand) []byte {
		return []byte(`{"name":"a","type":"public_channel","messages":[` + strings.Repeat(`{"id":1,"type":"message","date":"2016-12-13T10:00:00","text":["a",{"type":"bold","text":"b"}]},`, some(r, 10, 2000)) + `{}]}`)
	}},
	{"pages.pdf", func(r *rand.Rand) []byte {
		return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count %d/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%%%EOF", some(r, 1, 1<<30))
	}},
	deep("deep.pdf", "%PDF-1.7\n1 0 obj", "<</A[", "]>>", "endobj\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF", 300_000),
	{"stream.pdf", func(r *rand.Rand) []byte {
		return append([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"+
			"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length 99999999>>stream\n"), again(r, "q q BT (a) Tj ", 4<<20)...)
	}},
	{"lengths.warc", func(r *rand.Rand) []byte {
		return again(r, fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n\r\nwords\r\n\r\n", r.IntN(1<<40)), 1<<20)
	}},
}
