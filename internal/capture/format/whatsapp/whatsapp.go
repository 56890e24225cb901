// Package whatsapp reads the export of a WhatsApp chat: the text file, or the archive that holds it beside its
// pictures.
//
// Each message becomes a report by its sender. The file does not say in which order day and month stand, nor in which
// zone its clock runs; both depend on the telephone. The order is told by a number over 12 or by the order of the
// messages, which follow each other in time; the hour is left out, for without a zone it is no moment.
package whatsapp

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"regexp"
	"strings"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

// Format is the export of a chat.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a WhatsApp chat" }

// start is how a message begins, on telephones in all their languages: a day in figures, a time, a sign, and then the
// sender with a colon, or a line of the program's own.
var start = regexp.MustCompile(`^\[?(\p{Nd}{1,4}[./-] ?\p{Nd}{1,2}[./-] ?\p{Nd}{1,4})\.?[,،]? (?:à |um |at |klo\.? |a las |kl\.? )?` +
	`(?:上午|下午|午前|午後|오전|오후)? ?\p{Nd}{1,2}[:.]\p{Nd}{2}(?:[:.]\p{Nd}{2})?` +
	`(?: ?(?:[AaPp]\.? ?[Mm]\.?|ص|م|[öÖ][öÖsS]|pm|am))?(?:\] ?| - | – |: )(.*)$`)

// marks are the signs of direction and narrow spaces that the program strews into its lines.
var marks = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u2068", "", "\u2069", "",
	"\u202f", " ", "\u00a0", " ", "\ufeff", "")

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return bytes.Contains(head, []byte("_chat.txt")) || bytes.Contains(head, []byte("WhatsApp"))
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(format.TrimMark(head), "\r\n"), []byte("\n"))
	if len(line) > 4096 {
		return false
	}
	return start.MatchString(strings.TrimSpace(marks.Replace(string(line))))
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		data, problem := format.ReadAll(in, lim)
		var text string
		if problem == nil {
			text, problem = chatOf(data, lim)
		}
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		messages, passed := split(text)
		order := orderOf(messages)
		for i, m := range messages {
			if ctx.Err() != nil {
				return
			}
			item := format.Item{Original: data, Line: m.line, Order: order}
			r := &item.Report
			r.Publisher, r.Author, r.Published, r.Text = m.sender, m.sender, m.day, m.text
			r.Part = fmt.Sprintf("message %d", m.number)
			r.MediaType = "text/plain; charset=utf-8"
			if bytes.HasPrefix(data, []byte("PK")) {
				r.MediaType = "application/zip"
			}
			if i == 0 && passed > 0 {
				item.Warnings = append(item.Warnings, format.Refuse(format.ErrForm,
					fmt.Sprintf("%d lines of the program, or messages without words, were passed over", passed), "").At(m.line))
			}
			if !yield(item, nil) {
				return
			}
		}
		if len(messages) == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a WhatsApp chat without a message", ""))
		}
	}
}

// chatOf is the text of the chat: the file, or the one in the archive.
func chatOf(data []byte, lim format.Limits) (string, *format.Error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		text, _, problem := format.DecodePlain(data)
		return text, problem
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", format.Refuse(format.ErrForm, "an archive that cannot be opened", "unpack it and add the text file in it")
	}
	for i, f := range archive.File {
		if i == maxFiles {
			break
		}
		name := path.Base(f.Name)
		if !strings.HasSuffix(name, ".txt") || name != "_chat.txt" && !strings.Contains(name, "WhatsApp") {
			continue
		}
		content, err := f.Open()
		if err != nil {
			continue
		}
		text, problem := format.ReadAll(content, lim)
		content.Close()
		if problem != nil {
			return "", problem
		}
		decoded, _, problem := format.DecodePlain(text)
		return decoded, problem
	}
	return "", format.Refuse(format.ErrKind, "an archive without a chat in it", "unpack it first")
}

// maxFiles is how many files of an archive are looked at.
const maxFiles = 100_000

// message is one message of a chat.
type message struct {
	number, line      int
	day, sender, text string
}

