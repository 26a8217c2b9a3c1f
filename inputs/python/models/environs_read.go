package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// read_env of environs, and "${NAME}" in values.

// readEnv reads the .env beside the module or above it, or the file that is
// given, or one of its name above it. Its arguments are path, recurse, override,
// return_path and verbose.
func (lib *environsLib) readEnv(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	recurse, err := isOn(t, a[1], true)
	if err != nil {
		return nil, err
	}
	path, u, err := lib.envPath(t, a[0], recurse)
	if err != nil {
		return nil, err
	}
	override, err := isOn(t, a[2], false)
	if err != nil {
		return nil, err
	}
	if u != nil {
		unknownRead(t, u, override != value.No)
		return spread(u), nil
	}
	if !lib.private() && dotenvDisabled(t) {
		return lib.loaded(t, a[3], path, false)
	}
	if path == "" {
		dir, _ := splitPath(t.File)
		overwrittenFrom(t, dir, ".env", override)
		return lib.loaded(t, a[3], "", false)
	}
	dialect := pythonDotenvDialect(t)
	over, under := loadBetween(t, override)
	if lib.private() {
		over, under = valuesBetween(t)
	}
	entries, present := parseEnvFile(t, path, dialect, over, under)
	if present == value.Maybe {
		maybeRead(t, path, override != value.No)
		return unknown(t, "it cannot be known whether "+t.Host.Display(path)+" is there"), nil
	}
	if present == value.No {
		overwritten(t, path, override)
	}
	if !lib.private() {
		setFrom(t, a[0], entries, dialect, override == value.Yes)
		return lib.loaded(t, a[3], path, present == value.Yes && len(entries) > 0)
	}
	b, _ := self.NS.Get("_environ")
	own, ok := b.V.(*value.Dict)
	last := map[string]int{}
	for i, e := range entries {
		last[e.Name] = i
	}
	for i, e := range entries {
		if !ok || !e.HasValue || last[e.Name] != i {
			continue
		}
		if _, have := own.GetStr(e.Name); !have || override == value.Yes {
			own.SetStr(t, e.Name, restingOn(entryValue(t, e, dialect), orNone(a[0]).Trace()))
		}
	}
	return lib.loaded(t, a[3], path, present == value.Yes)
}

// loaded is what read_env returns: what load_dotenv does, but nothing from 7.0 to 10.1 and,
// before, where no file is found; since 11.0 the path where it is asked for.
func (lib *environsLib) loaded(t *value.Thread, returnPath value.Value, path string, read bool) (value.Value, error) {
	switch {
	case lib.below(4):
		return unknown(t, "what read_env returns is not followed"), nil
	case lib.below(7):
		if path == "" {
			return value.None(), nil
		}
		return value.NewBool(read || alwaysLoads(t), nil), nil
	case lib.below(10, 2):
		return value.None(), nil
	}
	asked, err := isOn(t, returnPath, false)
	if err != nil || asked != value.Yes {
		return value.NewBool(read, nil), err
	}
	if path == "" {
		return value.None(), nil
	}
	return value.NewStr(path, publicPath(nil)), nil
}

// envPath is the file that is read; "" where there is none. A folder that is not
// there cannot be searched upward.
func (lib *environsLib) envPath(t *value.Thread, given value.Value, recurse value.Truth) (string, *value.Unknown, error) {
	if u, ok := value.IsUnknown(orNone(given)); ok {
		return "", u, nil
	}
	if recurse == value.Maybe {
		return "", unknown(t, "whether the folders above are searched is not known"), nil
	}
	dir, _ := splitPath(t.File)
	name := ".env"
	if !isNone(given) {
		p, ok := pathText(given)
		if !ok {
			return "", unknown(t, "which env file is read is not known", given.Trace()), nil
		}
		p, u := absolute(t, p, given.Trace())
		if u != nil {
			return "", u, nil
		}
		if lib.below(8) && recurse == value.Yes {
			return lib.searchedPath(t, normPath(p), given.Trace())
		}
		dir, name = splitPath(normPath(p))
	}
	if recurse == value.No {
		return joinPath(dir, name), nil, nil
	}
	if _, present := t.Host.Stat(dir); present == value.No {
		return "", nil, t.RaiseClass(value.Exceptions()["OSError"], "Starting path not found", given.Trace())
	}
	return searchFrom(t, dir, name), nil, nil
}

