package casefile_test

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/casefile"
	"firsthand/internal/keep/seal"
)

// rekeyed is a ledger whose key was changed twice, between its reports' stamps and the packet, and its keys.
func rekeyed(t testing.TB) (l ledger, keys []string, chain string) {
	t.Helper()
	l = newLedger(t)
	first, err := l.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	keys = []string{first}
	for _, because := range []seal.KeyReason{seal.KeyPlanned, seal.KeyStolen} {
		k, err := l.ChangeKey(t.Context(), because, "M. Kerr", "The laptop is gone.")
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k.New)
		l.stamp(t)
	}
	_, text, err := l.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l, keys, string(text)
}

// keyTamperings change the keys of a packet of such a ledger.
func keyTamperings() []tampering {
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
	change := func(p map[string]any, n int) map[string]any { return p["keys"].([]any)[n].(map[string]any) }
	return []tampering{
		{"the changes of keys are left out", "checkpoint", proofs(func(p map[string]any) { delete(p, "keys") })},
		{"the last change is left out", "checkpoint", proofs(func(p map[string]any) { p["keys"] = p["keys"].([]any)[:1] })},
		{"the reason of a change", "key change 5", proofs(func(p map[string]any) {
			change(p, 0)["record"] = strings.Replace(change(p, 0)["record"].(string), "reason planned", "reason stolen", 1)
		})},
		{"the place of a change", "key change 4", proofs(func(p map[string]any) { change(p, 0)["leaf"] = 4 })},
		{"the path of a change", "key change 7", proofs(func(p map[string]any) {
			path := change(p, 1)["path"].([]any)
			path[0] = "AAAA" + path[0].(string)[4:]
		})},
		{"a forged key that the key before did not sign", "key change 7", proofs(func(p map[string]any) {
			k, err := seal.ParseKeyChange([]byte(change(p, 1)["record"].(string)))
			if err != nil {
				panic(err)
			}
			private, public, _ := note.GenerateKey(rand.Reader, k.Origin)
			forger, _ := note.NewSigner(private)
			k.New = public
			if k, err = seal.SignKeyChange(k, forger, forger); err != nil {
				panic(err)
			}
			change(p, 1)["record"] = string(k.Encode())
		})},
	}
}

func TestAPacketOfALedgerWhoseKeyWasChanged(t *testing.T) {
	l, keys, chain := rekeyed(t)
	packet := l.packet(t)
	for _, key := range append(keys, chain, "") {
		r := check(t, packet, casefile.Options{Key: key})
		if !r.Holds() {
			t.Errorf("with %.40s: %v", key, broken(r))
		}
		if n := len(slices.Collect(func(yield func(string) bool) {
			for _, f := range r.Findings {
				if strings.HasPrefix(f.Thing, "key change ") && !yield(f.Thing) {
					return
				}
			}
		})); n != 2 {
			t.Errorf("%d changes of keys, want 2", n)
		}
	}
	_, stranger, _ := note.GenerateKey(rand.Reader, nameOf(keys[0]))
	if got := broken(check(t, packet, casefile.Options{Key: stranger})); !slices.Equal(got, []string{"key"}) {
		t.Errorf("with a key of somebody else: %v", got)
	}
	for _, tt := range keyTamperings() {
		if got := broken(check(t, tampered(t, packet, tt.change), casefile.Options{})); !slices.Contains(got, tt.want) {
			t.Errorf("%s: named %v, want %s", tt.name, got, tt.want)
		}
	}
}

// What a key signed in its time holds for whoever knows of later changes, too.
func TestAnEarlierPacketHoldsUnderLaterKeys(t *testing.T) {
	l := newLedger(t)
	packet := l.packet(t)
	if _, err := l.ChangeKey(t.Context(), seal.KeyStolen, "M. Kerr", "The laptop is gone."); err != nil {
		t.Fatal(err)
	}
	_, text, err := l.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, packet, casefile.Options{Key: string(text)}); !r.Holds() {
		t.Errorf("%v", broken(r))
	}
}

func nameOf(key string) string { name, _, _ := strings.Cut(key, "+"); return name }
