package models

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module configparser. What a parser has read is in dicts of its instance,
// so that a branch can be undone: "_sections" and "_defaults" hold the texts as
// they were written, and "_lost" says why they are not all that there is.

func configparserModule(*value.Thread) value.Value {
	m := value.NewModule("configparser", "")
	lib := &iniLib{errors: map[string]*value.Class{"Error": value.NewClass("Error", "configparser", value.Exceptions()["Exception"])}}
	for _, line := range strings.Split(iniErrors, "\n") {
		name, base, _ := strings.Cut(line, " ")
		lib.errors[name] = value.NewClass(name, "configparser", lib.errors[base])
	}
	for name, c := range lib.errors {
		m.Define(name, c)
	}
	for name, style := range map[string]string{"Interpolation": "", "BasicInterpolation": "basic", "ExtendedInterpolation": "extended", "LegacyInterpolation": "legacy"} {
		c := value.NewClass(name, "configparser")
		c.NS.Set(nil, "_style", value.NewStr(style, nil), value.Place{})
		m.Define(name, c)
	}
	lib.proxy = lib.proxyClass()
	for name, style := range map[string]string{"ConfigParser": "basic", "SafeConfigParser": "basic", "RawConfigParser": ""} {
		m.Define(name, lib.parserClass(name, style))
	}
	m.Define("SectionProxy", lib.proxy)
	m.Define("DEFAULTSECT", value.NewStr(defaultSection, nil))
	m.Define("_default_dict", value.DictClass)
	m.Define("MAX_INTERPOLATION_DEPTH", value.NewInt(maxInterpolation, nil))
	m.Fallback = notFollowed("configparser")
	return m
}

// iniErrors are the exceptions, each after its base.
const iniErrors = `NoSectionError Error
DuplicateSectionError Error
DuplicateOptionError Error
NoOptionError Error
InterpolationError Error
InterpolationMissingOptionError InterpolationError
InterpolationSyntaxError InterpolationError
InterpolationDepthError InterpolationError
ParsingError Error
MissingSectionHeaderError ParsingError`

const (
	maxInterpolation = 10
	defaultSection   = "DEFAULT"
)

type iniLib struct {
	errors map[string]*value.Class
	proxy  *value.Class
}

func (lib *iniLib) raise(t *value.Thread, class string, tr *value.Trace) error {
	return t.RaiseClass(lib.errors[class], "...", tr)
}

func (lib *iniLib) parserClass(name, style string) *value.Class {
	c := value.NewClass(name, "configparser")
	method(c, "__init__", "defaults=, dict_type=, allow_no_value=, *, delimiters=, comment_prefixes=, inline_comment_prefixes=, strict=, empty_lines_in_values=, default_section=, interpolation=, converters=, allow_unnamed_section=",
		func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return value.None(), lib.init(t, self, a, style)
		})
	c.NS.Set(nil, "_absent", value.None(), value.Place{})
	lib.readers(c)
	lib.getters(c)
	lib.sections(c)
	lib.changes(c)
	comparesAsMapping(c)
	return c
}

func (lib *iniLib) init(t *value.Thread, self *value.Instance, a args, style string) error {
	set := func(name string, v value.Value) { self.NS.Set(t, name, v, t.At) }
	set("_sections", t.NewDict(nil))
	set("_defaults", t.NewDict(nil))
	set("_lost", value.None())
	set("_style", value.NewStr(style, nil))
	set("_raw", value.NewBool(style == "", nil))
	for i, name := range map[int]string{2: "_no_value", 6: "_strict"} {
		on, err := isOn(t, a[i], i == 6)
		if err != nil {
			return err
		}
		set(name, value.NewBool(on == value.Yes, nil))
	}
	if b, owner, ok := self.Kind.Lookup("_DEFAULT_INTERPOLATION"); ok && owner.Written && a[9] == nil {
		a[9] = b.V
	}
	if a[9] != nil {
		own := value.Value(value.NewStr("", nil))
		if !isNone(a[9]) {
			v, err := value.Attr(t, a[9], "_style")
			if _, ok := text(orNone(v)); !ok || err != nil {
				v = value.NewStr("legacy", nil)
			}
			own = v
		}
		set("_style", own)
	}
	delimiters, ok := iniDelimiters(a[3])
	set("_delimiters", value.NewTuple(delimiters, nil))
	for _, i := range []int{3, 4, 5, 7, 8, 10, 11} {
		if a[i] != nil && (i != 3 || !ok) {
			set("_lost", unknown(t, "a ConfigParser with this option is not followed"))
		}
	}
	if err := lib.declareConverters(t, self, a[10]); err != nil || isNone(a[0]) {
		return err
	}
	return lib.readDefaults(t, self, a[0])
}

