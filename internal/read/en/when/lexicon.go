package when

import (
	"strings"

	"firsthand/internal/read/en/calendar"
)

// class is what a word can do in an expression of time.
type class uint8

const (
	none        class = iota
	cardinal          // n: the number
	ordinal           // n: the number
	vague             // a quantity without a number: "several"
	scale             // n: hundred, thousand
	monthName         // n: 1–12; short: an abbreviation that needs a number beside it
	weekName          // n: 1–7, Monday first; short as above
	unit              // n: index into units
	partOfDay         // n: index into dayParts
	clockWord         // n: hour: noon, midnight
	seasonal          // n: index into seasons
	deictic           // n: days from today: yesterday −1
	tonight           // this very evening
	shift             // n: the steps from now: last −1, this 0, next +1; see shifts in relative.go
	every             // makes a set of what follows
	often             // n: index into units: daily, weekly
	reference         // ref: the value: now, recently
	article           // the, a
	approx            // about, nearly, early: may lead an expression
	holidayName       // n: index into holidays
	decadeName        // n: 1990, or 90 where short; only ever made of digits or of "nineties"
	hijriName         // n: 1–12, or the head of a month of two words; see hijri.go
	clockText         // a clock time in one token: "7pm"
)

// word is what the lexicon knows of one token.
type word struct {
	class  class
	short  bool // an abbreviation, or a word with a commoner other meaning
	plural bool
	n      int16
	ref    string
}

// unitKind is a unit of the calendar or the clock.
type unitKind struct {
	code   string // letter of the ISO 8601 duration
	clock  bool   // stands after the T
	times  int    // how many of code one of it is
	loose  string // code for an unknown number of it
	grain  grain
	months int // its length, for moving dates; 0: use days
	days   int
}

// The units, in the order of their indices in the lexicon.
const (
	secondUnit = iota
	minuteUnit
	hourUnit
	dayUnit
	weekUnit
	fortnightUnit
	monthUnit
	quarterUnit
	yearUnit
	decadeUnit
	centuryUnit
	weekendUnit
	nightUnit
)

var units = [...]unitKind{
	secondUnit:    {code: "S", clock: true, times: 1, loose: "TXS"},
	minuteUnit:    {code: "M", clock: true, times: 1, loose: "TXM"},
	hourUnit:      {code: "H", clock: true, times: 1, loose: "TXH"},
	dayUnit:       {code: "D", times: 1, loose: "XD", grain: day, days: 1},
	weekUnit:      {code: "W", times: 1, loose: "XW", grain: week, days: 7},
	fortnightUnit: {code: "W", times: 2, loose: "XW", grain: week, days: 14},
	monthUnit:     {code: "M", times: 1, loose: "XM", grain: month, months: 1},
	quarterUnit:   {code: "Q", times: 1, loose: "XQ", grain: quarter, months: 3},
	yearUnit:      {code: "Y", times: 1, loose: "XY", grain: year, months: 12},
	decadeUnit:    {code: "Y", times: 10, loose: "XE", grain: decade, months: 120},
	centuryUnit:   {code: "Y", times: 100, loose: "XC", grain: century, months: 1200},
	weekendUnit:   {code: "WE", times: 1, loose: "XWE", grain: weekend, days: 7},
	nightUnit:     {code: "NI", clock: true, times: 1, loose: "TXNI", grain: day, days: 1},
}

// dayParts are the TIMEX3 codes of the parts of a day.
var dayParts = [...]string{"TMO", "TAF", "TEV", "TNI", "TDT"}

const (
	morning = iota
	afternoon
	evening
	night
	daytime
)

// holidays are days with a name: a fixed date, or the nth weekday of a month.
var holidays = [...]struct{ month, day, nth, weekday int }{
	{month: 12, day: 25},            // Christmas
	{month: 11, nth: 4, weekday: 4}, // Thanksgiving in the United States
}

