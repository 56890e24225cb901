package desk

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// num writes a number with its thousands apart: 15,000.
func num(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// count writes how many: "1 report", "12 reports".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return num(int64(n)) + " " + noun + "s"
}

// day writes a calendar date for people; what is no date is shown as it stands.
func day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 Jan 2006")
}

// days writes an interval: "3 Mar 2017", "6–8 Mar 2017", "28 Feb – 2 Mar 2017"; a whole month or year by its name.
func days(d report.Days) string {
	if d.End == "" || d.Start == d.End {
		return day(d.Start)
	}
	from, err1 := time.Parse(time.DateOnly, d.Start)
	to, err2 := time.Parse(time.DateOnly, d.End)
	switch {
	case err1 != nil || err2 != nil:
		return day(d.Start) + " – " + day(d.End)
	case from.YearDay() == 1 && to.AddDate(0, 0, 1).YearDay() == 1 && from.Year() == to.Year():
		return from.Format("2006")
	case from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1 && from.Month() == to.Month() && from.Year() == to.Year():
		return from.Format("January 2006")
	case from.Year() != to.Year():
		return from.Format("2 Jan 2006") + " – " + to.Format("2 Jan 2006")
	case from.Month() != to.Month():
		return from.Format("2 Jan") + " – " + to.Format("2 Jan 2006")
	}
	return from.Format("2") + "–" + to.Format("2 Jan 2006")
}

// span writes a range of numbers: "31", "31–34", "24 or more".
func span(low int64, high *int64) string {
	switch {
	case high == nil:
		return num(low) + " or more"
	case *high == low:
		return num(low)
	}
	return num(low) + "–" + num(*high)
}

// figure writes one figure with its bound: "at least 31", "about 400", "15,000–40,000".
func figure(f report.Figure) string {
	switch {
	case f.Bound == report.AtLeast:
		return "at least " + num(f.Low)
	case f.Bound == report.AtMost && f.High != nil:
		return "at most " + num(*f.High)
	case f.Bound == report.About:
		return "about " + span(f.Low, f.High)
	}
	return span(f.Low, f.High)
}

// measure writes what is counted of a number that figure or span wrote: "civilians killed", "killed", "child killed".
func measure(number, what, who string) string {
	if number == "1" {
		who = one(who)
	}
	return strings.TrimSpace(who + " " + what)
}

// one puts who is counted in the singular: "1 child killed". Words it does not know lose their s.
func one(who string) string {
	switch who {
	case "children":
		return "child"
	case "women":
		return "woman"
	case "men":
		return "man"
	case "people":
		return "person"
	}
	return strings.TrimSuffix(who, "s")
}

// handWords says what an origin claims about itself, as the rest of a sentence that begins with its name.
func handWords(h report.Hand) string {
	switch h {
	case report.Witness:
		return "claims to have seen it"
	case report.Told:
		return "says so, without claiming to have seen it"
	case report.Relayed:
		return "passes on what others said"
	}
	return "does not say how it knows"
}

// handNote is handWords for a small box.
func handNote(h report.Hand) string {
	switch h {
	case report.Witness:
		return "claims to have seen it"
	case report.Told:
		return "says so"
	case report.Relayed:
		return "passes it on"
	}
	return "unknown how"
}

// hopWords says how a hop stands to the one before it, as the beginning of a sentence that ends with its name.
func hopWords(k report.HopKind) string {
	switch k {
	case report.Speaker:
		return "quotes"
	case report.Addressee:
		return "as told to"
	case report.Cited:
		return "who cites"
	case report.Received:
		return "who had it from"
	case report.Outlet:
		return "has it from the outlet"
	case report.CreditHop:
		return "credits the agency"
	case report.Account:
		return "quotes the account"
	case report.Unnamed:
		return "has it from"
	}
	return string(k)
}

// edgeWords says what ties a passer-on to where it had the words, as the middle of a sentence: "B … A".
func edgeWords(kind string) string {
	switch kind {
	case "copy":
		return "repeats the words of"
	case "dateline":
		return "carries the dateline of"
	case "own voice":
		return "is published by"
	case string(report.Speaker):
		return "quotes"
	case string(report.Addressee):
		return "was told by"
	case string(report.Cited):
		return "cites"
	case string(report.Received):
		return "had it from"
	case string(report.Outlet):
		return "refers to the report of"
	case string(report.CreditHop):
		return "credits"
	case string(report.Account):
		return "quotes the account"
	case string(report.Unnamed):
		return "has it from"
	}
	return "has it from (" + kind + ")"
}

// basis says in one line how much stands behind an incident: "12 reports · 3 origins".
func basis(c report.Counts) string {
	return count(c.Reports, "report") + " · " + count(c.Distinct, "origin")
}

// sight says how many named origins claim to have seen it. "" where there are none.
func sight(c report.Counts) string {
	switch {
	case c.Named == 0:
		return ""
	case c.Witnesses == 0 && c.Named == 1:
		return "the named origin does not claim to have seen it"
	case c.Witnesses == 0 && c.Named == 2:
		return "neither of the 2 named origins claims to have seen it"
	case c.Witnesses == 0:
		return "none of the " + num(int64(c.Named)) + " named origins claims to have seen it"
	case c.Witnesses == 1 && c.Named == 1:
		return "the named origin claims to have seen it"
	case c.Witnesses == 1:
		return "1 of the " + num(int64(c.Named)) + " named origins claims to have seen it"
	case c.Witnesses >= c.Named && c.Named == 2:
		return "both named origins claim to have seen it"
	case c.Witnesses >= c.Named:
		return "all " + num(int64(c.Named)) + " named origins claim to have seen it"
	}
	return num(int64(c.Witnesses)) + " of the " + num(int64(c.Named)) + " named origins claim to have seen it"
}

// fog says how many trails end in people nobody names. "" where there are none.
func fog(c report.Counts) string {
	switch {
	case c.Unnamed == 0:
		return ""
	case c.Unnamed == 1 && c.Named == 0:
		return "its only trail ends in people nobody names"
	case c.Unnamed == 2 && c.Named == 0:
		return "both trails end in people nobody names, who count as one origin"
	case c.Named == 0:
		return "all " + num(int64(c.Unnamed)) + " trails end in people nobody names, who count as one origin"
	case c.Unnamed == 1:
		return "1 trail ends in people nobody names"
	}
	return num(int64(c.Unnamed)) + " trails end in people nobody names, who count as one origin"
}

// sentence makes one of a phrase: a capital first, a full stop last.
func sentence(phrase string) string {
	if phrase == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(phrase)
	out := string(unicode.ToUpper(first)) + phrase[size:]
	if last, _ := utf8.DecodeLastRuneInString(out); strings.ContainsRune(".!?…”", last) {
		return out
	}
	return out + "."
}

// percent writes a share of one: "97 %".
func percent(share float64) string { return strconv.Itoa(int(share*100+0.5)) + " %" }

// degrees writes a coordinate with as many digits as mean something: about ten metres.
func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }
