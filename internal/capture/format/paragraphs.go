package format

import "strings"

// Paragraphs gathers the words of a document whose format says where paragraphs and the cells of tables end. The cells
// of a row become one paragraph with tabs between them, as they do for a page.
type Paragraphs struct {
	out   []string
	words strings.Builder
	row   []string
	cells int // tables that are open, in each other
}

// Write adds words to the paragraph that is open.
func (p *Paragraphs) Write(s string) { p.words.WriteString(s) }

// End ends the paragraph.
func (p *Paragraphs) End() {
	if p.cells > 0 { // a paragraph in a cell
		if p.words.Len() > 0 {
			p.words.WriteByte('\n')
		}
		return
	}
	p.add(p.words.String())
	p.words.Reset()
}

func (p *Paragraphs) add(s string) {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	if s = strings.TrimSpace(strings.Join(lines, "\n")); s != "" {
		p.out = append(p.out, s)
	}
}

// OpenRow begins a row of a table. What stood before it is a paragraph.
func (p *Paragraphs) OpenRow() {
	if p.cells == 0 {
		p.End()
	}
	p.cells++
}

// EndCell ends a cell.
func (p *Paragraphs) EndCell() {
	if p.cells != 1 { // a table in a cell is part of that cell
		return
	}
	p.row = append(p.row, strings.Join(strings.Fields(p.words.String()), " "))
	p.words.Reset()
}

// EndRow ends a row.
func (p *Paragraphs) EndRow() {
	if p.cells == 0 {
		return
	}
	if p.cells--; p.cells > 0 {
		return
	}
	if p.words.Len() > 0 {
		p.cells = 1
		p.EndCell()
		p.cells = 0
	}
	p.add(strings.TrimRight(strings.Join(p.row, "\t"), "\t"))
	p.row = nil
}

// All are the paragraphs.
func (p *Paragraphs) All() []string {
	for p.cells > 0 {
		p.EndRow()
	}
	p.End()
	return p.out
}
