package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"firsthand/examples"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/stamp/stamptest"
)

var update = flag.Bool("update", false, "write the expected output in the scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"firsthand": func() { os.Exit(run()) }})
}

// TestScripts runs testdata/script/*.txtar, which are the command's documentation as much as its tests: each is a
// session at a shell, with the examples in $WORK/examples. These commands are ours:
//
//	exits CODE COMMAND…   run it and want that exit code
//	flip PATTERN          change the last byte of the first file that matches
//	taken VARIABLE        listen on a free port until the script ends, and put its address into the variable
//	authority ROOT URL    serve an authority for time until the script ends, and put the file of its root and its address into the variables
//	incident VARIABLE     put what the file "incident" holds into the variable
//	file-value VARIABLE FILE   put what a file holds into the variable
//	id-of-report VARIABLE put the ID of the first report of ./firsthand-ledger into the variable
//	free VARIABLE         put an address of this machine that is free into the variable
//	reachable ADDRESS     wait until something answers there
//	servers DATABASE BUCKET   start PostgreSQL and an object store until the script ends; put the address of an empty schema and
//	                      of a new bucket into the variables, and what else is needed into the environment
//	answer FILE FILE      have the last authority answer the question of one file into another
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TMPDIR", env.WorkDir)
			return os.CopyFS(filepath.Join(env.WorkDir, "examples"), examples.Reports())
		},
		// openssl is an authority for time. CI installs it; elsewhere a script that needs it skips.
		Condition: func(cond string) (bool, error) {
			if cond == "servers" {
				return haveServers()
			}
			if cond != "openssl" {
				return false, fmt.Errorf("no condition %q", cond)
			}
			_, err := exec.LookPath("openssl")
			return err == nil || os.Getenv("CI") != "", nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "flip": flip, "taken": taken,
			"authority": authority, "answer": answer, "incident": incident,
			"file-value": fileValue, "id-of-report": idOfReport, "free": free, "reachable": reachable, "servers": servers,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip PATTERN")
	}
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no file matches %s", args[0])
	}
	b, err := os.ReadFile(names[0])
	ts.Check(err)
	b[len(b)-1] ^= 1
	ts.Check(os.Chmod(names[0], 0o600))
	ts.Check(os.WriteFile(names[0], b, 0o600))
}

func authority(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: authority ROOT URL")
	}
	openssl, err := exec.LookPath("openssl")
	ts.Check(err)
	dir, err := os.MkdirTemp(ts.Getenv("WORK"), "authority")
	ts.Check(err)
	a, err := stamptest.Make(openssl, dir)
	ts.Check(err)
	server := a.Serve()
	ts.Defer(server.Close)
	ts.Setenv(args[0], filepath.Join(dir, "root.pem"))
	ts.Setenv(args[1], server.URL)
	authorities.Store(ts.Getenv("WORK"), a)
}

// authorities has the last authority of each script that runs, by its folder.
var authorities sync.Map

func answer(ts *testscript.TestScript, neg bool, args []string) {
	a, ok := authorities.Load(ts.Getenv("WORK"))
	if neg || len(args) != 2 || !ok {
		ts.Fatalf("usage: answer QUESTION ANSWER, after authority")
	}
	question, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	got, err := a.(*stamptest.Authority).Answer(question)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), got, 0o600))
}

func incident(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: incident VARIABLE")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("incident")))
}

func fileValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: file-value VARIABLE FILE")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

func idOfReport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: id-of-report VARIABLE")
	}
	l, err := folder.Open(context.Background(), ts.MkAbs("firsthand-ledger"))
	ts.Check(err)
	defer l.Close()
	for r, err := range l.Reports(context.Background()) {
		ts.Check(err)
		ts.Setenv(args[0], r.ID)
		return
	}
	ts.Fatalf("the ledger has no report")
}

func free(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: free VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

func reachable(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: reachable ADDRESS")
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", args[0]); err == nil {
			c.Close()
			return
		}
	}
	ts.Fatalf("nothing answers at %s", args[0])
}

func taken(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: taken VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}
