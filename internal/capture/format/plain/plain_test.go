package plain

import (
	"strings"
	"testing"

	"firsthand/internal/capture/format"
)

func FuzzFrontMatter(f *testing.F) {
	f.Add("Publisher: P\r\nPublished: 2016-12-13\r\n\r\nText")
	f.Add("Title:\n")
	f.Fuzz(func(t *testing.T, text string) {
		var item format.Item
		if rest := frontMatter(text, &item); !strings.HasSuffix(text, rest) {
			t.Error("the text after the front matter is not the end of the text")
		}
	})
}
