package terraform

import (
	"errors"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Functions on collections that cty lacks, or that Terraform defines otherwise.

var errNone = errors.New("no such member")

// lengthFunc counts the characters of text as well.
var lengthFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowMarked: true}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, marks := args[0].Unmark()
		switch {
		case v.Type() == cty.DynamicPseudoType || !v.IsKnown():
			return cty.UnknownVal(cty.Number).WithMarks(marks), nil
		case v.Type() == cty.String:
			n, err := stdlib.Strlen(v)
			return n.WithMarks(marks), err
		case !v.CanIterateElements():
			return cty.NilVal, errNone
		}
		return cty.NumberIntVal(int64(v.LengthInt())).WithMarks(marks), nil
	},
})

// lookupFunc may go without a default.
var lookupFunc = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "map", Type: cty.DynamicPseudoType, AllowMarked: true},
		{Name: "key", Type: cty.String, AllowMarked: true},
	},
	VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		object, marks := args[0].Unmark()
		key, keyMarks := args[1].Unmark()
		if !object.Type().IsObjectType() && !object.Type().IsMapType() {
			return cty.NilVal, errNone
		}
		if v, ok := object.AsValueMap()[key.AsString()]; ok {
			return v.WithMarks(marks, keyMarks), nil
		}
		if len(args) < 3 {
			return cty.NilVal, errNone
		}
		otherwise := args[2]
		if object.Type().IsMapType() {
			converted, err := convert.Convert(otherwise, object.Type().ElementType())
			if err != nil {
				return cty.NilVal, errNone
			}
			otherwise = converted
		}
		return otherwise.WithMarks(marks, keyMarks), nil
	},
})

// coalesceFunc skips empty text as it skips null.
var coalesceFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
	Type: func(args []cty.Value) (cty.Type, error) {
		var types []cty.Type
		for _, a := range args {
			types = append(types, a.Type())
		}
		ty, _ := convert.UnifyUnsafe(types)
		if ty == cty.NilType {
			return ty, errNone
		}
		return ty, nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		for _, a := range args {
			v, err := convert.Convert(a, ty)
			if err != nil {
				return cty.NilVal, err
			}
			plain, marks := v.Unmark()
			switch {
			case !plain.IsKnown():
				return cty.UnknownVal(ty).WithMarks(marks), nil
			case plain.IsNull() || plain.Type() == cty.String && plain.AsString() == "":
			default:
				return v, nil
			}
		}
		return cty.NilVal, errNone
	},
})

// listFunc is a function of one list whose members are all known.
func listFunc(result cty.Type, f func(members []cty.Value) (cty.Value, error)) function.Function {
	return own(result, []function.Parameter{param("list", cty.DynamicPseudoType)}, func(args []cty.Value) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(result), nil
		}
		if !args[0].CanIterateElements() {
			return cty.NilVal, errNone
		}
		return f(args[0].AsValueSlice())
	})
}

// boolsFunc is true where every member is want, or where any is.
func boolsFunc(every bool) function.Function {
	return listFunc(cty.Bool, func(members []cty.Value) (cty.Value, error) {
		for _, m := range members {
			b, err := convert.Convert(m, cty.Bool)
			if err != nil {
				return cty.NilVal, err
			}
			if (!b.IsNull() && b.True()) != every {
				return cty.BoolVal(!every), nil
			}
		}
		return cty.BoolVal(every), nil
	})
}

var (
	allTrueFunc = boolsFunc(true)
	anyTrueFunc = boolsFunc(false)

	sumFunc = listFunc(cty.Number, func(members []cty.Value) (cty.Value, error) {
		sum := cty.Zero
		for _, m := range members {
			n, err := convert.Convert(m, cty.Number)
			if err != nil || n.IsNull() {
				return cty.NilVal, errNone
			}
			sum = sum.Add(n)
		}
		if len(members) == 0 {
			return cty.NilVal, errNone
		}
		return sum, nil
	})
)

