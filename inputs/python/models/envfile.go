package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// NoteEnvFile is the code of the note that the program reads an env file; its
// text is the dialect.
const NoteEnvFile = "env-file-read"

// NoteWhichEnvFile is the code of the note that the program reads one of several env files.
const NoteWhichEnvFile = "env-file-not-known"

// NoteEnvFileElsewhere is the code of the note that the program reads an env file which is
// perhaps there when the process starts; its text says which.
const NoteEnvFileElsewhere = "env-file-not-shipped"

// envFile reads an env file that the program names. present is Maybe where it
// cannot be known whether the file is there.
func envFile(t *value.Thread, path string, dialect dotenv.Dialect) (entries []dotenv.Entry, present value.Truth) {
	return parseEnvFile(t, path, dialect, variableText(t), nil)
}

// parseEnvFile is envFile between two environments, as dotenv.ParseBetween has them.
func parseEnvFile(t *value.Thread, path string, dialect dotenv.Dialect, over, under dotenv.Lookup) ([]dotenv.Entry, value.Truth) {
	path, u := absolute(t, path, nil)
	if u != nil {
		return nil, value.Maybe
	}
	path = normPath(path)
	src, present := t.Host.ReadFile(path)
	if present != value.Yes {
		return nil, present
	}
	file := t.Host.Display(path)
	t.Note(NoteEnvFile, string(dialect), document.Location{File: file})
	entries, diagnostics := dotenv.ParseBetween(dialect, file, src, over, under)
	for _, d := range diagnostics {
		t.Note(d.Code, d.Message, d.At)
	}
	return entries, value.Yes
}

// variableText looks a variable up for an interpolation in an env file. One that
// is set to something unknown is found: entryValue sees to it.
func variableText(t *value.Thread) dotenv.Lookup {
	return func(name string) (string, bool) {
		v, _ := t.Environ.Lookup(t, name)
		s, _ := text(v)
		return s, v != nil
	}
}

// entryValue is the text of a line of an env file, with its place.
func entryValue(t *value.Thread, e dotenv.Entry, dialect dotenv.Dialect) value.Value {
	s := e.Value.Reveal()
	tr := &value.Trace{
		At: e.At, Origin: document.OriginEnv, Reads: []string{e.Name}, Assumes: e.Unknown,
		Secret: document.SecretName(e.Name) || document.SecretText(s),
		Steps:  []document.Step{{Kind: document.StepEnvFile, At: e.At, Name: e.Name, Note: string(dialect)}},
	}
	because, needs := e.Because, []string(nil)
	for _, name := range e.Reads {
		v, _ := t.Environ.Lookup(t, name)
		if u, ok := value.IsUnknown(v); ok && because == "" {
			because, needs = u.Because, u.Needs
		}
		tr = value.Merge(tr, v.Trace())
	}
	if processFirst(t) {
		for _, name := range e.Hiding {
			_, absent := t.Environ.Lookup(t, name)
			tr = tr.Under(absent)
		}
	}
	if because != "" {
		u := value.NewUnknown(because, e.At, tr)
		u.Type, u.Needs = value.StrClass, needs
		return u
	}
	return value.NewStr(s, tr)
}

// setFrom sets the variables of the env file that a value names, on which they rest: all
// of them where overwrite, else those that are not set yet. The last line that sets a
// name wins.
func setFrom(t *value.Thread, file value.Value, entries []dotenv.Entry, dialect dotenv.Dialect, overwrite bool) {
	setEntries(t, entries, dialect, overwrite, func(e dotenv.Entry, _ *value.Trace) value.Value {
		return restingOn(entryValue(t, e, dialect), orNone(file).Trace())
	})
}

// setEntries is setFrom with what makes the value of a line, of whose name absent tells
// that it was not set.
func setEntries(t *value.Thread, entries []dotenv.Entry, dialect dotenv.Dialect, overwrite bool, valueOf func(e dotenv.Entry, absent *value.Trace) value.Value) {
	last := map[string]int{}
	for i, e := range entries {
		if _, again := last[e.Name]; !again || !dialect.FirstWins() {
			last[e.Name] = i
		}
	}
	for i, e := range entries {
		if last[e.Name] != i || !e.HasValue {
			continue
		}
		have, absent := t.Environ.Lookup(t, e.Name)
		if overwrite {
			absent = nil
		}
		if have == nil || overwrite {
			t.Environ.Set(t, e.Name, valueOf(e, absent))
		}
	}
}

// beside is the path of a file in the folder of the running module.
func beside(t *value.Thread, name string) string {
	dir, _ := splitPath(t.File)
	return joinPath(dir, name)
}

