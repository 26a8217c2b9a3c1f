package terraform

import (
	"encoding/json"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
)

// maxJSON bounds the depth of JSON: the reader recurses.
const maxJSON = 64

// json reads the text as JSON: objects and tuples, of which every other member
// is marked with its place.
func (t *text) json() (v cty.Value, ok bool) {
	r := &jsonReader{t, scanner{src: t.b.String()}}
	v, ok = r.value(0)
	r.blanks()
	return v, ok && r.pos == len(r.src)
}

type jsonReader struct {
	*text
	scanner
}

// scanner reads the words of JSON.
type scanner struct {
	src string
	pos int
}

func (r *scanner) blanks() {
	for r.pos < len(r.src) && strings.IndexByte(" \t\r\n", r.src[r.pos]) >= 0 {
		r.pos++
	}
}

// take reads one byte of punctuation, after blanks.
func (r *scanner) take(c byte) bool {
	r.blanks()
	if r.pos < len(r.src) && r.src[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *jsonReader) value(depth int) (cty.Value, bool) {
	if depth > maxJSON || !r.s.budget.step() {
		return cty.NilVal, false
	}
	switch {
	case r.take('{'):
		return r.object(depth)
	case r.take('['):
		return r.array(depth)
	}
	return r.leaf()
}

func (r *jsonReader) object(depth int) (cty.Value, bool) {
	members := map[string]cty.Value{}
	if r.take('}') {
		return cty.EmptyObjectVal, true
	}
	for {
		r.blanks()
		key, ok := r.string()
		if !ok || !r.take(':') {
			return cty.NilVal, false
		}
		if depth == 0 && r.origin.kind == document.StepTfvars {
			r.origin.name = key
		}
		if members[key], ok = r.value(depth + 1); !ok {
			return cty.NilVal, false
		}
		if r.take('}') {
			return cty.ObjectVal(members), true
		}
		if !r.take(',') {
			return cty.NilVal, false
		}
	}
}

func (r *jsonReader) array(depth int) (cty.Value, bool) {
	var members []cty.Value
	if r.take(']') {
		return cty.EmptyTupleVal, true
	}
	for {
		v, ok := r.value(depth + 1)
		if !ok {
			return cty.NilVal, false
		}
		members = append(members, v)
		if r.take(']') {
			return cty.TupleVal(members), true
		}
		if !r.take(',') {
			return cty.NilVal, false
		}
	}
}

// leaf reads a string, number, true, false or null.
func (r *jsonReader) leaf() (cty.Value, bool) {
	r.blanks()
	from := r.pos
	v, ok := r.scalar()
	if !ok {
		return cty.NilVal, false
	}
	inner, end, quoted := from, r.pos, r.src[from] == '"'
	if quoted {
		inner, end = from+1, r.pos-1
	}
	known, marks, whole := r.within(inner, end)
	if whole != nil && whole.means != cty.NilVal {
		return whole.means, true
	}
	switch {
	case !known && quoted:
		v = r.begun(inner, end)
	case !known:
		v = cty.DynamicVal
	}
	v = v.WithMarks(marks...)
	if at := r.at(from); at.File != "" {
		step := document.Step{Kind: r.origin.kind, At: at, Name: r.origin.name}
		v = v.Mark(r.s.passed(&hop{Step: step, reference: whole != nil}))
	}
	return v, true
}

// begun is a quoted text of which a part is not known: what stands before that is its beginning.
func (r *jsonReader) begun(from, to int) cty.Value {
	for _, p := range r.parts {
		if p.known || p.to < from || p.from > to {
			continue
		}
		var head string
		if json.Unmarshal([]byte(`"`+r.src[from:max(from, p.from)]+`"`), &head) != nil || head == "" {
			break
		}
		return cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(head).NewValue().Mark(filled{})
	}
	return cty.DynamicVal
}

var jsonWord = pattern.New(`^(true|false|null|-?(0|[1-9]\d{0,30})(\.\d{1,30})?([eE][+-]?\d{1,2})?)`)

func (r *jsonReader) scalar() (cty.Value, bool) {
	if s, ok := r.string(); ok {
		return cty.StringVal(s), true
	}
	return r.word()
}

// word reads a number, true, false or null.
func (r *scanner) word() (cty.Value, bool) {
	word := jsonWord.FindString(r.src[r.pos:])
	r.pos += len(word)
	switch word {
	case "":
		return cty.NilVal, false
	case "true":
		return cty.True, true
	case "false":
		return cty.False, true
	case "null":
		return cty.NullVal(cty.DynamicPseudoType), true
	}
	v, err := cty.ParseNumberVal(word)
	return v, err == nil
}

// string reads a quoted string.
func (r *scanner) string() (string, bool) {
	if r.pos >= len(r.src) || r.src[r.pos] != '"' {
		return "", false
	}
	for i := r.pos + 1; i < len(r.src); i++ {
		switch r.src[i] {
		case '\\':
			i++
		case '"':
			var s string
			if json.Unmarshal([]byte(r.src[r.pos:i+1]), &s) != nil {
				return "", false
			}
			r.pos = i + 1
			return s, true
		}
	}
	return "", false
}
