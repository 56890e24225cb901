package capture

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func zipOf(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(f[1]))
	}
	_ = z.Close()
	return b.Bytes()
}

// A file in an archive is the same report, by its ID, as the file by itself; what cannot be read is named with both
// names.
func TestAFileInAnArchiveIsAReport(t *testing.T) {
	page := "Publisher: The Courier\n\nTwo were hurt."
	alone, err := Bytes("one.txt", []byte(page), Meta{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	inner := zipOf(t, [2]string{"b/one.txt", page})
	items, err := Bytes("all.zip", zipOf(t, [2]string{"inner.zip", string(inner)}, [2]string{"bad.json", `{"a`}, [2]string{"key", "-----BEGIN PRIVATE KEY-----\n"}), Meta{}, DefaultLimits())
	if len(items) != 1 || items[0].Report.ID != alone[0].Report.ID || items[0].Report.Name != "one.txt" {
		t.Fatalf("read as %+v", items)
	}
	for _, want := range []string{"all.zip: bad.json", "all.zip: key"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
}

// Archives in archives are read to a depth, and no further.
func TestArchivesInArchivesEnd(t *testing.T) {
	data := []byte("Two were hurt.")
	for i := range 6 {
		data = zipOf(t, [2]string{fmt.Sprintf("level%d", i), string(data)})
	}
	items, err := Bytes("deep.zip", data, Meta{}, DefaultLimits())
	if len(items) != 0 || err == nil || !strings.Contains(err.Error(), "too deep") {
		t.Errorf("%d reports, error %v", len(items), err)
	}
}

// A time in universal time near midnight is told, unless the page shows the day.
func TestATimeNearMidnightIsTold(t *testing.T) {
	page := func(time, shown string) []byte {
		return []byte(`<!DOCTYPE html><title>Bridge hit</title><meta property=article:published_time content=` + time + `><h1>Bridge hit twice</h1>` + shown +
			`<p>Two people were killed when a shell hit the bridge over the canal on Monday evening, the director said.</p>`)
	}
	for _, test := range []struct {
		time, shown string
		told        bool
	}{
		{"2016-12-13T23:10:00Z", "", true}, {"2016-12-13T03:59:00Z", "", true}, {"2016-12-13T04:00:00Z", "", false}, {"2016-12-13T19:59:00Z", "", false},
		{"2016-12-13T20:00:00Z", "", true}, {"2016-12-13T23:10:00Z", "<p class=date>13 December 2016</p>", false}, {"2016-12-13T23:10:00+02:00", "", false},
	} {
		items, err := Bytes("a.html", page(test.time, test.shown), Meta{}, DefaultLimits())
		if err != nil || len(items) != 1 {
			t.Fatalf("%d reports, error %v", len(items), err)
		}
		if told := len(items[0].Warnings) > 0; told != test.told {
			t.Errorf("%s %s: told is %t, warnings %v", test.time, test.shown, told, items[0].Warnings)
		}
	}
}
