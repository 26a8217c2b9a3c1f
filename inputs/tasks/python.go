package tasks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file reads the scripts of Python's project tools (pdm 2, hatch 1, rye, poetry,
// Pipenv, taskipy and the entry points that an installer makes programs of).

func text(v any) string { return fmt.Sprint(v) }

// console reads the functions that are installed as programs.
func (r *reader) console(name string, _ int) bool {
	for _, keys := range [][]string{{"project", "scripts"}, {"tool", "poetry", "scripts"}} {
		value := r.table(keys...)[name]
		if t, ok := value.(map[string]any); ok && t["type"] != "file" {
			value = t["reference"]
		}
		if function, ok := value.(string); ok {
			r.passed = true
			r.add(Step{Function: function, Args: r.args, At: r.at("["+strings.Join(keys, ".")+"]", name)})
			return true
		}
	}
	return false
}

// installed reads the same of setuptools: console_scripts of setup.cfg, and of setup.py
// where they stand in a list of texts.
func (r *reader) installed(name string) bool {
	_, after, _ := strings.Cut(r.src, "console_scripts")
	line := strings.Count(r.src[:len(r.src)-len(after)], "\n")
	python := strings.HasSuffix(r.file, ".py")
	for i, text := range strings.Split(after, "\n") {
		if i > 0 && !python && text != "" && text[0] != ' ' && text[0] != '\t' {
			break // the next key
		}
		list, _, ends := strings.Cut(text, "]")
		for _, entry := range strings.Split(list, ",") {
			own, rest, _ := strings.Cut(strings.Trim(entry, "'\":=[ \t\r"), "=")
			function, _, _ := strings.Cut(strings.TrimSpace(rest), " ") // what follows are extras
			if strings.TrimSpace(own) == name && strings.Contains(function, ":") {
				r.add(Step{Function: function, Args: r.args, At: document.Location{File: r.file, Line: line + i + 1, Column: 1 + strings.Index(text, name)}})
				return true
			}
		}
		if python && ends {
			break
		}
	}
	return false
}

// pdm reads [tool.pdm.scripts]; _ holds what is for all, pre_ and post_ what is run around one.
func (r *reader) pdm(name string, depth int) bool {
	scripts := r.table("tool", "pdm", "scripts")
	if all, ok := scripts["_"].(map[string]any); ok && depth == 0 {
		r.shared(all, r.at("tool.pdm.scripts", "_"))
	}
	return r.scripts(scripts, "tool.pdm.scripts", name, depth, r.pdm)
}

// rye reads [tool.rye.scripts].
func (r *reader) rye(name string, depth int) bool {
	return r.scripts(r.table("tool", "rye", "scripts"), "tool.rye.scripts", name, depth, r.rye) || r.console(name, depth)
}

// taskipy reads [tool.taskipy.tasks].
func (r *reader) taskipy(name string, depth int) bool {
	return r.scripts(r.table("tool", "taskipy", "tasks"), "tool.taskipy.tasks", name, depth, r.taskipy)
}

// pipenv reads [scripts] of a Pipfile.
func (r *reader) pipenv(name string, depth int) bool {
	return r.scripts(r.table("scripts"), "[scripts]", name, depth, r.pipenv)
}

// shared takes what stands for all tasks.
func (r *reader) shared(options map[string]any, at document.Location) {
	r.vars = append(r.vars, exports(options["env"], at)...)
	for _, key := range []string{"env_file", "env-file", "envfile"} {
		if options[key] != nil {
			r.opaque(at)
		}
	}
}

// scripts reads one of a table, with those before and after it.
func (r *reader) scripts(all map[string]any, heading, name string, depth int, again func(string, int) bool) bool {
	value := all[name]
	if value == nil || name == "_" || !r.bounded(depth) {
		return false
	}
	if depth == 0 {
		again("pre_"+name, 1)
	}
	r.script(value, r.at(heading, name), depth, again)
	if depth == 0 {
		r.pass()
		r.passed = true
		again("post_"+name, 1)
	}
	return true
}

// script reads the value of a task: a command line, a list of words or of commands, or a table.
func (r *reader) script(value any, at document.Location, depth int, again func(string, int) bool) {
	switch v := value.(type) {
	case string:
		r.command(r.unshelled(v), "", at)
	case []any:
		r.command(quoted(words(v)), "", at)
	case map[string]any:
		r.options(v, at, depth, again)
	default:
		r.opaque(at)
	}
}

