package versions

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lockFiles are the names of lock files: TOML with a [[package]] for each version, and Pipfile.lock.
var lockFiles = []string{"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"}

// Locked tells whether a folder has a lock file: what it does not name is not installed.
func Locked(fsys fs.FS, dir string) bool {
	return slices.ContainsFunc(lockFiles, func(name string) bool {
		_, err := fs.Stat(fsys, path.Join(dir, name))
		return err == nil
	})
}

func (r *reader) locks() {
	for _, name := range lockFiles {
		switch s := r.open(r.inDir(name)); {
		case s == nil:
		case name == "Pipfile.lock":
			r.pipfileLock(s)
		default:
			r.tomlLock(s)
		}
	}
}

// lockedPackage is the [[package]] being read.
type lockedPackage struct {
	element       int
	name, version string
	offset        int
	rank          rank
}

func (r *reader) tomlLock(s *source) {
	var p lockedPackage
	keep := func() {
		if b, _, ok := specifier("=="+p.version, pep440); ok && p.name != "" && !r.full(s) {
			r.add(p.name, candidate{bounds: b, rank: p.rank, marked: true, file: s, offset: p.offset})
		}
	}
	r.toml(s, func(t tomlPair) {
		if len(t.path) != 2 || t.path[0] != "package" && t.path[0] != "packages" {
			return
		}
		if t.element != p.element {
			keep()
			p = lockedPackage{element: t.element, rank: locked}
		}
		p.read(t.path[1], t.value)
	})
	keep()
}

func (p *lockedPackage) read(key string, v *unstable.Node) {
	switch {
	case key == "name" && v.Kind == unstable.String:
		p.name = string(v.Data)
	case key == "version" && v.Kind == unstable.String:
		p.version, p.offset = string(v.Data), offset(v)
	case key == "category" && string(v.Data) == "dev":
		p.rank = development
	case key == "groups" && v.Kind == unstable.Array && !mainGroup(v):
		p.rank = development
	}
}

// mainGroup tells whether a list of groups holds that of the project itself.
func mainGroup(list *unstable.Node) bool {
	for it := list.Children(); it.Next(); {
		if name := string(it.Node().Data); !forDevelopment(name) {
			return true
		}
	}
	return false
}

// jsonWalk follows the tokens of a JSON file; path is the keys that lead to the
// next value.
type jsonWalk struct {
	path    []string
	inArray int
	key     bool // the next string is a key
}

// delim takes a bracket or brace.
func (w *jsonWalk) delim(d json.Delim) {
	switch d {
	case '[':
		w.inArray++
	case ']':
		w.inArray--
	case '{':
		w.path = append(w.path, "")
	case '}':
		w.path = w.path[:len(w.path)-1]
	}
	w.key = w.inArray == 0 && len(w.path) > 0
}

// scalar takes any other token, and tells whether it is the value at path.
func (w *jsonWalk) scalar(text string) bool {
	if w.inArray > 0 {
		return false
	}
	if w.key && len(w.path) > 0 {
		w.path[len(w.path)-1] = text
		w.key = false
		return false
	}
	w.key = true
	return true
}

// pipfileLock reads {"default": {name: {"version": "==5.1"}}, "develop": ...}.
func (r *reader) pipfileLock(s *source) {
	d := json.NewDecoder(strings.NewReader(s.text))
	var w jsonWalk
	for {
		before := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) || len(w.path) > 0 || before == 0 {
				r.report(CodeSyntax, "error", s.at(before), "the file is not valid JSON from here on")
			}
			return
		}
		if bracket, ok := token.(json.Delim); ok {
			w.delim(bracket)
			continue
		}
		text, _ := token.(string)
		if w.scalar(text) {
			blank := len(s.text[before:]) - len(strings.TrimLeft(s.text[before:], ": \t\r\n"))
			r.pipfilePackage(s, w.path, text, before+blank)
		}
	}
}

func (r *reader) pipfilePackage(s *source, keys []string, text string, offset int) {
	if len(keys) != 3 || keys[2] != "version" {
		return
	}
	switch keys[0] {
	case "default":
		r.require(s, locked, keys[1], text, pep440, offset+1)
	case "develop":
		r.require(s, development, keys[1], text, pep440, offset+1)
	}
}
