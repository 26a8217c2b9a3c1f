package compose

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// pairs returns environment, labels or args as a mapping, be they that or a list
// of KEY=VALUE. Of a key that a list repeats, the last one counts.
func (l *loader) pairs(n *node) *node {
	if n.isNull() {
		return &node{kind: mapping}
	}
	if n.kind == mapping {
		return n
	}
	if m, ok := l.paired[n]; ok {
		return m
	}
	m := &node{kind: mapping, pairs: true, at: n.at, src: n.src}
	if l.paired == nil {
		l.paired = map[*node]*node{}
	}
	l.paired[n] = m
	index := map[string]int{}
	for _, item := range n.each() {
		e, ok := l.pair(item)
		if !ok {
			continue
		}
		if i, seen := index[e.key]; seen {
			m.entries[i] = e
			continue
		}
		index[e.key] = len(m.entries)
		m.entries = append(m.entries, e)
	}
	return m
}

// pair splits an item of a list at its "=". Without one its value is null.
func (l *loader) pair(item *node) (entry, bool) {
	if item.kind != scalar {
		l.fail(CodeShape, item.at, "an item of this list must be KEY=VALUE")
		return entry{}, false
	}
	key, value := item, &node{at: item.at, src: item.src, pairs: true}
	if i := equals(item.text); i >= 0 {
		head := *item
		head.text = item.text[:i]
		key, value = &head, item.tail(i+1)
	}
	x := expand(key)
	switch {
	case x.fault != "":
		l.refuse(x)
		return entry{}, false
	case strings.TrimRight(x.text, " \t") != x.text:
		l.fail(CodeShape, item.at, "the name before the = ends in a blank")
		return entry{}, false
	}
	name, text, found := strings.Cut(x.text, "=")
	if found {
		value = &node{kind: scalar, text: text, at: item.at, src: item.src}
	}
	return entry{key: name, at: item.inner(0), value: value, open: !x.known()}, name != ""
}

// named returns the pairs whose names are known, and reports the others.
func (l *loader) named(n *node) []entry {
	var out []entry
	for _, e := range l.pairs(n).entries {
		if e.open {
			l.fail(CodeShape, e.at, "the name before the = is not known")
			continue
		}
		out = append(out, e)
	}
	return out
}

// equals returns the offset of the first "=" outside braces, or -1.
func equals(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '=' && depth == 0:
			return i
		case s[i] == '{' && (depth > 0 || i > 0 && s[i-1] == '$'):
			depth++
		case s[i] == '}' && depth > 0:
			depth--
		}
	}
	return -1
}

// environ makes the environment of one service.
type environ struct {
	*loader
	workload *document.Workload
	vars     map[string]document.Variable
	scope    *scope
}

// environment sets the environment of a workload: env_file in order, and
// environment over it.
func (l *loader) environment(w *document.Workload, service *node) {
	e := &environ{loader: l, workload: w, vars: map[string]document.Variable{}, scope: service.src.scope.root()}
	pairs := l.named(service.get("environment"))
	own := make(map[string]document.Variable, len(pairs))
	for _, pair := range pairs {
		if pair.value.mark == reset {
			continue
		}
		if !e.count(pair.at) {
			break
		}
		own[pair.key] = e.variable(pair)
	}
	for _, file := range l.envFiles(service.get("env_file")) {
		e.envFile(file, own)
	}
	maps.Copy(e.vars, own)
	w.Env = sorted(e.vars)
	slices.SortStableFunc(w.Literals, func(a, b document.Literal) int { return cmp.Compare(a.Name, b.Name) })
}

// sorted returns variables in order of name.
func sorted(vars map[string]document.Variable) []document.Variable {
	out := make([]document.Variable, 0, len(vars))
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		out = append(out, vars[name])
	}
	return out
}

// count tells whether one more variable may be made.
func (e *environ) count(at document.Location) bool {
	if e.variables++; e.variables == maxVariables+1 {
		e.fail(CodeLimit, at, "the services have more variables than are read here")
	}
	return e.variables <= maxVariables
}

// variable returns what environment gives to a name.
func (e *environ) variable(pair entry) document.Variable {
	v := document.Variable{Name: pair.key, At: pair.value.at,
		Chain: []document.Step{{Kind: document.StepEnvironment, At: pair.at, Name: pair.key}}}
	switch pair.value.kind {
	case null:
		return e.passThrough(v, pair)
	case scalar:
		return e.text(v, pair.value)
	}
	e.fail(CodeShape, pair.value.at, "the value of a variable must be a text")
	v.State, v.Because = document.Unknown, "it is not a text"
	return v
}

