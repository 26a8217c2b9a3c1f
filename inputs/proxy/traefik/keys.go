// Package traefik reads what Traefik is told, and says what each of its ways in
// does with requests.
//
// Files, flags, variables and labels all say the same things, so each becomes a
// list of keys in lower case ("http.routers.shop.rule") and their values.
package traefik

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// setting is the value of a key, and where it stands. Lists have commas.
type setting struct {
	text string
	at   document.Location
}

// keys are settings by their key.
type keys map[string]setting

// text returns the value of a key.
func (k keys) text(key string) string { return k[key].text }

func (k keys) on(key string) bool { return k.text(key) == "true" }

// list returns the members of a list.
func (k keys) list(key string) []string {
	var out []string
	for _, s := range strings.Split(k.text(key), ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// has tells whether there is a key, or one below it.
func (k keys) has(key string) bool {
	for name := range k {
		if name == key || strings.HasPrefix(name, key+".") {
			return true
		}
	}
	return false
}

// at is the place of a key or of the first one below it.
func (k keys) at(key string) document.Location {
	for _, name := range k.sorted() {
		if name == key || strings.HasPrefix(name, key+".") {
			return k[name].at
		}
	}
	return document.Location{}
}

func (k keys) sorted() []string {
	var out []string
	for name := range k {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// below lists the names that stand right below a key.
func (k keys) below(key string) []string {
	var out []string
	for _, name := range k.sorted() {
		if rest, ok := strings.CutPrefix(name, key+"."); ok {
			rest, _, _ = strings.Cut(rest, ".")
			if !slices.Contains(out, rest) {
				out = append(out, rest)
			}
		}
	}
	return out
}

// flags reads --key=value and --key.
func flags(command []string, at document.Location) keys {
	out := keys{}
	for _, word := range command {
		for _, part := range strings.Fields(word) {
			if flag, ok := strings.CutPrefix(part, "--"); ok {
				name, value, given := strings.Cut(flag, "=")
				if !given {
					value = "true"
				}
				out[strings.ToLower(name)] = setting{value, at}
			}
		}
	}
	return out
}

// variables reads TRAEFIK_KEY_KEY=value.
func variables(env []document.Variable) keys {
	out := keys{}
	for _, v := range env {
		if rest, ok := strings.CutPrefix(v.Name, "TRAEFIK_"); ok && v.State == document.Known {
			out[strings.ToLower(strings.ReplaceAll(rest, "_", "."))] = setting{v.Text.Reveal(), v.At}
		}
	}
	return out
}

// labels reads traefik.key=value.
func labels(all map[string]string, at document.Location) keys {
	out := keys{}
	for name, value := range all {
		if rest, ok := strings.CutPrefix(strings.ToLower(name), "traefik."); ok {
			out[rest] = setting{value, at}
		}
	}
	return out
}

// The codes of the diagnostics.
const (
	CodeRead      = "traefik-read"   // a file cannot be read
	CodeSyntax    = "traefik-syntax" // Traefik refuses the file
	CodeTemplated = "templated"      // the file is a template of another program
)

// Bounds on hostile files.
const (
	maxNodes = 20_000
	maxDepth = 32
)

// file reads a file in YAML or TOML. A diagnostic says why not.
func file(shown, text string) (keys, *document.Diagnostic) {
	src := source.New(shown, text)
	if message, at := src.Unfit(); message != "" {
		return nil, &document.Diagnostic{Code: CodeRead, Severity: "error", At: at, Message: message}
	}
	if at, is := src.Templated("{{", "{%"); is {
		return nil, &document.Diagnostic{Code: CodeTemplated, Severity: "warning", At: at, Message: "the file is a template, and is not read"}
	}
	w := walker{file: shown, out: keys{}}
	if path.Ext(shown) == ".toml" {
		var tree map[string]any
		if err := toml.Unmarshal([]byte(src.Text), &tree); err != nil {
			return nil, refused(shown, 1, "TOML")
		}
		w.plain("", tree, 0)
		return w.out, nil
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(src.Text), &root); err != nil {
		return nil, refused(shown, 1, "YAML")
	}
	if w.node("", &root, 0); w.count > maxNodes {
		return nil, &document.Diagnostic{Code: CodeRead, Severity: "error", At: document.Location{File: shown, Line: 1},
			Message: fmt.Sprintf("the file has more than %d values, or too many in each other", maxNodes)}
	}
	return w.out, nil
}

func refused(shown string, line int, language string) *document.Diagnostic {
	return &document.Diagnostic{Code: CodeSyntax, Severity: "error", At: document.Location{File: shown, Line: line},
		Message: "Traefik does not read it: it is no " + language}
}

// walker flattens a tree.
type walker struct {
	file  string
	out   keys
	count int
}

func join(key, name string) string {
	if key == "" {
		return strings.ToLower(name)
	}
	return key + "." + strings.ToLower(name)
}

// node flattens YAML. What is too deep or too much is told by the count.
func (w *walker) node(key string, n *yaml.Node, depth int) {
	if w.count++; w.count > maxNodes {
		return
	}
	if depth > maxDepth {
		w.count = maxNodes + 1
		return
	}
	switch n.Kind {
	case yaml.DocumentNode:
		w.node(key, n.Content[0], depth+1)
	case yaml.AliasNode:
		w.node(key, n.Alias, depth+1)
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			w.node(join(key, n.Content[i].Value), n.Content[i+1], depth+1)
		}
		if len(n.Content) == 0 {
			w.set(key, "", n)
		}
	case yaml.SequenceNode:
		var texts []string
		for i, c := range n.Content {
			if c.Kind == yaml.ScalarNode {
				texts = append(texts, c.Value)
			} else {
				w.node(join(key, strconv.Itoa(i)), c, depth+1)
			}
		}
		w.set(key, strings.Join(texts, ","), n)
	case yaml.ScalarNode:
		w.set(key, n.Value, n)
	}
}

func (w *walker) set(key, text string, n *yaml.Node) {
	w.out[key] = setting{text, document.Location{File: w.file, Line: n.Line, Column: n.Column}}
}

// plain flattens TOML, of which no places are known.
func (w *walker) plain(key string, v any, depth int) {
	at := document.Location{File: w.file, Line: 1}
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if depth < maxDepth {
				w.plain(join(key, name), inner, depth+1)
			}
		}
		if len(v) == 0 {
			w.out[key] = setting{"", at}
		}
	case []any:
		var texts []string
		for i, inner := range v {
			if _, is := inner.(map[string]any); is && depth < maxDepth {
				w.plain(join(key, strconv.Itoa(i)), inner, depth+1)
			} else {
				texts = append(texts, fmt.Sprint(inner))
			}
		}
		w.out[key] = setting{strings.Join(texts, ","), at}
	default:
		w.out[key] = setting{fmt.Sprint(v), at}
	}
}
