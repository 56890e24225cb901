package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"firsthand/examples"
	"firsthand/internal/report"
)

// The JSON of a reading is a contract with programs that we do not know. It is written down three times, for compilers
// (internal/report), for machines (docs/reading.schema.json) and for people (docs/reading.md); these tests keep the
// three from drifting apart, and hold what the program prints against them.

const (
	schemaFile = "../../docs/reading.schema.json"
	wordsFile  = "../../docs/reading.md"
)

// contractTypes are the types of a reading by the name that the schema's $defs and the headings of reading.md use.
var contractTypes = map[string]reflect.Type{
	"Reading": reflect.TypeFor[report.Reading](), "Reader": reflect.TypeFor[report.Reader](), "Head": reflect.TypeFor[report.Head](), "Unread": reflect.TypeFor[report.Unread](), "Voice": reflect.TypeFor[report.Voice](),
	"Span": reflect.TypeFor[report.Span](), "Statement": reflect.TypeFor[report.Statement](), "Hop": reflect.TypeFor[report.Hop](),
	"Time": reflect.TypeFor[report.Time](), "Place": reflect.TypeFor[report.Place](), "Figure": reflect.TypeFor[report.Figure](),
	"Event": reflect.TypeFor[report.Event](), "Days": reflect.TypeFor[report.Days](), "Where": reflect.TypeFor[report.Where](),
	"Stance": reflect.TypeFor[report.Stance](), "Credit": reflect.TypeFor[report.Credit](), "Call": reflect.TypeFor[report.Call](), "Number": reflect.TypeFor[report.Number](),
	"State": reflect.TypeFor[report.State](), "Accusation": reflect.TypeFor[report.Accusation](),
	"Entity": reflect.TypeFor[report.Entity](), "EntityMention": reflect.TypeFor[report.EntityMention](),
	"EventMention": reflect.TypeFor[report.EventMention](), "Claim": reflect.TypeFor[report.Claim](),
}

// field is one field of a JSON object.
type field struct {
	name     string
	optional bool
	of       reflect.Type
}

// fieldsOf are the JSON fields of a struct, those of embedded structs among them.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous || !f.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, field{name, strings.Contains(options, "omit"), f.Type})
	}
	return fields
}

func names(fields []field, keep func(field) bool) []string {
	kept := []string{}
	for _, f := range fields {
		if keep(f) {
			kept = append(kept, f.name)
		}
	}
	slices.Sort(kept)
	return kept
}

// Every struct that a reading holds has a place in the contract: a new one is not forgotten.
func TestEveryTypeOfAReadingIsInTheContract(t *testing.T) {
	named := make(map[reflect.Type]bool)
	for _, typ := range contractTypes {
		named[typ] = true
	}
	var walk func(typ reflect.Type, path string)
	walk = func(typ reflect.Type, path string) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		if !named[typ] {
			t.Errorf("%s is a %s, which the contract does not describe", path, typ)
		}
		for _, f := range fieldsOf(typ) {
			walk(f.of, path+"."+f.name)
		}
	}
	walk(contractTypes["Reading"], "reading")
}

func TestSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	type object struct {
		Required             []string
		Properties           map[string]any
		AdditionalProperties *bool
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	schema.Defs["Reading"] = schema.object
	for name, typ := range contractTypes {
		t.Run(name, func(t *testing.T) {
			def, ok := schema.Defs[name]
			if !ok {
				t.Fatal("the schema does not define it")
			}
			fields := fieldsOf(typ)
			have := []string{}
			for property := range def.Properties {
				have = append(have, property)
			}
			slices.Sort(have)
			slices.Sort(def.Required)
			if diff := cmp.Diff(names(fields, func(field) bool { return true }), have); diff != "" {
				t.Errorf("properties (- Go, + schema):\n%s", diff)
			}
			if diff := cmp.Diff(names(fields, func(f field) bool { return !f.optional }), def.Required); diff != "" {
				t.Errorf("required (- Go, + schema):\n%s", diff)
			}
			if def.AdditionalProperties == nil || *def.AdditionalProperties {
				t.Error("it allows properties that it does not name")
			}
		})
	}
	for name := range schema.Defs {
		if contractTypes[name] == nil {
			t.Errorf("the schema defines %s, which no type of a reading is", name)
		}
	}
}