func (r *reader) options(v map[string]any, at document.Location, depth int, again func(string, int) bool) {
	vars := r.vars
	defer func() { r.vars = vars }()
	r.shared(v, at)
	dir, _ := v["working_dir"].(string)
	if cwd, ok := v["cwd"].(string); ok {
		dir = cwd
	}
	switch {
	case v["cmd"] != nil:
		if list, ok := v["cmd"].([]any); ok {
			r.command(quoted(words(list)), dir, at)
			return
		}
		r.command(r.unshelled(text(v["cmd"])), dir, at)
	case v["shell"] != nil:
		r.command(text(v["shell"]), dir, at)
	case v["call"] != nil:
		function, _, _ := strings.Cut(text(v["call"]), "(")
		r.add(Step{Function: function, Dir: dir, At: at})
	case v["composite"] != nil || v["chain"] != nil:
		list, _ := v["composite"].([]any)
		if list == nil {
			list, _ = v["chain"].([]any)
		}
		r.composite(words(list), dir, at, depth, again)
	default:
		r.opaque(at)
	}
}

// composite reads tasks that are run one after the other. Each gets the arguments, unless
// one has a place for them.
func (r *reader) composite(lines []string, dir string, at document.Location, depth int, again func(string, int) bool) {
	given := r.args
	placed := slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, "{args") })
	for _, line := range lines {
		line, _ = withArguments(line, given)
		name, rest, _ := strings.Cut(line, " ")
		r.args, r.passed = strings.Fields(rest), false
		if !placed {
			r.args = append(r.args, given...)
		}
		if !again(name, depth+1) {
			r.args = r.args[len(strings.Fields(rest)):]
			r.command(r.unshelled(line), dir, at)
		}
		r.pass()
	}
	r.args, r.passed = given, true
}

// unshelled is a command line that the runner splits into words by itself, as a shell's:
// what joins commands there is text, and lines are no commands.
func (r *reader) unshelled(line string) string {
	if r.runner == "taskipy" {
		return line
	}
	var b strings.Builder
	quote := rune(0)
	for i, c := range line {
		next := line[i+1:]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == '\n':
			c = ' '
		case quote == 0 && strings.ContainsRune("|&;<>()`", c), c == '$' && quote != '\'' && r.runner == "pdm" && !strings.HasPrefix(next, "{"):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// withArguments puts the arguments, or what stands there for none, in the place of
// {args}; false where there is none.
func withArguments(line string, args []string) (string, bool) {
	before, rest, ok := strings.Cut(line, "{args")
	otherwise, after, closed := strings.Cut(rest, "}")
	if !ok || !closed {
		return line, false
	}
	given := quoted(args)
	if given == "" {
		given = strings.TrimPrefix(otherwise, ":")
	}
	return before + given + after, true
}

// command adds a command line, with the arguments where it has a place for them.
func (r *reader) command(line, dir string, at document.Location) {
	line, placed := withArguments(line, r.args)
	r.passed = r.passed || placed
	r.add(Step{Text: line, Dir: dir, At: at})
}

// words are the texts of a list.
func words(list []any) []string {
	var out []string
	for _, v := range list {
		s, _ := scalar(v)
		out = append(out, s)
	}
	return out
}

// hatch reads the scripts of an environment: "serve" or "prod:serve". Another
// environment has those of default as well.
func (r *reader) hatch(name string, depth int) bool {
	env, script, ok := strings.Cut(name, ":")
	if !ok {
		env, script = "default", name
	}
	envs := r.table("tool", "hatch", "envs")
	if envs == nil {
		envs = r.table("envs") // hatch.toml
	}
	own, _ := envs[env].(map[string]any)
	template, _ := own["template"].(string)
	for _, from := range []string{env, template, "default"} {
		options, _ := envs[from].(map[string]any)
		scripts, _ := options["scripts"].(map[string]any)
		if scripts[script] == nil || !r.bounded(depth) {
			continue
		}
		at := r.at("envs."+from, script)
		vars := r.vars
		if r.passed = true; depth == 0 {
			for _, from := range []string{"default", template, env} { // each in the place of the one before
				if options, _ := envs[from].(map[string]any); options["env-vars"] != nil {
					r.vars = exports(options["env-vars"], at)
				}
			}
		}
		list, _ := scripts[script].([]any)
		if list == nil {
			list = []any{scripts[script]}
		}
		for _, line := range words(list) {
			r.hatchLine(env, line, at, depth)
		}
		r.vars = vars
		return true
	}
	return false
}

// hatchLine reads a line, which may begin with the name of another script.
func (r *reader) hatchLine(env, line string, at document.Location, depth int) {
	line = hatchFields(strings.TrimPrefix(line, "- "))
	name, rest, _ := strings.Cut(line, " ")
	if !r.hatch(env+":"+name, depth+1) {
		r.command(line, "", at)
	} else if n := len(r.task.Steps); rest != "" && n > 0 {
		r.task.Steps[n-1].Text += " " + strings.TrimSpace(strings.ReplaceAll(rest, "{args}", quoted(r.args)))
		r.passed = true
	}
}

// hatchFields fills in what stands between braces: a variable of the environment, or what
// is not known; the arguments stay.
func hatchFields(line string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "{")
		b.WriteString(before)
		field, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return b.String() + line[len(before):]
		}
		name, isVariable := strings.CutPrefix(field, "env:")
		switch {
		case strings.HasPrefix(field, "args") || strings.HasSuffix(before, "$"):
			b.WriteString("{" + field + "}")
		case isVariable:
			b.WriteString("${" + strings.Replace(name, ":", ":-", 1) + "}")
		default:
			b.WriteString("$(:)")
		}
		line = after
	}
}

