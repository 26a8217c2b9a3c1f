package targets

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/procfile"
	"github.com/djgate/djgate/inputs/script"
)

// This file follows programs that start others by a file: supervisord, and those
// that run a Procfile.

// supervisorFiles are the configurations that supervisord looks for where none is
// given (Supervisor's documentation, "Configuration File"), as images place them.
var supervisorFiles = []string{"supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf", "/etc/supervisor/conf.d/supervisord.conf"}

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
	p.unknown = true
	if p.absent == "" {
		p.absent = path.Base(names[0])
	}
}

// supervisor reads the [program:x] sections of a configuration.
func (f *follower) supervisor(p *process, file string) {
	src, err := fs.ReadFile(f.fsys, file)
	if err != nil || len(src) > maxConfig {
		p.absent = path.Base(file)
		return
	}
	program := false
	command, env, at := "", "", document.Location{}
	start := func() {
		f.program(p, command, env, at)
		command, env = "", ""
	}
	for i, line := range strings.Split(string(src), "\n") {
		line, _, _ = strings.Cut(line, " ;")
		key, v, _ := strings.Cut(line, "=")
		switch key = strings.TrimSpace(key); {
		case strings.HasPrefix(key, "["):
			start()
			program = strings.HasPrefix(key, "[program:")
		case program && key == "command":
			command = strings.TrimSpace(v)
		case program && key == "environment":
			env, at = strings.TrimSpace(v), document.Location{File: file, Line: i + 1, Column: 1}
		}
	}
	start()
}

// expansion is %(ENV_NAME)s, a variable of the environment, in a configuration.
var expansion = pattern.New(`%\((?:ENV_)?(\w+)\)s`)

// program follows one, with the variables that are its own.
func (f *follower) program(p *process, command, env string, at document.Location) {
	if command == "" {
		return
	}
	given, err := script.Split(f.fsys, "export "+strings.ReplaceAll(env, ",", " "), script.Given{})
	computed := err != nil || strings.Contains(env, "%")
	c := script.Command{Certain: true}
	if !computed {
		c.Env = given.Exports
	}
	for i := range c.Env {
		c.Env[i].At, c.Env[i].KeyAt = at, at
	}
	f.inside(p, c, func(own *process) {
		if computed {
			own.lost = place(at)
		}
		command = expansion.ReplaceAllString(command, "$${$1}")
		if s, err := script.Split(f.fsys, command, f.given(nil)); err == nil {
			f.run(own, s, nil)
		}
	})
}

// processes follows the processes of the project's Procfile, or the one that is named.
func (f *follower) processes(p *process, args []string) {
	if !slices.Contains(args, "start") {
		return
	}
	file, ok := f.find(option(args, "-f", "Procfile"))
	if !ok {
		p.absent = "Procfile"
		return
	}
	name := ""
	if last := args[len(args)-1]; last != "start" && !strings.HasPrefix(last, "-") && args[len(args)-2] != "-f" {
		name = last
	}
	ws, _ := procfile.Read(f.fsys, file)
	for _, w := range ws {
		if name == "" || w.Name == name {
			f.exec(p, w.Command)
		}
	}
}
