// Package desk shows what a ledger holds and what it comes to, as pages that people read and as JSON that programs
// read.
//
// The desk decides nothing. Incidents, origins, tallies and grades are worked out elsewhere ([report.Weighing]); the
// desk puts the answer first, the evidence one click behind it, and the sealed original one click behind that. Every
// page is made on the server, works without JavaScript, with the keyboard alone, on a telephone and on paper.
// Everything it needs is embedded; it asks nothing of any other host, and what it serves forbids the browser to (see
// guard.go).
//
// # Pages
//
//	/                        incidents, those first that repay a look; ?q= ?kind= ?grade= ?work= ?many= ?from= ?to= ?area= ?sort= ?page=
//	/search                  everything by its words; ?q= ?publisher= ?from= ?to= ?page=
//	/map                     the same incidents on a map and in time; ?area=WEST,SOUTH,EAST,NORTH and what / knows
//	/queue                   one open question at a time, with its evidence; ?after=
//	/incidents/{id}          one incident: what is known, by whom, how firmly; the origins picture; the figures side by side
//	/situations              ceasefires, evacuations, sieges, control of places, each with its newest state; ?q= ?kind= ?page=
//	/situations/{id}         one of them: who announced and who observed which change, day by day
//	/calls                   calls for help and what came after them; sources that have stopped speaking; ?q= ?page=
//	/sources                 whom reports have their words from; ?q= ?kind= ?page=
//	/sources/{id}            one of them: names, kind, side, its last words, what may be the same source
//	/incidents/{id}/edge     one line of its origins picture, with all its evidence; ?from= ?to=
//	/reports                 every report, also those that belong to no incident; ?q= ?page=
//	/reports/{id}            one report's text with its statements marked; ?s= selects a statement, ?at=START-END marks words
//	/decisions               what analysts decided, newest first, also what was taken back; ?page=
//	/originals/{sha256}      the bytes as captured, re-hashed before they are sent; never rendered
//	/as/{key}                lets the browser that knows the key of this run decide
//	/export/incidents.{csv,geojson,json}  the incidents that a filter keeps, as a file; ?incident= for one
//	/feed/incidents.atom     the same as a feed, that first of which the newest report tells
//	/static/{name}           style sheet, scripts, icon
//	/api/…                   the same as JSON, see api.go
//
// # Deciding
//
// A desk shows and decides nothing, unless it was started for an analyst ([Config.Decide]). Then that analyst's
// browser, which has to have been given the key of this run, finds forms on the pages: to grade, merge and split
// incidents, to set the side of sources and say which are one, to accept or reject an edge, a statement, a figure or a
// report, and to take any of it back. They are sent with POST to /decisions, the only thing that a desk takes; see
// deciding.go and guard.go.
//
// # A text that calls itself graphic
//
// Pictures are never loaded: a page is words. Where a report's own title or first words warn of graphic content, its
// text is folded away until the reader opens it or asks for one of its statements. No other text is covered: somebody
// who reads these texts all night must not have to uncover each.
package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"sync"

	"golang.org/x/sync/semaphore"

	"firsthand/internal/report"
)

// Ledger is what the desk reads. It writes nothing; [Config.Decide] does.
type Ledger interface {
	// Version grows whenever anything was added or decided. It is asked for on every page, so it must be cheap.
	Version(context.Context) (int64, error)
	// ReportsAfter yields the reports behind a leaf, in the order of their leaves; -1 stands before all. A report never
	// changes, so none is asked for twice. A non-nil error ends it.
	ReportsAfter(ctx context.Context, leaf int64) iter.Seq2[report.Placed, error]
	Report(ctx context.Context, id string) (report.Report, error)
	Reading(ctx context.Context, id string) (report.Reading, error)
	Original(context.Context, report.Digest) ([]byte, error)
	// Decisions yields every decision in the order in which they were taken down. A non-nil error ends it.
	Decisions(context.Context) iter.Seq2[report.Decision, error]
}

// Config is what a desk needs to be told.
type Config struct {
	Ledger Ledger
	// Weigh says what the ledger comes to. It is called when the ledger's Version has changed, never twice at once, and
	// the desk does not change what it returns.
	Weigh func(context.Context) (report.Weighing, error)
	// Decide takes a decision down, sealed, if the ledger is at that version still: ErrMoved where it is not,
	// ErrUnknown where nobody can tell whether it is sealed, ErrInvalid where its words cannot be. After any other
	// error than ErrUnknown it is not. Nil makes a desk that only shows. By of the decision is Analyst.
	Decide func(ctx context.Context, d report.Decision, ifVersion int64) (report.Decision, error)
	// Export writes the incidents of a weighing as "csv", "geojson" or "json". Nil makes a desk that gives no files.
	Export func(out io.Writer, format string, w report.Weighing) error
	// Analyst is who decides, and Key what a browser must know to do so in their name: a secret of this run, 16 bytes
	// or more of what an address can hold. Both are needed where Decide is set.
	Analyst, Key string
	// Before says before when a report existed by the word of somebody outside, and by whose; "" where nobody said so.
	// Nil where nobody is ever asked.
	Before func(ctx context.Context, id string) (string, error)
	// Version of the program, for the foot of every page.
	Version string
	// Hosts are names, besides those of this machine, under which the desk may be asked for; see [guard].
	Hosts []string
	// Logger hears of faults. Nil means that nobody does.
	Logger *slog.Logger
}