// iniDelimiters are what stands between names and values; ok is false where that is not
// followed.
func iniDelimiters(v value.Value) (delimiters []value.Value, ok bool) {
	var given []value.Value
	switch v := v.(type) {
	case nil:
		return []value.Value{value.NewStr("=", nil), value.NewStr(":", nil)}, true
	case value.Tuple:
		given = v.Elems
	case *value.List:
		given = v.Elems()
	case value.Str:
		for _, c := range v.Text() {
			given = append(given, value.NewStr(string(c), nil))
		}
	}
	for _, d := range given {
		if s, isText := text(d); !isText || s == "" {
			return nil, false
		}
	}
	return given, len(given) > 0
}

// declareConverters gives a parser the methods that its converters add, of which
// nothing is known.
func (lib *iniLib) declareConverters(t *value.Thread, self *value.Instance, v value.Value) error {
	if isNone(v) {
		return nil
	}
	rows, _, err := optionsOf(t, v)
	for _, row := range rows {
		if name, ok := text(row[0]); ok {
			self.NS.Set(t, "get"+name, value.NewBuiltin("get"+name, unknownCall("a converter of a ConfigParser is not followed")), t.At)
		}
	}
	return err
}

// lost is why nothing is known of a parser's content; nil where all is known.
func lostINI(self *value.Instance) *value.Unknown {
	b, _ := self.NS.Get("_lost")
	u, _ := value.IsUnknown(orNone(b.V))
	return u
}

func (lib *iniLib) lose(t *value.Thread, self *value.Instance, u *value.Unknown) {
	if lostINI(self) == nil {
		self.NS.Set(t, "_lost", u, t.At)
	}
}

// readers are the methods that read files, texts and dicts.
func (lib *iniLib) readers(c *value.Class) {
	method(c, "read", "filenames, encoding=", lib.read)
	method(c, "read_string", "string, source=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return value.None(), lib.add(t, self, a[0])
	})
	for name, params := range map[string]string{"read_file": "f, source=", "readfp": "fp, filename="} {
		method(c, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			lines, err := value.Items(t, a[0])
			if err != nil {
				return nil, err
			}
			content, err := value.Attr(t, value.NewStr("", nil), "join")
			if err != nil {
				return nil, err
			}
			joined, err := call(t, content, t.NewList(lib.ended(t, self, lines), nil))
			if err != nil {
				return nil, err
			}
			return value.None(), lib.add(t, self, joined)
		})
	}
	method(c, "read_dict", "dictionary, source=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		rows, u, err := pairsOf(t, value.Underlying(a[0]))
		if u != nil {
			lib.lose(t, self, spread(u))
		}
		for _, row := range rows {
			name, ok := text(row[0])
			if !ok {
				lib.lose(t, self, unknown(t, "the name of a section is not known", row[0].Trace()))
				continue
			}
			if err := lib.readSection(t, self, name, row[1]); err != nil {
				return nil, err
			}
		}
		if tr := a[0].Trace(); tr != nil && len(tr.Assumes) > 0 { // it may have other sections
			restINI(t, self, tr)
		}
		return value.None(), err
	})
	c.Method("write", inert)
}

