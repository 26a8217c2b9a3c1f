package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Mezzanine 4 to 6 (mezzanine/utils/conf.py): real_project_name names the package of the
// settings, and set_dynamic_settings(globals()) finishes them. What that adds depends on
// optional packages: a list that it changes keeps its items, and may have others.

func mezzanineModules() map[string]maker {
	return map[string]maker{
		"mezzanine":       packageOf("mezzanine", "utils"),
		"mezzanine.utils": packageOf("mezzanine.utils", "conf"),
		"mezzanine.utils.conf": func(*value.Thread) value.Value {
			m := value.NewModule("mezzanine.utils.conf", "")
			m.Func("real_project_name", strict("real_project_name", "project_name", projectName))
			m.Func("set_dynamic_settings", loose("set_dynamic_settings", "s", dynamicSettings))
			m.Fallback = notFollowed("mezzanine.utils.conf")
			return m
		},
	}
}

func projectName(_ *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if s, ok := text(a[0]); ok && s == "{{ project_name }}" {
		return value.NewStr("project_name", tr), nil
	}
	return a[0], nil
}

// mezzanine finishes the settings of a module.
type mezzanine struct{ bindings }

func dynamicSettings(t *value.Thread, a args) (value.Value, error) {
	m := mezzanine{bindings{t, a[0]}}
	for _, step := range []func() error{m.fallbacks, m.lists, m.languages, m.databases, m.others} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// fallbacks stand for what the project leaves empty.
func (m mezzanine) fallbacks() error {
	hosts, err := m.get("ALLOWED_HOSTS")
	if err != nil {
		return err
	}
	hosts = orNone(hosts)
	on, err := value.Truthy(m.t, hosts)
	if err != nil {
		return err
	}
	if on != value.Yes {
		if err := m.set("ALLOWED_HOSTS", unknown(m.t, "the hosts are the sites that the database holds", hosts.Trace())); err != nil {
			return err
		}
	}
	zone, err := m.get("TIME_ZONE")
	if err != nil || !isNone(orNone(zone)) {
		return err
	}
	return m.set("TIME_ZONE", typed(unknown(m.t, "the time zone is the machine's", orNone(zone).Trace()), value.StrClass))
}

// lists changes those that the apps decide.
func (m mezzanine) lists() error {
	middleware := "MIDDLEWARE"
	if v, err := m.get(middleware); err != nil {
		return err
	} else if v == nil || isNone(v) {
		middleware = "MIDDLEWARE_CLASSES"
	}
	for _, name := range []string{"AUTHENTICATION_BACKENDS", "STATICFILES_FINDERS"} {
		if v, err := m.get(name); err != nil {
			return err
		} else if v != nil {
			continue
		}
		def := attribute(m.t, "django.conf.global_settings", name)
		if def == nil {
			def = unknown(m.t, "the defaults of Django's version are not known")
		}
		if err := m.set(name, def); err != nil {
			return err
		}
	}
	for _, l := range []struct {
		name   string
		change func(items []value.Value) []value.Value
	}{
		{"INSTALLED_APPS", m.apps},
		{middleware, m.middleware},
		{"AUTHENTICATION_BACKENDS", func(items []value.Value) []value.Value { return append([]value.Value{m.perhaps()}, items...) }},
		{"STATICFILES_FINDERS", func(items []value.Value) []value.Value { return append(items, m.perhaps()) }},
	} {
		if err := m.list(l.name, l.change); err != nil {
			return err
		}
	}
	return nil
}

// list changes the items of a list or tuple.
func (m mezzanine) list(name string, change func(items []value.Value) []value.Value) error {
	v, err := value.Item(m.t, m.config, value.NewStr(name, nil))
	if err != nil {
		return err
	}
	if u, ok := value.IsUnknown(v); ok {
		return m.set(name, spread(u))
	}
	items, err := value.Items(m.t, v)
	if err != nil {
		return err
	}
	items = change(slices.Clone(items))
	if _, isList := v.(*value.List); isList {
		return m.set(name, m.t.NewList(items, v.Trace()))
	}
	return m.set(name, value.NewTuple(items, v.Trace()))
}

// perhaps stands for any number of items that the library adds.
func (m mezzanine) perhaps() value.Value {
	u := unknown(m.t, "what Mezzanine adds depends on the packages that are installed")
	u.Many = true
	return u
}

// apps are INSTALLED_APPS: mezzanine.boot comes first, Grappelli, the admin and static
// files last.
func (m mezzanine) apps(items []value.Value) []value.Value {
	grappelli, err := m.get("PACKAGE_NAME_GRAPPELLI")
	if err != nil {
		return []value.Value{m.perhaps()}
	}
	taken := func(names ...string) (out []value.Value) {
		for _, name := range names {
			if i := indexOf(items, name); i >= 0 && name != "" {
				out = append(out, items[i])
				items = slices.Delete(items, i, i+1)
			}
		}
		return out
	}
	first := taken("mezzanine.boot")
	last := taken(textOr(orNone(grappelli), ""), "django.contrib.admin", "django.contrib.staticfiles")
	taken("modeltranslation")
	return slices.Concat(first, items, []value.Value{m.perhaps()}, last, []value.Value{m.perhaps()})
}

// middleware may lose that of a cache, and gets one for languages after that of sessions
// where it has none.
func (m mezzanine) middleware(items []value.Value) []value.Value {
	ends := func(v value.Value, ends ...string) bool {
		s, _ := text(v)
		return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
	}
	localized := slices.ContainsFunc(items, func(v value.Value) bool { return ends(v, "LocaleMiddleware") })
	var out []value.Value
	for _, item := range items {
		if ends(item, "UpdateCacheMiddleware", "FetchFromCacheMiddleware") {
			item = m.perhaps()
		}
		out = append(out, item)
		if ends(item, "SessionMiddleware") && !localized {
			out = append(out, m.perhaps())
		}
	}
	return append(out, m.perhaps())
}

// indexOf is the place of a text among items; -1 where it is not there.
func indexOf(items []value.Value, s string) int {
	return slices.IndexFunc(items, func(v value.Value) bool { have, ok := text(v); return ok && have == s })
}

// languages are those of LANGUAGE_CODE where LANGUAGES has one other.
func (m mezzanine) languages() error {
	i18n, err := value.Item(m.t, m.config, value.NewStr("USE_I18N", nil))
	if err != nil {
		return err
	}
	v, err := m.get("LANGUAGES")
	if err != nil || v == nil {
		return err
	}
	if n, known, err := value.Length(m.t, v); err != nil || known && n != 1 {
		return err
	}
	code, err := m.get("LANGUAGE_CODE")
	if err != nil {
		return err
	}
	if s, ok := text(orNone(code)); ok && s == m.firstLanguage(v) {
		return nil
	}
	if err := m.set("LANGUAGES", unknown(m.t, "it may be LANGUAGE_CODE alone", v.Trace())); err != nil {
		return err
	}
	return m.set("USE_I18N", typed(unknown(m.t, "it follows from LANGUAGES", v.Trace(), i18n.Trace()), value.BoolClass))
}

// firstLanguage is the code that LANGUAGES begins with; "" where it is not known.
func (m mezzanine) firstLanguage(v value.Value) string {
	for range 2 {
		items, err := value.Items(m.t, v)
		if err != nil || len(items) == 0 {
			return ""
		}
		v = items[0]
	}
	s, _ := text(v)
	return s
}

// databases lays files of SQLite that have no folder into the project's, and completes
// the test databases of MySQL.
func (m mezzanine) databases() error {
	v, err := value.Item(m.t, m.config, value.NewStr("DATABASES", nil))
	all, ok := v.(*value.Dict)
	if err != nil || !ok {
		return err
	}
	for _, e := range all.Entries() {
		d, ok := e.Value.(*value.Dict)
		if !ok {
			continue
		}
		if name, found := d.GetStr("NAME"); found {
			if s, ok := text(name); !ok || !strings.Contains(s, "/") {
				d.SetStr(m.t, "NAME", m.database(d, name))
			}
		}
		if engine, found := d.GetStr("ENGINE"); found && strings.HasSuffix(textOr(engine, "mysql"), "mysql") {
			d.SetStr(m.t, "TEST", unknown(m.t, "Mezzanine completes it"))
		}
	}
	return nil
}

// database is the name of a database.
func (m mezzanine) database(d *value.Dict, name value.Value) value.Value {
	engine, _ := d.GetStr("ENGINE")
	if s, ok := text(engine); ok && !strings.HasSuffix(s, "sqlite3") {
		return name
	}
	root, err := m.get("PROJECT_ROOT")
	if _, ok := text(engine); ok && err == nil {
		if path, err := call(m.t, attribute(m.t, "os.path", "join"), orDefault(root, ""), name); err == nil {
			return path
		}
	}
	return unknown(m.t, "a file of SQLite is laid into PROJECT_ROOT", name.Trace())
}

func textOr(v value.Value, def string) string {
	if s, ok := text(v); ok {
		return s
	}
	return def
}

// others are settings that follow from the apps and from the command line.
func (m mezzanine) others() error {
	for _, name := range []string{"TESTING", "DEV_SERVER", "USE_MODELTRANSLATION", "GRAPPELLI_INSTALLED", "DEBUG_TOOLBAR_PATCH_SETTINGS"} {
		if err := m.set(name, typed(unknown(m.t, "Mezzanine sets it"), value.BoolClass)); err != nil {
			return err
		}
	}
	for _, name := range []string{"MESSAGE_STORAGE", "COMMENTS_APP", "COMPRESS_OFFLINE_CONTEXT", "INTERNAL_IPS"} {
		v, err := m.get(name)
		if err != nil {
			return err
		}
		if v != nil {
			continue
		}
		if err := m.set(name, unknown(m.t, "Mezzanine has a default for it")); err != nil {
			return err
		}
	}
	return nil
}