// maybeRead says that an env file which is perhaps not there may have set
// variables: that those are unset which nothing sets is an assumption from here on.
// Where it overwrites what is set, nothing is known of any variable.
func maybeRead(t *value.Thread, path string, overwrites bool) {
	because := "whether " + t.Host.Display(path) + " is there when the process starts is not known"
	if !slices.ContainsFunc(t.Notes, func(n value.Note) bool { return n.Text == because }) { // once a file, wherever it is read
		t.Note(NoteEnvFileElsewhere, because, t.At)
	}
	perhapsSet(t, value.NewUnknown(because, t.At, nil), overwrites)
}

// unknownRead is maybeRead for a file of which it is not known which it is.
func unknownRead(t *value.Thread, why *value.Unknown, overwrites bool) {
	t.Note(NoteWhichEnvFile, "which env file is read here is not known", t.At)
	perhapsSet(t, why, overwrites)
}

func perhapsSet(t *value.Thread, why *value.Unknown, overwrites bool) {
	if overwrites {
		t.Environ.Lose(t, why)
		return
	}
	t.Environ.Open(t, why)
}

// readEnv is Env.read_env, of the class and of its instances.
func (lib *environLib) readEnv(t *value.Thread, c *value.Call) (value.Value, error) {
	if c.Open != nil {
		return value.None(), nil
	}
	rest := c.Args[1:]
	var file, overwrite value.Value
	if len(rest) > 0 {
		file = rest[0]
	}
	if len(rest) > 1 {
		overwrite = rest[1]
	}
	var extra []value.Keyword
	for _, k := range c.Keywords {
		switch {
		case k.Name == "env_file":
			file = k.Value
		case k.Name == "overwrite" && lib.minor >= 8:
			overwrite = k.Value
		case k.Name == "encoding" && lib.minor >= 10, k.Name == "parse_comments" && lib.minor >= 12:
		default:
			extra = append(extra, k)
		}
	}
	over, err := isOn(t, overwrite, false)
	if err != nil {
		return nil, err
	}
	return value.None(), lib.load(t, c.Args[0], file, over == value.Yes, c.Keyword("parse_comments"), extra)
}

// setExtra sets the variables that keywords of read_env name, with their texts.
func (lib *environLib) setExtra(t *value.Thread, extra []value.Keyword, overwrite bool) {
	for _, k := range extra {
		v, err := value.ToStr(t, k.Value)
		have, absent := t.Environ.Lookup(t, k.Name)
		switch {
		case err != nil:
		case overwrite:
			t.Environ.Set(t, k.Name, v)
		case have == nil:
			t.Environ.Set(t, k.Name, restingOn(v, absent))
		}
	}
}

// load reads the file, or what is open, for a class. Where it is there the keywords count too, unless
// it has the name as well.
func (lib *environLib) load(t *value.Thread, class, file value.Value, overwrite bool, comments value.Value, extra []value.Keyword) error {
	dialect, err := lib.dialect(t, comments)
	if err != nil {
		return err
	}
	path := beside(t, ".env")
	if !isNone(file) {
		if opened, ok := openedPath(file); ok {
			file = opened
		}
		if u, ok := value.IsUnknown(file); ok {
			return lib.setting(t, class, func() error {
				unknownRead(t, u, overwrite)
				lib.setExtra(t, extra, false)
				return nil
			})
		}
		p, ok := pathText(file)
		if _, named := text(file); !named && (!ok || lib.minor < 6) {
			return lib.setting(t, class, func() error {
				_, err := loadStream(t, file, dialect, value.TruthOf(overwrite), variableText(t), nil)
				lib.setExtra(t, extra, false)
				return err
			})
		}
		path = p
	}
	entries, present := envFile(t, path, dialect)
	if present == value.No {
		overwritten(t, path, value.TruthOf(overwrite))
		return nil
	}
	return lib.setting(t, class, func() error {
		if present == value.Maybe {
			maybeRead(t, path, overwrite)
		}
		if overwrite && lib.minor >= 8 {
			lib.setExtra(t, extra, true) // which the file overwrites
		}
		setFrom(t, file, entries, dialect, overwrite)
		lib.setExtra(t, extra, false)
		return nil
	})
}

// setting calls set, which sets variables where Env reads them: in os.environ or, in 0.4.2,
// in a copy of it that the class has from then on.
func (lib *environLib) setting(t *value.Thread, class value.Value, set func() error) error {
	if !lib.copies() {
		return set()
	}
	system := t.Environ
	own := system.Detached(t)
	if err := value.SetAttr(t, class, "ENVIRON", own); err != nil {
		return err
	}
	t.Environ = own
	defer func() { t.Environ = system }()
	return set()
}

// dialect is the grammar of the version, or that which parse_comments asks for.
func (lib *environLib) dialect(t *value.Thread, comments value.Value) (dotenv.Dialect, error) {
	on, err := isOn(t, comments, false)
	if err != nil {
		return "", err
	}
	switch {
	case lib.before(5):
		return dotenv.Environ044, nil
	case lib.minor < 8:
		return dotenv.Environ07, nil
	case lib.minor == 11 || on == value.Yes:
		return dotenv.Environ011, nil
	}
	return dotenv.Environ, nil
}
