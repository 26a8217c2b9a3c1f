package models

import (
	"slices"
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
	splits    int    // how many parts such a name has at most; below 0 for any number
	skipEmpty bool   // what is empty counts as not set
	asText    bool   // no text is read as JSON, unless the field says so
	files     map[string]value.Value
	order     []string // their names, as the files have them
	secrets   string
	byName    bool           // a field with an alias has the variable of its name too
	lost      *value.Unknown // set where the options are not known
}

// sources reads the options and the env files; nil for a plain model.
func (lib *pydanticLib) sources(t *value.Thread, config modelConfig) (*envSource, error) {
	if !config.cls.Is(lib.settings) {
		return nil, nil
	}
	s := &envSource{lib: lib, prefix: config.text("env_prefix"), files: map[string]value.Value{}, splits: -1}
	for _, name := range []string{"env_prefix", "env_file", "case_sensitive", "env_nested_delimiter", "env_nested_max_split", "env_ignore_empty", "env_parse_none_str", "secrets_dir", "enable_decoding"} {
		if u, ok := value.IsUnknown(orNone(config.get(name))); ok {
			s.lost = u
		}
	}
	exact, err := isOn(t, config.get("case_sensitive"), false)
	if err != nil {
		return nil, err
	}
	s.exact = exact == value.Yes
	skip, err := isOn(t, config.get("env_ignore_empty"), false)
	if err != nil {
		return nil, err
	}
	s.skipEmpty = skip == value.Yes
	decodes, err := isOn(t, config.get("enable_decoding"), true)
	if err != nil {
		return nil, err
	}
	s.asText = decodes == value.No
	s.byName = (config.on(t, "populate_by_name") || config.on(t, "validate_by_name")) && !lib.noNames
	if n, ok := config.get("env_nested_max_split").(value.Int); ok {
		if most, small := n.Int64(); small && most > 0 {
			s.splits = int(min(most, 1<<20)) - 1
		}
	}
	if !isNone(config.get("env_parse_none_str")) || !isNone(config.get("env_parse_enums")) {
		s.lost = unknown(t, "an option of the settings is not followed")
	}
	if !lib.below(1, 9) {
		s.delimiter = config.text("env_nested_delimiter")
	}
	if !lib.below(1, 7) {
		s.secrets = config.text("secrets_dir")
	}
	if file := config.get("env_file"); !isNone(file) && s.lost == nil && !lib.below(1, 4) {
		s.read(t, file)
	}
	return s, nil
}

// below tells whether the version is one of pydantic 1 that is known, and below another.
func (lib *pydanticLib) below(numbers ...int) bool {
	return lib.version != "" && versionBelow(lib.version, numbers...)
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
		over, under := valuesBetween(t)
		entries, present := parseEnvFile(t, path, pythonDotenvDialect(t), over, under)
		if present == value.Maybe {
			maybeRead(t, path, false)
		}
		for _, e := range dotenv.LastOfEach(entries, func(e dotenv.Entry) string { return e.Name }) {
			s.keep(t, e, p.Trace())
		}
	}
}

// keep takes over one name of an env file, in place of those that differ in case alone.
func (s *envSource) keep(t *value.Thread, e dotenv.Entry, path *value.Trace) {
	name := s.fold(e.Name)
	if !e.HasValue { // which takes back what came before
		delete(s.files, name)
		s.order = slices.DeleteFunc(s.order, func(have string) bool { return have == name })
		return
	}
	if _, again := s.files[name]; !again {
		s.order = append(s.order, name)
	}
	s.files[name] = restingOn(entryValue(t, e, dotenv.PythonDotenv), path)
}

func (s *envSource) fold(name string) string {
	if s.exact {
		return name
	}
	return strings.ToLower(name)
}

// fillUnprefixed gives fields the lines of the env files that are called as they are, without
// the prefix, as pydantic-settings from 2.2 to 2.10 does; before 2.6 in place of those that have it.
func (s *envSource) fillUnprefixed(t *value.Thread, fields []modelField) {
	if s.prefix == "" || !s.lib.unprefixed {
		return
	}
	for _, f := range fields {
		v, line := s.files[f.name]
		own := s.fold(s.prefix + f.name)
		if !line || isEmptyText(v) || !slices.Contains(s.keys(f), f.name) || s.uses(f.name, fields) || !s.lib.noNames && s.worth(s.files[own]) != nil {
			continue
		}
		if f.complex() { // no JSON is read from it
			v = unknown(t, "a line without the prefix of the settings is not followed", v.Trace())
		}
		s.files[own] = v
	}
}

