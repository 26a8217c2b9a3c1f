package document_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// known is a node of a value.
func known(v any) *document.Node {
	return &document.Node{State: document.Known, HasValue: true, Value: v}
}

// Values are written as encoding/json writes them, without the escapes of HTML.
func TestValuesAreThoseOfJSON(t *testing.T) {
	for _, v := range []any{
		"", "plain", "<&>", `"quoted\"`, "line\nend\r\t\b\f\x00\x1f\x7f", "\u2028\u2029", "né\U0001f600", "\xff\xc0a",
		true, false, nil, 0, int64(math.MinInt64), 1.5, 1e300, json.Number("123456789012345678901234567890"),
		[]any{}, map[string]any{}, []any{nil, "a\n", []any{int64(1)}}, map[string]any{"b": 1.0, "a\"": "x", "\xff": nil},
	} {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
		got, err := known(v).MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if want := `,"value":` + strings.TrimSuffix(want.String(), "\n") + "}"; !strings.HasSuffix(string(got), want) {
			t.Errorf("%q: got %s, want it to end in %s", v, got, want)
		}
	}
}

func TestValueThatJSONLacks(t *testing.T) {
	for _, v := range []any{math.Inf(1), []any{math.NaN()}, func() {}} {
		if text, err := known(v).MarshalJSON(); err == nil {
			t.Errorf("%v is written as %s", v, text)
		}
	}
}

// BenchmarkJSON writes a document of 400 settings.
func BenchmarkJSON(b *testing.B) {
	d := &document.Document{Settings: map[string]*document.Node{}}
	for i := range 400 {
		n := known([]any{"django.contrib.admin", map[string]any{"NAME": "shop", "PORT": int64(i)}})
		n.Chain = []document.Step{{Kind: document.StepDjango, At: document.Location{File: "config/settings.py", Line: i}}}
		d.Settings[fmt.Sprint("SETTING_", i)] = n
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.JSON(); err != nil {
			b.Fatal(err)
		}
	}
}
