package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firsthand/internal/keep/postgres/postgrestest"
	"firsthand/internal/keep/store"
)

// appendOne adds a leaf and a decision at the end, and gives its number.
func appendOne(ctx context.Context, db *DB, id string) (leaf int64, err error) {
	err = db.Update(ctx, func(tx store.Tx) (err error) {
		if leaf, err = tx.End(); err != nil {
			return err
		}
		return errors.Join(tx.AddLeaf(leaf, []byte(id)), tx.Insert(store.Decisions, store.Row{Leaf: leaf, ID: id, Salt: make([]byte, 32), Values: make([]string, 6)}), tx.Bump())
	})
	return leaf, err
}

func holds(t *testing.T, db *DB, id string) bool {
	t.Helper()
	err := db.View(t.Context(), func(v store.View) error {
		_, err := v.LeafOf(store.Decisions, id)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

func count(t *testing.T, db *DB) (n store.Counts) {
	t.Helper()
	err := db.View(t.Context(), func(v store.View) (err error) {
		n, err = v.Count()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func reopen(t *testing.T, address string, o Options) *DB {
	t.Helper()
	db, err := Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// execIn runs statements in the schema of a ledger.
func execIn(t *testing.T, server *postgrestest.Server, address, statements string) {
	t.Helper()
	_, schema, _ := strings.Cut(address, "search_path=")
	schema, _, _ = strings.Cut(schema, "&")
	if err := server.Exec("SET search_path = " + schema + "; " + statements); err != nil {
		t.Fatal(err)
	}
}

// The server is killed again and again under writers of several machines, and started again. What was acknowledged is
// there, what was said not to have happened is not, and the log has no gap.
func TestAServerThatIsKilled(t *testing.T) {
	server := postgrestest.Start(t)
	first, address := newDB(t, server)
	var acknowledged, refused, unknown sync.Map
	var wg sync.WaitGroup
	done := make(chan struct{})
	stop := sync.OnceFunc(func() { close(done) })
	for machine := range 3 {
		db := reopen(t, address, Options{Patience: 30 * time.Second})
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				id := fmt.Sprintf("%d-%d", machine, n)
				switch _, err := appendOne(context.Background(), db, id); {
				case err == nil:
					acknowledged.Store(id, true)
				case errors.Is(err, store.ErrUnknown):
					unknown.Store(id, true)
				default:
					refused.Store(id, err)
					time.Sleep(20 * time.Millisecond)
				}
			}
		})
	}
	t.Cleanup(stop)
	for range 4 {
		time.Sleep(300 * time.Millisecond)
		server.Kill()
		if err := server.Restart(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(300 * time.Millisecond)
	stop()
	wg.Wait()
	yes, no, open := 0, 0, 0
	acknowledged.Range(func(id, _ any) bool {
		if yes++; !holds(t, first, id.(string)) {
			t.Errorf("%s was acknowledged and is lost", id)
		}
		return true
	})
	refused.Range(func(id, err any) bool {
		if no++; holds(t, first, id.(string)) {
			t.Errorf("%s was refused and is there: %v", id, err)
		}
		return true
	})
	unknown.Range(func(any, any) bool { open++; return true })
	n := count(t, first)
	if n.Leaves != n.Decisions || n.Leaves < yes || n.Leaves > yes+open || yes == 0 {
		t.Errorf("%+v of %d acknowledged, %d unknown", n, yes, open)
	}
	err := first.View(t.Context(), func(v store.View) error {
		end, err := v.End()
		if int(end) != n.Leaves {
			t.Errorf("%d leaves end at %d", n.Leaves, end)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for f := range first.SelfCheck(t.Context()) {
		t.Errorf("found %+v", f)
	}
	t.Logf("%d acknowledged, %d refused, %d not known", yes, no, open)
}

// wire stands between a client and the server, and breaks off where it is told to.
type wire struct {
	dir string
	// cut is asked for each piece that a client sends; what it says is done once.
	mu   sync.Mutex
	word string // breaks off at the first piece that has it,
	send bool   // after the server got it and answered
	hits atomic.Int64
}

func newWire(t *testing.T, address string) (w *wire, through string) {
	t.Helper()
	_, to, _ := strings.Cut(address, "host=")
	to, _, _ = strings.Cut(to, "&")
	to = strings.ReplaceAll(to, "%2F", "/")
	dir, err := os.MkdirTemp("", "w")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	w = &wire{dir: dir}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("unix", filepath.Join(to, ".s.PGSQL.5432"))
			if err != nil {
				client.Close()
				continue
			}
			go w.carry(client, server)
		}
	}()
	return w, strings.ReplaceAll(address, strings.ReplaceAll(to, "/", "%2F"), strings.ReplaceAll(dir, "/", "%2F"))
}

// breakAt breaks off once, where a client sends that word: with send after the server has answered, else before it
// hears of it.
func (w *wire) breakAt(word string, send bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.word, w.send = word, send
}

func (w *wire) breaks(piece []byte) (now, send bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.word == "" || !bytes.Contains(piece, []byte(w.word)) {
		return false, false
	}
	w.word = ""
	w.hits.Add(1)
	return true, w.send
}

func (w *wire) carry(client, server net.Conn) {
	var silent atomic.Bool
	answered := make(chan struct{}, 1)
	go func() {
		buffer := make([]byte, 1<<16)
		for {
			n, err := server.Read(buffer)
			if err != nil {
				client.Close()
				return
			}
			if silent.Load() {
				answered <- struct{}{}
				return
			}
			client.Write(buffer[:n])
		}
	}()
	buffer := make([]byte, 1<<16)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			server.Close()
			return
		}
		now, send := w.breaks(buffer[:n])
		if now && send {
			silent.Store(true)
			server.Write(buffer[:n])
			<-answered
		}
		if now {
			client.Close()
			server.Close()
			return
		}
		server.Write(buffer[:n])
	}
}

// The connection is lost in the moment of the commit: it is not known whether it happened, and doing the same again
// tells. Before it the transaction runs again and nobody notices.
func TestALostConnection(t *testing.T) {
	server := postgrestest.Start(t)
	straight, address := newDB(t, server)
	w, through := newWire(t, address)
	db := reopen(t, through, Options{})
	if _, err := appendOne(t.Context(), db, "before"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, word    string
		send          bool
		unknown, held bool
	}{
		{"before a row is written", "anybody", false, false, true},
		{"after a row was written", "somebody", true, false, true},
		{"before the writers' lock", "FOR UPDATE", false, false, true},
		{"before the commit arrives", "COMMIT\x00", false, true, false},
		{"before its answer arrives", "COMMIT\x00", true, true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			id := "anybody, somebody: " + test.name
			w.breakAt(test.word, test.send)
			_, err := appendOne(t.Context(), db, id)
			if w.hits.Load() == 0 {
				t.Fatal("nothing broke off")
			}
			w.hits.Store(0)
			if errors.Is(err, store.ErrUnknown) != test.unknown || !test.unknown && err != nil {
				t.Errorf("it says %v", err)
			}
			if got := holds(t, straight, id); got != test.held {
				t.Errorf("held is %v", got)
			}
			if err != nil && (strings.Contains(err.Error(), w.dir) || strings.Contains(err.Error(), "desk")) {
				t.Errorf("the error names what it must not: %v", err)
			}
		})
	}
	if n := count(t, db); n.Leaves != 5 || n.Decisions != 5 {
		t.Errorf("%+v", n)
	}
}

// A transaction that the server turns back runs again, as long as the patience lasts.
func TestATransactionThatIsTurnedBack(t *testing.T) {
	server := postgrestest.Start(t)
	for name, test := range map[string]struct {
		times, runs int
		code        string
		fails       bool
	}{
		"twice":                    {2, 3, serializationFailure, false},
		"by a deadlock":            {1, 2, deadlock, false},
		"again and again":          {1 << 20, 2, serializationFailure, true},
		"because the disk is full": {1, 1, diskFull, true},
	} {
		t.Run(name, func(t *testing.T) {
			_, address := newDB(t, server)
			db := reopen(t, address, Options{Patience: 400 * time.Millisecond})
			execIn(t, server, address, fmt.Sprintf(`CREATE SEQUENCE tries;
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
				$$BEGIN IF nextval('tries') <= %d THEN RAISE EXCEPTION 'no' USING ERRCODE = '%s'; END IF; RETURN NEW; END$$;
				CREATE TRIGGER refuse BEFORE INSERT ON leaf FOR EACH ROW EXECUTE FUNCTION refuse()`, test.times, test.code))
			runs := 0
			err := db.Update(t.Context(), func(tx store.Tx) error {
				runs++
				return tx.AddLeaf(0, []byte("a"))
			})
			if (err != nil) != test.fails || errors.Is(err, store.ErrUnknown) || errors.Is(err, store.ErrDamaged) || runs < test.runs || !test.fails && runs != test.runs {
				t.Errorf("%d runs: %v", runs, err)
			}
			if n := count(t, db); (n.Leaves == 0) != test.fails {
				t.Errorf("%+v", n)
			}
		})
	}
}

// A writer waits for another as long as its patience lasts.
func TestBusy(t *testing.T) {
	server := postgrestest.Start(t)
	db, address := newDB(t, server)
	hasty := reopen(t, address, Options{Patience: 100 * time.Millisecond})
	err := db.Update(t.Context(), func(store.Tx) error {
		if err := hasty.Update(t.Context(), func(store.Tx) error { return nil }); !errors.Is(err, store.ErrBusy) {
			t.Errorf("beside another machine: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	err = hasty.Update(t.Context(), func(store.Tx) error {
		if err := hasty.Update(t.Context(), func(store.Tx) error { return nil }); !errors.Is(err, store.ErrBusy) {
			t.Errorf("beside another in this process: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// The roles of docs/operations.md: who may add cannot delete, and who may only look opens the ledger to be read.
func TestRoles(t *testing.T) {
	server := postgrestest.Start(t)
	_, address := newDB(t, server)
	execIn(t, server, address, `CREATE ROLE adds LOGIN; CREATE ROLE looks LOGIN;
		GRANT USAGE ON SCHEMA ledger_1 TO adds, looks;
		GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ledger_1 TO adds;
		GRANT UPDATE ON checkpoint, change, reading TO adds;
		GRANT SELECT ON ALL TABLES IN SCHEMA ledger_1 TO looks`)
	adds := reopen(t, strings.Replace(address, "user=desk", "user=adds", 1), Options{})
	if _, err := appendOne(t.Context(), adds, "a"); err != nil || adds.ReadOnly() {
		t.Errorf("who adds: %v", err)
	}
	for f := range adds.SelfCheck(t.Context()) {
		t.Errorf("found %+v", f)
	}
	looks := reopen(t, strings.Replace(address, "user=desk", "user=looks", 1), Options{})
	if !looks.ReadOnly() || !holds(t, looks, "a") {
		t.Error("who looks cannot")
	}
	if _, err := appendOne(t.Context(), looks, "b"); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("who looks adds: %v", err)
	}
}

// Another ledger that is put in the place of an open one is noticed.
func TestReplaced(t *testing.T) {
	server := postgrestest.Start(t)
	db, address := newDB(t, server)
	execIn(t, server, address, "DROP SCHEMA ledger_1 CASCADE; CREATE SCHEMA ledger_1")
	another, err := Create(t.Context(), address, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer another.Close()
	if _, err := appendOne(t.Context(), db, "a"); !errors.Is(err, store.ErrReplaced) {
		t.Errorf("writing: %v", err)
	}
	if err := db.View(t.Context(), func(store.View) error { return nil }); !errors.Is(err, store.ErrReplaced) {
		t.Errorf("reading: %v", err)
	}
}

func TestWhatCannotBeOpened(t *testing.T) {
	server := postgrestest.Start(t)
	empty, err := server.NewSchema()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), empty, Options{}); !errors.Is(err, ErrNone) {
		t.Errorf("an empty schema: %v", err)
	}
	_, address := newDB(t, server)
	execIn(t, server, address, "UPDATE schema_version SET number = 99")
	if _, err := Open(t.Context(), address, Options{}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer schema: %v", err)
	}
	_, address = newDB(t, server)
	execIn(t, server, address, "DROP TABLE leaf CASCADE")
	if _, err := Open(t.Context(), address, Options{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("without its leaves: %v", err)
	}
	for _, at := range []string{"postgres://desk:secret@127.0.0.1:1/ledger", "postgres://desk:secret@%zz/x", strings.Replace(address, "/postgres?", "/nobodys-secret?", 1)} {
		if _, err := Open(t.Context(), at, Options{Patience: 50 * time.Millisecond}); err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("unreachable: %v", err)
		}
	}
}
