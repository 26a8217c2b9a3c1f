package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/script"
)

// This file takes programs away that only run the rest of their command line.

// wrappers are programs that run the rest of their command line, with the number
// of arguments that they take first; package script knows those of shells.
var wrappers = map[string]int{"xargs": 0, "chamber": 2, "aws-env": 0, "python": 0, "python3": 0, "setpriv": 0, "stdbuf": 1}

// runners are pairs such as "conda run".
var runners = map[string]string{"honcho": "run", "foreman": "run", "doppler": "run", "conda": "run", "pyenv": "exec"}

// modulePrograms are modules that python -m runs as another program is run.
var modulePrograms = map[string]string{"manage": "manage.py", "django": "django-admin"}

// unwrap is what a program starts that only runs the rest of its line.
func (f *Follower) unwrap(p *Process, argv []string) ([]string, bool) {
	name := path.Base(argv[0])
	skip, wraps := wrappers[name]
	switch {
	case slices.Contains(ProcfileRunners, name) && runsProgram(argv) > 0:
		program := argv[runsProgram(argv)+1:]
		f.envFiles(p, argv)
		for len(program) > 1 && (program[0] == "-e" || program[0] == "--env" || program[0] == "-d" || program[0] == "-f") {
			program = program[2:]
		}
		return options(program), true
	case len(argv) > 1 && runners[name] == argv[1]:
		return options(argv[2:]), true
	case strings.HasPrefix(name, "python") && len(argv) > 2 && argv[1] == "-m":
		if argv[2] != "debugpy" && argv[2] != "pdb" {
			if program, ok := modulePrograms[argv[2]]; ok {
				return append([]string{program}, argv[3:]...), true
			}
			return argv[2:], true
		}
		p.Development = append(p.Development, said(argv[2]))
		return afterDebugger(argv[3:]), true
	case name == "watchmedo":
		p.Development = append(p.Development, said("restarts on changes"))
		return options(argv[min(2, len(argv)):]), true
	case wraps || strings.HasPrefix(name, "python3."):
		if name == "setpriv" {
			p.User = "${user}"
		}
		return options(argv[min(1+skip, len(argv)):]), true
	case waits(name, argv) || name == "dockerize":
		return afterWaiting(name, argv), true
	}
	return nil, false
}

// runsProgram is where the word run stands, behind options that take a word each; 0
// for none.
func runsProgram(argv []string) int {
	for i := 1; i < len(argv); i += 2 {
		if argv[i] == "run" {
			return i
		}
		if !strings.HasPrefix(argv[i], "-") {
			break
		}
	}
	return 0
}

// waits tells whether a script by its name waits for a database, and then runs the
// rest of its line.
func waits(name string, argv []string) bool {
	return strings.HasPrefix(name, "wait-for") || strings.HasPrefix(name, "wait_for") ||
		slices.Contains(argv, "--") && waiting.MatchString(name)
}

// waiting is a name with that word: db-wait.sh.
var waiting = pattern.New(`(?i)(?:^|[^a-z0-9])wait(?:[^a-z0-9]|$)`)

// afterWaiting is what runs once a database answers: after "--" or, for dockerize,
// after its options, which take a value each.
func afterWaiting(name string, argv []string) []string {
	if i := slices.Index(argv, "--"); i >= 0 {
		return argv[i+1:]
	}
	argv = argv[1:]
	for name == "dockerize" && len(argv) > 1 && strings.HasPrefix(argv[0], "-") {
		argv = argv[2:]
	}
	if name != "dockerize" {
		return nil
	}
	return argv
}

// options drops leading options.
func options(argv []string) []string {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		argv = argv[1:]
	}
	return argv
}

// afterDebugger drops debugpy's own options, which take a value each.
func afterDebugger(argv []string) []string {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		if argv[0] == "--listen" && len(argv) > 1 {
			argv = argv[1:]
		}
		if argv[0] == "-m" {
			return argv[1:]
		}
		argv = argv[1:]
	}
	return argv
}

// su follows "su USER -c TEXT". With a login the user's own files set variables.
func (f *Follower) su(p *Process, args []string) {
	text := option(args, "-c", option(args, "--command", ""))
	f.line(p, text, script.Command{Certain: true, At: f.At, User: "${user}"})
	if slices.ContainsFunc(args, func(a string) bool { return a == "-" || a == "-l" || a == "--login" }) {
		p.Lost = cmp.Or(p.Lost, "su -")
	}
}

// others are programs whose arguments may name a server that they do not start.
var others = []string{"pip", "pip3", "apt", "apt-get", "apk", "pkill", "pgrep", "killall", "which", "docker", "podman", "ssh", "kubectl", "curl", "grep", "touch", "mkdir", "chown", "chmod", "ls", "cat", "rm", "supervisorctl", "systemctl", "service"}

// restarters run a program again when files change.
var restarters = []string{"watchfiles", "watchexec", "nodemon", "entr"}

// inArguments follows the command that an unknown program has among its arguments, as
// words or as one text, where that runs an application of the project: a program that
// starts others takes it there. What it does before is not known.
func (f *Follower) inArguments(p *Process, name string, args []string) bool {
	if slices.Contains(others, name) {
		return false
	}
	for i, a := range args {
		words := strings.Fields(a)
		if len(words) == 0 || !startsPython(path.Base(words[0])) {
			continue
		}
		own := Process{}
		if len(words) > 1 {
			f.line(&own, a, script.Command{Certain: true, At: f.At})
		} else {
			f.follow(&own, args[i:])
		}
		if own.App == "" && own.Manage == "" {
			continue
		}
		if name != "litestream" { // which gives it no variables
			own.Lost = cmp.Or(own.Lost, name)
		}
		if slices.Contains(restarters, name) {
			own.Development = append(own.Development, said("restarts on changes"))
		}
		p.take(own, script.Command{Certain: true})
		return true
	}
	return false
}

// startsPython tells whether a word of a command is a program that runs Django.
func startsPython(name string) bool {
	return slices.Contains(servers, name) || strings.HasPrefix(name, "python") || name == "manage.py" || name == "celery" || name == "django-admin"
}
