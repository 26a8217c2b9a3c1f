package targets

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/procfile"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// This file follows programs that start others by a file: supervisord, and those
// that run a Procfile.

// supervisorFiles are the configurations that supervisord looks for where none is
// given (Supervisor's documentation, "Configuration File"), as images place them.
var supervisorFiles = []string{"supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf", "/etc/supervisor/conf.d/supervisord.conf"}

// supervisorIncludes are the files that the configurations of distributions include.
var supervisorIncludes = []string{"/etc/supervisor/conf.d/*.conf", "/etc/supervisor.d/*.ini", "/etc/supervisord.d/*.ini"}

// supervised follows every program of a supervisord configuration.
func (f *follower) supervised(p *process, args []string) {
	names := supervisorFiles
	if given := option(args, "-c", option(args, "--configuration", "")); given != "" {
		names = []string{given}
	}
	for _, name := range names {
		if file, ok := f.find(name); ok {
			f.supervisor(p, file)
			return
		}
	}
	if slices.Contains(supervisorFiles[1:], names[len(names)-1]) && f.included(p, supervisorIncludes, nil) {
		return
	}
	p.unknown = true
	if p.absent == "" {
		p.absent = path.Base(names[0])
	}
}

// included follows the configurations that the container has under patterns; false
// for none.
func (f *follower) included(p *process, patterns []string, shared *supervised) bool {
	found := false
	for _, pattern := range patterns {
		for _, file := range f.glob(pattern) {
			found = true
			f.programs(p, file, shared)
		}
	}
	return found
}

// supervised is a section of a configuration: of one program or, shared by all, of
// supervisord itself.
type supervised struct {
	command, directory, env string
	at                      document.Location // of env
}

// supervisor follows a configuration, and those that it includes.
func (f *follower) supervisor(p *process, file string) {
	shared := &supervised{}
	for _, pattern := range f.programs(p, file, shared) {
		pattern = strings.TrimPrefix(pattern, "%(here)s/")
		if !path.IsAbs(pattern) {
			pattern = path.Join(path.Dir(file), pattern)
		}
		if !f.included(p, []string{pattern}, shared) {
			p.absent = cmp.Or(p.absent, path.Base(pattern))
		}
	}
}

// programs follows the [program:x] sections of a file. What it says of all goes to
// shared, and the files that it includes are returned.
func (f *follower) programs(p *process, file string, shared *supervised) (includes []string) {
	src, err := tree.ReadText(f.fsys, file, maxConfig)
	if err != nil {
		p.absent = path.Base(file)
		return nil
	}
	section, own := "", supervised{}
	var all []supervised
	for i, line := range strings.Split(src, "\n") {
		line, _, _ = strings.Cut(line, " ;")
		key, v, _ := strings.Cut(line, "=")
		key, v = strings.TrimSpace(key), strings.TrimSpace(v)
		at := document.Location{File: file, Line: i + 1, Column: 1}
		switch {
		case strings.HasPrefix(key, "["):
			all, own = append(all, own), supervised{}
			section, _, _ = strings.Cut(strings.Trim(key, "[]"), ":")
		case section == "program":
			own.set(key, v, at)
		case section == "supervisord" && key == "environment" && shared != nil:
			shared.set(key, v, at)
		case section == "include" && key == "files":
			includes = strings.Fields(v)
		}
	}
	for _, s := range append(all, own) {
		f.program(p, s, shared)
	}
	return includes
}

func (s *supervised) set(key, value string, at document.Location) {
	switch key {
	case "command":
		s.command = value
	case "directory":
		s.directory = value
	case "environment":
		s.env, s.at = value, at
	}
}

// expansion is %(ENV_NAME)s, a variable of the environment, in a configuration.
var expansion = pattern.New(`%\((?:ENV_)?(\w+)\)s`)

// program follows one, with the variables that all have and its own.
func (f *follower) program(p *process, s supervised, shared *supervised) {
	if s.command == "" {
		return
	}
	c := script.Command{Certain: true}
	computed := document.Location{}
	for _, from := range []*supervised{shared, &s} {
		if from == nil || from.env == "" {
			continue
		}
		given, err := script.Split(f.fsys, "export "+strings.ReplaceAll(from.env, ",", " "), script.Given{})
		if err != nil || strings.Contains(from.env, "%") {
			computed = from.at
			continue
		}
		for _, e := range given.Exports {
			e.At, e.KeyAt = from.at, from.at
			c.Env = append(c.Env, e)
		}
	}
	f.inside(p, c, func(own *process) {
		if !computed.IsZero() {
			own.lost = place(computed)
		}
		command := expansion.ReplaceAllString(s.command, "$${$1}")
		f.in(s.directory, func() {
			if s, err := script.Split(f.fsys, command, f.given(nil)); err == nil {
				f.run(own, s, nil)
			}
		})
	})
}

// procfileRunners are the programs that run the processes of a Procfile.
var procfileRunners = []string{"honcho", "foreman", "goreman", "overmind"}

// processes follows the processes of the project's Procfile, or the one that is named.
func (f *follower) processes(p *process, args []string) {
	if !slices.Contains(args, "start") {
		return
	}
	file, ok := f.find(path.Join(appRoot(args), option(args, "-f", option(args, "--procfile", "Procfile"))))
	if !ok {
		p.absent = "Procfile"
		return
	}
	name := ""
	if last := args[len(args)-1]; last != "start" && !strings.HasPrefix(last, "-") && !strings.HasPrefix(args[len(args)-2], "-") {
		name = last
	}
	f.envFiles(p, args)
	ws, _ := procfile.Read(f.fsys, file)
	for _, w := range ws {
		if name == "" || w.Name == name {
			f.exec(p, w.Command)
		}
	}
}

// envFiles reads the files of variables that honcho and foreman are given, or that of
// the folder where they start. Which texts their own grammar gives is not known.
func (f *follower) envFiles(p *process, args []string) {
	for name := range strings.SplitSeq(option(args, "-e", option(args, "--env", ".env")), ",") {
		f.envFile(p, path.Join(appRoot(args), name), "")
	}
}

// appRoot is the folder that the paths of honcho and foreman begin in.
func appRoot(args []string) string { return option(args, "-d", option(args, "--app-root", "")) }

// envFile takes over what a program reads from an env file of the project, in the place
// of variables that it has already. Without a dialect the texts are not known.
func (f *follower) envFile(p *process, name string, dialect dotenv.Dialect) {
	file, ok := f.open(name)
	if !ok {
		return
	}
	src, err := tree.ReadText(f.fsys, file, maxConfig)
	known := func(name string) (string, bool) { text, set, _ := f.lookup(name); return text.Reveal(), set }
	entries, diagnostics := dotenv.Parse(cmp.Or(dialect, dotenv.PythonDotenv), file, []byte(src), known)
	if err != nil || dialect == "" || !dotenv.Whole(diagnostics) {
		p.lost = cmp.Or(p.lost, file)
	}
	for _, e := range entries {
		v := e.Variable(f.closed)
		if dialect == "" {
			v.State, v.Text, v.Because, v.Needs = document.Unknown, document.Text{}, place(e.KeyAt)+" may set it", []string{e.Name}
		}
		p.exports = append(p.exports, export{v: v})
		if f.env != nil {
			f.env[e.Name] = v
		}
	}
}
