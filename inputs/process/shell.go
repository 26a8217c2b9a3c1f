package process

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file follows what shells run: command lines, and the scripts of the project.

// shell follows "sh -c TEXT" and "sh FILE".
func (f *Follower) shell(p *Process, args []string) {
	for i, a := range args {
		switch {
		case strings.HasPrefix(a, "-") && strings.Contains(a, "c") && !strings.HasPrefix(a, "--") && i+1 < len(args):
			given := f.given(args[min(i+3, len(args)):])
			text, err := script.Split(f.FS, args[i+1], given)
			if err != nil {
				p.Lost = "the command"
				return
			}
			f.run(p, text, nil)
			return
		case strings.HasPrefix(a, "-"):
		default:
			f.script(p, a, args[i+1:])
			return
		}
	}
}

// script follows a shell script of the project. One that is not here, or that is
// no shell script, is what the process' environment may depend on, if it starts
// Django: what only runs before it cannot set its variables.
func (f *Follower) script(p *Process, name string, args []string) {
	file, ok := f.find(name)
	before := p.Absent
	if ok && strings.HasSuffix(file, ".py") {
		if path.Base(file) == "manage.py" {
			f.manage(p, name, args)
		} else {
			f.python(p, file, args)
		}
		return
	}
	if ok {
		if s, err := script.Read(f.FS, file, f.given(args)); err == nil {
			f.run(p, s, args)
			if !p.Django {
				f.wrapped(p, file, args)
				p.Absent = before
			}
			return
		}
		name = file
	}
	f.wrapped(p, name, args)
}

// wrapped follows the arguments of a program that is not followed itself, or those
// after "--", which by custom are the command that it runs.
func (f *Follower) wrapped(p *Process, name string, args []string) {
	before, untold, other := p.Django, p.Untold, p.Other
	f.exec(p, args[slices.Index(args, "--")+1:])
	p.Untold, p.Other = untold, other // they may be no command
	switch {
	case p.Django && !before && p.Lost == "":
		p.Lost = path.Base(name)
	case p.Absent == "":
		p.Absent = path.Base(name)
	}
}

// given is what scripts see of the process.
func (f *Follower) given(args []string) script.Given {
	g := script.Given{Args: []script.Word{}, Lookup: f.lookup, Open: f.open}
	for _, a := range args {
		g.Args = append(g.Args, script.Word{Text: a, Known: !strings.Contains(a, "${") && !strings.Contains(a, "$()"), At: f.At})
	}
	return g
}

// lookup finds a variable of the process. What the runtime or the base image
// commonly set is not known to be unset.
func (f *Follower) lookup(name string) (text document.Text, set, known bool) {
	v, ok := f.Env[name]
	switch {
	case ok && v.State == document.Known:
		return v.Text, true, true
	case ok:
		return document.Text{}, false, v.State == document.Unset
	case slices.Contains(ambient, name) || strings.HasPrefix(name, "PYTHON") || strings.HasPrefix(name, "BASH") || strings.HasPrefix(name, "LC_"):
		return document.Text{}, false, false
	}
	return document.Text{}, false, f.Closed
}

// ambient are variables that shells, runtimes and base images set.
var ambient = []string{"PATH", "HOME", "HOSTNAME", "PWD", "OLDPWD", "SHLVL", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "UID", "EUID",

	"GID", "PPID", "IFS", "RANDOM", "SECONDS", "LINENO", "OSTYPE", "HOSTTYPE", "MACHTYPE", "OPTIND", "GPG_KEY", "VIRTUAL_ENV", "TZ"}

// open finds the file that a script sources, if the image has it.
func (f *Follower) open(name string) (string, bool) {
	file, ok := f.find(name)
	return file, ok && (f.Ships == nil || f.Ships(file))
}

// run follows what a shell text may do, in its order.
func (f *Follower) run(p *Process, s *script.Script, args []string) {
	for _, e := range s.Exports {
		f.export(p, e)
	}
	if len(s.FromFiles) > 0 {
		f.fromFiles(p, s.FromFiles[0])
	}
	if len(s.Opaque) > 0 && p.Lost == "" {
		p.Lost = s.Opaque[0].String()
	}
	p.Given = p.Given || s.UsesArgs && len(args) == 0
	lost := p.Lost
	for _, c := range s.Commands {
		f.command(p, c, argumentsOf(c, args))
	}
	// They may come before a file is copied, but what is written is not known in any order.
	for _, w := range s.Writes {
		if name := w.File.Text; !strings.Contains(name, "$") && !strings.HasPrefix(name, "/dev/") {
			p.Changes = append(p.Changes, Change{Dest: f.absolute(name), at: w.At})
		}
	}
	if !p.Bare {
		p.Lost = cmp.Or(lost, p.Lost)
	}
}

// exec follows a command line that no shell starts.
func (f *Follower) exec(p *Process, argv []string) {
	if len(argv) > 0 {
		f.run(p, script.Exec(argv, f.At), nil)
	}
}

// command follows a command of p.
func (f *Follower) command(p *Process, c script.Command, argv []string) {
	f.in(c.Dir, func() {
		if change, ok := f.change(c, argv); ok {
			p.Changes = append(p.Changes, change)
		}
		f.inside(p, c, func(own *Process) {
			if !f.toolScript(own, c.Runner, argv) {
				f.follow(own, argv)
			}
		})
	})
}

// inside follows what p starts by a command, in a process of its own: what that is
// given, and what it sets, is not of those that p starts beside it.
func (f *Follower) inside(p *Process, c script.Command, read func(own *Process)) {
	outer := *f
	own := Process{User: c.User, Bare: c.Bare}
	f.Env = maps.Clone(f.Env)
	if c.Bare {
		clear(f.Env)
		f.Closed = true
	}
	if !c.At.IsZero() && !f.gave(c) {
		f.At = c.At
	}
	for _, e := range c.Env {
		f.export(&own, e)
	}
	f.words = slices.Concat(f.words, c.Words)
	if c.Input.Text != "" {
		f.input = c.Input
	}
	read(&own)
	*f = outer
	p.take(own, c)
}

// gave tells whether all words of a command are arguments of its script ("$@"): what it
// runs stands where they were given.
func (f *Follower) gave(c script.Command) bool {
	return len(c.Words) > 0 && !slices.ContainsFunc(c.Words, func(w script.Word) bool { return w.At != f.At })
}

// argumentsOf are the words of a command, with the script's arguments in place of "$@".
func argumentsOf(c script.Command, args []string) []string {
	var out []string
	for _, w := range c.Words {
		if w.Args {
			out = append(out, args...)
			continue
		}
		out = append(out, w.Text)
	}
	return out
}
