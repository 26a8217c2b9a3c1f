package models

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// Plain scalars as PyYAML's resolver and constructor take them (YAML 1.1).

// yamlBools are the bools of YAML 1.1 as PyYAML resolves them.
var yamlBools = map[string]bool{"yes": true, "true": true, "on": true, "no": false, "false": false, "off": false}

var (
	yamlInt = pattern.New(`^[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$`)

	yamlFloat = pattern.New(`^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)

	// yamlOldFloat is what PyYAML before 6 takes for a float besides.
	yamlOldFloat = pattern.New(`^\._[0-9_]*(?:[eE][-+][0-9]+)?$`)

	yamlDate = pattern.New(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)

	yamlMoment = pattern.New(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?([ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$`)
)

// scalar resolves a scalar; only a plain one is anything but a str.
func (r *yamlReader) scalar(n *yaml.Node) (value.Value, error) {
	s := n.Value
	switch {
	case n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!str" && !r.base:
		return unknown(r.t, "a tag of YAML is not followed", r.tr), nil
	case n.Style != 0 || r.base:
		return value.NewStr(s, r.tr), nil
	}
	switch s {
	case "", "~", "null", "Null", "NULL":
		return value.None().With(r.tr), nil
	case "<<", "=":
		return nil, r.t.RaiseClass(r.broken.constructor, "no constructor for '"+s+"' in YAML", r.tr)
	}
	if b, ok := yamlBools[strings.ToLower(s)]; ok && (s == strings.ToLower(s) || s == strings.ToUpper(s) || s == strings.ToUpper(s[:1])+strings.ToLower(s[1:])) {
		return value.NewBool(b, r.tr), nil
	}
	switch {
	case yamlInt.MatchString(s):
		return r.integer(s)
	case strings.HasPrefix(s, "._") && yamlOldFloat.MatchString(s) && packageBelow(r.t, "yaml", 6):
		if strings.Trim(s, "._") == "" {
			return nil, r.t.Raise("ValueError", "could not convert string to float in YAML")
		}
		return r.float(s), nil
	case yamlFloat.MatchString(s):
		return r.float(s), nil
	case yamlDate.MatchString(s):
		return r.moment("date", yamlDate.FindStringSubmatch(s)[1:])
	case yamlMoment.MatchString(s):
		parts := yamlMoment.FindStringSubmatch(s)
		if parts[8] != "" {
			return unknown(r.t, "a moment with a time zone in YAML is not followed", r.tr), nil
		}
		micro := (parts[7] + "000000")[:6]
		return r.moment("datetime", append(parts[1:7:7], micro))
	}
	return value.NewStr(s, r.tr), nil
}

// unsigned takes underscores and a sign off a number.
func unsigned(s string) (digits string, negative bool) {
	s = strings.ReplaceAll(s, "_", "")
	return strings.TrimLeft(s, "-+"), strings.HasPrefix(s, "-")
}

// integer reads bases 2, 8, 16, 10 and 60.
func (r *yamlReader) integer(s string) (value.Value, error) {
	digits, negative := unsigned(s)
	n, ok := new(big.Int), true
	switch {
	case strings.HasPrefix(digits, "0b"):
		n, ok = n.SetString(digits[2:], 2)
	case strings.HasPrefix(digits, "0x"):
		n, ok = n.SetString(digits[2:], 16)
	case len(digits) > 1 && digits[0] == '0':
		n, ok = n.SetString(digits, 8)
	default:
		for _, part := range strings.Split(digits, ":") {
			d, good := new(big.Int).SetString(part, 10)
			if ok = ok && good && len(part) <= 4300; !ok {
				break
			}
			n.Add(n.Mul(n, big.NewInt(60)), d)
		}
	}
	if !ok {
		return nil, r.t.Raise("ValueError", "invalid literal for int() in YAML")
	}
	if negative {
		n.Neg(n)
	}
	return value.NewBigInt(n, r.tr), nil
}

// float reads base 10 and 60, infinities and what is no number.
func (r *yamlReader) float(s string) value.Value {
	digits, negative := unsigned(strings.ToLower(s))
	f, unit := 0.0, 1.0
	switch digits {
	case ".inf":
		f = math.Inf(1)
	case ".nan":
		return value.NewFloat(math.NaN(), r.tr)
	default:
		parts := strings.Split(digits, ":")
		for i := len(parts) - 1; i >= 0; i-- {
			d, _ := strconv.ParseFloat(parts[i], 64) // too large is infinite, as in Python
			f, unit = f+d*unit, unit*60
		}
	}
	if negative {
		f = -f
	}
	return value.NewFloat(f, r.tr)
}

// moment calls a class of datetime with the numbers in the texts.
func (r *yamlReader) moment(class string, texts []string) (value.Value, error) {
	a := make([]value.Value, len(texts))
	for i, s := range texts {
		n, _ := strconv.ParseInt(s, 10, 64)
		a[i] = value.NewInt(n, r.tr)
	}
	return call(r.t, attribute(r.t, "datetime", class), a...)
}
