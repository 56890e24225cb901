package casefile_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/casefile"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/report"
)

func TestAPacketHolds(t *testing.T) {
	l := newLedger(t)
	r := check(t, l.packet(t), casefile.Options{})
	if !r.Holds() || !r.Sealed || r.Records != 4 || len(r.Reports) != 2 {
		t.Errorf("%v, sealed %v, %d records, %d reports", broken(r), r.Sealed, r.Records, len(r.Reports))
	}
	if got := r.Reports[0]; got.Fields["author"] != "N. Underhill" || got.Fields["id"] != l.ids[0] || string(got.Original) != "<p>"+got.Fields["text"] || got.Reading == nil {
		t.Errorf("report %+v", got)
	}
	stamps := 0
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Thing, "stamp millstone ") && strings.Contains(f.Says, "existed before") {
			stamps++
		}
	}
	if stamps != 3 {
		t.Errorf("%d stamps: %+v", stamps, r.Findings)
	}
	// With the key and the certificate from elsewhere it holds too; with others it does not.
	key, err := l.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	roots, err := stamp.ParseRoots(l.authority.Root)
	if err != nil {
		t.Fatal(err)
	}
	packet := l.packet(t)
	if r := check(t, packet, casefile.Options{Key: key + "\n", Roots: roots}); !r.Holds() {
		t.Error(broken(r))
	}
	other := newLedger(t)
	otherKey, err := other.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	otherRoots, err := stamp.ParseRoots(other.authority.Root)
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, packet, casefile.Options{Key: otherKey, Roots: otherRoots}); !slices.Contains(broken(r), "key") || !slices.Contains(broken(r), "stamp millstone 1") {
		t.Error(broken(r))
	}
}

// What is withheld is nowhere in the packet, in no form that could be guessed from, and the rest still holds.
func TestWithholding(t *testing.T) {
	l := newLedger(t)
	packet := l.packet(t, "author", "url", "by", "original@"+l.ids[1])
	r := check(t, packet, casefile.Options{})
	if !r.Holds() {
		t.Errorf("%v", broken(r))
	}
	for _, want := range []string{"R1.author", "R1.url", "R1.id", "R2.author", "R2.original", "R2.id"} {
		if !slices.Contains(r.Withheld, want) {
			t.Errorf("withheld %v, not %s", r.Withheld, want)
		}
	}
	if f := r.Reports[0].Fields; f["author"] != "" || f["id"] != "" || f["title"] != "Two shells" || r.Reports[0].Original == nil || r.Reports[1].Original != nil || r.Reports[0].Reading != nil {
		t.Errorf("reports %+v", r.Reports)
	}
	miller := report.DigestOf([]byte("<p>Two shells fell on the mill, said a miller.")).String()
	for _, secret := range []string{"Underhill", "tidings.example", l.ids[0], l.ids[1], miller} {
		if bytes.Contains(packet, []byte(secret)) {
			t.Errorf("the packet holds %q", secret)
		}
	}
	// A digest of any of them, with nothing but what the packet shows, is not in it either.
	for _, guess := range []string{"N. Underhill", "https://tidings.example/baker", l.ids[0]} {
		if digest := report.DigestOf([]byte(guess)).String(); bytes.Contains(packet, []byte(digest)) {
			t.Errorf("the packet holds a digest of %q", guess)
		}
	}
}

// tampering changes a packet. want is a thing that both checkers must name.
type tampering struct {
	name, want string
	change     func(files map[string][]byte)
}

