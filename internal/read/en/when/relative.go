package when

import (
	"time"
)

// shifting is what "last", "this", "next" and their kin say, and the token after them.
type shifting struct {
	first   int  // the token that shifts
	at      int  // what is shifted
	steps   int  // so many back or on
	fromRef bool // from the day spoken of last, not from that of publication
}

// shifted reads what "last", "this", "next" and their kin make of a unit, a weekday, a month, a season or a number of
// units: "last week", "this Friday", "the past seven days", "that day".
func (f *finder) shifted(i int) (match, bool) {
	s, ok := f.shifting(i)
	if !ok {
		return f.shiftAlone(i)
	}
	next := f.words[s.at]
	var m match
	switch ok = false; next.class {
	case weekName:
		return f.shiftedWeekday(s)
	case monthName:
		return f.shiftedMonth(s)
	case seasonal:
		return match{start: i, end: s.at + 1, date: f.shiftSeason(int(next.n), s.steps)}, true
	case holidayName:
		return f.shiftedHoliday(s)
	case partOfDay:
		return f.shiftedPart(s), true
	case unit:
		if !next.plural {
			return f.shiftUnit(s)
		}
		m, ok = f.shiftedUnits(s)
	case cardinal, vague, article:
		m, ok = f.shiftedQuantity(s)
	case none:
		m, ok = f.shiftedCouple(s)
	case ordinal:
		if m, ok = f.nth(s.at); ok && m.kind != Duration {
			m.start = i
			return m, true
		}
		ok = false
	}
	if ok {
		return m, true
	}
	return f.shiftAlone(i)
}

// shifting reads the words that shift, which begin at token i; not ok where the sentence ends with them.
func (f *finder) shifting(i int) (s shifting, ok bool) {
	j := i + 1
	if !f.SameSentence(j, i) {
		return s, false
	}
	s = shifting{first: i, steps: int(f.words[i].n)}
	if n := f.words[j]; n.class == shift { // "this past spring", "that same day"
		s.steps, j = int(n.n), j+1
	}
	if f.Is(j, "fiscal", "calendar", "academic", "school", "full", "very") {
		j++
	}
	s.at = j
	s.fromRef = f.Is(j-1, "previous", "preceding", "prior", "following", "subsequent", "that", "same") || f.Is(i, "that", "same") ||
		f.Is(j-1, "next") && f.Is(i-1, "the") && f.Is(j, "day", "morning", "night", "evening")
	return s, f.SameSentence(j, i)
}

// shiftedWeekday reads "last Friday", with an hour after it.
func (f *finder) shiftedWeekday(s shifting) (match, bool) {
	next := f.words[s.at]
	if next.plural || next.short {
		return match{}, false
	}
	m := match{start: s.first, end: s.at + 1, date: f.shiftWeekday(int(next.n), s.steps, s.fromRef)}
	m.clock, m.end = f.hourAfter(m.end)
	return m, true
}

// shiftedMonth reads "last March" and "this March 8".
func (f *finder) shiftedMonth(s shifting) (match, bool) {
	next := f.words[s.at]
	if next.short && !f.Is(s.at+1, ".") {
		return match{}, false
	}
	if d, end, ok := f.month(s.at); ok && d.grain == day {
		return match{start: s.first, end: end, date: d}, true
	}
	return match{start: s.first, end: s.at + 1, date: f.shiftMonth(int(next.n), s.steps)}, true
}

// shiftedHoliday reads "last Christmas".
func (f *finder) shiftedHoliday(s shifting) (match, bool) {
	m, ok := f.holiday(s.at)
	m.start = s.first
	if s.steps < 0 && m.date.known() && f.dated && !m.date.before(f.now) {
		m.date.year--
	}
	return m, ok
}

// shiftedPart reads "this morning" and "that night".
func (f *finder) shiftedPart(s shifting) match {
	d := f.fromNow(s.steps)
	if s.fromRef {
		d = f.today()
		if s.steps != 0 && d.known() {
			d = d.add(s.steps)
		}
	}
	return match{start: s.first, end: s.at + 1, date: d, clock: dayParts[f.words[s.at].n]}
}

// shiftedUnits reads "the past days".
func (f *finder) shiftedUnits(s shifting) (match, bool) {
	if !f.Is(s.at, "days", "weeks", "months", "years", "decades", "quarters") || !f.Is(s.at-1, "past", "last", "next", "previous", "coming", "following") {
		return match{}, false
	}
	return match{start: s.first, end: s.at + 1, kind: Duration, value: "P" + units[f.words[s.at].n].loose}, true
}

