package keep

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Verify looks at everything in the ledger and names whatever is not what was sealed: it hashes every original,
// recomputes every leaf from the row it seals and the whole tree from the leaves, compares both with what is stored,
// checks the signatures of the checkpoints and that the tree begins with each of the trees they signed, sums up every
// reading, and has SQLite check its file. docs/ledger.md says which check covers which file and column.
//
// held are checkpoints of this ledger that somebody kept elsewhere. Only they can tell of a ledger that was replaced
// whole by whoever has its key, or taken back to an earlier state.
//
// The ledger may be written meanwhile; Verify sees the database as it was at the start. progress, unless nil, is told
// how many of how many things have been looked at, by one goroutine at a time. The error is not nil only if Verify
// could not finish, as when ctx is done; damage is in the findings.
func (l *Ledger) Verify(ctx context.Context, progress func(done, total int), held ...[]byte) (Findings, error) {
	c := &check{l: l, ctx: ctx, progress: progress,
		doubtful: make(map[int64]tlog.Hash), originals: make(map[report.Digest]bool)}
	c.readKeys()
	if l.around != nil {
		c.findings = append(c.findings, l.around()...)
	}
	// The checkpoint file is read before the database, because it may only ever be behind it.
	signed := slices.Concat(c.marks(held), c.stampMarks(), c.cosignMarks())
	c.database()
	err := l.store.View(ctx, func(v store.View) error {
		c.view = v
		c.count()
		c.log(slices.Concat(c.keyChanges(), c.openMarks(signed), c.markInDatabase()))
		c.records()
		c.form()
		c.readings()
		c.oldPlaces()
		c.stamps()
		c.cosignatures()
		return nil
	})
	if err != nil {
		c.unreadable("all of it", err)
	}
	c.privateKey()
	c.files()
	if err := ctx.Err(); err != nil {
		return c.findings, fmt.Errorf("verify: %w", err)
	}
	c.finish()
	return c.findings, nil
}

// check is one run of Verify. Its methods each look at one part, and go on with the next thing after a finding.
type check struct {
	l    *Ledger
	ctx  context.Context
	view store.View // of the moment when Verify began

	keys  keys
	chain seal.Chain // of the keys in the log

	mu       sync.Mutex
	findings Findings
	done     int
	total    int
	progress func(done, total int)

	doubtful  map[int64]tlog.Hash    // leaves whose data is missing or does not fit their stored hash, with that hash
	originals map[report.Digest]bool // that sealed records name
	closedOne bool                   // a record of a closed form was seen
}

func (c *check) find(f Finding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings = append(c.findings, f)
}

// unreadable notes that a part of the database could not be read to its end. A check that was called off says nothing.
func (c *check) unreadable(part string, err error) {
	if c.ctx.Err() == nil {
		c.find(Finding{Problem: Unreadable, Thing: DatabaseFile, Which: part, Detail: err.Error()})
	}
}

func (c *check) step() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done++
	if c.progress != nil {
		c.progress(c.done, max(c.done, c.total))
	}
}

func (c *check) finish() {
	if c.progress != nil && c.done < c.total {
		c.progress(c.total, c.total)
	}
}

// count sets how many things there are to look at, by the database's own account.
func (c *check) count() {
	n, err := c.view.Count()
	if err != nil {
		c.unreadable("its tables", err)
	}
	c.total = n.Leaves + 2*n.Reports + n.Decisions + 2*n.Places + n.Readings
}

// form compares the form that the place gives with the records: one that knew no closed records has none. A program of
// that form would misread them.
func (c *check) form() {
	if c.l.before == nil || !c.closedOne {
		return
	}
	if name, before := c.l.before(); before {
		c.find(Finding{Problem: Altered, Thing: FolderThing, Which: name, Detail: "it gives an older form than the records have"})
	}
}

// database has the engine check itself.
func (c *check) database() {
	problems := map[store.Problem]Problem{
		store.Altered: Altered, store.Missing: Missing, store.Extra: Unsealed, store.Unreadable: Unreadable}
	for f := range c.l.store.SelfCheck(c.ctx) {
		c.find(Finding{Problem: problems[f.Problem], Thing: DatabaseFile, Which: f.Part, Detail: f.Detail})
	}
}

