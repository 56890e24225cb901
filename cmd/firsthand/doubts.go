package main

import (
	"fmt"

	"firsthand/internal/capture"
)

// mostDoubts is how many warnings about one file are shown; the rest is counted.
const mostDoubts = 20

// doubts tells what of the input was left out because it could not be read, such as a day. A file in which every line
// has the same fault does not bury what there is to see: the first warnings are shown and the others counted.
type doubts struct {
	app    *app
	file   string
	shown  int
	hidden int
}

func (a *app) newDoubts() *doubts { return &doubts{app: a} }

// tell shows warnings. line is where they are, where they do not say so themselves.
func (d *doubts) tell(warnings []*capture.Error, line int) {
	for _, w := range warnings {
		if w.Name != d.file {
			d.close()
			d.file = w.Name
		}
		if d.shown == mostDoubts {
			d.hidden++
			continue
		}
		d.shown++
		if w.Line == 0 {
			w = w.At(line)
		}
		d.app.warn(w)
	}
}

// close tells how many warnings of the file were not shown.
func (d *doubts) close() {
	if d.hidden > 0 {
		err := fmt.Errorf("%s more like it", grouped(int64(d.hidden)))
		if d.file != "" {
			err = fmt.Errorf("%s: %w", d.file, err)
		}
		d.app.warn(err)
	}
	d.file, d.shown, d.hidden = "", 0, 0
}

// warn tells of something that was left out while the rest was taken. A hint that was just given is not given again.
func (a *app) warn(err error) {
	hint := hintOf(err)
	if hint == a.lastHint {
		hint = ""
	} else if hint != "" {
		a.lastHint = hint
	}
	a.say("warning", err, hint)
}
