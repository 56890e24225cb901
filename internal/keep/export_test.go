package keep

import "time"

// SetClock has a ledger go by another clock, for tests.
func SetClock(l *Ledger, now func() time.Time) { l.now = now }
