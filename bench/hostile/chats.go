package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// listed is a maker of an export whose messages are elements of a JSON array.
func listed(name, before, message, after string, most int) maker {
	return maker{name, func(r *rand.Rand) []byte {
		n := some(r, 10, most)
		return []byte(before + strings.TrimSuffix(strings.Repeat(message+",", n), ",") + after)
	}}
}

const (
	signalLine = `{"date":"2016-12-13T10:00:00","sender":"A","body":"words","quote":"","reactions":[],"attachments":[]}` + "\n"
	envelope   = `{"envelope":{"source":"+1","timestamp":1481623200000,"dataMessage":{"timestamp":1481623200000,"message":"words"}}}` + "\n"
	chatMax    = 20_000
)

// chats are exports of chats and posts, and downloads of press databases.
var chats = []maker{
	listed("tweets.js", "window.YTD.tweets.part0 = [", `{"tweet":{"id_str":"1","full_text":"words","created_at":"Tue Dec 13 10:00:00 +0000 2016","lang":"en"}}`, "]", chatMax),
	deep("tweets-deep.js", "window.YTD.tweets.part0 = [", `{"tweet":`, "}", "]", 300_000),
	wide("tweets-text.js", `window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","full_text":"`, `\ud83d\u202e`, `"}}]`, 4<<20),
	wide("tweets-open.js", "window.YTD.tweets.part0 = [", `{"tweet":{"id_str":"1","full_text":"words`, "", 4<<20),
	listed("messenger.json", `{"participants":[{"name":"A"}],"messages":[`, `{"sender_name":"A","timestamp_ms":1481623200000,"content":"\u00c3\u00a9 words"}`, "]}", chatMax),
	listed("messenger-times.json", `{"participants":[{"name":"A"}],"messages":[`, `{"sender_name":"A","timestamp_ms":-9223372036854775808,"content":"words"}`, "]}", chatMax),
	deep("messenger-deep.json", `{"participants":[],"sender_name":"","timestamp_ms":0,"messages":`, "[", "]", "}", 300_000),
	wide("messenger-names.json", `{"participants":[{"name":"A"}],"messages":[{"sender_name":"`, "A\\n", `","timestamp_ms":1,"content":"words"}]}`, 4<<20),
	listed("matrix.json", `{"room_name":"a","exported_by":"@a:b","messages":[`, `{"type":"m.room.message","sender":"@a:b","event_id":"$1","origin_server_ts":1481623200000,"content":{"body":"words","msgtype":"m.text"}}`, "]}", chatMax),
	listed("matrix-edits.json", `{"room_name":"a","exported_by":"@a:b","messages":[`,
		`{"type":"m.room.message","sender":"@a:b","event_id":"$1","origin_server_ts":1e300,"content":{"body":"> <@a:b> words\n\nwords","m.relates_to":{"rel_type":"m.replace","event_id":"$1"}}}`, "]}", chatMax),
	deep("matrix-deep.json", `{"room_name":"a","exported_by":"@a:b","messages":[{"content":`, `{"body":`, "}", "}]}", 300_000),
	wide("signal.jsonl", "", signalLine, "", 2<<20),
	wide("signal-quotes.jsonl", "", `{"date":"x","sender":"A","body":"words","quote":"> words","reactions":[["A","b"]],"attachments":[{"a":1}]}`+"\n", "", 2<<20),
	wide("signal-line.jsonl", `{"date":"2016-12-13","quote":"","reactions":[],"attachments":[],"sender":"A","body":"`, "words ", `"}`, 9<<20),
	wide("signal-cli.jsonl", "", envelope, "", 2<<20),
	wide("telegram-page.html", `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_body chat_page"><div class="history">`,
		`<div class="message default clearfix" id="message1"><div class="body"><div class="pull_right date details" title="13.12.2016 10:00:00">10:00</div><div class="from_name">A</div><div class="text">words</div></div></div>`, "</div></div></body></html>", 8<<20),
	wide("telegram-preview.html", `<!DOCTYPE html><html><body><section class="tgme_channel_history js-message_history">`,
		`<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="a/1"><div class="tgme_widget_message_text">words<br/></div><time datetime="2016-12-13T10:00:00+00:00"></time></div></div>`, "</section></body></html>", 8<<20),
	{"telegram-entities.json", func(r *rand.Rand) []byte {
		parts := strings.Repeat(`{"type":"bold","text":"b"},"a",`, some(r, 100, 100_000))
		return []byte(`{"name":"a","type":"personal_chat","messages":[{"id":1,"type":"message","date":"2016-12-13T10:00:00","forwarded_from":"x","text":[` + parts + `""]}]}`)
	}},
	wide("whatsapp-ios.txt", "", "\u200e[13.12.16, 10:00:00] A: \u202awords\u202c\n", "", 2<<20),
	wide("whatsapp-lines.txt", "13/12/2016, 10:00 - A: words\n", "a line more\n", "", 4<<20),
	wide("whatsapp-names.txt", "", "13/12/2016, 10:00 - A: B: C: D: E: words\n", "", 2<<20),
	wide("press.txt", "", "1 of 99999 DOCUMENTS\n\nThe Millstone Tidings\n\nDecember 13, 2016 Tuesday\n\nNight\n\nLENGTH: 2 words\n\nwords words\n\n", "", 2<<20),
	wide("press-empty.txt", "", "1 of 1 DOCUMENTS\n", "", 2<<20),
	wide("press-fields.txt", "1 of 1 DOCUMENTS\n\nThe Millstone Tidings\n\n", "BYLINE: A. B.\nSECTION: C\n", "", 4<<20),
	{"columns.csv", func(r *rand.Rand) []byte {
		n := some(r, 10, 4096)
		return []byte("text,published" + strings.Repeat(",c", n) + "\n" + strings.Repeat("words,2016-12-13"+strings.Repeat(",\"\"\"\"", n)+"\n", 200))
	}},
	wide("tabs.tsv", "text\tdate\n", "words\t13/12/2016\n", "", 256<<10),
	wide("atom.xml", `<feed xmlns="http://www.w3.org/2005/Atom">`, `<entry><title type="html">&lt;b&gt;a</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>words</p></div></content><updated>2016-12-13T10:00:00Z</updated></entry>`, "</feed>", 4<<20),
	wide("rdf.xml", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">`, "<item><title>a</title><description><![CDATA[<p>words]]></description></item>", "</rdf:RDF>", 4<<20),
	wide("feed.json", `{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":"0","content_text":"words"}`, `,{"id":"1","content_html":"<p>words"}`, "]}", 2<<20),
	{"attached.eml", func(r *rand.Rand) []byte {
		part := "--x\nContent-Type: text/plain; name=\"=?utf-8?Q?a=E2=80=AE.txt?=\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: quoted-printable\n\n=77=6F=72=64=73=\n=\n"
		return []byte("From: a@b\nSubject: c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat(part, some(r, 10, 10_000)) + "--x--\n")
	}},
	{"forwarded.eml", func(r *rand.Rand) []byte {
		return []byte("From: a@b\nSubject: Fwd: c\n\n" + strings.Repeat("---------- Forwarded message ---------\nFrom: A <a@b>\nDate: Tue, 13 Dec 2016 10:00\nSubject: c\n\n> words\n>> words\n", some(r, 10, 20_000)))
	}},
	{"linearized.pdf", func(r *rand.Rand) []byte {
		var b strings.Builder
		b.WriteString("%PDF-1.5\n")
		for i := range some(r, 10, 100_000) {
			fmt.Fprintf(&b, "%d 0 obj<</Type/ObjStm/N 1000000/First 9/Length 9>>stream\n1 0 2 0 3\nendstream endobj\n", i+1)
		}
		return []byte(b.String() + "trailer<</Root 1 0 R/Size 2147483647>>\nstartxref\n9\n%%EOF")
	}},
	wide("forms.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Type/XObject/Subtype/Form/Resources<</XObject<</F 4 0 R>>>>/BBox[0 0 9 9]/Length 99999999>>stream\n", "/F Do ", "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF", 1<<20),
	wide("revisits.warc", "", "WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Refers-To: <urn:uuid:0>\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "", 2<<20),
	wide("chunks.warc", "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 9000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", "0\r\n\r\n", 4<<20),
	wide("ass.vtt", "WEBVTT\n\nNOTE a\n\nSTYLE\n::cue{}\n\n", "00:00.000 --> 99999:59:59.999 line:-1 position:9999999999%\n<c.a><i><ruby>words<rt>x</rt></ruby></i></c>\n\n", "", 1<<20),
}
