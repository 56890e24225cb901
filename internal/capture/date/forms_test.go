package date

import (
	"errors"
	"testing"
	"time"
)

// The forms that reports come with, each of which can mean one thing.
func TestWrittenForms(t *testing.T) {
	const day = "2016-12-13"
	for _, test := range []struct{ in, want string }{
		// Machines.
		{"2016-12-13T09:30:00.000Z", day + "T09:30:00Z"},
		{"2016-12-13T09:30:00.123456789+02:00", day + "T09:30:00+02:00"},
		{"2016-12-13T09:30:00+02:00[Europe/Kyiv]", day + "T09:30:00+02:00"},
		{"2016-12-13 09:30:00 UTC", day + "T09:30:00Z"},
		{"2016-12-13 09:30:00 +0000 UTC", day + "T09:30:00+00:00"},
		{"2016-12-13, 09:30", day},
		{"20161213T093000Z", day + "T09:30:00Z"},
		{"20161213093000", day},
		{"D:20161213093000+02'00'", day + "T09:30:00+02:00"},
		{"2016:12:13 09:30:00", day},
		{"2016-348", day},
		{"2016-W50-2", day},
		{"1481625000", day + "T10:30:00Z"},
		{"1481625000.25", day + "T10:30:00Z"},
		{"1481625000000", day + "T10:30:00Z"},
		{"1481625000000000", day + "T10:30:00Z"},
		{"/Date(1481625000000)/", day + "T10:30:00Z"},
		{"42717", day},
		{"42717.3958333", day},
		{"131830ZDEC16", day + "T18:30:00Z"},
		{"131830Z DEC 2016", day + "T18:30:00Z"},
		{"Tue Dec 13 2016 09:30:00 GMT+0200 (Eastern European Standard Time)", day + "T09:30:00+02:00"},
		{"Tuesday, 13-Dec-16 09:30:00 GMT", day + "T09:30:00Z"},
		{"Tue Dec 13 09:30:00 EET 2016", day + "T09:30:00+02:00"},
		{"2016-12-13 09:30:00.0", day},
		// English.
		{"13th December 2016", day},
		{"December 13th, 2016", day},
		{"the 13th of December, 2016", day},
		{"Tuesday 13th of December 2016", day},
		{"13 Dec 2016", day}, {"13-Dec-2016", day}, {"13/Dec/2016", day}, {"13.Dec.2016", day}, {"Dec. 13, 2016", day}, {"DEC 13 2016", day},
		{"2016 December 13", day}, {"2016-Dec-13", day}, {"13 Dec 16", day}, {"13 December '16", day}, {"Sept. 5, 2016", "2016-09-05"},
		{"9:43 PM · Dec 13, 2016", day},
		{"Dec 13, 2016 · 9:43 PM UTC", day + "T21:43:00Z"},
		{"Dec 13, 2016, 9:43 p.m. ET", day},
		{"December 13, 2016 at 9:30pm EST", day},
		{"13 December 2016 • 9:30pm", ""},
		{"13 December 2016 | 9:30 pm", day},
		{"09:30, 13 December 2016", day},
		{"9.30pm, 13 December 2016", day},
		{"Thu 24 Nov 2016 11.05 GMT", "2016-11-24T11:05:00Z"},
		{"24 Nov 2016 11.05", "2016-11-24"},
		{"13 December 2016 0930 GMT", day + "T09:30:00Z"},
		{"Published: 13 December 2016", day},
		{"Posted on Tuesday, December 13, 2016", day},
		{"2016-12-13 09:30 Europe/Istanbul", day + "T09:30:00+03:00"},
		{"2016-07-13 09:30 Europe/Berlin", "2016-07-13T09:30:00+02:00"},
		{"13 Dec 2016 09:30 (Asia/Damascus)", day + "T09:30:00+02:00"},
		{"13 December 2016 09:30 MSK", day + "T09:30:00+03:00"},
		{"13 December 2016 9:30 GMT+3", day + "T09:30:00+03:00"},
		{"13/12/2016 24:00", ""},
		// Figures that can mean one thing.
		{"13/12/2016", day}, {"12/13/2016", day}, {"13.12.2016", day}, {"13-12-2016", day}, {"13 12 2016", day}, {"13.12.2016 14:30", day},
		{"13.12.2016, 14:30 Uhr", day}, {"13.12.2016 14.30 Uhr", day}, {"2016. 12. 13.", day}, {"2016/12/13 9:30", day}, {"05/05/2016", "2016-05-05"},
		{"Monday, 05/12/2016", "2016-12-05"}, {"Thu 05/12/2016", "2016-05-12"}, {"13.XII.2016", day}, {"13/12/98", "1998-12-13"},
		// Arabic.
		{"١٣/١٢/٢٠١٦", day}, {"١٣ ديسمبر ٢٠١٦", day}, {"الثلاثاء، 13 ديسمبر 2016", day}, {"الثلاثاء 13 كانون الأول 2016", day},
		{"13 كانون الأول/ديسمبر 2016", day}, {"13 ديسمبر/ كانون الأول 2016", day}, {"13 ديسمبر (كانون الأول) 2016", day},
		{"13 تشرين الثاني 2016", "2016-11-13"}, {"3 كانون الثاني 2017", "2017-01-03"}, {"5 آذار 2016", "2016-03-05"}, {"5 اذار 2016", "2016-03-05"},
		{"13 ديسمبر 2016 الساعة 9:30 مساءً", ""}, {"13 ديسمبر 2016 9:30 مساءً", day}, {"13 دجنبر 2016", day}, {"8 أوت 2016", "2016-08-08"},
		{"14 ربيع الأول 1438 هـ الموافق 13 ديسمبر 2016", day}, {"نشر في 13 ديسمبر 2016", day}, {"13 ديسمبر 2016م", day},
		// Persian.
		{"۲۳ آذر ۱۳۹۵", day}, {"سه\u200cشنبه ۲۳ آذر ۱۳۹۵", day}, {"30 اسفند 1395", "2017-03-20"}, {"1 فروردین 1396", "2017-03-21"}, {"۱۳ دسامبر ۲۰۱۶", day},
		// French.
		{"13 décembre 2016", day}, {"mardi 13 décembre 2016", day}, {"mar. 13 déc. 2016", day}, {"1er décembre 2016", "2016-12-01"},
		{"Publié le 13 décembre 2016 à 14h30", day}, {"13 décembre 2016, 14h30", day}, {"13 DECEMBRE 2016", day}, {"le 14 août 2016", "2016-08-14"},
		// Spanish, Portuguese, Italian.
		{"13 de diciembre de 2016", day}, {"martes, 13 de diciembre de 2016", day}, {"13 dic 2016", day}, {"13 de dezembro de 2016", day}, {"13 dicembre 2016", day},
		{"3 de agosto del 2016", "2016-08-03"}, {"9 setiembre 2016", "2016-09-09"},
		// German, Dutch.
		{"13. Dezember 2016", day}, {"Dienstag, 13. Dezember 2016", day}, {"Dienstag, den 13.12.2016", day}, {"5. März 2016, 9:30 Uhr", "2016-03-05"}, {"13 dec. 2016", day},
		{"3. Jänner 2017", "2017-01-03"},
		// Russian, Ukrainian.
		{"13 декабря 2016", day}, {"13 декабря 2016 г.", day}, {"13 декабря 2016 года, 09:30", day}, {"вторник, 13 декабря 2016", day}, {"13 дек. 2016", day}, {"5 мая 2016", "2016-05-05"},
		{"13 грудня 2016", day}, {"13 грудня 2016 року", day}, {"вівторок, 13 грудня 2016 р.", day}, {"13 ноября 2016 в 14:05", "2016-11-13"}, {"7 травня 2016", "2016-05-07"},
		// Turkish.
		{"13 Aralık 2016", day}, {"13 ARALIK 2016", day}, {"13 Aralık 2016 Salı", day}, {"13 Aralık 2016, 14:30", day}, {"13.12.2016 - 14:30", day}, {"5 Şubat 2016", "2016-02-05"}, {"9 Ağu 2016", "2016-08-09"},
		// Chinese, Japanese, Korean.
		{"2016年12月13日", day}, {"2016年12月13日 09:30", day}, {"2016年12月13日 星期二", day}, {"2016年12月13日（火）", ""}, {"2016年12月13日下午9:30", day}, {"2016년 12월 13일", day},
		{"２０１６年１２月１３日", day},
		// Others.
		{"13 ธันวาคม 2559", day}, {"13 ธ.ค. 2559", day}, {"13/12/2559", day}, {"13 בדצמבר 2016", day}, {"13 Δεκεμβρίου 2016", day}, {"13 grudnia 2016", day},
		// Less than a day, and more.
		{"December 2016", "2016-12"}, {"12/2016", "2016-12"}, {"2016-12", "2016-12"}, {"декабрь 2016", "2016-12"}, {"كانون الأول 2016", "2016-12"}, {"2016", "2016"}, {"2016年12月", "2016-12"},
		{"12-14 December 2016", "2016-12-12/2016-12-14"}, {"12–14 December 2016", "2016-12-12/2016-12-14"}, {"2016-12-12/2016-12-14", "2016-12-12/2016-12-14"},
		{"28 November - 3 December 2016", "2016-11-28/2016-12-03"}, {"12 Dec 2016 - 14 Dec 2016", "2016-12-12/2016-12-14"}, {"November–December 2016", "2016-11/2016-12"},
		{"December 12 to 14, 2016", "2016-12-12/2016-12-14"}, {"12.12.2016 - 14.12.2016", "2016-12-12/2016-12-14"}, {"13.12.2016 - 15.12.2016", "2016-12-13/2016-12-15"},
		// No day at all.
		{"N/A", ""}, {"-", ""}, {"—", ""}, {"unknown", ""}, {"null", ""}, {"0000-00-00", ""},
	} {
		got, err := (Reader{}).Parse(test.in)
		if got != test.want || err != nil && test.want != "" {
			t.Errorf("Parse(%q) is %q, %v; want %q", test.in, got, err, test.want)
		}
	}
}

