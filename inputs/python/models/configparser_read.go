package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// iniReader reads one text (Lib/configparser.py, RawConfigParser._read).
type iniReader struct {
	t       *value.Thread
	lib     *iniLib
	self    *value.Instance
	tr      *value.Trace
	strict  bool
	noValue bool
	seen    map[[2]string]bool // sections and options of this text
	broken  bool               // by a line that is none, which is said at the end

	section string
	into    *value.Dict
	key     value.Value
	lines   []string // of the option at work; nil where none is
	indent  int
}

func (r *iniReader) read(source string) error {
	source = strings.TrimPrefix(source, "\ufeff")
	for _, line := range strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n") {
		if err := r.t.Burn(1); err != nil {
			return err
		}
		body := strings.TrimSpace(line)
		if strings.HasPrefix(body, "#") || strings.HasPrefix(body, ";") {
			continue
		}
		if err := r.line(line, body); err != nil {
			return err
		}
	}
	r.flush()
	if r.broken {
		return r.lib.raise(r.t, "ParsingError", r.tr)
	}
	return nil
}

func (r *iniReader) line(line, body string) error {
	depth := len(line) - len(strings.TrimLeft(line, " \t"))
	switch {
	case body == "":
		if r.lines != nil {
			r.lines = append(r.lines, "")
		}
		return nil
	case r.lines != nil && depth > r.indent && r.key == nil:
		r.lib.lose(r.t, r.self, unknown(r.t, "a second line of an option without a value is not followed", r.tr))
		return nil
	case r.lines != nil && depth > r.indent:
		r.lines = append(r.lines, body)
		return nil
	}
	r.flush()
	r.indent = depth
	if strings.HasPrefix(body, "[") {
		if end := strings.LastIndexByte(body, ']'); end > 1 {
			return r.header(body[1:end])
		}
	}
	if r.into == nil {
		return r.lib.raise(r.t, "MissingSectionHeaderError", r.tr)
	}
	return r.option(body)
}

func (r *iniReader) header(name string) error {
	all, _ := held[*value.Dict](r.self, "_sections")
	_, have := all.GetStr(name)
	if r.strict && r.seen[[2]string{name}] && have {
		return r.lib.raise(r.t, "DuplicateSectionError", r.tr)
	}
	r.seen[[2]string{name}] = true
	r.section, r.into = name, r.lib.open(r.t, r.self, name)
	return nil
}

func (r *iniReader) option(body string) error {
	i, end := r.delimiter(body)
	name, rest := body, ""
	switch {
	case i >= 0:
		name, rest = strings.TrimRight(body[:i], " \t"), strings.TrimSpace(body[end:])
		r.broken = r.broken || name == ""
	case !r.noValue:
		r.broken = true
		return nil
	}
	key, err := r.lib.optionName(r.t, r.self, value.NewStr(name, r.tr))
	if err != nil {
		return err
	}
	own, _ := text(key)
	if r.strict && r.seen[[2]string{r.section, "=" + own}] {
		return r.lib.raise(r.t, "DuplicateOptionError", r.tr)
	}
	r.seen[[2]string{r.section, "=" + own}] = true
	r.key, r.lines = key, []string{rest}
	if i < 0 {
		r.into.Set(r.t, key, value.None())
		r.key = nil
	}
	return nil
}

// delimiter is where the first delimiter of a line begins and ends; -1 where it has none.
func (r *iniReader) delimiter(body string) (begin, end int) {
	begin = -1
	delimiters, _ := held[value.Tuple](r.self, "_delimiters")
	for _, d := range delimiters.Elems {
		s, _ := text(d)
		if i := strings.Index(body, s); i >= 0 && (begin < 0 || i < begin) {
			begin, end = i, i+len(s)
		}
	}
	return begin, end
}

// flush keeps the option at work, without the blank lines at its end.
func (r *iniReader) flush() {
	if r.lines != nil && r.key != nil {
		r.into.Set(r.t, r.key, value.NewStr(strings.TrimRight(strings.Join(r.lines, "\n"), "\n"), r.tr))
	}
	r.lines = nil
}

