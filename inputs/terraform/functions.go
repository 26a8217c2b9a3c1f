package terraform

import (
	"errors"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functionTable holds the functions that are computed. A call of any other one,
// of Terraform's own or a provider's, is unknown: what depends on the time, on
// chance, on a network or on the machine.
func (s *scope) functionTable() map[string]function.Function {
	return map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc,
		"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
		"signum": stdlib.SignumFunc, "sum": sumFunc,

		"chomp": stdlib.ChompFunc, "endswith": textTest(hasSuffix), "format": limitedFormat(stdlib.FormatFunc),
		"formatlist": limitedFormat(stdlib.FormatListFunc), "indent": indentFunc, "join": stdlib.JoinFunc,
		"lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "replace": replaceFunc,
		"split": stdlib.SplitFunc, "startswith": textTest(hasPrefix), "strcontains": textTest(contains),
		"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
		"upper": stdlib.UpperFunc,

		"alltrue": allTrueFunc, "anytrue": anyTrueFunc, "chunklist": stdlib.ChunklistFunc, "coalesce": coalesceFunc,
		"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc,
		"contains": stdlib.ContainsFunc, "distinct": limited(stdlib.DistinctFunc, maxSquare), "element": stdlib.ElementFunc,
		"flatten": stdlib.FlattenFunc, "index": indexFunc, "keys": stdlib.KeysFunc, "length": lengthFunc,
		"lookup": lookupFunc, "matchkeys": matchKeysFunc, "merge": stdlib.MergeFunc, "one": oneFunc,
		"range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc,
		"setintersection": limited(stdlib.SetIntersectionFunc, maxSquare), "setproduct": limited(stdlib.SetProductFunc, maxProduct),
		"setsubtract": limited(stdlib.SetSubtractFunc, maxSquare), "setunion": limited(stdlib.SetUnionFunc, maxSquare),
		"slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "transpose": transposeFunc, "values": stdlib.ValuesFunc,
		"zipmap": stdlib.ZipmapFunc,

		"base64decode": base64DecodeFunc, "base64encode": base64EncodeFunc, "csvdecode": stdlib.CSVDecodeFunc,
		"jsondecode": jsonDecodeFunc, "jsonencode": encodes(stdlib.JSONEncodeFunc), "urlencode": urlEncodeFunc,
		"md5": md5Func, "sha1": sha1Func, "sha256": sha256Func, "sha512": sha512Func,
		"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc,

		"tobool": stdlib.MakeToFunc(cty.Bool), "tonumber": stdlib.MakeToFunc(cty.Number), "tostring": stdlib.MakeToFunc(cty.String),
		"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
		"try":   s.watching(tryfunc.TryFunc), "can": s.watching(tryfunc.CanFunc),
		"sensitive": sensitiveFunc, "nonsensitive": nonsensitiveFunc,

		"basename": basenameFunc, "dirname": dirnameFunc, "file": s.fileFunc(), "fileexists": s.fileExistsFunc(),
		"templatefile": s.templateFileFunc(),
	}
}

const (
	maxSquare  = 1000 // members for functions that compare each with each
	maxProduct = 8    // members of each set that setproduct multiplies
)

// errLimit makes the result of a call unknown. Its text is never shown.
var errLimit = errors.New("over the limit")

// limited refuses arguments of more members than that.
func limited(f function.Function, most int) function.Function {
	return function.New(&function.Spec{
		Params:   f.Params(),
		VarParam: f.VarParam(),
		Type:     func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, a := range args {
				if plain, _ := a.Unmark(); plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() && plain.LengthInt() > most {
					return cty.NilVal, errLimit
				}
			}
			return f.Call(args)
		},
	})
}

// watching lets errors of the parts through, for functions that act on them.
func (s *scope) watching(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params:   f.Params(),
		VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			s.trying++
			defer func() { s.trying-- }()
			return f.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s.trying++
			defer func() { s.trying-- }()
			return f.Call(args)
		},
	})
}

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
