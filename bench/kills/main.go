// Command kills ends the program without warning at random moments of every verb, many times, and looks each time
// whether anything that was acknowledged is lost, anything is half written, or a folder can no longer be used.
//
//	go run ./bench/kills -n 2000 -program bin/firsthand
//	go run ./bench/kills -n 2000 -program bin/firsthand -shared
//
// With -shared the ledgers lie in a PostgreSQL and an object store that it starts.
//
// An interruption ends it with what it has found so far. It knows of the program what a shell knows: verbs, exit codes,
// verify --json. docs/reliability.md has its figures.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	n := flag.Int("n", 200, "how many kills")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of what is random")
	program := flag.String("program", "bin/firsthand", "the program")
	fresh := flag.Int("fresh", 12, "so many kills of one ledger before the next is begun")
	onServers := flag.Bool("shared", false, "ledgers in PostgreSQL and an object store, not in folders")
	long := flag.Duration("for", 0, "kill for so long, whatever -n says")
	flag.Parse()
	path, err := filepath.Abs(*program)
	if err != nil {
		fail(err)
	}
	dir, err := os.MkdirTemp("", "kills")
	if err != nil {
		fail(err)
	}
	k := &killer{program: path, dir: dir, random: rand.New(rand.NewPCG(*seed, 1)), usual: make(map[string]time.Duration), tally: make(map[string]int)}
	if *onServers {
		s, err := startServers(dir)
		if err != nil {
			fail(err)
		}
		defer s.close()
		k.servers = s
	}
	if err := k.prepare(); err != nil {
		fail(err)
	}
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for i, start := 0, time.Now(); interrupted.Err() == nil && (*long == 0 && k.kills < *n || time.Since(start) < *long); i++ {
		if i%*fresh == 0 {
			if err := k.begin(); err != nil {
				fail(err)
			}
		}
		k.round(i)
	}
	k.whole()
	fmt.Printf("seed %d: %d kills, %d runs ended before theirs; %d reports and decisions acknowledged\n", *seed, k.kills, k.ended, k.acknowledged)
	for _, verb := range verbs {
		fmt.Printf("  %-10s %d\n", verb.name, k.tally[verb.name])
	}
	fmt.Printf("acknowledged and lost: %d; ledgers unusable: %d; findings: %d; files half written: %d\n", k.lost, k.unusable, k.findings, k.half)
	if k.lost+k.unusable+k.findings+k.half > 0 {
		fmt.Println("kept for a look:", dir)
		k.servers.close()
		os.Exit(1)
	}
	os.RemoveAll(dir)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "kills:", err)
	os.Exit(2)
}

// killer is a run.
type killer struct {
	program, dir string
	random       *rand.Rand
	usual        map[string]time.Duration // how long each verb takes when it is let be

	servers *servers // nil where ledgers lie in folders

	ledger string
	number int // of the ledger
	texts  int // reports that were ever made
	held   int // records that the ledger must hold at least
	made   bool

	kills, ended, acknowledged, lost, unusable, findings, half int
	tally                                                      map[string]int
}

// verb is something that is killed.
type verb struct {
	name    string
	records int                      // that it adds where it is acknowledged
	args    func(k *killer) []string // nil: not now
}

