package seal_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/keep/seal"
	"firsthand/internal/report"
)

var (
	added    = time.Date(2016, 12, 13, 9, 30, 0, 123456789, time.FixedZone("UTC+2", 2*60*60))
	original = report.DigestOf([]byte("<p>Two shells fell.</p>"))
	salt     = seal.Salt{1, 2, 3}
	values   = map[seal.Kind][]string{
		seal.ReportKind: {"Two shells", "The Millstone Tidings", "", "2016-12-12", "https://tidings.example/1", "en", "text/html", "1.html", "Two shells fell.",
			"message 17", "2016-12-13T08:00:00Z", "capturer", "0.2.0", "M. Kerr", "https://t.example/1", "https://tidings.example/1", "Content-Type: text/html\nServer: mill"},
		seal.PlacesKind:   {"quarters.geojson"},
		seal.DecisionKind: {"2016-12-13T09:30:00Z", "desk two", "accept", "0123456789abcdef0123456789abcdef", "", "seen on two photographs"},
	}
)

func record(t testing.TB, kind seal.Kind) seal.Record {
	t.Helper()
	o := original
	if kind == seal.DecisionKind {
		o = report.Digest{}
	}
	r, err := seal.NewRecord(kind, "00112233445566778899aabbccddeeff", added, o, salt, values[kind])
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The bytes of a record are what signatures of years to come stand on. If this test fails, the format has changed: then
// it must be a new version of the form, and the old one must still be read. The digests here were computed by a program
// in another language from docs/ledger.md.
func TestRecordBytesNeverChange(t *testing.T) {
	want := map[seal.Kind]string{
		seal.ReportKind: `firsthand report 1
id 00112233445566778899aabbccddeeff
added 2016-12-13T07:30:00.123456Z
original 6ee645da4a495936ab87a0fbdbb3ad4603e3096319fa548405881d33d053c15b
salt 1ac2f192702849e03dfe5c31ec66a4f6408b5eb16cc02f1583ce713b22be92ed
title dfe9c506d4f115e4e62e330d5f57c751aff2f1cc1b51bba4c171bb252fff7833
publisher 38aafb434181a14df2c9b49129a8496a9795634d9f9b0efd895ae3ee6456623f
author 15acaf75e4f057c977e4444abf524d91e04608f8af113ec4e572acd1687807ad
published 1d8a3e8988e07976089b90a638c91698094341fa3e53ec8b1d531db225c5dab1
url 9d0012c04afa1d781e6d6ab6137f322b4b050b01e92e15af73f3be30ec42f351
lang 36815cdd00e3004f42d9fe3a9931a073583a0065a82fb088f57eb6a514dc238f
media_type 92faf6314882cda4feca3335368d495938bb99c27a575a56fcd341fca7ee7dd7
name 8ebe244340c6b983f69cece01cb40cad5252595d112455168e0585a8b492e48d
text ac2d357f150bd243d620c3b697762c045d5c8ec60e63de72da2c7b05ab68f56d
`,
		seal.DecisionKind: `firsthand decision 1
id 00112233445566778899aabbccddeeff
added 2016-12-13T07:30:00.123456Z
salt 1ac2f192702849e03dfe5c31ec66a4f6408b5eb16cc02f1583ce713b22be92ed
at 24e01845435d6389a348f6e944d10085e3539e786c0c00bcae2d60c08ce9d3e1
by edc323ed6d0abb24ab65d4ccc69a7a81078c37259d805d2009e71ebdcd6b6d9b
act 85f09de14711c6fec7bd0d732e16e3b45711b74595a51b1146016b16a60f5501
on 998432b440c119f606649acafd677a4713c143d19a35d217521594fd86c90fdc
value 388a7ef9cd34e45bc38907f6c56415f978ed80576774643a11e0fe7aee06f103
reason af55f23e575c0f40758e73e7df6732571f9a693ac6fc151279cbc0843a93617a
`,
	}
	for kind, w := range want {
		first := seal.FieldsOf(kind, 1)
		o := original
		if kind == seal.DecisionKind {
			o = report.Digest{}
		}
		r, err := seal.NewRecordOf(kind, 1, "00112233445566778899aabbccddeeff", added, o, salt, values[kind][:len(first)])
		if got := string(r.Encode()); err != nil || got != w {
			t.Errorf("%s: %v\n%s", kind, err, cmp.Diff(w, got))
		}
	}
}

// Form 2 of a report's record says which part of its original it is and how it was captured, behind what form 1 says.
func TestLaterFormsNeverChange(t *testing.T) {
	const more = `part d1a8bf04125e5c1413a6f72b013bbc5979ad65c793af11299d5d6ad0086baa69
captured_at 2ff28e7aa214c8168cdd5592d709312dea15ec0b088fff735c9750bdf81e0c50
captured_tool 1b4af988041e4c32f718cd4f16a401c0b81505d3c81d85c706e0fdb476de24c6
captured_version a98d22c770868c75d4172449e790173024894c26dbcd27db6282b1207341d3e0
captured_by 443e0419eed0345e767ee996d0947c1e887a9c59a883f09aa6d70421fe3386ba
captured_from 278110997dfacddbd46f4152178bb8e7fbb91ac92888c968653b34d625662fa9
captured_final ae775f713b3d8cc9324220c277d8cf06b3bf0431aa1bd8c2f61453e55e142821
captured_headers accf3e27592cd810c8d2a75a89d52fb66b3c2fb2a48de2daa4aa92e85d8979d3
`
	second, err := seal.NewRecordOf(seal.ReportKind, 2, "00112233445566778899aabbccddeeff", added, original, salt, values[seal.ReportKind])
	if got := string(second.Encode()); err != nil || !strings.HasPrefix(got, "firsthand report 2\nid 0011") || !strings.HasSuffix(got, more) {
		t.Error(got, err)
	}
	// Form 3 shows neither ID nor original, and commits to both at its end. These digests too come from a program in
	// another language.
	const closed = more + `id 4d3e761fa52d3d1a2eb87578d0f16308038367826cf4c09aa83f65e3bcdfc041
original 29c749518938695f87d70d712224ba7be7b863b29867656ed3f945a2b3ec7f47
`
	got := string(record(t, seal.ReportKind).Encode())
	if !strings.HasPrefix(got, "firsthand report 3\nadded 2016-12-13T07:30:00.123456Z\nsalt 1ac2") || !strings.HasSuffix(got, closed) {
		t.Error(got)
	}
	const list = `firsthand places 1
id 00112233445566778899aabbccddeeff
added 2016-12-13T07:30:00.123456Z
original 6ee645da4a495936ab87a0fbdbb3ad4603e3096319fa548405881d33d053c15b
salt 1ac2f192702849e03dfe5c31ec66a4f6408b5eb16cc02f1583ce713b22be92ed
name e4dd24445db2d4cfd25f48a851778b13b5126b34e9fc65c995f187754877171e
`
	if got := string(record(t, seal.PlacesKind).Encode()); got != list {
		t.Error(cmp.Diff(list, got))
	}
}

func TestRecordsReadBack(t *testing.T) {
	for kind := range values {
		r := record(t, kind)
		got, err := seal.Parse(r.Encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got); diff != "" {
			t.Errorf("%s:\n%s", kind, diff)
		}
		if n := len(r.Encode()); n > 2000 {
			t.Errorf("%s: %d bytes, MaxRecord promises under 2,000", kind, n)
		}
	}
}

func TestParseRefusesWhatEncodeDoesNotWrite(t *testing.T) {
	whole, list := string(record(t, seal.ReportKind).Encode()), string(record(t, seal.PlacesKind).Encode())
	tests := map[string]string{
		"nothing":                "",
		"another kind":           strings.Replace(whole, "firsthand report", "firsthand rumour", 1),
		"a later form":           strings.Replace(whole, "report 3", "report 4", 1),
		"an ID in capitals":      strings.Replace(list, "aabb", "AABB", 1),
		"an ID in a closed form": strings.Replace(whole, "\nadded", "\nid 00112233445566778899aabbccddeeff\nadded", 1),
		"a time with a zone":     strings.Replace(whole, "07:30:00.123456Z", "09:30:00.123456+02:00", 1),
		"a time cut short":       strings.Replace(whole, ".123456Z", "Z", 1),
		"a day that is none":     strings.Replace(whole, "2016-12-13", "2016-12-32", 1),
		"a digest in capitals":   strings.ToUpper(whole[:len(whole)-1]) + "\n",
		"no last newline":        strings.TrimSuffix(whole, "\n"),
		"a line more":            whole + "mood good\n",
		"a line less":            whole[:strings.LastIndex(whole, "original ")],
		"lines changed about":    swapLines(whole, 5, 6),
		"Windows line ends":      strings.ReplaceAll(whole, "\n", "\r\n"),
		"a zero original":        strings.Replace(list, original.String(), strings.Repeat("0", 64), 1),
		"far too long":           whole + strings.Repeat("x", seal.MaxRecord),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			if r, err := seal.Parse([]byte(data)); err == nil {
				t.Errorf("read %+v", r)
			}
		})
	}
}

