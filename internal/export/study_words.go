package export

import (
	"fmt"
	"strings"
)

// limits of the tables: what is more stands in the last row and column.
const (
	mostOutlets = 5
	mostOrigins = 6
)

// Markdown writes the study's numbers as sentences and tables.
func (s Study) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s tell of %s. A report tells of %.1f on average; each pair of a report and an incident that it tells of is called an account here, and there are %s.\n\n",
		many(s.Reports, "report"), many(s.Outlets, "outlet"), many(s.Incidents, "incident"), ratio(s.Accounts, s.Reports), number(s.Accounts))
	fmt.Fprintf(&b, "- **%s (%s) are told of by more than one outlet.** Of these, %s rest on fewer distinct origins than they have outlets, %s on as many, and %s on more.\n",
		many(s.Shared, "incident"), share(s.Shared, s.Incidents), number(s.Fewer), number(s.Same), number(s.More))
	if len(s.Bodies) > 0 {
		top := s.Bodies[0]
		fmt.Fprintf(&b, "- **%s of all reports have something from one body, %s**: %s, published by %s. It is all that stands behind %s of them.\n",
			share(top.Reports, s.Reports), top.Name, many(top.Reports, "report"), many(top.Outlets, "outlet"), number(top.Alone))
	}
	fmt.Fprintf(&b, "- **%s of all accounts (%s) rest on one named source alone**, other than their publisher: take that source away, and no trail is left.\n", share(s.OneBody, s.Accounts), number(s.OneBody))
	fmt.Fprintf(&b, "- %s (%s) rest on the publisher's own word alone, and %s (%s) on people whom nobody names and on nobody else.\n",
		share(s.Own, s.Accounts), number(s.Own), share(s.Nobody, s.Accounts), number(s.Nobody))
	fmt.Fprintf(&b, "- %s of all accounts (%s) have one distinct origin behind them, whoever it is.\n\n", share(s.OneOrigin, s.Accounts), number(s.OneOrigin))

	b.WriteString("Incidents by how many outlets tell of them and how many distinct origins stand behind:\n\n| outlets |")
	for o := 1; o <= mostOrigins; o++ {
		b.WriteString(" " + originsHead(o) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", mostOrigins) + "\n")
	for n := 1; n <= mostOutlets; n++ {
		fmt.Fprintf(&b, "| %s |", atMost(n, mostOutlets))
		for o := 1; o <= mostOrigins; o++ {
			fmt.Fprintf(&b, " %s |", orDash(s.at(n, o)))
		}
		b.WriteByte('\n')
	}
	b.WriteString("\nThe named bodies from which most reports, other than their own, have something, directly or through others:\n\n| body | kind | reports | of all | outlets | rest on it alone |\n|---|---|--:|--:|--:|--:|\n")
	for _, x := range s.Bodies {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", strings.ReplaceAll(x.Name, "|", "/"), x.Kind, number(x.Reports), share(x.Reports, s.Reports), number(x.Outlets), number(x.Alone))
	}
	return b.String()
}

// at counts the incidents in a cell of the tables. Every report has its words from somebody, so there is no origin less
// than one.
func (s Study) at(outlets, origins int) int {
	n := 0
	for c, count := range s.Grid {
		if min(max(c.Outlets, 1), mostOutlets) == outlets && min(max(c.Origins, 1), mostOrigins) == origins {
			n += count
		}
	}
	return n
}

func originsHead(n int) string {
	if n == 1 {
		return "1 origin"
	}
	return atMost(n, mostOrigins)
}

// atMost names the last row or column for all that is more.
func atMost(n, most int) string {
	if n == most {
		return fmt.Sprintf("%d and more", n)
	}
	return fmt.Sprint(n)
}

func orDash(n int) string {
	if n == 0 {
		return "–"
	}
	return number(n)
}

// many writes "1 report", "1,230 incidents".
func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

// number writes thousands apart.
func number(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func share(part, whole int) string { return fmt.Sprintf("%.0f %%", 100*ratio(part, whole)) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