// interpolate replaces %(name)s, or ${section:name}, in the text of an option.
func (lib *iniLib) interpolate(t *value.Thread, self *value.Instance, section string, v value.Value, vars *value.Dict, depth int) (value.Value, error) {
	s, ok := text(v)
	style, _ := held[value.Str](self, "_style")
	mark := map[string]string{"basic": "%", "extended": "$"}[style.Text()]
	switch {
	case !ok || style.Text() == "":
		return v, nil
	case style.Text() == "legacy":
		return typed(unknown(t, "this interpolation of configparser is not followed", v.Trace()), value.StrClass), nil
	case depth > maxInterpolation:
		return nil, lib.raise(t, "InterpolationDepthError", v.Trace())
	}
	out, tr := "", v.Trace()
	for {
		before, after, found := strings.Cut(s, mark)
		out += before
		if !found {
			return value.NewStr(out, tr), t.Alloc(len(out))
		}
		if rest, doubled := strings.CutPrefix(after, mark); doubled {
			out, s = out+mark, rest
			continue
		}
		name, rest, ok := reference(after, style.Text() == "basic")
		if !ok {
			return nil, lib.raise(t, "InterpolationSyntaxError", tr)
		}
		in := section
		if other, own, split := strings.Cut(name, ":"); split && mark == "$" {
			in, name, vars = other, own, nil
		}
		found2, err := lib.referred(t, self, in, name, vars, depth)
		if err != nil {
			return nil, err
		}
		piece, ok := text(found2)
		if !ok {
			return typed(spread(found2), value.StrClass), nil
		}
		out, s, tr = out+piece, rest, value.Merge(tr, found2.Trace())
	}
}

// reference splits "(name)s" or "{name}" from what follows.
func reference(s string, basic bool) (name, rest string, ok bool) {
	if basic {
		if !strings.HasPrefix(s, "(") {
			return "", "", false
		}
		end := strings.Index(s, ")s")
		if end < 0 || strings.IndexByte(s, ')') != end {
			return "", "", false
		}
		return s[1:end], s[end+2:], true
	}
	end := strings.IndexByte(s, '}')
	if !strings.HasPrefix(s, "{") || end < 0 || strings.Count(s[1:end], ":") > 1 {
		return "", "", false
	}
	return s[1:end], s[end+1:], true
}

func (lib *iniLib) referred(t *value.Thread, self *value.Instance, section, name string, vars *value.Dict, depth int) (value.Value, error) {
	key, err := lib.optionName(t, self, value.NewStr(name, nil))
	if err != nil {
		return nil, err
	}
	v := lib.lookup(t, self, section, key, vars)
	if v == nil {
		return nil, lib.raise(t, "InterpolationMissingOptionError", nil)
	}
	return lib.interpolate(t, self, section, v, vars, depth+1)
}

// lookup finds an option as it was written: in vars, the section, the defaults. nil for none.
func (lib *iniLib) lookup(t *value.Thread, self *value.Instance, section string, key value.Value, vars *value.Dict) value.Value {
	var places []*value.Dict
	if vars != nil {
		places = append(places, vars)
	}
	if d := lib.lookupSection(self, section); d != nil {
		places = append(places, d)
	}
	if d, ok := held[*value.Dict](self, "_defaults"); ok {
		places = append(places, d)
	}
	for _, d := range places {
		if v, ok := d.Get(key); ok {
			return v
		}
	}
	return perhapsVariable(t, self, key)
}

// perhapsVariable is an option of defaults that are os.environ, where a variable of its name
// may be set; else nil.
func perhapsVariable(t *value.Thread, self *value.Instance, key value.Value) value.Value {
	environ, ok := held[*value.Environ](self, "_environ")
	name, isText := text(key)
	if !ok || !isText {
		return nil
	}
	for _, name := range []string{strings.ToUpper(name), name} {
		v, absent := environ.Lookup(t, name)
		if v == nil && len(absent.Assumes) > 0 {
			u := unknown(t, "no input sets "+name, absent)
			u.Needs, u.Type = []string{name}, value.StrClass
			v = u
		}
		if v != nil {
			return v
		}
	}
	return nil
}

// lookupSection is the dict of a section, or that of the defaults; nil where there is none.
func (lib *iniLib) lookupSection(self *value.Instance, section string) *value.Dict {
	if section == defaultSection {
		d, _ := held[*value.Dict](self, "_defaults")
		return d
	}
	all, ok := held[*value.Dict](self, "_sections")
	if !ok {
		return nil
	}
	v, _ := all.GetStr(section)
	d, _ := v.(*value.Dict)
	return d
}

// interpolates tells whether a text can be the value of an option: each mark of the
// interpolation is doubled, or begins a reference.
func interpolates(style, s string) bool {
	mark, begin, end := "%", "%(", ")s"
	switch style {
	case "extended":
		mark, begin, end = "$", "${", "}"
	case "basic":
	default:
		return true
	}
	s = strings.ReplaceAll(s, mark+mark, "")
	for {
		before, after, found := strings.Cut(s, begin)
		if strings.Contains(before, mark) || !found {
			return !found && !strings.Contains(before, mark)
		}
		name, rest, closed := strings.Cut(after, end)
		if !closed || name == "" || strings.Contains(name, end[:1]) {
			return false
		}
		s = rest
	}
}
