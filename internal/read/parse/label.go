package parse

// Label is a relation of Universal Dependencies (universaldependencies.org/u/dep), with the subtypes that English treebanks use.
type Label uint8

// The relations. Those that are too rare to learn keep their name but are never given.
const (
	Dep Label = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	PunctMark // punct
	Reparandum
	Vocative
	Xcomp
	countLabels
)

var labelNames = [countLabels]string{"dep", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
	"cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "det", "det:predet", "discourse",
	"dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj",
	"nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp"}

// universal is the relation of each label without its subtype.
var universal = func() (u [countLabels]Label) {
	for l := range u {
		name := labelNames[l]
		for i := range name {
			if name[i] == ':' {
				name = name[:i]
				break
			}
		}
		u[l], _ = ParseLabel(name)
	}
	return u
}()

// String is the relation's name in Universal Dependencies.
func (l Label) String() string {
	if l >= countLabels {
		return "?"
	}
	return labelNames[l]
}

// Universal is the relation without its subtype: nsubj for nsubj:pass.
func (l Label) Universal() Label {
	if l >= countLabels {
		return Dep
	}
	return universal[l]
}

// Subject tells whether l is a subject of any kind.
func (l Label) Subject() bool {
	u := l.Universal()
	return u == Nsubj || u == Csubj
}

// ParseLabel is the label of that name, or of the name without its subtype; ok is false where there is none.
func ParseLabel(name string) (l Label, ok bool) {
	for i, n := range labelNames {
		if n == name {
			return Label(i), true
		}
	}
	for i := range name {
		if name[i] == ':' {
			return ParseLabel(name[:i])
		}
	}
	return Dep, false
}