// poe reads [tool.poe.tasks] (Poe the Poet).
func (r *reader) poe(name string, depth int) bool {
	top := r.table("tool", "poe")
	if top == nil {
		top = r.root
	}
	all, _ := top["tasks"].(map[string]any)
	value := all[name]
	if value == nil || !r.bounded(depth) {
		return false
	}
	at := r.at("poe.tasks", name)
	if depth == 0 {
		r.shared(top, at)
		if top["include"] != nil || top["include_script"] != nil || top["default_task_type"] != nil || top["default_array_item_task_type"] != nil {
			r.opaque(at)
		}
	}
	r.poeTask(value, at, depth, false)
	return true
}

// poeRef reads the task that a line of another one names, with its arguments.
func (r *reader) poeRef(line string, depth int) bool {
	name, rest, _ := strings.Cut(line, " ")
	args := r.args
	r.args, r.passed = strings.Fields(rest), false
	ok := r.poe(name, depth+1)
	if ok {
		r.pass()
	}
	r.args, r.passed = args, true
	return ok
}

// poeArgs takes the variables that a task makes of its arguments.
func (r *reader) poeArgs(args any, at document.Location) {
	put := func(name string) {
		r.vars = append(r.vars[:len(r.vars):len(r.vars)], script.Export{Name: name, Certain: true, At: at, KeyAt: at})
		r.passed = true
	}
	for _, arg := range list(args) {
		table, _ := arg.(map[string]any)
		if name, ok := arg.(string); ok {
			put(strings.TrimLeft(name, "-"))
		} else if name, ok := table["name"].(string); ok {
			put(name)
		} else {
			for name := range table {
				put(name)
			}
		}
	}
}

// poeTask reads a task, or one of a sequence, in which a text is the name of another.
func (r *reader) poeTask(value any, at document.Location, depth int, ref bool) {
	switch v := value.(type) {
	case string:
		if !ref || !r.poeRef(v, depth) {
			r.command(r.unshelled(uncommented(v)), "", at)
		}
	case []any:
		for _, item := range v {
			r.poeTask(item, at, depth+1, true)
		}
	case map[string]any:
		r.poeOptions(v, at, depth)
	default:
		r.opaque(at)
	}
}

func (r *reader) poeOptions(v map[string]any, at document.Location, depth int) {
	if deps, ok := v["deps"].([]any); ok {
		r.poeTask(deps, at, depth, true)
	}
	vars := r.vars
	defer func() { r.vars = vars }()
	if v["envfile"] != nil { // which counts more than the variables of all
		r.vars = slices.Clone(r.vars)
		for i := range r.vars {
			r.vars[i].HasValue, r.vars[i].Known = false, false
		}
	}
	r.shared(v, at)
	r.poeArgs(v["args"], at)
	if v["uses"] != nil || v["interpreter"] != nil {
		r.opaque(at)
	}
	switch {
	case depth > maxDepth:
		r.opaque(at)
	case v["sequence"] != nil:
		r.poeTask(v["sequence"], at, depth, true)
	case v["parallel"] != nil:
		r.poeTask(v["parallel"], at, depth, true)
	case v["ref"] != nil:
		r.poeTask(v["ref"], at, depth+1, true)
	case v["script"] != nil:
		r.options(map[string]any{"call": v["script"], "cwd": v["cwd"]}, at, depth, nil)
	case v["shell"] != nil:
		r.passed = true
		r.options(map[string]any{"shell": v["shell"], "cwd": v["cwd"]}, at, depth, nil)
	case v["cmd"] != nil:
		r.options(map[string]any{"cmd": uncommented(text(v["cmd"])), "cwd": v["cwd"]}, at, depth, nil)
	default:
		r.opaque(at)
	}
}

// uncommented is a command of several lines without those that are comments.
func uncommented(line string) string {
	lines := slices.DeleteFunc(strings.Split(line, "\n"), func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "#") })
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
