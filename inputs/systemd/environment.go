package systemd

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file makes the environment of a unit, low to high: PassEnvironment=,
// Environment=, EnvironmentFile=; UnsetEnvironment= takes names away in the end.

// environment adds the assignments of Environment=.
func (l *loader) environment(d directive) {
	if d.value.s == "" {
		l.variables = nil
		return
	}
	for _, w := range l.words(d) {
		name, value, ok := strings.Cut(w.s, "=")
		if !ok || !isName(name) {
			l.report("warning", CodeWords, d.value.place(w.offset), "not an assignment: systemd ignores it")
			continue
		}
		l.variables = append(l.variables, assigned(name, value, d.value, w))
	}
}

// assigned is the variable of one assignment.
func assigned(name, value string, in text, w word) document.Variable {
	at := in.place(w.offset)
	v := document.Variable{Name: name, State: document.Known, Origin: document.OriginLiteral, At: in.place(valueOffset(in.s, w.offset)),
		Chain: []document.Step{{Kind: document.StepEnvironment, At: at, Name: name}}}
	switch {
	case strings.Contains(value, "{{"):
		v.State, v.Because = document.Unknown, "a template fills it in"
	case strings.Contains(strings.ReplaceAll(value, "%%", ""), "%"):
		v.State, v.Because = document.Unknown, "systemd replaces a specifier in it"
	default:
		v.Text = document.NewText(specifiers(value))
	}
	return v
}

// valueOffset is the offset behind the "=" of the word at an offset.
func valueOffset(s string, offset int) int {
	if i := strings.IndexByte(s[offset:], '='); i >= 0 && offset+i+1 < len(s) {
		return offset + i + 1
	}
	return offset
}

func (l *loader) envFile(d directive) {
	if d.value.s == "" {
		l.envFiles = nil
		return
	}
	name, optional := strings.CutPrefix(d.value.s, "-")
	if len(l.envFiles) < maxEnvs {
		l.envFiles = append(l.envFiles, envFile{name, optional, d.value.place(0)})
	}
}

// pass adds the names of PassEnvironment=, which the manager has from the machine.
func (l *loader) pass(d directive) {
	if d.value.s == "" {
		l.passed = nil
	}
	for _, w := range l.words(d) {
		at := d.value.place(w.offset)
		l.passed = append(l.passed, document.Variable{Name: w.s, State: document.Unknown, Origin: document.OriginEnv, At: at,
			Because: "the machine passes it on", Needs: []string{w.s}, Chain: []document.Step{{Kind: document.StepEnvironment, At: at, Name: w.s}}})
	}
}

// unsetNames adds the names of UnsetEnvironment=, with or without a value.
func (l *loader) unsetNames(d directive) {
	if d.value.s == "" {
		l.unset = nil
	}
	for _, w := range l.words(d) {
		name, _, _ := strings.Cut(w.s, "=")
		l.unset = append(l.unset, name)
	}
}

// readEnvFiles adds the lines of the env files, the later ones on top, and says
// what became of each.
func (l *loader) readEnvFiles(env *environment) []document.EnvFile {
	var out []document.EnvFile
	for _, e := range l.envFiles {
		names := l.files(e)
		if len(names) == 0 && !e.optional {
			out = append(out, document.EnvFile{Path: e.path, State: "absent", Required: true, At: e.at})
			l.report("warning", CodeEnvAbsent, e.at, "the env file is none of the project: the variables in it are not known")
		}
		for _, name := range names {
			out = append(out, l.readEnvFile(env, e, name))
		}
		if len(names) == 0 && e.optional {
			out = append(out, document.EnvFile{Path: e.path, State: "absent", At: e.at})
		}
	}
	return out
}

// files are the files of the project that a pattern of EnvironmentFile= means.
func (l *loader) files(e envFile) []string {
	rel, ok := strings.CutPrefix(path.Clean(e.path), l.root()+"/")
	if !ok || l.directory == "" {
		return nil
	}
	names, err := fs.Glob(l.fsys, rel)
	if err != nil {
		return nil
	}
	return names[:min(len(names), maxEnvs)]
}

// root is the folder of the machine that holds what the root holds: the working
// directory, or what is above the project where that is its end.
func (l *loader) root() string {
	dir := path.Clean(l.directory)
	for _, p := range l.projects {
		if above, ok := strings.CutSuffix(dir, "/"+p); ok && above != "" {
			return above
		}
	}
	return strings.TrimSuffix(dir, "/")
}

func (l *loader) readEnvFile(env *environment, e envFile, name string) document.EnvFile {
	out := document.EnvFile{Path: name, State: "refused", Required: !e.optional, Dialect: string(dotenv.Systemd), At: e.at}
	src, err := tree.ReadText(l.fsys, name, maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		out.State = "absent"
		return out
	case err != nil:
		l.report("error", CodeRead, e.at, name+" cannot be read: "+err.Error())
		return out
	}
	out.State = "read"
	entries, diagnostics := dotenv.Parse(dotenv.Systemd, name, []byte(src), nil)
	l.diagnostics = append(l.diagnostics, diagnostics...)
	for _, entry := range entries {
		v := entry.Variable(true)
		v.Chain[0].Note = fmt.Sprintf("read by %s:%d", e.at.File, e.at.Line)
		env.put(v)
	}
	return out
}

// environment is what the process has so far, by name.
type environment struct{ variables map[string]document.Variable }

func newEnvironment() *environment { return &environment{map[string]document.Variable{}} }

func (e *environment) put(vs ...document.Variable) {
	for _, v := range vs {
		e.variables[v.Name] = v
	}
}

func (e *environment) sorted() []document.Variable {
	return slices.SortedFunc(maps.Values(e.variables), func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
}

// public returns the text of a variable that is known and no secret.
func (e *environment) public(name string) (string, bool) {
	v := e.variables[name]
	if v.State != document.Known || document.SecretName(name) || document.SecretText(v.Text.Reveal()) {
		return "", false
	}
	return v.Text.Reveal(), true
}

var reference = pattern.New(`\$\{(\w+)\}`)

// expand replaces ${NAME}.
func (e *environment) expand(s string) string {
	return reference.ReplaceAllStringFunc(s, func(ref string) string {
		if text, ok := e.public(ref[2 : len(ref)-1]); ok {
			return text
		}
		return ref
	})
}

// isName tells whether systemd takes a name for that of a variable.
func isName(s string) bool {
	for i, c := range s {
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
