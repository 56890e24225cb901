package when

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
)

// published is the day of publication in these tests, a Tuesday.
const published = "2016-12-13"

// expressions gives what Find finds as "words = value (TYPE)".
func expressions(text, published string) []string {
	var out []string
	for _, tm := range Find(segment.Split(text), published) {
		out = append(out, tm.In(text)+" = "+tm.Value+" ("+tm.Type+")")
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a weekday is the last one", "Shells hit the market on Monday, residents said.", []string{"Monday = 2016-12-12 (DATE)"}},
		{"the weekday of publication is that day", "Medics said Tuesday that the ward was full.", []string{"Tuesday = 2016-12-13 (DATE)"}},
		{"a weekday after a future verb is the next one", "The buses will leave on Friday.", []string{"Friday = 2016-12-16 (DATE)"}},
		{"last weekday is before the day of publication", "The clinic closed last Tuesday.", []string{"last Tuesday = 2016-12-06 (DATE)"}},
		{"next weekday is after it", "Talks open next Monday.", []string{"next Monday = 2016-12-19 (DATE)"}},
		{"weekday with its date", "On Monday, Dec. 12, the road was cut.", []string{"Monday, Dec. 12 = 2016-12-12 (DATE)"}},
		{"weekday and evening", "The shelling began early Friday morning.", []string{"early Friday morning = 2016-12-09TMO (TIME)"}},

		{"today", "No aid came today.", []string{"today = 2016-12-13 (DATE)"}},
		{"yesterday evening", "As of yesterday evening, 82 were dead.", []string{"yesterday evening = 2016-12-12TEV (TIME)"}},
		{"tonight", "They expect to be moved tonight.", []string{"tonight = 2016-12-13TNI (TIME)"}},
		{"last night", "Two were hurt last night.", []string{"last night = 2016-12-12TNI (TIME)"}},
		{"this morning", "The line was quiet this morning.", []string{"this morning = 2016-12-13TMO (TIME)"}},
		{"the day after tomorrow", "It ends the day after tomorrow.", []string{"the day after tomorrow = 2016-12-15 (DATE)"}},
		{"the day before a weekday", "It was agreed the day before yesterday.", []string{"the day before yesterday = 2016-12-11 (DATE)"}},

		{"month and day", "The offensive began on November 27.", []string{"November 27 = 2016-11-27 (DATE)"}},
		{"day and month", "The offensive began on 27 November.", []string{"27 November = 2016-11-27 (DATE)"}},
		{"ordinal of month", "It was the 27th of November.", []string{"the 27th of November = 2016-11-27 (DATE)"}},
		{"a number alone is the last such day", "They came back after the attack of the 9th.", []string{"the 9th = 2016-12-09 (DATE)"}},
		{"a number that is still to come was last month", "The clinic was hit on the 27th.", []string{"the 27th = 2016-11-27 (DATE)"}},
		{"a number ahead is the next such day", "The buses will leave on the 2nd.", []string{"the 2nd = 2017-01-02 (DATE)"}},
		{"two numbers alone", "Shells fell on the 9th and 10th.", []string{"the 9th = 2016-12-09 (DATE)", "10th = 2016-12-10 (DATE)"}},
		{"a number of this month", "She was born the 3rd of this month.", []string{"the 3rd of this month = 2016-12-03 (DATE)"}},
		{"a number and its morning", "They left on the morning of the 9th.", []string{"the morning of the 9th = 2016-12-09TMO (TIME)"}},
		{"an ordinal that counts is no day", "She lived on the 6th floor, in the 11th row.", nil},
		{"a day after something", "They said on Monday, a day after it tore across the coast, that it was over.", []string{"Monday = 2016-12-12 (DATE)", "a day after = 2016-12-11 (DATE)"}},
		{"nights ago", "It fell three nights ago.", []string{"three nights ago = 2016-12-10 (DATE)"}},
		{"overnight between two days", "It fell overnight from Sunday to Monday.", []string{"Sunday = 2016-12-11 (DATE)", "Monday = 2016-12-12 (DATE)"}},
		{"month, day and year", "He was born on July 4, 1979, in a village.", []string{"July 4, 1979 = 1979-07-04 (DATE)"}},
		{"a day and a year that run together", "Last updated at Nov 02,2016 by the desk. Then again Nov 032016.", []string{"Nov 02,2016 = 2016-11-02 (DATE)", "Nov 032016 = 2016-11-03 (DATE)"}},
		{"abbreviated month", "A truce held on Sept. 12.", []string{"Sept. 12 = 2016-09-12 (DATE)"}},
		{"a month that has just passed", "It fell in September.", []string{"September = 2016-09 (DATE)"}},
		{"a month with its year", "The siege began in July 2016.", []string{"July 2016 = 2016-07 (DATE)"}},
		{"month of last year", "In June last year the road was open.", []string{"June last year = 2015-06 (DATE)"}},
		{"early in a month", "They left in early March 2013.", []string{"early March 2013 = 2013-03 (DATE)"}},
		{"a month through which something lasts", "The credit was extended through January.", []string{"January = 2017-01 (DATE)"}},
		{"a participle behind its auxiliary is no tense", "The envoy will be named on Monday.", []string{"Monday = 2016-12-19 (DATE)"}},
		{"a participle that describes is no tense", "It would be paid on a still unspecified date in February.", []string{"February = 2017-02 (DATE)"}},
		{"may is no month without help", "They may leave; May Haddad stayed.", nil},
		{"may is one after in", "The bridge fell in May.", []string{"May = 2016-05 (DATE)"}},
		{"march is no month when people march", "The March of the mothers passed.", nil},
		{"days of one month", "It rained between 3 and 5 April 2016.", []string{"3 = 2016-04-03 (DATE)", "5 April 2016 = 2016-04-05 (DATE)"}},

		{"ISO date", "Log of 2016-11-27.", []string{"2016-11-27 = 2016-11-27 (DATE)"}},
		{"ISO date and time", "Posted 2016-12-12T21:45:10Z by the centre.", []string{"2016-12-12T21:45:10Z = 2016-12-12T21:45 (TIME)"}},
		{"dotted date", "Stand: 12.12.2016.", []string{"12.12.2016 = 2016-12-12 (DATE)"}},
		{"slashes in one possible order", "Dated 27/11/2016.", []string{"27/11/2016 = 2016-11-27 (DATE)"}},
		{"slashes in the other possible order", "Dated 11/27/2016.", []string{"11/27/2016 = 2016-11-27 (DATE)"}},
		{"slashes in an order that nobody can tell", "Dated 5/6/2016.", nil},
		{"slashes in the order that lies near publication", "Dated 10/12/2016.", []string{"10/12/2016 = 2016-12-10 (DATE)"}},
		{"the stamp of a post", "[07.12.16 06:02] Heavy firing.", []string{"07.12.16 06:02 = 2016-12-07T06:02 (TIME)"}},
		{"the stamp of a post of another century", "[07.08.92 06:02] Heavy firing.", []string{"07.08.92 06:02 = 1992-08-07T06:02 (TIME)"}},
		{"a number with dots that is no stamp", "The release 07.12.16 is out.", nil},
		{"a day that does not exist", "Signed on 30 February 2016.", nil},
		{"a leap day that does not exist", "Signed on February 29, 2015.", nil},

		{"years", "Fighting since 2011 and in the 1980s.", []string{"2011 = 2011 (DATE)", "the 1980s = 198 (DATE)"}},
		{"a range of years", "Between 2011 and 2013 half of them left.", []string{"2011 = 2011 (DATE)", "2013 = 2013 (DATE)"}},
		{"mid-year", "The second siege began in mid-2013.", []string{"mid-2013 = 2013 (DATE)"}},
		{"a number of people is no year", "About 2000 fighters left.", nil},
		{"century", "A mosque of the 11th century.", []string{"the 11th century = 10 (DATE)"}},
		{"quarter", "Prices doubled in the third quarter of 2016.", []string{"the third quarter of 2016 = 2016-Q3 (DATE)"}},
		{"season", "The winter of 2014 was hard.", []string{"The winter of 2014 = 2014-WI (DATE)"}},
		{"last summer", "They fled last summer.", []string{"last summer = 2016-SU (DATE)"}},

		{"last week", "Eleven died last week.", []string{"last week = 2016-W49 (DATE)"}},
		{"this week", "The sides met earlier this week.", []string{"earlier this week = 2016-W50 (DATE)"}},
		{"next month", "Talks resume next month.", []string{"next month = 2017-01 (DATE)"}},
		{"last year", "It was rebuilt last year.", []string{"last year = 2015 (DATE)"}},
		{"two days ago", "The hospital was hit two days ago.", []string{"two days ago = 2016-12-11 (DATE)"}},
		{"three weeks ago", "Three weeks ago the line broke.", []string{"Three weeks ago = 2016-W47 (DATE)"}},
		{"several years ago", "She left several years ago.", []string{"several years ago = PAST_REF (DATE)"}},
		{"that day follows the date before it", "On November 27 the front broke. That day 4,000 fled.", []string{"November 27 = 2016-11-27 (DATE)", "That day = 2016-11-27 (DATE)"}},
		{"the next day", "On November 27 the front broke. They fled the next day.", []string{"November 27 = 2016-11-27 (DATE)", "the next day = 2016-11-28 (DATE)"}},
		{"two days later", "It fell on December 1. Two days later the ward closed.", []string{"December 1 = 2016-12-01 (DATE)", "Two days later = 2016-12-03 (DATE)"}},
		{"the weekend", "Forty were hurt over the weekend.", []string{"the weekend = 2016-W49-WE (DATE)"}},

		{"duration", "The siege lasted four years.", []string{"four years = P4Y (DURATION)"}},
		{"more than a duration", "They waited for more than two hours.", []string{"more than two hours = PT2H (DURATION)"}},
		{"half", "A break of 2 1/2 hours.", []string{"2 1/2 hours = PT2H30M (DURATION)"}},
		{"vague duration", "The truce held for several days.", []string{"several days = PXD (DURATION)"}},
		{"the past days", "Over the past seven days 300 arrived.", []string{"the past seven days = P7D (DURATION)"}},
		{"a word with a hyphen", "A 72-hour truce was announced.", []string{"A 72-hour = PT72H (DURATION)"}},
		{"decades", "He taught for two decades.", []string{"two decades = P20Y (DURATION)"}},
		{"ages are no times", "A seven-year-old girl, 52 years old her uncle.", nil},
		{"a rate is no time", "They bake 400 loaves a day.", nil},
		{"three-quarters is a share", "Three-quarters of the ward is gone.", nil},

		{"daily", "Strikes came every day.", []string{"every day = P1D (SET)"}},
		{"each weekday", "The convoy comes each Thursday.", []string{"each Thursday = XXXX-WXX-4 (SET)"}},
		{"every two weeks", "Water came every two weeks.", []string{"every two weeks = P2W (SET)"}},

		{"clock and day", "The truce began at 7 a.m. Tuesday.", []string{"7 a.m. Tuesday = 2016-12-13T07:00 (TIME)"}},
		{"day and clock", "On Monday at 10:30 p.m. the line went dead.", []string{"Monday at 10:30 p.m. = 2016-12-12T22:30 (TIME)"}},
		{"clock with a zone", "The pause starts at 5 p.m. EST on Wednesday.", []string{"5 p.m. EST on Wednesday = 2016-12-14T17:00 (TIME)"}},
		{"24 hours", "Impact at 19:05 local time.", []string{"19:05 local time = 2016-12-13T19:05 (TIME)"}},
		{"four digits with a zone", "Heard at 0430 GMT.", []string{"0430 GMT = 2016-12-13T04:30 (TIME)"}},
		{"in the morning", "At 4 in the morning they knocked.", []string{"4 in the morning = 2016-12-13T04:00 (TIME)"}},
		{"noon", "The deadline is noon Friday.", []string{"noon Friday = 2016-12-16T12:00 (TIME)"}},
		{"a score is no clock time", "They won 61:44 and 3.5 points.", nil},

		{"now", "The ward is now closed.", []string{"now = PRESENT_REF (DATE)"}},
		{"recently", "He recently returned.", []string{"recently = PAST_REF (DATE)"}},
		{"the future", "Nobody spoke of the future.", []string{"the future = FUTURE_REF (DATE)"}},

		{"Arabic date", "بدأ الهجوم في 27 تشرين الثاني 2016", []string{"27 تشرين الثاني 2016 = 2016-11-27 (DATE)"}},
		{"Arabic digits", "في ١٢ كانون الأول ٢٠١٦", []string{"١٢ كانون الأول ٢٠١٦ = 2016-12-12 (DATE)"}},
		{"Egyptian month", "يوم الاثنين 5 ديسمبر", []string{"الاثنين 5 ديسمبر = 2016-12-05 (DATE)"}},
		{"yesterday evening in Arabic", "قصف الحي مساء أمس", []string{"مساء أمس = 2016-12-12TEV (TIME)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, expressions(c.text, published)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestFindWithoutDayOfPublication(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a weekday stays open", "It happened on Monday.", []string{"Monday = XXXX-WXX-1 (DATE)"}},
		{"a date stays open", "It happened on Dec. 12.", []string{"Dec. 12 = XXXX-12-12 (DATE)"}},
		{"yesterday stays open", "It happened yesterday.", []string{"yesterday = XXXX-XX-XX (DATE)"}},
		{"last week stays open", "It happened last week.", []string{"last week = XXXX-WXX (DATE)"}},
		{"a whole date does not need it", "It happened on 12 December 2016.", []string{"12 December 2016 = 2016-12-12 (DATE)"}},
		{"ago is the past", "It happened two days ago.", []string{"two days ago = PAST_REF (DATE)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, published := range []string{"", "yesterday", "2016-13-45"} {
				if diff := cmp.Diff(c.want, expressions(c.text, published)); diff != "" {
					t.Errorf("published %q: %s\n%s", published, c.text, diff)
				}
			}
		})
	}
}

func TestFindReadsAnRFC3339DayOfPublication(t *testing.T) {
	want := []string{"yesterday = 2016-12-12 (DATE)"}
	if diff := cmp.Diff(want, expressions("It fell yesterday.", "2016-12-13T23:59:59+03:00")); diff != "" {
		t.Error(diff)
	}
}

func TestFindSurvivesAbsurdNumbers(t *testing.T) {
	for _, text := range []string{
		"10^400 days ago", strings.Repeat("9", 400) + " years ago", "999,999,999 centuries ago", "999999999 years from now", "99999999-day",
		"two hundred thousand thousand thousand years ago", "on the 99th of December", "2016-99-99T99:99:99Z", "at 99:99", "the 99th century",
	} {
		for _, tm := range Find(segment.Split(text), published) {
			if !wellFormed(tm.Value) {
				t.Errorf("%.40s: value %q", text, tm.Value)
			}
		}
	}
}
