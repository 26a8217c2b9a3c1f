package document

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
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

// Fields are those of a struct of this package, in their order.
func Fields(t reflect.Type) []Field {
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
type encoder struct {
	bytes.Buffer
	fields map[reflect.Type][]Field
}

func encode(v any) ([]byte, error) {
	e := encoder{fields: map[reflect.Type][]Field{}}
	err := e.write(reflect.ValueOf(v))
	return e.Bytes(), err
}

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
	}
	return e.scalar(v.Interface())
}

// member is one of an object's.
type member struct {
	name  string
	value reflect.Value
}

func (e *encoder) object(v reflect.Value) error {
	if e.fields[v.Type()] == nil {
		e.fields[v.Type()] = Fields(v.Type())
	}
	var members []member
	for _, f := range e.fields[v.Type()] {
		if value := v.FieldByIndex(f.Index); !f.Omits(value) {
			members = append(members, member{f.Name, value})
		}
	}
	if n, ok := v.Interface().(Node); ok && n.HasValue {
		members = append(members, member{"value", reflect.ValueOf(n.Value)})
	}
	return e.members(members)
}

func (e *encoder) entries(v reflect.Value) error {
	var members []member
	for entries := v.MapRange(); entries.Next(); {
		members = append(members, member{entries.Key().String(), entries.Value()})
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return e.members(members)
}

func (e *encoder) members(list []member) error {
	e.WriteByte('{')
	for i, m := range list {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.scalar(m.name); err != nil {
			return err
		}
		e.WriteByte(':')
		if err := e.write(m.value); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
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

// scalar writes a text, a number or a switch, without the escapes that only HTML needs.
func (e *encoder) scalar(v any) error {
	enc := json.NewEncoder(&e.Buffer)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	e.Truncate(e.Len() - 1) // the line's end
	return nil
}