// passThrough sets a variable that is named without a value: it has the value
// that the project's env file or the host gives it; if neither does it is
// absent, whatever env_file says.
func (e *environ) passThrough(v document.Variable, pair entry) document.Variable {
	sc := e.scope
	if pair.value.pairs {
		sc = pair.value.src.scope
	}
	v.At = pair.at
	found, ok := sc.get(v.Name)
	switch {
	case ok:
		found.Name, found.Chain = v.Name, append(v.Chain, found.Chain...)
		return found
	case sc.closed:
		v.State = document.Unset
	default:
		v.State, v.Because, v.Needs = document.Unknown, "it is passed through from the host", []string{v.Name}
	}
	return v
}

// text sets a variable to a scalar.
func (e *environ) text(v document.Variable, n *node) document.Variable {
	x := expand(n)
	x.trace(&v)
	e.literal(v.Name, n)
	for _, u := range x.empty {
		e.emptied(u.name, v.Name, n.inner(u.at))
	}
	switch {
	case x.fault != "":
		e.refuse(x)
		v.State, v.Because = document.Unknown, x.doubtful()
		return v
	case isPlaceholder(x.text):
		e.warnTemplate(n)
		v.State, v.Because = document.Unknown, "the file is a template"
		return v
	case !n.str && (n.text == "+Inf" || n.text == "-Inf" || n.text == "NaN"):
		v.State, v.Because = document.Unknown, "compose refuses the number"
		return v
	}
	if e.scope.closed {
		e.demand(x, n)
	}
	if !x.known() {
		v.State, v.Because, v.Needs, v.Begins = document.Unknown, x.because, x.needs, x.begins()
		return v
	}
	v.State, v.Text, v.Assumes, v.Secret = document.Known, document.NewText(x.text), x.assumes, x.secret
	return v
}

// warnTemplate reports a file that is a template, once.
func (e *environ) warnTemplate(n *node) {
	if !slices.Contains(e.templated, n.src.file) {
		e.templated = append(e.templated, n.src.file)
		e.warn(CodeTemplated, n.at, tree.TemplateMessage)
	}
}

// demand reports the ${NAME:?} without which compose does not start.
func (e *environ) demand(x *expansion, n *node) {
	for _, u := range x.demands {
		e.fail(CodeRequired, n.inner(u.at), "compose does not start: nothing sets "+u.name)
	}
}

// emptied records a ${NAME} that nothing sets.
func (e *environ) emptied(name, variable string, at document.Location) {
	e.workload.Interpolations = append(e.workload.Interpolations, document.Interpolation{Name: name, Variable: variable, At: at})
}

// trace sets where a text comes from.
func (x *expansion) trace(v *document.Variable) {
	n := x.whole
	v.Origin = document.OriginLiteral
	if x.mixed {
		v.Origin = document.OriginEnv
	}
	for _, u := range x.uses {
		v.Chain = append(v.Chain, document.Step{Kind: document.StepInterpolation, At: n.inner(u.at), Name: u.name})
		if u.variable != nil {
			v.Chain = append(v.Chain, u.variable.Chain...)
		}
		if u.fallback > 0 {
			v.Origin = document.OriginInterpolationDefault
			v.Chain = append(v.Chain, document.Step{Kind: document.StepDefault, At: n.inner(u.fallback), Name: u.name})
		}
	}
	switch o := x.origin; {
	case o.variable != nil:
		v.At, v.Origin = o.variable.At, o.variable.Origin
	case o.inside:
		v.At = n.inner(o.offset)
	}
}

// literal records a secret that the file holds in clear, be it the default of a
// variable: whatever an env file sets, the default is there to be read.
func (e *environ) literal(name string, n *node) {
	x := expandIn(n, &scope{closed: true})
	text := x.literal
	whole := len(x.empty)+len(x.demands) == 0
	if x.fault != "" || isPlaceholder(text) || !document.HoldsSecret(name, text) || !whole && !document.SecretText(text) {
		return
	}
	at, fallback := n.at, false
	for _, u := range x.uses {
		fallback = fallback || u.fallback > 0
	}
	if x.origin.inside {
		at = n.inner(x.origin.offset)
	}
	e.workload.Literals = append(e.workload.Literals, document.Literal{Kind: "compose", Name: name,
		Facts: document.FactsOf(name, text), Default: fallback, At: at})
}

