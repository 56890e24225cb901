// Command firsthand answers three questions about any claim that reaches a desk in a crisis: who said it, who did they
// have it from, and how many people behind all these reports say that they saw it themselves?
//
// Each verb is a file of its own: it checks its arguments, then does its work through the rooms under internal/. What
// several verbs share is in root.go (flags and help), exit.go (exit codes and how errors look), pipeline.go (the way of
// a report from bytes to a weighing), inorder.go and lines.go (streams), console.go and progress.go (terminals).
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(run())
}

// run is main without the exit, so that deferred work, such as removing the demo's folder, is done before it.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first signal asks for an orderly end. Then the default returns: a second one ends the program at once.
	context.AfterFunc(ctx, stop)

	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	return a.run(ctx, os.Args[1:])
}
