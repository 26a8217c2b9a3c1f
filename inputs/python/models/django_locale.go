package models

import (
	_ "embed"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// LANG_INFO of django.conf.locale, series by series. django_locales.txt is what
// testdata/django_locales.py says of Django.

//go:embed django_locales.txt
var djangoLocalesText string

// djangoLocaleModule is django.conf.locale. Where the series is not known, the
// table has what all series have alike, and perhaps more.
func djangoLocaleModule(t *value.Thread) value.Value {
	head, rest, _ := strings.Cut(djangoLocalesText, "\n")
	table, ok := djangoNames{series: strings.Fields(head)}, true
	all := table.bits(table.series[0] + "-" + table.series[len(table.series)-1])
	bit := table.seriesOf(t)
	if bit == 0 {
		bit, ok = all, false
	}
	languages := t.NewDict(nil)
	for line := range strings.Lines(rest) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if table.bits(f[5]+"-"+f[6])&bit == bit {
			languages.SetStr(t, f[0], languageInfo(t, f))
		}
	}
	if !ok {
		languages.Open(t, unknown(t, "which languages Django has depends on its version, which is not known"))
	}
	return value.NewModule("django.conf.locale", "").Define("LANG_INFO", languages)
}

// languageInfo is what Django says of one language, from a line of the table.
func languageInfo(t *value.Thread, f []string) value.Value {
	info := t.NewDict(nil)
	if f[4] != "" {
		info.SetStr(t, "fallback", t.NewList(strs(strings.Fields(f[4]), nil), nil))
		return info
	}
	info.SetStr(t, "bidi", value.NewBool(f[3] != "", nil))
	for i, key := range []string{"code", "name", "name_local"} {
		info.SetStr(t, key, value.NewStr(f[i], nil))
	}
	return info
}

// languageOf is get_language_info: the entry of the language, of what it falls back
// to, or of the code before its first hyphen, with its translated name.
func languageOf(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	code, err := wantText(t, a[0], "get_language_info")
	if err != nil {
		return nil, err
	}
	languages := orNone(attribute(t, "django.conf.locale", "LANG_INFO"))
	info, err := value.Item(t, languages, value.NewStr(code, tr))
	if generic, _, _ := strings.Cut(code, "-"); raisedIs(err, "KeyError") && generic != code {
		info, err = value.Item(t, languages, value.NewStr(generic, tr))
	}
	if err != nil {
		return nil, err
	}
	language, ok := info.(*value.Dict)
	if !ok {
		return spread(info), nil
	}
	return translatedName(t, language)
}

// translatedName is the entry of a language with its translated name, or that of the
// language that it falls back to.
func translatedName(t *value.Thread, info *value.Dict) (value.Value, error) {
	name, named := info.GetStr("name")
	if fallback, ok := info.GetStr("fallback"); ok && !named {
		first, err := value.Item(t, fallback, value.NewInt(0, nil))
		if err != nil {
			return nil, err
		}
		return languageOf(t, args{first}, first.Trace())
	}
	if !named {
		return nil, t.Raise("KeyError", "...")
	}
	s, ok := name.(value.Str)
	if !ok {
		return spread(name), nil
	}
	info.SetStr(t, "name_translated", &lazyText{s})
	return info, nil
}
