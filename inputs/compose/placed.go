package compose

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
)

// fileMounts finds the files of the secrets and configs that services name.
type fileMounts struct {
	*loader
	secrets, configs *node
}

// of returns the files that a service finds; of those at one path the last counts.
func (f fileMounts) of(service *node) []document.Placed {
	var out []document.Placed
	add := func(key string, definitions *node, dir string) {
		for _, ref := range service.get(key).each() {
			p, ok := f.placed(ref, key, definitions, dir)
			if !ok {
				continue
			}
			out = slices.DeleteFunc(out, func(have document.Placed) bool { return have.Target == p.Target })
			out = append(out, p)
		}
	}
	add("secrets", f.secrets, "/run/secrets")
	add("configs", f.configs, "/")
	return out
}

// placed reads one entry of secrets or configs: a file of the project, a text of the
// Compose file, or one that is not known.
func (f fileMounts) placed(ref *node, key string, definitions *node, dir string) (document.Placed, bool) {
	name, target := f.text(ref), ""
	if ref.kind == mapping {
		name, target = f.text(ref.get("source")), f.text(ref.get("target"))
	}
	if name == "" {
		return document.Placed{}, false
	}
	if target == "" {
		target = name
	}
	if !path.IsAbs(target) {
		target = path.Join(dir, target)
	}
	out := document.Placed{Target: target, At: ref.at}
	definition := definitions.get(name)
	if file := definition.get("file"); !file.isNull() && file.kind == scalar {
		if p, ok := docker.Inside(file.src.dir, f.text(file)); ok && expand(file).known() {
			out.Source = p
		}
		return out, true
	}
	if out.Inset = inset(definition.get("content"), key+"."+name, path.Base(target)); out.Inset != nil {
		out.Source = out.Inset.Name
	}
	return out, true
}

// inset is the text of a config that stands in the Compose file, its variables
// replaced; nil where it does not, or is not known.
func inset(content *node, words ...string) *document.Inset {
	if content.isNull() || content.kind != scalar {
		return nil
	}
	x := expand(content)
	if !x.known() || len(x.assumes) > 0 {
		return nil
	}
	i := document.NewInset(x.text, content.at, words...)
	if i == nil {
		return nil
	}
	i.Secret = x.secret
	if content.block && strings.Count(x.text, "\n") == strings.Count(content.text, "\n") {
		i.Block(content.src.lines)
	}
	return i
}
