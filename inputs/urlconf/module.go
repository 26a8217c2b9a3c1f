package urlconf

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/tree"
)

// module is a module of the project and what its names stand for.
type module struct {
	r       *reader
	name    string
	file    string
	tree    *syntax.Module
	paths   map[string]string // imported name -> dotted path
	lists   map[string][]entry
	texts   map[string]text
	defs    map[string]syntax.Stmt // functions and classes
	values  map[string]syntax.Expr // the last that is bound to a name
	doubted map[string]bool        // names that only one branch binds
	stars   []string               // modules that it star-imports
	certain bool                   // the statement at hand is run whatever is unknown
}

// text is a text, as far as it is known.
type text struct {
	text  string
	known bool
}

// module reads a module once; nil where the project has none, or it is no Python.
func (r *reader) module(name string) *module {
	if m, known := r.modules[name]; known || len(r.modules) >= maxModules {
		return m
	}
	r.modules[name] = nil
	file, found := r.Find(name)
	if !found {
		return nil
	}
	src, err := tree.ReadRegular(r.FS, file, maxFile)
	if err != nil {
		return nil
	}
	tree, err := syntax.Parse(file, src)
	if err != nil {
		r.doubt(name, "it is no Python that can be read", document.Location{File: file})
		return nil
	}
	m := &module{r: r, name: name, file: file, tree: tree, paths: map[string]string{}, lists: map[string][]entry{}, texts: map[string]text{},
		defs: map[string]syntax.Stmt{}, values: map[string]syntax.Expr{}, doubted: map[string]bool{}, certain: true}
	r.modules[name] = m
	m.run(tree.Body)
	return m
}

func (m *module) at(n syntax.Node) document.Location {
	p := m.tree.File.Position(n.Range().Pos)
	return document.Location{File: m.file, Line: p.Line, Column: p.Column}
}

// pkg is the package that relative imports of a level begin in.
func (m *module) pkg(level int) string {
	parts := strings.Split(m.name, ".")
	if path.Base(m.file) != "__init__.py" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts[:max(0, len(parts)-level+1)], ".")
}

func (m *module) run(body []syntax.Stmt) {
	for _, s := range body {
		m.statement(s)
	}
}

// perhaps runs statements that may not be run.
func (m *module) perhaps(body []syntax.Stmt) {
	before, lists := m.certain, maps.Clone(m.lists)
	m.certain = false
	m.run(body)
	m.certain = before
	for name, old := range lists { // a list that was replaced may still be there
		if now := m.lists[name]; len(old) > 0 && (len(now) < len(old) || !now[0].same(old[0])) {
			m.lists[name] = append(uncertain(old), now...)
		}
	}
}

func (e entry) same(o entry) bool { return e.at == o.at && e.path == o.path && e.view == o.view }

func uncertain(list []entry) []entry {
	out := slices.Clone(list)
	for i := range out {
		out[i].certain = false
	}
	return out
}

func (m *module) statement(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.Import:
		for _, a := range s.Names {
			m.importName(a)
		}
	case *syntax.ImportFrom:
		m.importFrom(s)
	case *syntax.FunctionDef:
		m.defs[s.Name] = s
	case *syntax.ClassDef:
		m.defs[s.Name] = s
	case *syntax.Assign:
		for _, target := range s.Targets {
			m.bind(target, s.Value)
		}
	case *syntax.AnnAssign:
		if s.Value != nil {
			m.bind(s.Target, s.Value)
		}
	case *syntax.AugAssign:
		if name, ok := s.Target.(*syntax.Name); ok && s.Op == syntax.Add {
			m.extend(name.ID, m.list(s.Value))
		}
	case *syntax.ExprStmt:
		m.method(s.Value)
	default:
		m.compound(s)
	}
}

func (m *module) compound(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.If:
		switch m.truth(s.Test) {
		case yes:
			m.run(s.Body)
		case no:
			m.run(s.Orelse)
		default:
			m.perhaps(s.Body)
			m.perhaps(s.Orelse)
		}
	case *syntax.Try:
		if len(s.Handlers) == 0 {
			m.run(s.Body)
		} else {
			m.perhaps(s.Body)
		}
		for _, h := range s.Handlers {
			m.perhaps(h.Body)
		}
		m.run(s.Orelse)
		m.run(s.Finalbody)
	case *syntax.With:
		m.run(s.Body)
	case *syntax.For:
		m.perhaps(s.Body)
	case *syntax.While:
		m.perhaps(s.Body)
	}
}

func (m *module) importName(a *syntax.Alias) {
	if a.AsName != "" {
		m.paths[a.AsName] = a.Name
		return
	}
	first, _, _ := strings.Cut(a.Name, ".")
	m.paths[first] = first
}

func (m *module) importFrom(s *syntax.ImportFrom) {
	from := s.Module
	if s.Level > 0 {
		from = strings.Trim(m.pkg(s.Level)+"."+s.Module, ".")
	}
	for _, a := range s.Names {
		if a.Name == "*" {
			m.star(from)
			continue
		}
		as := a.AsName
		if as == "" {
			as = a.Name
		}
		m.paths[as] = from + "." + a.Name
	}
}

// star takes over what another module of the project binds.
func (m *module) star(from string) {
	m.stars = append(m.stars, from)
	other := m.r.module(from)
	if other == nil {
		return
	}
	maps.Copy(m.paths, other.paths)
	maps.Copy(m.lists, other.lists)
	maps.Copy(m.texts, other.texts)
	for name := range other.defs {
		m.paths[name] = from + "." + name
	}
}

func (m *module) bind(target, v syntax.Expr) {
	name, ok := target.(*syntax.Name)
	if !ok {
		return
	}
	delete(m.paths, name.ID)
	delete(m.defs, name.ID)
	if p := m.dotted(v); p != "" && !m.isList(v) {
		m.paths[name.ID] = p
	}
	m.values[name.ID], m.doubted[name.ID] = v, !m.certain
	m.texts[name.ID] = m.text(v)
	m.lists[name.ID] = m.list(v)
}

func (m *module) isList(v syntax.Expr) bool {
	name, ok := v.(*syntax.Name)
	return ok && m.lists[name.ID] != nil
}

func (m *module) extend(name string, more []entry) {
	m.lists[name] = append(slices.Clone(m.lists[name]), more...)
}

// method follows urlpatterns.append(...), extend and insert.
func (m *module) method(e syntax.Expr) {
	call, ok := e.(*syntax.Call)
	if !ok || len(call.Args) == 0 {
		return
	}
	f, ok := call.Func.(*syntax.Attribute)
	if !ok {
		return
	}
	name, ok := f.Value.(*syntax.Name)
	if !ok || m.lists[name.ID] == nil && name.ID != "urlpatterns" {
		return
	}
	last := call.Args[len(call.Args)-1]
	switch f.Attr {
	case "append", "insert":
		m.extend(name.ID, m.element(last))
	case "extend":
		m.extend(name.ID, m.list(last))
	}
}
