package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"firsthand/internal/capture/date"
)

// The lines around an article in which its day and its author stand: so many paragraphs before its headline and after,
// and after its end.
const (
	linesBefore = 10
	linesAfter  = 14
	linesEnd    = 4
)

// maxLine is the most bytes of a line that is looked at for a day or an author.
const maxLine = 240

// around are the paragraphs in which an article's byline may stand.
type around struct {
	a    article
	near int // the paragraph to count from: the headline, or where the article begins
}

func (a article) around() around {
	near := a.headline
	if near < 0 {
		near = a.from
	}
	return around{a, near}
}

// distance is how far the paragraph i is from the headline; it is not ok beyond the lines that are looked at. What
// stands before a headline is as far as what stands twice as far after it: there the breadcrumbs are.
func (w around) distance(i int) (int, bool) {
	switch d := i - w.near; {
	case d < -linesBefore:
		return 0, false
	case d < 0:
		return -2 * d, true
	case d <= linesAfter:
		return d, true
	case i >= w.a.to && i < w.a.to+linesEnd:
		return linesAfter + i - w.a.to + 1, true
	}
	return 0, false
}

// maxMarked is how many elements that are named after days or authors are looked at. A page has a few.
const maxMarked = 500

// each calls f for the elements around the article that are made for, or named after, days and authors, are shown and
// do not stand in an aside, with their distance.
func (w around) each(f func(n *node, distance int)) {
	left := maxMarked
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.tag == 0 || k.hints.has(unseen) || k.hints.has(aside) && !k.hints.has(byAuthor|dated) {
				continue
			}
			if d, ok := w.distance(k.from); ok && left > 0 && (k.tag == atom.Time || k.hints.has(dated|changed|byAuthor)) {
				left--
				f(k, d)
			}
			walk(k)
		}
	}
	walk(w.a.root)
}

// maxPieces is the most elements and runs of text that a line is made of.
const maxPieces = 64

// words are the words in an element, on one line, "" where they are more than a line.
func (n *node) words() string {
	var b strings.Builder
	seen := 0
	var walk func(n *node) bool
	walk = func(n *node) bool {
		for _, k := range n.kids {
			if seen++; seen > maxPieces {
				return false
			}
			switch {
			case k.tag == 0:
				b.WriteString(k.text)
			case k.hints.has(unseen|spoken) || mute[k.tag]:
				continue
			default:
				if block[k.tag] || k.tag == atom.Br {
					b.WriteByte(' ')
				}
				if !walk(k) {
					return false
				}
				if block[k.tag] {
					b.WriteByte(' ')
				}
			}
			if b.Len() > 4*maxLine {
				return false
			}
		}
		return true
	}
	if !walk(n) {
		return ""
	}
	if s := clean(b.String()); len(s) <= maxLine {
		return s
	}
	return ""
}

// dateFound is a day that stands around an article.
type dateFound struct {
	written  string
	distance int
}

// nearest are the days found, the nearest first.
func nearest(found []dateFound) []string {
	slices.SortStableFunc(found, func(a, b dateFound) int { return a.distance - b.distance })
	var out []string
	for _, f := range found {
		if !slices.Contains(out, f.written) {
			out = append(out, f.written)
		}
	}
	return out
}

// changedWords stand before the day of the last change, and other days that are not that of publication.
var changedWords = regexp.MustCompile(`(?i)(?:updated?|modified|edited|revised|last change|aktualisiert|aktualisierung|geändert|änderung|stand|bearbeitet|` +
	`modifié|mis à jour|mise à jour|actualizado|modificado|aggiornato|обновлено|изменено|оновлено|güncelle\pL*|ge[uü]pdatet|copyright|©|\(c\)|` +
	`تحديث|更新|born|geboren|expires|bis|until|valid|gültig|ab)[^\pL\d]*(?:on|at|am|le|el|zuletzt|:|\d{1,2}:\d{2}(?: ?[ap]m)?(?: \pL{2,5})?|[ ,.|]|\pL{3},?)*$`)

