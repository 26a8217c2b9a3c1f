package django

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What is read without a decoder is what JSON's own reads, but for integers.
func TestDecode(t *testing.T) {
	values := []string{"0", "-1", `"\""`, `"a\\"`, `""`, `" "`, `["a"]`, `{"a":1}`}
	for line := range strings.Lines(defaultLines) {
		values = append(values, strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 5)[4])
	}
	for _, text := range values {
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := decode(text); !reflect.DeepEqual(got, integers(want)) {
			t.Errorf("%s: got %#v, want %#v", text, got, want)
		}
	}
}