var verbs = []verb{
	{"add", 3, func(k *killer) []string {
		args := []string{"add"}
		for range 3 {
			args = append(args, k.text())
		}
		return args
	}},
	{"decide", 1, func(k *killer) []string {
		return []string{"decide", "side", fmt.Sprint("side ", k.random.IntN(9)), fmt.Sprint("Source ", k.random.IntN(99)), "--by", "kills", "--reason", "why not"}
	}},
	{"places", 1, func(k *killer) []string {
		name := filepath.Join(k.dir, fmt.Sprintf("places-%d.geojson", k.random.IntN(1000)))
		geo := fmt.Sprintf(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Quarter %d"},"geometry":{"type":"Point","coordinates":[37.1,36.%d]}}]}`, k.random.IntN(99), k.random.IntN(900)+100)
		os.WriteFile(name, []byte(geo), 0o600)
		return []string{"places", "import", name}
	}},
	{"rekey", 2, func(k *killer) []string {
		return []string{"seal", "rekey", "--by", "kills", "--reason", "why not"}
	}},
	{"sides", 0, func(k *killer) []string { return []string{"sides"} }},
	{"stamp", 0, func(k *killer) []string {
		if !k.made {
			return nil
		}
		return []string{"stamp", "request", filepath.Join(k.dir, "question.tsq")}
	}},
	{"seal", 0, func(k *killer) []string {
		out := filepath.Join(k.dir, "log")
		os.RemoveAll(out)
		return []string{"seal", "export", out}
	}},
	{"export", 0, func(k *killer) []string { return []string{"export", "--format", "json"} }},
	{"verify", 0, func(k *killer) []string { return []string{"verify", "--mend"} }},
	{"casefile", 1, func(k *killer) []string {
		id := k.incident()
		if id == "" {
			return nil
		}
		os.Remove(filepath.Join(k.dir, "packet.zip"))
		return []string{"casefile", id, "-o", filepath.Join(k.dir, "packet.zip"), "--by", "kills", "--reason", "why not"}
	}},
	{"serve", 0, func(k *killer) []string { return []string{"serve", "--addr", "127.0.0.1:0"} }},
}

// text writes a report that no ledger has yet.
func (k *killer) text() string {
	k.texts++
	name := filepath.Join(k.dir, fmt.Sprintf("report-%d.txt", k.texts%50))
	words := fmt.Sprintf("Publisher: The Millstone Tidings\nPublished: 2016-12-%02d\nTitle: Night %d\n\nShells killed %d people in Aleppo on Monday, said baker number %d. %s\n",
		k.texts%28+1, k.texts, k.texts%40+2, k.texts, strings.Repeat("The mill stood still. ", k.random.IntN(400)))
	os.WriteFile(name, []byte(words), 0o600)
	return name
}

func (k *killer) command(args ...string) *exec.Cmd {
	cmd := exec.Command(k.program, args...)
	cmd.Env = k.environment()
	return cmd
}

func (k *killer) environment() []string {
	return slices.Concat(os.Environ(), k.servers.environment(), []string{"FIRSTHAND_LEDGER=" + k.ledger})
}

// prepare measures how long each verb takes.
func (k *killer) prepare() error {
	if err := k.begin(); err != nil {
		return err
	}
	for _, v := range verbs {
		args := v.args(k)
		if args == nil {
			continue
		}
		if v.name == "serve" {
			k.usual[v.name] = time.Second
			continue
		}
		start := time.Now()
		if out, err := k.command(args...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", v.name, err, out)
		}
		k.usual[v.name] = time.Since(start)
		k.made = true
	}
	return nil
}

// begin turns to a new ledger, of which nothing is there yet: the first command makes it.
func (k *killer) begin() error {
	if k.ledger != "" {
		k.whole()
	}
	k.number++
	k.ledger, k.held, k.made = filepath.Join(k.dir, fmt.Sprintf("ledger-%d", k.number)), 0, false
	if k.servers != nil {
		var err error
		k.ledger, err = k.servers.address(k.number)
		return err
	}
	return nil
}

// round runs a verb, kills it, and looks.
func (k *killer) round(i int) {
	v := verbs[0]
	if k.made && i%2 == 1 {
		v = verbs[k.random.IntN(len(verbs))]
	}
	args := v.args(k)
	if args == nil {
		return
	}
	cmd := k.command(args...)
	if err := cmd.Start(); err != nil {
		fail(err)
	}
	usual := k.usual[v.name]
	if usual == 0 {
		usual = 300 * time.Millisecond
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		k.ended++
		if err == nil {
			k.held += v.records
			k.acknowledged += v.records
			k.made = true
		} else if v.records > 0 {
			fmt.Printf("%s after %d kills: %v\n", v.name, k.kills, err)
			k.unusable++
		}
	case <-time.After(time.Duration(k.random.Int64N(int64(usual * 11 / 10)))):
		cmd.Process.Kill()
		<-ended
		k.kills++
		k.tally[v.name]++
	}
	if v.name == "casefile" {
		k.packet()
	}
	k.look()
}

// look verifies the ledger, and that it has all that was acknowledged.
func (k *killer) look() {
	if _, err := os.Stat(filepath.Join(k.ledger, "format")); k.servers == nil && err != nil && k.held == 0 {
		return // it was killed before there was a ledger
	}
	verdict, err := k.verdict("--quick")
	if err != nil && k.servers != nil && !k.made {
		return // likewise
	}
	k.made = true
	if err != nil {
		fmt.Printf("verify: %v\n", err)
		k.unusable++
		return
	}
	if !verdict.Agrees {
		fmt.Printf("verify finds: %v\n", verdict.Findings)
		k.findings++
	}
	if verdict.Records < k.held {
		fmt.Printf("%d records are left of %d\n", verdict.Records, k.held)
		k.lost += k.held - verdict.Records
	}
	k.held = verdict.Records
}

// whole verifies all of a ledger, and that it goes on.
func (k *killer) whole() {
	if out, err := k.command("add", k.text()).CombinedOutput(); err != nil {
		fmt.Printf("add at the end: %v\n%s", err, out)
		k.unusable++
		return
	}
	verdict, err := k.verdict()
	if err != nil || !verdict.Agrees || verdict.Records < k.held+1 {
		fmt.Printf("at the end: %+v, %v\n", verdict, err)
		k.findings++
	}
	if k.lost+k.unusable+k.findings+k.half == 0 {
		os.RemoveAll(k.ledger)
	}
}

type verdict struct {
	Agrees   bool              `json:"agrees"`
	Records  int               `json:"records"`
	Findings []json.RawMessage `json:"findings"`
}

func (k *killer) verdict(flags ...string) (v verdict, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, k.program, slices.Concat([]string{"verify", "--json"}, flags)...)
	cmd.Env = k.environment()
	out, err := cmd.Output()
	if wrong := json.Unmarshal(out, &v); wrong != nil {
		return v, fmt.Errorf("%w: %w", wrong, err)
	}
	return v, nil
}

// incident is the ID of an incident of the ledger; "" where there is none.
func (k *killer) incident() string {
	out, err := k.command("export", "--format", "csv").Output()
	if err != nil {
		return ""
	}
	lines := strings.Split(string(out), "\n")
	if len(lines) < 3 {
		return ""
	}
	id, _, _ := strings.Cut(lines[1], ",")
	return id
}

// packet checks that the packet is whole or not there.
func (k *killer) packet() {
	name := filepath.Join(k.dir, "packet.zip")
	if _, err := os.Stat(name); err != nil {
		return
	}
	if out, err := k.command("verify", "--casefile", name).CombinedOutput(); err != nil {
		fmt.Printf("a packet that is there does not hold: %v\n%s", err, out)
		k.half++
	}
}
