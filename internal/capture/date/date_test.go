package date

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"none", "", ""},
		{"an ISO day", "2016-12-13", "2016-12-13"},
		{"figures without zeros", "2016-3-7", "2016-03-07"},
		{"slashes, the year first", "2016/12/13", "2016-12-13"},
		{"no signs between", "20161213", "2016-12-13"},
		{"the month in letters", "13 December 2016", "2016-12-13"},
		{"the American order", "December 13, 2016", "2016-12-13"},
		{"an abbreviated month", "Dec. 13, 2016", "2016-12-13"},
		{"a weekday before", "Tuesday, 13 December 2016", "2016-12-13"},
		{"white space around", "  13  Dec 2016\n", "2016-12-13"},
		{"RFC 3339, universal time", "2016-12-13T22:30:00Z", "2016-12-13T22:30:00Z"},
		{"RFC 3339, the publisher's own day stays", "2016-12-14T00:30:00+02:00", "2016-12-14T00:30:00+02:00"},
		{"parts of a second", "2016-12-13T22:30:00.123Z", "2016-12-13T22:30:00Z"},
		{"an offset without colon", "2016-12-13T09:30:00+0200", "2016-12-13T09:30:00+02:00"},
		{"an offset of hours", "2016-12-13T09:30-05", "2016-12-13T09:30:00-05:00"},
		{"a space instead of T", "2016-12-13 09:30:00 +0200", "2016-12-13T09:30:00+02:00"},
		{"an HTTP date", "Tue, 13 Dec 2016 09:30:00 GMT", "2016-12-13T09:30:00Z"},
		{"a mail date", "Tue, 13 Dec 2016 09:30:00 +0200", "2016-12-13T09:30:00+02:00"},
		{"the form of some networks", "Tue Dec 13 09:30:00 +0000 2016", "2016-12-13T09:30:00+00:00"},
		{"before and after noon", "December 13, 2016 at 9:30 p.m. UTC", "2016-12-13T21:30:00Z"},
		{"no offset: the day alone", "2016-12-13T09:30:00", "2016-12-13"},
		{"a zone of several countries: the day alone", "Tue, 13 Dec 2016 09:30:00 CST", "2016-12-13"},
		{"a leap day", "2016-02-29", "2016-02-29"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := (Reader{}).Parse(test.in)
			if err != nil || got != test.want {
				t.Errorf("(Reader{}).Parse(%q) is %q, %v; want %q", test.in, got, err, test.want)
			}
		})
	}
}

func TestDatesThatCannotBeRead(t *testing.T) {
	for _, test := range []struct{ name, in string }{
		{"words", "last Tuesday"},
		{"no such day", "2015-02-29"},
		{"no such month", "2016-13-01"},
		{"no such hour", "2016-12-13T25:00:00Z"},
		{"no such offset", "2016-12-13T09:00:00+99:99"},
		{"year 0", "0000-01-01"},
		{"words after it", "2016-12-13 (updated)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := (Reader{}).Parse(test.in); err == nil {
				t.Errorf("(Reader{}).Parse(%q) is %q, want an error", test.in, got)
			}
		})
	}
}

func TestBestDate(t *testing.T) {
	for _, test := range []struct {
		name string
		in   []string
		want string
	}{
		{"none", nil, ""},
		{"the first that can be read", []string{"yesterday", "2016-12-13", "2016-12-14"}, "2016-12-13"},
		{"the same moment on the publisher's clock", []string{"2016-12-13T22:30:00Z", "2016-12-14T00:30:00+02:00"}, "2016-12-14T00:30:00+02:00"},
		{"another moment is not taken", []string{"2016-12-13T22:30:00Z", "2016-12-14T08:00:00+02:00"}, "2016-12-13T22:30:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := (Reader{}).Best(test.in); got != test.want {
				t.Errorf("(Reader{}).Best(%q) is %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// What was normalised once is in its normal form, and means the same moment.
func TestNormalDatesStay(t *testing.T) {
	layouts := []string{time.DateOnly, time.RFC3339, time.RFC3339Nano, time.RFC1123Z, time.RubyDate, "2 January 2006", "January 2, 2006 3:04 PM -0700"}
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", 60*rapid.IntRange(-12*60, 14*60).Draw(t, "minutes east"))
		when := time.Unix(rapid.Int64Range(1e6, 5e9).Draw(t, "seconds"), 0).In(zone)
		in := when.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		once, err := (Reader{}).Parse(in)
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if once[:10] != when.Format(time.DateOnly) {
			t.Errorf("%q became %q, another day", in, once)
		}
		if twice, err := (Reader{}).Parse(once); err != nil || twice != once {
			t.Errorf("%q became %q, then %q, %v", in, once, twice, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("Tue, 13 Dec 2016 09:30:00 +0200")
	f.Add("December 13, 2016 at 9:30 p.m. UTC")
	f.Fuzz(func(t *testing.T, in string) {
		once, err := (Reader{}).Parse(in)
		if err != nil || once == "" {
			return
		}
		if !normal(once) {
			t.Errorf("%q became %q, which is neither a date nor a time", in, once)
		}
		if twice, err := (Reader{}).Parse(once); err != nil || twice != once {
			t.Errorf("%q became %q, then %q, %v", in, once, twice, err)
		}
	})
}

// normal reports whether a value is a day, a moment, a month, a year, or an interval of days, months or years.
func normal(value string) bool {
	from, to, isInterval := strings.Cut(value, "/")
	if isInterval {
		return len(from) == len(to) && from < to && normal(from) && normal(to)
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01", "2006"} {
		if _, err := time.Parse(layout, value); err == nil {
			return true
		}
	}
	return false
}