// readKeys checks the pair of keys, as they stand in their files now, and that nobody else can read the private one.
func (c *check) readKeys() {
	k, wrong := readKeys(c.l.keyFile)
	c.keys = k
	if wrong != nil && wrong.Problem == Missing && k.verifier != nil {
		wrong.Problem, wrong.Detail = Absent, "nothing can be added here and everything can be verified, as in a copy that was made to be read"
	}
	if wrong != nil {
		c.find(*wrong)
	}
	files := []KeyFile{}
	private, _ := c.l.keyFile()
	files = append(files, private)
	if c.l.next != nil {
		files = append(files, c.l.next.Read())
	}
	for _, f := range files {
		if f.Loose != "" {
			c.find(Finding{Problem: Exposed, Thing: KeyThing, Which: f.Name, Expected: "mode 0600", Found: f.Loose})
		}
	}
}

// keyChanges follows the keys of the log, names every change that does not follow, and gives the roots that they were
// signed over as marks.
func (c *check) keyChanges() []mark {
	if c.keys.verifier == nil {
		return nil // the damaged key is a finding already
	}
	c.chain = seal.NewChain(c.keys.verifier)
	var marks []mark
	for l, err := range pages(c.view.Unclaimed, leafNumber) {
		if err != nil {
			return marks // withoutRow says so
		}
		if !seal.IsKeyChange(l.Data) {
			continue
		}
		wrong := func(problem Problem, detail string) {
			c.find(Finding{Problem: problem, Thing: KeyChangeLeaf, Which: strconv.FormatInt(l.Number, 10), Detail: detail})
		}
		k, err := seal.ParseKeyChange(l.Data)
		switch {
		case err != nil:
			wrong(Altered, err.Error())
			continue
		case k.Leaf != l.Number:
			wrong(Unsealed, fmt.Sprintf("it says that it is leaf %d", k.Leaf))
			continue
		}
		next, err := c.chain.Follow(k)
		if err != nil {
			wrong(Unsealed, err.Error())
			continue
		}
		c.chain = next
		marks = append(marks, mark{fmt.Sprintf("in the change of keys at leaf %d", k.Leaf), seal.Checkpoint{Origin: k.Origin, Size: k.Leaf, Root: k.Root}})
	}
	return marks
}

// openMarks checks the signatures of checkpoints.
func (c *check) openMarks(signed []signedMark) (marks []mark) {
	for _, m := range signed {
		marks = append(marks, c.openMark(m.where, m.signed)...)
	}
	return marks
}

// privateKey holds the private key against the newest key of the log.
func (c *check) privateKey() {
	newest := c.chain.Newest()
	if c.keys.signer == nil || newest == nil || isPair(c.keys.signer, newest) || c.l.signerOf(newest) != nil {
		return // it fits, or is a finding already, or the next command that writes moves it to its place
	}
	private, public := c.l.keyFile()
	f := Finding{Problem: Altered, Thing: KeyThing, Which: private.Name, Detail: "it is not the other half of " + public.Name}
	if changes := c.chain.Changes(); len(changes) > 0 {
		f.Detail = fmt.Sprintf("it is not the other half of the key that leaf %d names", changes[len(changes)-1].Leaf)
	}
	c.find(f)
}

// oldPlaces names the lists of places that an older version kept and nobody sealed since.
func (c *check) oldPlaces() {
	newest, err := newestLists(c.view)
	if err != nil {
		return // its rows are findings already
	}
	lists, err := c.l.oldLists(newest)
	if err != nil {
		c.find(Finding{Problem: Unreadable, Thing: PlacesRow, Which: "of an older version", Detail: err.Error()})
	}
	for _, list := range lists {
		c.find(Finding{Problem: Unprotected, Thing: PlacesRow, Which: list.File,
			Detail: "an older version imported it and nothing seals it; the next command that reads or adds reports does", Found: report.DigestOf(list.Data).String()})
	}
}
