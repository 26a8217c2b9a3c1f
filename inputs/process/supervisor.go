package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/procfile"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/supervisor"
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
func (f *Follower) supervised(p *Process, args []string) {
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
	if slices.Contains(supervisorFiles[1:], names[len(names)-1]) && f.included(p, supervisorIncludes, sharing{}) {
		return
	}
	p.Unknown = true
	p.Absent = cmp.Or(p.Absent, path.Base(names[0]))
	p.uses(Elsewhere)
}

// uses notes a configuration with which p starts others: it is no machine's then.
func (p *Process) uses(file string) { p.Configs = append(p.Configs, file) }

// Elsewhere stands among the configurations of a process for one that is not here.
const Elsewhere = ""

// included follows the configurations that the container has under patterns; false
// for none.
func (f *Follower) included(p *Process, patterns []string, shared sharing) bool {
	found := false
	for _, pattern := range patterns {
		for _, file := range f.glob(pattern) {
			found = true
			f.programs(p, f.configuration(p, file), shared)
		}
	}
	return found
}

// sharing is the environment that supervisord gives to all its programs.
type sharing struct {
	env     []document.Variable
	refused document.Location
}

// supervisor follows a configuration, and those that it includes.
func (f *Follower) supervisor(p *Process, file string) {
	c := f.configuration(p, file)
	var shared sharing
	shared.env, shared.refused = c.Shared(f.variable)
	f.programs(p, c, shared)
	for _, pattern := range c.Includes {
		pattern = strings.TrimPrefix(pattern, "%(here)s/")
		if !path.IsAbs(pattern) {
			pattern = path.Join(path.Dir(file), pattern)
		}
		if !f.included(p, []string{pattern}, shared) {
			p.Absent = cmp.Or(p.Absent, path.Base(pattern))
			p.uses(Elsewhere)
		}
	}
}

// variable is one of the process.
func (f *Follower) variable(name string) (document.Variable, bool) {
	v, ok := f.Env[name]
	return v, ok
}

// configuration reads a file that p starts with; it is empty where that cannot be read.
func (f *Follower) configuration(p *Process, file string) *supervisor.Config {
	c, _ := supervisor.Read(f.FS, file)
	if c == nil {
		p.Absent = path.Base(file)
		return &supervisor.Config{}
	}
	p.uses(file)
	return c
}

// programs follows those of a configuration.
func (f *Follower) programs(p *Process, c *supervisor.Config, shared sharing) {
	for _, one := range c.Processes(shared.env, f.variable) {
		f.program(p, one, cmp.Or(one.Refused, shared.refused))
	}
}

// program follows one, in the environment that it is given. What is refused there may be
// any.
func (f *Follower) program(p *Process, one supervisor.Process, refused document.Location) {
	f.inside(p, script.Command{Certain: true}, func(own *Process) {
		for _, v := range one.Env {
			f.sets(own, v)
		}
		if !refused.IsZero() {
			own.Lost = refused.String()
		}
		f.in(one.Dir, func() { f.exec(own, one.Command) })
	})
}

// ProcfileRunners are the programs that run the processes of a Procfile.
var ProcfileRunners = []string{"honcho", "foreman", "goreman", "overmind"}

// processes follows the processes of the project's Procfile, or the one that is named.
func (f *Follower) processes(p *Process, args []string) {
	if !slices.Contains(args, "start") {
		return
	}
	file, ok := f.find(path.Join(appRoot(args), option(args, "-f", option(args, "--procfile", "Procfile"))))
	if !ok {
		p.Absent = "Procfile"
		return
	}
	name := ""
	if last := args[len(args)-1]; last != "start" && !strings.HasPrefix(last, "-") && !strings.HasPrefix(args[len(args)-2], "-") {
		name = last
	}
	f.envFiles(p, args)
	ws, _ := procfile.Read(f.FS, file)
	for _, w := range ws {
		if name == "" || w.Name == name {
			f.exec(p, w.Command)
		}
	}
}

// envFiles reads the files of variables that honcho and foreman are given, or that of
// the folder where they start. Which texts their own grammar gives is not known.
func (f *Follower) envFiles(p *Process, args []string) {
	for name := range strings.SplitSeq(option(args, "-e", option(args, "--env", ".env")), ",") {
		f.envFile(p, path.Join(appRoot(args), name), "")
	}
}

// appRoot is the folder that the paths of honcho and foreman begin in.
func appRoot(args []string) string { return option(args, "-d", option(args, "--app-root", "")) }

// envFile takes over what a program reads from an env file of the project, in the place
// of variables that it has already. Without a dialect the texts are not known.
func (f *Follower) envFile(p *Process, name string, dialect dotenv.Dialect) {
	file, ok := f.open(name)
	if !ok {
		return
	}
	src, err := tree.ReadText(f.FS, file, maxConfig)
	known := func(name string) (string, bool) { text, set, _ := f.lookup(name); return text.Reveal(), set }
	entries, diagnostics := dotenv.Parse(cmp.Or(dialect, dotenv.PythonDotenv), file, []byte(src), known)
	if err != nil || dialect == "" || !dotenv.Whole(diagnostics) {
		p.Lost = cmp.Or(p.Lost, file)
	}
	for _, e := range entries {
		v := e.Variable(f.Closed)
		if dialect == "" {
			v.State, v.Text, v.Because, v.Needs = document.Unknown, document.Text{}, e.KeyAt.String()+" may set it", []string{e.Name}
		}
		f.sets(p, v)
	}
}

// sets gives a variable to the process and to what it starts.
func (f *Follower) sets(p *Process, v document.Variable) {
	p.exports = append(p.exports, Export{Variable: v})
	if f.Env != nil {
		f.Env[v.Name] = v
	}
}