func swapLines(s string, i, j int) string {
	lines := strings.SplitAfter(s, "\n")
	lines[i], lines[j] = lines[j], lines[i]
	return strings.Join(lines, "")
}

func TestNewRecordRefuses(t *testing.T) {
	id, nothing := "00112233445566778899aabbccddeeff", report.Digest{}
	year10000 := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := map[string]func() (seal.Record, error){
		"a kind that does not exist": func() (seal.Record, error) { return seal.NewRecord("rumour", id, added, original, salt, nil) },
		"an ID that could be words": func() (seal.Record, error) {
			return seal.NewRecord(seal.ReportKind, "mill", added, original, salt, values[seal.ReportKind])
		},
		"a value too few": func() (seal.Record, error) {
			return seal.NewRecord(seal.ReportKind, id, added, original, salt, values[seal.ReportKind][1:])
		},
		"a report without an original": func() (seal.Record, error) {
			return seal.NewRecord(seal.ReportKind, id, added, nothing, salt, values[seal.ReportKind])
		},
		"a decision with an original": func() (seal.Record, error) {
			return seal.NewRecord(seal.DecisionKind, id, added, original, salt, values[seal.DecisionKind])
		},
		"a year that has no four digit": func() (seal.Record, error) {
			return seal.NewRecord(seal.ReportKind, id, year10000, original, salt, values[seal.ReportKind])
		},
	}
	for name, f := range tests {
		if r, err := f(); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// Records that differ in any value, or in the salt, have different bytes, and the commitment that differs is that of
// the value that differs.
func TestEveryValueCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]seal.Kind{seal.ReportKind, seal.DecisionKind}).Draw(t, "kind")
		names := seal.Fields(kind)
		vs := rapid.SliceOfN(rapid.String(), len(names), len(names)).Draw(t, "values")
		at := rapid.IntRange(0, len(names)-1).Draw(t, "changed")
		other := slices.Clone(vs)
		other[at] = rapid.String().Filter(func(s string) bool { return s != vs[at] }).Draw(t, "another value")

		o := original
		if kind == seal.DecisionKind {
			o = report.Digest{}
		}
		id := "00112233445566778899aabbccddeeff"
		a, errA := seal.NewRecord(kind, id, added, o, salt, vs)
		b, errB := seal.NewRecord(kind, id, added, o, salt, other)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if bytes.Equal(a.Encode(), b.Encode()) {
			t.Fatal("two records have the same bytes")
		}
		for i := range names {
			if (a.Commitments[i] == b.Commitments[i]) != (i != at) {
				t.Fatalf("%s changed, and of %s the commitments are equal: %v", names[at], names[i], i == at)
			}
		}
		salted, err := seal.NewRecord(kind, id, added, o, seal.Salt{9}, vs)
		if err != nil {
			t.Fatal(err)
		}
		for i := range names {
			if salted.Commitments[i] == a.Commitments[i] {
				t.Fatalf("%s: another salt, the same commitment", names[i])
			}
		}
	})
}

