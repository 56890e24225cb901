package language_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"firsthand/internal/read/core/language"
)

func TestOf(t *testing.T) {
	const (
		english    = "The council said on Friday that the mill in Norvik was burning and that nobody was inside it."
		arabic     = "قال المجلس يوم الجمعة إن الطاحونة في نورفيك احترقت ولم يكن أحد في داخلها."
		persian    = "شورا روز جمعه گفت که آسیاب در نورویک آتش گرفت و کسی در آن نبود و این را همه دیدند."
		urdu       = "کونسل نے جمعہ کو کہا کہ نورویک میں چکی جل گئی اور اس میں کوئی نہیں تھا۔"
		pashto     = "شورا د جمعې په ورځ وویل چې په نورویک کې ژرنده وسوځېده او څوک په کې نه وو."
		sorani     = "ئەنجومەن لە ڕۆژی هەینی وتی کە ئاشەکە لە نۆرڤیک سووتا و کەس لە ناو ئەوە نەبوو بە هیچ شێوەیەک."
		french     = "Le conseil a dit vendredi que le moulin de la ville était en feu et que personne n'était dans les murs."
		spanish    = "El consejo dijo el viernes que el molino de la ciudad ardía y que no había nadie en los talleres."
		german     = "Der Rat sagte am Freitag, dass die Mühle in der Stadt brenne und dass niemand in den Räumen sei, nicht einmal ein Wächter."
		turkish    = "Konsey cuma günü bir açıklama yaptı ve değirmenin yandığını, ancak içeride kimse olmadığını, bu yüzden daha fazla bilgi için beklenmesi gerektiğini söyledi."
		kurmanji   = "Encûmenê roja înê got ku aşê li Norvikê ji ber agir hat şewitandin û kes di hundir de nebû."
		russian    = "Совет сообщил в пятницу, что мельница в Норвике горела и что в ней никого не было."
		ukrainian  = "Рада повідомила у п'ятницю, що млин у Норвіку горів та що в ньому нікого не було, і це бачили всі."
		chinese    = "理事会星期五说，诺维克的磨坊着火了，里面没有人。"
		japanese   = "評議会は金曜日、ノルヴィクの製粉所が燃えたが中には誰もいなかったと述べた。"
		amharic    = "ምክር ቤቱ አርብ ዕለት ወፍጮው እየተቃጠለ ነው አለ።"
		indonesian = "Dewan itu mengatakan pada hari Jumat bahwa penggilingan di kota ini terbakar dan tidak ada orang yang terluka."
	)
	tests := []struct{ name, told, text, want string }{
		{"nothing told", "", english, "en"},
		{"what is told is right", "en", english, "en"},
		{"with a region", "en-GB", english, "en"},
		{"Arabic", "", arabic, "ar"},
		{"Persian is not Arabic", "", persian, "fa"},
		{"Urdu", "", urdu, "ur"},
		{"Pashto", "", pashto, "ps"},
		{"Sorani", "", sorani, "ckb"},
		{"French", "", french, "fr"},
		{"Spanish", "", spanish, "es"},
		{"German", "", german, "de"},
		{"Turkish", "", turkish, "tr"},
		{"Kurmanji", "", kurmanji, "ku"},
		{"Russian", "", russian, "ru"},
		{"Ukrainian is not Russian", "", ukrainian, "uk"},
		{"Chinese", "", chinese, "zh"},
		{"Japanese has Chinese letters", "", japanese, "ja"},
		{"Amharic", "", amharic, "am"},
		{"Indonesian", "", indonesian, "id"},
		{"Malay is told, and the list has only Indonesian", "ms", indonesian, "ms"},
		{"a page whose software says English", "en", arabic, "ar"},
		{"a page whose software says English, in the same letters", "en-US", french, "fr"},
		{"a page whose software says Arabic", "ar", english, "en"},
		{"a page whose software says French", "fr", english, "en"},
		{"a language that the list lacks is believed", "mt", "Il-kunsill qal li l-mitħna ta' Norvik kienet qed tinħaraq.", "mt"},
		{"a language that the list lacks is not believed of English", "mt", english, "en"},
		{"Arabic in Latin letters", "ar-Latn", "Qal al-majlis inna at-tahuna ihtaraqat.", "ar"},
		{"a few words say nothing against English", "", "Le Monde, El País, Der Spiegel", "en"},
		{"English full of foreign names", "", "Ahmad de la Cruz and Maria von der Heide of Los Angeles said that the mill was gone.", "en"},
		{"English with a quotation in Arabic", "", english + " «لم يكن أحد»", "en"},
		{"Arabic with an English name", "", arabic + " (Norvik Relief Council)", "ar"},
		{"no letters", "", "82 … 13!", ""},
		{"no letters, but told", "fr", "82 … 13!", "fr"},
		{"several languages are none", "mul", english, "en"},
		{"no tag at all", "not a tag!", english, "en"},
		{"empty", "", "", ""},
		{"a script that is not known", "", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "und"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := language.Of(tt.told, tt.text); got != tt.want {
				t.Errorf("Of(%q, %q) = %q, want %q", tt.told, tt.text, got, tt.want)
			}
		})
	}
}

// The beginning decides, however long a text is and wherever it is cut.
func TestALongText(t *testing.T) {
	long := strings.Repeat("قال ", 20_000) + strings.Repeat("the mill of the town ", 100_000)
	if got := language.Of("", long); got != "ar" {
		t.Errorf("got %q", got)
	}
}

func TestName(t *testing.T) {
	for tag, want := range map[string]string{"ar": "Arabic", "fa": "Persian", "ckb": "Central Kurdish", "und": "its language", "": "its language", "qaa": "the language qaa"} {
		if got := language.Name(tag); got != want {
			t.Errorf("Name(%q) = %q, want %q", tag, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("en", "The mill burned.")
	f.Add("zh-Hant", "磨坊")
	f.Add("", "\xff\xfe")
	f.Fuzz(func(t *testing.T, told, text string) {
		got := language.Of(told, text)
		if !utf8.ValidString(got) || len(got) > 8 {
			t.Errorf("Of(%q, %q) = %q", told, text, got)
		}
		if language.Name(got) == "" {
			t.Errorf("%q has no name", got)
		}
	})
}
