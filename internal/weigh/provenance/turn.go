package provenance

import (
	"slices"

	"firsthand/internal/weigh/corefer"
)

// Turn finds out anew which of two reports had the words from the other, for all pairs that a report is one of and of
// which times do not tell: there credits do, and whom it credits is not what it was. It gives all whose parents changed
// by that.
func (f *CopyFinder) Turn(d *corefer.Document) (changed []*corefer.Document) {
	for _, o := range slices.Concat(d.Children, parentsOf(d)) {
		if o.Published.Before(d.Published) || d.Published.Before(o.Published) {
			continue
		}
		later, earlier := o, d
		if !later.Has(earlier) {
			later, earlier = earlier, later
		}
		unlink(later, earlier)
		if f.compare(d, o) != later {
			changed = append(changed, d, o)
		}
	}
	return changed
}

// unlink lets go of it that the later of two reports may have its words from the earlier.
func unlink(later, earlier *corefer.Document) {
	later.Parents = slices.DeleteFunc(later.Parents, func(p corefer.Parent) bool { return p.Doc == earlier })
	earlier.Children = slices.DeleteFunc(earlier.Children, func(d *corefer.Document) bool { return d == later })
}
