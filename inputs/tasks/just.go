package tasks

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file reads justfiles (just 1, "The Justfile"): recipes, what they depend on,
// and variables whose text stands there.

// justfile is what one says.
type justfile struct {
	recipes   map[string]*recipe
	aliases   map[string]string
	values    map[string]string // of variables that are a text
	exported  []script.Export
	first     string
	exportAll bool
	opaque    document.Location
}

// recipe is a name with lines.
type recipe struct {
	name   string
	params []string
	deps   []dependency
	lines  []string
	dir    string // in which it is run; "$()" where that is not known
	other  bool   // it is not for Linux
	at     document.Location
}

// attribute reads what stands in brackets before a recipe.
func (r *recipe) attribute(text string) {
	for part := range strings.SplitSeq(strings.Trim(text, "[]"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), ":")
		switch name {
		case "linux", "unix":
			r.other = false
		case "macos", "windows", "openbsd", "freebsd", "netbsd", "dragonfly":
			r.other = true
		case "working-directory":
			r.dir = strings.Trim(strings.TrimSpace(value), `'"`)
		case "no-cd":
			r.dir = "$()"
		}
	}
}

// just reads a recipe; "" is the first.
func (r *reader) just(name string) (Task, bool) {
	j := r.justfile()
	if name == "" {
		name = j.first
	}
	done := map[string]bool{}
	own, more := j.taken(name, r.args)
	if !j.run(r, name, own, 0, done) {
		return Task{}, false
	}
	for len(more) > 0 { // further recipes
		name := more[0]
		if own, more = j.taken(name, more[1:]); !j.run(r, name, own, 0, done) {
			break
		}
	}
	r.opaque(j.opaque)
	return r.task, true
}

// taken are the arguments that a recipe takes, and those after them.
func (j *justfile) taken(name string, args []string) (own, more []string) {
	now := j.recipes[cmp.Or(j.aliases[name], name)]
	if now == nil || len(now.params) > 0 && strings.ContainsAny(now.params[len(now.params)-1][:1], "+*") {
		return args, nil
	}
	n := min(len(now.params), len(args))
	return args[:n], args[n:]
}

// justfile reads the lines of the file.
func (r *reader) justfile() *justfile {
	j := &justfile{recipes: map[string]*recipe{}, aliases: map[string]string{}, values: map[string]string{}}
	var now *recipe
	next := &recipe{}
	for i, line := range strings.Split(r.src, "\n") {
		at := document.Location{File: r.file, Line: i + 1, Column: 1}
		switch text := strings.TrimSpace(line); {
		case text == "" || strings.HasPrefix(text, "#") && (line[0] == '#' || now == nil):
		case line[0] == ' ' || line[0] == '\t':
			if now != nil {
				now.lines = append(now.lines, text)
			}
		case text[0] == '[':
			next.attribute(text)
		default:
			if now = j.line(text, at); now != nil {
				now.dir, now.other, next = next.dir, next.other, &recipe{}
				j.keep(now)
			}
		}
	}
	for i := range j.exported {
		e := &j.exported[i]
		if value, ok := j.values[e.Name]; ok {
			e.Value, e.HasValue, e.Known = document.NewText(value), true, true
		}
	}
	return j
}

// line reads a line that is not of a recipe; it returns the recipe that begins there.
func (j *justfile) line(text string, at document.Location) *recipe {
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case word == "set":
		j.set(rest, at)
		return nil
	case word == "import" || word == "mod":
		j.opaque = at
		return nil
	case word == "alias":
		if name, target, ok := strings.Cut(rest, ":="); ok {
			j.aliases[strings.TrimSpace(name)] = strings.TrimSpace(target)
		}
		return nil
	}
	if name, value, ok := strings.Cut(text, ":="); ok && len(strings.Fields(strings.TrimPrefix(name, "export "))) == 1 {
		j.assign(name, value, at)
		return nil
	}
	head, deps, ok := strings.Cut(text, ":")
	fields := strings.Fields(strings.TrimPrefix(head, "@"))
	if !ok || len(fields) == 0 {
		return nil
	}
	return &recipe{name: fields[0], params: fields[1:], deps: dependencies(deps), at: at}
}

// keep keeps a recipe, if it is for Linux.
func (j *justfile) keep(r *recipe) {
	if r.other {
		return
	}
	j.recipes[r.name] = r
	j.first = cmp.Or(j.first, r.name)
}

// set reads a setting of the file: those that load variables are not followed, nor
// another shell.
func (j *justfile) set(rest string, at document.Location) {
	name, value, _ := strings.Cut(rest, ":=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	switch {
	case value == "false":
	case name == "export":
		j.exportAll = true
	case strings.HasPrefix(name, "dotenv") || name == "shell" && !strings.Contains(value, "sh\""):
		j.opaque = at
	}
}

