package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// Where the fields of a model come from: the arguments of the call, and for
// BaseSettings the environment, the env files, the secrets' folder, the defaults.

// modelField is one field of a model.
type modelField struct {
	name string
	at   value.Place
	schema
	fieldInfo
}

// modelConfig are the options of model_config or of class Config.
type modelConfig struct {
	t    *value.Thread
	dict *value.Dict
	ns   *value.Namespace
}

func configOfClass(t *value.Thread, cls *value.Class) modelConfig {
	out := modelConfig{t: t}
	if b, _, ok := cls.Lookup("model_config"); ok {
		out.dict, _ = b.V.(*value.Dict)
	}
	if b, _, ok := cls.Lookup("Config"); ok {
		if inner, ok := b.V.(*value.Class); ok {
			out.ns = inner.NS
		}
	}
	return out
}

func (c modelConfig) get(name string) value.Value {
	if c.dict != nil {
		if v, ok := c.dict.GetStr(name); ok {
			return v
		}
	}
	if c.ns != nil {
		if b, ok := c.ns.Get(name); ok {
			return b.V
		}
	}
	return nil
}

func (c modelConfig) text(name string) string { s, _ := text(c.get(name)); return s }

// fields are the fields of a model in their order; an unknown where they are not followed.
func (lib *pydanticLib) fields(t *value.Thread, cls *value.Class) ([]modelField, *value.Unknown) {
	if cls.Unknown != nil {
		return nil, cls.Unknown
	}
	var out []modelField
	for _, name := range modelFieldNames(cls) {
		if strings.HasPrefix(name, "_") || name == "model_config" {
			continue
		}
		f := modelField{name: name, schema: lib.schemaOf(t, annotationSource(cls, name), 0)}
		if b, _, ok := cls.Lookup(name); ok {
			f.def, f.at = b.V, b.At
			if i, ok := b.V.(*value.Instance); ok && i.Kind == lib.field {
				f.fieldInfo, _ = i.Data.(fieldInfo)
			}
		}
		if f.constrained {
			f.schema = schema{}
		}
		out = append(out, f)
	}
	return out, nil
}

