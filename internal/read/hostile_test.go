package read_test

import (
	"fmt"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// hostileText is a text of any size that was made to cost more than an ordinary one of that size.
type hostileText struct {
	name string
	unit string           // what it repeats,
	make func(int) string // or how it is made
}

func (h hostileText) text(size int) string {
	if h.make != nil {
		return h.make(size)
	}
	return strings.Repeat(h.unit, size/len(h.unit))
}

// numbered writes a sentence again and again, with %[1]d for how often it was written before.
func numbered(sentence string) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, sentence, i)
		}
		return b.String()
	}
}

// manyTowns is a bulletin whose towns are so many that each line is an event of its own.
func manyTowns() string {
	var b strings.Builder
	for i, town := range strings.Fields("Aleppo Homs Hama Idlib Raqqa Damascus Latakia Tartus Palmyra Manbij Mosul Kirkuk Erbil Baghdad Basra Karbala Najaf Sanaa Aden Taiz Hodeidah Marib Khartoum Nyala Kosti Tripoli Misrata Benghazi Sirte Sabha") {
		fmt.Fprintf(&b, "%s, %d December: %d people killed.\n", town, i%12+1, i+2)
	}
	return b.String()
}

var hostileTexts = []hostileText{
	{name: "one word", unit: "a"},
	{name: "one word with capitals", unit: "Ab"},
	{name: "one number", unit: "7"},
	{name: "one word of hyphens", unit: "a-"},
	{name: "straight quotes", unit: `"`},
	{name: "straight quotes, spaced", unit: `" `},
	{name: "single quotes", unit: "' "},
	{name: "opening quotes", unit: "“"},
	{name: "closing quotes", unit: "”"},
	{name: "quotes in seven styles, never closed", unit: "“a ‘b «c „d \"e 'f ``g "},
	{name: "quotes in seven styles, nested and closed", unit: "“a ‘b «c „d \"e 'f ``g''' e\" d” c» b’ a” "},
	{name: "a bulletin of many towns", make: func(size int) string { return strings.Repeat(manyTowns(), size/1200) }},
	{name: "a quote a line", unit: "“Yes.”\n\n"},
	{name: "a quote a line, never closed", unit: "“Yes.\n\n"},
	{name: "mixed scripts in a word", unit: "Aleppoحلب市Москва "},
	{name: "mixed scripts", unit: "Aleppo حلب Москва Ἀθῆναι 東京 "},
	{name: "control characters", unit: "\x01\x02\x1b[2J\u202e"},
	{name: "marks on one letter", unit: "\u0301"},
	{name: "line ends", unit: "\n"},
	{name: "paragraphs of a letter", unit: "a\n\n"},
	{name: "HTML", unit: `<div class="a">&nbsp;<p>Text</p>`},
	{name: "HTML, never closed", unit: "<div><span "},
	{name: "cues", unit: "said "},
	{name: "cues and commas", unit: "said, "},
	{name: "commas", unit: ", "},
	{name: "full stops", unit: ". "},
	{name: "open brackets", unit: "( "},
	{name: "datelines", unit: "NORVIK (Reuters) — "},
	{name: "told that, for ever", unit: "told that "},
	{name: "according to, for ever", unit: "according to "},
	{name: "reports of reports", unit: "reports of "},
	{name: "citing, for ever", unit: "citing "},
	{name: "he said that she told it", unit: "he said that she told it and "},
	{name: "of the head of the", unit: "spokesman for the head of the "},
	{name: "capitals", unit: "Norvik Relief Council "},
	{name: "names and cues", unit: "John Harrow said, "},
	{name: "accounts", unit: "@a "},
	{name: "he said", unit: "He said. "},
	{name: "could not verify", unit: "could not verify "},
	{name: "save us", unit: "please save us "},
	{name: "the ceasefire was suspended", unit: "the ceasefire was suspended "},
	{name: "figures", unit: "82 killed, "},
	{name: "parts of figures", unit: "including 13 children, "},
	{name: "places", unit: "in Aleppo and Homs "},
	{name: "days", unit: "on Monday "},
	{name: "dates", unit: "12 December 2016, "},
	{name: "killings", unit: "At least 82 civilians were killed in Aleppo on Monday. "},
	{name: "three lines of marks", make: threeLines},
	{name: "ever new names", make: numbered("Name%[1]d Surname%[1]d said it rained. ")},
	{name: "ever new bodies", make: numbered("The spokesman for Body%[1]d said it rained. He said the group had left. ")},
	{name: "ever new figures", make: numbered("At least 1%[1]d civilians, including %[1]d children, were killed in Aleppo. ")},
	{name: "ever new quotes", make: numbered("“I saw house %[1]d fall,” the nurse told Wire%[1]d. ")},
}

// Compare the MB/s of each text over its sizes: they must stay what they are. [TestWorkIsLinear] holds the same for
// smaller texts, by counting.
func BenchmarkHostile(b *testing.B) {
	read.Read(report.Report{Text: "The weights and the gazetteer are unpacked once."})
	for _, h := range hostileTexts {
		for _, megabytes := range []int{1, 2, 4} {
			b.Run(fmt.Sprintf("%s/%dMB", h.name, megabytes), func(b *testing.B) {
				in := report.Report{ID: "a", Text: h.text(megabytes << 20), Published: "2016-12-13", Publisher: "Halden Wire"}
				b.SetBytes(int64(len(in.Text)))
				for b.Loop() {
					read.Read(in)
				}
			})
		}
	}
}
