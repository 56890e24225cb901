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
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	cosig "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
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
	var instead bool
	know := &cobra.Command{
		Use: "know DIR KEYFILE…", Short: "Know ledgers, by their seal/key.pub",
		Long: `Know ledgers, by the file seal/key.pub, or by what firsthand seal keys --text prints. Where a ledger's key is
changed later, the witness takes the new one from the record of the change, which the old key signed, and
from nothing else: or by your word, with --instead.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("name the DIR and at least one file with a ledger's public key")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.witnessKnow(cmd.Context(), args[0], args[1:], instead)
		},
	}
	know.Flags().BoolVar(&instead, "instead", false, "in the place of the key by which the ledger is known already")
	cmd.AddCommand(initialise, know, serve)
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

// witnessKnow has a witness know ledgers by files with a key, or with a key and its changes.
func (a *app) witnessKnow(ctx context.Context, dir string, files []string, instead bool) error {
	known, err := readLogs(dir)
	if err != nil {
		return err
	}
	release, err := lockWitness(ctx, dir)
	if err != nil {
		return err
	}
	defer release()
	kept := keptBy(dir)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return fail(exitUsage, "", "read a key: %w", err)
		}
		chain, err := seal.ParseChain(text)
		if err != nil {
			return usage("%s does not hold the public key of a ledger, or keys that do not follow each other", file)
		}
		v := chain.At(0)
		same := func(k knownLog) bool { return k.Name() == v.Name() }
		if i := slices.IndexFunc(known, same); i >= 0 && known[i].KeyHash() != v.KeyHash() && !instead {
			return fail(exitRefused, "find out which is the ledger's. Where the old one was stolen, ask its holders on another way than the one on which this file came, and give --instead: the witness goes on from what it signed under the old one",
				"another key of %s is known already", v.Name())
		}
		line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
		known = append(slices.DeleteFunc(known, same), knownLog{v, line})
		if err := witness.Known(ctx, kept, chain, 0); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "knows %s%s\n", printable(v.Name()), changesTold(len(chain.Changes())))
	}
	var lines []byte
	for _, k := range known {
		lines = append(lines, k.line+"\n"...)
	}
	return durable.Write(durable.OS{}, filepath.Join(dir, witnessTemp), filepath.Join(dir, witnessLogs), lines, 0o600)
}

func changesTold(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", whose key was changed %s", count(n, "time", "times"))
}

// knownLog is the key by which a witness knows a ledger, and its line.
type knownLog struct {
	note.Verifier
	line string
}

// keptBy is the shelf of a witness.
func keptBy(dir string) *shelfdir.Dir {
	return shelfdir.New(durable.OS{}, filepath.Join(dir, witnessKept), filepath.Join(dir, witnessTemp))
}

// lockWitness holds the folder of a witness alone.
func lockWitness(ctx context.Context, dir string) (func() error, error) {
	release, err := folder.LockAlone(ctx, dir)
	if errors.Is(err, keep.ErrBusy) {
		return nil, fail(exitFailed, "end it first: only one may answer for a witness at a time", "another process uses %s", dir)
	}
	return release, err
}

// readLogs are the keys of the ledgers that a witness knows.
func readLogs(dir string) (known []knownLog, err error) {
	lines, err := os.ReadFile(filepath.Join(dir, witnessLogs))
	if err != nil {
		return nil, fail(exitUsage, "firsthand witness init DIR --name NAME", "%s is not the folder of a witness: %w", dir, err)
	}
	for line := range strings.Lines(string(lines)) {
		v, err := note.NewVerifier(strings.TrimSpace(line))
		if err != nil {
			return nil, fmt.Errorf("%s: a line is no public key", witnessLogs)
		}
		known = append(known, knownLog{v, strings.TrimSpace(line)})
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
	release, err := lockWitness(ctx, dir)
	if err != nil {
		return err
	}
	defer release()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fail(exitAddress, "", "%w", err)
	}
	keys := make([]note.Verifier, len(logs))
	for i, l := range logs {
		keys[i] = l.Verifier
	}
	server := &http.Server{Handler: witness.New(signer, keys, keptBy(dir), a.log), ReadTimeout: 20 * time.Second, WriteTimeout: 20 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
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
