package when

import (
	"strings"

	"firsthand/internal/report"
)

// role tells what the time at the tokens [start, end) is of, by the words around it. It gives "" wherever they leave it
// open: between two verbs, after "since" and "until", where the clause looks ahead.
func (f *finder) role(start, end int) report.TimeRole {
	if f.Is(start-1, "of", "at") && f.Is(start-2, "as") {
		return report.AsOf
	}
	if f.Is(start-1, "since", "until", "till", "from", "between", "before", "after", "by", "to", "through", "for", "than", "منذ", "حتى") || f.Is(end, "'s", "’s") {
		return ""
	}
	const reach = 8 // tokens
	s := f.t.Sentences[f.t.Tokens[start].Sentence]
	for j := start - 1; j >= s.First && j >= start-reach; j-- {
		if f.Is(j, "that", ",", ";", ":", "\"", "“", "”", "and", "but", "which", "who", "when", "where", "not", "never", "nobody", "without", "if") {
			return ""
		}
		if r, found := f.roleOf(j, s.First); found {
			return r
		}
		if j == s.First {
			break
		}
	}
	if start-s.First > 2 { // only words that open a sentence speak for the verb behind them: "On Monday, shells hit"
		return ""
	}
	if f.Is(end, ",") {
		end++
	}
	for j := end; j < s.Last && j < end+reach; j++ {
		if f.Is(j, ",", ";", ":", "that", "and", "who", "which") {
			return ""
		}
		if r, found := f.roleOf(j, end); found {
			return r
		}
	}
	return ""
}

// roleOf is the role of a time beside the verb at token j; found is false where the token is no verb.
func (f *finder) roleOf(j, first int) (role report.TimeRole, found bool) {
	w := f.t.Fold(j)
	if sayings[w] && !f.t.Capital(j) {
		return report.WhenSaid, true
	}
	switch w {
	case "besieged", "armed", "united", "so-called", "bearded", "and", "had", "has", "have", "set":
		return "", false
	}
	switch f.verb(j) {
	case future:
		return "", true
	case past:
		for k := j - 1; k >= first && k >= j-3; k-- {
			if f.Is(k, "be", "will", "would", "could", "should", "may", "might", "can", "not", "to", "never", "no", "if") || strings.HasSuffix(f.t.Fold(k), "n't") || strings.HasSuffix(f.t.Fold(k), "n’t") {
				return "", true
			}
		}
		return report.WhenHappened, true
	}
	return "", false
}

// sayings are verbs and nouns of saying.
var sayings = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields("said says say saying told tells tell reported reports announced announces stated states added wrote writes tweeted posted confirmed claimed warned testified statement statements interview briefing reporters conference telephone according acknowledged insisted denied قال قالت أعلن أعلنت ذكر ذكرت أفاد أفادت") {
		m[w] = true
	}
	return m
}()