// searchedPath is envPath before 8.0 of a file that is there or a folder: the search begins
// there, for .env or, since 5.2.1, for the name of the file.
func (lib *environsLib) searchedPath(t *value.Thread, path string, tr *value.Trace) (string, *value.Unknown, error) {
	kind, present := t.Host.Stat(path)
	dir, name := path, ".env"
	switch {
	case present == value.No:
		return "", nil, t.RaiseClass(value.Exceptions()["OSError"], "Starting path not found", tr)
	case present == value.Maybe:
		return "", unknown(t, "whether "+t.Host.Display(path)+" is there is not known", tr), nil
	case kind == "file":
		base := ""
		if dir, base = splitPath(path); !lib.below(5, 2, 1) {
			name = base
		}
	}
	return searchFrom(t, dir, name), nil, nil
}

// expansion is "${NAME}" or "${NAME:-default}", not behind a backslash.
var expansion = pattern.New(`\$\{([A-Za-z0-9_]+)(:-[^}:]*)?\}`)

// expand replaces "${NAME}" where expand_vars is on.
func (lib *environsLib) expand(t *value.Thread, self *value.Instance, v value.Value, c *value.Call) (value.Value, *value.Unknown, error) {
	s, ok := text(v)
	b, _ := self.NS.Get("expand_vars")
	on, err := value.Truthy(t, orFalse(b.V))
	if !ok || err != nil || on == value.No {
		return v, nil, err
	}
	if on == value.Maybe || lib.below(14, 6) && strings.Contains(s, "${") {
		return nil, unknown(t, "expand_vars is not followed here", v.Trace()), nil
	}
	if err := t.Enter(); err != nil {
		return nil, nil, err
	}
	defer t.Leave()
	var out strings.Builder
	tr, end := v.Trace(), 0
	for _, m := range expansion.FindAllStringSubmatchIndex(s, -1) {
		if m[0] > 0 && s[m[0]-1] == '\\' {
			continue
		}
		part, u, err := lib.expanded(t, self, s, m, c)
		if u != nil || err != nil {
			return nil, u, err
		}
		if m[0] == 0 && m[1] == len(s) {
			return part.With(value.Merge(part.Trace(), tr)), nil, nil
		}
		inner, ok := text(part)
		if !ok {
			return nil, unknown(t, "expand_vars is not followed here", v.Trace()), nil
		}
		out.WriteString(s[end:m[0]] + inner)
		tr, end = value.Merge(tr, part.Trace()), m[1]
	}
	if end == 0 {
		return value.NewStr(strings.ReplaceAll(s, `\$`, "$"), tr), nil, nil
	}
	out.WriteString(s[end:])
	return value.NewStr(out.String(), tr), nil, t.Alloc(out.Len())
}

// expanded is the value of one "${NAME}". Where all of the text is one, the
// default of the call stands in for a variable that is not set.
func (lib *environsLib) expanded(t *value.Thread, self *value.Instance, s string, m []int, c *value.Call) (value.Value, *value.Unknown, error) {
	name := s[m[2]:m[3]]
	var def value.Value
	if m[4] >= 0 {
		def = value.NewStr(s[m[4]+2:m[5]], nil)
	} else if d := defaultOf(c); d != nil && m[0] == 0 && m[1] == len(s) {
		if own, ok := text(d); !ok || own != s {
			def = d
		}
	}
	v, absent, err := lib.find(t, self, name, def != nil)
	switch {
	case err != nil:
		return nil, nil, err
	case v == nil && def == nil:
		v, err = t.Demand(name, absent, lib.notSet, `Environment variable "`+name+`" not set`)
	case v == nil:
		v = t.Default(name, def, absent, "environs")
	}
	if err != nil {
		return nil, nil, err
	}
	if u, ok := value.IsUnknown(v); ok {
		return nil, spread(u), nil
	}
	return lib.expand(t, self, v, c)
}

// defaultOf is the argument default of a call; nil where there is none.
func defaultOf(c *value.Call) value.Value {
	if len(c.Args) > 2 {
		return c.Args[2]
	}
	return c.Keyword("default")
}
