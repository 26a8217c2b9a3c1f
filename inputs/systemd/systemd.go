// Package systemd reads service units and their drop-ins: what they start, and
// the environment that they give it (systemd.exec(5), systemd.service(5)).
//
// Paths in units are those of the machine. The working directory is taken as the
// place of the project or of the root, so an env file below it is the file of the
// root with that name; any other is not here.
package systemd

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile files.
const (
	maxFile    = 256 << 10 // bytes
	maxDropIns = 50
	maxEnvs    = 50 // env files of a unit
	maxStarts  = 50 // commands of a unit
)

// The codes of the diagnostics; those of env files are dotenv's.
const (
	CodeRead      = "unit-read"    // the file may not be read
	CodeWords     = "unit-words"   // a value is malformed, and systemd leaves out the rest of it
	CodeTemplated = "templated"    // the unit is a template of another program
	CodeRefused   = "unit-refused" // systemd does not load the unit
	CodeEnvAbsent = "env-file-absent"
)

// Unit is a service unit with its drop-ins.
type Unit struct {
	// Workloads are the processes that it starts: one, or those that a oneshot
	// unit starts one after the other.
	Workloads []*document.Workload
	// Files are the unit and its drop-ins, in the order in which they count.
	Files []string
}

// Read reads the unit file, and the drop-ins in the folder file + ".d". projects
// are the folders of the root that may be its working directory. It never fails:
// what cannot be read is a diagnostic.
func Read(fsys fs.FS, file string, projects []string) (Unit, []document.Diagnostic) {
	l := &loader{fsys: fsys, projects: projects}
	u := Unit{}
	for _, name := range append([]string{file}, dropIns(fsys, file)...) {
		src, err := tree.ReadText(fsys, name, maxFile)
		if err != nil {
			l.report("error", CodeRead, document.Location{File: name}, name+" cannot be read: "+err.Error())
			continue
		}
		u.Files = append(u.Files, name)
		l.note(name, src)
		for _, d := range parse(name, src) {
			switch {
			case d.section == "Service":
				l.apply(d)
			case d.section == "Install" && d.name == "WantedBy":
				l.loggedIn = l.loggedIn || d.value.s == "default.target"
			}
		}
	}
	u.Workloads = l.workloads(file)
	return u, l.diagnostics
}

// dropIns are the files shop.service.d/*.conf, in order of name.
func dropIns(fsys fs.FS, file string) []string {
	entries, err := fs.ReadDir(fsys, file+".d")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".conf") && len(out) < maxDropIns {
			out = append(out, path.Join(file+".d", e.Name()))
		}
	}
	return out
}

// loader collects what the directives of a unit say, the later ones on top.
type loader struct {
	fsys        fs.FS
	projects    []string
	diagnostics []document.Diagnostic

	starts    []program
	oneshot   bool
	directory string
	container document.Container
	group     string
	dynamic   bool                // systemd makes a user for it
	loggedIn  bool                // it may be a unit of whoever is logged in
	variables []document.Variable // of Environment=
	envFiles  []envFile
	passed    []document.Variable // of PassEnvironment=
	unset     []string
}

// program is one command of ExecStart=.
type program struct {
	words      []word
	literal    bool // the prefix ":": "$" is a character
	privileged bool // the prefix "+" or "!": it keeps the rights of systemd
	at         document.Location
}

// envFile is one pattern of EnvironmentFile=.
type envFile struct {
	path     string
	optional bool
	at       document.Location
}

func (l *loader) report(severity, code string, at document.Location, message string) {
	l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: code, Message: message, At: at, Severity: severity})
}

// note says of a template that it is one: its values are not known.
func (l *loader) note(file, src string) {
	if before, _, ok := strings.Cut(src, "{{"); ok {
		l.report("warning", CodeTemplated, document.Location{File: file, Line: 1 + strings.Count(before, "\n")},
			"the unit is a template: what another program fills in is not known")
	}
}

// apply takes over a directive of the section [Service]. Lists are reset by an
// empty value; of others the last one counts.
func (l *loader) apply(d directive) {
	switch d.name {
	case "ExecStart":
		l.exec(d)
	case "Type":
		l.oneshot = d.value.s == "oneshot"
	case "Environment":
		l.environment(d)
	case "EnvironmentFile":
		l.envFile(d)
	case "PassEnvironment":
		l.pass(d)
	case "UnsetEnvironment":
		l.unsetNames(d)
	case "WorkingDirectory":
		l.directory = strings.TrimPrefix(d.value.s, "-")
	case "User":
		l.container.User = d.value.s
	case "DynamicUser":
		l.dynamic = slices.Contains([]string{"1", "yes", "y", "true", "t", "on"}, strings.ToLower(d.value.s))
	case "Group":
		l.group = d.value.s
	case "Restart":
		l.container.Restart = d.value.s
	}
}