// split cuts a chat into its messages, and counts what is passed over: lines of the program, and messages of which only
// the note is left that a picture was there.
func split(text string) (messages []message, passed int) {
	var open *message
	number, lineNumber := 0, 0
	var body strings.Builder
	flush := func() {
		if open == nil {
			return
		}
		open.text = strings.TrimSpace(body.String())
		body.Reset()
		if open.sender == "" || wordless(open.text) {
			passed++
		} else {
			messages = append(messages, *open)
		}
		open = nil
	}
	for line := range strings.Lines(text) {
		lineNumber++
		line = strings.TrimRight(line, "\r\n")
		if m := begins(line); m != nil {
			flush()
			number++
			sender, rest := senderOf(m[2])
			open = &message{number: number, line: lineNumber, day: strings.ReplaceAll(m[1], " ", ""), sender: sender}
			body.WriteString(rest)
			continue
		}
		if open != nil {
			body.WriteByte('\n')
			body.WriteString(line)
		}
	}
	flush()
	return messages, passed
}

// begins takes apart the line that a message begins with; nil for any other.
func begins(line string) []string {
	head := line[:min(len(line), 8)]
	if !strings.ContainsFunc(head, isDigit) {
		return nil // most lines, quickly
	}
	return start.FindStringSubmatch(strings.TrimSpace(marks.Replace(line)))
}

// isDigit reports whether r is a digit of a script that telephones write days in.
func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹' || r >= '०' && r <= '९'
}

// maxSender is the most bytes of a sender's name.
const maxSender = 200

// senderOf cuts a line at the colon after its sender; there is no sender in a line of the program's own.
func senderOf(rest string) (sender, text string) {
	at := strings.Index(rest, ":")
	if at <= 0 || at > maxSender {
		return "", rest
	}
	sender, text = strings.TrimSpace(rest[:at]), strings.TrimSpace(rest[at+1:])
	return strings.TrimPrefix(sender, "~ "), text
}

// notes are what stands in the place of a picture or of a message that was taken back, in the languages of telephones.
var notes = regexp.MustCompile(`(?i)^(?:<[^<>\n]{1,80}>|[^\n]{1,30} (?:omitted|weggelassen|omis(?:e|es)?|omitid[oa]s?|omess[oi]|опущен\pL*|пропущен\pL*|dahil edilmedi|вилучено|محذوف\pL*|已省略|省略)|` +
	`(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht|ce message a été supprimé|se eliminó este mensaje|данное сообщение удалено|` +
	`повідомлення видалено|bu mesaj silindi|تم حذف هذه الرسالة|此消息已删除|null|\(file attached\))\.?|\S+\.(?:jpg|jpeg|png|webp|mp4|opus|pdf|vcf|m4a) \([^()\n]{1,40}\))$`)

// wordless reports whether a message has no words of its sender.
func wordless(text string) bool {
	return format.Blank(text) || notes.MatchString(strings.TrimSpace(text))
}

// orderOf is the order of day and month in the file: the one in which every day exists and the messages follow each
// other in time, where the other is not so too.
func orderOf(messages []message) date.Order {
	day, month := follows(messages, date.DayFirst), follows(messages, date.MonthFirst)
	switch {
	case day && !month:
		return date.DayFirst
	case month && !day:
		return date.MonthFirst
	}
	return date.Unknown
}

// follows reports whether the days, read in an order, exist and never go back.
func follows(messages []message, order date.Order) bool {
	last, lastDay := 0, ""
	for _, m := range messages {
		if m.day == lastDay {
			continue
		}
		lastDay = m.day
		n := numbers(m.day)
		if len(n) != 3 || n[0] > 31 { // the year stands first
			continue
		}
		d, month := n[0], n[1]
		if order == date.MonthFirst {
			d, month = month, d
		}
		when := 400*n[2] + 32*month + d
		if d > 31 || month > 12 || when < last {
			return false
		}
		last = when
	}
	return true
}

// numbers are the numbers in a day, in the digits of any script that telephones write days in.
func numbers(day string) []int {
	var out []int
	inside := false
	for _, r := range day {
		if !isDigit(r) {
			inside = false
			continue
		}
		if !inside {
			out, inside = append(out, 0), true
		}
		for _, zero := range []rune{'0', '٠', '۰', '०'} {
			if r >= zero && r <= zero+9 {
				out[len(out)-1] = 10*out[len(out)-1] + int(r-zero)
			}
		}
	}
	return out
}
