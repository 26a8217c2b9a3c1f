package urlconf

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// list gives the routes of a list of URL patterns.
func (m *module) list(e syntax.Expr) []entry {
	switch e := e.(type) {
	case *syntax.List:
		return m.elements(e.Elts)
	case *syntax.Tuple:
		return m.elements(e.Elts)
	case *syntax.Name:
		if own, ok := m.lists[e.ID]; ok {
			return own
		}
		return m.elsewhere(m.dotted(e))
	case *syntax.Attribute:
		return m.elsewhere(m.dotted(e))
	case *syntax.BinOp:
		if e.Op == syntax.Add {
			return slices.Concat(m.list(e.Left), m.list(e.Right))
		}
	case *syntax.IfExp:
		return m.either(e, m.list)
	case *syntax.Call:
		return m.listCall(e)
	case *syntax.ListComp:
		return uncertain(m.element(e.Elt))
	case *syntax.GeneratorExp:
		return uncertain(m.element(e.Elt))
	}
	return nil
}

// either gives the routes of the arm that counts, or of both.
func (m *module) either(e *syntax.IfExp, read func(syntax.Expr) []entry) []entry {
	switch m.truth(e.Test) {
	case yes:
		return read(e.Body)
	case no:
		return read(e.Orelse)
	}
	return uncertain(slices.Concat(read(e.Body), read(e.Orelse)))
}

// listCall knows the functions that take routes and give them back; of the others
// that the framework has (static, staticfiles_urlpatterns) none adds one while
// DEBUG is off.
func (m *module) listCall(e *syntax.Call) []entry {
	f := m.dotted(e.Func)
	switch last := f[strings.LastIndexByte(f, '.')+1:]; {
	case last == "i18n_patterns" || last == "patterns":
		return m.elements(e.Args)
	case last == "format_suffix_patterns" || last == "list" || last == "tuple" || last == "sorted":
		if len(e.Args) > 0 {
			return m.list(e.Args[0])
		}
	default:
		return m.routesOf(f)
	}
	return nil
}

// routesOf are the routes that a function of the project may give back: all that
// stand in it.
func (m *module) routesOf(f string) []entry {
	i := strings.LastIndexByte(f, '.')
	if i < 0 {
		return nil
	}
	home := m.r.module(f[:i])
	if home == nil {
		return nil
	}
	def, ok := home.defs[f[i+1:]].(*syntax.FunctionDef)
	if !ok {
		return nil
	}
	var out []entry
	syntax.Walk(def, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if ok = ok && routes(home.dotted(c.Func)); ok {
			out = append(out, uncertain(home.pattern(c))...)
		}
		return !ok
	})
	return out
}

// elsewhere is a list that another module of the project binds.
func (m *module) elsewhere(p string) []entry {
	if i := strings.LastIndexByte(p, '.'); i > 0 {
		return m.r.attribute(p[:i], p[i+1:])
	}
	return nil
}

func (m *module) elements(elts []syntax.Expr) []entry {
	var out []entry
	for _, e := range elts {
		if len(out) > maxEntries {
			break
		}
		out = append(out, m.element(e)...)
	}
	return out
}

// element gives the routes of one member of a list.
func (m *module) element(e syntax.Expr) []entry {
	switch e := e.(type) {
	case *syntax.Starred:
		return m.list(e.Value)
	case *syntax.IfExp:
		return m.either(e, m.element)
	case *syntax.Name:
		if v, ok := m.values[e.ID].(*syntax.Call); ok {
			return m.element(v)
		}
		return m.list(e)
	case *syntax.Call:
		if routes(m.dotted(e.Func)) {
			return m.pattern(e)
		}
	}
	return nil
}

// routes tells whether a function makes one route of a path and a view.
func routes(f string) bool {
	switch f {
	case "django.urls.path", "django.urls.re_path", "django.urls.conf.path", "django.urls.conf.re_path",
		"django.conf.urls.url", "django.conf.urls.re_path", "django.urls.url":
		return true
	}
	return false
}

// pattern gives the routes of one call of path, re_path or url.
func (m *module) pattern(c *syntax.Call) []entry {
	prefix := text{}
	if at := argument(c, 0, "route", "regex"); at != nil {
		prefix = m.text(at)
	}
	if !strings.HasSuffix(m.dotted(c.Func), ".path") {
		prefix.text = plain(prefix.text)
	}
	view := argument(c, 1, "view")
	if inner, ok := view.(*syntax.Call); ok && strings.HasSuffix(m.dotted(inner.Func), ".include") && len(inner.Args) > 0 {
		return m.below(prefix, m.included(inner.Args[0]))
	}
	p := m.dotted(view)
	if p == "" {
		return nil
	}
	return []entry{{path: prefix.text, told: prefix.known, view: p, options: m.options(c), certain: m.certain, at: m.at(c)}}
}

func argument(c *syntax.Call, i int, names ...string) syntax.Expr {
	if i < len(c.Args) {
		return c.Args[i]
	}
	for _, k := range c.Keywords {
		if slices.Contains(names, k.Arg) {
			return k.Value
		}
	}
	return nil
}

// plain is the text that a regular expression begins with.
func plain(regex string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(regex, "^"), "$"), `\`, "")
}

func (m *module) below(prefix text, list []entry) []entry {
	out := slices.Clone(list)
	for i := range out {
		out[i].path, out[i].told = prefix.text+out[i].path, prefix.known && out[i].told
		out[i].certain = out[i].certain && m.certain
	}
	return out
}

// included gives the routes of what include takes: a module, its name, a list, or
// a pair of one of these and a namespace.
func (m *module) included(e syntax.Expr) []entry {
	switch e := e.(type) {
	case *syntax.Constant:
		if name, ok := e.Value.(string); ok {
			return m.r.attribute(name, "urlpatterns")
		}
	case *syntax.Tuple:
		if len(e.Elts) > 0 {
			return m.included(e.Elts[0])
		}
	case *syntax.Name, *syntax.Attribute:
		p := m.dotted(e)
		if isAdmin(p) {
			return []entry{{view: p, told: true, certain: m.certain, at: m.at(e)}}
		}
		if p != "" && m.r.module(p) != nil {
			return m.r.attribute(p, "urlpatterns")
		}
		if name, ok := e.(*syntax.Name); ok {
			if t := m.texts[name.ID]; t.known {
				return m.r.attribute(t.text, "urlpatterns")
			}
		}
	}
	return m.list(e)
}

// options are the arguments of a view that are True.
func (m *module) options(c *syntax.Call) map[string]bool {
	d, ok := argument(c, 2, "kwargs").(*syntax.Dict)
	if !ok {
		return nil
	}
	out := map[string]bool{}
	for i, key := range d.Keys {
		name, named := literal(key)
		if v, ok := d.Values[i].(*syntax.Constant); ok && named && v.Value == true {
			out[name] = true
		}
	}
	return out
}

// isAdmin tells whether a dotted path is the urls of an AdminSite: by the name of
// the object, since a project may make one of its own.
func isAdmin(p string) bool {
	site, ok := strings.CutSuffix(p, ".urls")
	if !ok {
		return false
	}
	name := site[strings.LastIndexByte(site, '.')+1:]
	return site == "django.contrib.admin.site" || site == "django.contrib.admin.sites.site" || strings.Contains(name, "admin") && name != "admin"
}
