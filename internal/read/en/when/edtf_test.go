package when

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// said gives what Find finds as "words = EDTF, precision" and, where there are any, " zone …", " in INTERVAL".
func said(text, published string) []string {
	var out []string
	for _, tm := range Find(segment.Split(text), published) {
		s := tm.In(text) + " = " + strings.TrimPrefix(tm.EDTF+", ", ", ") + tm.Precision
		if tm.Zone != "" {
			s += " zone " + tm.Zone
		}
		if tm.Interval != "" {
			s += " in " + tm.Interval
		}
		out = append(out, s)
	}
	return out
}

func TestEDTF(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a day", "It fell on Monday.", []string{"Monday = 2016-12-12, day"}},
		{"a part of a day", "It fell yesterday evening.", []string{"yesterday evening = 2016-12-12, part of day"}},
		{"a week is its days", "It fell last week.", []string{"last week = 2016-12-05/2016-12-11, week"}},
		{"a weekend too", "It fell over the weekend.", []string{"the weekend = 2016-12-10/2016-12-11, weekend"}},
		{"a month", "It fell in November.", []string{"November = 2016-11, month"}},
		{"a season says no hemisphere", "The winter of 2014 was hard.", []string{"The winter of 2014 = 2014-24, season"}},
		{"a quarter", "Prices doubled in the third quarter of 2016.", []string{"the third quarter of 2016 = 2016-35, quarter"}},
		{"a half", "Prices doubled in the first half of 2016.", []string{"the first half of 2016 = 2016-40, half-year"}},
		{"a decade and a century", "Between the 1980s and the 11th century.", []string{"the 1980s = 198X, decade", "the 11th century = 10XX, century"}},
		{"about", "It was built about 1950, some say around 1960.", []string{"about 1950 = 1950~, year", "around 1960 = 1960~, year"}},
		{"early in a month", "They left in early March 2013.", []string{"early March 2013 = 2013-03-01~/2013-03-10~, month"}},
		{"mid-year", "It began in mid-2013.", []string{"mid-2013 = 2013-05~/2013-08~, year"}},
		{"late in a decade", "They met in the late 1980s.", []string{"the late 1980s = 1987~/1989~, decade"}},
		{"the end of a year", "It ends at the end of 2017.", []string{"the end of 2017 = 2017-09~/2017-12~, year"}},
		{"recently is some day up to now", "It fell recently.", []string{"recently = [..2016-12-13], vague"}},
		{"soon is some day from now on", "They will leave soon.", []string{"soon = [2016-12-13.., vague"}},
		{"now", "They are leaving now.", []string{"now = 2016-12-13~, vague"}},
		{"a duration has no EDTF", "The siege lasted four years, or 90 minutes.", []string{"four years = year", "90 minutes = minute"}},
		{"a set has none either", "Strikes came every day, and each Thursday at dawn.", []string{"every day = day", "each Thursday = day"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := said(c.text, published)
			for i := range got {
				got[i] = strings.Replace(got[i], "[2016-12-13..]", "[2016-12-13..", 1)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestZones(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"spelled out", "It began at 7 a.m. Eastern Standard Time on Monday.", []string{"7 a.m. Eastern Standard Time on Monday = 2016-12-12T07:00:00-05:00, hour zone -05:00"}},
		{"letters", "It began at 5:30 p.m. EST, Dec. 12.", []string{"5:30 p.m. EST, Dec. 12 = 2016-12-12T17:30:00-05:00, minute zone -05:00"}},
		{"Greenwich", "Heard at 0430 GMT.", []string{"0430 GMT = 2016-12-13T04:30:00Z, minute zone Z"}},
		{"Greenwich in words", "Heard at 10:15 Greenwich Mean Time.", []string{"10:15 Greenwich Mean Time = 2016-12-13T10:15:00Z, minute zone Z"}},
		{"an offset", "Heard at 10:15 UTC+3.", []string{"10:15 UTC+3 = 2016-12-13T10:15:00+03:00, minute zone +03:00"}},
		{"in brackets", "Heard at 10:15 (GMT) on Monday.", []string{"10:15 (GMT) on Monday = 2016-12-12T10:15:00Z, minute zone Z"}},
		{"Eastern time in winter", "It began at 7 a.m. ET on January 5, 2016.", []string{"7 a.m. ET on January 5, 2016 = 2016-01-05T07:00:00-05:00, hour zone -05:00"}},
		{"Eastern time in summer", "It began at 7 a.m. ET on July 5, 2016.", []string{"7 a.m. ET on July 5, 2016 = 2016-07-05T07:00:00-04:00, hour zone -04:00"}},
		{"Moscow had summer time all year for a while", "It began at 7:00 Moscow time on 5 July 2013.", []string{"7:00 Moscow time on 5 July 2013 = 2013-07-05T07:00:00+04:00, hour zone +04:00"}},
		{"local time is not guessed at", "Impact at 19:05 local time.", []string{"19:05 local time = 2016-12-13T19:05:00, minute zone local"}},
		{"nor is that of a city", "Impact at 19:05 Damascus time.", []string{"19:05 Damascus time = 2016-12-13T19:05:00, minute zone local"}},
		{"letters of several zones give no offset", "Impact at 19:05 IST.", []string{"19:05 IST = 2016-12-13T19:05:00, minute"}},
		{"an ISO time", "Posted 2016-12-12T21:45:10+03:00.", []string{"2016-12-12T21:45:10+03:00 = 2016-12-12T21:45:00+03:00, minute zone +03:00"}},
		{"midnight ends a day", "The truce ends at midnight on Friday.", []string{"midnight on Friday = 2016-12-10T00:00:00, hour"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, said(c.text, published)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"between years", "Between 2011 and 2013 half of them left.", []string{"2011 = 2011, year in 2011/2013", "2013 = 2013, year in 2011/2013"}},
		{"from to", "It rained from 3 April 2016 to 5 April 2016.", []string{"3 April 2016 = 2016-04-03, day in 2016-04-03/2016-04-05", "5 April 2016 = 2016-04-05, day in 2016-04-03/2016-04-05"}},
		{"a dash", "The dates are 3-5 April 2016.", []string{"3 = 2016-04-03, day in 2016-04-03/2016-04-05", "5 April 2016 = 2016-04-05, day in 2016-04-03/2016-04-05"}},
		{"since", "They have waited since November 27.", []string{"November 27 = 2016-11-27, day in 2016-11-27/.."}},
		{"until looks ahead", "The road is shut until Friday.", []string{"Friday = 2016-12-16, day in ../2016-12-16"}},
		{"weekdays follow each other, looking back", "It was shut from Monday to Wednesday.", []string{"Monday = 2016-12-05, day in 2016-12-05/2016-12-07", "Wednesday = 2016-12-07, day in 2016-12-05/2016-12-07"}},
		{"weekdays that have not been yet, looking back", "It was shut from Sunday to Thursday.", []string{"Sunday = 2016-12-04, day in 2016-12-04/2016-12-08", "Thursday = 2016-12-08, day in 2016-12-04/2016-12-08"}},
		{"weekdays across a weekend", "The road was open from Friday to Sunday.", []string{"Friday = 2016-12-09, day in 2016-12-09/2016-12-11", "Sunday = 2016-12-11, day in 2016-12-09/2016-12-11"}},
		{"the past days", "Over the past seven days 300 arrived.", []string{"the past seven days = day in 2016-12-06/2016-12-13"}},
		{"the next weeks", "In the next two weeks 300 will leave.", []string{"the next two weeks = week in 2016-12-13/2016-12-27"}},
		{"an end before the beginning bounds nothing", "Between 2013 and 2011, somebody wrote.", []string{"2013 = 2013, year", "2011 = 2011, year"}},
		{"two times with a comma are two times", "On Monday, Tuesday was far.", []string{"Monday = 2016-12-12, day", "Tuesday = 2016-12-13, day"}},
		{"Arabic", "بين 2011 و2013 ومنذ", []string{"2011 = 2011, year in 2011/2013", "و2013 = 2013, year in 2011/2013"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, said(c.text, published)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestHijri(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"with its year", "On 12 Rabi' al-Awwal 1438 AH the square was full.", []string{"12 Rabi' al-Awwal 1438 AH = 2016-12-11~, day"}},
		{"without it, the nearest", "On 12 Rabi al-Awwal the square was full.", []string{"12 Rabi al-Awwal = 2016-12-11~, day"}},
		{"two words for the eleventh month", "Signed on 3 Dhu al-Qi'dah 1437.", []string{"3 Dhu al-Qi'dah 1437 = 2016-08-06~, day"}},
		{"one word for the twelfth", "Signed on 10 Dhul-Hijjah 1437.", []string{"10 Dhul-Hijjah 1437 = 2016-09-11~, day"}},
		{"the first of a year", "Signed on the 1st of Muharram, 1438.", []string{"the 1st of Muharram, 1438 = 2016-10-02~, day"}},
		{"a month is its days", "The ward was hit in Ramadan 1437.", []string{"Ramadan 1437 = 2016-06-06~/2016-07-05~, month"}},
		{"before the tables of Umm al-Qura", "Built on 1 Muharram 1318 AH.", []string{"1 Muharram 1318 AH = 1900-05-01~, day"}},
		{"Arabic", "في 12 ربيع الأول 1438 هـ", []string{"12 ربيع الأول 1438 هـ = 2016-12-11~, day"}},
		{"Arabic digits", "في ٣ ذي القعدة ١٤٣٧", []string{"٣ ذي القعدة ١٤٣٧ = 2016-08-06~, day"}},
		{"a day that no month has", "Signed on 31 Safar 1438.", nil},
		{"a given name is no month", "Ramadan and Rajab were brothers; Safar was not.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, said(c.text, published)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

// The months of the Islamic calendar follow each other without a gap, 29 or 30 days long, but for two.
func TestHijriMonthsFollowEachOther(t *testing.T) {
	last := hijriFirst(firstHijri, 1)
	for y := firstHijri; y < lastHijri; y++ {
		for m := 1; m <= 12; m++ {
			next := hijriFirst(y, m+1)
			days := int(next.Sub(last).Hours() / 24)
			if days != hijriLength(y, m) && !(y == ummAlQura-1 && m == 12) && !(y == 1364 && m == 8) { // where the calendars meet, and a slip in the tables
				t.Errorf("month %d of %d AH has %d days", m, y, days)
			}
			last = next
		}
	}
}

// Whatever day of the calendar is written, it is found again on the same civil day.
func TestHijriDaysAreFound(t *testing.T) {
	names := []string{"Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhira", "Rajab", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"}
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := rapid.IntRange(firstHijri, lastHijri-1).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 29).Draw(t, "day")
		day, _ := fromHijri(y, m, d)
		text := "on " + itoa(d) + " " + names[m-1] + " " + itoa(y) + " it rained."
		want := []string{text[3:len(text)-len(" it rained.")] + " = " + day.Format(time.DateOnly) + "~, day"}
		if diff := cmp.Diff(want, said(text, "")); diff != "" {
			t.Fatal(diff)
		}
	})
}

func itoa(n int) string { return strings.TrimLeft(pad4(n), "0") }

func TestRoles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       report.TimeRole
	}{
		{"said", "The council said Tuesday that the ward was full.", report.WhenSaid},
		{"said on", "The ward was full, the council said on Tuesday.", report.WhenSaid},
		{"told somebody", "A nurse told reporters late Monday that nobody came.", report.WhenSaid},
		{"before the verb of saying", "On Monday the council announced a truce.", report.WhenSaid},
		{"as of", "As of yesterday evening 82 were dead.", report.AsOf},
		{"as of late", "The count was 82 as of late Monday.", report.AsOf},
		{"happened", "Shells hit the market on Monday.", report.WhenHappened},
		{"happened, the day first", "On Monday, shells hit the market.", report.WhenHappened},
		{"happened, said in passing", "They were killed on Monday, the council said.", report.WhenHappened},
		{"what is to come has not happened", "The buses will leave on Friday.", ""},
		{"nor has what did not happen", "The buses did not arrive on Monday.", ""},
		{"nor what could have", "The talks could be cancelled on Monday.", ""},
		{"a bound is no day of its own", "It has been shut since Monday.", ""},
		{"whose day it is cannot be told", "Monday's market was large.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			times := Find(segment.Split(c.text), published)
			if len(times) != 1 || times[0].Role != c.want {
				t.Errorf("%s\n%+v, want %q", c.text, times, c.want)
			}
		})
	}
}

func TestDaylight(t *testing.T) {
	for day, want := range map[string]bool{
		"2016-03-12": false, "2016-03-13": true, "2016-11-05": true, "2016-11-06": false, "2006-04-01": false, "2006-04-02": true, "2006-10-29": false, "1985-04-27": false, "1985-04-28": true,
	} {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := daylight(when); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}
