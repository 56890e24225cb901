package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
)

// Sizes of the picture, in its own units: CSS pixels where it is shown as large as it is.
const (
	gridLeft   = 128.0
	gridTop    = 96.0
	cellWidth  = 108.0
	cellHeight = 58.0
	barTop     = gridTop + mostOutlets*cellHeight + 118
	barHeight  = 26.0
	barLeft    = 316.0
	pictureEnd = gridLeft + mostOrigins*cellWidth + 24
)

// pictureStyle keeps to the reader's colours, and to ink on paper. A picture that a page embeds can load nothing, so
// its fonts are those of the machine.
const pictureStyle = `text{font:15px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1c2126}` +
	`.paper{fill:#fffefb}.soft{fill:#545c65;font-size:13.5px}.head{font-weight:600;font-size:17px}.big{font-weight:600}` +
	`.cell{fill:#0e5a68}.none{fill:none;stroke:#d8d3c7}.bar{fill:#0e5a68}.even{fill:none;stroke:#8a4a1c;stroke-width:2.5}` +
	`.on{fill:#fff}` +
	`@media (prefers-color-scheme:dark){text{fill:#e8e5de}.paper{fill:#1b1f23}.soft{fill:#a9b0b8}.cell,.bar{fill:#84cbd8}.none{stroke:#363c43}.even{stroke:#f0ab78}.on{fill:#10181a}}` +
	`@media print{text{fill:#000}.paper{fill:#fff}.soft{fill:#333}.cell,.bar{fill:#444}.even{stroke:#000}.on{fill:#fff}}`

// WriteSVG draws the study: incidents by outlets and origins, and the bodies on which most reports rest. Every number
// that it shows stands in it as words; its title and description tell the same to those who cannot see it.
func (s Study) WriteSVG(w io.Writer) error {
	height := barTop + float64(len(s.Bodies))*(barHeight+8) + 40
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" aria-labelledby="t d" lang="en">`+"\n", pictureEnd, height, pictureEnd, height)
	fmt.Fprintf(&b, "<title id=\"t\">How many outlets tell of an incident, and how many origins stand behind it</title>\n<desc id=\"d\">%s</desc>\n<style>%s</style>\n", escaped(s.describe()), pictureStyle)
	fmt.Fprintf(&b, `<rect class="paper" width="%.0f" height="%.0f" rx="6"/>`+"\n", pictureEnd, height)
	s.drawGrid(&b)
	s.drawBodies(&b)
	b.WriteString("</svg>\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}

// describe is the picture in words.
func (s Study) describe() string {
	var parts []string
	for n := 1; n <= mostOutlets; n++ {
		var counts []string
		for o := 1; o <= mostOrigins; o++ {
			if k := s.at(n, o); k > 0 {
				counts = append(counts, fmt.Sprintf("%s with %s", number(k), many(o, "origin")))
			}
		}
		if len(counts) > 0 {
			parts = append(parts, fmt.Sprintf("Told of by %s: %s.", strings.Replace(many(n, "outlet"), fmt.Sprint(n)+" ", atMost(n, mostOutlets)+" ", 1), strings.Join(counts, ", ")))
		}
	}
	for _, x := range s.Bodies {
		parts = append(parts, fmt.Sprintf("%s stands behind %s.", x.Name, many(x.Reports, "report")))
	}
	return strings.Join(parts, " ")
}

// drawGrid draws the incidents as a grid whose cells are the fuller the more there are. The outlined cells have as many
// origins as outlets: what lies left of them has fewer.
func (s Study) drawGrid(b *strings.Builder) {
	label(b, 24, 38, "head", "", fmt.Sprintf("%s incidents, by outlets and distinct origins", number(s.Incidents)))
	label(b, gridLeft, gridTop-30, "soft", "", "distinct origins behind an incident")
	label(b, 24, gridTop-8, "soft", "", "outlets")
	most := 1
	for n := 1; n <= mostOutlets; n++ {
		for o := 1; o <= mostOrigins; o++ {
			most = max(most, s.at(n, o))
		}
	}
	for o := 1; o <= mostOrigins; o++ {
		label(b, gridLeft+(float64(o)-0.5)*cellWidth, gridTop-8, "soft", "middle", atMost(o, mostOrigins))
	}
	for n := 1; n <= mostOutlets; n++ {
		y := gridTop + float64(n-1)*cellHeight
		label(b, 24, y+cellHeight/2+5, "", "", atMost(n, mostOutlets))
		for o := 1; o <= mostOrigins; o++ {
			x := gridLeft + float64(o-1)*cellWidth
			count := s.at(n, o)
			if count == 0 {
				fmt.Fprintf(b, `<rect class="none" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="3"/>`+"\n", x+2, y+2, cellWidth-4, cellHeight-4)
			} else {
				class, full := fullness(count, most)
				fmt.Fprintf(b, `<rect class="cell" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="3" fill-opacity="%.2f"/>`+"\n", x+2, y+2, cellWidth-4, cellHeight-4, full)
				label(b, x+cellWidth/2, y+cellHeight/2+5, class, "middle", number(count))
			}
			if o == n && n < mostOutlets {
				fmt.Fprintf(b, `<rect class="even" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="3"/>`+"\n", x+2, y+2, cellWidth-4, cellHeight-4)
			}
		}
	}
	y := gridTop + mostOutlets*cellHeight + 24
	label(b, gridLeft, y, "soft", "", "Outlined: as many origins as outlets. Left of it, outlets repeat one another.")
}

// fullness is how opaque a cell is, by the logarithm of its count, and the class of its number. Between light cells
// with dark numbers and dark ones with light numbers lies a gap, so that every number can be read.
func fullness(count, most int) (class string, opacity float64) {
	f := math.Log1p(float64(count)) / math.Log1p(float64(most))
	if f < 0.6 {
		return "big", 0.08 + 0.3*f/0.6
	}
	return "big on", 0.8 + 0.2*(f-0.6)/0.4
}

// drawBodies draws how many reports rest on which body.
func (s Study) drawBodies(b *strings.Builder) {
	if len(s.Bodies) == 0 {
		return
	}
	label(b, 24, barTop-26, "head", "", fmt.Sprintf("Of %s, so many have something from …", many(s.Reports, "report")))
	room := pictureEnd - barLeft - 150
	for i, x := range s.Bodies {
		y := barTop + float64(i)*(barHeight+8)
		width := room * ratio(x.Reports, s.Bodies[0].Reports)
		label(b, barLeft-12, y+barHeight/2+5, "", "end", short(x.Name, 38))
		fmt.Fprintf(b, `<rect class="bar" x="%.0f" y="%.0f" width="%.1f" height="%.0f" rx="2"/>`+"\n", barLeft, y, width, barHeight)
		label(b, barLeft+width+10, y+barHeight/2+5, "", "", fmt.Sprintf("%s (%s)", number(x.Reports), share(x.Reports, s.Reports)))
	}
}

// label writes words at a place; anchor is "" for the start of the line.
func label(b *strings.Builder, x, y float64, class, anchor, words string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	if anchor != "" {
		anchor = ` text-anchor="` + anchor + `"`
	}
	fmt.Fprintf(b, `<text x="%.0f" y="%.0f"%s%s>%s</text>`+"\n", x, y, class, anchor, escaped(words))
}

// short cuts a name at n runes.
func short(name string, n int) string {
	if r := []rune(name); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return name
}

func escaped(words string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(words)) // a Builder never fails
	return b.String()
}