func TestDocumentHasTheFieldsOfTheTypes(t *testing.T) {
	b, err := os.ReadFile(wordsFile)
	if err != nil {
		t.Fatal(err)
	}
	sections := make(map[string][]string)
	row := regexp.MustCompile("(?m)^\\| `([a-z_0-9]+)` \\|")
	for section := range strings.SplitSeq(string(b), "\n### ") {
		name, body, _ := strings.Cut(section, "\n")
		have := []string{}
		for _, m := range row.FindAllStringSubmatch(body, -1) {
			have = append(have, m[1])
		}
		slices.Sort(have)
		sections[name] = have
	}
	for name, typ := range contractTypes {
		want := names(fieldsOf(typ), func(field) bool { return true })
		if diff := cmp.Diff(want, sections[name]); diff != "" {
			t.Errorf("%s: rows of docs/reading.md (- Go, + document):\n%s", name, diff)
		}
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// readExamples gives what firsthand read --json prints for all examples, a line each.
func readExamples(t *testing.T) [][]byte {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "examples")
	if err := os.CopyFS(folder, examples.Reports()); err != nil {
		t.Fatal(err)
	}
	var out, complaints bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stdout: &out, stderr: &complaints, getenv: func(string) string { return "" }}
	if code := a.run(context.Background(), []string{"read", "--json", folder}); code != exitDone {
		t.Fatalf("read: exit code %d\n%s", code, complaints.String())
	}
	return bytes.Split(bytes.TrimSuffix(out.Bytes(), []byte("\n")), []byte("\n"))
}

func TestReadingsOfTheExamplesFitTheSchema(t *testing.T) {
	schema := compiled(t)
	readings := readExamples(t)
	if len(readings) != 15 {
		t.Errorf("%d readings, want one for each of the 15 examples", len(readings))
	}
	for _, line := range readings {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("reading %.48s…: %v", line, err)
		}
	}
}

// A schema that lets everything through would prove nothing: whatever is taken from a reading, or made wrong in it, is
// seen.
func TestSchemaRefusesWhatIsNotAReading(t *testing.T) {
	schema := compiled(t)
	const good = `{"id":"r1","reader":{"version":"1"},"report":{},"lang":"en","voice":{"hand":"witness"},"times":[],"places":[],"events":[],"stances":[],"credits":[],"calls":[],"states":[],
		"figures":[{"id":"f1","start":0,"end":2,"measure":"killed","low":82,"high":null,"bound":"at least","sentence":{"start":0,"end":9}}],
		"statements":[{"id":"s1","hand":"told","quote":false,"sentence":{"start":0,"end":9},
			"hops":[{"kind":"speaker","name":"a nurse","source":null,"cue":[],"content":[{"start":3,"end":9}]}]}]}`
	for name, c := range map[string]struct{ old, new string }{
		"as it is":                      {"", ""},
		"without a reader":              {`"reader":{"version":"1"},`, ``},
		"a field that nobody knows":     {`"times":[]`, `"times":[],"mood":"grim"`},
		"without a language":            {`"lang":"en",`, ``},
		"a reason that is none":         {`"lang":"en",`, `"lang":"en","unread":{"why":"bored","words":"it is long"},`},
		"null where a list belongs":     {`"times":[]`, `"times":null`},
		"a kind of hop that is none":    {`"speaker"`, `"rumour"`},
		"a hand that is none":           {`"told"`, `"maybe"`},
		"a statement without hops":      {`"hops":[{"kind":"speaker","name":"a nurse","source":null,"cue":[],"content":[{"start":3,"end":9}]}]`, `"hops":[]`},
		"an offset before the text":     {`"start":3`, `"start":-1`},
		"a figure that is a fraction":   {`"low":82`, `"low":82.5`},
		"a figure without a high":       {`"high":null,`, ``},
		"a bound that is none":          {`"at least"`, `"over"`},
		"a day that is not on calendar": {`"low":82`, `"low":82,"as_of":"2016-02-30"`},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(good, c.old, c.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); (err == nil) != (c.old == "") {
				t.Errorf("validate: %v", err)
			}
		})
	}
}
