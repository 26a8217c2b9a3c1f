package evaluator

import (
	"errors"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
)

// This file reads what rules hold.

// claim is what one element of deny or discharged says.
type claim struct {
	subject, message string
	severity         Severity // 0 where the policy's own holds
	at               document.Location
	rests            []string // further subjects that decide it
}

// claims reads a set, or an array, of objects {"subject", "msg", "severity", "at",
// "rests"} or of texts.
func claims(v ast.Value) ([]claim, error) {
	var elements []*ast.Term
	switch v := v.(type) {
	case nil:
	case ast.Set:
		elements = v.Slice()
	case *ast.Array:
		v.Foreach(func(element *ast.Term) { elements = append(elements, element) })
	default:
		return nil, errors.New("is not a set (write `deny contains ...`)")
	}
	var list []claim
	for _, element := range elements {
		c, err := claimOf(element.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func claimOf(v ast.Value) (claim, error) {
	switch v := v.(type) {
	case ast.String:
		return claim{message: string(v)}, nil
	case ast.Object:
		c := claim{subject: text(v, "subject"), message: text(v, "msg")}
		if c.message == "" {
			return c, errors.New("holds an object without msg")
		}
		if word := text(v, "severity"); word != "" {
			s, err := ParseSeverity(word)
			if err != nil {
				return c, err
			}
			c.severity = s
		}
		at, ok := member(v, "at").(ast.Object)
		if !ok {
			at, ok = member(v, "_loc").(ast.Object) // conftest's name for it
		}
		if ok {
			c.at = document.Location{File: text(at, "file"), Line: number32(at, "line"), Column: number32(at, "column")}
		}
		c.rests = texts(v, "rests")
		return c, nil
	}
	return claim{}, errors.New("holds neither an object nor a text")
}

func member(o ast.Object, key string) ast.Value {
	if t := o.Get(ast.InternedTerm(key)); t != nil {
		return t.Value
	}
	return nil
}

func text(o ast.Object, key string) string {
	s, _ := member(o, key).(ast.String)
	return string(s)
}

// texts reads a set or an array of texts.
func texts(o ast.Object, key string) []string {
	list, ok := member(o, key).(interface{ Foreach(func(*ast.Term)) })
	if !ok {
		return nil
	}
	var out []string
	list.Foreach(func(t *ast.Term) {
		if s, isText := t.Value.(ast.String); isText {
			out = append(out, string(s))
		}
	})
	return out
}

func number32(o ast.Object, key string) int {
	n, ok := member(o, key).(ast.Number)
	if !ok {
		return 0
	}
	i, _ := n.Int()
	return i
}

// holds tells whether a rule's value is more than undefined, false or empty.
func holds(v ast.Value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case ast.Boolean:
		return bool(v)
	case ast.Set:
		return v.Len() > 0
	}
	return true
}