// exec takes over the commands of a line: the word ";" separates them.
func (l *loader) exec(d directive) {
	if d.value.s == "" {
		l.starts = nil
	}
	words := l.words(d)
	for len(words) > 0 {
		end := slices.IndexFunc(words, func(w word) bool { return w.s == ";" })
		if end < 0 {
			end = len(words)
		}
		if end > 0 && len(l.starts) < maxStarts {
			l.starts = append(l.starts, started(words[:end], d.at))
		}
		words = words[min(end+1, len(words)):]
	}
}

// started reads the prefixes of a command.
func started(words []word, at document.Location) program {
	words = slices.Clone(words)
	name := strings.TrimLeft(words[0].s, "@-:+!|")
	prefix := words[0].s[:len(words[0].s)-len(name)]
	words[0].s = name
	if strings.Contains(prefix, "@") && len(words) > 1 {
		words = slices.Delete(words, 1, 2) // it is argv[0]
	}
	return program{words, strings.Contains(prefix, ":"), strings.Contains(prefix, "+") || strings.Count(prefix, "!") == 1, at}
}

// words splits the value of a directive, and says where it is malformed.
func (l *loader) words(d directive) []word {
	words, ok := split(d.value.s)
	if !ok {
		l.report("warning", CodeWords, d.at, "a quote does not end or an escape is none: systemd leaves out the rest of "+d.name)
	}
	return words
}

// workloads are the processes that the unit starts. One that is no oneshot has one
// alone.
func (l *loader) workloads(file string) []*document.Workload {
	if n := len(l.starts); n > 1 && !l.oneshot {
		l.report("warning", CodeRefused, l.starts[n-1].at, "systemd refuses a unit with several ExecStart= that is not Type=oneshot: the last is taken here")
		l.starts = l.starts[n-1:]
	}
	if len(l.starts) == 0 {
		return nil
	}
	env := newEnvironment()
	env.put(l.passed...)
	env.put(l.variables...)
	envFiles := l.readEnvFiles(env)
	for _, name := range l.unset {
		delete(env.variables, name)
	}
	var out []*document.Workload
	for _, p := range l.starts {
		w := &document.Workload{Kind: "systemd", Name: unitName(file), At: p.at, Container: l.container, EnvFiles: envFiles, Env: env.sorted(),
			Command: p.command(env), Dir: l.folder()}
		w.User = l.user(p, file)
		out = append(out, w)
	}
	return out
}

// user is as whom a command runs; empty where nothing says it, and "%u", as systemd has
// it, for whoever is logged in. What is privileged runs as root whatever User= says
// (systemd.service(5), "special executable prefixes"); a dynamic user has the name of the
// unit (systemd.exec(5)).
func (l *loader) user(p program, file string) string {
	switch user := l.container.User; {
	case p.privileged:
		return "root"
	case user != "" && l.group != "":
		return user + ":" + l.group
	case user != "":
		return user
	case l.dynamic:
		return unitName(file)
	case l.loggedIn || path.Base(path.Dir(file)) == "user":
		return "%u"
	}
	return ""
}

// folder is where the unit's commands are run; empty for the user's home.
func (l *loader) folder() string {
	switch {
	case l.directory == "~":
		return ""
	case strings.Contains(l.directory, "%"):
		return "${WorkingDirectory}"
	}
	return l.directory
}

// unitName is the name of a unit without its ending, whatever that is; of a template,
// without "@".
func unitName(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path.Base(file), path.Ext(file)), "@")
}

// command puts the variables of the environment into the words, as systemd does:
// "${NAME}" within a word, "$NAME" where it is one, split at blanks. A secret and
// what is not known stay "${NAME}".
func (p program) command(env *environment) []string {
	var out []string
	for _, w := range p.words {
		name, whole := strings.CutPrefix(w.s, "$")
		if p.literal || !strings.Contains(w.s, "$") {
			out = append(out, specifiers(w.s))
			continue
		}
		if v, ok := env.public(name); whole && ok {
			out = append(out, strings.Fields(v)...)
			continue
		}
		if whole && isName(name) {
			out = append(out, "${"+name+"}")
			continue
		}
		out = append(out, env.expand(specifiers(w.s)))
	}
	return out
}

// specifiers takes one "%" of "%%"; the others stand for what only the machine knows.
func specifiers(s string) string { return strings.ReplaceAll(s, "%%", "%") }
