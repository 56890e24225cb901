package where

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

func TestPlacesThatAreSomethingElse(t *testing.T) {
	tests := []struct {
		name, text string
		seen       string // what the network sees: a kind and a name
		want       []string
	}{
		{"a surname that is a country", "Amadou Togo is the mayor. He went to Idlib.", "person Amadou Togo", []string{"Idlib"}},
		{"the same country where somebody goes", "He fled to Togo.", "person Togo", []string{"Togo"}},
		{"an agency called like a town abroad", "A house fell in Nairobi, Kenya, and in Mombasa, the Savannah Wire said.", "body Savannah Wire", []string{"Nairobi", "Kenya", "Mombasa"}},
		{"a body of a town at home", "Idlib Records said in Aleppo and in Homs that it knew.", "body Idlib Records", []string{"Idlib", "Aleppo", "Homs"}},
		{"a body that a town is called like", "The Red Cross came to Idlib.", "body Red Cross", []string{"Idlib"}},
		{"who speaks", "BELLEVUE: We were in Aleppo. They are in Homs.", "person BELLEVUE", []string{"Aleppo", "Homs"}},
	}
	kinds := map[string]NameKind{"place": OfPlace, "person": OfPerson, "body": OfBody}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := segment.Split(tt.text)
			kind, name, _ := strings.Cut(tt.seen, " ")
			at := strings.Index(tt.text, name)
			names := []Name{{report.Span{Start: at, End: at + len(name)}, kinds[kind]}}
			var got []string
			for _, p := range Read(gazetteer.Load(), text, "", names) {
				got = append(got, p.Name)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