// uses tells whether a line of an env file is taken for the variable of a field: before 2.5
// one that begins with its name, too.
func (s *envSource) uses(name string, fields []modelField) bool {
	for _, f := range fields {
		for _, own := range s.names(f) {
			if own = s.fold(own); own == name || s.lib.usesBeginnings && strings.HasPrefix(name, own) {
				return true
			}
		}
	}
	return false
}

// extras refuses names of the env file that are no fields, as pydantic-settings does unless told otherwise.
func (s *envSource) extras(t *value.Thread, config modelConfig, fields []modelField) error {
	if extra := config.text("extra"); s.lib.v1 || extra == "ignore" || extra == "allow" {
		return nil
	}
	if v := s.foreign(fields); v != nil {
		return t.RaiseClass(s.lib.wrong, "1 validation error: extra inputs are not permitted", v.Trace())
	}
	return nil
}

// foreign is what the env files have under a name that is no field's; nil where there is none.
func (s *envSource) foreign(fields []modelField) value.Value {
	known := map[string]bool{}
	for _, f := range fields {
		for _, name := range s.names(f) {
			known[s.fold(name)] = true
		}
		known[f.name] = known[f.name] || s.prefix != ""
	}
	for _, name := range s.order {
		v := s.files[name]
		if known[name] || isEmptyText(v) || s.nests(name, fields) || s.lib.oldUnions && !strings.HasPrefix(name, s.prefix) {
			continue
		}
		return v
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
	out := append(aliasNames(f.alias), aliasNames(f.env)...)
	if len(out) == 0 || s.byName {
		out = append(out, s.prefix+f.name)
	}
	if !s.exact {
		for i := range out {
			out[i] = strings.ToUpper(out[i])
		}
	}
	return out
}

// keys are the names of a field in what a source makes for the model, each for its variable.
func (s *envSource) keys(f modelField) []string {
	out := append(aliasNames(f.alias), aliasNames(f.env)...)
	if len(out) == 0 || s.byName {
		out = append(out, f.name)
	}
	return out
}

// shares tells whether two fields have a key in common, which is of version 2 alone.
func (s *envSource) shares(fields []modelField) bool {
	seen := map[string]bool{}
	for _, f := range fields {
		own := append(s.keys(f), pathHeads(f.alias)...)
		slices.Sort(own)
		for _, key := range slices.Compact(own) {
			if seen[key] && !s.lib.v1 {
				return true
			}
			seen[key] = true
		}
	}
	return false
}

// keyed is what the sources give by the keys of fields.
func (s *envSource) keyed(t *value.Thread, fields []modelField) map[string]value.Value {
	data := map[string]value.Value{}
	for _, l := range s.layers() {
		own := map[string]value.Value{}
		for _, f := range fields {
			s.enter(t, f, l, own)
		}
		for key, v := range own {
			high, both := data[key].(*value.Dict)
			low, isDict := v.(*value.Dict)
			switch _, have := data[key]; {
			case !have:
				data[key] = v
			case both && isDict:
				data[key] = deepUpdate(t, low, high)
			}
		}
	}
	return data
}

// enter puts what a layer has for a field under the key that it has it for, or the preferred.
func (s *envSource) enter(t *value.Thread, f modelField, l layer, data map[string]value.Value) {
	for _, head := range pathHeads(f.alias) {
		data[head] = unknown(t, "AliasPath is not followed", f.alias.Trace())
	}
	at, v, _, err := s.firstIn(t, f, s.names(f), l)
	keys := s.keys(f)
	if s.lib.preferred && keys[at] != f.name {
		at = 0
	}
	if v != nil && err == nil { // which find has raised
		data[keys[at]] = v
	}
}

// layer is one place that variables come from: the process, or the env files.
type layer struct {
	lookup func(t *value.Thread, name string, def bool) (v value.Value, absent *value.Trace)
	names  func(t *value.Thread) []string
}

// layers are those that are asked one after the other. To version 1 the env files
// and the process are one.
func (s *envSource) layers() []layer {
	process := layer{s.variable, func(t *value.Thread) []string { return t.Environ.Names(t) }}
	if len(s.files) == 0 {
		return []layer{process}
	}
	files := layer{
		func(_ *value.Thread, name string, _ bool) (value.Value, *value.Trace) {
			return s.worth(s.files[s.fold(name)]), nil
		},
		func(*value.Thread) []string { return s.order },
	}
	if !s.lib.v1 {
		return []layer{process, files}
	}
	return []layer{{
		func(t *value.Thread, name string, def bool) (value.Value, *value.Trace) {
			v, absent := s.variable(t, name, def)
			if v == nil {
				v, _ = files.lookup(t, name, def)
				v = restingOn(v, absent)
			}
			return v, absent
		},
		func(t *value.Thread) []string { return append(process.names(t), files.names(t)...) },
	}}
}

// restingOn is a value that is used because of an absence, or is of the file that a path
// names; nil for none.
func restingOn(v value.Value, on *value.Trace) value.Value {
	if v == nil || on == nil {
		return v
	}
	return v.With(v.Trace().Under(on))
}

// restingError is an exception that is raised because of an absence.
func restingError(err error, on *value.Trace) error {
	raised, ok := err.(*value.Raised)
	if !ok || on == nil {
		return err
	}
	out := *raised
	out.Trace = value.Merge(raised.Trace, on)
	return &out
}

// aliasNames are the names of an alias: a text, a list of them, or AliasChoices.
func aliasNames(alias value.Value) []string {
	var all []value.Value
	switch alias := alias.(type) {
	case value.Str:
		all = []value.Value{alias}
	case *value.List:
		all = alias.Elems()
	case value.Tuple:
		all = alias.Elems
	case *value.Instance:
		if choice, ok := alias.Data.(aliases); ok && choice.kind == "AliasChoices" {
			all = choice.names
		}
	}
	var out []string
	for _, v := range all {
		if name, ok := text(v); ok {
			out = append(out, name)
		}
	}
	return out
}

// holdsPath tells whether an alias is an AliasPath, or AliasChoices with one.
func holdsPath(alias value.Value) bool {
	i, ok := alias.(*value.Instance)
	if !ok {
		return false
	}
	choice, ok := i.Data.(aliases)
	return ok && (choice.kind == "AliasPath" || slices.ContainsFunc(choice.names, holdsPath))
}

// pathHeads are the names with which the paths of an alias begin.
func pathHeads(alias value.Value) []string {
	i, ok := alias.(*value.Instance)
	if !ok {
		return nil
	}
	choice, ok := i.Data.(aliases)
	if !ok {
		return nil
	}
	var out []string
	for _, n := range choice.names {
		out = append(out, pathHeads(n)...)
	}
	if choice.kind == "AliasPath" && len(choice.names) > 0 {
		head, _ := text(choice.names[0])
		out = append(out, head)
	}
	return out
}

// find is what the environment, a file or a secret gives for a field.
func (s *envSource) find(t *value.Thread, f modelField) (v value.Value, absent *value.Trace, err error) {
	if s.lost != nil {
		return spread(s.lost), nil, nil
	}
	if holdsPath(f.alias) {
		return unknown(t, "AliasPath is not followed", f.alias.Trace()), nil, nil
	}
	names := s.names(f)
	asked := [][]string{names} // together where the source comes before the name
	if !s.lib.preferred {
		asked = slices.Collect(slices.Chunk(names, 1))
	}
	for _, names := range asked {
		v, tr, err := s.named(t, f, names)
		if err != nil {
			return nil, nil, restingError(err, absent)
		}
		absent = value.Merge(absent, tr)
		if v != nil {
			return restingOn(v, absent), absent, nil
		}
	}
	if s.secrets != "" {
		return s.secret(t, f, absent)
	}
	return nil, absent, nil
}

// named is what the layers give for a field under the first of some names that each has:
// that of the first layer, and of dicts also what the others add.
func (s *envSource) named(t *value.Thread, f modelField, names []string) (out value.Value, absent *value.Trace, err error) {
	for _, l := range s.layers() {
		_, v, tr, err := s.firstIn(t, f, names, l)
		if err != nil {
			return nil, nil, restingError(err, absent)
		}
		v = restingOn(v, absent)
		absent = value.Merge(absent, tr)
		high, both := out.(*value.Dict)
		low, isDict := v.(*value.Dict)
		switch {
		case out == nil:
			out = v
		case both && isDict:
			out = deepUpdate(t, low, high)
		}
	}
	return out, absent, nil
}

// firstIn is what a layer has for a field under the first of some names, and which that is.
func (s *envSource) firstIn(t *value.Thread, f modelField, names []string, l layer) (at int, v value.Value, absent *value.Trace, err error) {
	for at, name := range names {
		v, tr, err := s.fromLayer(t, f, name, l)
		if err != nil {
			return at, nil, nil, restingError(err, absent)
		}
		v = restingOn(v, absent)
		absent = value.Merge(absent, tr)
		if v != nil {
			return at, v, absent, nil
		}
	}
	return 0, nil, absent, nil
}

func (s *envSource) fromLayer(t *value.Thread, f modelField, name string, l layer) (value.Value, *value.Trace, error) {
	v, absent := l.lookup(t, name, f.def != nil || f.factory != nil)
	if v != nil {
		v = t.Read(name, v, "pydantic")
	}
	if !f.complex() {
		return v, absent, nil
	}
	if v == nil {
		d, found, tr, err := s.explode(t, f, name, l)
		absent = value.Merge(absent, tr)
		if err != nil || !found {
			return nil, absent, err
		}
		return d, absent, nil
	}
	v, err := s.decode(t, f.schema, f.name, v)
	if err != nil {
		return nil, nil, err
	}
	if isNone(v) && !s.lib.v1 { // null is as if the variable were not set
		return nil, value.Merge(absent, v.Trace()), nil
	}
	d, ok := v.(*value.Dict)
	if !ok {
		return v, nil, nil
	}
	over, _, _, err := s.explode(t, f, name, l)
	if err != nil || over == nil {
		return v, nil, err
	}
	return deepUpdate(t, d, over), nil, nil
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
	if s.worth(v) == nil && v != nil {
		return nil, v.Trace()
	}
	return v, absent
}

// worth is a value that counts: with env_ignore_empty no empty one does.
func (s *envSource) worth(v value.Value) value.Value {
	if s.skipEmpty && v != nil && isEmptyText(v) {
		return nil
	}
	return v
}

// decode reads the JSON of a type that is no plain one.
func (s *envSource) decode(t *value.Thread, kind schema, name string, v value.Value) (value.Value, error) {
	if !kind.complex() || kind.decoding == "NoDecode" || s.asText && kind.decoding == "" {
		return v, nil
	}
	return known(t, args{v}, func(a args) (value.Value, error) {
		out, err := loadJSON(t, a[0], value.Exceptions()["ValueError"])
		if !refused(err) {
			return out, err
		}
		if kind.kind == "union" && !(s.lib.v1 && kind.optional() != nil) {
			return a[0], nil
		}
		return nil, t.RaiseClass(s.lib.broken, "error parsing value for field "+name, a[0].Trace())
	})
}

// secret is the file of the secrets' folder that has the field's name.
func (s *envSource) secret(t *value.Thread, f modelField, absent *value.Trace) (value.Value, *value.Trace, error) {
	folder, u := absolute(t, s.secrets, nil)
	if u != nil {
		return unknown(t, "the folder of the secrets is not known"), nil, nil
	}
	path := s.secretPath(t, folder, s.names(f)[0])
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
	v, err = s.decode(t, f.schema, f.name, value.Named("SECRET", v))
	return v, nil, err
}

// secretPath is the path of a secret, in any case unless told otherwise.
func (s *envSource) secretPath(t *value.Thread, folder, name string) string {
	if !s.exact {
		held, _ := t.Host.ReadDir(folder)
		for _, own := range held {
			if strings.EqualFold(own, name) {
				return joinPath(folder, own)
			}
		}
	}
	return joinPath(folder, s.fold(name))
}
