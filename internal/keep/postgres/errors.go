package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"firsthand/internal/keep/store"
)

// Codes of PostgreSQL, appendix A of its manual.
const (
	serializationFailure = "40001"
	completionUnknown    = "40003"
	deadlock             = "40P01"
	lockNotAvailable     = "55P03"
	readOnlyTransaction  = "25006"
	privilege            = "42501"
	undefinedTable       = "42P01"
	undefinedColumn      = "42703"
	tooManyConnections   = "53300"
	diskFull             = "53100"
	adminShutdown        = "57P01"
	crashShutdown        = "57P02"
	cannotConnectNow     = "57P03"
	noDatabase           = "3D000"

	classConnection = "08"
	classSignIn     = "28"
	classIntegrity  = "23"
	classRollback   = "40"
	classCorrupted  = "XX00" // XX001 and XX002; XX000 is an internal error, and no sign of damage
)

// codeOf is the code of an error of the server, "" where it is none.
func codeOf(err error) string {
	var failed *pgconn.PgError
	if !errors.As(err, &failed) {
		return ""
	}
	return failed.Code
}

// passes reports whether an error is of a server that restarts, is taken over by another, or turned a transaction back
// so that it is tried again: then nothing of the transaction happened, if it was before its commit.
func passes(err error) bool {
	switch code := codeOf(err); code {
	case serializationFailure, deadlock, tooManyConnections, adminShutdown, crashShutdown, cannotConnectNow:
		return true
	case "":
		return isConnectionError(err)
	default:
		return strings.HasPrefix(code, classConnection)
	}
}

// isConnectionError reports whether the connection was lost, or could not be had.
func isConnectionError(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errClosed) {
		return false
	}
	var unconnected *pgconn.ConnectError
	var network *net.OpError
	return errors.As(err, &unconnected) || errors.As(err, &network) || isCutOff(err)
}

// isCutOff reports whether a connection ended in the middle.
func isCutOff(err error) bool {
	return err != nil && (errors.Is(err, net.ErrClosed) || strings.Contains(err.Error(), "unexpected EOF") || strings.Contains(err.Error(), "conn closed"))
}

// commitError is a failed commit as the store's errors have it. Where the server says that it turned the transaction
// back, it did. Whatever else happens once the word was sent, nobody can tell: the server may have committed before it
// went.
func commitError(err error) error {
	if err == nil || pgconn.SafeToRetry(err) {
		return translate(err)
	}
	switch code := codeOf(err); {
	case code == completionUnknown:
	case strings.HasPrefix(code, classRollback), strings.HasPrefix(code, classIntegrity), code == readOnlyTransaction:
		return translate(err)
	}
	return fmt.Errorf("%w: %w", store.ErrUnknown, plain(err))
}

// translate gives errors of PostgreSQL the meaning that a store's errors have.
func translate(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrReadOnly),
		errors.Is(err, store.ErrReplaced), errors.Is(err, store.ErrNewer), errors.Is(err, store.ErrUnknown), errors.Is(err, ErrNone):
		return err
	}
	kind := error(nil)
	switch code := codeOf(err); {
	case code == lockNotAvailable:
		kind = store.ErrBusy
	case code == readOnlyTransaction, code == privilege:
		kind = store.ErrReadOnly
	case code == undefinedTable, code == undefinedColumn:
		kind = fmt.Errorf("%w: it does not have the tables of a ledger", store.ErrDamaged)
	case strings.HasPrefix(code, classIntegrity):
		// No statement of ours breaks a constraint on tables that are as they should be.
		kind = fmt.Errorf("%w: it refuses what belongs in it", store.ErrDamaged)
	case strings.HasPrefix(code, classCorrupted) && code != "XX000":
		kind = fmt.Errorf("%w: it cannot be read", store.ErrDamaged)
	default:
		return plain(err)
	}
	return fmt.Errorf("%w: %w", kind, plain(err))
}

// failure is an error of the server or of the way to it, in words that name no address, no user and no password.
type failure struct {
	words string
	err   error
}

func (f failure) Error() string { return f.words }
func (f failure) Unwrap() error { return f.err }

func plain(err error) error {
	var done failure
	var server *pgconn.PgError
	var network *net.OpError
	var unconnected *pgconn.ConnectError
	code := codeOf(err)
	switch {
	case errors.As(err, &done):
		return err
	case strings.HasPrefix(code, classSignIn):
		return failure{"the database server refuses the sign-in", err}
	case code == noDatabase:
		return failure{"the database server has no such database", err}
	case errors.As(err, &server):
		return failure{fmt.Sprintf("the database server says: %s (%s)", server.Message, server.Code), err}
	case errors.As(err, &network):
		return failure{fmt.Sprintf("the database server cannot be reached: %v", network.Err), err}
	case errors.As(err, &unconnected):
		return failure{"the database server cannot be reached", err}
	case isCutOff(err):
		return failure{"the connection to the database server was lost", err}
	}
	return err
}
