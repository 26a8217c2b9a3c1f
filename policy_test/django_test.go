package policy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs"
	tables "github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// The settings of a document are those that Django has after it imported the
// same module in the same environment: every name, type and value.

// answer is what testdata/django_settings.py prints.
type answer struct {
	Django, Python string
	Settings       map[string]described
	Error          *raised
	Logging        string // the exception with which LOGGING is refused
}

// raised is an exception and the lines of the project that it passed, innermost last.
type raised struct {
	Type, File string
	Line       int
	Trace      []frame
}

type frame struct {
	File string
	Line int
}

// beyond is the exception of a stand-in that is asked for what it cannot give.
const beyond = "StandIn"

type described struct {
	Type  string
	Value any
	Facts any
	Types map[string]string
	Set   bool
}

// oracle is a Python that has Django and what the examples import.
type oracle struct {
	python, version string
	stubs           bool // what is not installed is a stand-in
}

func newOracle(t *testing.T) oracle {
	t.Helper()
	o := oracle{python: os.Getenv("DJGATE_PYTHON")}
	if o.python == "" {
		o.python = "python3"
	}
	out, err := exec.Command(o.python, "-c", "import celery, django, environ; assert django.VERSION >= (4, 2); print(django.get_version())").Output()
	if err != nil {
		const missing = "no Python with Django 4.2 or newer, django-environ and celery (DJGATE_PYTHON names one)"
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	o.version = strings.TrimSpace(string(out))
	return o
}

// filled is a text for a variable that is set to something unknown: what it
// certainly begins with goes on somehow.
func filled(v document.Variable) string {
	if begins := v.Begins.Reveal(); begins != "" {
		return begins + "1"
	}
	return usual(v.Name)
}

// environment is that of the target's process, as far as it is known.
func environment(target *targets.Target) map[string]string {
	out := map[string]string{}
	if c := target.Configuration.Class; c != "" {
		out["DJANGO_CONFIGURATION"] = c
	}
	for _, v := range target.Env {
		switch v.State {
		case document.Known:
			out[v.Name] = v.Text.Reveal()
		case document.Unknown:
			out[v.Name] = filled(v)
		}
	}
	return out
}

// answer imports the settings of a target as its process would. Where Django
// raises at a place at which the document says that a variable is missing, that
// is agreed, and the variable is filled in to see the rest.
func (o oracle) answer(t *testing.T, root string, target *targets.Target, d *document.Document) answer {
	t.Helper()
	variables := environment(target)
	for {
		a := o.ask(t, root, target, variables)
		if a.Error == nil || d.Source.Failure != nil {
			return a
		}
		i := slices.IndexFunc(d.Source.Required, func(r document.Required) bool {
			_, filled := variables[r.Name]
			return !filled && r.Certain && r.At.File == path.Join(target.Project.Dir, a.Error.File) && r.At.Line == a.Error.Line
		})
		if i < 0 {
			return a
		}
		name := d.Source.Required[i].Name
		variables[name] = usual(name)
	}
}

func (o oracle) ask(t *testing.T, root string, target *targets.Target, variables map[string]string) answer {
	t.Helper()
	input, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	args, seen := []string{"testdata/django_settings.py"}, root
	if o.stubs {
		seen = staged(t, root, target)
		args = append(args, "--stubs", "--root", seen)
	}
	if target.Program.File != "" {
		args = append(args, "--program", filepath.Join(seen, target.Program.File))
	}
	args = append(args, filepath.Join(seen, target.Project.Dir), target.SettingsModule)
	args = append(args, target.Argv...)
	cmd := exec.Command(o.python, args...)
	cmd.Stdin = bytes.NewReader(input)
	var told bytes.Buffer
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: the oracle fails: %v\n%s", target.ID, err, told.String())
	}
	var a answer
	decoder := json.NewDecoder(bytes.NewReader(bytes.ReplaceAll(out, []byte(seen), []byte(root))))
	decoder.UseNumber()
	if err := decoder.Decode(&a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestSettingsAreThoseOfDjango(t *testing.T) {
	o := newOracle(t)
	secrets := map[string]string{
		"DJANGO_SECRET_KEY": "a1B-c2D_e3F.g4H!i5J@k6L#m7N$o8P%q9R^s0T&u1V*w2X(y3", "POSTGRES_PASSWORD": "correct-horse",
		"EMAIL_HOST_PASSWORD": "battery-staple", "PAYMENT_TOKEN": "sk_test_1234567890",
	}
	for example, given := range map[string]map[string]string{"shop": nil, "shop-hardened": secrets} {
		t.Run(example, func(t *testing.T) {
			root, plan, docs := o.read(t, filepath.Join("..", "examples", example), given)
			if len(docs) < 2 {
				t.Errorf("%d targets are judged, want Compose's and Terraform's", len(docs))
			}
			for _, d := range docs {
				target := targetOf(plan, d)
				c := compareSettings(d, o.answer(t, root, target, d))
				t.Logf("%s under Django %s: %d equal, %d partial, unknown: %v", d.Target.ID, o.version, c.equal, c.partial, c.unknown)
				for _, message := range c.wrong {
					t.Errorf("%s: %s", d.Target.ID, message)
				}
				for _, name := range c.unknown {
					if n := d.Settings[name]; !restsOn(n, target, d.Source.Required) {
						t.Errorf("%s: %s: nothing that it needs is unknown (%v): %s", d.Target.ID, name, n.Needs, n.Because)
					}
				}
			}
		})
	}
}

// read reads a folder as the command does, for the oracle's Django.
func (o oracle) read(t *testing.T, folder string, given map[string]string) (root string, plan *targets.Plan, docs []*document.Document) {
	t.Helper()
	files, err := tree.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	options := inputs.Options{Options: targets.Options{Root: files.Path(), All: true}, AsOf: asOf, Django: o.version}
	for name, text := range given {
		options.Variables = append(options.Variables, document.Variable{Name: name, State: document.Known, Text: document.NewText(text),
			Origin: document.OriginEnv, At: document.Location{File: "--set"}})
	}
	result, err := inputs.Read(t.Context(), files, options)
	if err != nil {
		t.Fatal(err)
	}
	return files.Path(), result.Plan, result.Documents
}

func targetOf(plan *targets.Plan, d *document.Document) *targets.Target {
	i := slices.IndexFunc(plan.Targets, func(target *targets.Target) bool { return target.ID == d.Target.ID })
	return plan.Targets[i]
}

// restsOn tells whether an unknown needs a variable that is unknown or missing indeed.
func restsOn(n *document.Node, target *targets.Target, missing []document.Required) bool {
	for _, name := range n.Needs {
		if slices.ContainsFunc(missing, func(r document.Required) bool { return r.Name == name }) {
			return true
		}
		i := slices.IndexFunc(target.Env, func(v document.Variable) bool { return v.Name == name })
		if i >= 0 && target.Env[i].State == document.Unknown || i < 0 && !target.Closed {
			return true
		}
	}
	return false
}

// comparison counts the settings of one target.
type comparison struct {
	equal, partial int
	unknown, wrong []string
}

func compareSettings(d *document.Document, a answer) *comparison {
	c := &comparison{}
	if c.failure(d, a); a.Error != nil {
		return c
	}
	packaged := tables.PackageDefaults()
	for _, name := range slices.Sorted(maps.Keys(d.Settings)) {
		want, ok := a.Settings[name]
		n := d.Settings[name]
		switch {
		case ok:
			c.setting(name, n, want)
		case packaged[name].Package == "" && n.State != document.Unset && n.State != document.Unknown:
			c.differ(name, "Django has no such setting")
		}
	}
	for name := range a.Settings {
		if d.Settings[name] == nil {
			c.differ(name, "is missing")
		}
	}
	return c
}

func (c *comparison) differ(name, format string, args ...any) {
	c.wrong = append(c.wrong, name+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) failure(d *document.Document, a answer) {
	f := d.Source.Failure
	switch {
	case f == nil && a.Error == nil, a.Error != nil && a.Error.Type == beyond:
	case a.Error != nil && mayRaise(d, a.Error):
	case f != nil && a.Error != nil && a.Error.File == "" && f.Exception == a.Error.Type: // a library raised it anew
	case f == nil && a.Error.File == "" && a.Error.Type == "ImproperlyConfigured" && hasNoList(d): // a policy says so
	case f == nil:
		c.differ(d.Target.SettingsModule, "loads, and Django raises %s at %s:%d", a.Error.Type, a.Error.File, a.Error.Line)
	case a.Error == nil && f.Exception == a.Logging: // while Django starts
	case a.Error == nil:
		c.differ(d.Target.SettingsModule, "raises %s at %s:%d, and Django loads it", f.Exception, f.At.File, f.At.Line)
	case f.Exception != a.Error.Type || f.At.File != path.Join(d.Target.Project, a.Error.File) || f.At.Line != a.Error.Line:
		c.differ(d.Target.SettingsModule, "raises %s at %s:%d, and in Django %s at %s:%d", f.Exception, f.At.File, f.At.Line, a.Error.Type, a.Error.File, a.Error.Line)
	}
}

// hasNoList tells whether a setting is of a type that Django refuses while it starts.
func hasNoList(d *document.Document) bool {
	return slices.ContainsFunc([]string{"ALLOWED_HOSTS", "INSTALLED_APPS", "LOCALE_PATHS", "SECRET_KEY_FALLBACKS"}, func(name string) bool {
		n := d.Settings[name]
		return n != nil && n.Type != "list" && n.Type != "tuple"
	})
}

// mayRaise tells whether the document says that the settings may not load because
// of the place where Django raised: a syntax error, a doubt, or a variable that is open there.
func mayRaise(d *document.Document, e *raised) bool {
	at := func(at document.Location) bool {
		return at.File == path.Join(d.Target.Project, e.File) && at.Line == e.Line
	}
	return slices.ContainsFunc(d.Diagnostics, func(g document.Diagnostic) bool {
		return (g.Code == "python-syntax" || g.Code == "may-not-load") && at(g.At)
	}) ||
		slices.ContainsFunc(d.Source.Required, func(r document.Required) bool { return at(r.At) })
}

func (c *comparison) setting(name string, n *document.Node, want described) {
	before := len(c.wrong)
	switch n.State {
	case document.Unknown:
		c.unknown = append(c.unknown, name)
		return
	case document.Unset:
		c.differ(name, "unset, and Django has %s", want.Type)
		return
	}
	if isStub(want.Value) {
		return
	}
	if n.Type != want.Type {
		c.differ(name, "is %s, and in Django %s", n.Type, want.Type)
	}
	if n.Set != want.Set && n.Origin != document.OriginPackageDefault {
		c.differ(name, "set: %v, and in Django %v", n.Set, want.Set)
	}
	if n.Facts != nil {
		c.facts(name, reread(n.Facts), want)
	} else if n.HasValue {
		w := walk{c, name, n, want}
		w.value("", reread(n.Value), want.Value, want.Facts)
		w.types()
	}
	if len(c.wrong) > before {
		return
	}
	if n.State == document.Partial {
		c.partial++
		return
	}
	c.equal++
}

// reread is a value as a reader of the document gets it.
func reread(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		return err.Error()
	}
	return out
}

// facts compares what is told of a secret with what Django has.
func (c *comparison) facts(name string, got any, want described) {
	if text, ok := want.Value.(string); ok {
		c.secret(name, got, plainText(text, want.Type))
		return
	}
	c.secret(name, got, want.Facts)
}

// plainText is the text that a value of a type has; bytes are told as str writes them.
func plainText(text, kind string) string {
	if kind != "bytes" {
		return text
	}
	return strings.Trim(strings.TrimPrefix(text, "b"), text[len(text)-1:])
}

// secret compares facts with a text, or with the {"length", "distinct"} of one.
func (c *comparison) secret(name string, got, want any) {
	facts, _ := got.(map[string]any)
	count := func(v any) int64 {
		n, _ := v.(json.Number)
		i, _ := n.Int64()
		return i
	}
	var length, distinct int64
	switch want := want.(type) {
	case string:
		f := document.FactsOf("SECRET_KEY", want)
		length, distinct = int64(f.Length), int64(f.Distinct)
		placeholder := f.Placeholder || document.FactsOf(name, want).Placeholder // which may say its own name
		if facts["entropy"] != f.Entropy || facts["placeholder"] != placeholder || facts["published_default"] != f.PublishedDefault {
			c.differ(name, "another secret than Django's")
		}
	case map[string]any:
		if hidden, ok := want["$secret"].(map[string]any); ok {
			want = hidden
		}
		length, distinct = count(want["length"]), count(want["distinct"])
	default:
		c.differ(name, "is a secret, and in Django %T", want)
		return
	}
	exact := facts["length"] != nil && (count(facts["length"]) != length || count(facts["distinct"]) != distinct)
	if exact || facts["short"] != (length < 12) || facts["empty"] != (length == 0) {
		c.differ(name, "a secret of another length than Django's %d", length)
	}
}

// walk compares one value with Django's.
type walk struct {
	*comparison
	name string
	node *document.Node
	want described
}

func (w walk) value(at string, got, want, facts any) {
	if isStub(want) {
		return
	}
	switch got := got.(type) {
	case map[string]any:
		w.object(at, got, want, facts)
	case []any:
		items, ok := want.([]any)
		if !ok {
			items, ok = facts.([]any)
		}
		if !ok {
			w.differ(w.name+at, "is a list, and in Django %T", want)
			return
		}
		w.list(at, got, items)
	case json.Number:
		if number, ok := want.(json.Number); !ok || !sameNumber(got, number) {
			w.differ(w.name+at, "is %v, and in Django %v", got, want)
		}
	default:
		if text, ok := got.(string); ok && want == nil && facts != nil {
			if w.node.Set {
				w.differ(w.name+at, "is shown, and is a secret")
				return
			}
			w.secret(w.name+at, reread(document.FactsOf("SECRET_KEY", text)), facts)
		} else if got != want && !sameObject(got, want) {
			w.differ(w.name+at, "is %v, and in Django %v", got, want)
		}
	}
}

func sameNumber(a, b json.Number) bool {
	x, err1 := a.Float64()
	y, err2 := b.Float64()
	return a == b || err1 == nil && err2 == nil && x == y && (strings.ContainsAny(string(a), ".eE") || strings.ContainsAny(string(b), ".eE"))
}

// sameObject tells whether two texts name an object alike up to its address and attributes.
func sameObject(got, want any) bool {
	x, ok1 := got.(string)
	y, ok2 := want.(string)
	if !ok1 || !ok2 || !strings.HasPrefix(x, "<") {
		return false
	}
	kind, _, _ := strings.Cut(strings.TrimSuffix(x, ">"), " ")
	return strings.HasSuffix(x, " object>") || strings.HasPrefix(y, kind+" ")
}

func (w walk) object(at string, got map[string]any, want, facts any) {
	if got[document.KeyUnknown] != nil {
		return
	}
	if hidden, ok := got[document.KeySecret]; ok {
		if want == nil {
			want = facts
		}
		if text, ok := want.(string); ok {
			want = plainText(text, w.want.Types[strings.TrimPrefix(at, ".")])
		}
		w.secret(w.name+at, hidden, want)
		return
	}
	dict, ok := want.(map[string]any)
	if !ok || dict["$secret"] != nil {
		w.differ(w.name+at, "is a dict, and in Django %T", want)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if key == document.KeyMore || strings.Contains(key, "<secret ") {
			continue
		}
		item, ok := dict[key]
		if doubt, unknown := got[key].(map[string]any); !ok && unknown && doubt[document.KeyUnknown] != nil {
			continue // perhaps it is not there
		} else if !ok {
			w.differ(w.name+at, "has a key %q, and not in Django", key)
			continue
		}
		w.value(at+"."+key, got[key], item, nil)
	}
	for key := range dict {
		if got[key] == nil && !hidesKeys(got) && got[document.KeyMore] == nil && (dict[key] != nil) {
			w.differ(w.name+at, "lacks the key %q", key)
		}
	}
}

// hidesKeys tells whether a key of a dict is a secret, and so has no name here.
func hidesKeys(dict map[string]any) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(dict)), func(key string) bool { return strings.Contains(key, "<secret ") })
}

