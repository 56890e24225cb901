package registry

import (
	"slices"
	"strings"
)

// Within finds the bodies that reports of one incident name in short: "police" is the national police where no other
// police is spoken of, "the health ministry in Tripoli" the only health ministry there is. It takes the names by key,
// and gives for the key of a short name the key of the full one.
func Within(names map[string]string) map[string]string {
	type body struct {
		key  string
		form Form
	}
	var bodies []body
	for key, name := range names {
		if form := FormOf(withoutPlace(name)); form.body {
			bodies = append(bodies, body{key, form})
		}
	}
	slices.SortFunc(bodies, func(a, b body) int { return strings.Compare(a.key, b.key) })
	full := make(map[string]string)
	for _, b := range bodies {
		if len(b.form.tokens) < plainBody && !words().alone[b.form.tokens[0]] {
			continue
		}
		var fits []body
		for _, o := range bodies {
			if o.form.contains(b.form) && !slices.ContainsFunc(fits, func(f body) bool { return f.form.key == o.form.key }) {
				fits = append(fits, o)
			}
		}
		if len(fits) == 1 {
			full[b.key] = fits[0].key
		}
	}
	return full
}

// withoutPlace is a name without where the body sits: "health ministry in Tripoli".
func withoutPlace(name string) string {
	before, _, found := strings.Cut(name, " in ")
	if found && Institution(before) {
		return before
	}
	return name
}
