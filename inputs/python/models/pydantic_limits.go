package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// limit is one bound of a type: Field(ge=1), PositiveInt.
type limit struct {
	name string
	than value.Value
}

// boundOps are the comparisons that each limit of a number asks for.
var boundOps = map[string]value.CompareOp{"gt": value.Gt, "ge": value.GtE, "lt": value.Lt, "le": value.LtE}

// boundedTypes are the types of pydantic that are numbers within a bound.
var boundedTypes = map[string]struct{ kind, bound string }{
	"PositiveInt": {"int", "gt"}, "NonNegativeInt": {"int", "ge"}, "NegativeInt": {"int", "lt"}, "NonPositiveInt": {"int", "le"},
	"PositiveFloat": {"float", "gt"}, "NonNegativeFloat": {"float", "ge"}, "NegativeFloat": {"float", "lt"}, "NonPositiveFloat": {"float", "le"},
}

// within tells whether a value is within a limit.
func (l limit) within(t *value.Thread, v value.Value) (value.Truth, error) {
	if op, ok := boundOps[l.name]; ok {
		return value.Compare(t, op, v, l.than)
	}
	n, known, err := value.Length(t, v)
	if err != nil || !known {
		return value.Maybe, err
	}
	op := value.GtE
	if l.name == "max_length" || l.name == "max_items" {
		op = value.LtE
	}
	return value.Compare(t, op, value.NewInt(int64(n), nil), l.than)
}

// fits tells whether limits apply to a type in a way that is followed.
func (s schema) fits(limits []limit) bool {
	if inner := s.optional(); inner != nil {
		return inner.fits(limits)
	}
	for _, l := range limits {
		_, isBound := boundOps[l.name]
		switch s.kind {
		case "int", "float":
			if !isBound {
				return false
			}
		case "str", "list", "set", "dict":
			if isBound {
				return false
			}
		default:
			return len(limits) == 0
		}
	}
	return true
}

// uses tells whether version 1 applies a limit to a type, or to one inside it.
func (s schema) uses(limit string) value.Truth {
	_, isBound := boundOps[limit]
	isItems := limit == "min_items" || limit == "max_items"
	switch s.kind {
	case "", "container", "enum", "model":
		return value.Maybe
	case "list", "set", "tuple", "dict":
		if isItems || len(s.args) == 0 {
			return value.Maybe
		}
		if s.kind == "dict" {
			return s.args[len(s.args)-1].uses(limit)
		}
		return anyUses(s.args, limit)
	case "union":
		return anyUses(s.args, limit)
	case "int", "float":
		return value.TruthOf(isBound && (s.kind == "float" || len(s.limits) == 0)) // not an int that is bounded
	case "str", "secret":
		return value.TruthOf(!isBound && !isItems)
	}
	return value.No
}

func anyUses(types []schema, limit string) value.Truth {
	out := value.No
	for _, s := range types {
		switch s.uses(limit) {
		case value.Yes:
			return value.Yes
		case value.Maybe:
			out = value.Maybe
		}
	}
	return out
}

// limited is a value that was made, where the limits of its type allow it.
func limited(t *value.Thread, s schema, v value.Value) (out value.Value, ok bool, err error) {
	if isNone(v) {
		return v, true, nil
	}
	for _, l := range s.limits {
		switch in, err := l.within(t, v); {
		case err != nil || in == value.No:
			return nil, false, err
		case in == value.Maybe:
			return unknown(t, "whether a value is within its limits is not known", v.Trace()), true, nil
		}
	}
	return v, true, nil
}
