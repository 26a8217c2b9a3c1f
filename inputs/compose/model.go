package compose

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
)

// model returns the files merged into one mapping of services, secrets, configs.
// including are the files that include these.
func (l *loader) model(files []located, dir string, sc *scope, including []string) *node {
	model := &node{kind: mapping}
	for _, file := range files {
		for _, doc := range l.load(file, dir, sc) {
			doc = l.include(doc, append(slices.Clip(including), file.path))
			doc = (&extender{loader: l, doc: doc, file: file.path}).apply()
			model = l.mergeModels(model, doc)
		}
	}
	return model
}

// load reads a file and returns its documents that are mappings.
func (l *loader) load(file located, dir string, sc *scope) []*node {
	if l.loads++; l.loads > maxFiles {
		l.fail(CodeLimit, file.at, "more Compose files than are read here")
		return nil
	}
	p := l.parse(file)
	src := &source{file: file.path, dir: dir, scope: sc, lines: p.lines}
	var out []*node
	for _, y := range p.documents {
		top, fault := convert(src, y)
		switch {
		case fault != nil && fault.code == CodeTemplated:
			l.warn(fault.code, fault.at, fault.message)
		case fault != nil:
			l.fail(fault.code, fault.at, fault.message)
		case top.kind == mapping:
			out = append(out, top)
		case top.kind != null:
			l.fail(CodeShape, top.at, "a Compose file must be a mapping")
		}
	}
	if p.ok() && len(p.documents) == 0 {
		l.warn(CodeShape, document.Location{File: file.path}, "the Compose file is empty")
	}
	return out
}

// nameProject sets the project's name: the last top-level name of the files, or
// else the name of their folder. A variable may read it as COMPOSE_PROJECT_NAME.
func (l *loader) nameProject(files []located, dir string, sc *scope) {
	const variable = "COMPOSE_PROJECT_NAME"
	if v, ok := sc.get(variable); ok {
		l.project.Name = v.Text.Reveal()
		return
	}
	var named *node
	for _, file := range files {
		p := l.parse(file)
		for _, y := range p.documents {
			c := &converter{src: &source{file: file.path, scope: sc, lines: p.lines}, done: map[*yaml.Node]*node{}}
			if n := c.name(y); n != nil {
				named = n
			}
		}
	}
	v := document.Variable{Name: variable, State: document.Unknown, Origin: document.OriginLiteral, At: document.Location{File: files[0].path, Line: 1},
		Because: "the folder of the Compose file names the project", Needs: []string{variable}}
	name := folderName(dir)
	if named != nil && named.kind == scalar {
		v.At = named.at
		if x := expand(named); x.known() {
			name, v.Assumes = x.text, x.assumes
		} else {
			name, v.Because, v.Needs = "", x.doubtful(), x.needs
		}
	}
	if name != "" {
		l.project.Name = name
		v.State, v.Text, v.Because, v.Needs = document.Known, document.NewText(name), "", nil
	}
	v.Chain = []document.Step{{Kind: document.StepEnvironment, At: v.At, Name: "name"}}
	sc.vars[variable] = v
}

