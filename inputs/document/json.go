package document

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// This file writes the document as JSON: the same bytes for the same document, and
// empty lists and objects rather than null, so that schema.json holds.

// JSON returns the document in one line. It fails only for a Value that JSON
// does not have (an infinite float, a type that Node does not allow).
func (d *Document) JSON() ([]byte, error) { return encode(d) }

// MarshalJSON is JSON.
func (d *Document) MarshalJSON() ([]byte, error) { return encode(d) }

// MarshalJSON writes Value as value where there is one; an absent value and
// None (null) differ.
func (n *Node) MarshalJSON() ([]byte, error) { return encode(n) }

// MarshalJSON writes what is missing as empty.
func (f Facts) MarshalJSON() ([]byte, error) { return encode(f) }

// Field is a field of a struct as JSON has it.
type Field struct {
	Index     []int // of reflect.Value.FieldByIndex: through embedded structs
	Name      string
	OmitEmpty bool
}

// Layout returns the fields of every struct in a document, in their order, by its
// type. They are not to be changed.
func Layout() map[reflect.Type][]Field { return layout() }

var layout = sync.OnceValue(func() map[reflect.Type][]Field {
	out := map[reflect.Type][]Field{}
	lay(out, reflect.TypeFor[Document]())
	return out
})

func lay(out map[reflect.Type][]Field, t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		lay(out, t.Elem())
	case reflect.Struct:
		if _, seen := out[t]; seen {
			return
		}
		out[t] = fieldsOf(t)
		for _, f := range out[t] {
			lay(out, t.FieldByIndex(f.Index).Type)
		}
	}
}

func fieldsOf(t reflect.Type) []Field {
	var out []Field
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.Anonymous && name != "-" {
			out = append(out, Field{f.Index, name, options == "omitempty"})
		}
	}
	return out
}

// Omits tells whether the field is left out where it has this value.
func (f Field) Omits(v reflect.Value) bool {
	switch {
	case !f.OmitEmpty || v.Kind() == reflect.Struct:
		return false
	case v.Kind() == reflect.Map, v.Kind() == reflect.Slice:
		return v.Len() == 0
	}
	return v.IsZero()
}

// encoder writes values to its buffer.
type encoder struct{ bytes.Buffer }

func encode(v any) ([]byte, error) {
	var e encoder
	err := e.write(reflect.ValueOf(v))
	return e.Bytes(), err
}

var (
	nodeType   = reflect.TypeFor[Node]()
	numberType = reflect.TypeFor[json.Number]()
)

func (e *encoder) write(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Invalid:
		e.WriteString("null")
		return nil
	case reflect.Pointer, reflect.Interface:
		return e.write(v.Elem())
	case reflect.Struct:
		return e.object(v)
	case reflect.Map:
		return e.entries(v)
	case reflect.Slice:
		return e.list(v)
	case reflect.String:
		if v.Type() != numberType {
			return e.text(v.String())
		}
	case reflect.Bool:
		e.Write(strconv.AppendBool(e.AvailableBuffer(), v.Bool()))
		return nil
	case reflect.Int, reflect.Int64:
		e.Write(strconv.AppendInt(e.AvailableBuffer(), v.Int(), 10))
		return nil
	}
	return e.any(v.Interface())
}

func (e *encoder) object(v reflect.Value) error {
	e.WriteByte('{')
	first := true
	fields, known := layout()[v.Type()]
	if !known { // it stands in a Value
		fields = fieldsOf(v.Type())
	}
	for _, f := range fields {
		value := v.FieldByIndex(f.Index)
		if f.Omits(value) {
			continue
		}
		if err := e.member(first, f.Name, value); err != nil {
			return err
		}
		first = false
	}
	if v.Type() == nodeType && v.FieldByName("HasValue").Bool() {
		if err := e.member(first, "value", v.FieldByName("Value")); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
}

func (e *encoder) entries(v reflect.Value) error {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	e.WriteByte('{')
	for i, key := range keys {
		if err := e.member(i == 0, key.String(), v.MapIndex(key)); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
}

// member writes a name and its value, after a comma where it is not the first.
func (e *encoder) member(first bool, name string, value reflect.Value) error {
	if !first {
		e.WriteByte(',')
	}
	if err := e.text(name); err != nil {
		return err
	}
	e.WriteByte(':')
	return e.write(value)
}

func (e *encoder) list(v reflect.Value) error {
	e.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.write(v.Index(i)); err != nil {
			return err
		}
	}
	e.WriteByte(']')
	return nil
}

// text writes a text, without the escapes that only HTML needs. Most need none.
func (e *encoder) text(s string) error {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return e.any(s)
		}
	}
	e.WriteByte('"')
	e.WriteString(s)
	e.WriteByte('"')
	return nil
}

// any writes what is no text of plain characters, integer or switch.
func (e *encoder) any(v any) error {
	enc := json.NewEncoder(&e.Buffer)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	e.Truncate(e.Len() - 1) // the line's end
	return nil
}