func TestWhatIsNoDay(t *testing.T) {
	for _, test := range []struct {
		in   string
		want error
	}{
		{"05/04/2018", ErrAmbiguous}, {"05.04.2018", ErrAmbiguous}, {"5-4-2018 10:30", ErrAmbiguous}, {"13/12/16", ErrAmbiguous}, {"03.04.05", ErrAmbiguous},
		{"1395/09/23", ErrCalendar}, {"1438-03-14", ErrCalendar}, {"14 ربيع الأول 1438", ErrCalendar}, {"14 Ramadan 1438", ErrCalendar}, {"23/9/1395", ErrCalendar}, {"13/12/1438 هـ", ErrCalendar},
		{"1970-01-01", ErrEpoch}, {"1970-01-01T00:00:00Z", ErrEpoch}, {"Thu, 01 Jan 1970 00:00:00 GMT", ErrEpoch}, {"00000000", ErrUnreadable},
		{"2 days ago", ErrRelative}, {"yesterday", ErrRelative}, {"3 hours ago", ErrRelative}, {"il y a 2 jours", ErrRelative}, {"hace 2 días", ErrRelative}, {"vor 2 Tagen", ErrRelative},
		{"2 дня назад", ErrRelative}, {"منذ يومين", ErrRelative}, {"2 gün önce", ErrRelative}, {"2天前", ErrRelative},
		{"Monday, 13 December 2016", ErrWeekday}, {"Sunday 05/04/2018", ErrWeekday}, {"lundi 13 décembre 2016", ErrWeekday},
		{"13 December", ErrNoYear}, {"Dec 13", ErrNoYear}, {"13/12", ErrNoYear},
		{"30 February 2016", ErrUnreadable}, {"31.02.2016", ErrUnreadable}, {"13/13/2016", ErrUnreadable}, {"last Tuesday", ErrUnreadable}, {"2016-12-13 25:00", ErrUnreadable},
		{"13 December 2016 13 December 2015", ErrUnreadable}, {"Updated 13 December 2016", ErrUnreadable}, {"early December 2016", ErrUnreadable}, {"5 listopada 2016", ErrUnreadable},
		{"12345678901234567890", ErrUnreadable}, {"31 اسفند 1395", ErrUnreadable}, {"9999-12-31", ErrUnreadable}, {"Q4 2016", ErrUnreadable},
	} {
		if got, err := (Reader{}).Parse(test.in); !errors.Is(err, test.want) || got != "" {
			t.Errorf("Parse(%q) is %q, %v; want the error %v", test.in, got, err, test.want)
		}
	}
}

