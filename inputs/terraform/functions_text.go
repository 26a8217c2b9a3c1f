package terraform

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Functions on text that cty lacks, or that Terraform defines otherwise.

func hasPrefix(s, x string) bool { return strings.HasPrefix(s, x) }
func hasSuffix(s, x string) bool { return strings.HasSuffix(s, x) }
func contains(s, x string) bool  { return strings.Contains(s, x) }

func textTest(test func(s, x string) bool) function.Function {
	params := []function.Parameter{param("str", cty.String), param("part", cty.String)}
	return own(cty.Bool, params, func(args []cty.Value) (cty.Value, error) {
		return cty.BoolVal(test(args[0].AsString(), args[1].AsString())), nil
	})
}

// textFunc is a function from text to text.
func textFunc(f func(s string) (string, error)) function.Function {
	return own(cty.String, []function.Parameter{param("str", cty.String)}, func(args []cty.Value) (cty.Value, error) {
		out, err := f(args[0].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(out), nil
	})
}

func base64Encode(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }
func urlEncode(s string) (string, error)    { return url.QueryEscape(s), nil }

func md5Hex(s string) (string, error) { h := md5.Sum([]byte(s)); return hex.EncodeToString(h[:]), nil }
func sha1Hex(s string) (string, error) {
	h := sha1.Sum([]byte(s))
	return hex.EncodeToString(h[:]), nil
}
func sha256Hex(s string) (string, error) {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:]), nil
}
func sha512Hex(s string) (string, error) {
	h := sha512.Sum512([]byte(s))
	return hex.EncodeToString(h[:]), nil
}

func sha256Base64(s string) (string, error) {
	h := sha256.Sum256([]byte(s))
	return base64Encode(string(h[:]))
}
func sha512Base64(s string) (string, error) {
	h := sha512.Sum512([]byte(s))
	return base64Encode(string(h[:]))
}

var (
	base64EncodeFunc = textFunc(base64Encode)
	base64DecodeFunc = textFunc(base64Decode)
	base64SHA256Func = textFunc(sha256Base64)
	base64SHA512Func = textFunc(sha512Base64)
	urlEncodeFunc    = textFunc(urlEncode)
	md5Func          = textFunc(md5Hex)
	sha1Func         = textFunc(sha1Hex)
	sha256Func       = textFunc(sha256Hex)
	sha512Func       = textFunc(sha512Hex)
	basenameFunc     = textFunc(basename)
	dirnameFunc      = textFunc(dirname)
)

func base64Decode(s string) (string, error) {
	out, err := base64.StdEncoding.DecodeString(s)
	if err == nil && !utf8.Valid(out) {
		err = errLimit
	}
	return string(out), err
}

// wideVerb is a verb of format with a width or precision that no text needs.
var wideVerb = pattern.New(`%[^%a-zA-Z]*(\d{4,}|\*)`)

// limitedFormat refuses formats that make long text of nothing.
func limitedFormat(f function.Function) function.Function {
	return guarded(f, func(args []cty.Value) bool {
		format, ok := textOf(args[0])
		longest := 0
		for _, a := range args[1:] {
			longest = max(longest, bulk(a))
		}
		return ok && !wideVerb.MatchString(format) && len(format)+strings.Count(format, "%")*longest <= 4*maxText
	})
}

// bulk is about how long a value is as text.
func bulk(v cty.Value) int {
	m := measure{members: maxMembers, text: maxText}
	m.fits(v)
	return maxText - m.text + 8*(maxMembers-m.members)
}

// joinFunc counts the separators before it writes them.
var joinFunc = guarded(stdlib.JoinFunc, func(args []cty.Value) bool {
	total := 0
	for _, list := range args[1:] {
		total += bulk(list) + membersIn(list)*bulk(args[0])
	}
	return total <= 4*maxText
})

var splitFunc = guarded(stdlib.SplitFunc, func(args []cty.Value) bool {
	return strings.Count(args[1].AsString(), args[0].AsString()) < maxMembers
})

// limitedText refuses long text.
func limitedText(f function.Function) function.Function {
	return guarded(f, func(args []cty.Value) bool {
		return !slices.ContainsFunc(args, func(a cty.Value) bool { return bulk(a) > maxMatches })
	})
}

var indentFunc = own(cty.String, []function.Parameter{param("spaces", cty.Number), param("str", cty.String)},
	func(args []cty.Value) (cty.Value, error) {
		spaces, _ := args[0].AsBigFloat().Float64()
		if grown := (spaces + 1) * float64(1+strings.Count(args[1].AsString(), "\n")); grown > maxText {
			return cty.NilVal, errLimit
		}
		return stdlib.Indent(args[0], args[1])
	})

// replaceFunc takes a pattern between slashes as a regular expression.
var replaceFunc = own(cty.String,
	[]function.Parameter{param("str", cty.String), param("substr", cty.String), param("replace", cty.String)},
	func(args []cty.Value) (cty.Value, error) {
		str, old, new := args[0].AsString(), args[1].AsString(), args[2].AsString()
		if len(old) > 1 && old[0] == '/' && old[len(old)-1] == '/' {
			return replaceRegexp(str, old[1:len(old)-1], new)
		}
		if strings.Count(str, old)*len(new) > maxText {
			return cty.NilVal, errLimit
		}
		return cty.StringVal(strings.ReplaceAll(str, old, new)), nil
	})

func replaceRegexp(str, pattern, new string) (cty.Value, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return cty.NilVal, err
	}
	// A match may be put into its replacement as often as that has a dollar sign.
	grown := (len(str) + 1) * (len(new) + 1)
	if strings.Contains(new, "$") {
		grown = (len(str) + 1) * (len(new) + strings.Count(new, "$")*(len(str)+1))
	}
	if grown > 64*maxText {
		return cty.NilVal, errLimit
	}
	return cty.StringVal(re.ReplaceAllString(str, new)), nil
}

var timeCompareFunc = own(cty.Number, []function.Parameter{param("a", cty.String), param("b", cty.String)},
	func(args []cty.Value) (cty.Value, error) {
		a, err := time.Parse(time.RFC3339, args[0].AsString())
		if err != nil {
			return cty.NilVal, errNone
		}
		b, err := time.Parse(time.RFC3339, args[1].AsString())
		if err != nil {
			return cty.NilVal, errNone
		}
		return cty.NumberIntVal(int64(a.Compare(b))), nil
	})

// jsonDecodeFunc refuses what is too deep to be read.
var jsonDecodeFunc = function.New(&function.Spec{
	Params: stdlib.JSONDecodeFunc.Params(),
	Type: func(args []cty.Value) (cty.Type, error) {
		if args[0].IsKnown() && deepJSON(args[0].AsString()) {
			return cty.NilType, errLimit
		}
		return stdlib.JSONDecodeFunc.ReturnTypeForValues(args)
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return stdlib.JSONDecodeFunc.Call(args) },
})

func deepJSON(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth > maxBrackets {
			return true
		}
	}
	return false
}
