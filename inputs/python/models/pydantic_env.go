package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// What the environment, the env files and the secrets' folder give for the fields of a model.

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
		full, u := absolute(t, path, nil)
		if path = full; !ok || u != nil {
			// The working directory is not known: whatever is unset may be in that file.
			t.Note(NoteWhichEnvFile, "which env file is read here depends on the working directory", t.At)
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
	folder, u := absolute(t, s.secrets, nil)
	if u != nil {
		return unknown(t, "the folder of the secrets is not known"), nil, nil
	}
	path := joinPath(folder, s.fold(s.names(f)[0]))
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