// oneFunc needs to know how many members there are, not what they are.
var oneFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType, AllowMarked: true}},
	Type:   function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		list, marks := args[0].Unmark()
		switch {
		case !list.CanIterateElements() || keyed(list.Type()) && !list.Type().IsSetType():
			return cty.NilVal, errNone
		case !list.Length().IsKnown():
			return cty.DynamicVal.WithMarks(marks), nil
		case list.LengthInt() == 0:
			return cty.NullVal(cty.DynamicPseudoType).WithMarks(marks), nil
		case list.LengthInt() == 1:
			return list.AsValueSlice()[0].WithMarks(marks), nil
		}
		return cty.NilVal, errNone
	},
})

var indexFunc = own(cty.Number, []function.Parameter{param("list", cty.DynamicPseudoType), param("value", cty.DynamicPseudoType)},
	func(args []cty.Value) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		if !args[0].CanIterateElements() {
			return cty.NilVal, errNone
		}
		for i, m := range args[0].AsValueSlice() {
			if equal, err := stdlib.Equal(m, args[1]); err == nil && equal.True() {
				return cty.NumberIntVal(int64(i)), nil
			}
		}
		return cty.NilVal, errNone
	})

var matchKeysFunc = own(cty.DynamicPseudoType,
	[]function.Parameter{param("values", cty.List(cty.DynamicPseudoType)), param("keys", cty.List(cty.DynamicPseudoType)), param("searchset", cty.List(cty.DynamicPseudoType))},
	func(args []cty.Value) (cty.Value, error) {
		values, keys, wanted := args[0].AsValueSlice(), args[1].AsValueSlice(), args[2].AsValueSlice()
		if len(values) != len(keys) || len(keys) > maxSquare || len(wanted) > maxSquare {
			return cty.NilVal, errLimit
		}
		if !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.DynamicVal, nil
		}
		var out []cty.Value
		for i, k := range keys {
			if slices.ContainsFunc(wanted, func(w cty.Value) bool { return w.RawEquals(k) }) {
				out = append(out, values[i])
			}
		}
		if out == nil {
			return cty.ListValEmpty(args[0].Type().ElementType()), nil
		}
		return cty.ListVal(out), nil
	})

// transposeFunc turns a map of lists round.
var transposeFunc = own(cty.Map(cty.List(cty.String)), []function.Parameter{param("values", cty.Map(cty.List(cty.String)))},
	func(args []cty.Value) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(cty.Map(cty.List(cty.String))), nil
		}
		turned := map[string][]cty.Value{}
		lists := args[0].AsValueMap()
		for _, key := range sortedKeys(lists) {
			if lists[key].IsNull() {
				return cty.NilVal, errNone
			}
			for _, m := range lists[key].AsValueSlice() {
				if m.IsNull() {
					return cty.NilVal, errNone
				}
				turned[m.AsString()] = append(turned[m.AsString()], cty.StringVal(key))
			}
		}
		if len(turned) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		out := map[string]cty.Value{}
		for key, members := range turned {
			out[key] = cty.ListVal(members)
		}
		return cty.MapVal(out), nil
	})

var (
	sensitiveFunc    = marking(secretly)
	nonsensitiveFunc = marking(withoutSensitive)
)

var isSensitiveFunc = function.New(&function.Spec{
	Params: marking(nil).Params(),
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].IsKnown() {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(args[0].HasMark(sensitive{})), nil
	},
})

// setProductFunc counts the members of the product before it makes them.
var setProductFunc = guarded(stdlib.SetProductFunc, func(args []cty.Value) bool {
	product := 1
	for _, a := range args {
		if product *= membersIn(a); product > maxMembers/max(1, len(args)) {
			return false
		}
	}
	return true
})

func marking(f func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f(args[0]), nil },
	})
}

func withoutSensitive(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	delete(marks, sensitive{})
	for m := range marks {
		if e, ok := m.(*encoded); ok {
			delete(marks, m)
			marks[&encoded{withoutSensitive(e.value)}] = struct{}{}
		}
	}
	return plain.WithMarks(marks)
}
