package date

import (
	"regexp"
	"strings"
	"time"
)

// unit is a unit of time before now.
type unit int

const (
	minutes unit = iota + 1
	hours
	days
	longer // weeks and more: too vague for a day
)

// ago are the ways to tell a moment from now, folded: a number, where it is not in the words, and the unit in the named
// group.
var ago = []*regexp.Regexp{
	regexp.MustCompile(`^(?:about |posted )?(\d{1,3}|an?|one|two|three|four|five|six) ?(?P<minute>m|mins?|minutes?)?(?P<hour>h|hrs?|hours?)?(?P<day>d|days?)?(?P<longer>w|weeks?|mo|months?|y|yrs?|years?)? ago$`),
	regexp.MustCompile(`^il y a (\d{1,3}|une?) (?P<minute>minutes?|min)?(?P<hour>heures?|h)?(?P<day>jours?|j)?(?P<longer>semaines?|mois|ans?)?$`),
	regexp.MustCompile(`^hace (\d{1,3}|una?) (?P<minute>minutos?|min)?(?P<hour>horas?|h)?(?P<day>dias?|d)?(?P<longer>semanas?|mes|meses|anos?)?$`),
	regexp.MustCompile(`^vor (\d{1,3}|einem|einer) (?P<minute>minuten?|min)?(?P<hour>stunden?|std)?(?P<day>tage?n?)?(?P<longer>wochen?|monate?n?|jahre?n?)?$`),
	regexp.MustCompile(`^(\d{1,3}) (?P<minute>минуты?|минуту|мин|хвилини?|хвилину|хв)?(?P<hour>часа?|часов|ч|години?|годину|год)?(?P<day>день|дня|днеи|дн|дні|днів)?(?P<longer>недел\pL*|тиж\pL*|месяц\pL*|місяц\pL*|года?|лет|рок\pL*)? (?:назад|тому)$`),
	regexp.MustCompile(`^(\d{1,3}) (?P<minute>dakika|dk)?(?P<hour>saat)?(?P<day>gun)?(?P<longer>hafta|ay|yil)? once$`),
	regexp.MustCompile(`^(?:قبل|منذ) (\d{1,3} )?(?P<minute>دقيقة|دقائق|دقيقتين)?(?P<hour>ساعة|ساعات|ساعتين)?(?P<day>يوم|يوما|ايام|يومين)?(?P<longer>اسبوع|اسابيع|اسبوعين|شهر|اشهر|شهور|شهرين|سنة|سنوات|عام|اعوام)?$`),
	regexp.MustCompile(`^(\d{1,3}) ?(?P<minute>分钟|分鐘|分)?(?P<hour>小时|小時|时间|時間)?(?P<day>天|日)?(?P<longer>周|週|星期|个月|個月|月|年)?前$`),
}

// theDay holds words for days near now, by how many days they lie back.
var theDay = map[string]int{
	"today": 0, "just now": 0, "now": 0, "yesterday": 1, "aujourd'hui": 0, "hier": 1, "hoy": 0, "ayer": 1, "heute": 0, "gestern": 1, "vorgestern": 2,
	"сегодня": 0, "вчера": 1, "позавчера": 2, "сьогодні": 0, "вчора": 1, "bugun": 0, "dun": 1, "اليوم": 0, "امس": 1, "البارحة": 1, "今天": 0, "昨天": 1, "前天": 2,
}

var numberWords = map[string]int{"a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "una": 1, "einem": 1, "einer": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "": 1}

// parseRelative reads a moment that is told from the moment of capture. It is not ok for anything else.
func (r Reader) parseRelative(s string) (string, bool, error) {
	word, clockSaid := s, false
	if rest, c := cutClock(s); c.said {
		word, clockSaid = strings.TrimRight(strings.TrimSuffix(rest, " at"), " ,"), true
	}
	if back, ok := theDay[fold(word)]; ok {
		return r.back(days, back)
	}
	if clockSaid {
		return "", false, nil
	}
	for _, form := range ago {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		count := strings.TrimSpace(m[1])
		n, isWord := numberWords[count]
		if !isWord {
			n = number(count)
		}
		if strings.HasSuffix(s, "ين") && strings.TrimSpace(m[1]) == "" { // the dual: "قبل يومين"
			n = 2
		}
		for i, name := range []string{"minute", "hour", "day", "longer"} {
			if m[form.SubexpIndex(name)] != "" {
				return r.back(unit(i+1), n)
			}
		}
	}
	return "", false, nil
}

// back is the moment that lies so far before the capture.
func (r Reader) back(u unit, n int) (string, bool, error) {
	if r.Captured.IsZero() || u == longer {
		return "", true, ErrRelative
	}
	switch u {
	case minutes:
		return r.Captured.Add(-time.Duration(n) * time.Minute).Format(time.DateOnly), true, nil
	case hours:
		return r.Captured.Add(-time.Duration(n) * time.Hour).Format(time.DateOnly), true, nil
	}
	return r.Captured.AddDate(0, 0, -n).Format(time.DateOnly), true, nil
}
