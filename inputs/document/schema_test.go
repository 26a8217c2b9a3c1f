package document_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestSchemaIsUpToDate(t *testing.T) {
	cmd := exec.Command("go", "run", "gen.go", "-")
	want, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(document.Schema(), want) {
		t.Error("run `go generate ./inputs/document`")
	}
}

func TestDocumentIsTheSameBytesEachTime(t *testing.T) {
	d := &document.Document{Settings: map[string]*document.Node{}}
	for _, name := range []string{"B", "A", "D", "C"} {
		d.Settings[name] = &document.Node{State: document.Known, HasValue: true, Value: map[string]any{"y": 1, "x": "<&>"}}
	}
	first, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, _ := d.JSON(); !bytes.Equal(first, again) {
			t.Fatalf("%s\n%s", first, again)
		}
	}
	if !bytes.Contains(first, []byte(`"<&>"`)) {
		t.Errorf("escaped as for HTML: %s", first)
	}
}

// What is missing is empty, never null, so that the schema holds.
func TestDocumentHasNoNull(t *testing.T) {
	d := &document.Document{Service: &document.Service{Peers: []document.Backing{{}}}, Proxy: &document.Proxy{},
		Source: document.Source{Literals: []document.Literal{{}}}}
	text, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("null")) {
		t.Errorf("%s", text)
	}
}

func TestNodeTellsNoneFromAbsent(t *testing.T) {
	for want, n := range map[string]*document.Node{
		`null`: {State: document.Known, HasValue: true},
		``:     {State: document.Unknown},
		`[1]`:  {State: document.Known, HasValue: true, Value: []any{int64(1)}},
	} {
		text, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		if got := string(fields["value"]); got != want {
			t.Errorf("value is %q, want %q", got, want)
		}
	}
}
