package models

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

const dynaconfBecause = "dynaconf is not followed"

// dynaconfMark is bound in a settings module that dynaconf stands in for, to the prefix
// of its variables, None where that is not known, the files that it reads, and whether
// variables have the last word.
const dynaconfMark = "__dynaconf__"

// dynaconfModule is dynaconf, whose own files and rules are not followed.
func dynaconfModule(t *value.Thread) value.Value {
	m := hollow("dynaconf", dynaconfBecause)(t).(*value.Module)
	return m.Func("DjangoDynaconf", djangoDynaconf)
}

// djangoDynaconf puts what the files of dynaconf hold in place of django.conf.settings:
// any name of the module that is named first, else of DJANGO_SETTINGS_MODULE, may be
// another, whatever the module binds afterwards (dynaconf 3,
// contrib/django_dynaconf_v2.py).
func djangoDynaconf(t *value.Thread, c *value.Call) (value.Value, error) {
	u := unknown(t, dynaconfBecause)
	t.Globals.Open(t, u)
	name := c.Keyword("django_settings_module_name")
	if len(c.Args) > 0 {
		name = c.Args[0]
	}
	if isNone(name) {
		name, _ = t.Environ.Lookup(t, "DJANGO_SETTINGS_MODULE")
	}
	known, ok := text(name)
	if !ok {
		return u, nil
	}
	m, err := importModule(t, known)
	if err != nil {
		return nil, err
	}
	if m, ok := m.(*value.Module); ok {
		marks := []value.Value{dynaconfPrefix(c), value.NewStr(dynaconfFiles(t, c, m.NS), nil), value.NewBool(isPlainDynaconf(c), nil)}
		m.NS.Set(t, dynaconfMark, value.NewTuple(marks, nil), t.At)
		m.NS.Open(t, u)
	}
	return u, nil
}

// dynaconfStandsIn makes every name of a settings module unknown that dynaconf stands in
// for: casts, merging, environments and hooks are not followed, but what may set a name is.
func dynaconfStandsIn(t *value.Thread, m *value.Module) {
	mark, ok := m.NS.Get(dynaconfMark)
	if !ok {
		return
	}
	m.NS.Open(t, unknown(t, dynaconfBecause))
	by, ok := mark.V.(value.Tuple)
	if !ok {
		return
	}
	prefix, prefixed := text(by.Elems[0])
	files, _ := text(by.Elems[1])
	for _, name := range m.NS.Names() {
		if name != strings.ToUpper(name) || name == strings.ToLower(name) {
			continue
		}
		b, _ := m.NS.Get(name)
		if v := dynaconfVariable(t, prefix+name); v != nil && value.Identical(by.Elems[2], value.NewBool(true, nil)) && prefixed {
			m.NS.Set(t, name, v, b.At)
			continue
		}
		u := unknown(t, "dynaconf may set it, by "+files, b.V.Trace())
		if prefixed {
			u.Because, u.Needs = "dynaconf may set it, by "+prefix+name+" or "+files, []string{prefix + name}
		}
		m.NS.Set(t, name, u, b.At)
	}
}

// isPlainDynaconf tells whether nothing is done to a setting after its variable is read.
func isPlainDynaconf(c *value.Call) bool {
	for _, k := range c.Keywords {
		switch strings.TrimSuffix(strings.ToLower(k.Name), "_for_dynaconf") {
		case "envvar_prefix", "settings_files", "settings_file", "secrets", "environments", "env_switcher", "envvar", "load_dotenv", "root_path", "includes", "env":
		default:
			return false
		}
	}
	return c.Open == nil
}

// dynaconfPlain are texts that are no TOML, which stay as they are.
var dynaconfPlain = pattern.New(`^[A-Za-z/][^\s#"'=,\[\]{}]*$`)

// dynaconfVariable is what a variable gives: TOML, where it is that; nil where it is not
// set, or what it gives is not followed. Django's URLs are changed once more.
func dynaconfVariable(t *value.Thread, name string) value.Value {
	v, _ := t.Environ.Lookup(t, name)
	s, ok := text(v)
	inner := func(other string) bool { return strings.HasPrefix(other, name+"__") }
	if !ok || strings.HasSuffix(name, "_STATIC_URL") || strings.HasSuffix(name, "_MEDIA_URL") || slices.ContainsFunc(t.Environ.Names(t), inner) {
		return nil
	}
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At})
	switch n, isNumber := number(s); {
	case s == "true" || s == "True":
		return value.NewBool(true, v.Trace())
	case s == "false" || s == "False":
		return value.NewBool(false, v.Trace())
	case isNumber && (s == "0" || s[0] != '0'):
		return value.NewInt(int64(n), v.Trace())
	case slices.Contains([]string{"inf", "nan"}, s) || strings.HasPrefix(s, "dynaconf_merge") || !dynaconfPlain.MatchString(s):
		return nil
	}
	return v
}

// dynaconfOption is an argument of dynaconf, in any of its spellings.
func dynaconfOption(c *value.Call, name string) value.Value {
	for _, k := range c.Keywords {
		if strings.TrimSuffix(strings.ToLower(k.Name), "_for_dynaconf") == name {
			return k.Value
		}
	}
	return nil
}

// dynaconfPrefix is what the names of variables begin with.
func dynaconfPrefix(c *value.Call) value.Value {
	v := dynaconfOption(c, "envvar_prefix")
	s, ok := text(v)
	switch {
	case v == nil && c.Open == nil:
		return value.NewStr("DJANGO_", nil)
	case ok && !strings.Contains(s, ","):
		return value.NewStr(strings.ToUpper(s)+"_", nil)
	}
	return value.None()
}

// dynaconfFiles names the files that it reads: those that it is given, or that are here
// by the names that it looks for.
func dynaconfFiles(t *value.Thread, c *value.Call, settings *value.Namespace) string {
	if given := dynaconfOption(c, "settings_files"); given != nil {
		items, err := value.Items(t, given)
		var names []string
		for _, item := range items {
			if s, ok := text(item); ok {
				names = append(names, s)
			}
		}
		if err == nil && len(names) > 0 {
			return strings.Join(names, ", ")
		}
		return "its files"
	}
	folders := []string{t.Host.Dir()}
	if file, _ := settings.Get("__file__"); file.V != nil {
		if s, ok := text(file.V); ok {
			folders = append(folders, path.Dir(s))
		}
	}
	var found []string
	for _, folder := range folders {
		for _, name := range []string{"settings", ".secrets"} {
			for _, kind := range strings.Fields("toml tml yaml yml ini conf properties json") {
				file := path.Join(folder, name+"."+kind)
				if what, _ := t.Host.Stat(file); what == "file" {
					found = append(found, t.Host.Display(file))
				}
			}
		}
	}
	if len(found) == 0 {
		return "files of its own"
	}
	return strings.Join(found, ", ")
}
