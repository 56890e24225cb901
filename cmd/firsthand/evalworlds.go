package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"firsthand/internal/capture"
	"firsthand/internal/export"
	"firsthand/internal/gauge"
)

// picturesOf puts the reports of each world into a new ledger of its own and exports it: the way of firsthand add and
// firsthand export, so that what is scored is what users get.
func (a *app) picturesOf(ctx context.Context, corpus *gauge.Corpus) (answers gauge.Answers, refused bool, err error) {
	dir, err := os.MkdirTemp("", "firsthand-eval-")
	if err != nil {
		return answers, false, fmt.Errorf("make a folder for ledgers: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	// The ledger that --ledger names has no part in this, nor have its places.
	apart := &app{stdin: a.stdin, stdout: a.stdout, stderr: a.stderr, getenv: a.getenv, log: a.log}
	answers.Pictures = map[string]gauge.Picture{}
	for i, w := range corpus.Worlds() {
		apart.ledger = filepath.Join(dir, fmt.Sprint(i))
		picture, told, err := apart.pictureOf(ctx, w)
		if err != nil {
			return answers, refused, fmt.Errorf("weigh world %s: %w", w.ID, err)
		}
		refused = refused || told
		answers.Pictures[w.ID] = picture
	}
	return answers, refused, nil
}

// pictureOf makes the ledger of one world. Reports that could not be read are told, and refused is true.
func (a *app) pictureOf(ctx context.Context, w gauge.World) (picture gauge.Picture, refused bool, err error) {
	var lines, exported bytes.Buffer
	for _, r := range w.Reports {
		line, err := json.Marshal(r)
		if err != nil {
			return picture, false, fmt.Errorf("write report: %w", err)
		}
		lines.Write(append(line, '\n'))
	}
	l, err := a.initNamed(ctx, a.ledger)
	if err != nil {
		return picture, false, a.aboutLedger(err)
	}
	defer l.Close()
	came, err := a.takeIn(ctx, l, capture.Walk(ctx, []string{"-"}, &lines, "", capture.Meta{}, capture.DefaultLimits()))
	if err != nil {
		return picture, false, err
	}
	_, failed, err := a.readStale(ctx, l)
	if err != nil {
		return picture, false, err
	}
	weighed, err := a.weighAll(ctx, l)
	if err != nil {
		return picture, false, err
	}
	if err := export.JSON(&exported, weighed, nil); err != nil {
		return picture, false, fmt.Errorf("export: %w", err)
	}
	var known []gauge.Input
	for r, err := range l.Reports(ctx) {
		if err != nil {
			return picture, false, a.aboutLedger(err)
		}
		known = append(known, gauge.Input{ID: r.ID, Title: r.Title, URL: r.URL})
	}
	picture, err = gauge.ParsePicture(exported.Bytes(), known)
	return picture, came.refused+failed > 0, err
}
