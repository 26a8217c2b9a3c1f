package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Jinja's classes and functions that OPTIONS of TEMPLATES name, and the extensions
// that django-jinja has on (django_jinja/builtins/__init__.py, 2.3 to 2.11).

func jinjaModules() map[string]maker {
	return map[string]maker{
		"jinja2":                jinjaModule,
		"django_jinja":          packageOf("django_jinja", "builtins"),
		"django_jinja.builtins": djangoJinjaModule,
	}
}

func jinjaModule(*value.Thread) value.Value {
	m := value.NewModule("jinja2", "")
	base := opaqueClass("Undefined", "jinja2.runtime")
	m.Define("Undefined", base)
	for _, name := range []string{"ChainableUndefined", "DebugUndefined", "StrictUndefined"} {
		m.Define(name, value.NewClass(name, "jinja2.runtime", base))
	}
	m.Func("select_autoescape", func(*value.Thread, *value.Call) (value.Value, error) {
		return value.NewBuiltin("autoescape", unknownCall("what jinja2 escapes is not followed")), nil
	})
	m.Fallback = notFollowed("jinja2")
	return m
}

func djangoJinjaModule(t *value.Thread) value.Value {
	m := value.NewModule("django_jinja.builtins", "")
	version, _ := t.Host.Package("django_jinja")
	if version == "" || versionBelow(version, 2, 3) {
		m.Define("DEFAULT_EXTENSIONS", unknown(t, "which extensions django-jinja has on depends on its version, which is not known"))
		return m
	}
	names := "jinja2.ext.do jinja2.ext.loopcontrols"
	if versionBelow(version, 2, 8) {
		names += " jinja2.ext.with_"
	}
	names += " jinja2.ext.i18n"
	if versionBelow(version, 2, 8) {
		names += " jinja2.ext.autoescape"
	}
	own := "Csrf Cache Timezone Urls StaticFiles DjangoFilters"
	if !versionBelow(version, 2, 5) {
		own = "Debug " + own
	}
	for _, name := range strings.Fields(own) {
		names += " django_jinja.builtins.extensions." + name + "Extension"
	}
	return m.Define("DEFAULT_EXTENSIONS", t.NewList(strs(strings.Fields(names), nil), nil))
}
