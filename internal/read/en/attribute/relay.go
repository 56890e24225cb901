package attribute

import (
	"regexp"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// relay is a part of a text that is another's, as the programs that pass messages on mark it: a forwarded message, a
// post posted again, a quoted mail.
type relay struct {
	head  report.Span // the lines or words that mark it
	name  report.Span // whose it is; empty where nothing says so
	words report.Span // what is passed on
	kind  report.HopKind
}

const (
	maxRelays = 200  // of one text
	maxPost   = 4000 // bytes of a text that may be one post
	maxIntro  = 300  // bytes of the lines that introduce a quoted mail
)

var (
	// forwarded is a line by itself, as messengers show it and as this program's own formats write it.
	forwarded = regexp.MustCompile(`(?i)^\[?(?:forwarded(?: message)?|reposted|repost|shared|quoted|quoting)(?: from| by)?[: ]\s*([^\n]{1,120}?)\s*[\]:]*$`)
	fromWhom  = regexp.MustCompile(`(?i)^\[?(?:(?:forwarded(?: message)?|reposted|repost|shared|quoted) from|quoting)\b`)
	// again is the mark of a post that is posted again: "RT @name: …".
	again = regexp.MustCompile(`(?:^|[\s"“])(?:RT|MT|QT|RP)[ \t]+(?:by[ \t]+)?(@[\pL\pN_.]{1,60}):?`)
	// via is whom a post thanks for its words, at its end.
	via = regexp.MustCompile(`(?i)(?:^|[\s(])via[: ]\s*(@[\pL\pN_.]{1,60})\)?\.?\s*$`)
	// banner is the line above a forwarded mail.
	banner = regexp.MustCompile(`(?i)^(?:[-_]{2,}\s*(?:forwarded|original|forwarded by)\b[^\n]{0,60}?[-_]{2,}|begin forwarded message:?)$`)
	// field is a line of the header that is copied above a forwarded mail.
	field = regexp.MustCompile(`(?i)^\*?(from|sent|date|subject|to|cc|reply-to)\*?:\*?\s*(.*)$`)
	// wrote is the line above a quoted mail; the name stands behind the last piece of a date.
	wroteOn = regexp.MustCompile(`(?is)^on\b.*(?:\d{4}|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*[+-]\d{4})?|\b[ap]m|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),?\s+([^<>\d\n][^<>\n]{0,80}?),?\s*(?:<[^<>]{1,200}>)?\s*wrote:$`)
	wrote   = regexp.MustCompile(`(?i)^([^<>:\d][^<>:]{1,80}?)\s*(?:<[^<>]{1,200}>)?\s+(?:wrote|writes):$`)
	// answered is the beginning of the message that is answered, as Matrix copies it above the answer.
	answered = regexp.MustCompile(`^<(@[^<>\s]{1,200})>`)
)

// textLine is a line of a text.
type textLine struct {
	start, end int // of its words, without marks of quotation and white space
	depth      int // how many marks of quotation, ">", stand before them
}

func (l textLine) blank() bool { return l.start == l.end }

func (l textLine) in(raw string) string { return raw[l.start:l.end] }

// linesOf cuts a text into its lines.
func linesOf(raw string) []textLine {
	var out []textLine
	at := 0
	for line := range strings.Lines(raw) {
		l := textLine{start: at, end: at + len(strings.TrimRight(line, " \t\r\n"))}
		at += len(line)
		for l.start < l.end && strings.IndexByte("> \t", raw[l.start]) >= 0 {
			if raw[l.start] == '>' {
				l.depth++
			}
			l.start++
		}
		out = append(out, l)
	}
	return out
}

// relaysIn finds what a text passes on, in the order of the text.
func relaysIn(raw string) []relay {
	if !mayRelay(raw) {
		return nil
	}
	f := relayFinder{raw: raw, lines: linesOf(raw), begun: -1}
	for i := 0; i < len(f.lines) && len(f.out) < maxRelays; {
		i = f.at(i)
	}
	f.postedAgain()
	slices.SortStableFunc(f.out, func(a, b relay) int { return a.head.Start - b.head.Start })
	return f.out
}

// mayRelay is quick and true of every text that passes something on.
func mayRelay(raw string) bool {
	if strings.Contains(raw, ">") || strings.Contains(raw, "@") {
		return true
	}
	lower := strings.ToLower(raw)
	return strings.Contains(lower, "from") || strings.Contains(lower, "quoting") || strings.Contains(lower, "original message")
}

type relayFinder struct {
	raw   string
	lines []textLine
	out   []relay
	open  int // index in out of the forwarded message that the next one ends, and 1
	begun int // the line with which a quoted mail begins whose author is named
	depth int // of the last line that is not blank
}

// at looks at line i and gives the next one to look at.
func (f *relayFinder) at(i int) int {
	l := f.lines[i]
	text := l.in(f.raw)
	switch {
	case l.blank():
	case len(text) <= maxIntro && banner.MatchString(text):
		if next, ok := f.mail(i, i+1); ok {
			return next
		}
	case strings.EqualFold(text[:min(5, len(text))], "from:"):
		if next, ok := f.mail(i, i); ok {
			return next
		}
	case len(text) <= maxIntro && fromWhom.MatchString(text):
		f.message(i)
	case len(text) <= maxIntro && strings.HasSuffix(text, ":") && f.quotedBelow(i):
		f.quotation(i)
	case l.depth > f.depth && i != f.begun:
		f.nobodys(i)
	}
	if !l.blank() {
		f.depth = l.depth
	}
	return i + 1
}

// message takes line i for the one that says from whom the message below was forwarded.
func (f *relayFinder) message(i int) {
	l := f.lines[i]
	m := forwarded.FindStringSubmatchIndex(l.in(f.raw))
	if m == nil {
		return
	}
	if f.open > 0 {
		last := &f.out[f.open-1]
		last.words.End = max(last.words.Start, min(last.words.End, l.start))
	}
	f.add(relay{head: report.Span{Start: l.start, End: l.end}, name: f.trimmed(l.start+m[2], l.start+m[3]), kind: report.Account}, i+1, l.depth)
	f.open = len(f.out)
}

// mail takes the lines from number first for the header of a forwarded mail, under a banner on line i or without one.
func (f *relayFinder) mail(i, first int) (next int, ok bool) {
	for first < len(f.lines) && f.lines[first].blank() && first < i+3 {
		first++
	}
	var name report.Span
	fields := map[string]bool{}
	at := first
	for ; at < len(f.lines) && at < first+12 && !f.lines[at].blank(); at++ {
		m := field.FindStringSubmatchIndex(f.lines[at].in(f.raw))
		if m == nil {
			if len(fields) == 0 {
				return 0, false
			}
			continue // a field that goes on
		}
		start := f.lines[at].start
		key := strings.ToLower(f.raw[start+m[2] : start+m[3]])
		if fields[key] = true; key == "from" && name.Start == name.End {
			name = f.sender(start+m[4], start+m[5])
		}
	}
	if !fields["from"] || len(fields) < 2 || !fields["sent"] && !fields["date"] && !fields["subject"] {
		return 0, false
	}
	head := report.Span{Start: f.lines[i].start, End: f.lines[at-1].end}
	f.add(relay{head: head, name: name, kind: report.Speaker}, at, f.lines[i].depth)
	f.open, f.depth = 0, f.lines[i].depth
	return at, true
}

// sender is the name in the value of a field From: what stands before the address, else the address.
func (f *relayFinder) sender(start, end int) report.Span {
	value := f.raw[start:end]
	if at := strings.IndexAny(value, "<[("); at > 0 && strings.TrimSpace(value[:at]) != "" {
		return f.trimmed(start, start+at)
	}
	return f.trimmed(start, end)
}

// trimmed is a span without the quotation marks and white space around it.
func (f *relayFinder) trimmed(start, end int) report.Span {
	const around = " \t\"'<>[]()*:,"
	for start < end && strings.IndexByte(around, f.raw[start]) >= 0 {
		start++
	}
	for start < end && strings.IndexByte(around, f.raw[end-1]) >= 0 {
		end--
	}
	return report.Span{Start: start, End: end}
}

// quotedBelow reports whether the line after line i is quoted once more than it.
func (f *relayFinder) quotedBelow(i int) bool {
	for n := i + 1; n < len(f.lines) && n <= i+2; n++ {
		if !f.lines[n].blank() {
			return f.lines[n].depth > f.lines[i].depth
		}
	}
	return false
}

// quotation takes line i, and the one before it where it was broken, for the one that says who wrote what is quoted
// below.
func (f *relayFinder) quotation(i int) {
	last := f.lines[i]
	for first := i; first >= 0 && first >= i-2 && last.end-f.lines[first].start <= maxIntro; first-- {
		start := f.lines[first].start
		m := wroteOn.FindStringSubmatchIndex(f.raw[start:last.end])
		if m == nil && first == i {
			m = wrote.FindStringSubmatchIndex(f.raw[start:last.end])
			if m != nil && first > 0 && strings.HasPrefix(strings.ToLower(f.lines[first-1].in(f.raw)), "on ") {
				m = nil // the name may stand on the line before
			}
		}
		if m != nil {
			f.add(relay{head: report.Span{Start: start, End: last.end}, name: f.trimmed(start+m[2], start+m[3]), kind: report.Speaker}, i+1, last.depth+1)
			for f.begun = i + 1; f.begun < len(f.lines)-1 && f.lines[f.begun].blank(); {
				f.begun++
			}
			return
		}
	}
}

// nobodys takes quoted lines for words of somebody who is not named, or of whom the message names that it answers.
func (f *relayFinder) nobodys(i int) {
	l := f.lines[i]
	r := relay{head: report.Span{Start: l.start, End: l.start}, kind: report.Unnamed}
	if m := answered.FindStringSubmatchIndex(l.in(f.raw)); m != nil {
		r.head.End, r.kind = l.start+m[1], report.Account
		r.name = report.Span{Start: l.start + m[2], End: l.start + m[3]}
	}
	f.add(r, i, l.depth)
	if n := len(f.out); r.head.End > r.head.Start && n > 0 {
		f.out[n-1].words.Start = r.head.End
	}
}

// add keeps a relay whose words begin with line first and go on as long as lines are quoted as deep.
func (f *relayFinder) add(r relay, first, depth int) {
	end := first
	for n := first; n < len(f.lines); n++ {
		if f.lines[n].blank() && f.lines[n].depth == 0 && depth > 0 {
			continue
		}
		if f.lines[n].depth < depth {
			break
		}
		end = n + 1
	}
	if first < end {
		r.words = report.Span{Start: f.lines[first].start, End: f.lines[end-1].end}
		f.out = append(f.out, r)
	}
}

// postedAgain finds the marks of posts: "RT @name: …", "… via @name".
func (f *relayFinder) postedAgain() {
	whole := len(f.raw) <= maxPost
	var last *relay
	for _, m := range again.FindAllStringSubmatchIndex(f.raw, maxRelays) {
		if last != nil && whole {
			last.words.End = max(last.words.Start, min(last.words.End, m[0]))
		}
		r := relay{head: report.Span{Start: m[0], End: m[1]}, name: report.Span{Start: m[2], End: m[3]}, kind: report.Account,
			words: report.Span{Start: m[1], End: len(f.raw)}}
		if line := strings.IndexByte(f.raw[m[1]:], '\n'); line >= 0 && !whole {
			r.words.End = m[1] + line
		}
		f.out = append(f.out, r)
		last = &f.out[len(f.out)-1]
	}
	if m := via.FindStringSubmatchIndex(f.raw); m != nil && whole && len(f.out) == 0 {
		f.out = append(f.out, relay{head: report.Span{Start: m[0], End: m[1]}, name: report.Span{Start: m[2], End: m[3]}, kind: report.Account,
			words: report.Span{Start: 0, End: m[0]}})
	}
}

// marked reports whether a span lies in the lines that mark what the text passes on.
func (s *scanner) marked(sp report.Span) bool {
	return slices.ContainsFunc(s.found, func(r relay) bool { return sp.Start < r.head.End && r.head.Start < sp.End })
}

// relays puts a link around everything that the text passes on, and takes out the links that the rules saw in the lines
// that mark it.
func (s *scanner) relays(links []*link) []*link {
	if len(s.found) == 0 {
		return links
	}
	heads := make([]bool, len(s.t.Tokens))
	for _, r := range s.found {
		head, content := s.tokens(r.head), s.tokens(r.words)
		content.lo = max(content.lo, min(head.hi, content.hi))
		if r.words.Start < r.head.Start { // the mark stands behind the words
			content = run{s.tokens(r.words).lo, head.lo}
		}
		for i := head.lo; i < head.hi; i++ {
			heads[i] = true
		}
		if content.empty() {
			continue
		}
		l := &link{kind: r.kind, verb: -1, content: []run{content}, quote: true, label: true, relay: true, by: "passed on"}
		if r.name.End > r.name.Start {
			l.source = s.tokens(r.name)
		}
		if cue := (run{head.lo, l.source.lo}); !l.source.empty() && !cue.empty() {
			l.cue = []run{cue}
		}
		l.extent = content
		s.passed = append(s.passed, l)
		s.passedFrom = append(s.passedFrom, head.lo)
	}
	s.leaveInner()
	kept := append([]*link(nil), s.passed...)
	for _, l := range links {
		if at := s.place(l); at < len(heads) && !heads[at] && (l.source.empty() || !heads[l.source.lo]) {
			s.unmark(l)
			kept = append(kept, l)
		}
	}
	slices.SortStableFunc(kept, func(a, b *link) int { return s.place(a) - s.place(b) })
	return kept
}

// unmark takes the marks of quotation off the edges of what a link attributes.
func (s *scanner) unmark(l *link) {
	for i := range l.content {
		c := &l.content[i]
		for c.hi-c.lo > 1 && s.Is(c.lo, ">") {
			c.lo++
		}
		for c.hi-c.lo > 1 && s.Is(c.hi-1, ">") {
			c.hi--
		}
	}
}

// leaveInner takes out of what one passes on the parts that were passed on to him or her in turn, with the lines that
// mark them.
func (s *scanner) leaveInner() {
	for _, l := range s.passed {
		at := l.extent.lo
		var own []run
		for k, in := range s.passed { // in the order of the text
			from := s.passedFrom[k]
			if in == l || from < at || !within(from, l.extent) || in.extent.lo < from {
				continue
			}
			own, at = append(own, run{at, from}), max(in.extent.hi, at)
		}
		own = append(own, run{min(at, l.extent.hi), l.extent.hi})
		own = slices.DeleteFunc(own, run.empty)
		if l.content = own; len(own) == 0 {
			l.content = []run{{l.extent.hi - 1, l.extent.hi}} // nothing of his or her own but a sign
		}
		s.unmark(l)
	}
}

// passedOnBy is the smallest part of another's words that a link lies in, nil where it lies in none.
func (s *scanner) passedOnBy(l *link) *link {
	var out *link
	at := s.place(l)
	for _, r := range s.passed {
		if r == l || !within(at, r.extent) || l.relay && length(r.extent) <= length(l.extent) {
			continue
		}
		if out == nil || length(r.extent) < length(out.extent) {
			out = r
		}
	}
	return out
}

func length(r run) int { return r.hi - r.lo }

// relayHop is the hop to whom words belong that are passed on; there is none where they are the publisher's own.
func (s *scanner) relayHop(l *link) []report.Hop {
	h := report.Hop{Kind: report.Unnamed, Name: "unnamed", Cue: s.spans(l.cue), Content: s.spans(l.content)}
	if !l.source.empty() {
		sp := s.span(l.source)
		h.Source, h.Name, h.Kind, h.Named = &sp, s.words(l.source), l.kind, true
	}
	if b := l.who; b != nil && h.Named && strings.Contains(report.SourceID(b.Title()), report.SourceID(h.Name)) {
		if h.Entity = b.ID(); isOutlet(b) {
			h.Kind, h.Name = report.Outlet, b.Title()
		}
	}
	h.SourceID = report.SourceID(h.Name)
	if h.SourceID == "" || s.publisher != "" && h.Named && (h.SourceID == report.SourceID(s.publisher) || l.who != nil && s.isPublisher(l.who)) {
		return nil
	}
	return []report.Hop{h}
}
