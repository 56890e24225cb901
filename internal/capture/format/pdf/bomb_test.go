package pdf

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"firsthand/internal/capture/format"
)

// A form that draws itself, thousands of times over, takes neither the memory nor the time of the machine, and the
// document after it is read.
func TestAFormThatDrawsItself(t *testing.T) {
	bomb := "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 4 0 R>>endobj\n" +
		"4 0 obj<</Type/XObject/Subtype/Form/Resources<</XObject<</F 4 0 R>>>>/BBox[0 0 9 9]/Length 99999999>>stream\n" +
		strings.Repeat("/F Do ", 16<<10/6) + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
	if _, err := engine(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for item, problem := range (Format{}).Read(t.Context(), strings.NewReader(bomb), format.DefaultLimits()) {
		if problem == nil {
			t.Errorf("it has the text %q", item.Report.Text)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapSys > 400<<20 {
		t.Errorf("the heap has grown to %d MB", m.HeapSys>>20)
	}
	if took := time.Since(start); took > 2*leastTime {
		t.Errorf("it took %s", took)
	}
	whole := made("Night", []string{"Twelve people were killed on Monday, said a nurse."})
	for item, problem := range (Format{}).Read(t.Context(), strings.NewReader(whole), format.DefaultLimits()) {
		if problem != nil || item.Report.Text == "" {
			t.Errorf("the document after it: %q, %v", item.Report.Text, problem)
		}
	}
}