// shiftedQuantity reads "the past seven days".
func (f *finder) shiftedQuantity(s shifting) (match, bool) {
	q, ok := f.quantity(s.at)
	if !ok || f.word(q.end).class != unit || s.steps == 0 && !f.Is(s.first, "these") {
		return match{}, false
	}
	if f.words[s.at].class == article && !f.Is(s.at+1, "couple", "few") || f.Is(s.at, "one") && f.Is(q.end, "of") {
		return match{}, false
	}
	k := units[f.words[q.end].n]
	m := match{start: s.first, end: q.end + 1, kind: Duration, value: length(k, q)}
	f.reach(&m, s.steps, k, q)
	return m, true
}

// shiftedCouple reads "the next couple of years".
func (f *finder) shiftedCouple(s shifting) (match, bool) {
	u := f.word(s.at + 2)
	if s.steps == 0 || !f.Is(s.at, "couple") || !f.Is(s.at+1, "of") || u.class != unit {
		return match{}, false
	}
	two := quantity{n: 2}
	m := match{start: s.first, end: s.at + 3, kind: Duration, value: length(units[u.n], two)}
	f.reach(&m, s.steps, units[u.n], two)
	return m, true
}

// shiftAlone reads "the past", "the latest period" and "current" where no unit follows.
func (f *finder) shiftAlone(i int) (match, bool) {
	switch {
	case f.Is(i, "past") && f.Is(i-1, "the") && (!f.Small(i+1) || f.Is(i+1, "and", "or", "but", "is", "was", "to", "has", "as", "that", "it", "when")) && !f.Is(i+1, "-"):
		return match{start: i, end: i + 1, kind: Date, value: "PAST_REF"}, true
	case f.Is(i, "current"):
		return match{start: i, end: i + 1, kind: Date, value: "PRESENT_REF"}, true
	case f.Is(i, "latest") && f.Is(i+1, "period") && f.ref.known() && f.ref.grain == quarter:
		return match{start: i, end: i + 2, date: f.ref}, true
	}
	return match{}, false
}

// shiftWeekday is the weekday before, of or after the day of publication, or the day spoken of last.
func (f *finder) shiftWeekday(n, steps int, fromRef bool) date {
	from, known := f.now, f.dated
	if fromRef && f.ref.grain == day && f.ref.known() {
		from, _, known = f.ref.bounds()
	}
	if !known {
		return date{grain: day, year: unknown, weekday: n}
	}
	back := (isoWeekday(from) - n + 7) % 7
	switch {
	case steps < 0 && back == 0:
		back = 7
	case steps >= 0:
		back -= 7
		if steps == 0 && back == -7 {
			back = 0
		}
	}
	return dayOf(from.AddDate(0, 0, -back))
}

// shiftMonth is the last such month before, the one in, or the next one after the month of publication.
func (f *finder) shiftMonth(m, steps int) date {
	d := date{grain: month, year: unknown, n: m}
	if !f.dated {
		return d
	}
	d.year = f.now.Year()
	current := int(f.now.Month())
	switch {
	case steps < 0 && m >= current:
		d.year--
	case steps > 0 && m <= current:
		d.year++
	}
	return d
}

// shiftSeason is the last such season that has ended, this year's, or the next one to begin.
func (f *finder) shiftSeason(s, steps int) date {
	d := date{grain: season, year: unknown, n: s}
	if !f.dated {
		return d
	}
	d.year = f.now.Year()
	if steps == 0 {
		if s == 3 && f.now.Month() < time.March { // winter is named by the year it began in
			d.year--
		}
		return d
	}
	from, to, _ := d.bounds()
	switch {
	case steps < 0 && !to.Before(f.now):
		d.year--
		if _, to, _ = d.bounds(); !to.Before(f.now) {
			d.year--
		}
	case steps > 0 && !from.After(f.now):
		d.year++
	}
	return d
}

// before tells whether d ends before t.
func (d date) before(t time.Time) bool {
	_, to, ok := d.bounds()
	return ok && to.Before(t)
}