// markedDays are the times in elements that are made for them, or are named after them: machine-readable first; those
// of them that readers see beside the headline; and those that only readers are given.
func (a article) markedDays() (marked, told, shown, late []string) {
	var inMarkup, both, inWords, changes []dateFound
	a.around().each(func(n *node, distance int) {
		isTime := n.tag == atom.Time
		if !isTime && !n.hints.has(dated) || n.hints.has(changed) || n.up != nil && n.up.hints.has(changed) && !n.up.hints.has(dated) {
			return
		}
		if n.time != "" {
			inMarkup = append(inMarkup, dateFound{n.time, distance})
			if isTime && distance <= linesAfter {
				if line := n.words(); len(date.Find(line)) == 1 {
					both = append(both, dateFound{line, distance})
				}
			}
			return
		}
		line := n.words()
		for _, w := range date.Find(line) {
			if changedWords.MatchString(line[:w.Start]) {
				changes = append(changes, dateFound{w.Words, distance})
				continue
			}
			inWords = append(inWords, dateFound{w.Words, distance})
			break
		}
	})
	return nearest(inMarkup), nearest(both), nearest(inWords), nearest(changes)
}

// lineDays are the days in short lines around the headline, and at the beginning of the article where a dateline
// stands.
func (a article) lineDays() (published, late []string) {
	var found, changes []dateFound
	w := a.around()
	ofChange := a.changeLines()
	for i, p := range a.paragraphs {
		distance, ok := w.distance(i)
		if !ok || ofChange[i] || p.in.hints.has(changed) || p.outside() {
			continue
		}
		line := p.text
		if len(line) > maxLine {
			if i < a.from || i > a.from+1 {
				continue
			}
			line = line[:runeStart(line, 70)]
		}
		days := date.Find(line)
		if len(days) > 2 {
			continue
		}
		for _, d := range days {
			switch before := line[:d.Start]; {
			case changedWords.MatchString(before):
				changes = append(changes, dateFound{d.Words, distance})
				continue
			case len(line)-len(d.Words) > 90 && utf8.RuneCountInString(before) > 45:
				continue // a sentence that tells of a day
			case p.chars-len(d.Words) > 60 && !bylineStart.MatchString(before):
				continue
			}
			found = append(found, dateFound{d.Words, distance})
			break
		}
	}
	return nearest(found), nearest(changes)
}

// changeLines are the lines that an element marks, whole, as the time of the last change.
func (a article) changeLines() map[int]bool {
	lines := map[int]bool{}
	a.around().each(func(n *node, _ int) {
		if n.hints.has(changed) && !n.hints.has(dated) && n.from < len(a.paragraphs) && n.words() == clean(a.paragraphs[n.from].text) {
			lines[n.from] = true
		}
	})
	return lines
}

// bylineStart is what stands before a day at the beginning of a longer line: nothing, a place, a word for publication.
var bylineStart = regexp.MustCompile(`(?i)^[^\pL\d]*(?:(?:published|posted|veröffentlicht|erschienen|publié|publicado|pubblicato|опубликовано|опубліковано|yayın\pL*|نشر\pL*|发布\pL*)[^\d]{0,12}|\p{Lu}[\pL.-]+(?: \p{Lu}[\pL.-]+)?(?: \(\pL+\))?[,–—-]? ?(?:(?:den|le|am) )?)?$`)

// outside reports whether a paragraph stands in what is not part of the page's matter at all, and says so.
func (p paragraph) outside() bool {
	for n := p.in; n != nil; n = n.up {
		if n.hints.has(aside) && !n.hints.has(dated|byAuthor) {
			return true
		}
	}
	return false
}

// runeStart is the last start of a rune at or before i.
func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return min(i, len(s))
}

// maxAuthors is the most names that are taken for authors.
const maxAuthors = 6

// byPrefix is what stands before a name.
var byPrefix = regexp.MustCompile(`(?i)^[^\pL@]*(?:written by|posted by|published by|story by|text by|words by|by|von|vom|par|por|di|da|de|door|av|af|автор|текст|yazan|haber|بقلم|كتب|text und fotos|text|foto|autorin|autoren|autor\*in|autor|author|authors|auteur|redaktion|reporter)(?:[ :]+|$)[^\pL@]*`)

// byEnd is where a name ends and something else begins.
var byEnd = regexp.MustCompile(`(?i)(?: [|·•—–/-] |[|·•]|, ?\d| (?:am|on|at|um|le|el|vom|for|für|in|the|is|posted|published|updated|veröffentlicht)(?: |$)| \d{1,2}[.:/]\d| \d{4}| \pL{3,9}\.? \d{1,2}(?:[ ,]|$)|, (?:\pL+ )?(?:editor|reporter|correspondent|staff|contributor|redakteur\pL*|korrespondent\pL*|journalist\pL*|writer)|@|https?:| \(|\pL+ ago).*$`)