// A record shows nothing of what it commits to: without the salt, the same values look different each time, even the
// empty one. With the key of one field, that field opens and no other does.
func TestOneFieldCanBeOpenedAlone(t *testing.T) {
	key := seal.FieldKey(salt, "title")
	r := record(t, seal.ReportKind)
	title := slices.Index(seal.Fields(seal.ReportKind), "title")
	for i, field := range seal.Fields(seal.ReportKind) {
		opened := seal.OpenField(key, values[seal.ReportKind][i]) == r.Commitments[i]
		if opened != (i == title) {
			t.Errorf("the title's key opens %s: %v", field, opened)
		}
	}
	for _, value := range values[seal.ReportKind] {
		if value != "" && bytes.Contains(r.Encode(), []byte(value)) {
			t.Errorf("the record shows %q", value)
		}
	}
	author := slices.Index(seal.Fields(seal.ReportKind), "author") // empty in this report
	if strings.Contains(r.Commitments[author].String(), report.DigestOf(nil).String()) {
		t.Error("the record shows that there is no author")
	}
}

func FuzzParse(f *testing.F) {
	for kind := range values {
		f.Add(record(f, kind).Encode())
	}
	f.Add([]byte("firsthand report 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := seal.Parse(data)
		if err != nil {
			return
		}
		if got := r.Encode(); !bytes.Equal(got, data) {
			t.Errorf("read %q, wrote %q", data, got)
		}
	})
}

func ExampleCommit() {
	// Somebody who was given a report's record and the key of its title checks the title.
	var secret seal.Salt
	r, _ := seal.NewRecord(seal.ReportKind, "00112233445566778899aabbccddeeff", time.Unix(0, 0), report.DigestOf([]byte("…")), secret,
		append([]string{"Two shells"}, make([]string, 16)...))
	key := seal.FieldKey(secret, "title")

	fmt.Println(seal.OpenField(key, "Two shells") == r.Commitments[0], seal.OpenField(key, "Three shells") == r.Commitments[0])
	// Output: true false
}
