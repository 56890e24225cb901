package keep

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
)

// tileHeight is that of C2SP tlog-tiles: 256 hashes to a tile.
const tileHeight = 8

// ExportSeal writes the log, without anything it seals, into the folder dir, which must be empty or not exist:
// ErrExists otherwise. What it writes can be given to anybody, because it shows no word of a report, and is what a
// stranger needs to check, offline and with tools we did not write, that nothing in the log was changed or taken out:
//
//   - checkpoint, the signed root (c2sp.org/tlog-checkpoint), and key.pub, the key that verifies it;
//   - keys, where the key was changed: the first key and every change;
//   - tile/, the hashes and the records as C2SP tlog-tiles lays them out;
//   - leaves, the same records one after another as text, an empty line after each.
func (l *Ledger) ExportSeal(ctx context.Context, dir string) error {
	if err := l.exportSeal(ctx, dir); err != nil {
		return fmt.Errorf("export the seal: %w", err)
	}
	return nil
}

func (l *Ledger) exportSeal(ctx context.Context, dir string) error {
	public, err := l.PublicKey()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return durable.WithoutPath(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return durable.WithoutPath(err)
	}
	if len(entries) > 0 {
		return WithHint("choose a folder that is empty or does not exist yet", "%w: the folder is not empty", ErrExists)
	}
	return l.view(ctx, func(v store.View) error {
		_, signed, err := readCheckpoint(v)
		if err != nil {
			return err
		}
		keys, err := l.ring(v)
		if err != nil {
			return err
		}
		checkpoint, err := keys.Open(signed)
		if err != nil {
			return Damaged("the checkpoint in its database: %v", err)
		}
		for _, tile := range tlog.NewTiles(tileHeight, 0, checkpoint.Size) {
			hashes, err := tlog.ReadTileData(tile, storedHashes{v})
			if err != nil {
				return err
			}
			if err := writeBelow(dir, tilePath(tile), hashes); err != nil {
				return err
			}
		}
		if err := exportRecords(v, dir, checkpoint.Size); err != nil {
			return err
		}
		if err := writeBelow(dir, "key.pub", []byte(lineOf(keys)+"\n")); err != nil {
			return err
		}
		if len(keys.Changes()) > 0 {
			if err := writeBelow(dir, "keys", keys.Encode(public)); err != nil {
				return err
			}
		}
		if signed, err = l.cosignaturesOn(ctx, keys, signed); err != nil {
			return err
		}
		return writeBelow(dir, "checkpoint", signed)
	})
}

// exportRecords writes the records, in bundles of 256 and as one text.
func exportRecords(v store.View, dir string, size int64) (err error) {
	text, err := os.OpenFile(filepath.Join(dir, "leaves"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write leaves: %w", durable.WithoutPath(err))
	}
	defer func() {
		if closed := text.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write leaves: %w", durable.WithoutPath(closed))
		}
	}()
	for start := int64(0); start < size; start += 1 << tileHeight {
		tile := tlog.Tile{H: tileHeight, L: -1, N: start >> tileHeight, W: int(min(1<<tileHeight, size-start))}
		records, err := v.LeafRange(start, start+int64(tile.W))
		if err != nil {
			return err
		}
		var bundle []byte
		for number := start; number < start+int64(tile.W); number++ {
			record := records[number]
			if len(record) == 0 || len(record) > seal.MaxRecord {
				return Damaged("leaf %d is missing or no record", number)
			}
			bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(record)))
			bundle = append(bundle, record...)
			if _, err := text.Write(append(record, '\n')); err != nil {
				return fmt.Errorf("write leaves: %w", durable.WithoutPath(err))
			}
		}
		if err := writeBelow(dir, tilePath(tile), bundle); err != nil {
			return err
		}
	}
	return nil
}

// tilePath is where C2SP tlog-tiles has a tile: like the paths of package tlog, but without the height, and with
// records under "entries".
func tilePath(t tlog.Tile) string {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", t.H))
	if rest, ok := strings.CutPrefix(path, "data/"); ok {
		path = "entries/" + rest
	}
	return "tile/" + path
}

// writeBelow writes the file of that name, with slashes, below dir.
func writeBelow(dir, name string, content []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, durable.WithoutPath(err))
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, durable.WithoutPath(err))
	}
	return nil
}
