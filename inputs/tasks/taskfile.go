package tasks

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads Taskfiles (Task 3, "Taskfile Schema Reference").

// taskfile reads a task; "" is default.
func (r *reader) taskfile(name string, depth int) bool {
	if name == "" {
		name = "default"
	}
	value := r.table("tasks")[name]
	if value == nil || !r.bounded(depth) {
		return false
	}
	at := r.at("tasks:", name)
	r.passed = true // they are {{.CLI_ARGS}}
	if depth == 0 {
		r.taskEnv(r.root, at)
	}
	options, ok := value.(map[string]any)
	if !ok {
		options = map[string]any{"cmds": value}
	}
	vars := r.vars
	for _, dep := range list(options["deps"]) {
		if other, ok := dep.(string); ok && r.table("tasks")[other] != nil {
			dep = map[string]any{"task": other}
		}
		r.taskStep(dep, options, at, depth)
	}
	r.taskEnv(options, at)
	for _, key := range []string{"cmd", "cmds"} {
		for _, step := range list(options[key]) {
			r.taskStep(step, options, at, depth)
		}
	}
	r.vars = vars
	return true
}

// taskEnv takes the variables of a task, or of all.
func (r *reader) taskEnv(options map[string]any, at document.Location) {
	r.vars = append(r.vars[:len(r.vars):len(r.vars)], exports(options["env"], at)...)
	if options["dotenv"] != nil {
		r.opaque(at)
	}
}

// taskStep reads a command, or the name of another task.
func (r *reader) taskStep(step any, options map[string]any, at document.Location, depth int) {
	line, isText := step.(string)
	s, _ := step.(map[string]any)
	name, isTask := s["task"].(string)
	if cmd, ok := s["cmd"].(string); ok {
		line, isText = cmd, true
	}
	dir, _ := options["dir"].(string)
	switch {
	case isTask:
		if !r.taskfile(name, depth+1) {
			r.opaque(at)
		}
	case isText:
		r.add(Step{Text: r.templated(line, options), Dir: dir, At: at})
	default:
		r.opaque(at)
	}
}

// templated fills variables in whose text stands in the file.
func (r *reader) templated(line string, options map[string]any) string {
	own, _ := options["vars"].(map[string]any)
	all := r.table("vars")
	return replaced(line, func(expression string) (string, bool) {
		name, ok := strings.CutPrefix(expression, ".")
		if name == "CLI_ARGS" {
			return quoted(r.args), ok
		}
		value, given := own[name]
		if !given {
			value = all[name]
		}
		s, known := scalar(value)
		return s, ok && known && !strings.Contains(s, "{{")
	})
}

// list is a value as a list.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}
