package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// regexFlagBits are the members of re.RegexFlag, in their order; an alias stands beside its member.
const regexFlagBits = "NOFLAG=0 ASCII=256 A=256 IGNORECASE=2 I=2 LOCALE=4 L=4 UNICODE=32 U=32 MULTILINE=8 M=8 " +
	"DOTALL=16 S=16 VERBOSE=64 X=64 TEMPLATE=1 T=1 DEBUG=128"

// regexFlags defines re.RegexFlag and its members. Their texts are those of the names that
// the module has for them (Lib/enum.py, global_flag_repr; before Python 3.11 Lib/re.py).
func regexFlags(t *value.Thread, m *value.Module) {
	numbered(t, m, "IntFlag", "RegexFlag", true, regexFlagBits, regexFlagMethods)
}

func regexFlagMethods(flag *value.Class) {
	for _, name := range []string{"__repr__", "__str__"} {
		method(flag, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			return regexFlagText(t, self), nil
		})
	}
	method(flag, "__format__", "spec", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		older, err := formatted(t, regexFlagText(t, self), a[0])
		if spec, _ := text(a[0]); err != nil || spec == "" {
			return older, err
		}
		recent, err := formatted(t, value.Underlying(self), a[0])
		if err != nil {
			return nil, err
		}
		return sincePython(t, 11, recent, older), nil
	})
	method(flag, "__invert__", "", func(t *value.Thread, _ *value.Instance, _ args) (value.Value, error) {
		return unknown(t, "the complement of a flag of ints differs between versions of Python"), nil
	})
}

// regexFlagText is the members whose bits are set, and the other bits as a number.
func regexFlagText(t *value.Thread, self *value.Instance) value.Value {
	rest := flagBits(self)
	if rest == 0 {
		return sincePython(t, 11, value.NewStr("re.NOFLAG", nil), value.NewStr("", nil))
	}
	var names []string
	for _, word := range strings.Fields(regexFlagBits) {
		name, number, _ := strings.Cut(word, "=")
		if bit, err := strconv.ParseInt(number, 10, 64); err == nil && rest&bit != 0 {
			names = append(names, "re."+name)
			rest &^= bit
		}
	}
	if rest != 0 {
		names = append(names, "0x"+strconv.FormatInt(rest, 16))
	}
	return value.NewStr(strings.Join(names, "|"), self.Trace())
}