func TestTheOrderOfFigures(t *testing.T) {
	for _, test := range []struct {
		in    string
		order Order
		want  string
	}{
		{"05/04/2018", DayFirst, "2018-04-05"}, {"05/04/2018", MonthFirst, "2018-05-04"}, {"05.04.18", DayFirst, "2018-04-05"}, {"5/4/18, 9:30 PM", MonthFirst, "2018-05-04"},
		{"25/04/2018", MonthFirst, "2018-04-25"}, {"04/25/2018", DayFirst, "2018-04-25"}, {"2018/05/04", DayFirst, "2018-05-04"},
	} {
		if got, err := (Reader{Order: test.order}).Parse(test.in); got != test.want {
			t.Errorf("Parse(%q) is %q, %v; want %q", test.in, got, err, test.want)
		}
	}
}

func TestTheOrderThatAPlaceTells(t *testing.T) {
	for _, test := range []struct {
		lang, host string
		want       Order
	}{
		{"", "", Unknown}, {"en", "", Unknown}, {"en-US", "", Unknown}, {"en-GB", "", DayFirst}, {"en_AU", "", DayFirst}, {"ru", "", DayFirst}, {"ar-SY", "", DayFirst},
		{"es-US", "", Unknown}, {"zh", "", Unknown}, {"", "news.example.co.uk", DayFirst}, {"en", "paper.de", DayFirst}, {"en", "paper.com", Unknown}, {"fr-CA", "paper.ca", Unknown}, {"", "uk", Unknown},
	} {
		if got := OrderOf(test.lang, test.host); got != test.want {
			t.Errorf("OrderOf(%q, %q) is %v, want %v", test.lang, test.host, got, test.want)
		}
	}
}

