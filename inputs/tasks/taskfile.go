package tasks

import (
	"slices"
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
	if value == nil {
		name, value = r.taskAlias(name)
	}
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
		if elsewhere(options) {
			break
		}
		for _, step := range list(options[key]) {
			r.taskStep(step, options, at, depth)
		}
	}
	r.vars = vars
	return true
}

// taskAlias finds the task that has another name as well.
func (r *reader) taskAlias(alias string) (string, any) {
	for name, value := range r.table("tasks") {
		options, _ := value.(map[string]any)
		if slices.Contains(words(list(options["aliases"])), alias) {
			return name, value
		}
	}
	return "", nil
}

// elsewhere tells whether a task or a step is not for Linux, by its platforms: an
// operating system, an architecture, or both.
func elsewhere(options map[string]any) bool {
	all := words(list(options["platforms"]))
	return len(all) > 0 && !slices.ContainsFunc(all, func(p string) bool {
		os, _, _ := strings.Cut(p, "/")
		return !slices.Contains([]string{"darwin", "windows", "freebsd", "openbsd", "netbsd", "solaris", "aix", "plan9"}, os)
	})
}

// taskEnv takes the variables of a task, or of all. Those of the process count more.
func (r *reader) taskEnv(options map[string]any, at document.Location) {
	all := exports(options["env"], at)
	for i := range all {
		all[i].Default, all[i].Known, all[i].Needs = true, false, []string{all[i].Name}
	}
	r.vars = append(r.vars[:len(r.vars):len(r.vars)], all...)
	if options["dotenv"] != nil || options["includes"] != nil {
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
	case elsewhere(s):
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
