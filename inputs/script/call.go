package script

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads simple commands: those of the shell that set variables,
// functions, sourced files, and the programs that are started.

// call reads a simple command, or assignments without one.
func (r *reader) call(c *syntax.CallExpr, certain bool, depth int) {
	if len(c.Args) == 0 {
		for _, a := range c.Assigns {
			r.assign(a, certain)
		}
		return
	}
	cmd := Command{Certain: certain, Dir: r.dir, Input: r.input, At: r.at(c)}
	for _, a := range c.Assigns {
		if e, ok := r.export(a, certain); ok {
			cmd.Env = append(cmd.Env, e)
		}
	}
	for _, w := range c.Args {
		cmd.Words = append(cmd.Words, r.words(w)...)
	}
	cmd, injected := unwrap(cmd)
	if injected {
		r.opaque(c)
	}
	r.simple(cmd, c, depth)
}

// simple keeps a command, or does what a command of the shell does.
func (r *reader) simple(cmd Command, c *syntax.CallExpr, depth int) {
	if len(cmd.Words) == 0 {
		return
	}
	name := cmd.Words[0]
	text, inner := shellText(cmd)
	switch body := r.functions[name.Text]; {
	case inner && name.Known:
		r.inner(text, cmd)
		return
	case name.Known && body != nil:
		r.function(body, cmd, depth)
		return
	case !name.Known || !r.builtin(name.Text, cmd, c):
		r.script.Commands = append(r.script.Commands, cmd)
	}
	r.ended = r.ended || cmd.Certain && cmd.Exec
}

// function reads the body of a function with the arguments of a call. What it
// declares local is as before when it ends.
func (r *reader) function(body *syntax.Stmt, cmd Command, depth int) {
	if r.calls >= maxCalls {
		r.script.Opaque = append(r.script.Opaque, cmd.At)
		return
	}
	args, locals := r.args, r.locals
	r.args, r.locals = cmd.Words[1:], map[string]Export{}
	r.calls++
	r.statement(body, cmd.Certain, depth)
	r.calls--
	inner := r.locals
	r.args, r.locals, r.returned = args, locals, false
	for _, name := range slices.Sorted(maps.Keys(inner)) {
		r.restore(inner[name])
	}
}

// local keeps what a name is outside of the function that declares it.
func (r *reader) local(name string, n syntax.Node) {
	if _, seen := r.locals[name]; seen || r.locals == nil {
		return
	}
	v, s := r.lookup(name)
	e := v.export(name)
	e.Unset, e.Certain = s == isUnset, true
	e.At, e.KeyAt = r.at(n), r.at(n)
	r.locals[name] = e
}

// restore gives a name its value outside of the function back.
func (r *reader) restore(e Export) {
	if !e.Unset {
		r.put(e)
		return
	}
	if r.exports(e.Name) != no {
		r.script.Exports = append(r.script.Exports, e)
	}
	r.vars[e.Name] = value{ok: true, unset: true, certain: true}
	r.exported[e.Name] = no
}

// inner reads the text of sh -c.
func (r *reader) inner(text string, cmd Command) {
	file, err := tree(r.file, text)
	if err != nil || r.calls >= maxCalls {
		r.script.Commands = append(r.script.Commands, cmd)
		return
	}
	start := len(r.script.Commands)
	r.apart(func() {
		exports := len(r.script.Exports)
		r.vars = r.inherited()
		r.in(r.file, text, func() { r.statements(file.Stmts, cmd.Certain, 0) })
		set := slices.Clone(r.script.Exports[exports:])
		for i := range r.script.Commands[start:] {
			in := &r.script.Commands[start+i]
			in.At, in.Exec = cmd.At, false
			for j := range in.Words {
				in.Words[j].At = document.Location{}
			}
			in.Env = append(append(slices.Clone(cmd.Env), set...), in.Env...)
		}
	})
	r.ended = r.ended || cmd.Certain && cmd.Exec
}

// inherited are the variables of the script that the programs it starts have.
func (r *reader) inherited() map[string]value {
	out := map[string]value{}
	for name, v := range r.vars {
		if r.exports(name) != no || v.unset {
			out[name] = v
		}
	}
	return out
}

// builtin does what a command of the shell does to variables; false for a
// command that is none, or none that matters here.
func (r *reader) builtin(name string, cmd Command, c *syntax.CallExpr) bool {
	switch name {
	case ".", "source":
		r.source(cmd, c)
	case "eval":
		r.opaque(c)
	case "set":
		r.set(cmd)
	case "shift":
		r.shift(cmd)
	case "unset":
		r.unset(cmd)
	case "read", "mapfile", "readarray", "getopts":
		r.forget(cmd)
	case "cd", "pushd", "popd":
		r.cd(cmd)
	case "exit":
		r.ended = r.ended || cmd.Certain
	case "return":
		r.ended = r.ended || cmd.Certain && r.calls == 1
		r.returned = r.returned || cmd.Certain
	case ":", "true", "false", "echo", "printf", "test", "[", "trap", "wait", "umask", "ulimit", "pwd", "type", "hash", "alias", "break", "continue", "local":
	default:
		return false
	}
	return true
}