// shiftUnit reads "last week", "this year's third quarter", "that day", "the past year".
func (f *finder) shiftUnit(s shifting) (match, bool) {
	u := f.words[s.at].n
	m := match{start: s.first, end: s.at + 1}
	base, known := f.now, f.dated
	if s.fromRef {
		if from, _, ok := f.ref.bounds(); ok {
			base, known = from, true
		}
	}
	if f.Is(s.at-1, "past") && (u == weekUnit || u == monthUnit || u == dayUnit || u == decadeUnit || u == centuryUnit || u == hourUnit) {
		m.kind, m.value = Duration, length(units[u], quantity{n: 1})
		return m, true
	}
	switch u {
	case dayUnit:
		if f.Is(s.at-1, "last", "current", "latest", "this", "past") {
			return match{}, false
		}
		m.date = shiftedDay(base, known, s.steps)
	case nightUnit:
		m.date, m.clock = shiftedDay(base, known, s.steps), dayParts[night]
	case weekUnit, fortnightUnit:
		m.date = shiftedWeek(base, known, s.steps, week)
	case weekendUnit:
		m.date = shiftedWeek(base, known, s.steps, weekend)
	case monthUnit:
		m.date = date{grain: month, year: unknown}
		if known {
			m.date = monthOf(base).add(s.steps)
		}
	case quarterUnit:
		m.date = f.shiftedQuarter(s, base, known)
	case yearUnit:
		f.shiftedYear(&m, base, known, s.steps)
	case decadeUnit:
		m.date = date{grain: decade, year: base.Year()/10*10 + 10*s.steps}
		return m, known
	case centuryUnit:
		m.date = date{grain: century, year: base.Year()/100*100 + 100*s.steps}
		return m, known
	default:
		return match{}, false
	}
	return m, true
}

// shiftedDay is so many days after a day, where that is known.
func shiftedDay(base time.Time, known bool, steps int) date {
	if !known {
		return date{grain: day, year: unknown}
	}
	return dayOf(base.AddDate(0, 0, steps))
}

// shiftedWeek is so many weeks after that of a day, or its weekend.
func shiftedWeek(base time.Time, known bool, steps int, g grain) date {
	if !known {
		return date{grain: g, year: unknown}
	}
	return weekOf(base.AddDate(0, 0, 7*steps), g)
}

// shiftedQuarter reads "last quarter" and "the latest quarter".
func (f *finder) shiftedQuarter(s shifting, base time.Time, known bool) date {
	switch {
	case f.Is(s.at-1, "latest"):
		return f.quarterNow()
	case f.ref.grain == quarter && s.fromRef:
		return f.ref.add(s.steps)
	case known:
		return quarterOf(base).add(s.steps)
	}
	return f.quarterNow()
}

// shiftedYear reads "last year" and "last year's third quarter"; m ends behind the year.
func (f *finder) shiftedYear(m *match, base time.Time, known bool, steps int) {
	if !known {
		m.date = date{grain: year, year: unknown}
		return
	}
	y, owner := base.Year()+steps, m.end
	m.date = date{grain: year, year: y}
	if !f.Is(owner, "'s", "’s") {
		return
	}
	if n := f.word(owner + 1); n.class == ordinal && n.n <= 4 && f.Is(owner+2, "quarter") {
		m.date, m.end = date{grain: quarter, year: y, n: int(n.n)}, owner+3
	} else if f.Is(owner+1, "quarter") && f.ref.grain == quarter {
		m.date, m.end = date{grain: quarter, year: y, n: f.ref.n}, owner+2
	}
}

// quarterNow is the quarter spoken of last, else the last one that had ended at publication.
func (f *finder) quarterNow() date {
	switch {
	case f.ref.grain == quarter:
		return f.ref
	case f.dated:
		return quarterOf(f.now).add(-1)
	}
	return date{grain: quarter, year: unknown, n: 0}
}

// nth reads what begins with an ordinal: "third quarter of 1990", "20th century", "first half of the year", "first nine
// months".
func (f *finder) nth(i int) (match, bool) {
	n := int(f.words[i].n)
	j := i + 1
	if f.Is(j, "fiscal") {
		j++
	}
	if !f.SameSentence(j, i) {
		return match{}, false
	}
	if u := f.words[j]; u.class == unit && !u.plural {
		switch u.n {
		case quarterUnit:
			if n <= 4 {
				return f.partOfYear(i, j+1, quarter, n), true
			}
		case centuryUnit:
			if n >= 2 && n <= 22 {
				return match{start: i, end: j + 1, date: date{grain: century, year: (n - 1) * 100}}, true
			}
		}
		return match{}, false
	}
	if f.Is(j, "half") && n <= 2 && f.Is(j+1, "of") {
		if y, end, ok := f.yearAfter(j + 2); ok {
			return match{start: i, end: end, date: date{grain: half, year: y, n: n}}, true
		}
	}
	if q, ok := f.quantity(j); ok && q.n > 0 && f.word(j).class == cardinal && f.word(q.end).class == unit {
		return match{start: i, end: q.end + 1, kind: Duration, value: length(units[f.words[q.end].n], q)}, true
	}
	return match{}, false
}

