package stamp_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/big"
	"os"
	"sync"
	"testing"
	"time"

	"firsthand/internal/keep/stamp"
	"firsthand/internal/keep/stamp/stamptest"
)

var note = []byte("firsthand/0011223344556677\n3\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n— firsthand/0011223344556677 JsiN9XTB\n")

// answered is the authority's answer to a question about message.
func answered(t testing.TB, a *stamptest.Authority, message []byte) []byte {
	t.Helper()
	question, err := stamp.Request(message, big.NewInt(42))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := a.Answer(question)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// made keeps one authority for all tests that do not change it: making keys takes a second.
var made struct {
	once sync.Once
	dir  string
	a    *stamptest.Authority
	err  error
}

func authority(t testing.TB) *stamptest.Authority {
	t.Helper()
	openssl := stamptest.Need(t)
	made.once.Do(func() {
		if made.dir, made.err = os.MkdirTemp("", "authority"); made.err == nil {
			made.a, made.err = stamptest.Make(openssl, made.dir)
		}
	})
	if made.err != nil {
		t.Fatal(made.err)
	}
	return made.a
}

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(made.dir)
	os.Exit(code)
}

func TestAStampOfARealAuthority(t *testing.T) {
	a := authority(t)
	roots, err := stamp.ParseRoots(a.Root)
	if err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(-2 * time.Second)
	answer := answered(t, a, note)
	s, err := stamp.Open(answer, note, roots)
	if err != nil {
		t.Fatal(err)
	}
	if s.Time.Before(before) || s.Before().After(time.Now().Add(2*time.Second)) || s.Before().Sub(s.Time) != time.Second {
		t.Errorf("time %v, before %v", s.Time, s.Before())
	}
	if s.Authority != "CN=Millstone Time,O=Millstone" || s.Root != "CN=Millstone Root" || s.Policy != "1.2.3.4.1" || s.RootPrint != sha256.Sum256(roots[0].Raw) {
		t.Errorf("stamp %+v", s)
	}
	if err := stamp.Answers(answer, big.NewInt(42)); err != nil {
		t.Errorf("the nonce: %v", err)
	}
	if err := stamp.Answers(answer, big.NewInt(43)); err == nil {
		t.Error("the answer to another question was taken")
	}
	// What we take, openssl takes, and what we refuse over other bytes, it refuses too.
	if err := a.Verify(answer, note); err != nil {
		t.Error(err)
	}
	other := bytes.Replace(note, []byte("\n3\n"), []byte("\n4\n"), 1)
	if err := a.Verify(answer, other); err == nil {
		t.Error("openssl takes a stamp over other bytes: this test checks nothing")
	}
	if _, err := stamp.Open(answer, other, roots); !errors.Is(err, stamp.ErrOther) {
		t.Errorf("over other bytes: %v", err)
	}
}

// No byte of a stamp can be changed so that it says something else and holds.
func TestNoByteOfAStampCanBeChanged(t *testing.T) {
	a := authority(t)
	roots, err := stamp.ParseRoots(a.Root)
	if err != nil {
		t.Fatal(err)
	}
	answer := answered(t, a, note)
	want, err := stamp.Open(answer, note, roots)
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for i := range answer {
		changed := bytes.Clone(answer)
		changed[i] ^= 1 << (i % 8)
		got, err := stamp.Open(changed, note, roots)
		if err != nil {
			continue
		}
		held++ // bytes that nothing rests on: the issuer's copy of the intermediate certificate may stand there in another way
		if !got.Time.Equal(want.Time) || got.Accuracy != want.Accuracy || got.Serial != want.Serial || got.RootPrint != want.RootPrint || got.Authority != want.Authority {
			t.Errorf("byte %d changed: %+v, want %+v", i, got, want)
		}
	}
	if held > len(answer)/50 {
		t.Errorf("%d of %d changes were not noticed", held, len(answer))
	}
}

func TestWhoIsNotTrusted(t *testing.T) {
	a, other := stamptest.New(t), authority(t)
	roots, err := stamp.ParseRoots(a.Root)
	if err != nil {
		t.Fatal(err)
	}
	others, err := stamp.ParseRoots(other.Root)
	if err != nil {
		t.Fatal(err)
	}
	answer := answered(t, a, note)
	if _, err := stamp.Open(answer, note, others); !errors.Is(err, stamp.ErrUntrusted) {
		t.Errorf("under another root: %v", err)
	}
	if _, err := stamp.Open(answer, note, nil); !errors.Is(err, stamp.ErrUntrusted) {
		t.Errorf("under no root: %v", err)
	}
	if _, err := stamp.Open(answer, note, append(others, roots...)); err != nil {
		t.Errorf("under several roots: %v", err)
	}
	// A certificate of the same house that is not for time stamps makes none, and openssl itself refuses to sign with
	// it.
	if err := a.Reissue("anybody", "100"); err != nil {
		t.Fatal(err)
	}
	question, err := stamp.Request(note, nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := a.Answer(question); err == nil {
		if _, err := stamp.Open(answer, note, roots); err == nil {
			t.Error("a certificate for anything else made a time stamp")
		}
	}
}

func TestWhatIsNoStamp(t *testing.T) {
	a := authority(t)
	roots, err := stamp.ParseRoots(a.Root)
	if err != nil {
		t.Fatal(err)
	}
	answer := answered(t, a, note)
	for name, b := range map[string][]byte{
		"nothing":         nil,
		"words":           []byte("granted"),
		"half":            answer[:len(answer)/2],
		"more":            append(bytes.Clone(answer), 0),
		"too long":        append(bytes.Clone(answer), make([]byte, stamp.MaxSize)...),
		"a rejection":     {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02},
		"granted nothing": {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00},
		"a hundred deep":  bytes.Repeat([]byte{0x30, 0x80}, 30000),
	} {
		if _, err := stamp.Open(b, note, roots); !errors.Is(err, stamp.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseRoots(t *testing.T) {
	a := authority(t)
	key := "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n"
	for name, text := range map[string]string{"nothing": "", "words": "trust me", "a key beside it": string(a.Root) + key,
		"no certificate in it": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		if _, err := stamp.ParseRoots([]byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte{0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00})
	if golden, err := os.ReadFile("testdata/millstone.tsr"); err == nil {
		f.Add(golden)
	} else {
		f.Fatal(err)
	}
	rootsPEM, err := os.ReadFile("testdata/millstone.pem")
	if err != nil {
		f.Fatal(err)
	}
	roots, err := stamp.ParseRoots(rootsPEM)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		s, err := stamp.Open(answer, note, roots)
		if err == nil && s.Authority != "CN=Millstone Time,O=Millstone" {
			t.Errorf("a stamp by %s", s.Authority)
		}
	})
}

// A stamp holds years later, when the certificate that signed it has long run out.
func TestAnOldStampHolds(t *testing.T) {
	answer, err := os.ReadFile("testdata/millstone.tsr")
	if err != nil {
		t.Fatal(err)
	}
	rootsPEM, err := os.ReadFile("testdata/millstone.pem")
	if err != nil {
		t.Fatal(err)
	}
	roots, err := stamp.ParseRoots(rootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stamp.Open(answer, note, roots); err != nil {
		t.Error(err)
	}
}
