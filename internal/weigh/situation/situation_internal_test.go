package situation

import (
	"strings"
	"testing"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
)

// The words of a claim are shown with the line or sentence that they stand in; where neither begins or ends near by,
// with nothing around them.
func TestSentenceAround(t *testing.T) {
	far := strings.Repeat("word ", 80) // 400 bytes
	for _, c := range []struct{ text, words, want string }{
		{"The truce is over. Nobody knows why.", "over", "The truce is over."},
		{"They met. The truce is over. Nobody knows why.", "truce", "The truce is over."},
		{"Why? The truce is over! Nobody knows.", "truce", "The truce is over!"},
		{"Stop! Is the truce over? Nobody knows.", "truce", "Is the truce over?"},
		{"A heading\n  The truce is over\nThe next line", "truce", "The truce is over"},
		{"They met. The truce is over.\nThe next line", "truce", "The truce is over."},
		{"The truce is over", "truce", "The truce is over"},
		{". truce. ", "truce", "truce."},
		{far + "truce " + far, "truce", "truce"},
		{far + "They met. The truce " + far, "truce", "The truce"},
		{far + "truce is over. " + far, "truce", "truce is over."},
		{far[1:] + "truce" + far[1:], "truce", strings.TrimSpace(far[1:] + "truce" + far[1:])},
	} {
		at := strings.Index(c.text, c.words)
		got := sentenceAround(&corefer.Document{Text: c.text}, report.Span{Start: at, End: at + len(c.words)})
		if s := strings.TrimSpace(got.In(c.text)); s != strings.TrimSpace(c.want) {
			t.Errorf("around %q at %d of %.40q: %q, want %q", c.words, at, c.text, s, c.want)
		}
	}
	outside := report.Span{Start: 3, End: 99}
	if got := sentenceAround(&corefer.Document{Text: "short"}, outside); got != outside {
		t.Errorf("a span outside its text became %v", got)
	}
}

func TestOpposed(t *testing.T) {
	on, off := []string{"agreed", "begun", report.Taken, "in force", report.Held, "resumed"}, []string{"violated", "suspended", report.NotTaken, "ended", "collapsed"}
	for _, a := range on {
		for _, b := range off {
			if !opposed(a, b) || !opposed(b, a) || opposed(a, a) || opposed(b, b) || opposed(a, "proposed") || opposed("proposed", b) {
				t.Errorf("%s and %s", a, b)
			}
		}
	}
	if len(on)+len(off) != len(stateOrder) {
		t.Errorf("%d states go on or do not, and %d have an order", len(on)+len(off), len(stateOrder))
	}
}

func TestLengthsAreSaidWithThePrecisionThatTheyBear(t *testing.T) {
	for d, want := range map[time.Duration]string{
		50 * time.Minute: "50 minutes", 2*time.Hour - time.Minute: "119 minutes", 2 * time.Hour: "two hours", 30 * time.Hour: "30 hours",
		24 * time.Hour: "one day", 47 * time.Hour: "47 hours", 48 * time.Hour: "two days", 60 * time.Hour: "three days",
	} {
		if got := sayLength(d).String(); got != want {
			t.Errorf("%v is said as %q, want %q", d, got, want)
		}
	}
	if got := sayEvery(24 * time.Hour).String(); got != "day" {
		t.Errorf("a day is said as %q", got)
	}
}