// modelFieldNames are the annotated names of a class, those of its bases first.
func modelFieldNames(cls *value.Class) []string {
	var out []string
	for _, k := range slices.Backward(cls.MRO()) {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		for _, e := range d.Entries() {
			if name, ok := text(e.Key); ok && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// annotationSources are the sources of a class's own annotations; nil for none.
func annotationSources(cls *value.Class) *value.Dict {
	if cls.NS == nil {
		return nil
	}
	b, _ := cls.NS.Get("__annotation_sources__")
	d, _ := b.V.(*value.Dict)
	return d
}

// annotationSource is the source of a field's annotation; nil where it is not known.
func annotationSource(cls *value.Class, name string) syntax.Expr {
	for _, k := range cls.MRO() {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		if v, ok := d.GetStr(name); ok {
			s, _ := text(v)
			if x, _, err := syntax.ParseExpr("annotation", s); err == nil {
				return x
			}
		}
	}
	return nil
}

// fill is the __init__ of a model.
func (lib *pydanticLib) fill(t *value.Thread, self *value.Instance, c *value.Call) error {
	fields, u := lib.fields(t, self.Kind)
	if u == nil {
		u = lib.notFollowed(t, self.Kind)
	}
	if u == nil {
		u = c.Open
	}
	if u != nil {
		self.NS.Open(t, spread(u))
		return nil
	}
	source, err := lib.sources(t, self.Kind, fields)
	if err != nil {
		return err
	}
	for _, f := range fields {
		v, err := lib.fieldValue(t, self, f, c, source)
		if err != nil {
			return err
		}
		if _, ok := value.IsUnknown(v); !ok {
			v = value.Named(f.name, v)
		}
		self.NS.Set(t, f.name, v, f.at)
	}
	return nil
}

// notFollowed says why a model is not followed: it has sources or checks of its own.
func (lib *pydanticLib) notFollowed(t *value.Thread, cls *value.Class) *value.Unknown {
	for _, name := range []string{"settings_customise_sources", "customise_sources", "__pydantic_init_subclass__"} {
		if _, _, ok := cls.Lookup(name); ok {
			return unknown(t, "the sources of "+cls.Name+" are not followed")
		}
	}
	for _, check := range checksOf(cls, "*") {
		if check.mode == "" {
			return unknown(t, "a validator of "+cls.Name+" is not followed")
		}
	}
	return nil
}

// checksOf are the validators of a field, in the order of the class body.
func checksOf(cls *value.Class, field string) []*fieldCheck {
	var out []*fieldCheck
	for _, k := range cls.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			b, _ := k.NS.Get(name)
			check, ok := b.V.(*fieldCheck)
			if !ok {
				continue
			}
			for _, n := range check.names {
				if n == field || n == "*" {
					out = append(out, check)
				}
			}
		}
	}
	return out
}

// fieldValue is the value of one field: found, checked and made.
func (lib *pydanticLib) fieldValue(t *value.Thread, self *value.Instance, f modelField, c *value.Call, source *envSource) (value.Value, error) {
	v, err := lib.raw(t, f, c, source)
	if err != nil {
		return nil, err
	}
	make := func(v value.Value) (value.Value, error) { return lib.checked(t, self.Kind, f, v) }
	if u, ok := value.IsUnknown(v); ok {
		return value.Over(t, u, make)
	}
	return make(v)
}

func (lib *pydanticLib) checked(t *value.Thread, cls *value.Class, f modelField, v value.Value) (value.Value, error) {
	checks := checksOf(cls, f.name)
	run := func(mode string, v value.Value) (value.Value, error) {
		for _, check := range checks {
			if check.mode != mode {
				continue
			}
			out, err := call(t, check.Func, cls, v)
			if refused(err) {
				return nil, t.RaiseClass(lib.wrong, "1 validation error for "+cls.Name, v.Trace())
			}
			if err != nil {
				return nil, err
			}
			v = out
		}
		return v, nil
	}
	v, err := run("before", v)
	if err != nil {
		return nil, err
	}
	out, ok, err := lib.make(t, f.schema, v)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, t.RaiseClass(lib.wrong, "1 validation error for "+cls.Name, v.Trace())
	}
	return run("after", out)
}

// raw is what a field is made of.
func (lib *pydanticLib) raw(t *value.Thread, f modelField, c *value.Call, source *envSource) (value.Value, error) {
	if v := c.Keyword(f.name); v != nil {
		return v, nil
	}
	var absent *value.Trace
	if source != nil {
		v, tr, err := source.find(t, f)
		if v != nil || err != nil {
			return v, err
		}
		absent = tr
	}
	switch {
	case f.factory != nil:
		v, err := call(t, f.factory)
		if err != nil {
			return nil, err
		}
		return v.With(v.Trace().Under(absent)), nil
	case f.def != nil && source == nil:
		return copyOf(t, f.def), nil
	case f.def != nil:
		return t.Default(source.names(f)[0], copyOf(t, f.def), absent, "pydantic"), nil
	case source == nil:
		return nil, t.RaiseClass(lib.wrong, "1 validation error: field required", nil)
	}
	return t.Demand(source.names(f)[0], absent, lib.wrong, "1 validation error: "+f.name+" field required")
}

// copyOf copies a default that could be changed.
func copyOf(t *value.Thread, v value.Value) value.Value {
	switch v.(type) {
	case *value.List, *value.Dict, *value.Set:
		if f, err := value.Attr(t, v, "copy"); err == nil {
			if out, err := call(t, f); err == nil {
				return out
			}
		}
	}
	return v
}

// envSource is the environment and the env files of one BaseSettings.
type envSource struct {
	lib       *pydanticLib
	prefix    string
	exact     bool   // names are case-sensitive
	delimiter string // between the names of nested models
	files     map[string]value.Value
	secrets   string
	lost      *value.Unknown // set where the options are not known
}

