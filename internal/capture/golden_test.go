package capture

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

var update = flag.Bool("update", false, "write what is read from testdata/golden as what is expected")

// Each file in testdata/golden is read, and the report is compared with the one in NAME.want.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, file := range files {
		if filepath.Ext(file) == ".want" {
			continue
		}
		read++
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			items, err := Bytes(file, data, Meta{}, DefaultLimits())
			if err != nil || len(items) != 1 {
				t.Fatalf("got %d items, error %v", len(items), err)
			}
			if *update {
				write(t, file+".want", items[0].Report)
			}
			if diff := cmp.Diff(load(t, file+".want"), items[0].Report); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			if string(items[0].Original) != string(data) {
				t.Error("the original is not the bytes of the file")
			}
		})
	}
	if read == 0 {
		t.Fatal("no files in testdata/golden")
	}
}

func load(t *testing.T, file string) (r report.Report) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func write(t *testing.T, file string, r report.Report) {
	t.Helper()
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
