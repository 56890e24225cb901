package when

import (
	"fmt"
	"strings"
	"time"
)

// local is the zone of clock times that say no more than that they are local.
const local = "local"

// zones are the time zones that reports name, by their letters. Those of North America without "standard" or "daylight"
// depend on the day. CST, BST and EST are read as the American and British ones; IST is Israel's, India's and
// Ireland's, so that it gives no offset.
var zones = map[string]string{
	"GMT": "Z", "UTC": "Z", "Z": "Z",
	"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
	"ET": "ET", "CT": "CT", "MT": "MT", "PT": "PT",
	"WET": "Z", "WEST": "+01:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "TRT": "+03:00", "AST": "+03:00",
	"MSK": "Moscow", "IST": "",
}

// spelledZones are the same in words, without "time".
var spelledZones = map[string]string{
	"eastern": "ET", "eastern standard": "EST", "eastern daylight": "EDT", "central": "CT", "central standard": "CST", "central daylight": "CDT",
	"mountain": "MT", "mountain standard": "MST", "mountain daylight": "MDT", "pacific": "PT", "pacific standard": "PST", "pacific daylight": "PDT",
	"greenwich mean": "GMT", "universal": "UTC", "coordinated universal": "UTC", "british summer": "BST", "central european": "CET", "central european summer": "CEST",
	"eastern european": "EET", "eastern european summer": "EEST", "moscow": "MSK",
	"local": local, "damascus": local, "aleppo": local, "syrian": local, "syria": local, "baghdad": local, "beirut": local, "amman": local, "gaza": local, "sanaa": local,
}

// readZone reads the name of a time zone at token i, and remembers it for the expression that is being read. It gives
// the token after it, i where there is none.
func (f *finder) readZone(i int) int {
	if i >= len(f.words) {
		return i
	}
	if z, ok := zones[f.Word(i)]; ok {
		f.zone = z
		if h := f.word(i + 2).n; z == "Z" && f.Is(i+1, "+", "-", "−") && f.Touching(i, i+3) && len(f.Word(i+2)) <= 2 && h >= 0 && h <= 14 { // UTC+3
			sign := "+"
			if f.Word(i+1) != "+" {
				sign = "-"
			}
			f.zone = fmt.Sprintf("%s%02d:00", sign, h)
			return i + 3
		}
		return i + 1
	}
	name := ""
	for j := i; j < i+3 && f.SameSentence(j, i); j++ {
		if f.Is(j+1, "time") {
			z, ok := spelledZones[strings.TrimPrefix(name+" "+f.t.Fold(j), " ")]
			if !ok {
				return i
			}
			f.zone = z
			if named, ok := zones[z]; ok {
				f.zone = named
			}
			return j + 2
		}
		name += " " + f.t.Fold(j)
	}
	return i
}

// zoneOf is the offset from UTC of the zone that was read last, on day d; "" where there was none or it cannot be told.
func (f *finder) zoneOf(d date) string {
	from, _, known := d.bounds()
	switch f.zone {
	case "ET", "CT", "MT", "PT":
		if !known {
			return ""
		}
		hours := map[string]int{"ET": 5, "CT": 6, "MT": 7, "PT": 8}[f.zone]
		if daylight(from) {
			hours--
		}
		return fmt.Sprintf("-%02d:00", hours)
	case "Moscow":
		switch {
		case !known:
			return ""
		case !from.Before(civil(2011, time.March, 27)) && from.Before(civil(2014, time.October, 26)):
			return "+04:00"
		case !from.Before(civil(2014, time.October, 26)):
			return "+03:00"
		}
		return "" // it had summer time by rules of its own
	}
	return f.zone
}

// daylight tells whether the United States have daylight saving time on the day t (Energy Policy Act of 2005, Uniform
// Time Act before).
func daylight(t time.Time) bool {
	sunday := func(m time.Month, nth int) time.Time { // nth 0: the last one
		first := civil(t.Year(), m, 1)
		if nth == 0 {
			first = civil(t.Year(), m+1, 1).AddDate(0, 0, -7)
		}
		return first.AddDate(0, 0, (7-isoWeekday(first))%7+7*max(nth-1, 0))
	}
	from, to := sunday(time.March, 2), sunday(time.November, 1)
	switch {
	case t.Year() < 1987:
		from, to = sunday(time.April, 0), sunday(time.October, 0)
	case t.Year() < 2007:
		from, to = sunday(time.April, 1), sunday(time.October, 0)
	}
	return !t.Before(from) && t.Before(to)
}

// isoZone is the zone at the end of "T10:00:00+03:00", "" where there is none.
func isoZone(s string) string {
	if strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "z") {
		return "Z"
	}
	if n := len(s) - len("+03:00"); n > 0 && (s[n] == '+' || s[n] == '-') && s[n+3] == ':' {
		if h, err := digits(s[n+1 : n+3]); err == nil && h <= 14 {
			if m, err := digits(s[n+4:]); err == nil && m < 60 {
				return s[n:]
			}
		}
	}
	return ""
}