// folderName is the name of the project in a folder: "" for the root, which is
// called as it is by who checks it out.
func folderName(dir string) string {
	if dir == "." {
		return ""
	}
	name := strings.Map(func(c rune) rune {
		if c == '_' || c == '-' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(path.Base(dir)))
	return strings.TrimLeft(name, "_-")
}

// name returns the top-level name of a document, or nil.
func (c *converter) name(doc *yaml.Node) *node {
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	top := doc.Content[0].Content
	for i := 0; i+1 < len(top); i += 2 {
		if top[i].Value == "name" && top[i+1].Kind == yaml.ScalarNode {
			return c.node(top[i+1], 0)
		}
	}
	return nil
}

// file returns the file that a scalar names, or reports why there is none.
func (l *loader) file(n *node, dir string) (located, bool) {
	if n.isNull() || n.kind != scalar {
		return located{}, false
	}
	x := expand(n)
	if !x.known() {
		l.warn(CodeRefused, n.at, "the path is not known: "+x.doubtful())
		return located{}, false
	}
	name, ok := docker.Inside(dir, x.text)
	if !ok {
		l.warn(CodeRefused, n.at, "not read: only a path inside the project is")
	}
	return located{name, n.at}, ok
}

// doubtful says why a text is not known.
func (x *expansion) doubtful() string {
	if x.fault != "" {
		return x.fault
	}
	return x.because
}

// include merges the included files into a document, which wins.
func (l *loader) include(doc *node, including []string) *node {
	for _, inc := range doc.get("include").each() {
		imported := l.included(inc, including)
		if imported != nil {
			doc = l.mergeModels(imported.plain(), doc)
		}
	}
	return doc
}

// included returns the model of one entry of include.
func (l *loader) included(inc *node, including []string) *node {
	dir := inc.src.dir
	paths := []*node{inc}
	if inc.kind == mapping {
		paths = inc.get("path").each()
	}
	var files []located
	for _, p := range paths {
		file, ok := l.file(p, dir)
		if !ok {
			return nil
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		return nil
	}
	if slices.Contains(including, files[0].path) {
		l.fail(CodeCycle, files[0].at, "include leads back to "+files[0].path)
		return nil
	}
	projectDir := path.Dir(files[0].path)
	if p := inc.get("project_directory"); !p.isNull() {
		d, ok := l.file(p, dir)
		if !ok {
			return nil
		}
		projectDir = d.path
	}
	return l.model(files, projectDir, l.scopeOf(inc, dir, projectDir), including)
}

// scopeOf returns the scope of an entry of include.
func (l *loader) scopeOf(inc *node, dir, projectDir string) *scope {
	named := inc.get("env_file")
	if named.isNull() {
		return l.includeScope(inc.src.scope, []located{{path: path.Join(projectDir, ".env"), at: inc.at}}, false)
	}
	var files []located
	for _, n := range named.each() {
		if n.kind == scalar && n.text == "/dev/null" {
			continue
		}
		if file, ok := l.file(n, dir); ok {
			files = append(files, file)
		}
	}
	return l.includeScope(inc.src.scope, files, true)
}

// extender resolves extends in one document. Services of files that they extend
// are resolved by an extender of their own.
type extender struct {
	*loader
	doc      *node
	file     string
	services map[string]*node
	done     map[string]*node
	others   map[string]*extender
}

// apply returns the document with every service extended.
func (e *extender) apply() *node {
	services := e.doc.get("services")
	if services.isNull() || services.kind != mapping || !slices.ContainsFunc(services.entries, extends) {
		return e.doc
	}
	extended := *services
	extended.entries = slices.Clone(services.entries)
	for i, s := range extended.entries {
		if s.value.mark != reset {
			extended.entries[i].value = e.service(s.key, nil)
		}
	}
	doc := *e.doc
	doc.entries = slices.Clone(e.doc.entries)
	for i := range doc.entries {
		if doc.entries[i].key == "services" {
			doc.entries[i].value = &extended
		}
	}
	return &doc
}

func extends(e entry) bool { return e.value.get("extends") != nil }

// index makes the maps of the services.
func (e *extender) index() {
	if e.services != nil {
		return
	}
	e.services, e.done, e.others = map[string]*node{}, map[string]*node{}, map[string]*extender{}
	if services := e.doc.get("services"); services != nil {
		for _, s := range services.entries {
			e.services[s.key] = s.value
		}
	}
}

// service returns a service with what it extends. stack are the services on the
// way to it.
func (e *extender) service(name string, stack []string) *node {
	e.index()
	n := e.services[name]
	ref := n.get("extends")
	if ref.isNull() {
		return n
	}
	id := e.file + "\x00" + name
	if slices.Contains(stack, id) || len(stack) > maxDepth {
		e.fail(CodeCycle, ref.at, "extends leads back to this service, or is nested too deep")
		return n
	}
	if n, ok := e.done[name]; ok {
		return n
	}
	e.done[name] = n // where the base is not there
	base, like := e.base(ref, append(slices.Clip(stack), id))
	if base.isNull() {
		return n
	}
	base = base.plain()
	m := *e.mergeServices(base, n)
	m.base = base
	m.likes = union(slices.Concat(n.likes, []string{like}), base.likes...)
	e.done[name] = &m
	return &m
}

// base returns the service that ref names and its name, or nil.
func (e *extender) base(ref *node, stack []string) (*node, string) {
	name, other := ref, e
	if ref.kind == mapping {
		name = ref.get("service")
		if file := ref.get("file"); !file.isNull() {
			if other = e.other(file); other == nil {
				return nil, ""
			}
		}
	}
	if name.isNull() || name.kind != scalar {
		e.fail(CodeShape, ref.at, "extends names no service")
		return nil, ""
	}
	x := expand(name)
	other.index()
	if _, ok := other.services[x.text]; !ok {
		e.fail(CodeMissing, name.at, "there is no such service in "+other.file)
		return nil, ""
	}
	return other.service(x.text, stack), x.text
}

// other returns the extender of a file, or nil.
func (e *extender) other(n *node) *extender {
	file, ok := e.loader.file(n, e.doc.src.dir)
	if !ok {
		return nil
	}
	if x, ok := e.others[file.path]; ok {
		return x
	}
	docs := e.load(file, path.Dir(file.path), e.doc.src.scope)
	x := &extender{loader: e.loader, doc: &node{kind: mapping}, file: file.path}
	for _, doc := range docs {
		x.doc = e.mergeModels(x.doc, doc)
	}
	e.others[file.path] = x
	if len(docs) == 0 {
		e.others[file.path] = nil
		return nil
	}
	return x
}
