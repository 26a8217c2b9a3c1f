package evaluator

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says what is not known of the paths that a policy reads: the thing
// itself, something under it, or something over it.

// unknowns returns a cause for each unknown that the policy reads, in order.
func unknowns(p *Policy, d *document.Document) []Cause {
	var causes []Cause
	seen := map[string]bool{}
	for _, path := range p.Reads {
		for _, c := range unknownAt(d, path, p.JudgesFallback) {
			if !seen[c.Path] {
				seen[c.Path] = true
				causes = append(causes, c)
			}
		}
	}
	return causes
}

func unknownAt(d *document.Document, path string, fallback bool) []Cause {
	root, rest, _ := strings.Cut(path, ".")
	switch root {
	case "settings":
		name, inner, _ := strings.Cut(rest, ".")
		return nodeUnknown(d.Settings[name], name, inner, fallback)
	case "env":
		return variableUnknown(d, rest, fallback)
	case "infra":
		return factsUnknown(d, rest)
	case "deps":
		if rest == "django" && d.Django.Exact == "" && d.Django.Series == "" {
			return []Cause{{Path: path, Because: "the version of Django is not known", At: d.Django.At}}
		}
	case "source":
		if rest == "required" {
			return requiredUnknown(d)
		}
	}
	return nil
}

// unset is why a variable is not known that no source sets.
const unset = "nothing here sets it"

// variableUnknown: in an open environment a variable that no source sets may be set, and
// whichever else (env.*).
func variableUnknown(d *document.Document, name string, fallback bool) []Cause {
	node, found := d.Env[name]
	switch {
	case found || d.Target.Closed:
	case name == "*":
		return []Cause{{Path: "env.*", Because: "other variables may be set where no file shows it"}}
	default:
		return []Cause{{Path: "env." + name, Because: unset, Needs: []string{name}}}
	}
	return nodeUnknown(node, "env."+name, "", fallback)
}

// factsUnknown: a fact of the infrastructure, of every resource of a kind:
// databases.*.public.
func factsUnknown(d *document.Document, path string) []Cause {
	var causes []Cause
	kind, field, _ := strings.Cut(path, ".*.")
	for _, f := range d.Infra.Facts(kind, field) {
		if f.Node.State == document.Unknown {
			causes = append(causes, Cause{Path: "infra." + f.Name + "." + field, Because: f.Node.Because, Needs: f.Node.Needs, At: f.Node.At})
		}
	}
	return causes
}

// requiredUnknown: a variable that the settings demand and that nothing here sets
// may be set elsewhere, or its line may not be run.
func requiredUnknown(d *document.Document) []Cause {
	var causes []Cause
	for _, r := range d.Source.Required {
		switch {
		case r.Provided || d.Target.Closed && r.Certain:
		case d.Target.Closed:
			causes = append(causes, Cause{Path: "env." + r.Name, Because: "nothing sets it, and the line that demands it may not be run", Needs: []string{r.Name}, At: r.At})
		default:
			causes = append(causes, Cause{Path: "env." + r.Name, Because: "the settings demand it and nothing here sets it", Needs: []string{r.Name}, At: r.At})
		}
	}
	return causes
}

// nodeUnknown returns what is unknown of a node, as far as path reads it.
func nodeUnknown(n *document.Node, subject, path string, fallback bool) []Cause {
	if n == nil {
		return nil
	}
	if fallback && n.IfUnset != nil {
		return demanded(nodeUnknown(n.IfUnset, subject, path, false))
	}
	switch n.State {
	case document.Unknown:
		return []Cause{{Path: subject, Because: n.Because, Needs: n.Needs, At: n.At}}
	case document.Partial:
		w := walker{node: n}
		var pattern []string
		if path != "" {
			pattern = strings.Split(path, ".")
		}
		w.walk(n.Value, subject, "", pattern)
		return w.causes
	}
	return nil
}

// demanded takes away what needs a variable: where none is set, the program does
// not start, so that there is no value to judge.
func demanded(causes []Cause) []Cause {
	return slices.DeleteFunc(causes, func(c Cause) bool { return len(c.Needs) > 0 })
}

// walker collects the unknowns of a partial value.
type walker struct {
	node   *document.Node
	causes []Cause
}

// walk visits v at a path inside the node; pattern is what is still to be
// followed, after which everything counts.
func (w *walker) walk(v any, subject, path string, pattern []string) {
	switch c := v.(type) {
	case []any:
		for i, element := range c {
			w.step(element, strconv.Itoa(i), subject, fmt.Sprintf("%s[%d]", path, i), pattern)
		}
	case map[string]any:
		if doubt, found := c[document.KeyUnknown]; found && len(c) == 1 {
			w.add(doubt, subject, path)
			return
		}
		if doubt, found := c[document.KeyMore]; found && !settled(c, pattern) {
			w.add(doubt, subject, path)
		}
		for _, key := range slices.Sorted(maps.Keys(c)) {
			if key != document.KeyMore && key != document.KeySecret {
				w.step(c[key], key, subject, strings.TrimPrefix(path+"."+key, "."), pattern)
			}
		}
	}
}

// settled: a container that may have further keys has the one that is read.
func settled(c map[string]any, pattern []string) bool {
	if len(pattern) == 0 || pattern[0] == "*" {
		return false
	}
	_, found := c[pattern[0]]
	return found
}

func (w *walker) step(v any, key, subject, path string, pattern []string) {
	switch {
	case len(pattern) == 0:
		w.walk(v, subject, path, nil)
	case pattern[0] == "*" || pattern[0] == key:
		w.walk(v, subject, path, pattern[1:])
	}
}

func (w *walker) add(doubt any, subject, path string) {
	c := Cause{Path: join(subject, path), Because: w.node.Because, Needs: w.node.Needs, At: w.node.At}
	switch d := doubt.(type) {
	case document.Doubt:
		c.Because, c.Needs = d.Because, d.Needs
	case *document.Doubt:
		c.Because, c.Needs = d.Because, d.Needs
	}
	if at, found := nearest(w.node.AtPaths, path); found {
		c.At = at
	}
	w.causes = append(w.causes, c)
}

// join writes a path inside a node as a subject.
func join(subject, path string) string {
	if path == "" || path[0] == '[' {
		return subject + path
	}
	return subject + "." + path
}
