package compose

import (
	"errors"
	"io/fs"
	"path"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// scope is what interpolation reads: the project's env file, and what the user
// supplies for the names that it does not set. An included file has a scope of
// its own inside that of the project, which wins.
type scope struct {
	outer  *scope
	vars   map[string]document.Variable
	lookup func(name string) (document.Variable, bool)
	closed bool
}

// get returns what a name is set to. The variable is Known or Unknown.
func (s *scope) get(name string) (document.Variable, bool) {
	v, ok := s.file(name)
	if ok && v.State == document.Known || s.lookup == nil {
		return v, ok
	}
	if given, found := s.lookup(name); found && given.State != document.Unset {
		return given, true
	}
	return v, ok
}

// file returns what an env file sets a name to.
func (s *scope) file(name string) (document.Variable, bool) {
	if s == nil {
		return document.Variable{}, false
	}
	if v, ok := s.outer.file(name); ok {
		return v, true
	}
	v, ok := s.vars[name]
	return v, ok
}

// root returns the scope of the project.
func (s *scope) root() *scope {
	for s.outer != nil {
		s = s.outer
	}
	return s
}

// projectScope reads the env files of the project whose first file is in dir.
func (l *loader) projectScope(dir string) *scope {
	s := &scope{vars: map[string]document.Variable{}, lookup: l.options.Lookup, closed: l.options.Closed}
	named := l.options.ProjectEnvFiles
	if len(named) == 0 {
		l.readScope(s, located{path: path.Join(dir, ".env")}, false)
	}
	for _, file := range named {
		l.readScope(s, located{path: path.Clean(file)}, true)
	}
	return s
}

// includeScope returns the scope of included files.
func (l *loader) includeScope(outer *scope, envFiles []located, named bool) *scope {
	s := &scope{outer: outer, vars: map[string]document.Variable{}, lookup: outer.lookup, closed: outer.closed}
	for _, f := range envFiles {
		l.readScope(s, f, named)
	}
	return s
}

// readScope adds the variables of an env file to a scope.
func (l *loader) readScope(s *scope, file located, named bool) {
	ref := document.EnvFile{Path: file.path, State: "absent", Required: named, At: file.at}
	src, err := l.readEnv(file.path)
	switch {
	case err == nil:
		ref.State = "read"
	case !isAbsent(err):
		ref.State = "refused"
		l.fail(CodeEnvRefused, envPlace(file), file.path+" cannot be read: "+err.Error())
	case named:
		l.warn(CodeEnvAbsent, envPlace(file), "there is no "+file.path+" here: the variables in it are not known")
	}
	l.project.Reads = append(l.project.Reads, ref)
	if err != nil {
		return
	}
	r := envReader{loader: l, lookup: s.get, closed: s.closed}
	read, _ := r.read(dotenv.Compose, file.path, src, func(name string) (document.Variable, bool) {
		v, ok := s.vars[name]
		return v, ok
	})
	for _, v := range read {
		s.vars[v.Name] = v.Variable
	}
}

// envPlace returns where an env file is named, or the file itself.
func envPlace(file located) document.Location {
	if file.at.IsZero() {
		return document.Location{File: file.path}
	}
	return file.at
}

// readEnv reads an env file. The bytes of all of them together are bounded,
// since many services may name one file.
func (l *loader) readEnv(name string) ([]byte, error) {
	src, err := tree.ReadRegular(l.fsys, name, maxFile)
	if err != nil {
		return nil, err
	}
	if l.envBytes += len(src); l.envBytes > maxEnvBytes {
		return nil, errEnvTooLarge
	}
	return src, nil
}

var errEnvTooLarge = errors.New("the env files are larger than is read")

func isAbsent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
