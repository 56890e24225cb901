package capture

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// paper is what word processors are given to make files of.
const paper = `<!DOCTYPE html><html><head><meta charset=utf-8><title>Statement on the bridge</title></head><body>
<p>Umberlane, 13 December 2016</p><p>Two people were <b>killed</b> when a shell hit the bridge over the canal on Monday evening, the director of the hospital said.</p>
<p dir=rtl lang=ar>قتل شخصان عندما سقطت قذيفة على الجسر مساء الاثنين.</p><table><tr><td>North</td><td>3</td></tr><tr><td>South</td><td>4</td></tr></table></body></html>`

// tool is a program that tests need, which the continuous integration installs.
func tool(t *testing.T, name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// Papers that other people's programs made say what they were given.
func TestPapersOfOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "paper.html")
	if err := os.WriteFile(page, []byte(paper), 0o600); err != nil {
		t.Fatal(err)
	}
	pandoc := tool(t, "pandoc")
	for _, kind := range []string{"docx", "odt", "rtf"} {
		t.Run(kind, func(t *testing.T) {
			file := filepath.Join(dir, "paper."+kind)
			if out, err := exec.Command(pandoc, "-s", page, "-o", file).CombinedOutput(); err != nil {
				t.Fatalf("pandoc: %v\n%s", err, out)
			}
			checkPaper(t, file, true)
		})
	}
	t.Run("pdf", func(t *testing.T) {
		file := filepath.Join(dir, "paper.pdf")
		out, err := exec.Command(tool(t, "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir="+filepath.Join(dir, "chromium"),
			"--print-to-pdf="+file, "file://"+page).CombinedOutput()
		if err != nil {
			t.Fatalf("chromium: %v\n%s", err, out)
		}
		checkPaper(t, file, false)
	})
}

func checkPaper(t *testing.T, file string, arabic bool) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for item, err := range Walk(context.Background(), []string{"-"}, bytes.NewReader(data), "", Meta{}, DefaultLimits()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		r := item.Report
		if r.Title != "Statement on the bridge" || r.Published != "2016-12-13" {
			t.Errorf("title %q, day %q", r.Title, r.Published)
		}
		want := []string{"Umberlane, 13 December 2016", "Two people were killed when a shell hit the bridge over the canal on Monday evening, the director of the hospital said."}
		if arabic {
			want = append(want, "قتل شخصان عندما سقطت قذيفة على الجسر مساء الاثنين.", "North\t3", "South\t4")
		}
		for _, p := range want {
			if !strings.Contains("\n\n"+r.Text+"\n\n", "\n\n"+p+"\n\n") {
				t.Errorf("%q is no paragraph of\n%s", p, r.Text)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d reports", n)
	}
}

// A spreadsheet that LibreOffice made of a CSV says what the CSV does.
func TestSheetOfAnotherProgram(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "rows.csv")
	rows := "text,source,date\nThe bridge is down.,Courier,2016-12-13\n\n\"Two people, they say, died.\",Herald,2016-12-14\n"
	if err := os.WriteFile(source, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool(t, "soffice"), "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "ods", "--outdir", dir, source)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "rows.ods"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for item, err := range Walk(context.Background(), []string{"-"}, bytes.NewReader(data), "", Meta{}, DefaultLimits()) {
		if err != nil {
			t.Fatal(err)
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Published, r.Text}, " | "))
	}
	want := []string{"row 2 | Courier | 2016-12-13 | The bridge is down.", "row 4 | Herald | 2016-12-14 | Two people, they say, died."}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
