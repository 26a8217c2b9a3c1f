package evaluator

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/djgate/djgate/inputs/document"
)

// random fills v: every kind of member is there in some documents and missing in others.
func random(r *rand.Rand, v reflect.Value, depth int) {
	if v.Type() == nodeType && depth < 4 {
		n := v.Addr().Interface().(*document.Node)
		n.Value, n.HasValue = []any{nil, true, int64(1) << 60, 0.5, "x", map[string]any{document.KeySecret: document.Facts{Length: 3}}}, r.IntN(2) == 0
	}
	switch v.Kind() {
	case reflect.Pointer:
		if r.IntN(3) > 0 && depth < 6 {
			v.Set(reflect.New(v.Type().Elem()))
			random(r, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" {
				random(r, v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		if n := r.IntN(3); n > 0 && depth < 6 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				random(r, v.Index(i), depth+1)
			}
		}
	case reflect.Map:
		if n := r.IntN(3); n > 0 && depth < 6 {
			v.Set(reflect.MakeMap(v.Type()))
			for i := range n {
				e := reflect.New(v.Type().Elem()).Elem()
				random(r, e, depth+1)
				if e.Kind() != reflect.Pointer || !e.IsNil() {
					v.SetMapIndex(reflect.ValueOf(string(rune('a'+i))).Convert(v.Type().Key()), e)
				}
			}
		}
	case reflect.String:
		v.SetString([]string{"", "x", "é\n\"<"}[r.IntN(3)])
	case reflect.Int:
		v.SetInt(int64(r.IntN(3) * 1000))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	}
}

func TestTermIsWhatJSONHolds(t *testing.T) {
	for seed := range uint64(200) {
		d := &document.Document{}
		random(rand.New(rand.NewPCG(seed, 1)), reflect.ValueOf(d).Elem(), 0)
		src, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := util.UnmarshalJSON(src, &want); err != nil {
			t.Fatal(err)
		}
		term, err := newShapes().term(reflect.ValueOf(d))
		if err != nil {
			t.Fatal(err)
		}
		got, err := ast.JSON(term.Value)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d:\n%s", seed, diff)
		}
	}
}

func BenchmarkTerm(b *testing.B) {
	d := &document.Document{}
	random(rand.New(rand.NewPCG(1, 1)), reflect.ValueOf(d).Elem(), 0)
	b.Run("directly", func(b *testing.B) {
		s := newShapes()
		for b.Loop() {
			if _, err := s.term(reflect.ValueOf(d)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("by JSON", func(b *testing.B) {
		for b.Loop() {
			src, err := d.JSON()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := ast.ValueFromReader(bytes.NewReader(src)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
