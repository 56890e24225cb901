// Package subtitle reads the words of a recording from its subtitles, SubRip or WebVTT.
//
// The lines of cues are put together again to the sentences that were said; a new speaker, or a silence, begins a new
// paragraph. When each was said stays in the original.
package subtitle

import (
	"bytes"
	"context"
	"io"
	"iter"
	"regexp"
	"strings"
	"time"

	"firsthand/internal/capture/format"
)

// Format is a file of subtitles.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "subtitles" }

var (
	// timing is the line that says when a cue is shown.
	timing = regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[,.](\d{3})\s+-->\s+(?:(\d{1,3}):)?(\d{2}):(\d{2})[,.](\d{3})`)
	// style is markup in a cue; voice is the markup that names who speaks.
	style = regexp.MustCompile(`</?[a-zA-Z][^<>\n]{0,100}>|<\d[\d:.]*>|\{\\[^{}\n]{0,40}\}`)
	voice = regexp.MustCompile(`<v(?:\.[^\s<>]*)?\s+([^<>\n]{1,100})>`)
	// speaker begins the words of another person.
	speaker = regexp.MustCompile(`^(?:>>|- ?|– ?|\[?\p{Lu}[\p{Lu} .'-]{1,40}\]?:)`)
)

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	start := format.TrimStart(head)
	if bytes.HasPrefix(start, []byte("WEBVTT")) {
		return len(start) == 6 || bytes.IndexByte([]byte(" \t\r\n"), start[6]) >= 0
	}
	number, rest, ok := bytes.Cut(start, []byte("\n"))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return ok && len(bytes.Trim(number, "0123456789\r ")) == 0 && len(line) < 200 && timing.Match(line)
}

// Read implements [format.Format].
func (Format) Read(_ context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.One(func() (format.Item, *format.Error) {
		data, problem := format.ReadAll(in, lim)
		if problem != nil {
			return format.Item{}, problem
		}
		text, charset, problem := format.DecodePlain(data)
		if problem != nil {
			return format.Item{}, problem
		}
		item := format.Item{Original: data}
		item.Report.Text = words(text)
		item.Report.MediaType = "application/x-subrip; charset=" + charset
		if strings.HasPrefix(strings.TrimSpace(text), "WEBVTT") {
			item.Report.MediaType = "text/vtt; charset=" + charset
		}
		return item, nil
	})
}

// pause is the silence after which what is said next is a paragraph of its own.
const pause = 3 * time.Second

// words puts the words of all cues together.
func words(text string) string {
	var b strings.Builder
	var last time.Duration
	inCue, fresh := false, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if m := timing.FindStringSubmatch(line); m != nil {
			start, end := moment(m[1:5]), moment(m[5:9])
			fresh = b.Len() > 0 && start-last > pause
			inCue, last = true, end
			continue
		}
		if strings.TrimSpace(line) == "" {
			inCue = false
			continue
		}
		if !inCue {
			continue // a number, a name of a cue, a note
		}
		said := line
		if m := voice.FindStringSubmatch(said); m != nil {
			said = m[1] + ": " + strings.TrimSpace(said)
			fresh = b.Len() > 0
		}
		said = strings.TrimSpace(style.ReplaceAllString(said, ""))
		switch {
		case said == "":
			continue
		case b.Len() == 0:
		case fresh || speaker.MatchString(said):
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		fresh = false
		b.WriteString(said)
	}
	return b.String()
}

// moment is a time of hours, minutes, seconds and milliseconds.
func moment(parts []string) time.Duration {
	var n [4]int
	for i, p := range parts {
		for _, c := range p {
			n[i] = 10*n[i] + int(c-'0')
		}
	}
	return time.Duration(n[0])*time.Hour + time.Duration(n[1])*time.Minute + time.Duration(n[2])*time.Second + time.Duration(n[3])*time.Millisecond
}