// ended are lines of which each ends in a newline, as those of a file do: a parser takes each
// item for one line.
func (lib *iniLib) ended(t *value.Thread, self *value.Instance, lines []value.Value) []value.Value {
	out := slices.Clone(lines)
	for i, line := range lines {
		s, ok := text(line)
		if !ok {
			continue
		}
		s = strings.TrimSuffix(s, "\n")
		if strings.Contains(s, "\n") {
			lib.lose(t, self, unknown(t, "a line of a ConfigParser that holds others is not followed", line.Trace()))
		}
		out[i] = value.NewStr(s+"\n", line.Trace())
	}
	return out
}

// readDefaults adds the options that a parser is made with: a RawConfigParser keeps
// the objects, and none has its interpolation checked.
func (lib *iniLib) readDefaults(t *value.Thread, self *value.Instance, v value.Value) error {
	into := lib.open(t, self, defaultSection)
	if environ := environIn(v); environ != nil {
		self.NS.Set(t, "_environ", environ, t.At)
		v = withoutMore(t, v)
	}
	return lib.eachOption(t, self, v, func(option, v value.Value) (err error) {
		if !flagOf(self, "_raw") {
			if v, err = optionText(t, v); err != nil {
				return err
			}
			if err = lib.wantOption(t, self, v); err != nil {
				return err
			}
		}
		key, err := lib.optionName(t, self, option)
		if err == nil {
			into.Set(t, key, v)
		}
		return err
	})
}

// environIn is the environment of which a mapping is, or is made; nil for none.
func environIn(v value.Value) *value.Environ {
	switch v := v.(type) {
	case *value.Environ:
		return v
	case *value.Dict:
		return v.Environ()
	}
	return nil
}

// withoutMore is a mapping of what is known of one.
func withoutMore(t *value.Thread, v value.Value) value.Value {
	d, ok := v.(*value.Dict)
	if !ok {
		return v
	}
	out := t.NewDict(nil)
	for _, e := range d.Entries() {
		out.Set(t, e.Key, e.Value)
	}
	return out
}

// readSection adds the options of a mapping to a section; values become text.
func (lib *iniLib) readSection(t *value.Thread, self *value.Instance, section string, v value.Value) error {
	lib.open(t, self, section)
	return lib.eachOption(t, self, v, func(option, v value.Value) error {
		v, err := optionText(t, v)
		if err != nil {
			return err
		}
		return lib.set(t, self, section, option, v)
	})
}

func (lib *iniLib) eachOption(t *value.Thread, self *value.Instance, v value.Value, f func(option, v value.Value) error) error {
	rows, u, err := optionsOf(t, v)
	if u != nil {
		lib.lose(t, self, spread(u))
	}
	for _, row := range rows {
		if err := f(row[0], row[1]); err != nil {
			return err
		}
	}
	return err
}

// optionsOf are the items of a mapping.
func optionsOf(t *value.Thread, v value.Value) ([][2]value.Value, *value.Unknown, error) {
	if d, ok := value.Underlying(v).(*value.Dict); ok {
		return pairsOf(t, d)
	}
	if u, ok := value.IsUnknown(v); ok {
		return nil, u, nil
	}
	items, err := callMethod(t, v, "items")
	if err != nil {
		return nil, nil, err
	}
	return pairsOf(t, items)
}

// optionText is a value of a mapping as a parser keeps it: its text, or None.
func optionText(t *value.Thread, v value.Value) (value.Value, error) {
	if isNone(v) {
		return v, nil
	}
	return value.ToStr(t, v)
}

// optionName is optionxform of a name: in lower case, unless the program says otherwise.
func (lib *iniLib) optionName(t *value.Thread, self *value.Instance, name value.Value) (value.Value, error) {
	if b, ok := self.NS.Get("optionxform"); ok {
		return call(t, b.V, name)
	}
	if b, owner, ok := self.Kind.Lookup("optionxform"); ok && owner.Module != "configparser" {
		return call(t, b.V, self, name)
	}
	s, err := value.ToStr(t, name)
	if err != nil {
		return nil, err
	}
	lower, err := value.Attr(t, s, "lower")
	if err != nil {
		return nil, err
	}
	return call(t, lower)
}

