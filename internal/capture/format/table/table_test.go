package table

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

func read(t *testing.T, f Format, data string) (out, warnings []string) {
	t.Helper()
	if !f.Sniff([]byte(data)) {
		t.Fatal("the table is not known as one")
	}
	for item, problem := range f.Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			out = append(out, problem.Error())
			continue
		}
		r := item.Report
		day, err := date.Reader{Order: item.Order}.Parse(r.Published)
		if err != nil {
			day = "?"
		}
		out = append(out, strings.Join([]string{r.Part, r.Publisher, day, r.Title, r.Text}, " | "))
		for _, w := range item.Warnings {
			warnings = append(warnings, w.Error())
		}
	}
	return out, warnings
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name     string
		columns  string
		data     string
		want     []string
		warnings []string
	}{
		{"commas", "", "Date,Source,Headline,Text\n2016-12-13,The Courier,Hit,\"Two shells, they say.\nNow.\"\n", []string{"row 2 | The Courier | 2016-12-13 | Hit | Two shells, they say.\nNow."}, nil},
		{"tabs", "", "source\tnotes\tevent_date\nThe Courier\tShells.\t13 December 2016\n", []string{"row 2 | The Courier | 2016-12-13 |  | Shells."}, nil},
		{"semicolons, lines as in Windows, a mark", "", "\ufeffsource;text\r\nThe Courier;Shells.\r\n", []string{"row 2 | The Courier |  |  | Shells."}, nil},
		{"tags below the names", "", "source,text\n#org,#description\nThe Courier,Shells.\n", []string{"row 3 | The Courier |  |  | Shells."}, nil},
		{"a day that another row tells the order of", "", "text,date\nShells.,05/04/2018\nMore.,25/04/2018\n", []string{"row 2 |  | 2018-04-05 |  | Shells.", "row 3 |  | 2018-04-25 |  | More."}, nil},
		{"an order that two rows tell differently", "", "text,date\nShells.,05/04/2018\nMore.,25/04/2018\nMore.,04/25/2018\n",
			[]string{"row 2 |  | ? |  | Shells.", "row 3 |  | 2018-04-25 |  | More.", "row 4 |  | 2018-04-25 |  | More."}, nil},
		{"a map", "text=Was,published=Wann", "Wann,Was,Wo\n13.12.2016,Granaten.,Brücke\n", []string{"row 2 |  | 2016-12-13 |  | Granaten."},
			[]string{"line 1: columns that are not understood are kept in the original and not read: Wo"}},
		{"a row without a text, an empty one", "", "source,text\nThe Courier,\n,\nThe Courier,Shells.\n", []string{"line 2: a row without a text", "row 4 | The Courier |  |  | Shells."}, nil},
		{"names alone", "", "source,text\n", []string{"a table without rows"}, nil},
		{"rows that are too short and too long", "", "source,text\nThe Courier\nThe Courier,Shells.,more\n", []string{"line 2: a row without a text", "row 3 | The Courier |  |  | Shells."}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, warnings := read(t, Format{Columns: test.columns}, test.data)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.warnings, warnings); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNoTable(t *testing.T) {
	for _, data := range []string{"In the text, a source said no.\n", "text\nShells.\n", "Publisher: The Courier\nTitle: A, B\n\nText", "name,age\nAda,7\n", ""} {
		if (Format{}).Sniff([]byte(data)) {
			t.Errorf("%q is taken for a table", data)
		}
	}
}

func TestATableIsKnownByItsShape(t *testing.T) {
	for data, want := range map[string]bool{
		"a,b,c\n1,2,3\n4,5,6\n":       true,
		"a\tb\tc\n1\t2\t3\n4\t5\t6\n": true,
		"a;b;c\n\"1;2\";2;3\n4;5;6\n": true,
		"a,b,c\n1,2,3\n":              false,
		"a,b\n1,2\n3,4\n":             false,
		"a,b,c\n1,2\n4,5,6\n":         false,
		"Shells, said a nurse, hit the road.\nBuses, said a driver, left.\nNow, he said, it is quiet.\n": false,
	} {
		if got := LooksLike([]byte(data)); got != want {
			t.Errorf("%q looks like a table: %v, want %v", data, got, want)
		}
	}
}

func TestParseColumns(t *testing.T) {
	if _, err := ParseColumns("text=Was, published = Wann"); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"text", "words=Was", "=Was"} {
		if _, err := ParseColumns(bad); err == nil {
			t.Errorf("%q is taken for a map", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("source,text,date\nThe Courier,\"a \"\"b\"\"\",1/2/2016\n"))
	f.Add([]byte("text;source\n\"open\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !(Format{}).Sniff(data) {
			return
		}
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), format.DefaultLimits()) {
			if problem == nil && (format.Blank(item.Report.Text) || item.Report.Part == "") {
				t.Error("a row without a text or a number")
			}
		}
	})
}
