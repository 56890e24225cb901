package postgres

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"firsthand/internal/keep/store"
)

// errClosed is what a store answers after it was closed.
var errClosed = errors.New("the store is closed")

// pool holds connections that are not in use.
type pool struct {
	config *pgconn.Config
	room   chan struct{} // one for each connection in use, but for a writer's

	mu     sync.Mutex
	idle   []*conn
	closed bool
}

func newPool(config *pgconn.Config, most int) *pool {
	return &pool{config: config, room: make(chan struct{}, most)}
}

// take is a connection that nobody else uses; it waits where too many are in use.
func (p *pool) take(ctx context.Context) (*conn, error) {
	select {
	case p.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c, err := p.connect(ctx)
	if err != nil {
		<-p.room
		return nil, err
	}
	c.room = p.room
	return c, nil
}

// staleAfter is how long a connection lies idle before it is asked whether its server still answers.
const staleAfter = 5 * time.Second

// connect is a connection that lay idle, or a new one, whatever is in use.
func (p *pool) connect(ctx context.Context) (*conn, error) {
	for {
		p.mu.Lock()
		if p.closed {
			p.mu.Unlock()
			return nil, errClosed
		}
		var c *conn
		if last := len(p.idle) - 1; last >= 0 {
			c, p.idle = p.idle[last], p.idle[:last]
		}
		p.mu.Unlock()
		switch {
		case c == nil:
			pg, err := pgconn.ConnectConfig(ctx, p.config)
			if err != nil {
				return nil, err
			}
			c := &conn{pg: pg, prepared: make(map[string]string)}
			// What is not in the ledger's own schema is nothing of it, whatever stands behind that in the path.
			if _, err := c.simple(ctx, `SELECT set_config('search_path', quote_ident(current_schema()), false)`); err != nil {
				c.drop()
				return nil, err
			}
			return c, nil
		case time.Since(c.used) < staleAfter || c.answers(ctx):
			return c, nil
		}
		c.drop()
	}
}

// put gives a connection back, and rolls back the transaction that it may be in.
func (p *pool) put(c *conn) {
	if c.room != nil {
		<-c.room
		c.room = nil
	}
	if !c.pg.IsClosed() && c.pg.TxStatus() != 'I' {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		c.pg.Exec(ctx, `ROLLBACK`).Close()
		cancel()
	}
	if c.pg.IsClosed() || c.pg.TxStatus() != 'I' {
		c.drop()
		return
	}
	c.used = time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || len(p.idle) > cap(p.room) {
		go c.drop()
		return
	}
	p.idle = append(p.idle, c)
}

func (p *pool) close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range idle {
		c.drop()
	}
}

// conn is a connection and the statements that it prepared.
type conn struct {
	pg       *pgconn.PgConn
	prepared map[string]string // names by the words of the statement
	used     time.Time
	room     chan struct{}
}

// answers reports whether the server is still there.
func (c *conn) answers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return c.pg.Ping(ctx) == nil
}

func (c *conn) drop() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	c.pg.Close(ctx)
}

// simple runs statements without parameters in one round trip, and gives the number that the last row of the last of
// them begins with, 0 where there is none.
func (c *conn) simple(ctx context.Context, statements string) (number int64, err error) {
	results, err := c.pg.Exec(ctx, statements).ReadAll()
	if err != nil {
		return 0, err
	}
	for _, result := range results {
		for _, r := range result.Rows {
			number, _ = strconv.ParseInt(string(r[0]), 10, 64)
		}
	}
	return number, nil
}

// binaryFormat is how every parameter and every column travels: a number as eight bytes, texts and bytes as they are.
var binaryFormat = []int16{1}

// statement is the name of a prepared statement.
func (c *conn) statement(ctx context.Context, query string) (string, error) {
	if name, ok := c.prepared[query]; ok {
		return name, nil
	}
	name := fmt.Sprint("s", len(c.prepared))
	if _, err := c.pg.Prepare(ctx, name, query, nil); err != nil {
		return "", err
	}
	c.prepared[query] = name
	return name, nil
}

// each runs a query and gives its rows to f, which keeps nothing of them.
func (c *conn) each(ctx context.Context, query string, f func(row) error, args ...any) (pgconn.CommandTag, error) {
	name, err := c.statement(ctx, query)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	rows := c.pg.ExecPrepared(ctx, name, bind(args), binaryFormat, binaryFormat)
	for rows.NextRow() {
		if err := f(row(rows.Values())); err != nil {
			rows.Close()
			return pgconn.CommandTag{}, err
		}
	}
	return rows.Close()
}

// one runs a query of one row; store.ErrNotFound where there is none.
func (c *conn) one(ctx context.Context, query string, f func(row), args ...any) error {
	return single(f, func(g func(row) error) error {
		_, err := c.each(ctx, query, g, args...)
		return err
	})
}

// single gives f the row that a query finds; store.ErrNotFound where it finds none.
func single(f func(row), query func(func(row) error) error) error {
	found := false
	err := query(func(r row) error {
		found = true
		f(r)
		return nil
	})
	if err == nil && !found {
		err = store.ErrNotFound
	}
	return err
}

// number runs a query for one number.
func (c *conn) number(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = c.one(ctx, query, func(r row) { n = r.int(0) }, args...)
	return n, err
}

// bind gives arguments as they travel: int64, string, []byte.
func bind(args []any) [][]byte {
	values := make([][]byte, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case int64:
			values[i] = binary.BigEndian.AppendUint64(nil, uint64(arg))
		case int:
			values[i] = binary.BigEndian.AppendUint64(nil, uint64(arg))
		case string:
			values[i] = []byte(arg)
		case []byte:
			values[i] = arg
		default:
			panic(fmt.Sprintf("postgres: an argument of type %T", arg))
		}
	}
	return values
}

// row is a row as it travels.
type row [][]byte

func (r row) int(i int) int64 {
	if len(r[i]) != 8 {
		return 0 // NULL: no query of ours asks for a number of another size
	}
	return int64(binary.BigEndian.Uint64(r[i]))
}
func (r row) text(i int) string { return string(r[i]) }
func (r row) bool(i int) bool   { return len(r[i]) == 1 && r[i][0] == 1 }

// bytes are nil where the column is NULL.
func (r row) bytes(i int) []byte {
	if r[i] == nil {
		return nil
	}
	return append([]byte{}, r[i]...)
}