// assign reads NAME := text; of anything but a text between quotes it is not known.
func (j *justfile) assign(name, value string, at document.Location) {
	name, exported := strings.CutPrefix(name, "export ")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && strings.Count(value, value[:1]) == 2 && value[n-1] == value[0] && !strings.Contains(value, `\`) {
		j.values[name] = value[1 : n-1]
	}
	if exported || j.exportAll {
		j.exported = append(j.exported, script.Export{Name: name, Certain: true, At: at, KeyAt: at})
	}
}

// dependency is a recipe that another one needs, with its arguments; it is run before
// that, or after it.
type dependency struct {
	name  string
	args  []string
	after bool
}

// dependencies reads what stands behind the colon: build (push "x" tag) && done.
func dependencies(s string) []dependency {
	s, _, _ = strings.Cut(s, "#")
	var out []dependency
	after, inside := false, false
	for w := range strings.FieldsSeq(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(s)) {
		switch n := len(out) - 1; {
		case w == "&&":
			after = true
		case w == "(":
			out = append(out, dependency{after: after})
			inside = true
		case w == ")":
			inside = false
		case !inside:
			out = append(out, dependency{name: w, after: after})
		case out[n].name == "":
			out[n].name = w
		case len(w) > 1 && (w[0] == '"' || w[0] == '\'') && w[len(w)-1] == w[0]:
			out[n].args = append(out[n].args, w[1:len(w)-1])
		default:
			out[n].args = append(out[n].args, "$(:)")
		}
	}
	return out
}

// run adds the steps of a recipe, between those of what it needs.
func (j *justfile) run(r *reader, name string, args []string, depth int, done map[string]bool) bool {
	if target, ok := j.aliases[name]; ok {
		name = target
	}
	now := j.recipes[name]
	if now == nil || !r.bounded(depth) {
		return false
	}
	done[name] = true
	around := func(after bool) {
		for _, dep := range now.deps {
			if dep.after == after && (!done[dep.name] || len(dep.args) > 0) {
				j.run(r, dep.name, dep.args, depth+1, done)
			}
		}
	}
	around(false)
	j.steps(r, now, args)
	around(true)
	return true
}

// steps adds the lines of a recipe: one that begins with "#!" is a script as a whole.
func (j *justfile) steps(r *reader, now *recipe, args []string) {
	values := j.arguments(now.params, args)
	lines := now.lines
	switch {
	case len(lines) > 0 && strings.HasPrefix(lines[0], "#!") && !strings.HasSuffix(lines[0], "sh"):
		r.opaque(now.at)
		return
	case len(lines) > 0 && strings.HasPrefix(lines[0], "#!"):
		lines = []string{strings.Join(lines[1:], "\n")}
	default:
		lines = strings.Split(strings.ReplaceAll(strings.Join(lines, "\n"), "\\\n", " "), "\n")
	}
	for _, line := range lines {
		if line = strings.TrimLeft(line, "@-? "); line != "" {
			r.add(Step{Text: filled(line, values), Env: slices.Concat(j.exported, now.exports(values)), Dir: now.dir, At: now.at})
		}
	}
}

// arguments are the values that a recipe sees.
func (j *justfile) arguments(params, args []string) map[string]string {
	values := map[string]string{}
	for name, value := range j.values {
		values[name] = value
	}
	for i, p := range params {
		name, otherwise, hasDefault := strings.Cut(strings.TrimLeft(p, "+*$"), "=")
		delete(values, name)
		switch {
		case strings.ContainsAny(p[:1], "+*") && (i < len(args) || !hasDefault && p[0] == '*'):
			values[name] = strings.Join(args[min(i, len(args)):], " ")
		case i < len(args):
			values[name] = args[i]
		case hasDefault && len(otherwise) > 1 && (otherwise[0] == '"' || otherwise[0] == '\''):
			values[name] = strings.Trim(otherwise, `"'`)
		}
	}
	return values
}

// exports are the parameters that are variables of the recipe's commands too.
func (r *recipe) exports(values map[string]string) []script.Export {
	var out []script.Export
	for _, p := range r.params {
		name, _, _ := strings.Cut(strings.TrimLeft(p, "+*"), "=")
		if name, ok := strings.CutPrefix(name, "$"); ok {
			value, known := values[name]
			out = append(out, script.Export{Name: name, Value: document.NewText(value), HasValue: known, Known: known, Certain: true, At: r.at, KeyAt: r.at})
		}
	}
	return out
}

// filled puts the values of variables in the place of {{NAME}}.
func filled(line string, values map[string]string) string {
	return replaced(line, func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	})
}

// replaced replaces every {{expression}}; what is not known is a substitution.
func replaced(line string, value func(string) (string, bool)) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "{{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		expression, after, _ := strings.Cut(rest, "}}")
		if text, ok := value(strings.TrimSpace(expression)); ok {
			b.WriteString(text)
		} else if strings.Count(b.String(), "'")%2 == 1 {
			b.WriteString(`'"$(:)"'`)
		} else {
			b.WriteString("$(:)")
		}
		line = after
	}
}
