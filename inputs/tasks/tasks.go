// Package tasks reads what task runners run by a name: the scripts of pyproject.toml,
// Pipfile and package.json, and the recipes of just and Task.
//
// Of each runner the name, the steps and their order, the variables and the folder
// are followed. What a runner fills in, and what it reads from files, is not known.
package tasks

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// Task is what a name stands for.
type Task struct {
	Steps []Step
	// Opaque is the place of what may set variables, or run more, and is not followed;
	// zero for none.
	Opaque document.Location
}

// Step is one thing that a task runs, after the one before it.
type Step struct {
	// Text is of the shell's language, in which "$(:)" stands for what is not known.
	Text string
	// Function is a Python function in the place of Text, as "module:name", and Args the
	// arguments of the program that it is installed as.
	Function string
	Args     []string
	// Env are the variables that it gets besides.
	Env []script.Export
	// Dir is where it is run, below the folder of the file; "" for that.
	Dir string
	At  document.Location
}

// Bounds on hostile files.
const (
	maxFile  = 256 << 10 // bytes
	maxDepth = 8         // tasks inside one another
	maxSteps = 200       // of a task, and tasks that it runs
)

// File is the file in which a runner looks for tasks, first to last; none for a
// program that runs none.
func File(runner string) []string {
	switch runner {
	case "console":
		return []string{"pyproject.toml", "setup.cfg", "setup.py"}
	case "pdm", "hatch", "rye", "poetry", "uv", "taskipy":
		if runner == "hatch" {
			return []string{"hatch.toml", "pyproject.toml"}
		}
		return []string{"pyproject.toml"}
	case "poe":
		return []string{"pyproject.toml", "poe_tasks.toml", "poe_tasks.yaml", "poe_tasks.json"}
	case "pipenv":
		return []string{"Pipfile"}
	case "npm", "yarn", "pnpm", "bun":
		return []string{"package.json"}
	case "just":
		return []string{"justfile", "Justfile", ".justfile"}
	case "task":
		return []string{"Taskfile.yml", "taskfile.yml", "Taskfile.yaml", "taskfile.yaml", "Taskfile.dist.yml", "Taskfile.dist.yaml"}
	}
	return nil
}

// Find returns what a runner runs for a name and its arguments, by one of its files;
// false where that has no such task, or cannot be read.
func Find(fsys fs.FS, file, runner, name string, args []string) (Task, bool) {
	src, err := tree.ReadText(fsys, file, maxFile)
	if err != nil {
		return Task{}, false
	}
	r := &reader{fsys: fsys, file: file, src: src, runner: runner, args: args}
	switch {
	case runner == "just":
		return r.just(name)
	case runner == "console" && path.Ext(file) != ".toml":
		found := r.installed(name)
		return r.task, found
	}
	if r.root = decode(file, src); r.root == nil {
		return Task{}, false
	}
	find := map[string]func(string, int) bool{"pdm": r.pdm, "hatch": r.hatch, "rye": r.rye, "poetry": r.console, "uv": r.console, "console": r.console, "taskipy": r.taskipy,
		"poe": r.poe, "pipenv": r.pipenv, "npm": r.npm, "yarn": r.npm, "pnpm": r.npm, "bun": r.npm, "task": r.taskfile}[runner]
	if find == nil || !find(name, 0) {
		return Task{}, false
	}
	r.pass()
	return r.task, true
}

// decode returns the mapping that a file is; nil where it is none.
func decode(file, src string) map[string]any {
	var root map[string]any
	var err error
	if ext := path.Ext(file); ext == ".toml" || ext == "" {
		err = toml.Unmarshal([]byte(src), &root)
	} else {
		err = yaml.Unmarshal([]byte(src), &root) // of which JSON is a part
	}
	if err != nil {
		return nil
	}
	return root
}

// reader reads one task.
type reader struct {
	fsys   fs.FS
	file   string
	src    string
	root   map[string]any
	runner string
	args   []string
	passed bool // a step has taken the arguments
	calls  int  // tasks that were read
	task   Task
	vars   []script.Export // that all steps of the file get
}

// table returns a mapping below the root; nil where there is none.
func (r *reader) table(keys ...string) map[string]any {
	at := r.root
	for _, key := range keys {
		at, _ = at[key].(map[string]any)
	}
	return at
}

// at is the place of a key: the first line below its table's heading that begins with it.
func (r *reader) at(heading, key string) document.Location {
	below := heading == ""
	for i, line := range strings.Split(r.src, "\n") {
		text := strings.TrimLeft(line, " \t")
		below = below || strings.Contains(text, heading)
		name := strings.Trim(strings.TrimLeft(text, `"'`), " ")
		rest, ok := strings.CutPrefix(name, key)
		rest = strings.TrimLeft(rest, `"' `)
		if below && ok && rest != "" && strings.ContainsRune("=:.", rune(rest[0])) {
			return document.Location{File: r.file, Line: i + 1, Column: 1 + len(line) - len(text)}
		}
	}
	return document.Location{File: r.file, Line: 1, Column: 1}
}

// bounded tells whether one more task is read at a depth.
func (r *reader) bounded(depth int) bool {
	r.calls++
	return depth <= maxDepth && r.calls <= maxSteps
}

// add adds a step.
func (r *reader) add(s Step) {
	if len(r.task.Steps) >= maxSteps {
		r.opaque(s.At)
		return
	}
	s.Env = append(slices.Clone(r.vars), s.Env...)
	r.task.Steps = append(r.task.Steps, s)
}

func (r *reader) opaque(at document.Location) {
	if r.task.Opaque.IsZero() {
		r.task.Opaque = at
	}
}

// pass gives the arguments to the last step, where none has a place for them.
func (r *reader) pass() {
	if n := len(r.task.Steps); n > 0 && !r.passed && len(r.args) > 0 && r.task.Steps[n-1].Function == "" {
		r.task.Steps[n-1].Text += " " + quoted(r.args)
	}
}

// quoted are words as a shell reads them.
func quoted(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w
		if w == "" || strings.ContainsAny(w, " \t\n\"'\\$`;&|<>()*?#~") {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}

// exports are the variables of a table of texts. One that the runner sets only where
// nothing else does is {default = text}.
func exports(table any, at document.Location) []script.Export {
	vars, _ := table.(map[string]any)
	var out []script.Export
	for name, value := range vars {
		e := script.Export{Name: name, Certain: true, At: at, KeyAt: at}
		if given, ok := value.(map[string]any); ok && given["default"] != nil {
			e.Default, e.Needs = true, []string{name}
			value = given["default"]
		}
		if text, ok := scalar(value); ok && !strings.ContainsAny(text, "${") {
			e.Value, e.HasValue, e.Known = document.NewText(text), true, !e.Default
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b script.Export) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// scalar is the text of a value that is no table and no list.
func scalar(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case map[string]any, []any, nil, bool, float64:
		return "", false
	default:
		return strings.TrimSpace(text(v)), true
	}
}