// bylines are the names in elements around the article that are marked or named as its author's, and after words such
// as "by" in a short line.
func (a article) bylines() (marked, named, lines string) {
	var inMarkup, inNames []string
	best := -1
	w := a.around()
	w.each(func(n *node, distance int) {
		if !n.hints.has(byAuthor) {
			return
		}
		isMarked := n.tag == atom.A || n.prop == "author" || n.prop == "creator"
		name := personIn(n.words(), n.tag == atom.A || n.prop != "")
		if inner := n.person(); inner != "" {
			name = inner
		}
		if name == "" {
			return
		}
		if isMarked {
			if len(inMarkup) < maxAuthors && !slices.Contains(inMarkup, name) {
				inMarkup = append(inMarkup, name)
			}
			return
		}
		if best < 0 || distance < best {
			best, inNames = distance, []string{name}
		}
	})
	for i := max(0, w.near-3); i < min(len(a.paragraphs), w.near+6) && lines == ""; i++ {
		p := a.paragraphs[i]
		if len(p.text) > 120 || i == a.headline || p.outside() {
			continue
		}
		for line := range strings.SplitSeq(p.text, "\n") {
			if at := byPrefix.FindStringIndex(line); at != nil && at[1] < len(line) && strictBy.MatchString(line) && lines == "" {
				lines = personIn(line, false)
			}
		}
	}
	return strings.Join(inMarkup, ", "), strings.Join(inNames, ", "), lines
}

// lonely is the name in the elements that link to an author, anywhere on the page but in its asides, where they all
// have the same.
func (a article) lonely() string {
	name, left := "", maxMarked
	same := true
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.tag == 0 || k.hints.has(unseen) || k.hints.has(aside) && !k.hints.has(byAuthor) {
				continue
			}
			if k.tag == atom.A && left > 0 && (k.hints.has(byAuthor) || n.hints.has(byAuthor)) {
				left--
				switch found := personIn(k.words(), true); {
				case found == "" || found == name:
				case name == "":
					name = found
				default:
					same = false
				}
			}
			walk(k)
		}
	}
	walk(a.root)
	if !same {
		return ""
	}
	return name
}

// strictBy is a line that begins as a byline does, with a name after it.
var strictBy = regexp.MustCompile(`^(?:(?i:by|von|par|por|автор|text|autor|autorin|author|written by|posted by|بقلم|yazan)):? +[\p{Lu}\p{Lo}]`)

// person is the name that an element of an author gives of itself, where it has parts.
func (n *node) person() string {
	var found string
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		for _, k := range n.kids {
			if found != "" || depth > 6 {
				return
			}
			if k.prop == "name" && k.tag != 0 {
				found = personIn(k.words(), true)
			}
			walk(k, depth+1)
		}
	}
	walk(n, 0)
	return found
}

// noPerson are the words that stand where a name would, and are none.
var noPerson = words(`comments comment more share follow print email menu search home login admin kommentare kommentar mehr weitere alle artikel
	beiträge autor author autoren authors facebook twitter instagram profile profil redaktion posted published publiziert about über by von und and`)

// personIn is the name in a line, "" where there is none that is likely. A name that an element is marked with may be
// an account's.
func personIn(line string, marked bool) string {
	for range 2 {
		if at := byPrefix.FindStringIndex(line); at != nil {
			line = line[at[1]:]
		}
	}
	line = strings.Trim(byEnd.ReplaceAllString(line, ""), " ,:;|·-–—/\u00a0\u200b")
	fields := strings.Fields(line)
	switch {
	case len(line) < 2 || len(line) > 100 || len(fields) > 12 || strings.Contains(line, "://"):
		return ""
	case len(fields) == 1 && noPerson[strings.ToLower(line)], noPerson[strings.ToLower(fields[0])] && len(fields) < 3 && !marked:
		return ""
	case strings.ContainsAny(line, "?!{}[]<>=\"") || strings.IndexFunc(line, unicode.IsLetter) < 0:
		return ""
	}
	if marked {
		return line
	}
	if strings.ContainsAny(line, "0123456789:") || date.IsName(fields[0]) {
		return ""
	}
	upper := 0
	for _, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		if unicode.IsUpper(r) || unicode.Is(unicode.Lo, r) {
			upper++
		}
	}
	if 2*upper < len(fields) || len(fields) > 8 {
		return ""
	}
	return line
}
