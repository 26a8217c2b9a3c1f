package platforms

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file makes the variables and commands of processes.

// dashboard is why the processes of most platforms are open.
const dashboard = "variables are set in its dashboard too"

// environment collects variables, the later ones on top.
type environment map[string]document.Variable

func (e environment) put(vs ...document.Variable) {
	for _, v := range vs {
		e[v.Name] = v
	}
}

func (e environment) sorted() []document.Variable {
	return slices.SortedFunc(maps.Values(e), func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
}

// with is a copy with further variables.
func (e environment) with(vs ...document.Variable) environment {
	out := maps.Clone(e)
	if out == nil {
		out = environment{}
	}
	out.put(vs...)
	return out
}

// table adds a mapping of names to values.
func (e environment) table(n *node) {
	for _, p := range n.members() {
		e.put(variable(p.key, p.at, p.value))
	}
}

// variable is NAME: value. key is the place of the name.
func variable(name string, key document.Location, value *node) document.Variable {
	v := document.Variable{Name: name, State: document.Known, Origin: document.OriginLiteral, At: value.place(key),
		Chain: []document.Step{{Kind: document.StepEnvironment, At: key, Name: name}}}
	switch {
	case value == nil || value.kind == mapping || value.kind == sequence || value.kind == null:
		return unknown(v, "it is no text")
	case value.kind == number && !plainNumber.MatchString(value.text), value.kind == truth && value.text != "true" && value.text != "false":
		return unknown(v, "how the platform writes it is not known")
	case isPlaceholder(value.text):
		return unknown(v, "another program fills it in")
	}
	v.Text = document.NewText(value.text)
	return v
}

// plainNumber is a number that every reader writes alike.
var plainNumber = pattern.New(`^(0|-?[1-9][0-9]{0,15})$`)

// placeholder: ((name)) of Cloud Foundry, ${name}, {{ name }}, `{"Ref": ...}` of
// Elastic Beanstalk, $NAME, %NAME% and <name> as a whole.
var placeholder = pattern.New("\\(\\([^()]+\\)\\)|\\$\\{|\\{\\{|^`|^\\$[A-Za-z_]\\w*$|^%\\w+%$|^<[^<>]*>$")

func isPlaceholder(s string) bool { return placeholder.MatchString(s) }

func unknown(v document.Variable, because string) document.Variable {
	v.State, v.Text, v.Origin = document.Unknown, document.Text{}, document.OriginEnv
	v.Because, v.Needs = because, []string{v.Name}
	return v
}

// stored is a variable that the platform reads from a store of secrets.
func stored(v document.Variable, because string) document.Variable {
	v = unknown(v, because)
	v.Secret, v.Origin = true, document.OriginSecretStore
	return v
}

// generated is a variable of which the platform makes a random text, once and for all.
func generated(v document.Variable, platform string) document.Variable {
	v = stored(v, platform+" makes a random value of it")
	v.Origin = document.OriginGenerated
	return v
}

// given are the variables that a platform itself sets: to a text, or to what is
// not known before it runs ("").
func given(platform string, at document.Location, texts map[string]string) []document.Variable {
	var out []document.Variable
	for name, text := range texts {
		v := document.GivenBy(platform, name, text, at)
		v.Filled = v.Filled && !strings.Contains(name, "_GIT_") // empty for what is deployed from no repository
		out = append(out, v)
	}
	return out
}

// command is a command line as an argument list: {"/bin/sh", "-c", text}.
func command(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return []string{"/bin/sh", "-c", text}
}

// words splits a command line that no shell reads; one with quotes is left to it.
func words(text string) []string {
	if strings.ContainsAny(text, "'\"\\$&|;<>`()") {
		return command(text)
	}
	return strings.Fields(text)
}

// within is a path below a folder of the root; "" where it leaves the root.
func within(dir, name string) string {
	name = path.Join(dir, name)
	if name == ".." || strings.HasPrefix(name, "../") {
		return ""
	}
	return name
}

// port is one that only the platform's edge reaches.
func port(w *document.Workload, n *node) {
	if n != nil && n.kind == number {
		w.Expose = append(w.Expose, n.text)
	}
}
