package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	cosig "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/shelfdir"
	"firsthand/internal/witness"
)

// What lies in the folder of a witness.
const (
	witnessKey    = "key"
	witnessPublic = "key.pub"
	witnessLogs   = "logs"   // public keys of ledgers, one a line
	witnessKept   = "signed" // what was cosigned
	witnessTemp   = "incoming"
)

// witnessVerb is for who remembers what ledgers of others signed.
func (a *app) witnessVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "witness",
		Short: "Remember, and sign, what ledgers of others signed",
		Long: `Be a witness for ledgers of others: sign their checkpoints where each goes on from all that was signed
before, refuse a fork, and keep what was signed (c2sp.org/tlog-witness). A witness sees sizes and hashes,
never a record or a word. Two groups that distrust each other can each be the other's witness.`,
		Example: `  firsthand witness init /srv/witness --name witness.relief.example
  firsthand witness know /srv/witness their-key.pub
  firsthand witness serve /srv/witness --addr 0.0.0.0:8751`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var name, addr string
	var lattice bool
	initialise := &cobra.Command{
		Use: "init DIR --name NAME", Short: "Make the folder of a witness, with a key of its own",
		Args: named("name the DIR", 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.witnessInit(args[0], name, lattice) },
	}
	initialise.Flags().StringVar(&name, "name", "", "what the witness is `called`: best an address without a scheme that is yours")
	initialise.Flags().BoolVar(&lattice, "ml-dsa", false, "a key of ML-DSA-44, which a quantum computer does not break; not every tool reads it yet")
	serve := &cobra.Command{
		Use: "serve DIR", Short: "Answer ledgers until Ctrl-C",
		Args: named("name the DIR", 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.witnessServe(cmd.Context(), args[0], addr) },
	}
	serve.Flags().StringVar(&addr, "addr", "127.0.0.1:8751", "the `host:port` to answer on; others must be able to reach it")
	cmd.AddCommand(initialise, &cobra.Command{
		Use: "know DIR KEYFILE…", Short: "Know ledgers, by their seal/key.pub",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("name the DIR and at least one file with a ledger's public key")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.witnessKnow(args[0], args[1:]) },
	}, serve)
	return cmd
}

func (a *app) witnessInit(dir, name string, lattice bool) error {
	if name == "" || strings.ContainsAny(name, "+ \t\n") {
		return usage("give the witness a --name without spaces and plus signs")
	}
	if err := checkPerson("name", name); err != nil {
		return err
	}
	private, public, err := note.GenerateKey(rand.Reader, name)
	if err == nil {
		public, err = cosig.VKeyToCosignatureV1(public)
	}
	if lattice {
		private, public, err = cosig.GenerateMLDSAKey(name)
	}
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return usage("make the folder: %w", err)
	}
	for _, d := range []string{witnessKept, witnessTemp} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			return err
		}
	}
	for _, file := range [][2]string{{witnessKey, private + "\n"}, {witnessPublic, public + "\n"}, {witnessLogs, ""}} {
		if err := os.WriteFile(filepath.Join(dir, file[0]), []byte(file[1]), 0o600); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.stdout, public)
	return nil
}

func (a *app) witnessKnow(dir string, files []string) error {
	known, err := readLogs(dir)
	if err != nil {
		return err
	}
	lines, err := os.ReadFile(filepath.Join(dir, witnessLogs))
	if err != nil {
		return err
	}
	for _, file := range files {
		line, err := os.ReadFile(file)
		if err != nil {
			return fail(exitUsage, "", "read a key: %w", err)
		}
		v, err := note.NewVerifier(strings.TrimSpace(string(line)))
		if err != nil {
			return usage("%s does not hold the public key of a ledger", file)
		}
		for _, k := range known {
			if k.Name() == v.Name() && k.KeyHash() != v.KeyHash() {
				return fail(exitRefused, "find out which is the ledger's, and make another witness for the other", "another key of %s is known already", v.Name())
			}
		}
		known = append(known, v)
		lines = append(lines, strings.TrimSpace(string(line))+"\n"...)
		fmt.Fprintf(a.stdout, "knows %s\n", printable(v.Name()))
	}
	return durable.Write(durable.OS{}, filepath.Join(dir, witnessTemp), filepath.Join(dir, witnessLogs), lines, 0o600)
}

// readLogs are the keys of the ledgers that a witness knows.
func readLogs(dir string) (known []note.Verifier, err error) {
	lines, err := os.ReadFile(filepath.Join(dir, witnessLogs))
	if err != nil {
		return nil, fail(exitUsage, "firsthand witness init DIR --name NAME", "%s is not the folder of a witness: %w", dir, err)
	}
	for line := range strings.Lines(string(lines)) {
		v, err := note.NewVerifier(strings.TrimSpace(line))
		if err != nil {
			return nil, fmt.Errorf("%s: a line is no public key", witnessLogs)
		}
		known = append(known, v)
	}
	return known, nil
}

func (a *app) witnessServe(ctx context.Context, dir, addr string) error {
	if err := checkAddress(addr); err != nil {
		return err
	}
	logs, err := readLogs(dir)
	if err != nil {
		return err
	}
	private, err := os.ReadFile(filepath.Join(dir, witnessKey))
	if err != nil {
		return fmt.Errorf("read the witness's key: %w", err)
	}
	signer, err := cosig.NewSignerForCosignatureV1(strings.TrimSpace(string(private)))
	if err != nil {
		return fmt.Errorf("read the witness's key: %w", err)
	}
	release, err := folder.LockAlone(ctx, dir)
	if errors.Is(err, keep.ErrBusy) {
		return fail(exitFailed, "only one may answer for a witness at a time", "another process uses %s", dir)
	}
	if err != nil {
		return err
	}
	defer release()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fail(exitAddress, "", "%w", err)
	}
	kept := shelfdir.New(durable.OS{}, filepath.Join(dir, witnessKept), filepath.Join(dir, witnessTemp))
	server := &http.Server{Handler: witness.New(signer, logs, kept, a.log), ReadTimeout: 20 * time.Second, WriteTimeout: 20 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	fmt.Fprintf(a.stdout, "The witness answers at http://%s for %s\n", listener.Addr(), count(len(logs), "ledger", "ledgers"))
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return server.Shutdown(stopping)
}
