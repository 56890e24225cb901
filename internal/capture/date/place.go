package date

import "strings"

// dayFirstTongues are the languages in which nobody writes the month first in a date of figures. English is none of
// them, and Spanish is not where it is that of a country beside the United States.
var dayFirstTongues = words(`ar fa ps ur he tr az ku fr es pt it ca ro de nl da sv nb nn no is pl cs sk sl hr bs sr mk bg ru uk be el sq ka hy kk uz
	hi bn id ms vi th am so ha`)

// dayFirstCountries are the countries, by the ends of their hosts, in which the day comes first in every language.
// Those where both orders are in use (Canada, the Philippines, Kenya) are left out.
var dayFirstCountries = words(`uk ie fr de es it pt nl be ch at dk no se fi is pl cz sk si hr ba rs mk bg ro gr al ru ua by ge am az tr cy mt
	sy iq lb jo eg sa ae il ps qa kw bh om ye ly tn dz ma sd ir af pk in bd lk np au nz br mx ar cl pe ve bo uy py ec cr cu
	za ng gh et so tz ug sn ml cd th vn id sg`)

// OrderOf is the order of day and month in figures that the language of a report (BCP 47) or the host it was published
// on tells, [Unknown] where neither does.
func OrderOf(lang, host string) Order {
	tongue, region, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	switch region {
	case "us", "ca", "pr", "pa", "ph": // whatever the language
		return Unknown
	}
	if region == "gb" {
		region = "uk"
	}
	if dayFirstTongues[tongue] || tongue == "en" && dayFirstCountries[region] {
		return DayFirst
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if dot := strings.LastIndexByte(host, '.'); dot >= 0 && dayFirstCountries[host[dot+1:]] {
		return DayFirst
	}
	return Unknown
}