func tamperings(ids []string) []tampering {
	edit := func(file, old, new string) func(map[string][]byte) {
		return func(files map[string][]byte) {
			if !bytes.Contains(files[file], []byte(old)) {
				panic(fmt.Sprintf("%s does not hold %q", file, old))
			}
			files[file] = bytes.Replace(files[file], []byte(old), []byte(new), 1)
		}
	}
	proofs := func(f func(proof map[string]any)) func(map[string][]byte) {
		return func(files map[string][]byte) {
			var proof map[string]any
			if err := json.Unmarshal(files["proof.json"], &proof); err != nil {
				panic(err)
			}
			f(proof)
			files["proof.json"], _ = json.Marshal(proof)
		}
	}
	record := func(p map[string]any, n int) map[string]any { return p["records"].([]any)[n].(map[string]any) }
	// relist has the contents agree with the files again, as a careful forger does.
	relist := func(change func(map[string][]byte)) func(map[string][]byte) {
		return func(files map[string][]byte) {
			change(files)
			var list map[string]any
			if err := json.Unmarshal(files["contents.json"], &list); err != nil {
				panic(err)
			}
			for _, f := range list["files"].([]any) {
				f := f.(map[string]any)
				data := files[f["name"].(string)]
				f["sha256"], f["size"] = report.DigestOf(data).String(), len(data)
			}
			files["contents.json"], _ = json.Marshal(list)
		}
	}
	original := "originals/" + report.DigestOf([]byte("<p>Two shells fell on the mill, said a baker.")).String()
	return []tampering{
		{"a byte of an original", "file " + original, edit(original, "baker", "bakes")},
		{"an original, listed anew", "original R1", relist(edit(original, "baker", "bakes"))},
		{"a value of a record", "field R1.author", edit("proof.json", "N. Underhill", "N. Overhill")},
		{"a record", "record R1", proofs(func(p map[string]any) {
			r := record(p, 0)
			r["record"] = strings.Replace(r["record"].(string), "added 20", "added 19", 1)
		})},
		{"a path", "record R2", proofs(func(p map[string]any) {
			path := record(p, 1)["path"].([]any)
			path[0] = "AAAA" + path[0].(string)[4:]
		})},
		{"the signed root", "checkpoint", proofs(func(p map[string]any) {
			p["checkpoint"] = strings.Replace(p["checkpoint"].(string), "\n5\n", "\n6\n", 1)
		})},
		{"a reading, listed anew", "contents", relist(edit("case.json", `"version": "1"`, `"version": "2"`))},
		{"the page, listed anew", "contents", relist(edit("page.html", "a baker", "a butcher"))},
		{"a decision", "field D1.reason", edit("proof.json", "Two photographs agree.", "No photographs agree.")},
		{"a file more", "file originals/more", func(files map[string][]byte) { files["originals/more"] = []byte("more") }},
		{"a file less", "file page.html", func(files map[string][]byte) { delete(files, "page.html") }},
		{"a stamp", "stamp millstone 1", proofs(func(p map[string]any) {
			s := p["stamps"].([]any)[0].(map[string]any)
			answer := []byte(s["answer"].(string))
			answer[len(answer)-10] ^= 1
			s["answer"] = string(answer)
		})},
		{"a stamp of another note", "stamp millstone 1", proofs(func(p map[string]any) {
			all := p["stamps"].([]any)
			all[0].(map[string]any)["answer"] = all[1].(map[string]any)["answer"]
		})},
		{"what a stamp is over", "stamp millstone 2", proofs(func(p map[string]any) {
			s := p["stamps"].([]any)[1].(map[string]any)
			path := s["path"].([]any)
			path[0] = "AAAA" + path[0].(string)[4:]
		})},
		{"a report in the place of another", "record R1", proofs(func(p map[string]any) { record(p, 0)["leaf"] = record(p, 1)["leaf"] })},
		{"the seal of the contents is left out", "contents", proofs(func(p map[string]any) { p["export"] = "" })},
		{"a record is left out", "record D1", proofs(func(p map[string]any) {
			p["records"] = slices.DeleteFunc(p["records"].([]any), func(r any) bool { return r.(map[string]any)["name"] == "D1" })
		})},
	}
}

// tampered is a packet with its files changed.
func tampered(t testing.TB, packet []byte, change func(map[string][]byte)) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(packet), int64(len(packet)))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	change(files)
	for name := range files {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out) // packed, as a stranger's tool would
	for _, name := range names {
		data, there := files[name]
		if !there {
			continue
		}
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEveryTamperingIsNamed(t *testing.T) {
	l := newLedger(t)
	packet := l.packet(t)
	if r := check(t, tampered(t, packet, func(map[string][]byte) {}), casefile.Options{}); !r.Holds() {
		t.Fatalf("packed anew it does not hold: %v", broken(r))
	}
	for _, tt := range tamperings(l.ids) {
		t.Run(tt.name, func(t *testing.T) {
			if got := broken(check(t, tampered(t, packet, tt.change), casefile.Options{})); !slices.Contains(got, tt.want) {
				t.Errorf("named %v, want %s", got, tt.want)
			}
		})
	}
}

func TestWhatIsNoPacket(t *testing.T) {
	l := newLedger(t)
	packet := l.packet(t)
	for name, b := range map[string][]byte{
		"nothing": nil, "words": []byte("a packet"), "half": packet[:len(packet)/2],
		"no proofs":    tampered(t, packet, func(f map[string][]byte) { delete(f, "proof.json") }),
		"another form": tampered(t, packet, func(f map[string][]byte) { f["case.json"] = []byte(`{"firsthand_casefile": 2}`) }),
		"a member twice": tampered(t, packet, func(f map[string][]byte) {
			f["proof.json"] = []byte(`{"firsthand_casefile": 1, "firsthand_casefile": 1}`)
		}),
	} {
		if r, err := casefile.Check(bytes.NewReader(b), int64(len(b)), casefile.Options{}); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func FuzzCheck(f *testing.F) {
	golden, err := os.ReadFile("testdata/packet.zip")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(golden)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := casefile.Check(bytes.NewReader(b), int64(len(b)), casefile.Options{})
		if err == nil && r.Sealed && r.Key == goldenKey && r.Holds() && r.Made != "2026-11-28T01:02:03Z" {
			t.Error("another packet holds under the same key")
		}
	})
}

// A packet that was made once holds for ever: this is what courts keep.
func TestAnOldPacketHolds(t *testing.T) {
	golden, err := os.ReadFile("testdata/packet.zip")
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, golden, casefile.Options{Key: goldenKey}); !r.Holds() || r.Records != 4 {
		t.Errorf("%v, %d records", broken(r), r.Records)
	}
}

const goldenKey = "firsthand/cb60dbb6c80794d7+b4e8d15c+Aamt61SH9nZRJCZgkB9cCASqyMzpJQRdX59tO5JGL8KJ"