// list compares the members up to the first place where more may stand, and after the last.
func (w walk) list(at string, got, want []any) {
	first := slices.IndexFunc(got, isMore)
	if first < 0 {
		if len(got) != len(want) {
			w.differ(w.name+at, "has %d members, and in Django %d", len(got), len(want))
			return
		}
		first = len(got)
	}
	if len(want) < len(got)-count(got, isMore) {
		w.differ(w.name+at, "has more members than in Django")
		return
	}
	if w.isSet(at) && first < len(got) {
		return
	}
	for i := range first {
		w.value(fmt.Sprintf("%s[%d]", at, i), got[i], want[i], nil)
	}
	for i := 1; first < len(got) && !isMore(got[len(got)-i]); i++ {
		w.value(fmt.Sprintf("%s[-%d]", at, i), got[len(got)-i], want[len(want)-i], nil)
	}
}

// isStub tells whether a value came from a package that the oracle's Python lacks.
func isStub(v any) bool {
	object, ok := v.(map[string]any)
	return ok && object["$stub"] != nil
}

func isMore(v any) bool {
	object, ok := v.(map[string]any)
	return ok && object[document.KeyMore] != nil && len(object) == 1
}

func count(list []any, is func(any) bool) (n int) {
	for _, v := range list {
		if is(v) {
			n++
		}
	}
	return n
}

func (w walk) isSet(at string) bool {
	kind := w.node.Type
	if at != "" {
		kind = w.node.Parts[strings.TrimPrefix(at, ".")].Type
	}
	return strings.HasSuffix(kind, "set")
}

// types compares the types inside a value that the project sets and that is known as a whole.
func (w walk) types() {
	if dict, _ := w.node.Value.(map[string]any); w.node.State != document.Known || !w.node.Set || hidesKeys(dict) {
		return
	}
	got := map[string]string{}
	for at, part := range w.node.Parts {
		if part.Type != "" {
			got[at] = part.Type
		}
	}
	for _, at := range slices.Sorted(maps.Keys(w.want.Types)) {
		if got[at] != w.want.Types[at] && w.want.Types[at] != "Stub" {
			w.differ(w.name+" "+at, "is %q, and in Django %q", got[at], w.want.Types[at])
		}
	}
	for _, at := range slices.Sorted(maps.Keys(got)) {
		if w.want.Types[at] == "" {
			w.differ(w.name+" "+at, "is %q, and not in Django", got[at])
		}
	}
}