// source reads . file into the script. What makes a virtual environment active
// sets nothing that matters.
func (r *reader) source(cmd Command, c *syntax.CallExpr) {
	if len(cmd.Words) < 2 || !cmd.Words[1].Known {
		r.opaque(c)
		return
	}
	name := cmd.Words[1].Text
	if path.Base(name) == "activate" && path.Base(path.Dir(name)) == "bin" {
		return
	}
	if r.given.Open == nil || r.calls >= maxCalls {
		r.opaque(c)
		return
	}
	at, ok := r.given.Open(name)
	if !ok {
		r.opaque(c)
		return
	}
	src, err := load(r.fsys, at)
	if err != nil {
		r.opaque(c)
		return
	}
	file, err := tree(at, src)
	if err != nil {
		r.opaque(c)
		return
	}
	args := r.args
	if len(cmd.Words) > 2 {
		r.args = cmd.Words[2:]
	}
	r.in(at, src, func() { r.statements(file.Stmts, cmd.Certain, 0) })
	if len(cmd.Words) > 2 {
		r.args = args
	}
}

// set notes set -a and set -u, what takes them back, and the arguments that set -- gives
// the script.
func (r *reader) set(cmd Command) {
	words := cmd.Words[1:]
	for i := 0; i < len(words); i++ {
		w := words[i]
		on := strings.HasPrefix(w.Text, "-")
		switch {
		case w.Known && w.Text == "--":
			r.args = append([]Word{}, words[i+1:]...)
			return
		case !on && !strings.HasPrefix(w.Text, "+"):
			return
		}
		option := ""
		if strings.HasSuffix(w.Text, "o") && i+1 < len(words) {
			i++
			option = words[i].Text
		}
		if option == "nounset" || strings.Contains(w.Text, "u") {
			r.strict = on
		}
		if option == "allexport" || strings.Contains(w.Text, "a") {
			r.all = truthOf(on)
		}
	}
}

// shift drops the first arguments.
func (r *reader) shift(cmd Command) {
	n := 1
	if len(cmd.Words) > 1 {
		var err error
		if n, err = strconv.Atoi(cmd.Words[1].Text); err != nil || n < 0 {
			r.args = nil
			return
		}
	}
	if r.args != nil && n <= len(r.args) {
		r.args = r.args[n:]
	}
}

// computed stands in a text for what is not known.
const computed = "$()"

// cd goes to another folder.
func (r *reader) cd(cmd Command) {
	words := wrapper{}.afterOptions(cmd.Words[1:])
	if len(words) != 1 || !words[0].Known || words[0].Text == "" {
		r.dir = computed
		return
	}
	r.dir = below(r.dir, words[0].Text)
}

// below is the folder that another one is left for.
func below(dir, next string) string {
	switch {
	case path.IsAbs(next):
		return path.Clean(next)
	case dir == computed:
		return dir
	}
	return path.Join(dir, next)
}

func (r *reader) unset(cmd Command) {
	for _, w := range cmd.Words[1:] {
		if w.Text == "-f" {
			return
		}
		if w.Known && syntax.ValidName(w.Text) {
			r.vars[w.Text] = value{ok: true, unset: true, certain: cmd.Certain}
			r.exported[w.Text] = no
			r.script.Exports = append(r.script.Exports, Export{Name: w.Text, Unset: true, Certain: cmd.Certain, At: cmd.At, KeyAt: cmd.At})
		}
	}
}

// forget drops what is known of the variables that a command sets.
func (r *reader) forget(cmd Command) {
	for _, w := range cmd.Words[1:] {
		if w.Known && syntax.ValidName(w.Text) {
			r.put(Export{Name: w.Text, Certain: cmd.Certain, At: cmd.At, KeyAt: cmd.At})
		}
	}
}

// shellText returns the text that a command has a shell run (sh -c text).
func shellText(c Command) (string, bool) {
	if len(c.Words) < 3 || !slices.Contains([]string{"sh", "bash", "dash", "ash"}, path.Base(c.Words[0].Text)) {
		return "", false
	}
	for i, w := range c.Words[1 : len(c.Words)-1] {
		if !strings.HasPrefix(w.Text, "-") {
			return "", false
		}
		if !strings.HasPrefix(w.Text, "--") && strings.Contains(w.Text, "c") {
			return c.Words[i+2].Text, true
		}
	}
	return "", false
}
