package report

import (
	"testing"
	"time"
)

// IDs are sealed into ledgers for ever: these values must never change.
func TestNewIDIsPinned(t *testing.T) {
	original := DigestOf([]byte("The bridge was closed.\n"))
	for _, test := range []struct{ name, publisher, url, part, want string }{
		{"bytes of nobody", "", "", "", "b253a974e4a121e6d2ac0cc91c7874a7"},
		{"a publisher", "The Courier", "", "", "4c2e50c399ac0bfe805b2c3197cbdcd4"},
		{"a publisher and an address", "The Courier", "https://courier.example/bridge", "", "3259402eab3e289c6e40c3586bcdff3e"},
		{"a part of a file", "The Courier", "", "message 17", "f06b2098a91386cc03b24a125f4871a9"},
		{"a part of what stands at an address", "The Courier", "https://courier.example/bridge", "entry 3", "b51c0f0dc10bc92378881bed963e3687"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := NewID(original, test.publisher, test.url, test.part); got != test.want {
				t.Errorf("ID is %s, want %s", got, test.want)
			}
		})
	}
}

// Messages of one file with one publisher are different reports; no value can be taken for the one beside it.
func TestNewIDTellsPartsApart(t *testing.T) {
	original := DigestOf([]byte("[13/12/2016, 09:30:00] Roof: Shells.\n"))
	seen := map[string]bool{}
	for _, id := range []string{
		NewID(original, "Roof", "", ""), NewID(original, "Roof", "", "message 1"), NewID(original, "Roof", "", "message 2"),
		NewID(original, "Roof", "message 1", ""), NewID(original, "Roofmessage 1", "", ""),
	} {
		if seen[id] {
			t.Errorf("two reports have the ID %s", id)
		}
		seen[id] = true
	}
}

func TestDay(t *testing.T) {
	for published, want := range map[string]string{
		"": "", "2016-12-13": "2016-12-13", "2016-12-13T23:30:00+02:00": "2016-12-13",
		"2016": "", "2016-12": "", "2016-12-12/2016-12-14": "", "1395-09-23?": "",
	} {
		if got := (Report{Published: published}).Day(); got != want {
			t.Errorf("day of %q is %q, want %q", published, got, want)
		}
	}
}

func TestCaptureIsZero(t *testing.T) {
	if !(Capture{}).IsZero() {
		t.Error("an empty capture is not zero")
	}
	for _, c := range []Capture{
		{At: time.Unix(0, 0)}, {Tool: "a"}, {Version: "a"}, {Operator: "a"}, {From: "a"}, {Final: "a"}, {Headers: []string{"a: b"}},
	} {
		if c.IsZero() {
			t.Errorf("%+v is zero", c)
		}
	}
}
