package keep

import (
	"cmp"
	"errors"
	"os"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"firsthand/internal/keep/blobdir"
	"firsthand/internal/report"
)

// files hashes every original, on all processors, and looks for those that are missing and those that nothing refers to.
func (c *check) files() {
	before := len(c.findings)
	unseen := make(map[report.Digest]bool, len(c.originals))
	for d := range c.originals {
		unseen[d] = true
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := c.l.originals.Walk(c.ctx, func(f blobdir.Found) error {
		switch {
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
		return nil
	})
	group.Wait()
	if err != nil && c.ctx.Err() == nil {
		c.find(Finding{Problem: Unreadable, Thing: OriginalFile, Which: originalsDir, Detail: withoutPath(err).Error()})
	}
	if c.ctx.Err() == nil {
		for d := range unseen {
			c.find(Finding{Problem: Missing, Thing: OriginalFile, Which: d.String()})
		}
	}
	slices.SortFunc(c.findings[before:], func(a, b Finding) int { return cmp.Compare(a.Which, b.Which) })
}

// original hashes one file.
func (c *check) original(d report.Digest, sealed bool) {
	defer c.step()
	err := c.l.originals.Check(d)
	var damaged *blobdir.DamagedError
	switch {
	case errors.As(err, &damaged):
		c.find(Finding{Problem: Altered, Thing: OriginalFile, Which: d.String(), Expected: d.String(), Found: damaged.Found.String()})
	case err != nil:
		c.find(Finding{Problem: Unreadable, Thing: OriginalFile, Which: d.String(), Detail: withoutPath(err).Error()})
	case !sealed:
		c.find(Finding{Problem: Unreferenced, Thing: OriginalFile, Which: d.String()})
	}
}

// leftovers names the files that were being written when a process ended.
func (c *check) leftovers() {
	entries, err := os.ReadDir(c.l.path(incomingDir))
	if err != nil {
		c.find(Finding{Problem: Unreadable, Thing: UnfinishedWrite, Which: incomingDir, Detail: withoutPath(err).Error()})
	}
	for _, e := range entries {
		c.find(Finding{Problem: Unreferenced, Thing: UnfinishedWrite, Which: path.Join(incomingDir, e.Name())})
	}
}
