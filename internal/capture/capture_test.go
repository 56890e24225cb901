package capture

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// Sentences in languages whose letters were long written in encodings of their own.
const (
	english = "The bridge was hit twice, doctors said. “We have nothing left,” one of them said – the café opposite burned to the ground."
	french  = "L'hôpital de la ville a été touché à deux reprises dans la nuit, selon des médecins. Les équipes ont évacué près de trente blessés."
	polish  = "Szpital został w nocy dwukrotnie trafiony, powiedzieli lekarze. Ponad trzydzieścioro rannych przewieziono do pobliskiej szkoły."
	russian = "Больница была дважды поражена за ночь, сообщили врачи. Более тридцати раненых доставили в ближайшую школу."
	arabic  = "قال أطباء إن الجسر أصيب مرتين خلال الليل وإن أكثر من ثلاثين جريحا نقلوا إلى المدرسة المجاورة، بينهم أطفال."
)

func encode(t testing.TB, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// one reads data that must hold one report.
func one(t *testing.T, data string) report.Report {
	t.Helper()
	items, err := Bytes("file", []byte(data), Meta{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 {
		t.Fatalf("got %d items, want 1", len(items))
	}
	return items[0].Report
}

func TestKindAndEncodingAreFoundInTheBytes(t *testing.T) {
	utf16 := func(order unicode.Endianness) encoding.Encoding { return unicode.UTF16(order, unicode.UseBOM) }
	page := func(head, text string) string {
		return "<!DOCTYPE html><html><head>" + head + "</head><p>" + text + "</p></html>"
	}
	for _, test := range []struct {
		name      string
		data      string
		mediaType string
		text      string
	}{
		{"UTF-8", english, "text/plain; charset=utf-8", english},
		{"UTF-8 with its mark", "\ufeff" + arabic, "text/plain; charset=utf-8", arabic},
		{"line ends and spaces stay", " a\r\nb\rc\n\n\td \f", "text/plain; charset=utf-8", " a\r\nb\rc\n\n\td \f"},
		{"letters stay composed or not", "cafe\u0301 caf\u00e9", "text/plain; charset=utf-8", "cafe\u0301 caf\u00e9"},
		{"a replacement character that the author wrote", "the \ufffd in his message", "text/plain; charset=utf-8", "the \ufffd in his message"},
		{"UTF-16, low byte first", encode(t, utf16(unicode.LittleEndian), arabic+" 😀"), "text/plain; charset=utf-16le", arabic + " 😀"},
		{"UTF-16, high byte first", encode(t, utf16(unicode.BigEndian), english), "text/plain; charset=utf-16be", english},
		{"windows-1252 in English", encode(t, charmap.Windows1252, english), "text/plain; charset=windows-1252", english},
		{"windows-1252 in French", encode(t, charmap.Windows1252, french), "text/plain; charset=windows-1252", french},
		{"windows-1256 in Arabic", encode(t, charmap.Windows1256, arabic), "text/plain; charset=windows-1256", arabic},
		{"text that begins like a page and is none", "<3 from all of us", "text/plain; charset=utf-8", "<3 from all of us"},
		{"text that begins like JSON and is none", "{sic} he said", "text/plain; charset=utf-8", "{sic} he said"},
		{"text in square brackets", "[Aleppo, Tuesday] We hear shells.", "text/plain; charset=utf-8", "[Aleppo, Tuesday] We hear shells."},
		{"text that begins with the letters of a picture file", "BM is short for bowel movement.", "text/plain; charset=utf-8", "BM is short for bowel movement."},
		{"a page in UTF-8", page("", arabic), "text/html; charset=utf-8", arabic},
		{"a page in UTF-16", encode(t, utf16(unicode.LittleEndian), page("", arabic)), "text/html; charset=utf-16le", arabic},
		{"a page after a comment and a declaration", "\n<?xml version='1.0'?><!-- saved --><html><p>" + english, "text/html; charset=utf-8", english},
		{"a page that declares windows-1256", encode(t, charmap.Windows1256, page("<meta charset=windows-1256>", arabic)), "text/html; charset=windows-1256", arabic},
		{"a page that declares windows-1251", encode(t, charmap.Windows1251, page("<meta charset=windows-1251>", russian)), "text/html; charset=windows-1251", russian},
		{"a page that declares ISO-2022-JP, which is all ASCII", encode(t, japanese.ISO2022JP, page("<meta charset=iso-2022-jp>", "橋は閉鎖された。")),
			"text/html; charset=iso-2022-jp", "橋は閉鎖された。"},
		{"a page that declares latin-1 and is UTF-8", page("<meta charset=iso-8859-1>", french), "text/html; charset=utf-8", french},
		{"a page that declares latin-1 and is Arabic", encode(t, charmap.Windows1256, page("<meta charset=iso-8859-1>", arabic)), "text/html; charset=windows-1256", arabic},
		{"a page that declares UTF-8 and is not", encode(t, charmap.Windows1252, page("<meta charset=utf-8>", french)), "text/html; charset=windows-1252", french},
		{"a page that declares nothing", encode(t, charmap.Windows1252, page("", french)), "text/html; charset=windows-1252", french},
		{"a page with a broken letter outside the article", page("", arabic) + "<footer>caf\xe9</footer>", "text/html; charset=utf-8", arabic},
		{"a line of JSON", `{"text":"` + arabic + `"}` + "\r\n", "application/json", arabic},
		{"a mail message", "From: a@example.org\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\nWe hear shells.", "message/rfc822", "We hear shells."},
		{"a message of a chat", "13/12/2016, 09:30 - Roof: We hear shells.", "text/plain; charset=utf-8", "We hear shells."},
		{"a row of a table", "text,source\nWe hear shells.,Roof\n", "text/csv; charset=utf-8", "We hear shells."},
		{"subtitles", "1\n00:00:01,000 --> 00:00:02,000\nWe hear shells.\n", "application/x-subrip; charset=utf-8", "We hear shells."},
		{"a JSON object over several lines", "\ufeff{\n\"text\":\n\"a\\nb\"}\n", "application/json", "a\nb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := one(t, test.data)
			if got.MediaType != test.mediaType {
				t.Errorf("media type is %q, want %q", got.MediaType, test.mediaType)
			}
			if diff := cmp.Diff(test.text, got.Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	lim := DefaultLimits()
	lim.Original, lim.Text, lim.Line = 4096, 2048, 3000
	for _, test := range []struct {
		name string
		data string
		kind error
		line int
	}{
		{"nothing", "", format.ErrEmpty, 0},
		{"white space", " \r\n\t\n", format.ErrEmpty, 0},
		{"a mark and nothing else", "\ufeff", format.ErrEmpty, 0},
		{"characters that nobody sees", "\u200b\u200e\u00a0\n", format.ErrEmpty, 0},
		{"front matter and nothing else", "Publisher: The Courier\n\n \n", format.ErrEmpty, 0},
		{"a page without words", "<html><img src=x></html>", format.ErrEmpty, 0},
		{"too many bytes", strings.Repeat("a", 4097), format.ErrTooLarge, 0},
		{"too much text", strings.Repeat("a", 2049), format.ErrTooLarge, 0},
		{"a page nested too deep", "<html>" + strings.Repeat("<div>", 600), format.ErrTooLarge, 0},
		{"a null in the text", "We hear\x00 shells.", format.ErrKind, 0},
		{"a control character", "We hear\nshells \x1b[1m.", format.ErrKind, 2},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", format.ErrKind, 0},
		{"a packed file cut short", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcbH", format.ErrForm, 0},
		{"a PDF document that is cut short", "%PDF-1.4\n1 0 obj\n", format.ErrForm, 0},
		{"a rich text document without words", `{\rtf1\ansi }`, format.ErrEmpty, 0},
		{"XML of another kind", `<?xml version="1.0"?><kml><Document/></kml>`, format.ErrKind, 0},
		{"a feed without entries", `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`, format.ErrEmpty, 0},
		{"UTF-8 with a broken letter", "Первая строка\nвторая \xd0 строка", format.ErrEncoding, 2},
		{"UTF-8 cut in a letter", arabic[:len(arabic)-2], format.ErrEncoding, 1},
		{"UTF-16 without its mark", strings.Join(strings.Split("We hear shells.", ""), "\x00") + "\x00", format.ErrEncoding, 0},
		{"UTF-16 cut in a letter", "\xff\xfea\x00b", format.ErrEncoding, 0},
		{"UTF-16 with half a pair", "\xff\xfe\x00\xd8a\x00", format.ErrEncoding, 0},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", format.ErrEncoding, 0},
		{"an encoding that is not guessed at", encode(t, charmap.Windows1251, russian), format.ErrEncoding, 0},
		{"one that looks like windows-1252", encode(t, charmap.Windows1250, polish), format.ErrEncoding, 0},
		{"too few letters to tell", "caf\xe9", format.ErrEncoding, 0},
		{"a byte that windows-1252 does not have", encode(t, charmap.Windows1252, french) + " \x81", format.ErrEncoding, 0},
		{"a page that declares latin-1 and is Russian", encode(t, charmap.Windows1251, "<html><meta charset=iso-8859-1><p>"+russian), format.ErrEncoding, 0},
		{"a page with a broken letter in the article", "<html><p>" + arabic + " caf\xe9", format.ErrEncoding, 0},
		{"JSON in UTF-16", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00a\x00\"\x00}\x00", format.ErrEncoding, 0},
		{"a list in JSON of something else", `["a","b"]`, format.ErrForm, 1},
		{"an empty list in JSON", `[ ]`, format.ErrEmpty, 0},
		{"a line that is not JSON", `{"text":"a"`, format.ErrForm, 1},
		{"a line that is too long", `{"text":"` + strings.Repeat("a", 2999) + `"}`, format.ErrTooLarge, 1},
		{"a text in a line that is too long", `{"text":"` + strings.Repeat("a", 2049) + `"}`, format.ErrTooLarge, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			items, err := Bytes("dir/file", []byte(test.data), Meta{}, lim)
			if len(items) != 0 {
				t.Errorf("got %d items, want none", len(items))
			}
			var problem *Error
			if !errors.As(err, &problem) || !errors.Is(err, test.kind) {
				t.Fatalf("error is %v, want one of %q", err, test.kind)
			}
			if problem.Name != "dir/file" || problem.Line != test.line {
				t.Errorf("error is at %q line %d, want %q line %d", problem.Name, problem.Line, "dir/file", test.line)
			}
			if problem.Hint == "" && test.kind != format.ErrEmpty {
				t.Error("the error has no hint")
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	full := report.Report{Title: "Bridge closed", Publisher: "The Courier", Author: "A. Writer", Published: "2016-12-13", URL: "https://courier.example/b", Lang: "en-GB", Text: "The bridge was closed.\n"}
	for _, test := range []struct {
		name string
		data string
		want report.Report
	}{
		{"all keys", "Publisher: The Courier\nPublished: 13 December 2016\nTitle: Bridge closed\nAuthor: A. Writer\nURL: https://courier.example/b\nLanguage: en_GB\n\nThe bridge was closed.\n", full},
		{"lines that end as in Windows, keys in any case", "title: Bridge closed\r\nPUBLISHER:The Courier\r\nauthor: A. Writer\r\nurl: https://courier.example/b\r\nPublished: 2016-12-13\r\nlanguage: en-gb\r\n\r\nThe bridge was closed.\n", full},
		{"only the first blank line belongs to it", "Title: A\n\n\n Text", report.Report{Title: "A", Text: "\n Text"}},
		{"a value may be empty", "Title:\nPublisher: P\n\nText", report.Report{Publisher: "P", Text: "Text"}},
		{"the first line is another key", "Subject: A\nTitle: B\n\nText", report.Report{Text: "Subject: A\nTitle: B\n\nText"}},
		{"a line of prose among them", "Title: A\nThe bridge was closed.\n\nText", report.Report{Text: "Title: A\nThe bridge was closed.\n\nText"}},
		{"a blank line before it", "\nTitle: A\n\nText", report.Report{Text: "\nTitle: A\n\nText"}},
		{"no blank line after two keys", "Title: A\nPublisher: P\nThe bridge was closed.\n\nText", report.Report{Title: "A", Publisher: "P", Text: "The bridge was closed.\n\nText"}},
		{"a key that is not known is passed over", "Title: A\nCollected: 2016-12-14\n\nText", report.Report{Title: "A", Text: "Text"}},
		{"two keys of which one is not known, and no blank line", "Title: A\nNote: B\nThe bridge.", report.Report{Text: "Title: A\nNote: B\nThe bridge."}},
		{"a sentence with a colon", "The governor said: no.\n\nText", report.Report{Text: "The governor said: no.\n\nText"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := one(t, test.data)
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreFields(report.Report{}, "ID", "Original", "MediaType", "Name")); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMetaTakesThePlaceOfWhatIsFound(t *testing.T) {
	meta := Meta{Publisher: "The  Monitor", Published: "Dec. 14, 2016", Lang: "AR"}
	items, err := Bytes("", []byte("Publisher: The Courier\nTitle: Bridge closed\n\nText"), meta, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	got := items[0].Report
	want := report.Report{Publisher: "The Monitor", Title: "Bridge closed", Published: "2016-12-14", Lang: "ar", Text: "Text"}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(report.Report{}, "ID", "Original", "MediaType")); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if got.ID != report.NewID(got.Original, "The Monitor", "", "") {
		t.Error("the report's name is not made with the publisher that the user gave")
	}
	if _, err := Bytes("", []byte("Text"), Meta{Published: "last week"}, DefaultLimits()); !errors.Is(err, format.ErrForm) {
		t.Errorf("error is %v, want one of %q", err, format.ErrForm)
	}
}

// An error is shown and logged: it must not say who is quoted, or what was said.
func TestErrorsKeepTheWordsToThemselves(t *testing.T) {
	const secret = "Hidden-Name"
	lim := DefaultLimits()
	lim.Text, lim.Line = 100, 200
	for _, data := range []string{
		secret + "\x00", secret + "\x1b", secret + "\xff\xfe\xfd", "\xff\xfe" + secret,
		`{"text":"` + secret, `{"text":{"` + secret + `":1}}`, `{"` + secret + `":"a"}`, `{"text":"a","` + secret + `":1,"` + secret + `":2}`,
		`{"text":"a","author":[["` + secret + `"]]}`, `{"text":"a","text":"` + secret + `"}`,
		`{"text":"` + strings.Repeat(secret, 30) + `"}`, strings.Repeat(secret, 30),
		"<html>" + strings.Repeat("<div "+secret+">", 600), "[" + `"` + secret + `"` + "]",
	} {
		_, err := Bytes("file", []byte(data), Meta{}, lim)
		var problem *Error
		if !errors.As(err, &problem) {
			t.Errorf("%q is not refused", data)
			continue
		}
		if strings.Contains(err.Error()+problem.Hint, secret) {
			t.Errorf("%q: the error repeats it: %v", data, err)
		}
	}
}

// A report is kept without a day or a language that cannot be read; the warning says where, and not what stood there.
func TestNothingIsLostForADate(t *testing.T) {
	const secret = "Hidden-Name"
	for _, test := range []struct {
		name, data string
		line       int
		want       string
	}{
		{"a line of JSON", `{"text":"a"}` + "\n" + `{"text":"b","published":"` + secret + `"}`, 2, "published"},
		{"a language", `{"text":"b","lang":"` + secret + `-"}`, 1, "lang"},
		{"front matter", "Title: A\nPublished: " + secret + "\n\nText.", 2, "published"},
		{"a key that is not known", "Title: A\nPublised: " + secret + "\n\nText.", 2, "a key that is not known"},
		{"a key twice", "Title: A\nTitle: " + secret + "\n\nText.", 2, "this key twice"},
		{"no blank line", "Title: A\nPublisher: P\n" + secret + " spoke: we hear shells.", 2, "no blank line"},
	} {
		t.Run(test.name, func(t *testing.T) {
			items, err := Bytes("dir/file", []byte(test.data), Meta{}, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			item := items[len(items)-1]
			if item.Report.Published != "" || item.Report.Lang != "" || len(item.Warnings) != 1 {
				t.Fatalf("published %q, lang %q, warnings %v", item.Report.Published, item.Report.Lang, item.Warnings)
			}
			w := item.Warnings[0]
			if w.Name != "dir/file" || w.Line != test.line || w.Hint == "" || !strings.Contains(w.Error(), test.want) ||
				strings.Contains(w.Error()+w.Hint, secret) {
				t.Errorf("warning is %q, hint %q", w.Error(), w.Hint)
			}
			checkItem(t, item)
		})
	}
}

// A publisher that the user names stands for every part of a file, and the parts are still reports of their own.
func TestPartsOfOneFileDoNotCollide(t *testing.T) {
	c, problem := newCapturer(Meta{Publisher: "The Monitor"}, DefaultLimits())
	if problem != nil {
		t.Fatal(problem)
	}
	original := []byte("two messages")
	ids := map[string]bool{}
	for _, part := range []string{"message 1", "message 2"} {
		found := format.Item{Original: original}
		found.Report.Text, found.Report.Part = "We hear shells.", part
		item, problem := c.finish("chat.txt", found)
		if problem != nil {
			t.Fatal(problem)
		}
		checkItem(t, item)
		ids[item.Report.ID] = true
	}
	if len(ids) != 2 {
		t.Errorf("two messages have %d IDs", len(ids))
	}
}

// checkItem checks what holds of every item.
func checkItem(t *testing.T, item Item) {
	t.Helper()
	r := item.Report
	if r.Original != report.DigestOf(item.Original) {
		t.Error("the digest is not that of the original")
	}
	if r.ID != report.NewID(r.Original, r.Publisher, r.URL, r.Part) {
		t.Error("the name is not that of the original, publisher and address")
	}
	if format.Blank(r.Text) || !utf8.ValidString(r.Text) {
		t.Error("the text is empty or not valid UTF-8")
	}
	if strings.ContainsRune(r.Text, 0) || r.MediaType != "application/json" && strings.ContainsFunc(r.Text, control) {
		t.Error("the text holds control characters")
	}
	for _, f := range []string{r.Title, r.Publisher, r.Author, r.URL, r.Published, r.Lang} {
		if f != oneLine(f) || !utf8.ValidString(f) {
			t.Errorf("field %q is not one clean line", f)
		}
	}
	if again, err := (date.Reader{}).Parse(r.Published); err != nil || again != r.Published {
		t.Errorf("published %q is not in its normal form", r.Published)
	}
}

// control reports whether r is a control that no plain text holds.
func control(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f", r) || r == '\u007f' }

func TestSameBytesGiveTheSameItem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		data := rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.Map(rapid.String(), func(s string) []byte { return []byte(s) }),
			rapid.Map(rapid.String(), func(s string) []byte { return []byte("<html><p>" + s) })).Draw(rt, "data")
		first, err := Bytes("a", data, Meta{}, DefaultLimits())
		second, again := Bytes("a", data, Meta{}, DefaultLimits())
		if diff := cmp.Diff(first, second); diff != "" || (err == nil) != (again == nil) {
			rt.Errorf("read twice (-first +second):\n%s\nerrors %v, %v", diff, err, again)
		}
		for _, item := range first {
			checkItem(t, item)
		}
	})
}

// Plain text is not altered: whatever valid UTF-8 is accepted as plain text is the text.
func TestPlainTextIsNotAltered(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := "We hear " + rapid.String().Draw(rt, "s")
		items, err := Bytes("", []byte(s), Meta{}, DefaultLimits())
		if err != nil {
			if !errors.Is(err, format.ErrKind) {
				rt.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(s, items[0].Report.Text); diff != "" {
			rt.Errorf("text (-want +got):\n%s", diff)
		}
	})
}

func FuzzBytes(f *testing.F) {
	for _, s := range []string{english, "Publisher: P\n\nText", "<html><p>" + english, `{"text":"a"}` + "\n" + `{"text":"b","published":"2016-12-13"}`, "{\n\"text\":\"a\"}",
		encode(f, charmap.Windows1256, arabic), encode(f, charmap.Windows1252, french), "\xff\xfea\x00", "\x1f\x8b", "MIME-Version: 1.0\n"} {
		f.Add([]byte(s))
	}
	lim := DefaultLimits()
	lim.Original, lim.Text, lim.Line = 1<<16, 1<<15, 1<<12
	f.Fuzz(func(t *testing.T, data []byte) {
		items, err := Bytes("file", data, Meta{}, lim)
		if err == nil && len(items) == 0 {
			t.Error("neither a report nor an error")
		}
		for _, item := range items {
			checkItem(t, item)
		}
	})
}