// sources reads the options and the env files; nil for a plain model.
func (lib *pydanticLib) sources(t *value.Thread, cls *value.Class, fields []modelField) (*envSource, error) {
	if !cls.Is(lib.settings) {
		return nil, nil
	}
	config := configOfClass(t, cls)
	s := &envSource{lib: lib, prefix: config.text("env_prefix"), delimiter: config.text("env_nested_delimiter"), secrets: config.text("secrets_dir"), files: map[string]value.Value{}}
	for _, name := range []string{"env_prefix", "env_file", "case_sensitive", "env_nested_delimiter", "secrets_dir"} {
		if u, ok := value.IsUnknown(orNone(config.get(name))); ok {
			s.lost = u
		}
	}
	exact, err := isOn(t, config.get("case_sensitive"), false)
	if err != nil {
		return nil, err
	}
	s.exact = exact == value.Yes
	if file := config.get("env_file"); !isNone(file) && s.lost == nil {
		s.read(t, file)
	}
	return s, s.extras(t, config, fields)
}

// read reads one env file or several, of which the later win.
func (s *envSource) read(t *value.Thread, file value.Value) {
	paths := []value.Value{file}
	switch file.(type) {
	case *value.List, value.Tuple:
		if items, err := value.Items(t, file); err == nil {
			paths = items
		}
	}
	for _, p := range paths {
		path, ok := pathText(p)
		if !ok || !strings.HasPrefix(path, "/") {
			// The working directory is not known: whatever is unset may be in that file.
			t.Note("env-file-not-known", "which env file is read here depends on the working directory", t.At)
			t.Environ.Open(t, unknown(t, "an env file of the working directory is not known", p.Trace()))
			continue
		}
		entries, present := envFile(t, path, pythonDotenvDialect(t))
		if present == value.Maybe {
			maybeRead(t, path, false)
		}
		for _, e := range entries {
			if e.HasValue {
				s.files[s.fold(e.Name)] = entryValue(t, e, dotenv.PythonDotenv)
			}
		}
	}
}

func (s *envSource) fold(name string) string {
	if s.exact {
		return name
	}
	return strings.ToLower(name)
}

// extras refuses names of the env file that are no fields, as pydantic-settings does unless told otherwise.
func (s *envSource) extras(t *value.Thread, config modelConfig, fields []modelField) error {
	if extra := config.text("extra"); s.lib.v1 || extra == "ignore" || extra == "allow" {
		return nil
	}
	known := map[string]bool{}
	for _, f := range fields {
		for _, name := range s.names(f) {
			known[s.fold(name)] = true
		}
		known[s.fold(f.name)] = known[s.fold(f.name)] || s.prefix != ""
	}
	for name, v := range s.files {
		if known[name] || isEmptyText(v) || s.nests(name, fields) {
			continue
		}
		return t.RaiseClass(s.lib.wrong, "1 validation error: extra inputs are not permitted", v.Trace())
	}
	return nil
}

// nests tells whether a name of the env file belongs to a field that is made of JSON.
func (s *envSource) nests(name string, fields []modelField) bool {
	for _, f := range fields {
		for _, own := range s.names(f) {
			if f.complex() && strings.HasPrefix(name, s.fold(own)) {
				return true
			}
		}
	}
	return false
}

// names are the variables of a field, upper case where case does not matter.
func (s *envSource) names(f modelField) []string {
	var out []string
	add := func(v value.Value) {
		if name, ok := text(v); ok {
			out = append(out, name)
		}
	}
	for _, v := range []value.Value{f.alias, f.env} {
		switch v := v.(type) {
		case value.Str:
			add(v)
		case *value.List:
			for _, e := range v.Elems() {
				add(e)
			}
		case *value.Instance:
			if choice, ok := v.Data.(aliases); ok && choice.kind == "AliasChoices" {
				for _, e := range choice.names {
					add(e)
				}
			}
		}
	}
	if len(out) == 0 {
		out = []string{s.prefix + f.name}
	}
	if !s.exact {
		for i := range out {
			out[i] = strings.ToUpper(out[i])
		}
	}
	return out
}

