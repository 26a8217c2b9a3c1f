package settings

import (
	"encoding/json"
	"math"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// This file turns Python values into nodes of the document. It is the one place
// where a value leaves the interpreter: what is secret becomes facts here, and
// nothing else is made of it.

// emitter makes the nodes of one interpretation.
type emitter struct {
	t       *value.Thread
	secrets *Secrets
	files   *container.Files // of the process; nil: the project's
}

// maxItems bounds what one node shows of a container.
const maxItems = 5000

// binding makes the node of a setting from what its name is bound to.
func (e *emitter) binding(name string, b value.Binding) *document.Node {
	v := e.marked(value.Named(name, b.V))
	n := e.node(name, v, 0)
	n.Set = true
	if b.Control != nil {
		n.Assumes, n.Reads = union(n.Assumes, b.Control.Assumes), union(n.Reads, b.Control.Reads)
	}
	at := b.At
	if at.IsZero() && len(n.Chain) > 0 {
		at = n.Chain[0].At // it is set by nobody knows what, for the reason that begins there
	}
	if n.At.IsZero() {
		n.At = at
	}
	if len(n.Chain) == 0 || n.Chain[0].At != at {
		n.Chain = append([]document.Step{{Kind: document.StepSetting, At: at, Name: name}}, n.Chain...)
	}
	return n
}

// node makes the node of one value; name is the setting's or variable's.
func (e *emitter) node(name string, v value.Value, depth int) *document.Node {
	n := &document.Node{State: document.Known, Type: v.Class().Name}
	v, rests := value.Rested(v)
	own := v
	v = e.marked(data(name, v))
	if tr := v.Trace().Under(rests); tr != nil {
		n.At, n.Origin, n.Chain, n.Assumes, n.Reads, n.Secret = tr.At, tr.Origin, tr.Steps, tr.Assumes, tr.Reads, tr.Secret
	}
	if u, ok := value.IsUnknown(v); ok {
		e.unknown(name, n, u, depth)
		return n
	}
	n.Truth = e.truth(own)
	w := &writer{emitter: e, setting: name, node: n}
	n.Value, n.HasValue = w.write("", name, v, 0)
	if text, ok := value.Content(v); !ok {
		n.Secret = false // of a container only its leaves are secret
	} else if n.Secret {
		n.Value, n.HasValue = nil, false
		n.Facts = e.facts(name, text, v.Trace())
	}
	if n.Type == "" {
		n.Type = "object"
	}
	return n
}

// data is the value of a builtin type that an object of a derived class is: an
// int of an enum's member, a dict of an OrderedDict.
func data(name string, v value.Value) value.Value {
	if _, ok := v.(*value.Instance); ok {
		return value.MarkText(value.Named(name, value.Underlying(v)))
	}
	return v
}

// marked is a value with the mark of a secret where its text is one, or stands in a
// Secret: all that such a file holds, and of a module what can hardly be anything else.
func (e *emitter) marked(v value.Value) value.Value {
	v = value.MarkText(v)
	if e.files == nil || len(e.files.Insets) == 0 {
		return v
	}
	text, ok := value.Content(v)
	tr := v.Trace()
	if !ok || tr == nil || tr.Secret || tr.Public {
		return v
	}
	in := func(at document.Location) bool {
		i := e.files.Inset(at.File)
		return i != nil && i.Secret && (path.Ext(i.Name) != ".py" || telling(text))
	}
	if in(tr.At) || slices.ContainsFunc(tr.Steps, func(s document.Step) bool { return in(s.At) }) {
		return v.With(tr.Hidden())
	}
	return v
}

func (e *emitter) unknown(name string, n *document.Node, u *value.Unknown, depth int) {
	n.State, n.Because, n.Needs = document.Unknown, u.Because, u.Needs
	if u.Type == nil {
		n.Type = ""
	}
	if n.At.IsZero() {
		n.At = u.At
	}
	if depth < 2 {
		for _, c := range u.Choices {
			n.Choices = append(n.Choices, document.Choice{When: c.When, Node: e.choice(name, c.V, depth+1)})
		}
	}
	n.Truth = agreed(n.Choices)
}

func (e *emitter) choice(name string, v value.Value, depth int) *document.Node {
	if _, ok := v.(value.Unbound); ok {
		return &document.Node{State: document.Unset}
	}
	return e.node(name, value.Named(name, v), depth)
}

// agreed is the truth that all choices have.
func agreed(choices []document.Choice) *bool {
	var out *bool
	for _, c := range choices {
		if c.Node.Truth == nil || out != nil && *out != *c.Node.Truth {
			return nil
		}
		out = c.Node.Truth
	}
	return out
}

func (e *emitter) truth(v value.Value) *bool {
	t, err := value.Truthy(e.t, v)
	if err != nil || t == value.Maybe {
		return nil
	}
	yes := t == value.Yes
	return &yes
}

func (e *emitter) facts(name, text string, tr *value.Trace) *document.Facts {
	f := document.FactsOf(name, text)
	f.Group = e.secrets.add(text, tr)
	return &f
}

// writer writes the plain value of one node and what its parts tell apart.
type writer struct {
	*emitter
	setting string
	node    *document.Node
	items   int
}

// write gives plain JSON for a value; key is the name of the key or setting that
// holds it, which may make it secret. ok is false where JSON has nothing for it.
func (w *writer) write(at, key string, v value.Value, depth int) (out any, ok bool) {
	w.items++
	if w.items > maxItems || depth > 20 {
		w.node.State = document.Partial
		return map[string]any{document.KeyUnknown: document.Doubt{Because: "too large to show"}}, true
	}
	v = w.marked(value.Named(key, v))
	if at != "" {
		w.part(at, v)
	}
	v, _ = value.Rested(v)
	if u, is := value.IsUnknown(v); is {
		return w.doubt(u), true
	}
	v = w.marked(data(key, v))
	if text, is := value.Content(v); is && value.IsSecret(v) {
		if at == "" {
			return nil, false
		}
		return map[string]any{document.KeySecret: w.facts(w.secretName(at, key), text, v.Trace())}, true
	}
	return w.plain(at, v, depth)
}

// secretName is the name by which the facts of a part are made: exact lengths
// are given for SECRET_KEY and its fallbacks only.
func (w *writer) secretName(at, key string) string {
	if w.setting == "SECRET_KEY_FALLBACKS" {
		return w.setting
	}
	return w.setting + "." + key
}

func (w *writer) doubt(u *value.Unknown) any {
	w.node.State = document.Partial
	w.node.Needs = union(w.node.Needs, u.Needs)
	if w.node.Because == "" {
		w.node.Because = u.Because
	}
	key := document.KeyUnknown
	if u.Many {
		key = document.KeyMore
	}
	return map[string]any{key: document.Doubt{Because: u.Because, Needs: u.Needs}}
}

// part keeps the place of a part, and what its trace says beyond the node's own.
func (w *writer) part(at string, v value.Value) {
	p := document.Part{}
	tr := v.Trace()
	if tr != nil {
		if !tr.At.IsZero() {
			if w.node.AtPaths == nil {
				w.node.AtPaths = map[string]document.Location{}
			}
			w.node.AtPaths[at] = tr.At
		}
		w.node.Assumes, w.node.Reads = union(w.node.Assumes, tr.Assumes), union(w.node.Reads, tr.Reads)
		p.Assumes, p.Reads, p.Chain = tr.Assumes, tr.Reads, tr.Steps
		if tr.Origin != document.OriginLiteral {
			p.Origin = tr.Origin
		}
	}
	v, _ = value.Rested(v)
	p.Type = hiddenType(v)
	if p.Type == "" && p.Origin == "" && len(p.Assumes) == 0 && len(p.Reads) == 0 && len(p.Chain) == 0 {
		return
	}
	if w.node.Parts == nil {
		w.node.Parts = map[string]document.Part{}
	}
	w.node.Parts[at] = p
}

// hiddenType is the type of a value that its JSON does not tell.
func hiddenType(v value.Value) string {
	switch v.(type) {
	case value.NoneValue, value.Bool, value.Int, value.Float, value.Str, *value.List, *value.Dict, *value.Unknown:
		return ""
	}
	return v.Class().Name
}

func (w *writer) plain(at string, v value.Value, depth int) (any, bool) {
	switch v := v.(type) {
	case value.NoneValue:
		return nil, true
	case value.Bool:
		return v.B, true
	case value.Int:
		if i, ok := v.Int64(); ok {
			return i, true
		}
		return json.Number(v.Big().String()), true
	case value.Float:
		if !math.IsNaN(v.F) && !math.IsInf(v.F, 0) {
			return v.F, true
		}
	case value.Str:
		return v.Text(), true
	case value.Tuple:
		return w.list(at, w.arranged(at, v, v.Elems), depth), true
	case *value.List:
		return w.list(at, w.arranged(at, v, v.Elems()), depth), true
	case *value.Set:
		return w.set(at, v, depth), true
	case *value.Dict:
		return w.dict(at, v, depth), true
	case pathLike:
		return w.text(at, v)
	case *value.Module, *value.Class, *value.Builtin, value.Callable:
		return nil, false
	case namedTuple:
		if items, err := v.Items(w.t); err == nil && v.Class().Is(value.TupleClass) {
			return w.list(at, items, depth), true
		}
	}
	return w.text(at, v)
}

// pathLike is a path, also one that is called to join, as environ.Path is.
type pathLike interface {
	value.Value
	Fspath() (string, bool)
}

// namedTuple is what libraries have in place of a plain tuple: a parsed URL.
type namedTuple interface {
	value.Value
	Items(*value.Thread) ([]value.Value, error)
}

// text is Python's str of a value that JSON has no form for: bytes, timedelta, a path.
func (w *writer) text(at string, v value.Value) (any, bool) {
	if i, ok := v.(*value.Instance); ok && i.Data == nil {
		return nil, false
	}
	s, err := value.ToStr(w.t, v)
	if err != nil {
		return nil, false
	}
	text, ok := s.(value.Str)
	switch {
	case !ok:
		return nil, false
	case !value.IsSecret(value.MarkText(text)):
		return text.Text(), true
	case at == "":
		return nil, false
	}
	return map[string]any{document.KeySecret: w.facts(w.secretName(at, ""), text.Text(), v.Trace())}, true
}

// member writes one member of a container. An object that JSON has nothing for
// is not known there: null would be None.
func (w *writer) member(at, key string, v value.Value, depth int) any {
	if one, ok := w.write(at, key, v, depth+1); ok {
		return one
	}
	v, _ = value.Rested(v)
	if name, ok := w.object(v); ok {
		return name
	}
	w.node.State = document.Partial
	if w.node.Because == "" {
		w.node.Because = "an object that is no plain value"
	}
	return map[string]any{document.KeyUnknown: document.Doubt{Because: "an object that is no plain value (" + v.Class().Name + ")"}}
}

// object names what is the same in every process and no data: a class, a
// function, an object of a library, such as sys.stdout or celery's crontab. Like
// Python's str of it, but without its address. What a class of the project makes
// is not named so: it may be a list or a text in disguise.
func (w *writer) object(v value.Value) (string, bool) {
	switch v := v.(type) {
	case *value.Class:
		return "<class '" + strings.TrimPrefix(v.Module+"."+v.Name, ".") + "'>", true
	case *value.Module:
		return "<module '" + v.Name + "'>", true
	case *value.Instance:
		if v.Kind.Written || v.Kind.Unknown != nil {
			return "", false
		}
		return "<" + strings.TrimPrefix(v.Kind.Module+"."+v.Kind.Name, ".") + " object>", true
	case value.Callable:
		name, err := value.Attr(w.t, v, "__qualname__")
		if text, ok := name.(value.Str); ok && err == nil {
			return "<function " + text.Text() + ">", true
		}
	}
	return "", false
}

func (w *writer) list(at string, items []value.Value, depth int) []any {
	out := make([]any, 0, len(items))
	for i, v := range items {
		out = append(out, w.member(at+"["+strconv.Itoa(i)+"]", "", v, depth))
	}
	return out
}

// ranked are the settings of which it counts what stands where.
var ranked = map[string]bool{"MIDDLEWARE": true, "MIDDLEWARE_CLASSES": true, "PASSWORD_HASHERS": true}

// arranged are the items of a list or a tuple. Where their order is not known they come as
// those of a set do or, of a setting where that counts, each may be any of them.
func (w *writer) arranged(at string, v value.Value, items []value.Value) []value.Value {
	switch {
	case !value.Disordered(v):
		return items
	case at == "" && ranked[w.setting]:
		return value.InOrder(w.t, v, items)
	}
	return w.byRepr(items)
}

func (w *writer) set(at string, s *value.Set, depth int) []any {
	items := w.byRepr(s.Elems())
	if u := s.More(); u != nil {
		more := *u
		more.Many = true
		items = append(items, &more)
	}
	return w.list(at, items, depth)
}

// byRepr sorts items by their repr, so that the order is always the same.
func (w *writer) byRepr(items []value.Value) []value.Value {
	reprs := make([]string, len(items))
	order := make([]int, len(items))
	for i, v := range items {
		r, _ := value.ToRepr(w.t, v)
		text, _ := r.(value.Str)
		reprs[i], order[i] = text.Text(), i
	}
	sort.SliceStable(order, func(i, j int) bool { return reprs[order[i]] < reprs[order[j]] })
	out := make([]value.Value, 0, len(items)+1)
	for _, i := range order {
		out = append(out, items[i])
	}
	return out
}

func (w *writer) dict(at string, d *value.Dict, depth int) map[string]any {
	out := make(map[string]any, len(d.Entries()))
	for _, e := range d.Entries() {
		key, ok := w.key(e.Key)
		if !ok {
			w.node.State = document.Partial
			out[document.KeyMore] = document.Doubt{Because: "the text of a key is not known"}
			continue
		}
		sub := key
		if at != "" {
			sub = at + "." + key
		}
		out[key] = w.member(sub, key, e.Value, depth)
	}
	w.equals(d, out)
	if u := d.More(); u != nil {
		w.node.State = document.Partial
		w.node.Needs = union(w.node.Needs, u.Needs)
		out[document.KeyMore] = document.Doubt{Because: u.Because, Needs: u.Needs}
	}
	return out
}

// key is Python's str of a dict's key, or the number of its group where that is a
// secret; ok is false where it is not known.
func (w *writer) key(v value.Value) (key string, ok bool) {
	s := value.Underlying(v)
	text, ok := s.(value.Str)
	if !ok {
		var err error
		if s, err = value.ToStr(w.t, v); err != nil {
			return "", false
		}
		text, ok = s.(value.Str)
	}
	switch {
	case !ok:
		return "", false
	case value.IsSecret(value.MarkText(s)):
		return secretKey(w.facts("", text.Text(), nil)), true
	}
	return text.Text(), true
}

// equals tells, for each secret of a dict, which sibling fields have the same text.
func (w *writer) equals(d *value.Dict, out map[string]any) {
	for _, e := range d.Entries() {
		key, _ := w.key(e.Key)
		hidden, ok := out[key].(map[string]any)
		if !ok {
			continue
		}
		facts, ok := hidden[document.KeySecret].(*document.Facts)
		if !ok {
			continue
		}
		own, _ := value.Content(value.Underlying(e.Value))
		for _, other := range d.Entries() {
			text, ok := value.Content(value.Underlying(other.Value))
			if !ok || text != own || text == "" {
				continue
			}
			if name, ok := w.key(other.Key); ok && name != key {
				facts.Equals = append(facts.Equals, name)
			}
		}
		slices.Sort(facts.Equals)
	}
}

// VariableNode makes the node of a variable of the process environment.
func VariableNode(v document.Variable) *document.Node {
	n := &document.Node{State: v.State, Set: v.State != document.Unset, Origin: v.Origin, Because: v.Because, Needs: v.Needs,
		Assumes: v.Assumes, At: v.At, Chain: v.Chain, Type: "str"}
	text := v.Text.Reveal()
	n.Secret = secretVariable(v)
	switch {
	case v.State != document.Known:
	case n.Secret:
		f := document.FactsOf(v.Name, text)
		n.Facts = &f
	default:
		n.Value, n.HasValue = text, true
	}
	if v.State == document.Known {
		truth := text != ""
		n.Truth = &truth
	}
	return n
}

func secretVariable(v document.Variable) bool {
	return v.Secret || document.SecretName(v.Name) || document.SecretText(v.Text.Reveal())
}

func union(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
