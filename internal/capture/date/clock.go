package date

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are the same on every machine
)

// clock is a time of day as written.
type clock struct {
	said                 bool
	hour, minute, second int
	half                 string // "am", "pm" or ""
	zone                 string // as written, "" for none
}

const halves = `a\.? ?m\.?|p\.? ?m\.?|ص|م|صباحا|مساء|上午|下午|오전|오후|πμ|μμ|öö|ös`

var (
	// clockForm is a time with colons, or with an h, or of one number with its half of the day.
	clockForm = regexp.MustCompile(`(?:^|[ ,·|(/@\-]|上午|下午|日|号|at|um|в|о)(\d{1,2})(?::(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?|(?: ?h ?|h)(\d{2})?(?:\b|$)|(?:\.(\d{2}))?(?: ?uhr|(?: ?(?:` + halves + `))))`)

	// halfAfter and zoneAfter are what may follow it.
	halfAfter = regexp.MustCompile(`^ ?\(?(` + halves + `)(?:\)|[^\pL]|$)`)
	zoneAfter = regexp.MustCompile(`^,? ?((?:z|gmt|utc)? ?[+\-]\d{1,2}(?::?\d{2})?(?: |\)|\[|$)|\(?[a-z]+/[a-z_]+(?:/[a-z_]+)?\)?|z(?:[^a-z]|$)|\(?[a-z]{2,5}(?:\)| |$|,))`)

	// numericZone is an offset in figures.
	numericZone = regexp.MustCompile(`^(?:z|gmt|utc)? ?([+\-])(\d{1,2}):?(\d{2})?$`)

	// dottedClock is a time such as 11.05, with nothing beside it that could be part of a date.
	dottedClock = regexp.MustCompile(`(?:^|[ ,])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?: ?(z|gmt|utc|[a-z]{3,4}))?(?:[ ,]|$)`)
	// bareClock is a time of four digits, which only its zone tells from a year.
	bareClock = regexp.MustCompile(`(?:^|[ ,])(\d{2})(\d{2}) ?(z|gmt|utc)(?:[ ,]|$)`)

	joinedT  = regexp.MustCompile(`(\d)t(\d{1,2}:)`)
	areaZone = regexp.MustCompile(`\[([a-z]+/[a-z_/]+)\]$`)
	zoneName = regexp.MustCompile(`\([\pL ,.']*(?:time|zeit|heure|hora|saati?|время|час|توقيت|时间)[\pL ,.']*\)$`)
)

// cutClock takes the time of day out of a folded date and gives what is left.
func cutClock(s string) (rest string, c clock) {
	s = joinedT.ReplaceAllString(s, "$1 $2")
	area := ""
	if m := areaZone.FindStringSubmatch(s); m != nil {
		area, s = m[1], strings.TrimSpace(strings.TrimSuffix(s, m[0]))
	}
	if m := zoneName.FindString(s); m != "" && strings.Contains(s, ":") { // as browsers write it
		s = strings.TrimSpace(strings.TrimSuffix(s, m))
	}
	at := clockForm.FindStringSubmatchIndex(s)
	if at == nil {
		return s, clock{}
	}
	group := func(i int) string {
		if at[2*i] < 0 {
			return ""
		}
		return s[at[2*i]:at[2*i+1]]
	}
	c = clock{said: true, zone: area}
	c.hour = number(group(1))
	c.minute = number(group(2) + group(4) + group(5))
	c.second = number(group(3))
	start, end := at[2], at[1]
	matched := s[start:end]
	if m := regexp.MustCompile(`(?:` + halves + `)$`).FindString(matched); m != "" && group(2) == "" && group(4) == "" {
		c.half = half(m)
	}
	before, after := s[:start], s[end:]
	for _, word := range []string{"上午", "下午", "오전", "오후"} {
		if head, ok := strings.CutSuffix(strings.TrimRight(before, " "), word); ok {
			before, c.half = head, half(word)
		}
	}
	if m := halfAfter.FindStringSubmatch(after); m != nil {
		c.half = half(m[1])
		after = after[len(strings.TrimRight(m[0], " ,.;|·-0123456789")):]
		after = strings.TrimPrefix(after, ".")
	}
	if m := zoneAfter.FindStringSubmatch(after); m != nil {
		word := strings.Trim(m[1], " (),[")
		if _, isMonth := names.months[word]; !isMonth && names.weekdayIn(word) == "" && !filler[word] {
			if c.zone == "" || numericZone.MatchString(word) {
				c.zone = word
			}
			after = after[len(strings.TrimRight(m[0], " ,[")):]
		}
	}
	after = strings.TrimPrefix(after, " time")
	if numericZone.MatchString(c.zone) { // Go writes the offset and the name
		after = strings.TrimSuffix(strings.TrimSuffix(after, " utc"), " gmt")
	}
	return strings.TrimSpace(strings.TrimRight(before, " ,·|(/@-") + " " + strings.TrimLeft(after, " ,·|)")), c
}