// find is what the environment or a file gives for a field.
func (s *envSource) find(t *value.Thread, f modelField) (v value.Value, absent *value.Trace, err error) {
	if s.lost != nil {
		return spread(s.lost), nil, nil
	}
	for _, name := range s.names(f) {
		v, tr := s.variable(t, name, f.def != nil || f.factory != nil)
		if v == nil {
			v = s.files[s.fold(name)]
		}
		if v == nil {
			absent = value.Merge(absent, tr)
			continue
		}
		v, err = s.decode(t, f, t.Read(name, v, "pydantic"))
		return v, nil, err
	}
	if s.delimiter != "" && f.complex() && f.kind == "model" {
		return s.nested(t, f, absent)
	}
	if s.secrets != "" {
		return s.secret(t, f, absent)
	}
	return nil, absent, nil
}

// variable looks a variable up, in any case unless told otherwise.
func (s *envSource) variable(t *value.Thread, name string, def bool) (value.Value, *value.Trace) {
	if !s.exact {
		for _, have := range t.Environ.Names(t) {
			if have != name && strings.EqualFold(have, name) {
				name = have
			}
		}
	}
	v, absent := t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: def})
	return v, absent
}

// decode reads the JSON of a type that is no plain one.
func (s *envSource) decode(t *value.Thread, f modelField, v value.Value) (value.Value, error) {
	if !f.complex() {
		return v, nil
	}
	return known(t, args{v}, func(a args) (value.Value, error) {
		out, err := loadJSON(t, a[0], value.Exceptions()["ValueError"])
		if !refused(err) {
			return out, err
		}
		if f.kind == "union" {
			return a[0], nil
		}
		return nil, t.RaiseClass(s.lib.broken, "error parsing value for field "+f.name, a[0].Trace())
	})
}

// nested makes the dict of a nested model of the variables FIELD__NAME.
func (s *envSource) nested(t *value.Thread, f modelField, absent *value.Trace) (value.Value, *value.Trace, error) {
	inner, u := s.lib.fields(t, f.class)
	if u != nil {
		return spread(u), nil, nil
	}
	d := t.NewDict(nil)
	for _, field := range inner {
		name := s.names(f)[0] + strings.ToUpper(s.delimiter) + field.name
		if !s.exact {
			name = strings.ToUpper(name)
		}
		v, tr := s.variable(t, name, field.def != nil)
		if v == nil {
			v = s.files[s.fold(name)]
		}
		if v == nil {
			absent = value.Merge(absent, tr)
			continue
		}
		made, err := s.decode(t, field, t.Read(name, v, "pydantic"))
		if err != nil {
			return nil, nil, err
		}
		d.SetStr(t, field.name, made)
	}
	if len(d.Entries()) == 0 {
		return nil, absent, nil
	}
	return d, nil, nil
}

// secret is the file of the secrets' folder that has the field's name.
func (s *envSource) secret(t *value.Thread, f modelField, absent *value.Trace) (value.Value, *value.Trace, error) {
	if !strings.HasPrefix(s.secrets, "/") {
		return unknown(t, "the folder of the secrets is not known"), nil, nil
	}
	path := joinPath(s.secrets, s.fold(s.names(f)[0]))
	if _, present := t.Host.Stat(path); present == value.No {
		return nil, absent, nil
	}
	v, err := readText(t, path, nil)
	if err != nil {
		return nil, nil, err
	}
	if word, ok := text(v); ok {
		v = value.NewStr(strings.TrimSpace(word), v.Trace())
	}
	v, err = s.decode(t, f, value.Named("SECRET", v))
	return v, nil, err
}