// partOfYear gives a quarter its year: one that is named after it, or the one its tense tells.
func (f *finder) partOfYear(start, end int, g grain, n int) match {
	d := date{grain: g, year: unknown, n: n}
	j := end
	if f.Is(j, "of") {
		j++
	}
	if y, after, ok := f.yearAfter(j); ok {
		d.year = y
		return match{start: start, end: after, date: d}
	}
	if f.word(j).class == shift && f.Is(j+1, "year") && f.dated {
		d.year = f.now.Year() + int(f.words[j].n)
		return match{start: start, end: j + 2, date: d}
	}
	if f.dated {
		d.year = f.now.Year()
		switch q := quarterOf(f.now).n; {
		case n > q && f.tense(start) != future:
			d.year--
		}
	}
	return match{start: start, end: end, date: d}
}

// seasoned reads a season with its year, or by itself after words that make it one.
func (f *finder) seasoned(i int) (match, bool) {
	s := int(f.words[i].n)
	j := i + 1
	if f.Is(j, "of") {
		j++
	}
	if y, end, ok := f.yearAfter(j); ok {
		return match{start: i, end: end, date: date{grain: season, year: y, n: s}}, true
	}
	if m, ok := f.spokenAt(j); ok {
		return match{start: i, end: m.end, date: date{grain: season, year: m.date.year, n: s}}, true
	}
	if f.words[i].short && !(f.Is(i-1, "the") && f.Is(i-2, "in", "by", "since", "until", "during") && !f.Is(i+1, "of")) {
		return match{}, false
	}
	if !f.Is(i-1, "in", "the", "early", "late", "mid", "by", "during", "since", "until") || f.Word(i)[0] < 'a' {
		return match{}, false
	}
	d := f.shiftSeason(s, 0)
	if d.known() && f.tense(i) == past {
		if from, _, _ := d.bounds(); from.After(f.now) {
			d.year--
		}
	}
	return match{start: i, end: i + 1, date: d}, true
}

func (f *finder) spokenAt(i int) (match, bool) {
	if f.word(i).class != cardinal {
		return match{}, false
	}
	return f.spokenYear(i)
}

// repeated reads sets: "every day", "each Thursday", "every two weeks", "daily".
func (f *finder) repeated(i int) (match, bool) {
	w := f.words[i]
	m := match{start: i, end: i + 1, kind: Set}
	if w.class == often {
		m.value = length(units[w.n], quantity{n: 1})
		return m, true
	}
	j := i + 1
	times := 1
	if f.Is(j, "other") {
		times, j = 2, j+1
	}
	if !f.SameSentence(j, i) {
		return match{}, false
	}
	m.end = j + 1
	switch n := f.words[j]; n.class {
	case unit:
		m.value = length(units[n.n], quantity{n: times})
	case weekName:
		m.value = date{grain: day, year: unknown, weekday: int(n.n)}.String()
		var clock string
		clock, m.end = f.hourAfter(m.end)
		m.value += clock
	case monthName:
		m.value = date{grain: month, year: unknown, n: int(n.n)}.String()
	case seasonal:
		m.value = date{grain: season, year: unknown, n: int(n.n)}.String()
	case partOfDay:
		m.value = "XXXX-XX-XX" + dayParts[n.n]
	case cardinal, vague:
		q, ok := f.quantity(j)
		if !ok || f.word(q.end).class != unit {
			return match{}, false
		}
		m.value, m.end = length(units[f.words[q.end].n], q), q.end+1
	default:
		return match{}, false
	}
	return m, true
}

// bare reads a plural unit without a number: "days", "years ago".
func (f *finder) bare(i int) (match, bool) {
	w := f.words[i]
	if !w.plural || f.Is(i+1, "old") || w.n == weekendUnit || w.n == nightUnit || w.n == quarterUnit || w.n == secondUnit {
		return match{}, false
	}
	if f.Is(i+1, "apart", "when") || f.Is(i-1, "of") && f.Is(i-2, "matter", "couple") {
		return match{}, false
	}
	m := match{start: i, end: i + 1, kind: Duration, value: "P" + units[w.n].loose}
	if w.n == dayUnit && f.Is(i-1, "these") && f.last < i {
		return match{start: i - 1, end: i + 1, kind: Date, value: "PRESENT_REF"}, true
	}
	if f.Is(i+1, "ago") {
		m.end, m.kind, m.value = i+2, Date, "PAST_REF"
	} else if f.Is(i+1, "later") {
		m.end = i + 2
	}
	return m, true
}

// referred reads "now", "recently", "soon".
func (f *finder) referred(i int) (match, bool) {
	if f.Is(i, "now", "soon") && f.Is(i-1, "as") || f.Is(i, "soon") && f.Is(i+1, "after") || f.t.Capital(i) && f.SameSentence(i-1, i) && f.t.Capital(i-1) {
		return match{}, false
	}
	m := match{start: i, end: i + 1, kind: Date, value: f.words[i].ref}
	if f.Is(i, "now") && f.Is(i-1, "right") && f.last < i {
		m.start--
	}
	return m, true
}
