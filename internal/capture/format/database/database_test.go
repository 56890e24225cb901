package database

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/formattest"
)

const download = `
                               1 of 3 DOCUMENTS

                              The Umberlane Courier

                    December 13, 2016 Tuesday 11:40 PM GMT

Bridge hit twice
in the night

BYLINE: Ada Tarn

SECTION: WORLD; Pg. 4

LENGTH: 20 words

Two people were hurt when the bridge
was hit, a nurse said.

The road is closed.

LOAD-DATE: December 14, 2016

LANGUAGE: ENGLISH

Copyright 2016 The Umberlane Courier
All Rights Reserved

                               2 of 3 DOCUMENTS

                              River Lens

HEADLINE: Water cut

BODY:
Half of the town has no water, the mayor said.

                               3 of 3 DOCUMENTS

                              River Lens
`

func lines(data string) []string {
	var got []string
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			got = append(got, problem.Error())
			continue
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Published, r.Title, r.Author, r.Lang, r.Text}, " | "))
	}
	return got
}

func TestRead(t *testing.T) {
	if !(Format{}).Sniff([]byte(download)) {
		t.Fatal("the download is not known as one")
	}
	want := []string{
		"document 1 | The Umberlane Courier | December 13, 2016 | Bridge hit twice in the night | Ada Tarn | english | Two people were hurt when the bridge was hit, a nurse said.\n\nThe road is closed.",
		"document 2 | River Lens |  | Water cut |  |  | Half of the town has no water, the mayor said.",
		"line 39: document 3 has no words",
	}
	if diff := cmp.Diff(want, lines(download)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	for _, other := range []string{"", "Two of 3 documents were found.\n", "Page 1 of 2 DOCUMENTS are lost, he said.\n"} {
		if (Format{}).Sniff([]byte(other)) {
			t.Errorf("%q is taken for a download", other)
		}
	}
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, download) }