// cutDottedClock is cutClock for the forms that only a complete date beside them tells from a date.
func cutDottedClock(s string) (rest string, c clock, ok bool) {
	for _, form := range []*regexp.Regexp{bareClock, dottedClock} {
		m := form.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		c = clock{said: true, hour: number(s[m[2]:m[3]]), minute: number(s[m[4]:m[5]])}
		if last := len(m) - 2; m[last] >= 0 {
			word := s[m[last]:m[last+1]]
			if _, isMonth := names.months[word]; isMonth {
				continue
			}
			c.zone = word
		}
		return strings.TrimSpace(s[:m[0]] + " " + s[m[1]:]), c, true
	}
	return "", c, false
}

// half is "am" or "pm" for the ways to write it.
func half(s string) string {
	switch strings.NewReplacer(".", "", " ", "").Replace(s) {
	case "am", "ص", "صباحا", "上午", "오전", "πμ", "öö":
		return "am"
	}
	return "pm"
}

// at puts the time beside a day, where both it and its offset are known.
func (c clock) at(d string) (string, error) {
	if !c.said {
		return d, nil
	}
	hour := c.hour
	switch {
	case c.half != "" && (hour < 1 || hour > 12):
		if hour > 23 || c.half == "am" {
			return "", ErrUnreadable
		}
	case c.half == "pm" && hour < 12:
		hour += 12
	case c.half == "am" && hour == 12:
		hour = 0
	}
	if hour > 23 || c.minute > 59 || c.second > 60 {
		return "", ErrUnreadable
	}
	if !isDay(d) || c.zone == "" {
		return d, nil
	}
	second := min(c.second, 59) // a leap second
	moment := fmt.Sprintf("%sT%02d:%02d:%02d", d, hour, c.minute, second)
	offset, known := offsetOf(c.zone, moment)
	if !known {
		return d, nil
	}
	if _, err := time.Parse(time.RFC3339, moment+offset); err != nil {
		return "", ErrUnreadable
	}
	return moment + offset, nil
}

// zones are the abbreviations that stand for one offset, in hours.
var zones = map[string]string{
	"z": "Z", "gmt": "Z", "utc": "Z", "ut": "Z", "wet": "+00:00", "west": "+01:00", "cet": "+01:00", "cest": "+02:00", "mez": "+01:00", "mesz": "+02:00",
	"eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "trt": "+03:00", "edt": "-04:00", "pdt": "-07:00", "mdt": "-06:00", "jst": "+09:00", "kst": "+09:00",
}

// offsetOf is the offset of a zone at a moment, as RFC 3339 writes it. It is not known for a name that several
// countries use.
func offsetOf(zone, moment string) (offset string, known bool) {
	if o, ok := zones[zone]; ok {
		return o, true
	}
	if m := numericZone.FindStringSubmatch(zone); m != nil {
		minutes := m[3]
		if minutes == "" {
			minutes = "00"
		}
		return fmt.Sprintf("%s%02d:%s", m[1], number(m[2]), minutes), true
	}
	if !strings.Contains(zone, "/") {
		return "", false
	}
	place, err := time.LoadLocation(areaName(zone))
	if err != nil {
		return "", false
	}
	t, err := time.ParseInLocation("2006-01-02T15:04:05", moment, place)
	if err != nil {
		return "", false
	}
	return t.Format("-07:00"), true
}

// areaName is a folded name of a zone as the database of zones writes it: "America/Port_of_Spain".
func areaName(zone string) string {
	b := []byte(zone)
	for i, c := range b {
		if c >= 'a' && c <= 'z' && (i == 0 || b[i-1] == '/' || b[i-1] == '_') {
			b[i] = c - 'a' + 'A'
		}
	}
	return strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_", "_Au_", "_au_").Replace(string(b))
}

// number is the value of a short run of digits, 0 for none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
