package keep

import "time"

// SetBusyTimeout makes ledgers that are opened from now on wait less long for other writers, and returns what puts the usual
// time back.
func SetBusyTimeout(d time.Duration) (restore func()) {
	before := busyTimeout
	busyTimeout = d
	return func() { busyTimeout = before }
}