// open is the dict of a section, which is made where there is none.
func (lib *iniLib) open(t *value.Thread, self *value.Instance, section string) *value.Dict {
	if d := lib.lookupSection(self, section); d != nil {
		return d
	}
	all, _ := held[*value.Dict](self, "_sections")
	d := t.NewDict(nil)
	all.SetStr(t, section, d)
	return d
}

// read reads one file or several; those that are not there are skipped.
func (lib *iniLib) read(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	names := []value.Value{a[0]}
	if _, ok := pathText(a[0]); !ok {
		items, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		names = items
	}
	var done []value.Value
	for _, name := range names {
		path, ok := pathText(name)
		content, present := []byte(nil), value.Maybe
		if ok {
			if _, isText := text(name); !isText { // a path is told as its text
				name = value.NewStr(path, name.Trace())
			}
			if full, u := absolute(t, path, nil); u == nil {
				path = normPath(full)
				content, present = t.Host.ReadFile(path)
			}
		}
		switch present {
		case value.Maybe:
			lib.doubt(t, self, name)
			done = append(done, many(unknown(t, mayBeThere, name.Trace())))
		case value.Yes:
			done = append(done, name)
			if err := lib.add(t, self, value.NewStr(string(content), fileTrace(t, path, name.Trace()))); err != nil {
				return nil, err
			}
		}
	}
	return t.NewList(done, nil), nil
}

const mayBeThere = "whether an ini file is there is not known"

// doubt takes a file as absent of which it cannot be known whether it is there, as
// that of an optional include: what the parser tells rests on that. A file that a
// variable names is no such.
func (lib *iniLib) doubt(t *value.Thread, self *value.Instance, name value.Value) {
	if _, open := value.IsUnknown(name); open && name.Trace() != nil && len(name.Trace().Reads) > 0 {
		lib.lose(t, self, spread(name))
		return
	}
	file := fmt.Sprintf("an ini file that %s:%d names", t.At.File, t.At.Line)
	if path, ok := pathText(name); ok {
		file = path
		if full, u := absolute(t, path, nil); u == nil {
			file = normPath(full)
		}
	}
	restINI(t, self, withoutFile(t, file).Under(name.Trace()))
}

// restINI lets all that a parser tells rest on a trace, too.
func restINI(t *value.Thread, self *value.Instance, tr *value.Trace) {
	self.NS.Set(t, "_absent", value.None().With(tr.Under(absentINI(self))), t.At)
}

// absentINI is what all that a parser tells rests on; nil for nothing.
func absentINI(self *value.Instance) *value.Trace {
	b, _ := self.NS.Get("_absent")
	return orNone(b.V).Trace()
}

// told is what a parser tells. What it raises since a file is not there it may not raise.
func (lib *iniLib) told(t *value.Thread, self *value.Instance, f func() (value.Value, error)) (value.Value, error) {
	rests := absentINI(self)
	if rests == nil {
		return f()
	}
	return t.RestingOn(rests, func() (value.Value, error) {
		v, err := f()
		if raised, ok := err.(*value.Raised); ok {
			u := unknown(t, "what else the parser may have read is not known", raised.Trace)
			u.Needs = rests.Assumes
			return u, nil
		}
		return v, err
	})
}

// add parses a text into the sections.
func (lib *iniLib) add(t *value.Thread, self *value.Instance, content value.Value) error {
	s, ok := text(content)
	if !ok {
		lib.lose(t, self, spread(orNone(content)))
		return nil
	}
	if err := t.Burn(1 + len(s)/16); err != nil {
		return err
	}
	r := &iniReader{t: t, lib: lib, self: self, tr: content.Trace(), seen: map[[2]string]bool{}}
	r.strict, r.noValue = flagOf(self, "_strict"), flagOf(self, "_no_value")
	if r.tr != nil && len(r.tr.Assumes) > 0 { // another text has other options
		restINI(t, self, r.tr)
	}
	return r.read(s)
}

func flagOf(self *value.Instance, name string) bool {
	b, _ := held[value.Bool](self, name)
	return b.B
}
