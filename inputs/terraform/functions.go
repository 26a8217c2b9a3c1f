package terraform

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functionTable holds the functions that are computed. A call of any other one,
// of Terraform's own or a provider's, is unknown: what depends on the time, on
// chance, on a network or on the machine.
func (s *scope) functionTable() map[string]function.Function {
	table := maps.Clone(pureFunctions())
	for name, f := range s.fileFunctions() {
		table[name] = keeping(f)
	}
	table["try"], table["can"] = s.watching(tryFunc), s.watching(tryfunc.CanFunc)
	return table
}

// keeping gives an unknown result the marks of the arguments, which some functions drop.
func keeping(f function.Function) function.Function {
	spec := &function.Spec{
		Type: func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			out, err := f.Call(args)
			if err != nil || out.IsKnown() || out.IsMarked() {
				return out, err
			}
			for _, a := range args {
				out = withoutIdentity(out.WithMarks(a.Marks()))
			}
			return out, nil
		},
	}
	for _, p := range f.Params() {
		spec.Params = append(spec.Params, open(p))
	}
	if p := f.VarParam(); p != nil {
		all := open(*p)
		spec.VarParam = &all
	}
	return function.New(spec)
}

// open lets any value of the type pass to a parameter.
func open(p function.Parameter) function.Parameter {
	p.AllowNull, p.AllowUnknown, p.AllowDynamicType, p.AllowMarked = true, true, true, true
	return p
}

// pureFunctions need nothing but their arguments.
var pureFunctions = sync.OnceValue(func() map[string]function.Function {
	table := map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc,
		"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
		"signum": stdlib.SignumFunc, "sum": sumFunc,

		"chomp": stdlib.ChompFunc, "endswith": textTest(hasSuffix), "format": limitedFormat(stdlib.FormatFunc),
		"formatlist": limitedFormat(stdlib.FormatListFunc), "indent": indentFunc, "join": joinFunc,
		"lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc, "regexall": limitedText(stdlib.RegexAllFunc), "replace": replaceFunc,
		"split": splitFunc, "startswith": textTest(hasPrefix), "strcontains": textTest(contains),
		"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
		"upper": stdlib.UpperFunc,

		"alltrue": allTrueFunc, "anytrue": anyTrueFunc, "chunklist": stdlib.ChunklistFunc, "coalesce": coalesceFunc,
		"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc,
		"contains": stdlib.ContainsFunc, "distinct": limited(stdlib.DistinctFunc, maxSquare), "element": stdlib.ElementFunc,
		"flatten": stdlib.FlattenFunc, "index": indexFunc, "keys": stdlib.KeysFunc, "length": lengthFunc,
		"lookup": lookupFunc, "matchkeys": matchKeysFunc, "merge": stdlib.MergeFunc, "one": oneFunc,
		"range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc,
		"setintersection": limited(stdlib.SetIntersectionFunc, maxSquare), "setproduct": setProductFunc,
		"setsubtract": limited(stdlib.SetSubtractFunc, maxSquare), "setunion": limited(stdlib.SetUnionFunc, maxSquare),
		"slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "transpose": transposeFunc, "values": stdlib.ValuesFunc,
		"zipmap": stdlib.ZipmapFunc,

		"base64decode": base64DecodeFunc, "base64encode": base64EncodeFunc, "csvdecode": stdlib.CSVDecodeFunc,
		"jsondecode": jsonDecodeFunc, "jsonencode": encodes(stdlib.JSONEncodeFunc), "urlencode": urlEncodeFunc,
		"md5": md5Func, "sha1": sha1Func, "sha256": sha256Func, "sha512": sha512Func,
		"base64sha256": base64SHA256Func, "base64sha512": base64SHA512Func,
		"yamlencode": encodes(ctyyaml.YAMLEncodeFunc), "yamldecode": yamlDecodeFunc,
		"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": timeCompareFunc,
		"cidrhost": cidrHostFunc, "cidrnetmask": cidrNetmaskFunc, "cidrsubnet": cidrSubnetFunc, "cidrsubnets": cidrSubnetsFunc,

		"tobool": stdlib.MakeToFunc(cty.Bool), "tonumber": stdlib.MakeToFunc(cty.Number), "tostring": stdlib.MakeToFunc(cty.String),
		"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap":     stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
		"sensitive": sensitiveFunc, "nonsensitive": nonsensitiveFunc, "issensitive": isSensitiveFunc,
		"ephemeralasnull": marking(func(v cty.Value) cty.Value { return v }),

		"basename": basenameFunc, "dirname": dirnameFunc,
	}
	for name, f := range table {
		table[name] = keeping(f)
	}
	return table
})

