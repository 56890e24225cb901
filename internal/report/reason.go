package report

import "reflect"

// Reason is why something was concluded: a code, and what it speaks of. The words for it stand in a [Catalogue], so
// that pages in another language need another file and no other program. In JSON it is its English words.
type Reason struct {
	Code string
	Args []any // each a string, a count (int64), names ([]string), days ([Days]) or a list of such, another Reason or a list of such
}

// The codes that this package itself knows.
const (
	wordsCode = "words" // the words as they are, in whatever language
	ledCode   = "led"   // what was concluded, and why
)

// Because makes a reason. Counts may be of any type of integer.
func Because(code string, args ...any) Reason {
	for i, a := range args {
		switch n := a.(type) {
		case int:
			args[i] = int64(n)
		case Hand:
			args[i] = string(n)
		}
	}
	return Reason{Code: code, Args: args}
}

// InWords makes a reason of words that no catalogue holds, such as an analyst's own.
func InWords(words string) Reason {
	if words == "" {
		return Reason{}
	}
	return Because(wordsCode, words)
}

// Led puts what was concluded, a string or a Reason, before the reason for it: "weak: all reports rest on …".
func Led(conclusion any, why Reason) Reason { return Because(ledCode, conclusion, why) }

// Bare is the reason without what was concluded.
func (r Reason) Bare() Reason {
	if r.Code == ledCode && len(r.Args) == 2 {
		if why, ok := r.Args[1].(Reason); ok {
			return why
		}
	}
	return r
}

// IsZero reports whether there is no reason.
func (r Reason) IsZero() bool { return r.Code == "" }

// Equal reports whether two reasons say the same of the same.
func (r Reason) Equal(s Reason) bool { return r.Code == s.Code && reflect.DeepEqual(r.Args, s.Args) }

// String is the reason in English.
func (r Reason) String() string { return English().Say(r) }

// MarshalText writes the reason in English.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText takes words for the reason. What they were made of is lost.
func (r *Reason) UnmarshalText(words []byte) error {
	*r = InWords(string(words))
	return nil
}
