package page

import "golang.org/x/net/html/atom"

// The kinds of element.
var (
	// void elements have no content.
	void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Keygen, atom.Link, atom.Meta,
		atom.Param, atom.Source, atom.Track, atom.Wbr)

	// mute elements hold no words of the page.
	mute = set(atom.Audio, atom.Button, atom.Canvas, atom.Datalist, atom.Iframe, atom.Math, atom.Noembed, atom.Noframes, atom.Noscript,
		atom.Object, atom.Progress, atom.Script, atom.Select, atom.Style, atom.Svg, atom.Template, atom.Textarea, atom.Title, atom.Video)

	// block elements begin and end a paragraph.
	block = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog,
		atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol,
		atom.P, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead,
		atom.Tr, atom.Ul)

	// heading elements stand above what they head.
	heading = set(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)

	// leaf elements are never the article: they are a piece of one.
	leaf = set(atom.Blockquote, atom.Dd, atom.Dt, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ol, atom.P, atom.Pre,
		atom.Ul)

	// cell elements keep a stray end tag inside from closing what is outside; only tabular elements may close a cell.
	cell    = set(atom.Caption, atom.Table, atom.Td, atom.Th)
	tabular = set(atom.Caption, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr)

	// What a new item, cell or row does not look beyond for the one before it.
	list  = set(atom.Dl, atom.Menu, atom.Ol, atom.Table, atom.Ul)
	row   = set(atom.Table, atom.Tr)
	table = set(atom.Table)
)

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}