var lexicon = func() map[string]word {
	m := make(map[string]word, 700)
	put := func(w word, names string) {
		for _, s := range strings.Fields(names) {
			m[strings.ReplaceAll(s, "_", " ")] = w
		}
	}
	list := func(c class, from int, names string) {
		for i, s := range strings.Fields(names) {
			put(word{class: c, n: int16(from + i)}, strings.ReplaceAll(s, "/", " "))
		}
	}
	list(cardinal, 0, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	list(ordinal, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
	for i, s := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		tens := int16(i+2) * 10
		put(word{class: cardinal, n: tens}, s)
		for j, u := range strings.Fields("one two three four five six seven eight nine") {
			put(word{class: cardinal, n: tens + int16(j) + 1}, s+"-"+u)
		}
		for j, u := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth") {
			put(word{class: ordinal, n: tens + int16(j) + 1}, s+"-"+u)
		}
	}
	put(word{class: ordinal, n: 30}, "thirtieth")
	put(word{class: vague}, "several few some many recent numerous")
	put(word{class: scale, n: 100}, "hundred")
	put(word{class: scale, n: 1000}, "thousand")

	list(monthName, 1, strings.Join(calendar.Months, " "))
	for i, s := range strings.Fields("jan feb mar apr - jun jul aug sept/sep oct nov dec") {
		put(word{class: monthName, n: int16(i + 1), short: true}, strings.ReplaceAll(s, "/", " "))
	}
	list(weekName, 1, strings.Join(calendar.Weekdays, " "))
	for i, s := range calendar.Weekdays {
		put(word{class: weekName, n: int16(i + 1), plural: true}, s+"s")
	}
	for i, s := range strings.Fields("mon tue/tues wed thu/thurs/thur fri sat sun") {
		put(word{class: weekName, n: int16(i + 1), short: true}, strings.ReplaceAll(s, "/", " "))
	}
	for i, s := range strings.Fields("second/sec minute/min hour/hr day week fortnight month quarter year/yr decade century weekend night") {
		put(word{class: unit, n: int16(i)}, strings.ReplaceAll(s, "/", " "))
	}
	for i, s := range strings.Fields("seconds/secs minutes/mins hours/hrs days weeks fortnights months quarters years/yrs decades centuries weekends nights") {
		put(word{class: unit, n: int16(i), plural: true}, strings.ReplaceAll(s, "/", " "))
	}
	put(word{class: ordinal, n: 2}, "second") // a second is only ever counted: "90 seconds"

	put(word{class: partOfDay, n: morning}, "morning dawn predawn daybreak mid-morning")
	put(word{class: partOfDay, n: afternoon}, "afternoon mid-afternoon")
	put(word{class: partOfDay, n: evening}, "evening dusk")
	put(word{class: partOfDay, n: night}, "night nightfall")
	put(word{class: partOfDay, n: night, short: true}, "overnight")
	put(word{class: clockWord, n: 12}, "noon midday noontime")
	put(word{class: clockWord, n: 24}, "midnight")
	put(word{class: seasonal, n: 0}, "spring springtime")
	put(word{class: seasonal, n: 1}, "summer summertime")
	put(word{class: seasonal, n: 2}, "autumn")
	put(word{class: seasonal, n: 2, short: true}, "fall")
	put(word{class: seasonal, n: 3}, "winter wintertime")

	put(word{class: deictic, n: 0}, "today")
	put(word{class: deictic, n: -1}, "yesterday")
	put(word{class: deictic, n: 1}, "tomorrow")
	put(word{class: tonight}, "tonight")

	put(word{class: shift, n: -1}, "last past previous preceding prior latest")
	put(word{class: shift, n: 0}, "this current present that same")
	put(word{class: shift, n: 1}, "next following coming upcoming subsequent")
	put(word{class: every}, "every each")
	put(word{class: often, n: hourUnit}, "hourly")
	put(word{class: often, n: dayUnit}, "daily nightly")
	put(word{class: often, n: weekUnit}, "weekly")
	put(word{class: often, n: monthUnit}, "monthly")
	put(word{class: often, n: yearUnit}, "yearly")

	put(word{class: holidayName, n: 0}, "christmas")
	put(word{class: holidayName, n: 1}, "thanksgiving")
	for i, d := range strings.Fields("twenties thirties forties fifties sixties seventies eighties nineties") {
		put(word{class: decadeName, n: int16(i+2) * 10, short: true}, d)
	}

	put(word{class: reference, ref: "PRESENT_REF"}, "now currently nowadays presently")
	put(word{class: reference, ref: "PAST_REF"}, "recently lately")
	put(word{class: reference, ref: "FUTURE_REF"}, "soon")
	put(word{class: article}, "the a an")
	put(word{class: approx}, "about around roughly approximately nearly almost early late mid earlier later over exactly")

	addArabic(put)
	addHijri(put)
	return m
}()

// addArabic adds the month names of the Levant, of Egypt and the Gulf, the weekdays and the words for today. In a name
// of two words the finder asks for both, joined by a space.
func addArabic(put func(word, string)) {
	for n, names := range [...]string{
		1:  "كانون_الثاني يناير جانفي",
		2:  "شباط فبراير فيفري",
		3:  "آذار اذار مارس",
		4:  "نيسان أبريل ابريل إبريل أفريل",
		5:  "أيار ايار مايو",
		6:  "حزيران يونيو يونيه",
		7:  "تموز يوليو يوليه جويلية",
		8:  "أغسطس اغسطس غشت أوت",
		9:  "أيلول ايلول سبتمبر",
		10: "تشرين_الأول تشرين_الاول أكتوبر اكتوبر",
		11: "تشرين_الثاني نوفمبر",
		12: "كانون_الأول كانون_الاول ديسمبر",
	} {
		put(word{class: monthName, n: int16(n)}, names)
	}
	put(word{class: monthName, n: 8, short: true}, "آب") // without its madda it is also "father"
	for n, names := range [...]string{1: "الاثنين الإثنين", 2: "الثلاثاء", 3: "الأربعاء الاربعاء", 4: "الخميس", 5: "الجمعة", 6: "السبت", 7: "الأحد الاحد"} {
		put(word{class: weekName, n: int16(n)}, names)
	}
	put(word{class: deictic, n: 0}, "اليوم")
	put(word{class: deictic, n: -1}, "أمس امس البارحة")
	put(word{class: deictic, n: 1}, "غدا غداً")
	put(word{class: partOfDay, n: morning}, "صباح فجر")
	put(word{class: partOfDay, n: evening}, "مساء")
	put(word{class: partOfDay, n: night}, "ليلة")
}

// addHijri adds the months of the Islamic calendar. Most are given names as well ("Ramadan"), so that they count only
// beside a number.
func addHijri(put func(word, string)) {
	for n, names := range map[int16]string{
		1: "muharram moharram المحرم محرم", 2: "safar صفر", 7: "rajab رجب", 8: "shaaban shaban sha'ban sha’ban shabaan شعبان",
		9: "ramadan ramadhan ramazan رمضان", 10: "shawwal shawal شوال", 3: "rabi-ul-awwal", 4: "rabi-ul-thani",
		11: "dhul-qadah dhul-qada dhul-qi'dah dhu'l-qa'dah dhu'l-qi'dah zulqadah", 12: "dhul-hijjah dhul-hijja dhu'l-hijjah dhu'l-hijja zulhijjah zilhajj",
		rabi: "rabi rabi' rabia rabee ربيع", jumada: "jumada jamada jumaada جمادى", dhu: "dhu dhul dhu'l zul thul ذو ذي",
	} {
		put(word{class: hijriName, n: n}, names)
	}
}
