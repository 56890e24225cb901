package when

import (
	"strings"
	"time"

	"github.com/hablullah/go-hijri"
)

// Dates of the Islamic calendar are turned into the civil calendar. Months begin when the moon is seen, which differs
// from one country to the next, so that every such date is right to a day: its EDTF says "~". From 1356 to 1500 AH the
// calendar is Umm al-Qura, before it the tabular one.

const (
	firstHijri = 1300 // AH: 1882
	lastHijri  = 1500 // AH: 2077
	ummAlQura  = 1356 // the first year of that calendar's tables
)

// Heads of months that have two words; the second word tells which.
const (
	rabi   = 20
	jumada = 21
	dhu    = 22
)

// secondWords are the second words of the months of two words: which of the two, counted from 1.
var secondWords = func() map[string]int {
	m := make(map[string]int)
	for n, words := range [...]string{1: "al-awwal al-awal al-ula al-oula al-aula awwal i الأول الاول الأولى الاولى", 2: "al-thani al-akhir al-akhar ath-thani al-thaniya al-thani al-akhira al-akhirah thani ii الثاني الثانية الآخر الاخر الآخرة الاخرة"} {
		for _, w := range strings.Fields(words) {
			m[w] = n
		}
	}
	for n, words := range [...]string{1: "al-qadah al-qada al-qidah al-qida al-qaada al-qaadah qadah qada qidah القعدة", 2: "al-hijjah al-hijja al-hija al-hajj hijjah hijja الحجة"} {
		for _, w := range strings.Fields(words) {
			m["dhu "+w] = n
		}
	}
	return m
}()

// hijriMonth reads the name of an Islamic month at token i.
func (f *finder) hijriMonth(i int) (m, end int, ok bool) {
	w := f.word(i)
	if w.class != hijriName {
		return 0, i, false
	}
	if w.n <= 12 {
		return int(w.n), i + 1, true
	}
	j := i + 1
	if f.Is(j, "'", "’", "‘", "ʿ") {
		j++
	}
	if !f.SameSentence(j, i) {
		return 0, i, false
	}
	second := strings.NewReplacer("'", "", "’", "", "‘", "").Replace(f.t.Fold(j))
	if w.n == dhu {
		n, ok := secondWords["dhu "+second]
		return 10 + n, j + 1, ok
	}
	n, ok := secondWords[second]
	return 2 + 2*int(w.n-rabi) + n, j + 1, ok
}

// hijriYear reads a year of the Islamic calendar, and the "AH" after it.
func (f *finder) hijriYear(i int) (y, end int, ok bool) {
	if f.Is(i, ",", "،") {
		i++
	}
	w := f.word(i)
	if w.class != cardinal || !w.short || w.n < firstHijri || w.n > lastHijri {
		return 0, i, false
	}
	if end = i + 1; f.Is(end, "ah", "a.h.", "h", "هـ", "ه", "للهجرة", "هجري", "هجرية") {
		end++
	}
	return int(w.n), end, true
}

// hijriDay reads the month and year after the day of the month n at token i: "12 Rabi al-Awwal 1438 AH". Without its
// year it is the date nearest to publication.
func (f *finder) hijriDay(n, i int) (d date, end int, ok bool) {
	m, end, ok := f.hijriMonth(i)
	if !ok {
		return d, i, false
	}
	y, after, named := f.hijriYear(end)
	if named {
		end = after
	} else if y, ok = f.nearestHijri(m, n); !ok {
		return d, i, false
	}
	t, ok := fromHijri(y, m, n)
	if !ok {
		f.void = end
		return d, i, false
	}
	d = dayOf(t)
	d.lunar = true
	return d, end, true
}

// hijriSpan reads a month of the Islamic calendar with its year. TIMEX3 gets the civil month that most of its days lie
// in, EDTF the days.
func (f *finder) hijriSpan(i int) (match, bool) {
	m, end, ok := f.hijriMonth(i)
	if !ok {
		return match{}, false
	}
	y, end, ok := f.hijriYear(end)
	if !ok {
		return match{}, false
	}
	from, _ := fromHijri(y, m, 1)
	to := from.AddDate(0, 0, hijriLength(y, m)-1)
	return match{start: i, end: end, date: monthOf(from.AddDate(0, 0, 14)), edtf: iso(from) + "~/" + iso(to) + "~"}, true
}

// nearestHijri is the year that brings a day of the Islamic calendar nearest to publication.
func (f *finder) nearestHijri(m, d int) (y int, ok bool) {
	if !f.dated {
		return 0, false
	}
	guess := int(float64(f.now.Year()-622) * 33 / 32) // 33 lunar years are about 32 solar ones
	best := 1 << 30
	for c := guess - 1; c <= guess+2; c++ {
		if t, exists := fromHijri(c, m, d); exists {
			away := int(t.Sub(f.now).Hours() / 24)
			if away = max(away, -away); away < best {
				y, best, ok = c, away, true
			}
		}
	}
	return y, ok
}

// fromHijri is the civil day of a day of the Islamic calendar; ok is false for a day that its month does not have, and
// for years that nobody writes about.
func fromHijri(y, m, d int) (t time.Time, ok bool) {
	if y < firstHijri || y > lastHijri || m < 1 || m > 12 || d < 1 || d > hijriLength(y, m) {
		return t, false
	}
	return hijriFirst(y, m).AddDate(0, 0, d-1), true
}

// hijriFirst is the first day of a month. The twelfth month is followed by the first of the next year.
func hijriFirst(y, m int) time.Time {
	if m > 12 {
		y, m = y+1, 1
	}
	var t time.Time
	if y >= ummAlQura && y <= lastHijri {
		t = hijri.UmmAlQuraDate{Year: int64(y), Month: int64(m), Day: 1}.ToGregorian()
	} else {
		t = hijri.HijriDate{Year: int64(y), Month: int64(m), Day: 1}.ToGregorian()
	}
	return civil(t.Year(), t.Month(), t.Day())
}

// hijriLength is the number of days of a month. Where the two calendars meet, and once in the tables (the eighth month
// of 1364), a month comes out shorter or longer than the moon allows; it is 29 or 30 days all the same.
func hijriLength(y, m int) int {
	return min(max(int(hijriFirst(y, m+1).Sub(hijriFirst(y, m)).Hours()/24), 29), 30)
}