// envFile is an entry of env_file.
type envFile struct {
	document.EnvFile
	dialect dotenv.Dialect
	because string // why there is no path to read; "" where there is one
}

// envFiles returns the entries of env_file. Of one that stands there several
// times, the last one counts, at the place of the first.
func (l *loader) envFiles(n *node) []envFile {
	var out []envFile
	index := map[string]int{}
	for _, item := range n.each() {
		f, ok := l.envFileOf(item)
		if !ok {
			continue
		}
		if i, seen := index[f.Path]; seen {
			out[i] = f
			continue
		}
		index[f.Path] = len(out)
		out = append(out, f)
	}
	return out
}

func (l *loader) envFileOf(item *node) (envFile, bool) {
	f := envFile{dialect: dotenv.Compose}
	f.Required = true
	name := item
	if item.kind == mapping {
		name = item.get("path")
		if required := item.get("required"); !required.isNull() {
			f.Required = expand(required).text != "false"
		}
		if format := item.get("format"); !format.isNull() && expand(format).text == "raw" {
			f.dialect = dotenv.DockerRun
		}
	}
	if name.isNull() || name.kind != scalar {
		l.fail(CodeShape, item.at, "an env_file must be a path")
		return f, false
	}
	x := expand(name)
	f.At, f.Path = name.at, x.text
	if !x.known() {
		f.because = "its path is not known: " + x.doubtful()
		return f, true
	}
	p, ok := docker.Inside(item.src.dir, x.text)
	if !ok {
		f.because = "only a file inside the project is read"
	}
	f.Path = p
	return f, true
}

// envFile adds the variables of an env file. own are those of environment, which
// a line may refer to.
func (e *environ) envFile(f envFile, own map[string]document.Variable) {
	if src, ok := e.openEnvFile(&f); ok && !e.lines(f, src, own) {
		f.State = "broken"
	}
	e.workload.EnvFiles = append(e.workload.EnvFiles, f.EnvFile)
	if f.State != "read" {
		e.assumeAbsent()
	}
}

// lines adds the variables of an env file that is open, and tells whether they are all.
func (e *environ) lines(f envFile, src []byte, own map[string]document.Variable) bool {
	r := &envReader{loader: e.loader, closed: e.scope.closed, lookup: func(name string) (document.Variable, bool) {
		if v, ok := e.scope.get(name); ok {
			return v, true
		}
		v, ok := own[name]
		return v, ok && v.State != document.Unset
	}}
	read, whole := r.read(f.dialect, f.Path, src, func(name string) (document.Variable, bool) {
		v, ok := e.vars[name]
		return v, ok
	})
	note := fmt.Sprintf("read by %s:%d", f.At.File, f.At.Line)
	for _, v := range read {
		if !e.count(f.At) {
			break
		}
		v.Chain[0].Note = note
		e.set(v)
	}
	return whole
}

// openEnvFile reads an env file and sets its state.
func (e *environ) openEnvFile(f *envFile) ([]byte, bool) {
	because := f.because
	var src []byte
	if because == "" {
		var err error
		if src, err = e.readEnv(f.Path); err == nil {
			f.State, f.Dialect = "read", string(f.dialect)
			return src, true
		}
		if isAbsent(err) {
			f.State = "absent"
			return nil, false
		}
		f.State = "refused"
		e.fail(CodeEnvRefused, f.At, "the env file is not read: "+err.Error())
		return nil, false
	}
	f.State = "refused" // a file of the machine: no fault of the project
	e.warn(CodeEnvRefused, f.At, "the env file is not read: "+because)
	return nil, false
}

// set keeps a variable of an env file.
func (e *environ) set(v line) {
	if below, ok := e.vars[v.Name]; ok && v.passed && v.State == document.Unknown {
		below.Assumes = union(below.Assumes, v.Name)
		v.Variable = below
	}
	e.vars[v.Name] = v.Variable
	for _, name := range v.empty {
		e.emptied(name, v.Name, v.At)
	}
}

// assumeAbsent notes for the variables of earlier files that a file that is not
// here may set them otherwise.
func (e *environ) assumeAbsent() {
	if e.scope.closed {
		return
	}
	for name, v := range e.vars {
		if v.State == document.Known {
			v.Assumes = union(v.Assumes, name)
			e.vars[name] = v
		}
	}
}