// ErrReplaced is what errors of a [Ledger] wrap where another ledger was put in its place: nothing that this one says
// is of any use.
var ErrReplaced = errors.New("another ledger was put in the place of this one")

// What errors of [Config.Decide] wrap.
var (
	ErrMoved   = errors.New("the ledger has changed since it was looked at")
	ErrUnknown = errors.New("it is not known whether it was sealed")
	ErrInvalid = errors.New("it cannot be sealed as it stands")
)

// desk is the state behind the handlers.
type desk struct {
	ledger  Ledger
	weighed *cache
	pages   *pages
	log     *slog.Logger
	version string
	export  func(io.Writer, string, report.Weighing) error // nil on a desk that gives no files
	before  func(context.Context, string) (string, error)
	renders *semaphore.Weighted // bytes of the texts whose pages are being made
	seats   *seats

	decided decidedCache
	decide  func(context.Context, report.Decision, int64) (report.Decision, error) // nil on a desk that only shows
	turn    sync.Mutex                                                             // held by whose decision is being taken down
	analyst string
	key     [sha256.Size]byte // of the key
}

// maxRenders is how many bytes of text may be made into pages at once. A page takes many times the memory of its text,
// so whoever asks for one more waits, unless he goes.
const maxRenders = 5 << 20

// New returns the desk as one handler, guards and all. It reads nothing from the ledger yet.
func New(cfg Config) (http.Handler, error) {
	if cfg.Ledger == nil || cfg.Weigh == nil {
		return nil, errors.New("desk: a ledger and a way to weigh it are needed")
	}
	if cfg.Decide != nil && len(cfg.Key) < 16 {
		return nil, errors.New("desk: deciding needs an analyst and a key")
	}
	if err := report.CheckName(cfg.Analyst); cfg.Decide != nil && err != nil {
		return nil, fmt.Errorf("desk: deciding needs the name of an analyst: %w", err)
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	files, err := newStatic()
	if err != nil {
		return nil, fmt.Errorf("desk: static files: %w", err)
	}
	pages, err := newPages(files)
	if err != nil {
		return nil, fmt.Errorf("desk: templates: %w", err)
	}
	weighed, err := newCache(cfg.Ledger, cfg.Weigh)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	d := &desk{
		ledger:  cfg.Ledger,
		weighed: weighed,
		pages:   pages,
		log:     cfg.Logger,
		version: cfg.Version,
		before:  cfg.Before,
		export:  cfg.Export,
		renders: semaphore.NewWeighted(maxRenders),
		seats:   newSeats(maxAtOnce, maxWaiting, timeToWait),
		decide:  cfg.Decide,
		analyst: cfg.Analyst,
		key:     sha256.Sum256([]byte(cfg.Key)),
	}
	mux := http.NewServeMux()
	mux.Handle("/{$}", d.page(d.listIncidents))
	mux.Handle("/incidents/{id}", d.page(d.showIncident))
	mux.Handle("/incidents/{id}/edge", d.page(d.showEdge))
	mux.Handle("/search", d.page(d.search))
	mux.Handle("/map", d.page(d.showMap))
	mux.Handle("/queue", d.page(d.showQueue))
	mux.Handle("/situations", d.page(d.listSituations))
	mux.Handle("/situations/{id}", d.page(d.showSituation))
	mux.Handle("/calls", d.page(d.listCalls))
	mux.Handle("/sources", d.page(d.listSources))
	mux.Handle("/sources/{id}", d.page(d.showSource))
	mux.Handle("/reports", d.page(d.listReports))
	mux.Handle("/reports/{id}", d.page(d.showReport))
	mux.Handle("GET "+decisionsPath, d.page(d.listDecisions))
	mux.Handle("POST "+decisionsPath, d.page(d.takeDecision))
	mux.Handle("/as/{key}", d.page(d.admit))
	mux.Handle("/export/{file}", d.page(d.sendExport))
	mux.Handle("/feed/incidents.atom", d.page(d.sendFeed))
	mux.Handle("/originals/{sha256}", d.page(d.sendOriginal))
	mux.Handle("/static/{name}", d.page(files.send))
	mux.Handle("/api/search.json", d.data(d.searchJSON))
	mux.Handle("/api/incidents.json", d.data(d.incidentsJSON))
	mux.Handle("/api/incidents/{file}", d.data(d.incidentJSON))
	mux.Handle("/api/situations.json", d.data(d.situationsJSON))
	mux.Handle("/api/situations/{file}", d.data(d.situationJSON))
	mux.Handle("/api/calls.json", d.data(d.callsJSON))
	mux.Handle("/api/silences.json", d.data(d.silencesJSON))
	mux.Handle("/api/sources.json", d.data(d.sourcesJSON))
	mux.Handle("/api/sources/{file}", d.data(d.sourceJSON))
	mux.Handle("/api/decisions.json", d.data(d.decisionsJSON))
	mux.Handle("/api/reports/{file}", d.data(d.reportJSON))
	mux.Handle("/", d.page(func(http.ResponseWriter, *http.Request) error { return notFound("no such page") }))
	return d.guard(mux, cfg.Hosts), nil
}
