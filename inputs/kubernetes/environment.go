package kubernetes

import (
	"cmp"
	"encoding/base64"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file makes the environment of a container (core/v1 Container): envFrom in
// order, then env in order, the later ones on top.

// entry is one key of a ConfigMap or a Secret.
type entry struct {
	key    string
	text   string
	broken string // why its text is not known
	source string // the file of the project that it is made of; the text is not read then
	block  bool   // the text is a literal block below its place
	binary bool   // it makes a file, and no variable
	at     document.Location
	chain  document.Step
}

// environment collects the variables of one container.
type environment struct {
	l         *loader
	of        *object
	variables map[string]document.Variable
	open      string // why there may be more variables
	kept      []kept // references that found nothing
}

// kept are the names of a value whose references stay as they are written.
type kept struct {
	names []string
	in    string
	at    document.Location
}

func (l *loader) environment(o *object, container *yaml.Node) *environment {
	e := &environment{l: l, of: o, variables: map[string]document.Variable{}}
	for _, from := range items(get(container, "envFrom")) {
		e.envFrom(plain(from))
	}
	for _, n := range items(get(container, "env")) {
		e.env(plain(n))
	}
	if o.doubt != "" {
		e.unsettle()
	}
	for _, k := range e.kept {
		e.warn(k)
	}
	return e
}

// unsettle makes a doubt of the object one of every variable.
func (e *environment) unsettle() {
	e.open = e.of.doubt
	for name, v := range e.variables {
		v.State, v.Text, v.Because = document.Unknown, document.Text{}, e.of.doubt
		e.variables[name] = v
	}
}

// warn tells of references to what is set below them, which Kubernetes leaves alone.
func (e *environment) warn(k kept) {
	below := slices.DeleteFunc(k.names, func(name string) bool { _, set := e.variables[name]; return !set })
	if len(below) > 0 {
		e.l.report("warning", CodeValue, k.at, k.in+" keeps $("+strings.Join(below, "), $(")+") as it is written: a reference finds only what is set above it")
	}
}

func (e *environment) sorted() []document.Variable {
	return slices.SortedFunc(maps.Values(e.variables), func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
}

// sources are the keys that name an object, and its kind.
var sources = []struct{ from, key, kind string }{
	{"configMapRef", "configMapKeyRef", "ConfigMap"},
	{"secretRef", "secretKeyRef", "Secret"},
}

// envFrom adds all keys of an object. Keys that are no names of variables are left out.
func (e *environment) envFrom(from *yaml.Node) {
	prefix := textOf(get(from, "prefix"))
	for _, s := range sources {
		ref := get(from, s.from)
		if ref == nil {
			continue
		}
		name := textOf(get(ref, "name"))
		o := e.l.find(s.kind, name, e.of)
		at := e.l.place(e.of, ref)
		if o == nil {
			e.missing(s.kind, name, at, isTrue(get(ref, "optional")))
			continue
		}
		if e.open == "" {
			e.open = cmp.Or(o.doubt, o.open)
		}
		for _, entry := range e.l.entriesOf(o) {
			if entry.binary {
				continue
			}
			if v := variableOf(prefix+entry.key, entry, o.kind); v.Name != "" {
				v.Chain = append([]document.Step{{Kind: document.StepEnvironment, At: at, Name: v.Name, Note: "all of " + s.kind + " " + name}}, v.Chain...)
				e.variables[v.Name] = v
			}
		}
	}
}

// missing says that an object is not among the manifests: what it holds is not known.
func (e *environment) missing(kind, name string, at document.Location, optional bool) {
	if e.open == "" {
		e.open = "the " + kind + " " + name + " is not among the manifests"
	}
	if !optional {
		e.l.report("note", CodeReference, at, "the "+kind+" "+name+" is not among the manifests: the variables in it are not known")
	}
}

// variableOf is the variable that a key gives.
func variableOf(name string, from entry, kind string) document.Variable {
	v := document.Variable{Name: name, State: document.Known, Text: document.NewText(from.text), Origin: document.OriginEnv,
		Secret: kind == "Secret", At: from.at, Chain: []document.Step{from.chain}}
	if because := from.broken; because != "" || from.source != "" {
		v.State, v.Text, v.Because = document.Unknown, document.Text{}, cmp.Or(because, "it is a file")
	}
	return v
}

// env adds one entry of env.
func (e *environment) env(n *yaml.Node) {
	name := textOf(get(n, "name"))
	if name == "" {
		return
	}
	at := e.l.place(e.of, get(n, "name"))
	step := document.Step{Kind: document.StepEnvironment, At: at, Name: name}
	if from := get(n, "valueFrom"); from != nil {
		v := e.valueFrom(name, from)
		v.Chain = append([]document.Step{step}, v.Chain...)
		e.variables[name] = v
		return
	}
	v := document.Variable{Name: name, State: document.Known, Origin: document.OriginLiteral, At: at, Chain: []document.Step{step}}
	if value := get(n, "value"); value != nil {
		v.At = e.l.place(e.of, value)
		v = e.value(v, value)
	}
	e.variables[name] = v
}

// value sets a literal value, its references replaced.
func (e *environment) value(v document.Variable, value *yaml.Node) document.Variable {
	if because := e.l.unknown(value); because != "" {
		v.State, v.Because = document.Unknown, because
		return v
	}
	if !isText(value) {
		e.l.report("warning", CodeValue, v.At, "the value of "+v.Name+" is no text: the API server refuses the manifest (write it in quotes)")
		v.State, v.Because = document.Unknown, "it is no text, and the API server refuses the manifest"
		return v
	}
	var missing []string
	text, names := expand(value.Value, func(name string) (string, bool) {
		known, ok := e.variables[name]
		if !ok {
			missing = append(missing, name)
		}
		return known.Text.Reveal(), ok
	})
	e.kept = append(e.kept, kept{missing, v.Name, v.At})
	for _, name := range names {
		other := e.variables[name]
		v.Secret = v.Secret || other.Secret || document.SecretName(name)
		if other.State != document.Known && v.State == document.Known {
			v.State, v.Because, v.Needs = document.Unknown, cmp.Or(other.Because, name+" is not known"), other.Needs
		}
		v.Chain = append(v.Chain, document.Step{Kind: document.StepInterpolation, At: v.At, Name: name})
	}
	if v.State == document.Known {
		v.Text = document.NewText(text)
	}
	return v
}

// unknown says why the text of a value is not what is written here; empty where it is.
func (l *loader) unknown(value *yaml.Node) string {
	if made, ok := l.made[value]; ok {
		return made.broken
	}
	if isPlaceholder(value) {
		return filledIn
	}
	for name := range l.vars {
		if strings.Contains(value.Value, "$("+name+")") {
			return "a var of the kustomization fills it in"
		}
	}
	return ""
}

// valueFrom is the variable that a reference gives.
func (e *environment) valueFrom(name string, from *yaml.Node) document.Variable {
	for _, s := range sources {
		ref := get(from, s.key)
		if ref == nil {
			continue
		}
		object, key := textOf(get(ref, "name")), textOf(get(ref, "key"))
		at := e.l.place(e.of, ref)
		o := e.l.find(s.kind, object, e.of)
		if o == nil {
			v := document.Variable{Name: name, State: document.Unknown, Origin: document.OriginEnv, At: at, Secret: s.kind == "Secret",
				Because: "the " + s.kind + " " + object + ", which holds it, is not among the manifests", Needs: []string{name}}
			if s.kind == "Secret" {
				v.Origin, v.Store = document.OriginSecretStore, document.NewText(object+"/"+key)
			}
			return v
		}
		for _, entry := range e.l.entriesOf(o) {
			if entry.key == key && !entry.binary {
				return variableOf(name, entry, o.kind)
			}
		}
		return document.Variable{Name: name, State: document.Unknown, Origin: document.OriginEnv, At: at, Needs: []string{name},
			Because: cmp.Or(o.doubt, o.open, "the "+s.kind+" "+object+" has no key "+key)}
	}
	return document.Variable{Name: name, State: document.Unknown, Origin: document.OriginEnv, At: e.l.place(e.of, from),
		Because: "the cluster fills it in when the pod starts"}
}

// field is one that holds keys, and how their values are read.
type field struct {
	name   string
	decode func(string) (text, broken string)
}

// fields are those of an object that hold its keys, the later ones on top.
var fields = map[string][]field{
	"ConfigMap": {{"binaryData", decode64}, {"data", asWritten}},
	"Secret":    {{"data", decode64}, {"stringData", asWritten}},
}

func asWritten(s string) (text, broken string) { return s, "" }

// filledIn is why the text of an entry is not known that holds marks of a template, or
// whose file is called one.
const filledIn = "a template fills it in"

// sample is the name of a manifest that is copied and filled in before it is applied.
var sample = pattern.New(`(?i)(?:^|[._-])(?:template|example|sample)[._-]`)

// entriesOf are the keys of a ConfigMap or a Secret, those that name a variable or
// a file alike.
func (l *loader) entriesOf(o *object) []entry {
	var out []entry
	at := map[string]int{}
	for _, f := range fields[o.kind] {
		pairs(get(o.node, f.name), func(key, value *yaml.Node) {
			e, made := l.made[value]
			if !made {
				e = l.entry(o, f, key, value)
			}
			e.key, e.broken = key.Value, cmp.Or(o.doubt, e.broken)
			if i, there := at[e.key]; there {
				out[i] = e
				return
			}
			at[e.key] = len(out)
			out = append(out, e)
		})
	}
	return out
}

// entry reads a key of an object as it is written.
func (l *loader) entry(o *object, f field, key, value *yaml.Node) entry {
	at := l.place(o, value)
	e := entry{at: at, binary: f.name == "binaryData", chain: o.step(document.StepFile, key.Value, at)}
	switch {
	case value.Tag == "!!null":
	case !isText(value) && !isPlaceholder(value) && (f.name != "data" || o.kind == "ConfigMap"):
		e.broken = "it is no text, and the API server refuses the manifest"
	default:
		e.text, e.broken = f.decode(value.Value)
		e.block = value.Style&yaml.LiteralStyle != 0 && e.text == value.Value
	}
	if isPlaceholder(value) || sample.MatchString(path.Base(at.File)) {
		e.broken = filledIn
	}
	return e
}

// decode64 decodes the base64 of a Secret's data.
func decode64(s string) (text, broken string) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	switch {
	case err != nil:
		return "", "it is no base64, and the API server refuses the manifest"
	case !utf8.Valid(raw):
		return "", "it is no text"
	}
	return string(raw), ""
}

// isPlaceholder tells whether a program fills a value in before it is applied: Helm
// and Jinja what stands in {{ }}, which without quotes is a mapping to YAML, envsubst
// and Flux ${NAME} and a whole $NAME.
func isPlaceholder(n *yaml.Node) bool {
	if n.Kind == yaml.MappingNode {
		return len(n.Content) > 0 && n.Content[0].Kind == yaml.MappingNode
	}
	return n.Kind == yaml.ScalarNode && placeholder.MatchString(n.Value)
}

var placeholder = pattern.New(`\{\{[\s\S]*\}\}|\$\{[A-Za-z_]\w*(?:[:=-][^}]*)?\}|^\$[A-Za-z_]\w*$`)

// expand replaces $(NAME) by what is known of NAME, and $$( by $(; what no earlier
// variable is called stays (k8s.io/kubernetes/third_party/forked/golang/expansion).
// names are those that were replaced.
func expand(s string, lookup func(string) (string, bool)) (text string, names []string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch next := s[i+1]; {
		case next == '$':
			b.WriteByte('$')
			i++
		case next == '(':
			end := strings.IndexByte(s[i:], ')')
			if end < 0 {
				b.WriteString("$(")
				i++
				continue
			}
			name := s[i+2 : i+end]
			if value, ok := lookup(name); ok {
				b.WriteString(value)
				names = append(names, name)
			} else {
				b.WriteString(s[i : i+end+1])
			}
			i += end
		default:
			b.WriteByte('$')
			b.WriteByte(next)
			i++
		}
	}
	return b.String(), names
}