func TestDaysToldFromTheCapture(t *testing.T) {
	captured := time.Date(2016, 12, 15, 10, 0, 0, 0, time.FixedZone("", 7200))
	for in, want := range map[string]string{
		"2 days ago": "2016-12-13", "yesterday": "2016-12-14", "Yesterday at 9:30": "2016-12-14", "today": "2016-12-15", "3 hours ago": "2016-12-15", "11 hours ago": "2016-12-14",
		"il y a 2 jours": "2016-12-13", "hace 2 días": "2016-12-13", "vor 2 Tagen": "2016-12-13", "gestern": "2016-12-14", "вчера": "2016-12-14", "2 дня назад": "2016-12-13",
		"منذ يومين": "2016-12-13", "قبل 3 أيام": "2016-12-12", "أمس": "2016-12-14", "2 gün önce": "2016-12-13", "2天前": "2016-12-13", "an hour ago": "2016-12-15", "5d ago": "2016-12-10",
	} {
		if got, err := (Reader{Captured: captured}).Parse(in); got != want {
			t.Errorf("Parse(%q) is %q, %v; want %q", in, got, err, want)
		}
	}
	if got, err := (Reader{Captured: captured}).Parse("2 weeks ago"); !errors.Is(err, ErrRelative) {
		t.Errorf("two weeks ago is %q, %v; want no day", got, err)
	}
}

// The two calendars count the same days.
func TestPersianCalendar(t *testing.T) {
	want := time.Date(1999, 3, 21, 0, 0, 0, 0, time.UTC) // 1 Farvardin 1378
	for y := 1378; y <= 1410; y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= persianMonth(y, m); d++ {
				got, err := fromPersian(y, m, d)
				if err != nil || got.String() != want.Format(time.DateOnly) {
					t.Fatalf("%d-%d-%d is %v, %v; want %s", y, m, d, got, err, want.Format(time.DateOnly))
				}
				want = want.AddDate(0, 0, 1)
			}
		}
	}
	for y, leap := range map[int]bool{1375: true, 1379: true, 1387: true, 1391: true, 1395: true, 1396: false, 1399: true, 1403: true, 1408: true} {
		if got := persianMonth(y, 12) == 30; got != leap {
			t.Errorf("year %d has a leap day: %v, want %v", y, got, leap)
		}
	}
}
