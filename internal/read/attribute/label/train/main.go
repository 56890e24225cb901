// Command train rebuilds the weights that find cues, sources and contents, from attributions in the form of PolNeAR:
//
//	go run ./internal/read/attribute/label/train -out internal/read/attribute/label/weights.bin.gz TRAIN.jsonl …
//
// The same files give the same weights.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"firsthand/internal/read/attribute/label"
)

func main() {
	out := flag.String("out", "", "file to write the weights to")
	flag.Parse()
	if err := run(*out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(out string, files []string) error {
	var documents []label.Document
	cues := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("open corpus: %w", err)
		}
		d, err := label.ReadPolNeAR(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		documents = append(documents, d...)
	}
	for _, d := range documents {
		cues += len(d.Gold)
	}
	if cues == 0 {
		return fmt.Errorf("train: no attributions to train on")
	}
	var b bytes.Buffer
	if err := label.Train(documents, 1).Encode(&b); err != nil {
		return fmt.Errorf("encode the weights: %w", err)
	}
	fmt.Printf("trained on %d attributions of %d documents, %d bytes\n", cues, len(documents), b.Len())
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}
