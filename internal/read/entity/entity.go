package entity

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/report"
)

// Being is one person, body or group: what all its mentions tell together.
type Being struct {
	Name     string // of a person, body or account; "" while only a description is known
	Words    string // the first description
	Role     string
	Of       string
	Kind     string
	Nature   Nature
	Gender   Gender
	Plural   bool
	Speaker  bool     // every description of it is of somebody who speaks for a body
	Names    []string // all names it has, in order
	Roles    []string // all nouns it is called by, in order
	Mentions []int    // in order
	Known    bool     // a well-known body
	Sole     bool     // as of a mention

	split [][]string // of each name: its words, comparable
	of    *Being
	into  *Being // the being that this one turned out to be
	id    string
}

// Cast is who a report speaks of.
type Cast struct {
	mentions []Mention
	of       []*Being // of each mention; nil for a thing, and for a pronoun that nobody could be found for
	beings   []*Being
}

// At is the being that a mention means; nil where nobody knows.
func (c *Cast) At(i int) *Being { return c.of[i].last() }

// Len is how many mentions there are.
func (c *Cast) Len() int { return len(c.mentions) }

// Mention is the mention of that number, as it was given to [Resolve].
func (c *Cast) Mention(i int) *Mention { return &c.mentions[i] }

// last is the being that this one has become.
func (b *Being) last() *Being {
	for b != nil && b.into != nil {
		b = b.into
	}
	return b
}

// Title is the fullest name there is: the own name, else that of the body spoken for, else the description.
func (b *Being) Title() string {
	b = b.last()
	switch {
	case b == nil:
		return "unnamed"
	case b.Name != "":
		return b.Name
	case b.Speaker && b.Affiliation() != "":
		return b.Affiliation()
	}
	return b.Words
}

// Affiliation is whom the being speaks for or belongs to, by the fullest name the report gives.
func (b *Being) Affiliation() string {
	b = b.last()
	if of := b.of.last(); of != nil && of != b && (of.Nature == Body || of.Name != "") {
		return of.Title()
	}
	return b.Of
}

// Named reports whether somebody could ask the being: a person, body or account with a name, a body of which there is
// one, or whoever speaks for such a body.
func (b *Being) Named() bool {
	b = b.last()
	return b != nil && (b.Name != "" || b.Sole || b.Speaker && b.Affiliation() != "" && b.Affiliation() != b.Words && (!lower(b.Affiliation()) || b.of.soles()))
}

func (b *Being) soles() bool { b = b.last(); return b != nil && b.Sole }

func lower(s string) bool { return s == strings.ToLower(s) }

// IsBody reports whether the being is an organisation, an office or an outlet.
func (b *Being) IsBody() bool { return b != nil && b.last().Nature == Body }

// IsThing reports whether the words mean nobody at all: a photo, a town, a gas.
func (b *Being) IsThing() bool { return b != nil && b.last().Nature == Thing }

// Is tells whether two are one.
func (b *Being) Is(o *Being) bool { return b != nil && b.last() == o.last() }

// ID is what the being is called in [Cast.Entities]; "" where it is not among them.
func (b *Being) ID() string {
	if b = b.last(); b == nil {
		return ""
	}
	return b.id
}

// number gives beings their IDs, in the order of their first mentions.
func (c *Cast) number() {
	for i := range c.of {
		if b := c.At(i); b != nil && !c.mentions[i].Empty() {
			b.Mentions = append(b.Mentions, i)
		}
	}
	live := make([]*Being, 0, len(c.beings))
	for _, b := range c.beings {
		speaks := slices.ContainsFunc(b.Mentions, func(i int) bool { return c.mentions[i].Speaks })
		if b.into == nil && len(b.Mentions) > 0 && (speaks || b.Nature != Thing && b.Nature != Unclear) {
			live = append(live, b)
		}
	}
	slices.SortStableFunc(live, func(a, b *Being) int { return a.Mentions[0] - b.Mentions[0] })
	for i, b := range live {
		b.id = "n" + strconv.Itoa(i+1)
	}
	c.beings = live
}

// Entities writes the cast down, in the order of first mentions.
func (c *Cast) Entities() []report.Entity {
	out := make([]report.Entity, 0, len(c.beings))
	for _, b := range c.beings {
		e := report.Entity{ID: b.id, Name: b.Title(), SourceID: report.SourceID(b.Title()), Kind: b.Kind, Of: b.Affiliation(), Named: b.Named()}
		if e.Kind == "" && b.Nature == Person {
			e.Kind = report.KindPerson
		}
		if e.Kind == "" && b.Nature == Group {
			e.Kind = report.KindGroup
		}
		if e.Of == e.Name {
			e.Of = ""
		}
		for _, n := range b.Names {
			if n != e.Name && !slices.Contains(e.Names, n) {
				e.Names = append(e.Names, n)
			}
		}
		for _, i := range b.Mentions {
			m := &c.mentions[i]
			e.Mentions = append(e.Mentions, report.EntityMention{Span: m.Span, Form: m.Form})
		}
		slices.SortFunc(e.Mentions, func(a, b report.EntityMention) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
		e.Mentions = slices.CompactFunc(e.Mentions, func(a, b report.EntityMention) bool { return a.Span == b.Span })
		out = append(out, e)
	}
	return out
}
