// Command train learns the model of mentions from annotated reports, and says by cross-validation how well it does.
//
//	go run ./internal/read/train/mentions -shared ../shared -out internal/read/core/mention/weights.bin
//	go run ./internal/read/train/mentions -shared ../shared -folds 6
//
// It takes about a minute of one core. The same files give the same weights.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
)

func main() {
	shared := flag.String("shared", "../shared", "folder of the corpora")
	out := flag.String("out", "", "file to write the weights to, learned from all reports")
	folds := flag.Int("folds", 0, "learn this many times, each time without one part of the reports, and score that part")
	verbose := flag.Bool("v", false, "list what was wrong")
	flag.Parse()
	if err := run(*shared, *out, *folds, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(shared, out string, folds int, verbose bool) error {
	docs, err := load(shared)
	if err != nil {
		return err
	}
	if folds > 1 {
		fmt.Println(validate(docs, folds, verbose))
	}
	if out == "" {
		return nil
	}
	raw := learn(docs).encode()
	if err := os.WriteFile(out, raw, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// seed fixes every shuffle.
const seed = 1

// validate scores each report by a model that was learned without it.
func validate(docs []*document, folds int, verbose bool) *score {
	order := rand.New(rand.NewPCG(7, 7)).Perm(len(docs))
	s := &score{verbose: verbose}
	for f := range folds {
		var train, test []*document
		for j, k := range order {
			if j%folds == f {
				test = append(test, docs[k])
			} else {
				train = append(train, docs[k])
			}
		}
		m := learn(train)
		for _, d := range test {
			s.add(d, m.find(d))
		}
	}
	return s
}