// fileFunctions read the files of the project.
func (s *scope) fileFunctions() map[string]function.Function {
	return map[string]function.Function{
		"file": s.fileFunc(), "fileexists": s.fileExistsFunc(), "templatefile": s.templateFileFunc(), "templatestring": s.templateStringFunc(),
		"filebase64": s.digestFunc(base64Encode), "filemd5": s.digestFunc(md5Hex), "filesha1": s.digestFunc(sha1Hex),
		"filesha256": s.digestFunc(sha256Hex), "filesha512": s.digestFunc(sha512Hex),
		"filebase64sha256": s.digestFunc(sha256Base64), "filebase64sha512": s.digestFunc(sha512Base64),
	}
}

const (
	maxSquare  = 1000    // members for functions that compare each with each
	maxMatches = 1 << 16 // bytes of text for functions that make a list of it
)

// errLimit makes the result of a call unknown. Its text is never shown.
var errLimit = errors.New("over the limit")

// limited refuses arguments of more members than that.
func limited(f function.Function, most int) function.Function {
	return guarded(f, func(args []cty.Value) bool {
		return !slices.ContainsFunc(args, func(a cty.Value) bool { return membersIn(a) > most })
	})
}

// guarded refuses arguments that the guard does not let pass.
func guarded(f function.Function, guard func(args []cty.Value) bool) function.Function {
	return function.New(&function.Spec{
		Params:   f.Params(),
		VarParam: f.VarParam(),
		Type:     func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !guard(args) {
				return cty.NilVal, errLimit
			}
			return f.Call(args)
		},
	})
}

// membersIn counts those of a collection, and is 0 for what is none.
func membersIn(v cty.Value) int {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return 0
	}
	return v.LengthInt()
}

// watching lets errors of the parts through, for a function that acts on them.
func (s *scope) watching(f function.Function) function.Function {
	watch := func(call func() error) error {
		s.trying++
		defer func() { s.trying-- }()
		return call()
	}
	return function.New(&function.Spec{
		Params:   f.Params(),
		VarParam: f.VarParam(),
		Type: func(args []cty.Value) (ty cty.Type, err error) {
			err = watch(func() error { ty, err = f.ReturnTypeForValues(args); return err })
			return ty, err
		},
		Impl: func(args []cty.Value, _ cty.Type) (v cty.Value, err error) {
			err = watch(func() error { v, err = f.Call(args); return err })
			return v, err
		},
	})
}

// tryFunc gives the first of its arguments that is no error. One of which something
// is not known may turn out to be an error, unless it only names a value.
var tryFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		for _, arg := range args {
			closure := customdecode.ExpressionClosureFromVal(arg)
			v, diags := closure.Value()
			expr, ok := closure.Expression.(hclsyntax.Expression)
			switch {
			case diags.HasErrors():
			case v.IsWhollyKnown() || v.IsKnown() && ok && isReference(expr):
				return v, nil
			default:
				return withoutIdentity(cty.DynamicVal.WithMarks(v.Marks())), nil
			}
		}
		return cty.NilVal, errNone
	},
})

// own is a function of one type of result over parameters that are known.
func own(result cty.Type, params []function.Parameter, impl func(args []cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(result),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) },
	})
}

func param(name string, ty cty.Type) function.Parameter {
	return function.Parameter{Name: name, Type: ty}
}
