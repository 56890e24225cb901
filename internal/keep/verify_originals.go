package keep

import (
	"cmp"
	"errors"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"firsthand/internal/keep/blob"
	"firsthand/internal/report"
)

// files hashes every original, on all processors, and looks for those that are missing and those that nothing refers
// to.
func (c *check) files() {
	before := len(c.findings)
	unseen := make(map[report.Digest]bool, len(c.originals))
	for d := range c.originals {
		unseen[d] = true
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for f, err := range c.l.blobs.List(c.ctx) {
		switch {
		case err != nil && c.ctx.Err() == nil:
			c.find(Finding{Problem: Unreadable, Thing: OriginalFile, Which: "all of them", Detail: err.Error()})
		case err != nil: // called off
		case f.Unfinished && f.Err != nil:
			c.find(Finding{Problem: Unreadable, Thing: UnfinishedWrite, Which: f.Name, Detail: f.Err.Error()})
		case f.Unfinished:
			c.find(Finding{Problem: Unreferenced, Thing: UnfinishedWrite, Which: f.Name})
		case f.Err != nil:
			c.find(Finding{Problem: Unreadable, Thing: OriginalFile, Which: f.Name, Detail: f.Err.Error()})
		case f.Digest.IsZero():
			c.find(Finding{Problem: Unsealed, Thing: OriginalFile, Which: f.Name, Detail: "neither its name nor its place is that of an original"})
		default:
			sealed := c.originals[f.Digest]
			delete(unseen, f.Digest)
			group.Go(func() error {
				c.original(f.Digest, sealed)
				return nil
			})
		}
	}
	group.Wait()
	if c.ctx.Err() == nil {
		for d := range unseen {
			c.find(Finding{Problem: Missing, Thing: OriginalFile, Which: d.String()})
		}
	}
	slices.SortFunc(c.findings[before:], func(a, b Finding) int { return cmp.Compare(a.Which, b.Which) })
}

// original hashes one original.
func (c *check) original(d report.Digest, sealed bool) {
	defer c.step()
	err := blob.Check(c.ctx, c.l.blobs, d)
	var damaged *blob.DamagedError
	switch {
	case errors.As(err, &damaged):
		c.find(Finding{Problem: Altered, Thing: OriginalFile, Which: d.String(), Expected: d.String(), Found: damaged.Found.String()})
	case err != nil:
		c.find(Finding{Problem: Unreadable, Thing: OriginalFile, Which: d.String(), Detail: err.Error()})
	case !sealed:
		c.find(Finding{Problem: Unreferenced, Thing: OriginalFile, Which: d.String()})
	}
}
